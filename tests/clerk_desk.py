"""A desk in a folder, without a server: an office with letters, people with accounts, a browser's client for each."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from circulars.archive import Archive, IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.desk.office import DeskOffice
from circulars.desk.people import PeopleBook, Role
from circulars.desk.web.app import EVERY_ROUTER, make_app
from circulars.directory import default_profile, find_office
from circulars.letter.field import Field
from circulars.letter.letter import Letter, Signatory, Urgency
from circulars.letter.reference import parse_reference
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate

PROVINCE, DISTRICT = find_office("สกลนคร"), find_office("อำเภอกุสุมาลย์")
NOW = dt.datetime(2026, 11, 23, 10, 30, tzinfo=BANGKOK)
PASSWORD = "ต้นไม้ใหญ่ ๙ ต้น"
PEOPLE = {
    "clerk": ("นางสาวสมมุติ ใจดี", {Role.CLERK}, {PROVINCE.code}),
    "reviewer": ("นายสมมุติ รอบคอบ", {Role.REVIEWER}, {PROVINCE.code}),
    "admin": ("นายสมมุติ ดูแล", {Role.ADMINISTRATOR}, {PROVINCE.code, DISTRICT.code}),
    "district": ("นางสมมุติ ต่างอำเภอ", {Role.CLERK}, {DISTRICT.code}),
}


def letter(number: str = "มท ๐๓๐๙.๒/ว ๑๑", subject: str = "การสำรวจแหล่งน้ำ", **parts: object) -> Letter:
    """A department's circular."""
    made = Letter(
        pages=(1,),
        reference=Field(parse_reference(number)),
        dated=Field(ThaiDate(2569, 11, 16)),
        sender_agency=Field("กรมตัวอย่าง"),
        subject=Field(subject),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        body=(Field("ด้วยกรมตัวอย่างขอให้จังหวัดแจ้งอำเภอสำรวจแหล่งน้ำ และรายงานภายในวันที่ ๒๐ พฤศจิกายน ๒๕๖๙"),),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "อธิบดีกรมตัวอย่าง")),
    )
    return replace(made, **parts)  # type: ignore[arg-type]


def addresses_answered(method: str) -> set[str]:
    """Every address that the desk answers to this method, as its routers have it."""
    routes = (route for router in EVERY_ROUTER for route in router.routes if isinstance(route, APIRoute))
    return {route.path for route in routes if method in (route.methods or ())}


class Desk:
    """One office and its desk, at a moment that a test may move."""

    def __init__(self, home: Path, *, demo: bool = False) -> None:
        """A new office without letters."""
        self.home, self.now = home, NOW
        for name in ("inbox", "work", "quarantine", "drafts", "outbox", "reports", "logs", "secrets"):
            (home / name).mkdir(parents=True, exist_ok=True)
        self.archive = Archive.open(f"sqlite:///{home}/circulars.db", str(home / "archive"), clock=lambda: self.now)
        self.people = PeopleBook.of(home)
        self.office = DeskOffice(
            home=home,
            archive=self.archive,
            people=self.people,
            profiles={one.code: default_profile(one) for one in (PROVINCE, DISTRICT)},
            url="http://desk.test",
            review_url="http://desk.test",
            clock=lambda: self.now,
            reviewers=lambda: (),
            lacks=lambda: (),
            answer_review=lambda *_: "",
            demo=demo,
        )
        self.app = make_app(self.office)
        self._entered: dict[str, str] = {}

    def client(self, login: str) -> Browser:
        """The browser of somebody who has entered."""
        if login not in self._entered:
            name, roles, offices = PEOPLE[login]
            first = self.people.add(login, name, roles, offices)
            assert not self.people.choose_password(login, first, PASSWORD)
            self._entered[login] = self.people.enter(login, PASSWORD, self.now).token
        return Browser(self, self._entered[login])

    def take(self, *read: Letter, name: str = "หนังสือ.pdf", content: bytes | None = None) -> tuple[str, ...]:
        """Ids of the letters of a scan, filed as the intake files them."""
        scan = self.archive.save_original(content or f"{name}{self.now}".encode(), name)
        return self.archive.save_letters(scan.id, PROVINCE.code, read, [()] * len(read))

    def draft(self, letter_id: str) -> str:
        """The id of a draft of a letter, which waits."""
        record = DraftRecord.without_draft(self.archive.load_letter(letter_id).letter, self.now.date())
        return self.archive.save_draft(letter_id, ReviewKey(PROVINCE.code, "step"), record, b"docx", b"%PDF-1.7")

    def issue(self, letter_id: str, *recipients: Recipient) -> IssuedLetter:
        """A letter of ours that forwards this one."""
        source = self.archive.load_letter(letter_id).letter

        def finish(number: IssuedNumber) -> IssuedFiles:
            made = replace(
                source,
                reference=Field(parse_reference(f"{PROVINCE.code}/ว {number.running}")),
                dated=Field(ThaiDate.from_ce(number.dated)),
                sender_agency=Field(PROVINCE.name),
            )
            return IssuedFiles(made, b"docx", b"%PDF-1.7 issued", b"record")

        told = recipients or (Recipient("นายอำเภอกุสุมาลย์", DISTRICT.code), Recipient("นายอำเภอทดลอง"))
        return self.archive.issue(IssueRequest(self.draft(letter_id), PROVINCE.code, told, finish))

    def told(self, kind: str) -> list[tuple[str, str]]:
        """Subject and detail of the ledger's events of a kind."""
        from circulars.archive.store.tables import ledger

        rows = self.archive.all(ledger.select().where(ledger.c.kind == kind).order_by(ledger.c.number))
        return [(str(row["subject"]), str(row["detail"])) for row in rows]

    def close(self) -> None:
        """Give everything back."""
        self.archive.close()


class Browser(TestClient):
    """A client that sends the token of its session's forms, unless it is told otherwise."""

    def __init__(self, desk: Desk, token: str) -> None:
        """The session's cookie is that of somebody who has entered."""
        super().__init__(desk.app, base_url="http://desk.test", cookies={"circulars-desk": token})
        self.form_token = desk.people.form_token(token)

    def fill(self, place: str, /, *, files: Any = None, **values: str) -> str:
        """Send a form and give the page that it leads to."""
        answer = self.post(place, data={"form_token": self.form_token, **values}, files=files)
        assert answer.status_code in (200, 400), (answer.status_code, plain(answer.text))
        return str(answer.text)


def plain(page: str) -> str:
    """A page's text without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


__all__ = ["DISTRICT", "NOW", "PROVINCE", "Desk", "Urgency", "letter", "plain"]
