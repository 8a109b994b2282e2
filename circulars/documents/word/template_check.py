"""Lint a template that a clerk saved, before it may fill a letter: Thai messages that say where and what to do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate
from jinja2 import meta, nodes
from lxml import etree

from circulars.documents.shipped.samples import SAMPLES
from circulars.documents.word.catalog import GENERATED, load_catalog
from circulars.documents.word.compiled import CompiledTemplate, environment, is_generated
from circulars.documents.word.content import PLACEHOLDERS
from circulars.documents.word.package import package_faults, parse_xml
from circulars.errors import BrokenTemplate
from circulars.letter.letter import LetterKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_BLOCK_TAG = re.compile(r"\{%\s*(?:p|tr|tc|r)\s.*?%\}")
_GLUED = re.compile(r"\{%-?(?:p|tr|tc|r)(?:if|for|elif|else|endif|endfor|set)")
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_ASIAN_TRAPS = "\u200b\u200c\u200d\ufeff\u2060๐๑๒๓๔๕๖๗๘๙"
_FONTS = frozenset({"TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙", "TH SarabunIT9"})
_MEMBERS = {"sign": {"rank", "name", "position"}}
_ITEMS = {"encls": {"name", "qty"}, "body": {"kind", "no", "text"}}
_LOOP = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem"})
_ALLOWED_TESTS = frozenset(
    {"defined", "none", "odd", "even", "equalto", "==", "eq", "ne", "in", "gt", "lt", "ge", "le"}
)
_REQUIRED = {
    LetterKind.EXTERNAL: {"number", "agency", "date", "subject", "addressee", "body", "purpose", "closing", "sign"},
    LetterKind.INTERNAL: {"number", "agency", "date", "subject", "addressee", "body", "sign"},
    LetterKind.STAMPED: {"number", "agency", "date", "addressee", "body"},
    LetterKind.ORDER: {"number", "agency", "date", "subject", "body", "sign"},
    LetterKind.ANNOUNCEMENT: {"agency", "date", "subject", "body", "sign"},
}
_MOST_RANGE = 20


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One thing wrong with a template: the file, the part of it, a Thai sentence; `blocks` forbids its use."""

    file: str
    part: str
    message: str
    blocks: bool = True


def check_templates(folder: Path) -> list[TemplateFault]:
    """Every template of the folder's catalog: linted, and filled with a sample. A missing catalog is one fault."""
    try:
        catalog = load_catalog(folder)
    except BrokenTemplate as error:
        return [TemplateFault("catalog.toml", "", error.message)]
    found: list[TemplateFault] = []
    for row in catalog.rows:
        found += check_template(row.file, row.kind)
    return found


def check_template(path: Path, kind: LetterKind = LetterKind.EXTERNAL) -> tuple[TemplateFault, ...]:
    """The faults of one template file; empty when it may be used. Raises nothing for a bad template."""
    try:
        raw = path.read_bytes()
    except OSError:
        return (TemplateFault(path.name, "", "เปิดไฟล์แม่แบบไม่ได้ กรุณาตรวจว่ามีไฟล์และสิทธิ์อ่าน"),)
    return check_template_bytes(raw, kind, name=path.name)


def check_template_bytes(raw: bytes, kind: LetterKind, *, name: str = "") -> tuple[TemplateFault, ...]:
    """`check_template` for bytes."""
    outside = package_faults(raw)
    if outside:
        return tuple(TemplateFault(name, "", message) for message in outside)
    faults = [TemplateFault(name, part, message, blocks) for part, message, blocks in _lint(raw, kind)]
    if not any(fault.blocks for fault in faults):
        try:
            CompiledTemplate(raw).render(SAMPLES[kind] if kind in SAMPLES else SAMPLES[LetterKind.EXTERNAL])
        except BrokenTemplate as error:
            faults.append(TemplateFault(name, "", f"ลองเติมหนังสือตัวอย่างแล้วไม่สำเร็จ: {(error.cause or '')[:120]}"))
    return tuple(faults)


_Row = tuple[str, str, bool]


def _lint(raw: bytes, kind: LetterKind) -> Iterator[_Row]:
    template, sandbox = DocxTemplate(io.BytesIO(raw)), environment()
    used: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        if is_generated(raw):
            yield "docProps/custom.xml", GENERATED, True
        for part in filter(_PARTS.fullmatch, names):
            root = parse_xml(archive.read(part))
            yield from ((part, message, True) for message in _text_faults(root))
            try:
                tree = sandbox.parse(template.patch_xml(etree.tostring(root, encoding="unicode")))
                sandbox.compile(tree)
            except jinja2.TemplateSyntaxError as error:
                yield part, f"แท็กไม่สมบูรณ์หรือเปิดปิดไม่ครบ ({error.message}) กรุณาเทียบกับแม่แบบเดิม", True
                continue
            except jinja2.TemplateError as error:
                yield part, f"แท็กใช้ไม่ได้ ({error}) กรุณาเทียบกับแม่แบบเดิม", True
                continue
            used |= meta.find_undeclared_variables(tree) - set(sandbox.globals)
            yield from ((part, message, True) for message in _code_faults(tree))
        yield from _names(used, kind)
        yield from _styles(archive)


