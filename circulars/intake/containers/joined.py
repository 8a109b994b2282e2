"""Photos of the pages of one letter, put together: a zip or folder named ฉบับเดียว…, which is how a clerk says so.

Nothing is put together by guess: two photos of one minute may be of two letters. That they are of one minute is noted on
their claims, so that a person is asked.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from circulars.errors import UnreadableFile
from circulars.intake.claims import Claim, write_claim
from circulars.intake.containers.members import Lost, Member
from circulars.intake.kinds import HEAD, Kind, kind_of
from circulars.intake.names import shown_name
from ocr.shelter.sheltered import joined_pdf

WORD = "ฉบับเดียว"
_PAGES = (Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.RIFF, Kind.MEDIA, Kind.PDF)
_NUMBER = re.compile(r"(\d+)")
_PHOTOS = (Kind.JPEG, Kind.MEDIA)
_HEAD_OF_PHOTO = 1 << 19  # where cameras put the facts of a picture: before it
_MOMENT = re.compile(rb"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)\0")  # Exif 2.32, 4.6.5, DateTimeOriginal
_ONE_MINUTE = dt.timedelta(minutes=1)


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


def photographed_at(head: bytes) -> dt.datetime | None:
    r"""When a photo was taken, by the clock of its phone, as its first bytes tell; None where they do not.

    >>> photographed_at(b"\xff\xd8\xff\xe1..Exif..2026:11:29 09:15:02\0..")
    datetime.datetime(2026, 11, 29, 9, 15, 2)
    """
    found = _MOMENT.findall(head) if kind_of(head[:HEAD]) in _PHOTOS and b"Exif" in head else []
    try:
        return dt.datetime.strptime(b":".join(found[-1]).decode("ascii"), "%Y:%m:%d:%H:%M:%S") if found else None
    except ValueError:  # no such day: a phone without a clock
        return None


def note_photos(work: Path, taken: Sequence[Claim], known: Sequence[Claim]) -> list[Claim]:
    """The claims just taken, on each photo the names of the others, of them and of those `known`, that were taken within a minute."""
    moments = {}
    for claim in {one.key: one for one in (*known, *taken)}.values():
        with suppress(OSError), (work / claim.key / claim.file).open("rb") as file:  # done meanwhile, or not readable
            if (moment := photographed_at(file.read(_HEAD_OF_PHOTO))) is not None:
                moments[claim.key] = (moment, claim.name)
    noted = []
    for claim in taken:
        mine = moments.get(claim.key)
        others = [
            name
            for key, (moment, name) in sorted(moments.items())
            if mine is not None and key != claim.key and abs(moment - mine[0]) <= _ONE_MINUTE
        ]
        if others:
            claim = replace(claim, beside=", ".join(f"“{name}”" for name in others[:5]))
            write_claim(work, claim)
        noted.append(claim)
    return noted


def told_photos(beside: str) -> str:
    """What a person is asked about photos of one minute; empty where there are none."""
    return beside and (
        f"ภาพนี้ถ่ายห่างจาก {beside} ไม่เกินหนึ่งนาที อาจเป็นหลายหน้าของหนังสือฉบับเดียวกัน ถ้าใช่ อย่าส่งต่อภาพนี้ "
        f"ให้ใส่ภาพทั้งหมดในโฟลเดอร์ที่ชื่อขึ้นต้นด้วย “{WORD}” แล้ววางใน inbox"
    )
