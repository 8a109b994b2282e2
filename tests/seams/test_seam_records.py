"""Records written in one room and read in another: each with the real value of the one, read by the other."""

from __future__ import annotations

import json
from pathlib import Path

from claimed import claim_bytes
from openpyxl import load_workbook
from seam_house import REVIEWER, House, letter_text

from circulars.archive.export.outbox import verify_outbox
from circulars.archive.export.register_sheet import write_sheet
from circulars.archive.export.verify import head, verify
from circulars.archive.search.filters import Wanted
from circulars.archive.store.heads import heads_in
from circulars.intake.claims import close_claim, count_attempt, load_claim, open_claims
from circulars.letter.record import letter_record
from circulars.review import Correction, Decision, Verdict, dump_decision, load_decision
from flows.commands.reading.letter_text import letter_lines
from flows.office.telling.reminders import report
from flows.reviewing.issue import issue_approved
from flows.reviewing.rounds import open_case
from flows.settings import load_settings
from ocr import read_pages


def test_a_decision_becomes_a_number_a_register_row_and_what_others_read(house: House, tmp_path: Path) -> None:
    source = house.take(letter_text("๑๑"))
    case = house.case(source)
    told = Decision(
        Verdict.APPROVE, case.mark, REVIEWER, REVIEWER, house.at, "ตรวจแล้ว", number="๗", dated="๒๓ พฤศจิกายน ๒๕๖๙"
    )
    decision = house.decide(case, told)
    assert decision == told
    issued = issue_approved(house.settings, house.archive, case, decision)
    # decision → issue → register
    (row,) = house.archive.register_rows("สน ๐๐๑๘.๑", "sent", 2569)
    assert (row.number, row.state, row.dated) == (7, "issued", "2026-11-23")
    assert row.reference == issued.reference == "สน ๐๐๑๘.๑/ว ๗"
    # issue → the registers of the offices we act for
    for code, number in issued.received:
        (below,) = house.archive.register_rows(code, "received", 2569)
        assert (below.number, below.reference, below.letter_id) == (number, issued.reference, issued.letter_id)
    assert len(issued.received) == 2
    # issued record → show: the very letter, by the words of the screen
    record = json.loads(house.archive.load_file(issued.record))
    assert record["approved"]["by"] == REVIEWER and record["approved"]["remark"] == "ตรวจแล้ว"
    stored = house.archive.load_letter(issued.letter_id)
    assert letter_record(stored.letter, ())["subject"] == record["letter"]["subject"]
    assert any(issued.reference in line for line in letter_lines(record["letter"], evidence=True))
    # letter record → search index
    assert {hit.letter_id for hit in house.archive.find("แหล่งน้ำ")} == {source, issued.letter_id}
    assert [hit.letter_id for hit in house.archive.find(Wanted(number="ว ๗"))] == [issued.letter_id]
    # register rows → workbook
    notes = house.archive.register_notes("สน ๐๐๑๘.๑", "sent", 2569)
    write_sheet(tmp_path / "r.xlsx", "sent", "สน ๐๐๑๘.๑", 2569, [row], notes)
    sheet = load_workbook(tmp_path / "r.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in list(sheet.iter_rows())[2]][:3] == ["๗", issued.reference, "๒๓ พฤศจิกายน ๒๕๖๙"]
    # ledger events → verify, evening report → verify, outbox → verify
    assert verify(house.archive, *heads_in(report(house.settings, house.now), "report")) == ()
    assert heads_in(report(house.settings, house.now), "report") == [head(house.archive)]
    assert list(verify_outbox(house.archive, house.home / "outbox")) == []
    assert house.archive.unfinished() == ()


def test_an_answer_that_asks_again_is_taken_up_from_the_archive(house: House) -> None:
    case = house.case(house.take(letter_text("๑๑")))
    typed = (Correction("subject", "การสำรวจแหล่งน้ำและฝาย"),)
    asked = Decision(Verdict.CORRECT, case.mark, REVIEWER, "", house.at, corrections=typed)
    assert load_decision(dump_decision(asked)) == asked
    house.decide(case, asked)
    (left,) = house.archive.unfinished()  # the next round is not made yet: a crash here loses nothing
    again = open_case(house.settings, house.archive, left.letter_id, left.key.office, left.key.step, house.now.date())
    assert again.round == 2 and again.record.letter.subject.value == "การสำรวจแหล่งน้ำและฝาย"
    assert [draft.round for draft in house.archive.unfinished()] == [2]


def test_claims_are_read_as_the_taking_wrote_them(house: House) -> None:
    work = house.home / "work"
    claim = claim_bytes(work, "หนังสือ ก.txt", letter_text("๑๑").encode(), house.now, "inbox")
    assert open_claims(work) == [claim] and load_claim(work, claim.key) == claim
    assert count_attempt(work, claim).attempts == 1
    again = load_claim(work, claim.key)
    assert again is not None and again.attempts == 1
    # child reader → intake: pages cross the process and the archive unchanged
    pages = read_pages(work / claim.key / claim.file, engine=house.settings.engine)
    scan = house.archive.save_original(work / claim.key / claim.file, claim.name)
    house.archive.save_pages(scan.id, pages)
    assert house.archive.load_pages(scan.id) == pages
    close_claim(work, claim)
    assert load_claim(work, claim.key) is None


def test_the_first_office_file_is_read_as_it_was_written(house: House) -> None:
    assert load_settings(house.home) == house.settings
    assert house.settings.demo and len(house.settings.profiles) == 3
