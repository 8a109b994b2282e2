"""Memos (บันทึกข้อความ, ข้อ ๑๒), orders (คำสั่ง, ข้อ ๑๖) and announcements (ประกาศ, ข้อ ๒๐)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from circulars.extraction.foot.signature import foot_begins, read_foot
from circulars.extraction.head.head import read_urgency
from circulars.extraction.head.named import office_of_signer
from circulars.extraction.head.numbers import find_letter_date, find_number
from circulars.extraction.page.labels import Part
from circulars.extraction.page.lines import UNSURE_CHARACTER, Line, critical, day_critical, plain_doubts, seen
from circulars.extraction.page.proposals import is_office, proposed, proposed_office
from circulars.extraction.page.spelling import spelling_doubts, witness_doubts
from circulars.extraction.parts.body import paragraphs
from circulars.extraction.parts.sections import joined, read_addressees, read_subject, split_sections, without_rule
from circulars.letter.doubt import DAY_UNREAD, NOT_FOUND, NUMBER_TORN, SUBJECT_END_UNSURE, TEXT_BEHIND_SUBJECT, Doubt
from circulars.letter.field import Field
from circulars.letter.letter import Contact, Letter, LetterKind
from circulars.letter.reference import InvalidReference, ReferenceNumber, parse_reference
from circulars.lexicon.offices import AGENCY
from circulars.lexicon.people import POST
from circulars.lexicon.phrases import GIVEN, OPENING
from circulars.lexicon.reading.page import ABBREVIATION, MEMO_OFFICE, PHONE
from circulars.lexicon.reading.parts import (
    AFTER_AGENCY,
    DATE_PART,
    GIVEN_DAY,
    NO_SUBJECT,
    NUMBER_OF_YEAR,
    ORDER_NUMBER,
    ORDER_TITLE,
    SUBJECT_OF_ORDER,
    TEXT_BEGINS,
    TORN_ORDER_NUMBER,
)
from circulars.thai.dates import ThaiDate
from circulars.thai.find_dates import DateKind, find_dates

_LONG_SUBJECT = 60  # characters: a longer one may run into the text behind it
_SUBJECT_LINES = 3  # that the subject of an order fills at most
_CENTRED = 0.03  # of the page's width
_TITLE_REACH = 14
_HEAD_REACH = 16  # lines among which title, number and subject of an order stand


def read_memo(letter: Letter, lines: Sequence[Line], ink: Sequence[Line]) -> Letter:
    """A memo: its number and date share a line with their labels; it has no closing word."""
    office, contact = _memo_office(lines)
    sections, rest_lines = split_sections(lines[: foot_begins(lines)])
    first = next(iter(sections.values())).lines[0] if sections else None
    head = list(lines[: lines.index(first)]) if first is not None else list(lines[:10])
    dated = find_letter_date([date_part(line) for line in head])
    foot = read_foot(lines)
    body = rest_lines or _after_addressees(lines[: foot_begins(lines)])
    return replace(
        letter,
        urgency=read_urgency(head, ink),
        reference=find_number(head),
        sender_agency=office,
        dated=dated,
        subject=read_subject(sections.get(Part.SUBJECT)),
        salutation=Field(sections[Part.ADDRESSEES].word) if Part.ADDRESSEES in sections else Field(),
        addressees=read_addressees(sections.get(Part.ADDRESSEES)),
        body=paragraphs(body),
        signatory=foot.signatory,
        contact=contact if contact.value else foot.contact,
    )


def _memo_office(lines: Sequence[Line]) -> tuple[Field[str], Field[Contact]]:
    """Who writes the memo, and the telephone that stands behind it on the same line or inside its brackets."""
    for line in lines[:12]:
        if (label := MEMO_OFFICE.match(line.text)) is None:
            continue
        rest = line.text[label.end() :]
        phone = PHONE.search(rest)
        name = rest[: phone.start()].strip(" .…,") if phone else rest.strip(" .…")
        name = f"{name})" if name.count("(") > name.count(")") else name
        doubts = _office_doubts(name, line.text, line)
        office = Field(proposed_office(name, [line]), seen([line], name, "memo.office"), doubts) if name else Field()
        if phone is None:
            return office, Field()
        value = phone["phone"].strip(" ,-" if "(" in phone["phone"] else " ,-)")
        called = Contact(None, value)
        return office, Field(called, seen([line], value, "memo.phone"), critical(Field(), [line], value))
    return Field(), Field()


def date_part(line: Line) -> Line:
    """The part of a memo's line from วันที่ on, where number and date share it."""
    match = DATE_PART.search(line.text)
    return Line(line.text[match.start() :], line.page, line.source) if match else line


