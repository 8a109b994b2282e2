"""Units and posts of an office to which a letter is assigned, and which of them a letter concerns.

The rows for a จังหวัด and an อำเภอ follow the กฎกระทรวงแบ่งส่วนราชการ of the สำนักงานปลัดกระทรวงมหาดไทย and of the กรมการปกครอง;
an office names its own in ``[[units]]`` of office.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circulars.directory.offices import Level
from circulars.directory.profile import Unit

SECRETS = "นายทะเบียนข้อมูลข่าวสารลับ"
"""The post that keeps classified letters (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔ ข้อ ๑๓)."""

DEFAULTS: dict[Level, tuple[Unit, ...]] = {
    Level.PROVINCE: (
        Unit("ศูนย์ดำรงธรรมจังหวัด", ("ร้องเรียน", "ร้องทุกข์", "ความเป็นธรรม", "ความเดือดร้อน", "ดำรงธรรม", "ข้อเท็จจริง", "เบาะแส", "ผู้ตรวจการแผ่นดิน")),
        Unit("กลุ่มงานปกครอง", ("ปกครอง", "กำนัน", "ผู้ใหญ่บ้าน", "ทะเบียน", "บัตรประจำตัว", "เลือกตั้ง", "อาวุธปืน", "สถานบริการ", "โรงแรม", "ที่สาธารณประโยชน์", "สมรส")),
        Unit("กลุ่มงานความมั่นคง", ("ความมั่นคง", "ยาเสพติด", "อาสารักษาดินแดน", "ชายแดน", "แรงงานต่างด้าว", "ผู้หลบหนี", "ข่าว", "อส.", "ปราบปราม", "หมู่บ้านปลอดภัย")),
        Unit("กลุ่มงานยุทธศาสตร์และข้อมูลเพื่อการพัฒนาจังหวัด", ("แผนพัฒนาจังหวัด", "งบประมาณ", "แผนปฏิบัติราชการ", "ยุทธศาสตร์", "ตัวชี้วัด", "โครงการพัฒนา", "ประเมินผล")),
        Unit("กลุ่มงานบริหารทรัพยากรบุคคล", ("แต่งตั้ง", "เครื่องราชอิสริยาภรณ์", "ข้าราชการ", "อบรม", "ฝึกอบรม", "สัมมนา", "สอบ", "โอนย้าย", "วินัย", "บุคลากร")),
        Unit("กลุ่มงานการเงินและบัญชี", ("เบิกจ่าย", "เงิน", "พัสดุ", "ค่าเช่า", "คลัง", "จัดซื้อ", "ครุภัณฑ์", "ตรวจสอบการใช้จ่าย", "หลักประกัน")),
        Unit("กลุ่มงานนิติการ", ("ศาลปกครอง", "ศาลจังหวัด", "ศาลแขวง", "ต่อศาล", "คดี", "คำฟ้อง", "คำให้การ", "พยาน", "อัยการ", "ไต่สวน", "กฎหมาย", "หมายเรียก", "ป.ป.ช.")),
        Unit("สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัด", ("สาธารณภัย", "อุทกภัย", "ภัยแล้ง", "น้ำท่วม", "อัคคีภัย", "วาตภัย", "ไฟป่า", "ฝนตกหนัก", "ผู้ประสบภัย")),
        Unit("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด", ("องค์กรปกครองส่วนท้องถิ่น", "เทศบาล", "อบต.", "อบจ.", "ท้องถิ่น", "เบี้ยยังชีพ", "ศูนย์พัฒนาเด็กเล็ก")),
        Unit("กลุ่มงานอำนวยการ", ("เชิญ", "ประชุม", "พิธี", "ห้องประชุม", "สถานที่", "ยานพาหนะ", "ดับกระแสไฟฟ้า", "หยุดจ่ายน้ำ", "ธง", "เยี่ยม", "กฐิน", "ประธาน", "ยืม")),
    ),
    Level.DISTRICT: (
        Unit("กลุ่มงานอำนวยความเป็นธรรม", ("ร้องเรียน", "ร้องทุกข์", "ความเป็นธรรม", "ความเดือดร้อน", "ดำรงธรรม", "คดี", "พยาน", "อัยการ", "ต่อศาล", "ข้อเท็จจริง", "ให้ถ้อยคำ")),
        Unit("กลุ่มงานทะเบียนและบัตร", ("ทะเบียน", "บัตรประจำตัว", "การเกิด", "การตาย", "ภูมิลำเนา", "สัญชาติ", "สมรส", "ชื่อสกุล")),
        Unit("กลุ่มงานความมั่นคง", ("ความมั่นคง", "ยาเสพติด", "อาสารักษาดินแดน", "สาธารณภัย", "อุทกภัย", "ภัยแล้ง", "อัคคีภัย", "น้ำ", "ปราบปราม", "บุหรี่", "ไฟป่า", "เผา")),
        Unit("กลุ่มงานบริหารงานปกครอง", ("กำนัน", "ผู้ใหญ่บ้าน", "หมู่บ้าน", "ตำบล", "ปกครอง", "เลือก", "องค์กรปกครองส่วนท้องถิ่น", "องค์การบริหารส่วนตำบล", "เทศบาล", "ที่ดิน")),
        Unit("สำนักงานอำเภอ", ("เชิญ", "ประชุม", "พิธี", "ห้องประชุม", "สถานที่", "ยานพาหนะ", "เต็นท์", "เงิน", "พัสดุ", "เบิกจ่าย", "ธง", "กฐิน", "ประธาน", "ยืม", "งาน")),
    ),
}  # fmt: skip
_SUBJECT, _TEXT = 3, 1
"""A word weighs more in the subject than in the sentence that decides, and a longer one more: สอบ stands in ตรวจสอบ."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A unit, and why it: the words of the letter, or what was done the time before."""

    unit: str
    because: str


def units_of(units: Sequence[Unit], level: Level) -> tuple[Unit, ...]:
    """The office's own units, else those that an office of its level has."""
    return tuple(units) or DEFAULTS.get(level, ())


def unit_for(subject: str, sentence: str, units: Sequence[Unit]) -> Assigned | None:
    """The unit whose words the letter has most of, by their length; None where it has none, or as much of two units'.

    >>> unit_for("ขอให้ตรวจสอบเรื่องร้องเรียน", "", DEFAULTS[Level.PROVINCE]).unit
    'ศูนย์ดำรงธรรมจังหวัด'
    """
    ranked = []
    for unit in units:
        heads = [word for word in unit.words if word in subject]
        others = [word for word in unit.words if word in sentence and word not in heads]
        weight = _SUBJECT * sum(map(len, heads)) + _TEXT * sum(map(len, others))
        ranked.append((weight, unit, (*heads, *others)))
    ranked.sort(key=lambda row: -row[0])
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    _, unit, words = ranked[0]
    return Assigned(unit.name, f"หนังสือมีคำว่า {' '.join(words[:3])}")
