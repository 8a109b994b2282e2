"""Who may open what at the desk: every address by everybody, and everything that is refused stands in the ledger."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cascade_cases import incoming
from desk_cases import DISTRICT, PASSWORD, Desk, fields_of, form_token, page_of, ticks_of
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from review_cases import OFFICE, STEP

from circulars.desk.people import PeopleBook, Role
from circulars.desk.web.entering import accounts, door
from circulars.desk.web.pages import ROUTERS
from circulars.errors import Refused
from circulars.letter.doubt import UNCLEAR
from circulars.letter.field import Field
from circulars.review import Verdict

OPEN = {"/enter", "/leave"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def letter(desk: Desk) -> str:
    return desk.waiting()


@pytest.fixture
def clerk(desk: Desk) -> Iterator[TestClient]:
    yield desk.entered("clerk")


def _routes(letter: str) -> list[tuple[str, str]]:
    values = {"letter_id": letter, "page": "1", "field": "subject"}
    return [
        (method, re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "1"), route.path))
        for router in (door.router, accounts.router, *ROUTERS)
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
        if route.path not in OPEN
    ]


def test_nobody_opens_no_address_and_is_told_in_the_ledger(desk: Desk, letter: str) -> None:
    asked = _routes(letter)
    assert len(asked) >= 12
    for method, path in asked:
        answer = desk.browser().request(method, path)
        to_the_door = answer.status_code == 303 and answer.headers["location"].startswith("/enter")
        assert to_the_door or answer.status_code == 403, f"{method} {path}: {answer.status_code}"
    reasons = {(one["reason"], one["asked"]) for one in desk.events("desk-refused")}
    assert ("nobody", f"GET /letters/{letter}") in reasons
    assert ("foreign-form", f"POST /letters/{letter}/answer") in reasons


def test_another_offices_clerk_opens_nothing_of_the_letter(desk: Desk, letter: str) -> None:
    browser = desk.entered("district")
    for method, path in _routes(letter):
        if letter in path and method == "GET":
            assert browser.get(path).status_code == 403, path
            assert browser.get(path, params={"of": DISTRICT}).status_code == 403, path
    page = browser.get("/").text
    assert letter not in page
    answer = browser.post(page_of(letter, "/answer"), data={"form_token": form_token(page), "verdict": "อนุมัติ"})
    assert answer.status_code == 403
    told = [one for one in desk.events("desk-refused") if one["who"] == "district"]
    assert {one["reason"] for one in told} == {"office"}
    assert not desk.answers


def test_another_offices_clerk_changes_nothing_by_any_form_and_meets_the_letter_on_no_page(
    desk: Desk, letter: str
) -> None:
    """Every form with a token that is right and all that it asks for, and every page, in the other office's name."""
    browser = desk.entered("district")
    names = (
        "place",
        "count",
        "number",
        "year",
        "copy",
        "recipient",
        "token",
        "owner",
        "reason",
        "field",
        "value",
        "how",
        "address",
    )
    typed = dict.fromkeys(names, "1") | {"id": letter, "ids": letter, "book": "received", "until": "๓๐ ธันวาคม ๒๕๖๙"}
    files = dict.fromkeys(("docx", "signed_copy", "picture"), ("a.docx", b"PK"))
    own = ("/search/", "/intake/", "/password", "/enter", "/leave")
    before = [one for one in desk.office.archive.events(limit=1000) if one.kind != "desk-refused"]
    forms = [path for method, path in _routes(letter) if method == "POST" and not path.startswith(own)]
    for path in forms:
        page = browser.get("/").text
        sent = typed | {"of": OFFICE, "form_token": form_token(page)}
        answer = browser.post(path, params={"of": OFFICE, "step": STEP}, data=sent, files=files)
        assert answer.status_code == 403 or letter not in path, path
        assert answer.status_code != 200 or letter not in answer.text, path
    entered = [one for one in desk.office.archive.events(limit=1000) if one.kind != "desk-refused"]
    assert entered == before and not desk.answers and len(forms) >= 12
    for method, path in _routes(letter):
        if method == "GET" and letter not in path:
            for of in ({}, {"of": OFFICE}):
                assert letter not in browser.get(path, params=of).text, (path, of)


