from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.checks import ArchiveFacts, KnownLetter, check_letter, check_letters, with_doubts
from circulars.checks.incoming.dates import check_text_dates
from circulars.checks.incoming.wording import mixed_digits
from circulars.directory import districts, find_province, provinces
from circulars.letter.doubt import UNCLEAR
from circulars.letter.field import Evidence, Field
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import (
    CitedLetter,
    Contact,
    Enclosure,
    Letter,
    LetterKind,
    ReceiptStamp,
    Secrecy,
    Signatory,
    Urgency,
)
from circulars.letter.reference import format_reference, parse_reference
from circulars.thai.dates import WEEKDAYS, ThaiDate, format_date
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import parse_date

TODAY = dt.date(2025, 6, 30)
PROVINCES = [p for p in provinces() if not p.capital and p.hall_postcode]
DATED = ThaiDate(2567, 3, 4)


def cited(number: str, dated: ThaiDate | None, agency: str = "", urgency: Urgency | None = None) -> CitedLetter:
    return CitedLetter(agency or None, urgency, parse_reference(number), dated, f"{agency} ที่ {number}")


def numbered(text: str) -> Field[object]:
    return Field(parse_reference(text), Evidence(1, None, text, 1.0, "test", "test"))


def province_letter(name: str = "ระนอง") -> Letter:
    """A correct circular of a made-up hall to its districts."""
    province = find_province(name)
    area = province.phone_areas[-1]
    phone = f"๐ {to_thai(area[1:] + '11')} ๑๒๓๔" if area != "02" else "๐ ๒๑๒๓ ๔๕๖๗"
    number = f"{province.letters} 0018.1/ว 1234"
    return Letter(
        (1,),
        kind=Field(LetterKind.EXTERNAL),
        urgency=Field(Urgency.URGENT),
        reference=Field(parse_reference(number), Evidence(1, None, to_thai(number), 1.0, "test", "test")),
        sender_agency=Field(f"จังหวัด{name}"),
        sender_address=Field(f"ถนนสมมุติ {province.letters} {to_thai(province.hall_postcode)}"),
        dated=Field(DATED),
        subject=Field("การซักซ้อมแผนสมมุติ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        salutation=Field("เรียน"),
        addressees=(Field("นายอำเภอ ทุกอำเภอ"),),
        references=(Field(cited(f"{province.letters} 0018.1/ว 987", ThaiDate(2567, 2, 15), f"จังหวัด{name}")),),
        enclosures=(
            Field(
                Enclosure(
                    "สำเนาหนังสือกรมการปกครอง ที่ มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๗",
                    "๑ ฉบับ",
                    cited("มท 0309/ว 2500", ThaiDate(2567, 3, 1), "กรมการปกครอง"),
                )
            ),
        ),
        body=(
            Field(f"ตามหนังสือที่อ้างถึง จังหวัด{name}ขอให้อำเภอจัดเตรียมการซักซ้อมแผน นั้น"),
            Field(
                f"จังหวัด{name}ได้รับแจ้งจากกรมการปกครองว่ากำหนดจัดประชุมในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ ณ โรงแรมสมมุติพาเลซ อำเภอเมือง "
                "จึงขอให้อำเภอรายงานผลภายในวันที่ ๒๐ มีนาคม ๒๕๖๗ รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
            ),
            Field("จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"),
        ),
        closing=Field("ขอแสดงความนับถือ"),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", f"ปลัดจังหวัด{name}", "ปฏิบัติราชการแทน", f"ผู้ว่าราชการจังหวัด{name}")),
        contact=Field(Contact("ที่ทำการปกครองจังหวัด กลุ่มงานปกครอง", phone)),
    )


def department_letter() -> Letter:
    """A correct circular of a department to every province."""
    number = "มท 0309/ว 2500"
    return Letter(
        (2,),
        kind=Field(LetterKind.EXTERNAL),
        reference=Field(parse_reference(number), Evidence(2, None, number, 1.0, "test", "test")),
        sender_agency=Field("กรมการปกครอง"),
        sender_address=Field("ถนนอัษฎางค์ กทม. ๑๐๒๐๐"),
        dated=Field(ThaiDate(2567, 3, 1)),
        subject=Field("การซักซ้อมแผนสมมุติ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        salutation=Field("เรียน"),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        body=(
            Field("ด้วยกรมการปกครองจะจัดประชุมในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ ณ โรงแรมสมมุติพาเลซ อำเภอเมือง"),
            Field("จึงเรียนมาเพื่อโปรดพิจารณา"),
        ),
        closing=Field("ขอแสดงความนับถือ"),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "อธิบดีกรมการปกครอง")),
        contact=Field(Contact("กองสมมุติ", "๐ ๒๑๒๓ ๔๕๖๗")),
        copy_in=0,
    )


def findings(letter: Letter, facts: ArchiveFacts | None = None) -> dict[str, Finding]:
    return {finding.check: finding for finding in check_letter(letter, today=TODAY, archive_facts=facts)}


