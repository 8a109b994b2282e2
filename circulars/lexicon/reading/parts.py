"""Patterns of the parts between head and foot: items, quantities, citations, and of orders, whose parts are others."""

from __future__ import annotations

from circulars.lexicon.phrases import DECREES, SECRECY_OR_URGENCY, URGENT
from circulars.lexicon.rows import family, row

ITEM = row(r"^\(?([0-9๐-๙]{1,2})\s?[.)]\s*(?=\D|$)", "๑. นายอำเภอ", "๑.๕ ล้านบาท")
QUANTITY = row(
    r"\s*(?:จำนวน\s*)?(?P<number>[0-9๐-๙]+)\s*(?P<unit>ฉบับ|ชุด|แผ่น|ใบ|หน้า|เล่ม|รายการ|อัน|แฟ้ม|แห่ง|ซอง|กล่อง)\s*$"
    r"|จำนวน\s*(?P<rest>\S+\s*ฉบับ)\s*$",
    "สำเนาหนังสือ จำนวน ๑ ฉบับ",
    "ฉบับที่ ๒",
)
DRAWN = row(r"^[-–—_.*=~…\s]{3,}$", "-----------", "- ๒ -")
RULE_BEHIND = row(r"\s*(?:…|[-–_.*=~]{3})[-–_.*=~…\s]*$", "งวดที่ ๒ -----------", "โครงการ ก.อ.")
YEAR_OF_TWO_DIGITS = row(r"(?<![\d/.-])\d{2}$", "18 มีนาคม 25", "18 มีนาคม 2567")
NUMBER_BEFORE_DATE = row(
    r"(?:ที่|เลขที่)\s*(?P<number>[ก-ฮ.]{2,12}.{0,24}?)\s*(?=(?:ลงวันที่|ลว\.?|ลง)\s*)", "ที่ มท.๐๓๒๒ ลงวันที่ ๑", "ที่ ๑๒ ลงวันที่ ๑"
)
URGENCY = row(URGENT, "กรมการปกครอง ด่วนที่สุด", "กรมการปกครอง ส่วนที่สุด")
MARK_AT_END = row(rf"(?:{SECRECY_OR_URGENCY}|เลขที่|ที่)\s*$", "หนังสือกรม ด่วนมาก", "หนังสือกรม")
MARK_AND_LABEL_AT_END = row(rf"\s*{SECRECY_OR_URGENCY}\s*(?:ที่)?\s*$", "หนังสือกรม ด่วนมาก ที่", "หนังสือกรม ที่")
CITED_KIND = row(
    r"^(?:ตาม|สำเนา)?\s*(?:หนังสือ|บันทึกข้อความ|วิทยุ|โทรสาร(?:ในราชการ)?)\s*", "สำเนาหนังสือกรมการปกครอง", "กรมการปกครอง"
)
NEXT_CITED = row(
    r"\s+(?:และ\s?)?\(?[0-9๐-๙]{1,2}\s?[.)]\s*(?=(?:สำเนา)?(?:หนังสือ|บันทึก|วิทยุ|โทรสาร|โทรเลข|คำสั่ง|ประกาศ|ระเบียบ|พระราช|มติ|ด่วน|ที่\s?[ก-ฮ]{2}))",
    "ลว. ๓ ม.ค. ๖๗ (๒) โทรสารในราชการ",
    "ตามข้อ (๒) ของระเบียบ",
)
"""Where the next letter is cited in the same row."""
DECREE_CITED = row(
    r"^(?:สำเนา)?\s*(?:ประกาศ|ระเบียบ|ข้อบังคับ|ข้อบัญญัติ|เทศบัญญัติ|พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|กฎ|รัฐธรรมนูญ|มติ|รายงานการประชุม)(?!.*(?<![ก-๎])ที่\s?[ก-ฮ]{2})",
    "ประกาศกระทรวงสมมุติ เรื่อง หลักเกณฑ์ ลงวันที่ ๑ มีนาคม ๒๕๖๗",
    "คำสั่งกรมสมมุติ ที่ ๑๒/๒๕๖๗ ลงวันที่ ๑ มีนาคม ๒๕๖๗",
)
"""What is cited by its title and day: an announcement, a rule, a law, a resolution have no number of a letter (ข้อ ๑๗-๒๐)."""
TORN_TITLE = row(r"^[0-9๐-๙]\s+(?=[ก-ฮเ-ไ])|\s+[ก-ฮ]$", "๑ แบบรายงาน", "แบบรายงาน")
"""An item's number without its stop, and what is left of a torn จำนวน."""
NUMBER_WITHOUT_STOP = row(r"^([0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?)\s+(?=[ก-ฮเ-ไ])", "๑ ให้อำเภอ", "๑. ให้อำเภอ")
STOP_BEHIND = family(r"^«number»\s?\.", "๑ . ให้อำเภอ", "๑ ให้อำเภอ", number="๑")
SENTENCE = row(
    r"^(?!\(|และ|หรือ).{4,70}?(?:(?<!ผู้)(?<!ที่)(?<!ราย)ได้(?!แก่)|จะ(?=[ก-๎])|จึง|ขอ(?:ให้|ความ|ส่ง|แจ้ง|เรียน|เชิญ|รับ|ใช้|อนุ|หารือ|ทราบ|ขอบ|นำ|แนะ|เน้น|ซัก)"
    r"|ใคร่|ประสงค์|(?<!ผู้)กำหนด(?!การ)|แจ้งว่า|พบว่า|(?<!ผู้)มีความ|มีมติ|มีข้อ|จัดสรร|จำเป็นต้อง|(?:^|\s)ให้(?=จังหวัด|อำเภอ|ที่ทำการ|นายอำเภอ|สำนักงาน))"
    r"|^ให้(?=จังหวัด|อำเภอ|ที่ทำการ|นายอำเภอ|สำนักงาน).{30}",
    "จังหวัดลำปางได้รับรายงานว่าสะพานข้ามลำห้วยในตำบลนาสักชำรุด",
    "ผู้อำนวยการสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด และผู้ได้รับมอบหมาย",
)
"""A line of prose that says what somebody did, does or wants, though it opens with a name: no addressee, no title reads so."""
ENDS_OPEN = row(r"(?:และ|หรือ|,|ของ|ประจำ|สังกัด|ในฐานะ|\()\s*$", "ผู้ว่าราชการจังหวัดแพร่ และ", "ผู้ว่าราชการจังหวัดแพร่")
"""A part of the head that goes on in the next line."""
LEADS_TO_DAY = row(r"(?:วันที่|เดือน|ประจำ|ระหว่าง|ถึง|ณ|และ|วัน|เมื่อ|ใน)\s*$", "ในการประชุมเมื่อวันที่", "การประชุมประจำเดือนมีนาคม")
"""A line that goes on with a day in the next."""
PAGE_NUMBER = row(r"^-?\s*[0-9๐-๙]{1,2}\s*-?$", "- ๒ -", "๒๕๖๗")
RUNS_OVER = row(r"^/\S", "/การประชุม", "และ/หรือ")
DOTS_AT_END = row(r"\S\.{2,}$", "การประชุม...", "การประชุม.")
ORDER_TITLE = row(rf"^(?P<word>{DECREES})\s*(?P<agency>.*)$", "คำสั่งจังหวัดน่าน", "ตามคำสั่งจังหวัด")
TEXT_BEGINS = row(
    r"\s(?=(?:ตามที่|ด้วย(?!วิธี)|โดยที่|(?:โดย)?อาศัย|เพื่อให้|เนื่องจาก|อนุสนธิ)\s?[ก-๙])",
    "แต่งตั้งคณะทำงาน ด้วยกรม",
    "จัดซื้อ ด้วยวิธีคัดเลือก",
)
"""Where the text of an order runs on behind its subject."""
AFTER_AGENCY = row(r"\s*(?:ที่\s*(?:[0-9๐-๙]+\s?/|[ก-ฮ]{1,4}[ .])|เรื่อง)", "จังหวัดน่าน ที่ ๑๒/๒๕๖๗", "ที่ว่าการอำเภอ")
ORDER_NUMBER = row(
    r"(?:^|\s)ที่\s*(?P<number>\S[^\s]*(?:\s?/\s?[0-9๐-๙]{2,4})?|[ก-ฮ][ก-ฮ./ ]{1,14}[0-9๐-๙]+\s?/\s?[0-9๐-๙]{2,4})\s*$",
    "ที่ ๑๒ /๒๕๖๗",
    "ที่ ๑๒/๒๕๖๗ เรื่อง การประชุม",
)
TORN_ORDER_NUMBER = row(
    r"^ที่\s*(?P<number>[0-9๐-๙]{1,5}\s?/\s?(?:25|๒๕)(?:\s?[0-9๐-๙]){2})\s*$", "ที่ 1389 /๒๕๖ 6", "ที่ 1389 /๒๕๖ ของจังหวัด"
)
"""A number whose digits stand apart, as forms that are filled in year by year have them."""
SUBJECT_OF_ORDER = row(r"^(?:เรื่อง|ว่าด้วย(?=[ก-ฮเ-ไ]))", "ว่าด้วยการประชุม พ.ศ. ๒๕๖๗", "ว่าด้วย พ.ศ. ๒๕๖๗")
"""Behind the title of an order or announcement, of a rule or regulation (ข้อ ๑๗, ๑๘)."""
NO_SUBJECT = row(r"^[-_.*=~]{3,}|^\(|^โดย|^ที่|^ตาม", "โดยที่เป็นการสมควร", "แต่งตั้งคณะทำงาน")
GIVEN_DAY = row(
    r"(?:^|\s)(?:สั่ง|ประกาศ|ให้ไว้)\s*ณ\s*วันท[ีิ]?่?\s*(?P<date>.*)$", "สั่ง ณ วันที่ ๑ มีนาคม", "ประกาศรายชื่อ ณ ศาลากลาง"
)
DATE_PART = row(r"วันที่\s*\S", "ที่ ๑๒ วันที่ ๑ มีนาคม", "วันที่ ")
NUMBER_OF_YEAR = row(r"[0-9๐-๙]+\s?/\s?(?:25|๒๕)", "๑๒/๒๕๖๗", "๑๒/๖๗")
ORDINAL_COLUMN = row(r"^(?:ลำดับ(?:\s?ที่)?|ที่|ข้อ|ท่ี|No\.?)$", "ลำดับที่", "ที่ตั้ง")
"""The head of a column that counts the rows."""
FIGURE_CELL = row(
    r"^[(]?[0-9๐-๙][0-9๐-๙.,/:()\- –]*(?:บาท|คน|น\.?|ราย|แห่ง|ครั้ง|ตำบล|หมู่บ้าน|หมู่|ครัวเรือน|ชุด|ฉบับ|เล่ม|คัน|%)?[)]?$|^[-–]$",
    "๑,๒๐๐.๐๐ บาท",
    "๑. สำรวจพื้นที่",
)
"""A cell that holds a figure and nothing else."""
SUM_ROW = row(r"^(?:ยอด|จำนวน)?\s?รวม(?:ทั้งสิ้น|ทั้งหมด|เงิน|ยอด|เป็นเงิน)?\s*(?:\(.*\))?$", "รวมทั้งสิ้น", "รวมพลังชุมชน")
"""The cell that names a row of sums."""
YEAR_CELL = row(r"^(?:พ\.ศ\.\s?|ปี\s?)?(?:25|๒๕)[0-9๐-๙]{2}$", "๒๕๖๙", "๒,๕๖๙")
"""A year that names a column of figures."""
GROUPED = row(
    r"^(?P<first>[0-9๐-๙]{1,3})(?P<groups>(?:[.,]{1,2}\s?[0-9๐-๙]{3})+)(?:[.,]{1,2}(?P<cents>[0-9๐-๙]{2}))?(?=$|\s|[ก-๎])",
    "๑.๒๐๐,๐๐๐ บาท",
    "๑๒.๐๐ น.",
)
"""An amount in groups of three digits, whatever stop the readers saw between them."""
SPACE_BEFORE = row(
    r"^(?:จำนวน(?=\s)|พร้อมทั้ง|รวมทั้ง|ตลอดจน|ซึ่ง|ตั้งแต่|ระหว่างวันที่|ลงวันที่|ดังนี้|งวดที่|นั้น(?:\s|$))",
    "ลงวันที่ ๔ ตุลาคม",
    "ทั้งนี้ ให้รายงาน",
)
"""Words before which clerks leave a space: in at least four of five lines of letters that were counted, halves apart.

ทั้งนี้ and its like are no such words: at a line's beginning they rather open a paragraph, which is told by the missing space.
"""
SPACE_BEHIND = row(r"(?:^|(?<=[\s\d๐-๙]))(?:เรื่อง|ณ)$|(?:เมื่อวันที่|ลงวันที่|ระหว่างวันที่)$", "ตามประกาศ เรื่อง", "ในเรื่อง")
CELL_GAP = row(r"\t+|[ \u00a0]{2,}", "นครพนม     ธาตุพนม", "นครพนม ธาตุพนม")
"""What sets the cells of a typed table apart."""
COLUMN_NAME = row(
    r"^(?:ลำดับ|ที่$|จังหวัด$|อำเภอ$|ตำบล$|ชื่อ|รายชื่อ|หน่วยงาน|สำนักงาน$|ส่วนราชการ|องค์กร|วัน|เดือน|เวลา|สถานที่|จำนวน|กำหนด|หมายเหตุ|รายการ|กิจกรรม|งาน$|ผู้|เป้าหมาย|ผล|ร้อยละ|โทร|งบประมาณ|ภายใน|เรื่อง$|โครงการ$|พื้นที่$|รวม$)",
    "วันประชุม",
    "ธาตุพนม",
)
"""How names of columns begin."""
