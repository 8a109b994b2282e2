"""Posts, titles and ranks of persons, and the forms by which one signs in another's place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from circulars.lexicon.rows import either, row


@dataclass(frozen=True, slots=True)
class PostWord:
    """How posts of one kind begin, a post that does, and a text that begins alike and is none.

    ``addressed`` tells that a line of เรียน names the post: where it stands behind และ, it is a recipient of its own.
    """

    word: str
    example: str
    counter: str
    addressed: bool = False
    follows: str = ""

    @property
    def regex(self) -> str:
        """The word with what follows it."""
        return f"{self.word}{self.follows}"


POST_WORDS = (
    PostWord("ผู้", "ผู้อำนวยการกอง", "คู่มือปฏิบัติงาน"),
    PostWord("นาย", "นายอำเภอพังโคน", "นโยบายของรัฐ"),
    PostWord("ปลัด", "ปลัดจังหวัด", "ผลัดเวร", addressed=True),
    PostWord("อธิ", "อธิบดีกรมการปกครอง", "อภิปราย"),
    PostWord("เลขา", "เลขานุการกรม", "เลขที่ ๑"),
    PostWord("หัวหน้า", "หัวหน้าสำนักปลัด", "หัวข้อการประชุม", addressed=True),
    PostWord("ประธาน", "ประธานสภา", "ประกาศ", addressed=True),
    PostWord("คณบดี", "คณบดีคณะรัฐศาสตร์", "คดีปกครอง", addressed=True),
    PostWord("ที่ปรึกษา", "ที่ปรึกษากฎหมาย", "ที่ประชุม"),
    PostWord("รักษา", "รักษาราชการแทน", "รับรองสำเนา"),
    PostWord("ปฏิบัติ", "ปฏิบัติราชการแทน", "ประติมากรรม"),
    PostWord("ท้องถิ่น", "ท้องถิ่นจังหวัด", "ท้องฟ้าจำลอง"),
    PostWord("ผอ", "ผอ.กองช่าง", "พอเพียง"),
    PostWord("รัฐมนตรี", "รัฐมนตรีว่าการกระทรวง", "รัฐบาล", addressed=True),
    PostWord("ครู", "ครูใหญ่", "คูระบายน้ำ"),
    PostWord("อาจารย์", "อาจารย์ใหญ่", "อาจมีฝน"),
    PostWord("นัก", "นักวิชาการศึกษา", "หนักแน่น"),
    PostWord("เจ้าพนักงาน", "เจ้าพนักงานธุรการ", "เจ้าของเรื่อง"),
    PostWord("คณะ", "คณะทำงาน", "คะแนน"),
    PostWord("นิติกร", "นิติกรชำนาญการ", "นิติบุคคล"),
    PostWord("วิศวกร", "วิศวกรโยธา", "วิสัยทัศน์"),
    PostWord("ผู้ว่าราชการ", "ผู้ว่าราชการจังหวัด", "ผู้ว่าจ้าง", addressed=True),
    PostWord("นายอำเภอ", "นายอำเภอ ทุกอำเภอ", "นายจ้าง", addressed=True),
    PostWord("นายก", "นายกเทศมนตรี", "นายกล้า ตัวอย่าง", addressed=True, follows="(?=เทศ|อง)"),
    PostWord("อธิบดี", "อธิบดีกรม", "อธิบาย", addressed=True),
    PostWord("อธิการบดี", "อธิการบดีมหาวิทยาลัย", "อธิบาย", addressed=True),
    PostWord("ผู้อำนวยการ", "ผู้อำนวยการโรงเรียน", "ผู้อำนวยความสะดวก", addressed=True),
    PostWord("เลขาธิการ", "เลขาธิการสภา", "เลขานุการ", addressed=True),
    PostWord("ท้องถิ่นจังหวัด", "ท้องถิ่นจังหวัดน่าน", "ท้องถิ่นอำเภอ", addressed=True),
    PostWord("ผู้บัญชาการ", "ผู้บัญชาการเรือนจำ", "ผู้บังคับบัญชา", addressed=True),
    PostWord("ผู้ว่าการ", "ผู้ว่าการการประปา", "ผู้ว่าจ้าง", addressed=True),
    PostWord("ผู้กำกับการ", "ผู้กำกับการสถานีตำรวจภูธร", "ผู้กำกับภาพยนตร์", addressed=True),
    PostWord("ผู้จัดการ", "ผู้จัดการธนาคาร", "ผู้จัดทำ", addressed=True),
)
POST = row(
    "^(?:รอง|ผู้ช่วย)?(?:" + "|".join(one.regex for one in POST_WORDS if not one.addressed or not one.follows) + ")",
    "รองผู้ว่าราชการจังหวัด",
    "(กอไก่ ตัวอย่าง)",
)
"""A line below a name that begins as a post does."""
POST_ALONE = row(
    "^(?:รอง|ผู้ช่วย)?(?:"
    + "|".join(one.regex for one in POST_WORDS if one.word not in ("นาย", "ผู้"))
    + r"|นาย(?:ทะเบียน|ทหาร|ช่าง|ตรวจ|ก(?:รัฐมนตรี|สภา|สมาคม)))",
    "นายกรัฐมนตรี",
    "นายกอไก่ ตัวอย่าง",
)
"""A line that is a post and no name, though it may begin as one does."""
ADDRESSED_POST = "(?:" + "|".join(one.regex for one in POST_WORDS if one.addressed) + ")"
JOINED_POSTS = row(
    rf"\s*(?:,|และ|/)\s*(?={ADDRESSED_POST})",
    "ประธาน ก.ท.จ. และปลัดจังหวัด",
    "นายกเทศมนตรี และนางสาวกอไก่",
)
"""Where a line of เรียน names a second post: each is a recipient of its own."""
SECOND_POST = row(
    r"^(?:ใน)?(?:ฐานะ)?\s?(?:เลขานุการ|กรรมการและเลขานุการ|ประธานกรรมการ|ประธานคณะ|นายทะเบียน)",
    "ในฐานะประธานกรรมการ",
    "ในฐานะพยาน",
)
"""The post, on a line of its own, in which this letter is signed."""
MORE_TO_ADDRESS = "(?=นาย|ท่าน|ผู้|ปลัด|หัวหน้า|อธิบดี|คณะ|กำนัน)"
"""Posts that stand right behind เรียน where its space was lost."""


@dataclass(frozen=True, slots=True)
class ActingForm:
    """A form by which one signs in another's place, a signature that has it, and a text that is alike.

    Source: พ.ร.บ. ระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ (ปฏิบัติราชการแทน ม. ๓๘, รักษาราชการแทน ม. ๔๑-๕๐), and for
    offices outside it ทำการแทน, ปฏิบัติหน้าที่แทน. ``loose`` is the form as recognisers tear it.
    """

    form: str
    example: str
    counter: str
    loose: str = ""


ACTING_FORMS = (
    ActingForm("ปฏิบัติราชการแทน", "ปลัดจังหวัด ปฏิบัติราชการแทน", "ปฏิบัติราชการตามปกติ"),
    ActingForm("รักษาราชการแทน", "ปลัดอำเภอ รักษาราชการแทน", "รักษาราชการลับ"),
    ActingForm("รักษาการในตำแหน่ง", "รักษาการในตำแหน่งผู้อำนวยการ", "รักษาการณ์"),
    ActingForm("รักษาการแทน", "รักษาการแทนนายก", "รักษาการณ์"),
    ActingForm("ทำการแทน", "ทำการแทนผู้จัดการ", "ทำการปกครอง"),
    ActingForm("ปฏิบัติการแทน", "รองอธิการบดี ปฏิบัติการแทน", "ปฏิบัติการในพื้นที่"),
    ActingForm("ปฏิบัติหน้าที่แทน", "ปฏิบัติหน้าที่แทนคณบดี", "ปฏิบัติงานแทน"),
    ActingForm("ปฏิบัติหน้าที่", "ปฏิบัติหน้าที่ปลัดเทศบาล", "ปฏิบัติงาน", r"ปฏิบัติหน้าท[ีิ]?่?"),
    ActingForm("ทำหน้าที่แทน", "ทำหน้าที่แทนเลขานุการ", "ทำหน้าที่ประธาน"),
)
ACTING = row("|".join(one.loose or one.form for one in ACTING_FORMS), "รองอธิบดี ปฏิบัติราชการแทน", "อธิบดีกรมการปกครอง")


class Title(StrEnum):
    """What a word before a name is."""

    CIVIL = "civil"
    ACADEMIC = "academic"
    PROFESSION = "profession"
    NOBLE = "noble"
    ACTING_RANK = "acting-rank"


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A title before a name, a name that has it, and a text that begins with the same letters and is no name."""

    word: str
    kind: Title
    example: str
    counter: str


