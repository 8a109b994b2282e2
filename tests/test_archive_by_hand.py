"""Rows that a clerk enters by hand, numbers kept ahead, and a register read by days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.archive import Archive
from circulars.archive.export.verify import verify
from circulars.archive.search.filters import Wanted
from circulars.archive.shelves.entered.by_hand import (
    SECRET,
    HandEntry,
    enter_by_hand,
    numbers_kept,
    reserve_numbers,
    use_reserved,
)
from circulars.archive.shelves.outcomes import Outcome
from circulars.directory import find_office
from circulars.errors import ArchiveFault
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.thai.dates import BANGKOK, ThaiDate
from circulars.triage.step import Step

PROVINCE = find_office("สกลนคร")
CODE = PROVINCE.code
BY = "นางสาวสมมุติ เจ้าหน้าที่"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=BANGKOK)
PAPER = HandEntry(
    "received",
    "ศธ ๐๔๐๐๕/๘๑๒",
    dt.date(2026, 11, 19),
    "สำนักงานศึกษาธิการจังหวัดตัวอย่าง",
    "ผู้ว่าราชการจังหวัด",
    "การจัดงานวันวิชาการ",
    "กระดาษ",
)


class Clock:
    def __init__(self) -> None:
        self.now = NOON


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def archive(tmp_path: Path, clock: Clock) -> Iterator[Archive]:
    opened = Archive.open(f"sqlite:///{tmp_path}/a.db", str(tmp_path / "files"), clock=lambda: clock.now)
    yield opened
    opened.close()


def test_a_paper_letter_gets_a_number_once_and_is_found_by_what_was_typed(archive: Archive) -> None:
    first = enter_by_hand(archive, PROVINCE, PAPER, BY, "form-0001")
    again = enter_by_hand(archive, PROVINCE, PAPER, BY, "form-0001")
    other = enter_by_hand(archive, PROVINCE, PAPER, BY, "form-0002")
    assert (first.number, again, other.number) == (1, first, 2)
    assert {hit.letter_id for hit in archive.find(Wanted(number="04005/812"))} == {first.letter_id, other.letter_id}
    (row, note), _ = archive.register_span(CODE, "received", NOON.date(), NOON.date(), limit=9).rows
    assert (row.reference, row.dated, row.subject, row.remark) == (
        "ศธ ๐๔๐๐๕/๘๑๒",
        "2026-11-19",
        "การจัดงานวันวิชาการ",
        "กระดาษ",
    )
    assert not note.doubtful
    assert verify(archive) == ()
    assert archive.never_drafted(dt.date(2026, 1, 1)) == ()  # a clerk dealt with it: no draft is made of it


def test_a_number_that_follows_no_grammar_stays_as_it_was_typed(archive: Archive) -> None:
    odd = HandEntry("received", "เลขที่ลับตา ก-๕", subject="ขอใช้สนามหน้าศาลากลาง", sender="ชมรมสมมุติ")
    enter_by_hand(archive, PROVINCE, odd, BY, "form-0003")
    ((row, _),) = archive.register_span(CODE, "received", NOON.date(), NOON.date(), limit=9).rows
    assert (row.reference, row.remark) == ("", "(ที่ตามต้นฉบับ: เลขที่ลับตา ก-๕)")


def test_of_a_secret_letter_only_its_number_and_day_are_kept(archive: Archive) -> None:
    secret = HandEntry(
        "received", "กห ๐๔๐๑/๗", dt.date(2026, 11, 20), "กรมสมมุติ", "ผู้ว่าราชการจังหวัด", "แผนลับ", secret=True
    )
    made = enter_by_hand(archive, PROVINCE, secret, BY, "form-0004")
    assert made.letter_id is None
    assert archive.find("แผนลับ") == [] and archive.find(Wanted(number="กห")) == []
    ((row, _),) = archive.register_span(CODE, "received", NOON.date(), NOON.date(), limit=9).rows
    assert (row.reference, row.sender, row.recipient, row.subject, row.remark) == ("", "", "", "", SECRET)


def test_a_letter_made_elsewhere_gets_our_next_number(archive: Archive) -> None:
    sent = HandEntry("sent", dated=NOON.date(), recipient="นายกองค์การบริหารส่วนจังหวัดสมมุติ", subject="ขอบคุณ")
    plain = enter_by_hand(archive, PROVINCE, sent, BY, "form-0005")
    circular = HandEntry("sent", dated=NOON.date(), subject="แจ้งวันหยุด", circular=True)
    assert plain.reference == "สน ๐๐๑๘.๑/๑"
    assert enter_by_hand(archive, PROVINCE, circular, BY, "form-0006").reference == "สน ๐๐๑๘.๑/ว ๒"
    order = HandEntry("order", dated=NOON.date(), subject="แต่งตั้งคณะทำงาน")
    assert enter_by_hand(archive, PROVINCE, order, BY, "form-0007").reference == "๑/๒๕๖๙"
    assert verify(archive) == ()


def test_what_a_paper_letter_asks_is_told_until_it_is_done(archive: Archive) -> None:
    made = enter_by_hand(archive, PROVINCE, PAPER, BY, "form-0008")
    assert made.letter_id
    due = dt.date(2026, 11, 25)
    archive.decide_outcome(made.letter_id, CODE, Outcome(Step.ACT, "สำนักงานจังหวัด", due, action="ดำเนินการเอง"), BY)
    _, ours = archive.near_days(dt.date(2026, 11, 30))
    assert [(one.letter_id, one.day, one.unit) for one in ours] == [(made.letter_id, due, "สำนักงานจังหวัด")]
    archive.close_matter(made.letter_id, BY)
    assert archive.near_days(dt.date(2026, 11, 30))[1] == ()
    ((row, _),) = archive.register_span(CODE, "received", NOON.date(), NOON.date(), limit=9).rows
    assert row.action == "ดำเนินการเอง"


def test_a_block_is_kept_for_its_owner_and_each_number_used_once(archive: Archive, clock: Clock) -> None:
    until = dt.date(2026, 12, 1)
    block = reserve_numbers(archive, PROVINCE, "sent", 3, "กลุ่มงานสมมุติ", until, BY, "form-0010")
    assert block == reserve_numbers(archive, PROVINCE, "sent", 3, "กลุ่มงานสมมุติ", until, BY, "form-0010") == (1, 2, 3)
    sent = HandEntry("sent", dated=NOON.date(), subject="ส่งรายงาน")
    assert enter_by_hand(archive, PROVINCE, sent, BY, "form-0011").number == 4
    assert use_reserved(archive, PROVINCE, 2, 2569, sent, BY).reference == "สน ๐๐๑๘.๑/๒"
    with pytest.raises(ArchiveFault, match="ไม่ใช่เลขที่จองไว้"):
        use_reserved(archive, PROVINCE, 2, 2569, sent, BY)
    with pytest.raises(ArchiveFault, match="ไม่ใช่เลขที่จองไว้"):
        use_reserved(archive, PROVINCE, 4, 2569, sent, BY)
    clock.now = NOON + dt.timedelta(days=30)
    kept = numbers_kept(archive, CODE)
    assert [(one.number, one.owner, one.until) for one in kept] == [
        (1, "กลุ่มงานสมมุติ", until),
        (3, "กลุ่มงานสมมุติ", until),
    ]
    archive.cancel_number(CODE, "sent", 2569, 1, "พ้นกำหนดจอง", BY)
    assert [one.number for one in numbers_kept(archive, CODE)] == [3]
    assert verify(archive) == ()


@pytest.mark.parametrize(
    ("count", "owner", "until"),
    [(0, "ก", "2026-12-01"), (201, "ก", "2026-12-01"), (3, " ", "2026-12-01"), (3, "ก", "2026-11-22")],
)
def test_a_block_without_bounds_owner_or_end_is_refused(archive: Archive, count: int, owner: str, until: str) -> None:
    with pytest.raises(ArchiveFault):
        reserve_numbers(archive, PROVINCE, "sent", count, owner, dt.date.fromisoformat(until), BY, "form-0012")
    assert archive.register_rows(CODE, "sent", 2569) == ()


def test_a_row_without_subject_or_token_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveFault, match="เรื่อง"):
        enter_by_hand(archive, PROVINCE, HandEntry("received", "มท ๐๐๐๑/๑"), BY, "form-0013")
    with pytest.raises(ArchiveFault, match="แบบฟอร์ม"):
        enter_by_hand(archive, PROVINCE, PAPER, BY, "received:x")
    assert archive.register_rows(CODE, "received", 2569) == ()


def test_a_span_reads_by_days_across_the_new_year_and_by_pages(archive: Archive, clock: Clock) -> None:
    for day in range(40):
        clock.now = NOON + dt.timedelta(days=day)
        enter_by_hand(archive, PROVINCE, PAPER, BY, f"form-day-{day}")
    clock.now = NOON + dt.timedelta(days=60)
    whole = archive.register_span(CODE, "received", dt.date(2026, 12, 30), dt.date(2027, 1, 1), limit=50)
    assert [(row.year_be, row.number) for row, _ in whole.rows] == [(2569, 38), (2569, 39), (2570, 1)]
    page = archive.register_span(CODE, "received", NOON.date(), dt.date(2027, 1, 31), limit=10, offset=35)
    assert (page.count, len(page.rows)) == (40, 5)
    assert archive.register_span(CODE, "sent", NOON.date(), dt.date(2027, 1, 31), limit=10).count == 0


def test_open_matters_are_the_same_when_the_list_is_made_anew(archive: Archive, clock: Clock) -> None:
    asks = "ให้รายงานภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙"
    soon = "ให้รายงานภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ"
    for place, text in enumerate((asks, soon, "เรียนมาเพื่อทราบ")):
        scan = archive.save_original(f"{place}".encode(), f"{place}.pdf")
        read = Letter((1,), subject=Field(f"เรื่อง {place}"), dated=Field(ThaiDate(2569, 11, 20)), body=(Field(text),))
        archive.save_letters(scan.id, CODE, [read], [()])
    until = dt.date(2026, 12, 5)
    open_ones = archive.near_days(until)
    assert {one.subject for one in open_ones[1]} == {"เรื่อง 0", "เรื่อง 1"}  # due on one day: in no order
    archive.reindex()
    assert archive.near_days(until) == open_ones
    archive.close_matter(open_ones[1][0].letter_id, BY)
    kept = archive.near_days(until)
    archive.reindex()
    assert archive.near_days(until) == kept and [one.subject for one in kept[1]] == [open_ones[1][1].subject]


_ACTS = st.lists(st.sampled_from(["enter", "secret", "block", "use", "cancel", "again"]), max_size=14)


@settings(max_examples=12, deadline=None)
@given(acts=_ACTS)
def test_whatever_the_order_no_number_is_given_twice_and_all_stand_sealed(
    acts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("acts")
    archive = Archive.open(f"sqlite:///{folder}/a.db", str(folder / "files"), clock=lambda: NOON)
    entry = HandEntry("sent", dated=NOON.date(), subject="เรื่องสมมุติ")
    given_out: list[int] = []
    for place, act in enumerate(acts):
        token = f"token-{place:04d}"
        kept = numbers_kept(archive, CODE)
        if act == "enter":
            given_out.append(enter_by_hand(archive, PROVINCE, entry, BY, token).number)
        elif act == "secret":
            hidden = HandEntry("sent", dated=NOON.date(), secret=True)
            given_out.append(enter_by_hand(archive, PROVINCE, hidden, BY, token).number)
        elif act == "block":
            given_out += reserve_numbers(archive, PROVINCE, "sent", 2, "ผู้ถือ", NOON.date(), BY, token)
        elif act == "use" and kept:
            assert use_reserved(archive, PROVINCE, kept[0].number, 2569, entry, BY).number == kept[0].number
        elif act == "cancel" and kept:
            archive.cancel_number(CODE, "sent", 2569, kept[-1].number, "ไม่ใช้", BY)
        elif act == "again" and given_out:
            enter_by_hand(archive, PROVINCE, entry, BY, "token-same")
            given_out.append(enter_by_hand(archive, PROVINCE, entry, BY, "token-same").number)
    rows = [row.number for row in archive.register_rows(CODE, "sent", 2569)]
    assert rows == sorted(set(given_out)) == list(range(1, len(rows) + 1))
    assert verify(archive) == ()
    archive.close()
