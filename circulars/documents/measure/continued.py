"""คำต่อเนื่อง: at the foot of a page that goes on, at the right, the first words of the next page (``/ทั้งนี้...``).

Source: ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ภาคผนวก, การพิมพ์หนังสือราชการภาษาไทย. Word has no field that knows the
next page, so the words are read from the page as laid out and set as a framed paragraph in the bottom margin, held by the
first paragraph of its page. The text does not move for it: laid out again, the pages break where they broke, and that is
looked at before the words are believed. What a person edits loses them and gets them anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree
from pythainlp.tokenize import word_tokenize

from circulars.documents.measure.positions import PlacedPage, read_positions
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.package import parse_xml
from circulars.documents.word.template_parts import W, paragraph, twips
from circulars.thai.dates import MONTHS, SHORT_MONTHS

STYLE = "SbContinue"
LEAST_BOTTOM = 2.0
"""Centimetres of bottom margin that hold these words above a motto."""
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINE = 360  # twentieths of a point: the line of these words
_WIDTH, _FEWEST = 8.0, 5
_LOST = re.compile("[\\s\u00a0\u200b\u2060\u0e47-\u0e4e]")
"""What a PDF gives elsewhere than it is printed: blanks, marks above consonants."""
_FURNITURE = re.compile(r"-\S+-|ร่าง")
_ITEM = re.compile(r"(?:[๐-๙\d]+(?:\.[๐-๙\d]+)*\.?|\([๐-๙\dก-ฮ]+\)|[ก-ฮ][.)])\s+")
_SHOWN = re.compile(r"/\S.*\.\.\.")


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a page of the letter begins: the paragraph of the text, from 0, and the place in its words."""

    paragraph: int
    at: int


