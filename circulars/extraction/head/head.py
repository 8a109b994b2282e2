"""The head of a letter: its kind, its mark of urgency, and the agency it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from circulars.extraction.foot.signature import is_closing
from circulars.extraction.page.lines import Line, critical, plain_doubts, seen
from circulars.extraction.page.marks import urgency_words
from circulars.extraction.page.proposals import is_office, proposed_office
from circulars.extraction.page.spelling import spelling_doubts, witness_doubts
from circulars.letter.doubt import (
    AGENCY_NOT_ENDED,
    KIND_UNKNOWN,
    KIND_UNSURE,
    URGENCY_BESIDE,
    URGENCY_NEARLY,
    Doubt,
)
from circulars.letter.field import Field
from circulars.letter.letter import LetterKind, Urgency
from circulars.lexicon.offices import AGENCY, SEAL
from circulars.lexicon.phrases import GIVEN
from circulars.lexicon.reading.head import (
    ANNOUNCEMENT,
    ASKS_AT_LAST,
    FROM,
    GOES_ON,
    GOES_ON_INSIDE,
    HALL_OF_DISTRICT,
    HALL_OF_PROVINCE,
    MEMO,
    NAMES_A_LETTER,
    OFFICE_OF_LOCAL,
    ORDER,
    PART_OF_NAME,
    PUBLIC_NOTICE,
    RADIO_TITLE,
    RULE,
    STATUS_OF_CHARITY,
    STREET,
)
from circulars.lexicon.reading.marks import URGENT_APART
from circulars.lexicon.reading.page import ADDRESSEES, NUMBER, SUBJECT
from circulars.lexicon.reading.parts import SENTENCE
from circulars.thai.find_dates import find_dates
from circulars.thai.lookalikes import looks_like
from circulars.thai.text import consonants_of, thai_signs

_HALLS = (
    (HALL_OF_PROVINCE, "จังหวัด"),
    (HALL_OF_DISTRICT, "อำเภอ"),
    (OFFICE_OF_LOCAL, ""),
)


_TITLE_LINES = 3
_AGENCY_LINES = 4  # lines that its name fills at most


def agency_of_hall(printed: str) -> str:
    """The office that a letterhead stands for: a hall's is that of its province or district (ข้อ ๑๑.๒).

    >>> agency_of_hall("ศาลากลางจังหวัดสกลนคร"), agency_of_hall("ที่ว่าการอำเภอพังโคน"), agency_of_hall("กรมการปกครอง")
    ('จังหวัดสกลนคร', 'อำเภอพังโคน', 'กรมการปกครอง')
    """
    for pattern, instead in _HALLS:
        printed = pattern.sub(instead, printed)
    return printed


def read_kind(lines: Sequence[Line]) -> Field[LetterKind]:
    """The kind by the form's own marks (ข้อ ๑๑, ๑๒, ๑๔, ๑๖, ๒๐)."""
    if (form := radio_form(lines)) is not None:
        return Field(LetterKind.OTHER, seen([form], form.text, "kind.radio"))
    titled = next((line for line in lines[:_TITLE_LINES] if RULE.match(line.text)), None)
    if titled is not None and any(GIVEN.match(line.text) for line in lines):
        return Field(None, seen([titled], titled.text, "kind.rule"), (KIND_UNKNOWN(),))
    for line in lines[:14]:
        text = line.text
        if MEMO.match(text):
            return Field(LetterKind.INTERNAL, seen([line], text, "kind.memo"))
        if (decree := _decree(line)) is not None:
            return decree
        if (match := ADDRESSEES.match(text)) and match["word"] == "ถึง":
            stamped = Field(LetterKind.STAMPED, seen([line], text, "kind.stamped"))
            return stamped.doubt(KIND_UNSURE()) if _not_stamped(lines) else stamped
        if match or SUBJECT.match(text):
            return Field(LetterKind.EXTERNAL, seen([line], text, "kind.external"))
    closing = next((line for line in lines if is_closing(line.text)), None)
    if closing is not None:
        return Field(LetterKind.EXTERNAL, seen([closing], closing.text, "kind.external"))
    for line in lines:
        if (match := ADDRESSEES.match(line.text)) is not None:
            kind = LetterKind.STAMPED if match["word"] == "ถึง" else LetterKind.EXTERNAL
            return Field(kind, seen([line], line.text, "kind.late"), (KIND_UNSURE(),))
    return Field(None, None, (KIND_UNKNOWN(),))


