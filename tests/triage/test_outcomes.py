"""What became of a letter: kept as proposed and as decided, in the register, search, reminders, and next time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from test_triage import ABOVE, letter_of

from circulars.archive import Archive
from circulars.archive.export.register_sheet import printed_rows
from circulars.archive.search.filters import Wanted
from circulars.archive.shelves.outcomes import DECIDED, PROPOSED, Outcome, outcome_of_proposal
from circulars.archive.store.tables import relations
from circulars.archive.tracing.dues import Due, to_answer
from circulars.archive.tracing.facts import triage_facts
from circulars.desk.review.becoming import decided_outcome
from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.review import Becomes
from circulars.thai.dates import BANGKOK, ThaiDate
from circulars.triage.proposal import propose
from circulars.triage.step import SAID, Step

OFFICE = "สน ๐๐๑๘.๑"
NOW = dt.datetime(2026, 11, 27, 9, 0, tzinfo=BANGKOK)


@pytest.fixture(name="archive")
def archive_(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(f"sqlite:///{tmp_path}/a.db", str(tmp_path / "files"), clock=lambda: NOW)
    yield archive
    archive.close()


def asking(year: str = "๒๕๗๐", number: str = "๓๑๔๒๐") -> Letter:
    body = f"ด้วยกรมจัดทำแผนประจำปี {year}\nจึงขอให้จังหวัดจัดส่งแผนให้กรมการปกครอง ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    text = ABOVE.format(body=body, subject=f"การจัดทำแผนปฏิบัติราชการประจำปี {year}", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด")
    return letter_of(text.replace("๓๑๔๒๐", number))


def filed(archive: Archive, letter: Letter, name: str) -> str:
    scan = archive.save_original(name.encode(), f"{name}.txt")
    (letter_id,) = archive.save_letters(scan.id, OFFICE, [letter], [()])
    return letter_id


def proposed(archive: Archive, letter: Letter, letter_id: str) -> Outcome:
    facts = triage_facts(archive, letter, OFFICE, letter_id)
    return outcome_of_proposal(propose(letter, default_profile(find_office(OFFICE)), facts))


def test_a_proposal_stands_until_a_person_decides(archive: Archive) -> None:
    letter = asking()
    letter_id = filed(archive, letter, "one")
    outcome = proposed(archive, letter, letter_id)
    assert outcome.due == dt.date(2026, 12, 4), "counted from the day of receipt that the archive knows"
    assert archive.save_proposal(letter_id, OFFICE, outcome).state == PROPOSED
    archive.save_proposal(letter_id, OFFICE, Outcome(Step.NOTE))
    known = archive.outcome_of(letter_id, OFFICE)
    assert known is not None
    assert known.outcome == outcome
    (row,) = archive.register_rows(OFFICE, "received", 2569)
    assert row.action == f"(เสนอ) {outcome.action}"
    decided = Outcome(Step.ASSIGN, "กลุ่มงานปกครอง", dt.date(2026, 12, 3), action="มอบกลุ่มงานปกครอง")
    archive.decide_outcome(letter_id, OFFICE, decided, "ผู้ตรวจ ตัวอย่าง")
    assert archive.decide_outcome(letter_id, OFFICE, decided, "ผู้ตรวจ ตัวอย่าง").state == DECIDED
    rows = archive.register_rows(OFFICE, "received", 2569)
    assert "มอบกลุ่มงานปกครอง" in next(printed_rows("received", rows, {}))


def test_search_and_reminders_go_by_what_was_said_last(archive: Archive) -> None:
    letter = asking()
    letter_id = filed(archive, letter, "one")
    archive.save_proposal(letter_id, OFFICE, proposed(archive, letter, letter_id))
    until = dt.date(2026, 12, 31)
    assert [one.letter_id for one in archive.find(Wanted(step="answer"), limit=5)] == [letter_id]
    assert [one.day for one in archive.near_days(until)[1] if one.letter_id == letter_id] == [dt.date(2026, 12, 4)]
    archive.decide_outcome(letter_id, OFFICE, Outcome(Step.ASSIGN, "กลุ่มงานปกครอง", dt.date(2026, 12, 3)), "ก")
    assert not archive.find(Wanted(step="answer"), limit=5)
    assert archive.find(Wanted(step="assign", unit="ปกครอง", due=dt.date(2026, 12, 3)), limit=5)
    assert not archive.find(Wanted(due=dt.date(2026, 12, 2)), limit=5)
    archive.decide_outcome(letter_id, OFFICE, Outcome(Step.NOTE), "ก")
    assert not [one for one in archive.near_days(until)[1] if one.letter_id == letter_id]


def test_a_day_that_comes_again_is_reminded_of_again(archive: Archive) -> None:
    body = "ด้วยกรมติดตามสถานการณ์\nจึงขอให้จังหวัดรายงานผลให้กรมการปกครอง ทุกวันจันทร์\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    letter = letter_of(ABOVE.format(body=body, subject="การรายงานสถานการณ์", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    letter_id = filed(archive, letter, "weekly")
    outcome = proposed(archive, letter, letter_id)
    assert outcome.action.endswith("(ทุกวันจันทร์)")
    known = archive.save_proposal(letter_id, OFFICE, outcome)
    decided = decided_outcome(known, Becomes(SAID[Step.ANSWER], "กลุ่มงานปกครอง", "๓๐ พฤศจิกายน ๒๕๖๙"))
    assert decided.action == "มอบกลุ่มงานปกครอง ตอบผู้ส่ง (ทุกวันจันทร์)"
    archive.decide_outcome(letter_id, OFFICE, decided, "ก")
    (row,) = archive.register_rows(OFFICE, "received", 2569)
    assert row.action == decided.action

    def seen(today: dt.date) -> Due | None:
        with archive.reading.connect() as connection:
            found = to_answer(connection, today, today + dt.timedelta(days=6))
        assert all(one.again == "ทุกวันจันทร์" for one in found)
        return found[0] if found else None

    def open_day(today: dt.date) -> dt.date | None:
        due = seen(today)
        return due.day if due else None

    first, second = dt.date(2026, 11, 30), dt.date(2026, 12, 7)
    assert [open_day(today) for today in (dt.date(2026, 11, 27), dt.date(2026, 12, 1))] == [first, first]
    months = seen(dt.date(2027, 2, 10))
    assert months is not None and (months.day, months.missed) == (dt.date(2027, 2, 8), 10), "one thing to do, no dozen"
    assert archive.keep_day(letter_id, "ก", "ส่งทางระบบแล้ว", first) == first
    assert open_day(dt.date(2026, 11, 27)) is None, "the next is not near"
    assert open_day(dt.date(2026, 12, 9)) == second
    assert archive.keep_day(letter_id, "ก") == second
    assert open_day(dt.date(2026, 12, 9)) == dt.date(2026, 12, 14)
    reply = replace(asking(number="๗"), subject=Field("รายงานผล"), body=(Field("รายงานผลแล้ว"),))
    answer_id = filed(archive, reply, "reply")
    with archive.writing() as event:
        event.insert(relations, {"kind": "replies", "from_id": answer_id, "to_id": letter_id})
        event.close("replied", letter_id, {})
    day = open_day(dt.date(2026, 12, 30))
    assert day is not None and day > dt.date(2026, 12, 14), "a reply keeps a day, and ends no series"
    archive.close_matter(letter_id, "ก")
    assert open_day(dt.date(2026, 12, 30)) is None
    assert archive.keep_day(letter_id, "ก") is None


@pytest.mark.parametrize(
    ("kept_on", "asked_on", "open_day"),
    [
        (None, dt.date(2027, 11, 20), dt.date(2027, 11, 15)),  # within the year
        (None, dt.date(2028, 1, 5), None),  # nobody kept a day of it: the yearly list tells it
        (dt.date(2027, 11, 22), dt.date(2028, 1, 5), dt.date(2028, 1, 3)),  # it goes on, so it is told
        (dt.date(2027, 11, 22), dt.date(2029, 1, 3), None),  # and was given up since
    ],
)
def test_a_series_that_is_kept_is_told_beyond_its_first_year(
    archive: Archive, tmp_path: Path, kept_on: dt.date | None, asked_on: dt.date, open_day: dt.date | None
) -> None:
    body = "ด้วยกรมติดตามสถานการณ์\nจึงขอให้จังหวัดรายงานผลให้กรมการปกครอง ทุกวันจันทร์\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    letter = letter_of(ABOVE.format(body=body, subject="การรายงานสถานการณ์", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    letter_id = filed(archive, letter, "long")
    archive.save_proposal(letter_id, OFFICE, proposed(archive, letter, letter_id))
    if kept_on is not None:
        then = dt.datetime.combine(kept_on, dt.time(9), BANGKOK)
        with closing(Archive.open(f"sqlite:///{tmp_path}/a.db", str(tmp_path / "files"), clock=lambda: then)) as later:
            later.keep_day(letter_id, "ก", shown=kept_on)
    with archive.reading.connect() as connection:
        found = to_answer(connection, asked_on, asked_on)
    assert [one.day for one in found] == ([open_day] if open_day else [])


def test_a_day_that_a_person_set_is_no_member_of_the_series(archive: Archive) -> None:
    body = "ด้วยกรมติดตามสถานการณ์\nจึงขอให้จังหวัดรายงานผลให้กรมการปกครอง ทุกวันจันทร์\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    letter = letter_of(ABOVE.format(body=body, subject="การรายงานผล", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    letter_id = filed(archive, letter, "weekly-moved")
    decided = proposed(archive, letter, letter_id)
    moved = replace(decided, due=dt.date(2026, 12, 3))
    archive.decide_outcome(letter_id, OFFICE, moved, "ก")
    with archive.reading.connect() as connection:
        (due,) = to_answer(connection, dt.date(2026, 12, 7), dt.date(2026, 12, 9))
    assert (due.day, due.again) == (dt.date(2026, 12, 3), "")


def test_what_was_decided_is_proposed_for_the_next_letter_of_the_matter(archive: Archive) -> None:
    first = filed(archive, asking("๒๕๖๙", "๑๐๐"), "one")
    archive.decide_outcome(first, OFFICE, Outcome(Step.ANSWER, "กลุ่มงานการเงินและบัญชี"), "ก")
    letter = asking("๒๕๗๐", "๒๐๐")
    second = filed(archive, letter, "two")
    made = propose(letter, default_profile(find_office(OFFICE)), triage_facts(archive, letter, OFFICE, second))
    assert made.unit == "กลุ่มงานการเงินและบัญชี"
    assert made.unit_because.startswith("ครั้งก่อนเรื่องเดียวกันมอบ")


@pytest.mark.parametrize(
    ("until", "today", "day"),
    [
        ("", dt.date(2027, 3, 3), dt.date(2027, 3, 1)),
        (" จนถึงสิ้นเดือนมกราคม ๒๕๗๐", dt.date(2027, 3, 3), dt.date(2027, 1, 25)),
        (" จนถึงวันที่ ๑ ธันวาคม ๒๕๖๙", dt.date(2027, 3, 3), dt.date(2026, 11, 30)),
    ],
)
def test_days_of_an_old_series_are_one_and_end_where_it_ends(
    archive: Archive, tmp_path: Path, until: str, today: dt.date, day: dt.date
) -> None:
    """A letter of before the upgrade: the days before it came are nobody's, of the others the last is open, and kept by one click."""
    body = f"ด้วยกรมติดตามสถานการณ์\nจึงขอให้จังหวัดรายงานผลให้กรมการปกครอง ทุกวันจันทร์{until}\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    letter = letter_of(ABOVE.format(body=body, subject="การรายงานสถานการณ์", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    letter = replace(letter, dated=Field(ThaiDate.from_ce(dt.date(2026, 10, 1))))
    letter_id = filed(archive, letter, "old")
    outcome = proposed(archive, letter, letter_id)
    assert outcome.due == dt.date(2026, 10, 5)
    archive.save_proposal(letter_id, OFFICE, outcome)
    with archive.reading.connect() as connection:
        (due,) = to_answer(connection, today, today)
    assert due.day == day and due.missed < 14
    late = dt.datetime.combine(today, dt.time(9), BANGKOK)
    with closing(Archive.open(f"sqlite:///{tmp_path}/a.db", str(tmp_path / "files"), clock=lambda: late)) as then:
        assert then.keep_day(letter_id, "ก", shown=due.day) == day
        assert not [one for one in then.near_days(today)[1] if one.letter_id == letter_id]
