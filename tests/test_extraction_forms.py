"""Forms of typed letters that no head of ข้อ ๑๑ has: mails, web pages, transcripts, bodies outside the state, radio forms.

Each text stands for a class; what is wanted of it must be right and asked of nobody. Persons and matters are invented.
"""

from __future__ import annotations

from typing import Any

import pytest

from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import text_page
from circulars.letter.record import letter_record

_SIGNED = "\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nผู้อำนวยการ"

FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "bold labels of a mail": (
        "**ที่ พร ๐๐๑๗.๒/ว ๕๖๗**\n\nศาลากลางจังหวัดแพร่\n\n๑๒ มีนาคม ๒๕๖๗\n\n**เรื่อง** การสำรวจฝาย\n\n**เรียน** นายอำเภอ ทุกอำเภอ\n\n"
        "ด้วยจังหวัดแพร่จะสำรวจฝายชะลอน้ำ" + _SIGNED,
        {
            "reference_number": "พร ๐๐๑๗.๒/ว ๕๖๗",
            "subject": "การสำรวจฝาย",
            "addressees": ["นายอำเภอ ทุกอำเภอ"],
            "date_be": "2567-03-12",
        },
    ),
    "heading of a web page over a memo": (
        "# บันทึกข้อความ\n\n**ส่วนราชการ** กองช่าง โทร. ๐ ๕๔๑๑ ๒๒๓๓\n**ที่** ลป ๕๒๑๐๑/๔๔ **วันที่** ๙ มิถุนายน ๒๕๖๖\n**เรื่อง** ขอใช้รถ\n"
        "**เรียน** ปลัดเทศบาล\n\nด้วยกองช่างจะออกสำรวจถนน\n\n(นายสมมุติ ใจงาม)\nผู้อำนวยการกองช่าง",
        {"kind": "internal", "reference_number": "ลป ๕๒๑๐๑/๔๔", "date_be": "2566-06-09", "subject": "ขอใช้รถ"},
    ),
    "label and value each on its line": (
        "ที่\nอว ๗๕๐๑/ว ๘๘\nมหาวิทยาลัยตัวอย่าง\nวันที่\n๒ กุมภาพันธ์ ๒๕๖๘\nเรื่อง\nขอเชิญส่งบทความ\nเรียน\nผู้อำนวยการสถานศึกษา ทุกแห่ง\n"
        "ด้วยมหาวิทยาลัยตัวอย่างจะจัดพิมพ์วารสาร" + _SIGNED,
        {"reference_number": "อว ๗๕๐๑/ว ๘๘", "date_be": "2568-02-02", "subject": "ขอเชิญส่งบทความ"},
    ),
    "labels with colons": (
        "เลขที่หนังสือ: ดศ 0204.1/ว 71\nวันที่: 4 เมษายน 2567\nจาก: สำนักงานสถิติแห่งชาติ\nเรื่อง: การสำรวจครัวเรือน\nเรียน: สถิติจังหวัด ทุกจังหวัด\n"
        "ด้วยสำนักงานสถิติแห่งชาติจะสำรวจภาวะเศรษฐกิจของครัวเรือน" + _SIGNED,
        {"reference_number": "ดศ 0204.1/ว 71", "date_be": "2567-04-04", "is_circular": True},
    ),
    "subject and addressee in one row": (
        "ที่ นม ๐๐๒๓.๓/ว ๙                     ศาลากลางจังหวัดนครราชสีมา\n          ๘ พฤษภาคม ๒๕๖๖\nเรื่อง  การซ้อมแผนอุทกภัย          เรียน  นายอำเภอ ทุกอำเภอ\n"
        "ด้วยจังหวัดนครราชสีมากำหนดซ้อมแผนเผชิญเหตุอุทกภัย" + _SIGNED,
        {"subject": "การซ้อมแผนอุทกภัย", "addressees": ["นายอำเภอ ทุกอำเภอ"]},
    ),
    "day below the subject": (
        "ที่ธปท.ฝกช.(31)ว. 77/2567 เรื่อง แนวปฏิบัติการแลกธนบัตร\n                      19 มกราคม 2567\nเรียน ผู้จัดการ\nธนาคารพาณิชย์ทุกแห่ง\n"
        "ตามที่ธนาคารแห่งประเทศไทยได้กำหนดแนวปฏิบัติไว้แล้ว นั้น",
        {
            "subject": "แนวปฏิบัติการแลกธนบัตร",
            "date_be": "2567-01-19",
            "sender_agency": "ธนาคารแห่งประเทศไทย",
        },
    ),
    "day of a radio message behind its number": (
        "วิทยุในราชการกรมการปกครอง\nด่วนมาก\nจาก กรมการปกครอง\nถึง ผู้ว่าราชการจังหวัด ทุกจังหวัด\nที่ มท ๐๓๐๙.๒/ว ๓๐๑ ลงวันที่ ๕ พฤศจิกายน ๒๕๖๖\n"
        "ข้อความ\n๑. ให้จังหวัดตรวจตราสถานบริการอย่างเข้มงวดในคืนวันลอยกระทง",
        {"kind": "other", "reference_number": "มท ๐๓๐๙.๒/ว ๓๐๑", "date_be": "2566-11-05"},
    ),
    "sheet on which news is written": (
        "กระดาษเขียนข่าว\nลำดับความเร่งด่วน ด่วนที่สุด\nจาก จังหวัดสกลนคร\nผู้รับปฏิบัติ นายอำเภอ ทุกอำเภอ\nที่ของผู้ให้ข่าว สน ๐๐๑๘.๑/ว ๗๗๑\n"
        "ด้วยกรมอุตุนิยมวิทยาพยากรณ์ว่าจะมีฝนตกหนัก ให้อำเภอเตรียมรับสถานการณ์",
        {"kind": "other", "urgency": "ด่วนที่สุด", "sender_agency": "จังหวัดสกลนคร", "reference_number": "สน ๐๐๑๘.๑/ว ๗๗๑"},
    ),
    "title and subject of an announcement in one line": (
        "ประกาศจังหวัดตาก เรื่อง เขตควบคุมไฟป่า\n\nโดยที่เป็นการสมควรควบคุมการเผาในที่โล่ง\n\nประกาศ ณ วันที่ ๔ กุมภาพันธ์ พ.ศ. ๒๕๖๗\n(นายสมมุติ ใจงาม)\n"
        "ผู้ว่าราชการจังหวัดตาก",
        {"kind": "announcement", "sender_agency": "จังหวัดตาก", "subject": "เขตควบคุมไฟป่า", "date_be": "2567-02-04"},
    ),
    "stamped letter of an area": (
        "ที่ ศธ ๐๔๐๗๙/ว ๑๒๐\nถึง โรงเรียนในสังกัดทุกโรงเรียน\nด้วยสำนักงานเขตพื้นที่การศึกษาประถมศึกษาแพร่ เขต ๑ ได้รับแจ้งว่าจะมีการมอบทุน จึงขอให้ประชาสัมพันธ์\n"
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาแพร่ เขต ๑\n๓ ตุลาคม ๒๕๖๗\nกลุ่มอำนวยการ\nโทร. ๐ ๕๔๕๑ ๑๒๓๔",
        {"kind": "stamped", "sender_agency": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาแพร่ เขต ๑", "date_be": "2567-10-03"},
    ),
    "own letters of a company are no province's": (
        "บริษัท ตัวอย่างพลังงาน จำกัด\n88 ถนนพหลโยธิน กรุงเทพมหานคร 10900\nที่ สพ 021/2568\nวันที่ 7 มกราคม 2568\nเรื่อง ขอส่งแผนผัง\nเรียน นายอำเภอพังโคน\n"
        "ตามที่อำเภอขอแผนผังอาคาร บริษัทขอส่งแผนผัง\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nกรรมการผู้จัดการ\nโทร. 02-123-4567",
        {"reference_number": "สพ 021/2568", "sender_agency": "บริษัท ตัวอย่างพลังงาน จำกัด"},
    ),
    "short letter whose office code is no noise": (
        "ที่ พช ๐๕๑๘/๑๙\nที่ว่าการอำเภอหนองไผ่\nถนนสระบุรี พช ๖๗๑๔๐\n๖ กันยายน ๒๕๖๕\nเรื่อง รายงานผล\nเรียน ผู้ว่าราชการจังหวัดเพชรบูรณ์\n"
        "อ้างถึง หนังสือจังหวัดเพชรบูรณ์ ที่ พช ๐๐๑๘.๑/ว ๑๐ ลงวันที่ ๑ กันยายน ๒๕๖๕\nตามหนังสือที่อ้างถึง ขอรายงานผล" + _SIGNED,
        {"reference_number": "พช ๐๕๑๘/๑๙", "subject": "รายงานผล", "date_be": "2565-09-06"},
    ),
    "the office that the text speaks for also asks": (
        "ที่ มท ๐๘๑๖.๓/ว ๒๒๑๑\nถึง สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด ทุกจังหวัด\n"
        "ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้รับแจ้งว่าจะมีการประกวดนวัตกรรม\n"
        "กรมส่งเสริมการปกครองท้องถิ่นจึงขอความร่วมมือประชาสัมพันธ์\nกองส่งเสริมและพัฒนาการจัดการศึกษาท้องถิ่น\nโทร. ๐ ๒๒๔๑ ๙๐๒๑",
        {"sender_agency": "กรมส่งเสริมการปกครองท้องถิ่น"},
    ),
    "letter to a royal person": (
        "ที่ ๒๑/๔๐๔\nกระทรวงตัวอย่าง\nวันที่ ๓ มิถุนายน พุทธศักราช ๒๔๗๑\nทูล พระเจ้าวรวงศ์เธอ กรมหมื่นตัวอย่าง\nด้วยข้าพระพุทธเจ้าได้รับหนังสือแล้ว\n"
        "ควรมิควรแล้วแต่จะโปรด",
        {"date_be": "2471-06-03", "addressees": ["พระเจ้าวรวงศ์เธอ กรมหมื่นตัวอย่าง"]},
    ),
}
"""What the class is: the text, and values that must be read and asked of nobody."""

