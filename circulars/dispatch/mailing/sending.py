"""Mailing what waits: each letter to each recipient at most once, whatever is killed, whoever hangs up.

A message is given to the server but for its last line (RFC 5321, 4.1.1.4); until then the server has nothing. Only then
``handing`` is written down, the last line given and the server's word written down. What was cut off before is begun anew;
what was cut off in that moment stays ``handing`` and is asked of a person: it may have gone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import smtplib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from circulars.archive import Archive
from circulars.archive.registers.move import Move, MoveState
from circulars.dispatch.gate import hindrance, leaving
from circulars.dispatch.mailing.manifest import letter_manifest, vouching_key
from circulars.dispatch.mailing.message import letter_message
from circulars.dispatch.switch import Sending
from circulars.errors import ArchiveFault
from circulars.mailbox.access import NETWORK_FAULTS
from circulars.mailbox.access import sending as connected

_PERIODS = re.compile(rb"(?m)^\.")
FIRST_WAIT = dt.timedelta(minutes=5)
MOST_TRIES = 12
"""Twelve tries, each after twice the wait of the one before up to half a day, are three days; then a person is told."""
_LONGEST_WAIT = dt.timedelta(hours=12)
Step = Callable[[str], None]
"""Told before each thing that cannot be undone; for tests that stop there."""


@dataclass(slots=True)
class Mailed:
    """What one round did: counts, letters that are held with the reason, and those that a person must look at."""

    sent: int = 0
    failed: int = 0
    held: dict[str, str] = field(default_factory=dict)
    unsure: list[Move] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _By:
    """Who mails: by which mailbox, under which name, and the key of its program, where it has one."""

    sending: Sending
    office: str
    key: Ed25519PrivateKey | None


def mail_waiting(
    archive: Archive,
    home: Path,
    sending: Sending | None,
    office: str,
    step: Step = lambda _: None,
    *,
    offices: Collection[str] | None = None,
) -> Mailed:
    """Mail what waits and may leave. Only one process at a time may be here (the caller's lock).

    `office` is the name under which it goes; only letters of `offices` go (None: of all), for a database may be shared with
    offices that mail their own from their own mailboxes.
    Raises MailFault when the server is away, SettingsWrong when the office's own key cannot be opened: what was not sent
    waits for the next round.
    """
    mailed, due = Mailed(), []
    for move in archive.moves_waiting(offices):
        if move.state is MoveState.HANDING:
            mailed.unsure.append(move)
        elif told := hindrance(archive, sending, move.letter_id):
            mailed.held[move.letter_id] = told
        elif _is_due(archive, move):
            due.append(move)
    if not due or sending is None:
        return mailed
    by = _By(sending, office, vouching_key(home))
    with connected(home, sending.box, sending.server) as smtp:
        for move in due:
            after = _mail_one(archive, smtp, by, move, step)
            mailed.sent += after is MoveState.SENT
            mailed.failed += after in (MoveState.FAILED, MoveState.REFUSED)
    return mailed


def _is_due(archive: Archive, move: Move) -> bool:
    """A failure is tried again after a while, longer each time; the last one is left to a person."""
    tries = _tries(archive, move)
    if tries == 0:
        return True
    if tries >= MOST_TRIES:
        archive.follow(move, MoveState.REFUSED, note=f"ลองส่งแล้วไม่สำเร็จหลายครั้ง: {move.note}")
        return False
    wait: dt.timedelta = min(FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT)
    return archive.now() - move.at >= wait


def _tries(archive: Archive, move: Move) -> int:
    """How often mailing failed since it was asked for."""
    count = 0
    for one in archive.moves_of(move.letter_id):
        if one.place == move.place:
            count = 0 if one.state is MoveState.QUEUED else count + (one.state is MoveState.FAILED)
    return count


def _mail_one(archive: Archive, smtp: smtplib.SMTP, by: _By, move: Move, step: Step) -> MoveState | None:
    """One letter to one recipient; what became of it, None where somebody else was quicker. Raises what the line raises."""
    try:
        content = _message_of(archive, by, move)
    except (ArchiveFault, ValueError) as error:
        return _after(
            archive, move, MoveState.FAILED, f"เปิดไฟล์ในแฟ้มไม่ได้ กรุณาสั่ง circulars verify ({type(error).__name__})"
        )
    step("envelope")
    try:
        refused = _envelope(smtp, by.sending.box.user, move, len(content))
        if refused is not None:
            return _after(archive, move, *refused)
        smtp.send(content)
    except NETWORK_FAULTS as error:  # told of this recipient, so that one whose message ends the line hinders no other
        _after(archive, move, MoveState.FAILED, f"การเชื่อมต่อขาดก่อนส่งจบ ({type(error).__name__})")
        raise
    step("before handing")
    handing = _handing(archive, smtp, move, content)
    step("handing")
    smtp.send(b".\r\n")
    code, said = smtp.getreply()
    step("taken")
    told = _words(code, said)
    if code == 250:
        return _after(archive, handing, MoveState.SENT, told)
    return _after(archive, handing, MoveState.REFUSED if code >= 500 else MoveState.FAILED, told)


def _handing(archive: Archive, smtp: smtplib.SMTP, move: Move, content: bytes) -> Move:
    """The entry after which the message may have gone. Where it cannot be written the line is cut, and nothing went."""
    try:
        handing = archive.follow(move, MoveState.HANDING, file=hashlib.sha256(content).hexdigest())
    except BaseException:
        smtp.close()  # the server has no whole message and drops it
        raise
    if handing is None:
        smtp.close()
        raise smtplib.SMTPServerDisconnected("somebody else saw to this recipient")
    return handing


def _message_of(archive: Archive, by: _By, move: Move) -> bytes:
    """The message of a recipient, its lines ready for the line. Raises ArchiveFault, ValueError."""
    letter = leaving(archive, move.letter_id)
    asked = [one for one in archive.moves_of(move.letter_id) if one.message_id == move.message_id]
    title = next(one.title for one in archive.deliveries(move.letter_id) if one.place == move.place)
    files = tuple(archive.load_file(sha256) for _, sha256 in letter.files)
    manifest = letter_manifest(archive, letter, by.key) if by.key is not None else None
    made = letter_message(move, letter, title, by.office, by.sending.box.user, asked[0].at, files, manifest)
    body = _PERIODS.sub(b"..", made)  # RFC 5321, 4.5.2
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _envelope(smtp: smtplib.SMTP, sender: str, move: Move, size: int) -> tuple[MoveState, str] | None:
    """Who sends, to whom, and the word that the message follows; what is refused, with the server's words.

    What the server says of the recipient, or of the size of this message, is for good; what it says of us is tried again.
    """
    options = [f"size={size}"] if smtp.has_extn("size") else []
    steps: tuple[tuple[Callable[[], tuple[int, bytes]], int, tuple[int, ...]], ...] = (
        (lambda: smtp.mail(sender, options), 250, (552, 523)),
        (lambda: smtp.rcpt(move.address), 250, tuple(range(500, 600))),
        (lambda: smtp.docmd("DATA"), 354, (552, 554)),
    )
    for ask, wanted, for_good in steps:
        code, said = ask()
        if code not in (wanted, 251):
            if code != 421:  # the server hangs up
                smtp.rset()
            return (MoveState.REFUSED if code in for_good else MoveState.FAILED), _words(code, said)
    return None


def _words(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}"[:300]


def _after(archive: Archive, move: Move, state: MoveState, told: str) -> MoveState | None:
    after = archive.follow(move, state, note=told)
    return None if after is None else after.state