def _text_faults(root: etree._Element) -> Iterator[str]:
    if any(next(root.iter(f"{_W}{kind}"), None) is not None for kind in _TRACKED):
        yield "มีการติดตามการแก้ไข (track changes) ค้างอยู่ กรุณายอมรับทั้งหมดใน Word แล้วบันทึกใหม่"
    if next(root.iter(f"{_W}comment", f"{_W}commentReference"), None) is not None:
        yield "มีข้อคิดเห็น (comment) ค้างอยู่ กรุณาลบใน Word แล้วบันทึกใหม่"
    for instruction in root.iter(f"{_W}instrText"):
        words = (instruction.text or "").split()
        if words and words[0].upper() not in {"PAGE", "NUMPAGES"}:
            yield f"มีรหัสฟิลด์ {words[0][:30]} กรุณาเปลี่ยนเป็นข้อความธรรมดา"
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
        if _GLUED.search(text):
            yield f"ต้องเว้นวรรคหลัง {{%p : {text[:40]!r}"
        elif _BLOCK_TAG.search(text) and "{%tr" not in text and _BLOCK_TAG.sub("", text).strip():
            yield f"ข้อความข้างแท็ก {{%p จะหายไป กรุณาแยกเป็นคนละบรรทัด: {text[:60]!r}"
        for tag in _TAG.findall(text):
            bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", tag)
            if any(mark in bare for mark in _ASIAN_TRAPS):
                yield f"ในแท็กมีเลขไทยหรืออักขระที่มองไม่เห็น กรุณาพิมพ์แท็กใหม่: {tag[:40]!r}"
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            yield f"วงเล็บของแท็กไม่ครบคู่ในบรรทัดเดียวกัน: {text[:60]!r}"


def _code_faults(tree: nodes.Template) -> Iterator[str]:
    """Templates print values, repeat and choose; nothing is called but range, and nothing reaches into objects."""
    yield from _structure_faults(tree)
    yield from _call_faults(tree)
    yield from _name_faults(tree)


def _structure_faults(tree: nodes.Template) -> Iterator[str]:
    for banned in (
        nodes.Include,
        nodes.Import,
        nodes.FromImport,
        nodes.Extends,
        nodes.Macro,
        nodes.CallBlock,
        nodes.Assign,
    ):
        if next(tree.find_all(banned), None) is not None:
            yield f"มีคำสั่งที่แม่แบบไม่อนุญาต ({banned.__name__.lower()}) กรุณาใช้เฉพาะ for และ if ตามแม่แบบเดิม"
    for operation in (nodes.Mul, nodes.Pow, nodes.Mod, nodes.Div, nodes.FloorDiv):
        if next(tree.find_all(operation), None) is not None:
            yield "มีการคำนวณในแท็ก ซึ่งแม่แบบไม่อนุญาต กรุณาใช้เฉพาะชื่อในคู่มือ"


def _call_faults(tree: nodes.Template) -> Iterator[str]:
    for call in tree.find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Name) and call.node.name == "range"):
            yield "มีการเรียกคำสั่งในแท็ก ซึ่งแม่แบบไม่อนุญาต กรุณาใช้เฉพาะชื่อในคู่มือ"
        elif any(isinstance(a, nodes.Const) and isinstance(a.value, int) and a.value > _MOST_RANGE for a in call.args):
            yield f"วนซ้ำเกิน {_MOST_RANGE} ครั้ง กรุณาลดจำนวน"
        elif any(not isinstance(a, (nodes.Const, nodes.Name)) for a in call.args):
            yield "range ต้องตามด้วยตัวเลขหรือ gap_contact เท่านั้น"


def _name_faults(tree: nodes.Template) -> Iterator[str]:
    places = {node.target.name: node.iter for node in tree.find_all(nodes.For) if isinstance(node.target, nodes.Name)}
    for item in tree.find_all(nodes.Getattr):
        owner = item.node.name if isinstance(item.node, nodes.Name) else ""
        allowed = _LOOP if owner == "loop" else _MEMBERS.get(owner) or _ITEMS.get(_listed(places.get(owner)), set())
        if item.attr not in allowed:
            yield f"ไม่รู้จัก {owner or '…'}.{item.attr}" + _nearest(item.attr, allowed)
    for used in tree.find_all(nodes.Filter):
        if used.name not in {"thai", "length"}:
            yield f"ใช้ตัวกรอง {used.name} ไม่ได้ ใช้ได้เฉพาะ thai และ length"
    for test in tree.find_all(nodes.Test):
        if test.name not in _ALLOWED_TESTS:
            yield f"ใช้เงื่อนไข {test.name} ไม่ได้ กรุณาเทียบกับแม่แบบเดิม"


