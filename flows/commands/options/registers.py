"""What may follow the commands about registers and retention."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Option

from flows.commands.line.usage import WrongUsage
from flows.commands.options.shared import By, Everywhere, Json, OfficeCode, Reason, Year, whole_number

Book = Literal["received", "sent", "circular", "stamped", "order", "announcement"]
RowNumber = Annotated[int, Argument(metavar="NUMBER", help="เลขในทะเบียน เลขไทยหรือเลขอารบิก", parser=whole_number)]


@dataclass(frozen=True, kw_only=True)
class Register(Everywhere):
    """One register of one year."""

    book: Annotated[
        Book, Argument(metavar="BOOK", help="received (รับ) sent (ส่ง) circular (เวียน) stamped (ประทับตรา) order (คำสั่ง)")
    ]
    json: Json = False
    year: Year = None
    xlsx: Annotated[Path | None, Option("--xlsx", metavar="FILE", help="เขียนเป็น Excel", readable=False)] = None
    pdf: Annotated[Path | None, Option("--pdf", metavar="FILE", help="ทะเบียนสำหรับพิมพ์", readable=False)] = None
    office: OfficeCode = None


@dataclass(frozen=True, kw_only=True)
class Correct(Everywhere):
    """One value of the received register, or of a row taken in from an old register of what was sent."""

    number: RowNumber
    field: Annotated[
        Literal["reference", "dated", "sender", "recipient", "subject"],
        Argument(metavar="FIELD", help="reference (ที่) dated (ลงวันที่) sender (จาก) recipient (ถึง) subject (เรื่อง)"),
    ]
    value: Annotated[str, Argument(metavar="VALUE", help="ค่าที่ถูก")]
    by: By
    reason: Reason
    book: Annotated[
        Literal["received", "sent"],
        Option("--book", metavar="received|sent", help="ทะเบียนใด (sent: เฉพาะแถวที่นำเข้าจากทะเบียนเดิม)"),
    ] = "received"
    year: Year = None
    office: OfficeCode = None


@dataclass(frozen=True, kw_only=True)
class Cancel(Everywhere):
    """One number of a register."""

    number: RowNumber
    reason: Reason
    by: By
    book: Annotated[Book, Option("--book", help="ทะเบียนใด (ปกติ sent)")] = "sent"
    year: Year = None
    office: OfficeCode = None


@dataclass(frozen=True, kw_only=True)
class Retention(Everywhere):
    """The list of letters that may be destroyed, or the class of one."""

    action: Annotated[Literal["list", "set"], Argument(metavar="list|set", help="ดูบัญชี หรือกำหนดอายุ")]
    id: Annotated[str | None, Argument(metavar="ID", help="รหัสหนังสือ (เมื่อ set)")] = None
    kept_as: Annotated[
        Literal["ordinary", "copy", "routine", "finance", "litigation", "permanent"] | None,
        Option("--as", help="ประเภทอายุการเก็บ"),
    ] = None
    by: Annotated[str, Option("--by", metavar="NAME", help="ผู้กำหนด")] = ""
    year: Year = None
    office: OfficeCode = None
    json: Json = False

    def __post_init__(self) -> None:
        """Raises WrongUsage where `set` lacks the letter, the class or who sets it."""
        if self.action == "set" and not (self.id and self.kept_as and self.by):
            raise WrongUsage(
                "ต้องบอกหนังสือ อายุ และผู้กำหนด: circulars retention set ID --as CLASS --by NAME", command="retention"
            )


@dataclass(frozen=True, kw_only=True)
class Carried(Everywhere):
    """Letters of some days, or one letter, that go on paper."""

    letter: Annotated[str, Option("--letter", metavar="ID", help="เฉพาะหนังสือฉบับนี้")] = ""
    since: Annotated[str, Option("--from", metavar="DAY", help="ออกตั้งแต่วันที่ (พ.ศ.) ไม่ใส่ = วันนี้")] = ""
    until: Annotated[str, Option("--to", metavar="DAY", help="ถึงวันที่ (พ.ศ.)")] = ""
    pdf: Annotated[Path | None, Option("--pdf", metavar="FILE", help="สมุดส่งและใบรับสำหรับพิมพ์", readable=False)] = None
    office: OfficeCode = None
