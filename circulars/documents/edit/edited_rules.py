"""What a draft that was edited in Word may hold: lists of what is allowed; everything else is refused by its name.

A reviewer approves words, and the words must be the page: whatever prints otherwise than its text (pictures of text, list
labels, fields, footnotes, shapes, hidden, white or tiny letters) would change the letter without being told. Names are
those of ECMA-376 Part 1 (WordprocessingML, DrawingML); a property that the draft itself has is always allowed.
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

from circulars.documents.edit.edited_parts import REMEDY, part_faults
from circulars.documents.edit.edited_properties import RULES, W, value_of
from circulars.documents.word.package import parse_xml

_OFFICE = "http://schemas.openxmlformats.org"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
_A = f"{{{_OFFICE}/drawingml/2006/main}}"
_CONTENT = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml", re.IGNORECASE)
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\.xml", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES)\b[\s\\*A-Za-z@\"#0]*", re.ASCII)
_RUNS = "p pPr r rPr t tab br cr noBreakHyphen softHyphen lastRenderedPageBreak proofErr bookmarkStart bookmarkEnd"
_BLOCKS = "document body hdr ftr tbl tblPr tblGrid gridCol tr trPr tc tcPr sectPr hyperlink drawing"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = frozenset(
    f"{W}{name}" for name in f"{_RUNS} {_BLOCKS} fldChar instrText fldSimple headerReference footerReference".split()
)
_PROPERTY_BAGS = frozenset(f"{W}{name}" for name in _words("rPr pPr tblPr trPr tcPr sectPr tblPrEx"))
_DRAWN = frozenset(
    {
        *(f"{{{_OFFICE}/drawingml/2006/wordprocessingDrawing}}{name}" for name in _words(
"anchor inline simplePos positionH positionV posOffset align extent effectExtent wrapNone wrapSquare "
"wrapTopAndBottom wrapTight wrapThrough wrapPolygon start lineTo docPr cNvGraphicFramePr"
)),
        *(f"{_A}{name}" for name in _words(
"graphic graphicData blip stretch fillRect srcRect xfrm off ext prstGeom avLst ln noFill extLst "
"graphicFrameLocks picLocks"
)),
        *(f"{{{_OFFICE}/drawingml/2006/picture}}{name}" for name in ["pic", "nvPicPr", "cNvPr", "cNvPicPr", "blipFill", "spPr"]),
        *(f"{{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}}{name}" for name in ["sizeRelH", "sizeRelV", "pctWidth", "pctHeight"]),
        "{http://schemas.microsoft.com/office/drawing/2010/main}useLocalDpi",
    }
)  # fmt: skip
_MILLIMETRE = 36_000
_DEFAULTS = frozenset({"normal", "default paragraph font", "normal table", "no list", "standard", "default"})
_THAI = {
    "footnoteReference": "เชิงอรรถ", "endnoteReference": "อ้างอิงท้ายเรื่อง", "pict": "รูปร่างหรือกล่องข้อความ", "object": "วัตถุฝัง",
    "AlternateContent": "กล่องข้อความหรือรูปร่าง", "txbxContent": "กล่องข้อความ", "oMath": "สมการ", "oMathPara": "สมการ",
    "sym": "สัญลักษณ์พิเศษ", "sdt": "ตัวควบคุมเนื้อหา", "altChunk": "ไฟล์อื่นที่แทรกไว้", "subDoc": "เอกสารย่อย", "ruby": "ตัวอักษรกำกับ",
    "commentReference": "ข้อคิดเห็น", "commentRangeStart": "ข้อคิดเห็น", "background": "พื้นหลังของหน้า", "ptab": "แท็บพิเศษ",
    "hlinkClick": "ลิงก์ที่รูปภาพ", "numPr": "เลขหรือเครื่องหมายหน้าข้อที่ Word ใส่เอง", "vanish": "ข้อความที่ซ่อนไว้",
    "webHidden": "ข้อความที่ซ่อนไว้", "specVanish": "ข้อความที่ซ่อนไว้", "color": "สีตัวอักษรที่อ่านไม่เห็น", "sz": "ตัวอักษรเล็กหรือใหญ่ผิดปกติ",
    "szCs": "ตัวอักษรเล็กหรือใหญ่ผิดปกติ", "strike": "ขีดฆ่า", "dstrike": "ขีดฆ่าสองเส้น", "framePr": "กรอบข้อความ", "pBdr": "เส้นขอบย่อหน้า",
    "shd": "แถบพื้นสี", "highlight": "แถบเน้นข้อความ", "rFonts": "แบบอักษรสัญลักษณ์หรือที่ระบบไม่รู้จัก", "position": "ตัวอักษรยกขึ้นหรือลง",
    "vertAlign": "ตัวยกหรือตัวห้อย", "caps": "ตัวพิมพ์ใหญ่ทั้งหมด", "smallCaps": "ตัวพิมพ์ใหญ่ขนาดเล็ก", "tblpPr": "ตารางลอย",
    "spacing": "ระยะห่างที่ผิดปกติ", "ind": "การเยื้องที่ออกนอกหน้า", "trHeight": "ความสูงแถวที่ตัดข้อความ", "lvlText": "ป้ายข้อ",
    "w": "การบีบตัวอักษร", "textDirection": "ทิศทางข้อความ", "bidi": "ทิศทางข้อความ", "rtl": "ทิศทางข้อความ", "srcRect": "ภาพที่ถูกตัด",
}  # fmt: skip
"""What the clerk knows it by."""


@dataclass(frozen=True, slots=True)
class _Media:
    """The pictures of a package by what they show, and where and how each stands in the letter."""

    shown: dict[str, str]
    placed: tuple[_Placed, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Placed:
    """A picture in the letter: what it shows and from where it is measured, its place and size, in EMU (360,000 a cm)."""

    what: tuple[str, ...]
    numbers: tuple[int, ...]

    def like(self, other: _Placed) -> bool:
        """Within a millimetre: programs round as they save."""
        pairs = zip(self.numbers, other.numbers, strict=False)
        same = self.what == other.what and len(self.numbers) == len(other.numbers)
        return same and all(abs(one - two) <= _MILLIMETRE for one, two in pairs)


def edited_faults(draft: bytes, edited: bytes) -> tuple[str, ...]:
    """Thai sentences of what in an edited draft would print otherwise than its words; empty for an honest edit.

    Both must be packages that `package_faults` has passed.
    """
    return tuple(dict.fromkeys(_faults(draft, edited)))


def _faults(draft: bytes, edited: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(draft)) as before, zipfile.ZipFile(io.BytesIO(edited)) as after:
        yield from part_faults(after)
        known = frozenset(_mark(one) for part in _trees(before) for bag in _bags(part) for one in bag)
        yield from _pictures(_media(before), _media(after))
        styles = set()
        for name in after.namelist():
            if _CONTENT.fullmatch(name):
                root = parse_xml(after.read(name))
                yield from _elements(root, in_margin="document" not in name.lower())
                yield from _properties(root, known)
                styles |= {
                    one.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for one in root.iter(f"{W}{kind}")
                }
            elif _NOTES.fullmatch(name) and any(
                (one.text or "").strip() for one in parse_xml(after.read(name)).iter(f"{W}t")
            ):
                yield f"ไฟล์มีเชิงอรรถ {REMEDY}"
        for style in _used(after, {one for one in styles if one}):
            yield from _properties(style, known)


def _trees(archive: zipfile.ZipFile) -> Iterator[etree._Element]:
    for name in archive.namelist():
        if _CONTENT.fullmatch(name) or name.lower() == "word/styles.xml":
            yield parse_xml(archive.read(name))


def _bags(root: etree._Element) -> Iterator[etree._Element]:
    return (one for one in root.iter() if one.tag in _PROPERTY_BAGS)


_Mark = tuple[str, tuple[tuple[str, str], ...], tuple["_Mark", ...]]


def _mark(element: etree._Element) -> _Mark:
    """A property with everything in it: a list of tab stops or borders is the same where all its members are."""
    values = tuple(sorted((str(key), str(value)) for key, value in element.attrib.items()))
    return str(element.tag), values, tuple(_mark(one) for one in element if isinstance(one.tag, str))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _refused(element: etree._Element) -> str:
    name = _name(element)
    return f"ไฟล์มี{_THAI.get(name, f'สิ่งที่ระบบไม่รับ ({name})')} ซึ่งอาจพิมพ์ออกมาไม่ตรงกับข้อความที่ท่านตรวจ {REMEDY}"


def _elements(root: etree._Element, *, in_margin: bool) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        inside = parent is not None and any(one.tag in _PROPERTY_BAGS for one in (parent, *parent.iterancestors()))
        if not inside and element.tag not in _PLAIN and element.tag not in _DRAWN:
            yield _refused(element)
        elif element.tag in (f"{W}instrText", f"{W}fldSimple"):
            told = element.text if element.tag.endswith("instrText") else element.get(f"{W}instr")
            if not in_margin or not _PAGE_NUMBER.fullmatch(told or ""):
                yield f"ไฟล์มีเขตข้อมูล (field) นอกจากเลขหน้า {REMEDY}"
        elif element.tag == f"{_A}srcRect" and any(value not in ("0", "") for value in element.attrib.values()):
            yield _refused(element)
        elif element.tag == f"{_A}blip" and (element.get(f"{_R}link") or not element.get(f"{_R}embed")):
            yield "ไฟล์มีภาพที่ดึงจากที่อื่น กรุณาลบภาพนั้นออก"


def _properties(root: etree._Element, known: frozenset[object]) -> Iterator[str]:
    for bag in _bags(root):
        for one in bag:
            if isinstance(one.tag, str) and one.tag not in _PROPERTY_BAGS and _mark(one) not in known:
                rule = RULES.get(_name(one)) if one.tag.startswith((W, _W14)) else None
                if rule is None or not rule(one):
                    yield _refused(one)


def _used(archive: zipfile.ZipFile, styles: set[str]) -> Iterator[etree._Element]:
    """The styles that the letter's text has: named in it, the defaults, and those they are based on."""
    name = next((one for one in archive.namelist() if one.lower() == "word/styles.xml"), None)
    if name is None:
        return
    root = parse_xml(archive.read(name))
    yield from root.iter(f"{W}docDefaults")
    known: dict[str, list[etree._Element]] = {}
    for one in root.iter(f"{W}style"):
        known.setdefault(str(one.get(f"{W}styleId")).lower(), []).append(one)
    left = [*styles, *(key for key, found in known.items() if any(_is_default(one) for one in found))]
    seen: set[str] = set()
    while left:
        key = left.pop().lower()
        if key in seen or key not in known:
            continue
        seen.add(key)
        for style in known[key]:  # of two by one name either may be printed
            yield style
            left += [value_of(one) for kind in ("basedOn", "link") for one in style.iter(f"{W}{kind}")]


