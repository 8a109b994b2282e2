"""The labelled parts between head and body, and two of them: the subject and the addressees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from circulars.extraction.page.labels import LABELS, Label, Part
from circulars.extraction.page.lines import Line, plain_doubts, seen
from circulars.extraction.page.proposals import proposed
from circulars.extraction.page.spelling import spelling_doubts, witness_doubts
from circulars.letter.doubt import ADDRESSEE_LONG, GAP_IN_ROW, Doubt
from circulars.letter.field import Field
from circulars.lexicon.people import JOINED_POSTS
from circulars.lexicon.phrases import OPENING
from circulars.lexicon.reading.page import NUMBER
from circulars.lexicon.reading.parts import (
    DRAWN,
    ENDS_OPEN,
    ITEM,
    LEADS_TO_DAY,
    QUANTITY,
    RULE_BEHIND,
    SENTENCE,
    SPACE_BEFORE,
    SPACE_BEHIND,
)
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import DateKind, find_dates

_ORDERED = (Part.SUBJECT, Part.ADDRESSEES, Part.REFERENCES, Part.ENCLOSURES)
_SHORT_ITEM = 25
_LONG_ADDRESSEE = 160
_SENTENCE = 40  # letters of a line that is prose and no name
_DAY_LABEL = 7  # signs of วันที่ before it
_RIGHT_OF_LABELS = 0.3  # of the page's width
FULL_LINE = 0.80  # a line of the body that ends right of this share of the page's width runs on


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
        elif current is None and Part.ADDRESSEES in sections and _begins_text(line.text):
            return sections, tuple(lines[index:])
        elif current is None or DRAWN.match(line.text):
            continue
        elif current[0] in (Part.SUBJECT, Part.ADDRESSEES) and own_day(line, current[2][-1]):
            continue  # the writer's own day, as some print it below the subject
        elif NUMBER.match(line.text) and not ITEM.match(line.text) and current[0] is Part.ADDRESSEES:
            sections[current[0]] = Section(current[0], tuple(current[1]), tuple(current[2]), current[3])
            current = None  # a number below the addressee, as some banks print it
        elif (current[0] is not Part.SUBJECT or Part.ADDRESSEES in sections) and _starts_body(
            line, lines, index, (current[0], current[2])
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


def own_day(line: Line, before: str) -> bool:
    """The day of the letter stands alone on this line; none that the text of the line before leads up to."""
    hits = [hit for hit in find_dates(line.text) if hit.kind is DateKind.DAY]
    alone = len(hits) == 1 and len(line.text) <= len(hits[0].text) + _DAY_LABEL
    return alone and not LEADS_TO_DAY.search(before) and (line.left is None or line.left > _RIGHT_OF_LABELS)


def _begins_text(text: str) -> bool:
    """The text of a radio or fax message, whose number stands below its ถึง: ``๑. ให้จังหวัดแจ้งเตือนประชาชน``."""
    return bool(OPENING.match(text)) or (ITEM.match(text) is not None and len(text) > _SHORT_ITEM)


def _starts_body(line: Line, lines: Sequence[Line], index: int, before: tuple[Part, Sequence[str]]) -> bool:
    """The first line of the body: an opening word, or the indent of a paragraph after a finished part."""
    part, texts = before
    item = ITEM.match(line.text)
    if item is not None:  # the text of a radio or fax message, the headings of a memo: no list of addressees
        said = line.text[item.end() :]
        speaks = bool(OPENING.match(said) or SENTENCE.match(said))
        if part is Part.ADDRESSEES:
            return speaks
        anew = to_arabic(item[1]) == "1" and any(texts)  # a list that has begun does not count from one again
        return anew and _finished(part, texts) and (speaks or len(said) > _SENTENCE)
    if OPENING.match(line.text) and not line.text.startswith("ตามรายชื่อ"):
        return True
    if line.box is None and line.after_blank and len(line.text) > 55:
        return True
    if line.box is None and texts[-1] and len(line.text) > _SENTENCE and SENTENCE.match(line.text):
        return _finished(part, texts)
    if line.box is None or not texts[-1]:
        return False
    margin = min((other.left for other in lines if other.left is not None), default=0.0)
    indented = line.box.left - margin > 0.085
    runs_on = line.box.right > FULL_LINE
    follows = lines[index + 1] if index + 1 < len(lines) else None
    next_at_margin = follows is not None and follows.left is not None and follows.left - margin < 0.03
    return indented and runs_on and next_at_margin and not same_row(line, lines[index - 1])


def _finished(part: Part, texts: Sequence[str]) -> bool:
    """Nothing is wanting to the part: an addressee that ends in no joining word, a cited letter with its day, a counted enclosure."""
    if part is Part.ADDRESSEES:
        return not ENDS_OPEN.search(texts[-1])
    if part is Part.REFERENCES:
        return bool(find_dates(texts[-1]))
    return part is Part.ENCLOSURES and bool(QUANTITY.search(texts[-1]))


def same_row(one: Line, other: Line) -> bool:
    """Two lines stand beside each other."""
    if one.box is None or other.box is None or one.page != other.page:
        return False
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return shared > 0.5 * min(one.box.height, other.box.height)


def joined(texts: Sequence[str], *, prose: bool = False) -> str:
    """Lines of one value as one text: Thai runs on without a space, Latin and numbers keep one.

    In ``prose`` the space of a clause that stood at a line's end is put back, where clerks write one in most lines.

    >>> joined(["ตามประกาศ เรื่อง", "หลักเกณฑ์การจัด", "สรร"], prose=True)
    'ตามประกาศ เรื่อง หลักเกณฑ์การจัดสรร'
    """
    text = ""
    for piece in texts:
        if not piece:
            continue
        clause = prose and (SPACE_BEHIND.search(text) or SPACE_BEFORE.match(piece))
        if text and (clause or not (_thai(text[-1]) and _thai(piece[0])) or piece.startswith("พ.ศ.")):
            text += " "
        text += piece
    return " ".join(text.split()).strip()


def without_rule(text: str) -> str:
    """A value without the line that is drawn behind it.

    >>> without_rule("แต่งตั้งคณะทำงาน งวดที่ ๒ -----------"), without_rule("โครงการ ก.อ.")
    ('แต่งตั้งคณะทำงาน งวดที่ ๒', 'โครงการ ก.อ.')
    """
    return RULE_BEHIND.sub("", text)


def _thai(character: str) -> bool:
    return "\u0e01" <= character <= "\u0e4e"


def read_subject(section: Section | None) -> Field[str]:
    """The subject, continuation lines joined."""
    if section is None or not (text := without_rule(joined(section.texts, prose=True))):
        return Field()
    lines = [line for line, piece in zip(section.lines, section.texts, strict=True) if piece]
    return Field(
        proposed(text, lines),
        seen(lines, text, "subject.label"),
        (*plain_doubts(lines), *gap_doubts(lines), *spelling_doubts(text, lines), *witness_doubts(lines)),
    )


def read_addressees(section: Section | None) -> tuple[Field[str], ...]:
    """Each addressee; one in several lines is joined, a list by lines or numbers is taken apart."""
    if section is None:
        return ()
    pieces = items(section)
    fields = []
    for lines, texts in pieces:
        if not any(texts):
            continue
        for text in posts_named(joined(texts).strip(" ,")):
            doubts = (*plain_doubts(lines), *gap_doubts(lines), *spelling_doubts(text, lines), *witness_doubts(lines))
            if len(text) > _LONG_ADDRESSEE:
                doubts = (*doubts, ADDRESSEE_LONG())
            fields.append(Field(proposed(text, lines), seen(lines, text, "addressees.label"), doubts))
    return tuple(fields)


def posts_named(text: str) -> list[str]:
    """The posts that a line names; one whose ทุก… stands only at the end of the line belongs to all of them.

    >>> posts_named("ประธาน ก.ท.จ. ทุกจังหวัด และประธาน ก.เมืองพัทยา"), posts_named("นายกเทศมนตรี และนายกองค์การบริหารส่วนตำบล ทุกแห่ง")
    (['ประธาน ก.ท.จ. ทุกจังหวัด', 'ประธาน ก.เมืองพัทยา'], ['นายกเทศมนตรี และนายกองค์การบริหารส่วนตำบล ทุกแห่ง'])
    """
    posts = JOINED_POSTS.split(text)
    shared = "ทุก" in posts[-1] and not all("ทุก" in post for post in posts)
    return [text] if shared else posts


_GAP_IN_ROW = 0.05  # of the page's width


def gap_doubts(lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """Why a value must be asked that was put together over a gap of its row: what a pen or stamp wrote there was not read."""
    for one, two in pairwise(lines):
        if one.box and two.box and same_row(one, two) and two.box.left - one.box.right > _GAP_IN_ROW:
            return (GAP_IN_ROW(),)
    return ()


def items(section: Section) -> Iterator[tuple[list[Line], list[str]]]:
    """Numbered items of a section, line by line; one item where nothing is numbered."""
    lines: list[Line] = []
    texts: list[str] = []
    for line, text in zip(section.lines, section.texts, strict=True):
        match = ITEM.match(text)
        if match and any(texts):
            yield lines, texts
            lines, texts = [], []
        lines.append(line)
        texts.append(text[match.end() :] if match else text)
    if any(texts):
        yield lines, texts
