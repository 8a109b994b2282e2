"""Checks of letters that come in."""

from __future__ import annotations

from circulars.checks.registry.row import BLOCKS, NOTES, WARNS, Check, Example, Looks

_CITED = "หนังสือกรมการปกครอง ที่ มท ๐๓๐๙/ว ๒๕๐๐"

CHECKS = (
    Check(
        "unread-pages",
        "มีหน้าที่ยังไม่ได้อ่าน",
        (BLOCKS,),
        Looks.INCOMING,
        "หน้าที่ไม่มีใครอ่านไม่ใช่หน้าที่ไม่ลับ",
        (Example({"page.3": "ไม่ได้อ่าน"}, {"page.1": "มีข้อความ"}),),
    ),
    Check(
        "pages-not-enclosed",
        "มีหน้าที่ได้รับแต่จะไม่ถูกแนบไป",
        (BLOCKS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๗ สิ่งที่ส่งมาด้วยต้องครบ",
        (Example({"page.3": "มีข้อความ"}, {"page.3": "ว่าง"}),),
    ),
    Check(
        "blank-pages",
        "มีหน้าว่าง",
        (NOTES,),
        Looks.INCOMING,
        "หน้าที่ไม่ควรว่างอาจสแกนไม่ติด",
        (Example({"page.3": "ว่าง"}, {"page.1": "มีข้อความ"}),),
    ),
    Check(
        "shared-sheet",
        "หนังสือสองฉบับอยู่แผ่นเดียวกัน",
        (WARNS,),
        Looks.INCOMING,
        "ผู้รับสำเนาแผ่นเดียวจะได้อีกฉบับไปด้วย",
        (
            Example(
                {"copy.pages": "1", "page.1": "มีข้อความ"}, {"copy.pages": "2", "page.1": "มีข้อความ", "page.2": "มีข้อความ"}
            ),
        ),
    ),
    Check(
        "place-agrees",
        "รหัส ที่อยู่ โทรศัพท์ และชื่อไม่ใช่จังหวัดเดียวกัน",
        (WARNS, NOTES),
        Looks.INCOMING,
        "ข้อ ๑๑ ส่วนราชการเดียวอยู่จังหวัดเดียว ใช้เสียงข้างมากของหลักฐาน",
        (
            Example({"sender_agency": "จังหวัดระยอง"}, {"sender_agency": "จังหวัดระนอง"}),
            Example({"body": "ในการนี้ จังหวัดระยองจึงขอให้อำเภอดำเนินการ"}, {"body": "จังหวัดระยองได้แจ้งว่าพบผู้ป่วย"}),
        ),
    ),
    Check(
        "place-exists",
        "ไม่มีจังหวัด อำเภอ หรือหน่วยงานชื่อนี้ แต่มีชื่อใกล้เคียง",
        (WARNS,),
        Looks.INCOMING,
        "บัญชีรายชื่อจังหวัดและอำเภอ",
        (Example({"sender_agency": "จังหวัดสกลนตร"}, {"sender_agency": "จังหวัดสกลนคร"}),),
    ),
    Check(
        "name-agrees",
        "ชื่อท้องถิ่นสะกดไม่เหมือนกันในฉบับเดียว",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑ หัวหนังสือกับผู้ลงนามเป็นหน่วยงานเดียวกัน",
        (
            Example(
                {"sender_agency": "องค์การบริหารส่วนตำบลสมมุด", "signatory.position": "นายกองค์การบริหารส่วนตำบลสมมุติ"},
                {"sender_agency": "องค์การบริหารส่วนตำบลสมมุติ", "signatory.position": "นายกองค์การบริหารส่วนตำบลสมมุติ"},
            ),
        ),
    ),
    Check(
        "agency-exists",
        "ไม่มีส่วนราชการชื่อนี้ แต่มีชื่อใกล้เคียง",
        (WARNS,),
        Looks.INCOMING,
        "บัญชีรายชื่อส่วนราชการ",
        (Example({"addressees": "อธิบดีกรมส่งเสริมการปกครองส่วนท้องถิ่น"}, {"addressees": "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"}),),
    ),
    Check(
        "postcode-agrees",
        "รหัสไปรษณีย์เป็นของจังหวัดอื่น",
        (WARNS,),
        Looks.INCOMING,
        "บัญชีรหัสไปรษณีย์",
        (
            Example(
                {"of": "กรม", "sender_address": "ถนนสมมุติ กทม. ๔๗๐๐๐"},
                {"of": "กรม", "sender_address": "ถนนสมมุติ กทม. ๑๐๑๐๐"},
            ),
        ),
    ),
    Check(
        "address-known",
        "ถนนเกือบตรงกับที่ตั้งที่ทราบของหน่วยงาน",
        (WARNS,),
        Looks.INCOMING,
        "ที่ตั้งส่วนราชการในบัญชี",
        (
            Example(
                {"of": "กรม", "sender_address": "ถนนอัษฎาค์ กทม. ๑๐๒๐๐"},
                {"of": "กรม", "sender_address": "ถนนอัษฎางค์ กทม. ๑๐๒๐๐"},
            ),
        ),
    ),
    Check(
        "signer-office",
        "ผู้ลงนามเป็นหัวหน้าของส่วนราชการอื่น",
        (WARNS,),
        Looks.INCOMING,
        "ภาคผนวก ๓ การลงชื่อ",
        (
            Example(
                {"of": "กรม", "signatory.position": "อธิบดีกรมที่ดิน"},
                {"of": "กรม", "signatory.position": "อธิบดีกรมการปกครอง"},
            ),
        ),
    ),
    Check(
        "date-future",
        "หนังสือลงวันที่ที่ยังไม่ถึง",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๔ วันที่คือวันที่ออกหนังสือ",
        (Example({"date_be": "๔ มีนาคม ๒๕๗๐"}, {"date_be": "๔ มีนาคม ๒๕๖๗"}),),
    ),
    Check(
        "year-slip",
        "ปีห่างจากวันอื่นทุกวันในหนังสือ",
        (WARNS,),
        Looks.INCOMING,
        "เลขปีอ่านผิดได้ทีละสิบปี",
        (Example({"date_be": "๔ มีนาคม ๒๕๖๑"}, {"date_be": "๔ มีนาคม ๒๕๖๗"}),),
    ),
    Check(
        "fiscal-year",
        "ปีงบประมาณห่างจากปีของหนังสือมาก",
        (NOTES,),
        Looks.INCOMING,
        "พ.ร.บ. วิธีการงบประมาณ ปีงบประมาณเริ่ม ๑ ตุลาคม",
        (Example({"subject": "การประเมิน ประจำปีงบประมาณ พ.ศ. ๒๕๙๗"}, {"subject": "แผนพัฒนา ปีงบประมาณ พ.ศ. ๒๕๗๑"}),),
    ),
    Check(
        "date-exists",
        "วันนี้ไม่มีในปฏิทิน หรือช่วงวันกลับกัน",
        (WARNS,),
        Looks.INCOMING,
        "ปฏิทิน",
        (Example({"body": "ประชุมวันที่ ๓๐ กุมภาพันธ์ ๒๕๖๗"}, {"body": "ประชุมวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗"}),),
    ),
    Check(
        "deadline-past",
        "กำหนดเวลาผ่านไปก่อนวันที่ของหนังสือ",
        (WARNS,),
        Looks.INCOMING,
        "กำหนดเวลาต้องอยู่หลังวันที่ของหนังสือ",
        (Example({"body": "ขอให้รายงานผลภายในวันที่ ๑ มีนาคม ๒๕๖๗"}, {"body": "ตามที่ขอให้รายงานภายในวันที่ ๑ มีนาคม ๒๕๖๗ นั้น"}),),
    ),
    Check(
        "circular-mark",
        "ถึงทุกแห่งแต่เลขที่ไม่มี ว",
        (WARNS, NOTES),
        Looks.INCOMING,
        "ข้อ ๓๒ หนังสือเวียน",
        (
            Example(
                {"of": "กรม", "reference_number": "มท ๐๓๐๙/๖๒๕๐๐"}, {"of": "กรม", "reference_number": "มท ๐๓๐๙/ว ๒๕๐๐"}
            ),
        ),
    ),
    Check(
        "number-rate",
        "เลขทะเบียนไม่เข้ากับอัตราออกเลขของหน่วยงาน",
        (WARNS, NOTES),
        Looks.INCOMING,
        "อัตราออกเลขของหน่วยงานเองในคลัง",
        (
            Example(
                {"of": "กรม", "reference_number": "มท ๐๓๐๙/ว ๖๒๕๐๐", "archive": "มท ๐๓๐๙/ว ๒๔๐๐๐ ลงวันที่ ๓๐ ธันวาคม ๒๕๖๖"},
                {"of": "กรม", "reference_number": "มท ๐๓๐๙/ว ๓๙๐๐", "archive": "มท ๐๓๐๙/ว ๒๔๐๐๐ ลงวันที่ ๓๐ ธันวาคม ๒๕๖๖"},
            ),
        ),
    ),
    Check(
        "number-stroke",
        "เลขที่มีทับสองครั้ง",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๑",
        (
            Example(
                {"reference_number.printed": "รน ๐๐๑๘.๑/ว ๑๒๓/๔"}, {"reference_number.printed": "รน ๐๐๑๘.๑/๑๒๓๔/๒๕๖๗"}
            ),
        ),
    ),
    Check(
        "code-owner",
        "รหัสของเลขที่เป็นของส่วนราชการอื่น",
        (WARNS,),
        Looks.INCOMING,
        "ภาคผนวก ๑ เฉพาะแถวที่มีหลักฐาน",
        (
            Example(
                {"of": "กรม", "reference_number": "กค ๐๓๐๙/ว ๒๕๐๐"}, {"of": "กรม", "sender_agency": "กระทรวงมหาดไทย"}
            ),
        ),
    ),
    Check(
        "cited-number",
        "หนังสือฉบับเดียวพิมพ์ ว ในที่หนึ่ง ไม่พิมพ์ในอีกที่",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๖",
        (Example({"body": "ที่ มท ๐๓๐๙/๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๗"}, {"body": "ที่ มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๗"}),),
    ),
    Check(
        "cited-date",
        "หนังสือที่อ้างมีสองวันที่",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๖",
        (Example({"body": f"ตาม{_CITED} ลงวันที่ ๒ มีนาคม ๒๕๖๗"}, {"body": f"ตาม{_CITED} ลงวันที่ ๑ มีนาคม ๒๕๖๗"}),),
    ),
    Check(
        "cites-itself",
        "อ้างถึงเลขที่ของตนเอง",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๖",
        (
            Example(
                {"references": "ที่ รน ๐๐๑๘.๑/ว ๑๒๓๔ ลงวันที่ ๔ มีนาคม ๒๕๖๗"},
                {"references": "ที่ รน ๐๐๑๘.๑/ว ๙๘๗ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗"},
            ),
        ),
    ),
    Check(
        "archive-date",
        "หนังสือที่อ้างมีวันที่อื่นในคลัง",
        (WARNS,),
        Looks.INCOMING,
        "คลังหนังสือ",
        (
            Example(
                {"archive": "มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๗"}, {"archive": "มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๖"}
            ),
        ),
    ),
    Check(
        "archive-own-date",
        "เลขที่นี้มีในคลังแล้วด้วยวันที่อื่น",
        (WARNS,),
        Looks.INCOMING,
        "คลังหนังสือ",
        (
            Example(
                {"archive": "รน ๐๐๑๘.๑/ว ๑๒๓๔ ลงวันที่ ๕ มีนาคม ๒๕๖๗"}, {"archive": "รน ๐๐๑๘.๑/ว ๑๒๓๔ ลงวันที่ ๔ มีนาคม ๒๕๖๗"}
            ),
        ),
    ),
    Check(
        "archive-missing",
        "หนังสือที่อ้างควรมีในคลังแต่ไม่พบ",
        (NOTES,),
        Looks.INCOMING,
        "คลังหนังสือ",
        (Example({"archive.missing": "มท ๐๓๐๙/ว ๒๕๐๐"}, {"archive.missing": "มท ๐๓๐๙/ว ๑"}),),
    ),
    Check(
        "signing",
        "แบบการลงชื่อไม่ครบหรือคำนำหน้าซ้ำ",
        (WARNS, NOTES),
        Looks.INCOMING,
        "ภาคผนวก ๓ การลงชื่อ",
        (
            Example({"signatory.acting_for": "-"}, {"signatory.acting_for": "ผู้ว่าราชการจังหวัดระนอง"}),
            Example({"signatory.name": "นาย นาย สมมุติ ตัวอย่าง"}, {"signatory.name": "นายสมมุติ ตัวอย่าง"}),
        ),
    ),
    Check(
        "phone-digits",
        "หมายเลขโทรศัพท์ขาดหรือเกินหลัก",
        (WARNS,),
        Looks.INCOMING,
        "ข้อ ๑๑.๑๓ แผนเลขหมายโทรคมนาคม",
        (Example({"contact.phone": "๐ ๗๗๑๑ ๑๔๖"}, {"contact.phone": "๐ ๗๗๑๑ ๑๒๓๔"}),),
    ),
)
"""The rows."""