def _listed(source: nodes.Node | None) -> str:
    """The list that a loop runs over: ``encls`` or ``refs[1:]``."""
    if isinstance(source, nodes.Getitem):
        source = source.node
    return source.name if isinstance(source, nodes.Name) else ""


def _nearest(name: str, names: Sequence[str] | set[str] | frozenset[str]) -> str:
    near = get_close_matches(name.lower(), sorted(names), n=1, cutoff=0.6)
    return f" หมายถึง {near[0]} หรือไม่" if near else " กรุณาดูชื่อที่ใช้ได้ใน templates/README.md"


def _names(used: set[str], kind: LetterKind) -> Iterator[_Row]:
    for name in sorted(used - PLACEHOLDERS.keys()):
        yield "", f"ไม่รู้จักชื่อ {{{{ {name} }}}}" + _nearest(name, set(PLACEHOLDERS)), True
    for name in sorted(_REQUIRED.get(kind, set()) - used):
        yield "", f"แม่แบบขาด {{{{ {name} }}}} ({PLACEHOLDERS[name]})", True


def _styles(archive: zipfile.ZipFile) -> Iterator[_Row]:
    names = archive.namelist()
    both = [("word/document.xml", archive.read("word/document.xml"))]
    if "word/styles.xml" in names:
        both.append(("word/styles.xml", archive.read("word/styles.xml")))
    for part, content in both:
        root = parse_xml(content)
        for fonts in root.iter(f"{_W}rFonts"):
            if any(fonts.get(f"{_W}{which}Theme") for which in ("ascii", "hAnsi")) or fonts.get(f"{_W}cstheme"):
                yield part, "ใช้แบบอักษรของธีม ข้อความไทยจะไม่เป็น TH Sarabun กรุณาเลือก TH Sarabun New ในลักษณะ (style)", True
                break
            thai = fonts.get(f"{_W}cs")
            if (thai is None and fonts.get(f"{_W}ascii")) or (thai is not None and thai not in _FONTS):
                yield part, f"แบบอักษรไทยเป็น {thai or 'ไม่ได้กำหนด'} กรุณาใช้ TH Sarabun New", True
                break
        for properties in root.iter(f"{_W}rPr"):
            size, thai_size = properties.find(f"{_W}sz"), properties.find(f"{_W}szCs")
            if (size is None) != (thai_size is None) or (
                size is not None and thai_size is not None and size.get(f"{_W}val") != thai_size.get(f"{_W}val")
            ):
                yield part, "ขนาดอักษรไทยกับอังกฤษต่างกัน กรุณาเลือกข้อความแล้วตั้งขนาดใหม่ใน Word", True
                break
        for properties in root.iter(f"{_W}rPr"):
            if (properties.find(f"{_W}b") is None) != (properties.find(f"{_W}bCs") is None):
                yield part, "ตัวหนาของอักษรไทยกับอังกฤษต่างกัน กรุณาเลือกข้อความแล้วตั้งตัวหนาใหม่ใน Word", True
                break
    if not any(b"thaiDistribute" in content for _, content in both):
        yield "", "ไม่มีย่อหน้าแบบกระจายแบบไทย (อาจบันทึกจากโปรแกรมอื่น) กรุณาบันทึกจาก Word", False
    yield from _margins(parse_xml(both[0][1]))


def _margins(document: etree._Element) -> Iterator[_Row]:
    for margins in document.iter(f"{_W}pgMar"):
        for side, wanted in (("left", 3.0), ("right", 2.0)):
            cm = int(margins.get(f"{_W}{side}") or 0) / 1440 * 2.54
            if abs(cm - wanted) > 0.05:
                where = "ซ้าย" if side == "left" else "ขวา"
                yield (
                    "word/document.xml",
                    f"ขอบ{where} {cm:.2f} ซม. ระเบียบกำหนด {wanted:.0f} ซม. กรุณาแก้ในตั้งค่าหน้ากระดาษ",
                    True,
                )
    for size in document.iter(f"{_W}pgSz"):
        if abs(int(size.get(f"{_W}w") or 0) - 11906) > 30 or abs(int(size.get(f"{_W}h") or 0) - 16838) > 30:
            yield "word/document.xml", "กระดาษไม่ใช่ A4 แนวตั้ง กรุณาแก้ในตั้งค่าหน้ากระดาษ", True
