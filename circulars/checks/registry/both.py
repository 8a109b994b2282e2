"""Checks of letters that come in and of letters that we write: one name and one rule for both."""

from __future__ import annotations

from circulars.checks.registry.row import BLOCKS, NOTES, WARNS, Check, Example, Looks

CHECKS = (
    Check(
        "secrecy",
        "หนังสือมีหรืออาจมีชั้นความลับ",
        (BLOCKS,),
        Looks.BOTH,
        "ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔",
        (Example({"secrecy": "ลับ"}, {"secrecy": "-"}), Example({"source.secrecy": "ลับมาก"}, {"source.secrecy": "-"})),
    ),
    Check(
        "audience-password",
        "มีรหัสผ่านหรือรหัสเข้าร่วม",
        (WARNS, NOTES),
        Looks.BOTH,
        "ผู้รับทุกรายไม่ควรได้รหัส",
        (
            Example({"body": "ใช้รหัสผ่าน ตามที่แจ้ง"}, {"body": "ใช้รหัสไปรษณีย์ ๑๐๒๐๐"}),
            Example({"source.page.2": "รหัสเข้าร่วม : ตัวอย่าง"}, {"source.page.2": "แบบสำรวจ"}),
        ),
    ),
    Check(
        "audience-identity",
        "มีเลขประจำตัวประชาชน",
        (WARNS,),
        Looks.BOTH,
        "พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒",
        (
            Example({"body": "เลขประจำตัว ๐-๑๒๓๔-๕๖๗๘๙-๐๑-๖"}, {"body": "บัญชีเลขที่ ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๓"}),
            Example({"source.page.2": "เลข ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑"}, {"source.page.2": "เลข ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๓"}),
        ),
    ),
    Check(
        "royal-or-monk",
        "หนังสือถึงพระราชวงศ์หรือพระภิกษุ",
        (BLOCKS, WARNS),
        Looks.BOTH,
        "ภาคผนวก ๒ คำขึ้นต้นเฉพาะ เจ้าหน้าที่เป็นผู้เลือกคำ",
        (
            Example({"addressees": "เจ้าอาวาสวัดสมมุติ"}, {"addressees": "ผู้อำนวยการโรงพยาบาลสมเด็จพระยุพราชสมมุติ"}),
            Example(
                {"draft.addressee": "เจ้าอาวาสวัดตัวอย่าง"}, {"draft.addressee": "ผู้อำนวยการโรงพยาบาลสมเด็จพระยุพราชสมมุติ"}
            ),
        ),
    ),
    Check(
        "closing",
        "คำขึ้นต้นกับคำลงท้ายไม่คู่กัน หรือหนังสือชนิดนี้ไม่มีคำลงท้าย",
        (BLOCKS, NOTES),
        Looks.BOTH,
        "ภาคผนวก ๒ คำขึ้นต้น คำลงท้าย",
        (
            Example({"closing": "ขอแสดงความนับถืออย่างยิ่ง"}, {"closing": "ขอแสดงความนับถือ"}),
            Example({"draft.closing": "ขอแสดงความนับถืออย่างยิ่ง"}, {"draft.closing": "ขอแสดงความนับถือ"}),
        ),
    ),
    Check(
        "references-listed",
        "ข้อความกล่าวถึงหนังสือที่อ้างถึงซึ่งไม่มีในรายการ",
        (BLOCKS, WARNS),
        Looks.BOTH,
        "ข้อ ๑๑.๖ อ้างถึง",
        (
            Example({"references": "-"}, {"references": "ที่ รน ๐๐๑๘.๑/ว ๙๘๗ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗"}),
            Example({"draft.body": "ตามหนังสือที่อ้างถึง"}, {"draft.body": "ตามหนังสือที่แนบ"}),
        ),
    ),
    Check(
        "enclosures-listed",
        "ข้อความกล่าวถึงสิ่งที่ส่งมาด้วยซึ่งไม่มีในรายการ",
        (BLOCKS, WARNS),
        Looks.BOTH,
        "ข้อ ๑๑.๗ สิ่งที่ส่งมาด้วย",
        (
            Example({"body": "ตามสิ่งที่ส่งมาด้วย ๓"}, {"body": "ตามสิ่งที่ส่งมาด้วย ๑"}),
            Example({"draft.body": "ตามสิ่งที่ส่งมาด้วย ๙"}, {"draft.body": "ตามสิ่งที่ส่งมาด้วย ๑"}),
        ),
    ),
    Check(
        "date-order",
        "ลำดับวันขัดกัน: หนังสือที่อ้างอยู่หลัง หรือตรารับอยู่ก่อนหนังสือ",
        (BLOCKS, WARNS),
        Looks.BOTH,
        "ข้อ ๑๑.๔ และ ๑๑.๖",
        (
            Example(
                {"references": "ที่ รน ๐๐๑๘.๑/ว ๑๓๐๐ ลงวันที่ ๙ มีนาคม ๒๕๖๗"},
                {"references": "ที่ รน ๐๐๑๘.๑/ว ๙๘๗ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗"},
            ),
            Example({"source.date_be": "๑ กุมภาพันธ์ ๒๕๖๗"}, {"source.date_be": "๑๘ มกราคม ๒๕๖๗"}),
        ),
    ),
    Check(
        "weekday",
        "วันในสัปดาห์ไม่ใช่ของวันนั้น",
        (WARNS,),
        Looks.BOTH,
        "ปฏิทิน",
        (
            Example({"body": "ประชุมวันจันทร์ที่ ๑๕ มีนาคม ๒๕๖๗"}, {"body": "ประชุมวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗"}),
            Example({"draft.body": "ประชุมวันจันทร์ที่ ๓๐ พฤศจิกายน ๒๕๖๖"}, {"draft.body": "ประชุมวันพฤหัสบดีที่ ๓๐ พฤศจิกายน ๒๕๖๖"}),
        ),
    ),
    Check(
        "opening",
        "ตาม… ต้องจบด้วย นั้น และ ด้วย… ต้องไม่จบด้วย นั้น",
        (WARNS, NOTES),
        Looks.BOTH,
        "แบบการเขียนหนังสือราชการของส่วนราชการ",
        (
            Example({"body.first": "ตามที่จังหวัดขอให้ดำเนินการ"}, {"body.first": "ตามที่จังหวัดขอให้ดำเนินการ นั้น"}),
            Example({"draft.body.first": "ตามที่ได้แจ้งไปแล้ว"}, {"draft.body.first": "ตามที่ได้แจ้งไปแล้ว นั้น"}),
        ),
    ),
    Check(
        "digits-mixed",
        "เลขไทยและอารบิกปนกันในจำนวนเดียว",
        (WARNS, NOTES),
        Looks.BOTH,
        "มติคณะรัฐมนตรีให้ใช้เลขไทยในหนังสือราชการ",
        (
            Example({"body": "เวลา ๑๖:3๐ น."}, {"body": "เวลา ๑๖:๓๐ น."}),
            Example({"draft.body": "เวลา ๑๖:3๐ น."}, {"draft.body": "เวลา ๑๖:๓๐ น."}),
        ),
    ),
)
"""The rows."""
