"""What becomes of a letter: rows of words, and letters that must not go down."""

from __future__ import annotations

import pytest

from circulars.directory import find_office
from circulars.directory.offices import Level
from circulars.directory.profile import Unit, default_profile
from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource, TextLine
from circulars.lexicon.reading.triage.names import NAMES, Names
from circulars.lexicon.reading.triage.units import UNITS, UnitWords
from circulars.lexicon.reading.triage.words import ROWS, Row, Tag
from circulars.triage.minuting.units import unit_for
from circulars.triage.origin.direction import BODIES, Body
from circulars.triage.origin.known_letter import Relation
from circulars.triage.proposal import Facts, Proposal, propose
from circulars.triage.reading.words import words_of
from circulars.triage.step import Step

ABOVE = """ที่ มท ๐๓๑๗/ว ๓๑๔๒๐
กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐
๒๓ พฤศจิกายน ๒๕๖๙
เรื่อง {subject}
เรียน {to}
{body}
ขอแสดงความนับถือ
(นายกอไก่ ตัวอย่างดี)
อธิบดีกรมการปกครอง
โทร. ๐ ๒๒๒๑ ๐๐๐๑
"""


def letter_of(text: str) -> Letter:
    (letter,) = read_letters(
        [Page(1, tuple(TextLine(one, None, 1.0, "text") for one in text.splitlines()), PageSource.TEXT)]
    )
    return letter


def from_above(body: str, subject: str = "การทดสอบ", to: str = "ผู้ว่าราชการจังหวัด ทุกจังหวัด") -> Proposal:
    letter = letter_of(ABOVE.format(body=body, subject=subject, to=to))
    return propose(letter, default_profile(find_office("สกลนคร")))


@pytest.mark.parametrize(
    ("sent_on_to", "step"),
    [
        ("นายอำเภอ ทุกอำเภอ", Step.FORWARD_ALL),
        ("นายอำเภอพังโคน", Step.FORWARD_SOME),
        ("นายอำเภอพังโคน\nนายอำเภอภูพาน", Step.FORWARD_SOME),
        ("นายอำเภอ ทุกอำเภอ (ยกเว้นอำเภอพังโคน)", Step.FORWARD_SOME),
    ],
)
def test_a_cancellation_goes_to_whom_the_letter_before_it_went(sent_on_to: str, step: Step) -> None:
    body = "ตามหนังสือที่อ้างถึง แจ้งกำหนดการประชุม นั้น กรมการปกครองขอยกเลิกการประชุมดังกล่าว\nจึงเรียนมาเพื่อโปรดทราบ"
    letter = letter_of(ABOVE.format(body=body, subject="ขอยกเลิกการประชุม", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    made = propose(letter, default_profile(find_office("สกลนคร")), facts=Facts(sent_on_to=sent_on_to))
    assert (made.step, made.recipients) == (step, tuple(sent_on_to.splitlines()))


def test_a_reminder_of_what_we_sent_on_goes_to_the_same_and_else_is_ours() -> None:
    body = (
        "ตามหนังสือที่อ้างถึง ขอให้จังหวัดส่งข้อมูลภายในวันที่ ๑๖ พฤศจิกายน ๒๕๖๙ นั้น\nบัดนี้ล่วงเลยกำหนดแล้ว ยังไม่ได้รับข้อมูล "
        "กรมการปกครองจึงขอให้เร่งจัดส่งภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    )
    text = ABOVE.format(body=body, subject="ทวงถามการส่งข้อมูล", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด")
    cited = "อ้างถึง หนังสือกรมการปกครอง ที่ มท ๐๓๑๗/ว ๓๐๐๐๐ ลงวันที่ ๒ พฤศจิกายน ๒๕๖๙\n"
    letter = letter_of(text.replace("ตามหนังสือที่", f"{cited}ตามหนังสือที่", 1))
    office = default_profile(find_office("สกลนคร"))
    sent = propose(letter, office, facts=Facts(sent_on_to="นายอำเภอ ทุกอำเภอ"))
    assert (sent.relation, sent.step, sent.recipients) == (Relation.REMINDS, Step.FORWARD_ALL, ("นายอำเภอ ทุกอำเภอ",))
    assert propose(letter, office).step is Step.ANSWER


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.tag))
def test_each_row_of_words_has_a_sentence_that_means_it_and_one_that_does_not(row: Row) -> None:
    assert row.tag in {word.tag for word in words_of(row.example, Level.PROVINCE)}
    assert row.tag not in {word.tag for word in words_of(row.counter, Level.PROVINCE)}


@pytest.mark.parametrize("row", BODIES, ids=lambda row: str(row.direction))
def test_each_kind_of_sender_has_a_name_and_one_that_is_none(row: Body) -> None:
    assert row.example.startswith(row.begins)
    assert not row.counter.startswith(row.begins)


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row.words[0])
def test_each_class_of_names_is_met_in_its_sentence_and_not_in_what_is_alike(row: Names) -> None:
    level = row.level or Level.PROVINCE
    assert set(row.words) & {word.text for word in words_of(row.example, level)}
    assert not {word.text for word in words_of(row.counter, level)} & set(row.words)
    tags = {word.tag for word in words_of(row.example, level)}
    assert row.tag in tags or row.tag is Tag.PLAIN


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row.name)
def test_each_unit_gets_a_letter_of_its_matter_and_none_alike(row: UnitWords) -> None:
    units = [Unit(one.name, one.words) for one in UNITS if one.level is row.level]
    found, other = unit_for(row.example, "", units), unit_for(row.counter, "", units)
    assert found is not None and found.unit == row.name
    assert other is None or other.unit != row.name