def _after_addressees(lines: Sequence[Line]) -> Sequence[Line]:
    index = next((i for i, line in enumerate(lines) if OPENING.match(line.text)), len(lines))
    return lines[index:]


def read_order(letter: Letter, lines: Sequence[Line]) -> Letter:
    """An order or announcement: agency in the title, number n/year, date after สั่ง ณ วันที่."""
    agency: Field[str] = Field()
    number: Field[ReferenceNumber] = Field()
    dated: Field[ThaiDate] = Field()
    subject: Field[str] = Field()
    head = 1  # lines before the body
    opened = next((i for i, line in enumerate(lines) if i and OPENING.match(line.text)), _HEAD_REACH)
    for index, line in enumerate(lines):
        if agency.value is None and index < 14:
            agency = _order_agency(lines, index)
        found = ORDER_NUMBER.search(line.text)
        if found and number.value is None and index < _HEAD_REACH:
            number = _order_number(line, found["number"])
            head = index + 1 if number.value is not None and index < opened else head
        elif number.value is None and 0 < index < _HEAD_REACH and (torn := TORN_ORDER_NUMBER.match(line.text)):
            joined_digits = "".join(torn["number"].split())
            number = _order_number(line, joined_digits).doubt(NUMBER_TORN())
            head = index + 1 if index < opened else head
        if subject.value is None and _opens_subject(line.text, index):
            subject, used = _order_subject(lines, index)
            head = index + used if used and index < opened else head
        if (given := GIVEN_DAY.search(line.text)) is not None:
            dated = _order_day(line, given["date"])
    if subject.evidence is None and agency.evidence is None:
        subject, used = _title_as_subject(lines[:opened])
        agency = agency.doubt(NOT_FOUND("ผู้ออก"))
        head = max(head, used)
    foot = read_foot(lines)
    return replace(
        letter,
        kind=replace(letter.kind, value=letter.kind.value or LetterKind.OTHER),
        reference=number,
        sender_agency=agency if agency.evidence is not None else office_of_signer(foot.signatory),
        dated=dated,
        subject=subject,
        body=paragraphs(lines[head : foot_begins(lines)]),
        signatory=foot.signatory,
        contact=foot.contact,
    )


def _order_agency(lines: Sequence[Line], index: int) -> Field[str]:
    """The agency that the title on this line names, or the line below it."""
    line = lines[index]
    title = None if GIVEN.match(line.text) else ORDER_TITLE.match(line.text)
    name = AFTER_AGENCY.split(title["agency"])[0].strip() or _next_text(lines, index) if title else ""
    if not name or (title is not None and _says_what_it_is_of(title["agency"], lines)):
        return Field()
    named = line if name in line.text else (*lines, line)[index + 1]
    doubts = _office_doubts(name, line.text, named)
    return Field(proposed_office(name, [named]), seen([named], name, "order.title"), doubts)


def _office_doubts(name: str, text: str, line: Line) -> tuple[Doubt, ...]:
    """Why an office that this line names must be asked; one that the directory has letter for letter settles the readers."""
    others = () if is_office(name) else witness_doubts([line])
    return (*plain_doubts([line]), *spelling_doubts(text, [line]), *others)


def _says_what_it_is_of(said: str, lines: Sequence[Line]) -> bool:
    """A title in whose line the matter stands instead of who gives it: it names no office and no post, and no subject follows."""
    named = not said or AGENCY.match(said) or POST.match(said) or ABBREVIATION.match(said) or is_office(said)
    return not named and not any(line.text.startswith("เรื่อง") for line in lines[:_HEAD_REACH])


