"""Seventy-two letters in wordings that no rule was made for when they were written; `wordings` tells how they are put together.

At their first reading 60 were right, 1 went down unasked that must not, 8 of 30 were missed. What they showed is mended; they
now hold it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from own_letters import OwnLetter, own_letters
from wordings import wordings

from circulars.triage.proposal import Proposal

Proposed = list[tuple[OwnLetter, Proposal | None]]


@pytest.fixture(scope="module", name="proposed")
def proposed_() -> Proposed:
    return [(letter, letter.proposal()) for letter in wordings()]


def test_the_step_is_right_and_none_goes_down_that_must_not(proposed: Proposed) -> None:
    wrong = [letter.number for letter, made in proposed if made is None or made.step not in letter.right]
    assert len(wrong) <= len(proposed) * 0.03, wrong
    assert not [
        x.number for x, made in proposed if made and made.step.forwards and not any(one.forwards for one in x.right)
    ]
    assert not [x.number for x, made in proposed if made and x.step.forwards and not made.step.forwards]


def test_recipients_and_days_are_those_of_the_letter(proposed: Proposed) -> None:
    said = [(x.number, made.recipients) for x, made in proposed if made and made.step.forwards and x.step.forwards]
    meant = {x.number: set(x.recipients) for x, _ in proposed}
    assert not [(number, lines) for number, lines in said if set(lines) != meant[number]]
    days = [(x, made) for x, made in proposed if made and x.due and not x.due.startswith("receipt")]
    assert not [x.number for x, made in days if made.due is None or made.due.iso_be != x.due]


def test_what_is_clear_is_not_asked(proposed: Proposed) -> None:
    assert len([x.number for x, made in proposed if made and "step" in made.doubtful]) <= len(proposed) * 0.05


@pytest.mark.parametrize(
    ("asked", "recipients"),
    [
        ("ขอให้จังหวัดแจ้งเทศบาลนครจัดตั้งจุดตรวจ", ("นายกเทศมนตรีนครลำปาง",)),
        ("ขอให้จังหวัดแจ้งเทศบาลนครลำปางปรับปรุงถนน", ("นายกเทศมนตรีนครลำปาง",)),
        ("ขอให้จังหวัดแจ้งเทศบาลเมืองส่งรายงาน", ("นายกเทศมนตรีเมือง ทุกแห่ง",)),
        ("ขอให้จังหวัดแจ้งเทศบาลเมืองเขลางค์นครส่งรายงาน", ("นายกเทศมนตรีเมืองเขลางค์นคร",)),
    ],
)
def test_a_verb_behind_a_class_is_no_name(asked: str, recipients: tuple[str, ...]) -> None:
    letter = next(one for one in wordings() if one.number == "19")
    made = replace(
        letter, text=letter.text.replace("ขอให้จังหวัดแจ้งเทศบาลนครลำปางปรับปรุงระบบบำบัดน้ำเสียให้ใช้งานได้", asked)
    ).proposal()
    assert made is not None and made.recipients == recipients


def test_wordings_that_nothing_was_tuned_on() -> None:
    """Twenty-four more, read once after the others were mended: 24 right, none wrongly down, none missed."""
    made = [(letter, letter.proposal()) for letter in wordings("letters_wordings_unseen.txt")]
    assert len([1 for x, one in made if one is None or one.step not in x.right]) <= len(made) * 0.10
    assert not [x.number for x, one in made if one and one.step.forwards and not any(s.forwards for s in x.right)]


@pytest.mark.parametrize(("name", "first"), [("letters_longer.txt", 40), ("letters_longer_unseen.txt", 20)])
def test_letters_of_two_and_three_paragraphs(name: str, first: int) -> None:
    """Labelled before they were read. Of the first forty 37 were right, one went down (asked), 3 were asked though clear; of the
    twenty written after those were mended, and read once, 20 were right, one was asked though clear.
    """
    made = [(letter, letter.proposal()) for letter in wordings(name)]
    assert len(made) == first
    assert len([1 for x, one in made if one is None or one.step not in x.right]) <= first * 0.03
    assert not [x.number for x, one in made if one and one.step.forwards and not any(s.forwards for s in x.right)]
    assert len([x.number for x, one in made if one and "step" in one.doubtful]) <= first * 0.05
    said = [(x, one) for x, one in made if one and one.step.forwards and x.recipients]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]


def test_sixty_letters_of_a_page() -> None:
    """Labelled before they were read: at their first reading 56 had the step and 57 one that a clerk could take, two went down
    unasked that must not, one was asked though clear, 18 of 19 had the recipients, 58 the day. What they showed is mended.
    """
    made = [(letter, letter.proposal()) for letter in wordings("letters_whole.txt")]
    assert len(made) == 60
    assert len([x.number for x, one in made if one is None or one.step not in x.right]) <= 1
    assert not [x.number for x, one in made if one and one.step.forwards and not any(s.forwards for s in x.right)]
    assert len([x.number for x, one in made if one and "step" in one.doubtful]) <= 1
    said = [(x, one) for x, one in made if one and one.step.forwards and x.step.forwards and x.recipients]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]
    days = [(x, one) for x, one in made if one and x.due.startswith("25")]
    assert not [x.number for x, one in days if one.due is None or one.due.iso_be != x.due]


@pytest.mark.parametrize(("name", "count"), [("letters_whole_unseen.txt", 30), ("letters_whole_last.txt", 20)])
def test_letters_of_a_page_that_nothing_was_tuned_on(name: str, count: int) -> None:
    """Thirty, written after the sixty were mended and read once: 26 had the step and 28 one that a clerk could take, none went down
    that must not, none was missed, one was asked, 9 of 9 had the recipients, 28 the day (two more say ``at-once``). Twenty after
    those: 18 and 19, one missed (``เชิญกำนัน``), one asked, 6 of 6, 20. What both showed is mended.
    """
    made = [(letter, letter.proposal()) for letter in wordings(name)]
    assert len(made) == count
    assert len([x.number for x, one in made if one is None or one.step not in x.right]) <= 2
    assert not [x.number for x, one in made if one and one.step.forwards and not any(s.forwards for s in x.right)]
    assert not [x.number for x, one in made if one and x.step.forwards and not one.step.forwards]
    assert len([x.number for x, one in made if one and "step" in one.doubtful]) <= 1
    said = [(x, one) for x, one in made if one and one.step.forwards and x.step.forwards and x.recipients]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]
    days = [(x, one) for x, one in made if one and x.due.startswith("25")]
    assert not [x.number for x, one in days if one.due is None or one.due.iso_be != x.due]


def test_sixty_letters_of_every_kind() -> None:
    """กฐิน, courts, banks, temples, schools, police, districts that ask, universities …: labelled before they were read. At their
    first reading 57 had the step and 58 one that a clerk could take, none went down that must not, none was missed or asked, 12 of
    13 had the recipients, 57 the day. What they showed is mended.
    """
    made = [(letter, letter.proposal()) for letter in wordings("letters_varied.txt")]
    assert len(made) == 60
    assert not [x.number for x, one in made if one is None or one.step not in x.right]
    assert not [x.number for x, one in made if one and "step" in one.doubtful]
    said = [(x, one) for x, one in made if one and one.step.forwards and x.step.forwards and x.recipients]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]
    days = [(x, one) for x, one in made if one and x.due.startswith("25")]
    assert not [x.number for x, one in days if one.due is None or one.due.iso_be != x.due]


def test_forty_letters_of_every_kind_that_nothing_was_tuned_on() -> None:
    """Written after the sixty were mended and read once: 35 had the step and 37 one that a clerk could take, two went down that must
    not (what had been asked before, and people picked to go), none was missed or asked, 12 of 12 had the recipients, 37 the day
    (two more have a day that I had not written down). What they showed is mended.
    """
    made = [(letter, letter.proposal()) for letter in wordings("letters_varied_unseen.txt")]
    assert len(made) == 40
    assert len([x.number for x, one in made if one is None or one.step not in x.right]) <= 1
    assert not [x.number for x, one in made if one and one.step.forwards and not any(s.forwards for s in x.right)]
    assert not [x.number for x, one in made if one and x.step.forwards and not one.step.forwards]
    said = [(x, one) for x, one in made if one and one.step.forwards and x.step.forwards and x.recipients]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("ก่อนหน้านี้กรมได้ขอความร่วมมือจังหวัดแจ้งอำเภอสำรวจบ่อบาดาลไว้แล้ว จึงขอให้จังหวัดส่งบัญชีให้แขวงทางหลวงแพร่", "answer"),
        ("กรมได้ขอให้จังหวัดสั่งการอำเภอเร่งตรวจสถานบริการ จึงขอให้ดำเนินการโดยด่วน", "forward-all"),
        ("จึงขอให้จังหวัดส่งเจ้าหน้าที่ในสังกัดเข้าร่วมการอบรม ณ โรงแรมตัวอย่าง", "assign"),
        ("จึงขอให้จังหวัดมอบหมายบุคลากรในสังกัดเป็นคณะทำงานจัดทำแผน", "assign"),
        ("จึงขอให้จังหวัดมอบหมายหน่วยงานในสังกัดเข้าร่วมโครงการลดพลังงาน", "forward-all"),
        ("จึงขอผ่อนผันการชำระค่าปรับออกไปอีก ๓๐ วัน", "act"),
        ("จึงขอถอนหลักประกันสัญญาจ้าง จำนวน ๕๐,๐๐๐ บาท", "act"),
        ("จึงขอมอบเครื่องคอมพิวเตอร์ จำนวน ๕ เครื่อง ไว้ใช้ในราชการ", "note"),
        ("จึงขอชี้แจงข้อเท็จจริงมาเพื่อประกอบการพิจารณา", "note"),
        ("จึงเสนอบัญชีรายละเอียดมาเพื่อโปรดพิจารณาอนุมัติ", "act"),
    ],
)
def test_what_is_begged_was_asked_before_or_sends_a_person(text: str, step: str) -> None:
    letter = next(one for one in wordings() if one.number == "20")
    head, _, foot = letter.text.partition("\nด้วย")
    whole = f"{head}\nด้วยมีความจำเป็นตามระเบียบของทางราชการ {text}\n\nจึงเรียนมาเพื่อโปรดพิจารณา\nขอแสดงความนับถือ{foot.partition('ขอแสดงความนับถือ')[2]}"
    made = replace(letter, text=whole).proposal()
    assert made is not None and made.step == step


def test_forty_letters_of_other_offices() -> None:
    """Provinces of the south and west, districts, departments; radio, memo, stamps: labelled before they were read. At their first
    reading 33 had the step and 36 one that a clerk could take, none went down that must not, 3 of 13 were missed (verbs of passing
    on that were no rows, items of one paragraph), one was asked. What they showed is mended.
    """
    made = [(letter, letter.proposal()) for letter in own_letters("letters_offices.txt")]
    assert len(made) == 40
    assert len([x.number for x, one in made if one is None or one.step not in x.right]) == 0
    assert not [x.number for x, one in made if one and x.step.forwards and not one.step.forwards]
    assert [x.number for x, one in made if one and "step" in one.doubtful] == [
        "34"
    ]  # ว(ล): the mark of a secret circular
    said = [(x, one) for x, one in made if one and one.step.forwards and x.step.forwards]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]
    assert not [
        x.number for x, one in made if one and x.due.startswith("25") and (not one.due or one.due.iso_be != x.due)
    ]


def test_thirty_letters_of_other_offices_that_nothing_was_tuned_on() -> None:
    """Written after the forty were mended and read once: 25 had the step and 27 one that a clerk could take, none went down that must
    not, 2 of 13 were missed (บูรณาการ, ขอความร่วมมือจาก), 2 were asked though clear and one rightly (whom a condition means), 10 of 11
    had the recipients, 26 the day (one more was not written down). What they showed is mended.
    """
    made = [(letter, letter.proposal()) for letter in own_letters("letters_offices_unseen.txt")]
    assert len(made) == 30
    assert not [x.number for x, one in made if one is None or one.step != x.step or "step" in one.doubtful]
    assert [x.number for x, one in made if one and "recipients" in one.doubtful] == ["07"]
    said = [(x, one) for x, one in made if one and one.step.forwards]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]
    days = [(x, one.due.iso_be if one.due else one.due_rule) for x, one in made if one]
    assert not [(x.number, day) for x, day in days if day != x.due]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("จึงขอให้จังหวัดระดมนายอำเภอจัดเวทีประชาคม", ("step",)),
        ("จึงขอให้จังหวัดปลุกเร้านายอำเภอทุกแห่งจัดเวทีประชาคม", ("step",)),
        ("จึงขอให้จังหวัดขับเคลื่อนนายอำเภอให้จัดเวทีประชาคม", ()),  # what he is to do says that he is told
        ("จึงขอให้จังหวัดจัดทำข้อมูลอำเภอและแหล่งท่องเที่ยว", ()),
        ("จึงขอให้จังหวัดทำความเข้าใจกับกำนัน ผู้ใหญ่บ้านเรื่องการเก็บตัวอย่างน้ำ", ()),
        ("จึงขอให้จังหวัดส่งบัญชีให้สำนักงาน ก.อบต. ตรวจสอบ", ()),
    ],
)
def test_a_verb_that_nobody_knows_is_asked(text: str, doubtful: tuple[str, ...]) -> None:
    letter = next(one for one in wordings() if one.number == "20")
    head, _, foot = letter.text.partition("\nด้วย")
    whole = f"{head}\nด้วยมีความจำเป็นตามระเบียบของทางราชการ {text}\n\nจึงเรียนมาเพื่อโปรดพิจารณา\nขอแสดงความนับถือ{foot.partition('ขอแสดงความนับถือ')[2]}"
    made = replace(letter, text=whole).proposal()
    assert made is not None and made.doubtful == doubtful


def test_twenty_letters_of_other_offices_that_nothing_was_tuned_on() -> None:
    """Written after the thirty were mended and read once: 18 had the step, one went down that must not (an association that sells
    calendars), one that must was asked (a fax whose lines ran together), 6 of 6 had the recipients, 19 the day. The first is mended.
    """
    made = [(letter, letter.proposal()) for letter in own_letters("letters_offices_last.txt")]
    assert len(made) == 20
    assert [x.number for x, one in made if one is None or one.step != x.step or "step" in one.doubtful] == ["10"]
    said = [(x, one) for x, one in made if one and one.step.forwards]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]


def test_who_begs_money_from_outside_is_never_passed_on_unasked() -> None:
    letter = next(one for one in own_letters("letters_offices_last.txt") if one.number == "19")
    for begged, step in (("ร่วมสั่งจอง", "note"), ("ร่วมบริจาคเงินสมทบกองทุน", "forward-all")):
        text = letter.text.replace("ร่วมสั่งจอง", begged)
        text = text if step == "note" else text.replace(" ราคาเล่มละ ๑๒๐ บาท", "").replace("สั่งจองปฏิทิน", "ร่วมงาน")
        made = replace(letter, text=text).proposal()
        assert made is not None and made.step == step and not made.drafts_down


def test_thirty_letters_in_the_verbs_of_other_hands() -> None:
    """Written before the reading of duties was tried on them: 20 had the step and 25 one that a clerk could take, none went down
    unasked that must not, none was missed, every recipient was right. What they showed is mended.
    """
    made = [(letter, letter.proposal()) for letter in wordings("letters_outside.txt")]
    assert len(made) == 30
    assert not [x.number for x, one in made if one is None or one.step not in x.right]
    assert len([x.number for x, one in made if one and "step" in one.doubtful]) <= 2
    said = [(x, one) for x, one in made if one and one.step.forwards]
    assert not [x.number for x, one in said if set(one.recipients) != set(x.recipients)]
    assert not [x.number for x, one in made if one and x.due and (not one.due or one.due.iso_be != x.due)]