def only(letter: Letter, check: str, facts: ArchiveFacts | None = None) -> Finding:
    found = check_letter(letter, today=TODAY, archive_facts=facts)
    assert [one.check for one in found] == [check], found
    assert re.search(r"กรุณา|ระบบ", found[0].message) and found[0].message.isprintable()
    return found[0]


@pytest.mark.parametrize("province", [p.name for p in PROVINCES])
def test_a_correct_letter_of_any_province_has_no_finding(province: str) -> None:
    assert check_letter(province_letter(province), today=TODAY) == ()


def test_a_correct_letter_of_a_department_has_no_finding() -> None:
    assert check_letter(department_letter(), today=TODAY) == ()


def test_a_correct_file_has_no_finding() -> None:
    assert check_letters([province_letter(), department_letter()], today=TODAY) == ((), ())


def test_an_empty_letter_has_no_finding_and_no_crash() -> None:
    assert check_letter(Letter((1,)), today=TODAY) == ()
    assert check_letters([], today=TODAY) == ()


@given(st.sampled_from(PROVINCES), st.sampled_from(PROVINCES))
@settings(max_examples=60)
def test_a_province_put_in_for_another_is_always_told(right: object, wrong: object) -> None:
    assert isinstance(right, type(PROVINCES[0])) and isinstance(wrong, type(PROVINCES[0]))
    if right is wrong:
        return
    letter = replace(province_letter(right.name), sender_agency=Field(f"จังหวัด{wrong.name}"))
    found = check_letter(letter, today=TODAY)
    agency = [one for one in found if one.check == "place-agrees" and one.field == "sender_agency"]
    assert agency and agency[0].proposal == f"จังหวัด{right.name}", found
    assert right.letters in agency[0].against and agency[0].seen == f"จังหวัด{wrong.name}"


def test_several_dissenting_names_are_told_field_by_field() -> None:
    letter = replace(
        province_letter("ระนอง"),
        sender_agency=Field("จังหวัดระยอง"),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "ปลัดจังหวัดระยอง", "ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดระยอง")),
        references=(Field(cited("รน 0018.1/ว 987", ThaiDate(2567, 2, 15), "จังหวัดระยอง")),),
    )
    found = check_letter(letter, today=TODAY)
    assert {one.field for one in found} == {"sender_agency", "signatory", "references"}


def test_a_foreign_postcode_and_a_foreign_telephone_are_told() -> None:
    letter = replace(province_letter("ระนอง"), sender_address=Field("ถนนสมมุติ รน ๔๗๐๐๐"))
    assert only(letter, "place-agrees").field == "sender_address"
    letter = replace(province_letter("ระนอง"), contact=Field(Contact("กลุ่มงานปกครอง", "๐ ๔๒๗๑ ๑๒๓๔")))
    finding = only(letter, "place-agrees")
    assert (finding.field, finding.severity) == ("contact", Severity.NOTES)


def test_districts_vote_by_their_name() -> None:
    for district in (districts("ระนอง")[0], districts("น่าน")[-1]):
        province = find_province(district.province)
        letter = replace(
            province_letter(province.name),
            sender_agency=Field(district.full_name),
            signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", f"นายอำเภอ{district.name}")),
        )
        assert check_letter(letter, today=TODAY) == ()
    letter = replace(province_letter("ระนอง"), sender_agency=Field("อำเภอเมืองน่าน"))
    assert "place-agrees" in findings(letter)


@pytest.mark.parametrize(
    ("agency", "proposal"), [("จังหวัดสกลนตร", "จังหวัดสกลนคร"), ("อำเภอเมืองสกลนตร", "อำเภอเมืองสกลนคร")]
)
def test_a_place_that_does_not_exist(agency: str, proposal: str) -> None:
    finding = findings(replace(department_letter(), sender_agency=Field(agency)))["place-exists"]
    assert finding.proposal == proposal


@pytest.mark.parametrize(
    "text",
    [
        "ผู้ว่าราชการจังหวัด ทุกจังหวัด",
        "นายอำเภอ ทุกอำเภอ",
        "จังหวัดชายแดนภาคใต้",
        "ปลัดจังหวัด",
        "กรมสมมุติใหม่",
        "กองสมมุติ กรมการปกครอง",
    ],
)
def test_words_that_are_no_misread_names(text: str) -> None:
    letter = replace(department_letter(), addressees=(Field(text),), reference=Field())
    assert check_letter(letter, today=TODAY) == ()


def test_a_department_that_does_not_exist() -> None:
    letter = replace(province_letter(), addressees=(Field("อธิบดีกรมส่งเสริมการปกครองส่วนท้องถิ่น"),))
    assert only(letter, "agency-exists").proposal == "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"


def test_a_street_near_the_known_one() -> None:
    letter = replace(department_letter(), sender_address=Field("ถนนอัษฎาค์ กทม. ๑๐๒๐๐"))
    assert only(letter, "address-known").proposal == "ถนนอัษฎางค์ กทม. ๑๐๒๐๐"
    letter = replace(department_letter(), sender_address=Field("ถนนลำลูกกา ปทุมธานี ๑๒๑๓๐"))
    assert check_letter(letter, today=TODAY) == ()