@pytest.mark.parametrize("verdict", [Verdict.APPROVE, Verdict.RETURN, Verdict.DROP])
def test_a_clerk_does_not_decide(desk: Desk, clerk: TestClient, letter: str, verdict: Verdict) -> None:
    page = clerk.get(page_of(letter)).text
    assert Verdict.APPROVE.value not in re.findall(r'name="verdict" value="([^"]*)"', page)
    sent = {**fields_of(page), "keep": ticks_of(page), "verdict": str(verdict), "remark": "ตรวจแล้ว", "code": "123456"}
    answer = clerk.post(page_of(letter, "/answer"), data=sent)
    assert answer.status_code == 403
    assert not desk.answers
    assert ("role", "clerk") in {(one["reason"], one["who"]) for one in desk.events("desk-refused")}


def test_an_administrator_without_a_clerks_role_answers_nothing(desk: Desk, letter: str) -> None:
    keeper = desk.entered("keeper")
    page = keeper.get(page_of(letter)).text
    sent = {**fields_of(page), "keep": ticks_of(page), "verdict": str(Verdict.CORRECT)}
    assert keeper.post(page_of(letter, "/answer"), data=sent).status_code == 403
    assert not desk.answers


def test_a_stolen_session_is_worth_nothing_after_its_owner_left(desk: Desk, letter: str) -> None:
    owner = desk.entered("clerk")
    stolen = desk.browser()
    stolen.cookies.update(owner.cookies)
    assert stolen.get(page_of(letter)).status_code == 200
    owner.post("/leave", data={"form_token": form_token(owner.get("/").text)})
    refused = stolen.get(page_of(letter))
    assert refused.status_code == 303
    assert refused.headers["location"].startswith("/enter")
    assert "old-session" in {one["reason"] for one in desk.events("desk-refused")}


def test_a_session_ends_by_itself_and_with_the_password(desk: Desk) -> None:
    before = desk.office.now
    try:
        idle, busy = desk.entered("clerk"), desk.entered("clerk")
        for _ in range(13):
            desk.office.now += dt.timedelta(minutes=60)
            if desk.office.now - before <= dt.timedelta(hours=12):
                assert busy.get("/").status_code == 200
        assert idle.get("/").status_code == 303
        assert busy.get("/").status_code == 303  # a working day is over
        other, own = desk.entered("clerk"), desk.entered("clerk")
        new = {"old": PASSWORD, "new": PASSWORD + "ใหม่", "again": PASSWORD + "ใหม่"}
        assert (
            own.post("/password", data={**new, "form_token": form_token(own.get("/password").text)}).status_code == 303
        )
        assert other.get("/").status_code == 303
        assert own.get("/").status_code == 200
        assert not desk.desk.people.choose_password("clerk", new["new"], PASSWORD)
    finally:
        desk.office.now = before


def test_a_form_of_another_session_or_of_none_is_refused(desk: Desk, letter: str) -> None:
    chief, clerk = desk.entered("chief"), desk.entered("clerk")
    sent = fields_of(chief.get(page_of(letter)).text) | {"verdict": str(Verdict.CORRECT)}
    for token in ("", "0" * 64, form_token(clerk.get("/").text)):
        assert chief.post(page_of(letter, "/answer"), data=sent | {"form_token": token}).status_code == 403
    assert not desk.answers
    door = desk.browser()
    door.get("/enter")
    assert door.post("/enter", data={"login": "chief", "password": PASSWORD}).status_code == 403


def test_another_name_of_the_machine_is_not_answered(desk: Desk) -> None:
    """A page of another site whose name was pointed at this machine (DNS rebinding) reads nothing."""
    assert TestClient(desk.app, base_url="http://evil.example:4280").get("/enter").status_code == 400


def test_every_answer_forbids_scripts_of_others_and_frames(desk: Desk, clerk: TestClient) -> None:
    for path in ("/", "/enter", "/nowhere", "/static/desk.css"):
        headers = clerk.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
    page = clerk.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|https?://", page)
    cookie = desk.entered("clerk").cookies.jar
    (session,) = [one for one in cookie if one.name == "circulars-desk"]
    assert session.has_nonstandard_attr("HttpOnly")