def _decree(line: Line) -> Field[LetterKind] | None:
    """The kind of a letter that has its title on this line: an order, or one for the public (ข้อ ๑๖, ๒๐-๒๒)."""
    text = line.text
    if ORDER.match(text) and len(text) < 90:
        return Field(LetterKind.ORDER, seen([line], text, "kind.order"))
    if ANNOUNCEMENT.match(text) and len(text) < 120:
        return Field(LetterKind.ANNOUNCEMENT, seen([line], text, "kind.announcement"))
    if PUBLIC_NOTICE.match(text) and len(text) < 120:
        return Field(LetterKind.ANNOUNCEMENT, seen([line], text, "kind.notice"), (KIND_UNSURE(),))
    return None


def _not_stamped(lines: Sequence[Line]) -> bool:
    """A stamped letter has neither a subject's label nor a closing word (ข้อ ๑๔)."""
    return any(is_closing(line.text) for line in lines) or any(SUBJECT.match(line.text) for line in lines[:14])


def radio_form(lines: Sequence[Line]) -> Line | None:
    """The title of a radio message's form, where จาก or ถึง stands below it; None for any other letter."""
    top = lines[:14]
    title = next((line for line in top[:6] if RADIO_TITLE.match(line.text)), None)
    labelled = any(FROM.match(line.text) or ((m := ADDRESSEES.match(line.text)) and m["word"] == "ถึง") for line in top)
    return title if labelled else None


def radio_agency(lines: Sequence[Line]) -> Field[str]:
    """The office behind จาก of a radio message."""
    for line in lines[:14]:
        if (label := FROM.match(line.text)) is not None:
            name = line.text[label.end() :].strip()
            return Field(proposed_office(name, [line]), seen([line], name, "agency.from"), _name_doubts(name, [line]))
    return Field()


def read_urgency(head: Sequence[Line], ink: Sequence[Line]) -> Field[Urgency]:
    """The class of urgency that stands by itself in the head, printed or in coloured ink (ข้อ ๒๘)."""
    for line in (*head, *ink):
        if line.box is not None and line.box.top > 0.4 and not line.source.coloured_ink:
            continue
        words = urgency_words(line.text)
        if words:
            return Field(words[0], seen([line], line.text, "urgency.line"), _urgency_doubts(line, words[0], exact=True))
        read = _urgency(thai_signs(line.text))
        if read is not None:
            value, exact = read
            return Field(value, seen([line], line.text, "urgency.line"), _urgency_doubts(line, value, exact=exact))
    return _urgency_beside(head)


def _urgency_doubts(line: Line, value: Urgency, *, exact: bool) -> tuple[Doubt, ...]:
    doubts = plain_doubts([line]) if exact else (*critical(Field(), [line], line.text), URGENCY_NEARLY())
    if doubts and _second_urgency(line) == value:
        return ()  # what each reader made of the stamp is nearest to the same of the three classes
    return tuple(dict.fromkeys(doubts))


def _urgency_beside(head: Sequence[Line]) -> Field[Urgency]:
    """A word of urgency that stands apart in a line with something else: for a person to confirm."""
    for line in head:
        match = URGENT_APART.search(line.text)
        if match is not None and not NAMES_A_LETTER.search(line.text):
            value = Urgency("".join(match[1].split()))
            return Field(value, seen([line], match[1], "urgency.beside"), (URGENCY_BESIDE(),))
    return Field()


def _second_urgency(line: Line) -> Urgency | None:
    witness = line.source.witness
    read = _urgency(thai_signs(witness.text)) if witness is not None else None
    return read[0] if read is not None else None