def test_a_postcode_of_another_province_than_the_address() -> None:
    letter = replace(department_letter(), sender_address=Field("ถนนสมมุติ กทม. ๔๗๐๐๐"))
    assert only(letter, "postcode-agrees").field == "sender_address"


def test_code_of_another_ministry_or_department() -> None:
    wrong = "กค 0309/ว 2500"
    letter = replace(department_letter(), reference=Field(parse_reference(wrong), Evidence(1, None, wrong, 1, "", "")))
    assert only(letter, "code-owner").proposal == "มท ๐๓๐๙/ว ๒๕๐๐"
    wrong = "มท 0809/ว 2500"
    letter = replace(department_letter(), reference=Field(parse_reference(wrong), Evidence(1, None, wrong, 1, "", "")))
    assert "กรมส่งเสริมการปกครองท้องถิ่น" in only(letter, "code-owner").message


def test_a_ministry_writes_with_a_departments_digits() -> None:
    letter = replace(department_letter(), sender_agency=Field("กระทรวงมหาดไทย"))
    assert check_letter(letter, today=TODAY) == ()


def test_signed_by_the_head_of_another_department() -> None:
    letter = replace(department_letter(), signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "อธิบดีกรมที่ดิน")))
    assert only(letter, "signer-office").field == "signatory"


def test_a_six_where_the_mark_of_a_circular_should_stand() -> None:
    wrong = "มท 0309/62500"
    letter = replace(department_letter(), reference=Field(parse_reference(wrong), Evidence(1, None, wrong, 1, "", "")))
    finding = only(letter, "circular-mark")
    assert (finding.severity, finding.proposal) == (Severity.WARNS, "มท ๐๓๐๙/ว ๒๕๐๐")
    plain = "มท 0309/2500"
    letter = replace(department_letter(), reference=Field(parse_reference(plain), Evidence(1, None, plain, 1, "", "")))
    finding = only(letter, "circular-mark")
    assert (finding.severity, finding.proposal) == (Severity.NOTES, None)


def rate_facts(number: str = "มท 0309/ว 12000", second: str = "มท 0309/ว 24000") -> ArchiveFacts:
    return ArchiveFacts(
        (
            KnownLetter(parse_reference(number), ThaiDate(2566, 6, 30), "กรมการปกครอง"),
            KnownLetter(parse_reference(second), ThaiDate(2566, 12, 30), "กรมการปกครอง"),
        )
    )


@pytest.mark.parametrize(
    ("running", "fits"), [("3900", True), ("1400", True), ("11000", True), ("62500", False), ("250", False)]
)
def test_the_rate_of_a_register(running: str, fits: bool) -> None:
    text = f"มท 0309/ว {running}"
    letter = replace(department_letter(), reference=Field(parse_reference(text), Evidence(1, None, text, 1, "", "")))
    found = findings(letter, rate_facts())
    assert ("number-rate" not in found) is fits


def test_the_rate_proposes_the_mark_of_a_circular() -> None:
    text = "มท 0309/64000"
    letter = replace(
        department_letter(),
        reference=Field(parse_reference(text), Evidence(1, None, text, 1, "", "")),
        addressees=(Field("ผู้ว่าราชการจังหวัดระนอง"),),
    )
    assert only(letter, "number-rate", rate_facts()).proposal == "มท ๐๓๐๙/ว ๔๐๐๐"


@given(st.integers(1, 365), st.floats(0.05, 150), st.floats(0.5, 2.0))
def test_a_steady_sender_is_never_doubted(day: int, rate: float, swing: float) -> None:
    dated = ThaiDate.from_ce(dt.date(2023, 12, 31) + dt.timedelta(days=day))
    running = max(1, round(day * rate * swing)) if day > 30 else max(1, round(day * rate))
    known = max(1, round(365 * rate)), max(1, round(180 * rate))
    text = f"มท 0309/ว {running}"
    letter = replace(
        department_letter(),
        body=(),
        dated=Field(dated),
        reference=Field(parse_reference(text), Evidence(1, None, text, 1, "", "")),
    )
    facts = ArchiveFacts(
        (
            KnownLetter(parse_reference(f"มท 0309/ว {known[0]}"), ThaiDate(2566, 12, 31)),
            KnownLetter(parse_reference(f"มท 0309/ว {known[1]}"), ThaiDate(2566, 6, 29)),
        )
    )
    assert "number-rate" not in findings(letter, facts)


