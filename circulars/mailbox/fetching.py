"""One look into a mailbox: what is new is claimed, what is done is answered and moved. It may be cut off anywhere.

Messages are read without marking them (BODY.PEEK, RFC 3501 6.4.5). Each stands alone: what is wrong with one is told and
the others go on. The order of what is written makes every message one claim: its record first, then the claim, whose key
is the record's; what intake noted tells whether a claim that is gone was done.
"""

from __future__ import annotations

import datetime as dt
import email
import email.message
import email.policy
import email.utils
import imaplib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from imap_tools import BaseMailBox

from circulars.intake.claims import Claim, fill_claim, new_claim
from circulars.intake.names import kept_name
from circulars.mailbox.access import MailFault
from circulars.mailbox.box import Mailbox
from circulars.mailbox.ledger import Ledger, Record, State, key_of, open_claims_of, seen_again
from circulars.thai.clock import now
from circulars.thai.dates import BANGKOK

MOST_BYTES = 200_000_000
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,200}>")
_MOST_ABOUT = 20
Answer = Callable[[Record, list[str]], None]
"""Is told of a message whose letters have these ids, before it is moved; raises what hinders it (sending, the archive)."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What is done with messages beside claiming them.

    ``answer`` sends “ได้รับแล้ว”. ``report`` is given each new message, and says whether it is only word of what we sent (a
    bounce, a receipt), which it then has noted: such a message brings no letter. ``reply`` is told which letters came in a
    message. Each may be asked twice of the same message.
    """

    answer: Answer | None = None
    report: Callable[[email.message.EmailMessage], bool] | None = None
    reply: Answer | None = None


NO_HOOKS = Hooks()


@dataclass(slots=True)
class Looked:
    """What a look did: keys of new claims, messages that wait for their letters, those done now, faults in Thai."""

    claimed: list[str] = field(default_factory=list)
    waiting: int = 0
    done: int = 0
    faults: list[str] = field(default_factory=list)


def look(connection: BaseMailBox, box: Mailbox, work: Path, ledger: Ledger, hooks: Hooks = NO_HOOKS) -> Looked:
    """Claim the new messages of the open folder and see to those that are claimed. Raises NETWORK_FAULTS when the server goes away."""
    looked = Looked()
    validity = int(connection.folder.status(box.folder, ["UIDVALIDITY"])["UIDVALIDITY"])
    connection.client.noop()
    present = [int(uid) for uid in connection.uids("ALL", charset=None)]
    records = {record.key: record for record in ledger.records(box.name)}
    known = {uid for record in records.values() if record.validity == validity for uid in record.uids}
    for uid in present:
        if uid not in known:
            with _standing_alone(looked, f"ข้อความที่ {uid}"):
                record = _claimed(connection, box, work, ledger, records, validity, uid, hooks)
                if record is not None:
                    records[record.key] = record
                    looked.claimed.append(record.key)
    for record in list(records.values()):
        if record.state is State.COMING or _lost_its_claim(work, ledger, record):
            record = _again(connection, work, ledger, record, validity, present, hooks)
        if record.state is State.CLAIMED or (record.state is State.DONE and _numbers(record, validity, present)):
            with _standing_alone(looked, f"“{record.subject}”"):
                looked.done += _see_through(connection, box, work, ledger, record, validity, present, hooks)
    looked.waiting = sum(record.state is not State.DONE for record in ledger.records(box.name))
    ledger.forget([record.key for record in records.values() if set(record.uids) & set(present)])
    return looked


class _standing_alone:  # noqa: N801 - reads as a sentence where it is used
    """What is wrong with one message is told, and the others go on; a server that is away ends the look."""

    def __init__(self, looked: Looked, name: str) -> None:
        self._looked, self._name = looked, name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        if error is None or not isinstance(error, Exception) or isinstance(error, imaplib.IMAP4.abort | OSError):
            return False
        told = error.message if isinstance(error, MailFault) else f"{type(error).__name__}: {error}"
        self._looked.faults.append(f"{self._name}: {told}"[:500])
        return True


