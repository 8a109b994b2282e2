"""Coverage-guided fuzzing of every parser that meets what strangers wrote: inputs tried, faults found.

    python -m benchmarks.fuzz [--seconds 120] [--only number,date,…]

Each target runs in a process of its own for `--seconds`. A fault is any exception that is no `CircularsError`, an input
that takes longer than ten seconds, or more than 1.5 GB. The input that did it is kept in ``build/fuzz/<target>/``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.util
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

Target = Callable[[Any], None]
FOLDER = Path("build/fuzz")
TODAY = dt.date(2026, 11, 23)
_WORDS = """
ที่ เรื่อง เรียน อ้างถึง สิ่งที่ส่งมาด้วย ลงวันที่ ภายในวันที่ ด่วนที่สุด ลับ ว / ( ) . - ๐ ๑ ๒ ๔ ๖ ๗ ๙ 0 2 9 พ.ศ. มกราคม
ก.พ. ธันวาคม วันพุธที่ มท สน กรม จังหวัด อำเภอ ผู้ว่าราชการจังหวัด นาย (นาย ปฏิบัติราชการแทน โทร. ขอแสดงความนับถือ ฉบับ
ทุกจังหวัด ยกเว้น บันทึกข้อความ ส่วนราชการ คำสั่ง ประกาศ
"""
_THAI = [*_WORDS.split(), "\n\n", "\n", "\t", "\u0e4d", "\u0e32", "\u0e33", "\u200b", "\ufeff", "\ud800", "\f"]


def _text(data: Any, pieces: int = 60) -> str:
    """Text made of words that letters are made of, and of anything else."""
    parts = []
    for _ in range(data.ConsumeIntInRange(0, pieces)):
        if data.ConsumeProbability() < 0.7:
            parts.append(_THAI[data.ConsumeIntInRange(0, len(_THAI) - 1)])
        else:
            parts.append(data.ConsumeUnicode(data.ConsumeIntInRange(0, 12)))
        if data.ConsumeBool():
            parts.append(" ")
    return "".join(parts)


def _number(data: Any) -> None:
    from circulars.letter.reference import find_references, format_reference, parse_reference

    text = _text(data, 12)
    for start, end, found in find_references(text):
        assert 0 <= start < end <= len(text)
        assert parse_reference(format_reference(found)) == found, (text, found)
    found = parse_reference(text)
    assert parse_reference(format_reference(found)) == found, (text, found)


def _date(data: Any) -> None:
    from circulars.thai.dates import format_date
    from circulars.thai.find_dates import find_dates, parse_date

    text = _text(data, 12)
    find_dates(text)
    day = parse_date(text)
    assert parse_date(format_date(day)) == day, (text, day)


def _read(pages: list[Any]) -> None:
    from circulars.checks import check_letters
    from circulars.extraction.reading import read_letters
    from circulars.letter.record import dump_letter, letter_record, load_letter

    letters = read_letters(pages)
    assert letters == read_letters(pages)
    findings = check_letters(letters, today=TODAY)
    for letter, found in zip(letters, findings, strict=True):
        letter_record(letter, found)
        assert load_letter(dump_letter(letter)) == letter


def _layout(data: Any) -> None:
    from circulars.letter.page import Box, Page, PageSource, TextLine

    pages = []
    for number in range(1, data.ConsumeIntInRange(1, 3) + 1):
        lines = []
        for _ in range(data.ConsumeIntInRange(0, 25)):
            left, top = data.ConsumeProbability(), data.ConsumeProbability()
            box = Box(left, top, left + data.ConsumeProbability(), top + data.ConsumeProbability() / 20)
            lines.append(TextLine(_clean(_text(data, 8)), box, data.ConsumeProbability(), "thai-lines"))
        pages.append(Page(number, tuple(lines), PageSource.SCAN, 2480, 3508))
    _read(pages)


def _letter_text(data: Any) -> None:
    from circulars.letter.page import Page, PageSource, TextLine

    text = _clean(_text(data, 120))
    lines = tuple(TextLine(line, None, 1.0, "text") for line in text.splitlines())
    _read([Page(1, lines, PageSource.TEXT)])


def _clean(text: str) -> str:
    """Lone surrogates do not come out of a UTF-8 file or a recogniser."""
    return text.encode("utf-8", "replace").decode()


def _text_layer(data: Any) -> None:
    from circulars.thai.text import folded, repair
    from ocr.layer.text_layer import unsound

    text = _text(data, 120)
    mended = repair(text)
    assert repair(mended) == mended, text
    folded(text)
    unsound(mended)


_BASE: dict[str, bytes] = {}


def _template(data: Any) -> None:
    from circulars.documents.word.template_check import check_template_bytes
    from circulars.letter.letter import LetterKind

    if not _BASE:
        source = next(Path("templates").rglob("*.docx"))
        with zipfile.ZipFile(source) as archive:
            _BASE.update({name: archive.read(name) for name in archive.namelist()})
    parts = dict(_BASE)
    if data.ConsumeProbability() < 0.8:  # the text between the tags of the document
        xml = parts["word/document.xml"].decode()
        places = [found.span(1) for found in re.finditer(r"<w:t[^>]*>([^<]*)</w:t>", xml)]
        start, end = places[data.ConsumeIntInRange(0, len(places) - 1)]
        tag = data.PickValueInList(["{{ %s }}", "{%% %s %%}", "%s", "{{%s", "{%%p %s %%}", "{# %s #}"])
        inside = data.ConsumeUnicode(data.ConsumeIntInRange(0, 40))
        parts["word/document.xml"] = (xml[:start] + tag % inside + xml[end:]).encode("utf-8", "replace")
    else:  # any part, any bytes
        name = data.PickValueInList(sorted(parts))
        changed = bytearray(parts[name])
        at = data.ConsumeIntInRange(0, max(0, len(changed) - 1))
        changed[at : at + data.ConsumeIntInRange(0, 40)] = data.ConsumeBytes(40)
        parts[name] = bytes(changed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    check_template_bytes(out.getvalue(), LetterKind.EXTERNAL)


def _form(data: Any) -> None:
    from circulars.letter.field import Field
    from circulars.letter.letter import Letter, LetterKind
    from circulars.review import FORMS, Correction, apply_corrections, changed_fields, write_field

    letter = Letter((1,), Field(LetterKind.EXTERNAL))
    typed = [Correction(data.PickValueInList([*FORMS, "nothing"]), _clean(_text(data, 8))) for _ in range(4)]
    corrected = apply_corrections(letter, changed_fields(letter, typed)).letter
    again = [Correction(name, write_field(corrected, name)) for name in FORMS]
    assert not changed_fields(corrected, again)


def _zip(data: Any) -> None:
    import tempfile

    from circulars.intake.containers import Container, Member, container_of_file, unpack

    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(data.ConsumeIntInRange(0, 3)):
                name = _clean(data.ConsumeUnicode(20)).replace("\0", "") or str(number)
                archive.writestr(name, data.ConsumeBytes(200))
        file.flush()
        whole = bytearray(Path(file.name).read_bytes())
        for _ in range(data.ConsumeIntInRange(0, 4)):
            whole[data.ConsumeIntInRange(0, len(whole) - 1)] = data.ConsumeIntInRange(0, 255)
        Path(file.name).write_bytes(whole)
        if container_of_file(Path(file.name)) is Container.ZIP:
            for one in unpack(Path(file.name)):
                assert not isinstance(one, Member) or b"/" not in one.name, one


PARSERS = (
    *("circulars.letter.reference", "circulars.thai.find_dates", "circulars.extraction.reading", "circulars.checks"),
    *("circulars.documents.word.template_check", "circulars.review", "ocr.layer.text_layer", "circulars.intake"),
)
TARGETS: dict[str, Target] = {
    "number": _number,
    "date": _date,
    "layout": _layout,
    "letter": _letter_text,
    "text-layer": _text_layer,
    "template": _template,
    "form": _form,
    "zip": _zip,
}


def _one(target: str, seconds: int) -> None:
    """In the child: fuzz one target for a while."""
    import atheris  # type: ignore[import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["circulars", "ocr", "flows"]):
        for name in PARSERS:
            importlib.import_module(name)

    from circulars.errors import CircularsError

    work = TARGETS[target]

    def try_one(content: bytes) -> None:
        try:
            work(atheris.FuzzedDataProvider(content))
        except CircularsError:
            return

    place = FOLDER / target
    corpus = place / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1500", f"-artifact_prefix={place}/"]
    atheris.Setup([sys.argv[0], *options, "-max_len=4096", str(corpus)], try_one)
    atheris.Fuzz()


def main() -> int:
    """Run every target and print one table. Returns 1 when a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    parser.add_argument("--only", default="", help="targets, with commas")
    parser.add_argument("--target", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.target:
        _one(chosen.target, chosen.seconds)
        return 0
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not for this machine or Python: nothing was fuzzed")
        return 2
    table = Table(title="coverage-guided fuzzing")
    for title in ("target", "inputs tried", "branches reached", "faults"):
        table.add_column(title, justify="left" if title == "target" else "right")
    worst = 0
    for name in chosen.only.split(",") if chosen.only else TARGETS:
        command = [sys.executable, "-m", "benchmarks.fuzz", "--target", name, "--seconds", str(chosen.seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
        told = done.stderr + done.stdout
        tried = re.findall(r"^#(\d+)", told, re.MULTILINE) or ["0"]
        reached = re.findall(r"cov: (\d+)", told) or ["0"]
        fault = done.returncode != 0
        worst = max(worst, int(fault))
        table.add_row(name, f"{int(tried[-1]):,}", reached[-1], "1" if fault else "0")
        if fault:
            (FOLDER / name / "told.txt").write_text(told, encoding="utf-8")
            print(f"{name}: see {FOLDER / name / 'told.txt'}\n" + "\n".join(told.splitlines()[-25:]))
    Console().print(table)
    return worst


if __name__ == "__main__":
    sys.exit(main())
