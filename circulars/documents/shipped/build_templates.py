"""Build the official templates: ``python -m circulars.documents.shipped.build_templates [templates]``.

The docx files are committed and belong to the clerks, who edit them in Word; this builder made the first ones and makes
a clean set again.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from circulars.documents.word import template_parts as parts
from circulars.documents.word.template_parts import (
    BOLD_20,
    BOOKMARK_DATE,
    BOOKMARK_NUMBER,
    DOTTED,
    W,
    marked,
    paragraph,
    run,
)

NUMBER, DATE = marked(BOOKMARK_NUMBER, "{{ number }}"), marked(BOOKMARK_DATE, "{{ date }}")
_FIXED = dt.datetime(2024, 1, 1)
_UNUSED = ("theme", "webSettings", "stylesWithEffects", "fontTable", "numbering", "customXml")


def _new() -> tuple[WordDocument, str]:
    """An empty document with our styles, A4 margins, page numbers from page 2; and the emblem's relation id."""
    document = Document()
    part = document.part
    part._styles_part._element = parse_xml(parts.styles_xml())
    part._settings_part._element = parse_xml(parts.SETTINGS)
    for identity, relation in list(part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in _UNUSED:
            part.rels.pop(identity)
    for identity, relation in list(part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            part.package.rels.pop(identity)
    for element in list(document.element.body):
        if element.tag != qn("w:sectPr"):
            document.element.body.remove(element)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(parts.PAGE_WIDTH), Cm(parts.PAGE_HEIGHT)
    section.left_margin, section.right_margin = Cm(parts.LEFT), Cm(parts.RIGHT)
    section.top_margin, section.bottom_margin = Cm(parts.TOP), Cm(parts.BOTTOM)
    section.header_distance, section.footer_distance = Cm(parts.HEADER), Cm(parts.FOOTER)
    section.different_first_page_header_footer = True
    thai_digits = parse_xml(f'<w:pgNumType {W} w:fmt="thaiNumbers"/>')  # Word; LibreOffice needs the field's font
    next(section._sectPr.iter(qn("w:pgMar"))).addnext(thai_digits)
    _fill(section.header, paragraph("SbPageNo", run("- "), parts.page_number(), run(" -")))
    _fill(section.first_page_header, paragraph("SbWatermark", "{{ watermark }}"))
    _fill(section.first_page_footer, paragraph("SbMotto", "{{ motto }}"))
    _fill(section.footer, paragraph("SbPageNo"))
    properties = document.core_properties
    properties.author = properties.title = properties.comments = properties.last_modified_by = ""
    properties.language, properties.created, properties.modified, properties.revision = "th-TH", _FIXED, _FIXED, 1
    relation, _ = part.get_or_add_image(io.BytesIO(parts.placeholder_emblem()))
    return document, relation


def _fill(place: object, *paragraphs: str) -> None:
    place.is_linked_to_previous = False  # type: ignore[attr-defined]
    element = place._element  # type: ignore[attr-defined]
    for old in list(element):
        element.remove(old)
    for text in paragraphs:
        element.append(parse_xml(text.replace("<w:p>", f"<w:p {W}>", 1)))


def _put(document: WordDocument, *pieces: str) -> None:
    section = document.element.body.find(qn("w:sectPr"))
    for piece in pieces:
        tag = piece.split(">", 1)[0].split(" ", 1)[0]
        section.addprevious(parse_xml(piece.replace(tag, f"{tag} {W}", 1)))


def _emblem(relation: str, *, memo: bool = False) -> str:
    height = parts.EMBLEM_MEMO if memo else parts.EMBLEM
    width = height * parts.EMBLEM_SHAPE
    return parts.anchored_picture(relation, width, height, 0.0 if memo else parts.MIDDLE - width / 2)


def _loop(style: str, header: str, *inside: str, end: str = "{%p endfor %}") -> list[str]:
    return [paragraph(style, header), *inside, paragraph(style, end)]


def _references() -> list[str]:
    return [
        paragraph("SbRef", "{%p if refs|length == 1 %}"),
        paragraph("SbRef", "อ้างถึง\t{{ refs[0] }}"),
        paragraph("SbRef", "{%p elif refs %}"),
        paragraph("SbRef", "อ้างถึง\t{{ 1|thai }}. {{ refs[0] }}"),
        *_loop("SbRef", "{%p for x in refs[1:] %}", paragraph("SbRefMore", "{{ (loop.index + 1)|thai }}. {{ x }}")),
        paragraph("SbRef", "{%p endif %}"),
    ]


def _cell(width: float, *inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{parts.twips(width)}" w:type="dxa"/></w:tcPr>{"".join(inside)}</w:tc>'


def _enclosures() -> list[str]:
    """A table without borders: LibreOffice drops text after a tab stop beyond the right indent."""

    def cells(first: str, *middle: str, last: str = "") -> str:
        name = paragraph("SbEnclName", first) if first else paragraph("SbEnclName")
        inside = middle or (paragraph("SbEnclName"),)
        return _cell(2.4, name) + _cell(10.9, *inside) + _cell(2.7, paragraph("SbEnclName", *([last] if last else [])))

    rows = (
        f"<w:tr>{cells('{%tr for x in encls %}')}</w:tr>"
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + cells(
            "{{ 'สิ่งที่ส่งมาด้วย' if loop.first else '' }}",
            paragraph("SbEnclName", "{%p if encls|length == 1 %}"),
            paragraph("SbEnclName", "{{ x.name }}"),
            paragraph("SbEnclName", "{%p else %}"),
            paragraph("SbEnclItem", "{{ loop.index|thai }}. {{ x.name }}"),
            paragraph("SbEnclName", "{%p endif %}"),
            last="{{ x.qty }}",
        )
        + f"</w:tr><w:tr>{cells('{%tr endfor %}')}</w:tr>"
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{parts.twips(16)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid>{"".join(f"""<w:gridCol w:w="{parts.twips(w)}"/>""" for w in (2.4, 10.9, 2.7))}</w:tblGrid>{rows}</w:tbl>'
    )
    return [
        paragraph("SbEnclName", "{%p if encls %}"),
        paragraph("SbGap6"),
        table,
        paragraph("SbEnclName", "{%p endif %}"),
    ]


def _body() -> list[str]:
    return [
        paragraph("SbBody", "{%p for b in body %}"),
        paragraph("SbBody", "{%p if b.kind == 'para' and loop.last %}"),
        paragraph("SbBodyKeep", "{{ b.text }}"),
        paragraph("SbBody", "{%p elif b.kind == 'para' %}"),
        paragraph("SbBody", "{{ b.text }}"),
        paragraph("SbBody", "{%p elif b.kind == 'item' and loop.last %}"),
        paragraph("SbItemKeep", "{{ b.no }} {{ b.text }}"),
        paragraph("SbBody", "{%p elif b.kind == 'item' %}"),
        paragraph("SbItem", "{{ b.no }} {{ b.text }}"),
        paragraph("SbBody", "{%p elif loop.last %}"),
        paragraph("SbSubKeep", "{{ b.no }} {{ b.text }}"),
        paragraph("SbBody", "{%p else %}"),
        paragraph("SbSub", "{{ b.no }} {{ b.text }}"),
        paragraph("SbBody", "{%p endif %}"),
        paragraph("SbBody", "{%p endfor %}"),
    ]


def _signature() -> list[str]:
    return [
        paragraph("SbSignGap"),
        paragraph("SbSignGap"),
        paragraph("SbSignGap", "{{ sign.rank }}"),
        paragraph("SbSign", "({{ sign.name }})"),
        *_loop("SbSign", "{%p for line in sign.position %}", paragraph("SbSign", "{{ line }}")),
    ]


def _contact() -> list[str]:
    return [
        *_loop("SbContact", "{%p for i in range(gap_contact) %}", paragraph("SbContactNext")),
        *_loop("SbContact", "{%p for line in contact %}", paragraph("SbContactNext", "{{ line }}")),
        *_copies(),
    ]


def _copies() -> list[str]:
    lines = _loop("SbContact", "{%p for line in copies %}", paragraph("SbContactNext", "{{ line }}"))
    return _only_if("copies", paragraph("SbContactNext", "สำเนาส่ง"), *lines)


def _only_if(name: str, *inside: str) -> list[str]:
    return _loop("SbContact", f"{{%p if {name} %}}", *inside, end="{%p endif %}")


def external() -> WordDocument:
    """หนังสือภายนอก (ข้อ ๑๑, แบบที่ ๑)."""
    document, relation = _new()
    _put(
        document,
        paragraph("SbUrgency", "{{ urgency }}"),
        paragraph("SbNo", "ที่  ", NUMBER, run("\t{{ agency }}")),
        paragraph("SbDate", DATE),
        paragraph("SbSubject", "เรื่อง\t{{ subject }}"),
        paragraph("SbTo", "{{ salutation }}\t{{ addressee }}", _emblem(relation)),
        *_references(),
        *_enclosures(),
        *_body(),
        paragraph("SbPurpose", "{{ purpose }}"),
        paragraph("SbClosing", "{{ closing }}"),
        *_signature(),
        *_contact(),
    )
    return document


def memo() -> WordDocument:
    """บันทึกข้อความ (ข้อ ๑๒, แบบที่ ๒): no closing word."""
    document, relation = _new()
    _put(
        document,
        paragraph("SbMemoTitle", _emblem(relation, memo=True), "บันทึกข้อความ"),
        *_only_if("urgency", paragraph("SbUrgency", "{{ urgency }}")),
        paragraph("SbMemoLine", run("ส่วนราชการ", BOLD_20), run("  {{ agency }}\t", DOTTED)),
        paragraph(
            "SbMemoHead",
            *(run("ที่", BOLD_20), run("  ", DOTTED), marked(BOOKMARK_NUMBER, "{{ number }}", DOTTED), run("\t", DOTTED)),
            *(run("วันที่", BOLD_20), run("  ", DOTTED), marked(BOOKMARK_DATE, "{{ date }}", DOTTED), run("\t", DOTTED)),
        ),
        paragraph("SbMemoLine", run("เรื่อง", BOLD_20), run("  {{ subject }}\t", DOTTED)),
        paragraph("SbTo", "{{ salutation }}\t{{ addressee }}"),
        *_references(),
        *_enclosures(),
        *_body(),
        paragraph("SbPurpose", "{{ purpose }}"),
        paragraph("SbSignGap"),
        *_signature(),
        *_copies(),
    )
    return document


def stamped() -> WordDocument:
    """หนังสือประทับตรา (ข้อ ๑๓-๑๔, แบบที่ ๓): ถึง, no closing word, the seal over the agency's name."""
    document, relation = _new()
    _put(
        document,
        paragraph("SbUrgency", "{{ urgency }}"),
        paragraph("SbNo", "ที่  ", NUMBER, _emblem(relation)),
        paragraph("SbTo", "ถึง\t{{ addressee }}"),
        *_references(),
        *_enclosures(),
        *_body(),
        paragraph("SbPurpose", "{{ purpose }}"),
        *(paragraph("SbSignGap") for _ in range(3)),
        paragraph("SbSign", "{{ agency }}"),
        paragraph("SbSignLast", DATE),
        *_contact(),
    )
    return document


def _decree(word: str, day: str, *number: str) -> WordDocument:
    document, relation = _new()
    _put(
        document,
        *(paragraph("SbUrgency", "{{ urgency }}"), paragraph("SbCentre")),
        paragraph("SbCentreBold", f"{word}{{{{ agency }}}}", _emblem(relation)),
        *number,
        *(paragraph("SbCentre", text) for text in ("เรื่อง  {{ subject }}", "_______________________")),
        *_body(),
        paragraph("SbPurpose", "{{ purpose }}"),
        paragraph("SbOrderDate", f"{day}  ณ  วันที่  ", DATE),
        *_signature(),
    )
    return document


def order() -> WordDocument:
    """คำสั่ง (ข้อ ๑๖, แบบที่ ๔)."""
    return _decree("คำสั่ง", "สั่ง", paragraph("SbCentre", "ที่  ", NUMBER))


def announcement() -> WordDocument:
    """ประกาศ (ข้อ ๒๐, แบบที่ ๗): no number."""
    return _decree("ประกาศ", "ประกาศ")


KINDS = {"external": external, "memo": memo, "stamped": stamped, "order": order, "announcement": announcement}
LEVELS = ("department", "province", "district")


def build(folder: Path) -> None:
    """Write every template of every level."""
    for level in LEVELS:
        (folder / level).mkdir(parents=True, exist_ok=True)
        for kind, make in KINDS.items():
            make().save(str(folder / level / f"{kind}.docx"))


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "templates"))
