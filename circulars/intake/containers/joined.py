"""Photos of the pages of one letter, put together: a zip or folder named ฉบับเดียว…, which is how a clerk says so.

Nothing is put together by guess: two photos of one minute may be of two letters.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Sequence

from circulars.errors import UnreadableFile
from circulars.intake.containers.members import Lost, Member
from circulars.intake.kinds import HEAD, Kind, kind_of
from circulars.intake.names import shown_name
from ocr.shelter.sheltered import joined_pdf

WORD = "ฉบับเดียว"
_PAGES = (Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.RIFF, Kind.MEDIA, Kind.PDF)
_NUMBER = re.compile(r"(\d+)")


def to_be_joined(name: bytes) -> bool:
    """The clerk asks by the zip's name that its files become one."""
    return shown_name(name).startswith(WORD)


def join(name: bytes, packed: bytes, found: Sequence[Member | Lost]) -> Member:
    """One file of all members, in the order of the numbers in their names; the zip is its source.

    Raises UnreadableFile where a member is damaged, is no page, or cannot be drawn: a letter without a page is no letter.
    """
    pages = sorted((one for one in found if isinstance(one, Member)), key=lambda one: _in_order(shown_name(one.name)))
    strange = [one.name for one in found if isinstance(one, Lost)]
    strange += [shown_name(one.name) for one in pages if kind_of(one.content[:HEAD]) not in _PAGES]
    if strange or not pages:
        raise UnreadableFile(
            f"zip หรือโฟลเดอร์ที่ชื่อขึ้นต้นด้วย “{WORD}” คือหลายภาพที่เป็นหนังสือฉบับเดียว จึงต้องมีแต่ภาพหรือ PDF ที่เปิดได้ แต่พบ "
            f"{', '.join(f'“{one}”' for one in strange[:5]) or 'แต่ไฟล์ว่าง'} กรุณาเอาออกหรือถ่ายใหม่ แล้ววางอีกครั้งทั้งชุด",
            code="unreadable",
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as stored:
        for number, one in enumerate(pages, 1):
            stored.writestr(zipfile.ZipInfo(f"{number:03d}/{shown_name(one.name)}"), one.content)
    shown = os.path.splitext(shown_name(name))[0]  # noqa: PTH122 - a name, not a path
    return Member(f"{shown}.pdf".encode(), joined_pdf(out.getvalue()), packed)


def _in_order(name: str) -> list[tuple[int, str]]:
    """Names as people count: 2 before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in _NUMBER.split(name)]
