"""Synthetic letters of invented offices and people, seeded: food for the benchmarks of the archive.

The text is put together from sentences, names and places, so that words stand in many neighbourhoods: the province แพร่
beside เผยแพร่, แพร่ระบาด and แพร่หลาย, ตาก beside ตากใบ and ตากแดด, เลย beside เลยกำหนด and มองเลยไป. Which letters are about a
province is known from how they were made.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from circulars.directory.places import all_districts, provinces
from circulars.letter.field import Field
from circulars.letter.letter import Letter, LetterKind, Signatory, Urgency
from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate

_ACTS = (
    "สำรวจ",
    "รายงาน",
    "ตรวจสอบ",
    "จัดทำ",
    "ทบทวน",
    "ประชาสัมพันธ์",
    "เร่งรัด",
    "ประเมิน",
    "ซักซ้อม",
    "ปรับปรุง",
    "เผยแพร่",
    "รวบรวม",
)
_MATTERS = (
    "แผนป้องกันและบรรเทาสาธารณภัย", "ข้อมูลแหล่งน้ำขนาดเล็ก", "ทะเบียนราษฎรและบัตรประจำตัวประชาชน", "สถานการณ์ภัยแล้ง",
    "การแพร่ระบาดของโรคพืช", "การใช้จ่ายงบประมาณ", "ความปลอดภัยทางถนน", "การจัดเก็บขยะมูลฝอย", "โครงการอาหารกลางวัน",
    "ระบบสารบรรณอิเล็กทรอนิกส์", "การประชุมคณะกรรมการหมู่บ้าน", "การคัดเลือกกำนันผู้ใหญ่บ้านดีเด่น", "ข้อร้องเรียนของประชาชน",
    "การป้องกันและปราบปรามยาเสพติด", "คุณธรรมและความโปร่งใส", "การฝึกอบรมอาสาสมัคร", "ผลผลิตตากแดดของกลุ่มเกษตรกร", "มาตรการประหยัดพลังงาน",
)  # fmt: skip
_CLAUSES = (
    "เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย", "โดยให้แพร่หลายในพื้นที่", "ทั้งนี้ ห้ามเลยกำหนดเวลา", "พร้อมแนบเอกสารหลักฐานประกอบ",
    "หากมองเลยไปถึงปีงบประมาณถัดไป", "และแจ้งผู้เกี่ยวข้องทราบโดยทั่วกัน", "ตามแบบรายงานที่กำหนด", "ให้แล้วเสร็จภายในระยะเวลาที่กำหนด",
    "โดยคำนึงถึงประโยชน์ของทางราชการเป็นสำคัญ", "ผ่านระบบออนไลน์", "อย่างเคร่งครัดและต่อเนื่อง", "ในระดับหมู่บ้านและตำบล",
)  # fmt: skip
_FIRST = ("สมมุติ", "ตัวอย่าง", "ทดลอง", "ทดสอบ", "จำลอง", "สมมติ", "นิรนาม", "ร่างหนึ่ง", "ประดิษฐ์", "แสร้ง")
_LAST = ("ใจงาม", "รักษ์แผ่นดิน", "ทองเนื้อเก้า", "สุขสวัสดิ์", "บุญเรือง", "ศรีสว่าง", "แก้วมณี", "วงศ์ไพร", "นาดี", "พงษ์ไทย")
_SYLLABLES = tuple(a + b for a in "กขคงจชซดตทนบปผพมยรลวสห" for b in ("า", "ี", "ุ", "อ", "น", "ง", "ม", "ัน", "าย", "ิน"))


@dataclass(frozen=True, slots=True)
class Made:
    """A synthetic letter, and the provinces that it is about."""

    letter: Letter
    provinces: frozenset[str]


def made_letters(count: int, seed: int = 1) -> Iterator[Made]:
    """Letters of ten years, in no order of days, about 850 characters each."""
    draw = random.Random(seed)
    names = [one.name for one in provinces() if not one.capital]
    districts = [(one.name, one.province) for one in all_districts() if not one.capital]
    for number in range(count):
        about = draw.sample(names, 2)
        district, _ = draw.choice(districts)
        name = "".join(draw.choice(_SYLLABLES) for _ in range(3))
        signer = Signatory(
            f"นาย{draw.choice(_FIRST)}{name} {draw.choice(_LAST)}{draw.choice(_SYLLABLES)}", f"ผู้ว่าราชการจังหวัด{about[0]}"
        )
        body = [
            f"ด้วยจังหวัด{about[0]}ได้{draw.choice(_ACTS)}{draw.choice(_MATTERS)} {draw.choice(_CLAUSES)} "
            f"และขอให้อำเภอ{district}{draw.choice(_ACTS)}{draw.choice(_MATTERS)} {draw.choice(_CLAUSES)}"
        ]
        for item in range(1, draw.randint(4, 7)):
            body.append(
                f"{item}. {draw.choice(_ACTS)}{draw.choice(_MATTERS)} {draw.choice(_CLAUSES)} {draw.choice(_CLAUSES)} "
                f"จำนวน {draw.randint(2, 98_765)} ราย โครงการ{''.join(draw.choice(_SYLLABLES) for _ in range(4))}"
            )
        body.append(f"ทั้งนี้ ได้ประสานจังหวัด{about[1]}แล้ว จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป")
        letter = Letter(
            pages=(1,),
            kind=Field(LetterKind.EXTERNAL),
            urgency=Field(draw.choice([None, None, *Urgency])),
            reference=Field(ReferenceNumber("มท", f"0{draw.randint(300, 899)}", str(number + 1), circular=True)),
            sender_agency=Field(f"จังหวัด{about[0]}"),
            dated=Field(ThaiDate(draw.randint(2560, 2569), draw.randint(1, 12), draw.randint(1, 28))),
            subject=Field(f"การ{draw.choice(_ACTS)}{draw.choice(_MATTERS)}"),
            addressees=(Field(f"นายอำเภอ{district}"),),
            body=tuple(Field(text) for text in body),
            signatory=Field(signer),
        )  # fmt: skip
        yield Made(letter, frozenset({*about}))
