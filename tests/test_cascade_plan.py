"""Who must be told: everybody once, nobody missing, and what only a person can resolve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from cascade_cases import BODY, TODAY, incoming, office_profile
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.cascade.plan.plan import plan_below, plan_cascade
from circulars.cascade.plan.recipients import addresses, resolve
from circulars.directory.offices import find_office, offices, offices_below
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Secrecy

DISTRICTS = offices_below(find_office("สกลนคร"))
PROVINCES = offices_below(find_office("กรมการปกครอง"))


def checks(findings: Sequence[Finding]) -> set[str]:
    return {one.check for one in findings}


def test_a_province_writes_to_each_of_its_districts_once() -> None:
    plan = plan_cascade(incoming(), office_profile(), today=TODAY)
    (step,) = plan.steps
    assert step.addressee_line == "นายอำเภอ ทุกอำเภอ"
    assert [one.office for one in step.recipients] == list(DISTRICTS)
    assert len({one.office.code for one in step.recipients if one.office}) == 18
    assert step.circular and step.commands and not plan.unresolved and not plan.findings


def test_a_department_writes_to_76_provinces() -> None:
    letter = incoming(addressees=["อธิบดีกรมการปกครอง"], sender="กรมสรรพากร", number="กค ๐๗๙๙/ว ๑๒")
    (step,) = plan_cascade(letter, office_profile("กรมการปกครอง"), today=TODAY).steps
    assert step.addressee_line == "ผู้ว่าราชการจังหวัด ทุกจังหวัด"
    assert len(step.recipients) == len({one.name for one in step.recipients}) == 76
    assert not step.commands


def test_the_departments_own_circular_gives_76_letters_of_provinces_and_878_recipients() -> None:
    plan = plan_cascade(
        incoming(), office_profile("กรมการปกครอง"), today=TODAY, profile_of=lambda o: office_profile(o.code)
    )
    assert len(plan.steps) == 76
    reached = [one.office.code for step in plan.steps for one in step.recipients if one.office]
    assert len(reached) == len(set(reached)) == 878
    assert checks(plan.findings) == {"own-letter"}


def test_own_letter_with_named_offices_to_act_for() -> None:
    profile = office_profile("กรมการปกครอง", acts_for=("สน ๐๐๑๘.๑", "นพ ๐๐๑๘.๑"))
    plan = plan_cascade(incoming(), profile, today=TODAY)
    assert {step.office.name for step in plan.steps} == {"จังหวัดสกลนคร", "จังหวัดนครพนม"}


def test_an_installation_that_acts_for_several_offices_plans_for_each_that_is_addressed() -> None:
    profile = office_profile(acts_for=("นพ ๐๐๑๘.๑",))
    letter = incoming(addressees=["ผู้ว่าราชการจังหวัดสกลนคร", "ผู้ว่าราชการจังหวัดนครพนม"])
    plan = plan_cascade(letter, profile, today=TODAY)
    assert [step.office.name for step in plan.steps] == ["จังหวัดสกลนคร", "จังหวัดนครพนม"]


def test_a_district_writes_to_villages_and_to_local_authorities_where_the_letter_concerns_them() -> None:
    to_district = incoming(
        ["ด้วยจะมีการสำรวจถนน", "จึงขอให้อำเภอแจ้งองค์กรปกครองส่วนท้องถิ่น และกำนัน ผู้ใหญ่บ้าน ทราบ", "จึงเรียนมาเพื่อพิจารณาดำเนินการ"],
        addressees=["นายอำเภอ ทุกอำเภอ"],
        sender="จังหวัดสกลนคร",
        number="สน ๐๐๑๘.๑/ว ๙๙",
    )
    plan = plan_cascade(to_district, office_profile("อำเภอพังโคน"), today=TODAY)
    assert [(step.unit, step.commands) for step in plan.steps] == [
        ("กำนัน ผู้ใหญ่บ้าน", True),
        ("องค์กรปกครองส่วนท้องถิ่น", False),
    ]
    silent = office_profile("อำเภอพังโคน", forward_to_local=False)
    assert [step.unit for step in plan_cascade(to_district, silent, today=TODAY).steps] == ["กำนัน ผู้ใหญ่บ้าน"]
    commanding = office_profile("อำเภอพังโคน", polite_to_local=False)
    assert all(step.commands for step in plan_cascade(to_district, commanding, today=TODAY).steps)


def test_a_classified_letter_has_no_step() -> None:
    for mark in Secrecy:
        plan = plan_cascade(incoming(secrecy=mark), office_profile(), today=TODAY)
        assert plan.refused and not plan.steps and plan.findings[0].severity is Severity.BLOCKS


def test_a_letter_for_somebody_else_is_said_to_be() -> None:
    other = incoming(addressees=["ผู้ว่าราชการจังหวัดนครพนม"])
    assert "addressed-to-us" in checks(plan_cascade(other, office_profile(), today=TODAY).findings)
    none = incoming(addressees=[])
    assert "addressed-to-us" in checks(plan_cascade(none, office_profile(), today=TODAY).findings)


def test_a_letter_that_asks_nothing_to_be_passed_on_is_proposed_to_be_kept() -> None:
    letter = incoming(["ด้วยจะปิดระบบเพื่อปรับปรุง", "จึงเรียนมาเพื่อโปรดทราบ"])
    plan = plan_cascade(letter, office_profile(), today=TODAY)
    assert checks(plan.findings) == {"not-to-forward"} and plan.steps


@pytest.mark.parametrize(
    ("task", "line", "count"),
    [
        ("ขอให้จังหวัดแจ้งอำเภอทุกอำเภอ ยกเว้นอำเภอพังโคน ดำเนินการสำรวจ", "นายอำเภอ ทุกอำเภอ (ยกเว้นอำเภอพังโคน)", 17),
        ("ขอให้จังหวัดแจ้งอำเภอกุสุมาลย์ และอำเภอพังโคน สำรวจถนน", "นายอำเภอกุสุมาลย์ และนายอำเภอพังโคน", 2),
        ("ขอให้จังหวัดแจ้งอำเภอพังโคน สำรวจถนน", "นายอำเภอพังโคน", 1),
        ("ขอให้จังหวัดแจ้งอำเภอจัดประชุม ณ ที่ว่าการอำเภอพังโคน", "นายอำเภอ ทุกอำเภอ", 18),
    ],
)
def test_scope_that_the_task_itself_names(task: str, line: str, count: int) -> None:
    plan = plan_cascade(incoming(["ด้วยจะมีการสำรวจ", f"จึง{task}", BODY[-1]]), office_profile(), today=TODAY)
    (step,) = plan.steps
    assert (step.addressee_line, len(step.recipients)) == (line, count)
    assert ("recipients-narrowed" in checks(plan.findings)) == (count < 18)
    assert step.circular == (count > 1)


def test_an_annex_is_for_a_person_who_types_the_names() -> None:
    letter = incoming(["ด้วยจะมีการสำรวจ", "จึงขอให้จังหวัดแจ้งอำเภอตามบัญชีรายชื่อแนบสำรวจถนน", BODY[-1]])
    plan = plan_cascade(letter, office_profile(), today=TODAY)
    assert plan.unresolved and not plan.steps[0].recipients
    typed = plan_cascade(letter, office_profile(), today=TODAY, to=["นายอำเภอพังโคน", "นายอำเภอกุสุมาลย์"])
    assert not typed.unresolved and [one.name for one in typed.steps[0].recipients] == ["อำเภอกุสุมาลย์", "อำเภอพังโคน"]


def test_unknown_and_misspelt_names_are_listed_and_never_replaced() -> None:
    found = resolve(["นายอำเภอพังโคม และนายอำเภอกุสุมาลย์"], DISTRICTS)
    assert [one.name for one in found.recipients] == ["อำเภอกุสุมาลย์"]
    assert len(found.unresolved) == 1 and "พังโคน" in found.unresolved[0]


def test_groups_by_region_and_by_the_offices_own_names() -> None:
    assert len(resolve(["ผู้ว่าราชการจังหวัดภาคตะวันออกเฉียงเหนือ"], PROVINCES).recipients) == 20
    assert len(resolve(["ผู้ว่าราชการจังหวัดในภาคใต้"], PROVINCES).recipients) == 14
    assert resolve(["ผู้ว่าราชการจังหวัดภาคกลาง"], PROVINCES).unresolved
    own = resolve(["กลุ่มจังหวัดสนุก"], PROVINCES, {"กลุ่มจังหวัดสนุก": ("สกลนคร", "นครพนม", "มุกดาหาร")})
    assert len(own.recipients) == 3


def test_a_printed_count_that_does_not_agree_is_shown() -> None:
    plan = plan_cascade(incoming(), office_profile(), today=TODAY, to=["นายอำเภอ ทุกอำเภอ จำนวน ๑๗ อำเภอ"])
    assert "recipients-count" in checks(plan.findings)
    plan = plan_cascade(incoming(), office_profile(), today=TODAY, to=["นายอำเภอ ทุกอำเภอ จำนวน ๑๘ อำเภอ"])
    assert "recipients-count" not in checks(plan.findings)


@pytest.mark.parametrize(
    ("line", "office", "means"),
    [
        ("ผู้ว่าราชการจังหวัด ทุกจังหวัด", "สกลนคร", True),
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด (ยกเว้นจังหวัดสกลนคร)", "สกลนคร", False),
        ("ผู้ว่าราชการจังหวัดสกลนคร", "สกลนคร", True),
        ("ผู้ว่าราชการจังหวัดนครพนม", "สกลนคร", False),
        ("นายอำเภอ ทุกอำเภอ", "อำเภอพังโคน", True),
        ("นายอำเภอกุสุมาลย์ พังโคน และวานรนิวาส", "อำเภอพังโคน", True),
        ("ตามบัญชีรายชื่อแนบท้าย", "สกลนคร", None),
        ("หัวหน้าส่วนราชการ", "สกลนคร", None),
    ],
)
def test_is_it_for_us(line: str, office: str, means: bool | None) -> None:
    assert addresses([line], find_office(office)) is means


@settings(deadline=None)
@given(st.lists(st.sampled_from(DISTRICTS), min_size=1))
def test_any_list_of_names_resolves_to_exactly_those_in_order_and_once(chosen: list[object]) -> None:
    names = [one.head_title for one in DISTRICTS if one in chosen]
    doubled = [*names, names[0]]
    found = resolve([" ".join(doubled)], DISTRICTS)
    assert [one.title for one in found.recipients] == names and not found.unresolved


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_addressee_line_is_resolved_or_listed(line: str) -> None:
    found = resolve([line], DISTRICTS)
    assert len({one.name for one in found.recipients}) == len(found.recipients)
    assert addresses([line], find_office("สกลนคร")) in (True, False, None)


def test_every_office_below_gets_a_plan_of_its_own() -> None:
    (step,) = plan_cascade(incoming(), office_profile(), today=TODAY).steps
    issued = incoming(addressees=["นายอำเภอ ทุกอำเภอ"], sender="ศาลากลางจังหวัดสกลนคร", number="สน ๐๐๑๘.๑/ว ๑๒")
    plans = plan_below(issued, step.recipients, today=TODAY)
    assert [plan.steps[0].office for plan in plans] == list(DISTRICTS)


def test_the_directory_has_the_offices_that_the_plans_rest_on() -> None:
    assert len(PROVINCES) == 76 and len([one for one in offices() if one.level == "district"]) == 878


def test_a_ministry_writes_to_its_departments_where_the_letter_speaks_of_them_and_they_to_the_provinces() -> None:
    letter = incoming(
        ["ด้วยมีการปรับปรุง", "จึงขอให้กระทรวงแจ้งส่วนราชการในสังกัดทราบและถือปฏิบัติ", BODY[-1]],
        addressees=["ปลัดกระทรวงมหาดไทย"],
        sender="สำนักเลขาธิการคณะรัฐมนตรี",
        number="นร ๐๕๙๙/ว ๑๒",
    )
    plan = plan_cascade(letter, office_profile("กระทรวงมหาดไทย"), today=TODAY)
    (step,) = plan.steps
    assert step.addressee_line == "หัวหน้าส่วนราชการในสังกัดกระทรวงมหาดไทย ทุกแห่ง" and not step.commands
    assert "กรมการปกครอง" in [one.name for one in step.recipients] and len(step.recipients) > 5
    assert "departments" in checks(plan.findings)
    assert addresses([step.addressee_line], find_office("กรมการปกครอง")) is True
    assert addresses([step.addressee_line], find_office("กรมสรรพากร")) is not True
    to_provinces = replace(letter, body=incoming(["ด้วยมีการปรับปรุง", "จึงขอให้กระทรวงแจ้งจังหวัดทราบ", BODY[-1]]).body)
    (step,) = plan_cascade(to_provinces, office_profile("กระทรวงมหาดไทย"), today=TODAY).steps
    assert len(step.recipients) == 76
