"""`circulars learn`: what the office's own earlier letters chose, counted; nothing is stored and no sentence is made."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from circulars.earlier.habits import Habits, habits_of
from circulars.errors import CircularsError, UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.intake.containers import single_file
from circulars.letter.letter import Letter
from circulars.thai.digits import to_thai
from flows.commands.options.keeping import Learn
from ocr import read_all_pages

_SHOWN = 5


def learn(arguments: Learn) -> int:
    """`circulars learn DIR`; exit 1 where a file could not be read or no letter was found."""
    if not arguments.source.is_dir():
        raise CircularsError(f"ไม่พบโฟลเดอร์ {arguments.source}", code="folder")
    unread: list[str] = []
    found = habits_of(_letters(arguments.source, unread))
    for name in unread:
        print(f"{name}: อ่านไม่ได้ ไม่ได้นับ", file=sys.stderr)
    print(f"นับจากหนังสือ {to_thai(found.letters)} ฉบับ")
    _show(found)
    return int(bool(unread) or not found.letters)


def _letters(folder: Path, unread: list[str]) -> Iterator[Letter]:
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(".")):
        try:
            with tempfile.TemporaryDirectory(prefix="circulars-") as scratch:
                pages = read_all_pages(single_file(path, Path(scratch)))
        except UnreadableFile:
            unread.append(path.name)
            continue
        yield from read_letters(pages)


def _show(found: Habits) -> None:
    if not found.letters:
        return
    print(f"คำขึ้นต้นเนื้อความ: {_counted(found.openings)}")
    print(f"อ้างหนังสือของเราก่อน: {to_thai(found.own_letter_first)} ฉบับ")
    paragraphs = Counter(str(count) for _, count in found.told)
    print(f"บอกเล่าก่อนคำขอ: ค่ากลาง {to_thai(found.told_length)} ตัวอักษร · จำนวนย่อหน้า {_counted(paragraphs)}")
    print(f"สิ่งที่ส่งมาด้วย (รายการ): {_counted(Counter({str(key): count for key, count in found.enclosures.items()}))}")
    print(f"ลงท้าย จึงเรียนมาเพื่อ: {_counted(found.closings)}")
    print(f"ส่วนราชการเจ้าของเรื่อง: {_counted(found.feet)}")
    print(f"คำขวัญ: {_counted(found.mottos)}")
    for line in found.proposed():
        print(f"ตั้งใน [office] ของ office.toml ให้ร่างเหมือนกัน: {line}")


def _counted(counts: Counter[str]) -> str:
    return " · ".join(f"{to_thai(name or '-')} ({to_thai(count)})" for name, count in counts.most_common(_SHOWN))
