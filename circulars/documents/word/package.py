"""What a Word file that came from outside may contain: templates a clerk saved, drafts a reviewer edited.

LibreOffice opens these files, so everything that could run, fetch or fill the disk is refused first.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, OSError, EOFError, ValueError, KeyError),
)
"""What zipfile raises on damaged or encrypted files."""
MOST_BYTES = 50_000_000
"""Unpacked size that is still a letter."""
_MOST_PARTS, _MOST_RATIO = 500, 200
_ACTIVE = ("vbaproject", "word/embeddings/", "word/activex/", "word/vbadata", "customui/")
_TYPES = frozenset(
    {
        *("officedocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles"),
        *("settings", "websettings", "fonttable", "font", "theme", "numbering", "header", "footer", "footnotes"),
        *("endnotes", "image", "customxml", "customxmlprops", "people", "styleswitheffects"),
    }
)
"""Relationships of a letter, by the last word of their type; each leads to a part of the same file."""
_REMEDIES = {
    "hyperlink": "ลิงก์ กรุณาคลิกขวาที่ลิงก์แล้วเลือก เอาการเชื่อมโยงหลายมิติออก",
    "image": "ภาพจากภายนอก กรุณาลบภาพนั้น หรือแทรกภาพลงในไฟล์โดยตรง",
    "attachedtemplate": "แม่แบบที่แนบไว้ กรุณาเลือกแม่แบบ Normal แล้วบันทึกใหม่",
    "oleobject": "วัตถุฝัง กรุณาลบออก",
    "package": "วัตถุฝัง กรุณาลบออก",
    "afchunk": "ไฟล์อื่นที่แทรกไว้ กรุณาวางเป็นข้อความธรรมดา",
    "subdocument": "เอกสารย่อย กรุณาตัดการเชื่อมออกใน Word",
    "comments": "ข้อคิดเห็น กรุณาลบข้อคิดเห็นทั้งหมด",
    "mailmergesource": "แหล่งข้อมูลจดหมายเวียน กรุณาตัดการเชื่อมออกใน Word",
}
"""What a relationship that is not taken is called, and what to do about it."""


class ForeignXml(ValueError):
    """XML with a document type: office files have none."""


BAD_XML = (etree.XMLSyntaxError, ForeignXml)
"""What `parse_xml` raises."""


def parse_xml(content: bytes) -> etree._Element:
    """XML without entities, external or other, and without network. Raises BAD_XML."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ForeignXml("DOCTYPE in an office file")
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # written in UTF-16, say; the stubs lack it
        raise ForeignXml("DOCTYPE in an office file")
    return root


def package_faults(raw: bytes) -> tuple[str, ...]:
    """Thai reasons why this docx must not be opened; empty when it is harmless. Never raises on any bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return tuple(dict.fromkeys(_faults(archive)))
    except BROKEN_ZIP:
        return ("ไฟล์นี้ไม่ใช่ docx ที่สมบูรณ์ กรุณาบันทึกจาก Word ใหม่",)


def _faults(archive: zipfile.ZipFile) -> Iterator[str]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if total > MOST_BYTES or len(entries) > _MOST_PARTS or (total > 5_000_000 and total / packed > _MOST_RATIO):
        yield "ไฟล์ขยายแล้วใหญ่ผิดปกติ กรุณาลดขนาดภาพหรือบันทึกจาก Word ใหม่"
        return
    if len({name.lower() for name in names}) != len(names):
        yield "ไฟล์มีส่วนประกอบชื่อซ้ำกัน กรุณาบันทึกจาก Word ใหม่"
    for name in names:
        yield from _name_faults(name)
    for needed in ("[Content_Types].xml", "word/document.xml"):
        if needed not in names:
            yield "ไฟล์นี้ไม่ใช่ docx ที่สมบูรณ์ กรุณาบันทึกจาก Word ใหม่"
            return
    if archive.testzip() is not None:
        yield "ไฟล์เสียหาย (ข้อมูลไม่ตรงกับผลรวมตรวจสอบ) กรุณาบันทึกจาก Word ใหม่"
        return
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        yield "ไฟล์มีมาโครหรือวัตถุฝัง กรุณาบันทึกเป็น .docx ธรรมดาที่ไม่มีมาโคร"
    for name in (name for name in names if name.lower().endswith((".xml", ".rels"))):
        try:
            root = parse_xml(archive.read(name))
        except BAD_XML:
            yield f"ส่วน {name[:60]} ในไฟล์อ่านไม่ได้หรือมีสิ่งแปลกปลอม กรุณาบันทึกจาก Word ใหม่"
            continue
        if name.lower().endswith(".rels"):
            yield from _relations(root, name, frozenset(names))


def _name_faults(name: str) -> Iterator[str]:
    """A part that points out of the file, or that runs."""
    clean = posixpath.normpath(name)
    if name.startswith(("/", "\\")) or "\\" in name or clean.startswith("..") or ":" in name:
        yield f"ชื่อส่วนประกอบในไฟล์ชี้ออกนอกไฟล์ ({name[:60]}) กรุณาใช้ไฟล์อื่น"
    if any(mark in name.lower() for mark in _ACTIVE):
        yield "ไฟล์มีมาโครหรือวัตถุฝัง กรุณาบันทึกเป็น .docx ธรรมดาที่ไม่มีมาโคร"


def _relations(root: etree._Element, name: str, parts: frozenset[str]) -> Iterator[str]:
    """Every relationship is of a kind that letters have and leads to a part of this file."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in root.iter("{*}Relationship"):
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1].lower()
        target = relation.get("Target") or ""
        inside = (relation.get("TargetMode") or "Internal") == "Internal"
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if kind in _TYPES and inside and path in parts:
            continue
        what = _REMEDIES.get(kind, f"การเชื่อมกับไฟล์อื่น ({kind[:40]}) กรุณาตัดการเชื่อมออกใน Word แล้วบันทึกใหม่")
        yield f"ไฟล์มี{what}" + ("" if inside else f" (ชี้ไปภายนอก: {target[:60]})")
