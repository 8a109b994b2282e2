"""Letters that come as text: what a recogniser elsewhere left in them, and forms that only print has."""

from __future__ import annotations

import pytest
from test_extraction import EXTERNAL, text_page

from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter, LetterKind, Secrecy
from circulars.letter.record import doubtful_fields
from circulars.letter.reference import format_reference

GAZETTE = """ประกาศเขตช่วยเหลือผู้ประสบภัยแล้งในพื้นที่ภาคเหนือ
----------
โดยที่ปรากฏว่าฝนทิ้งช่วงเป็นเวลานาน จึงประกาศเขตช่วยเหลือผู้ประสบภัย
ประกาศ ณ วันที่ ๓ เมษายน พุทธศักราช ๒๕๖๖
{name}
{post}
"""
RAW = """ที่ มท ๐๘๑๒.๓/ว ๑๒๓๔                       กรมการปกครอง
wa ๐
คันที่ ๕ มกราคม ๒๕๖๘
เรื่อง การซักซ้อมแนวทางป้องกันไฟปา
 | | yndanin
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
 ง    ง   a      vio   ม    1
ด้วยกรมการปกครองขอให้จังหวัดซักซ้อมแนวทาฃป้องกันไฬป่าตามแผฯที่กำหนดใว้
aoa a ๐9 = ง ad
จึงเรียนมาเพื่อโปรดพิจารณาดำเนืนการต่อใป
ขอแสดงความนับถือ
2า1 se
(นายสมมุติ ใจงาม) —- aves 208),
รองอธิบดี ปฏิบัติราชการแทน
อธิบดีกรมการปกครอง
"""


def only(text: str) -> Letter:
    (letter,) = read_letters([text_page(text)])
    return letter


@pytest.mark.parametrize(
    ("name", "post"), [("พลเอก สมมุติ ใจงาม", "นายกรัฐมนตรี"), ("นายสมมุติ ใจงาม", "รัฐมนตรีว่าการกระทรวงสมมุติ")]
)
def test_an_announcement_of_the_gazette_has_its_matter_in_the_title_and_its_signer_without_brackets(
    name: str, post: str
) -> None:
    letter = only(GAZETTE.format(name=name, post=post))
    assert letter.kind.value is LetterKind.ANNOUNCEMENT and not letter.kind.doubtful
    assert letter.subject.value == "ประกาศเขตช่วยเหลือผู้ประสบภัยแล้งในพื้นที่ภาคเหนือ"
    assert letter.sender_agency.value is None
    assert letter.dated.value is not None and letter.dated.value.iso_be == "2566-04-03"
    signatory = letter.signatory.value
    assert signatory is not None and (signatory.name, signatory.position) == (name, post)


def test_a_minister_who_is_named_without_title_is_read_and_asked() -> None:
    letter = only(GAZETTE.format(name="สมมุติ ใจงาม", post="รัฐมนตรีว่าการกระทรวงสมมุติ"))
    assert letter.signatory.value is not None and letter.signatory.value.name == "สมมุติ ใจงาม"
    assert "signatory.name" in doubtful_fields(letter)


def test_a_post_or_a_paragraph_below_the_day_is_no_signer() -> None:
    for below in ("นายกรัฐมนตรี\nปลัดกระทรวงสมมุติ", "นายจ้างที่ประสงค์จะขอผ่อนผันให้ยื่นคำขอภายในกำหนดเวลาดังกล่าวข้างต้น\nนักวิชาการ"):
        letter = only(GAZETTE.format(name=below, post=""))
        assert letter.signatory.value is None or letter.signatory.value.name is None


def test_an_agency_in_the_title_is_no_subject() -> None:
    letter = only("ประกาศเทศบาลตำบลสมมุติ\nเรื่อง ใช้แผนพัฒนา\nตามที่เทศบาลได้จัดทำแผนแล้ว\nประกาศ ณ วันที่ ๓ มีนาคม ๒๕๖๘\n")
    assert (letter.sender_agency.value, letter.subject.value) == ("เทศบาลตำบลสมมุติ", "ใช้แผนพัฒนา")


