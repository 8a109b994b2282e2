"""Told shortly, where the office says so: paragraphs are chosen and none is written, and nothing that must be known is left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.plan.plan import plan_cascade

CAUSE = (
    "ตามที่สถาบันตัวอย่างได้จัดกิจกรรมชี้แจงการใช้ระบบเฝ้าระวังน้ำหลากแก่ผู้แทนจังหวัดและอำเภอทั่วประเทศ {day} ณ โรงแรมตัวอย่าง เขตบางรัก "
    "กรุงเทพมหานคร และผ่านช่องทางออนไลน์ โดยมีผู้เข้าร่วมทั้งสิ้น ๘๗๘ คน นั้น"
)
NEW = "กรมการปกครองได้จัดทำแนวทางการใช้ระบบเฝ้าระวังน้ำหลาก พร้อมรหัสเข้าใช้งานของแต่ละอำเภอ และแผนเผชิญเหตุระดับอำเภอซึ่งปรับปรุงตามข้อเสนอแนะของผู้เข้าร่วมแล้ว"
ASK = "จึงขอให้จังหวัดแจ้งอำเภอใช้ระบบเฝ้าระวังน้ำหลากและซักซ้อมแผนเผชิญเหตุ"
OVER, TO_COME = "เมื่อวันที่ ๓๐ พฤศจิกายน ๒๕๖๖", "ในวันที่ ๓๐ มีนาคม ๒๕๖๗"


def drafted(cause: str, *situation: str, ask: str = ASK, shortly: bool = True) -> Draft:
    profile = replace(office_profile(), told_shortly=shortly)
    letter = incoming([cause, *situation, ask, "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ"])
    (step,) = plan_cascade(letter, profile, today=TODAY).steps
    return draft_letter(letter, step, today=TODAY)


def text_of(draft: Draft) -> str:
    return " ".join(one.text for one in draft.content.paragraphs)


def test_a_cause_that_is_over_is_left_to_the_enclosed_copy_and_shown() -> None:
    draft, whole = drafted(CAUSE.format(day=OVER), NEW), drafted(CAUSE.format(day=OVER), NEW, shortly=False)
    assert "โรงแรมตัวอย่าง" not in text_of(draft) and "รหัสเข้าใช้งานของแต่ละอำเภอ" in text_of(draft)
    assert draft.content.paragraphs[0].text.startswith("ด้วยจังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า ได้จัดทำ")
    assert draft.content.enclosures[0][0].startswith("สำเนาหนังสือ") and not draft.blocked
    assert [one.check for one in draft.findings if "โรงแรมตัวอย่าง" in one.seen] == ["told-shortly"]
    assert "โรงแรมตัวอย่าง" in text_of(whole) and len(text_of(draft)) < 0.7 * len(text_of(whole))
    assert draft.content.paragraphs[-1] == whole.content.paragraphs[-1]


@pytest.mark.parametrize(
    ("cause", "situation", "ask"),
    [
        (CAUSE.format(day=TO_COME), NEW, ASK),
        (CAUSE.format(day="เวลา ๐๙.๐๐ น."), NEW, ASK),
        (CAUSE.format(day="งบประมาณ ๓๐๐ บาท"), NEW, ASK),
        (CAUSE.format(day="โดยแต่งกายชุดผ้าไทย"), NEW, ASK),
        (CAUSE.format(day=OVER), NEW, ASK + "ตามกิจกรรมดังกล่าว"),
        (CAUSE.format(day=OVER), NEW.replace("กรมการปกครอง", "ในกิจกรรมดังกล่าว กรมการปกครอง", 1), ASK),
        (CAUSE.format(day=OVER), NEW + " จึงขอเลื่อนการซักซ้อมแผน", ASK),
        (CAUSE.format(day=OVER).replace("ตามที่", "ตามหนังสือกรมการปกครองซึ่ง"), NEW, ASK),
    ],
)
def test_what_must_be_known_or_is_pointed_back_at_stays(cause: str, situation: str, ask: str) -> None:
    assert "โรงแรมตัวอย่าง" in text_of(drafted(cause, situation, ask=ask))


def test_a_short_letter_is_told_whole() -> None:
    draft = drafted("ตามที่สถาบันตัวอย่างได้จัดกิจกรรม นั้น", "กรมการปกครองได้จัดทำแนวทาง")
    assert "จัดกิจกรรม" in text_of(draft)


def test_nothing_is_written_that_the_whole_telling_has_not() -> None:
    middle = "ที่ผ่านมาพบว่าหลายพื้นที่ยังขาดความเข้าใจในการใช้ระบบ"
    short, whole = (
        drafted(CAUSE.format(day=OVER), middle, NEW),
        drafted(CAUSE.format(day=OVER), middle, NEW, shortly=False),
    )
    begun = "ด้วยจังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า "
    assert all(one.text.removeprefix(begun) in text_of(whole) for one in short.content.paragraphs)