ASKED = {
    "title that names nobody": (
        "ประกาศ\nเรื่อง สอบราคาจ้างเหมา\nด้วยอำเภอมีความประสงค์จะจ้างเหมา\nประกาศ ณ วันที่ ๑ ตุลาคม พ.ศ. ๒๕๖๕\n(ลงชื่อ) นายสมมุติ ใจงาม\nนายอำเภอพังโคน",
        "sender_agency",
        "อำเภอพังโคน",
    ),
    "order of a school whose title names nobody": (
        "คำสั่ง\nที่ ๔/๒๕๖๗\nเรื่อง เวรรักษาการณ์\nเพื่อความเรียบร้อย จึงมอบหมายดังนี้\nสั่ง ณ วันที่ ๓๐ เมษายน ๒๕๖๗\n(นายสมมุติ ใจงาม)\nผู้อำนวยการโรงเรียนบ้านตัวอย่าง",
        "sender_agency",
        "โรงเรียนบ้านตัวอย่าง",
    ),
    "statement": (
        "แถลงการณ์สมาคมตัวอย่างแห่งประเทศไทย\nเรื่อง จุดยืนต่อภาษี\nสมาคมตัวอย่างแห่งประเทศไทยมีจุดยืนดังนี้\nจึงแถลงมาเพื่อทราบโดยทั่วกัน",
        "kind",
        "announcement",
    ),
    "what another office asked is passed on": (
        "ที่ นน ๐๑๑๘/ว ๔\nถึง กำนัน ผู้ใหญ่บ้าน ทุกหมู่บ้าน\nด้วยกรมการปกครองได้มีหนังสือแจ้งว่าจะมีการประกวด\nอำเภอจึงขอให้ประชาสัมพันธ์",
        "sender_agency",
        "กรมการปกครอง",
    ),
    "number without a label in a line of its own": (
        "กรมตัวอย่าง เลขประจำเรื่อง มท ๐๓๐๙.๒/ว ๓๐๒\n๕ มกราคม ๒๕๖๘\nเรื่อง การประชุม\nเรียน นายอำเภอพังโคน\nด้วยกรมจะประชุม"
        + _SIGNED,
        "reference_number",
        None,
    ),
}
"""What the class is: the text, the field that must be asked, and the value proposed (None: whatever it is)."""


