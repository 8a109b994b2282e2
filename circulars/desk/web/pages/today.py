"""วันนี้: what waits for me, what came, what stopped, what is overdue; counts; kept fresh by itself where scripts run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from circulars.archive.registers.deliveries import Unreached
from circulars.archive.search.waiting import LetterCame, ReviewWaiting
from circulars.archive.tracing.dues import Due
from circulars.desk.office import DeskOffice
from circulars.desk.people import Person, Role
from circulars.desk.web.guard import office_of, require
from circulars.desk.web.screen import show
from circulars.dispatch.course import STATES
from circulars.triage.step import SAID, Step

router = APIRouter()
SOON = dt.timedelta(days=3)
FEW = 25
"""Of what is due or did not arrive the first are shown; all of it stands on ติดตาม."""
Anybody = Annotated[Person, Depends(require())]


@dataclass(frozen=True, slots=True)
class Today:
    """What the first page shows, for one person."""

    waiting: tuple[ReviewWaiting, ...]
    came: tuple[LetterCame, ...]
    stopped: tuple[str, ...]
    in_inbox: int
    in_work: int
    silent: tuple[Due, ...]
    unreached: tuple[Unreached, ...]
    owed: tuple[Due, ...]
    lacks: tuple[str, ...]


def today_of(office: DeskOffice, person: Person) -> Today:
    """The first page as it stands now."""
    now = office.clock()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    silent, owed = office.archive.near_days(now.date() + SOON, office.profiles.keys())
    return Today(
        office.archive.reviews_waiting(person.offices),
        office.archive.letters_came(person.offices, midnight),
        _names(office, "quarantine", without=".txt"),
        len(_names(office, "inbox")),
        len(_names(office, "work")),
        silent if _of_main(office, person) else (),
        office.archive.unreached(office.profiles.keys()) if _of_main(office, person) else (),
        owed if _of_main(office, person) else (),
        office.lacks(),
    )


def _of_main(office: DeskOffice, person: Person) -> bool:
    """Days of the whole installation are told to people of its first office."""
    return person.belongs_to(next(iter(office.profiles)))


def _names(office: DeskOffice, folder: str, without: str = "") -> tuple[str, ...]:
    try:
        found = sorted(office.folder(folder).iterdir())
    except OSError:
        return ()
    return tuple(
        path.name.encode("utf-8", "replace").decode()
        for path in found
        if not path.name.startswith(".") and not (without and path.suffix == without)
    )


@router.get("/")
def today(request: Request, person: Anybody) -> Response:
    """The whole page."""
    return _shown(request, person, "today.html")


@router.get("/today/live")
def live(request: Request, person: Anybody) -> Response:
    """The part of the page that changes, as HTMX asks for it."""
    return _shown(request, person, "today_live.html")


def _shown(request: Request, person: Person, template: str) -> Response:
    said = {str(step): SAID[step] for step in Step}
    return show(
        request, template, person, here="today", today=today_of(office_of(request), person), said=said,
        profiles=office_of(request).profiles, may_settle=person.has(Role.REVIEWER, Role.HEAD), how=STATES, few=FEW,
    )  # fmt: skip