@pytest.mark.parametrize(
    ("raw", "value", "proposal"),
    [
        ("รน ๐๐๑๘.๑/ว ๑๒๓/๔", "รน 0018.1/ว 123", "รน ๐๐๑๘.๑/ว ๑๒๓๔"),
        ("รน 0018.1/ว 12/34", "รน 0018.1/ว 12", "รน ๐๐๑๘.๑/ว ๑๒๓๔"),
        ("รน ๐๐๑๘.๑/๑๒๓๔/๒๕๖๗", "รน 0018.1/1234/2567", None),
        ("รน ๐๐๑๘.๑/๑๒๓๔/๖๗", "รน 0018.1/1234/67", None),
        ("รน ๐๐๑๘.๑/ว ๑๒๓๔", "รน 0018.1/ว 1234", None),
    ],
)
def test_a_second_stroke(raw: str, value: str, proposal: str | None) -> None:
    letter = replace(
        province_letter(),
        addressees=(Field("นายอำเภอกระบุรี"),),
        references=(),
        body=(),
        reference=Field(parse_reference(value), Evidence(1, None, raw, 1.0, "", "")),
    )
    if proposal is None:
        assert check_letter(letter, today=TODAY) == ()
    else:
        assert only(letter, "number-stroke").proposal == proposal


def test_the_future_and_the_year() -> None:
    letter = replace(province_letter(), dated=Field(ThaiDate(2570, 3, 4)))
    finding = findings(letter)["date-future"]
    assert finding.proposal == "๔ มีนาคม ๒๕๖๗"
    letter = replace(province_letter(), dated=Field(ThaiDate(2561, 3, 4)))
    finding = findings(letter)["year-slip"]
    assert finding.proposal == "๔ มีนาคม ๒๕๖๗"


def test_an_old_letter_that_names_an_older_law_is_left_alone() -> None:
    letter = replace(
        department_letter(),
        subject=Field("การซักซ้อมแผนสมมุติ"),
        dated=Field(ThaiDate(2553, 3, 1)),
        body=(Field("ด้วยประกาศกระทรวงมหาดไทย ลงวันที่ ๔ ตุลาคม ๒๕๔๒ กำหนดไว้"), Field("จึงเรียนมาเพื่อทราบ")),
    )
    assert check_letter(letter, today=TODAY) == ()


def test_the_order_of_days() -> None:
    letter = replace(province_letter(), references=(Field(cited("รน 0018.1/ว 1300", ThaiDate(2567, 3, 9))),))
    assert only(letter, "date-order").field == "references"
    stamp = ReceiptStamp("ที่ว่าการอำเภอกระบุรี", "12", ThaiDate(2567, 3, 1), "๑๐.๓๐")
    assert only(replace(province_letter(), receipt_stamps=(Field(stamp),)), "date-order").field == "receipt_stamps"
    same_day = replace(stamp, dated=DATED)
    assert check_letter(replace(province_letter(), receipt_stamps=(Field(same_day),)), today=TODAY) == ()
    late = replace(stamp, dated=ThaiDate(2568, 3, 5))
    assert "ปี" in only(replace(province_letter(), receipt_stamps=(Field(late),)), "date-order").message


def with_body(text: str) -> Letter:
    return replace(province_letter(), body=(*province_letter().body, Field(text)))


@pytest.mark.parametrize(
    ("text", "check", "proposal"),
    [
        ("ประชุมวันจันทร์ที่ ๑๕ มีนาคม ๒๕๖๗", "weekday", None),
        ("ประชุมวันพุธที่ ๑๔ มีนาคม ๒๕๖๗", "weekday", None),
        ("ประชุมวันที่ ๓๐ กุมภาพันธ์ ๒๕๖๗", "date-exists", None),
        ("ประชุมวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๖", "date-exists", None),
        ("อบรมระหว่างวันที่ ๒๒ - ๒๐ มีนาคม ๒๕๖๗", "date-exists", None),
        ("ขอให้รายงานผลภายในวันที่ ๑ มีนาคม ๒๕๖๗", "deadline-past", None),
    ],
)
def test_days_in_the_text(text: str, check: str, proposal: str | None) -> None:
    assert only(with_body(text), check).field == "body"


@pytest.mark.parametrize(
    "text", ["ประชุมวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗", "วันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗", "ตามที่ขอให้รายงานภายในวันที่ ๑ มีนาคม ๒๕๖๗ นั้น"]
)
def test_right_days_in_the_text(text: str) -> None:
    assert check_letter(with_body(text), today=TODAY) == ()


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)))
def test_the_true_weekday_is_never_doubted_and_any_other_is(day: dt.date) -> None:
    printed = format_date(ThaiDate.from_ce(day))
    for number, name in enumerate(WEEKDAYS):
        letter = Letter((1,), body=(Field(f"ประชุมในวัน{name}ที่ {printed}"),))
        found = [one for one in check_text_dates(letter) if one.check == "weekday"]
        assert bool(found) is (number != day.weekday())
        for finding in found:
            if finding.proposal:
                proposed = parse_date(finding.proposal)
                assert WEEKDAYS[proposed.ce.weekday()] == name