def _claimed(
    connection: BaseMailBox,
    box: Mailbox,
    work: Path,
    ledger: Ledger,
    records: dict[str, Record],
    validity: int,
    uid: int,
    hooks: Hooks,
) -> Record | None:
    """The record of a message seen under this number for the first time; None where it was known under another one."""
    raw, arrived = _message(connection, uid)
    if not raw:
        return None  # a person moved it meanwhile
    head = email.message_from_bytes(raw, policy=email.policy.default)
    message_id = _header(head, "Message-ID")
    key = key_of(message_id, raw, arrived)
    same = next((one for one in records.values() if one.key.endswith(key[-17:])), None)
    if same is not None:
        records[same.key] = ledger.write(seen_again(same, validity, uid))
        return None
    subject, about = _header(head, "Subject"), message_ids(head, "In-Reply-To", "References")
    record = Record(key, box.name, validity, (uid,), message_id, subject, _answers_to(head), about=about)
    return _fill(work, ledger, ledger.write(record), raw, hooks)


def _fill(work: Path, ledger: Ledger, record: Record, raw: bytes, hooks: Hooks) -> Record:
    """The claim of a message written; written again with the same key it is still one. What brings no letter has none."""
    if hooks.report is not None and hooks.report(email.message_from_bytes(raw, policy=email.policy.default)):
        ledger.note(record.key)
        return ledger.write(replace(record, state=State.CLAIMED))
    name = f"{record.subject or 'อีเมลไม่มีเรื่อง'}.eml"
    made = new_claim(name, now(), "mail")
    claim = Claim(record.key, made.name, made.received_at, "original.eml", kept_name=kept_name(name), came_by="mail")
    fill_claim(work, claim, raw)
    return ledger.write(replace(record, state=State.CLAIMED))


def _again(
    connection: BaseMailBox,
    work: Path,
    ledger: Ledger,
    record: Record,
    validity: int,
    present: Iterable[int],
    hooks: Hooks,
) -> Record:
    """A message whose claiming was cut off: claimed if its claim lives or is done, else claimed anew."""
    if ledger.was_seen_through(record.key) or (work / record.key / "original.eml").exists():
        return ledger.write(replace(record, state=State.CLAIMED))
    for uid in _numbers(record, validity, present):
        raw, _ = _message(connection, uid)
        if raw:
            return _fill(work, ledger, record, raw, hooks)
    return record  # its number is not known (the mailbox was numbered anew): found by its bytes at the next look


def _lost_its_claim(work: Path, ledger: Ledger, record: Record) -> bool:
    """The claim is gone and nobody noted what became of it (`work/` emptied or brought back by hand, a power cut)."""
    if record.state is not State.CLAIMED or open_claims_of(work, record.key):
        return False
    return not ledger.was_seen_through(record.key)  # asked last: it is noted before the claim is closed


def _see_through(
    connection: BaseMailBox, box: Mailbox, work: Path, ledger: Ledger, record: Record, validity: int,
    present: Iterable[int], hooks: Hooks,
) -> bool:  # fmt: skip
    """Answer and move a message whose claims are all closed. Returns whether it is done just now.

    Of one that was done before (sent again, put back, or nothing was moved then) what lies in the mailbox is moved.
    """
    if record.state is State.DONE:
        if box.done_folder:
            _move(connection, _numbers(record, validity, present), box.done_folder)
        return False
    if not ledger.was_seen_through(record.key) or open_claims_of(work, record.key):
        return False
    letters = ledger.outcomes(record.key)
    if hooks.reply is not None and letters and record.about:
        hooks.reply(record, letters)
    if hooks.answer is not None and letters and not record.answered:
        hooks.answer(record, letters)
        record = ledger.write(replace(record, answered=True))
    numbers = _numbers(record, validity, present)
    if box.done_folder and numbers:
        _move(connection, numbers, box.done_folder)
    ledger.write(replace(record, state=State.DONE))
    return True


