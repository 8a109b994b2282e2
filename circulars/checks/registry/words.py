"""Checks of what our drafts say: words, tasks of the source, and the Thai of our own sentences."""

from __future__ import annotations

from circulars.checks.registry.row import BLOCKS, NOTES, WARNS, Check, Example, Looks

_OWN_THAI = "tests/triage/test_own_thai.py::test_each_fault_is_found_and_its_like_is_not"
_WHOLE = "หัวหน้างานสารบรรณไม่ลงนามประโยคที่ไม่ครบ"

_LANGUAGE = (
    ("asks-us", "ผู้รับถูกให้ขอหรือสั่งหน่วยงานเรา"),
    ("handed-out", "ของทั้งหมดที่ให้เราแจกจ่ายกลายเป็นของผู้รับแต่ละแห่ง"),
    ("no-verb", "คำขอไม่มีคำกริยา"),
    ("level-twice", "ชื่อระดับของผู้รับซ้อนกัน"),
    ("themselves", "ผู้รับถูกให้แจ้งตนเอง"),
    ("cut", "ประโยคขาดท้าย"),
    ("mobile", "ส่งต่อหมายเลขโทรศัพท์เคลื่อนที่ของบุคคล"),
    ("no-items", "ลงท้ายว่า ดังนี้ แต่ไม่มีข้อย่อย"),
    ("own-actor", "สั่งให้หน่วยงานเราเองทำในหนังสือถึงผู้อื่น"),
    ("beside", "สั่งหน่วยงานที่ผู้รับไม่ได้กำกับดูแล"),
    ("signature", "ชื่อผู้ลงนามของต้นเรื่องอยู่ในเนื้อความ"),
    ("asked-to-ask", "คำที่ผู้ส่งขอเองกลายเป็นงานของผู้รับ"),
    ("yours", "มีคำว่า ของท่าน ซึ่งหมายถึงเรา"),
    ("doubled", "มีข้อซ้ำกัน"),
    ("named-twice", "ผู้รับถูกเรียกสองครั้งติดกัน"),
    ("twice", "มี ในการนี้ สองแห่ง"),
    ("code", "กล่าวถึง QR Code ท้ายหนังสือที่ไม่มี"),
    ("told-twice", "ชื่อผู้แจ้งซ้ำสองครั้ง"),
    ("opened-twice", "คำขึ้นต้นซ้อนกัน"),
    ("half", "ย่อหน้าไม่เป็นประโยค"),
    ("joins-first", "ข้อความขึ้นต้นด้วยคำเชื่อม"),
)
"""Faults of our own sentences; their examples stand beside how they are found (`circulars.cascade.checks.language`)."""

