"""The letter's own number: mark of a circular, strokes, rate of the sender's register, code against the sender's name.

ข้อ ๓๒ (ว), ข้อ ๑๑.๑ and ภาคผนวก ๑. Registers run through the calendar year, so a running number divided by the day
of the year is a rate; within one sender it is steady within a factor of about 3 (measured on two senders' letters).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from circulars.checks.facts import ArchiveFacts, KnownLetter, same_number
from circulars.directory.agencies import agencies_by_name, agencies_of_number, agency_letters
from circulars.directory.places import provinces_by_letters
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.lexicon.reading.checks import EVERY, FULL_YEAR, SHORT_YEAR, STROKES
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_arabic, to_thai

RATE_FACTOR = 3.0
"""A running number outside a third and three times the sender's known rate is doubted."""
_FIRST_DAYS = 7
"""In the first days of a year a rate tells nothing below; numbers are few and offices catch up."""


def day_of_year(day: ThaiDate) -> int:
    """1 for 1 January."""
    return day.ce.timetuple().tm_yday


def rate_fits(running: int, day: ThaiDate, rates: Sequence[float]) -> bool:
    """A running number on a day fits the known rates (numbers a day) of its sender."""
    days = day_of_year(day)
    low, high = min(rates) / RATE_FACTOR, max(rates) * RATE_FACTOR
    return running <= high * max(days, _FIRST_DAYS) and (days <= _FIRST_DAYS or running >= low * days)


def known_rates(letter: Letter, facts: ArchiveFacts) -> tuple[KnownLetter, ...]:
    """Dated letters of the same register: the archive's, and the sender's own that this letter cites."""
    number = letter.reference.value
    if number is None:
        return ()
    known = list(facts.letters)
    for field in letter.references:
        cited = field.value
        if cited is not None and cited.number is not None and cited.dated is not None:
            known.append(KnownLetter(cited.number, cited.dated, cited.agency, where="ในหัวข้ออ้างถึง"))
    return tuple(one for one in known if _same_register(one.number, number) and not same_number(one.number, number))


def _same_register(one: ReferenceNumber, other: ReferenceNumber) -> bool:
    return (
        bool(one.letters)
        and one.letters == other.letters
        and one.office_number == other.office_number
        and one.running.isdigit()
        and not one.special
    )


def check_running_number(letter: Letter, facts: ArchiveFacts) -> Iterator[Finding]:
    """The running number must fit the sender's rate, as its other dated letters give it."""
    number, day = letter.reference.value, letter.dated.value
    if number is None or day is None or not number.running.isdigit() or number.special:
        return
    known = [one for one in known_rates(letter, facts) if day_of_year(one.dated) > _FIRST_DAYS]
    alike = [one for one in known if one.number.circular == number.circular] or known
    if not alike:
        return
    rates = [int(one.number.running) / day_of_year(one.dated) for one in alike]
    running = int(number.running)
    if rate_fits(running, day, rates):
        return
    proposal = _without_misread_mark(number, day, rates) or _without_stroke(letter, number, day, rates)
    against = "; ".join(f"{format_reference(one.number)} ลงวันที่ {format_date(one.dated)}" for one in alike[:3])
    sure = len(alike) >= 2 or proposal is not None
    per_day = to_thai(f"{sum(rates) / len(rates):.0f}")
    yield Finding(
        "number-rate",
        Severity.WARNS if sure else Severity.NOTES,
        "reference_number",
        f"เลขทะเบียน {to_thai(running)} เมื่อ {format_date(day)} ไม่สอดคล้องกับอัตราออกเลขของหน่วยงานนี้ (ประมาณวันละ {per_day} ฉบับ จาก {against}) "
        "กรุณาตรวจเลขที่กับต้นฉบับ",
        seen=format_reference(number),
        against=against,
        proposal=format_reference(proposal) if proposal else None,
    )


def _without_misread_mark(number: ReferenceNumber, day: ThaiDate, rates: Sequence[float]) -> ReferenceNumber | None:
    """The number with its first ๖ read as ว, where that fits the rate: the two look alike in print."""
    if number.circular or not number.running.startswith("6") or len(number.running) < 2 or number.running[1] == "0":
        return None
    read = replace(number, circular=True, running=number.running[1:])
    return read if rate_fits(int(read.running), day, rates) else None


def _without_stroke(
    letter: Letter, number: ReferenceNumber, day: ThaiDate, rates: Sequence[float]
) -> ReferenceNumber | None:
    """The number with a second stroke taken for a blemish, where that fits the rate."""
    match = STROKES.search(to_arabic(letter.reference.evidence.raw)) if letter.reference.evidence else None
    if match is None or len(match["first"] + match["second"]) > 6:
        return None
    read = replace(number, running=match["first"] + match["second"], year="")
    return read if rate_fits(int(read.running), day, rates) else None


