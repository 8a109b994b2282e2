"""The pages of `--help`, in Thai: the list of commands, and one page a command."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from circulars import __version__
from flows.commands.line.rows import GROUPS, Row

NAME, COMPLETE = "circulars", "_CIRCULARS_COMPLETE"
"""The program, and the variable by which a shell asks it to complete."""
COMMON = (
    ("--verbose", "บอกสาเหตุทางเทคนิคเมื่อผิดพลาด"),
    ("--home DIR", "โฟลเดอร์ของสำนักงาน (ปกติ CIRCULARS_HOME หรือ ./office)"),
    ("--version", "รุ่นของโปรแกรม"),
    ("--help", "หน้านี้ และหน้าของแต่ละคำสั่ง: circulars find --help"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An argument or option as the help shows it."""

    typed: str
    told: str
    optional: bool
    positional: bool


def version() -> str:
    """What `--version` prints."""
    return f"circulars {__version__}"


def overview() -> str:
    """The list of commands, by errand."""
    parts = ["วิธีใช้: circulars คำสั่ง …\n\nระบบงานสารบรรณสำหรับหนังสือเวียน"]
    parts += [_table(title, [(row.name, row.told) for row in rows]) for title, rows in GROUPS]
    return "\n\n".join([*parts, _table("ตัวเลือก", COMMON)])


def command_page(row: Row, parts: Sequence[Told]) -> str:
    """What a command does, what may follow it, and whole lines as they are typed."""
    usage = [
        f"[{part.typed}]" if part.optional else part.typed for part in parts if part.positional or not part.optional
    ]
    shown = [f"วิธีใช้: {' '.join(['circulars', row.name, *usage, '[ตัวเลือก]'])}\n\n{row.told}"]
    must = [(part.typed, part.told) for part in parts if not part.optional]
    may = [(part.typed, part.told) for part in parts if part.optional]
    shown += [_table(title, rows) for title, rows in (("ต้องบอก", must), ("ตัวเลือก", may)) if rows]
    return "\n\n".join([*shown, "\n".join(["ตัวอย่าง:", *(f"  {example}" for example in row.examples)])])


def _table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    listed = list(rows)
    wide = min(max(_width(left) for left, _ in listed), 26)
    return "\n".join(
        [f"{title}:", *(f"  {left}{' ' * max(wide - _width(left), 0)}  {right}" for left, right in listed)]
    )


def _width(text: str) -> int:
    """Columns on a terminal: vowels and tone marks above or below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
