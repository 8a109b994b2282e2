"""What was seen in the inbox at the looks before: since when a file stands still, by our clock, and why it still lies there.

Clocks of scanners and shares are wrong by years; a file's own time only tells that it changed, never how old it is. The
memory lies in ``work/``, so that a sweep in another process goes on where the last one was, and `circulars status` can
say what lies in the inbox without looking itself.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import Enum, StrEnum
from pathlib import Path

from circulars.intake.names import name_bytes, shown_name

MEMORY = ".inbox.json"
_F_SETSIG = 10  # fcntl(2): which signal tells; the one that is ignored unless somebody asks for it
LONG_SECONDS = 60.0
"""What lies in the inbox longer than this is told."""


class Reason(StrEnum):
    """Why something still lies in the inbox."""

    NEW = "new"
    GROWING = "growing"
    HELD = "held"
    EMPTY = "empty"
    UNFINISHED = "unfinished"
    UNREADABLE = "unreadable"
    NOT_MOVABLE = "not-movable"
    DISK_FULL = "disk-full"
    LINK = "link"
    SPECIAL = "special"
    CLOSED_FOLDER = "closed-folder"
    EMPTY_FOLDER = "empty-folder"
    TEMPORARY = "temporary"
    HIDDEN = "hidden"
    TOGETHER = "together"
    FAULT = "fault"


TOLD = {
    Reason.NEW: "รอให้ไฟล์นิ่งก่อนรับ ระบบจะรับเอง",
    Reason.GROWING: "ยังเขียนไม่เสร็จ (ขนาดหรือเวลายังเปลี่ยน) ระบบจะรับเองเมื่อนิ่ง",
    Reason.HELD: "มีโปรแกรมหรือเครื่องสแกนเปิดเขียนไฟล์นี้ค้างอยู่ กรุณารอให้สแกนเสร็จหรือปิดโปรแกรมนั้น ระบบจะรับเอง",
    Reason.EMPTY: "ไฟล์ยังว่างอยู่ รอให้ผู้ส่งเขียนเนื้อหา ถ้าไม่มีใครเขียนระบบจะกักไว้พร้อมบันทึก",
    Reason.UNFINISHED: "ไฟล์ยังมาไม่ครบ (ไม่มีส่วนท้ายของไฟล์ชนิดนี้) ถ้านิ่งครบ ๕ นาทีระบบจะรับตามที่มีและแจ้งถ้าเปิดไม่ได้",
    Reason.UNREADABLE: "ระบบไม่มีสิทธิ์อ่านไฟล์นี้ กรุณาให้ผู้วางไฟล์หรือผู้ดูแลระบบให้สิทธิ์อ่าน แล้วระบบจะรับเอง",
    Reason.NOT_MOVABLE: "ระบบไม่มีสิทธิ์ย้ายไฟล์นี้ออกจากโฟลเดอร์ กรุณาให้ผู้ดูแลระบบให้สิทธิ์เขียนโฟลเดอร์ แล้วระบบจะรับเอง",
    Reason.DISK_FULL: "ดิสก์ของระบบเต็ม กรุณาให้ผู้ดูแลระบบเพิ่มที่ว่าง แล้วระบบจะรับเอง",
    Reason.LINK: "เป็นทางลัด (symlink) ไม่ใช่ไฟล์หนังสือ กรุณาวางตัวไฟล์จริงลงใน inbox",
    Reason.SPECIAL: "เป็นไฟล์พิเศษของระบบ ไม่ใช่ไฟล์หนังสือ กรุณาวางตัวไฟล์จริงลงใน inbox",
    Reason.CLOSED_FOLDER: "ระบบเปิดโฟลเดอร์นี้ไม่ได้ กรุณาให้ผู้ดูแลระบบให้สิทธิ์เปิดโฟลเดอร์ แล้วระบบจะรับไฟล์ในนั้นเอง",
    Reason.EMPTY_FOLDER: "เป็นโฟลเดอร์ว่าง ไม่มีไฟล์ให้รับ ลบได้",
    Reason.TEMPORARY: "เป็นไฟล์ชั่วคราวของโปรแกรมที่ยังคัดลอกไม่เสร็จ ถ้าคัดลอกเสร็จแล้วกรุณาเปลี่ยนชื่อให้เป็นชื่อจริง",
    Reason.HIDDEN: "เป็นไฟล์ซ่อน (ชื่อขึ้นต้นด้วยจุด) ระบบไม่รับ ถ้าเป็นหนังสือกรุณาเปลี่ยนชื่อ",
    Reason.TOGETHER: "อยู่ในโฟลเดอร์ “ฉบับเดียว” รอให้ไฟล์ในโฟลเดอร์มาครบและนิ่ง ๓๐ วินาที แล้วระบบจะรวมเป็นหนังสือฉบับเดียว",
    Reason.FAULT: "รับไฟล์นี้ไม่ได้เพราะเครื่องขัดข้อง ระบบจะลองใหม่เอง หากไม่หายกรุณาแจ้งผู้ดูแลระบบ",
}
_NOBODY = frozenset({Reason.NEW, Reason.GROWING, Reason.EMPTY, Reason.UNFINISHED, Reason.EMPTY_FOLDER, Reason.TOGETHER})
"""Reasons that pass by themselves, or that keep no letter waiting."""


class Stays(Exception):
    """Something in the inbox is not taken now, for this reason."""

    def __init__(self, reason: Reason, cause: str = "") -> None:
        """`cause` stands behind the reason's own words."""
        super().__init__(reason)
        self.reason, self.cause = reason, cause


