"""A zip of scans, and the zips in it: sound files taken out, the others named, within bounds on the whole drop.

Bounds are on what really comes out, not on what a directory or a name says: count, bytes, depth, and bytes out for a byte
in. Each file stands alone: one that is damaged, encrypted or too large is told by name, the others are taken. Names inside
are never used as paths. Nothing is a claim before the whole zip is unpacked into the claim's own folder, and then each
file is moved, once; so a crash anywhere repeats or goes on, and takes nothing twice.
"""

from __future__ import annotations

import json
import shutil
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from circulars.documents.word.package import BROKEN_ZIP
from circulars.errors import UnreadableFile
from circulars.intake.claims import Claim, claim_for_member, settle_folder, write_claim, write_whole
from circulars.intake.kinds import HEAD, Kind, kind_of
from circulars.intake.names import kept_name, name_bytes, shown_name
from circulars.thai.digits import to_thai

MOST_FILES = 500
MOST_BYTES = 1_000_000_000
MOST_OF_ONE = 200_000_000
MOST_DEPTH = 3
"""Zips in zips: the one dropped, those in it, those in them."""
MOST_RATIO, RATIO_FROM = 100, 50_000_000
"""Bytes out for each byte in, once so many came out: blank pages pack well, but a letter is no hundred of them."""
OFFICE_PARTS = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""Word, LibreOffice and Java files are zips too; they are no folder of scans."""
_BROKEN = (*BROKEN_ZIP, IndexError)
_STAGE, _LIST = "members", "members.json"


@dataclass(frozen=True, slots=True)
class Member:
    """A sound file of a zip: the bytes of its last name, its content."""

    name: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """A file of a zip that could not be taken: its name as people read it, the Thai reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of a zip: the claims of its sound files, and what was lost."""

    claims: tuple[Claim, ...]
    lost: tuple[Lost, ...]


@dataclass(slots=True)
class _Budget:
    """What is left for the whole drop, over all depths."""

    came_in: int
    files: int = 0
    out: int = 0

    def spend(self, files: int, size: int) -> None:
        self.files += files
        self.out += size
        if self.files > MOST_FILES or self.out > MOST_BYTES:
            raise UnreadableFile(
                f"ไฟล์ zip ใหญ่เกินไปเมื่อแตกแล้ว กรุณาแบ่งเป็นไฟล์ละไม่เกิน {to_thai(MOST_FILES)} ไฟล์และ ๑ GB", code="too-large"
            )
        if self.out > RATIO_FROM and self.out > MOST_RATIO * self.came_in:
            raise UnreadableFile("ไฟล์ zip แตกแล้วใหญ่ผิดปกติ กรุณาส่งไฟล์สแกนโดยไม่บีบอัด", code="too-large", cause="ratio")


def is_zip(file: Path) -> bool:
    """The file is a zip that holds files of its own, told by how it begins; Office files and PDFs with a zip are not."""
    with file.open("rb") as opened:
        return _is_zip(opened)


def _is_zip(opened: IO[bytes]) -> bool:
    opened.seek(0)
    if kind_of(opened.read(HEAD)) is not Kind.ZIP:
        return False
    try:
        with zipfile.ZipFile(opened) as found:
            return not any(name in OFFICE_PARTS for name in found.namelist())
    except _BROKEN:
        return True  # a zip whose directory is damaged: said so when it is unpacked


def unpack(file: Path) -> Iterator[Member | Lost]:
    """Every file of a zip and of the zips in it. Raises UnreadableFile (empty, encrypted, too-large, unreadable)."""
    with file.open("rb") as opened:
        yield from _unpack(opened, _Budget(file.stat().st_size), "", 1)


def _unpack(opened: IO[bytes], budget: _Budget, within: str, depth: int) -> Iterator[Member | Lost]:
    try:
        found = zipfile.ZipFile(opened)
        members = [one for one in found.infolist() if not one.is_dir() and not _is_litter(one.filename)]
    except _BROKEN as error:
        raise UnreadableFile("ไฟล์ zip เสียหาย กรุณาบีบอัดใหม่แล้วส่งอีกครั้ง", cause=str(error)) from error
    with found:
        if not members:
            raise UnreadableFile("ไฟล์ zip ว่างเปล่า กรุณาใส่ไฟล์สแกนแล้วส่งใหม่", code="empty")
        budget.spend(len(members), 0)
        if all(one.flag_bits & 1 for one in members):
            raise UnreadableFile("ไฟล์ zip ใส่รหัสผ่าน กรุณาเอารหัสออกแล้วส่งใหม่", code="encrypted")
        for one in members:
            yield from _member(found, one, budget, within, depth)


def _member(
    found: zipfile.ZipFile, one: zipfile.ZipInfo, budget: _Budget, within: str, depth: int
) -> Iterator[Member | Lost]:
    name = _name(one)
    shown = f"{within}{shown_name(name)}"
    if one.flag_bits & 1:
        yield Lost(shown, "ใส่รหัสผ่าน")
        return
    try:
        with found.open(one) as part:
            content = part.read(MOST_OF_ONE + 1)
    except _BROKEN:
        yield Lost(shown, "เสียหาย")
        return
    budget.spend(0, len(content))
    if len(content) > MOST_OF_ONE:
        yield Lost(shown, "ใหญ่เกิน ๒๐๐ MB กรุณาส่งแยก")
    elif not _is_zip(BytesIO(content)):
        yield Member(name, content)
    elif depth >= MOST_DEPTH:
        yield Lost(shown, f"เป็น zip ซ้อนกันเกิน {to_thai(MOST_DEPTH)} ชั้น กรุณาแตกไฟล์ด้านในก่อน")
    else:
        budget.files -= 1  # its own files count, not it
        try:
            yield from _unpack(BytesIO(content), budget, f"{shown} › ", depth + 1)
        except UnreadableFile as error:
            if error.code == "too-large":
                raise
            yield Lost(shown, error.message)


def _name(one: zipfile.ZipInfo) -> bytes:
    """The bytes of a member's last name: UTF-8 where the zip says so, else as they stand (Thai Windows writes CP874)."""
    told = _unicode_path(one.extra)
    if told is not None:
        raw = told
    elif one.flag_bits & 0x800:
        raw = one.filename.encode("utf-8", "replace")
    else:
        raw = one.filename.encode("cp437", "replace")  # how zipfile decoded them
    parts = [part for part in raw.replace(b"\\", b"/").split(b"/") if part]
    return parts[-1] if parts else b""


