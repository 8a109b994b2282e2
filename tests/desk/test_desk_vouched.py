"""Entering by the office's own login service: a real OpenID Connect provider, there and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
from desk_cases import URL, Desk
from fastapi.testclient import TestClient
from oidc_provider_mock import User, run_server_in_thread

from circulars.desk.people import Role
from circulars.desk.people.provider import LoginService
from circulars.desk.web.app import make_app
from circulars.errors import Refused, SettingsWrong
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

KNOWN, STRANGER, CLAIMED = "somchai@province.example", "stranger@province.example", "typed@province.example"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The provider's address; it knows four people, of whom one only typed an address and one has none."""
    people = [
        User(sub="1", claims={"email": KNOWN, "email_verified": True}),
        User(sub="2", claims={"email": STRANGER, "email_verified": True}),
        User(sub="3", claims={"email": CLAIMED, "email_verified": False}),
        User(sub="4", claims={"email": "", "email_verified": True}),
    ]
    with run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Desk:
    """A desk that has the provider, and accounts for one person it vouches for and one that it must not."""
    desk = Desk(tmp_path_factory.mktemp("vouched"))
    secret = desk.office.folder / "secrets" / "oidc"
    secret.write_text("known only here\n", encoding="utf-8")
    service = LoginService(issuer, "circulars", secret)
    desk.desk = replace(desk.desk, login_service=lambda: service)
    desk.app = make_app(desk.desk)
    for login in (KNOWN, CLAIMED):
        desk.desk.people.add(login, "นางสาวสมมุติ เข้าระบบ", {Role.CLERK}, set(desk.desk.profiles))
    return desk


def at_the_service(away: httpx.Response, sub: str) -> str:
    """Say who one is at the provider; the address on the desk to which it sends back."""
    assert away.status_code == 302, away.text
    back = httpx.post(away.headers["location"], data={"sub": sub})
    assert back.status_code == 302, back.text
    return str(back.headers["location"]).removeprefix(URL)


def vouched(desk: Desk, sub: str, next_page: str = "/") -> tuple[TestClient, httpx.Response]:
    """The way there and back in a browser of its own."""
    browser = desk.browser()
    assert "/enter/service" in browser.get("/enter").text
    away = browser.get("/enter/service", params={"next": next_page})
    return browser, browser.get(at_the_service(away, sub))


def test_who_is_vouched_for_and_has_an_account_works_at_the_desk(desk: Desk) -> None:
    browser, back = vouched(desk, "1", "/search?q=ฝน")
    assert (back.status_code, unquote(back.headers["location"])) == (303, "/search?q=ฝน")
    page = browser.get("/")
    assert page.status_code == 200
    assert "นางสาวสมมุติ เข้าระบบ" in page.text
    assert desk.events("desk-entered")[-1]["by"].startswith("http://localhost:")
    assert browser.get("/people").status_code == 403  # an account has the roles that the administrator gave


def test_a_one_time_password_that_was_never_used_proves_nothing_any_more(desk: Desk) -> None:
    first = desk.desk.people.reset(KNOWN)
    assert vouched(desk, "1")[1].status_code == 303
    assert desk.desk.people.enter(KNOWN, first, desk.office.now).reason == "wrong"


@pytest.mark.parametrize(
    ("sub", "reason", "told"),
    [
        ("2", "service-unknown", "ยังไม่มีบัญชี"),
        ("3", "service-not-verified", "ยังไม่ได้ยืนยัน"),
        ("4", "service-no-claim", "ไม่ได้บอก email"),
    ],
)
def test_others_stay_outside_and_are_told_why(desk: Desk, sub: str, reason: str, told: str) -> None:
    browser, back = vouched(desk, sub)
    assert (back.status_code, told in back.text) == (403, True), back.text
    assert browser.get("/").status_code == 303
    assert reason in {one["reason"] for one in desk.events("desk-refused")}


