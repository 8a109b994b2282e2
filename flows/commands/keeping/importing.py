"""`circulars import`: an old register, or a folder of old letters, so that the office's memory does not begin today."""

from __future__ import annotations

import csv
import hashlib
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from circulars.archive import Archive
from circulars.archive.shelves.entered.earlier import EarlierEntry, take_earlier, take_earlier_letters
from circulars.checks import check_letters, with_doubts
from circulars.directory import Office, find_office
from circulars.earlier.columns import Column, Columns, NoColumns, column_named, find_columns
from circulars.earlier.rows import RowFault, entries_of
from circulars.earlier.tables import Table, read_tables
from circulars.errors import CircularsError, UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import refusal
from circulars.intake.containers.taking import single_file
from circulars.letter.reference import format_reference
from circulars.thai.clock import now, today
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.keeping import Import
from flows.settings import Settings
from ocr import read_all_pages

_SHOWN = 5
_FAULTS_SHOWN = 20
_PASSED_OVER = ("thumbs.db", "desktop.ini")


def import_(arguments: Import) -> int:
    """`circulars import FILE|DIR --as received|sent [--yes]`; exit 1 where a row or a file was not taken."""
    with opened(arguments.home) as (archive, settings):
        office = find_office(arguments.office) if arguments.office else settings.profile.office
        if arguments.source.is_dir():
            return _folder(archive, settings, office, arguments)
        return _register(archive, settings, office, arguments)


# ---- registers


def _register(archive: Archive, settings: Settings, office: Office, arguments: Import) -> int:
    said = dict(_said(one) for one in arguments.column)
    tables = [one for one in read_tables(arguments.source) if arguments.sheet in (None, one.name)]
    tables = [one for one in tables if one.rows]
    if not tables:
        raise UnreadableFile("ไม่มีตารางที่มีข้อมูลในไฟล์นี้ กรุณาตรวจไฟล์ และชื่อที่บอกด้วย --sheet", code="empty")
    known, unknown = _with_columns(tables, said)
    if not known:
        raise unknown[0]
    for problem in unknown:
        print(problem.message, file=sys.stderr)
    entries: list[EarlierEntry] = []
    faults: list[tuple[str, RowFault]] = []
    for table, columns in known:
        sent = arguments.as_ == "sent"
        rows = list(entries_of(table, columns, sent=sent, today=today(), year=arguments.year))
        mine = [row for row in rows if isinstance(row, EarlierEntry)]
        faults += [(table.name, row) for row in rows if isinstance(row, RowFault)]
        _show(table, columns, mine)
        entries += mine
    if not arguments.yes:
        _tell_faults(settings, arguments.source, faults, write=False)
        print(
            f"ตัวอย่างเท่านั้น ยังไม่นำเข้า: {to_thai(len(entries))} แถว เข้า{_book(arguments)}ของ{office.name} สั่งซ้ำโดยเติม --yes เพื่อนำเข้าจริง"
        )
        return int(bool(faults))
    taken = take_earlier(archive, office, entries, arguments.source.name)
    faults += [("", RowFault(place, reason)) for place, reason in taken.refused]
    print(f"นำเข้า{_book(arguments)}ของ{office.name}แล้ว {to_thai(taken.new)} แถว มีอยู่แล้ว {to_thai(taken.known)} แถว")
    _tell_faults(settings, arguments.source, faults, write=True)
    return int(bool(faults))


def _said(text: str) -> tuple[str, Column]:
    heading, equals, column = text.rpartition("=")
    if not equals or not heading.strip():
        raise CircularsError(f"--column “{text}” ต้องเป็นรูป 'หัวตาราง=ช่อง' เช่น 'เลข=เลขทะเบียน'", code="column")
    return heading, column_named(column)


def _with_columns(
    tables: Sequence[Table], said: dict[str, Column]
) -> tuple[list[tuple[Table, Columns]], list[NoColumns]]:
    known: list[tuple[Table, Columns]] = []
    unknown: list[NoColumns] = []
    for table in tables:
        try:
            known.append((table, find_columns(table, said)))
        except NoColumns as problem:
            unknown.append(problem)
    return known, unknown


def _show(table: Table, columns: Columns, entries: Sequence[EarlierEntry]) -> None:
    """What was understood: column by column, and the first rows as they will stand."""
    heading = table.rows[columns.row - 1]
    pairs = " · ".join(f"{heading[place]} → {column}" for column, place in columns.places.items())
    print(f"ตาราง {table.name} ({to_thai(len(entries))} แถว): {pairs}")
    if columns.unread:
        print(f"  ช่องที่ไม่นำเข้า: {', '.join(columns.unread)}")
    for one in entries[:_SHOWN]:
        dated = format_date(ThaiDate.from_ce(one.dated)) if one.dated else "ไม่มีวันที่"
        number = format_reference(one.reference) if one.reference else one.reference_text or "-"
        print(
            f"  {to_thai(one.number)}/{to_thai(one.year_be)} | {number} | {dated} | {one.sender} | {one.subject[:60]}"
        )


