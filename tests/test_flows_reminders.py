"""What people are reminded of: drafts that wait too long, days that come near, recipients who have not answered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from circulars.archive import Archive, IssuedFiles, IssueRequest, Recipient
from circulars.archive.export.verify import verify
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.tracing.retention import RetentionClass
from circulars.letter.field import Field
from circulars.letter.letter import Letter, Urgency
from circulars.letter.reference import parse_reference
from circulars.review import Decision, Verdict
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate
from flows.cli import main
from flows.office.telling.reminders import near_days, report, waiting_too_long
from flows.settings import Settings, load_settings
from flows.settings.toml.file import write_first_office_toml

MORNING = dt.datetime(2026, 11, 23, 9, 0, tzinfo=BANGKOK)
BARE = DraftRecord.without_draft(Letter((1,)), MORNING.date())
RECIPIENTS = tuple(Recipient(f"นายอำเภอทดสอบ{number}") for number in range(1, 16))


def _letter(number: str, urgency: Urgency | None = None) -> Letter:
    return Letter(
        pages=(1,),
        reference=Field(parse_reference(number)),
        dated=Field(ThaiDate(2569, 11, 20)),
        urgency=Field(urgency),
        sender_agency=Field("กรมตัวอย่าง"),
        subject=Field(f"การสำรวจ {number[-1]}"),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        body=(Field("ให้รายงานผลภายในวันที่ ๒๖ พฤศจิกายน ๒๕๖๙"),),
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office in which one letter was sent on to fifteen districts and an urgent one waits since the morning."""
    write_first_office_toml(tmp_path, demo=True)
    made = load_settings(tmp_path)
    office = made.profile.office.code
    archive = Archive.open(made.database_url, made.files_url, clock=lambda: MORNING)
    ids: list[str] = []
    for letter in (_letter("มท ๐๓๐๙.๒/ว ๑"), _letter("มท ๐๓๐๙.๒/ว ๒", Urgency.MOST_URGENT)):
        scan = archive.save_original(str(letter.reference.value).encode(), "scan.pdf")
        ids += archive.save_letters(scan.id, office, [letter], [()])
    drafts = [
        archive.save_draft(letter_id, ReviewKey(office, "step"), BARE, letter_id.encode(), None) for letter_id in ids
    ]
    ours = _letter("สน ๐๐๑๘.๑/ว ๑")
    who = "นางสาวสมมุติ ผู้ตรวจ"
    approved = Decision(Verdict.APPROVE, "", who, who, "2026-07-01T09:00:00+07:00")
    archive.save_decision(drafts[0], 1, approved, "0" * 64)
    files = IssuedFiles(ours, b"docx", b"%PDF", b"{}")
    archive.issue(IssueRequest(drafts[0], office, RECIPIENTS, lambda _: files))
    archive.close()
    return made


def test_a_draft_is_late_by_its_urgency(settings: Settings) -> None:
    assert waiting_too_long(settings, MORNING + dt.timedelta(hours=3)) == []
    assert waiting_too_long(settings, MORNING + dt.timedelta(hours=5)) == [("ด่วนที่สุด", "การสำรวจ ๒", 5)]


def test_days_are_told_three_working_days_before(settings: Settings) -> None:
    friday = dt.datetime(2026, 11, 20, 12, 0, tzinfo=BANGKOK)
    assert near_days(settings, friday) == ((), ())  # Wednesday the 25th is its third working day
    silent, ours = near_days(settings, MORNING)
    assert [one.day for one in (*silent, *ours)] == [dt.date(2026, 11, 26)] * 3
    assert len(silent[0].silent) == len(RECIPIENTS)


def test_the_evening_report_names_who_is_silent(settings: Settings) -> None:
    lines = report(settings, MORNING + dt.timedelta(hours=7)).splitlines()
    assert lines[1] == "รับ ๒ ส่ง ๑ ค้าง ๑"
    assert "ค้าง: การสำรวจ ๒" in lines
    assert sum(line.startswith("ถึงกำหนด ๒๖ พฤศจิกายน ๒๕๖๙: มท ๐๓๐๙.๒/ว") for line in lines) == 2
    (silent,) = (line for line in lines if "ยังไม่ตอบ" in line)
    assert silent.startswith("กำหนด ๒๖ พฤศจิกายน ๒๕๖๙: สน ๐๐๑๘.๑/ว ๑ การสำรวจ ๑ ยังไม่ตอบ ๑๕ จาก ๑๕ แห่ง: นายอำเภอทดสอบ1,")
    assert silent.endswith("และอีก ๓ แห่ง")
    late = report(settings, MORNING + dt.timedelta(days=7)).splitlines()
    assert [line[:9] for line in late if "ยังไม่ตอบ" in line] == ["เกินกำหนด"]
    assert not any(line.startswith("ถึงกำหนด") for line in late)


def test_the_evening_report_lets_the_database_count_its_indexes(settings: Settings) -> None:
    """Without, a page of a hundred thousand letters is looked for among all that have the office's name."""
    report(settings, MORNING)
    with sa.create_engine(settings.database_url).connect() as connection:
        counted = connection.execute(sa.text("SELECT DISTINCT tbl FROM sqlite_stat1")).scalars().all()
        plan = connection.execute(
            sa.text("EXPLAIN QUERY PLAN SELECT at FROM ledger WHERE kind = 'backed-up' ORDER BY number DESC LIMIT 1")
        ).all()
    assert {"letters", "register", "ledger"} <= set(counted)
    assert "ix_ledger_kind" in str(plan)


def test_a_missed_day_is_told_until_the_matter_is_closed(settings: Settings) -> None:
    late = dt.datetime(2026, 12, 20, 9, 0, tzinfo=BANGKOK)  # the day was 26 November
    silent, ours = near_days(settings, late)
    assert {one.day for one in ours} == {dt.date(2026, 11, 26)} and len(ours) == 2 and len(silent) == 1
    told = report(settings, late)
    assert "เกินกำหนด ๒๖ พฤศจิกายน ๒๕๖๙ มา ๒๔ วัน: มท ๐๓๐๙.๒/ว ๑" in told
    assert f"circulars done {ours[0].letter_id}" in told
    command = [
        "--home",
        str(settings.home),
        "done",
        ours[0].letter_id,
        "--by",
        "นางสาวสมมุติ เจ้าหน้าที่",
        "--note",
        "โทรแจ้งแล้ว",
    ]
    assert main(command) == main(command) == 0
    archive = Archive.open(settings.database_url, settings.files_url, clock=lambda: late)
    archive.keep(ours[1].letter_id, RetentionClass.ORDINARY, "นางสาวสมมุติ เจ้าหน้าที่")
    assert near_days(settings, late)[1] == ()
    assert verify(archive) == ()
    assert main(["--home", str(settings.home), "done", silent[0].letter_id, "--by", "ก"]) == 1  # one of our own
    archive.close()
