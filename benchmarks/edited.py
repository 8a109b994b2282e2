"""Drafts that came back from Word, honest and hostile ones counted by what becomes of them.

    python -m benchmarks.edited [--rendered]

A hundred honest edits (what clerks do, as Word, LibreOffice and Google Docs write it) must be kept with exactly the changed
paragraphs listed. A hundred hostile ones print something else than the words that a reviewer compares, each by another
channel or in another place; each must be refused or listed. With ``--rendered`` LibreOffice draws every hostile one that
is neither, and saves some of the honest ones anew; without it the bench takes seconds.
"""

from __future__ import annotations

import argparse
import copy
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from benchmarks.edited_hostile import Hostile, hostile
from circulars.documents.edit.edited import compare
from circulars.documents.measure.same_page import PrintedFields, page_differences
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.shipped.samples import SAMPLES
from circulars.documents.word.catalog import load_catalog
from circulars.errors import Refused
from circulars.letter.letter import LetterKind

LEVELS = ("department", "province", "district")
_LONG = 60  # letters of a paragraph of the body


@dataclass(frozen=True, slots=True)
class Honest:
    """An edit, the draft it was made from, and how many paragraphs it changed, took out or added."""

    name: str
    draft: bytes
    edited: bytes
    changes: int


@cache
def drafts() -> dict[str, bytes]:
    """A draft of every kind at every level, as a reviewer downloads it."""
    catalog = load_catalog(None)
    found = {}
    for level in LEVELS:
        for content in SAMPLES.values():
            plain = replace(content, number="สน ๐๐๑๘.๑/ว", date="มกราคม ๒๕๖๗", watermark="ร่าง")
            found[f"{level} {content.kind.name.lower()}"] = catalog.compiled(level, content.kind).render(plain)
    return found


def external() -> bytes:
    """The draft that hostile edits are made from."""
    return drafts()[f"province {LetterKind.EXTERNAL.name.lower()}"]


