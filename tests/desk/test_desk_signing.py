"""Signing once for some minutes: only where the office allows it, only in that session, and never past its end or a lock."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cascade_cases import incoming
from desk_cases import Desk, fields_of, page_of, ticks_of
from fastapi.testclient import TestClient
from review_cases import CHIEF, DEPUTY, OFFICE

from circulars.desk.review.sheet import read_values
from circulars.review import Decision, Verdict
from circulars.review.codes import WINDOW, WRONG_CODES
from circulars.review.reviewers import sign
from circulars.thai.digits import to_thai
from flows.reviewing.screen.sheets import sheet_of


class Signing(Desk):
    """An office that allows it, with letters to decide."""

    count = 0

    def allow(self, minutes: int) -> None:
        self.app.state.office = replace(self.desk, sign_minutes=minutes)

    def decide(self, browser: TestClient, code: str) -> tuple[int, str, Decision | None]:
        """Approve the next letter: the page's status and text, and what the run makes of the answer."""
        self.count += 1
        letter_id = self.office.receive(incoming(number=f"มท ๐๓๙๙/ว ๘{to_thai(self.count)}"))
        case = self.office.case(letter_id)
        page = browser.get(page_of(letter_id)).text
        self.answers.clear()
        sent = {**fields_of(page), "keep": ticks_of(page), "verdict": str(Verdict.APPROVE), "code": code}
        answer = browser.post(page_of(letter_id, "/answer"), data=sent)
        if not self.answers:
            return answer.status_code, answer.text, None
        typed = read_values(self.answers[0][2], sheet_of(self.office.settings, case))
        return answer.status_code, answer.text, self.office.answer(case, typed)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    return Signing(tmp_path_factory.mktemp("signing"))


@pytest.fixture
def chief(desk: Signing) -> TestClient:
    desk.office.enrol()
    desk.office.now += dt.timedelta(minutes=20)
    return desk.entered("chief")


def held(desk: Signing, word: str, who: str = CHIEF) -> bool:
    signed = sign(desk.office.folder, desk.office.settings.reviewers, who, word, office=OFFICE, now=desk.office.now)
    return signed.reviewer is not None


def test_an_office_that_does_not_allow_it_asks_for_a_code_each_time(desk: Signing, chief: TestClient) -> None:
    desk.allow(0)
    assert desk.decide(chief, desk.office.code())[2].final  # type: ignore[union-attr]
    status, told, decision = desk.decide(chief, "")
    assert (status, decision) == (409, None)
    assert "รหัสยืนยัน" in told


def test_one_code_signs_fifteen_minutes_in_its_own_session(desk: Signing, chief: TestClient) -> None:
    desk.allow(15)
    assert desk.decide(chief, "")[2] is None
    code = desk.office.code()
    assert desk.decide(chief, code)[2].signer == CHIEF  # type: ignore[union-attr]
    word = desk.answers[0][2]["code"]
    assert word.startswith(WINDOW)
    assert not held(desk, code)  # the code itself was spent
    for minutes in (5, 9):
        desk.office.now += dt.timedelta(minutes=minutes)
        decision = desk.decide(chief, "")[2]
        assert decision is not None
        assert (decision.final, decision.signer) == (True, CHIEF)
    page = chief.get("/at-once").text
    assert word not in page
    other = desk.entered("chief")
    assert desk.decide(other, "")[2] is None
    assert not held(desk, word, DEPUTY)
    desk.office.now += dt.timedelta(minutes=2)
    assert desk.decide(chief, "")[2] is None
    assert not held(desk, word)
    assert len(desk.events("sign-window")) == 1


def test_leaving_a_lock_and_a_new_secret_end_it(desk: Signing, chief: TestClient) -> None:
    desk.allow(15)
    desk.decide(chief, desk.office.code())
    word = desk.answers[0][2]["code"]
    assert held(desk, word)
    chief.post("/leave", data={"form_token": fields_of_any(chief)})
    assert not held(desk, word)
    again = desk.entered("chief")
    desk.office.now += dt.timedelta(seconds=61)
    desk.decide(again, desk.office.code())
    word = desk.answers[0][2]["code"]
    for _ in range(WRONG_CODES):
        held(desk, "000000")
    assert not held(desk, word)
    desk.office.enrol()
    assert not held(desk, word)


def test_a_wrong_code_opens_nothing_and_is_counted_once(desk: Signing, chief: TestClient) -> None:
    desk.allow(15)
    status, told, decision = desk.decide(chief, "000000")
    assert (status, decision) == (409, None)
    assert f"เหลือ {to_thai(WRONG_CODES - 1)} ครั้ง" in told
    assert desk.decide(chief, "")[2] is None


def fields_of_any(browser: TestClient) -> str:
    """The form token of a session."""
    page = str(browser.get("/").text)
    return page.split('name="form-token" content="', 1)[1].split('"', 1)[0]
