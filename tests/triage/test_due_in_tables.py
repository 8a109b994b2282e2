"""The day that a table of the letter sets: the own row's, the first of a schedule, asked where it is not one sure day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cascade_cases import incoming, office_profile

from circulars.directory.offices import find_office
from circulars.letter.doubt import WITNESSES_DIFFER
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Cell, Letter, Table
from circulars.triage.days.tables import due_in_tables
from circulars.triage.proposal import propose

SEEN = Evidence(2, None, "", 1.0, "table.cells", "test")
PROVINCE = find_office("สกลนคร")


def letter_with(*rows: tuple[str, ...], doubted: bool = False) -> Letter:
    doubts = (WITNESSES_DIFFER(),) if doubted else ()
    cells = tuple(tuple(Cell(text, doubts=doubts if at else ()) for at, text in enumerate(row)) for row in rows)
    body = ("ด้วยกรมการปกครองกำหนดจัดเก็บข้อมูล", "จึงขอให้จังหวัดจัดทำรายงานตามตารางแนบท้าย", "จึงเรียนมาเพื่อโปรดดำเนินการ")
    return replace(incoming(body), tables=(Field(Table(cells), SEEN),))


@pytest.mark.parametrize(
    ("rows", "day", "asked"),
    [
        ((("จังหวัด", "กำหนดส่งรายงาน"), ("นครพนม", "๕ มีนาคม ๒๕๖๗"), ("สกลนคร", "๘ มีนาคม ๒๕๖๗")), dt.date(2024, 3, 8), False),
        ((("กิจกรรม", "ภายในวันที่"), ("ส่งแบบ", "๕ มีนาคม ๒๕๖๗"), ("ส่งผล", "๘ เมษายน ๒๕๖๗")), dt.date(2024, 3, 5), True),
        ((("กิจกรรม", "ภายในวันที่"), ("ส่งแบบ", "๕ มีนาคม ๒๕๖๗")), dt.date(2024, 3, 5), False),
        ((("จังหวัด", "กำหนดส่งรายงาน"), ("นครพนม", "๕ มีนาคม ๒๕๖๗"), ("มุกดาหาร", "๘ มีนาคม ๒๕๖๗")), None, False),
        ((("กิจกรรม", "วันเริ่มใช้"), ("ระเบียบ", "๕ มีนาคม ๒๕๖๗"), ("แบบ", "๘ มีนาคม ๒๕๖๗")), None, False),
    ],
)  # fmt: skip
def test_a_limit_of_a_table_is_the_offices_own(
    rows: tuple[tuple[str, ...], ...], day: dt.date | None, asked: bool
) -> None:
    due = due_in_tables(letter_with(*rows), PROVINCE)
    assert (due.day.ce if due.day else None, due.asked) == (day, asked)


def test_a_doubted_day_is_asked_and_the_proposal_has_it() -> None:
    rows = (("จังหวัด", "กำหนดส่งรายงาน"), ("นครพนม", "๕ มีนาคม ๒๕๖๗"), ("สกลนคร", "๘ มีนาคม ๒๕๖๗"))
    proposal = propose(letter_with(*rows, doubted=True), office_profile())
    assert proposal.due is not None and proposal.due.ce == dt.date(2024, 3, 8) and "due" in proposal.doubtful
    assert "due" not in propose(letter_with(*rows), office_profile()).doubtful
