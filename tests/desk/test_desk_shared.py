"""Two installations on one database: nobody at this desk, whatever their role, meets a letter or a doing of the other's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cascade_cases import incoming
from desk_cases import PASSWORD, Desk, form_token
from fastapi.routing import APIRoute
from review_cases import OFFICE, STEP

from circulars.archive import IssuedFiles, IssuedNumber, IssueRequest, Recipient
from circulars.archive.export.backup import backup
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.desk.people import Role
from circulars.desk.web.pages import ROUTERS
from circulars.letter.field import Field
from circulars.letter.page import text_page
from circulars.letter.reference import ReferenceNumber
from circulars.review.key import ReviewKey
from circulars.thai.dates import ThaiDate

OTHER, CANARY = "อด ๐๐๑๘.๑", "เรื่องของอีกสำนักงาน"


def _theirs(desk: Desk) -> tuple[str, str]:
    """A letter that came to the other office and waits there, and one that it has issued; their ids."""
    archive = desk.office.archive
    came = replace(
        incoming(
            number="มท ๐๓๙๙/ว ๙๙๑", sender=f"กรม{CANARY}", body=(f"ให้จังหวัดรายงาน{CANARY} ภายในวันที่ ๓๐ มกราคม ๒๕๖๗",)
        ),
        subject=Field(CANARY),
    )
    scan = archive.save_original(CANARY.encode(), f"{CANARY}.txt")
    archive.save_pages(scan.id, (text_page(CANARY),))
    (letter_id,) = archive.save_letters(scan.id, OTHER, [came], [()])
    record = DraftRecord.without_draft(came, desk.office.now.date())
    archive.save_draft(letter_id, ReviewKey(OTHER, "step"), record, b"docx", None)
    (source,) = archive.save_letters(
        archive.save_original(b"source", f"{CANARY} ต้นเรื่อง.txt").id, OTHER, [replace(came, reference=Field(None))], [()]
    )
    draft = archive.save_draft(source, ReviewKey(OTHER, "step"), record, b"docx", None)
    recipients = (Recipient(f"นายอำเภอ{CANARY}"), Recipient("นายอำเภอเมืองอุดรธานี"))

    def finish(number: IssuedNumber) -> IssuedFiles:
        told = ReferenceNumber("อด", "0018.1", str(number.running), circular=True)
        ours = replace(came, reference=Field(told), dated=Field(ThaiDate.from_ce(number.dated)))
        return IssuedFiles(ours, b"docx", b"%PDF-1.7", CANARY.encode())

    issued = archive.issue(IssueRequest(draft, OTHER, recipients, finish, dated=desk.office.now.date()))
    archive.record_event("settings", OTHER, {"by": f"นาย{CANARY}"})
    archive.record_event("desk-sent", f"{CANARY}.pdf", {"by": f"นาย{CANARY}", "as": "x"})
    return letter_id, issued.letter_id


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("desk"))
    first = made.desk.people.add("all", "นายสมมุติ ทุกบทบาท", set(Role), set(made.desk.profiles))
    assert not made.desk.people.choose_password("all", first, PASSWORD)
    return made


def _asked(theirs: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    """Every address of the desk with the other office's letters, numbers and words wherever it takes one."""
    for router in ROUTERS:
        for route in router.routes:
            if not isinstance(route, APIRoute):
                continue
            if route.path.startswith(("/leave", "/search/", "/office/templates", "/office/sample", "/office/verify")):
                continue
            letter = theirs["issued" in route.path or "follow" in route.path]
            path = route.path.replace("{letter_id}", letter).replace("{field}", "subject").replace("{page}", "1")
            yield from ((method, path, letter) for method in sorted(route.methods or ()))


QUERIES: tuple[dict[str, str], ...] = (
    {},
    {
        "text": "อีกสำนักงาน",
        "kind": "desk-sent",
        "book": "sent",
        "since": "1/1/2567",
        "until": "31/12/2567",
        "span": "2567",
    },
    {"number": "๙๙๑", "status": "waiting", "of": OTHER, "step": STEP},
)
"""What is typed into every page at once: each takes what it knows."""


def test_nothing_of_another_installation_is_met_by_any_page_or_form(desk: Desk) -> None:
    """Asked by somebody with every role in every office of this installation."""
    theirs, browser = _theirs(desk), desk.entered("all")
    token, last = form_token(browser.get("/").text), desk.office.archive.events(limit=1)[0].number
    shown, asked = [], 0
    for method, path, letter in _asked(theirs):
        for query in QUERIES:
            if method == "GET":
                answer = browser.get(path, params=query | ({} if "of" in query else {"id": letter}))
            elif not query:
                typed = dict.fromkeys(("place", "count", "number", "year", "copy", "recipient", "reason"), "1")
                sent = typed | {"form_token": token, "id": letter, "ids": letter, "of": OTHER}
                answer = browser.post(path, params={"of": OTHER}, data=sent)
            else:
                continue
            asked += 1
            if CANARY in answer.text:
                shown.append(f"{method} {answer.request.url} {answer.status_code}")
    assert asked > 120
    assert shown == []
    done = [one for one in desk.office.archive.events(limit=1000) if one.number > last and one.kind != "desk-refused"]
    assert not [one for one in done if CANARY in one.detail or one.subject in theirs]
    assert not desk.answers


def test_a_backup_of_another_installation_is_not_told_as_ours(desk: Desk, tmp_path: Path) -> None:
    archive = desk.office.archive
    archive.record_event("backed-up", "archive", {"files": "3"})  # of a program that named no office
    assert archive.last_backup(OFFICE) == archive.last_backup(OTHER) != ""
    backup(archive, tmp_path / "theirs", office=OTHER)
    assert archive.last_backup(OTHER) and not archive.last_backup(OFFICE)
    assert "ยังไม่เคยสำรอง" in desk.entered("keeper").get("/office").text
    backup(archive, tmp_path / "ours", office=OFFICE)
    assert archive.last_backup(OFFICE) >= archive.last_backup(OTHER)
