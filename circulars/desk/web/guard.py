"""Who may open what: every page and file asks here, by role and by office; what is refused stands in the ledger.

A page takes ``person: Annotated[Person, Depends(require(Role.CLERK))]`` and gives the office of what it shows to
`allow_office`. Forms carry the token of their session (`PeopleBook.form_token`); a request that changes something without
it is refused before any page sees it.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Iterable

from fastapi import Request

from circulars.desk.office import DeskOffice
from circulars.desk.people import DEMO_PERSON, Person, Role

COOKIE = "circulars-desk"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TOKEN = "form_token"
"""The hidden field of every form, and with dashes the header of requests that HTMX sends."""
_ONCE_SECONDS = 60.0
_MOST_TOLD = 60
"""Refusals of one reason written into the ledger a minute at most.

A machine that knocks must not fill the disk, nor hide behind its knocks what is told of another reason.
"""


class NotEntered(Exception):
    """Nobody, or a session that ended: asked to enter, and brought back afterwards."""


class NotAllowed(Exception):
    """Somebody who may not. ``message`` is a Thai sentence with the remedy."""

    def __init__(self, message: str = "หน้านี้ไม่ใช่งานในหน้าที่หรือสำนักงานของท่าน กรุณาติดต่อผู้ดูแลระบบหากควรเปิดได้") -> None:
        """The sentence that the page of refusal shows."""
        super().__init__(message)
        self.message = message


class Refusals:
    """What was refused, told in the ledger: the same once a minute."""

    def __init__(self) -> None:
        """Nothing was refused yet."""
        self._told: dict[tuple[str, ...], float] = {}

    def tell(self, request: Request, reason: str, who: str = "") -> None:
        """Write a refusal into the office's ledger."""
        now = time.monotonic()
        self._told = {key: at for key, at in self._told.items() if now - at < _ONCE_SECONDS}
        key = (reason, who, request.method, request.url.path)
        if key in self._told or sum(one[0] == reason for one in self._told) >= _MOST_TOLD:
            return
        self._told[key] = now
        told = {
            "reason": reason,
            "who": who,
            "asked": f"{request.method} {request.url.path}"[:200],
            "from": request.client.host if request.client else "",
        }
        office_of(request).archive.record_event("desk-refused", who or "nobody", told)


def office_of(request: Request) -> DeskOffice:
    """The office whose desk this is."""
    office: DeskOffice = request.app.state.office
    return office


def tell_refusal(request: Request, reason: str, who: str = "") -> None:
    """Write a refusal into the ledger."""
    refusals: Refusals = request.app.state.refusals
    refusals.tell(request, reason, who)


def session_of(request: Request) -> str:
    """The token of the request's session; in a demonstration one is made for whoever comes."""
    known = getattr(request.state, "session", None) or request.cookies.get(COOKIE, "")
    if not known and office_of(request).demo:
        known = secrets.token_urlsafe(32)
        request.state.new_session = known
    request.state.session = known
    return str(known)


def demo_person(office: DeskOffice) -> Person:
    """Whoever works in a demonstration: everything, without entering."""
    return Person("", DEMO_PERSON, frozenset(Role), frozenset(office.profiles))


def person_of(request: Request) -> Person:
    """Who asks. Raises NotEntered, and tells the ledger of it."""
    office = office_of(request)
    token = session_of(request)
    if office.demo:
        return demo_person(office)
    person, reason = office.people.who(token, office.clock())
    if person is None:
        tell_refusal(request, reason)
        raise NotEntered
    return person


def require(*roles: Role) -> Callable[[Request], Person]:
    """A dependency: a person with one of these roles (none named: anybody who entered). Raises NotEntered, NotAllowed."""

    def guarded(request: Request) -> Person:
        person = person_of(request)
        if roles and not person.has(*roles):
            tell_refusal(request, "role", person.login)
            raise NotAllowed
        if person.must_change and not request.url.path.startswith("/password"):
            raise NotEntered
        request.state.person = person
        return person

    return guarded


def allow_office(request: Request, person: Person, offices: Iterable[str]) -> None:
    """The person belongs to one of the offices that this is of. Raises NotAllowed, and tells the ledger."""
    if not any(person.belongs_to(one) for one in offices):
        tell_refusal(request, "office", person.login)
        raise NotAllowed


async def own_form(request: Request) -> None:
    """A request that changes something comes from a form of this very session. Raises NotAllowed."""
    if request.method in READING:
        return
    token = session_of(request)
    given = request.headers.get(FORM_TOKEN.replace("_", "-"), "")
    if not given:
        given = str((await request.form()).get(FORM_TOKEN, ""))
    wanted = office_of(request).people.form_token(token)
    if not token or not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
        tell_refusal(request, "foreign-form")
        raise NotAllowed("แบบฟอร์มนี้หมดอายุหรือไม่ได้มาจากหน้านี้ กรุณาเปิดหน้าใหม่แล้วทำอีกครั้ง")
