"""Words of official letters: own phrases and names, and word lists under CC0 (PyThaiNLP: words, syllables, TNC counts).

PyThaiNLP's person-name lists are CC-BY-SA and are not used: names here are composed from parts of our own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from pythainlp.corpus import provinces, thai_syllables, thai_words, tnc

from ocr.training.text.charset import canonical


def spaced(text: str) -> tuple[str, ...]:
    """Entries parted by spaces."""
    return tuple(text.split())


def barred(text: str) -> tuple[str, ...]:
    """Entries parted by bars, spaces within them kept."""
    return tuple(text.split("|"))


MONTHS = spaced("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม")
SHORT_MONTHS = spaced("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.")
WEEKDAYS = spaced("จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์")
URGENCY = ("ด่วนที่สุด", "ด่วนมาก", "ด่วน", "ลับ", "ลับมาก", "ลับที่สุด")
HEADS = barred(
    "เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|ที่|วันที่|ส่วนราชการ|บันทึกข้อความ|กราบเรียน|ถึง|สำเนาเรียน|หนังสือ|ลงวันที่|จำนวน|สำเนาส่ง|โทร."
)
BODIES = spaced(
    "กรม กระทรวง สำนักงาน กอง สำนัก ศูนย์ ฝ่าย กลุ่ม กลุ่มงาน เทศบาลตำบล เทศบาลเมือง องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด "
    "อำเภอ จังหวัด ตำบล ที่ว่าการอำเภอ ศาลากลางจังหวัด ที่ทำการปกครองอำเภอ โรงเรียน โรงพยาบาล มหาวิทยาลัย วิทยาลัย คณะกรรมการ สถานี สถาบัน "
    "สำนักงานเขตพื้นที่การศึกษา สำนักงานท้องถิ่นจังหวัด"
)
POSTS = spaced(
    "ผู้ว่าราชการจังหวัด รองผู้ว่าราชการจังหวัด นายอำเภอ ปลัดจังหวัด ปลัดอำเภอ ปลัดกระทรวง อธิบดีกรม รองอธิบดี ผู้อำนวยการกอง ผู้อำนวยการสำนัก "
    "หัวหน้าสำนักงาน หัวหน้าส่วนราชการ เลขาธิการ นายกเทศมนตรี นายกองค์การบริหารส่วน ประธานกรรมการ กรรมการ เลขานุการ รัฐมนตรีว่าการ ผู้จัดการ "
    "คณบดี อธิการบดี เจ้าพนักงานธุรการ นักวิชาการ สาธารณสุขอำเภอ เกษตรจังหวัด พัฒนาการอำเภอ ท้องถิ่นอำเภอ ผู้บังคับการ ผู้กำกับการ จ่าจังหวัด"
)
TITLES = ("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี ", "ดร.", "พันเอก ", "พันตำรวจโท ", "สิบตรี ", "ศ.", "รศ.", "")
PHRASES = barred(
    "ตามที่ได้แจ้งให้ทราบไปแล้วนั้น|ขอความอนุเคราะห์|ขอเชิญเข้าร่วม|ขอส่งรายงาน|ขอหารือแนวทาง|แจ้งเวียน|การจัดซื้อจัดจ้าง|"
    "การเบิกจ่ายงบประมาณ|ปีงบประมาณ พ.ศ.|ระเบียบว่าด้วยงานสารบรรณ|ขอแสดงความนับถือ|จึงเรียนมาเพื่อ|โปรดทราบ|โปรดพิจารณา|ทั้งนี้|"
    "ในการนี้|อย่างไรก็ตาม|ดังนั้น|บัดนี้|ด้วย|ตามหนังสือที่อ้างถึง|พร้อมนี้ได้แนบ|เอกสารประกอบ|รายละเอียดตามที่แนบมา|"
    "ปฏิบัติราชการแทน|รักษาราชการแทน|ผู้ประสานงาน|ไปรษณีย์อิเล็กทรอนิกส์|โทรศัพท์เคลื่อนที่|หมายเลขโทรศัพท์|คำสั่ง|ประกาศ|"
    "ข้อบังคับ|ระเบียบวาระ|มติที่ประชุม|คณะทำงาน|ผู้มีอำนาจลงนาม|ค่าใช้จ่ายในการเดินทาง|ค่าเบี้ยเลี้ยง|ค่าเช่าที่พัก|ค่าพาหนะ|"
    "การปฏิบัติราชการ|ข้าราชการพลเรือนสามัญ|พนักงานราชการ|ลูกจ้างประจำ|หลักเกณฑ์และวิธีการ|เงื่อนไขที่กำหนด|โดยเคร่งครัด|"
    "ภายในกำหนดเวลา|ณ ห้องประชุม|ชั้น|อาคาร|ถนน|ซอย|หมู่ที่|ตำบล|แขวง|เขต|รหัสไปรษณีย์|ร้อยละ|บาท|สตางค์|ฉบับ|ชุด|แผ่น|เล่ม|"
    "รายการ|ราย|คน|แห่ง|ครั้งที่|ข้อ|มาตรา|วรรค|หน้า|ประจำเดือน|ประจำปี|ไตรมาสที่|พลเอก|พันโท|สิบเอก|น.ส.|เป็นต้น|ดังกล่าว|และ|"
    "หรือ|ที่|ซึ่ง|โดย|เพื่อ|ของ|ใน|ให้|แก่|ต่อ|จาก|ถึง|จะ|ได้|ไม่|เป็น|มี|การ|ความ|ผู้|แล้ว|ฯลฯ|ต่าง ๆ|อื่น ๆ|นั้น ๆ|เกี่ยวข้อง|"
    "ดำเนินการ|เรียบร้อยแล้ว|มาพร้อมนี้|อนุมัติ|เห็นชอบ|รับทราบ|ตรวจสอบ|สนับสนุน|โครงการ|กิจกรรม|แผนปฏิบัติการ|ยุทธศาสตร์|"
    "นโยบาย|ประชาชน|ส่วนท้องถิ่น|ส่วนภูมิภาค|ราชการส่วนกลาง|รัฐวิสาหกิจ|องค์กรปกครองส่วนท้องถิ่น|พระราชบัญญัติ|"
    "พระราชกฤษฎีกา|กฎกระทรวง|คำวินิจฉัย|อุทธรณ์|ร้องเรียน|สาธารณภัย|อุทกภัย|ภัยแล้ง|ฝึกอบรม|สัมมนา|หลักสูตร|วิทยากร|"
    "ผู้เข้าอบรม|นักเรียน|นักศึกษา|ครู|ภาคเรียนที่|ปีการศึกษา|พัสดุ|ครุภัณฑ์|สัญญา|ใบเสนอราคา|ใบสั่งซื้อ|ตรวจรับ|ประกวดราคา|"
    "ที่ดิน|สิ่งก่อสร้าง|กำชับเจ้าหน้าที่|ถือปฏิบัติ|ประชาสัมพันธ์|แบบฟอร์ม|แบบรายงาน|ในพื้นที่|รับผิดชอบ|ซักซ้อมความเข้าใจ|"
    "หนังสือสั่งการ|ที่เกี่ยวข้องทราบ|และถือปฏิบัติต่อไป|รายงานผลการดำเนินงาน|ให้จังหวัดทราบ|ก่อนวันที่|ภายในวันที่|เลขที่รับ|เวลา|รับที่"
)
ENGLISH = spaced(
    "Online Zoom Google Drive Line Email Website Project Data Digital Government Thailand Bangkok Service Public Center Office "
    "Training Workshop Program Meeting Conference Smart City Plan Action Strategy National Development Policy Form Code QR PDF "
    "Word Excel ID Login Username Password Facebook Application Mobile Phone Fax Tel Call OTOP KPI SDGs GDP ISO AI IT ICT GFMIS "
    "e-GP e-Office e-Mail e-Saraban SMEs NGO ASEAN UNESCO WHO World Bank Health Safety Quality Assurance Management Information "
    "Technology Research Innovation Science Engineering Education School University Hospital Water Energy Climate Carbon Model "
    "Test Version Update File Link Platform Dashboard Open Cloud Network Security Cyber Act Law Section Annex Table Figure Note "
    "Page Jazz Kiosk Query Zone Visa Xerox and of the for to in on with by from"
)
_GIVEN = spaced(
    "กนก กมล กฤษณะ กิตติ เกษม ขจร ขวัญใจ คมสัน จรัส จันทรา จารุณี จิตรา จำรัส ชนะ ชัยวัฒน์ ชาญ ชุติมา เชิดชัย ญาดา ฐิติ ณรงค์ ดวงใจ ดำรง "
    "เดชา ตรีชา ถนอม ถวิล ทวี ทศพร ทองดี ธงชัย ธนา ธวัช ธีระ นงนุช นพดล นภา นฤมล นิภา นิรันดร์ บรรจง บัญชา บุญมี บุษบา ปกรณ์ ประภา ประยูร "
    "ประเสริฐ ปราณี ปรีชา ปิยะ ผดุง เผด็จ พงศ์ พนิดา พรชัย พัชรี พิชิต พิมพ์ใจ พูนสุข เพ็ญ ไพศาล ฟ้าใส ภัทรา ภาณุ ภูมิ มงคล มณี มนัส มานพ "
    "มาลี ยงยุทธ ยุพา เยาวลักษณ์ รัชนี รัตนา รุ่งโรจน์ เรวัต ฤดี ลัดดา วรรณา วิชัย วิเชียร วิทยา วิภา วิมล วีระ ศักดิ์ ศิริ ศุภชัย สถาพร "
    "สมหมาย สมพร สายฝน สำราญ สิทธิ สุชาติ สุดา สุนีย์ สุภาพ สุรชัย เสนาะ แสงเดือน โสภา หทัย อดุลย์ อนงค์ อภิชาติ อรุณ อัญชลี อำนวย อุดม "
    "อุษา เอกชัย โอภาส ไอลดา"
)
_FAMILY_FIRST = spaced(
    "กาญจน เกียรติ แก้ว ขจร คง งาม จันทร์ เจริญ ฉาย ชัย ชื่น ดวง ดี ตั้ง ทรัพย์ ทอง เทพ ธรรม ธน นาค นิล นุช บุญ บัว ประเสริฐ ปาน พงษ์ พัฒน "
    "พิทักษ์ เพชร แพร โพธิ์ มณี มั่น มี ยอด เย็น รักษ์ รัตน รุ่ง เรือง ลิ้ม วงศ์ วิเศษ วิริยะ ศรี ศักดิ์ ศิลป์ สม สาย สิงห์ สุข สุวรรณ แสง "
    "หงส์ อ่อน อิน อุดม เอี่ยม"
)
_FAMILY_LAST = spaced(
    "กุล เกษม แก้ว ไกร ขำ คำ จันทร์ จิต เจริญ ใจ ชัย ชาติ ไชย ณรงค์ ดี เดช ทรัพย์ ทอง ธร ธรรม นนท์ นาค นุกูล บุตร บูรณ์ ประดิษฐ์ ผล พงศ์ "
    "พันธุ์ พิทักษ์ พร เพชร ไพร ภักดี ภูมิ มงคล มาลา มาศ ยิ่ง ยืน โยธา รักษา รัตน์ ราช เรือง เลิศ วงศ์ วัฒนา วิไล ศรี ศักดิ์ ศิริ สกุล สวัสดิ์ "
    "สิทธิ์ สุข สุวรรณ โสภณ หาญ อาจ อนันต์ อุดม"
)


@dataclass(frozen=True, slots=True)
class WordLists:
    """Words with their cumulative chance (count to the power 0.6), rare dictionary words, syllables, provinces."""

    common: tuple[str, ...]
    chance: NDArray[np.float64]
    rare: tuple[str, ...]
    syllables: tuple[str, ...]
    provinces: tuple[str, ...]


@cache
def word_lists() -> WordLists:
    """The CC0 lists, sorted, so that a seed gives the same text everywhere."""
    thai = re.compile("[\u0e01-\u0e4c]{1,22}")
    counts = sorted((canonical(w), n) for w, n in tnc.unigram_word_freqs().items() if thai.fullmatch(w) and n > 1)
    chance = np.cumsum(np.array([n for _, n in counts], np.float64) ** 0.6)
    return WordLists(
        tuple(w for w, _ in counts),
        chance / chance[-1],
        tuple(sorted(canonical(w) for w in thai_words() if thai.fullmatch(w))),
        tuple(sorted(canonical(w) for w in thai_syllables() if thai.fullmatch(w))),
        tuple(sorted(canonical(str(p)) for p in provinces())),
    )


def person(rng: np.random.Generator) -> str:
    """A composed person's name: title, given name, family name of two or three parts; it belongs to nobody on purpose."""
    given = _GIVEN[rng.integers(len(_GIVEN))]
    if rng.random() < 0.25:
        given += _FAMILY_LAST[rng.integers(len(_FAMILY_LAST))]
    family = _FAMILY_FIRST[rng.integers(len(_FAMILY_FIRST))] + _FAMILY_LAST[rng.integers(len(_FAMILY_LAST))]
    if rng.random() < 0.2:
        family += _FAMILY_LAST[rng.integers(len(_FAMILY_LAST))]
    return f"{TITLES[rng.integers(len(TITLES))]}{given} {family}"
