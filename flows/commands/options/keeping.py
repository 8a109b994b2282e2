"""What may follow the commands that prove, keep and carry away."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Option

from flows.commands.line.usage import WrongUsage
from flows.commands.options.shared import By, Everywhere, Json, OfficeCode, Reason, Year


@dataclass(frozen=True, kw_only=True)
class Verify(Everywhere):
    """Heads of the ledger that were kept elsewhere."""

    head: Annotated[
        list[str],
        Option("--head", metavar="HASH[:N]", help="ลายนิ้วมือที่เก็บไว้นอกเครื่อง จากรายงานเย็นหรือชุดสำรอง (สั่งซ้ำได้)"),
    ] = field(default_factory=list)
    head_file: Annotated[
        list[Path],
        Option("--head-file", metavar="FILE", help="ไฟล์ที่มีบรรทัดลายนิ้วมือ เช่น รายงานเย็นที่เก็บไว้ที่อื่น", readable=False),
    ] = field(default_factory=list)
    json: Json = False


@dataclass(frozen=True, kw_only=True)
class Head(Everywhere):
    """Where the head is written, and whether it is stamped."""

    out: Annotated[
        Path | None, Option("--out", metavar="DIR", help="เขียนเป็นไฟล์ในโฟลเดอร์นี้ เช่น USB (ไม่ใส่ = พิมพ์ให้ดู)", readable=False)
    ] = None
    stamp: Annotated[bool, Option("--stamp", help="ให้ผู้ให้บริการประทับเวลา (timestamp_url) ประทับด้วย")] = False


@dataclass(frozen=True, kw_only=True)
class Backup(Everywhere):
    """Where the backup is written."""

    directory: Annotated[Path, Argument(metavar="DIR", help="โฟลเดอร์ของชุดสำรอง", readable=False)]


@dataclass(frozen=True, kw_only=True)
class Restore(Everywhere):
    """Where the backup lies; ``--home`` names the new office."""

    directory: Annotated[Path, Argument(metavar="DIR", help="โฟลเดอร์ของชุดสำรอง", readable=False)]


@dataclass(frozen=True, kw_only=True)
class Export(Everywhere):
    """A bag of a letter or a year, or the XML of a letter."""

    action: Annotated[Literal["bag", "ecms"], Argument(metavar="bag|ecms", help="ถุง BagIt หรือ XML ของ e-CMS")]
    out: Annotated[Path, Argument(metavar="OUT", help="โฟลเดอร์ของถุง หรือไฟล์ XML", readable=False)]
    id: Annotated[str | None, Option("--id", metavar="ID", help="รหัสหนังสือ")] = None
    year: Year = None
    office: OfficeCode = None

    def __post_init__(self) -> None:
        """Raises WrongUsage where no letter is named."""
        if self.action == "ecms" and not self.id:
            raise WrongUsage("ต้องบอกรหัสหนังสือด้วย --id", command="export")
        if not self.id and not self.year:
            raise WrongUsage("ต้องบอก --id หรือ --year", command="export")


@dataclass(frozen=True, kw_only=True)
class Reindex(Everywhere):
    """Nothing more."""


@dataclass(frozen=True, kw_only=True)
class Outbox(Everywhere):
    """Issued letters."""

    ids: Annotated[list[str], Argument(metavar="ID", help="รหัสหนังสือที่ออกแล้ว")]


@dataclass(frozen=True, kw_only=True)
class Clock(Everywhere):
    """Who says that the clock is right, and why."""

    by: By
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Import(Everywhere):
    """An old register, or a folder of old letters."""

    source: Annotated[
        Path, Argument(metavar="FILE|DIR", help="ไฟล์ทะเบียน (.xlsx .csv .mdb) หรือโฟลเดอร์ของหนังสือเก่า", readable=False)
    ]
    as_: Annotated[Literal["received", "sent"], Option("--as", metavar="received|sent", help="ทะเบียนหรือหนังสือรับ หรือส่ง")]
    column: Annotated[
        list[str],
        Option("--column", metavar="หัวตาราง=ช่อง", help="บอกว่าหัวตารางนี้คือช่องใดของทะเบียน เช่น 'เลข=เลขทะเบียน' (สั่งซ้ำได้)"),
    ] = field(default_factory=list)
    sheet: Annotated[str | None, Option("--sheet", metavar="NAME", help="แผ่นงานหรือตารางเดียวที่นำเข้า")] = None
    year: Year = None
    office: OfficeCode = None
    yes: Annotated[bool, Option("--yes", help="นำเข้าจริง หากไม่ใส่จะแสดงตัวอย่างให้ดูก่อน")] = False


@dataclass(frozen=True, kw_only=True)
class Learn(Everywhere):
    """A folder of the office's own earlier letters."""

    source: Annotated[Path, Argument(metavar="DIR", help="โฟลเดอร์ของหนังสือที่สำนักงานเคยออก", readable=False)]
