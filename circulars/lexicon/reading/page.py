"""Patterns of lines: the printed labels as offices print them and recognisers see them, and pieces of one row."""

from __future__ import annotations

import re

from circulars.lexicon.offices import Use, office
from circulars.lexicon.people import MORE_TO_ADDRESS
from circulars.lexicon.phrases import DECREES
from circulars.lexicon.rows import row

_WIDE = r"(?=\s|[:.]|[\"“(]|[ก-ฮเ-ไ0-9๐-๙A-Za-z]|$)"
_SUBJECT = r"เร[ืิี]?่?อง"
_REFERS = r"อ[ั้]?างถ[ึิ]?ง"
NUMBER = row(
    r"^(?:เลข)?ที\s?่?(?:\s?หนังสือ|ของผู้ให้ข่าว)?\s*[:.]?\s*(?:ต่อ\s+)?(?=[ก-ฮ]{2,4}\.?\s*(?:\([ก-๎. ]+\)\s*)?[0-9๐-๙]|[ก-ฮ]{2,4}\.\s?[ก-ฮ]"
    r"|[ก-ฮ]{2,4}\s*/|[ก-ฮ]{2,3}$|$|(?:[ก-ฮ]{1,4}\.\s?){2,4}[0-9๐-๙]|(?:วัด|ธนาคาร|มูลนิธิ|สมาคม|บริษัท|สโมสร|ชมรม|สหกรณ์)[ก-๎]{0,20}\s?[0-9๐-๙]+\s?/|พิเศษ\s?[0-9๐-๙]*\s?/)",
    "ที่ มท ๐๓๒๒/ว ๑๘๖๑",
    "ที่ประชุมมีมติ",
)
SUBJECT = row(rf"^{_SUBJECT}\s*[:.]?\s*{_WIDE}", "เรอง การประชุม", "เครื่องแบบ")
ADDRESSEES = row(
    r"^(?P<word>กราบเรียน\s?/\s?เรียน|เรียน\s?/\s?กราบเรียน|กราบเรียน|เรียน|นมัสการ|ถึง|กราบนมัสการ|(?:ขอ)?เจริญพร(?=\s+\S)(?!\s+มา)"
    r"|(?:ขอประทาน|ขอพระราชทาน)?(?:กราบ)?(?:บังคม)?ทูล(?:พระกรุณา)?(?=\s+\S)|ผู้รับปฏิบัติ(?=[\s:]))"
    rf"(?:\s*[:]\s*|\s+|$|{MORE_TO_ADDRESS})",
    "เรียน นายอำเภอ ทุกอำเภอ",
    "เรียนรู้ตลอดชีวิต",
)
REFERENCES = row(rf"^{_REFERS}\s*[:.]?\s*", "อางถึง หนังสือจังหวัด", "ตามที่อ้างถึง")
ENCLOSURES = row(
    r"^[สล][ิีึ]?่?งท[ีิ]?่?(?:\s?ได้)?\s?ส่?ง\s?มา(?:พร้อม\S{0,9}|[ดคตล][้ั่]?[วา]\s?[ยบ])\s*[:.]?\s*",
    "สิงที่ส่งมาด้วย ๑",
    "สิ่งที่ต้องดำเนินการ",
)
MEMO_OFFICE = row(r"^ส่วนราชการ\s*[:.]?\s*", "ส่วนราชการ กองคลัง", "หัวหน้าส่วนราชการ")
MEMO_DATE = row(r"^วันที่\s+", "วันที่ ๑ มกราคม ๒๕๖๗", "วันที่๑")
DATE_LABEL = row(r"^วันที่\s*", "วันที่ ๑ มกราคม", "ลงวันที่ ๑ มกราคม")
PHONE = row(
    r"(?:โทร(?:ศัพท์)?|[Tt]el)\s?\.?\s*(?:(?:/|และ)?\s?โทรสาร)?\.?\s*:?\s*(?:มท\.?\s?)?"
    r"(?P<phone>\(?[0-9๐-๙](?:[0-9๐-๙ \-–,()]|\.(?=,))*(?:\s?[ตด]่อ\s?[0-9๐-๙ ,\-–]+)?)",
    "โทร. ๐ ๔๒๗๑ ๑๐๐๐ ต่อ ๑๒",
    "ทางโทรศัพท์ หรือด้วยตนเอง",
)
PHONE_TORN = row(
    r"^.{0,12}?[โเไใ]ทร(?!สาร)[^0-9๐-๙]{0,14}(?P<phone>[0-9๐-๙](?:[ \-]?[0-9๐-๙]){7,9})",
    "โทรตทรสาร ๐ ๒๒๔๑ ๐๒๕๕",
    "โทรสาร ๐ ๒๒๔๑ ๐๒๕๕",
)
"""A telephone's line whose label lost letters."""
LABEL_ALONE = row(
    rf"^(?:กราบเรียน|เรียน|{_SUBJECT}|{_REFERS}|ส[ิี]?่?งท[ีิ]?่?ส่?งมา\S{{2,8}}|ท[ีิ]่?|โทร\.?|ส่วนราชการ|วันที่)$", "เรื่อง", "เรื่องเดิม"
)
"""A label whose value stands apart in its row."""
TITLE_NUMBER = row(
    rf"^(?P<title>{DECREES}\S.{{2,80}}?)\s*(?P<number>ที่\s*\S{{0,20}}?[0-9๐-๙]+\s?/\s?[0-9๐-๙]{{2,4}})\s*(?P<rest>เรื่อง\s.+)$",
    "คำสั่งจังหวัดสมมุติที่ 12/2568 เรื่อง แต่งตั้งคณะทำงาน",
    "ตามคำสั่งจังหวัดสมมุติที่ 12/2568 เรื่อง แต่งตั้งคณะทำงาน",
)
TITLE_SUBJECT = row(
    r"^(?P<title>(?:คำสั่ง|ประกาศ)(?!\s*ณ)\S.{1,80}?)\s+(?P<rest>เรื่อง\s.+)$",
    "ประกาศจังหวัดน่าน เรื่อง สอบราคา",
    "ประกาศเรื่องนี้ให้ทราบ",
)
"""A title that its subject follows in the same line; so are decrees cited, wherever they do not stand at the top of a page."""
NUMBER_SUBJECT = row(
    r"^(?P<number>ที่\s*[ก-ฮ]{2,4}[. ].{0,30}?[0-9๐-๙](?:\s?/\s?[0-9๐-๙]{2,4})?)\s+(?P<rest>เรื่อง\s.+)$",
    "ที่ มท ๐๓๒๒/๑๒ เรื่อง การประชุม",
    "ที่ประชุมพิจารณาเรื่อง การจัดงาน",
)
NUMBER_AGENCY = row(
    r"^(?P<number>ที่\s*[ก-ฮ]{2,4}\.?\s*(?:\([^)]*\)\s*)?[0-9๐-๙.]{2,12}\s*/\s*(?:ว\.?\s*)?[0-9๐-๙]{0,6})\s+"
    rf"(?P<rest>(?:{office(Use.AGENCY)}|กรุงเทพ|กทม|ถนน).{{2,}})$",
    "ที่ มท ๐๓๒๒/ว ๑๒ กรมการปกครอง",
    "ที่ มท ๐๓๒๒/ว ๑๒ ลงวันที่ ๑ มีนาคม ๒๕๖๗",
)
NUMBER_DIGITS = row(r"[0-9๐-๙]", "ที่ มท ๐๑", "ที่")
FILLED_APART = row(r"^(?:(?:เลข)?ที่|วันที่)\s*:?$", "วันที่", "ที่ตั้ง")
"""A label of the head whose value a typed text has in the line below."""
ALL_OF_THEM = row(r"\s*ทุก(?:จังหวัด|อำเภอ|แห่ง|กรม|กระทรวง)$", "นายอำเภอ ทุกอำเภอ", "นายอำเภอพังโคน")
IN_ABBREVIATION = row(r"(?:^|[\s(,/])(?:[ก-ฮ]{1,4}\.\s?)+[ก-ฮ]{0,4}$", "ก.ท.จ", "กรมการ")
NAMED_BEHIND = row(
    r"(?:บ้าน|วัด|ตำบล|อำเภอ|หมู่บ้าน|ห้วย|หนอง|คลอง|บึง|ถนน|ซอย|ตรอก|สะพาน|โรงเรียน|นาย|นาง|นางสาว|บริษัท|ร้าน|ห้างหุ้นส่วน|หจก\.)\s?$",
    "ถนนสายบ้าน",
    "การประชุม",
)
"""Behind these stands a name, which is spelt as its bearer spells it."""
CITES = row(r"^อ้?างถ|หนังสือ(?!.*(?:ลงวันที่|ลว\.))|ลงวันที่[^0-9๐-๙]*$", "ตามหนังสือกรมการปกครอง", "หนังสือกรม ลงวันที่ ๑ มีนาคม ๒๕๖๗")
"""A line that names a letter whose number and date may stand on the next."""
COPY = row(r"^สำเนา(?:ส่ง|เรียน|แจ้ง)\s*:?\s*(?P<who>\S.{3,120})$", "สำเนาส่ง ผู้ว่าราชการจังหวัดสกลนคร", "สำเนาถูกต้อง")
"""Whom the foot of a letter names as getting a copy."""
LINK = row(r"(?:https?://|www\.)[^\s\"“”()<>]+", "ทาง https://a.go.th/12", "ทาง a.go.th")
ABBREVIATION = row(
    r"(?:[ก-ฮ]{1,5}\.\s?)+(?:[ก-ฮ]{1,4}(?![\u0e01-\u0e4e]))?|ฯ(?!ล)|/\s?ว(?![\u0e01-\u0e4e])", "พ.ศ. ๒๕๖๗", "ฯลฯลฯล"
)
CODE_LETTERS = row(r"(?<![\u0e01-\u0e4e])[ก-ฮ]{2,4}(?=\s?[0-9๐-๙]{2})", "ที่ว่าการ พช ๖๗๑๑๐", "การ ๖๗๑๑๐")
"""The letters of an office before its code or its postcode: no words."""
_LETTER = r"[ก-ฮ](?![\u0e01-\u0e4e])"
LETTERED = row(
    rf"(?:ผนวก|ประเภท|กลุ่ม|หมวด|แบบ|ภาค|ชั้น|ตาราง|ข้อ)\s?{_LETTER}(?:\s?(?:,|-|และ|หรือ|ถึง)\s?{_LETTER})*",
    "ประเภท ก, ข และ ค",
    "ประเภทการลา",
)
"""Annexes, classes and choices that are named by letters."""
STRAY = row(r"[|*_~<>=^`\\]|(?<![A-Za-z0-9.@/])[a-z](?![A-Za-z0-9.@/])", "การ|ประชุม", "ทาง a.go.th")
DRAWN_RUN = row(r"([_*=~.\-–—])\1{2,}", "ลงชื่อ ..........", "ลงชื่อ ..")
"""A line drawn of one sign."""
SPACE_INSIDE = row(r"(?<=[\u0e01-\u0e4e]) (?=[\u0e01-\u0e4e])", "ก รม", "กรม 12")
THAI_LETTER = row(r"[\u0e01-\u0e2e]", "ABC กรม", "ABC ๑๒")
FOREIGN_LETTER = row(
    r"[A-Za-z\u00c0-\u024f\u0400-\u04ff\u1780-\u17ff\u0e80-\u0eff\u1000-\u109f\u3040-\u30ff\u4e00-\u9fff]",
    "Dear Sir",
    "เรียน ๑๒",
)
WRAPPER_WORDS = row(
    r"(?i:PDF\s?portfolio|Please wait\.\.\.|viewer may not be able to display this type of document)",
    "open this pdf portfolio in Acrobat",
    "แฟ้มสะสมงาน portfolio",
)
"""Words of a PDF that only wraps other files."""

