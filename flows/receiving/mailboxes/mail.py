"""The office's mailboxes: looked into on a schedule, and at once when the server says that something came (IDLE).

The same `fetch` serves both; one process at a time looks into a mailbox. What it claims goes to intake as any file does.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from typing import Any

from imap_tools import BaseMailBox
from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from circulars.archive import Archive
from circulars.dispatch.mailing.reports import note_reply, note_report
from circulars.errors import CircularsError
from circulars.mailbox.access import NETWORK_FAULTS, opened
from circulars.mailbox.answering import send_answer
from circulars.mailbox.box import Mailbox, ledger_folder
from circulars.mailbox.fetching import Hooks, Looked, look
from circulars.mailbox.ledger import Ledger, Record
from circulars.mailbox.standing import MailStanding, standings, write_standing
from circulars.thai.clock import now
from circulars.thai.digits import to_thai
from circulars.thai.redaction import redact_logs, redacted
from flows.receiving.inbox import hand_over
from flows.receiving.mailboxes.tables import note_tables
from flows.runs.failures import told_in_thai
from flows.runs.pulses import pulse
from flows.settings import Settings, load_settings


def fetch(settings: Settings, box: Mailbox, then: Callable[[BaseMailBox, Looked], None] | None = None) -> Looked | None:
    """One look into a mailbox, with its standing noted; None where another process looks into it just now.

    `then` is done with the connection still open. Raises CircularsError for what `circulars status` is told.
    """
    lock_file = settings.folder("run") / f"mail-{box.name}.lock"
    with lock_file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        try:
            with opened(settings.home, box) as connection:
                looked = _look(settings, box, connection)
                if then is not None:
                    then(connection, looked)
                return looked
        except CircularsError as error:
            _note_fault(settings, box, error.message)
            raise
        except NETWORK_FAULTS as error:
            message = f"เซิร์ฟเวอร์อีเมลตัดการเชื่อมต่อหรือตอบผิดปกติ ระบบจะลองใหม่เอง ({type(error).__name__})"
            _note_fault(settings, box, message)
            raise CircularsError(message, code="mail", cause=str(error)) from error


def _look(settings: Settings, box: Mailbox, connection: BaseMailBox) -> Looked:
    ledger = Ledger(ledger_folder(settings.home))
    looked = look(connection, box, settings.folder("work"), ledger, hooks_of(settings, box))
    fault = redacted("; ".join(looked.faults[:3]))
    write_standing(
        settings.folder("run"), MailStanding(box.name, now().isoformat(timespec="seconds"), looked.waiting, fault)
    )
    if looked.claimed:
        hand_over(settings.folder("work"))
    return looked


def look_again(settings: Settings, box: Mailbox, connection: BaseMailBox) -> Looked:
    """Another look by a connection that `fetch` holds open. Raises NETWORK_FAULTS."""
    return _look(settings, box, connection)


def hooks_of(settings: Settings, box: Mailbox) -> Hooks:
    """What is done with messages beside claiming them: answered, and held against what we mailed, where we do either."""
    answer = (lambda record, letters: _answer(settings, box, record, letters)) if box.answers else None
    if settings.sending is None:
        return Hooks(answer)

    def report(message: EmailMessage) -> bool:
        with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
            return note_report(archive, message) or note_tables(archive, message)

    def reply(record: Record, letters: list[str]) -> None:
        with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
            note_reply(archive, record.about, letters)

    return Hooks(answer, report, reply)


def _answer(settings: Settings, box: Mailbox, record: Record, letters: list[str]) -> None:
    """Tell the sender the numbers under which the letters of the message are registered."""
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        stored = [archive.load_letter(letter) for letter in letters]
        first = [archive.load_letter(one.duplicate_of) if one.duplicate_of else one for one in stored]
    numbers = list(dict.fromkeys(one.received_number for one in first if one.received_number is not None))
    send_answer(settings.home, box, record, settings.profile.office.name, numbers)


def _note_fault(settings: Settings, box: Mailbox, message: str) -> None:
    """The fault beside what was known before: when the mailbox could last be read."""
    before = next((one for one in standings(settings.folder("run")) if one.name == box.name), MailStanding(box.name))
    write_standing(settings.folder("run"), MailStanding(box.name, before.read_at, before.waiting, redacted(message)))


@flow(name="mail", flow_run_name="รับอีเมล")
@told_in_thai
def mail() -> State[Any]:
    """Look into every mailbox; one that cannot be read does not keep the others."""
    redact_logs()
    settings = load_settings()
    told: list[str] = []
    failed = False
    with pulse(settings, flow_run.id):
        for box in settings.mailboxes:
            try:
                looked = fetch(settings, box)
            except CircularsError as error:
                failed = True
                told.append(f"{box.name}: {error.message}")
                continue
            new = (
                "กำลังอ่านอยู่แล้ว" if looked is None else f"ใหม่ {to_thai(len(looked.claimed))} เสร็จ {to_thai(looked.done)}"
            )
            told.append(f"{box.name}: {new}")
    message = redacted(" • ".join(told) or "ไม่มีตู้จดหมายใน office.toml")
    get_run_logger().info(message)
    return Failed(message=message) if failed else Completed(name="รับแล้ว", message=message)
