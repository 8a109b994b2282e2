"""Eighteen recipients from the queue to the reminder: one refused, three that come back, a server that dies, a sender that is killed."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from dispatch_cases import CLERK, DISTRICTS, OFFICE, Post, Sender, address, districts, listed
from test_seam_mail_back import bounce, read, receipt

from circulars.archive import IssuedLetter
from circulars.archive.export.verify import verify
from circulars.archive.registers.move import MoveState
from circulars.desk.clerk.books.writing import reminding
from circulars.directory import default_profile, find_office
from circulars.dispatch.mailing.reports import note_report
from circulars.dispatch.mailing.sending import mail_waiting
from circulars.mailbox.access import MailFault

STEPS = ("envelope", "before handing", "handing", "taken")
REFUSED, BACK, SILENT = 17, (2, 9, 15), (0, 6)
DIES, RECEIPT_ONLY = (11, 13), 8


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post()
    yield server
    server.stop()


def killed_at(home: Path, port: int, now: dt.datetime, step: str, after: int) -> bool:
    """A sender in a process of its own that is killed at this step of its `after`-th message; whether it came so far."""
    child = os.fork()
    if child == 0:
        again = Sender(home, now, port)
        seen: list[str] = []

        def stop(name: str) -> None:
            seen.append(name)
            if name == step and seen.count(name) == after:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            mail_waiting(again.archive, home, again.sending, "จังหวัดสกลนคร", step=stop)
        finally:
            os._exit(9)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def sent_out(home: Path, post: Post) -> tuple[Sender, IssuedLetter]:
    """The letter on its way through all of it: four kills, two deaths of the server, and a person who settles what is unsure."""
    sender = Sender(home, port=post.port)
    listed(home)
    issued = sender.issue(districts())
    assert sender.queue(issued) == 18 and sender.queue(issued) == 0
    post.refuses = {address(REFUSED)}
    now = sender.now
    sender.archive.close()
    for step in STEPS:
        assert killed_at(home, post.port, now, step, 2)
        now += dt.timedelta(minutes=6)
    sender = Sender(home, now, post.port)
    post.dies = {address(place) for place in DIES}
    deaths = 0
    for _ in range(6):
        try:
            mail_waiting(sender.archive, home, sender.sending, "จังหวัดสกลนคร")
        except MailFault:
            deaths += 1
        sender.now += dt.timedelta(minutes=20)
    unsure = mail_waiting(sender.archive, home, sender.sending, "จังหวัดสกลนคร").unsure
    assert deaths == 2 and len(unsure) == 2  # those killed while the server had the message in its hands
    for one in unsure:  # the clerk asks: whom the server had it for has it, the other has not
        has = one.address in post.sent_to()
        assert sender.archive.follow(one, MoveState.SENT if has else MoveState.QUEUED, by=CLERK, note="โทรถามแล้ว")
    mail_waiting(sender.archive, home, sender.sending, "จังหวัดสกลนคร")
    return sender, issued


def test_each_is_mailed_once_the_states_are_right_and_only_the_silent_are_reminded(tmp_path: Path, post: Post) -> None:
    sender, issued = sent_out(tmp_path / "office", post)
    archive = sender.archive
    assert Counter(post.sent_to()) == Counter(address(place) for place in range(18) if place != REFUSED)
    assert len({str(one["Message-ID"]) for one in post.mails}) == 17
    mails = {str(one["To"]): one for one in post.mails}
    for place in BACK:
        assert note_report(archive, read(bounce(mails[address(place)])))
    for place in (one for one in range(18) if one not in (REFUSED, *BACK, *SILENT)):
        assert note_report(archive, read(receipt(mails[address(place)], [place + 100])))
        if place != RECEIPT_ONLY:
            archive.acknowledge(issued.letter_id, f"นายอำเภอ{DISTRICTS[place]}", "หนังสือตอบ", answered=True)
    assert Counter(sender.states(issued)) == {"sent": 14, "refused": 1, "bounced": 3}
    (row,) = archive.register_rows(OFFICE, "sent", 2569)
    assert "เซิร์ฟเวอร์ไม่รับ ๑" in str(row.action) and "ตีกลับ ๓" in str(row.action)

    deliveries = archive.deliveries(issued.letter_id)
    silent = [one for one in deliveries if one.silent]
    assert [one.place for one in silent] == sorted((*SILENT, RECEIPT_ONLY))  # who only has it has not answered
    profile = default_profile(find_office("จังหวัดสกลนคร"))
    typed = reminding(archive.letter_row(issued.letter_id), silent, profile, sender.now.date())
    assert typed["addressee"] == " ".join(f"นายอำเภอ{DISTRICTS[place]}" for place in (0, 6, RECEIPT_ONLY))
    (due,) = archive.near_days(sender.now.date() + dt.timedelta(days=30))[0]
    assert due.silent == tuple(one.title for one in silent) and due.told == 18
    assert not any(one.overdue for one in deliveries if one.place in (REFUSED, *BACK))
    (lost,) = archive.unreached({OFFICE})
    assert [one.place for one in lost.recipients] == sorted((REFUSED, *BACK)) and not archive.unreached({"อื่น"})
    assert sender.queue(issued) == 4  # the office may try those again whom it never reached, and nobody else
    assert not verify(archive)
    archive.close()