def test_a_cited_letter_in_heading_and_text() -> None:
    letter = with_body("ตามหนังสือกรมการปกครอง ที่ มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๒ มีนาคม ๒๕๖๗")
    assert only(letter, "cited-date").field == "enclosures"
    assert check_letter(with_body("ที่ มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๗"), today=TODAY) == ()
    assert "cited-number" in findings(with_body("ที่ มท ๐๓๐๙/๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๗"))


def test_headings_that_the_text_speaks_of() -> None:
    assert only(replace(province_letter(), references=()), "references-listed").field == "references"
    assert only(replace(province_letter(), enclosures=()), "enclosures-listed").field == "enclosures"
    assert only(with_body("ตามสิ่งที่ส่งมาด้วย ๓"), "enclosures-listed").against == "มี ๑ รายการ"
    assert only(with_body("ตามสิ่งที่ส่งมาด้วย ๑ - ๒"), "enclosures-listed").against == "มี ๑ รายการ"
    assert check_letter(with_body("ตามสิ่งที่ส่งมาด้วย ๑"), today=TODAY) == ()


def test_a_heading_that_is_in_doubt_already_is_not_doubted_twice() -> None:
    letter = replace(province_letter(), references=(Field(None, None, (UNCLEAR(),)),))
    assert check_letter(letter, today=TODAY) == ()


def test_the_archive_knows_another_day_or_nothing() -> None:
    other_day = ArchiveFacts(
        (KnownLetter(parse_reference("มท 0309/ว 2500"), ThaiDate(2567, 2, 28), where="ทะเบียนรับ ๑๒"),)
    )
    finding = only(province_letter(), "archive-date", other_day)
    assert "ทะเบียนรับ ๑๒" in finding.against
    right = ArchiveFacts((KnownLetter(parse_reference("มท 0309/ว 2500"), ThaiDate(2567, 3, 1)),))
    assert check_letter(province_letter(), today=TODAY, archive_facts=right) == ()
    last_year = ArchiveFacts((KnownLetter(parse_reference("มท 0309/ว 2500"), ThaiDate(2566, 3, 1)),))
    assert check_letter(province_letter(), today=TODAY, archive_facts=last_year) == ()
    missing = ArchiveFacts(not_found=(parse_reference("มท 0309/ว 2500"),))
    assert only(province_letter(), "archive-missing", missing).severity is Severity.NOTES


def test_the_archive_knows_the_same_number_on_another_day() -> None:
    facts = ArchiveFacts((KnownLetter(parse_reference("รน 0018.1/ว 1234"), ThaiDate(2567, 3, 5)),))
    assert only(province_letter(), "archive-own-date", facts).field == "date_be"
    facts = ArchiveFacts((KnownLetter(parse_reference("รน 0018.1/ว 1234"), DATED),))
    assert check_letter(province_letter(), today=TODAY, archive_facts=facts) == ()


def test_the_body_calls_the_sender_by_another_name() -> None:
    assert only(with_body("ในการนี้ จังหวัดระยองจึงขอให้อำเภอดำเนินการ"), "place-agrees").field == "body"
    assert check_letter(with_body("ในการนี้ จังหวัดระนองจึงขอให้อำเภอดำเนินการ"), today=TODAY) == ()
    assert check_letter(with_body("จังหวัดระยองได้แจ้งว่าพบผู้ป่วย"), today=TODAY) == ()


def test_a_fiscal_year_far_from_the_letter() -> None:
    letter = replace(province_letter(), subject=Field("การประเมิน ประจำปีงบประมาณ พ.ศ. ๒๕๙๗"))
    assert only(letter, "fiscal-year").field == "subject"
    letter = replace(province_letter(), subject=Field("แผนพัฒนา ปีงบประมาณ พ.ศ. ๒๕๗๑"))
    assert check_letter(letter, today=TODAY) == ()


def test_a_stroke_taken_out_fits_the_rate() -> None:
    raw = "รน ๐๐๑๘.๑/ว ๑๒๓/๔"
    letter = replace(
        province_letter(), reference=Field(parse_reference("รน 0018.1/ว 123"), Evidence(1, None, raw, 1.0, "", ""))
    )
    assert findings(letter)["number-rate"].proposal == "รน ๐๐๑๘.๑/ว ๑๒๓๔"


def test_a_letter_that_cites_itself() -> None:
    own = province_letter()
    letter = replace(own, references=(Field(CitedLetter(None, None, own.reference.value, DATED, "รน ๐๐๑๘.๑/ว ๑๒๓๔")),))
    assert "cites-itself" in findings(letter)


def test_openings() -> None:
    body = province_letter().body
    letter = replace(province_letter(), body=(Field("ตามที่จังหวัดขอให้ดำเนินการ"), *body[1:]))
    assert only(letter, "opening").severity is Severity.NOTES
    letter = replace(province_letter(), body=(Field("ด้วยจังหวัดขอให้ดำเนินการ นั้น"), *body[1:]))
    assert only(letter, "opening").severity is Severity.NOTES


