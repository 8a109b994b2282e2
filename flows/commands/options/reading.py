"""What may follow `read` and `draft`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from flows.commands.line.usage import nearest
from flows.commands.options.shared import Everywhere
from ocr import ENGINES


def engine_name(text: str) -> str:
    """The name of a recogniser. Raises ValueError, in Thai, with the nearest one."""
    if text not in ENGINES:
        raise ValueError(f"ไม่มีเครื่องมืออ่านชื่อ {text}{nearest(text, ENGINES)} มีแต่ {', '.join(ENGINES)}")
    return text


Engine = Annotated[
    str,
    Option("--engine", metavar="NAME", help=f"เครื่องมืออ่าน ({', '.join(ENGINES)})", parser=engine_name),
]


@dataclass(frozen=True, kw_only=True)
class Read(Everywhere):
    """Files to read."""

    files: Annotated[list[Path], Argument(metavar="FILE", help="ไฟล์ที่จะอ่าน", readable=False)]
    json: Annotated[bool, Option("--json", help="พิมพ์ JSON หนึ่งบรรทัดต่อหนึ่งไฟล์")] = False
    text: Annotated[bool, Option("--text", help="เพิ่มบรรทัดข้อความที่อ่านได้ของแต่ละหน้า")] = False
    engine: Engine = "thai"
    office: Annotated[str | None, Option("--office", metavar="CODE", help="เพิ่มข้อเสนอว่าสำนักงานนี้ควรทำอะไรกับหนังสือ")] = None
    debug_dir: Annotated[
        Path | None,
        Option("--debug-dir", metavar="DIR", help="วาดกรอบของสิ่งที่พบลงบนภาพแต่ละหน้า", readable=False),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Draft(Everywhere):
    """A file, and the office that drafts."""

    file: Annotated[Path, Argument(metavar="FILE", help="ไฟล์ของหนังสือที่รับมา", readable=False)]
    office: Annotated[str, Option("--office", metavar="CODE", help="รหัส (สน ๐๐๑๘.๑) หรือชื่อของสำนักงาน")]
    out: Annotated[Path, Option("--out", metavar="DIR", help="โฟลเดอร์ที่จะเขียนร่างและ plan.json", readable=False)]
    below: Annotated[bool, Option("--below", help="ร่างของหน่วยงานถัดลงไปด้วย เหมือนฉบับนี้ออกแล้ว")] = False
    to: Annotated[list[str], Option("--to", metavar="LINE", help="ร่างถึงผู้รับนี้ แม้หนังสือไม่ได้ขอให้แจ้งต่อ (สั่งซ้ำได้)")] = field(
        default_factory=list
    )
    no_pdf: Annotated[bool, Option("--no-pdf", help="ทำเฉพาะ docx")] = False
    engine: Engine = "thai"
