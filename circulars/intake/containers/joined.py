"""Photos of the pages of one letter, put together: a zip or folder named ฉบับเดียว…, which is how a clerk says so.

Nothing is put together by guess: two photos of one minute may be of two letters. That they are of one minute is noted on
their claims, so that a person is asked; of pictures that tell no moment only where one is no whole letter.
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
_PICTURES = (Kind.JPEG, Kind.PNG, Kind.RIFF, Kind.MEDIA)
_TOGETHER = f"ถ้าใช่ อย่าส่งต่อภาพนี้ ให้ใส่ภาพทั้งหมดในโฟลเดอร์ที่ชื่อขึ้นต้นด้วย “{WORD}” แล้ววางใน inbox"
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
    """The claims just taken, on each picture the names of those, of them and of the `known`, that were made or came with it.

    Photos that tell when they were taken are beside each other within a minute of that; pictures that do not (sent by a
    messenger, which takes it away, or scanned a sheet a file) are with each other within a minute of their coming.
    """
    pictures = {}
    for claim in {one.key: one for one in (*known, *taken)}.values():
        with suppress(OSError), (work / claim.key / claim.file).open("rb") as file:  # done meanwhile, or not readable
            head = file.read(_HEAD_OF_PHOTO)
            if (moment := photographed_at(head)) is not None or kind_of(head[:HEAD]) in _PICTURES:
                pictures[claim.key] = (moment, claim)
    noted = []
    for claim in taken:
        mine, _ = pictures.get(claim.key, (None, claim))
        others = [
            (moment, f"“{other.name}”")
            for key, (moment, other) in sorted(pictures.items())
            if claim.key in pictures and key != claim.key and _near(mine, claim, moment, other)
        ]
        if others:
            names = ", ".join(name for _, name in others[:5])
            claim = replace(claim, beside=names) if mine is not None else replace(claim, with_it=names)
            write_claim(work, claim)
        noted.append(claim)
    return noted


def _near(mine: dt.datetime | None, claim: Claim, moment: dt.datetime | None, other: Claim) -> bool:
    """Both tell when they were taken, within a minute; or neither does, and they came within one."""
    if mine is not None and moment is not None:
        return abs(moment - mine) <= _ONE_MINUTE
    if mine is not None or moment is not None:
        return False
    came, came_too = (dt.datetime.fromisoformat(one.received_at) for one in (claim, other))
    return abs(came_too - came) <= _ONE_MINUTE


def told_photos(beside: str) -> str:
    """What a person is asked about photos of one minute; empty where there are none."""
    return beside and (f"ภาพนี้ถ่ายห่างจาก {beside} ไม่เกินหนึ่งนาที อาจเป็นหลายหน้าของหนังสือฉบับเดียวกัน {_TOGETHER}")


def told_unfinished(with_it: str) -> str:
    """What a person is asked about a picture that begins or ends in the middle of a letter; empty where none came with it."""
    return with_it and (
        f"ภาพนี้มาพร้อมกับ {with_it} และเป็นหนังสือไม่ครบฉบับ (ไม่พบหัวหนังสือหรือผู้ลงนาม) ภาพเหล่านั้นอาจเป็นหน้าอื่นของฉบับเดียวกัน {_TOGETHER}"
    )