def test_where_one_is_led_after_entering_is_always_this_desk(desk: Desk) -> None:
    for wanted in ("//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        browser = desk.browser()
        token = form_token(browser.get("/enter", params={"next": wanted}).text)
        sent = {"login": "clerk", "password": PASSWORD, "form_token": token, "next": wanted}
        assert browser.post("/enter", data=sent).headers["location"] == "/"


def test_wrong_passwords_lock_an_account_longer_each_time(desk: Desk) -> None:
    people = desk.desk.people
    people.add("locked", "นายสมมุติ ล็อก", {Role.CLERK}, {OFFICE})
    now = desk.office.now
    reasons = [people.enter("locked", "ผิด", now).reason for _ in range(6)]
    assert reasons == ["wrong"] * 4 + ["locked"] * 2
    later = now + dt.timedelta(minutes=16)
    assert [people.enter("locked", "ผิด", later).reason for _ in range(5)] == ["wrong"] * 4 + ["locked"]
    assert people.enter("locked", "ผิด", later + dt.timedelta(minutes=29)).reason == "locked"
    assert people.enter("locked", "ผิด", later + dt.timedelta(minutes=31)).reason == "wrong"
    fresh = people.reset("locked")
    assert people.enter("locked", fresh, now).token
    assert people.enter("nobody", "ผิด", now).reason == "wrong"


def test_a_given_password_opens_only_the_page_that_changes_it(desk: Desk) -> None:
    first = desk.desk.people.add("new", "นายสมมุติ ใหม่", {Role.CLERK}, {OFFICE})
    browser = desk.browser()
    sent = {"login": "new", "password": first, "form_token": form_token(browser.get("/enter").text)}
    assert browser.post("/enter", data=sent).headers["location"] == "/password"
    assert browser.get("/").status_code == 303
    assert browser.get("/password").status_code == 200


def test_the_last_administrator_stays(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.desk.people.change("keeper", roles={Role.CLERK}, offices={OFFICE})
    assert desk.desk.people.first_administrator({OFFICE}) is None


def test_the_first_administrator_is_made_once(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("first")
    people = PeopleBook.of(folder)
    password = people.first_administrator({OFFICE})
    assert password
    assert people.first_administrator({OFFICE}) is None
    assert people.enter("admin", password, desk.office.now).token
    assert (folder / "secrets" / "desk.db").stat().st_mode & 0o077 == 0
    assert password.encode() not in (folder / "secrets" / "desk.db").read_bytes()


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'


def test_hostile_texts_are_text_in_every_page(desk: Desk, clerk: TestClient) -> None:
    hostile = replace(
        incoming(number="มท ๐๓๙๙/ว ๙๙๙"), subject=Field(HOSTILE), sender_agency=Field(HOSTILE).doubt(UNCLEAR())
    )
    letter_id = desk.office.receive(hostile)
    desk.office.case(letter_id)
    (desk.office.folder / "quarantine" / "<script>alert(1)<").with_suffix(".pdf").touch()
    for path in ("/", "/today/live", page_of(letter_id), f"/enter?next={HOSTILE}", f"/{HOSTILE}"):
        page = clerk.get(path).text
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "49" not in re.findall(r">\s*(49)\s*<", page), path
    assert "&lt;script&gt;alert" in clerk.get(page_of(letter_id)).text


def test_only_an_administrator_makes_accounts_and_the_ledger_tells_of_each(desk: Desk, clerk: TestClient) -> None:
    for login in ("clerk", "chief", "district"):
        browser = desk.entered(login)
        sent = {
            "form_token": form_token(browser.get("/").text),
            "login": "mine",
            "name": "ของเรา",
            "roles": "administrator",
        }
        assert browser.get("/people").status_code == 403
        assert browser.post("/people", data=sent).status_code == 403
        assert browser.post(f"/people/{login}", data=sent | {"do": "change"}).status_code == 403
    assert desk.desk.people.person("mine") is None
    keeper = desk.entered("keeper")
    sent = {"form_token": form_token(keeper.get("/people").text), "login": "mine", "name": "นายสมมุติ ของเรา"}
    assert keeper.post("/people", data=sent | {"offices": OFFICE}).status_code == 400  # no role
    assert keeper.post("/people", data=sent | {"offices": "กท ๙๙๙๙", "roles": "clerk"}).status_code == 400
    made = keeper.post("/people", data=sent | {"offices": OFFICE, "roles": "clerk"})
    password = re.search(r"<code>([a-z0-9-]+)</code>", made.text)
    assert password is not None
    assert desk.desk.people.enter("mine", password[1], desk.office.now).token
    assert desk.events("desk-account-made")[-1]["by"] == "keeper"
    assert password[1] not in str(desk.events("desk-account-made"))
    keeper.post("/people/mine", data=sent | {"do": "close"})
    assert desk.desk.people.enter("mine", password[1], desk.office.now).reason == "closed"
