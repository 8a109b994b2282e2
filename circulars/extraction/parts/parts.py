"""The parts between the head and the body: subject, addressees, อ้างถึง, สิ่งที่ส่งมาด้วย; and the body's paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circulars.extraction.foot.signature import is_closing, is_motto
from circulars.extraction.page.labels import LABELS, OPENING, PURPOSE, Label, Part
from circulars.extraction.page.lines import Line, critical, plain_doubts, seen
from circulars.extraction.page.spelling import mended, spelling_doubts, witness_doubts
from circulars.letter.field import Field
from circulars.letter.letter import CitedLetter, Enclosure, Urgency
from circulars.letter.reference import InvalidReference, ReferenceNumber, find_references, parse_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import DateKind, find_dates

_ORDERED = (Part.SUBJECT, Part.ADDRESSEES, Part.REFERENCES, Part.ENCLOSURES)
_NUMBER = next(label.pattern for label in LABELS if label.part is Part.NUMBER)
_ITEM = re.compile(r"^\(?([0-9๐-๙]{1,2})\s?[.)]\s*(?=\D|$)")
_QUANTITY = re.compile(
    r"\s*(?:จำนวน\s*)?(?P<number>[0-9๐-๙]+)\s*(?P<unit>ฉบับ|ชุด|แผ่น|หน้า|เล่ม|รายการ|อัน|แฟ้ม|แห่ง|ซอง|กล่อง)\s*$|จำนวน\s*(?P<rest>\S+\s*ฉบับ)\s*$"
)
_DATED = r"(?:ลงวันที่|ลว\.?|ลง)\s*"
_TABLE_GAP = 4  # lines between two rows of cells that still are one table
_POST = (
    r"(?:ประธาน|ผู้ว่าราชการ|นายอำเภอ|นายก(?=เทศ|อง)|ปลัด|อธิบดี|อธิการบดี|หัวหน้า|ผู้อำนวยการ|เลขาธิการ|ท้องถิ่นจังหวัด|ผู้บัญชาการ|ผู้จัดการ)"
)
_JOINED_POSTS = re.compile(rf"\s*(?:,|และ|/)\s*(?={_POST})")
"""Where a line of เรียน names a second post: each is a recipient of its own."""
_LONG_ADDRESSEE = 160
_DRAWN = re.compile(r"^[-–—_.*=~…\s]{3,}$")
_FULL_LINE = 0.80  # a line of the body that ends right of this share of the page's width runs on


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one labelled part, the label cut off the first; empty where the letter has none."""

    part: Part
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    word: str = ""


def split_sections(lines: Sequence[Line]) -> tuple[dict[Part, Section], tuple[Line, ...]]:
    """The labelled parts in their order on the page, and the lines of the body that follow them."""
    sections: dict[Part, Section] = {}
    current: tuple[Part, list[Line], list[str], str] | None = None
    for index, line in enumerate(lines):
        label = _label(line, sections, current[0] if current else None)
        if label is not None:
            if current is not None:
                sections[current[0]] = Section(current[0], tuple(current[1]), tuple(current[2]), current[3])
            found = label.pattern.match(line.text)
            rest = line.text[found.end() :].strip() if found else ""
            word = (found.groupdict().get("word") or "") if found else ""
            current = (label.part, [line], [rest], word)
        elif current is None or _DRAWN.match(line.text):
            continue
        elif _NUMBER.match(line.text) and not _ITEM.match(line.text) and current[0] is Part.ADDRESSEES:
            sections[current[0]] = Section(current[0], tuple(current[1]), tuple(current[2]), current[3])
            current = None  # a number below the addressee, as some banks print it
        elif (current[0] is not Part.SUBJECT or Part.ADDRESSEES in sections) and _starts_body(
            line, lines, index, current[2]
        ):
            sections[current[0]] = Section(current[0], tuple(current[1]), tuple(current[2]), current[3])
            return sections, tuple(lines[index:])
        else:
            current[1].append(line)
            current[2].append(line.text)
    if current is not None:
        sections[current[0]] = Section(current[0], tuple(current[1]), tuple(current[2]), current[3])
    return sections, ()


def _label(line: Line, done: dict[Part, Section], current: Part | None) -> Label | None:
    """The label that opens this line, where the order on the page allows it."""
    for label in LABELS:
        if label.part not in _ORDERED or label.part in done or label.part is current:
            continue
        if current is None and label.part not in (Part.SUBJECT, Part.ADDRESSEES):
            continue
        if label.pattern.match(line.text) and (line.left is None or line.left < 0.45):
            return label
    return None


