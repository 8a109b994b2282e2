"""Local authorities that no district supervises get a letter of their own, with what they are asked and nothing else."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from test_triage import ABOVE, letter_of

from circulars.cascade.asks.beside import spoken_to
from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import Planned, planned
from circulars.cascade.plan.step_key import Audience
from circulars.directory import find_office
from circulars.directory.offices import Level
from circulars.directory.profile import default_profile
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter

TODAY = dt.date(2026, 11, 25)
THEIRS = (
    ("องค์การบริหารส่วนจังหวัด", "นายกองค์การบริหารส่วนจังหวัดสกลนคร"),
    ("อบจ. ", "นายกองค์การบริหารส่วนจังหวัดสกลนคร"),
    ("เทศบาลเมืองสกลนคร", "นายกเทศมนตรีเมืองสกลนคร"),
    ("เทศบาลนคร", "นายกเทศมนตรีนครสกลนคร"),
)
ACTS = ("สนับสนุนรถบรรทุกน้ำ จำนวน ๓ คัน", "จัดเตรียมเรือท้องแบน", "เปิดสนามกีฬาเป็นที่พักชั่วคราว")
DISTRICT_ACTS = ("ซ้อมแผนอพยพ", "ตรวจอ่างเก็บน้ำขนาดเล็ก", "ขึ้นบัญชีเครื่องสูบน้ำ")
BODIES = (
    "กรมการปกครองจึงขอให้ดำเนินการ ดังนี้\n๑. ให้อำเภอ{district}\n๒. ให้{who}{act}",
    "กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอ{district} และให้{who}{act}",
    "ในการนี้ ขอให้จังหวัดสั่งการให้อำเภอ{district} พร้อมทั้งขอให้{who}{act}",
)


def letter(body: str) -> Letter:
    whole = f"ด้วยกรมการปกครองเตรียมรับอุทกภัย\n{body}\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    return letter_of(
        ABOVE.format(body=whole.replace("\n", "\n\n"), subject="การเตรียมรับอุทกภัย", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด")
    )


def plan_of(source: Letter, *to: str) -> Planned:
    return planned(source, default_profile(find_office("สกลนคร")), today=TODAY, to=to)


def drafts(source: Letter, *to: str) -> dict[Audience, Draft]:
    return {step.key.audience: draft_letter(source, step, today=TODAY) for step in plan_of(source, *to).plan.steps}


def said(draft: Draft) -> str:
    return " ".join(one.text for one in draft.content.paragraphs)


def blocking(draft: Draft) -> set[str]:
    return {one.check for one in draft.findings if one.severity is Severity.BLOCKS} - {"signer", "elements"}


@pytest.mark.parametrize("body", BODIES)
def test_each_gets_what_it_is_asked_in_a_letter_of_its_own(body: str) -> None:
    for at, ((who, line), act) in enumerate(itertools.product(THEIRS, ACTS)):
        district = DISTRICT_ACTS[at % 3]
        made = drafts(letter(body.format(district=district, who=who, act=act)))
        assert set(made) == {Audience.DISTRICTS, Audience.BESIDE}, (who, act)
        down, beside = made[Audience.DISTRICTS], made[Audience.BESIDE]
        assert district in said(down) and act not in said(down), said(down)
        assert act in said(beside) and district not in said(beside), said(beside)
        assert beside.content.addressee == line
        assert "ให้อำเภอ" not in said(beside)
        assert "โปรด" in beside.content.purpose and "โปรด" not in down.content.purpose
        assert not blocking(down) and not blocking(beside), (blocking(down), blocking(beside))


def test_they_alone_are_asked_and_no_district_gets_the_letter() -> None:
    made = drafts(letter("กรมการปกครองจึงขอให้จังหวัดแจ้งองค์การบริหารส่วนจังหวัดสนับสนุนเครื่องสูบน้ำ จำนวน ๒ เครื่อง"))
    assert set(made) == {Audience.BESIDE}
    assert "ขอให้องค์การบริหารส่วนจังหวัดสนับสนุนเครื่องสูบน้ำ" in said(made[Audience.BESIDE])


def test_asked_together_each_is_spoken_to_by_its_own_name() -> None:
    body = "กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอและองค์กรปกครองส่วนท้องถิ่นตรวจฝาย และรายงานผลให้กรมการปกครองทราบ"
    made = drafts(letter(body))
    assert "จึงขอให้อำเภอและองค์กรปกครองส่วนท้องถิ่นตรวจฝาย" in said(made[Audience.DISTRICTS])
    assert "จึงขอให้องค์กรปกครองส่วนท้องถิ่นตรวจฝาย" in said(made[Audience.BESIDE])
    assert "นายกเทศมนตรีนครสกลนคร" in made[Audience.BESIDE].content.addressee
    assert "รายงานผลให้จังหวัดสกลนครทราบ" in said(made[Audience.BESIDE])


@pytest.mark.parametrize(
    "task",
    [
        "สำรวจถนนขององค์การบริหารส่วนจังหวัด",
        "ขุดลอกคลองร่วมกับองค์การบริหารส่วนจังหวัด",
        "ประสานองค์การบริหารส่วนจังหวัดขอใช้สนาม",
        "รายงานจำนวนเทศบาลเมืองที่ซ้อมแผน",
    ],
)
def test_a_name_that_nobody_makes_act_gets_no_letter(task: str) -> None:
    made = drafts(letter(f"กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอ{task}"))
    assert set(made) == {Audience.DISTRICTS}
    assert task in said(made[Audience.DISTRICTS])


def test_a_town_without_a_name_and_a_letter_that_a_person_limits_are_shown_as_beside() -> None:
    source = letter(BODIES[0].format(district="ซ้อมแผนอพยพ", who="เทศบาลเมือง", act="จัดเตรียมเรือ"))
    unnamed = [one.seen for one in plan_of(source).plan.findings if one.check == "beside-recipients"]
    assert unnamed == ["นายกเทศมนตรีเมือง ทุกแห่ง"]
    limited = plan_of(source, "นายอำเภอ ทุกอำเภอ").plan
    assert [step.key.audience for step in limited.steps] == [Audience.DISTRICTS]
    assert [one.seen for one in limited.findings if one.check == "beside-recipients"] == ["ให้เทศบาลเมืองจัดเตรียมเรือ"]


def test_a_person_names_them_himself() -> None:
    source = letter(BODIES[0].format(district="ซ้อมแผนอพยพ", who="เทศบาลเมือง", act="จัดเตรียมเรือ"))
    (step,) = plan_of(source, "นายกเทศมนตรีเมืองสกลนคร").plan.steps
    assert (step.addressee_line, step.unit, step.circular) == ("นายกเทศมนตรีเมืองสกลนคร", "เทศบาลเมืองสกลนคร", False)


def test_among_several_each_class_keeps_its_name() -> None:
    several = "องค์กรปกครองส่วนท้องถิ่น"
    assert spoken_to("ให้เทศบาลนครจัดรถ", several, Level.PROVINCE) == "ให้เทศบาลนครจัดรถ"
    assert spoken_to("แจ้งอำเภอ อบจ. และเทศบาลนครจัดรถ", several, Level.PROVINCE) == "แจ้ง อบจ. และเทศบาลนครจัดรถ"
