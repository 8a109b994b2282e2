"""Which days are given earlier: those of a report to us alone, never before the event, never with too little time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from test_triage import ABOVE, letter_of

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.directory import find_office
from circulars.directory.profile import default_profile

STAY = (
    "ปลูกต้นไม้ริมทางให้แล้วเสร็จภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "จัดพิธีภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ประชาสัมพันธ์ให้ประชาชนลงทะเบียนภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "แจ้งผู้สมัครส่งใบสมัครภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ส่งบัญชีทรัพย์สินตามมาตรา ๑๐๒ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ซ้อมแผนในวันที่ ๒๒ ธันวาคม ๒๕๖๙ และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ส่งแบบซึ่งขยายเวลาจนถึงวันที่ ๒๓ ธันวาคม ๒๕๖๙",
)
MOVE = (
    "รายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ส่งรายชื่อและหมายเลขโทรศัพท์ให้กรมการปกครอง ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ซ้อมแผนในวันที่ ๑๔ ธันวาคม ๒๕๖๙ และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ปลูกต้นไม้แล้วแจ้งผลให้กรมการปกครองทราบ ไม่เกินวันที่ ๒๓ ธันวาคม ๒๕๖๙",
)


def drafted(task: str, today: dt.date) -> Draft:
    body = f"ด้วยกรมการปกครองมีโครงการ\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอ{task}\nจึงเรียนมาเพื่อโปรดพิจารณา"
    letter = letter_of(ABOVE.format(body=body, subject="โครงการ", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    (step,) = planned(letter, default_profile(find_office("สกลนคร")), today=today).plan.steps
    return draft_letter(letter, step, today=today)


def asked(task: str, today: dt.date) -> str:
    return "\n".join(one.text for one in drafted(task, today).content.paragraphs)


@pytest.mark.parametrize("task", STAY)
def test_a_day_that_is_no_report_to_us_or_lies_behind_its_event_stays(task: str) -> None:
    text = asked(task, dt.date(2026, 11, 25))
    assert "๒๓ ธันวาคม ๒๕๖๙" in text
    assert "๑๘ ธันวาคม" not in text


@pytest.mark.parametrize("task", MOVE)
def test_a_report_to_us_is_asked_three_working_days_earlier(task: str) -> None:
    text = asked(task, dt.date(2026, 11, 25))
    assert "๑๘ ธันวาคม ๒๕๖๙" in text, text
    assert "๒๓ ธันวาคม" not in text


@pytest.mark.parametrize(
    ("today", "given"),
    [
        (dt.date(2026, 12, 16), "๑๘ ธันวาคม ๒๕๖๙"),
        (dt.date(2026, 12, 17), "๒๓ ธันวาคม ๒๕๖๙"),
        (dt.date(2026, 12, 22), "๒๓ ธันวาคม ๒๕๖๙"),
    ],
)
def test_the_recipients_have_two_working_days_or_the_sources_own_day(today: dt.date, given: str) -> None:
    assert given in asked(MOVE[0], today)


def test_a_district_tells_its_villages_everything_only_where_its_office_says_so() -> None:
    text = ABOVE.format(
        body="ด้วยกรมการปกครองปรับปรุงเว็บไซต์แล้วเสร็จ\nจึงเรียนมาเพื่อโปรดทราบ", subject="เว็บไซต์ใหม่", to="นายอำเภอพังโคน"
    )
    office = default_profile(find_office("อำเภอพังโคน"))
    for says, steps in ((False, 0), (True, 1)):
        plan = planned(letter_of(text), replace(office, always_to_village=says), today=dt.date(2026, 11, 25)).plan
        assert len(plan.steps) == steps, plan
        assert all(step.unit.startswith("กำนัน") for step in plan.steps)


MEANT = (
    ("รายงานผลให้กรมการปกครองทราบ ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ", "ภายใน ๗ วัน", "2026-12-02", "นับจากวันที่ร่างนี้ถึง"),
    ("ตอบแบบสำรวจภายใน ๕ วันทำการ", "ภายใน ๕ วันทำการ", "2026-12-02", "นับจากวันที่ร่างนี้ถึง"),
    (
        "รายงานผลให้กรมการปกครองทราบ ทุกวันที่ ๑๐ ของเดือน",
        "ทุกวันที่ ๑๐",
        "2026-12-10",
        "ครั้งแรกคือวันพฤหัสบดีที่ ๑๐ ธันวาคม ๒๕๖๙ เป็นวันเดียวกับ",
    ),
    ("รายงานผลให้กรมการปกครองทราบทุกวันพุธ", "ทุกวันพุธ", "2026-11-25", "ครั้งแรกคือวันพุธที่ ๒๕ พฤศจิกายน ๒๕๖๙"),
    ("ส่งสถิติให้กรมการปกครองทุกสิ้นเดือน", "ทุกสิ้นเดือน", "2026-11-30", "ครั้งแรกคือวันจันทร์ที่ ๓๐ พฤศจิกายน ๒๕๖๙"),
    ("รายงานผลให้กรมการปกครองทราบทุกไตรมาส", "ทุกไตรมาส", "", "ไม่ได้ระบุวัน"),
    ("ขุดลอกลำรางให้แล้วเสร็จภายในเดือนธันวาคม ๒๕๖๙", "เดือนธันวาคม ๒๕๖๙", "2026-12-31", "หมายถึงวันพฤหัสบดีที่ ๓๑ ธันวาคม"),
)


@pytest.mark.parametrize(("task", "words", "day", "said"), MEANT, ids=[row[1] for row in MEANT])
def test_a_day_carried_in_words_is_shown_with_the_day_it_means(task: str, words: str, day: str, said: str) -> None:
    draft = drafted(task, dt.date(2026, 11, 25))
    assert words in " ".join(one.text for one in draft.content.paragraphs)
    found = [one for one in draft.findings if one.check == "day-meant"]
    assert [(words in one.seen, one.against) for one in found] == [(True, day)], found
    assert said in found[0].message


@pytest.mark.parametrize(
    "task", ["ตรวจเวรยามทุกวัน", "ออกหน่วยบริการทุกสัปดาห์", "จัดอบรมระหว่างวันที่ ๑ - ๕ ธันวาคม ๒๕๖๙", "รับคำขอทุกวันที่มีผู้มาติดต่อ"]
)
def test_work_on_no_day_has_none_to_be_shown(task: str) -> None:
    assert "day-meant" not in {one.check for one in drafted(task, dt.date(2026, 11, 25)).findings}


TABLES = (
    ("ตามจำนวนดังต่อไปนี้", "อำเภอ    จำนวน (คน)", (("กุดบาก", "๔"), ("ภูพาน", "๖"))),
    (
        "ตามตาราง ดังนี้",
        "ลำดับ    อำเภอ    งบประมาณ (บาท)",
        (("๑ อากาศอำนวย", "๑๒,๕๐๐"), ("๒ วานรนิวาส", "๘,๐๐๐"), ("๓ พังโคน", "๔,๒๐๐")),
    ),
)


@pytest.mark.parametrize(("lead", "heads", "rows"), TABLES)
def test_a_table_in_the_text_stays_a_table_and_names_the_recipients(
    lead: str, heads: str, rows: tuple[tuple[str, str], ...]
) -> None:
    table = "\n\n".join((heads, *("    ".join(row) for row in rows)))
    draft = drafted(f"คัดเลือกอาสาสมัครเข้าอบรม{lead}\n\n{table}\n", dt.date(2026, 11, 25))
    texts = [one.text for one in draft.content.paragraphs]
    at = texts.index(" ".join(heads.split()))
    assert texts[at + 1 : at + 1 + len(rows)] == [" ".join(" ".join(row).split()) for row in rows]
    assert len(draft.recipients) == len(rows)
    assert not {one.check for one in draft.findings if one.check.startswith("language-")}


def test_a_piece_that_is_no_word_is_shown_with_what_stands_around_it() -> None:
    broken = drafted("ซ่อมถนนลาดยางชำรุดทิง และปักป้ายเตือน", dt.date(2026, 11, 25))
    (seen,) = [one.seen for one in broken.findings if one.check == "unknown-words"]
    assert "ลาดยางชำรุดทิง และปัก" in seen
    whole = drafted("ซ่อมถนนลาดยางชำรุด และเชิญนางถอถุง ตัวอย่างเจ็ด เป็นวิทยากร", dt.date(2026, 11, 25))
    assert "unknown-words" not in {one.check for one in whole.findings}
