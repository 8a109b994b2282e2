"""From office to office: what a letter encloses does not grow by a copy a hop, and its places stay right."""

from __future__ import annotations

import datetime as dt

from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import Page, PageSource, TextLine
from circulars.letter.reference import parse_reference
from circulars.thai.dates import ThaiDate

NUMBERS = ("สน ๐๐๑๘.๑/ว ๙๐๑", "สน ๐๕๑๘/ว ๑๒")


def hops(letter: Letter) -> list[Draft]:
    drafts = []
    for office, number in zip(("สกลนคร", "อำเภอพังโคน"), NUMBERS, strict=True):
        (step, *_) = plan_cascade(letter, office_profile(office), today=TODAY).steps
        drafts.append(draft_letter(letter, step, today=TODAY))
        reference = parse_reference(number)
        assert reference is not None
        letter = issued_as_letter(drafts[-1], reference, ThaiDate(2567, 1, 22))
    return drafts


def source(*enclosures: str) -> Letter:
    body = [
        "ด้วยกรมการปกครองได้จัดทำคู่มือการใช้เรือ",
        "จึงขอให้จังหวัดแจ้งอำเภอและกำนัน ผู้ใหญ่บ้านใช้เรือตามคู่มือ (สิ่งที่ส่งมาด้วย ๑) และบันทึกผลตามแบบ (สิ่งที่ส่งมาด้วย ๒)",
        "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ",
    ]
    return incoming(body, enclosures=[(one, "๑ ชุด") for one in enclosures])


def test_the_list_does_not_grow_and_its_places_stay_right() -> None:
    first, second = hops(source("คู่มือการใช้เรือ", "แบบบันทึกผล"))
    assert [title for title, _ in first.content.enclosures][1:] == ["คู่มือการใช้เรือ", "แบบบันทึกผล"]
    assert [title for title, _ in second.content.enclosures] == [
        "สำเนาหนังสือจังหวัดสกลนคร ด่วน ที่ สน ๐๐๑๘.๑/ว ๙๐๑ ลงวันที่ ๒๒ มกราคม ๒๕๖๗ พร้อมสิ่งที่ส่งมาด้วย ๑",
        "คู่มือการใช้เรือ",
        "แบบบันทึกผล",
    ]
    text = " ".join(one.text for one in second.content.paragraphs)
    assert "คู่มือ (สิ่งที่ส่งมาด้วย ๒)" in text and "แบบ (สิ่งที่ส่งมาด้วย ๓)" in text
    assert not first.blocked and not second.blocked


def test_who_acts_with_the_recipients_is_named_and_asked_in_the_end() -> None:
    first, second = hops(source("คู่มือการใช้เรือ", "แบบบันทึกผล"))
    assert "ขอให้อำเภอและกำนัน ผู้ใหญ่บ้านใช้เรือ" in first.content.paragraphs[1].text
    assert "ขอให้กำนัน ผู้ใหญ่บ้านใช้เรือ" in second.content.paragraphs[1].text


def test_a_copy_that_is_all_there_is_goes_with_the_letter_that_has_it() -> None:
    _, second = hops(source())
    ((title, quantity),) = second.content.enclosures
    assert title.endswith("พร้อมสิ่งที่ส่งมาด้วย") and quantity == "๑ ชุด"


def test_a_copy_that_the_sender_does_not_forward_is_an_enclosure_like_others() -> None:
    (first, _) = hops(source("สำเนาหนังสือสำนักงบประมาณ ที่ นร ๐๗๐๐/๑ ลงวันที่ ๓ มกราคม ๒๕๖๗", "แบบบันทึกผล"))
    assert len(first.content.enclosures) == 3


SEALED = """ที่ มท ๐๘๐๙.๒/ว ๒๔๓

ถึง สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด ทุกจังหวัด

ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้จัดทำคู่มือการจัดเก็บรายได้ {ask}

กรมส่งเสริมการปกครองท้องถิ่น
๒๕ พฤศจิกายน ๒๕๖๙
"""


def test_a_sealed_letter_goes_on_sealed_and_its_seal_is_no_text() -> None:
    for ask in ("จึงขอให้แจ้งอำเภอใช้คู่มือตั้งแต่วันที่ ๑ มกราคม ๒๕๗๐", "ขอให้จังหวัดแจ้งอำเภอทุกแห่งใช้คู่มือตั้งแต่วันที่ ๑ มกราคม ๒๕๗๐"):
        lines = tuple(TextLine(one, None, 1.0, "text") for one in SEALED.format(ask=ask).splitlines())
        (letter,) = read_letters([Page(1, lines, PageSource.TEXT)])
        day = dt.date(2026, 11, 30)
        step, *_ = planned(letter, office_profile(), today=day).plan.steps
        draft = draft_letter(letter, step, today=day)
        assert draft.content.kind is LetterKind.STAMPED and draft.content.salutation == "ถึง"
        assert not any("๒๕ พฤศจิกายน" in one.text for one in draft.content.paragraphs[:-1]) and not draft.blocked
        assert any("ใช้คู่มือตั้งแต่วันที่ ๑ มกราคม ๒๕๗๐" in one.text for one in draft.content.paragraphs)