def test_scraps_of_a_recogniser_are_no_part_of_the_letter_and_all_of_it_is_asked() -> None:
    letter = only(RAW)
    assert letter.sender_agency.value == "กรมการปกครอง"
    assert letter.dated.value is not None and letter.dated.value.iso_be == "2568-01-05"
    assert letter.subject.value is not None and letter.subject.value.startswith("การซักซ้อมแนวทางป้องกันไฟ")
    assert [one.value for one in letter.addressees] == ["ผู้ว่าราชการจังหวัด ทุกจังหวัด"]
    assert letter.signatory.value is not None and letter.signatory.value.name == "นายสมมุติ ใจงาม"
    asked = set(doubtful_fields(letter))
    assert {"reference_number", "date_be", "subject", "signatory.name"} <= asked
    assert "addressees" not in asked, "posts that the directory has letter for letter are no noise"


def test_a_post_that_the_directory_has_not_letter_for_letter_is_asked_in_noise() -> None:
    assert "addressees" in doubtful_fields(only(RAW.replace("ผู้ว่าราชการจังหวัด ทุก", "ผู้วาการรัฐภาคหนือ ทุก")))


@pytest.mark.parametrize("mark", ["ลับ", "ล ั บ", "ลับมาก"])
def test_a_mark_of_secrecy_is_no_scrap(mark: str) -> None:
    letter = only(f"{mark}\n{RAW}")
    assert letter.secrecy.value in (Secrecy.CONFIDENTIAL, Secrecy.SECRET) or letter.secrecy.doubtful


def test_a_typed_text_keeps_its_short_lines_and_strange_names() -> None:
    letter = only(EXTERNAL.replace("เรียน นายอำเภอ ทุกอำเภอ", "เรียน นายอำเภอ ทุกอำเภอ\nxyz qq"))
    assert any("xyz" in (one.value or "") for one in letter.addressees)


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("ที่ ๓๔/๒๕๖๘", "๓๔/๒๕๖๘"),
        ("ที่ ๕๔/๑๘๔๑ • กระทรวงสมมุติ", "๕๔/๑๘๔๑"),
        ("เลขที่ ๓๔/๑๒ ถนนสุขเกษม", None),
        ("ที่ ๓๔/๑๒ หมู่ ๕", None),
    ],
)
def test_a_number_without_letters_of_an_agency_is_read_and_asked(number: str, read: str | None) -> None:
    letter = only(
        f"{number}\n๕ มกราคม ๒๕๖๘\nเรื่อง ขอความอนุเคราะห์\nเรียน นายอำเภอสมมุติ\nด้วยหมู่บ้านจะจัดงาน\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nผู้ใหญ่บ้าน\n"
    )
    value = letter.reference.value
    assert (format_reference(value) if value else None) == read
    assert read is None or "reference_number" in doubtful_fields(letter)


@pytest.mark.parametrize(
    ("asks", "phone"),
    [
        ("สอบถามรายละเอียดเพิ่มเติมได้ที่ นางสมมุติ ใจงาม โทร. 08 1234 5678", "08 1234 5678"),
        ("ติดต่อกลุ่มงานสมมุติ หมายเลขโทรศัพท์ ๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๑๒", "๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๑๒"),
        ("สอบถามทางโทรศัพท์ในวันและเวลาราชการ ๐ ๒๒๔", None),
        ("ได้รับแจ้งเหตุทางโทรศัพท์ ๐ ๒๒๔๑ ๙๐๐๐", None),
    ],
)
def test_whom_the_text_tells_to_ask_is_the_contact_where_the_foot_has_none(asks: str, phone: str | None) -> None:
    letter = only(
        f"ที่ ตย ๐๘๐๙/๑๒\nกรมสมมุติ\n๕ มกราคม ๒๕๖๘\nเรื่อง ขอเชิญประชุม\nเรียน อธิบดีกรมการปกครอง\nด้วยกรมสมมุติจะจัดประชุม {asks}\n"
        "จึงเรียนมาเพื่อทราบ\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nอธิบดีกรมสมมุติ\n"
    )
    assert (letter.contact.value.phone if letter.contact.value else None) == phone
    assert ("contact" in " ".join(doubtful_fields(letter))) is (phone is not None)


