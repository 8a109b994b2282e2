"""Letters that leave by mail: sent soon after they are queued by the watch, and by a scheduled flow under it.

One process of this office at a time mails; the others leave it to that one.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from contextlib import closing
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from circulars.archive import Archive
from circulars.dispatch.mailing.sending import Mailed, mail_waiting
from circulars.dispatch.mailing.standing import SendStanding, write_send_standing
from circulars.errors import CircularsError
from circulars.thai.digits import to_thai
from circulars.thai.redaction import redact_logs, redacted
from flows.runs.failures import told_in_thai
from flows.runs.pulses import pulse
from flows.settings import Settings, load_settings

WATCH_SECONDS = 30.0


def send_letters(settings: Settings) -> Mailed | None:
    """Mail what waits; None where another process does. Raises CircularsError, noted for `circulars status`."""
    with (settings.folder("run") / "sending.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        try:
            with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
                name = settings.profile.office.name
                mailed = mail_waiting(archive, settings.home, settings.sending, name, offices=settings.profiles.keys())
        except CircularsError as error:
            write_send_standing(settings.folder("run"), SendStanding(redacted(error.message)))
            raise
        write_send_standing(settings.folder("run"), SendStanding(unsure=len(mailed.unsure), held=len(mailed.held)))
        return mailed


def watch_sending(settings: Settings, stopping: threading.Event, say: Callable[[str], None]) -> None:
    """Mail what is queued, as long as the office runs."""
    while not stopping.wait(WATCH_SECONDS):
        try:
            send_letters(settings)
        except Exception as error:  # noqa: BLE001 - the watch must outlive a server, an archive, a disk that is away
            say(f"sending: {type(error).__name__}: {error}")


@flow(name="sending", flow_run_name="ส่งหนังสือทางอีเมล")
@told_in_thai
def sending() -> State[Any]:
    """Mail what waits and may leave; tells what is held, and what a person must look at."""
    redact_logs()
    settings = load_settings()
    if settings.sending is None:
        return Completed(name="ไม่ใช้", message="ไม่ได้เปิด [sending] ใน office.toml")
    with pulse(settings, flow_run.id):
        try:
            mailed = send_letters(settings)
        except CircularsError as error:
            return Failed(message=redacted(error.message))
    told = "กำลังส่งอยู่แล้ว" if mailed is None else told_of(mailed)
    get_run_logger().info(told)
    return Completed(name="ส่งแล้ว", message=told)


def told_of(mailed: Mailed) -> str:
    """One line: sent, failed, held with the first reason, unsure."""
    held = f" รอ {to_thai(len(mailed.held))} ฉบับ ({next(iter(mailed.held.values()))})" if mailed.held else ""
    unsure = f" ไม่แน่ว่าส่งแล้ว {to_thai(len(mailed.unsure))} ราย กรุณาเปิดหน้าหนังสือแล้วเลือก" if mailed.unsure else ""
    return f"ส่ง {to_thai(mailed.sent)} ไม่สำเร็จ {to_thai(mailed.failed)}{held}{unsure}"
