"""The เกษียน: three lines at most, and every fact of it from the letter, the office or its unit."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from own_letters import OwnLetter, own_letters
from wordings import wordings

from circulars.directory import find_office
from circulars.directory.offices import Level
from circulars.directory.profile import Unit, default_profile
from circulars.thai.digits import to_arabic
from circulars.triage.minuting.minute import Proposed, minute_of
from circulars.triage.minuting.units import DEFAULTS, SECRETS, unit_for
from circulars.triage.proposal import Before, Facts, propose
from circulars.triage.step import Step

LETTERS = [one for one in (*own_letters(), *wordings("letters_longer.txt")) if one.letters()]
OURS = re.compile(
    r"\(อ่านชื่อผู้ส่งไม่ได้\)|ดำเนินการในส่วนที่เกี่ยวข้อง|โดย(?=ขอ|ให้)|เรียน|แจ้งเรื่อง|แจ้งว่า|กำหนดวันที่|เพื่อโปรด(?:พิจารณา|ทราบ)|และพิจารณาเข้าร่วม|เห็นควร(?:มอบหมาย|มอบ|แจ้ง|ส่งคืน|เสนอ|รวบรวมเรื่องไว้)|จัดทำหนังสือตอบ"
    r"|รวบรวมตอบ|เนื่องจากมิได้ส่งถึงหน่วยงานนี้|ผู้มีอำนาจพิจารณาต่อไป|ประสานงาน|ดำเนินการ(?:ตามระเบียบว่าด้วยการรักษาความลับของทางราชการ)?|และมอบ|และแจ้ง"
    r"|ทราบ|และ|มีหนังสือชั้น|ผู้รับผิดชอบ|ผู้รับตามที่พิจารณา|อื่น ๆ|ฯลฯ|แล้วตอบ|เข้าร่วม|แจ้ง|ผู้ส่ง|ทุกแห่ง|ทุกอำเภอ|ทุกจังหวัด|ทุกตำบล|ยกเว้น"
)
"""The words of a minute itself; whatever else stands in it is a fact."""


def flat(text: str) -> str:
    return re.sub(r"[\s()]+", "", to_arabic(text))


@pytest.mark.parametrize("own", LETTERS, ids=lambda own: own.number)
def test_every_fact_of_a_minute_stands_in_the_letter(own: OwnLetter) -> None:
    made = own.proposal()
    assert made is not None
    lines = made.minute.splitlines()
    assert 2 <= len(lines) <= 3
    assert max(map(len, lines)) <= 260
    assert len(made.register_action) <= 60
    office = find_office(own.office)
    known = flat(own.text) + flat(office.head_title) + flat(" ".join(made.recipients)) + flat(made.unit or "")
    for piece in (one for one in re.split(r"\s", OURS.sub(" ", made.minute)) if len(one) > 2):
        bare = flat(piece).removeprefix(flat(made.unit or "-")).removesuffix(flat(made.unit or "-"))
        assert bare in known, (piece, made.minute)
    for number in re.findall(r"\d+", to_arabic(made.minute)):
        assert number in to_arabic(own.text) + to_arabic(" ".join(made.recipients)), number


def test_what_a_classified_letter_is_about_stands_in_no_minute() -> None:
    secret = next(one for one in LETTERS if one.text.startswith("ลับ"))
    made = secret.proposal()
    assert made is not None
    assert made.unit == SECRETS
    assert "ข่าวการเคลื่อนไหว" not in made.minute + made.register_action


def test_a_day_that_was_only_computed_is_not_written() -> None:
    own = next(one for one in LETTERS if one.due.startswith("receipt"))
    (letter,) = own.letters()
    office = find_office(own.office)
    made = propose(letter, default_profile(office), Facts(received=dt.date(2027, 3, 11)))
    assert made.due is not None
    assert "กำหนดวันที่" not in minute_of(letter, office, Proposed(made.step, due=made.due))


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.DISTRICT])
def test_each_unit_gets_a_letter_of_its_first_word_and_none_without_words(level: Level) -> None:
    for unit in DEFAULTS[level]:
        found = unit_for(f"ขอหารือเรื่อง{unit.words[0]}", "", [unit])
        assert found is not None
        assert found.unit == unit.name
    assert unit_for("ขอแสดงความขอบคุณ", "", DEFAULTS[level]) is None


def test_what_was_decided_before_is_proposed_again_with_its_reason() -> None:
    own = next(one for one in LETTERS if one.step is Step.ANSWER and one.office.startswith("จังหวัด"))
    (letter,) = own.letters()
    profile = default_profile(find_office(own.office))
    before = Before(Step.ANSWER, "กลุ่มงานการเงินและบัญชี", "ขอเอกสารประกอบการไต่สวน")
    made = propose(letter, profile, Facts(before=before))
    assert made.unit == "กลุ่มงานการเงินและบัญชี"
    assert made.unit_because == "ครั้งก่อนเรื่องเดียวกันมอบกลุ่มงานการเงินและบัญชี"
    gone = propose(letter, profile, Facts(before=Before(Step.ANSWER, "กลุ่มงานที่ยุบแล้ว", "ขอเอกสาร")))
    assert gone.unit != "กลุ่มงานที่ยุบแล้ว"


def test_the_offices_own_units_replace_the_defaults() -> None:
    own = next(one for one in LETTERS if one.number == "14")
    (letter,) = own.letters()
    profile = replace(
        default_profile(find_office(own.office)), units=(Unit("งานอาคารสถานที่", ("ห้องประชุม",), "นายงาน", "a@b.go.th"),)
    )
    assert propose(letter, profile).unit == "งานอาคารสถานที่"


def test_a_letter_without_a_subject_is_told_by_what_it_says_and_no_day_is_cut_in_half() -> None:
    made = next(wordings("letters_longer.txt")).proposal()
    assert made is not None
    matter = made.minute.splitlines()[1]
    assert matter.startswith("กรมส่งเสริมการปกครองท้องถิ่น แจ้งว่า ได้รับแจ้งจากสถาบันตัวอย่างศึกษา")
    assert matter.endswith("ขยะมูลฝอยชุมชน ฯลฯ")


ASKED = "ขอให้จังหวัดแจ้งอำเภอทุกแห่งตอบแบบสำรวจให้ครบถ้วน แล้วรวบรวมส่งให้กรมการปกครองภายในวันที่ ๑๕ มิถุนายน ๒๕๗๐"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (ASKED, " โดยขอให้จังหวัดแจ้งอำเภอทุกแห่งตอบแบบสำรวจให้ครบถ้วน"),
        ("ขอให้จังหวัดแจ้งอำเภอดำเนินการ ดังนี้", ""),
        ("จึงเรียนมาเพื่อโปรดทราบ", ""),
        ("ขอผลการสำรวจ", ""),
    ],
)
def test_the_matter_says_what_is_asked_in_whole_phrases(asked: str, told: str) -> None:
    letter = LETTERS[0].letters()[0]
    office = find_office("สกลนคร")
    plain = minute_of(letter, office, Proposed(Step.NOTE)).splitlines()[1]
    matter = minute_of(letter, office, Proposed(Step.FORWARD_ALL, asked=asked)).splitlines()[1]
    assert matter.startswith(plain + told) if told else matter == plain
    assert not matter.removesuffix(" ฯลฯ").endswith(("ภายในวันที่", "โดย", "ที่"))


def test_recipients_of_one_post_are_told_as_clerks_write_them() -> None:
    letter = LETTERS[0].letters()[0]
    some = Proposed(Step.FORWARD_SOME, recipients=("นายอำเภอกันตัง", "นายอำเภอปะเหลียน", "นายอำเภอหาดสำราญ"))
    assert "แจ้งนายอำเภอกันตัง ปะเหลียน และหาดสำราญ ดำเนินการ" in minute_of(letter, find_office("ตรัง"), some)
    known = Proposed(Step.FORWARD_ALL, recipients=("นายอำเภอ ทุกอำเภอ",), asked="ขอให้จังหวัดแจ้งอำเภอทราบด้วย")
    assert minute_of(letter, find_office("ตรัง"), known).endswith("เห็นควรแจ้งนายอำเภอ ทุกอำเภอ ทราบ")
