"""Patterns of a letter's head: its kind, agency and address, its number, a receiver's stamp."""

from __future__ import annotations

import re

from circulars.lexicon.offices import Use, office
from circulars.lexicon.rows import row
from circulars.thai.dates import MONTHS, SHORT_MONTHS

OTHERS_NUMBER = row(
    r"^(?:เลข)?ที่(?:หนังสือ|เอกสาร)?\s*[:.]?\s*"
    r"(?P<number>(?=.*[0-9๐-๙])[A-Z][A-Za-z.\-]{0,11}(?:\s?[0-9๐-๙][0-9๐-๙.\-]*)?(?:\s?/\s?[A-Za-z0-9๐-๙.\-]{1,10}){1,4})$",
    "เลขที่หนังสือ ABC/๐๐๑/๐๐๑/๖๖",
    "ที่ COVID-19 ระบาด",
)
"""The number of a letter of a company or association, which has no letters of an agency (ภาคผนวก ๑ ของระเบียบฯ binds agencies)."""
SOME_NUMBER = row(r"^ที่(?:\s*[:.]\s*|\s+)(?!\d).{2,20}[0-9๐-๙]\s?/\s?\S", "ที่ ฝ.พิเศษกข ๑๒/๓", "ที่ประชุมอำเภอ ๑๒/๓")
"""What can be nothing but a number, though no form of one is known."""
NUMBER_WITHOUT_LETTERS = row(
    r"^ที่\s*(?P<number>[0-9๐-๙]{1,5}\s?/\s?(?:(?:2[45]|๒[๔๕])[0-9๐-๙]{2}(?![0-9๐-๙])|[0-9๐-๙]{2,6}(?=\s*(?:[^\w\s]|$))))",
    "ที่ ๓๔/๒๕๖๗",
    "ที่ ๓๔/๑๒ หมู่ ๕",
)
"""The number of a writer who has no letters of an agency: a village head, a school's club, an office of old times."""
GOES_ON = row(r"^(?:และ|หรือ|ว่าด้วย|แห่ง|ประจำ)(?=[ก-ฮเ-ไ])", "และการบริหารพัสดุภาครัฐ", "แหล่งน้ำ")
"""The second line of an agency's name that is no name by itself."""
GOES_ON_INSIDE = row(r"(?<=[ก-๎])\s(?=(?:และ|หรือ|ว่าด้วย|แห่ง|ประจำ)[ก-ฮเ-ไ])", "การจัดซื้อจัดจ้าง และการบริหาร", "กรม กอง")
STREET = row(
    r"^(?:ถนน|ถ\.|ซอย|เลขที่|แขวง|ตำบล|ต\.|หมู่|[0-9๐-๙]+)|(?:กทม\.?|กรุงเทพ\S*|[ก-ฮ]{2})\s*[0-9๐-๙]{5}$|[0-9๐-๙]{5}$",
    "สน ๔๗๐๐๐",
    "กรมการปกครอง",
)
SPEAKS_FOR = row(
    rf"^(?:ด้วย|ตามที่|พร้อมนี้|ตามหนังสือที่อ้างถึง)\s?(?P<agency>(?:สำนักงาน\s|สมาคม|มูลนิธิ|สโมสร|ชมรม|สถาบัน|โรงเรียน|วิทยาลัย|{office(Use.SPEAKER)})"
    r"[ก-๎.]{2,60}?(?:\sใน(?:พระบรม|พระราช|สมเด็จ)\S{2,60}?)?)\s?(?:ได้|มี(?!ด)|จะ|กำหนด|ขอ|พิจารณา|$)",
    "ด้วยสำนักงาน ก.ท. ได้รับแจ้ง",
    "ด้วยมีผู้ร้องเรียนกรม",
)
"""Who a text without a letterhead speaks for."""
PART_OF_NAME = row(r"\s(?:เขต|สาขา|ภาค)\s?[0-9๐-๙ก-๎]+(?:\s[0-9๐-๙]+)?$", "สำนักงานเขตพื้นที่ เขต ๒", "สำนักงานเขต")
"""What stands behind a space and still is of an agency's name."""
ASKS_AT_LAST = row(
    rf"^(?P<agency>(?:สำนักงาน\s|สมาคม|มูลนิธิ|สโมสร|ชมรม|สถาบัน|โรงเรียน|วิทยาลัย|{office(Use.SPEAKER)})[ก-๎.]{{0,60}}?)\s?(?:พิจารณาแล้ว\S{{0,20}}\s)?"
    r"จึง(?:ใคร่)?(?:ขอ|แจ้ง|เรียน|กำหนด|ให้|ได้|ส่ง|เชิญ)",
    "กรมการปกครองจึงขอความร่วมมือจังหวัด",
    "กรมการปกครองได้รับแจ้ง",
)
"""Who says at a paragraph's beginning what a letter is for."""
HALL_OF_PROVINCE = row(r"^ศาลากลางจังหวัด", "ศาลากลางจังหวัดน่าน", "หน้าศาลากลางจังหวัด")
HALL_OF_DISTRICT = row(r"^ที่ว่าการอำเภอ", "ที่ว่าการอำเภอพังโคน", "ณ ที่ว่าการอำเภอ")
OFFICE_OF_LOCAL = row(
    r"^(?:ที่ทำการ|สำนักงาน)(?=องค์การบริหารส่วนตำบล|เทศบาล|องค์การบริหารส่วนจังหวัด)", "สำนักงานเทศบาลเมือง", "สำนักงานจังหวัด"
)
HALL_BEFORE_NAME = row(r"^(?:ศาลากลาง(?=จังหวัด)|ที่ว่าการ(?=อำเภอ))", "ที่ว่าการอำเภอพังโคน", "ที่ว่าการแขวง")
STATUS_OF_CHARITY = row(
    r"^องค์การหรือสถานสาธารณกุศล|^ของประกาศกระทรวงการคลัง|^ทะเบียนเลขที่",
    "องค์การหรือสถานสาธารณกุศล ลำดับที่ ๑",
    "องค์การบริหารส่วนตำบล",
)
"""A line of a letterhead that says in what list a charity or association stands; its name stands beside it."""
RADIO_TITLE = row(
    r"^(?:วิทยุ(?:สื่อสาร|ราชการ|โทรเลข)?(?:ในราชการ\S*)?|แบบกรอกข้อความวิทยุ\S*|ข่าววิทยุ\S*|กระดาษเขียนข่าว\S*|โทรสารในราชการ\S*|ว\.?\s?ส\.?\s?ส\.)$",
    "วิทยุสื่อสารในราชการจังหวัด",
    "วิทยุสื่อสารเครื่องใหม่ จำนวน ๒ เครื่อง",
)
"""The form of a radio or fax message: its labels are จาก, ถึง and ข้อความ (ข้อ ๓๐ ของระเบียบฯ and the signal form)."""
FROM = row(r"^(?:จาก|ผู้ส่ง)\s*[:.]?\s*(?=[ก-ฮเ-ไ])", "จาก จังหวัดสกลนคร", "ได้รับจากจังหวัด")
MESSAGE = row(r"^ข้อความ\s*[:.]?\s*$", "ข้อความ", "ข้อความดังต่อไปนี้")
MEMO = row(r"^บันทึกข้อความ|^ส่วนราชการ\s", "ส่วนราชการ กองคลัง", "ตามบันทึกข้อความ")
ORDER = row(r"^คำสั่ง", "คำสั่งจังหวัดน่าน", "ตามคำสั่งจังหวัด")
ANNOUNCEMENT = row(r"^ประกาศ(?!\s*ณ)", "ประกาศจังหวัดน่าน", "ประกาศ ณ วันที่ ๑")
PUBLIC_NOTICE = row(r"^(?:แถลงการณ์|ข่าว(?:ประชาสัมพันธ์)?(?=$|\s))", "แถลงการณ์จังหวัดน่าน", "ข่าวสารของทางราชการ")
"""A statement or news (ข้อ ๒๑, ๒๒): with announcements they are the letters for the public."""
RULE = row(r"^(?:ระเบียบ(?!วาระ)|ข้อบังคับ|ข้อบัญญัติ|เทศบัญญัติ)(?=[ก-ฮเ-ไ])", "ข้อบังคับเทศบาลตำบลสมมุติ", "ระเบียบวาระการประชุม")
"""The title of a rule or regulation (ข้อ ๑๗, ๑๘); the contract has no kind of its own for it."""
NAMES_A_LETTER = row(r"หนังสือ|อ้?างถ", "ตามหนังสือด่วนที่สุด", "ด่วนที่สุด ที่ ๑๒")
STAMP_WORDS = row(r"เลขรับ|เลขที่รับ|รับที่|เวลา|รับวันที่|FROM|Fax|โทรสาร", "รับวันที่ ๑ มี.ค. ๖๗", "วันที่ ๑ มีนาคม ๒๕๖๗", re.IGNORECASE)
AFTER_NUMBER = row(r"\s{3,}|\s+(?=วันที่)", "มท ๐๑/๒ วันที่ ๑", "มท ๐๑/๒ ลงวันที่ ๑")
"""Where the number's line goes on with something else."""
CITES = row(r"หนังสือ|อ้?างถึ|ลงวันที่|ลว\.", "มท ๐๑/๒ ลงวันที่ ๑", "มท ๐๑/๒")
NUMBER_ALONE = row(
    r"^[ก-ฮ]{2,4}\.?\s*(?:\([^)]*\)\s*)?[0-9๐-๙.\s]+/\s*(?:พิเศษ)?\s*ว?\.?\s*[0-9๐-๙]*",
    "มท ๐๓๒๒/ว ๑๒ ก",
    "ประชุมครั้งที่ ๑/๒๕๖๗",
)
"""A number without what was read behind it."""
LOST_STOPS = row(r"(?<![0-9๐-๙])[0-9๐-๙]{4}(?:\s[0-9๐-๙]{1,2}){1,2}(?=\s?/)", "๐๕๑๔ ๑ ๓๑/", "๐๕๑๔ ๑๓๑/")
"""``๐๕๑๔ ๑ ๓๑/``: the stops of an office number that a scan lost; the grammar leaves no other place for these digits."""
HEAD_TITLE = row(r"^(?:บันทึกข้อความ|คำสั่ง|ประกาศ|ส่วนราชการ)", "คำสั่งจังหวัด", "ตามคำสั่งจังหวัด")
RECEIVED_NUMBER = row(
    r"^เ[ลส]ข(?:ที่)?(?:รับ)?(?:ที่)?\s*\.*\s*(?P<value>[0-9๐-๙][0-9๐-๙/ ]{0,12})?[. ]*$"
    r"|^(?:รับที่|เ[ลส]ขรับ(?:ที่)?)\s*\.*(?P<other>[0-9๐-๙/ ]*)",
    "เลขรับ ๑๒๓/๖๗",
    "เลขานุการกรม",
)
RECEIVED_TIME = row(r"^เวลา\s*\.*\s*(?P<value>[0-9๐-๙]{1,2}\s?[.:]\s?[0-9๐-๙]{2})?", "เวลา ๐๙.๓๐ น.", "ตั้งแต่เวลา ๐๙.๓๐")
RECEIVED_WORD = row(
    r"^(?:(?:เ[ลส]ข(?:ที่)?\s?รับ|รับที่|ผู้?้?รั[บน]|เวลา)[^ก-ฮ]{0,14}(?:น\.?)?$|ว[ัี][นบ]ที่?[\s.]*$)",
    "เลขที่รับ.....",
    "ผู้รับการประเมิน",
)
"""A label of a receipt stamp that stands alone, or with what a pen wrote behind it; torn ones among them."""
STAMPED_DAY = row(r"(?:๒๕|25)[0-9๐-๙]{2}$|[0-9๐-๙]{1,2}\s\S{1,5}\s[0-9๐-๙]{2}$", "10 ขอ 2553", "ปีงบประมาณ ๒๕๕๓ ของกรม")
"""The year at the end of a line of coloured ink: a dater's print, whatever is left of day and month."""
RECEIVED_DATE = row(r"^(?:รับ)?วันที่\s*\.*\s*(?P<value>.*)$", "รับวันที่ ๑ มี.ค. ๖๗", "ลงวันที่ ๑ มี.ค. ๖๗")
BEHIND_CODE = row(r"[.(\-\s].*$", "0020(ชม).6(18)", "00181")
"""What follows the code of an owner: a stop, a bracket, a dash or a space, none of them lost."""
BEHIND_STROKE = row(r"^.*?/\s*(?:ว\.?\s*)?", "ที่ มท ๐๘๐๘.๒/ว ๑๒", "ที่ มท ๐๘๐๘.๒")
"""A number's print up to where its running number stands."""
_SHORT = "|".join(month.replace(".", r"\.?") for month in SHORT_MONTHS)
MONTH_BEHIND = row(rf"(?:เดือน\s*)?(?:{'|'.join(MONTHS)}|{_SHORT}|[ก-ฮ][ก-๎]{{4,}})", "๑๔ พฤษภาคม ๒๕๖๗", "๑๔/๕/๒๕๖๗")
"""A month of a date, spelt right or not quite."""
WORD_BEFORE_DAY = row(r"^([ก-๎]{4,8})\s*(?=[0-9๐-๙])", "วันที่ ๑", "ณ ๑")
STAMP_LABEL = row(r"^(?:เ[ลส]ข(?:ที่)?\s?รับ(?:ที่)?|รับ(?:เลข)?ที่|(?:รับ)?วันที่|เวลา)[\s.…:]*", "เลขที่รับ ๑๒๓", "เลขที่ ๑๒๓ หมู่ ๔")
"""The label of a receipt stamp's line."""
DATER = row(
    r"(?<![0-9])(?P<day>[0-3]\s?[0-9]|[1-9])[\s.,]{0,3}(?P<month>เ?[ก-ฮ][ก-๎.\s]{0,7}?)\W{0,3}(?P<year>[0-9]{3,4})(?![0-9]{2})",
    "2 8 เมย 2553",
    "0837.3/ว 2553",
)
"""A dater's print, its stops and marks lost, two signs of its day apart."""
TIME_ALONE = row(
    r"^\D{0,3}(?P<hour>[01]?[0-9]|2[0-3])\s?[ .:]\s?(?P<minute>[0-5][0-9])\W{0,2}(?:น\.?)?\W{0,2}$",
    "14 00",
    "14/00/2553",
)
"""A time of day alone, written by a pen."""
