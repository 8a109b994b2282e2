"""The pictures of a draft that was edited in Word: those of the draft, where they stood, as large, and turned no other way.

A picture prints what no word tells; an emblem that is moved covers words. Places are compared on the page: programs measure
the same place from the page, its margin or the paragraph (DrawingML, ECMA-376 Part 1, 20.4), and round as they save.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from PIL import Image, UnidentifiedImageError

from circulars.documents.edit.edited_properties import W
from circulars.documents.word.package import parse_xml

CONTENT = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml", re.IGNORECASE)
"""Parts with words that are printed."""
_OFFICE = "http://schemas.openxmlformats.org"
_R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
_A = f"{{{_OFFICE}/drawingml/2006/main}}"
_WP = f"{{{_OFFICE}/drawingml/2006/wordprocessingDrawing}}"
_TWENTIETH = 635  # EMU in a twentieth of a point
_MILLIMETRE = 36_000
_MOST_PIXELS = 20_000_000
_NOWHERE = -(10**10)
_MARGIN = {"positionH": "left", "positionV": "top"}


@dataclass(frozen=True, slots=True, order=True)
class _Placed:
    """A picture in the letter: what it shows and how it is hung, its place on the page and its size in EMU."""

    what: tuple[str, ...]
    numbers: tuple[int, ...]

    def like(self, other: _Placed) -> bool:
        """The same within a millimetre."""
        pairs = zip(self.numbers, other.numbers, strict=False)
        same = self.what == other.what and len(self.numbers) == len(other.numbers)
        return same and all(abs(one - two) <= _MILLIMETRE for one, two in pairs)


def picture_faults(draft: zipfile.ZipFile, edited: zipfile.ZipFile) -> Iterator[str]:
    """Thai sentences of what is other than in the draft."""
    before, after = _shown_by_name(draft), _shown_by_name(edited)
    if set(after.values()) - set(before.values()) or "" in after.values():
        yield "ไฟล์มีภาพที่ร่างเดิมไม่มี หรือตราครุฑถูกเปลี่ยน กรุณาลบภาพนั้นและใช้ตราเดิม (ข้อความต้องพิมพ์เป็นตัวอักษร)"
        return
    was, now = _placed(draft, before), _placed(edited, after)
    if len(was) != len(now) or not all(map(_Placed.like, was, now)):
        yield "ภาพในหนังสือ (ตราครุฑ) หายไป เพิ่มขึ้น ย้ายที่ หมุน หรือเปลี่ยนขนาด กรุณาแก้จากไฟล์ร่างเดิมโดยไม่แตะตรา"


def _shown_by_name(archive: zipfile.ZipFile) -> dict[str, str]:
    names = [name for name in archive.namelist() if name.lower().startswith("word/media/")]
    return {name.lower(): _shown(archive.read(name)) for name in names}


def _shown(picture: bytes) -> str:
    """What a picture shows: programs write the same pixels in other bytes."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return ""
            return hashlib.sha256(f"{opened.size}".encode() + opened.convert("RGBA").tobytes()).hexdigest()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""


def _placed(archive: zipfile.ZipFile, shown: dict[str, str]) -> list[_Placed]:
    found = []
    for name in archive.namelist():
        if CONTENT.fullmatch(name):
            root, targets = parse_xml(archive.read(name)), _targets(archive, name)
            for drawing in root.iter(f"{W}drawing"):
                blip = next(drawing.iter(f"{_A}blip"), None)
                target = targets.get(blip.get(f"{_R}embed") or "", "") if blip is not None else ""
                found.append(_place(root, drawing, shown.get(f"word/{target}".lower(), "")))
    return sorted(found)


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    name = f"word/_rels/{part.removeprefix('word/')}.rels"
    if name not in archive.namelist():
        return {}
    return {str(one.get("Id")): str(one.get("Target")).removeprefix("/word/") for one in parse_xml(archive.read(name))}


def _place(root: etree._Element, drawing: etree._Element, shows: str) -> _Placed:
    what, numbers = [shows], []
    for one in drawing.iter():
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name in ("anchor", "inline"):
            what.append(f"{name} {one.get('simplePos') not in (None, '0', 'false')}")
        elif name in _MARGIN:
            frame, start = _frame(root, drawing, name, str(one.get("relativeFrom")))
            what.append(f"{name} {frame} {''.join(map(str, one.itertext(f'{_WP}align')))}")
            numbers.append(start + _number(str(next(one.itertext(f"{_WP}posOffset"), "0"))))
        elif name in ("extent", "ext") and one.get("cx"):
            numbers += [_number(one.get("cx")), _number(one.get("cy"))]
        elif name == "xfrm":
            turned = {str(key): str(value) for key, value in one.attrib.items()}
            what += [f"{key} {turned[key]}" for key in sorted(turned) if turned[key] not in ("0", "false")]
    return _Placed(tuple(what), tuple(numbers))


def _frame(root: etree._Element, drawing: etree._Element, side: str, name: str) -> tuple[str, int]:
    """From where a place is measured: from the page, and how far in; or by the name that it has."""
    if name == "page":
        return "page", 0
    first = next(root.iter(f"{W}p"), None) in list(drawing.iterancestors(f"{W}p"))
    if name in ("margin", "column") or (first and name in ("paragraph", "line")):
        margins = list(root.iter(f"{W}pgMar"))
        told = margins[-1].get(f"{W}{_MARGIN[side]}") if margins else None
        return "page", _number(told) * _TWENTIETH if told else 0
    return name, 0


def _number(text: str | None) -> int:
    """A whole number; what is none lies nowhere."""
    found = (text or "").strip()
    return int(found) if re.fullmatch(r"-?\d{1,9}", found) else _NOWHERE
