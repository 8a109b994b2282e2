"""A draft that a reviewer edited in Word: what changed, and the number and date filled into the edited file."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from circulars.documents.edit.edited_rules import edited_faults
from circulars.documents.measure.continued import without_words
from circulars.documents.word.package import package_faults, parse_xml
from circulars.documents.word.template_parts import BOOKMARK_DATE, BOOKMARK_NUMBER
from circulars.errors import Refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIXED = (1980, 1, 1, 0, 0, 0)
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_DRAFT_WORD = "ร่าง"


class ChangeKind(StrEnum):
    """What a reviewer did to a paragraph."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph that differs: its text before (empty when added) and after (empty when removed)."""

    kind: ChangeKind
    before: str
    after: str


def refuse_unlike_letters(draft: bytes, edited: bytes) -> None:
    """Refuse what would print otherwise than the words that a person compares. Raises Refused."""
    _refuse_dangerous(edited)
    faults = edited_faults(without_words(draft), without_words(edited))
    if faults:
        raise Refused(faults[0], code="bad-docx", cause="; ".join(faults))


def read_paragraphs(docx: bytes) -> tuple[str, ...]:
    """The printed paragraphs of a docx, tables included, without คำต่อเนื่อง, blanks squeezed, empty ones left out. Raises Refused."""
    _refuse_dangerous(docx)
    root = parse_xml(_part(without_words(docx), "word/document.xml"))
    texts = (" ".join(_text(paragraph).split()) for paragraph in root.iter(f"{_W}p"))
    return tuple(text for text in texts if text)


def read_margins(docx: bytes) -> tuple[str, ...]:
    """The texts of headers and footers, each once, sorted; without the draft mark and page numbers. Raises Refused."""
    _refuse_dangerous(docx)
    texts: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
                root = parse_xml(archive.read(name))
                texts |= {" ".join(_text(paragraph).split()) for paragraph in root.iter(f"{_W}p")}
    return tuple(sorted(text for text in texts if text.strip("-–/ ๐๑๒๓๔๕๖๗๘๙0123456789") not in ("", _DRAFT_WORD)))


def compare(draft: bytes, edited: bytes) -> tuple[ParagraphChange, ...]:
    """What the edited file changed against the draft, paragraph by paragraph, in page order. Raises Refused."""
    refuse_unlike_letters(draft, edited)
    before, after = read_paragraphs(draft), read_paragraphs(edited)
    return tuple(_changes(before, after))


def _changes(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[ParagraphChange]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, left, left_end, right, right_end in matcher.get_opcodes():
        if what == "equal":
            continue
        old, new = list(before[left:left_end]), list(after[right:right_end])
        for index in range(max(len(old), len(new))):
            was = old[index] if index < len(old) else ""
            now = new[index] if index < len(new) else ""
            kind = ChangeKind.CHANGED if was and now else ChangeKind.REMOVED if was else ChangeKind.ADDED
            yield ParagraphChange(kind, was, now)


def fill_edited(edited: bytes, *, number: str | None, date: str) -> bytes:
    """The edited file with the issued number and date in their bookmarks and the draft mark gone.

    `number` and `date` are as printed (``สน ๐๐๑๘.๑/ว ๑๒๗``, ``๒๓ มกราคม ๒๕๖๗``); None for a kind that prints no number
    (an announcement). Equal input gives equal bytes. Raises
    Refused when the file is dangerous, has tracked changes, or has lost a bookmark.
    """
    _refuse_dangerous(edited)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(edited)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                root = parse_xml(content)
                if number is not None:
                    _put(root, BOOKMARK_NUMBER, number, "เลขที่หนังสือ")
                _put(root, BOOKMARK_DATE, date, "วันที่")
                content = _written(root)
            elif entry.filename.startswith(("word/header", "word/footer")) and _DRAFT_WORD.encode() in content:
                root = parse_xml(content)
                _unmark(root)
                content = _written(root)
            target.writestr(zipfile.ZipInfo(entry.filename, _FIXED), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _refuse_dangerous(docx: bytes) -> None:
    faults = package_faults(docx)
    if faults:
        raise Refused(faults[0], code="bad-docx", cause="; ".join(faults))
    root = parse_xml(_part(docx, "word/document.xml"))
    if any(next(root.iter(f"{_W}{kind}"), None) is not None for kind in _TRACKED):
        raise Refused(
            "ไฟล์ที่แก้ไขยังมีการติดตามการแก้ไข (track changes) กรุณายอมรับหรือปฏิเสธทั้งหมดใน Word แล้วส่งใหม่", code="tracked-changes"
        )


def _part(docx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


_PRINTED = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": "-"}
"""What an element of a run prints beside its letters."""


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter(f"{_W}t", *(f"{_W}{name}" for name in _PRINTED)):
        pieces.append(element.text or "" if element.tag == f"{_W}t" else _PRINTED[etree.QName(element).localname])
    return "".join(pieces)


def _put(root: etree._Element, bookmark: str, text: str, what: str) -> None:
    start = next((s for s in root.iter(f"{_W}bookmarkStart") if s.get(f"{_W}name") == bookmark), None)
    parent = None if start is None else start.getparent()
    if start is None or parent is None or parent.tag != f"{_W}p":
        raise Refused(
            f"ไฟล์ที่แก้ไขไม่มีตำแหน่งสำหรับ{what}แล้ว (ที่คั่น {bookmark} หายไป) กรุณาแก้จากไฟล์ร่างเดิมโดยไม่ลบบรรทัด{what}",
            code="bookmark-lost",
        )
    identity, inside = start.get(f"{_W}id"), []
    for element in start.itersiblings():
        if element.tag == f"{_W}bookmarkEnd" and element.get(f"{_W}id") == identity:
            break
        inside.append(element)
    else:
        inside = []  # the end stands in another paragraph: what follows is not ours to replace
    runs = [element for element in inside if element.tag == f"{_W}r"]
    look = next((run.find(f"{_W}rPr") for run in runs if run.find(f"{_W}rPr") is not None), None)
    for element in runs:
        parent.remove(element)
    run = etree.Element(f"{_W}r")
    if look is not None:
        run.append(look)
    written = etree.SubElement(run, f"{_W}t")
    written.set(_SPACE, "preserve")
    written.text = text
    start.addnext(run)


def _unmark(root: etree._Element) -> None:
    """Empty the paragraphs that say only ร่าง; by their text, for LibreOffice renames styles when it saves."""
    for paragraph in root.iter(f"{_W}p"):
        if _text(paragraph).strip() == _DRAFT_WORD:
            for run in paragraph.findall(f"{_W}r"):
                paragraph.remove(run)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