@pytest.mark.parametrize(
    ("cited", "asked"),
    [
        ("ประกาศคณะกรรมการสมมุติ เรื่อง หลักเกณฑ์การจัดสรร ลงวันที่ ๔ ตุลาคม ๒๕๖๗", False),
        ("ระเบียบกระทรวงสมมุติว่าด้วยการเบิกจ่าย ลงวันที่ ๔ ตุลาคม ๒๕๖๗", False),
        ("คำสั่งกรมสมมุติ ลงวันที่ ๔ ตุลาคม ๒๕๖๗", True),
        ("หนังสือกรมสมมุติ ลงวันที่ ๔ ตุลาคม ๒๕๖๗", True),
        ("ประกาศคณะกรรมการสมมุติ เรื่อง หลักเกณฑ์การจัดสรร", True),
    ],
)
def test_a_cited_announcement_or_rule_has_no_number_to_ask_for(cited: str, asked: bool) -> None:
    letter = only(
        f"ที่ ตย ๐๘๐๙/๑๒\nกรมสมมุติ\n๕ มกราคม ๒๕๖๘\nเรื่อง การจัดสรร\nเรียน อธิบดีกรมการปกครอง\nอ้างถึง {cited}\n"
        "ตามประกาศที่อ้างถึง กรมสมมุติขอเรียนว่า\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nอธิบดีกรมสมมุติ\n"
    )
    assert ("references" in doubtful_fields(letter)) is asked


@pytest.mark.parametrize(
    ("name", "asked"),
    [("คุณหญิงสมมุติ ใจงาม", False), ("จ่าสิบเอก สมมุติ ใจงาม", False), ("แพทย์หญิงสมมุติ ใจงาม", False), ("สมมุติ ใจงาม", True)],
)
def test_a_rank_or_title_of_any_kind_stands_before_a_name(name: str, asked: bool) -> None:
    letter = only(EXTERNAL.replace("(นายสมมุติ ใจงาม)", f"({name})"))
    assert letter.signatory.value is not None and letter.signatory.value.name == name
    assert ("signatory.name" in doubtful_fields(letter)) is asked


@pytest.mark.parametrize(
    ("number", "addressee", "asked"), [("ตย ๐๘๐๙/", "นายอำเภอสมมุติ", False), ("ตย ๐๘๐๙/", "นายอำเภอ ทุกอำเภอ", True)]
)
def test_a_typed_stroke_without_a_mark_to_one_addressee_is_no_circular(
    number: str, addressee: str, asked: bool
) -> None:
    letter = only(
        f"บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ {number} วันที่ ๗ เมษายน ๒๕๖๘\nเรื่อง ขออนุมัติ\nเรียน {addressee}\nด้วยกองคลังขออนุมัติ\n"
    )
    assert "reference_number" in doubtful_fields(letter)
    assert ("is_circular" in doubtful_fields(letter)) is asked


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (
            "ตามหนังสือที่อ้างถึง สมาคมสมมุติแห่งประเทศไทย ในพระบรมราชูปถัมภ์\nได้เชิญส่งผลงาน นั้น",
            "สมาคมสมมุติแห่งประเทศไทย ในพระบรมราชูปถัมภ์",
        ),
        ("ด้วยมูลนิธิสมมุติได้จัดทำโครงการ", "มูลนิธิสมมุติ"),
        ("ตามหนังสือที่อ้างถึง ขอให้ส่งผลงานใหม่", None),
    ],
)
def test_whom_a_text_without_a_letterhead_speaks_for_is_proposed(text: str, agency: str | None) -> None:
    letter = only(
        f"ที่ สสม ๑๓/๒๕๖๘\n๕ มกราคม ๒๕๖๘\nเรื่อง ขยายเวลา\nเรียน อธิบดีกรมการปกครอง\n{text}\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nประธาน\n"
    )
    assert letter.sender_agency.value == agency
    assert "sender_agency" in doubtful_fields(letter)


HEAD = "ที่ ตย ๐๘๐๙/๑๒\n{agency}\n๕ มกราคม ๒๕๖๘\nเรื่อง ซักซ้อมความเข้าใจแนวทางปฏิบัติ\n{to}\nด้วยได้รับข้อหารือหลายแห่ง\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\n{post}\n"


