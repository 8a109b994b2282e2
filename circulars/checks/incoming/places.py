"""Places: the sender's province by vote, a postcode against its address, a known street at the same postcode.

ข้อ ๑๑ of the regulation puts code, place, address and telephone of one office on one page; they must tell one province.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from rapidfuzz.distance import Levenshtein

from circulars.checks.rules.witnesses import Witness, named_province, sender_witnesses
from circulars.directory.agencies import agencies_by_name
from circulars.directory.places import find_province, province_names, provinces_by_letters
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.lexicon.reading.checks import POSTCODE, SAYS_OWN_NAME, STREET
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.text import folded

_LEAD = 1.5
"""The winner of a vote must weigh this much more than the runner-up, and have two kinds of witnesses."""


def winner(witnesses: Collection[Witness]) -> str | None:
    """The province that the witnesses agree on, or None when they do not decide."""
    votes: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    for witness in witnesses:
        for province in witness.provinces:
            votes[province] += int(100 * witness.weight / len(witness.provinces))
            kinds.setdefault(province, set()).add(witness.what)
    ranked = votes.most_common(2)
    if not ranked or len(kinds[ranked[0][0]]) < 2:
        return None
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def check_sender_place(letter: Letter) -> Iterator[Finding]:
    """Code, postcode, telephone, motto and names of the sender must tell one province; the dissenters are shown."""
    number = letter.reference.value
    if number is None or number.letters not in provinces_by_letters():
        return  # the head of a ministry's letter is not tied to one province: units sit all over the country
    witnesses = sender_witnesses(letter)
    decided = winner(witnesses)
    if decided is None:
        yield from _undecided(witnesses)
        return
    for_it = [witness for witness in witnesses if decided in witness.provinces]
    against = ", ".join(f"{one.what} {to_thai(one.seen)}" for one in for_it)
    full = find_province(decided).full_name
    for one in witnesses:
        if decided in one.provinces:
            continue
        also = _also_named(letter, one) if one.field == "sender_agency" else ""
        yield Finding(
            "place-agrees",
            Severity.NOTES if one.field == "contact" else Severity.WARNS,
            one.field,
            f"{one.what} “{to_thai(one.seen)}” ไม่ใช่ของ{full} แต่หลักฐานอื่นในหนังสือชี้ว่าเป็น{full} ({against}){also} กรุณาตรวจกับต้นฉบับ",
            seen=one.seen,
            against=against,
            proposal=_renamed(letter, one, decided),
        )
    yield from _cited_as(letter, decided, against)
    if not any(one.field == "sender_agency" and decided not in one.provinces for one in witnesses):
        yield from _calls_itself(letter, decided, against)


def _calls_itself(letter: Letter, province: str, against: str) -> Iterator[Finding]:
    """The body calls the sender by another province's name."""
    for paragraph in letter.body:
        for match in SAYS_OWN_NAME.finditer(paragraph.value or ""):
            if match[1] in province_names() and match[1] != province:
                yield Finding(
                    "place-agrees",
                    Severity.NOTES,
                    "body",
                    f"เนื้อความเรียกหน่วยงานผู้ออกหนังสือว่า “จังหวัด{match[1]}” แต่หลักฐานอื่นชี้ว่าเป็นจังหวัด{province} ({against}) กรุณาตรวจกับต้นฉบับ",
                    seen=match[0],
                    against=against,
                )
                return


def _undecided(witnesses: Collection[Witness]) -> Iterator[Finding]:
    strong = [one for one in witnesses if one.field != "contact"]
    for one in strong:
        for other in strong:
            if one.what < other.what and not one.provinces & other.provinces:
                yield Finding(
                    "place-agrees",
                    Severity.WARNS,
                    one.field,
                    f"{one.what} “{to_thai(one.seen)}” กับ{other.what} “{to_thai(other.seen)}” ไม่ใช่จังหวัดเดียวกัน กรุณาตรวจกับต้นฉบับ",
                    seen=one.seen,
                    against=f"{other.what} {other.seen}",
                )
                return


def _also_named(letter: Letter, witness: Witness) -> str:
    """How often the dissenting name also stands in the body, as a hint for the clerk."""
    count = sum((paragraph.value or "").count(witness.seen) for paragraph in letter.body)
    return f" ชื่อนี้อยู่ในเนื้อความอีก {to_thai(count)} แห่ง" if count else ""


def _renamed(letter: Letter, witness: Witness, province: str) -> str | None:
    """The field's value with the name of the decided province; only for names, and only where the sender's stands."""
    value = letter.sender_agency.value
    if witness.field != "sender_agency" or value is None or not witness.seen.startswith("จังหวัด"):
        return None
    return value.replace(witness.seen, f"จังหวัด{province}")


def _cited_as(letter: Letter, province: str, against: str) -> Iterator[Finding]:
    """A cited letter bears the sender's own code, but is called another province's."""
    number = letter.reference.value
    for place, field in enumerate(letter.references, 1):
        cited = field.value
        if cited is None or cited.number is None or number is None or cited.number.letters != number.letters:
            continue
        named = named_province(cited.agency or "")
        if named and named != province:
            yield Finding(
                "place-agrees",
                Severity.WARNS,
                "references",
                f"หนังสือที่อ้างถึงลำดับ {to_thai(place)} ใช้รหัส {number.letters} ของจังหวัด{province} แต่พิมพ์ชื่อเป็นจังหวัด{named} กรุณาตรวจกับต้นฉบับ",
                seen=cited.agency or "",
                against=against,
                proposal=None,
            )


def check_address(letter: Letter) -> Iterator[Finding]:
    """Postcode against the province named beside it, and the street against the one known for the agency."""
    address = to_arabic(letter.sender_address.value or "")
    postcode = POSTCODE.search(address)
    number = letter.reference.value
    local = number is not None and number.letters in provinces_by_letters()
    if postcode is not None and not local:
        places = [one for one in sender_witnesses(letter) if one.field == "sender_address"]
        owners = next((one for one in places if one.what == "รหัสไปรษณีย์"), None)
        for one in places:
            if owners is not None and not one.provinces & owners.provinces:
                yield Finding(
                    "postcode-agrees",
                    Severity.WARNS,
                    "sender_address",
                    f"รหัสไปรษณีย์ {to_thai(owners.seen)} ไม่ใช่ของ “{one.seen}” ที่พิมพ์อยู่ในที่อยู่ กรุณาตรวจกับต้นฉบับ",
                    seen=owners.seen,
                    against=one.seen,
                )
                break
    known = agencies_by_name().get((letter.sender_agency.value or "").strip())
    if known is None or not known.street or postcode is None or postcode[0] != known.postcode:
        return
    street = STREET.search(address)
    if street is None or folded(street[0]) == folded(known.street):
        return
    if Levenshtein.normalized_similarity(folded(street[0]), folded(known.street)) >= 0.45:
        yield Finding(
            "address-known",
            Severity.WARNS,
            "sender_address",
            f"ที่อยู่ของ{known.name} ที่รหัสไปรษณีย์ {to_thai(known.postcode)} คือ {known.street} แต่อ่านได้ว่า “{street[0]}” กรุณาตรวจกับต้นฉบับ",
            seen=street[0],
            against=known.street,
            proposal=(letter.sender_address.value or "").replace(street[0], known.street),
        )
