"""Draft record → facts of the archive → the next draft on the thread."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter
from seam_house import REVIEWER, House, letter_text

from circulars.archive.shelves.draft_record import DraftRecord, dump_record, load_record
from circulars.archive.tracing.facts import priors_for
from circulars.cascade.plan.step_key import parse_step_key
from circulars.cascade.plan.steps import Recipient
from circulars.directory import find_office, offices_below
from circulars.errors import ArchiveFault
from circulars.review import Correction, Decision, Verdict

FOLLOWS = letter_text("๑๒", "การสำรวจแหล่งน้ำ (เพิ่มเติม)", cited="๑๑", task="ให้อำเภอส่งแบบสำรวจ")
"""A second letter of the department that cites its first."""


def test_the_next_letter_on_a_thread_says_what_the_earlier_one_asked(house: House) -> None:
    first = house.take(letter_text("๑๑"))
    asked = house.case(first).record.gist
    issued = house.issue(first)
    second = house.take(FOLLOWS)
    (prior,) = priors_for(house.archive, house.archive.load_letter(second).letter, "สน ๐๐๑๘.๑")
    assert asked and prior.gist == asked
    assert len(prior.recipients) == 18  # every district, not only those the office acts for
    content = house.case(second).record.content
    assert content is not None
    assert f"ได้{asked}" in content.paragraphs[0].text
    assert any(issued.reference in one for one in content.references)


def test_what_a_person_wrote_is_not_told_by_what_we_had_proposed(house: House) -> None:
    first = house.take(letter_text("๑๑"))
    case = house.case(first)
    typed = (Correction("draft.body", "ด้วยจังหวัดขอเลื่อนการสำรวจออกไปก่อน"),)
    house.decide(case, Decision(Verdict.CORRECT, case.mark, REVIEWER, "", house.at, corrections=typed))
    house.issue(first)
    (prior,) = priors_for(house.archive, house.archive.load_letter(house.take(FOLLOWS)).letter, "สน ๐๐๑๘.๑")
    assert prior.gist == "" and prior.told().startswith("แจ้งเรื่อง")
    whole = house.case(first).record
    assert replace(whole, edited=True).gist == ""


def test_recipients_stand_once_in_the_record(house: House) -> None:
    record = house.case(house.take(letter_text("๑๑"))).record
    assert record.step is not None and record.made is not None
    many = tuple(
        Recipient(one, one.head_title, one.name)
        for province in ("สกลนคร", "นครพนม", "ขอนแก่น", "เชียงใหม่")
        for one in offices_below(find_office(province))
    )[:76]
    wide = replace(
        record,
        recipients=many,
        step=replace(record.step, recipients=many),
        made=replace(record.made, recipients=many),
    )
    written = dump_record(wide)
    assert len(many) == 76 and load_record(written) == wide
    assert len(written) <= 80_000


def test_records_of_earlier_releases_are_read(house: House) -> None:
    record = house.case(house.take(letter_text("๑๑"))).record
    assert load_record(TypeAdapter(DraftRecord).dump_json(record)) == record
    bare = DraftRecord.without_draft(record.letter, record.made_on)
    assert load_record(dump_record(bare)) == bare


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[]", b'{"offices": [], "recipients": [3]}', b"\xff"])
def test_a_damaged_record_is_a_fault_and_never_an_empty_gist(damaged: bytes) -> None:
    with pytest.raises(ArchiveFault, match="circulars verify"):
        load_record(damaged)


@pytest.mark.parametrize("spelling", ["สน ๐๐๑๘.๑>village+", "สน ๐๐๑๘.๑>district", "โรงเรียนสมมุติ>head"])
def test_the_key_of_a_step_keeps_the_spelling_of_earlier_releases(house: House, spelling: str) -> None:
    record = house.case(house.take(letter_text("๑๑"))).record
    assert record.step is not None and record.made is not None
    told = json.loads(dump_record(record))
    told["step"]["key"] = told["made"]["step_key"] = spelling
    read = load_record(json.dumps(told).encode())
    assert read.step is not None and read.made is not None
    assert read.step.key == read.made.step_key == parse_step_key(spelling)
    assert json.loads(dump_record(read)) == told
    told["step"]["key"] = "สน ๐๐๑๘.๑>nobody"
    with pytest.raises(ArchiveFault, match="circulars verify"):
        load_record(json.dumps(told).encode())