def _starts_body(line: Line, lines: Sequence[Line], index: int, texts: Sequence[str]) -> bool:
    """The first line of the body: an opening word, or the indent of a paragraph after a finished part."""
    if _ITEM.match(line.text):
        return False
    if OPENING.match(line.text) and not line.text.startswith("ตามรายชื่อ"):
        return True
    if line.box is None and line.after_blank and len(line.text) > 55:
        return True
    if line.box is None or not texts[-1]:
        return False
    margin = min((other.left for other in lines if other.left is not None), default=0.0)
    indented = line.box.left - margin > 0.085
    runs_on = line.box.right > _FULL_LINE
    follows = lines[index + 1] if index + 1 < len(lines) else None
    next_at_margin = follows is not None and follows.left is not None and follows.left - margin < 0.03
    return indented and runs_on and next_at_margin and not _same_row(line, lines[index - 1])


def _same_row(one: Line, other: Line) -> bool:
    if one.box is None or other.box is None or one.page != other.page:
        return False
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return shared > 0.5 * min(one.box.height, other.box.height)


def joined(texts: Sequence[str]) -> str:
    """Lines of one value as one text: Thai runs on without a space, Latin and numbers keep one."""
    text = ""
    for piece in texts:
        if not piece:
            continue
        if text and (not (_thai(text[-1]) and _thai(piece[0])) or piece.startswith("พ.ศ.")):
            text += " "
        text += piece
    return re.sub(r"\s+", " ", text).strip()


def without_rule(text: str) -> str:
    """A value without the line that is drawn behind it.

    >>> without_rule("แต่งตั้งคณะทำงาน งวดที่ ๒ -----------"), without_rule("โครงการ ก.อ.")
    ('แต่งตั้งคณะทำงาน งวดที่ ๒', 'โครงการ ก.อ.')
    """
    return re.sub(r"\s*(?:…|[-–_.*=~]{3})[-–_.*=~…\s]*$", "", text)


def _thai(character: str) -> bool:
    return "\u0e01" <= character <= "\u0e4e"


def read_subject(section: Section | None) -> Field[str]:
    """The subject, continuation lines joined."""
    if section is None or not (text := without_rule(joined(section.texts))):
        return Field()
    lines = [line for line, piece in zip(section.lines, section.texts, strict=True) if piece]
    return Field(
        mended(text, lines),
        seen(lines, text, "subject.label"),
        (*plain_doubts(lines), *spelling_doubts(text, lines), *witness_doubts(lines)),
    )


def read_addressees(section: Section | None) -> tuple[Field[str], ...]:
    """Each addressee; one in several lines is joined, a list by lines or numbers is taken apart."""
    if section is None:
        return ()
    pieces = _items(section)
    fields = []
    for lines, texts in pieces:
        if not any(texts):
            continue
        for text in posts_named(joined(texts).strip(" ,")):
            doubts = (*plain_doubts(lines), *spelling_doubts(text, lines), *witness_doubts(lines))
            if len(text) > _LONG_ADDRESSEE:
                doubts = (*doubts, "ผู้รับยาวผิดปกติ")
            fields.append(Field(mended(text, lines), seen(lines, text, "addressees.label"), doubts))
    return tuple(fields)


def posts_named(text: str) -> list[str]:
    """The posts that a line names; one whose ทุก… stands only at the end of the line belongs to all of them.

    >>> posts_named("ประธาน ก.ท.จ. ทุกจังหวัด และประธาน ก.เมืองพัทยา"), posts_named("นายกเทศมนตรี และนายกองค์การบริหารส่วนตำบล ทุกแห่ง")
    (['ประธาน ก.ท.จ. ทุกจังหวัด', 'ประธาน ก.เมืองพัทยา'], ['นายกเทศมนตรี และนายกองค์การบริหารส่วนตำบล ทุกแห่ง'])
    """
    posts = _JOINED_POSTS.split(text)
    shared = "ทุก" in posts[-1] and not all("ทุก" in post for post in posts)
    return [text] if shared else posts


def _items(section: Section) -> Iterator[tuple[list[Line], list[str]]]:
    """Numbered items of a section, line by line; one item where nothing is numbered."""
    lines: list[Line] = []
    texts: list[str] = []
    for line, text in zip(section.lines, section.texts, strict=True):
        match = _ITEM.match(text)
        if match and any(texts):
            yield lines, texts
            lines, texts = [], []
        lines.append(line)
        texts.append(text[match.end() :] if match else text)
    if any(texts):
        yield lines, texts


