"""Letters of ours not yet signed, sent, acknowledged, answered are found; those that go on paper are printed for the carrier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from dispatch_cases import CLERK, DOMAIN, NOW, OFFICE, Sender, address, districts

from circulars.archive import IssuedLetter, Recipient
from circulars.archive.registers.move import MoveState, Way
from circulars.archive.search.filters import UNFINISHED, Wanted
from circulars.archive.tracing.answers import ACKNOWLEDGED
from circulars.dispatch.paper import carried_letters, issued_between
from circulars.errors import CircularsError


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    made = Sender(tmp_path / "office")
    yield made
    made.archive.close()


def lists(sender: Sender, issued: IssuedLetter) -> list[str]:
    """Under which of the states a letter is found."""
    found = {status: sender.archive.find(Wanted(status=status)) for status in UNFINISHED}
    return [status for status, hits in found.items() if issued.letter_id in {one.letter_id for one in hits}]


def test_a_letter_leaves_each_list_when_its_last_recipient_does(sender: Sender) -> None:
    archive, issued = sender.archive, sender.issue(districts(2))
    letter = issued.letter_id
    assert lists(sender, issued) == list(UNFINISHED)
    archive.keep_signed(letter, b"%PDF signed", Way.SIGNED_PAPER, CLERK)
    assert lists(sender, issued) == ["unsent", "unacknowledged", "unanswered"]
    archive.carried(letter, 0, Way.HAND, CLERK)
    (mail,) = archive.queue(letter, {1: address(1)}, CLERK, DOMAIN)
    assert "unsent" in lists(sender, issued)
    handing = archive.follow(mail, MoveState.HANDING)
    assert handing is not None and "unsent" in lists(sender, issued)  # nobody knows whether it went
    sent = archive.follow(handing, MoveState.SENT)
    assert lists(sender, issued) == ["unacknowledged", "unanswered"]
    assert sent is not None and archive.follow(sent, MoveState.BOUNCED)
    assert "unsent" in lists(sender, issued)
    for place in (0, 1):
        archive.note_receipt(letter, place, ACKNOWLEDGED, "รับแล้ว")
    assert lists(sender, issued) == ["unanswered"]
    archive.acknowledge(letter, "นายอำเภอเมืองสกลนคร", "โทร", answered=True)
    assert lists(sender, issued) == ["unanswered"]
    archive.acknowledge(letter, "นายอำเภอกุสุมาลย์", "โทร", answered=True)
    assert lists(sender, issued) == []


def test_an_answer_proves_that_the_letter_arrived_and_a_cancelled_one_waits_for_nothing(sender: Sender) -> None:
    archive, issued, other = sender.archive, sender.issue(districts(1)), sender.issue(districts(1), "อีกเรื่อง")
    archive.acknowledge(issued.letter_id, "นายอำเภอเมืองสกลนคร", "โทร", answered=True)
    assert lists(sender, issued) == ["unsigned"]
    archive.cancel_number(OFFICE, "sent", 2569, 2, "ซ้ำ", CLERK)
    assert lists(sender, other) == []
    with pytest.raises(CircularsError, match="unanswered"):
        archive.find(Wanted(status="unread"))


def test_an_office_of_this_house_has_the_letter_once_it_is_entered_there(sender: Sender) -> None:
    inside = Recipient("นายอำเภอพังโคน", "สน ๐๗๑๘")
    issued = sender.issue((inside, *districts(1)))
    archive = sender.archive
    assert archive.deliveries(issued.letter_id)[0].received is not None
    archive.carried(issued.letter_id, 1, Way.PAPER, CLERK)
    assert lists(sender, issued) == ["unsigned", "unacknowledged", "unanswered"]
    assert [one.title for one in carried_letters(archive, [issued.letter_id], "จังหวัด")] == ["นายอำเภอเมืองสกลนคร"]


def test_the_carrier_s_book_holds_what_goes_on_paper_and_is_not_there_yet(sender: Sender) -> None:
    archive, issued, cancelled = sender.archive, sender.issue(districts(4)), sender.issue(districts(1), "อีกเรื่อง")
    archive.cancel_number(OFFICE, "sent", 2569, 2, "ซ้ำ", CLERK)
    letter, day = issued.letter_id, NOW.date()
    archive.queue(letter, {0: address(0)}, CLERK, DOMAIN)
    archive.carried(letter, 1, Way.HAND, CLERK)
    archive.note_receipt(letter, 2, ACKNOWLEDGED, "รับแล้ว")
    ids = issued_between(archive, OFFICE, day, day)
    assert ids == (letter, cancelled.letter_id)
    assert not issued_between(archive, OFFICE, day + dt.timedelta(1), day + dt.timedelta(2))
    assert not issued_between(archive, "สน ๐๗๑๘", day, day)
    rows = carried_letters(archive, ids, "จังหวัดสกลนคร")
    assert [one.title for one in rows] == ["นายอำเภอกุสุมาลย์", "นายอำเภอพรรณานิคม"]
    assert rows[0].book_row[:3] == (f"{issued.reference} ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙", "จังหวัดสกลนคร", "นายอำเภอกุสุมาลย์")
    assert rows[0].slip_row == (issued.reference, "นายอำเภอกุสุมาลย์", "การสำรวจแหล่งน้ำ", "", "", "")
