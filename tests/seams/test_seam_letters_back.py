"""Letters that are taken back, and our own letter that comes back."""

from __future__ import annotations

import datetime as dt

from seam_house import House, letter_text

from circulars.archive.known.withdrawn import WITHDRAWN, withdrawn
from circulars.archive.tracing.facts import triage_facts
from circulars.letter.finding import Severity
from circulars.review.blocks import blocks_of
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai
from circulars.triage.origin.known_letter import Relation
from circulars.triage.step import Step
from flows.reviewing.outcome.becoming import became_of, plan_for
from flows.reviewing.rounds import blocks_on, open_case


def cancelling(number: str = "๑๙", subject: str = "ยกเลิกการสำรวจแหล่งน้ำ") -> str:
    return letter_text(number, subject, cited="๑๑", task="ให้อำเภอทราบว่าไม่ต้องสำรวจแล้ว").replace(
        "ด้วยกรมการปกครองจะรวบรวมข้อมูลแหล่งน้ำ", "ด้วยกรมการปกครองมีเหตุจำเป็น"
    )


def test_a_draft_whose_letter_is_cancelled_blocks_when_it_is_looked_at_again_and_when_it_is_drafted(
    house: House,
) -> None:
    first = house.take(letter_text("๑๑"), "๑.txt")
    waiting = house.case(first)
    assert not withdrawn(house.archive, first)
    house.take(cancelling(), "๒.txt")
    assert any("ถูกยกเลิกแล้ว" in one for one in blocks_on(house.archive, waiting, house.now.date()))
    again = first
    assert [one.severity for one in withdrawn(house.archive, again)] == [Severity.BLOCKS]


def test_what_was_issued_from_a_postponed_letter_blocks_at_the_level_below(house: House) -> None:
    first = house.take(letter_text("๑๑"), "๑.txt")
    issued = house.issue(first)
    assert not withdrawn(house.archive, issued.letter_id)
    house.take(cancelling("๒๐", "ขอเลื่อนการสำรวจแหล่งน้ำ"), "๒.txt")
    found = withdrawn(house.archive, issued.letter_id)
    assert {one.check for one in found} == {WITHDRAWN}
    assert all(one.never for one in blocks_of(found)), (
        "no reviewer passes what was taken back, whatever reason he gives"
    )


SAYS = {
    Relation.CANCELS: ("ขอยกเลิกการสำรวจแหล่งน้ำ", "กรมการปกครองมีเหตุจำเป็น จึงขอยกเลิกการสำรวจดังกล่าว"),
    Relation.CORRECTS: ("ขอเลื่อนการสำรวจแหล่งน้ำ", "กรมการปกครองมีเหตุจำเป็น จึงขอเลื่อนการสำรวจเป็นวันที่ ๒๐ ธันวาคม ๒๕๖๙"),
    Relation.REMINDS: (
        "ทวงถามการสำรวจแหล่งน้ำ",
        "บัดนี้ล่วงเลยกำหนดแล้ว ยังไม่ได้รับรายงาน กรมการปกครองจึงขอให้เร่งจัดส่งภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙",
    ),
    Relation.SUPERSEDES: ("แนวทางการสำรวจแหล่งน้ำ", "กรมการปกครองปรับปรุงแนวทางแล้ว จึงขอให้ใช้แนวทางที่แนบแทนหนังสือที่อ้างถึง"),
}


def test_a_letter_about_one_that_we_sent_on_is_proposed_for_the_same_and_marks_the_old(house: House) -> None:
    first = house.take(letter_text("๑๑", task="ให้อำเภอพังโคนและอำเภอภูพานสำรวจแหล่งน้ำสาธารณะ"), "๑.txt")
    house.issue(first)
    office = house.settings.profile.office.code
    for number, (relation, (subject, told)) in enumerate(SAYS.items(), 21):
        text = letter_text(to_thai(number), subject, cited="๑๑")
        line = next(one for one in text.splitlines() if one.startswith("ด้วย"))
        taken = house.take(text.replace(line, f"ตามหนังสือที่อ้างถึง ขอให้จังหวัดสำรวจแหล่งน้ำ นั้น\n{told}"), f"{number}.txt")
        letter = house.archive.load_letter(taken).letter
        facts = triage_facts(house.archive, letter, office, taken)
        made = became_of(house.settings, letter, office, house.now.date(), facts=facts).proposal
        assert (made.relation, made.recipients) == (relation, ("นายอำเภอพังโคน", "นายอำเภอภูพาน")), relation
        assert made.step is Step.FORWARD_SOME
    told_of = " ".join(one.message for one in withdrawn(house.archive, first))
    assert "ถูกยกเลิกแล้ว" in told_of and "ถูกแก้ไข เลื่อน หรือใช้ฉบับใหม่แทนแล้ว" in told_of


def printed(house: House, first: str, *, changed: str = "") -> tuple[str, str]:
    """The issued letter as its own text, as a scan of it would be read; and its id."""
    content = house.case(first).record.content
    assert content is not None
    issued = house.issue(first)
    day = format_date(ThaiDate.from_ce(issued.dated))
    body = [one.text for one in content.paragraphs]
    lines = [
        f"ที่ {issued.reference}", *content.letterhead, day, f"เรื่อง {content.subject}", f"เรียน {content.addressee}",
        *(changed.split("\n") if changed else body), content.purpose, content.closing, f"({content.signatory_name})",
    ]  # fmt: skip
    return "\n".join(lines), issued.letter_id


def test_our_own_letter_that_comes_back_is_bound_and_neither_received_nor_drafted(house: House) -> None:
    first = house.take(letter_text("๑๑"), "๑.txt")
    text, issued = printed(house, first)
    copy = house.take(text, "สแกนที่ลงนามแล้ว.txt")
    stored = house.archive.load_letter(copy)
    assert (stored.duplicate_of, stored.received_number) == (issued, None)
    assert {"kind": "returned", "to_id": issued} in [
        {"kind": row.kind, "to_id": row.to_id} for row in house.archive.relations_of(copy)
    ]
    misread = house.take(text.replace("/ว ", "/ว ๙"), "ภาพถ่าย.txt")
    assert house.archive.load_letter(misread).duplicate_of == issued


def test_our_number_over_another_text_is_no_copy_and_drafts_nothing(house: House) -> None:
    first = house.take(letter_text("๑๑"), "๑.txt")
    other = "ด้วยจังหวัดจะจัดงานประจำปี\nในการนี้ จึงขอให้อำเภอส่งการแสดงพื้นบ้านเข้าร่วมอำเภอละหนึ่งชุดในวันเปิดงาน"
    text, _ = printed(house, first, changed=other)
    strange = house.take(text, "แปลก.txt")
    stored = house.archive.load_letter(strange)
    assert stored.duplicate_of is None
    plan = plan_for(house.settings, stored.letter, house.settings.profile.office.code, dt.date(2026, 11, 23))
    assert not plan.steps
    case = open_case(
        house.settings, house.archive, strange, house.settings.profile.office.code, "none", dt.date(2026, 11, 23)
    )
    assert case.record.content is None