@pytest.mark.parametrize(
    ("salutation", "to", "closing", "check"),
    [
        ("เรียน", "นายกรัฐมนตรี", "ขอแสดงความนับถืออย่างยิ่ง", "closing"),
        ("กราบเรียน", "นายกรัฐมนตรี", "ขอแสดงความนับถือ", "closing"),
        ("กราบเรียน", "ผู้ว่าราชการจังหวัดระนอง", "ขอแสดงความนับถืออย่างยิ่ง", "closing"),
        ("กราบเรียน", "นายกรัฐมนตรี", "ขอแสดงความนับถืออย่างยิ่ง", None),
        ("นมัสการ", "เจ้าอาวาสวัดสมมุติ", "ขอนมัสการด้วยความเคารพ", "royal-or-monk"),
        ("เรียน", "นายอำเภอ", "ขอแสดงความนับถือ", None),
    ],
)
def test_salutation_and_closing(salutation: str, to: str, closing: str, check: str | None) -> None:
    letter = replace(province_letter(), salutation=Field(salutation), addressees=(Field(to),), closing=Field(closing))
    assert [one.check for one in check_letter(letter, today=TODAY)] == ([check] if check else [])


def test_memos_have_no_closing() -> None:
    letter = replace(province_letter(), kind=Field(LetterKind.INTERNAL))
    assert only(letter, "closing").field == "closing"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("เวลา ๑๖:3๐ น.", "๑๖:3๐"),
        ("๗ เมษายน ๒๕๖9", "๒๕๖9"),
        ("จำนวน ๑,2๐๐ บาท", "๑,2๐๐"),
        ("ปี ๒๕๖๗ ระบบ GFMIS 4.0", None),
        ("https://x.example/๑2", None),
        ("a1๒@x.example", None),
        ("COVID-19 รอบ ๒", None),
        ("", None),
    ],
)
def test_digits_of_two_scripts(text: str, found: str | None) -> None:
    assert mixed_digits(text) == found


@pytest.mark.parametrize(
    ("phone", "whole"),
    [
        ("๐ ๔๒๗๑ ๑๔๖๑", True),
        ("๐-๔๔๒๔-๒๔๖๑", True),
        ("๐ - ๒๒๔๑ - ๙๐๒๑-๓ ต่อ ๔๑๔", True),
        ("๐ ๒๒๐๒ ๓๔๒๙ ๐ ๒๒๐๒ ๓๕๑๗", True),
        ("0 2241 9000 ต่อ 12, 13", True),
        ("08 1234 5678, 0 2123 4567", True),
        ("1224", True),
        ("๐ ๔๒๗๑ ๑๔๖", False),
        ("๐ ๔๒๗๑ ๑๔๖๑๑", False),
        ("๐๘ ๑๒๓๔ ๕๖๗", False),
        ("๔๒๗๑ ๑๔๖๑", False),
        ("0-2241 -9", False),
    ],
)
def test_telephone_numbers_have_all_digits(phone: str, whole: bool) -> None:
    letter = replace(department_letter(), contact=Field(Contact("กองสมมุติ", phone)))
    assert ("phone-digits" not in findings(letter)) is whole


def test_a_local_name_is_spelt_alike_in_head_and_signature() -> None:
    letter = replace(
        province_letter("ระนอง"),
        sender_agency=Field("องค์การบริหารส่วนตำบลสมมุด"),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "นายกองค์การบริหารส่วนตำบลสมมุติ")),
        body=(),
    )
    assert findings(letter)["name-agrees"].against == "สมมุติ"
    right = replace(letter, sender_agency=Field("องค์การบริหารส่วนตำบลสมมุติ"))
    assert check_letter(right, today=TODAY) == ()
    elsewhere = replace(letter, sender_agency=Field("องค์การบริหารส่วนตำบลอื่นแท้"))
    assert check_letter(elsewhere, today=TODAY) == ()


def test_what_a_finding_warns_about_is_asked() -> None:
    letter = replace(province_letter("ระนอง"), sender_agency=Field("จังหวัดระยอง"))
    asked = with_doubts(letter, check_letter(letter, today=TODAY))
    assert asked.sender_agency.doubtful and not asked.subject.doubtful and not asked.reference.doubtful
    letter = replace(
        province_letter(),
        references=(
            Field(cited("รน 0018.1/ว 987", ThaiDate(2567, 2, 15))),
            Field(cited("รน 0018.1/ว 1300", ThaiDate(2567, 3, 9))),
        ),
    )
    asked = with_doubts(letter, check_letter(letter, today=TODAY))
    assert [one.doubtful for one in asked.references] == [False, True]
    right = province_letter()
    assert with_doubts(right, check_letter(right, today=TODAY)) == right


def test_a_note_and_a_senders_own_slip_are_not_asked() -> None:
    letter = replace(province_letter(), addressees=(Field("อธิบดีกรมส่งเสริมการปกครองส่วนท้องถิ่น"),))
    assert with_doubts(letter, check_letter(letter, today=TODAY)) == letter


