"""Witnesses of what is done with a letter that stays: rows that each speak for a step, and the vote over them.

No single phrase decides. Each row gives its weight to a step where its words stand in the part of the letter that it looks
at; the step with the most weight is proposed, and where two are as good as even a person chooses between them. The rows
come from the ways in which letters ask by the rules of สารบรรณ (ข้อ ๑๑ - ๑๘: what is asked stands in its own clause and
again in the จึงเรียนมา line), and each has a sentence for which it speaks and one for which it is silent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.lexicon.reading.triage.staying import SENT_BACK
from circulars.lexicon.rows import row
from circulars.triage.step import Step


class Part(StrEnum):
    """Where a witness looks: the subject, what is asked, the จึงเรียนมา line, what is told, or all but the subject."""

    SUBJECT = "subject"
    ASKED = "asked"
    PURPOSE = "purpose"
    TOLD = "told"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Witness:
    """One row. ``weight`` below nothing speaks against the step; ``also`` is what must follow where it speaks."""

    step: Step
    weight: int
    part: Part
    pattern: re.Pattern[str]
    also: Step | None = None


_APPROVES = r"(?:พิจารณา)?\s?(?:ให้ความ)?(?:อนุมัติ|อนุญาต|เห็นชอบ|ลงนาม|แต่งตั้ง|ออก(?=หนังสือ|คำสั่ง|ใบ|ประกาศ)|รับรอง|วินิจฉัย|สั่งการ)"
_STAFF = r"(?:บุคลากร|เจ้าหน้าที่|ข้าราชการ|พนักงาน|ปลัดอำเภอ|ปลัดจังหวัด|นิติกร|นักวิชาการ|นักวิเคราะห์|หัวหน้า(?:กลุ่ม|งาน|ฝ่าย|สำนักงาน)|เจ้าพนักงาน|ผู้(?:รับผิดชอบ|ปฏิบัติงาน|เกี่ยวข้อง))"
TO_APPROVE = row(rf"มาเพื่อ(?:โปรด)?{_APPROVES}", "จึงเรียนมาเพื่อโปรดพิจารณาเห็นชอบ", "จึงเรียนมาเพื่อโปรดพิจารณา")
TO_DECIDE = row(
    rf"(?:ส่ง|เสนอ|นำเรียน).{{0,120}}มาเพื่อ(?:โปรด)?(?:{_APPROVES}|พิจารณา)",
    "ขอส่งเอกสารหลักฐานมาเพื่อโปรดพิจารณาออกหนังสือสำคัญ",
    "ขอส่งรายงานมาเพื่อโปรดทราบ",
)
"""What is laid before the head to be decided: it is no mere information, though nothing is asked in words."""
OFFERED = row(
    r"(?:หาก|ถ้า|กรณี)[^ ]{0,60}(?:สนใจ|ประสงค์)|ผู้(?:ที่)?สนใจ[^ ]{0,30}(?:สมัคร|ติดต่อ|สอบถาม|ลงทะเบียน)",
    "หากหน่วยงานใดมีความสนใจให้ติดต่อโดยตรง",
    "ส่งเสริมความสนใจของนักเรียน",
)
"""An offer that whoever likes takes up."""
WITNESSES: tuple[Witness, ...] = (
    Witness(Step.ANSWER, 3, Part.ASKED, row(r"(?:แจ้ง|รายงาน)ผล|ผลให้.{2,60}ทราบ|ทราบผล", "ตรวจสอบและแจ้งผลให้กรมทราบ", "สำเนารายงานการประชุม")),
    Witness(
        Step.ANSWER, 8, Part.ASKED, row(r"แบบตอบรับ|ตอบรับ(?!รอง)|ตอบ(?:กลับ|แบบ)|แบบ(?:สอบถาม|ยืนยัน)|กรอก(?:แบบ|ข้อมูล)|แจ้งยืนยัน|แจ้งความประสงค์",
        "โปรดส่งแบบตอบรับกลับไปยังสถาบัน", "ตอบแทนคุณแผ่นดิน"),
    ),
    Witness(
        Step.ANSWER, 5, Part.ASKED, row(r"(?:ความเห็น(?!ชอบ)|ข้อคิดเห็น|ข้อเสนอแนะต่อ)|(?<!ตามที่)(?<!ได้)(?<!ตามข้อ)หารือ(?!กัน|ร่วม|แล้ว)|ขอทราบ"
        r"|(?:ขอ|รบกวน|ใคร่|จึง)\s?สอบถาม(?!ได้|เพิ่มเติม)|ขอ(?:รับ)?(?:คำแนะนำ|คำปรึกษา|คำตอบ|แนวทาง)|ได้รับ(?:คำตอบ|ทราบผล)",
        "จึงขอหารือมายังจังหวัด", "เพื่อให้เป็นไปตามข้อหารือของสมาชิกสภา"),
    ),
    Witness(
        Step.ANSWER, 3, Part.ASKED,
        row(r"ขอ(?:ความอนุเคราะห์|ความร่วมมือ|รับ)?(?:ข้อมูล|เอกสาร|สำเนา|หลักฐาน|คัด|ตรวจสอบ(?:ข้อมูล|สถานะ|ประวัติ))|ตรวจสอบข้อเท็จจริง|ชี้แจง(?:ข้อเท็จจริง|เหตุ|มา|กลับ|เป็น(?:หนังสือ|ลายลักษณ์))|สอบข้อเท็จจริง|มาเป็นหนังสือ",
        "จึงขอสำเนาเอกสารการตรวจรับ", "ชี้แจงให้ราษฎรทราบ"),
    ),
    Witness(
        Step.ANSWER, 3, Part.ASKED,
        row(r"(?:จัด|นำ|รีบ)?ส่ง(?:ให้|มอบ)?\s?(?:ข้อมูล|เอกสาร|สำเนา|แบบ|แผน|รายงาน|หลักฐาน|ผล|บัญชี|รายละเอียด|คำชี้แจง|ภาพ)|เร่ง(?:รัด)?(?:จัด)?ส่ง|นำส่ง(?=\s?(?:ทาง|ผ่าน|ให้|ที่|ถึง|ภายใน|กลับ|มา)|$)",
        "ขอให้จัดส่งแผนปฏิบัติราชการ", "จัดส่งเจ้าหน้าที่ไปร่วมงาน"),
    ),
    Witness(Step.ANSWER, 3, Part.ASKED, SENT_BACK),
    Witness(
        Step.ANSWER, 2, Part.ASKED,
        row(r"ประการใด\s?(?:โปรด|ขอ|กรุณา|ให้)?(?:ได้)?(?:แจ้ง|ตอบ|รายงาน)", "ผลการพิจารณาเป็นประการใดโปรดแจ้งให้จังหวัดทราบด้วย", "จะเห็นเป็นประการใด"),
    ),
    Witness(
        Step.ANSWER, 3, Part.ASKED, row(r"(?:รับรอง|ยืนยัน)(?:รายการ|สถานะ|ข้อมูล|ว่า)|ตรวจสอบ(?:ว่า|รายการ|และรับรอง)", "ตรวจสอบว่าบุคคลดังกล่าวมีชื่อหรือไม่",
        "สำเนาที่รับรองถูกต้อง"),
    ),
    Witness(
        Step.ANSWER, 3, Part.ASKED, row(r"รายงาน(?!การประชุม|ประจำปี|ผู้บังคับ|ตัว|ตน)[^ ]{0,60}(?:ให้|ต่อ|ทราบ|ภายใน|กรม|จังหวัด|กระทรวง|สำนักงาน)",
        "รายงานให้จังหวัดทราบโดยด่วน", "สำเนารายงานการประชุม"),
    ),
    Witness(
        Step.ASSIGN, 15, Part.ASKED,
        row(r"(?:เสนอ|ส่ง|แจ้ง|ยืนยัน|จัดส่ง|ทราบ|ขอ)(?:ราย)?ชื่อ|(?:ราย)?ชื่อ(?:ผู้(?:แทน|ประสาน|เข้าร่วม|รับผิดชอบ)|เจ้าหน้าที่|บุคลากร)|แต่งตั้งผู้(?:แทน|ประสาน)|คัดเลือก(?:บุคลากร|เจ้าหน้าที่|ข้าราชการ)",
        "ขอให้จังหวัดเสนอชื่อผู้แทน", "ตามบัญชีรายชื่อแนบท้าย"), Step.ANSWER,
    ),
    Witness(Step.ASSIGN, 12, Part.TEXT, row(r"(?:เป็น|ไป|นำ|ส่ง|อ้าง)พยาน|เบิกความ|ให้ถ้อยคำ", "ให้ส่งเจ้าหน้าที่ไปเบิกความต่อศาล", "พร้อมพยานหลักฐาน")),
    Witness(
        Step.ASSIGN, 10, Part.TEXT, row(r"(?:ผู้แทน(?!ราษฎร)|ผู้(?:ได้)?รับมอบ(?:อำนาจ|หมาย))[^ ]{0,24}(?:ประชุม|เข้าร่วม|ร่วม|(?<!เป็น)ไป|นำชี้)"
        r"|หรือ(?:ให้)?มอบหมาย[^ ]{0,60}(?:ประชุม|เข้าร่วม|แทน)",
        "เชิญท่านหรือผู้แทนเข้าร่วมประชุม", "ข้อหารือของสมาชิกสภาผู้แทนราษฎรเป็นไปด้วยความเรียบร้อย"),
    ),
    Witness(
        Step.ASSIGN, 10, Part.ASKED, row(rf"(?:เชิญ(?:ชวน)?|ส่ง|จัด|มอบหมาย(?:ให้)?)\s?{_STAFF}(?:[ก-๎]{{0,40}})"
        r"(?:ของท่าน|ในสังกัด)?(?:\s?(?:จำนวน\s?)?(?:ไม่เกิน\s?|อย่างน้อย\s?)?\S{1,6}\s?(?:คน|นาย|ราย|ท่าน|รูป))?\s?"
        r"(?:เข้า(?:ร่วม|รับ|ประชุม)|อบรม|สมัคร|(?:ไป|มา)(?:ร่วม|พบ|ให้(?:ข้อมูล|ข้อเท็จจริง)|ประชุม|ชี้แจง)|ร่วมประชุม)",
        "ขอให้มอบหมายปลัดอำเภอที่รับผิดชอบงานทะเบียน ๑ คน เข้าร่วมประชุม", "ขอเชิญนายอำเภอพร้อมเจ้าหน้าที่เข้าร่วมประชุม"),
    ),
    Witness(
        Step.ASSIGN, 9, Part.ASKED,
        row(r"(?:บุคลากร|อาจารย์|เจ้าหน้าที่|ข้าราชการ|พนักงาน|ปลัดอำเภอ|แพทย์|นาย(?!อำเภอ|ก)|นาง)[^.]{0,120}?(?:(?<!ได้)(?:มา)?เป็น|ทำหน้าที่)(?:วิทยากร|ผู้(?:เชี่ยวชาญ|ทรงคุณวุฒิ|ตัดสิน|ประเมิน|ดำเนินรายการ)|(?:คณะ)?(?:อนุ)?กรรมการ|คณะทำงาน|พี่เลี้ยง|พิธีกร)",
        "ขอความอนุเคราะห์บุคลากรในสังกัดของท่านเป็นวิทยากร", "ขอเรียนเชิญท่านเป็นวิทยากร"), Step.ANSWER,
    ),
    Witness(
        Step.ASSIGN, 15, Part.TOLD, row(r"(?:ได้รับ|มี|(?<!และ)(?<!หรือ)(?<!ที่)(?<!การ)(?<!ทาง)(?<!ระบบ)(?<!ศูนย์)(?<!จุด)(?<!กล่อง)(?<!ตู้)รับ)"
        r"(?:เรื่อง|หนังสือ|แจ้ง)?(?:การ)?(?:ร้องเรียน|ร้องทุกข์|เรื่องราวร้องทุกข์)"
        r"|ผู้ร้อง(?:เรียน|ทุกข์)|ขอความเป็นธรรม",
        "ได้รับเรื่องร้องเรียนจากราษฎร", "ตั้งศูนย์เพื่อให้บริการและรับเรื่องร้องเรียน"), Step.ANSWER,
    ),
    Witness(Step.ASSIGN, -12, Part.TEXT, row(r"ด้วยตนเอง|(?:ไม่|ห้าม|งด)(?:ให้)?มอบหมาย", "เข้าร่วมประชุมด้วยตนเอง", "มอบหมายผู้แทนเข้าร่วม")),
    Witness(
        Step.ASSIGN, 12, Part.TEXT, row(r"คำให้การ(?:ยื่น|แก้|ต่อ)|(?:ทำ|ยื่น)คำให้การ|สำเนาคำฟ้อง|หมายเรียก(?!พยาน|ให้|บุคคล|\s?\(?สด|เข้า|ทหาร)",
        "ให้ผู้ถูกฟ้องคดีทำคำให้การยื่นต่อศาล", "อัยการขอทราบภูมิลำเนาจำเลย"), Step.ANSWER,
    ),
    Witness(Step.ASSIGN, 12, Part.TEXT, row(r"หมายนัด|นัดให้เจ้าหนี้|นัดไต่สวน|นัดสืบพยาน", "ศาลนัดไต่สวนคดี", "ตามที่นัดหมายไว้")),
    Witness(
        Step.ASSIGN, 15, Part.SUBJECT,
        row(r"^(?!.*(?:ช่องทาง|ระบบ|คู่มือ|หลักเกณฑ์|แนวทาง|สถิติ|ศูนย์(?:รับ|บริการ)?|การ(?:รับ|บริหาร|จัดการ))[ก-๎ ]{0,16}(?:ร้องเรียน|ร้องทุกข์|แจ้งเหตุ|เบาะแส))"
        r".*(?:ร้องเรียน|ความเป็นธรรม|ร้องทุกข์|ความเดือดร้อน|บัตรสนเท่ห์|เบาะแส|แจ้งเหตุ|กล่าวหา|กล่าวโทษ)", "ขอให้ตรวจสอบเรื่องร้องเรียน",
        "การเปิดใช้ช่องทางร้องเรียนออนไลน์"), Step.ANSWER,
    ),
    Witness(Step.ACT, 4, Part.ASKED, row(r"เชิญ(?!ชวน)", "จึงขอเรียนเชิญท่านเป็นประธาน", "ขอให้เชิญชวนประชาชน")),
    Witness(
        Step.ACT, 5, Part.ASKED,
        row(r"ขอ(?:ความอนุเคราะห์|ความกรุณา|ความร่วมมือ)?(?:เข้า)?(?:ใช้|ยืม|อนุญาต|อนุมัติ|สนับสนุน|ยกเว้น|ผ่อนผัน|เบิก|ถอน|ต่อ(?:อายุ|สัญญา)|ลาออก|ขึ้นทะเบียน|จดทะเบียน)|อนุเคราะห์(?:สถานที่|รถ|วิทยากร|ห้อง|เต็นท์|บุคลากร|เจ้าหน้าที่|อุปกรณ์)",
        "จึงขอความอนุเคราะห์ยืมเต็นท์", "ผู้ได้รับอนุญาต"),
    ),
    Witness(
        Step.ACT, 3, Part.ASKED,
        row(r"ชำระ|คืนคลัง|ก่อหนี้|เบิกจ่าย|ติดตั้ง|ซ่อม|ลดธง|ประดับ|เข้าร่วม(?:ประชุม|พิธี|งาน)|จัด(?:พิธี|กิจกรรม|เตรียม|เจ้าหน้าที่)|ปิดประกาศ|รับมอบ|ไปรับ",
        "ขอให้ลดธงครึ่งเสา ณ ศาลากลาง", "จัดส่งข้อมูล"),
    ),
    Witness(
        Step.ACT, 5, Part.TOLD, row(r"(?:ดับกระแสไฟฟ้า|หยุดจ่าย(?:น้ำ|ไฟ)|ตัดกระแสไฟฟ้า|ปิดการจราจร|ปิดระบบ).{0,90}?(?:ศาลากลาง|ที่ว่าการ|ศูนย์ราชการ|อาคารสำนักงาน)",
        "จำเป็นต้องดับกระแสไฟฟ้าบริเวณศาลากลางจังหวัด", "ดับกระแสไฟฟ้าบริเวณตลาดสด"),
    ),
    Witness(
        Step.ACT, 6, Part.TOLD,
        row(r"(?:มี)?(?:ความ)?(?:จำเป็น|ประสงค์)(?:จะ|ที่จะ|ต้อง|ขอ|ที่ต้อง){1,2}(?:ใช้|ยืม|เข้า(?:ใช้|พื้นที่)|เช่า)(?!ข้อมูล|สิทธิ|เอกสาร|หลักฐาน|เงิน|งบ)",
        "มีความจำเป็นต้องใช้หอประชุมอำเภอ",
        "มีความจำเป็นต้องใช้ข้อมูล"),
    ),
    Witness(Step.NOTE, 3, Part.TEXT, OFFERED),
    Witness(
        Step.NOTE, 9, Part.TEXT, row(r"สมัคร(?:เป็น)?สมาชิก(?!สภา|พรรค)|บอกรับ(?:เป็น)?สมาชิก|สั่ง(?:จอง|ซื้อ)(?:หนังสือ|วารสาร|เหรียญ|เสื้อ|ปฏิทิน)",
        "ขอเรียนเชิญท่านสมัครเป็นสมาชิกวารสาร", "ผู้สมัครรับเลือกตั้งเป็นสมาชิกสภา"),
    ),
    Witness(Step.ACT, 7, Part.TOLD, TO_DECIDE), Witness(Step.ACT, 7, Part.PURPOSE, TO_APPROVE),
    Witness(Step.NOTE, 4, Part.TEXT, row(r"ขอ(?:ร่วม)?แสดงความ(?:ยินดี|เสียใจ|อาลัย)", "ขอแสดงความยินดีกับท่าน", "จัดงานเลี้ยงแสดงความยินดี")),
    Witness(
        Step.SUBMIT, 4, Part.TEXT,
        row(r"เกิน(?:กว่า)?อำนาจ|เกินศักยภาพ|(?:ไม่|มิ)(?:ได้)?(?:อยู่ใน|ใช่|มี)อำนาจ|นอกเหนืออำนาจ|(?:เกิน|สูง)กว่าวงเงินที่[^ ]{0,40}อนุมัติ",
        "ส่วนที่เหลือเกินอำนาจของอำเภอ", "เกินกำหนด"),
    ),
)  # fmt: skip
"""What speaks for a step by its words alone."""
EVEN = 1
"""A lead of so much or less is none."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A witness that spoke: for which step, how strongly, and the text in which it found its words."""

    step: Step
    weight: int
    text: str
    also: Step | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """The outcome: steps with their weights, the weightiest first, and the voices."""

    ranked: tuple[tuple[Step, int], ...]
    voices: tuple[Voice, ...]

    @property
    def step(self) -> Step:
        """The step with the most weight."""
        return self.ranked[0][0]

    @property
    def rival(self) -> Step | None:
        """The step that is as good as even with it."""
        if len(self.ranked) < 2 or self.ranked[0][1] - self.ranked[1][1] > EVEN:
            return None
        return self.ranked[1][0]

    def also(self) -> tuple[Step, ...]:
        """What the voices for the step say must follow."""
        found = [voice.also for voice in self.voices if voice.also and voice.step is self.step]
        return tuple(dict.fromkeys(found))

    def because(self, step: Step) -> str:
        """The text of the strongest voice for a step."""
        voices = [voice for voice in self.voices if voice.step is step and voice.weight > 0]
        return max(voices, key=lambda voice: voice.weight).text if voices else ""


def voices_of(texts: Mapping[Part, Sequence[str]]) -> list[Voice]:
    """The witnesses that find their words, each once, in the first text where they do."""
    found = []
    for one in WITNESSES:
        hit = next((text for text in texts.get(one.part, ()) if one.pattern.search(text)), None)
        if hit is not None:
            found.append(Voice(one.step, one.weight, hit, one.also))
    return found


def count(voices: Sequence[Voice]) -> Vote:
    """The vote; at equal weight the step that was spoken for first stands first."""
    sums: dict[Step, int] = {}
    for voice in voices:
        sums[voice.step] = sums.get(voice.step, 0) + voice.weight
    ranked = sorted(((step, weight) for step, weight in sums.items() if weight > 0), key=lambda row: -row[1])
    return Vote(tuple(ranked) or ((Step.NOTE, 0),), tuple(voices))