def _unicode_path(extra: bytes) -> bytes | None:
    """The name in the Info-ZIP Unicode Path field (APPNOTE.TXT 4.6.9), if there is one."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag == 0x7075 and length > 5:
            return extra[at + 9 : at + 4 + length]
        at += 4 + length
    return None


def _is_litter(name: str) -> bool:
    last = Path(name).name
    return name.startswith("__MACOSX/") or last.startswith(".") or last in ("Thumbs.db", "desktop.ini")


def claim_members(work: Path, parent: Claim) -> Unpacked:
    """Give each sound file of a claimed zip a claim of its own. Called again after a crash it goes on where it was.

    Raises UnreadableFile for a zip of which nothing could be taken; no claim was made then.
    """
    folder = work / parent.key
    names, lost = _staged(folder, folder / parent.file)
    claims = []
    for number, kept in enumerate(names, 1):
        claim = claim_for_member(work, parent, number, name_bytes(kept))
        source = folder / _STAGE / f"{number:03d}"
        if source.exists():  # else it was moved before the crash, and its claim goes its own way
            (work / claim.key).mkdir(mode=0o700, exist_ok=True)
            write_claim(work, claim)
            source.rename(work / claim.key / claim.file)
            settle_folder(work / claim.key)
        claims.append(claim)
    return Unpacked(tuple(claims), lost)


def _staged(folder: Path, file: Path) -> tuple[list[str], tuple[Lost, ...]]:
    """The zip unpacked beside itself: names of the sound files in order, and the lost ones."""
    listed = folder / _LIST
    if listed.exists():
        record = json.loads(listed.read_bytes())
        return list(record["names"]), tuple(Lost(**one) for one in record["lost"])
    shutil.rmtree(folder / _STAGE, ignore_errors=True)  # of a try that did not come to its end
    (folder / _STAGE).mkdir(mode=0o700)
    names: list[str] = []
    lost: list[Lost] = []
    for one in unpack(file):
        if isinstance(one, Lost):
            lost.append(one)
        else:
            names.append(kept_name(one.name))
            write_whole(folder / _STAGE / f"{len(names):03d}", one.content)
    if not names:
        shutil.rmtree(folder / _STAGE)
        raise UnreadableFile(f"รับไฟล์ใน zip ไม่ได้เลย {told_lost(tuple(lost))}", code="unreadable")
    settle_folder(folder / _STAGE)
    draft = folder / f"{_LIST}.new"
    write_whole(draft, json.dumps({"names": names, "lost": [asdict(one) for one in lost]}, ensure_ascii=False).encode())
    draft.rename(listed)
    settle_folder(folder)
    return names, tuple(lost)


def told_lost(lost: tuple[Lost, ...]) -> str:
    """The files that were not taken, by name with the reason, and what to do."""
    shown = ", ".join(f"“{one.name}” ({one.reason})" for one in lost[:20])
    more = f" และอีก {to_thai(len(lost) - 20)} ไฟล์" if len(lost) > 20 else ""
    return f"ไฟล์ใน zip ที่รับไม่ได้: {shown}{more} กรุณาสแกนหรือขอเฉพาะไฟล์เหล่านี้แล้วส่งใหม่"
