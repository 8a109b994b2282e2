"""Invented letters that fill every placeholder: for `circulars offices check`, the layout test and the benchmark.

Places exist; persons, numbers and the matter are invented.
"""

from __future__ import annotations

from dataclasses import replace

from circulars.documents.word.content import LetterContent, Paragraph, ParagraphKind
from circulars.letter.letter import LetterKind

_SUBJECT = (
    "การเตรียมความพร้อมป้องกันและแก้ไขปัญหาภัยแล้งของอำเภอ (Drought Preparedness and Response : DPR) ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
)
_PARAGRAPHS = (
    Paragraph(
        "ตามที่จังหวัดสกลนครแจ้งให้อำเภอคัดเลือกปลัดอำเภอหรือผู้ที่ได้รับมอบหมายในการเตรียมความพร้อมป้องกันภัยแล้ง อำเภอละ ๒ คน "
        "เข้าร่วมการประชุมชี้แจงแนวทางการป้องกันและแก้ไขปัญหาภัยแล้งของอำเภอ (Drought Preparedness and Response : DPR) "
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ และชี้แจงการใช้งานระบบรายงานสถานการณ์น้ำ เมื่อวันที่ ๓๐ พฤศจิกายน ๒๕๖๖ "
        "ณ ห้องประชุมศาลากลางจังหวัดสกลนคร และช่องทางออนไลน์ Zoom Meetings นั้น"
    ),
    Paragraph(
        "จังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า ได้กำหนดปฏิทินการรายงานสถานการณ์น้ำและแนวทางการใช้งานระบบ DPR "
        "สำหรับใช้ในการเตรียมความพร้อมป้องกันและแก้ไขปัญหาภัยแล้งของอำเภอ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ "
        "และเพื่อให้การดำเนินการดังกล่าวเป็นไปด้วยความเรียบร้อย กรมการปกครองได้จัดทำแนวทางการสำรวจแหล่งน้ำ แผนเผชิญเหตุ "
        "และข้อมูลสนับสนุนการดำเนินงานต่าง ๆ ในรูปแบบออนไลน์ ซึ่งปรากฏตาม QR Code (สิ่งที่ส่งมาด้วย) ในการนี้ "
        "จังหวัดสกลนครจึงขอแจ้งปฏิทินการรายงาน แนวทางการสำรวจแหล่งน้ำ และแผนเผชิญเหตุภัยแล้งของอำเภอ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ "
        "เพื่อให้ที่ทำการปกครองอำเภอศึกษาและดำเนินการ ดังนี้"
    ),
    Paragraph(
        "มอบหมายปลัดอำเภอเป็นผู้ประสานงานภัยแล้งของอำเภอ พร้อมทั้งให้ศึกษาปฏิทินการรายงานและการใช้งานระบบ DPR",
        ParagraphKind.ITEM,
        "๑.",
    ),
    Paragraph("สำรวจแหล่งน้ำและพื้นที่เสี่ยงภัยแล้งในเขตอำเภอ แล้วรายงานในระบบ ดังนี้", ParagraphKind.ITEM, "๒."),
    Paragraph("แหล่งน้ำเพื่ออุปโภคบริโภค รายงานภายในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗", ParagraphKind.SUB, "๒.๑"),
    Paragraph("พื้นที่การเกษตรนอกเขตชลประทาน รายงานภายในวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗", ParagraphKind.SUB, "๒.๒"),
    Paragraph(
        "ทั้งนี้ หากมีข้อขัดข้องในการใช้งานระบบ DPR ให้ประสานงานกับกลุ่มงานปกครอง ที่ทำการปกครองจังหวัดสกลนคร โดยตรง "
        "เพื่อจังหวัดจะได้รวบรวมแจ้งกรมการปกครองแก้ไขต่อไป รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
    ),
)

EXTERNAL = LetterContent(
    kind=LetterKind.EXTERNAL,
    urgency="ด่วนที่สุด",
    number="สน ๐๐๑๘.๑/ว ๑๒๓",
    letterhead=("ศาลากลางจังหวัดสกลนคร", "ถนนศูนย์ราชการ สน ๔๗๐๐๐"),
    date="๒๓ มกราคม ๒๕๖๗",
    subject=_SUBJECT,
    addressee="นายอำเภอ ทุกอำเภอ",
    references=("หนังสือจังหวัดสกลนคร ด่วนที่สุด ที่ สน ๐๐๑๘.๑/ว ๙๘๗๖๕ ลงวันที่ ๒๑ พฤศจิกายน ๒๕๖๖",),
    enclosures=(("สำเนาหนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๙๙/ว ๙๘๗๖ ลงวันที่ ๑๙ มกราคม ๒๕๖๗", "๑ ฉบับ"),),
    paragraphs=_PARAGRAPHS,
    purpose="จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป",
    closing="ขอแสดงความนับถือ",
    rank="ว่าที่ร้อยตรี",
    signatory_name="สมมุติ ตัวอย่างดี",
    position=("ปลัดจังหวัดสกลนคร ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดสกลนคร"),
    contact=("ที่ทำการปกครองจังหวัด", "กลุ่มงานปกครอง", "โทร. ๐ ๔๒๗๑ ๐๐๐๐"),
    motto="“อยู่สกล รักสกล ทำเพื่อสกลนคร”",
    metadata=(("office", "สน ๐๐๑๘.๑"),),
)
"""A circular of a province to its districts, two pages."""

