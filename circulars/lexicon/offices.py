"""Kinds of offices: the words by which their names begin, and what letters call the offices of each level.

One table for the letterhead, the owner of the matter below the signature, the office over a receiver's stamp, and who
speaks in a sentence; one for whom a sentence of an office of some level means by จังหวัด, อำเภอ or หน่วยงานในสังกัด.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from circulars.directory.offices import Level
from circulars.directory.rows import read_rows
from circulars.lexicon.rows import either, row


class Use(StrEnum):
    """Where a name that begins with the word stands."""

    AGENCY = "agency"
    """Alone on a line: a letterhead, a seal, a stamp."""
    OWNER = "owner"
    """The owner of the matter, below the signature: offices and the units inside them."""
    SPEAKER = "speaker"
    """In a sentence, as who speaks or acts."""
    UNIT = "unit"
    """A unit inside an office, in a sentence: whom to ask."""
    SEAL = "seal"
    """Over a seal (ข้อ ๑๔): an agency that has one, and no unit inside it."""


_A, _O, _S, _U, _SEAL = Use.AGENCY, Use.OWNER, Use.SPEAKER, Use.UNIT, Use.SEAL


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """How names of one kind of office begin, a name that does, and a text that begins alike and names none.

    ``follows`` is a regular expression for what must, or must not, come behind the word.
    """

    word: str
    example: str
    counter: str
    uses: tuple[Use, ...]
    follows: str = ""

    @property
    def regex(self) -> str:
        """The word with what follows it."""
        return f"{self.word}{self.follows}"


OFFICE_WORDS = (
    OfficeWord("กระทรวง", "กระทรวงมหาดไทย", "ปลัดกระทรวงมหาดไทย", (_A, _S, _SEAL)),
    OfficeWord("กรม", "กรมการปกครอง", "กรมธรรม์ประกันภัย", (_A, _O, _S, _SEAL), "(?!ธรรม)"),
    OfficeWord("สำนัก", "สำนักงานจังหวัด", "ผู้อำนวยการสำนัก", (_A, _O, _S, _U)),
    OfficeWord("สำนักงาน", "สำนักงานจังหวัด", "สำนักพิมพ์", (_SEAL,)),
    OfficeWord("กอง", "กองคลัง", "กองไฟลุกลาม", (_A, _O, _S, _U), "(?!ไฟ)"),
    OfficeWord("ศาลากลาง", "ศาลากลางจังหวัดน่าน", "ศาลาประชาคม", (_A,)),
    OfficeWord("ที่ว่าการ", "ที่ว่าการอำเภอพังโคน", "ที่ว่างหน้าอาคาร", (_A,)),
    OfficeWord("ที่ทำการ", "ที่ทำการปกครองอำเภอ", "ที่ทำงานชั่วคราว", (_A, _O)),
    OfficeWord("จังหวัด", "จังหวัดสกลนคร", "ทุกจังหวัด", (_A, _S, _SEAL)),
    OfficeWord("อำเภอ", "อำเภอพังโคน", "นายอำเภอพังโคน", (_A, _S, _SEAL)),
    OfficeWord("เทศบาล", "เทศบาลตำบลตัวอย่าง", "เทศบัญญัติเรื่องตลาด", (_A, _O, _S)),
    OfficeWord("อบต", "อบต.ตัวอย่าง", "อบรมเชิงปฏิบัติการ", (_A,)),
    OfficeWord("องค์การ", "องค์การบริหารส่วนตำบล", "องค์ประกอบ", (_A, _O, _S)),
    OfficeWord("มหาวิทยาลัย", "มหาวิทยาลัยตัวอย่าง", "อธิการบดีมหาวิทยาลัย", (_A, _S, _SEAL)),
    OfficeWord("โรงเรียน", "โรงเรียนบ้านตัวอย่าง", "โรงเรือนปลูกพืช", (_A,)),
    OfficeWord("โรงพยาบาล", "โรงพยาบาลตัวอย่าง", "โรงพักสินค้า", (_A, _O)),
    OfficeWord("ธนาคาร", "ธนาคารตัวอย่าง", "ธนาณัติ", (_A, _S)),
    OfficeWord("ศูนย์", "ศูนย์ดำรงธรรม", "ศูนย์สูตร", (_A, _O, _S, _U), "(?!สูตร)"),
    OfficeWord("สถาบัน", "สถาบันพัฒนาองค์กร", "สถานที่จัดงาน", (_A, _O)),
    OfficeWord("คณะ", "คณะกรรมการจังหวัด", "คะแนนประเมิน", (_A, _O, _S)),
    OfficeWord(
        "การ",
        "การไฟฟ้าส่วนภูมิภาค",
        "การประชุมคณะกรรมการ",
        (_A,),
        "(?=ประปา|ไฟฟ้า|รถไฟ|ยาง|ท่าเรือ|ทางพิเศษ|เคหะ|กีฬา|ท่องเที่ยว|นิคม)",
    ),
    OfficeWord("มูลนิธิ", "มูลนิธิตัวอย่าง", "มูลค่าโครงการ", (_A,)),
    OfficeWord("วิทยาลัย", "วิทยาลัยชุมชน", "วิทยากร", (_A,)),
    OfficeWord("ศาล", "ศาลจังหวัดน่าน", "ศาลาวัด", (_A,), "(?!า)"),
    OfficeWord("สภา", "สภาเกษตรกรจังหวัด", "สภาพอากาศ", (_A,), "(?![พว])"),
    OfficeWord("บริษัท", "บริษัท ตัวอย่าง จำกัด", "บริเวณหน้าอาคาร", (_A,)),
    OfficeWord("สมาคม", "สมาคมตัวอย่าง", "สมาชิกสภา", (_A,)),
    OfficeWord("ราช", "ราชวิทยาลัยตัวอย่าง", "ราชกิจจานุเบกษา", (_A,), "(?!กิจจา)"),
    OfficeWord("มณฑล", "มณฑลทหารบกที่ ๒๙", "ปริมณฑล", (_A,)),
    OfficeWord("ฝ่าย", "ฝ่ายความมั่นคง", "ทุกฝ่าย", (_A, _O, _U)),
    OfficeWord("เมือง", "เมืองพัทยา", "เมื่อวันที่ ๑", (_A,)),
    OfficeWord("สถานี", "สถานีตำรวจภูธร", "สถานที่จัดงาน", (_A,)),
    OfficeWord("หน่วย", "หน่วยเฉพาะกิจ", "ต่อหน่วย", (_A, _O)),
    OfficeWord("วัด", "วัดกลาง", "วัดผลการเรียน", (_A,), "(?!ผล)"),
    OfficeWord("ตำรวจภูธร", "ตำรวจภูธรจังหวัดสกลนคร", "ตำรวจภูธรผู้จับกุม", (_A,), "(?=จังหวัด|ภาค|อำเภอ|เมือง)"),
    OfficeWord("แขวง", "แขวงทางหลวงสกลนครที่ ๑", "แขวงดุสิต เขตดุสิต", (_A,), "(?=การทาง|ทางหลวง)"),
    OfficeWord("ท่าอากาศยาน", "ท่าอากาศยานสกลนคร", "ท่าเรือโดยสาร", (_A,)),
    OfficeWord("ด่าน", "ด่านศุลกากรนครพนม", "ด่านตรวจบนถนน", (_A,), "(?=ศุลกากร|ตรวจคนเข้าเมือง|กักกัน|ควบคุมโรค)"),
    OfficeWord("โครงการ", "โครงการชลประทานเพชรบูรณ์", "โครงการดังกล่าว", (_A,), "(?=ชลประทาน|ส่งน้ำ|ก่อสร้างชลประทาน)"),
    OfficeWord("อุทยาน", "อุทยานแห่งชาติภูพาน", "อุทกภัย", (_A,), "(?=แห่งชาติ)"),
    OfficeWord("เรือนจำ", "เรือนจำจังหวัดสกลนคร", "เรือนแถว", (_A,)),
    OfficeWord("สหกรณ์", "สหกรณ์การเกษตรพังโคน", "สหกิจศึกษา", (_A,)),
    OfficeWord("ชมรม", "ชมรมผู้สูงอายุ", "ชมการแสดง", (_A,)),
    OfficeWord("สโมสร", "สโมสรโรตารี", "สโมกกิ้ง", (_A,)),
    OfficeWord("ห้างหุ้นส่วน", "ห้างหุ้นส่วนจำกัด ตัวอย่าง", "ห้างร้านทั่วไป", (_A,)),
    OfficeWord("หอการค้า", "หอการค้าจังหวัดสกลนคร", "หอประชุมอำเภอ", (_A,)),
    OfficeWord("มัสยิด", "มัสยิดตัวอย่าง", "มัสตาร์ด", (_A,)),
    OfficeWord("เครือข่าย", "เครือข่ายงดเหล้าจังหวัด", "เครือญาติ", (_A,), "(?!ความร่วมมือ)"),
    OfficeWord("กลุ่ม", "กลุ่มงานปกครอง", "กลุ่มเป้าหมาย", (_O, _U), "(?!เป้าหมาย)"),
    OfficeWord("งาน", "งานสารบรรณ", "หน้างาน", (_O, _U)),
    OfficeWord("ส่วน", "ส่วนบริหารทั่วไป", "สวนสาธารณะ", (_O,)),
    OfficeWord("แผนก", "แผนกช่าง", "แผนการดำเนินงาน", (_O, _U), "(?!าร)"),
    OfficeWord("ภาควิชา", "ภาควิชารัฐศาสตร์", "ภาคเรียนที่ ๑", (_O,)),
    OfficeWord("หลักสูตร", "หลักสูตรรัฐประศาสนศาสตร์", "หลักเกณฑ์", (_O,)),
)


@cache
def office(use: Use) -> str:
    """A regular expression for how the name of an office begins where it stands so, the longest word first."""
    rows = sorted((one for one in OFFICE_WORDS if use in one.uses), key=lambda one: len(one.word), reverse=True)
    return "(?:" + "|".join(one.regex for one in rows) + ")"


@cache
def kinds_of(name: str) -> tuple[str, ...]:
    """The words for its kind with which the name of an office begins, by which it also calls itself (``โครงการฯ``).

    >>> kinds_of("โครงการชลประทานเพชรบูรณ์")
    ('โครงการ',)
    """
    return tuple(one.word for one in OFFICE_WORDS if name.startswith(one.word))


AGENCY = row(f"^{office(Use.AGENCY)}", "ศาลากลางจังหวัดสกลนคร", "ด้วยจังหวัดสกลนคร")
"""A line that begins as the name of an agency does."""
OWNER = row(f"^{office(Use.OWNER)}", "กลุ่มงานปกครอง", "โทร. ๐ ๔๒๗๑ ๑๐๐๐")
"""A line that begins as the owner of a matter does."""
SPEAKER = row(f"^{office(Use.SPEAKER)}", "สำนักงานจังหวัด", "ขอให้จังหวัด")
"""A word that begins as the name of who speaks does."""
SEAL = row(f"^{office(Use.SEAL)}", "สำนักงานจังหวัด", "กองคลัง")
"""A line that begins as the name of an agency over its seal does."""

ORDER = (Level.MINISTRY, Level.DEPARTMENT, Level.PROVINCE, Level.DISTRICT, Level.LOCAL)
UNIT = {
    Level.MINISTRY: "กระทรวง",
    Level.DEPARTMENT: "ส่วนราชการ",
    Level.PROVINCE: "จังหวัด",
    Level.DISTRICT: "อำเภอ",
    Level.LOCAL: "องค์กรปกครองส่วนท้องถิ่น",
}
"""What a letter calls one office of the level that it addresses."""
HEAD = {Level.PROVINCE: "ผู้ว่าราชการจังหวัด", Level.DISTRICT: "นายอำเภอ"}  # to whom a letter is addressed there
PLACE = either(UNIT[level] for level in HEAD)
HEAD_OR_PLACE = either((*HEAD.values(), *(UNIT[level] for level in HEAD)))
"""Regular expressions for what stands before the name of a province or district; the latter in an addressee line."""


class Below(StrEnum):
    """Those below every office that are no office of a level."""

    VILLAGE = "village"
    UNIT = "unit"
    """None of those below, but a unit inside a province or the post of its head, beside those of `provincial_units.csv`."""
    EVERYBODY = "everybody"
    """Whoever is below the one spoken to."""


@dataclass(frozen=True, slots=True)
class LevelWord:
    """What letters call an office of a level, or somebody in it, with a sentence that does and one, alike, that does not.

    ``deputy`` tells that the word means one of the office besides its head.
    """

    whom: Level | Below
    word: str
    example: str
    counter: str
    deputy: bool = False


_M, _D, _P, _DI, _L = ORDER
_V, _E = Below.VILLAGE, Below.EVERYBODY
LEVEL_WORDS = (
    LevelWord(_M, "กระทรวง", "เสนอกระทรวงพิจารณา", "กระท่อม"),
    LevelWord(_D, "ส่วนราชการระดับกรม", "ส่วนราชการระดับกรมทุกแห่ง", "ส่วนราชการประจำจังหวัด"),
    LevelWord(_D, "อธิบดี", "อธิบดีสั่งการ", "อธิการบดี"),
    LevelWord(_D, "กรม", "รายงานกรมทราบ", "กรุงเทพมหานคร"),
    LevelWord(_D, "รองอธิบดี", "รองอธิบดีเป็นประธาน", "รองอธิการบดี", deputy=True),
    LevelWord(_P, "ที่ทำการปกครองจังหวัด", "ให้ที่ทำการปกครองจังหวัดรวบรวม", "ที่ทำการปกครองอำเภอ"),
    LevelWord(_P, "ผู้ว่าราชการจังหวัด", "ผู้ว่าราชการจังหวัดเป็นประธาน", "ผู้ว่าการ"),
    LevelWord(_P, "สำนักงานจังหวัด", "ส่งสำนักงานจังหวัด", "สำนักงานเขต"),
    LevelWord(_P, "จังหวัด", "ให้จังหวัดรายงาน", "จังหวะ"),
    LevelWord(_P, "ปลัดจังหวัด", "มอบปลัดจังหวัด", "ปลัดอำเภอ", deputy=True),
    LevelWord(_P, "รองผู้ว่าราชการจังหวัด", "รองผู้ว่าราชการจังหวัดเป็นประธาน", "รองนายก", deputy=True),
    LevelWord(_P, "ศาลากลางจังหวัด", "ณ ศาลากลางจังหวัด", "ศาลาประชาคม", deputy=True),
    LevelWord(_DI, "ที่ทำการปกครองอำเภอ", "แจ้งที่ทำการปกครองอำเภอ", "ที่ทำการปกครองจังหวัด"),
    LevelWord(_DI, "ที่ว่าการอำเภอ", "ปิดประกาศที่ว่าการอำเภอ", "ที่ว่างหน้าอาคาร"),
    LevelWord(_DI, "สำนักทะเบียนอำเภอ", "แจ้งสำนักทะเบียนอำเภอทุกแห่งตรวจสอบ", "สำนักทะเบียนกลาง"),
    LevelWord(_DI, "ศูนย์ดำรงธรรมอำเภอ", "แจ้งศูนย์ดำรงธรรมอำเภอ", "ศูนย์ดำรงธรรมจังหวัด"),
    LevelWord(_DI, "นายอำเภอ", "ให้นายอำเภอกำกับ", "นายทะเบียน"),
    LevelWord(_DI, "อำเภอ", "แจ้งอำเภอทราบ", "อำนาจหน้าที่"),
    LevelWord(_DI, "ปลัดอำเภอ", "มอบปลัดอำเภอ", "ปลัดจังหวัด", deputy=True),
    LevelWord(_L, "องค์กรปกครองส่วนท้องถิ่น", "แจ้งองค์กรปกครองส่วนท้องถิ่น", "องค์กรภาคเอกชน"),
    LevelWord(_L, "องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนจังหวัดสนับสนุน", "องค์การเภสัชกรรม"),
    LevelWord(_L, "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบลทุกแห่ง", "องค์การเภสัชกรรม"),
    LevelWord(_L, "นายกเทศมนตรี", "นายกเทศมนตรีทุกแห่ง", "นายกสมาคม"),
    LevelWord(_L, "เทศบาลนคร", "ให้เทศบาลนครสำรวจ", "เทศบาลตำบล"),
    LevelWord(_L, "เทศบาลเมือง", "ให้เทศบาลเมืองสำรวจ", "เทศบาลตำบล"),
    LevelWord(_L, "เทศบาลตำบล", "ให้เทศบาลตำบลสำรวจ", "เทศบาลเมือง"),
    LevelWord(_L, "เทศบาล", "ให้เทศบาลสำรวจ", "เทศกาลสงกรานต์"),
    LevelWord(_L, "อปท.", "แจ้ง อปท. ทุกแห่ง", "อปพร."),
    LevelWord(_L, "อบจ.", "ให้ อบจ. สนับสนุน", "อบรม"),
    LevelWord(_L, "อบต.", "ให้ อบต. สำรวจ", "อบรม"),
    LevelWord(_V, "กำนัน", "ให้กำนันประชาสัมพันธ์", "กำหนดการ"),
    LevelWord(_V, "ผู้ใหญ่บ้าน", "แจ้งผู้ใหญ่บ้าน", "ผู้ใหญ่ในครอบครัว"),
    LevelWord(_V, "ตำบล", "ทุกตำบล", "ตำรา"),
    LevelWord(_V, "หมู่บ้าน", "ในหมู่บ้าน", "หมู่เรียน"),
    LevelWord(_V, "ราษฎร", "แจ้งราษฎร", "ราชการ"),
    LevelWord(_V, "ประชาชน", "ประชาสัมพันธ์ประชาชน", "ประชาสัมพันธ์"),
    LevelWord(Below.UNIT, "ท้องถิ่นจังหวัด", "ให้ท้องถิ่นจังหวัดรวบรวม", "ท้องถิ่นอำเภอ"),
    LevelWord(Below.UNIT, "สำนักงานท้องถิ่นจังหวัด", "ให้สำนักงานท้องถิ่นจังหวัดรวบรวม", "สำนักงานท้องถิ่นอำเภอ"),
    LevelWord(Below.UNIT, "พัฒนาการจังหวัด", "ให้พัฒนาการจังหวัดรวบรวม", "พัฒนาการอำเภอ"),
    LevelWord(Below.UNIT, "นายแพทย์สาธารณสุขจังหวัด", "ให้นายแพทย์สาธารณสุขจังหวัดรวบรวม", "สาธารณสุขอำเภอ"),
    LevelWord(Below.UNIT, "หัวหน้าสำนักงานจังหวัด", "ให้หัวหน้าสำนักงานจังหวัดรวบรวม", "หัวหน้าสำนักปลัด"),
    LevelWord(Below.UNIT, "เจ้าพนักงานที่ดินจังหวัด", "ให้เจ้าพนักงานที่ดินจังหวัดรวบรวม", "เจ้าพนักงานที่ดินสาขา"),
    LevelWord(Below.UNIT, "สัสดีจังหวัด", "ให้สัสดีจังหวัดรวบรวม", "สัสดีอำเภอ"),
    LevelWord(Below.UNIT, "ประชาสัมพันธ์จังหวัด", "ให้ประชาสัมพันธ์จังหวัดรวบรวม", "ประชาสัมพันธ์โครงการ"),
    LevelWord(Below.UNIT, "สำนักงานประชาสัมพันธ์จังหวัด", "ให้สำนักงานประชาสัมพันธ์จังหวัดรวบรวม", "สำนักงานเขต"),
    LevelWord(
        Below.UNIT,
        "กองอำนวยการป้องกันและบรรเทาสาธารณภัยจังหวัด",
        "ให้กองอำนวยการป้องกันและบรรเทาสาธารณภัยจังหวัดรวบรวม",
        "กองอำนวยการกลาง",
    ),
    LevelWord(Below.UNIT, "ศูนย์ดำรงธรรมจังหวัด", "ให้ศูนย์ดำรงธรรมจังหวัดรวบรวม", "ศูนย์ดำรงธรรมอำเภอ"),
    LevelWord(Below.UNIT, "หัวหน้าส่วนราชการประจำจังหวัด", "ให้หัวหน้าส่วนราชการประจำจังหวัดรวบรวม", "หัวหน้าส่วนราชการประจำอำเภอ"),
    LevelWord(Below.UNIT, "คณะกรรมการระดับจังหวัด", "ให้คณะกรรมการระดับจังหวัดรวบรวม", "คณะกรรมการระดับอำเภอ"),
    LevelWord(Below.UNIT, "ป้องกันจังหวัด", "ให้ป้องกันจังหวัดรวบรวม", "ป้องกันภัย"),
    LevelWord(_E, "หน่วยงานในสังกัด", "แจ้งหน่วยงานในสังกัด", "หน่วยงานอื่น"),
    LevelWord(_E, "หน่วยงานในกำกับ", "แจ้งหน่วยงานในกำกับ", "หน่วยงานอื่น"),
    LevelWord(_E, "หน่วยงานในพื้นที่", "แจ้งหน่วยงานในพื้นที่", "หน่วยงานอื่น"),
    LevelWord(_E, "หน่วยงานที่เกี่ยวข้อง", "แจ้งหน่วยงานที่เกี่ยวข้อง", "หน่วยงานที่ขอ"),
    LevelWord(_E, "หน่วยงานในสังกัดและ", "แจ้งหน่วยงานในสังกัดและประชาชน", "หน่วยงานในสังกัดทราบ"),
    LevelWord(_E, "ส่วนราชการในสังกัด", "แจ้งส่วนราชการในสังกัด", "ส่วนราชการเจ้าของเรื่อง"),
    LevelWord(_E, "ส่วนราชการที่เกี่ยวข้อง", "แจ้งส่วนราชการที่เกี่ยวข้อง", "ส่วนราชการเจ้าของเรื่อง"),
    LevelWord(_E, "บุคลากรในสังกัด", "แจ้งบุคลากรในสังกัด", "บุคลากรทางการแพทย์"),
    LevelWord(_E, "เจ้าหน้าที่ในสังกัด", "แจ้งเจ้าหน้าที่ในสังกัด", "เจ้าหน้าที่ของรัฐ"),
    LevelWord(_E, "เจ้าหน้าที่ที่เกี่ยวข้อง", "แจ้งเจ้าหน้าที่ที่เกี่ยวข้อง", "เจ้าหน้าที่ของรัฐ"),
    LevelWord(_E, "เจ้าหน้าที่ผู้เกี่ยวข้อง", "แจ้งเจ้าหน้าที่ผู้เกี่ยวข้อง", "เจ้าหน้าที่ของรัฐ"),
    LevelWord(_E, "เจ้าหน้าที่ผู้ปฏิบัติงาน", "แจ้งเจ้าหน้าที่ผู้ปฏิบัติงาน", "เจ้าหน้าที่ของรัฐ"),
    LevelWord(_E, "ผู้เกี่ยวข้อง", "แจ้งผู้เกี่ยวข้อง", "ผู้เข้าอบรม"),
    LevelWord(_E, "ผู้ที่เกี่ยวข้อง", "แจ้งผู้ที่เกี่ยวข้อง", "ผู้ที่สมัคร"),
)


def _words(whom: Level | Below, *, deputies: bool = False) -> tuple[str, ...]:
    return tuple(one.word for one in LEVEL_WORDS if one.whom is whom and one.deputy is deputies)


WORDS: dict[Level, tuple[str, ...]] = {level: _words(level) for level in ORDER}
"""How letters name the offices of a level; the plain unit last but among local authorities."""
VILLAGE = _words(Below.VILLAGE)
ADDRESSED_AS_YOU = "ท่าน"


@cache
def units_of_a_province() -> tuple[str, ...]:
    """What letters call the units of a province: by office, without สำนักงาน, by the short name, by the post of its head.

    >>> {"สำนักงานสาธารณสุขจังหวัด", "สาธารณสุขจังหวัด", "สสจ.", "ท้องถิ่นจังหวัด"} <= set(units_of_a_province())
    True
    """
    rows = [row for row in read_rows("provincial_units.csv") if row["digits"].isdigit()]
    names = tuple(row["name"] for row in rows)
    heads = tuple(name.removeprefix("สำนักงาน") for name in names if name != "สำนักงานจังหวัด")
    return (*names, *heads, *(row["short"] for row in rows if row["short"]), *_words(Below.UNIT))


@cache
def words_below(level: Level) -> tuple[str, ...]:
    """Names of everybody below this level."""
    lower = ORDER[ORDER.index(level) + 1 :]
    return (*(word for one in lower for word in WORDS[one]), *VILLAGE, *_words(Below.EVERYBODY))


@cache
def below_pattern(level: Level) -> str:
    """A regular expression for any name of those below, longest first; no mark on its last letter (สุราษฎร์ธานี)."""
    return either(words_below(level)) + r"(?![ัิ-ฺ็-๎])"


@cache
def own_pattern(level: Level) -> str:
    """A regular expression for the names of offices of this level itself, ท่าน among them."""
    return either((*WORDS[level], *_words(level, deputies=True), ADDRESSED_AS_YOU))