def _tell_faults(settings: Settings, source: Path, faults: Sequence[tuple[str, RowFault]], *, write: bool) -> None:
    """Rows that were not taken, with their reasons: the first ones here, all of them as a table beside the reports."""
    if not faults:
        return
    print(f"แถวที่ไม่นำเข้า {to_thai(len(faults))} แถว แก้ในไฟล์แล้วสั่งใหม่ได้ แถวที่นำเข้าแล้วจะไม่ซ้ำ", file=sys.stderr)
    for sheet, fault in faults[:_FAULTS_SHOWN]:
        where = f"{sheet} แถว" if sheet else "แถว"
        print(f"  {where} {to_thai(fault.place)}: {fault.reason}", file=sys.stderr)
    if write:
        file = settings.folder("reports") / f"นำเข้า {source.stem} {now():%Y%m%d-%H%M%S}.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows([("แผ่นงาน", "แถว", "เหตุ"), *((s, f.place, f.reason) for s, f in faults)])
        print(f"ทุกแถวที่ไม่นำเข้าอยู่ใน {file}", file=sys.stderr)


def _book(arguments: Import) -> str:
    return "ทะเบียนหนังสือส่ง" if arguments.as_ == "sent" else "ทะเบียนหนังสือรับ"


# ---- folders of letters


@dataclass(slots=True)
class _Filed:
    """What became of the files of a folder."""

    files: int = 0
    letters: int = 0
    known: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def _folder(archive: Archive, settings: Settings, office: Office, arguments: Import) -> int:
    files = [one for one in sorted(arguments.source.rglob("*")) if one.is_file() and not _passed_over(one)]
    if not arguments.yes:
        print(
            f"ตัวอย่างเท่านั้น ยังไม่นำเข้า: {to_thai(len(files))} ไฟล์ เป็นหนังสือ{_way(arguments)}ของ{office.name} สั่งซ้ำโดยเติม --yes"
        )
        return 0
    filed = _Filed()
    for number, file in enumerate(files, 1):
        name = str(file.relative_to(arguments.source))
        try:
            _one(archive, settings, office, file, name, arguments, filed)
        except (CircularsError, OSError) as error:
            reason = error.message if isinstance(error, CircularsError) else "เปิดไฟล์ไม่ได้ กรุณาตรวจสิทธิ์"
            filed.left.append((name, reason))
            print(f"[{number}/{len(files)}] {name}: ไม่นำเข้า {reason}", file=sys.stderr)
        else:
            print(f"[{number}/{len(files)}] {name}")
    told = f"นำเข้าหนังสือ{_way(arguments)}แล้ว {to_thai(filed.letters)} ฉบับ จาก {to_thai(filed.files)} ไฟล์"
    print(f"{told} มีอยู่แล้ว {to_thai(filed.known)} ไฟล์ ไม่นำเข้า {to_thai(len(filed.left))} ไฟล์")
    return int(bool(filed.left))


def _passed_over(file: Path) -> bool:
    """What no person put there."""
    return file.name.startswith((".", "~$")) or file.name.lower() in _PASSED_OVER


def _way(arguments: Import) -> str:
    return "ส่ง" if arguments.as_ == "sent" else "รับ"


def _one(
    archive: Archive, settings: Settings, office: Office, file: Path, name: str, arguments: Import, filed: _Filed
) -> None:
    """One file: read, checked, kept. Raises CircularsError where it cannot be taken, with the reason."""
    with file.open("rb") as opened_file:
        sha256 = hashlib.file_digest(opened_file, "sha256").hexdigest()
    scan = archive.find_scan(sha256)
    if scan is not None and archive.letters_of(scan.id, office.code):
        filed.known += 1
        return
    with tempfile.TemporaryDirectory() as scratch:
        single = single_file(file, Path(scratch))
        pages = read_all_pages(single, engine=settings.engine)
        content = single.read_bytes()
    letters = read_letters(pages)
    refused = refusal(pages, letters)
    if refused is not None:
        raise UnreadableFile(refused.message, code=refused.code)
    findings = check_letters(letters, today=today(), pages=pages)
    kept = archive.save_original(content, name)
    archive.save_pages(kept.id, pages)
    doubted = [with_doubts(*both) for both in zip(letters, findings, strict=True)]
    ids = take_earlier_letters(archive, kept.id, office, doubted, findings, sent=arguments.as_ == "sent")
    filed.files, filed.letters = filed.files + 1, filed.letters + len(ids)