def read_references(section: Section | None) -> tuple[Field[CitedLetter], ...]:
    """The letters of อ้างถึง, each with owner, urgency, number and date as far as printed."""
    if section is None:
        return ()
    fields = []
    for lines, texts in _items(section):
        text = joined(texts)
        cited = read_cited(text)
        doubts = list(plain_doubts(lines))
        if cited.number is None:
            doubts.append("อ่านเลขที่ของหนังสือที่อ้างถึงไม่ได้")
        if cited.dated is None:
            doubts.append("อ่านวันที่ของหนังสือที่อ้างถึงไม่ได้")
        if _year_may_be_cut(text):
            doubts.append("ปีของหนังสือที่อ้างถึงมีสองหลัก")
        for raw in _critical_parts(text):
            doubts += critical(Field(), [line for line in lines if _on_line(raw, line)] or lines[:1], raw)
        fields.append(Field(cited, seen(lines, text, "references.label"), tuple(dict.fromkeys(doubts))))
    return tuple(fields)


def _critical_parts(text: str) -> list[str]:
    parts = [text[start:end] for start, end, _ in find_references(text)]
    return parts + [hit.text for hit in find_dates(text) if hit.kind is DateKind.DAY]


def _year_may_be_cut(text: str) -> bool:
    """A full month's name with two digits behind it: years of two digits stand behind short names, others were cut.

    >>> _year_may_be_cut("ลงวันที่ ๑๘ มีนาคม ๒๕"), _year_may_be_cut("ลงวันที่ ๑๘ มี.ค. ๖๗")
    (True, False)
    """
    days = [to_arabic(hit.text) for hit in find_dates(text) if hit.kind is DateKind.DAY]
    return any(re.search(r"(?<![\d/.-])\d{2}$", day) and ("." not in day or day.endswith("25")) for day in days)


def _on_line(raw: str, line: Line) -> bool:
    return "".join(raw.split()) in "".join(line.text.split())


def read_cited(text: str) -> CitedLetter:
    """A citation: ``หนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๒๒/ว ๓๓๖๗๓ ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๖``.

    >>> read_cited("หนังสือกรมการปกครอง ด่วนที่สุด ที่ มท๐๓๒๒/ว๓๓๖๗๓ ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๖").agency
    'กรมการปกครอง'
    """
    number: ReferenceNumber | None = None
    start = len(text)
    references = find_references(text)
    if references:
        start, end, number = references[0]
    else:
        match = re.search(rf"(?:ที่|เลขที่)\s*(?P<number>[ก-ฮ.]{{2,12}}.{{0,24}}?)\s*(?={_DATED})", text)
        if match:
            start, end = match.start(), match.end("number")
            number = _parsed(match["number"])
        else:
            end = 0
    dated: ThaiDate | None = None
    days = [hit for hit in find_dates(text[end:]) if hit.kind is DateKind.DAY and hit.exact and hit.first]
    if days:
        dated = days[0].first
    before = text[:start]
    urgency = re.search(r"ด่วนที่สุด|ด่วนมาก|ด่วน", before)
    agency = re.sub(r"(?:ลับที่สุด|ลับมาก|ด่วนที่สุด|ด่วนมาก|ด่วน|เลขที่|ที่)\s*$", "", before.strip()).strip()
    agency = re.sub(r"\s*(?:ลับที่สุด|ลับมาก|ด่วนที่สุด|ด่วนมาก|ด่วน)\s*(?:ที่)?\s*$", "", agency).strip()
    agency = re.sub(r"^(?:ตาม|สำเนา)?\s*(?:หนังสือ|บันทึกข้อความ|วิทยุ|โทรสาร(?:ในราชการ)?)\s*", "", agency).strip(" ,")
    if number is None and dated is None:
        agency = ""
    return CitedLetter(agency or None, Urgency(urgency[0]) if urgency else None, number, dated, text)


def _parsed(text: str) -> ReferenceNumber | None:
    try:
        return parse_reference(text)
    except InvalidReference:
        return None


def read_enclosures(section: Section | None) -> tuple[Field[Enclosure], ...]:
    """The lines of สิ่งที่ส่งมาด้วย: title, quantity, and the letter that a copy is of."""
    if section is None:
        return ()
    fields = []
    for lines, texts in _items(section):
        text = joined(texts)
        quantity, title = _quantity(texts)
        title = re.sub(
            r"^[0-9๐-๙]\s+(?=[ก-ฮเ-ไ])|\s+[ก-ฮ]$", "", title
        )  # an item's number without its stop, a torn จำนวน
        if not title:
            continue
        cited = read_cited(title) if find_references(title) else None
        doubts = [*plain_doubts(lines), *spelling_doubts(title, lines), *witness_doubts(lines)]
        if cited is not None:
            for raw in _critical_parts(title):
                doubts += critical(Field(), [line for line in lines if _on_line(raw, line)] or lines[:1], raw)
        fields.append(
            Field(
                Enclosure(mended(title, lines), quantity, cited),
                seen(lines, text, "enclosures.label"),
                tuple(dict.fromkeys(doubts)),
            )
        )
    return tuple(fields)