TITLE_WORDS = (
    TitleWord("นาย", Title.CIVIL, "นายกอไก่ ตัวอย่าง", "นโยบาย"),
    TitleWord("นาง", Title.CIVIL, "นางขอไข่ ตัวอย่าง", "บางส่วน"),
    TitleWord("นางสาว", Title.CIVIL, "นางสาวคอควาย ตัวอย่าง", "นางกวัก"),
    TitleWord("น.ส.", Title.CIVIL, "น.ส.คอควาย ตัวอย่าง", "น.ศ."),
    TitleWord("ดร.", Title.ACADEMIC, "ดร.งองู ตัวอย่าง", "ดราฟต์"),
    TitleWord("ผศ.", Title.ACADEMIC, "ผศ.งองู ตัวอย่าง", "ผอ.กอง"),
    TitleWord("รศ.", Title.ACADEMIC, "รศ.งองู ตัวอย่าง", "รพ.สต."),
    TitleWord("ศ.", Title.ACADEMIC, "ศ.งองู ตัวอย่าง", "ศก."),
    TitleWord("ศาสตราจารย์", Title.ACADEMIC, "ศาสตราจารย์งองู", "ศาสตร์"),
    TitleWord("ผู้ช่วยศาสตราจารย์", Title.ACADEMIC, "ผู้ช่วยศาสตราจารย์งองู", "ผู้ช่วยนายทะเบียน"),
    TitleWord("รองศาสตราจารย์", Title.ACADEMIC, "รองศาสตราจารย์งองู", "รองปลัด"),
    TitleWord("ว่าที่", Title.ACTING_RANK, "ว่าที่ร้อยตรี จอจาน", "ว่าด้วย"),
    TitleWord("พระ", Title.NOBLE, "พระครูตัวอย่าง", "พรรคการเมือง"),
    TitleWord("คุณหญิง", Title.NOBLE, "คุณหญิงฉอฉิ่ง ตัวอย่าง", "คุณภาพ"),
    TitleWord("ท่านผู้หญิง", Title.NOBLE, "ท่านผู้หญิงชอช้าง ตัวอย่าง", "ท่านผู้มีเกียรติ"),
    TitleWord("แพทย์หญิง", Title.PROFESSION, "แพทย์หญิงซอโซ่ ตัวอย่าง", "แพทย์ประจำตำบล"),
    TitleWord("ทันตแพทย์", Title.PROFESSION, "ทันตแพทย์ฌอเฌอ ตัวอย่าง", "ทันตกรรม"),
    TitleWord("เภสัชกร", Title.PROFESSION, "เภสัชกรญอหญิง ตัวอย่าง", "เภสัชวิทยา"),
    TitleWord("สัตวแพทย์", Title.PROFESSION, "สัตวแพทย์หญิงฐอฐาน", "สัตวบาล"),
    TitleWord("หม่อม", Title.NOBLE, "หม่อมหลวงตัวอย่าง", "หม้อแปลง"),
)


