"""Who acts in a clause: our own level is never told to act in a letter to those below, in whatever words the source says it."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pytest
from test_triage import ABOVE, letter_of

from circulars.cascade.asks.clauses.actors import split_actors
from circulars.cascade.checks.language.own_thai import faults_of
from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.directory import find_office
from circulars.directory.offices import Level
from circulars.directory.profile import default_profile
from circulars.documents.word.content import Paragraph

TODAY = dt.date(2026, 11, 25)
JOINS = ("และ", "พร้อมทั้ง", "แล้ว", "โดย", "รวมทั้ง", "ตลอดจน", "พร้อม", "ทั้งนี้ ", "จากนั้น", "และมอบหมาย")
WE = ("จังหวัด", "ผู้ว่าราชการจังหวัด", "ปลัดจังหวัด", "ที่ทำการปกครองจังหวัด")
ACTS = (
    "ตรวจทานรายชื่อก่อนเสนอกรมการปกครอง",
    "เก็บสำเนาไว้เป็นหลักฐาน",
    "รวบรวมส่งกรมการปกครอง",
    "รายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙",
)
ITEMS = (
    "ให้{we}สั่งการอำเภอปิดป้ายเตือน",
    "ให้{we}กำชับให้อำเภอปิดป้ายเตือน",
    "ให้{we}แจ้งอำเภอให้ปิดป้ายเตือน",
    "{we}มอบหมายให้อำเภอปิดป้ายเตือน",
    "ขอให้{we}แจ้งเวียนอำเภอปิดป้ายเตือน",
)
OWN_ACTS = re.compile(rf"(?:ให้|โดย|และ|แล้ว)\s?(?:{'|'.join(WE)})(?!สกลนคร)(?!ทราบ)(?=[ก-ฮเ-ไ])")
"""Our own level as an actor, looked for by letters alone and so not by the reader that is proved here."""


def drafted(body: str) -> Draft:
    letter = letter_of(ABOVE.format(body=body, subject="การทดสอบ", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    (step,) = planned(letter, default_profile(find_office("สกลนคร")), today=TODAY).plan.steps
    return draft_letter(letter, step, today=TODAY)


def asked(draft: Draft) -> str:
    texts = [one.text for one in draft.content.paragraphs]
    return "\n".join(texts[next(at for at, text in enumerate(texts) if text.startswith("ในการนี้")) :])


def sentence(tail: str) -> Draft:
    return drafted(
        "ด้วยกรมการปกครองจัดทำบัญชีบ่อน้ำตื้น\n"
        f"กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอนับบ่อน้ำตื้นทุกบ่อ {tail}\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    )


@pytest.mark.parametrize("join", JOINS)
def test_what_we_are_to_do_inside_a_sentence_stays_with_us(join: str) -> None:
    for we, act in itertools.product(WE[:3], ACTS):
        draft = sentence(f"{join}ให้{we}{act}")
        text = asked(draft)
        assert not OWN_ACTS.search(text), text
        assert "นับบ่อน้ำตื้นทุกบ่อ" in text
        assert any(act in one for one in draft.dropped), (draft.dropped, act)
        told = [one.seen for one in draft.findings if one.check == "own-task"]
        assert any(act in one for one in told), "what is left out is shown"


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_that_makes_us_tell_them_becomes_theirs(item: str) -> None:
    for we in WE:
        draft = drafted(
            "ด้วยกรมการปกครองวางแนวทางความปลอดภัย\nกรมการปกครองจึงขอให้ดำเนินการ ดังนี้\n"
            f"๑. {item.format(we=we)}\n๒. ให้อำเภอซ้อมอพยพ\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
        )
        assert "ปิดป้ายเตือน" in asked(draft)
        assert "ซ้อมอพยพ" in asked(draft)
        assert not OWN_ACTS.search(asked(draft)), asked(draft)
        assert not draft.dropped


def test_sub_items_are_judged_one_by_one() -> None:
    draft = drafted(
        "ด้วยกรมการปกครองวางแนวทางความปลอดภัย\nกรมการปกครองจึงขอให้ดำเนินการ ดังนี้\n๑. ให้อำเภอดำเนินการ ดังนี้\n"
        "๑.๑ ปิดป้ายเตือนริมตลิ่ง\n๑.๒ ให้จังหวัดจัดทำแผนที่รวม\n๑.๓ ติดตามผลในภาพรวมของจังหวัด\n"
        "๑.๔ ติดตามผลการซ่อมรั้วของโรงเรียน\n๒. ให้อำเภอซ้อมอพยพ\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    )
    text = asked(draft)
    assert "ปิดป้ายเตือนริมตลิ่ง" in text
    assert "ติดตามผลการซ่อมรั้วของโรงเรียน" in text
    assert "แผนที่รวม" not in text
    assert "ในภาพรวม" not in text
    assert draft.dropped == ("ให้จังหวัดจัดทำแผนที่รวม", "ติดตามผลในภาพรวมของจังหวัด")


def test_their_day_stands_where_we_have_a_later_one_and_moves_where_only_we_have_one() -> None:
    both = sentence("ให้เสร็จภายในวันที่ ๑๘ ธันวาคม ๒๕๖๙ และให้จังหวัดรวบรวมส่งกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙")
    assert "ภายในวันที่ ๑๘ ธันวาคม ๒๕๖๙ และรายงานผลให้จังหวัดสกลนครทราบ" in asked(both)
    assert "๒๕ ธันวาคม" not in asked(both)
    ours = sentence("และให้จังหวัดรวบรวมส่งกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙")
    assert "และรายงานผลให้จังหวัดสกลนครทราบ ภายในวันที่ ๒๒ ธันวาคม ๒๕๖๙" in asked(ours)


@pytest.mark.parametrize(
    "text",
    [
        "แจ้งอำเภอนับบ่อ และรายงานให้จังหวัดทราบ",
        "แจ้งอำเภอนับบ่อร่วมกับอำเภอและจังหวัดข้างเคียง",
        "แจ้งอำเภอนับบ่อ ทั้งของอำเภอและจังหวัด",
        "แจ้งอำเภอนับบ่อ และส่งให้จังหวัด ภายในวันที่ ๑๕ ธันวาคม ๒๕๖๙",
        "แจ้งอำเภอหรือจังหวัดเก็บสำเนา",
    ],
)
def test_a_name_that_only_gets_something_is_no_actor(text: str) -> None:
    assert split_actors(text, Level.PROVINCE, "กรมการปกครอง").kept == text


def test_a_body_that_no_district_supervises_is_not_ordered_through_districts() -> None:
    paragraph = Paragraph("ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอซ้อมอพยพ และให้เทศบาลนครจัดรถดับเพลิง")
    assert "language-beside" in {fault.check for fault, _ in faults_of((paragraph,), Level.PROVINCE)}


def test_what_is_of_the_reader_is_told_by_our_name() -> None:
    draft = drafted(
        "ด้วยกรมการปกครองพบว่า จังหวัดของท่านมีอำเภอที่ยังไม่นับบ่อน้ำตื้น และพื้นที่ของท่านมีน้ำท่วม\n"
        "กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอนับบ่อน้ำตื้น\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    )
    text = "\n".join(one.text for one in draft.content.paragraphs)
    assert "ของท่าน" not in text
    assert "จังหวัดสกลนครมีอำเภอที่ยังไม่นับบ่อน้ำตื้น" in text


@pytest.mark.parametrize("join", JOINS)
def test_the_gate_blocks_our_own_level_as_actor_by_itself(join: str) -> None:
    for we, act in itertools.product(WE, ACTS):
        text = f"ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอนับบ่อน้ำตื้น {join}ให้{we}{act}"
        assert "language-own-actor" in {fault.check for fault, _ in faults_of([Paragraph(text)], Level.PROVINCE)}, text
    told = f"ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอนับบ่อน้ำตื้น {join}ให้อำเภอรายงานผลให้จังหวัดสกลนครทราบ ภายในวันที่ ๑๕"
    assert not [fault.check for fault, _ in faults_of([Paragraph(told)], Level.PROVINCE)]


@pytest.mark.parametrize(
    ("level", "we", "they"),
    [
        (Level.DEPARTMENT, "กรม", "จังหวัด"),
        (Level.PROVINCE, "จังหวัด", "อำเภอ"),
        (Level.DISTRICT, "อำเภอ", "องค์กรปกครองส่วนท้องถิ่น"),
        (Level.DISTRICT, "นายอำเภอ", "กำนัน"),
    ],
)
def test_at_every_level_each_clause_goes_to_its_own_actor(level: Level, we: str, they: str) -> None:
    ours, theirs = f"ให้{we}เก็บแฟ้มคำสั่ง", f"ให้{they}ซ่อมรั้ว"
    for join in ("และ", "แล้ว", "พร้อมทั้ง", "โดย"):
        for text in (f"{ours} {join}{theirs}", f"{theirs} {join}{ours}"):
            split = split_actors(text, level)
            assert (split.kept, split.ours) == (theirs, (ours,)), text
        both = f"ให้{we}แจ้ง{they}ซ่อมรั้ว {join}{theirs}ใหม่"
        assert split_actors(both, level).kept == both
        assert not split_actors(both, level).ours
    assert split_actors(ours, level).kept == ours, "a task of ours alone is judged whole"