def test_a_sender_misread_within_its_province() -> None:
    letter = replace(
        province_letter("นครราชสีมา"),
        sender_agency=Field("ที่ว่าการอำนภอปากช่อง"),
        signatory=Field(),
    )
    assert findings(letter)["place-exists"].proposal == "ที่ว่าการอำเภอปากช่อง"
    for right in ("ที่ว่าการอำเภอปากช่อง", "โรงพยาบาลปากช่อง", "เทศบาลเมืองปากช่อง", "องค์การบริหารส่วนตำบลสมมุติ"):
        assert check_letter(replace(letter, sender_agency=Field(right)), today=TODAY) == ()


@pytest.mark.parametrize("name", ["กรมการข้าว", "กรมการขนส่งทางราง", "กรมการผังเมือง", "กรมการสัตว์ทหารบก"])
def test_departments_without_digits_are_no_misread_names(name: str) -> None:
    letter = replace(department_letter(), addressees=(Field(f"อธิบดี{name}"),))
    assert check_letter(letter, today=TODAY) == ()


def test_mixed_digits_in_a_stamp() -> None:
    stamp = ReceiptStamp("ที่ว่าการอำเภอกระบุรี", "๑๒", DATED, "๑๖:3๐")
    assert only(replace(province_letter(), receipt_stamps=(Field(stamp),)), "digits-mixed").field == "receipt_stamps"


@pytest.mark.parametrize(
    "signatory",
    [
        Signatory("นายสมมุติ ตัวอย่าง", "ปลัดจังหวัดระนอง", "ปฏิบัติราชการแทน", None),
        Signatory("นายสมมุติ ตัวอย่าง", "ปลัดจังหวัดระนอง", "ปฏิบัติราชการแทน", "ปลัดจังหวัดระนอง"),
        Signatory("นาย นาย สมมุติ ตัวอย่าง", "ปลัดจังหวัดระนอง"),
    ],
)
def test_forms_of_signing(signatory: Signatory) -> None:
    assert only(replace(province_letter(), signatory=Field(signatory)), "signing").field == "signatory"


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_secrecy_blocks_and_comes_first(secrecy: Secrecy) -> None:
    letter = replace(province_letter(), secrecy=Field(secrecy), references=())
    found = check_letter(letter, today=TODAY)
    assert found[0].check == "secrecy" and found[0].severity is Severity.BLOCKS and len(found) == 2
    assert str(secrecy) in found[0].message


def test_a_mark_that_may_be_secrecy_blocks_too() -> None:
    letter = replace(province_letter(), secrecy=Field(None, None, (UNCLEAR(),)))
    assert only(letter, "secrecy").severity is Severity.BLOCKS


def test_secrets_and_personal_numbers_are_told_without_repeating_them() -> None:
    assert only(with_body("ใช้รหัสผ่าน ตามที่แจ้ง"), "audience-password").severity is Severity.NOTES
    finding = only(with_body("เลขประจำตัว ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑"), "audience-identity")
    assert finding.severity is Severity.WARNS and "23456" not in to_arabic(finding.seen).replace("-", "")
    assert check_letter(with_body("บัญชีเลขที่ ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๓"), today=TODAY) == ()


def file_with(upper: Letter, lower: Letter | None = None) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    first, second = check_letters([lower or province_letter(), upper], today=TODAY)
    return {(one.check, one.field) for one in first}, {(one.check, one.field) for one in second}


def test_a_copy_with_another_day() -> None:
    first, second = file_with(replace(department_letter(), dated=Field(ThaiDate(2567, 2, 29))))
    assert first == {("bundle-date", "enclosures")} and second == {("bundle-date", "date_be")}


def test_a_copy_with_another_number() -> None:
    wrong = "มท 0309/62500"
    upper = replace(department_letter(), reference=Field(parse_reference(wrong), Evidence(1, None, wrong, 1, "", "")))
    first, second = file_with(upper)
    assert first == {("bundle-number", "enclosures")}
    assert second == {("bundle-number", "reference_number"), ("circular-mark", "reference_number")}
    proposals = {one.proposal for one in check_letters([province_letter(), upper], today=TODAY)[1]}
    assert proposals == {format_reference(parse_reference("มท 0309/ว 2500"))}


def test_a_place_spelt_differently_in_two_letters() -> None:
    body = tuple(
        Field((one.value or "").replace("โรงแรมสมมุติพาเลซ", "โรงแรมสมมุดพาเลช")) for one in department_letter().body
    )
    first, second = file_with(replace(department_letter(), body=body))
    assert first == second == {("bundle-venue", "body")}


def test_two_places_of_two_events_are_no_contradiction() -> None:
    body = tuple(
        Field((one.value or "").replace("โรงแรมสมมุติพาเลซ", "ห้องประชุมราชการ ๑")) for one in department_letter().body
    )
    assert file_with(replace(department_letter(), body=body)) == (set(), set())


def test_a_receivers_stamp_of_another_province() -> None:
    stamp = ReceiptStamp("ที่ทำการปกครองจังหวัดน่าน", None, ThaiDate(2567, 3, 2), None)
    first, second = file_with(replace(department_letter(), receipt_stamps=(Field(stamp),)))
    assert first == {("place-agrees", "sender_agency")} and second == set()


