"""Signing once for some minutes where the office allows it: the first code of a session opens a window, the next letters need none.

The word of a window stays in this process and in the answer that it signs; no page has it. It ends with its minutes, with the
session, and when its reviewer is locked or enrolled anew.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fastapi import Request

from circulars.desk.people import Person
from circulars.desk.web.guard import office_of, session_of
from circulars.review.codes import close_window, open_window
from circulars.review.reviewers import sign


@dataclass(frozen=True, slots=True)
class Window:
    """Who signs by which word, until when."""

    name: str
    word: str
    until: dt.datetime


def window_of(request: Request, person: Person) -> Window | None:
    """The window of this session and person that is open now."""
    windows: dict[str, Window] = request.app.state.windows
    found = windows.get(session_of(request))
    return found if found and found.name == person.name and found.until > office_of(request).clock() else None


def signing_code(request: Request, person: Person, typed: str) -> str:
    """The code as it was typed; where none was, the word of the window that is open."""
    window = window_of(request, person)
    return window.word if window is not None and not typed.strip() else typed


def signed_once(request: Request, person: Person, code: str, of: str, answer: str) -> tuple[str, str]:
    """With what an answer is signed, and why it is not: a code that proves opens a window where the office allows it.

    ``of`` is the office of the letter, ``answer`` names the answer.
    """
    office, window = office_of(request), window_of(request, person)
    if office.demo or not office.sign_minutes or not code or (window is not None and code == window.word):
        return code, ""
    now = office.clock()
    signature = sign(office.home, office.reviewers(), person.name, code, office=of, now=now, answer=answer)
    if signature.reviewer is None:
        proof = signature.proof
        told = {"reviewer": person.name, "reason": proof.reason, "wrong": str(proof.wrong), "by": person.name}
        office.archive.record_event("approval-refused", answer, told)
        if proof.locked_until is not None:
            office.archive.record_event("reviewer-locked", answer, told | {"until": proof.locked_until.isoformat()})
        return code, proof.message
    word, until = open_window(office.home, person.name, now, office.sign_minutes)
    request.app.state.windows[session_of(request)] = Window(person.name, word, until)
    office.archive.record_event(
        "sign-window", answer, {"by": person.name, "until": until.isoformat(timespec="seconds")}
    )
    return word, ""


def end_window(request: Request) -> None:
    """The session ends: so does its window."""
    found: Window | None = request.app.state.windows.pop(session_of(request), None)
    if found is not None:
        close_window(office_of(request).home, found.name, found.word)