def continued(letters: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    """Each docx with the words at the feet of its pages, and its PDF; a letter of one page as it is.

    Words whose page comes out otherwise than it was are left away: none are better than wrong ones. Raises as `to_pdf`.
    """
    plain = [without_words(one) for one in letters]
    made = list(zip(plain, to_pdf(plain), strict=True))
    worded = {place: new for place, (docx, pdf) in enumerate(made) if (new := with_words(docx, pdf)) is not None}
    for place, pdf in zip(worded, to_pdf(list(worded.values())), strict=True):
        if words_agree(worded[place], pdf):
            made[place] = worded[place], pdf
    return made


def with_words(docx: bytes, pdf: bytes) -> bytes | None:
    """The docx with the words that its PDF asks for; None where no page goes on, or its break is not found."""
    root = parse_xml(_part(docx, _DOCUMENT))
    shown = list(_shown(root))
    starts = _starts(docx, [text for _, text in shown], read_positions(pdf))
    edge = _edge(root)
    put = 0
    for page, after in pairwise(starts):
        if page is None or after is None:
            continue
        first = page.paragraph + (page.at > 0)
        holders = (one for one, _ in shown[first : after.paragraph + (after.at > 0)] if _is_body(one))
        holder = next(holders, None)
        if holder is not None:
            text = first_words(shown[after.paragraph][1][after.at :])
            holder.addprevious(_framed(f"/{text}...", edge))
            put += 1
    if not put:
        return None
    return _replaced(docx, {_DOCUMENT: _written(root), _STYLES: _with_style(_part(docx, _STYLES))})


def words_agree(docx: bytes, pdf: bytes) -> bool:
    """At every foot that says so stand the first words of the next page, and as many feet say so as the docx has words."""
    root = parse_xml(_part(docx, _DOCUMENT))
    texts = [text for _, text in _shown(root)]
    pages = read_positions(pdf)
    starts = _starts(docx, texts, pages)
    told = 0
    for page, after in zip(pages, starts[1:], strict=False):
        feet = [line.text for line in page.lines if _is_foot(line.text)]
        told += len(feet)
        if not feet:
            continue
        if after is None or len(feet) > 1:
            return False
        if _squeezed(feet[0]) != _squeezed(f"/{first_words(texts[after.paragraph][after.at :])}..."):
            return False
    return told == sum(1 for _ in _framed_words(root)) and not any(_is_foot(line.text) for line in pages[-1].lines)


def shows_words(pdf: bytes) -> bool:
    """A page of the PDF has such words at its foot."""
    return any(_is_foot(line.text) for page in read_positions(pdf) for line in page.lines)


def has_words(docx: bytes) -> bool:
    """The docx has such words."""
    return next(_framed_words(parse_xml(_part(docx, _DOCUMENT))), None) is not None


def without_words(docx: bytes) -> bytes:
    """The same docx without such words, whoever saved it last."""
    content = _part(docx, _DOCUMENT)
    root = parse_xml(content)
    found = list(_framed_words(root))
    for one in found:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    return _replaced(docx, {_DOCUMENT: _written(root)}) if found else docx


def first_words(text: str) -> str:
    """The words that stand at the foot of the page before a text: whole ones, an item's number with its first word.

    >>> first_words("ทั้งนี้ หากมีข้อขัดข้อง"), first_words("๒. ให้อำเภอสำรวจแหล่งน้ำ"), first_words("๑๕ มีนาคม ๒๕๖๙ นั้น")
    ('ทั้งนี้', '๒. ให้อำเภอ', '๑๕ มีนาคม')
    """
    text = " ".join(text.split())
    item = _ITEM.match(text)
    words, letters = item[0] if item and not text[item.end() :][:1].isdigit() else "", 0
    if text[len(words) :].startswith((*MONTHS, *SHORT_MONTHS)):
        words = ""  # a day, not an item
    for word in word_tokenize(text[len(words) :], engine="newmm"):
        if letters >= _FEWEST:
            break
        words += word
        letters += len(word.strip())
    return words.strip()


def _starts(docx: bytes, texts: Sequence[str], pages: Sequence[PlacedPage]) -> list[_Start | None]:
    """Where each page begins in the texts; None where it is not found for certain."""
    letters, places = [], []
    for number, text in enumerate(texts):
        for at, one in enumerate(text):
            if not _LOST.match(one):
                letters.append("\u0e32" if one == "\u0e33" else one)
                places.append((number, at))
    whole, furniture = "".join(letters), _margins(docx)
    cursor, starts = 0, list[_Start | None]()
    for page in pages:
        lines = [
            text for line in page.lines if (text := _squeezed(line.text)) and not _is_furniture(line.text, furniture)
        ]
        start = None
        if not starts:
            start = _Start(0, 0)
        elif lines and whole.startswith(lines[0], cursor):
            start = _Start(*places[cursor])
        starts.append(start)
        for line in lines:
            found = whole.find(line, cursor)
            cursor = found + len(line) if found >= 0 else cursor
    return starts


def _is_furniture(line: str, margins: frozenset[str]) -> bool:
    text = _squeezed(line)
    return bool(_FURNITURE.fullmatch(text)) or text in margins or _is_foot(line)


def _is_foot(line: str) -> bool:
    return bool(_SHOWN.fullmatch(line.strip()))


def _margins(docx: bytes) -> frozenset[str]:
    """Texts of headers and footers."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
        parts = [parse_xml(archive.read(name)) for name in names]
    return frozenset(_squeezed(_text(one)) for part in parts for one in part.iter(f"{_W}p"))


def _shown(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Paragraphs that print letters, with their text; these words of ours are none."""
    framed = set(_framed_words(root))
    for one in root.iter(f"{_W}p"):
        if one not in framed and not any(above in framed for above in one.iterancestors()):
            text = _text(one)
            if text.strip():
                yield one, text


def _framed_words(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs of ours, by their frame or by what LibreOffice makes of it, and by what they say."""
    for one in root.iter(f"{_W}p"):
        framed = one.find(f"{_W}pPr/{_W}framePr") is not None
        if framed and _is_foot(_text(one)):
            yield one
    for one in root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"):
        inside = next(one.iter(f"{_W}txbxContent"), None)
        if inside is not None and _is_foot(_text(inside)):
            yield one


def _is_body(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{_W}body"


def _text(element: etree._Element) -> str:
    pieces = []
    for one in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        pieces.append((one.text or "") if one.tag == f"{_W}t" else " ")
    return "".join(pieces)


def _squeezed(text: str) -> str:
    return _LOST.sub("", text.replace("\u0e33", "\u0e32"))


def _edge(root: etree._Element) -> int:
    """Where the text area ends, in twentieths of a point from the top of the page."""
    section = next(root.iter(f"{_W}sectPr"))
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    if size is None or margins is None:
        return twips(29.7 - LEAST_BOTTOM)
    return int(size.get(f"{_W}h") or 0) - int(margins.get(f"{_W}bottom") or 0)


def _framed(text: str, edge: int) -> etree._Element:
    frame = (
        f'<w:framePr w:w="{twips(_WIDTH)}" w:h="{_LINE}" w:hRule="exact" w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="margin" w:xAlign="right" w:y="{edge}"/>'
    )
    made = paragraph(STYLE, text).replace("</w:pPr>", f"{frame}</w:pPr>").replace("<w:p>", f"<w:p {W}>", 1)
    return parse_xml(made.encode())


def _with_style(styles: bytes) -> bytes:
    """The styles part with the style of these words, where it has none; a clerk's template needs not know of it."""
    if f'w:styleId="{STYLE}"'.encode() in styles:
        return styles
    style = (
        f'<w:style {W} w:type="paragraph" w:customStyle="1" w:styleId="{STYLE}"><w:name w:val="SB Continued"/><w:basedOn '
        f'w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="exact"/>'
        '<w:jc w:val="right"/></w:pPr></w:style>'
    )
    root = parse_xml(styles)
    root.append(parse_xml(style.encode()))
    return _written(root)


def _part(docx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


def _replaced(docx: bytes, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = parts.get(entry.filename) or source.read(entry)
            target.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