SHORT = replace(
    EXTERNAL,
    subject="ขอให้สำรวจแหล่งน้ำเพื่อเตรียมความพร้อมป้องกันภัยแล้ง",
    references=(
        "หนังสือจังหวัดสกลนคร ที่ สน ๐๐๑๘.๑/ว ๙๘๗๖๕ ลงวันที่ ๒๑ พฤศจิกายน ๒๕๖๖",
        "หนังสือจังหวัดสกลนคร ที่ สน ๐๐๑๘.๑/ว ๙๘๗๖๖ ลงวันที่ ๒๒ พฤศจิกายน ๒๕๖๖",
    ),
    enclosures=(
        ("สำเนาหนังสือกรมการปกครอง ที่ มท ๐๓๙๙/ว ๙๘๗๖ ลงวันที่ ๑๙ มกราคม ๒๕๖๗", "๑ ฉบับ"),
        ("แบบสำรวจแหล่งน้ำ", "๑ ชุด"),
    ),
    paragraphs=_PARAGRAPHS[:1],
)
"""A short letter with two references and two enclosures, one page."""

MEMO = replace(
    EXTERNAL,
    kind=LetterKind.INTERNAL,
    urgency="",
    number="สน ๐๐๑๘.๑/๔๕๖",
    letterhead=("ที่ทำการปกครองจังหวัดสกลนคร กลุ่มงานปกครอง โทร. ๐ ๔๒๗๑ ๐๐๐๐",),
    subject="ขอความเห็นชอบแจ้งอำเภอเตรียมความพร้อมป้องกันภัยแล้ง ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    addressee="ผู้ว่าราชการจังหวัดสกลนคร",
    references=(),
    enclosures=(),
    paragraphs=_PARAGRAPHS[:2],
    purpose="จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบขอได้โปรดลงนามในหนังสือถึงอำเภอที่เสนอมาพร้อมนี้",
    closing="",
    rank="",
    signatory_name="นายสมมุติ ตัวอย่างดี",
    position=("หัวหน้ากลุ่มงานปกครอง",),
    contact=(),
    motto="",
)
STAMPED = replace(
    EXTERNAL,
    kind=LetterKind.STAMPED,
    letterhead=("จังหวัดสกลนคร",),
    subject="",
    references=(),
    enclosures=(),
    salutation="ถึง",
    addressee="ที่ทำการปกครองอำเภอ ทุกอำเภอ",
    paragraphs=_PARAGRAPHS[:1],
    purpose="จึงแจ้งมาเพื่อทราบและถือปฏิบัติต่อไป",
    closing="",
    rank="",
    signatory_name="",
    position=(),
)
ORDER = replace(
    EXTERNAL,
    kind=LetterKind.ORDER,
    urgency="",
    number="๑๒๓/๒๕๖๗",
    letterhead=("จังหวัดสกลนคร",),
    date="๒๓ มกราคม พ.ศ. ๒๕๖๗",
    salutation="",
    addressee="",
    subject="แต่งตั้งคณะทำงานเตรียมความพร้อมป้องกันภัยแล้งของอำเภอ",
    references=(),
    enclosures=(),
    paragraphs=(
        Paragraph(
            "เพื่อให้การเตรียมความพร้อมป้องกันและแก้ไขปัญหาภัยแล้งของอำเภอ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ เป็นไปด้วยความเรียบร้อย "
            "อาศัยอำนาจตามความในมาตรา ๕๗ แห่งพระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ จึงแต่งตั้งคณะทำงาน ดังนี้"
        ),
        Paragraph("ปลัดจังหวัดสกลนคร ประธานคณะทำงาน", ParagraphKind.ITEM, "๑."),
        Paragraph("หัวหน้ากลุ่มงานปกครอง คณะทำงานและเลขานุการ", ParagraphKind.ITEM, "๒."),
    ),
    purpose="ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป",
    closing="",
    rank="",
    signatory_name="นายสมมุติ ตัวอย่างดี",
    position=("ผู้ว่าราชการจังหวัดสกลนคร",),
    contact=(),
    motto="",
)
ANNOUNCEMENT = replace(
    ORDER,
    kind=LetterKind.ANNOUNCEMENT,
    number="",
    subject="เขตพื้นที่ประสบภัยแล้ง",
    paragraphs=(
        Paragraph(
            "ด้วยได้เกิดภัยแล้งในพื้นที่อำเภอพังโคนและอำเภอภูพาน ตั้งแต่วันที่ ๑๕ มกราคม ๒๕๖๗ ทำให้ราษฎรขาดแคลนน้ำอุปโภคบริโภค "
            "เป็นบริเวณกว้าง จังหวัดสกลนครจึงประกาศให้อำเภอทั้งสองแห่งเป็นเขตภัยแล้ง ตั้งแต่วันที่ ๒๓ มกราคม ๒๕๖๗ เป็นต้นไป"
        ),
    ),
    purpose="จึงประกาศให้ทราบโดยทั่วกัน",
)
SAMPLES = {
    LetterKind.ANNOUNCEMENT: ANNOUNCEMENT,
    LetterKind.EXTERNAL: EXTERNAL,
    LetterKind.INTERNAL: MEMO,
    LetterKind.STAMPED: STAMPED,
    LetterKind.ORDER: ORDER,
}
"""A sample for every kind that has a template."""
