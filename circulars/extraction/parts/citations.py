"""The letters that a letter names: อ้างถึง, and the copies in สิ่งที่ส่งมาด้วย (ข้อ ๑๑.๖, ๑๑.๗)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from circulars.directory.agencies import agencies_by_name, agency_letters
from circulars.directory.places import provinces_by_letters
from circulars.extraction.page.lines import (
    UNSURE_CHARACTER,
    Line,
    all_given,
    critical,
    day_critical,
    plain_doubts,
    seen,
)
from circulars.extraction.page.proposals import proposed
from circulars.extraction.page.spelling import spelling_doubts, witness_doubts
from circulars.extraction.parts.sections import Section, items, joined
from circulars.letter.doubt import (
    CITED_DAY_UNREAD,
    CITED_NUMBER_UNREAD,
    CITED_YEAR_CUT,
    MAY_BE,
    SEVERAL_CITED,
    WITNESSES_DIFFER,
    Doubt,
)
from circulars.letter.field import Field
from circulars.letter.letter import CitedLetter, Enclosure, Urgency
from circulars.letter.reference import InvalidReference, ReferenceNumber, find_references, parse_reference
from circulars.lexicon.reading.parts import (
    CITED_KIND,
    DECREE_CITED,
    MARK_AND_LABEL_AT_END,
    MARK_AT_END,
    NEXT_CITED,
    NUMBER_BEFORE_DATE,
    QUANTITY,
    TORN_TITLE,
    URGENCY,
    YEAR_OF_TWO_DIGITS,
)
from circulars.thai.dates import ThaiDate
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import DateKind, find_dates
from circulars.thai.text import repair


def read_references(section: Section | None) -> tuple[Field[CitedLetter], ...]:
    """The letters of อ้างถึง, each with owner, urgency, number and date as far as printed."""
    if section is None:
        return ()
    fields = []
    cited_one_by_one = ((lines, text) for lines, texts in items(section) for text in NEXT_CITED.split(joined(texts)))
    for lines, text in cited_one_by_one:
        read = read_cited(text)
        cited = read if all_given(lines) else _letters_of_owner(read)
        doubts = list(plain_doubts(lines))
        if cited != read and cited.number is not None and read.number is not None:
            doubts.append(MAY_BE(read.number.letters, cited.number.letters))
        if len({number for _, _, number in find_references(text)}) > 1:
            doubts.append(SEVERAL_CITED())
        if cited.number is None and not (cited.dated and DECREE_CITED.match(text)):
            doubts.append(CITED_NUMBER_UNREAD())
        if cited.dated is None:
            doubts.append(CITED_DAY_UNREAD())
        if _year_may_be_cut(text):
            doubts.append(CITED_YEAR_CUT())
        for raw in _critical_parts(text):
            doubts += _doubts_of(raw, lines)
        fields.append(Field(cited, seen(lines, text, "references.label"), tuple(dict.fromkeys(doubts))))
    return tuple(fields)


def _critical_parts(text: str) -> list[str]:
    parts = [text[start:end] for start, end, _ in find_references(text)]
    return parts + [hit.text for hit in find_dates(text) if hit.kind is DateKind.DAY]


def _doubts_of(raw: str, lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """What speaks against a number or day that is cited; the letters of a month that is spelt right are sure by that."""
    used = [line for line in lines if _on_line(raw, line)] or lines[:1]
    written = any(hit.exact for hit in find_dates(raw)) and "." not in raw
    day = written and not find_references(raw) and len(used) == 1
    if day:
        return day_critical(used[0], raw, UNSURE_CHARACTER)
    doubts = critical(Field(), used, raw)
    if len(used) == 1 and _only_letters_differ(raw, used[0]):
        doubts = tuple(doubt for doubt in doubts if doubt != WITNESSES_DIFFER())
    return doubts


def _only_letters_differ(raw: str, line: Line) -> bool:
    """The second witness reads the same number behind letters that no agency has; those of the first are known."""
    witness = line.source.witness
    own = [number for _, _, number in find_references(raw)]
    other = [number for _, _, number in find_references(repair(witness.text))] if witness is not None else []
    if witness is not None and len(own) == 1 and own[0].letters in _letters() and not other:
        return _same_digits(raw, repair(witness.text))
    if len(own) != 1 or len(other) != 1 or own[0].letters not in _letters() or other[0].letters in _letters():
        return False
    return replace(other[0], letters=own[0].letters) == own[0]


def _same_digits(raw: str, other: str) -> bool:
    """The other reading has the code and number of this one whole, behind signs that are no letters of a number at all.

    >>> _same_digits("ศธ ๐๖๑๓/๑๑๐", "ที่ ศ;ศ ๐๖๑๓/๑๑๐ ลงวันที่ ๒"), _same_digits("ศธ ๐๖๑๓/๑๑๐", "ที่ ศ;ศ ๐๖๑๓/๑๑๐๗ ลงวันที่ ๒")
    (True, False)
    >>> _same_digits("ศธ ๐๖๑๓/ว ๑๑๐", "ที่ ศ; ๐๖๑๓/๑๑๐ ลงวันที่ ๒")
    False
    """
    first = next((at for at, sign in enumerate(raw) if sign.isdigit()), len(raw))
    own, read = ("".join(to_arabic(text).split()) for text in (raw[first:], other))
    at = read.find(own) if own else -1
    if at < 0:
        return False
    before, behind = read[max(0, at - 1) : at], read[at + len(own) : at + len(own) + 1]
    return not any(sign.isdigit() or (sign and sign in "./-") for sign in (before, behind))


@cache
def _letters() -> frozenset[str]:
    return frozenset({*agency_letters(), *provinces_by_letters()})


def _letters_of_owner(cited: CitedLetter) -> CitedLetter:
    """The cited number with the letters of the department that the citation names, one letter apart: มห behind a department of มท."""
    number, owner = cited.number, agencies_by_name().get(cited.agency or "")
    if number is None or owner is None or not number.letters:
        return cited
    alike = (
        len(number.letters) == len(owner.letters)
        and sum(a != b for a, b in zip(number.letters, owner.letters, strict=True)) == 1
    )
    return replace(cited, number=replace(number, letters=owner.letters)) if alike else cited


def _year_may_be_cut(text: str) -> bool:
    """A full month's name with two digits behind it: years of two digits stand behind short names, others were cut.

    >>> _year_may_be_cut("ลงวันที่ ๑๘ มีนาคม ๒๕"), _year_may_be_cut("ลงวันที่ ๑๘ มี.ค. ๖๗")
    (True, False)
    """
    days = [to_arabic(hit.text) for hit in find_dates(text) if hit.kind is DateKind.DAY]
    return any(YEAR_OF_TWO_DIGITS.search(day) and ("." not in day or day.endswith("25")) for day in days)


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
        match = NUMBER_BEFORE_DATE.search(text)
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
    urgency = URGENCY.search(before)
    agency = MARK_AT_END.sub("", before.strip()).strip()
    agency = MARK_AND_LABEL_AT_END.sub("", agency).strip()
    agency = CITED_KIND.sub("", agency).strip(" ,")
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
    for lines, texts in items(section):
        text = joined(texts)
        quantity, title = _quantity(texts)
        title = TORN_TITLE.sub("", title)  # an item's number without its stop, a torn จำนวน
        if not title:
            continue
        cited = read_cited(title) if find_references(title) else None
        doubts = [*plain_doubts(lines), *spelling_doubts(title, lines), *witness_doubts(lines)]
        if cited is not None:
            for raw in _critical_parts(title):
                doubts += _doubts_of(raw, lines)
        fields.append(
            Field(
                Enclosure(proposed(title, lines), quantity, cited),
                seen(lines, text, "enclosures.label"),
                tuple(dict.fromkeys(doubts)),
            )
        )
    return tuple(fields)


def _quantity(texts: Sequence[str]) -> tuple[str | None, str]:
    """The quantity that ends one of an item's lines (its column stands beside the first), and the title without it."""
    rest = list(texts)
    for index in range(len(rest) - 1, -1, -1):
        match = QUANTITY.search(rest[index])
        if match is not None:
            rest[index] = rest[index][: match.start()].strip(" ,")
            title = joined(rest).removesuffix("จำนวน").strip(" ,")  # the word ended the line before
            return match["rest"] or f"{match['number']} {match['unit']}", title
    match = QUANTITY.search(whole := joined(rest))  # it may run over the end of a line
    if match is not None and match["number"] and len(rest) > 1:
        return f"{match['number']} {match['unit']}", whole[: match.start()].strip(" ,")
    return None, whole