@dataclass(frozen=True, slots=True)
class Mark:
    """What must stand still: size in bytes, time of change, inode, device."""

    size: int
    changed: int
    inode: int
    device: int

    @classmethod
    def of(cls, seen: os.stat_result) -> Mark:
        """The mark of a file as seen by lstat or fstat."""
        return cls(seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_dev)


@dataclass(frozen=True, slots=True)
class Look:
    """One thing in the inbox over all looks; times in seconds of `boot_clock`. ``path`` as `kept_name` keeps names."""

    path: str
    mark: Mark
    first: float
    still_since: float
    looks: int = 1
    reason: Reason = Reason.NEW
    cause: str = ""

    def again(self, mark: Mark, now: float) -> Look:
        """The next look at the same path."""
        if mark.inode != self.mark.inode or mark.device != self.mark.device:
            return Look(self.path, mark, now, now)
        if mark != self.mark:
            return replace(self, mark=mark, still_since=now, looks=1, reason=Reason.GROWING)
        return replace(self, looks=self.looks + 1)


@dataclass(frozen=True, slots=True)
class Left:
    """Something that lies in the inbox: its name as people read it, for how many seconds, the Thai reason.

    ``needs_somebody`` is false where it passes by itself.
    """

    name: str
    seconds: float
    reason: Reason
    told: str
    needs_somebody: bool


def boot_clock() -> float:
    """Seconds since this machine started: no person and no time server sets this clock."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot_id() -> str:
    """Which start of the machine `boot_clock` counts from."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
    return ""


def load_looks(work: Path) -> dict[str, Look]:
    """The looks before, by path; none after a restart of the machine, or where the memory cannot be read back."""
    try:
        record = json.loads((work / MEMORY).read_bytes())
        if record["boot"] != boot_id():
            return {}
        looks = [
            Look(**{**one, "mark": Mark(**one["mark"]), "reason": Reason(one["reason"])}) for one in record["looks"]
        ]
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return {}  # every file is then looked at anew, from this moment on
    return {look.path: look for look in looks}


def save_looks(work: Path, looks: dict[str, Look]) -> None:
    """Keep the looks for the next sweep and for `left_lying`. Not worth a wait for the disk: it can be seen again."""
    draft = work / f"{MEMORY}.new"
    record = {"boot": boot_id(), "looks": [asdict(look) for look in looks.values()]}
    draft.write_text(json.dumps(record), encoding="utf-8")
    draft.replace(work / MEMORY)


def left_lying(inbox: Path, work: Path, *, longer_than: float = LONG_SECONDS) -> tuple[Left, ...]:
    """What lies in the inbox longer than that, as of the last sweep, with its reason; what is gone since is left out."""
    now = boot_clock()
    found = []
    for look in load_looks(work).values():
        path = name_bytes(look.path)
        if now - look.first >= longer_than and os.path.lexists(os.path.join(os.fsencode(inbox), path)):  # noqa: PTH118 - bytes
            told = TOLD[look.reason] + (f" ({look.cause})" if look.cause else "")
            found.append(Left(shown_path(path), now - look.first, look.reason, told, look.reason not in _NOBODY))
    return tuple(sorted(found, key=lambda left: -left.seconds))


def shown_path(path: bytes) -> str:
    """A path in the inbox as people read it."""
    return "/".join(shown_name(part) for part in path.split(b"/"))


class Writer(Enum):
    """Whether somebody has a file open for writing, as far as the kernel says."""

    NOBODY = 0
    SOMEBODY = 1
    UNKNOWN = 2


def writer_of(descriptor: int, *, local: bool = True) -> Writer:
    """Whether somebody has the file open for writing: a read lease is refused then (fcntl(2), F_SETLEASE).

    A file of another user (EACCES) gives no lease, nor does a network folder, where the kernel refuses as if it were held
    (cifs without an oplock: EAGAIN): that says nothing.
    """
    try:
        # whoever opens the file for writing meanwhile breaks the lease by a signal: SIGIO would end the process
        fcntl.fcntl(descriptor, _F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return Writer.SOMEBODY if local and error.errno == errno.EAGAIN else Writer.UNKNOWN
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return Writer.NOBODY
