"""What may follow the commands about one letter, and those that look for letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Option

from flows.commands.options.shared import By, Everywhere, Json, whole_number

LetterId = Annotated[str, Argument(metavar="ID", help="รหัสหนังสือ ดูจาก circulars find")]
Remark = Annotated[str, Option("--note", metavar="TEXT", help="หมายเหตุ")]


@dataclass(frozen=True, kw_only=True)
class Find(Everywhere):
    """What is looked for."""

    words: Annotated[list[str], Argument(metavar="WORDS", help="คำที่จะค้น")] = field(default_factory=list)
    json: Json = False
    number: Annotated[str, Option("--number", metavar="N", help="เลขที่หนังสือ หรือส่วนหนึ่งของเลข")] = ""
    since: Annotated[str, Option("--from", metavar="DAY", help="ตั้งแต่วันที่ (พ.ศ.) เช่น ๑ มกราคม ๒๕๖๙ หรือ 2569")] = ""
    until: Annotated[str, Option("--to", metavar="DAY", help="ถึงวันที่ (พ.ศ.)")] = ""
    sender: Annotated[str, Option("--sender", metavar="TEXT", help="หน่วยงานเจ้าของหนังสือ")] = ""
    addressee: Annotated[str, Option("--addressee", metavar="TEXT", help="เรียนถึงใคร")] = ""
    subject: Annotated[str, Option("--subject", metavar="TEXT", help="ชื่อเรื่อง")] = ""
    person: Annotated[str, Option("--person", metavar="NAME", help="ผู้ลงนาม")] = ""
    urgency: Annotated[Literal["", "ด่วน", "ด่วนมาก", "ด่วนที่สุด"], Option("--urgency", help="ชั้นความเร็ว")] = ""
    status: Annotated[
        Literal[
            "",
            "received",
            "sent",
            "waiting",
            "issued",
            "duplicate",
            "cancelled",
            "unsigned",
            "unsent",
            "unacknowledged",
            "unanswered",
        ],
        Option("--status", help="สถานะ: รับ ส่ง รอตรวจ ออกแล้ว ซ้ำ ยกเลิก ยังไม่ลงนาม ยังไม่ส่ง ยังไม่ได้รับ ยังไม่ตอบ"),
    ] = ""
    step: Annotated[
        Literal["", "note", "act", "assign", "answer", "forward-some", "forward-all", "submit", "return"],
        Option("--step", help="การปฏิบัติ: ทราบ ทำเอง มอบหมาย ตอบ แจ้งบางแห่ง แจ้งทุกแห่ง เสนอ คืน"),
    ] = ""
    unit: Annotated[str, Option("--unit", metavar="TEXT", help="กลุ่มงานหรือตำแหน่งที่รับมอบ หรือส่วนหนึ่งของชื่อ")] = ""
    due: Annotated[str, Option("--due", metavar="DAY", help="มีกำหนดภายในวันที่ (พ.ศ.)")] = ""
    office: Annotated[str, Option("--office", metavar="CODE", help="เฉพาะของสำนักงานนี้")] = ""
    exact: Annotated[bool, Option("--exact", help="ไม่ค้นคำที่อาจอ่านผิดจากสแกน")] = False
    whole: Annotated[bool, Option("--whole", help="เฉพาะทั้งคำ")] = False
    limit: Annotated[int, Option("--limit", metavar="N", help="มากที่สุดกี่ฉบับ", parser=whole_number)] = 50


@dataclass(frozen=True, kw_only=True)
class Show(Everywhere):
    """One letter."""

    id: LetterId
    json: Annotated[bool, Option("--json", help="พิมพ์ JSON หนึ่งบรรทัด")] = False
    svg: Annotated[Path | None, Option("--svg", metavar="FILE", help="เขียนภาพสายหนังสือ", readable=False)] = None


@dataclass(frozen=True, kw_only=True)
class Copy(Everywhere):
    """A letter's scan, and where its copy is written."""

    id: LetterId
    out: Annotated[Path, Argument(metavar="FILE", help="ไฟล์ PDF ที่จะเขียน", readable=False)]


@dataclass(frozen=True, kw_only=True)
class Prove(Everywhere):
    """Files that somebody brings."""

    files: Annotated[list[Path], Argument(metavar="FILE", help="ไฟล์ที่มีผู้นำมา", readable=False)]
    json: Json = False


@dataclass(frozen=True, kw_only=True)
class Acknowledge(Everywhere):
    """An issued letter, and who has it."""

    id: LetterId
    recipient: Annotated[str, Argument(metavar="RECIPIENT", help="ผู้รับ ตามที่หนังสือเรียนถึง")]
    answered: Annotated[bool, Option("--answered", help="ตอบแล้ว ไม่ใช่เพียงได้รับ")] = False
    note: Remark = ""


@dataclass(frozen=True, kw_only=True)
class Note(Everywhere):
    """Received letters that are only noted."""

    ids: Annotated[list[str], Argument(metavar="ID", help="รหัสหนังสือ ดูจาก circulars find --step note")]
    by: By
    code: Annotated[str, Option("--code", metavar="CODE", help="รหัสยืนยัน ๖ หลักของผู้ตรวจ รหัสเดียวใช้กับทุกฉบับที่สั่ง")] = ""


@dataclass(frozen=True, kw_only=True)
class Done(Everywhere):
    """A received letter whose matter is done."""

    id: LetterId
    by: By
    note: Remark = ""
    this_day: Annotated[bool, Option("--this-day", help="เสร็จเฉพาะกำหนดนี้ของเรื่องที่ต้องทำซ้ำ เรื่องยังเปิดสำหรับกำหนดถัดไป")] = (
        False
    )