def titles(*kinds: Title) -> str:
    """A regular expression for the titles of some kinds, the longest first."""
    return either(one.word for one in TITLE_WORDS if one.kind in kinds)


RANK_BRANCH = r"(?:ตำรวจ|อากาศ)?"
RANK_DEGREE = r"(?:ตรี|โท|เอก)"
RANK_STEMS = r"(?:พล|พัน|ร้อย|จ่าสิบ|สิบ|นาวา|เรือ|จ่า|นาย|ดาบ)"
"""Stems of the ranks of army, navy, air force and police (พ.ร.บ. ยศทหาร พ.ศ. ๒๔๗๙, พ.ร.บ. ตำรวจแห่งชาติ พ.ศ. ๒๕๖๕)."""
OFFICER_RANK = rf"(?:พล|พัน|ร้อย|นาวา|เรือ){RANK_BRANCH}{RANK_DEGREE}"
RANK = row(
    rf"^(?:ว่าที่\s*)?(?:{RANK_STEMS}{RANK_BRANCH}(?:ตรี|โท|เอก|ดาบตำรวจ)(?:\s?หญิง)?"
    r"|(?:ว่าที่\s?)?(?:พล|พ|น|ร|จ|ส)\.\s?(?:ต|ท|อ|ส|ร)\.(?:\s?[ตทอ]\.)?(?:\s?หญิง)?|หม่อม(?:หลวง|ราชวงศ์)|ดร\.)",
    "ว่าที่ร้อยตรีหญิง",
    "ร้อยละ ๕๐",
)
"""A rank, as it stands above the brackets of a name."""
TITLED = row(
    rf"^(?:{titles(*Title)}|{RANK_STEMS}{RANK_BRANCH}{RANK_DEGREE}|ดาบตำรวจ"
    r"|(?:พล|พ|น|ร|จ|ส|ด)\.\s?(?:ต|ท|อ|ส|ร)\.|ด\.ต\.|ม\.(?:ล|ร\.ว)\.|(?:นพ|พญ|ทพ|ทพญ|ภก|ภญ|สพ|อ)\.(?=\s?[ก-ฮเ-ไ]))",
    "พ.ต.อ.กอไก่ ตัวอย่าง",
    "กอไก่ ตัวอย่าง",
)
"""A name that begins with a title or a rank."""
BEFORE_NAME = titles(Title.CIVIL, Title.ACADEMIC, Title.ACTING_RANK)
NAME = row(
    rf"^(?:\W{{0,3}}|.{{1,12}}\s(?=\(\s?{BEFORE_NAME}))"
    r"\((?P<name>[ก-๎. ]{4,60})\)\W{0,2}$",
    "(นายกอไก่ ตัวอย่าง)",
    "(ร่าง) ระเบียบ",
)
"""A name in brackets; strokes of the signature may be read as a few signs before it."""
TITLE_OF_NAME = row(f"^{titles(Title.CIVIL, Title.ACADEMIC, Title.PROFESSION)}", "นางสาวกอไก่", "กอไก่")
"""The title that is glued to a first name."""
NAMED_PERSON = row(
    rf"{titles(Title.CIVIL, Title.ACADEMIC)}(?!ก|อำเภอ|ทะเบียน|ทหาร|ช่าง|แพทย์|สาว\s|ตรวจ|จ้าง|หน้า|ท่า|เรือ|พราน|สถานี|ด่าน|ทุน|ประกัน)[ก-๎]{{2,20}}(?:\s[ก-๎]{{2,20}})?",
    "เชิญนางถอถุง ตัวอย่างดี",
    "เชิญนายอำเภอพังโคน",
)
"""A person by title, first name and family name."""
PERSON = row(r"อาจารย์|นาย(?!ก|อำเภอ)|นาง|ดร\.|คุณ|มือถือ|หมายเลขโทรศัพท์", "ติดต่อ คุณกอไก่", "นายอำเภอพังโคน โทร. ๑")
"""Beside a telephone: that it is a person's rather than the office's."""
PERSON_NAMED = titles(Title.CIVIL, Title.ACTING_RANK)
