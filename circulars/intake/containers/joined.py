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
from bisect import bisect_left
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
_MOST_NAMES = 5


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
    moments: dict[str, tuple[bool, dt.datetime]] = {}
    for claim in (every := {one.key: one for one in (*known, *taken)}).values():
        with (
            suppress(OSError, ValueError),
            (work / claim.key / claim.file).open("rb") as file,
        ):  # done meanwhile, or not readable
            head = file.read(_HEAD_OF_PHOTO)
            if (moment := photographed_at(head)) is not None:
                moments[claim.key] = True, moment
            elif kind_of(head[:HEAD]) in _PICTURES:
                moments[claim.key] = False, dt.datetime.fromisoformat(claim.received_at)
    in_order = {told: sorted((at, key) for key, (one, at) in moments.items() if one is told) for told in (True, False)}
    noted = []
    for claim in taken:
        told, moment = moments.get(claim.key, (False, None))
        others = [f"“{every[key].name}”" for key in _near(in_order[told], moment, claim.key)] if moment else []
        if others:
            names = ", ".join(others)
            claim = replace(claim, beside=names) if told else replace(claim, with_it=names)
            write_claim(work, claim)
        noted.append(claim)
    return noted


def _near(in_order: Sequence[tuple[dt.datetime, str]], moment: dt.datetime, key: str) -> list[str]:
    """The first keys within a minute of a moment but for its own: thousands may come at once."""
    found: list[str] = []
    at = bisect_left(in_order, (moment - _ONE_MINUTE, ""))
    while at < len(in_order) and in_order[at][0] <= moment + _ONE_MINUTE and len(found) < _MOST_NAMES:
        found += [in_order[at][1]] if in_order[at][1] != key else []
        at += 1
    return found


def told_photos(beside: str) -> str:
    """What a person is asked about photos of one minute; empty where there are none."""
    return beside and (f"ภาพนี้ถ่ายห่างจาก {beside} ไม่เกินหนึ่งนาที อาจเป็นหลายหน้าของหนังสือฉบับเดียวกัน {_TOGETHER}")


def told_unfinished(with_it: str) -> str:
    """What a person is asked about a picture that begins or ends in the middle of a letter; empty where none came with it."""
    return with_it and (
        f"ภาพนี้มาพร้อมกับ {with_it} และเป็นหนังสือไม่ครบฉบับ (ไม่พบหัวหนังสือหรือผู้ลงนาม) ภาพเหล่านั้นอาจเป็นหน้าอื่นของฉบับเดียวกัน {_TOGETHER}"
    )