def test_a_closed_account_stays_closed(desk: Desk) -> None:
    people = desk.desk.people
    people.change(KNOWN, roles={Role.CLERK}, offices=set(desk.desk.profiles), closed=True)
    try:
        assert vouched(desk, "1")[1].status_code == 403
    finally:
        people.change(KNOWN, roles={Role.CLERK}, offices=set(desk.desk.profiles))


def test_the_way_back_is_good_once_and_for_the_browser_that_left(desk: Desk) -> None:
    browser = desk.browser()
    place = at_the_service(browser.get("/enter/service"), "1")
    assert desk.browser().get(place).status_code == 403  # a link sent to somebody else (login CSRF)
    changed = place.replace(parse_qs(urlsplit(place).query)["state"][0], "other")
    assert browser.get(changed).status_code == 403
    place = at_the_service(browser.get("/enter/service"), "1")
    assert browser.get(place).status_code == 303
    assert browser.get(place).status_code == 403


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_it_leads_to_no_other_site(desk: Desk, place: str) -> None:
    assert vouched(desk, "1", place)[1].headers["location"] == "/"


def test_a_service_that_is_away_is_no_fault_of_the_person(desk: Desk) -> None:
    service = desk.desk.login_service()
    assert service is not None
    for broken, said in (
        (replace(service, issuer="http://localhost:9"), "ติดต่อบริการเข้าสู่ระบบของหน่วยงานไม่ได้"),
        (replace(service, secret_file=desk.office.folder / "away"), "secrets/oidc"),
    ):
        app = make_app(replace(desk.desk, login_service=partial(_same, broken)))
        told = TestClient(app, base_url=URL, follow_redirects=False).get("/enter/service")
        assert (told.status_code, said in told.text) == (403, True)


def _same(service: LoginService) -> LoginService:
    return service


def test_without_a_service_there_is_no_such_door(tmp_path: Path) -> None:
    browser = Desk(tmp_path).browser()
    assert "/enter/service" not in browser.get("/enter").text
    for path in ("/enter/service", "/enter/service/back?code=1&state=2"):
        assert browser.get(path).headers["location"] == "/enter"


def test_the_settings_of_a_service_are_whole_or_refused(tmp_path: Path) -> None:
    file = write_first_office_toml(tmp_path, demo=False)
    first = file.read_text(encoding="utf-8")
    assert load_settings(tmp_path).login_service is None
    switched = first + '[login]\nissuer = "https://login.province.example/"\nclient_id = "circulars"\n'
    file.write_text(switched, encoding="utf-8")
    service = load_settings(tmp_path).login_service
    assert service == LoginService("https://login.province.example", "circulars", tmp_path / "secrets" / "oidc")
    with pytest.raises(Refused, match="secrets/oidc"):
        service.secret()
    (tmp_path / "secrets").mkdir(exist_ok=True)
    service.secret_file.write_text("of the client\n", encoding="utf-8")
    assert service.secret() == "of the client"
    for wrong in ('client_id = "x"', 'issuer = "http://login.example"\nclient_id = "x"'):
        file.write_text(f"{first}[login]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(SettingsWrong):
            load_settings(tmp_path)


@pytest.mark.parametrize(
    ("claims", "login"),
    [
        ({"email": "a@b.example", "email_verified": True}, "a@b.example"),
        ({"email": "a@b.example", "email_verified": "true"}, None),
        ({"email": "a@b.example"}, None),
        ({"email": "", "email_verified": True}, None),
    ],
)
def test_only_an_address_that_the_service_verified_names_an_account(
    claims: dict[str, object], login: str | None
) -> None:
    service = LoginService("https://login.example", "circulars", Path("secrets/oidc"))
    if login is None:
        with pytest.raises(Refused):
            service.login_of(claims)
    else:
        assert service.login_of(claims) == login
    assert replace(service, claim="sub").login_of({"sub": "17"}) == "17"
