"""What a form's answer is told on the page that it leads to, once: a form that was sent leads on, so that F5 sends nothing twice."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse

from circulars.desk.people import Person
from circulars.desk.web.guard import session_of

_MOST = 500


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: good, note or problem; where it leads, if anywhere."""

    kind: str
    text: str
    place: str = ""
    link: str = ""


class Afterwards:
    """Sentences that wait for the next page of a session; the oldest are forgotten."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._kept: OrderedDict[str, tuple[str, tuple[Said, ...]]] = OrderedDict()
        self._lock = Lock()

    def keep(self, session: str, said: Sequence[Said]) -> str:
        """Keep sentences for a session; the word by which its next page asks for them."""
        word = secrets.token_urlsafe(9)
        with self._lock:
            self._kept[word] = (session, tuple(said))
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return word

    def take(self, session: str, word: str) -> tuple[Said, ...]:
        """What was kept for this session under the word; told once."""
        with self._lock:
            owner, said = self._kept.get(word, ("", ()))
            if owner != session:
                return ()
            del self._kept[word]
        return said


def lead_on(request: Request, place: str, *said: Said) -> RedirectResponse:
    """To a page of this desk, which tells these sentences."""
    if said:
        word = _of(request).keep(session_of(request), said)
        page, mark, part = place.partition("#")
        place = f"{page}{'&' if '?' in page else '?'}said={quote(word)}{mark}{part}"
    return RedirectResponse(place, status_code=303)


def said_before(request: Request, _person: Person) -> tuple[Said, ...]:
    """The sentences that wait for this page."""
    return _of(request).take(session_of(request), request.query_params.get("said", ""))


def _of(request: Request) -> Afterwards:
    known = getattr(request.app.state, "afterwards", None)
    if known is None:
        known = request.app.state.afterwards = Afterwards()
    assert isinstance(known, Afterwards)
    return known