def _only(text: str) -> tuple[Letter, dict[str, Any]]:
    (letter,) = read_letters([text_page(text)])
    return letter, letter_record(letter)


@pytest.mark.parametrize("form", FORMS)
def test_what_a_form_tells_is_read_and_asked_of_nobody(form: str) -> None:
    text, wanted = FORMS[form]
    _, record = _only(text)
    read = {name: record[name] for name in wanted}
    assert _arabic(read) == _arabic(wanted)
    assert not set(wanted) & set(record["doubtful"])


@pytest.mark.parametrize("form", ASKED)
def test_what_a_form_does_not_tell_is_asked(form: str) -> None:
    text, field, proposed = ASKED[form]
    _, record = _only(text)
    assert field in record["doubtful"]
    assert proposed is None or record[field] == proposed


def test_a_rule_of_asterisks_is_no_bold_type() -> None:
    assert [line.text for line in text_page("****\n** ลับ **\nข้อ **๑**").lines] == ["****", "ลับ", "ข้อ ๑"]


def test_a_decree_that_is_cited_below_the_head_stays_one_line() -> None:
    letter, _ = _only(
        "ที่ พร ๐๐๑๗.๒/ว ๕๖๘\nศาลากลางจังหวัดแพร่\n๑๒ มีนาคม ๒๕๖๗\nเรื่อง การใช้พื้นที่\nเรียน นายอำเภอ ทุกอำเภอ\nอ้างถึง ระเบียบกระทรวงมหาดไทย\n"
        "ประกาศจังหวัดแพร่ เรื่อง เขตควบคุม ลงวันที่ ๑ มีนาคม ๒๕๖๗\nด้วยจังหวัดแพร่ได้กำหนดเขตควบคุม" + _SIGNED
    )
    assert letter.kind.value is LetterKind.EXTERNAL
    assert letter.subject.value == "การใช้พื้นที่"


def test_a_day_that_a_subject_leads_to_is_part_of_it() -> None:
    letter, _ = _only(
        "ที่ พร ๐๐๑๗.๒/ว ๕๖๙\nศาลากลางจังหวัดแพร่\n๑๒ มีนาคม ๒๕๖๗\nเรื่อง รายงานการประชุมเมื่อวันที่\n๑ มีนาคม ๒๕๖๗\nเรียน นายอำเภอ ทุกอำเภอ\nด้วยจังหวัดแพร่ได้ประชุม"
        + _SIGNED
    )
    assert letter.subject.value == "รายงานการประชุมเมื่อวันที่ ๑ มีนาคม ๒๕๖๗"
    assert letter.dated.value is not None and letter.dated.value.day == 12


def _arabic(values: dict[str, object]) -> str:
    return str(values).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
