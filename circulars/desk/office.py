"""What the desk needs of its office: the archive, the folders, the clock, and a way to answer a review that waits.

Flows make one (`flows.serving.desk`) and hand it to `circulars.desk.web.app.make_app`; tests make one of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from circulars.archive import Archive
from circulars.desk.clerk.house.standing import NOTHING_KNOWN, House
from circulars.desk.people import PeopleBook
from circulars.desk.people.provider import LoginService
from circulars.directory import OfficeProfile
from circulars.dispatch.keeping.copies import Judge
from circulars.dispatch.switch import Seal, Sending
from circulars.errors import SettingsWrong
from circulars.review.key import ReviewKey
from circulars.review.reviewers import Reviewer


class AnswerReview(Protocol):
    """Gives the run that waits with this review a filled-in form, as its other screen does.

    Returns an empty text, or a Thai sentence that says why nothing was given (nothing waits, a field was refused).
    Raises OSError where the office's server does not answer.
    """

    def __call__(self, letter_id: str, key: ReviewKey, answers: Mapping[str, str]) -> str:
        """One answer."""
        ...


def _no_settings(code: str, typed: Mapping[str, str]) -> None:
    """Of a desk whose settings nobody may change from a page."""
    raise SettingsWrong("แก้การตั้งค่าจากหน้านี้ไม่ได้ กรุณาแก้ใน office.toml")


@dataclass(frozen=True, slots=True)
class DeskOffice:
    """One office as its desk sees it.

    ``profiles`` are the office itself first, then those it acts for, by code. ``reviewers`` are read anew each time: one
    may be enrolled while the office runs; ``lacks`` are Thai lines on what hinders issuing today; ``hand_over`` opens a
    file of ours to the office's group where it has one; ``house`` tells how the office is set up, read anew each time;
    ``change_settings`` writes lines of one office into office.toml, checked first, and raises SettingsWrong.
    ``sign_minutes`` is how long a code signs further letters of the same session; 0: each letter asks for its own.
    ``sending`` and ``seal`` tell by what letters leave and are signed, None where the office switched it off;
    ``judge`` what a copy that is brought is judged by;
    ``login_service`` is who vouches for people besides the desk's passwords, read anew each time; None: nobody.
    ``review_url`` is the other screen, Prefect's; ``url`` the address by which people open the desk.
    """

    home: Path
    archive: Archive
    people: PeopleBook
    profiles: Mapping[str, OfficeProfile]
    url: str
    review_url: str
    clock: Callable[[], dt.datetime]
    reviewers: Callable[[], tuple[Reviewer, ...]]
    lacks: Callable[[], tuple[str, ...]]
    answer_review: AnswerReview
    demo: bool = False
    sign_minutes: int = 0
    sending: Callable[[], Sending | None] = lambda: None
    seal: Callable[[], Seal | None] = lambda: None
    judge: Callable[[], Judge] = lambda: Judge((), (), "thai", Path("outbox"))
    login_service: Callable[[], LoginService | None] = lambda: None
    hand_over: Callable[[Path], None] = lambda path: None
    house: Callable[[], House] = lambda: NOTHING_KNOWN
    change_settings: Callable[[str, Mapping[str, str]], None] = _no_settings

    @property
    def name(self) -> str:
        """The office's own name."""
        return next(iter(self.profiles.values())).office.name

    def folder(self, name: str) -> Path:
        """One of the office's folders by its name: ``inbox``, ``quarantine``, ``drafts``, ``work``."""
        return self.home / name