def _urgency(text: str) -> tuple[Urgency, bool] | None:
    """The class of urgency and whether it was read letter by letter; a mark or two may be lost in red print."""
    for value in (Urgency.MOST_URGENT, Urgency.VERY_URGENT, Urgency.URGENT):
        if text == value:
            return value, True
        if consonants_of(text) == consonants_of(value):  # red print and stamps lose their marks first
            return value, True
        if looks_like(consonants_of(text), consonants_of(value)):
            return value, False
    if not 6 <= len(text) <= 13:
        return None
    ranked = sorted(
        (Levenshtein.distance(text, str(value)), value) for value in (Urgency.MOST_URGENT, Urgency.VERY_URGENT)
    )
    return (ranked[0][1], False) if ranked[0][0] <= len(text) // 3 and ranked[0][0] < ranked[1][0] else None


def read_agency(head: Sequence[Line], kind: LetterKind | None, lines: Sequence[Line]) -> tuple[Field[str], Field[str]]:
    """The agency that the letter comes from, and its address: right of ที่, or between ที่ and the date."""
    if kind is LetterKind.STAMPED:
        return _stamped_agency(lines), Field()
    candidates = [line for line in head if _may_be_agency(line)]
    named = [line for line in candidates if AGENCY.match(line.text)]
    number = next((line.box for line in head if line.box is not None and NUMBER.match(line.text)), None)
    if number is not None:  # the agency stands right of the number or below; above it are stamps (ข้อ ๑๑)
        named = [line for line in named if line.box is None or line.box.bottom > number.top - 0.01] or named
    if not named:
        return Field(), Field()
    first = named[0]
    used = [first]
    index = head.index(first)
    for line in head[index + 1 : index + _AGENCY_LINES]:
        goes_on = used[-1].text.endswith("-") or SEAL.match(line.text) or GOES_ON.match(line.text)
        if not goes_on or STREET.search(line.text) or find_dates(line.text) or not _below(line, used[-1]):
            break
        used.append(line)
    text = GOES_ON_INSIDE.sub("", " ".join(line.text for line in used).replace("- ", ""))
    value = agency_of_hall(proposed_office(text, used))
    address_lines = [line for line in head[index + 1 :] if STREET.search(line.text) and not find_dates(line.text)][:3]
    address = " ".join(line.text for line in address_lines)
    agency = Field(value, seen(used, text, "agency.head"), _name_doubts(text, used))
    if text.endswith("-"):
        agency = agency.doubt(AGENCY_NOT_ENDED())
    return agency, Field(address, seen(address_lines, address, "agency.address")) if address_lines else Field()


def _below(line: Line, before: Line) -> bool:
    if line.box is None or before.box is None:
        return True
    return abs(line.box.left - before.box.left) < 0.03 and line.box.top - before.box.bottom < 0.02


def _may_be_agency(line: Line) -> bool:
    if NUMBER.match(line.text) or len(line.text) > 90 or find_dates(line.text) or STATUS_OF_CHARITY.match(line.text):
        return False
    return line.box is None or line.box.left > 0.40


def _stamped_agency(lines: Sequence[Line]) -> Field[str]:
    """A stamped letter's agency stands over the seal, after the text (ข้อ ๑๔)."""
    for line in reversed(lines[len(lines) // 3 :]):
        centred = line.box is None or (line.box.left > 0.35 and line.box.top > 0.4)
        if centred and SEAL.match(line.text) and len(line.text) < 75 and _names_alone(line.text):
            return Field(
                proposed_office(line.text, [line]),
                seen([line], line.text, "agency.seal"),
                _name_doubts(line.text, [line]),
            )
    return Field()


def _names_alone(text: str) -> bool:
    """A name and no sentence that begins with one.

    >>> _names_alone("สำนักงานเขตพื้นที่การศึกษาแพร่ เขต ๑"), _names_alone("กรมการปกครองจึงขอความร่วมมือ")
    (True, False)
    """
    return " " not in PART_OF_NAME.sub("", text) and not SENTENCE.match(text) and not ASKS_AT_LAST.match(text)


def _name_doubts(name: str, lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """Why an office's name must be asked; one that the directory has letter for letter settles what the readers differ on."""
    return (*plain_doubts(lines), *spelling_doubts(name, lines), *(() if is_office(name) else witness_doubts(lines)))