def _is_default(style: etree._Element) -> bool:
    """It says so, or is called what Word and LibreOffice call theirs."""
    names = {value_of(one).lower() for one in style.iter(f"{W}name")}
    return style.get(f"{W}default") not in (None, "0", "false", "off") or bool(names & _DEFAULTS)


def _media(archive: zipfile.ZipFile) -> _Media:
    shown = {
        name.lower(): _shown(archive.read(name))
        for name in archive.namelist()
        if name.lower().startswith("word/media/")
    }
    placed = []
    for name in archive.namelist():
        if _CONTENT.fullmatch(name):
            targets = _targets(archive, name)
            for drawing in parse_xml(archive.read(name)).iter(f"{W}drawing"):
                blip = next(drawing.iter(f"{_A}blip"), None)
                target = targets.get(blip.get(f"{_R}embed") or "", "") if blip is not None else ""
                placed.append(_place(drawing, shown.get(f"word/{target}".lower(), "")))
    return _Media(shown, tuple(sorted(placed)))


def _place(drawing: etree._Element, shows: str) -> _Placed:
    """Where a picture stands and how it is turned; a number that is none counts as one that is nowhere."""
    what, numbers = [shows], []
    for one in drawing.iter():
        name = _name(one) if isinstance(one.tag, str) else ""
        if name in ("anchor", "inline"):
            what.append(name)
        elif name in ("positionH", "positionV"):
            what.append(f"{name} {one.get('relativeFrom')}")
        elif name == "align":
            what.append(f"{name} {one.text}")
        elif name == "posOffset":
            numbers.append(_number(one.text))
        elif name in ("extent", "ext") and one.get("cx"):
            numbers += [_number(one.get("cx")), _number(one.get("cy"))]
        elif name == "xfrm":
            turned = {str(key): str(value) for key, value in one.attrib.items()}
            what += [f"{key} {turned[key]}" for key in sorted(turned) if turned[key] not in ("0", "false")]
    return _Placed(tuple(what), tuple(numbers))


