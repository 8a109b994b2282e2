"""Who may approve: codes are accepted once, wrong ones lock, delegations end."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
from pathlib import Path

import pyotp
import pytest

from circulars.errors import SettingsWrong
from circulars.review.codes import spend
from circulars.review.reviewers import Delegation, Reviewer, add, sign
from circulars.thai.dates import BANGKOK
from circulars.thai.digits import to_thai

OFFICE, OTHER = "กข ๐๐๑๘.๑", "กข ๐๑๑๘"
NOON = dt.datetime(2026, 11, 24, 12, 0, 5, tzinfo=BANGKOK)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "office.toml").write_text(f'# ของเรา\n[office]\ncode = "{OFFICE}" # รหัส\n', encoding="utf-8")
    return tmp_path


def code_at(secret: str, moment: dt.datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


def refusal(home: Path, reviewer: Reviewer, code: str, office: str = OFFICE, now: dt.datetime = NOON) -> str:
    signature = sign(home, (reviewer,), reviewer.name, code, office=office, now=now)
    assert signature.reviewer is None
    assert signature.proof.message
    return signature.proof.reason


def signed(home: Path, reviewer: Reviewer, code: str, office: str = OFFICE, now: dt.datetime = NOON) -> bool:
    return sign(home, (reviewer,), reviewer.name, code, office=office, now=now).reviewer == reviewer


def test_a_code_is_accepted_once_and_in_thai_digits(home: Path) -> None:
    new = add(home, "นางสาวสมมุติ  ตัวอย่าง", position="ปลัดจังหวัด")
    code = to_thai(code_at(new.secret, NOON))
    assert sign(home, (new.reviewer,), "นางสาวสมมุติ ตัวอย่าง", code, office=OFFICE, now=NOON).reviewer == new.reviewer
    assert refusal(home, new.reviewer, code) == "used-code"
    later = NOON + dt.timedelta(seconds=30)
    assert signed(home, new.reviewer, code_at(new.secret, later), now=later)


def test_an_older_code_is_refused_after_a_newer_one(home: Path) -> None:
    new = add(home, "นายสมมุติ หนึ่ง")
    assert signed(home, new.reviewer, code_at(new.secret, NOON))
    assert refusal(home, new.reviewer, code_at(new.secret, NOON - dt.timedelta(seconds=30))) == "used-code"


def test_five_wrong_codes_lock_even_the_right_one_for_a_while(home: Path) -> None:
    new = add(home, "นายสมมุติ สอง")
    right = code_at(new.secret, NOON)
    wrong = "000000" if right != "000000" else "111111"
    codes = [refusal(home, new.reviewer, wrong) for _ in range(5)]
    assert codes == ["wrong-code"] * 4 + ["locked"]
    assert refusal(home, new.reviewer, right) == "locked"
    later = NOON + dt.timedelta(minutes=15)
    assert signed(home, new.reviewer, code_at(new.secret, later), now=later)


def test_another_office_and_an_expired_delegation_are_refused(home: Path) -> None:
    new = add(home, "นายสมมุติ สาม")
    row = Delegation(OTHER, dt.date(2026, 11, 1), dt.date(2026, 11, 23), "คำสั่งที่ ๑/๒๕๖๙")
    acting = Reviewer(new.reviewer.name, "", (OFFICE,), (row,))
    day_before = NOON - dt.timedelta(days=1)
    assert signed(home, acting, code_at(new.secret, day_before), OTHER, day_before)
    assert refusal(home, new.reviewer, code_at(new.secret, NOON), OTHER) == "no-authority"
    assert refusal(home, acting, code_at(new.secret, NOON), OTHER) == "used-code"  # spent by the answer before
    later = NOON + dt.timedelta(seconds=60)
    assert refusal(home, acting, code_at(new.secret, later), OTHER, later) == "no-authority"


def test_a_stranger_and_an_unenrolled_reviewer_are_refused(home: Path) -> None:
    known = Reviewer("นายสมมุติ สี่", "", (OFFICE,))
    assert refusal(home, known, "123456") == "not-enrolled"
    stranger = sign(home, (known,), "คนอื่น", "123456", office=OFFICE, now=NOON)
    assert (stranger.reviewer, stranger.proof.reason) == (None, "unknown-reviewer")


def test_enrolling_keeps_comments_and_a_second_time_only_changes_the_secret(home: Path) -> None:
    first = add(home, "นายสมมุติ ห้า")
    second = add(home, "นายสมมุติ ห้า")
    text = (home / "office.toml").read_text(encoding="utf-8")
    assert "# ของเรา" in text
    assert "# รหัส" in text
    assert text.count("[[reviewers]]") == 1
    assert first.secret != second.secret
    assert first.secret not in text
    assert refusal(home, first.reviewer, code_at(first.secret, NOON)) in {"wrong-code"}


def test_secrets_are_for_their_owner_only(home: Path) -> None:
    add(home, "นายสมมุติ หก")
    modes = {file.stat().st_mode & 0o077 for file in (home / "secrets").glob("*.json")}
    assert modes == {0}


def test_a_nameless_reviewer_is_refused(home: Path) -> None:
    with pytest.raises(SettingsWrong):
        add(home, "  ")


def test_a_code_is_spent_by_whatever_answer_it_came_with_whoever_was_named(home: Path) -> None:
    one, two = add(home, "นายสมมุติ เจ็ด"), add(home, "นางสมมุติ แปด")
    both = (one.reviewer, two.reviewer)
    for seconds, named in ((0, ""), (60, "คนอื่น"), (120, two.reviewer.name)):
        given = NOON + dt.timedelta(seconds=seconds)
        code = code_at(one.secret, given)
        assert sign(home, both, named, code, office=OFFICE, now=given).reviewer is None
        assert sign(home, both, one.reviewer.name, code, office=OFFICE, now=given).proof.reason == "used-code"
    given = NOON + dt.timedelta(seconds=180)
    code = code_at(one.secret, given)
    assert spend(home, (one.reviewer.name,), to_thai(code), given=given, answer="แก้ไขของอีกฉบับ")
    assert refusal(home, one.reviewer, code, now=given) == "used-code"


def test_answers_that_wait_for_the_machine_are_judged_by_when_they_were_given_in_any_order(home: Path) -> None:
    new = add(home, "นายสมมุติ เก้า")
    pressed = [NOON + dt.timedelta(seconds=30 * number) for number in range(4)]
    codes = [code_at(new.secret, moment) for moment in pressed]
    clock = NOON + dt.timedelta(hours=3)
    for number in (2, 0, 3, 1):
        signature = sign(
            home, (new.reviewer,), new.reviewer.name, codes[number], office=OFFICE, now=pressed[number], clock=clock
        )
        assert signature.reviewer == new.reviewer, number
    assert refusal(home, new.reviewer, codes[3], now=pressed[3]) == "used-code"


def test_the_same_answer_judged_again_after_a_crash_is_the_same_and_another_one_is_not(home: Path) -> None:
    new = add(home, "นายสมมุติ สิบ")
    code, who = code_at(new.secret, NOON), (new.reviewer,)
    for _ in range(2):
        assert sign(home, who, new.reviewer.name, code, office=OFFICE, now=NOON, answer="ร่างหนึ่ง รอบหนึ่ง").reviewer
    other = sign(home, who, new.reviewer.name, code, office=OFFICE, now=NOON, answer="ร่างสอง รอบหนึ่ง")
    assert other.proof.reason == "used-code"


def test_locks_grow_and_a_name_is_shut_after_a_hundred_wrong_codes(home: Path) -> None:
    new = add(home, "นายสมมุติ สิบเอ็ด")
    now, minutes, tried = NOON, [], 0
    for _ in range(2_000):
        wrong = f"{(int(code_at(new.secret, now)) + 500_000) % 1_000_000:06}"
        proof = sign(home, (new.reviewer,), new.reviewer.name, wrong, office=OFFICE, now=now).proof
        tried = proof.wrong
        if proof.reason == "shut":
            break
        if proof.locked_until is not None:
            minutes.append(int((proof.locked_until - now).total_seconds()) // 60)
            assert refusal(home, new.reviewer, code_at(new.secret, now), now=now) == "locked"
            now = proof.locked_until
        now += dt.timedelta(seconds=1)
    assert tried == 100
    assert minutes[:4] == [15, 30, 60, 120]
    assert max(minutes) == 24 * 60
    later = now + dt.timedelta(days=400)
    assert refusal(home, new.reviewer, code_at(new.secret, later), now=later) == "shut"
    again = add(home, new.reviewer.name)
    assert signed(home, new.reviewer, code_at(again.secret, later), now=later)


def test_a_clock_moved_back_bars_no_right_code_and_revives_no_old_one(home: Path) -> None:
    new = add(home, "นายสมมุติ สิบสอง")
    back = NOON - dt.timedelta(hours=1)
    spent = [back + dt.timedelta(seconds=30 * number) for number in (0, 2)]
    for moment in (*spent, NOON):
        assert signed(home, new.reviewer, code_at(new.secret, moment), now=moment)
    for moment in spent:
        assert refusal(home, new.reviewer, code_at(new.secret, moment), now=moment) == "used-code"
    between = spent[1] - dt.timedelta(seconds=30)  # never given, and older than one that was
    assert refusal(home, new.reviewer, code_at(new.secret, between), now=spent[1]) == "used-code"
    right = back + dt.timedelta(minutes=5)
    assert signed(home, new.reviewer, code_at(new.secret, right), now=right)
    ahead = NOON + dt.timedelta(days=365)
    for _ in range(5):
        refusal(home, new.reviewer, "0", now=ahead)
    later = NOON + dt.timedelta(minutes=20)
    assert refusal(home, new.reviewer, code_at(new.secret, NOON), now=NOON) == "locked"
    assert signed(home, new.reviewer, code_at(new.secret, later), now=later)


def test_a_secret_file_of_the_first_release_still_holds(home: Path) -> None:
    new = add(home, "นายสมมุติ สิบสาม")
    (file,) = (home / "secrets").glob("*.json")
    step = int(NOON.timestamp()) // 30
    file.write_text(json.dumps({"secret": new.secret, "last_step": step, "wrong": 2, "locked_until": 0.0}))
    assert refusal(home, new.reviewer, code_at(new.secret, NOON)) == "used-code"
    later = NOON + dt.timedelta(seconds=30)
    assert signed(home, new.reviewer, code_at(new.secret, later), now=later)


def test_codes_replayed_shifted_and_guessed_prove_nothing(home: Path) -> None:
    """A stranger who saw every code that was ever given, and guesses: nothing of it is accepted.

    `CIRCULARS_CODES=10000` for the full number.
    """
    draw, now = random.Random(7), NOON
    one, two = add(home, "นายสมมุติ สิบสี่"), add(home, "นางสมมุติ สิบห้า")
    who = (one.reviewer, two.reviewer)
    seen: list[str] = []
    accepted = 0
    for number in range(int(os.environ.get("CIRCULARS_CODES", "400"))):
        now += dt.timedelta(seconds=draw.choice((1, 7, 31, 95)))
        if number % 10 == 0:  # the reviewer answers: approved, corrected, of another office, under another name
            seen.append(code_at(one.secret, now))
            named, office = draw.choice(((one.reviewer.name, OFFICE), ("", OFFICE), (two.reviewer.name, OTHER)))
            sign(home, who, named, seen[-1], office=office, now=now)
        moment = now + dt.timedelta(seconds=draw.choice((0, 0, 0, -30, 30, -3600)))
        tries = {
            "replayed": draw.choice(seen),
            "shifted": code_at(one.secret, moment - dt.timedelta(seconds=draw.choice((120, 90, 600, 86_400)))),
            "guessed": f"{draw.randrange(1_000_000):06}",
            "spelled": draw.choice(("²" * 6, "๑๒๓", "-00001", " ", seen[-1][:5], seen[-1] + "0")),
        }
        code = tries[draw.choice(sorted(tries))]
        fresh = {code_at(one.secret, moment + dt.timedelta(seconds=30 * drift)) for drift in (-1, 0, 1)} - set(seen)
        if code not in fresh:  # a guess that happens to be right proves nothing about the rule
            accepted += sign(home, who, one.reviewer.name, code, office=OFFICE, now=moment).reviewer is not None
    assert accepted == 0