def _quantity(texts: Sequence[str]) -> tuple[str | None, str]:
    """The quantity that ends one of an item's lines (its column stands beside the first), and the title without it."""
    rest = list(texts)
    for index in range(len(rest) - 1, -1, -1):
        match = _QUANTITY.search(rest[index])
        if match is not None:
            rest[index] = rest[index][: match.start()].strip(" ,")
            return match["rest"] or f"{match['number']} {match['unit']}", joined(rest)
    return None, joined(rest)


def paragraphs(lines: Sequence[Line]) -> tuple[Field[str], ...]:
    """The body's paragraphs up to the closing: a new one at a first-line indent, an item, or an opening word."""
    groups: list[list[Line]] = []
    followed_by_table: set[int] = set()
    margin = min((line.left for line in lines if line.left is not None), default=None)
    tables = _table_lines(lines)
    for index, line in enumerate(lines):
        if is_closing(line.text):
            break
        if index in tables:
            followed_by_table.add(len(groups) - 1)
            continue
        if _page_furniture(line) or is_motto(line) or _DRAWN.match(line.text):
            continue
        if not groups or _new_paragraph(line, groups[-1], margin):
            groups.append([line])
        else:
            groups[-1].append(line)
    fields = []
    for number, group in enumerate(groups):
        text = joined([_numbered(group[0]), *(line.text for line in group[1:])])
        doubts = plain_doubts(group)
        if number in followed_by_table:
            doubts = (*doubts, "มีตารางต่อจากย่อหน้านี้ ซึ่งอยู่ในสำเนาหนังสือเท่านั้น")
        fields.append(Field(text, seen(group, text, "body.paragraph"), doubts))
    return tuple(field for field in fields if field.value)


def _table_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of a table's lines: rows of two or more cells, and what stands between two of them.

    Running text fills its row in one piece; a row in pieces below the head is a row of cells.
    """
    celled = [
        index
        for index in range(1, len(lines))
        if _same_row(lines[index], lines[index - 1]) or (index > 1 and _same_row(lines[index], lines[index - 2]))
    ]
    found: set[int] = set()
    for first, last in itertools.pairwise(celled):
        if last - first <= _TABLE_GAP and lines[first].page == lines[last].page:
            found.update(range(first - 1, last + 1))
    for index in sorted(found, reverse=True)[:1]:
        after = index + 1
        while after < len(lines) and _inside_cell(lines[after], lines[index]):
            found.add(after)
            after += 1
    return frozenset(found)


def _inside_cell(line: Line, above: Line) -> bool:
    """A short line right below a table that starts in one of its cells, not at the margin or the indent."""
    if line.box is None or above.box is None or line.page != above.page:
        return False
    return (
        line.box.right < _FULL_LINE
        and line.box.left > 0.2
        and line.box.top - above.box.bottom < 0.025
        and line.box.width < 0.5
    )


def _numbered(line: Line) -> str:
    """The first line of a paragraph; the stop after an item's number is taken from the witness who saw it."""
    witness = line.source.witness
    match = re.match(r"^([0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?)\s+(?=[ก-ฮเ-ไ])", line.text)
    if match and witness is not None and re.match(rf"^{re.escape(match[1])}\s?\.", witness.text.strip()):
        return f"{match[1]}. {line.text[match.end() :]}"
    return line.text


def _page_furniture(line: Line) -> bool:
    """A page number, or the word that runs over to the next page."""
    if re.fullmatch(r"-?\s*[0-9๐-๙]{1,2}\s*-?", line.text):
        return line.box is None or line.box.top < 0.12
    if re.match(r"^/\S", line.text) or (re.search(r"\S\.{2,}$", line.text) and len(line.text) < 40):
        return True
    at_foot = line.box is not None and line.box.top > 0.85 and line.box.left > 0.5
    return at_foot and line.text.endswith(".") and len(line.text) < 40


def _new_paragraph(line: Line, group: Sequence[Line], margin: float | None) -> bool:
    if _same_row(line, group[-1]):
        return False
    if PURPOSE.match(line.text):
        return True
    if line.left is None or margin is None:
        return line.after_blank or (bool(OPENING.match(line.text) or _ITEM.match(line.text)) and _ends(group[-1].text))
    return line.left - margin > 0.06


def _ends(text: str) -> bool:
    """A line of plain text that may end a paragraph: shorter than lines that run on usually are."""
    return len(to_arabic(text)) < 75 or text.endswith(("นั้น", "ดังนี้", "ด้วย"))