def _number(text: str | None) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", (text or "").strip()) else -(10**10)  # type: ignore[arg-type]


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    name = f"word/_rels/{part.removeprefix('word/')}.rels"
    if name not in archive.namelist():
        return {}
    return {str(one.get("Id")): str(one.get("Target")).removeprefix("/word/") for one in parse_xml(archive.read(name))}


def _shown(picture: bytes) -> str:
    """What a picture shows: programs write the same pixels in other bytes."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.width * opened.height > 20_000_000:
                return ""
            return hashlib.sha256(f"{opened.size}".encode() + opened.convert("RGBA").tobytes()).hexdigest()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""


def _pictures(before: _Media, after: _Media) -> Iterator[str]:
    if set(after.shown.values()) - set(before.shown.values()) or "" in after.shown.values():
        yield "ไฟล์มีภาพที่ร่างเดิมไม่มี หรือตราครุฑถูกเปลี่ยน กรุณาลบภาพนั้นและใช้ตราเดิม (ข้อความต้องพิมพ์เป็นตัวอักษร)"
    elif len(after.placed) != len(before.placed) or not all(map(_Placed.like, before.placed, after.placed)):
        yield "ภาพในหนังสือ (ตราครุฑ) หายไป เพิ่มขึ้น ย้ายที่ หมุน หรือเปลี่ยนขนาด กรุณาแก้จากไฟล์ร่างเดิมโดยไม่แตะตรา"
