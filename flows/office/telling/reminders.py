"""What waits too long, days that come near, who has not answered: twice a working day, and printed in the evening."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from circulars.archive import Archive
from circulars.archive.store.database import refresh_statistics
from circulars.archive.tracing.dues import Due
from circulars.cascade.asks.deadlines import working_days_after
from circulars.dispatch.course import STATES
from circulars.errors import EngineFailed
from circulars.thai.clock import now
from circulars.thai.dates import BANGKOK, ThaiDate, format_date, year_be
from circulars.thai.digits import to_thai
from circulars.thai.redaction import redacted
from flows.office.telling.heads import forget_stamp, head_line, stamp_file
from flows.reviewing.screen.page import quote
from flows.runs.failures import told_in_thai
from flows.settings import Settings, load_settings

NEAR = 3  # working days before a day on which people are reminded of it
NAMED = 12  # recipients named in a line
_NO_URGENCY = "ปกติ"


@flow(name="reminders", flow_run_name="เตือนเรื่องที่รอตรวจ")
@told_in_thai
def reminders() -> State[Any]:
    """List the drafts that wait longer than their urgency allows, days that come near, and recipients who are silent."""
    settings, moment = load_settings(), now()
    late = waiting_too_long(settings, moment)
    rows = "\n".join(
        f"| {quote(urgency)} | {quote(subject)} | {to_thai(hours)} ชั่วโมง |" for urgency, subject, hours in late
    )
    text = f"| ชั้นความเร็ว | เรื่อง | รอมาแล้ว |\n|:--|:--|--:|\n{rows}" if late else "ไม่มีเรื่องที่รอเกินกำหนด"
    create_markdown_artifact(text, key="waiting-too-long", description="เรื่องที่รอตรวจเกินกำหนด")
    silent, ours = near_days(settings, moment)
    lost = unreached(settings, moment)
    lines = [*(f"- {quote(line)}" for line in (*_to_answer(ours, moment), *_silent(silent, moment), *lost))]
    create_markdown_artifact(
        "\n".join(lines) or "ไม่มีกำหนดที่ใกล้ถึง", key="days-near", description="กำหนดที่ใกล้ถึง และหน่วยงานที่ยังไม่ตอบ"
    )
    message = (
        f"รอตรวจเกินเวลา {len(late)} เรื่อง ต้องตอบภายใน {NEAR} วันทำการ {len(ours)} เรื่อง ยังไม่ได้รับคำตอบ {len(silent)} เรื่อง "
        f"ส่งไม่ถึง {len(lost)} เรื่อง"
    )
    get_run_logger().info(message)
    return Completed(name="เตือนแล้ว" if late or silent or ours or lost else "ไม่มีค้าง", message=message)


def near_days(settings: Settings, moment: dt.datetime) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
    """Our letters that somebody has not answered, and letters that we are to answer, with a day of the next working days."""
    with closing(Archive.open(settings.database_url, settings.files_url, clock=lambda: moment)) as archive:
        return archive.near_days(working_days_after(moment.astimezone(BANGKOK).date(), NEAR), settings.profiles.keys())


def _to_answer(dues: tuple[Due, ...], moment: dt.datetime) -> list[str]:
    """A line for each letter that we owe an answer; past its day it says for how long, and how it is closed."""
    today = moment.astimezone(BANGKOK).date()
    return [
        f"{_when(one.day, today, 'ถึงกำหนด')}: {one.reference} {one.subject}"
        + (f" · {one.again}" if one.again else "")
        + (f" · ก่อนนั้นยังไม่ได้ลงว่าทำ {to_thai(one.missed)} ครั้ง" if one.missed else "")
        + (f" · {one.unit}" if one.unit else "")
        + (f" (เสร็จแล้วให้สั่ง circulars done {one.letter_id})" if one.day < today else "")
        for one in dues
    ]


def _when(day: dt.date, today: dt.date, word: str) -> str:
    return f"{word} {_day(day)}" if day >= today else f"เกินกำหนด {_day(day)} มา {to_thai((today - day).days)} วัน"


def _silent(dues: tuple[Due, ...], moment: dt.datetime) -> list[str]:
    """A line for each letter: overdue ones are named so; many recipients are told by the first ones and their number."""
    today, lines = moment.astimezone(BANGKOK).date(), []
    for one in dues:
        named = ", ".join(one.silent[:NAMED]) + (
            f" และอีก {to_thai(len(one.silent) - NAMED)} แห่ง" if len(one.silent) > NAMED else ""
        )
        count = f"ยังไม่ตอบ {to_thai(len(one.silent))} จาก {to_thai(one.told)} แห่ง"
        lines.append(f"{_when(one.day, today, 'กำหนด')}: {one.reference} {one.subject} {count}: {named}")
    return lines


def unreached(settings: Settings, moment: dt.datetime) -> list[str]:
    """A line for each letter that did not reach somebody, with what can be done."""
    with closing(Archive.open(settings.database_url, settings.files_url, clock=lambda: moment)) as archive:
        found = archive.unreached(settings.profiles.keys())
    lines = []
    for one in found:
        named = ", ".join(
            f"{to.title} ({STATES[to.move.state]})" for to in one.recipients[:NAMED] if to.move is not None
        )
        more = f" และอีก {to_thai(len(one.recipients) - NAMED)} แห่ง" if len(one.recipients) > NAMED else ""
        lines.append(
            f"ส่งไม่ถึงผู้รับ ตั้งแต่ {_day(one.since.astimezone(BANGKOK).date())}: {one.reference} {one.subject}: {named}{more} "
            "กรุณาแก้อีเมลในรายชื่อแล้วส่งอีกครั้ง หรือส่งทางอื่น"
        )
    return lines


def _day(day: dt.date) -> str:
    return format_date(ThaiDate.from_ce(day))


def waiting_too_long(settings: Settings, moment: dt.datetime) -> list[tuple[str, str, int]]:
    """Urgency, subject and whole hours of each waiting draft over its limit, longest first."""
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        late = []
        for draft in archive.unfinished(settings.profiles.keys()):
            letter = archive.load_letter(draft.letter_id).letter
            urgency = str(letter.urgency.value or _NO_URGENCY)
            hours = int((moment - draft.created_at).total_seconds() // 3600)
            if hours >= settings.remind_hours.get(urgency, 72):
                late.append((urgency, letter.subject.value or "", hours))
    finally:
        archive.close()
    return sorted(late, key=lambda one: -one[2])


@flow(name="evening-report", flow_run_name="รายงานประจำวัน")
@told_in_thai
def evening_report() -> State[Any]:
    """The day's figures as an artifact and a text file for the printer: received, sent, waiting, the ledger's head."""
    settings = load_settings()
    text = report(settings, now())
    day = now().date()
    file = settings.folder("reports") / f"{year_be(day)}-{day:%m-%d}.txt"
    file.parent.mkdir(exist_ok=True)
    forget_stamp(file)
    file.write_text(text + "\n", encoding="utf-8")
    try:
        stamp_file(settings, file)
    except EngineFailed as error:  # the authority is away: the report is there, the next evening's is stamped again
        get_run_logger().warning(redacted(f"{error.message} ({error.cause})"))
    shown = "  \n".join(quote(line) for line in text.splitlines())  # subjects are strangers' words
    create_markdown_artifact(shown, key="evening-report", description="รายงานประจำวัน")
    return Completed(name="รายงานแล้ว", message=text.splitlines()[1])


def report(settings: Settings, moment: dt.datetime) -> str:
    """``รับ ๑๒ ส่ง ๘๗๘ ค้าง ๓`` for this day, with what waits, days that come near, and the ledger's last hash."""
    day = moment.astimezone(BANGKOK).date()
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        office, year = settings.profile.office.code, year_be(day)
        received = [r for r in archive.register_rows(office, "received", year) if r.at.date() == day]
        sent = [r for r in archive.register_rows(office, "sent", year) if r.at.date() == day]
        waiting = archive.unfinished(settings.profiles.keys())
        subjects = [archive.letter_row(draft.letter_id).subject for draft in waiting]
        last = head_line(archive)
        saved = archive.last_backup(office)
        refresh_statistics(archive.reading)
    finally:
        archive.close()
    silent, ours = near_days(settings, moment)
    lines = [
        f"รายงานงานสารบรรณ {settings.profile.office.name} {format_date(ThaiDate.from_ce(day))}",
        f"รับ {to_thai(len(received))} ส่ง {to_thai(len(sent))} ค้าง {to_thai(len(waiting))}",
        *(f"ค้าง: {subject}" for subject in subjects),
        *_to_answer(ours, moment),
        *_silent(silent, moment),
        *unreached(settings, moment),
        f"สำรองข้อมูลล่าสุด {_day(dt.date.fromisoformat(saved[:10]))}"
        if saved
        else "ยังไม่เคยสำรองข้อมูล กรุณาสั่ง circulars backup",
        last,
    ]
    return "\n".join(lines)
