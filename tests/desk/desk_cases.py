"""A desk over a real office without a server: people with their passwords, browsers without a network, runs that are remembered."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

import httpx
import sqlalchemy as sa
from fastapi.testclient import TestClient
from review_cases import CHIEF, OFFICE, STEP, Office

from circulars.desk.office import DeskOffice
from circulars.desk.people import PeopleBook, Role
from circulars.desk.web.app import make_app
from circulars.directory import default_profile, find_office
from circulars.review.key import ReviewKey

DISTRICT = "สน ๐๒๑๘"
URL = "http://127.0.0.1:4280"
PASSWORD = "ตะวันขึ้นทางทิศ ๙"
_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


class Desk:
    """An office, its desk, and what reached the runs; `refuses` is what the server says instead of taking an answer."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.answers: list[tuple[str, ReviewKey, dict[str, str]]] = []
        self.refuses = ""
        profiles = {**self.office.settings.profiles, DISTRICT: default_profile(find_office(DISTRICT))}
        self.desk = DeskOffice(
            home=folder,
            archive=self.office.archive,
            people=PeopleBook.of(folder),
            profiles=profiles,
            url=URL,
            review_url="http://127.0.0.1:4200",
            clock=lambda: self.office.now,
            reviewers=lambda: self.office.settings.reviewers,
            lacks=tuple,
            answer_review=self._answer,
            hand_over=lambda path: None,
        )
        self.app = make_app(self.desk)
        for login, name, role, office in (
            ("clerk", "นายสมมุติ เจ้าหน้าที่", Role.CLERK, OFFICE),
            ("chief", CHIEF, Role.REVIEWER, OFFICE),
            ("district", "นายสมมุติ อำเภอ", Role.CLERK, DISTRICT),
            ("keeper", "นายสมมุติ ดูแล", Role.ADMINISTRATOR, OFFICE),
        ):
            first = self.desk.people.add(login, name, {role}, {office})
            assert not self.desk.people.choose_password(login, first, PASSWORD)

    def _answer(self, letter_id: str, key: ReviewKey, answers: Mapping[str, str]) -> str:
        if not self.refuses:
            self.answers.append((letter_id, key, dict(answers)))
        return self.refuses

    def browser(self) -> TestClient:
        """A browser in which nobody entered yet."""
        return TestClient(self.app, base_url=URL, follow_redirects=False)

    def entered(self, login: str) -> TestClient:
        """A browser in which somebody entered."""
        browser = self.browser()
        token = form_token(browser.get("/enter").text)
        told = browser.post("/enter", data={"login": login, "password": PASSWORD, "form_token": token})
        assert told.status_code == 303, told.text
        return browser

    def waiting(self) -> str:
        """A letter that waits; its id."""
        letter_id = self.office.receive()
        self.office.case(letter_id)
        return letter_id

    def events(self, kind: str) -> list[dict[str, str]]:
        """Details of the ledger's events of a kind."""
        statement = sa.text("select detail from ledger where kind = :kind order by number")
        with self.office.archive.engine.connect() as connection:
            return [json.loads(row.detail) for row in connection.execute(statement, {"kind": kind})]


def page_of(letter_id: str, part: str = "") -> str:
    """The address of the page of a letter's review."""
    return f"/letters/{letter_id}{part}?{httpx.QueryParams({'of': OFFICE, 'step': STEP})}"


def form_token(page: str) -> str:
    """The token that the forms of a page carry."""
    found = _TOKEN.search(page)
    assert found is not None, page[:500]
    return found[1]


def fields_of(page: str) -> dict[str, str]:
    """What a browser sends back of the answer's form when nothing is typed: ticks are left out."""
    form = page.split('id="answer"', 1)[1].split("</form>", 1)[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        if name and _attribute(tag, "type") != "checkbox":
            sent[name] = value
    for tag, text in re.findall(r"<textarea([^>]*)>\n?(.*?)</textarea>", form, re.DOTALL):
        sent[_attribute(tag, "name")] = html.unescape(text)
    return sent


def ticks_of(page: str) -> list[str]:
    """Those whose tick stands on a page."""
    return [html.unescape(one) for one in re.findall(r'name="keep" value="([^"]*)" checked', page)]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""
