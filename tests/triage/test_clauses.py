"""Clauses: who acts, what is performed, and that none of a source is lost; wordings are made from tables."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_triage import ABOVE, letter_of

from circulars.cascade.asks.clauses.reader import Act, Whose, read_clauses
from circulars.cascade.checks.facts.placed import Place, placed
from circulars.cascade.checks.facts.told import Held
from circulars.cascade.draft import Draft, draft_letter, redrafted
from circulars.cascade.gate import Planned, planned
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.plan.thread import PriorLetter
from circulars.cascade.text.compose import reading_of
from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.documents.word.content import Paragraph
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter
from circulars.letter.reference import parse_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.text import folded
from circulars.triage.deciding.facts import Facts

TODAY = dt.date(2026, 11, 25)
CAUSE = "ด้วยกรมการปกครองมีโครงการฝายชะลอน้ำชุมชน"
DO = "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
TASKS = ("สำรวจฝายชะลอน้ำ", "ขึ้นทะเบียนผู้เลี้ยงโคนม", "ตั้งจุดตรวจบนถนนสายรอง", "คัดเลือกเกษตรกรตัวอย่าง จำนวน ๕ ราย")
OURS = (
    "รวบรวมส่งกรมการปกครอง ภายในวันที่ ๓๐ ธันวาคม ๒๕๖๙",
    "กำกับติดตามผลการดำเนินงานในภาพรวม",
    "จัดตั้งคณะทำงานระดับจังหวัด",
    "สนับสนุนวิทยากร จำนวน ๒ คน",
    "ประเมินผลโครงการ",
)
WE = (
    "และให้จังหวัด", "พร้อมทั้งให้จังหวัด", "แล้วให้จังหวัด", "โดยให้จังหวัด", "จากนั้นให้จังหวัด", "และขอให้จังหวัด", "ทั้งนี้ ให้จังหวัด",
    "อนึ่ง ให้ที่ทำการปกครองจังหวัด", "โดยมอบหมายให้ปลัดจังหวัด", "โดยมอบสำนักงานท้องถิ่นจังหวัด", "และให้สำนักงานสาธารณสุขจังหวัด",
    "ในส่วนของจังหวัด ให้", "สำหรับจังหวัดให้", "ส่วนจังหวัด ให้", "เมื่อดำเนินการแล้วเสร็จให้จังหวัด", "ตลอดจนให้ผู้ว่าราชการจังหวัด",
    "รวมทั้งให้ สถจ. ", "และให้ท้องถิ่นจังหวัด", "นอกจากนี้ ให้จังหวัด", "กับให้จังหวัด", "และให้ สสจ. ",
)  # fmt: skip
LEADS = (
    "กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอ",
    "กรมการปกครองจึงขอให้จังหวัดสั่งการให้อำเภอ",
    "ในการนี้ ขอความร่วมมือจังหวัดแจ้งให้อำเภอ",
    "จึงขอให้จังหวัดมอบหมายอำเภอ",
    "กรมการปกครองจึงขอให้จังหวัดกำชับอำเภอ",
)
PERFORMED = (
    ("ขอเลื่อนวันรับสมัคร จากวันที่ ๑ ธันวาคม ๒๕๖๙ เป็นวันที่ ๘ ธันวาคม ๒๕๖๙", ("๑ ธันวาคม ๒๕๖๙", "๘ ธันวาคม ๒๕๖๙")),
    ("ขอยกเลิกกำหนดการตรวจเยี่ยมในวันที่ ๓ ธันวาคม ๒๕๖๙", ("ยกเลิก", "๓ ธันวาคม ๒๕๖๙")),
    ("ขอแก้ไขจำนวนผู้เข้าแข่งขัน จากเดิม “จำนวน ๑๐ คน” เป็น “จำนวน ๑๕ คน”", ("๑๐ คน", "๑๕ คน")),
    ("ขอเปลี่ยนสถานที่ฝึกซ้อมจากสนามกีฬากลาง เป็นสนามโรงเรียนสกลราชวิทยานุกูล", ("สนามกีฬากลาง", "โรงเรียนสกลราชวิทยานุกูล")),
    ("ขยายเวลารับสมัครออกไปจนถึงวันที่ ๑๕ มกราคม ๒๕๗๐", ("ขยายเวลา", "๑๕ มกราคม ๒๕๗๐")),
    ("กำหนดวันแข่งขันเป็นวันที่ ๒๐ มกราคม ๒๕๗๐ ณ สนามกีฬากลาง", ("๒๐ มกราคม ๒๕๗๐",)),
    ("ขอยืนยันกำหนดการเดิมในวันที่ ๒๐ มกราคม ๒๕๗๐", ("ยืนยัน", "๒๐ มกราคม ๒๕๗๐")),
    ("ขอแจ้งปิดระบบทะเบียนในวันที่ ๒ ธันวาคม ๒๕๖๙ เวลา ๒๐.๐๐ น.", ("ปิดระบบ", "๒ ธันวาคม ๒๕๖๙", "๒๐.๐๐")),
    ("ขอปรับปรุงแบบรายงาน โดยให้ใช้แบบ กฬ.๒ แทนแบบ กฬ.๑", ("กฬ.๒", "กฬ.๑")),
    ("ขอระงับการใช้แบบ กฬ.๑ ตั้งแต่วันที่ ๑ ธันวาคม ๒๕๖๙", ("ระงับ", "๑ ธันวาคม ๒๕๖๙")),
    ("อนุมัติให้ใช้เงินเหลือจ่าย จำนวน ๓,๐๐๐ บาท", ("๓,๐๐๐",)),
)
REQUESTS = (
    "ในการนี้ โปรดแจ้งอำเภอ{task}",
    "ทั้งนี้ ขอให้จังหวัดแจ้งอำเภอ{task}",
    "เพื่อให้การดำเนินงานเป็นไปตามเป้าหมาย ให้อำเภอ{task}",
    "ให้จังหวัดแจ้งทุกอำเภอ{task}",
    "กรมการปกครองขอเน้นย้ำให้จังหวัดกำชับอำเภอ{task}",
    "ดังนั้น เพื่อให้เกิดความเรียบร้อย ขอให้จังหวัดเร่งรัดอำเภอ{task}",
    "กรมการปกครองใคร่ขอความร่วมมือจังหวัดแจ้งอำเภอ{task}",
    "ขอได้โปรดแจ้งอำเภอ{task}",
    "ในโอกาสนี้ ขอความอนุเคราะห์จังหวัดแจ้งอำเภอ{task}",
)
NAMED = (
    ("พบว่ามีอำเภอที่ยังไม่ส่งแบบ ได้แก่ อำเภอพังโคน อำเภอภูพาน และอำเภอเต่างอย จึงขอให้จังหวัดแจ้งอำเภอดังกล่าวส่งแบบ", 3),
    ("เลือกอำเภอนำร่อง จำนวน ๒ แห่ง ดังนี้ อำเภอโคกศรีสุพรรณ และอำเภอส่องดาว จึงขอให้จังหวัดแจ้งอำเภอนำร่องเตรียมสถานที่", 2),
    ("เห็นว่า อำเภอเมืองสกลนคร และอำเภอพังโคน เป็นพื้นที่เสี่ยง จึงขอให้จังหวัดแจ้งอำเภอทั้งสองแห่งซ้อมแผน", 2),
    ("จึงขอให้จังหวัดแจ้งอำเภอ จำนวน ๒ แห่ง (อำเภอพังโคน และอำเภอภูพาน) ส่งผู้แทนเข้าอบรม", 2),
)


def letter(body: str, subject: str = "โครงการฝายชะลอน้ำ") -> Letter:
    return letter_of(ABOVE.format(body=body.replace("\n", "\n\n"), subject=subject, to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))


def planned_for(source: Letter, *to: str) -> Planned:
    return planned(source, default_profile(find_office("สกลนคร")), today=TODAY, to=to)


def drafted(body: str, *to: str) -> Draft:
    source = letter(body)
    return draft_letter(source, planned_for(source, *to).plan.steps[0], today=TODAY)


def texts(draft: Draft) -> tuple[str, str]:
    """What is told and what is asked."""
    every = [one.text for one in draft.content.paragraphs]
    at = next((at for at, text in enumerate(every) if text.startswith("ในการนี้")), len(every))
    return "\n".join(every[:at]), "\n".join(every[at:])


def blocking(draft: Draft) -> set[str]:
    return {one.check for one in draft.findings if one.severity is Severity.BLOCKS} - {"signer", "elements"}


def own_wordings() -> Iterator[tuple[str, str, str]]:
    for at, (we, act) in enumerate(itertools.product(WE, OURS[:2])):
        yield f"{LEADS[at % 5]}{TASKS[at % 4]} {we}{act}", TASKS[at % 4], act


@pytest.mark.parametrize("lead", range(3))
def test_what_we_are_asked_in_any_wording_is_ours_and_shown(lead: int) -> None:
    for sentence, task, act in itertools.islice(own_wordings(), lead, None, 3):
        draft = drafted(f"{CAUSE}\n{sentence}\n{DO}")
        _, asked = texts(draft)
        assert folded(task) in folded(asked), asked
        assert folded(act.split(" ")[0]) not in folded(asked.replace("จังหวัดสกลนคร", "")), asked
        assert "ให้จังหวัด" not in asked.replace("จังหวัดสกลนคร", ""), asked
        assert any(folded(act) in folded(one) for one in draft.dropped), (draft.dropped, act)
        assert not blocking(draft), (asked, draft.findings)


@pytest.mark.parametrize(("said", "values"), PERFORMED, ids=lambda one: one[:14] if isinstance(one, str) else "")
def test_what_the_sender_performs_is_told_with_old_and_new(said: str, values: tuple[str, ...]) -> None:
    for begin, end in (
        ("ตามที่กรมการปกครองได้แจ้งกำหนดการแข่งขันกีฬาท้องถิ่น นั้น", "จึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอทราบต่อไป"),
        (CAUSE, "จึงเรียนมาเพื่อโปรดทราบ"),
    ):
        draft = drafted(f"{begin}\nกรมการปกครองพิจารณาแล้ว มีความจำเป็น จึง{said}\n{end}", "นายอำเภอ ทุกอำเภอ")
        told, asked = texts(draft)
        assert all(folded(value) in folded(told) for value in values), told
        assert "จึงขอแจ้งให้อำเภอทราบ" in asked
        assert not blocking(draft), draft.findings


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_in_any_opening_is_asked_once(request_: str) -> None:
    for task in TASKS[:2]:
        draft = drafted(f"{CAUSE}\n{request_.format(task=task)}\nจึงเรียนมาเพื่อโปรดพิจารณา")
        told, asked = texts(draft)
        assert folded(task) in folded(asked)
        assert folded(task) not in folded(told)
        assert "ในการนี้" not in told
        assert "ให้จังหวัด" not in asked
        assert not blocking(draft), draft.findings


@pytest.mark.parametrize(("said", "count"), NAMED)
def test_offices_named_in_the_situation_are_the_recipients(said: str, count: int) -> None:
    (step,) = planned_for(letter(f"{CAUSE}\nกรมการปกครอง{said}\n{DO}")).plan.steps
    assert len(step.recipients) == count


def test_some_named_and_all_addressed_blocks() -> None:
    body = f"{CAUSE}\nกรมการปกครอง{NAMED[0][0]}\n{DO}"
    assert "recipients" in blocking(drafted(body, "นายอำเภอ ทุกอำเภอ"))
    assert "recipients" not in blocking(drafted(body, "นายอำเภอพังโคน นายอำเภอภูพาน นายอำเภอเต่างอย"))


def test_an_exception_that_is_joined_to_a_name_leaves_it_out() -> None:
    source = letter(f"{CAUSE}\nจึงขอให้จังหวัดแจ้งทุกอำเภอ ยกเว้นอำเภอพังโคนและอำเภอภูพาน สำรวจฝาย\n{DO}")
    (step,) = planned_for(source).plan.steps
    assert len(step.recipients) == 16
    assert not {"อำเภอพังโคน", "อำเภอภูพาน"} & {one.name for one in step.recipients}


def test_clauses_have_their_actor_act_days_and_report() -> None:
    body = (
        f"{CAUSE}\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝาย และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙ "
        f"โดยให้จังหวัดตรวจทานตัวเลข และขอขอบคุณมา ณ โอกาสนี้\nห้ามเผาในที่โล่ง\n{DO}"
    )
    clauses = read_clauses(letter(body), find_office("สกลนคร"))
    found = [(one.act, one.whose, one.reports_to) for one in clauses if one.act is Act.ASKED]
    assert found == [
        (Act.ASKED, Whose.BELOW, ""),
        (Act.ASKED, Whose.BELOW, "กรมการปกครอง"),
        (Act.ASKED, Whose.OURS, ""),
    ]
    assert [day.role.value for one in clauses for day in one.days] == ["report"]
    assert {Act.THANKED, Act.FORBIDDEN} <= {one.act for one in clauses}


def held(draft: Draft, source: Letter, step: CascadeStep) -> Held:
    days = tuple((one.wanted_text, one.given_text) for one in draft.deadlines)
    return Held(draft.content, source, step.office, reading_of(source, step, None), days)


PIECES = st.sampled_from(
    [
        "กรมการปกครองได้จัดสรรงบประมาณ จำนวน ๒,๕๐๐ บาท",
        "กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝายชะลอน้ำ และให้จังหวัดตรวจทานตัวเลข",
        "กรมการปกครองจึงขอเลื่อนการอบรมเป็นวันที่ ๒๒ ธันวาคม ๒๕๖๙",
        "ทั้งนี้ ให้อำเภอรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙",
        "ในการนี้ ผู้ร่วมพิธีแต่งกายชุดผ้าไทยโทนสีเหลือง",
        "ในการนี้ ขอความร่วมมือจังหวัดประชาสัมพันธ์ให้ประชาชนทราบ",
        "ห้ามเผาในที่โล่งทุกกรณี",
        "และขอขอบคุณมา ณ โอกาสนี้",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4, unique=True))
def test_every_clause_is_told_asked_ours_or_shown(pieces: list[str]) -> None:
    source = letter("\n".join((CAUSE, *pieces, DO)))
    (step,) = planned_for(source, "นายอำเภอ ทุกอำเภอ").plan.steps
    draft = draft_letter(source, step, today=TODAY)
    shown = " ".join((*draft.dropped, *(one.seen for one in draft.findings)))
    for one in placed(held(draft, source, step)):
        if one.place is Place.OURS:
            assert folded(one.clause.text)[:20] in folded(" ".join(draft.dropped)) or one.clause.text[:20] in shown
        if one.place is Place.LEFT_OUT:
            assert one.clause.text[:60] in shown


@pytest.mark.parametrize("lost", ["แต่งกายชุดผ้าไทย", "เวลา ๐๙.๓๐ น.", "นางสาวกอไก่ ตัวอย่างดี"])
def test_a_clause_with_a_dress_code_time_or_name_that_goes_nowhere_blocks(lost: str) -> None:
    source = letter(f"{CAUSE}\nผู้ร่วมพิธีพบกับประธานคือ {lost}\nจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝายชะลอน้ำ\n{DO}")
    (step,) = planned_for(source).plan.steps
    draft = draft_letter(source, step, today=TODAY)
    assert "goes-nowhere" not in blocking(draft)
    kept = tuple(one for one in draft.content.paragraphs if "ผู้ร่วมพิธี" not in one.text)
    assert len(kept) < len(draft.content.paragraphs)
    short = redrafted(draft, replace(draft.content, paragraphs=kept), source, step, today=TODAY)
    assert "goes-nowhere" in blocking(short)


def test_a_clause_without_a_fact_that_goes_nowhere_is_shown() -> None:
    source = letter(f"{CAUSE}\nที่ประชุมเห็นพ้องในหลักการทุกประการ\nจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝายชะลอน้ำ\n{DO}")
    (step,) = planned_for(source).plan.steps
    draft = draft_letter(source, step, today=TODAY)
    kept = tuple(one for one in draft.content.paragraphs if "เห็นพ้อง" not in one.text)
    short = redrafted(draft, replace(draft.content, paragraphs=kept), source, step, today=TODAY)
    assert [one.severity for one in short.findings if one.check == "left-out"] == [Severity.NOTES]
    assert "left-out" not in {one.check for one in draft.findings}


POSTPONED = (
    "เนื่องจากมีเหตุจำเป็น กรมการปกครองจึงขอเลื่อนการซ้อมเป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙ เวลา ๑๓.๓๐ น.",
    "กรมการปกครองขอเลื่อนการซ้อมดังกล่าวออกไปเป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙",
    "บัดนี้ มีการเปลี่ยนแปลงกำหนดการ โดยเลื่อนจากเดิมวันพุธที่ ๑๖ ธันวาคม ๒๕๖๙ เป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙",
    "ในการนี้ กรมการปกครองขอแจ้งเลื่อนการซ้อมเป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙",
    "กรมการปกครองมีความจำเป็นต้องเลื่อนการซ้อม ไปเป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙",
    "จึงขอเลื่อนการซ้อมไปเป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙ และขอให้จังหวัดแจ้งอำเภอทราบ",
)


@pytest.mark.parametrize("said", POSTPONED)
def test_a_postponement_says_the_old_day_as_the_old_one_and_the_new_one(said: str) -> None:
    for begin in ("ตามที่กรมการปกครองกำหนดซ้อม", "ตามหนังสือที่อ้างถึง กรมการปกครองกำหนดซ้อม"):
        draft = drafted(f"{begin}ในวันพุธที่ ๑๖ ธันวาคม ๒๕๖๙ นั้น\n{said}\nจึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอทราบต่อไป")
        told, asked = texts(draft)
        assert "ว่า ตาม" in told
        assert "ในวันพุธที่ ๑๖ ธันวาคม ๒๕๖๙ นั้น" in told
        assert "๒๒ ธันวาคม ๒๕๖๙" in told
        assert "แจ้งให้อำเภอทราบ" in asked
        assert not blocking(draft), draft.findings


@pytest.mark.parametrize(
    ("tell", "count"), [("แจ้งอำเภอทราบต่อไป", 2), ("แจ้งทุกอำเภอทราบต่อไป", 18), ("แจ้งอำเภอภูพานทราบต่อไป", 1)]
)
def test_a_letter_about_a_letter_goes_to_whom_that_one_went_and_cites_ours(tell: str, count: int) -> None:
    source = letter(
        f"ตามหนังสือที่อ้างถึง กรมการปกครองกำหนดซ้อมในวันที่ ๑๖ ธันวาคม ๒๕๖๙ นั้น\n{POSTPONED[0]}\nจึงเรียนมาเพื่อโปรดทราบ และ{tell}",
        "ขอเลื่อนการซ้อม",
    )
    facts = Facts(sent_on_to="นายอำเภอพังโคน\nนายอำเภอภูพาน")
    (step,) = planned(source, default_profile(find_office("สกลนคร")), today=TODAY, facts=facts).plan.steps
    assert len(step.recipients) == count
    codes = tuple(one.office.code for one in step.recipients if one.office)
    number = parse_reference("สน ๐๐๑๘.๑/ว ๙๐๐")
    prior = PriorLetter("จังหวัดสกลนคร", number, ThaiDate(2569, 11, 2), "ซ้อม", gist="แจ้งให้อำเภอซ้อมแผน", recipients=codes)
    draft = draft_letter(source, step, priors=(prior,), today=TODAY)
    assert draft.content.references == (prior.cited(),)
    told, _ = texts(draft)
    assert "ได้แจ้งให้อำเภอซ้อมแผน" in told
    assert "๑๖ ธันวาคม ๒๕๖๙" in told
    assert "๒๒ ธันวาคม ๒๕๖๙" in told
    assert not blocking(draft), draft.findings


def test_what_those_below_are_asked_does_not_stand_in_what_is_told() -> None:
    source = letter(
        f"{CAUSE}\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝาย และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙\n{DO}"
    )
    (step,) = planned_for(source).plan.steps
    draft = draft_letter(source, step, today=TODAY)
    assert "asked-in-told" not in {one.check for one in draft.findings}
    told = Paragraph("ด้วยกรมการปกครองขอให้อำเภอสำรวจฝาย และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙")
    asked = Paragraph("ในการนี้ จังหวัดสกลนครจึงขอแจ้งให้อำเภอทราบ")
    content = replace(draft.content, paragraphs=(told, asked))
    assert "asked-in-told" in blocking(redrafted(draft, content, source, step, today=TODAY))


LETTERED = (("(ก)", "(ข)", "(ค)"), ("ก.", "ข.", "ค."))


@pytest.mark.parametrize("marks", LETTERED)
def test_items_counted_by_letters_are_items_and_judged_one_by_one(marks: tuple[str, str, str]) -> None:
    draft = drafted(
        f"{CAUSE}\nจึงขอให้จังหวัดดำเนินการ ดังนี้\n{marks[0]} สั่งการอำเภอสำรวจฝาย\n{marks[1]} จัดสถานที่ ณ ศาลากลางจังหวัด\n"
        f"{marks[2]} แจ้งอำเภอปิดประกาศ\n{DO}"
    )
    _, asked = texts(draft)
    assert [one.text for one in draft.content.paragraphs if one.number] == ["สำรวจฝาย", "ปิดประกาศ"]
    assert "ศาลากลาง" not in asked
    assert draft.dropped == ("จัดสถานที่ ณ ศาลากลางจังหวัด",)


@pytest.mark.parametrize(
    ("said", "asked_", "not_asked"),
    [
        ("และขอให้แจ้งอำเภอทุกอำเภอจัดทำแผน ส่งให้กรมการปกครองภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙", "ส่งให้จังหวัดสกลนคร", "ส่งให้กรม"),
        ("จึงขอให้จังหวัดสั่งการอำเภอ องค์การบริหารส่วนจังหวัด และเทศบาลนครจัดตั้งจุดตรวจ", "จัดตั้งจุดตรวจ", "นครจัด"),
        (
            "จึงขอให้จังหวัดแจ้งอำเภอสำรวจฝาย แล้วรวบรวมผลของทุกอำเภอรายงานให้กรมการปกครองทราบ",
            "ให้จังหวัดสกลนครทราบ",
            "ของทุกอำเภอ",
        ),
        ("จึงขอให้จังหวัดแจ้งทายาทของสมาชิก ผ่านอำเภอพังโคน ยื่นคำขอ", "ขอให้อำเภอแจ้งทายาท", "จึงขอแจ้งทายาท"),
        ("จึงขอให้จังหวัดดำเนินการและแจ้งอำเภอดำเนินการตามปฏิทิน", "ให้อำเภอดำเนินการตามปฏิทิน", "จังหวัดดำเนินการ"),
    ],
)
def test_words_of_real_requests_are_said_to_those_below(said: str, asked_: str, not_asked: str) -> None:
    _, asked = texts(drafted(f"{CAUSE}\nกรมการปกครองได้จัดสรรงบประมาณแล้ว {said}\n{DO}"))
    assert asked_ in asked, asked
    assert not_asked not in asked.replace("จังหวัดสกลนครจึงขอให้", ""), asked