@pytest.mark.parametrize(
    ("to", "addressee"),
    [
        ("กราบเรียน/เรียน รัฐมนตรีทุกกระทรวง", ["รัฐมนตรีทุกกระทรวง"]),
        ("เรียน/กราบเรียน ปลัดกระทรวง", ["ปลัดกระทรวง"]),
        ("เรียนรู้ตลอดชีวิต", []),
    ],
)
def test_two_salutations_with_a_stroke_are_one_label(to: str, addressee: list[str]) -> None:
    letter = only(HEAD.format(agency="กรมสมมุติ", to=to, post="อธิบดีกรมสมมุติ"))
    assert [one.value for one in letter.addressees if one.value] == addressee


@pytest.mark.parametrize(
    ("printed", "agency"),
    [
        ("คณะกรรมการวินิจฉัยปัญหาพัสดุ\nและการบริหารงานสมมุติ\nกรมสมมุติ", "คณะกรรมการวินิจฉัยปัญหาพัสดุและการบริหารงานสมมุติ กรมสมมุติ"),
        ("กรมสมมุติ\nแหล่งน้ำสาธารณะ", "กรมสมมุติ"),
        ("กรมสมมุติ\nถนนและตรอกสมมุติ", "กรมสมมุติ"),
    ],
)
def test_an_agency_goes_on_in_a_line_that_is_no_name_by_itself(printed: str, agency: str) -> None:
    assert only(HEAD.format(agency=printed, to="เรียน ปลัดกระทรวง", post="ประธาน")).sender_agency.value == agency


def test_a_university_signs_by_its_own_form() -> None:
    letter = only(
        HEAD.format(agency="มหาวิทยาลัยสมมุติ", to="เรียน ปลัดกระทรวง", post="รองอธิการบดี ปฏิบัติการแทน\nอธิการบดีมหาวิทยาลัยสมมุติ")
    )
    signatory = letter.signatory.value
    assert signatory is not None
    assert (signatory.position, signatory.acting_phrase) == ("รองอธิการบดี", "ปฏิบัติการแทน")


RADIO = "{title}\nจาก จังหวัดสมมุติ\nถึง นายอำเภอ ทุกอำเภอ\nที่ มท ๐๓๑๐.๑/ว ๕๕๕๕ วันที่ ๓ มิถุนายน ๒๕๖๗\nข้อความ\nด้วยมีฝนตกหนัก ขอให้แจ้งเตือน\n(นายสมมุติ ใจงาม)\nปลัดจังหวัดสมมุติ\n"


@pytest.mark.parametrize(("title", "asked"), [("วิทยุในราชการกรมสมมุติ", False), ("ข่าวฝากประชาสัมพันธ์", True)])
def test_a_radio_message_whose_number_stands_below_its_addressee_has_a_head(title: str, asked: bool) -> None:
    letter = only(RADIO.format(title=title))
    assert ("kind" in doubtful_fields(letter) or "addressees" in doubtful_fields(letter)) is asked


@pytest.mark.parametrize(("number", "read"), [("ที่ ส.ป.ค. ๐๑๒/๒๕๖๗", "ส.ป.ค. ๐๑๒/๒๕๖๗"), ("ที่ ป.ป.ช.กำหนด", None)])
def test_a_number_whose_letters_stand_apart_has_a_label(number: str, read: str | None) -> None:
    letter = only(
        HEAD.format(agency="สมาคมสมมุติ", to="เรียน นายอำเภอสมมุติ", post="นายกสมาคม").replace("ที่ ตย ๐๘๐๙/๑๒", number)
    )
    assert (format_reference(letter.reference.value) if letter.reference.value else None) == read


