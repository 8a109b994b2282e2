"""Checks of whether and to whom a letter is passed on."""

from __future__ import annotations

from circulars.checks.registry.row import BLOCKS, NOTES, WARNS, Check, Example, Looks

_TABLE = "จึงขอให้จังหวัดแจ้งอำเภอคัดเลือกผู้เข้าอบรมตามจำนวน ดังนี้"
_THEY = "นายอำเภอกุดบาก และนายอำเภอภูพาน"
CHECKS = (
    Check(
        "report-no-day",
        "เราต้องส่งต้นเรื่องภายในวันที่บอกไว้ที่อื่น แต่ร่างไม่บอกวันให้ผู้รับ",
        (BLOCKS,),
        Looks.DRAFT,
        "ผู้รับไม่รู้วัน เราก็ส่งไม่ทันวัน",
        (),
        "tests/test_cascade_wishes.py::test_a_day_told_elsewhere_that_binds_us_is_given_to_them",
    ),
    Check(
        "report-not-asked",
        "เราต้องรายงานต้นเรื่อง แต่ร่างไม่ขอรายงานจากผู้รับ",
        (WARNS,),
        Looks.DRAFT,
        "ไม่มีรายงานจากผู้รับ เราก็รายงานต่อไม่ได้",
        (),
        "tests/triage/test_whose_and_when.py::test_a_report_that_we_owe_and_do_not_ask_for_is_shown",
    ),
    Check(
        "addressed-to-us",
        "ไม่แน่ว่าหนังสือส่งถึงเรา",
        (WARNS,),
        Looks.PLAN,
        "รับผิดแห่งต้องส่งคืน",
        (Example({"source.addressees": "ผู้ว่าราชการจังหวัดนครพนม"}, {"source.addressees": "ผู้ว่าราชการจังหวัดสกลนคร"}),),
    ),
    Check(
        "recipients-have-it",
        "ต้นเรื่องส่งถึงผู้รับเหล่านี้โดยตรงแล้ว",
        (WARNS,),
        Looks.PLAN,
        "ไม่ส่งเรื่องเดียวสองทาง",
        (
            Example(
                {"source.addressees": "ผู้ว่าราชการจังหวัด ทุกจังหวัด และนายอำเภอ ทุกอำเภอ"},
                {"source.addressees": "ผู้ว่าราชการจังหวัด ทุกจังหวัด"},
            ),
        ),
    ),
    Check(
        "recipients-count",
        "จำนวนผู้รับไม่ตรงกับที่ระบุ",
        (WARNS,),
        Looks.PLAN,
        "จำนวนที่พิมพ์กับรายชื่อต้องตรงกัน",
        (Example({"plan.to": "นายอำเภอ ทุกอำเภอ จำนวน ๑๗ อำเภอ"}, {"plan.to": "นายอำเภอ ทุกอำเภอ จำนวน ๑๘ อำเภอ"}),),
    ),
    Check(
        "recipients-narrowed",
        "เนื้อความระบุผู้รับไม่ครบทุกแห่ง",
        (WARNS,),
        Looks.PLAN,
        "ตัดผู้รับโดยการอ่านต้องมีคนตรวจ",
        (
            Example(
                {"source.body": "จึงขอให้จังหวัดแจ้งอำเภอพังโคน สำรวจถนน"},
                {"source.body": "จึงขอให้จังหวัดแจ้งอำเภอจัดประชุม ณ ที่ว่าการอำเภอพังโคน"},
            ),
        ),
    ),
    Check(
        "row-without-recipient",
        "ตารางรายแห่งกับผู้รับไม่ตรงกัน",
        (BLOCKS,),
        Looks.PLAN,
        "แต่ละแห่งต้องได้แถวของตน และไม่มีแถวใดหาย",
        (
            Example(
                {"profile.own_row": "yes", "source.body": f"{_TABLE}\nกุดบาก ๕\nเมืองสมมุติ ๔\nภูพาน ๓", "plan.to": _THEY},
                {"profile.own_row": "yes", "source.body": f"{_TABLE}\nกุดบาก ๕\nภูพาน ๓", "plan.to": _THEY},
            ),
        ),
    ),
    Check(
        "rows-total",
        "ยอดรวมไม่เท่ากับผลบวกของแถว",
        (WARNS,),
        Looks.PLAN,
        "ตัวเลขที่แยกส่งต้องรวมกันได้เท่าต้นเรื่อง",
        (
            Example(
                {"profile.own_row": "yes", "source.body": f"{_TABLE}\nกุดบาก ๕\nภูพาน ๓\nรวม ๙", "plan.to": _THEY},
                {"profile.own_row": "yes", "source.body": f"{_TABLE}\nกุดบาก ๕\nภูพาน ๓\nรวม ๘", "plan.to": _THEY},
            ),
        ),
    ),
    Check(
        "departments",
        "รายชื่อส่วนราชการในสังกัดมาจากสารบบ",
        (WARNS,),
        Looks.PLAN,
        "สารบบอาจไม่ครบ",
        (
            Example(
                {
                    "office": "กระทรวงมหาดไทย",
                    "source.addressees": "ปลัดกระทรวงมหาดไทย",
                    "source.body": "จึงขอให้กระทรวงแจ้งส่วนราชการในสังกัดทราบและถือปฏิบัติ",
                },
                {"source.addressees": "ผู้ว่าราชการจังหวัด ทุกจังหวัด"},
            ),
        ),
    ),
    Check(
        "not-to-forward",
        "หนังสือไม่ได้ขอให้แจ้งต่อ",
        (NOTES,),
        Looks.PLAN,
        "เพื่อทราบไม่ใช่คำสั่งให้ส่งต่อ",
        (Example({"source.body": "ด้วยจะปิดระบบเพื่อปรับปรุง"}, {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอสำรวจ"}),),
    ),
    Check(
        "whose-task",
        "ไม่ได้ระบุว่าใครเป็นผู้ปฏิบัติ",
        (WARNS,),
        Looks.PLAN,
        "ข้อใดเป็นงานของเราต้องมีคนตัดสิน",
        (),
        "tests/test_cascade_wording.py::test_a_task_without_an_actor_is_not_lost",
    ),
    Check(
        "laid-before-head",
        "เสนอหัวหน้าหน่วยงาน",
        (NOTES,),
        Looks.PLAN,
        "หนังสือถึงหน่วยงาน หัวหน้าเป็นผู้สั่งการ",
        (),
        "tests/test_cascade_upward.py::test_a_memo_to_the_head_himself_goes_nowhere",
    ),
    Check(
        "own-letter",
        "หนังสือเป็นของเราเอง ร่างให้ผู้รับ",
        (NOTES,),
        Looks.PLAN,
        "สำเนาคู่ฉบับของเราเอง",
        (),
        "tests/test_cascade_plan.py::test_the_departments_own_circular_gives_76_letters_of_provinces_and_878_recipients",
    ),
    Check(
        "own-number",
        "ใช้เลขหรือชื่อของเราแต่ไม่ตรงกับฉบับที่ออก",
        (BLOCKS,),
        Looks.PLAN,
        "คลังหนังสือ",
        (),
        "tests/checks/test_rows_in_their_place.py::test_a_letter_that_bears_our_number_and_is_not_ours_blocks",
    ),
    Check(
        "triage-doubtful",
        "ไม่แน่ว่าต้องแจ้งต่อหรือไม่ จึงยังไม่ร่าง",
        (WARNS,),
        Looks.PLAN,
        "สงสัยแล้วไม่ส่ง คนเป็นผู้ตัดสิน",
        (),
        "tests/checks/test_rows_in_their_place.py::test_where_it_is_not_sure_that_those_below_are_asked_nothing_is_drafted",
    ),
    Check(
        "triage-kept",
        "ไม่ได้ขอสิ่งใดจากผู้อยู่ใต้ จึงไม่ร่าง",
        (NOTES,),
        Looks.PLAN,
        "เพื่อทราบไม่ใช่คำสั่งให้ส่งต่อ",
        (),
        "tests/checks/test_rows_in_their_place.py::test_a_letter_that_asks_nothing_of_those_below_is_kept",
    ),
    Check(
        "order-power",
        "คำสั่งไม่อ้างอำนาจที่ใช้สั่ง หรือคำสั่งและประกาศที่ยังเป็นคำขอ",
        (BLOCKS,),
        Looks.DRAFT,
        "ข้อ ๑๖.๔",
        (
            Example(
                {"draft.kind": "order", "draft.body": "จังหวัดทดลองจึงมีคำสั่งให้อำเภอตั้งจุดตรวจ"},
                {
                    "draft.kind": "order",
                    "draft.body.only": "อาศัยอำนาจตามความในมาตรา ๕๗ จังหวัดทดลองจึงมีคำสั่งให้อำเภอตั้งจุดตรวจ",
                },
            ),
        ),
    ),
)
"""The rows."""
