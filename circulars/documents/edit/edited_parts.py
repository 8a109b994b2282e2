"""The parts of a draft that was edited in Word: each is what its name says, and none changes what words look like.

LibreOffice finds the letter, its margins and its styles by relationships (ECMA-376 Part 2), not by names; what a reviewer
compares is read by name. So both must be the same, and each kind must be there once.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from circulars.documents.edit.edited_properties import FONTS, W, is_dark
from circulars.documents.word.package import parse_xml

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
REMEDY = "กรุณาลบออกหรือพิมพ์เป็นข้อความธรรมดา แล้วบันทึกใหม่"
_PARTS = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/(?:app|core|custom)\.xml|docprops/thumbnail\.(?:jpeg|png|emf|wmf)"
    r"|word/(?:document|styles|settings|websettings|fonttable|numbering|footnotes|endnotes|people|styleswitheffects"
    r"|(?:header|footer)\d*)\.xml|word/theme/theme\d*\.xml|word/media/[\w.-]+"
    r"|(?:word/)?_rels/[\w.-]+\.rels|customxml/(?:item|itemprops)\d+\.xml|customxml/_rels/item\d+\.xml\.rels"
)
"""Parts that Word and LibreOffice write of a plain letter."""
_FONT = re.compile(r"word/fonts/.*", re.IGNORECASE)
_NAMES = {
    "officedocument": r"word/document\.xml",
    "styles": r"word/styles\.xml",
    "settings": r"word/settings\.xml",
    "numbering": r"word/numbering\.xml",
    "fonttable": r"word/fonttable\.xml",
    "theme": r"word/theme/theme\d*\.xml",
    "footnotes": r"word/footnotes\.xml",
    "endnotes": r"word/endnotes\.xml",
    "header": r"word/header\d*\.xml",
    "footer": r"word/footer\d*\.xml",
    "image": r"word/media/.+",
}
"""What a relationship of this kind may lead to; others say nothing that is printed."""
_MANY = ("header", "footer", "image")


def part_faults(edited: zipfile.ZipFile) -> Iterator[str]:
    """Thai sentences of what is wrong with the parts themselves; the package has been passed by `package_faults`."""
    for name in edited.namelist():
        if _FONT.fullmatch(name):
            yield "ไฟล์ฝังแบบอักษรไว้ ตัวอักษรที่พิมพ์จึงอาจไม่ใช่ตัวที่ท่านตรวจ กรุณาเอาเครื่องหมาย “ฝังแบบอักษรในไฟล์” ออก (ไฟล์ > ตัวเลือก > บันทึก) แล้วบันทึกใหม่"
        elif not name.endswith("/") and not _PARTS.fullmatch(name.lower()):
            yield f"ไฟล์มีส่วนที่หนังสือธรรมดาไม่มี ({name[:60]}) {REMEDY}"
        elif name.lower().endswith(".rels"):
            yield from _relations(parse_xml(edited.read(name)), name)
        elif re.fullmatch(r"word/theme/theme\d*\.xml", name.lower()):
            yield from _theme(parse_xml(edited.read(name)))
        elif name.lower() == "word/settings.xml":
            yield from _settings(parse_xml(edited.read(name)))


def _relations(root: etree._Element, name: str) -> Iterator[str]:
    folder = "" if name.lower() == "_rels/.rels" else "word/"
    seen: set[str] = set()
    for relation in root.iter("{*}Relationship"):
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1].lower()
        wanted = _NAMES.get(kind)
        if wanted is None:
            continue
        target = relation.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else folder + target
        twice = kind in seen and kind not in _MANY
        seen.add(kind)
        if twice or not re.fullmatch(wanted, path.lower()):
            yield f"ส่วนประกอบของไฟล์ไม่ตรงกับชื่อ ({kind}: {target[:60]}) กรุณาแก้จากไฟล์ร่างเดิม แล้วบันทึกจาก Word ใหม่"


def _theme(root: etree._Element) -> Iterator[str]:
    for kind in ("latin", "ea", "cs"):
        for one in root.iter(f"{_A}{kind}"):
            if one.get("typeface") and not FONTS.fullmatch(str(one.get("typeface"))):
                yield f"ชุดรูปแบบของไฟล์ใช้แบบอักษรที่ระบบไม่รู้จัก ({str(one.get('typeface'))[:40]}) กรุณาใช้แบบอักษรของร่างเดิม"
    for ink in root.iter(f"{_A}dk1"):
        for one in ink:
            if not is_dark(str(one.get("lastClr") or one.get("val") or "")):
                yield "ชุดรูปแบบของไฟล์ทำให้ตัวอักษรเป็นสีที่อ่านไม่เห็น กรุณาเลือกชุดรูปแบบ Office แล้วบันทึกใหม่"


def _settings(root: etree._Element) -> Iterator[str]:
    for one in root.iter(f"{W}clrSchemeMapping"):
        if one.get(f"{W}t1") not in (None, "dark1") or one.get(f"{W}bg1") not in (None, "light1"):
            yield "การตั้งค่าของไฟล์สลับสีตัวอักษรกับสีกระดาษ กรุณาแก้จากไฟล์ร่างเดิม"