def check_circular_mark(letter: Letter) -> Iterator[Finding]:
    """A letter to every office of a kind carries ว (ข้อ ๓๒); a ๖ where ว should stand is a likely misreading."""
    number = letter.reference.value
    to = next((one.value for one in letter.addressees if one.value and EVERY.search(one.value)), None)
    if number is None or number.circular or not number.running or number.verbatim or to is None:
        return
    misread = number.running.startswith("6") and len(number.running) > 1 and number.running[1] != "0"
    proposal = format_reference(replace(number, circular=True, running=number.running[1:])) if misread else None
    hint = " ตัว ๖ หน้าเลขอาจเป็น ว" if misread else ""
    yield Finding(
        "circular-mark",
        Severity.WARNS if misread else Severity.NOTES,
        "reference_number",
        f"หนังสือถึง “{to}” เป็นหนังสือเวียน แต่เลขที่ไม่มี ว (ข้อ ๓๒){hint} กรุณาดูต้นฉบับ",
        seen=format_reference(number),
        against=to,
        proposal=proposal,
    )


def check_strokes(letter: Letter) -> Iterator[Finding]:
    """One stroke stands in a number; a second one only before a Buddhist year."""
    number, evidence = letter.reference.value, letter.reference.evidence
    printed = to_arabic(evidence.raw) if evidence else ""
    if number is not None and number.year and not printed:
        printed = to_arabic(format_reference(number))
    match = STROKES.search(printed)
    if match is None or FULL_YEAR.fullmatch(match["second"]) or _is_short_year(match["second"], letter):
        return
    joined = None
    if number is not None and not number.verbatim and len(match["first"] + match["second"]) <= 6:
        joined = format_reference(replace(number, running=match["first"] + match["second"], year=""))
    yield Finding(
        "number-stroke",
        Severity.WARNS,
        "reference_number",
        f"เลขที่หนังสือมีเครื่องหมายทับสองครั้ง ({to_thai(match[0].strip('/ '))}) ตัวทับหลังอาจเป็นรอยหรืออ่านผิด กรุณาตรวจเลขที่กับต้นฉบับ",
        seen=evidence.raw if evidence else printed,
        against="เลขที่หนังสือมีทับครั้งเดียว (ข้อ ๑๑)",
        proposal=joined,
    )


def _is_short_year(text: str, letter: Letter) -> bool:
    """Two digits that are the letter's own year, or, without a date, could be a year."""
    if not SHORT_YEAR.fullmatch(text):
        return False
    return letter.dated.value is None or letter.dated.value.year_be % 100 == int(text)


def check_code_owner(letter: Letter) -> Iterator[Finding]:
    """Letters and digits of the number against the agency that is printed, where both are proved rows.

    Departments also write in their ministry's name, so only a department against another department is a finding.
    """
    number, printed = letter.reference.value, (letter.sender_agency.value or "").strip()
    if number is None or number.verbatim or not number.letters:
        return
    agency = agencies_by_name().get(printed)
    year = letter.dated.value.year_be if letter.dated.value else None
    if agency is None or (agency.valid_from and (year is None or not agency.valid_in(year))):
        return  # before its present letters, or nobody knows when
    if agency.letters_verified and agency.letters != number.letters:
        if number.letters in provinces_by_letters() or number.letters in agency_letters():
            owner = provinces_by_letters().get(number.letters)
            other = owner.full_name if owner else agency_letters()[number.letters]
        else:
            other = ""
        of_other = f" ซึ่งเป็นรหัสของ{other}" if other else ""
        yield Finding(
            "code-owner",
            Severity.WARNS,
            "reference_number",
            f"เลขที่หนังสือขึ้นต้นด้วย {number.letters}{of_other} แต่{printed}ใช้รหัส {agency.letters} กรุณาตรวจกับต้นฉบับ",
            seen=format_reference(number),
            against=f"{printed} ใช้รหัส {agency.letters}",
            proposal=format_reference(replace(number, letters=agency.letters)),
        )
    elif agency.digits and agency.digits_verified and agency.kind == "department":
        owners = agencies_of_number(number.letters, number.office_number, year)
        if len(owners) == 1 and owners[0].digits_verified and owners[0].digits != agency.digits:
            yield Finding(
                "code-owner",
                Severity.WARNS,
                "reference_number",
                f"เลข {to_thai(number.office_number)} เป็นของ{owners[0].name} แต่หนังสือพิมพ์ชื่อ{printed} (เลขขึ้นต้น {to_thai(agency.digits)}) "
                "กรุณาตรวจกับต้นฉบับ",
                seen=format_reference(number),
                against=f"{printed} ใช้เลข {agency.letters} {to_thai(agency.digits)}…",
            )
