"""The dry path: read without server or database. Nothing is stored."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from circulars.checks import check_letters, with_doubts
from circulars.directory.bodies import office_named
from circulars.directory.profile import OfficeProfile, default_profile
from circulars.errors import CircularsError, UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import why_no_letter
from circulars.intake.containers import single_file
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter
from circulars.letter.page import Page
from circulars.letter.record import Record, letter_record
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from circulars.triage.proposal import propose
from circulars.triage.record import proposal_record
from flows.commands.line.rows import DEBUG_PICTURES, later
from flows.commands.options.reading import Read
from flows.commands.reading.letter_text import letter_lines
from flows.settings import load_settings, office_home
from ocr import read_pages


def read(arguments: Read) -> int:
    """`circulars read`: one report or one JSON line a file, in the order given; exit 1 if any could not be read."""
    failed = False
    for number, path in enumerate(arguments.files, 1):
        if sys.stderr.isatty() and len(arguments.files) > 1:
            print(f"\r{number}/{len(arguments.files)} {path.name[:40]:40}", end="", file=sys.stderr, flush=True)
        record = _read_one(path, arguments)
        failed |= record["error"] is not None
        if arguments.json:
            print(json.dumps(record, ensure_ascii=False), flush=True)
        else:
            _report(record)
    return int(failed)


def _read_one(path: Path, arguments: Read) -> Record:
    started = time.perf_counter()
    record: Record = {"file": path.name, "sha256": None, "pages": 0, "seconds": 0.0, "letters": [], "error": None}
    try:
        record["sha256"] = _sha256(path)
        with TemporaryDirectory(prefix="circulars-") as scratch:
            pictures = None if arguments.debug_dir is None else Path(scratch)
            pages = read_pages(single_file(path, Path(scratch)), engine=arguments.engine, pictures=pictures)
            letters, findings = read_and_check(pages)
            if pictures is not None:
                later(DEBUG_PICTURES)(pictures, path.stem, letters, arguments.debug_dir)
    except CircularsError as error:
        record["error"] = {"code": error.code, "message": error.message}
        if arguments.verbose:
            record["error"]["cause"] = error.cause
    else:
        record["pages"] = len(pages)
        if not letters:
            why = why_no_letter(pages)
            record["error"] = {"code": why.code, "message": why.message}
        record["letters"] = [letter_record(*both) for both in zip(letters, findings, strict=True)]
        if arguments.office:
            profile = _profile(arguments.office, arguments.home)
            for told, letter in zip(record["letters"], letters, strict=True):
                told["proposal"] = proposal_record(propose(letter, profile, today=today()))
        if arguments.text:
            record["text"] = [[line.text for line in page.lines] for page in pages]
    record["seconds"] = round(time.perf_counter() - started, 2)
    return record


def _profile(code: str, home: Path | None) -> OfficeProfile:
    """The office of ``--office``: ours by office.toml where one is at hand, else what the directory knows."""
    office = office_named(code)
    if (office_home(home) / "office.toml").exists():
        return load_settings(home).profiles.get(office.code) or default_profile(office)
    return default_profile(office)


def read_and_check(pages: Sequence[Page]) -> tuple[tuple[Letter, ...], tuple[tuple[Finding, ...], ...]]:
    """The letters of a file with the findings of each, in page order."""
    letters = read_letters(pages)
    findings = check_letters(letters, today=today(), pages=pages)
    return tuple(with_doubts(*both) for both in zip(letters, findings, strict=True)), findings


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            f"เปิดไฟล์ {path.name} ไม่ได้ กรุณาตรวจว่ามีไฟล์นี้และมีสิทธิ์อ่าน", code="unreadable", cause=str(error)
        ) from error


def _report(record: Record) -> None:
    """A reading for a person, in Thai, the doubtful fields marked with ?."""
    print(f"── {record['file']}: {record['pages']} หน้า {record['seconds']} วินาที")
    if record["error"]:
        print(f"   {record['error']['message']}")
    for number, letter in enumerate(record["letters"], 1):
        print(f"   ฉบับที่ {to_thai(number)} หน้า {to_thai(', '.join(map(str, letter['pages'])))}")
        for line in letter_lines(letter):
            print(f"     {line}")
    for lines in record.get("text", []):
        print("\n".join(lines))