_OVER = (
    "อนึ่ง เมื่อปีที่ผ่านมาได้มีการประชุมชี้แจงแนวทางการดูแลฝายแก่ผู้แทนทุกภาคส่วน ทั้งภาครัฐ ภาคเอกชน และภาคประชาชน ซึ่งที่ประชุมได้แลกเปลี่ยนความเห็นกันอย่างกว้างขวาง"
    "และมีข้อเสนอแนะที่เป็นประโยชน์หลายประการ ทั้งด้านการบำรุงรักษา ด้านการมีส่วนร่วม และด้านการใช้ประโยชน์ที่ดินโดยรอบของฝายแต่ละแห่ง\n"
    "กรมการปกครองได้จัดทำคู่มือการดูแลฝายแล้ว"
)
CHECKS = (
    Check(
        "purpose-line",
        "บรรทัด จึงเรียนมา ขาด ซ้ำ หรือใช้ โปรด ผิดที่",
        (BLOCKS, WARNS),
        Looks.DRAFT,
        "ข้อ ๑๑.๘ ภาคสรุป",
        (
            Example({"draft.purpose": "-"}, {"draft.purpose": "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"}),
            Example({"draft.purpose": "จึงเรียนมาเพื่อโปรดทราบ"}, {"draft.purpose": "จึงเรียนมาเพื่อทราบ"}),
        ),
    ),
    Check(
        "item-numbers",
        "ลำดับข้อไม่ต่อเนื่อง",
        (WARNS,),
        Looks.DRAFT,
        "ข้อย่อยต้องนับได้",
        (Example({"draft.items": "๑. ก\n๓. ข"}, {"draft.items": "๑. ก\n๒. ข"}),),
    ),
    Check(
        "digits-thai",
        "ใช้เลขอารบิกในข้อความไทย",
        (WARNS,),
        Looks.DRAFT,
        "มติคณะรัฐมนตรีให้ใช้เลขไทยในหนังสือราชการ",
        (Example({"draft.body": "จำนวน 15 แห่ง"}, {"draft.body": "ทาง https://a.go.th/15"}),),
    ),
    Check(
        "one-place",
        "หัวหรือท้ายหนังสือมีชื่อจังหวัดอื่น",
        (BLOCKS,),
        Looks.DRAFT,
        "ข้อ ๑๑.๒ ๑๑.๓",
        (Example({"draft.letterhead": "ศาลากลางจังหวัดสงขลา"}, {"draft.letterhead": "ศาลากลางจังหวัดสกลนคร"}),),
    ),
    Check(
        "other-place",
        "ข้อความกล่าวถึงจังหวัดอื่น",
        (WARNS,),
        Looks.DRAFT,
        "ชื่อจังหวัดอ่านสลับกันได้",
        (Example({"draft.body": "ที่จังหวัดภูเก็ต"}, {"draft.body": "ที่จังหวัดสกลนคร"}),),
    ),
    Check(
        "clean-text",
        "มีสระ วรรณยุกต์ หรือช่องว่างผิดปกติ",
        (WARNS,),
        Looks.DRAFT,
        "ข้อความต้องพิมพ์ได้ถูกต้อง",
        (Example({"draft.body": "ดําเนินการ  แล้ว"}, {"draft.body": "ดำเนินการ แล้ว"}),),
    ),
    Check(
        "suspect-word",
        "คำนี้ขัดกับคำเดียวกันที่อื่นในหนังสือ",
        (WARNS,),
        Looks.DRAFT,
        "ตัวอ่านอ่านคำเดียวผิดต่างกันในแต่ละแห่ง",
        (),
        "tests/test_cascade_draft.py::test_words_that_the_letter_itself_contradicts_are_shown_with_a_proposal",
    ),
    Check(
        "respelled",
        "คำที่วรรณยุกต์หาย ร่างเขียนให้ครบแล้ว",
        (NOTES,),
        Looks.DRAFT,
        "คำประจำของหนังสือราชการ",
        (
            Example(
                {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งหน่วยงานทีเกียวข้องทราบ"},
                {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งหน่วยงานที่เกี่ยวข้องทราบ"},
            ),
        ),
    ),
    Check(
        "deadline-kept",
        "กำหนดเวลาของต้นเรื่องหาย หรือเป็นข้อเสนอที่ต้องยืนยัน",
        (WARNS,),
        Looks.DRAFT,
        "ผู้รับต้องทำทันกำหนดของเจ้าของเรื่อง",
        (
            Example(
                {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอรายงานผลภายในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗"},
                {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอรายงานผล"},
            ),
        ),
    ),
    Check(
        "day-meant",
        "กำหนดที่ส่งต่อตามคำเดิมหมายถึงวันใด",
        (WARNS,),
        Looks.DRAFT,
        "ผู้ตรวจต้องเห็นวันที่ก่อนยืนยัน",
        (
            Example({"draft.body": "ขอให้อำเภอรายงานผลภายใน ๗ วัน"}, {"draft.body": "ขอให้อำเภอตรวจเวร ๗ วัน"}),
            Example({"draft.body": "ขอให้อำเภอรายงานผลทุกวันที่ ๕ ของเดือน"}, {"draft.body": "ขอให้อำเภอรายงานผลทุกวันที่มีฝน"}),
        ),
    ),
    Check(
        "unknown-words",
        "มีคำที่ไม่รู้จักในข้อความ",
        (WARNS,),
        Looks.DRAFT,
        "คำที่อ่านผิดต้องไม่ออกไปกับหนังสือ",
        (Example({"draft.body": "ขอให้อำเภอสำรวจแหล่งนำ้าตื้นเขฺน"}, {"draft.body": "ขอให้อำเภอสำรวจแหล่งน้ำตื้นเขิน"}),),
    ),
    Check(
        "senders-contact",
        "มีผู้ประสานงานหรือโทรศัพท์ของผู้ส่งในข้อความ",
        (WARNS,),
        Looks.DRAFT,
        "ผู้รับติดต่อเรา ไม่ใช่เจ้าของเรื่องเดิม",
        (Example({"draft.body": "โทร. ๐ ๒๐๐๐ ๐๐๐๐"}, {"draft.body": "โทร. ๐ ๔๐๐๐ ๐๐๐๐"}),),
    ),
    Check(
        "contact-dropped",
        "ร่างไม่ส่งต่อผู้ประสานงานของผู้ส่ง",
        (NOTES,),
        Looks.DRAFT,
        "สิ่งที่ตัดออกต้องบอก",
        (Example({"source.subject": "แนวทางการใช้ระบบทะเบียน"}, {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอทราบ"}),),
    ),
    Check(
        "channel",
        "ผู้รับรายงานมาที่เรา แต่ช่องทางเป็นของผู้ส่งเดิม",
        (BLOCKS,),
        Looks.DRAFT,
        "รายงานต้องมาถึงผู้รวบรวม",
        (
            Example(
                {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอสำรวจ และรวบรวมส่งให้กรมการปกครอง ทาง a@b.go.th"},
                {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอสำรวจ และให้จังหวัดรวบรวมส่งให้กรมการปกครอง ทาง a@b.go.th"},
            ),
        ),
    ),
    Check(
        "own-task",
        "งานของเราเองอยู่ในร่าง หรือถูกตัดออก",
        (BLOCKS, WARNS, NOTES),
        Looks.DRAFT,
        "สั่งผู้รับทำงานของเราไม่ได้ และงานของเราต้องไม่หาย",
        (
            Example(
                {"draft.body": "มอบหมายบุคลากรของที่ทำการปกครองจังหวัดเป็นผู้ดูแลระบบ"},
                {"source.body": "ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอสำรวจ"},
            ),
        ),
    ),
    Check(
        "task-kept",
        "ถ้อยคำของงานที่ส่งต่อหายหรือเปลี่ยนไปมาก",
        (WARNS,),
        Looks.DRAFT,
        "คำสั่งส่งต่อตามตัวอักษร",
        (Example({"draft.body.only": "ด้วยมีเรื่องแจ้ง ตามสิ่งที่ส่งมาด้วย"}, {"draft.subject": "เรื่องอื่น"}),),
    ),
    Check(
        "loose-text",
        "ข้อความที่ไม่แน่ว่าอยู่ส่วนใดของหนังสือ",
        (WARNS,),
        Looks.DRAFT,
        "ของต้นเรื่องต้องไม่หาย",
        (),
        "tests/checks/test_rows_in_their_place.py::test_words_whose_place_is_not_sure_are_shown",
    ),
    Check(
        "told-further",
        "ร่างขอให้ผู้รับแจ้งต่อแม้ต้นเรื่องไม่ได้สั่ง",
        (WARNS,),
        Looks.DRAFT,
        "เรื่องเกี่ยวกับหน่วยงานใต้ผู้รับ",
        (),
        "tests/test_cascade_upward.py::test_a_matter_of_those_further_below_is_told_on",
    ),
    Check(
        "cancels",
        "หนังสือนี้ยกเลิกหนังสือฉบับก่อน",
        (NOTES,),
        Looks.DRAFT,
        "ผู้รับอาจถือฉบับที่ยกเลิกอยู่",
        (Example({"draft.body": "ให้ยกเลิกหนังสือจังหวัด ที่ สน ๐๐๑๘.๑/ว ๙๐๐"}, {"draft.body": "ให้ยกเลิกการประชุม"}),),
    ),
    Check(
        "told-shortly",
        "ย่อหน้าที่ไม่ได้บอกเพราะสำนักงานตั้งให้บอกโดยย่อ",
        (WARNS,),
        Looks.DRAFT,
        "สิ่งที่ตัดออกโดยการเลือกต้องมีคนเห็น",
        (
            Example(
                {"profile.told_shortly": "yes", "source.body": f"{_OVER}\nจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝาย"},
                {"profile.told_shortly": "yes", "source.body": f"{_OVER}\nจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝายที่ประชุมดังกล่าว"},
            ),
        ),
    ),
    Check(
        "lost-change",
        "ของเดิมหรือของใหม่ที่เลื่อน ยกเลิก แก้ไข หายไป",
        (BLOCKS, WARNS),
        Looks.DRAFT,
        "ผู้รับต้องรู้ทั้งเดิมและใหม่",
        (),
        "tests/triage/test_told.py::test_a_change_told_by_half_blocks",
    ),
    Check(
        "goes-nowhere",
        "ข้อความของต้นเรื่องไม่อยู่ที่ใดเลย",
        (BLOCKS, WARNS),
        Looks.DRAFT,
        "ของต้นเรื่องต้องไม่หาย",
        (),
        "tests/triage/test_told.py::test_a_clause_with_a_fact_that_goes_nowhere_blocks_and_a_typed_text_warns",
    ),
    Check(
        "asked-in-told",
        "คำขอถึงผู้รับอยู่ในส่วนที่บอกเล่า",
        (BLOCKS, WARNS),
        Looks.DRAFT,
        "ผู้รับต้องเห็นสิ่งที่ต้องทำในคำขอ และรายงานมาที่เรา",
        (),
        "tests/triage/test_clauses.py::test_what_those_below_are_asked_does_not_stand_in_what_is_told",
    ),
    Check(
        "beside-recipients",
        "ต้องแจ้งท้องถิ่นที่อำเภอไม่ได้กำกับดูแลอีกฉบับ",
        (WARNS,),
        Looks.DRAFT,
        "พ.ร.บ. อบจ. พ.ศ. ๒๕๔๐ มาตรา ๗๗ และ พ.ร.บ. เทศบาล พ.ศ. ๒๔๙๖ มาตรา ๗๑",
        (),
        "tests/triage/test_beside.py::test_a_town_without_a_name_and_a_letter_that_a_person_limits_are_shown_as_beside",
    ),
    Check(
        "left-out",
        "ข้อความของต้นเรื่องที่ไม่ส่งต่อ",
        (NOTES,),
        Looks.DRAFT,
        "ผู้ตรวจต้องเห็นสิ่งที่ไม่ได้ส่งต่อ",
        (),
        "tests/triage/test_clauses.py::test_a_clause_without_a_fact_that_goes_nowhere_is_shown",
    ),
    Check(
        "audience-mobile",
        "มีหมายเลขโทรศัพท์เคลื่อนที่ของบุคคล",
        (WARNS, NOTES),
        Looks.DRAFT,
        "พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒",
        (Example({"source.page.2": "ทดลอง สมมุติชน ๐๘-๐๐๐๐-๐๐๐๐"}, {"source.page.2": "สำนักทดลอง โทร. ๐ ๒๐๐๐ ๐๐๐๐"}),),
    ),
    Check(
        "audience-own-level",
        "มีส่วนที่ทำไว้สำหรับหน่วยงานเราเอง",
        (WARNS,),
        Looks.DRAFT,
        "ผู้รับชั้นล่างไม่ใช่ผู้รับของส่วนนั้น",
        (Example({"source.page.2": "สำหรับผู้แทนที่ทำการปกครองจังหวัด"}, {"source.page.2": "สำหรับผู้แทนที่ทำการปกครองอำเภอ"}),),
    ),
    *(Check(f"language-{name}", title, (BLOCKS,), Looks.DRAFT, _WHOLE, (), _OWN_THAI) for name, title in _LANGUAGE),
)
"""The rows."""
