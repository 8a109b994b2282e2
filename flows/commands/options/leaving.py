"""What may follow the commands about letters that go out: signed, sent, and to which addresses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Option

from flows.commands.line.usage import WrongUsage
from flows.commands.options.letters import LetterId, Remark
from flows.commands.options.shared import By, Everywhere, Json


@dataclass(frozen=True, kw_only=True)
class Sign(Everywhere):
    """An issued letter, and who signs it."""

    id: LetterId
    by: By
    code: Annotated[str, Option("--code", metavar="CODE", help="รหัสยืนยัน ๖ หลักของผู้ตรวจ")] = ""
    file: Annotated[
        Path | None,
        Option("--file", metavar="FILE", help="ไฟล์ที่ลงนามมาแล้ว: PDF ที่ลงนามดิจิทัล หรือสแกนของกระดาษที่ลงนาม", readable=False),
    ] = None
    copy: Annotated[str, Option("--copy", metavar="ID", help="รหัสของสำเนาสแกนที่กลับมา ซึ่งลงนามแล้ว")] = ""


@dataclass(frozen=True, kw_only=True)
class Send(Everywhere):
    """An issued letter, to whom, and how."""

    id: LetterId
    by: Annotated[str, Option("--by", metavar="NAME", help="ผู้สั่งส่งหรือผู้ส่ง (ไม่ใส่ = แสดงสถานะอย่างเดียว)")] = ""
    to: Annotated[str, Option("--to", metavar="RECIPIENT", help="ผู้รับรายเดียว ตามที่หนังสือเรียนถึง")] = ""
    how: Annotated[
        Literal["mail", "paper", "hand", "ecms", "again", "gone", "withdraw"],
        Option(
            "--as", help="ทาง: mail อีเมล paper ไปรษณีย์ hand นำส่ง ecms หรือ again ส่งอีกครั้ง gone ถือว่าส่งแล้ว withdraw ยกเลิก"
        ),
    ] = "mail"
    note: Remark = ""
    json: Json = False

    def __post_init__(self) -> None:
        """Raises WrongUsage where it is not said who does it, or to whom."""
        if self.how != "mail" and not (self.by and self.to):
            raise WrongUsage("ต้องบอกทั้ง --by และ --to เช่น --to นายอำเภอพังโคน --by 'นายสมมุติ ตัวอย่าง'", command="send")


@dataclass(frozen=True, kw_only=True)
class Addresses(Everywhere):
    """The list of mailboxes."""

    action: Annotated[Literal["list", "import"], Argument(metavar="list|import", help="ดู หรือนำเข้า")]
    file: Annotated[Path | None, Argument(metavar="FILE", help="ไฟล์ CSV ที่นำเข้า", readable=False)] = None
    csv: Annotated[Path | None, Option("--csv", metavar="FILE", help="เขียนรายชื่อเป็น CSV", readable=False)] = None
    json: Json = False

    def __post_init__(self) -> None:
        """Raises WrongUsage where no file is named."""
        if self.action == "import" and self.file is None:
            raise WrongUsage("ต้องบอกไฟล์ CSV เช่น circulars addresses import รายชื่อ.csv", command="addresses")


@dataclass(frozen=True, kw_only=True)
class Qr(Everywhere):
    """The key of the QR codes, and what is written of it."""

    page: Annotated[Path | None, Option("--page", metavar="FILE", help="เขียนหน้าเว็บที่ตรวจ QR ได้เอง", readable=False)] = (
        None
    )
    public: Annotated[
        Path | None, Option("--public", metavar="FILE", help="เขียนกุญแจสาธารณะให้หน่วยงานอื่น", readable=False)
    ] = None


@dataclass(frozen=True, kw_only=True)
class Keys(Everywhere):
    """The keys of the programs of offices, ours and those that we know."""

    action: Annotated[
        Literal["list", "own", "add", "withdraw", "remove"],
        Argument(metavar="list|own|add|withdraw|remove", help="ดูรายชื่อ กุญแจของเรา เพิ่ม ถอน หรือลบ"),
    ]
    file: Annotated[Path | None, Argument(metavar="FILE", help="กุญแจสาธารณะที่เพิ่มหรือเขียน", readable=False)] = None
    office: Annotated[str, Option("--office", metavar="CODE", help="รหัสหน่วยงานที่ออกหนังสือด้วยกุญแจนี้")] = ""
    fingerprint: Annotated[
        str, Option("--fingerprint", metavar="TEXT", help="ลายนิ้วมือที่หน่วยงานนั้นบอกทางโทรศัพท์หรือกระดาษ")
    ] = ""
    by: Annotated[str, Option("--by", metavar="NAME", help="ผู้เทียบลายนิ้วมือ")] = ""
    json: Json = False

    def __post_init__(self) -> None:
        """Raises WrongUsage where it is not said which key, whose it is, or who compared it."""
        if self.action == "add" and not (self.file and self.office and self.by):
            raise WrongUsage(
                "ต้องบอกไฟล์กุญแจ --office และ --by เช่น circulars keys add จังหวัดสกลนคร.pem --office 'สน ๐๐๑๘.๑' --by 'นายสมมุติ ตัวอย่าง'",
                command="keys",
            )
        if self.action in ("withdraw", "remove") and not (self.fingerprint and self.by):
            raise WrongUsage("ต้องบอก --fingerprint ของกุญแจ และ --by", command="keys")


@dataclass(frozen=True, kw_only=True)
class Collect(Everywhere):
    """A letter of ours whose answers are put together."""

    number: Annotated[str, Argument(metavar="NUMBER", help="เลขที่หนังสือที่เราออก เช่น 'สน ๐๐๑๘.๑/ว ๑๒๗' หรือรหัส")]
    form: Annotated[
        Path | None, Option("--form", metavar="FILE", help="แบบเปล่าที่ส่งไปด้วย (.docx .xlsx)", readable=False)
    ] = None
    xlsx: Annotated[Path | None, Option("--xlsx", metavar="FILE", help="เขียนตารางรวมเป็น Excel", readable=False)] = None
    bring: Annotated[Path | None, Option("--bring", metavar="FILE", help="ตารางที่ผู้รับส่งมาทางอื่น", readable=False)] = None
    of: Annotated[str, Option("--of", metavar="RECIPIENT", help="ตารางของผู้รับรายใด ตามที่หนังสือเรียนถึง")] = ""
    by: Annotated[str, Option("--by", metavar="NAME", help="ผู้นำเข้า")] = ""
    json: Json = False

    def __post_init__(self) -> None:
        """Raises WrongUsage where it is not said whose table is brought, or by whom."""
        if self.bring is not None and not (self.of and self.by):
            raise WrongUsage("ต้องบอกทั้ง --of และ --by เช่น --of นายอำเภอพังโคน --by 'นายสมมุติ ตัวอย่าง'", command="collect")