def test_a_bracket_about_the_owner_of_a_memo_stays_whole_and_out_of_its_telephone() -> None:
    letter = only(
        "บันทึกข้อความ\nส่วนราชการ กรมสมมุติ (กองคลัง โทร. ๕๐๖๒๒)\nที่ ตย ๐๓/๑ วันที่ ๘ มิถุนายน ๒๕๖๗\nเรื่อง ขออนุมัติ\nเรียน ผู้อำนวยการกอง\nด้วยขออนุมัติ\n"
    )
    assert letter.sender_agency.value == "กรมสมมุติ (กองคลัง)"
    assert letter.contact.value is not None and letter.contact.value.phone == "๕๐๖๒๒"


@pytest.mark.parametrize(("day", "asked"), [("๑๒ ก.พ. ๖๗", False), ("๑๒ กุมภาพันธ์ ๖๗", True), ("๑๒ ก.พ. ๒๕", True)])
def test_a_typed_year_of_two_digits_is_sure_behind_a_short_month(day: str, asked: bool) -> None:
    letter = only(HEAD.format(agency="กรมสมมุติ", to="เรียน ปลัดกระทรวง", post="อธิบดีกรมสมมุติ").replace("๕ มกราคม ๒๕๖๘", day))
    assert ("date_be" in doubtful_fields(letter)) is asked


CITING = "ที่ ตย ๐๘๐๙/๑๒\nกรมสมมุติ\n๕ มกราคม ๒๕๖๘\nเรื่อง รายงานผล\nเรียน ปลัดกระทรวง\nอ้างถึง {cited}\nตามที่อ้างถึง\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nอธิบดีกรมสมมุติ\n"


@pytest.mark.parametrize(
    ("cited", "numbers", "asked"),
    [
        (
            "(๑) หนังสือจังหวัด ที่ สน ๐๐๑๘/ว ๒๒ ลว. ๓ ม.ค. ๖๗ (๒) โทรสาร ที่ มท ๐๓๑๐/ว ๙๙ ลว. ๒๐ ก.พ. ๖๗",
            ["สน ๐๐๑๘/ว ๒๒", "มท ๐๓๑๐/ว ๙๙"],
            False,
        ),
        (
            "๑. หนังสือจังหวัด ที่ สน ๐๐๑๘/๒๒ ลงวันที่ ๓ มกราคม ๒๕๖๗ และ ๒. ที่ สน ๐๐๑๘/๓๓ ลงวันที่ ๕ มกราคม ๒๕๖๗",
            ["สน ๐๐๑๘/๒๒", "สน ๐๐๑๘/๓๓"],
            False,
        ),
        ("หนังสือจังหวัด ที่ สน ๐๐๑๘/๒๒ และ สน ๐๐๑๘/๓๓ ลงวันที่ ๓ มกราคม ๒๕๖๗", ["สน ๐๐๑๘/๒๒"], True),
        ("หนังสือจังหวัด ที่ สน ๐๐๑๘/๒๒ ลงวันที่ ๓ มกราคม ๒๕๖๗ ข้อ (๒) และ (๓)", ["สน ๐๐๑๘/๒๒"], False),
    ],
)
def test_letters_cited_in_one_row_are_each_read_or_asked(cited: str, numbers: list[str], asked: bool) -> None:
    letter = only(CITING.format(cited=cited))
    assert [
        format_reference(one.value.number) for one in letter.references if one.value and one.value.number
    ] == numbers
    assert ("references" in doubtful_fields(letter)) is asked


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("ข้อบังคับเทศบาลตำบลสมมุติ\nว่าด้วยการดำเนินการประชุม พ.ศ. ๒๕๖๗", "ว่าด้วยการดำเนินการประชุม พ.ศ. ๒๕๖๗"),
        ("ระเบียบเทศบาลตำบลสมมุติ\nเรื่อง การใช้รถ", "การใช้รถ"),
    ],
)
def test_a_rule_is_read_as_an_announcement_is_and_its_kind_asked(title: str, subject: str) -> None:
    letter = only(
        f"{title}\nโดยที่เป็นการสมควรปรับปรุง\nข้อ ๑ ให้ใช้บังคับ\nประกาศ ณ วันที่ ๑ พฤษภาคม พ.ศ. ๒๕๖๗\n(นายสมมุติ ใจงาม)\nนายกเทศมนตรี\n"
    )
    assert letter.subject.value == subject
    assert letter.sender_agency.value == "เทศบาลตำบลสมมุติ"
    assert letter.dated.value is not None and letter.dated.value.iso_be == "2567-05-01"
    assert "kind" in doubtful_fields(letter)