def _numbers(record: Record, validity: int, present: Iterable[int]) -> list[int]:
    """Under which numbers the message lies in the mailbox now."""
    return sorted({*record.uids} & {*present}) if record.validity == validity else []


def _move(connection: BaseMailBox, uids: list[int], folder: str) -> None:
    """Move messages, at once where the server can (RFC 6851).

    Else they are copied and marked as deleted, and only they are expunged (RFC 4315): what people marked stays.
    """
    if not connection.folder.exists(folder):
        connection.folder.create(folder)
    numbers = ",".join(map(str, uids))
    client = connection.client
    if "MOVE" in client.capabilities:
        connection.move([str(uid) for uid in uids], folder)
        return
    connection.copy([str(uid) for uid in uids], folder)
    _must(client.uid("STORE", numbers, "+FLAGS.SILENT", r"(\Deleted)"))
    if "UIDPLUS" in client.capabilities:
        _must(client.uid("EXPUNGE", numbers))


def _must(answer: tuple[str, object]) -> None:
    if answer[0] != "OK":
        raise MailFault("เซิร์ฟเวอร์อีเมลไม่ยอมย้ายข้อความ กรุณาตรวจสิทธิ์ของตู้จดหมายและ done_folder", cause=str(answer))


def _message(connection: BaseMailBox, uid: int) -> tuple[bytes, dt.datetime]:
    """The bytes of a message and when it arrived; no bytes where it is not there any more. Raises MailFault for one too large."""
    _, told = connection.client.uid("FETCH", str(uid), "(RFC822.SIZE)")
    size = next((int(found[1]) for part in told if isinstance(part, bytes) and (found := _SIZE.search(part))), 0)
    if size > MOST_BYTES:
        raise MailFault("ใหญ่เกิน ๒๐๐ MB จึงไม่รับ กรุณาบันทึกไฟล์แนบแล้ววางใน inbox หรือขอให้ส่งเป็นหลายฉบับ", code="mail-too-large")
    status, parts = connection.client.uid("FETCH", str(uid), "(INTERNALDATE BODY.PEEK[])")
    if status != "OK":
        raise MailFault("เซิร์ฟเวอร์อีเมลไม่ให้อ่านข้อความ ระบบจะลองใหม่เอง", cause=str(parts)[:200])
    for part in parts:
        if isinstance(part, tuple):
            moment = imaplib.Internaldate2tuple(part[0])
            arrived = dt.datetime(*moment[:6], tzinfo=BANGKOK) if moment else dt.datetime.fromtimestamp(0, BANGKOK)
            return bytes(part[1]), arrived
    return b"", dt.datetime.fromtimestamp(0, BANGKOK)


def _header(message: email.message.Message, name: str) -> str:
    """A header on one line; empty where it is missing or cannot be read."""
    try:
        return " ".join(str(message[name] or "").split())[:500]
    except Exception:  # noqa: BLE001 - the parser of headers raises whatever a stranger's bytes make it raise
        return ""


def message_ids(message: email.message.Message, *names: str) -> tuple[str, ...]:
    """The Message-IDs in these headers, in order."""
    found = [one for name in names for one in _MESSAGE_ID.findall(_header(message, name))]
    return tuple(dict.fromkeys(found))[:_MOST_ABOUT]


def _answers_to(message: email.message.EmailMessage) -> str:
    """The address that may be answered; empty for what machines send (RFC 3834)."""
    if _header(message, "Auto-Submitted").lower() not in ("", "no") or _header(message, "Precedence").lower() in (
        "bulk",
        "list",
        "junk",
    ):
        return ""
    if _header(message, "Return-Path") == "<>":
        return ""
    return email.utils.parseaddr(_header(message, "Reply-To") or _header(message, "From"))[1]