def test_a_subject_that_differs_a_little() -> None:
    subject = Field("การซักซ้อมแผนสมมุต ประจำปีงบประมาณ พ.ศ. ๒๕๖๗")
    first, second = file_with(replace(department_letter(), subject=subject))
    assert first == second == {("bundle-subject", "subject")}
    assert file_with(replace(department_letter(), subject=Field("เรื่องอื่น"))) == (set(), set())


def test_two_copies_of_one_register_are_told_apart() -> None:
    second = Enclosure("สำเนาหนังสือ", "๑ ฉบับ", cited("มท 0309/ว 2501", ThaiDate(2567, 3, 1)))
    lower = replace(province_letter(), enclosures=(*province_letter().enclosures, Field(second)))
    number = "มท 0309/ว 2501"
    copy = replace(
        department_letter(), pages=(3,), reference=Field(parse_reference(number), Evidence(3, None, number, 1, "", ""))
    )
    assert check_letters([lower, department_letter(), copy], today=TODAY) == ((), (), ())
    wrong = "มท 0309/ว 2507"
    copy = replace(copy, reference=Field(parse_reference(wrong), Evidence(3, None, wrong, 1, "", "")))
    found = check_letters([lower, department_letter(), copy], today=TODAY)
    assert [[one.check for one in each] for each in found] == [["bundle-number"], [], ["bundle-number"]]


@pytest.mark.parametrize(
    "text",
    [
        "ตามหนังสือที่อ้างถึง ๑๕ คนได้รับ",
        "รายละเอียดตามสิ่งที่ส่งมาด้วย ๓ รายการ",
        "ขอให้ส่งภายในวันที่ ๑ มีนาคม ๒๕๖๗ บัดนี้ล่วงเลยกำหนดแล้ว",
        "สัญญาสิ้นสุดวันที่ ๓๐ กันยายน ๒๕๗๕",
    ],
)
def test_sentences_that_are_right(text: str) -> None:
    assert check_letter(with_body(text), today=TODAY) == ()


@pytest.mark.parametrize(
    "address",
    ["อำเภอเมือง รน ๘๕๐๐๐", "อ.เมือง จ.ระนอง ๘๕๐๐๐", "ถนนเลย ตำบลสมมุติ อำเภอเมืองระนอง จังหวัดระนอง 85000", "ระนอง"],
)
def test_addresses_that_are_right(address: str) -> None:
    assert check_letter(replace(province_letter(), sender_address=Field(address)), today=TODAY) == ()


def test_one_late_day_is_no_slip_of_the_year() -> None:
    letter = replace(
        department_letter(),
        subject=Field("การเช่า"),
        body=(Field("ด้วยสัญญาเช่าสิ้นสุดวันที่ ๓๐ กันยายน ๒๕๗๕"), Field("จึงเรียนมาเพื่อทราบ")),
    )
    assert check_letter(letter, today=TODAY) == ()


def test_enclosures_that_are_missing_from_the_file() -> None:
    extra = Enclosure("สำเนาหนังสือ", "๑ ฉบับ", cited("มท 0309/ว 2400", ThaiDate(2567, 2, 28)))
    lower = replace(province_letter(), enclosures=(*province_letter().enclosures, Field(extra)))
    first, _ = file_with(department_letter(), lower)
    assert first == {("bundle-enclosures", "enclosures")}


_TEXT = st.text(alphabet=st.sampled_from(list("กขคงจชดตทนบปพมรลวสหอา่้ีุ ๐๑๒๓0123/.:-จังหวัดอำเภอกรมที่วนั้น\n")), max_size=60)


@given(st.lists(_TEXT, min_size=8, max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_a_check(texts: list[str]) -> None:
    letter = replace(
        province_letter(),
        sender_agency=Field(texts[0]),
        sender_address=Field(texts[1]),
        subject=Field(texts[2]),
        addressees=(Field(texts[3]),),
        body=(Field(texts[4]), Field(texts[5])),
        signatory=Field(Signatory(texts[6], texts[6], "รักษาราชการแทน", texts[7])),
        contact=Field(Contact(texts[7], texts[1])),
        motto=Field(texts[0]),
        salutation=Field(texts[2]),
        closing=Field(texts[3]),
    )
    for finding in check_letters([letter, replace(letter, copy_in=0)], today=TODAY):
        for one in finding:
            assert one.message and one.check and one.severity in Severity


def test_checks_take_no_more_than_a_blunder_would() -> None:
    """Milliseconds are measured by `benchmarks.checks`; a pattern that backtracks takes seconds on a long text."""
    letter = with_body("ข้อความยาว " * 4000 + "ประชุมวันจันทร์ที่ ๑๕ มีนาคม ๒๕๖๗")
    check_letter(letter, today=TODAY)
    started = time.process_time()
    check_letter(letter, today=TODAY)
    assert time.process_time() - started < 5