FORM = HEAD.format(agency="กรมสมมุติ", to="เรียน ปลัดกระทรวง", post="{post}") + "กองคลัง\n{phone}\n"


@pytest.mark.parametrize(
    ("number", "read", "asked"),
    [
        ("ที่ : ตย ๐๘๐๙/๑๒", "ตย ๐๘๐๙/๑๒", False),
        ("ที่ ต่อ กห ๐๔๔๒/๑๒", "กห ๐๔๔๒/๑๒", False),
        ("ที่ ฝอ.พิเศษกข ๑๒/๓ก", None, True),
        ("ที่ประชุมอำเภอ ๑๒/๓", None, False),
    ],
)
def test_a_number_of_any_form_is_read_or_asked(number: str, read: str | None, asked: bool) -> None:
    letter = only(FORM.format(post="อธิบดีกรมสมมุติ", phone="").replace("ที่ ตย ๐๘๐๙/๑๒", number))
    assert (format_reference(letter.reference.value) if letter.reference.value else None) == read
    assert ("reference_number" in doubtful_fields(letter)) is asked


@pytest.mark.parametrize(
    ("day", "read", "asked"),
    [
        ("วันศุกร์ที่ ๓ มกราคม ๒๕๖๘", "2568-01-03", False),
        ("วันศุกร์ที่ ๕ มกราคม ๒๕๖๘", "2568-01-05", True),
        ("๕ ๖ มกราคม ๒๕๖๘", "2568-01-06", True),
        ("๖ มกราคม ๒๕๖๘", "2568-01-06", False),
    ],
)
def test_a_day_with_its_weekday_or_a_stray_digit(day: str, read: str, asked: bool) -> None:
    letter = only(FORM.format(post="อธิบดีกรมสมมุติ", phone="").replace("๕ มกราคม ๒๕๖๘", day))
    assert letter.dated.value is not None and letter.dated.value.iso_be == read
    assert ("date_be" in doubtful_fields(letter)) is asked


@pytest.mark.parametrize(
    ("post", "acted"),
    [
        ("รองอธิบดี ปฏิบัติราชการแทนอธิบดีกรมสมมุติ", "อธิบดีกรมสมมุติ"),
        ("รองอธิบดี ปฏิบัติราชการแทน\nอธิบดีกรมสมมุติ", "อธิบดีกรมสมมุติ"),
        ("อธิบดีกรมสมมุติ", None),
    ],
)
def test_the_owner_of_the_matter_is_no_part_of_the_post_acted_for(post: str, acted: str | None) -> None:
    letter = only(FORM.format(post=post, phone="โทร. ๐ ๒๒๔๑ ๙๐๐๐"))
    assert letter.signatory.value is not None and letter.signatory.value.acting_for == acted
    assert letter.contact.value is not None and letter.contact.value.office == "กองคลัง"


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("Tel. 02-241-9000", "02-241-9000"),
        ("โทร.(๐๒) ๒๔๑๙๐๐๐", "(๐๒) ๒๔๑๙๐๐๐"),
        ("โทร มท. ๕๐๖๒๒", "๕๐๖๒๒"),
        ("โทรสาร ๐ ๒๒๔๑ ๙๐๐๐", None),
    ],
)
def test_a_telephone_in_other_forms(line: str, phone: str | None) -> None:
    letter = only(FORM.format(post="อธิบดีกรมสมมุติ", phone=line))
    assert (letter.contact.value.phone if letter.contact.value else None) == phone


@pytest.mark.parametrize(
    ("name", "asked"), [("พ.ต.อ.สมมุติ ใจงาม", False), ("นพ.สมมุติ ใจงาม", False), ("ก.สมมุติ ใจงาม", True)]
)
def test_short_titles_are_titles(name: str, asked: bool) -> None:
    letter = only(FORM.format(post="อธิบดีกรมสมมุติ", phone="").replace("นายสมมุติ ใจงาม", name))
    assert ("signatory.name" in doubtful_fields(letter)) is asked
