"""Several offices on one database: none mails, is reminded of, or tells what is another's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dispatch_cases import OFFICE, Post, Sender, districts, listed

from circulars.archive.registers.move import MoveState
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.dispatch.mailing.sending import mail_waiting
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.review.key import ReviewKey
from circulars.thai.dates import ThaiDate
from flows.office.telling.reminders import report, waiting_too_long
from flows.settings import load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

OTHER = "อด ๐๐๑๘.๑"


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post()
    yield server
    server.stop()


def test_an_office_mails_its_own_letters_only(tmp_path: Path, post: Post) -> None:
    """The other's mailbox, name and switch are not ours; its letter waits for it."""
    sender = Sender(tmp_path / "office", port=post.port)
    listed(sender.home)
    issued = sender.issue(districts(3))
    assert sender.queue(issued) == 3
    stranger = mail_waiting(sender.archive, sender.home, sender.sending, "จังหวัดอุดรธานี", offices=(OTHER,))
    assert (stranger.sent, stranger.held, stranger.unsure, post.mails) == (0, {}, [], [])
    assert sender.states(issued) == [str(MoveState.QUEUED)] * 3
    assert sender.archive.moves_waiting({OTHER}) == () and len(sender.archive.moves_waiting({OFFICE})) == 3
    mine = mail_waiting(sender.archive, sender.home, sender.sending, "จังหวัดสกลนคร", offices={OFFICE: 1}.keys())
    assert mine.sent == 3 and len(post.mails) == 3


def test_days_and_waiting_drafts_of_another_office_are_not_told(tmp_path: Path) -> None:
    home = tmp_path / "office"
    write_first_office_toml(home, demo=True)
    settings = load_settings(home)
    make_folders(settings)
    sender = Sender(tmp_path / "shared")
    sender.issue(districts(2), "เรื่องที่เราถาม")
    theirs = Letter(
        (1,),
        subject=Field("เรื่องของสำนักงานอื่น"),
        dated=Field(ThaiDate.from_ce(sender.now.date())),
        body=(Field("ให้จังหวัดรายงานภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙"),),
    )
    scan = sender.archive.save_original(b"theirs", "อื่น.txt")
    (letter_id,) = sender.archive.save_letters(scan.id, OTHER, [theirs], [()])
    record = DraftRecord.without_draft(theirs, sender.now.date())
    sender.archive.save_draft(letter_id, ReviewKey(OTHER, "step"), record, b"docx", None)
    until = dt.date(2026, 12, 3)
    silent, owed = sender.archive.near_days(until)
    assert [one.subject for one in (*silent, *owed)] == ["เรื่องที่เราถาม", "เรื่องของสำนักงานอื่น"]
    assert [[one.subject for one in part] for part in sender.archive.near_days(until, {OFFICE})] == [
        ["เรื่องที่เราถาม"],
        [],
    ]
    assert [[one.subject for one in part] for part in sender.archive.near_days(until, {OTHER: 1}.keys())] == [
        [],
        ["เรื่องของสำนักงานอื่น"],
    ]
    shared = replace(settings, database_url=str(sender.archive.engine.url), files_url=(sender.home / "files").as_uri())
    assert settings.profile.office.code == OFFICE
    assert [one.key.office for one in sender.archive.unfinished()] == [OTHER]
    assert sender.archive.unfinished(settings.profiles.keys()) == ()
    assert waiting_too_long(shared, sender.now + dt.timedelta(days=30)) == []
    assert "เรื่องของสำนักงานอื่น" not in report(shared, sender.now)
