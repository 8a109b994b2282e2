"""Whose a task is and by when, by what the text itself says: levels, days given to those below, what holds for everybody."""

from __future__ import annotations

import pytest
from test_told import TODAY, checks, drafted, text_of
from test_triage import ABOVE, letter_of

from circulars.cascade.draft import draft_letter
from circulars.cascade.gate import planned
from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.letter.finding import Severity
from circulars.thai.text import folded
from circulars.triage.proposal import propose
from circulars.triage.step import Step

CAUSE = "ด้วยกรมการปกครองมีโครงการบ่อน้ำตื้น"
END = "จึงเรียนมาเพื่อโปรดดำเนินการ"
LED = "กรมการปกครองจึงขอให้จังหวัดดำเนินการ ดังนี้"


def _asked(*lines: str) -> str:
    draft = drafted("\n".join((CAUSE, *lines, END)))
    text = text_of(draft)
    assert not {one for one in checks(draft) if one.startswith("language-")}, (text, draft.findings)
    assert "goes-nowhere" not in checks(draft), draft.findings
    return text[text.index("ในการนี้") :]


ROWS = (
    (
        (LED, "๑. ระดับจังหวัด ให้จังหวัดจัดพิธี ณ ศาลากลางจังหวัด", "๒. ระดับอำเภอ ให้อำเภอจัดพิธี ณ ที่ว่าการอำเภอ เวลา ๐๗.๐๐ น."),
        ("ขอให้อำเภอจัดพิธี ณ ที่ว่าการอำเภอ",),
        ("ศาลากลาง", "ระดับ"),
    ),
    (
        (LED, "๑. ระดับจังหวัด", "๑.๑ จัดทำแผนรวม", "๒. ระดับอำเภอ ให้สั่งการอำเภอดำเนินการ", "๒.๑ ขุดบ่อ ๓ แห่ง", "๒.๒ จัดเวรยาม"),
        ("๑.\nขุดบ่อ ๓ แห่ง", "จัดเวรยาม"),
        ("แผนรวม", "สั่งการ"),
    ),
    (
        (LED, "๑. แจ้งอำเภอจัดพิธีวันที่ ๒๑ ธันวาคม ๒๕๖๙", "๒. การแต่งกาย ข้าราชการแต่งเครื่องแบบปกติขาว", "๓. ห้ามจุดพลุในบริเวณงาน"),
        ("เครื่องแบบปกติขาว", "ห้ามจุดพลุ"),
        (),
    ),
    (
        (
            LED,
            "๑. แจ้งอำเภอเสนอชื่อ อำเภอละ ๑ คน ส่งสำนักงานวัฒนธรรมจังหวัด ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",
            "๒. จัดส่งรายชื่อ จำนวน ๓ คน ให้กรมการปกครอง ภายในวันที่ ๘ มกราคม ๒๕๗๐",
        ),
        ("๒๑ ธันวาคม ๒๕๖๙",),
        ("จำนวน ๓ คน", "มกราคม"),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอส่งผู้แทนแห่งละ ๑ คน โดยลงทะเบียนทาง https://a.example/x ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        ("ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        (),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอทราบ หากประสงค์เปลี่ยนแปลงรายชื่อ ให้แจ้งกรมการปกครองทราบภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        ("แจ้งจังหวัดสกลนครทราบภายในวันที่ ๑๖ ธันวาคม ๒๕๖๙",),
        ("กรมการปกครองทราบ",),
    ),
    (
        ("กรมการปกครองขอเชิญชวนจังหวัดส่งหมู่บ้านเข้าประกวด โดยขอให้อำเภอคัดเลือกหมู่บ้าน ๑ แห่ง",),
        ("ขอให้อำเภอคัดเลือกหมู่บ้าน ๑ แห่ง",),
        ("เชิญชวนจังหวัด",),
    ),
    (
        ("กรมการปกครองจึงขอความร่วมมือจังหวัดประชาสัมพันธ์ให้ประชาชนทราบ โดยแจ้งผ่านอำเภอ กำนัน และหอกระจายข่าว",),
        ("โดยแจ้งผ่านกำนัน",),
        ("ผ่านอำเภอ",),
    ),
    (
        (LED, "๑. ให้อำเภอสำรวจบ่อน้ำ", "๒. ให้อำเภอ กำนัน และผู้ใหญ่บ้าน เตือนราษฎร"),
        ("ให้อำเภอ กำนัน และผู้ใหญ่บ้าน เตือนราษฎร",),
        (),
    ),
    (
        (
            "กรมการปกครองจึงขอให้จังหวัดแจ้งผู้เกี่ยวข้องเข้าร่วมประชุม ดังนี้",
            "๑. ผู้เข้าร่วมประชุมระดับจังหวัด ประกอบด้วย ปลัดจังหวัด",
            "๒. ผู้เข้าร่วมประชุมระดับอำเภอ ประกอบด้วย นายอำเภอ",
        ),
        ("โดยผู้เข้าร่วมประชุมระดับอำเภอ ประกอบด้วย นายอำเภอ",),
        ("ปลัดจังหวัด",),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอเผยแพร่สื่อดังกล่าวทางเสียงตามสาย",),
        ("เผยแพร่สื่อดังกล่าว",),
        (),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอส่งเอกสารตามแบบ ขร.๔ ให้กรมการปกครองภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        ("ให้จังหวัดสกลนครภายในวันที่ ๑๖ ธันวาคม ๒๕๖๙",),
        ("กรมการปกครอง",),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดสั่งการให้อำเภอรายงานพื้นที่เสี่ยงให้จังหวัดภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        ("ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        (),
    ),
    (
        (
            "กรมการปกครองขอความร่วมมือจังหวัดเชิญชวนข้าราชการแต่งกายด้วยผ้าไทยทุกวันศุกร์ พร้อมทั้งแจ้งอำเภอและองค์การบริหารส่วนตำบลดำเนินการเช่นเดียวกัน",
        ),
        ("ขอให้อำเภอเชิญชวนข้าราชการแต่งกายด้วยผ้าไทยทุกวันศุกร์", "และแจ้งองค์การบริหารส่วนตำบลดำเนินการเช่นเดียวกัน"),
        ("แจ้งอำเภอ",),
    ),
    (
        ("กรมการปกครองจึงขอเชิญจังหวัดและอำเภอส่งทีมเข้าแข่งขัน โดยส่งใบสมัครถึงกรมการปกครองภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        ("ขอเชิญอำเภอส่งทีมเข้าแข่งขัน", "ถึงจังหวัดสกลนครภายในวันที่ ๑๖ ธันวาคม ๒๕๖๙"),
        ("เชิญจังหวัด",),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอจัดกิจกรรม และรายงานผลการจัดกิจกรรมให้กรมการปกครองทราบภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        ("ทราบภายในวันที่ ๑๖ ธันวาคม ๒๕๖๙",),
        (),
    ),
    (
        (
            "กรมการปกครองจึงขอให้จังหวัดมอบหมายรองผู้ว่าราชการจังหวัดเข้าร่วมการฝึก และแจ้งอำเภอซึ่งเป็นแหล่งผลิต ได้แก่ อำเภอภูพาน และอำเภอกุดบาก แจ้งให้ผู้ผลิตเตรียมบ่อ",
        ),
        ("ขอให้อำเภอซึ่งเป็นแหล่งผลิต", "แจ้งให้ผู้ผลิตเตรียมบ่อ"),
        ("รองผู้ว่าราชการ",),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอภูพานจัดที่พัก และแจ้งอำเภอกุดบากจัดอาหาร",),
        ("ขอให้อำเภอภูพานจัดที่พัก และให้อำเภอกุดบากจัดอาหาร",),
        ("แจ้งอำเภอ",),
    ),
    (
        ("กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอตอบแบบสอบถามออนไลน์ทาง https://a.example/x ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        ("ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",),
        (),
    ),
    (
        ("กรมการปกครองขอความร่วมมือจังหวัดประชาสัมพันธ์ให้หน่วยงานในสังกัด องค์กรปกครองส่วนท้องถิ่น และอำเภอส่งผู้สนใจเข้าอบรม",),
        ("ประชาสัมพันธ์ให้องค์กรปกครองส่วนท้องถิ่น และอำเภอส่งผู้สนใจ",),
        ("หน่วยงานในสังกัด",),
    ),
    (
        ("กรมการปกครองจึงขอความร่วมมือจังหวัดแจ้งให้นายอำเภอ กำนัน ผู้ใหญ่บ้าน และประชาชนแสดงความคิดเห็น",),
        ("ขอให้อำเภอแจ้งให้กำนัน ผู้ใหญ่บ้าน และประชาชนแสดงความคิดเห็น",),
        (),
    ),
    (
        (LED, "๑. แจ้งอำเภอในพื้นที่ตรวจสอบบ่อน้ำ", "๒. แจ้งอำเภอขุดบ่อ"),
        ("ดังนี้ตรวจสอบบ่อน้ำขุดบ่อ",),
        (),
    ),
    (
        (
            "กรมการปกครองจึงขอกำชับให้จังหวัดและอำเภอถือปฏิบัติโดยเคร่งครัด ดังนี้",
            "๑. ตรวจสอบบ่อน้ำทุกวันที่ ๑ ของเดือน",
            "๒. หากพบว่าแห้ง ให้ปิดบ่อและรายงานกรมการปกครองทราบภายใน ๒๔ ชั่วโมง",
        ),
        ("ขอกำชับให้อำเภอถือปฏิบัติโดยเคร่งครัด ดังนี้", "รายงานจังหวัดสกลนครทราบภายใน ๒๔ ชั่วโมง"),
        ("รายงานกรม",),
    ),
    (
        ("กรมการปกครองจึงขอเชิญจังหวัดแจ้งหน่วยงานในสังกัดและอำเภอส่งบุคลากรเข้าประชุม",),
        ("ขอให้อำเภอส่งบุคลากรเข้าประชุม",),
        ("เชิญจังหวัด", "แจ้งอำเภอ"),
    ),
)


@pytest.mark.parametrize(("lines", "there", "gone"), ROWS, ids=[row[0][-1][:20] for row in ROWS])
def test_whose_it_is_and_by_when(lines: tuple[str, ...], there: tuple[str, ...], gone: tuple[str, ...]) -> None:
    asked = folded(_asked(*lines))
    for words in there:
        assert folded(words.replace("๑.\n", "")) in asked, (words, asked)
    for words in gone:
        assert folded(words) not in asked, (words, asked)


def test_the_senders_name_and_the_aim_of_a_wish_run_into_the_sentence_before_are_taken_apart() -> None:
    glued = "ซึ่งเป็นอันตรายต่อประชาชนกรมการปกครองขอความร่วมมือจังหวัดแจ้งอำเภอขุดบ่อ"
    draft = drafted(f"{CAUSE} {glued}\n{END}")
    assert "ประชาชนกรม" not in text_of(draft) and "ขอให้อำเภอขุดบ่อ" in text_of(draft)
    aim = "ทุกคนมีบัตรประจำตัวเพื่อให้การสำรวจเป็นไปด้วยความเรียบร้อย จึงขอให้จังหวัดแจ้งอำเภอขุดบ่อ"
    assert "ในการนี้ เพื่อให้การสำรวจเป็นไปด้วยความเรียบร้อย จังหวัดสกลนครจึงขอให้อำเภอขุดบ่อ" in text_of(
        drafted(f"{CAUSE} {aim}\n{END}")
    )


def test_a_code_at_the_foot_of_the_senders_letter_stands_on_the_copy_that_we_send() -> None:
    draft = drafted(f"{CAUSE} ดาวน์โหลดสื่อได้ตาม QR Code ท้ายหนังสือนี้\nจึงขอให้จังหวัดแจ้งอำเภอเผยแพร่สื่อ\n{END}")
    assert "QR Code ท้ายเอกสารตามสิ่งที่ส่งมาด้วย" in text_of(draft) and "language-code" not in checks(draft)


def test_a_word_that_begins_as_a_title_is_no_person() -> None:
    draft = drafted(f"{CAUSE}\nจึงขอให้จังหวัดแจ้งอำเภอเตือนประชาชนมิให้หลงเชื่อนายหน้าจัดหางานเถื่อน\n{END}")
    assert "fact-lock" not in checks(draft)


def test_a_report_that_we_owe_and_do_not_ask_for_is_shown() -> None:
    listed = (LED, "๑. แจ้งอำเภอจัดหาวัคซีน", "๒. ให้จังหวัดรายงานกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙")
    owed = drafted("\n".join((CAUSE, *listed, END)))
    asked = drafted("\n".join((CAUSE, *listed[:1], "๑. แจ้งอำเภอจัดหาวัคซีน และรายงานผลให้จังหวัดทราบ", listed[2], END)))
    assert "report-not-asked" in checks(owed, Severity.WARNS) and "report-not-asked" not in checks(
        asked, Severity.WARNS
    )


def test_what_we_gather_for_the_sender_is_asked_of_those_who_do_it() -> None:
    listed = (LED, "๑. แจ้งอำเภอจัดหาวัคซีน", "๒. ให้สำนักงานจังหวัดรวบรวมผลเป็นภาพรวม ส่งกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙")
    draft = drafted("\n".join((CAUSE, *listed, END)))
    assert "รายงานผลให้จังหวัดสกลนครทราบ ภายในวันที่ ๒๒ ธันวาคม ๒๕๖๙" in text_of(draft)
    assert "รวบรวม" not in text_of(draft)
    reported = ("๑. แจ้งอำเภอจัดหาวัคซีน และรายงานผลให้จังหวัดทราบทันที", listed[2])
    assert "ภายในวันที่" not in text_of(drafted("\n".join((CAUSE, LED, *reported, END))))


def test_a_report_by_the_senders_own_way_goes_to_him_and_keeps_its_day() -> None:
    body = "ขอให้จังหวัดแจ้งอำเภอสำรวจบ่อ และส่งแบบตอบรับให้กรมการปกครองทางไปรษณีย์อิเล็กทรอนิกส์ a@b.go.th ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙"
    text = text_of(drafted(f"{CAUSE}\nกรมการปกครองจึง{body}\n{END}"))
    assert "ส่งแบบตอบรับให้กรมการปกครองทางไปรษณีย์อิเล็กทรอนิกส์ a@b.go.th ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙" in text
    plain = text_of(drafted(f"{CAUSE}\nกรมการปกครองจึง{body.replace('ทางไปรษณีย์อิเล็กทรอนิกส์ a@b.go.th', '')}\n{END}"))
    assert "ส่งแบบตอบรับให้จังหวัดสกลนคร" in plain and "๒๒ ธันวาคม ๒๕๖๙" in plain


def test_recipients_made_to_act_by_name_keep_their_names_or_lose_them_whole() -> None:
    text = text_of(
        drafted("\n".join((CAUSE, LED, "๑. แจ้งอำเภอพังโคนและอำเภอภูพานจัดชุดปฏิบัติการ", "๒. แจ้งทุกอำเภอขุดบ่อ", END)))
    )
    assert "ให้อำเภอพังโคนและอำเภอภูพานจัดชุดปฏิบัติการ" in text
    told = text_of(drafted(f"{CAUSE}\nจึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอพังโคนและอำเภอภูพานทราบด้วย"))
    assert "จึงขอแจ้งให้อำเภอพังโคนและอำเภอภูพานทราบด้วย" in told


def test_tasks_that_name_first_who_does_them() -> None:
    items = (
        "๑. อำเภอ ให้สำรวจบ่อ แล้วส่งให้จังหวัดภายในวันที่ ๙ ธันวาคม ๒๕๖๙",
        "๒. องค์กรปกครองส่วนท้องถิ่น ให้บันทึกข้อมูลในระบบ",
        "๓. จังหวัดตรวจสอบข้อมูล",
    )
    text = text_of(drafted("\n".join((CAUSE, "จึงขอให้จังหวัดแจ้งหน่วยงานในพื้นที่ดำเนินการ ดังนี้", *items, END))))
    assert "จึงขอให้อำเภอดำเนินการ ดังนี้" in text and "สำรวจบ่อ" in text and "องค์กรปกครองส่วนท้องถิ่นบันทึกข้อมูลในระบบ" in text
    assert "อำเภอ ให้" not in text and "ตรวจสอบข้อมูล" not in text


def test_the_senders_own_use_of_a_report_stays_his() -> None:
    wish = "จึงขอให้จังหวัดแจ้งอำเภอรายงานผลผ่านระบบออนไลน์ ภายในวันที่ ๑๑ ธันวาคม ๒๕๖๙ เพื่อกรมการปกครองจะได้สรุปผลเสนอกระทรวงมหาดไทยต่อไป"
    assert "เพื่อกรมการปกครองจะได้สรุปผลเสนอกระทรวงมหาดไทย" in text_of(drafted(f"{CAUSE}\n{wish}\n{END}"))


def test_an_area_of_ours_is_each_recipients_own() -> None:
    purpose = "จึงเรียนมาเพื่อโปรดทราบ และแจ้งองค์กรปกครองส่วนท้องถิ่นในเขตจังหวัดทราบและถือปฏิบัติต่อไป สำหรับอำเภอให้แจ้งองค์กรปกครองส่วนท้องถิ่นในเขตอำเภอด้วย"
    text = text_of(drafted(f"{CAUSE}\n{purpose}"))
    assert "องค์กรปกครองส่วนท้องถิ่นในเขตอำเภอทราบและถือปฏิบัติ" in text and "สำหรับอำเภอ" not in text


def test_each_of_them_is_those_who_are_asked() -> None:
    text = text_of(drafted("\n".join((CAUSE, LED, "๑. แจ้งอำเภอขุดบ่อ", "๒. ให้อำเภอแต่ละแห่งรายงานผลให้จังหวัดทราบทุกวัน", END))))
    assert "รายงานผลให้จังหวัดทราบทุกวัน" in text and "แต่ละแห่ง" not in text


def test_what_we_are_to_hand_out_is_asked_about() -> None:
    body = "จึงขอส่งคู่มือ จำนวน ๑๘ เล่ม มาเพื่อให้จังหวัดจัดส่งให้อำเภอ อำเภอละ ๑ เล่ม"
    assert "language-handed-out" in checks(drafted(f"{CAUSE}\n{body}\n{END}"), Severity.BLOCKS)


@pytest.mark.parametrize(
    ("wish", "forwards"),
    [
        ("ขอความร่วมมือจังหวัดแจ้งส่วนราชการและอำเภอในพื้นที่ขุดบ่อ", True),
        ("ขอความร่วมมือจังหวัดประชาสัมพันธ์เชิญชวนข้าราชการ เจ้าหน้าที่ ส่วนราชการ อำเภอ และประชาชนร่วมขุดบ่อ", True),
        ("ขอความร่วมมือจังหวัดมอบหมายเจ้าหน้าที่ จำนวน ๒ คน เข้าร่วมประชุม", False),
    ],
)
def test_general_names_before_those_below_head_the_list_of_who_is_told(wish: str, forwards: bool) -> None:
    body = f"{CAUSE}\nกรมการปกครองจึง{wish}\n{END}"
    letter = letter_of(ABOVE.format(body=body, subject="โครงการบ่อน้ำตื้น", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    step = propose(letter, default_profile(find_office("สกลนคร"))).step
    assert (step is Step.FORWARD_ALL) is forwards


def test_a_task_that_names_nobody_and_has_a_day_is_shown_as_doubtful() -> None:
    draft = drafted("\n".join((CAUSE, LED, "๑. แจ้งอำเภอขุดบ่อ", "๒. เตรียมเครื่องสูบน้ำ จำนวน ๗ เครื่อง", END)))
    assert "own-task" in checks(draft, Severity.BLOCKS)
    assert "own-task" not in checks(drafted("\n".join((CAUSE, LED, "๑. แจ้งอำเภอขุดบ่อ", END))), Severity.WARNS)


def test_whom_a_condition_means_is_asked_and_the_draft_waits() -> None:
    body = f"{CAUSE}\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอที่มีผู้เข้าอบรมทราบโดยด่วน\n{END}"
    source = letter_of(ABOVE.format(body=body, subject="โครงการบ่อน้ำตื้น", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    found = planned(source, default_profile(find_office("สกลนคร")), today=TODAY).plan
    (step,) = found.steps
    assert step.addressee_line == "นายอำเภอ ที่มีผู้เข้าอบรม"
    assert [one.severity for one in found.findings if one.check == "recipients"] == [Severity.BLOCKS]
    assert "ขอแจ้งให้อำเภอที่มีผู้เข้าอบรมทราบโดยด่วน" in text_of(draft_letter(source, step, today=TODAY))
    named = planned(source, default_profile(find_office("สกลนคร")), today=TODAY, to=("นายอำเภอพังโคน",)).plan
    assert not [one for one in named.findings if one.check == "recipients"] and len(named.steps[0].recipients) == 1


def test_the_senders_own_verb_of_telling_and_his_short_name_are_no_text_of_ours() -> None:
    told = drafted(f"ด้วยกรมการปกครองรายงานว่า ในปีนี้มีบ่อแห้ง จำนวน ๗ บ่อ\nจึงขอให้จังหวัดแจ้งอำเภอขุดบ่อ\n{END}")
    assert "ว่า ในปีนี้มีบ่อแห้ง" in text_of(told)
    kept = drafted(f"{CAUSE}\nจึงขอให้จังหวัดแจ้งอำเภอทราบและถือปฏิบัติ\nจึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอทราบและถือปฏิบัติต่อไป")
    assert kept.content.purpose == "จึงเรียนมาเพื่อทราบและถือปฏิบัติ"


def test_a_letter_that_only_asks_opens_with_what_came() -> None:
    rules = "กรมการปกครองขอซักซ้อมแนวทางการขุดบ่อ ดังนี้\n๑. ห้ามขุดบ่อในเขตถนน\n๒. ให้ปักป้ายเตือน"
    draft = drafted(f"{rules}\nจึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอถือปฏิบัติ")
    assert draft.content.paragraphs[0].text == "ด้วยจังหวัดสกลนครได้รับแจ้งจากกรมการปกครอง เรื่อง โครงการบ่อน้ำตื้น"


def test_what_a_court_decided_is_told_and_does_not_block() -> None:
    told = "ด้วยศาลมีคำสั่งในคดีหมายเลขดำที่ บ. ๑๒/๒๕๖๙ ให้นายอำเภอภูพานมาให้ถ้อยคำในวันที่ ๒๑ ธันวาคม ๒๕๖๙"
    asked = "จึงขอให้จังหวัดแจ้งนายอำเภอภูพานไปให้ถ้อยคำตามวันดังกล่าว"
    assert "asked-in-told" not in checks(drafted(f"{told}\n{asked}\n{END}"))


def test_a_sentence_after_the_tasks_is_no_part_of_the_last_one() -> None:
    lines = (
        CAUSE,
        LED,
        "๑. แจ้งอำเภอขุดบ่อ",
        "๒. แจ้งอำเภอปักป้ายเตือนทุกหมู่บ้าน",
        "ทั้งนี้ ให้รายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙",
        END,
    )
    last = drafted("\n".join(lines)).content.paragraphs[-1].text
    assert last.startswith("ทั้งนี้ ให้รายงานผลให้จังหวัดสกลนครทราบ ภายในวันที่ ๑๖ ธันวาคม ๒๕๖๙")
