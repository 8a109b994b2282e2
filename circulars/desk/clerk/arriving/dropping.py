"""Files put into the inbox whole: written under a hidden name, on the disk, then renamed; nothing there is written over.

Whoever sends the file names it, and the name is only shown: it is made safe, never hidden and never a path. What cannot be
a letter is refused at once with the reason, so that nobody waits for it.
"""

from __future__ import annotations

import errno
import os
import secrets
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from circulars.errors import UnreadableFile
from circulars.intake.claims import settle_folder
from circulars.intake.containers.joined import WORD
from circulars.intake.entries import UNFINISHED_SUFFIXES
from circulars.intake.kinds import HEAD, MOST_BYTES, Kind, kind_of
from circulars.intake.names import shown_name
from circulars.intake.quarantine import free_name
from circulars.thai.digits import to_thai

MOST_FILES = 200
"""Files of one drop; a scanner's stack is rarely more, and a browser that sends more has gone astray."""
_CHUNK = 1 << 20
_PHOTOS = (Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.RIFF, Kind.MEDIA, Kind.PDF)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sends: the name that came with it, and its bytes from the beginning."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Dropped:
    """What became of one sent file: its name in the inbox, or why it was not put there (Thai, with the remedy)."""

    sent: str
    name: str = ""
    refused: str = ""


def drop_all(inbox: Path, files: Sequence[Sent]) -> tuple[Dropped, ...]:
    """Put each file into the inbox; one that is refused hinders no other. Raises OSError where the inbox cannot be written."""
    if len(files) > MOST_FILES:
        return (Dropped("", refused=f"ส่งได้ครั้งละไม่เกิน {to_thai(MOST_FILES)} ไฟล์ กรุณาแบ่งส่ง"),)
    return tuple(_dropped(inbox, one) for one in files)


def drop_as_one(inbox: Path, files: Sequence[Sent], name: str) -> tuple[Dropped, ...]:
    """Photos of the pages of one letter, in the order they were given: one file in the inbox, which intake joins.

    All or none: a letter without one of its pages is no letter.
    """
    if len(files) == 1:
        return drop_all(inbox, files)
    if len(files) > MOST_FILES:
        return (Dropped("", refused=f"หนังสือหนึ่งฉบับส่งได้ไม่เกิน {to_thai(MOST_FILES)} ภาพ"),)
    faults = [Dropped(shown_name(one.name), refused=why) for one in files if (why := _no_photo(one))]
    if faults:
        return tuple(faults)
    target = free_name(inbox, f"{WORD}-{shown_name(name)}.zip")
    scratch = _scratch(inbox)
    try:
        with scratch.open("wb") as out:
            _pack(out, files)
            _settle(out)
        made = _take_place(scratch, target)
    finally:
        scratch.unlink(missing_ok=True)
    return (Dropped(f"{to_thai(len(files))} ภาพ เป็นหนังสือฉบับเดียว", made.name),)


def drop(inbox: Path, sent: Sent) -> str:
    """Put one file into the inbox; its name there. Raises UnreadableFile (empty, too large), OSError."""
    inbox.mkdir(parents=True, exist_ok=True)
    target = free_name(inbox, sent_name(sent.name))
    scratch = _scratch(inbox)
    try:
        with scratch.open("wb") as out:
            if not _copy(sent.content, out):
                raise UnreadableFile("ไฟล์ว่าง กรุณาเลือกไฟล์ใหม่", code="empty")
            _settle(out)
        return _take_place(scratch, target).name
    finally:
        scratch.unlink(missing_ok=True)


def sent_name(name: str) -> str:
    r"""A name under which the watch of the inbox takes a file: not hidden, not of a program's own, without folders.

    >>> sent_name("../../etc/passwd"), sent_name("C:\\\\scan\\\\ก.pdf"), sent_name("~$รายงาน.docx"), sent_name(".part")
    ('passwd', 'ก.pdf', 'รายงาน.docx', 'part')
    """
    shown = shown_name(name.replace("\\", "/").rpartition("/")[2]).lstrip(".~$ ").strip() or "ไฟล์"
    while shown.lower().endswith(tuple(suffix.decode() for suffix in UNFINISHED_SUFFIXES)):
        shown = shown.rpartition(".")[0].strip(". ") or "ไฟล์"
    return shown


def _dropped(inbox: Path, one: Sent) -> Dropped:
    shown = shown_name(one.name)
    try:
        return Dropped(shown, drop(inbox, one))
    except UnreadableFile as error:
        return Dropped(shown, refused=error.message)


def _no_photo(one: Sent) -> str:
    one.content.seek(0)
    head = one.content.read(HEAD)
    one.content.seek(0)
    return "" if kind_of(head) in _PHOTOS else "ไม่ใช่ภาพถ่ายหรือ PDF จึงรวมเป็นหนังสือฉบับเดียวไม่ได้ กรุณาเอาออกแล้วส่งใหม่ทั้งชุด"


def _pack(out: IO[bytes], files: Sequence[Sent]) -> None:
    """Pictures are packed as they are: their order is in their names, their bytes are already small."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for number, one in enumerate(files, 1):
            suffix = os.path.splitext(sent_name(one.name))[1][:8]  # noqa: PTH122 - a name, not a path
            with packed.open(zipfile.ZipInfo(f"{number:03d}{suffix}"), "w", force_zip64=True) as member:
                _copy(one.content, member)


def _copy(source: IO[bytes], out: IO[bytes]) -> int:
    """Copy what there is; how many bytes. Raises UnreadableFile beyond the largest that intake takes."""
    count = 0
    while piece := source.read(_CHUNK):
        count += len(piece)
        if count > MOST_BYTES:
            raise UnreadableFile(
                f"ไฟล์ใหญ่เกิน {to_thai(MOST_BYTES // 1_000_000)} เมกะไบต์ กรุณาสแกนเป็นขาวดำ ๓๐๐ จุดต่อนิ้ว หรือแยกเป็นหลายไฟล์",
                code="too-large",
            )
        out.write(piece)
    return count


def _settle(out: IO[bytes]) -> None:
    out.flush()
    os.fsync(out.fileno())


def _scratch(inbox: Path) -> Path:
    inbox.mkdir(parents=True, exist_ok=True)
    return inbox / f".{secrets.token_hex(8)}.part"


def _take_place(scratch: Path, target: Path) -> Path:
    """The file under its own name, or the next free one: a link fails where a rename would write over."""
    for _ in range(1000):
        try:
            os.link(scratch, target)
        except FileExistsError:
            target = free_name(target.parent, target.name)
            continue
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK):
                raise
            scratch.rename(target)  # a share without links
        break
    else:
        raise FileExistsError(target)
    with suppress(OSError):  # some shares let no folder be synced; the file itself is on the disk
        settle_folder(target.parent)
    return target
