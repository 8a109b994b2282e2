"""Who may approve: codes are accepted once, wrong ones lock, delegations end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyotp
import pytest

from circulars.errors import Refused, SettingsWrong
from circulars.thai.dates import BANGKOK
from circulars.thai.digits import to_thai
from flows.reviewers import Delegation, Reviewer, add, sign

OFFICE, OTHER = "กข ๐๐๑๘.๑", "กข ๐๑๑๘"
NOON = dt.datetime(2026, 11, 24, 12, 0, 5, tzinfo=BANGKOK)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "office.toml").write_text(f'# ของเรา\n[office]\ncode = "{OFFICE}" # รหัส\n', encoding="utf-8")
    return tmp_path


def code_at(secret: str, moment: dt.datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


def refusal(home: Path, reviewer: Reviewer, code: str, office: str = OFFICE, now: dt.datetime = NOON) -> str:
    with pytest.raises(Refused) as told:
        sign(home, (reviewer,), reviewer.name, code, office=office, now=now)
    return told.value.code


def test_a_code_is_accepted_once_and_in_thai_digits(home: Path) -> None:
    new = add(home, "นางสาวสมมุติ  ตัวอย่าง", position="ปลัดจังหวัด")
    code = to_thai(code_at(new.secret, NOON))
    assert sign(home, (new.reviewer,), "นางสาวสมมุติ ตัวอย่าง", code, office=OFFICE, now=NOON) == new.reviewer
    assert refusal(home, new.reviewer, code) == "used-code"
    later = NOON + dt.timedelta(seconds=30)
    assert sign(home, (new.reviewer,), new.reviewer.name, code_at(new.secret, later), office=OFFICE, now=later)


def test_an_older_code_is_refused_after_a_newer_one(home: Path) -> None:
    new = add(home, "นายสมมุติ หนึ่ง")
    sign(home, (new.reviewer,), new.reviewer.name, code_at(new.secret, NOON), office=OFFICE, now=NOON)
    assert refusal(home, new.reviewer, code_at(new.secret, NOON - dt.timedelta(seconds=30))) == "used-code"


def test_five_wrong_codes_lock_even_the_right_one_for_a_while(home: Path) -> None:
    new = add(home, "นายสมมุติ สอง")
    right = code_at(new.secret, NOON)
    wrong = "000000" if right != "000000" else "111111"
    codes = [refusal(home, new.reviewer, wrong) for _ in range(5)]
    assert codes == ["wrong-code"] * 4 + ["locked"]
    assert refusal(home, new.reviewer, right) == "locked"
    later = NOON + dt.timedelta(minutes=15)
    assert sign(home, (new.reviewer,), new.reviewer.name, code_at(new.secret, later), office=OFFICE, now=later)


def test_another_office_and_an_expired_delegation_are_refused(home: Path) -> None:
    new = add(home, "นายสมมุติ สาม")
    row = Delegation(OTHER, dt.date(2026, 11, 1), dt.date(2026, 11, 23), "คำสั่งที่ ๑/๒๕๖๙")
    acting = Reviewer(new.reviewer.name, "", (OFFICE,), (row,))
    code = code_at(new.secret, NOON)
    assert refusal(home, new.reviewer, code, OTHER) == "no-authority"
    assert refusal(home, acting, code, OTHER) == "no-authority"
    day_before = NOON - dt.timedelta(days=1)
    assert sign(home, (acting,), acting.name, code_at(new.secret, day_before), office=OTHER, now=day_before)


def test_a_stranger_and_an_unenrolled_reviewer_are_refused(home: Path) -> None:
    known = Reviewer("นายสมมุติ สี่", "", (OFFICE,))
    assert refusal(home, known, "123456") == "not-enrolled"
    with pytest.raises(Refused):
        sign(home, (known,), "คนอื่น", "123456", office=OFFICE, now=NOON)


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


def test_a_code_holds_when_it_was_given_however_long_the_machine_was_busy() -> None:
    from flows.deciding import LONGEST_QUEUE, _given_at

    pressed = (NOON - dt.timedelta(minutes=4)).astimezone(dt.UTC)
    assert _given_at(NOON, pressed) == pressed
    assert _given_at(NOON, pressed).tzinfo is NOON.tzinfo  # the day of a delegation is Bangkok's
    assert _given_at(NOON, None) == NOON
    assert _given_at(NOON, NOON + dt.timedelta(seconds=1)) == NOON
    assert _given_at(NOON, NOON - LONGEST_QUEUE - dt.timedelta(seconds=1)) == NOON
