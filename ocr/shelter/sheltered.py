"""Strangers' files opened in a child process with limits: copies and pictures of their pages, and what is attached to them.

``python -m ocr.shelter.sheltered`` is that child: one line of JSON and the file's bytes come in, one line of JSON and the made
bytes go out. A small file can need gigabytes while it is decoded; here it costs its child, not the office.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from circulars.cage import shut_in
from circulars.documents.pages import attached, enclose
from circulars.documents.receipt.laying import stamped_copy
from circulars.documents.receipt.stamp import Receipt
from circulars.documents.signing.record import DigitalSignature, dump_signatures, load_signatures, may_be_signed
from circulars.errors import CircularsError, ReaderDied, UnreadableFile
from ocr.shelter.limits import Limits, plain_environment, refused

_PICTURE_PIXELS = 12_000_000


def enclosed_copy(
    content: bytes, pages: Sequence[int], turns: Mapping[int, int], limits: Limits | None = None
) -> bytes:
    """The pages (from 1) of a received file, upright, as a PDF that can join a PDF/A.

    ``turns``: degrees counter-clockwise by which reading found a page turned. Raises UnreadableFile.
    """
    order = {"make": "copy", "pages": list(pages), "turns": {str(number): turn for number, turn in turns.items()}}
    return made_in_child(order, content, limits or Limits())


def page_png(content: bytes, page: int, width: int, turn: int = 0, limits: Limits | None = None) -> bytes:
    """One page (from 1) of a received PDF or picture as PNG, upright, at most `width` pixels wide. Raises UnreadableFile."""
    return made_in_child(
        {"make": "picture", "pages": [page], "turns": {str(page): turn}, "width": width}, content, limits or Limits()
    )


def signatures_in_pdf(
    content: bytes, trusted: Sequence[bytes] = (), limits: Limits | None = None
) -> tuple[DigitalSignature, ...]:
    """The digital signatures of a PDF; `trusted` are certificates (PEM or DER). Raises UnreadableFile."""
    if not may_be_signed(content):
        return ()
    kept = [base64.b64encode(one).decode() for one in trusted]
    order = {"make": "signatures", "pages": [], "turns": {}, "trusted": kept}
    return load_signatures(made_in_child(order, content, limits or Limits()))


def only_signed_since(content: bytes, length: int, limits: Limits | None = None) -> bool:
    """A PDF is its first `length` bytes and digital signatures of them, nothing else. Raises UnreadableFile."""
    order = {"make": "added", "pages": [], "turns": {}, "length": length}
    return made_in_child(order, content, limits or Limits()) == b"signatures"


def files_in_pdf(content: bytes, limits: Limits | None = None) -> bytes:
    """The files attached to a PDF as a zip; empty where there are none. Raises UnreadableFile."""
    return made_in_child({"make": "files", "pages": [], "turns": {}}, content, limits or Limits())


def joined_pdf(packed: bytes, limits: Limits | None = None) -> bytes:
    """One PDF of the pictures and PDFs in a zip, in its order, each page upright. Raises UnreadableFile that names the one at fault."""
    return made_in_child({"make": "joined", "pages": [], "turns": {}}, packed, limits or Limits())


def stamped_pdf(
    content: bytes, receipt: Receipt, turns: Mapping[int, int] | None = None, limits: Limits | None = None
) -> bytes:
    """A copy of a received file with the receipt stamp where its first page has room. Raises UnreadableFile (no-room …)."""
    told = {"office": receipt.office, "number": receipt.number, "at": receipt.at.isoformat()}
    turned = {str(number): turn for number, turn in (turns or {}).items()}
    return made_in_child(
        {"make": "stamped", "pages": [], "turns": turned, "receipt": told}, content, limits or Limits()
    )


def unlocked_pdf(content: bytes, password: str, limits: Limits | None = None) -> bytes:
    """A PDF without the password that opens it. Raises UnreadableFile (wrong-password, unreadable)."""
    return made_in_child(
        {"make": "unlocked", "pages": [], "turns": {}, "password": password}, content, limits or Limits()
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
    number, day = json.loads(made_in_child({"make": "facts", "pages": [], "turns": {}}, content, limits or Limits()))
    return str(number), str(day)


_OF_THE_MACHINE = ("ModuleNotFoundError", "No space left on device")
"""What the process says where the machine is at fault; one that is killed from outside says nothing."""


def made_in_child(
    order: Mapping[str, object], content: bytes, limits: Limits, child: str = "ocr.shelter.sheltered"
) -> bytes:
    """What a process with limits makes of a file; `child` is its module. Raises UnreadableFile, ReaderDied."""
    head = json.dumps({**order, "memory": limits.memory_bytes}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", child],
            input=head + content,
            capture_output=True,
            timeout=limits.file_seconds,
            check=False,
            cwd=Path(__file__).resolve().parents[2],
            env={**plain_environment(), "OMP_NUM_THREADS": "1"},
        )
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


def _stamped(order: Mapping[str, Any], content: bytes, turns: Mapping[int, int]) -> bytes:
    told = order["receipt"]
    receipt = Receipt(str(told["office"]), int(told["number"]), dt.datetime.fromisoformat(told["at"]))
    return stamped_copy(content, receipt, turns)


def answer(make: Callable[[Mapping[str, Any], bytes], bytes]) -> int:
    """The child's side: read the order and the file, shut this process in, make, and tell. The exit status."""
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(head)
    resource.setrlimit(resource.RLIMIT_DATA, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    shut_in()
    try:
        made = make(order, content)
    except CircularsError as error:
        told = {"message": error.message, "code": error.code, "cause": error.cause or ""}
        sys.stdout.write(json.dumps(told))
        return 2
    sys.stdout.buffer.write(b"done\n" + made)
    sys.stdout.buffer.flush()
    return 0


def _make(order: Mapping[str, Any], content: bytes) -> bytes:
    turns = {int(number): turn for number, turn in order["turns"].items()}
    kind = order["make"]
    if kind == "copy":
        return enclose.enclosure_pdf(content, order["pages"], turns)
    if kind == "facts":
        return json.dumps(attached.named_letter(attached.attached_facts(content))).encode()
    if kind == "joined":
        return enclose.joined(content)
    if kind == "unlocked":
        return attached.without_password(content, order["password"])
    if kind == "stamped":
        return _stamped(order, content, turns)
    if kind == "files":
        return attached.attached_files(content)
    if kind in ("signatures", "added"):
        return _of_signatures(order, content)
    (page,) = order["pages"]
    return enclose.page_picture(
        content, page, width=order["width"], turn=turns.get(page, 0), most_pixels=_PICTURE_PIXELS
    )


def _of_signatures(order: Mapping[str, Any], content: bytes) -> bytes:
    from circulars.documents.signing import signatures  # a second of libraries that few files need

    if order["make"] == "added":
        return b"signatures" if signatures.only_signatures_added(content, order["length"]) else b"other"
    trusted = [base64.b64decode(one) for one in order["trusted"]]
    return dump_signatures(signatures.signatures_of(content, trusted))


if __name__ == "__main__":
    sys.exit(answer(_make))
