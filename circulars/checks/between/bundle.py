"""Letters of one file against each other: one cites or encloses the other, so their facts must agree.

Where two printed facts differ nobody can say from here which is right: both are shown, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from circulars.checks.facts import same_number
from circulars.checks.incoming.places import winner
from circulars.checks.incoming.references import citations
from circulars.checks.rules.witnesses import named_province, sender_witnesses
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import CitedLetter, Letter
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.lexicon.reading.checks import VENUE
from circulars.thai.dates import format_date
from circulars.thai.digits import to_thai
from circulars.thai.text import folded

Placed = tuple[int, Finding]
"""Index of the letter that a finding belongs to, and the finding."""


def compare_letters(letters: Sequence[Letter]) -> Iterator[Placed]:
    """Findings between all pairs of letters of one file."""
    for index, letter in enumerate(letters):
        for other_index, other in enumerate(letters):
            if index == other_index:
                continue
            meant = _meant(letter, index, other, letters)
            if meant is not None:
                yield from _cited_against(index, meant[0], meant[1], other_index, other)
            if other.copy_in == index:
                yield from _subjects(index, letter, other_index, other)
                yield from _receiver(index, letter, other_index, other)
            if index < other_index:
                yield from _venues(index, letter, other_index, other)
    yield from _missing_enclosures(letters)


def _meant(letter: Letter, index: int, other: Letter, letters: Sequence[Letter]) -> tuple[str, CitedLetter] | None:
    """How a letter cites another one of the file, with the field: by its number.

    A copy whose number was misread is meant by the one enclosure of the same register that no letter here bears.
    """
    own = other.reference.value
    if own is None:
        return None
    cited = [(field, one, one.number) for field, one in citations(letter) if one.number is not None]
    for field, one, number in cited:
        if same_number(number, own):
            return field, one
    if other.copy_in != index:
        return None
    borne = [one.reference.value for one in letters if one.reference.value is not None]
    left = [
        (field, one)
        for field, one, number in cited
        if field == "enclosures"
        and number.letters == own.letters
        and number.office_number == own.office_number
        and not any(same_number(number, other_number) for other_number in borne)
    ]
    return left[0] if len(left) == 1 else None


def _cited_against(index: int, field: str, cited: CitedLetter, other_index: int, other: Letter) -> Iterator[Placed]:
    own, dated = other.reference.value, other.dated.value
    if cited.number is not None and own is not None and _differ(cited.number, own):
        one, two = format_reference(cited.number), format_reference(own)
        message = f"หนังสือฉบับนำส่งเรียกเลขที่ {one} แต่ตัวหนังสือเองอ่านได้ {two} กรุณาตรวจเลขที่กับต้นฉบับ"
        yield other_index, _warn("bundle-number", "reference_number", message, two, f"ฉบับนำส่ง: {one}", one)
        yield index, _warn("bundle-number", field, message, one, f"ฉบับที่แนบ: {two}")
    if cited.dated is not None and dated is not None and cited.dated != dated:
        one, two = format_date(cited.dated), format_date(dated)
        message = f"หนังสือฉบับนำส่งเรียกว่าลงวันที่ {one} แต่ตัวหนังสือเองลงวันที่ {two} กรุณาดูต้นฉบับแล้วเลือกวันที่ที่ถูกต้อง"
        yield other_index, _warn("bundle-date", "date_be", message, two, f"ฉบับนำส่ง: {one}")
        yield index, _warn("bundle-date", field, message, one, f"ฉบับที่แนบ: {two}")
    if cited.urgency is not None and other.urgency.value is not None and cited.urgency is not other.urgency.value:
        message = f"หนังสือฉบับนำส่งเรียกชั้นความเร็ว “{cited.urgency}” แต่ตัวหนังสือเองเป็น “{other.urgency.value}” กรุณาตรวจกับต้นฉบับ"
        yield other_index, _warn("bundle-urgency", "urgency", message, str(other.urgency.value), str(cited.urgency))


def _differ(one: ReferenceNumber, other: ReferenceNumber) -> bool:
    return one.circular != other.circular or not same_number(one, other)


def _subjects(index: int, letter: Letter, other_index: int, other: Letter) -> Iterator[Placed]:
    """A forwarded letter keeps its subject; a small difference is a misreading, a large one another subject."""
    one, two = letter.subject.value, other.subject.value
    if not one or not two or folded(one) == folded(two):
        return
    if Levenshtein.normalized_similarity(folded(one), folded(two)) >= 0.85:
        message = "ชื่อเรื่องของหนังสือนำส่งกับหนังสือที่แนบต่างกันเล็กน้อย กรุณาตรวจว่าอ่านถูกต้องทั้งสองฉบับ"
        yield index, Finding("bundle-subject", Severity.NOTES, "subject", message, one, two)
        yield other_index, Finding("bundle-subject", Severity.NOTES, "subject", message, two, one)


def _receiver(index: int, letter: Letter, other_index: int, other: Letter) -> Iterator[Placed]:
    """The enclosed letter's receiving stamp is the sender's of the letter that encloses it: one province."""
    claimed = named_province(letter.sender_agency.value or "")
    for stamp in other.receipt_stamps:
        stamped = named_province(stamp.value.office or "") if stamp.value else None
        if claimed and stamped and claimed != stamped:
            sure = winner(sender_witnesses(letter)) == stamped
            yield (
                index,
                _warn(
                    "place-agrees",
                    "sender_agency",
                    f"หนังสือที่แนบมีตรารับของ “{stamp.value.office if stamp.value else ''}” แต่ฉบับนำส่งพิมพ์ชื่อจังหวัด{claimed} กรุณาตรวจกับต้นฉบับ",
                    f"จังหวัด{claimed}",
                    f"ตรารับในหนังสือที่แนบ: จังหวัด{stamped}",
                    (letter.sender_agency.value or "").replace(claimed, stamped) if sure else None,
                ),
            )


def _missing_enclosures(letters: Sequence[Letter]) -> Iterator[Placed]:
    """Copies of letters that the heading lists, against those in the file: told only where enclosures were scanned."""
    pages = {page for letter in letters for page in (*letter.pages, *letter.enclosure_pages)}
    if len(pages) < 2 or not any(letter.enclosure_pages or letter.copy_in is not None for letter in letters):
        return
    of_copies = {n for one in letters if one.copy_in is not None for n in (*one.pages, *one.enclosure_pages)}
    for index, letter in enumerate(letters):
        listed = [one.value for one in letter.enclosures if one.value]
        copies = sum(other.copy_in == index for other in letters)
        cited = sum(one.cites is not None for one in listed)
        others = set(letter.enclosure_pages) - of_copies
        other_pages = others or letter.codes or letter.links
        found = copies + (max(1, len(listed) - cited) if other_pages else 0)
        if listed and (found == 0 or (copies < cited and not others)):
            message = (
                f"หนังสือแจ้งสิ่งที่ส่งมาด้วย {to_thai(len(listed))} รายการ พบในไฟล์ {to_thai(found)} รายการ "
                "กรุณาตรวจว่าสแกนครบหรือได้รับครบ"
            )
            yield (
                index,
                Finding(
                    "bundle-enclosures",
                    Severity.NOTES,
                    "enclosures",
                    message,
                    seen=f"{len(listed)} รายการในหัวข้อสิ่งที่ส่งมาด้วย",
                    against=f"{found} รายการในไฟล์",
                ),
            )


def venues(letter: Letter) -> tuple[str, ...]:
    """Places of events named in the body after ณ."""
    text = "\n".join(paragraph.value for paragraph in letter.body if paragraph.value)
    return tuple(dict.fromkeys(match["venue"].strip() for match in VENUE.finditer(text)))


def _venues(index: int, letter: Letter, other_index: int, other: Letter) -> Iterator[Placed]:
    """The same event's place is spelt alike in both letters; nearly alike is a misreading of one."""
    ours, theirs = venues(letter), venues(other)
    for one in ours:
        if any(folded(one) == folded(two) for two in theirs):
            continue
        for two in theirs:
            if any(folded(two) == folded(three) for three in ours):
                continue
            if Levenshtein.normalized_similarity(folded(one), folded(two)) >= 0.7:
                message = f"ชื่อสถานที่ในหนังสือสองฉบับไม่ตรงกัน: “{one}” กับ “{two}” กรุณาตรวจกับต้นฉบับ"
                yield index, _warn("bundle-venue", "body", message, one, two)
                yield other_index, _warn("bundle-venue", "body", message, two, one)


def _warn(check: str, field: str, message: str, seen: str, against: str, proposal: str | None = None) -> Finding:
    return Finding(check, Severity.WARNS, field, message, seen, against, proposal)