@pytest.mark.parametrize(
    ("body", "step"),
    [
        ("ด้วยมีงาน จึงขอให้จังหวัดแจ้งอำเภอสำรวจ", Step.FORWARD_ALL),
        ("ด้วยมีงาน จึงขอให้จังหวัดแจ้งอำเภอพังโคน และอำเภอภูพาน สำรวจ", Step.FORWARD_SOME),
        ("ด้วยมีงาน จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอ ยกเว้นอำเภอพังโคน สำรวจ", Step.FORWARD_SOME),
        ("ด้วยมีงาน จึงขอให้จังหวัดส่งข้อมูลของอำเภอให้กรมการปกครองภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙", Step.ANSWER),
        ("ด้วยมีงาน จึงขอเรียนเชิญท่านเป็นประธานในวันที่ ๒๕ ธันวาคม ๒๕๖๙ ณ อำเภอพังโคน", Step.ACT),
        ("ด้วยมีงาน จึงขอให้จังหวัดแจ้งรายชื่อผู้ประสานงาน จำนวน ๒ คน", Step.ASSIGN),
        ("ด้วยกรมได้แต่งตั้งนายอำเภอแล้ว จึงเรียนมาเพื่อโปรดทราบ", Step.NOTE),
    ],
)
def test_what_is_asked_of_whom_decides(body: str, step: Step) -> None:
    assert from_above(body).step is step


def test_a_name_after_of_is_asked_nothing_and_one_named_is_the_only_one() -> None:
    assert from_above("จึงขอให้จังหวัดแจ้งอำเภอพังโคน และอำเภอภูพาน สำรวจ").recipients == ("นายอำเภอพังโคน", "นายอำเภอภูพาน")
    told = from_above("จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอ ยกเว้นอำเภอพังโคน สำรวจ")
    assert told.recipients == ("นายอำเภอ ทุกอำเภอ (ยกเว้นอำเภอพังโคน)",)


def test_who_is_meant_by_these_is_found_whole_or_asked() -> None:
    listed = "ด้วยพบว่าอำเภอที่ไม่รายงาน จำนวน {} อำเภอ ได้แก่ อำเภอกุดบาก อำเภอเต่างอย และอำเภอภูพาน"
    asked = "กรมการปกครองจึงขอให้จังหวัดเร่งรัดอำเภอดังกล่าวรายงานผล"
    sure = from_above(f"{listed.format('๓')}\n{asked}")
    assert sure.recipients == ("นายอำเภอกุดบาก", "นายอำเภอเต่างอย", "นายอำเภอภูพาน")
    assert sure.drafts_down
    short = from_above(f"{listed.format('๔')}\n{asked}")
    assert "recipients" in short.doubtful
    assert not short.drafts_down


def test_a_letter_for_another_is_returned_and_a_classified_one_never_goes_down() -> None:
    body = "จึงขอให้จังหวัดแจ้งอำเภอสำรวจ"
    assert from_above(body, to="ผู้ว่าราชการจังหวัดนครพนม").step is Step.RETURN
    secret = letter_of("ลับ\n" + ABOVE.format(body=body, subject="ข่าว", to="ผู้ว่าราชการจังหวัดสกลนคร"))
    assert propose(secret, default_profile(find_office("สกลนคร"))).step is Step.ASSIGN


def test_a_postponement_of_what_went_down_goes_down_too() -> None:
    body = (
        "ตามที่กรมการปกครองขอให้จังหวัดแจ้งอำเภอเข้าร่วมประชุมในวันที่ ๑๖ ธันวาคม ๒๕๖๙ นั้น\n"
        "กรมการปกครองจึงขอเลื่อนการประชุมเป็นวันที่ ๒๒ ธันวาคม ๒๕๖๙\nจึงเรียนมาเพื่อโปรดทราบ"
    )
    told = from_above(body, subject="ขอเลื่อนการประชุม")
    assert (told.step, told.relation) == (Step.FORWARD_ALL, Relation.CORRECTS)
    ours = body.replace("ขอให้จังหวัดแจ้งอำเภอเข้าร่วม", "เชิญท่านเข้าร่วม")
    assert not from_above(ours, subject="ขอเลื่อนการประชุม").step.forwards
