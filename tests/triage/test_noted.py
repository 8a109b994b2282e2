"""What becomes of a letter is asked first in the form of a letter without a draft; several letters are noted at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from own_letters import own_letters
from review_cases import CHIEF, OFFICE, Office

from circulars.archive.shelves.outcomes import DECIDED, Outcome, outcome_of_proposal
from circulars.archive.tracing.facts import triage_facts
from circulars.desk.review.becoming import decided_outcome
from circulars.desk.review.sheet import SEND_THE_DRAFT
from circulars.errors import Refused
from circulars.letter.doubt import UNCLEAR
from circulars.letter.field import Field
from circulars.review import Decision, Verdict
from circulars.thai.dates import ThaiDate
from circulars.triage.step import SAID, Step
from flows.reviewing.outcome.becoming import became_of
from flows.reviewing.outcome.noted import note_letters
from flows.reviewing.rounds import NO_STEP, Case, open_case
from flows.reviewing.screen.forms import Answer, build_form, read_answer
from flows.reviewing.screen.sheets import sheet_of

OWN = {one.number: one for one in own_letters()}
REPORT, ADVERT, ASKING, FORWARD = "09", "15", "43", "44"
"""A report from below, an advertisement, a bill of ours, and a letter that goes down."""


@pytest.fixture(scope="module", name="office")
def office_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    yield Office(tmp_path_factory.mktemp("noted"))


def taken_in(office: Office, number: str) -> str:
    """File a letter and keep what is proposed, as the intake does."""
    (letter,) = OWN[number].letters()
    letter_id = office.receive(letter)
    facts = triage_facts(office.archive, letter, OFFICE, letter_id)
    proposal = became_of(office.settings, letter, OFFICE, office.now.date(), facts=facts).proposal
    office.archive.save_proposal(letter_id, OFFICE, outcome_of_proposal(proposal))
    return letter_id


def case_of(office: Office, letter_id: str) -> Case:
    return open_case(office.settings, office.archive, letter_id, OFFICE, NO_STEP, office.now.date())


def test_the_form_asks_first_what_becomes_of_it_with_the_minute_ready(office: Office) -> None:
    letter_id = taken_in(office, ASKING)
    case = case_of(office, letter_id)
    fields = build_form(sheet_of(office.settings, case), "").model_fields
    assert list(fields)[:4] == ["becomes_step", "becomes_unit", "becomes_due", "becomes_minute"]
    assert fields["becomes_step"].default == SAID[Step.ACT]
    assert str(fields["becomes_minute"].default).startswith("เรียน ผู้ว่าราชการจังหวัดสกลนคร")
    changed = {"becomes_step": SAID[Step.ASSIGN], "becomes_unit": "กลุ่มงานปกครอง", "becomes_due": "๒๐ ธันวาคม ๒๕๖๙"}
    answer = office.typed(case, **changed, verdict=str(Verdict.DROP), reviewer=CHIEF, code=office.code())
    decision = office.answer(case, answer)
    assert decision.final, decision.problems
    outcome = decided_outcome(case.outcome, decision.becomes)
    assert (outcome.step, outcome.unit, str(outcome.due)) == (Step.ASSIGN, "กลุ่มงานปกครอง", "2026-12-20")
    assert outcome.action == "มอบกลุ่มงานปกครอง"


def test_where_a_draft_stands_the_form_asks_the_same_first(office: Office) -> None:
    letter_id = taken_in(office, FORWARD)
    case = office.case(letter_id)
    fields = build_form(sheet_of(office.settings, case), "").model_fields
    assert case.record.content is not None
    assert next(iter(fields)) == "becomes_step"
    assert fields["becomes_step"].default == SEND_THE_DRAFT
    assert str(fields["becomes_minute"].default).endswith("\nเพื่อโปรดพิจารณา")
    noted = {"becomes_step": SAID[Step.ASSIGN], "becomes_unit": "กลุ่มงานปกครอง"}
    office.enrol()
    refused = office.answer(
        case, office.typed(case, **noted, verdict=str(Verdict.APPROVE), reviewer=CHIEF, code=office.code())
    )
    assert not refused.final
    assert any("ส่งต่อตามร่าง" in one for one in refused.problems)
    case = office.case(letter_id)
    assert read_answer(Answer(**office.form(case)), sheet_of(office.settings, case)).becomes is None
    office.enrol()
    dropped = office.answer(
        case, office.typed(case, **noted, verdict=str(Verdict.DROP), reviewer=CHIEF, code=office.code())
    )
    assert dropped.final, dropped.problems
    outcome = decided_outcome(case.outcome, dropped.becomes)
    assert (outcome.step, outcome.unit, outcome.action) == (Step.ASSIGN, "กลุ่มงานปกครอง", "มอบกลุ่มงานปกครอง")
    assert "เห็นควรแจ้ง" not in outcome.minute


def test_what_was_chosen_is_proposed_for_the_next_letter_of_the_matter_with_the_reason(office: Office) -> None:
    first = case_of(office, taken_in(office, ASKING))
    office.enrol()
    chosen = {"becomes_step": SAID[Step.ASSIGN], "becomes_unit": "กลุ่มงานปกครอง"}
    given = office.typed(first, **chosen, verdict=str(Verdict.DROP), reviewer=CHIEF, code=office.code())
    decision = office.answer(first, given)
    assert decision.final, decision.problems
    outcome = decided_outcome(first.outcome, decision.becomes)
    office.archive.decide_outcome(first.stored.id, OFFICE, outcome, CHIEF)
    (letter,) = OWN[ASKING].letters()
    number = letter.reference.value
    assert number is not None
    later = replace(letter, reference=Field(replace(number, running="9731")), dated=Field(ThaiDate(2570, 12, 1)))
    next_id = office.receive(later)
    facts = triage_facts(office.archive, later, OFFICE, next_id)
    made = became_of(office.settings, later, OFFICE, office.now.date(), facts=facts)
    office.archive.save_proposal(next_id, OFFICE, outcome_of_proposal(made.proposal))
    case = case_of(office, next_id)
    fields = build_form(sheet_of(office.settings, case), "").model_fields
    assert fields["becomes_unit"].default == "กลุ่มงานปกครอง"
    told = " ".join(one.message for one in made.plan.findings)
    assert f"ครั้งก่อนเรื่อง “{letter.subject.value}” {SAID[Step.ASSIGN]} มอบกลุ่มงานปกครอง" in told


@pytest.mark.parametrize(("field", "text"), [("becomes_due", "๓๑ กุมภาพันธ์ ๒๕๗๐"), ("becomes_step", "(เลือกว่าทำอย่างไร)")])
def test_a_day_that_is_none_and_a_step_not_chosen_are_asked_again(office: Office, field: str, text: str) -> None:
    letter_id = taken_in(office, ASKING)
    case = case_of(office, letter_id)
    office.enrol()
    answer = office.typed(case, **{field: text}, verdict=str(Verdict.DROP), reviewer=CHIEF, code=office.code())
    decision = office.answer(case, answer)
    assert not decision.final
    assert decision.problems


def test_an_answer_of_a_form_without_the_question_is_as_before(office: Office) -> None:
    letter_id = taken_in(office, ADVERT)
    case = case_of(office, letter_id)
    sheet = sheet_of(office.settings, case)
    form = {name: text for name, text in office.form(case).items() if not name.startswith("becomes_")}
    assert read_answer(Answer(**form), sheet).becomes is None
    assert decided_outcome(None, None).step is Step.NOTE


def test_several_are_noted_by_one_code_and_what_is_more_than_a_note_is_left(office: Office) -> None:
    notes = [taken_in(office, ADVERT), taken_in(office, REPORT)]
    others = [taken_in(office, ASKING), taken_in(office, FORWARD)]
    office.enrol()
    with pytest.raises(Refused):
        note_letters(office.settings, office.archive, notes, CHIEF, "000000", office.now)
    assert all(one is None or one.state != DECIDED for one in (office.archive.outcome_of(id_, OFFICE) for id_ in notes))
    office.enrol()
    done = note_letters(office.settings, office.archive, [*notes, *others], CHIEF, office.code(), office.now)
    assert done.ids == tuple(notes)
    assert [letter_id for letter_id, _ in done.left] == others
    for letter_id in notes:
        known = office.archive.outcome_of(letter_id, OFFICE)
        assert known is not None
        assert (known.state, known.by, known.outcome.action) == (DECIDED, CHIEF, "ทราบ รวมเรื่อง")
        case = case_of(office, letter_id)
        kept = office.archive.load_decision(case.draft_id, case.round)
        assert kept is not None
    again = note_letters(office.settings, office.archive, notes, CHIEF, "", office.now)
    assert not again.ids


def test_a_letter_that_was_sent_on_by_hand_is_no_note(office: Office) -> None:
    letter_id = taken_in(office, ADVERT)
    office.archive.decide_outcome(letter_id, OFFICE, Outcome(Step.FORWARD_SOME, action="แจ้งนายอำเภอพังโคน"), CHIEF)
    done = note_letters(office.settings, office.archive, [letter_id], CHIEF, "", office.now)
    assert done.left[0][1].startswith("ตัดสินใจแล้ว")


def test_a_letter_proposed_as_noted_is_noted_by_the_untouched_form(office: Office) -> None:
    letter_id = taken_in(office, REPORT)
    case = case_of(office, letter_id)
    fields = build_form(sheet_of(office.settings, case), "").model_fields
    assert fields["verdict"].default == str(Verdict.DROP)
    decision = office.answer(case, office.typed(case))
    assert decision.final, decision.problems
    assert (decision.verdict, decision.signer) == (Verdict.DROP, "")
    outcome = decided_outcome(case.outcome, decision.becomes)
    assert (outcome.step, outcome.action) == (Step.NOTE, "ทราบ รวมเรื่อง")


@pytest.mark.parametrize(
    "typed",
    [
        {"becomes_step": SAID[Step.ACT]},
        {"becomes_unit": "กลุ่มงานปกครอง"},
        {"becomes_due": "๒๐ ธันวาคม ๒๕๗๐"},
        {"verdict": str(Verdict.RETURN)},
        {"read_subject": "เรื่องอื่น"},
        {"code": "123456"},
    ],
)
def test_whatever_is_more_than_the_note_that_was_proposed_is_signed(office: Office, typed: dict[str, str]) -> None:
    case = case_of(office, taken_in(office, REPORT))
    decision = office.answer(case, office.typed(case, **typed))
    assert not decision.final
    assert decision.problems


@pytest.mark.parametrize("number", [ASKING, FORWARD])
def test_a_letter_that_asks_something_shows_no_answer(office: Office, number: str) -> None:
    letter_id = taken_in(office, number)
    case = case_of(office, letter_id) if number == ASKING else office.case(letter_id)
    assert office.form(case)["verdict"] == "(เลือกผลการตรวจ)"
    decision = office.answer(case, office.typed(case, verdict=str(Verdict.DROP), becomes_step=SAID[Step.NOTE]))
    assert not decision.final


def test_a_doubted_addressee_and_a_letter_that_was_opened_again_are_signed(office: Office) -> None:
    case = case_of(office, taken_in(office, REPORT))
    told = case.record.letter.addressees[0]
    doubted = replace(case.record.letter, addressees=(replace(told, doubts=(UNCLEAR(),)),))
    assert case.noted
    assert not replace(case, record=replace(case.record, letter=doubted)).noted
    assert not replace(case, decisions=(Decision(Verdict.DROP, case.mark, "", "", ""),)).noted
