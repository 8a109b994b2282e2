"""Patterns of the parts between head and foot: items, quantities, citations, and of orders, whose parts are others."""

from __future__ import annotations

from circulars.lexicon.phrases import DECREES, SECRECY_OR_URGENCY, URGENT
from circulars.lexicon.rows import family, row

ITEM = row(r"^\(?([0-9๐-๙]{1,2})\s?[.)]\s*(?=\D|$)", "๑. นายอำเภอ", "๑.๕ ล้านบาท")
QUANTITY = row(
    r"\s*(?:จำนวน\s*)?(?P<number>[0-9๐-๙]+)\s*(?P<unit>ฉบับ|ชุด|แผ่น|หน้า|เล่ม|รายการ|อัน|แฟ้ม|แห่ง|ซอง|กล่อง)\s*$"
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
TORN_TITLE = row(r"^[0-9๐-๙]\s+(?=[ก-ฮเ-ไ])|\s+[ก-ฮ]$", "๑ แบบรายงาน", "แบบรายงาน")
"""An item's number without its stop, and what is left of a torn จำนวน."""
NUMBER_WITHOUT_STOP = row(r"^([0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?)\s+(?=[ก-ฮเ-ไ])", "๑ ให้อำเภอ", "๑. ให้อำเภอ")
STOP_BEHIND = family(r"^«number»\s?\.", "๑ . ให้อำเภอ", "๑ ให้อำเภอ", number="๑")
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
NO_SUBJECT = row(r"^[-_.*=~]{3,}|^\(|^โดย|^ที่|^ตาม", "โดยที่เป็นการสมควร", "แต่งตั้งคณะทำงาน")
GIVEN_DAY = row(
    r"(?:^|\s)(?:สั่ง|ประกาศ|ให้ไว้)\s*ณ\s*วันท[ีิ]?่?\s*(?P<date>.*)$", "สั่ง ณ วันที่ ๑ มีนาคม", "ประกาศรายชื่อ ณ ศาลากลาง"
)
DATE_PART = row(r"วันที่\s*\S", "ที่ ๑๒ วันที่ ๑ มีนาคม", "วันที่ ")
NUMBER_OF_YEAR = row(r"[0-9๐-๙]+\s?/\s?(?:25|๒๕)", "๑๒/๒๕๖๗", "๑๒/๖๗")
