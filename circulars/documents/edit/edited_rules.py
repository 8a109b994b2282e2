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

from circulars.documents.edit.edited_properties import FONTS, RULES, W, value_of
from circulars.documents.word.package import parse_xml

_OFFICE = "http://schemas.openxmlformats.org"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
_A = f"{{{_OFFICE}/drawingml/2006/main}}"
_CONTENT = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml", re.IGNORECASE)
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\.xml", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES)\b[\s\\*A-Za-z@\"#0]*", re.ASCII)
_PARTS = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/(?:app|core|custom)\.xml|docprops/thumbnail\.(?:jpeg|png|emf|wmf)"
    r"|word/(?:document|styles|settings|websettings|fonttable|numbering|footnotes|endnotes|people|styleswitheffects"
    r"|(?:header|footer)\d*)\.xml|word/theme/theme\d*\.xml|word/fonts/[\w.{}-]+\.odttf|word/media/[\w.-]+"
    r"|(?:word/)?_rels/[\w.-]+\.rels|customxml/(?:item|itemprops)\d+\.xml|customxml/_rels/item\d+\.xml\.rels"
)
"""Parts that Word and LibreOffice write of a plain letter."""
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
_REMEDY = "กรุณาลบออกหรือพิมพ์เป็นข้อความธรรมดา แล้วบันทึกใหม่"


@dataclass(frozen=True, slots=True)
class _Media:
    """The pictures of a package by what they show, and how often each stands in the letter."""

    shown: dict[str, str]
    placed: tuple[tuple[str, str], ...]


def edited_faults(draft: bytes, edited: bytes) -> tuple[str, ...]:
    """Thai sentences of what in an edited draft would print otherwise than its words; empty for an honest edit.

    Both must be packages that `package_faults` has passed.
    """
    return tuple(dict.fromkeys(_faults(draft, edited)))


def _faults(draft: bytes, edited: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(draft)) as before, zipfile.ZipFile(io.BytesIO(edited)) as after:
        for name in after.namelist():
            if not name.endswith("/") and not _PARTS.fullmatch(name.lower()):
                yield f"ไฟล์มีส่วนที่หนังสือธรรมดาไม่มี ({name[:60]}) {_REMEDY}"
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
                yield f"ไฟล์มีเชิงอรรถ {_REMEDY}"
            elif re.fullmatch(r"word/theme/theme\d*\.xml", name.lower()):
                yield from _theme(parse_xml(after.read(name)))
        for style in _used(after, {one for one in styles if one}):
            yield from _properties(style, known)


def _trees(archive: zipfile.ZipFile) -> Iterator[etree._Element]:
    for name in archive.namelist():
        if _CONTENT.fullmatch(name) or name.lower() == "word/styles.xml":
            yield parse_xml(archive.read(name))


def _bags(root: etree._Element) -> Iterator[etree._Element]:
    return (one for one in root.iter() if one.tag in _PROPERTY_BAGS)


def _mark(element: etree._Element) -> tuple[str, tuple[tuple[str, str], ...]]:
    return str(element.tag), tuple(sorted((str(key), str(value)) for key, value in element.attrib.items()))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _refused(element: etree._Element) -> str:
    name = _name(element)
    return f"ไฟล์มี{_THAI.get(name, f'สิ่งที่ระบบไม่รับ ({name})')} ซึ่งอาจพิมพ์ออกมาไม่ตรงกับข้อความที่ท่านตรวจ {_REMEDY}"


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
                yield f"ไฟล์มีเขตข้อมูล (field) นอกจากเลขหน้า {_REMEDY}"
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


def _theme(root: etree._Element) -> Iterator[str]:
    for kind in ("latin", "ea", "cs"):
        for one in root.iter(f"{_A}{kind}"):
            if one.get("typeface") and not FONTS.fullmatch(str(one.get("typeface"))):
                yield f"ชุดรูปแบบของไฟล์ใช้แบบอักษรที่ระบบไม่รู้จัก ({str(one.get('typeface'))[:40]}) กรุณาใช้แบบอักษรของร่างเดิม"


def _used(archive: zipfile.ZipFile, styles: set[str]) -> Iterator[etree._Element]:
    """The styles that the letter's text has: named in it, the defaults, and those they are based on."""
    name = next((one for one in archive.namelist() if one.lower() == "word/styles.xml"), None)
    if name is None:
        return
    root = parse_xml(archive.read(name))
    yield from root.iter(f"{W}docDefaults")
    known = {str(one.get(f"{W}styleId")): one for one in root.iter(f"{W}style")}
    left = [*styles, *(key for key, one in known.items() if one.get(f"{W}default") in ("1", "true"))]
    seen: set[str] = set()
    while left:
        style = left.pop()
        if style in seen or style not in known:
            continue
        seen.add(style)
        yield known[style]
        left += [value_of(one) for kind in ("basedOn", "link") for one in known[style].iter(f"{W}{kind}")]


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
                blip, size = next(drawing.iter(f"{_A}blip"), None), next(drawing.iter("{*}extent"), None)
                target = targets.get(blip.get(f"{_R}embed") or "", "") if blip is not None else ""
                height = int(size.get("cy") or 0) if size is not None and (size.get("cy") or "").isdigit() else 0
                placed.append((shown.get(f"word/{target}".lower(), ""), str(round(height / 30000))))  # to 0.8 mm
    return _Media(shown, tuple(sorted(placed)))


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
    elif after.placed != before.placed:
        yield "ภาพในหนังสือ (ตราครุฑ) หายไป เพิ่มขึ้น หรือเปลี่ยนขนาด กรุณาแก้จากไฟล์ร่างเดิมโดยไม่แตะตรา"
