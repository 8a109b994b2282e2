"""Strangers' files opened in a child process with limits: copies and pictures of their pages, and what is attached to them.

A small file can need gigabytes while it is decoded; there it costs its child (`ocr.shelter.children`), not the office.
"""

from __future__ import annotations

import base64
import itertools
import json
import signal
import subprocess
from collections.abc import Mapping, Sequence

from circulars.documents.receipt.stamp import Receipt
from circulars.documents.signing.record import DigitalSignature, load_signatures, may_be_signed
from circulars.errors import ReaderDied, UnreadableFile
from ocr.shelter.limits import Limits, refused
from ocr.shelter.standby.starting import run

_PICTURES, _COPIES, _INSIDE, _SIGNED = (
    f"ocr.shelter.children.{one}" for one in ("pictures", "copies", "inside", "signed")
)


def enclosed_copy(
    content: bytes, pages: Sequence[int], turns: Mapping[int, int], limits: Limits | None = None
) -> bytes:
    """The pages (from 1) of a received file, upright, as a PDF that can join a PDF/A.

    ``turns``: degrees counter-clockwise by which reading found a page turned. Raises UnreadableFile.
    """
    order = {"make": "copy", "pages": list(pages), "turns": {str(number): turn for number, turn in turns.items()}}
    return made_in_child(order, content, limits or Limits(), _COPIES)


def page_png(content: bytes, page: int, width: int, turn: int = 0, limits: Limits | None = None) -> bytes:
    """One page (from 1) of a received PDF or picture as PNG, upright, at most `width` pixels wide. Raises UnreadableFile."""
    (picture,) = page_pngs(content, {page: turn}, width, limits)
    return picture


def page_pngs(content: bytes, turns: Mapping[int, int], width: int, limits: Limits | None = None) -> tuple[bytes, ...]:
    """The same of several pages, by their turns, in one child. Raises UnreadableFile."""
    told = {str(number): turn for number, turn in turns.items()}
    order = {"make": "pictures", "pages": list(turns), "turns": told, "width": width}
    sizes, _, made = made_in_child(order, content, limits or Limits(), _PICTURES).partition(b"\n")
    ends = list(itertools.accumulate(json.loads(sizes)))
    return tuple(made[start:end] for start, end in itertools.pairwise([0, *ends]))


def signatures_in_pdf(
    content: bytes, trusted: Sequence[bytes] = (), limits: Limits | None = None
) -> tuple[DigitalSignature, ...]:
    """The digital signatures of a PDF; `trusted` are certificates (PEM or DER). Raises UnreadableFile."""
    if not may_be_signed(content):
        return ()
    kept = [base64.b64encode(one).decode() for one in trusted]
    order = {"make": "signatures", "pages": [], "turns": {}, "trusted": kept}
    return load_signatures(made_in_child(order, content, limits or Limits(), _SIGNED))


def only_signed_since(content: bytes, length: int, limits: Limits | None = None) -> bool:
    """A PDF is its first `length` bytes and digital signatures of them, nothing else. Raises UnreadableFile."""
    order = {"make": "added", "pages": [], "turns": {}, "length": length}
    return made_in_child(order, content, limits or Limits(), _SIGNED) == b"signatures"


def files_in_pdf(content: bytes, limits: Limits | None = None) -> bytes:
    """The files attached to a PDF as a zip; empty where there are none. Raises UnreadableFile."""
    return made_in_child({"make": "files", "pages": [], "turns": {}}, content, limits or Limits(), _INSIDE)


def joined_pdf(packed: bytes, limits: Limits | None = None) -> bytes:
    """One PDF of the pictures and PDFs in a zip, in its order, each page upright. Raises UnreadableFile that names the one at fault."""
    return made_in_child({"make": "joined", "pages": [], "turns": {}}, packed, limits or Limits(), _COPIES)


def stamped_pdf(
    content: bytes, receipt: Receipt, turns: Mapping[int, int] | None = None, limits: Limits | None = None
) -> bytes:
    """A copy of a received file with the receipt stamp where its first page has room. Raises UnreadableFile (no-room …)."""
    told = {"office": receipt.office, "number": receipt.number, "at": receipt.at.isoformat()}
    turned = {str(number): turn for number, turn in (turns or {}).items()}
    return made_in_child(
        {"make": "stamped", "pages": [], "turns": turned, "receipt": told}, content, limits or Limits(), _COPIES
    )


def unlocked_pdf(content: bytes, password: str, limits: Limits | None = None) -> bytes:
    """A PDF without the password that opens it. Raises UnreadableFile (wrong-password, unreadable)."""
    return made_in_child(
        {"make": "unlocked", "pages": [], "turns": {}, "password": password}, content, limits or Limits(), _INSIDE
    )


def named_in_facts(content: bytes, limits: Limits | None = None) -> tuple[str, str]:
    """Number and date (ISO) of the letter that a file's attached facts claim it to be; empty texts where it claims none."""
    if not content[:1024].lstrip().startswith(b"%PDF"):
        return "", ""
    try:
        return named_in_pdf(content, limits)
    except UnreadableFile:  # what it claims cannot be read: then it claims nothing, and its pages tell what it is
        return "", ""


def named_in_pdf(content: bytes, limits: Limits | None = None) -> tuple[str, str]:
    """The same of a file that must be a PDF. Raises UnreadableFile."""
    number, day = json.loads(
        made_in_child({"make": "facts", "pages": [], "turns": {}}, content, limits or Limits(), _INSIDE)
    )
    return str(number), str(day)


_OF_THE_MACHINE = ("ModuleNotFoundError", "No space left on device")
"""What the process says where the machine is at fault; one that is killed from outside says nothing."""


def made_in_child(order: Mapping[str, object], content: bytes, limits: Limits, child: str) -> bytes:
    """What a process with limits makes of a file; `child` is its module. Raises UnreadableFile, ReaderDied."""
    head = json.dumps({**order, "memory": limits.memory_bytes}).encode() + b"\n"
    try:
        done = run([child], head + content, limits.file_seconds)
    except subprocess.TimeoutExpired as error:
        raise refused("too-slow", f"not drawn in {limits.file_seconds} s") from error
    first, _, made = done.stdout.partition(b"\n")
    if done.returncode == 0 and first == b"done":
        return made
    if done.returncode == 2:
        told = json.loads(first)
        raise UnreadableFile(told["message"], code=told["code"], cause=told["cause"])
    last = f"status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-500:]}"
    if done.returncode == -signal.SIGKILL or any(word in last for word in _OF_THE_MACHINE):
        raise ReaderDied("ตัวเปิดไฟล์หยุดกลางคัน ระบบจะลองใหม่เอง หากเกินหนึ่งชั่วโมงกรุณาแจ้งผู้ดูแลระบบ", cause=last)
    raise refused("too-large", last)  # our own bound of memory, whatever it ended in