def honest() -> Iterator[Honest]:
    """Each kind of edit in as many drafts as make a hundred."""
    kinds = sorted(_EDITS)
    places = sorted(drafts())
    for number in range(100):
        name, place = kinds[number % len(kinds)], places[(number // len(kinds) * 5 + number) % len(places)]
        draft = drafts()[place]
        document = Document(io.BytesIO(draft))
        changes = _EDITS[name](document)
        out = io.BytesIO()
        document.save(out)
        yield Honest(f"{name}, {place}", draft, out.getvalue(), changes)


def saved_by_libreoffice(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files opened and saved by LibreOffice, all in one run."""
    with tempfile.TemporaryDirectory() as folder:
        place, out = Path(folder), Path(folder) / "out"
        for name, content in files.items():
            (place / f"{name}.docx").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
        subprocess.run(
            [*command, "--outdir", str(out), *(str(place / f"{name}.docx") for name in files)],
            check=True,
            capture_output=True,
        )
        return {name: (out / f"{name}.docx").read_bytes() for name in files}


# ---- what clerks do; each returns how many paragraphs it changed


def _body(document: Opened) -> list[Paragraph]:
    return [one for one in document.paragraphs if len(one.text) > _LONG]


def _taken_out(element: BaseOxmlElement) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _word(document: Opened) -> int:
    run = _body(document)[0].runs[-1]
    run.text = run.text.rstrip() + " ทั้งนี้ ภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙"
    return 1


def _retyped(document: Opened) -> int:
    chosen = _body(document)[:2]
    for one in chosen:
        one.runs[0].text, rest = "ข้อความที่พิมพ์ใหม่ทั้งย่อหน้า " + one.text[:12], one.runs[1:]
        for run in rest:
            run.text = ""
    return len(chosen)


def _added(document: Opened) -> int:
    first = _body(document)[0]
    made = first.insert_paragraph_before("ย่อหน้าที่เพิ่มโดยผู้ตรวจ ", first.style)
    made.add_run("ตัวหนา").bold = True
    return 1


def _removed(document: Opened) -> int:
    _taken_out(_body(document)[-1]._element)
    return 1


def _in_pieces(document: Opened) -> int:
    """Word cuts a run where the cursor stood; nothing is printed otherwise."""
    for one in _body(document):
        text, first = one.text, one.runs[0]
        for run in one.runs[1:]:
            _taken_out(run._element)
        first.text = text[:20]
        look = first._element.rPr
        for at in range(20, len(text), 15):
            made = one.add_run(text[at : at + 15])
            if look is not None:
                made._element.insert(0, copy.deepcopy(look))
    return 0


def _bold(document: Opened) -> int:
    for one in _body(document)[0].runs:
        one.bold = True
    return 0


def _larger(document: Opened) -> int:
    for one in _body(document)[0].runs:
        one.font.size = Pt(17)
    return 0


def _red(document: Opened) -> int:
    _body(document)[0].add_run(" ด่วน").font.color.rgb = RGBColor(0xC0, 0, 0)
    return 1


def _font(document: Opened) -> int:
    for run in (run for one in _body(document) for run in one.runs):
        run.font.name = "TH Sarabun New"
    return 0


def _table(document: Opened) -> int:
    made = document.add_table(2, 2)
    for place, text in enumerate(("ลำดับ", "อำเภอ", "๑", "เมืองสกลนคร")):
        made.cell(place // 2, place % 2).text = text
    return 4


def _aligned(document: Opened) -> int:
    for one in _body(document):
        one.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    return 0


def _broken(document: Opened) -> int:
    _body(document)[0].add_run().add_break()
    _body(document)[0].add_run("บรรทัดใหม่ในย่อหน้าเดิม")
    return 1


def _tabbed(document: Opened) -> int:
    _body(document)[0].paragraph_format.tab_stops.add_tab_stop(Pt(120))
    _body(document)[0].paragraph_format.space_after = Pt(6)
    return 0


def _untouched(document: Opened) -> int:
    document.core_properties.last_modified_by = "ผู้ตรวจ"
    return 0


def _measured(document: Opened) -> int:
    """Another program measures the emblem's place from other edges; it is the same place."""
    section = document.sections[-1]
    for one in document.element.body.iter("{*}positionV"):
        one.set("relativeFrom", "margin")
        one[0].text = str(int(one[0].text) - int(section.top_margin or 0) + 3000)
    for one in document.element.body.iter("{*}positionH"):
        one.set("relativeFrom", "page")
        one[0].text = str(int(one[0].text) + int(section.left_margin or 0) - 3000)
    return 0


def _apart(document: Opened) -> int:
    """Two words typed anew in two places."""
    changed = 0
    for one in (_body(document)[0], _body(document)[-1]):
        one.runs[-1].text += " (แก้)"
        changed += 1
    return len({id(_body(document)[0]._element), id(_body(document)[-1]._element)}) if changed else 0


_EDITS = {
    "a word": _word, "typed anew": _retyped, "a paragraph added": _added, "a paragraph out": _removed,
    "runs cut": _in_pieces, "bold": _bold, "larger": _larger, "red": _red, "another font": _font, "a table": _table,
    "aligned": _aligned, "a line broken": _broken, "tabs": _tabbed, "only saved": _untouched, "two places": _apart, "measured otherwise": _measured,
}  # fmt: skip


# ---- counting


def judged_honest(one: Honest) -> str:
    """What is wrong with how an honest edit was taken; empty when it is right."""
    try:
        listed = len(compare(one.draft, one.edited))
    except Refused as error:
        return f"refused: {error.message[:120]}"
    return "" if listed == one.changes else f"{listed} listed, {one.changes} changed"


def judged_hostile(one: Hostile, draft: bytes) -> str:
    """``refused``, ``listed`` or ``passed``."""
    try:
        listed = compare(draft, one.edited)
    except Refused:
        return "refused"
    told = " ".join(f"{change.before} {change.after}" for change in listed)
    return "listed" if listed and (not one.printed or one.printed in told) else "passed"


def drawn_otherwise(draft: bytes, edited: bytes) -> bool:
    """LibreOffice prints the edited one as another page."""
    before, after = to_pdf([draft, edited])
    return page_differences(before, after, PrintedFields((), ())) != ()


def main(arguments: list[str] | None = None) -> int:
    """Count and print; 1 where an honest edit is not kept or a hostile one is neither refused nor listed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.edited")
    parser.add_argument("--rendered", action="store_true", help="let LibreOffice draw and save, some minutes")
    given = parser.parse_args(arguments)
    good = list(honest())
    if given.rendered:
        again = good[::5]
        saved = saved_by_libreoffice({str(number): one.edited for number, one in enumerate(again)})
        good += [replace(one, name=f"{one.name}, by LibreOffice", edited=saved[str(n)]) for n, one in enumerate(again)]
    wrong = {one.name: told for one in good if (told := judged_honest(one))}
    bad = list(hostile(external()))
    fates = {one.name: judged_hostile(one, external()) for one in bad}
    passed = [one for one in bad if fates[one.name] == "passed"]
    print(f"honest {len(good)}: kept and listed rightly {len(good) - len(wrong)}")
    for name, told in wrong.items():
        print(f"  {name}: {told}")
    refused, listed = (sum(fate == word for fate in fates.values()) for word in ("refused", "listed"))
    print(f"hostile {len(bad)}: refused {refused}, listed {listed}, passed {len(passed)}")
    for one in passed:
        told = f", printed otherwise: {drawn_otherwise(external(), one.edited)}" if given.rendered else ""
        print(f"  {one.name}{told}")
    return int(bool(wrong or passed))


if __name__ == "__main__":
    sys.exit(main())