def _title_as_subject(lines: Sequence[Line]) -> tuple[Field[str], int]:
    """The title, which says what it is of, as the subject; and the lines down to its end."""
    first = next((i for i, line in enumerate(lines[:_TITLE_REACH]) if ORDER_TITLE.match(line.text)), None)
    if first is None:
        return Field(), 0
    title = lines[first]
    doubts = (*plain_doubts([title]), *spelling_doubts(title.text, [title]), *witness_doubts([title]))
    return Field(proposed(title.text, [title]), seen([title], title.text, "order.title"), doubts), first + 1


def _opens_subject(text: str, index: int) -> bool:
    return SUBJECT_OF_ORDER.match(text) is not None and (index < _SUBJECT_LINES or text.startswith("เรื่อง"))


def _order_subject(lines: Sequence[Line], index: int) -> tuple[Field[str], int]:
    """The subject that begins on this line, and the lines it fills; 0 where the text runs on behind it on its own line."""
    used = [lines[index]]
    texts = [used[0].text.removeprefix("เรื่อง").strip(" :")]
    runs_on = TEXT_BEGINS.search(texts[0]) if len(texts[0]) > _LONG_SUBJECT else None
    if runs_on is not None:
        texts[0] = texts[0][: runs_on.start()]
    for more in () if runs_on is not None else lines[index + 1 : index + _SUBJECT_LINES]:
        if OPENING.match(more.text) or NO_SUBJECT.match(more.text) or len(texts[-1]) < 30:
            break
        texts.append(more.text)
        used.append(more)
    text = without_rule(joined(texts))
    doubts = (*plain_doubts(used), *spelling_doubts(text, used), *witness_doubts(used))
    subject: Field[str] = Field(proposed(text, used) or None, seen(used, text, "order.subject"), doubts)
    if runs_on is not None:
        return subject.doubt(TEXT_BEHIND_SUBJECT()), 0
    if _end_unsure(used, lines[index + len(used) : index + len(used) + 1]):
        subject = subject.doubt(SUBJECT_END_UNSURE())
    return subject, len(used)


def _end_unsure(used: Sequence[Line], following: Sequence[Line]) -> bool:
    """The page does not show where a subject of these lines ends: a title is centred, a paragraph begins further right.

    It may go on behind the most lines that it is given, in a centred line that reads like the text's first, or have
    taken in a line that is set as the text is.
    """
    if used[0].box is None:
        return len(used) == _SUBJECT_LINES
    taken = any(not _centred(line, used[0]) for line in used[1:])
    opened = bool(following) and OPENING.match(following[0].text) and _centred(following[0], used[0])
    return taken or bool(opened) or len(used) == _SUBJECT_LINES


def _centred(line: Line, title: Line) -> bool:
    if line.box is None or title.box is None or line.page != title.page:
        return False
    return abs(line.box.middle[0] - title.box.middle[0]) < _CENTRED


def _order_day(line: Line, raw: str) -> Field[ThaiDate]:
    """The day on which an order is given."""
    days = [hit for hit in find_dates(raw.replace("เดือน", " ")) if hit.kind is DateKind.DAY and hit.exact]
    if days and days[0].first:
        return Field(days[0].first, seen([line], raw, "order.given"), day_critical(line, raw, UNSURE_CHARACTER))
    return Field(None, seen([line], line.text, "order.given"), (DAY_UNREAD(),))


def _next_text(lines: Sequence[Line], index: int) -> str:
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return "" if following.startswith(("เรื่อง", "ที่")) or GIVEN.match(following) else following


def _order_number(line: Line, raw: str) -> Field[ReferenceNumber]:
    try:
        value = parse_reference(raw)
    except InvalidReference:
        if not NUMBER_OF_YEAR.search(raw):
            return Field()
        value = ReferenceNumber("", "", verbatim=raw)
    return Field(value, seen([line], raw, "order.number"), critical(Field(), [line], raw))
