"""Names: provinces, districts and departments that exist, and a signer who belongs to the office in the head.

A name that is not in the tables is only doubted when it is near one that is: the tables are not all there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from circulars.checks.rules.witnesses import named_district, named_province
from circulars.directory.agencies import agencies, agencies_by_name, department_names
from circulars.directory.match import match_name
from circulars.directory.offices import offices
from circulars.directory.places import district_names, province_names, provinces_by_letters
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.lexicon.reading.checks import DEPARTMENT_NAMED, LOCAL_NAMED, NO_NAME_OF_PLACE, PLACE_BEHIND
from circulars.thai.text import folded


def check_names_exist(letter: Letter) -> Iterator[Finding]:
    """Provinces, districts and departments named in the head must exist; a near name is proposed, never put in."""
    fields = [("sender_agency", letter.sender_agency.value), ("sender_address", letter.sender_address.value)]
    fields += [("addressees", one.value) for one in letter.addressees]
    for name, value in fields:
        if value:
            yield from _unknown_places(name, value)
            yield from _unknown_agency(name, value)


def _unknown_places(field: str, value: str) -> Iterator[Finding]:
    for cue, known, named in (
        ("จังหวัด", province_names(), named_province(value)),
        ("อำเภอ", district_names(), named_district(value)),
    ):
        printed = PLACE_BEHIND(cue=cue).search(value)
        if named or printed is None or NO_NAME_OF_PLACE.match(printed[1]):
            continue
        near = match_name(printed[1], known)
        if near is not None and not near.exact:
            yield Finding(
                "place-exists",
                Severity.WARNS,
                field,
                f"ไม่มี{cue}ชื่อ “{printed[1]}” ชื่อที่ใกล้เคียงคือ {cue}{near.name} กรุณาตรวจกับต้นฉบับ",
                seen=f"{cue}{printed[1]}",
                against=f"บัญชีรายชื่อ{cue}ทั้งประเทศ",
                proposal=value.replace(printed[1], near.name),
            )


def _unknown_agency(field: str, value: str) -> Iterator[Finding]:
    printed = DEPARTMENT_NAMED.search(value)
    if printed is None:
        return
    name = printed[1].strip()
    known = department_names()
    bare = folded(name)
    if any(bare.startswith(folded(one)) for one in known):
        return
    near = match_name(name, known)
    if near is not None and not near.exact and near.score >= 0.8:
        yield Finding(
            "agency-exists",
            Severity.WARNS,
            field,
            f"ไม่พบส่วนราชการชื่อ “{name}” ในบัญชี ชื่อที่ใกล้เคียงคือ {near.name} กรุณาตรวจกับต้นฉบับ",
            seen=name,
            against="บัญชีรายชื่อส่วนราชการ",
            proposal=value.replace(name, near.name) if value.endswith(name) else None,  # else noise follows it
        )


_FEW = 0.85


def check_sender_name(letter: Letter) -> Iterator[Finding]:
    """A sender's name that is no office's, but near one of the province that the number's letters name.

    The letters are the independent witness: without them a name is not matched against the whole country.
    """
    number, value = letter.reference.value, letter.sender_agency.value
    province = provinces_by_letters().get(number.letters) if number else None
    if province is None or not value or named_province(value) or named_district(value):
        return
    names = {
        name
        for one in offices()
        if one.province == province.name
        for name in (one.name, one.place_name, one.head_title)
    }
    near = match_name(value, names)
    close = near is not None and not near.exact and near.score >= _FEW
    if near is not None and close:
        yield Finding(
            "place-exists",
            Severity.WARNS,
            "sender_agency",
            f"ไม่พบส่วนราชการชื่อ “{value}” ในจังหวัด{province.name} (รหัส {province.letters}) ชื่อที่ใกล้เคียงคือ {near.name} กรุณาตรวจกับต้นฉบับ",
            seen=value,
            against=f"รหัส {province.letters} และบัญชีรายชื่ออำเภอของจังหวัด{province.name}",
            proposal=near.name,
        )


_ALIKE = 0.6
_OFTEN = 3


def check_local_name(letter: Letter) -> Iterator[Finding]:
    """The local body that sends is spelt alike in the head, in the post that signs and in the body."""
    head = LOCAL_NAMED.search(letter.sender_agency.value or "")
    signed = letter.signatory.value
    if head is None:
        return
    posts = f"{signed.position or ''} {signed.acting_for or ''}" if signed else ""
    text = "\n".join(paragraph.value for paragraph in letter.body if paragraph.value)
    inside = [match["name"] for match in LOCAL_NAMED.finditer(text)]
    others = [match["name"] for match in LOCAL_NAMED.finditer(posts)]
    if head["name"] not in inside:
        others += [name for name, count in Counter(inside).items() if count >= _OFTEN]
    for other in others:
        same = folded(other) == folded(head["name"])
        if not same and Levenshtein.normalized_similarity(folded(other), folded(head["name"])) >= _ALIKE:
            yield Finding(
                "name-agrees",
                Severity.WARNS,
                "sender_agency",
                f"หัวหนังสือพิมพ์ชื่อ “{head['name']}” แต่ที่อื่นในหนังสือเป็น “{other}” กรุณาตรวจกับต้นฉบับ",
                seen=head["name"],
                against=other,
            )
            return


def check_signer_office(letter: Letter) -> Iterator[Finding]:
    """The post that signs is the head of the department in the letterhead, or signs for it (ภาคผนวก ๓)."""
    signed, printed = letter.signatory.value, (letter.sender_agency.value or "").strip()
    agency = agencies_by_name().get(printed)
    if signed is None or agency is None or not agency.head.startswith("อธิบดี"):
        return
    post = (signed.acting_for or signed.position or "").strip()
    heads = {one.head: one.name for one in agencies() if one.current and one.head}
    if post in heads and heads[post] != printed:
        yield Finding(
            "signer-office",
            Severity.WARNS,
            "signatory",
            f"ผู้ลงนามคือ{post} แต่หัวหนังสือเป็นของ{printed} กรุณาตรวจกับต้นฉบับ",
            seen=post,
            against=printed,
        )