THAI_RUN = row(r"[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]*", "กรม", "๑๒")
"""Thai letters with their marks, as they stand together."""
LONG_DIGITS = row(r"[0-9๐-๙]{4}", "๒๒๔๑", "๑๒ ๓๔")
PLAIN_LATIN = row(
    r"(?<![A-Za-z])(?=[A-Za-z]?[a-z]*[aeiou])[A-Za-z][a-z]{3,}(?![A-Za-z])", "Training for Teachers", "vio aa NN"
)
"""Words of Latin letters that a person may have typed."""
FOREIGN_WORD = row(r"[A-Za-z0-9|\\*_~<>=^`]+", "นางกอไก่ anus", "นางกอไก่")
BRACKETS_FIRST = row(r"^\((?P<inside>[^()]{4,60})\)(?P<behind>.*)$", "(นายกอไก่ ตัวอย่าง) aves", "ร่าง (นายกอไก่)")
LATIN_LETTERS = row(r"[A-Za-z]{2}", "in", "a 1")
SIGN_INSIDE = row(r"[A-Za-z0-9][':;{}\[\]|^~!<>=#$%&*+\\][A-Za-z0-9]", "r:aau", "end: meeting")
"""A sign between two letters, where Latin script has none."""
MAIL_QUOTED = row(
    r"^\s*(?:-{2,}\s*(?:Original Message|Forwarded message|ข้อความเดิม|ข้อความที่ส่งต่อ)|On\s.{5,160}\swrote\s?:\s*$"
    r"|(?:เมื่อ|ในวันที่|วันที่|ใน)\s.{5,160}เขียน(?:ว่า)?\s?:?\s*$"
    r"|\*?(?:From|จาก)\s?:\*?[^\n]*\n\s*\*?(?:Sent|Date|To|Cc|Subject|ส่งเมื่อ|ส่ง|วันที่|ถึง|เรื่อง)\s?:)",
    "From: saraban@example.go.th\nSent: Monday",
    "จาก: อำเภอตัวอย่าง\nขอส่งข้อมูลตามตาราง",
    re.MULTILINE | re.IGNORECASE,
)
"""Where a mail begins to quote the one that it answers."""
