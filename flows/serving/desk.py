"""The desk of an office: ``python -m flows.serving.desk``, a process of its own beside the server, without Prefect.

It reads the archive itself; an answer to a review goes to the office's server as the form of the other screen sends it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import urllib.error
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

import uvicorn

from circulars.archive import Archive
from circulars.desk.office import DeskOffice
from circulars.desk.people import PeopleBook
from circulars.desk.web.app import make_app
from circulars.errors import SettingsWrong
from circulars.review.key import ReviewKey
from circulars.thai.clock import now, today
from flows.runs.queues import review_run_key
from flows.serving.house import house_of
from flows.serving.server_api import ask_server
from flows.settings import Settings, load_settings
from flows.settings.readiness import lacks
from flows.settings.sharing import hand_over
from flows.settings.toml.change import change_office
from flows.settings.trust import judge_of

NOTHING_WAITS = "เรื่องนี้ไม่ได้รอคำตอบแล้ว อาจมีผู้อื่นตอบไปก่อน กรุณาเปิดหน้านี้ใหม่"
NOT_TAKEN = "ระบบไม่รับคำตอบนี้ กรุณาเปิดหน้านี้ใหม่แล้วทำอีกครั้ง"
MOST_RUNS = 60
"""Runs of one review that were begun one after another; the last one waits."""


def desk_office(settings: Settings, archive: Archive, url: str, server: str) -> DeskOffice:
    """The office as its desk sees it; `url` is where people open the desk, `server` where the office's server is."""

    def answer(letter_id: str, key: ReviewKey, answers: Mapping[str, str]) -> str:
        return answer_review(settings.home, server, letter_id, key, answers)

    return DeskOffice(
        home=settings.home,
        archive=archive,
        people=PeopleBook.of(settings.home),
        profiles=settings.profiles,
        url=url,
        review_url=settings.public_url or server,
        clock=now,
        reviewers=lambda: load_settings(settings.home).reviewers,
        lacks=lambda: tuple(str(one) for one in lacks(settings, _day()) if one.blocks),
        answer_review=answer,
        hand_over=lambda path: hand_over(path, path.parent),
        demo=settings.demo,
        sending=lambda: load_settings(settings.home).sending,
        seal=lambda: load_settings(settings.home).seal,
        judge=lambda: judge_of(load_settings(settings.home)),
        sign_minutes=settings.sign_minutes,
        login_service=lambda: load_settings(settings.home).login_service,
        house=lambda: house_of(settings, archive, _day()),
        change_settings=lambda code, typed: change_office(settings.home, code, typed),
    )


class DeskAsItStands:
    """The office as its desk sees it, made anew once office.toml was changed.

    A file that cannot be used changes nothing, nor does one that names another office or turns a demonstration into an
    office or back: for these the whole office starts anew.
    """

    def __init__(self, home: Path, archive: Archive, url: str, server: str) -> None:
        """Raises SettingsWrong for a file that cannot be used from the first."""
        self._stamp, self._settings = _stamp(home), load_settings(home)
        self._place = (archive, url, server)
        self._office = desk_office(self._settings, *self._place)

    def __call__(self) -> DeskOffice:
        """The office now."""
        stamp = _stamp(self._settings.home)
        if stamp != self._stamp:
            self._stamp = stamp
            with suppress(SettingsWrong):
                new, old = load_settings(self._settings.home), self._settings
                if (new.demo, new.profile.office.code) == (old.demo, old.profile.office.code):
                    self._settings, self._office = new, desk_office(new, *self._place)
        return self._office


def _stamp(home: Path) -> tuple[int, int]:
    with suppress(OSError):
        told = (home / "office.toml").stat()
        return told.st_mtime_ns, told.st_size
    return 0, 0


def _day() -> dt.date:
    return today()


def answer_review(home: Path, server: str, letter_id: str, key: ReviewKey, answers: Mapping[str, str]) -> str:
    """Resume the run that waits with this review, with these values of its form; why not, in Thai. Raises OSError."""
    run = waiting_run(home, server, letter_id, key)
    if run is None:
        return NOTHING_WAITS
    try:
        told = ask_server(home, server, "POST", f"/flow_runs/{run}/resume", {"run_input": dict(answers)})
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            raise
        return f"{NOT_TAKEN} ({_said(error)})"
    if told is None or told.get("status", "ACCEPT") == "ACCEPT":
        return ""
    return (
        NOT_TAKEN if (told.get("state") or {}).get("type") == "PAUSED" else NOTHING_WAITS
    )  # it waits on: it was refused


def waiting_run(home: Path, server: str, letter_id: str, key: ReviewKey) -> str | None:
    """Id of the suspended run of a review, or None. Raises OSError where the server does not answer."""
    keys = [review_run_key(letter_id, key.office, key.step, again) for again in range(MOST_RUNS)]
    wanted = {"idempotency_key": {"any_": keys}, "state": {"type": {"any_": ["PAUSED"]}}}
    runs = ask_server(home, server, "POST", "/flow_runs/filter", {"flow_runs": wanted, "limit": 5})
    return str(runs[0]["id"]) if runs else None


def _said(error: urllib.error.HTTPError) -> str:
    """What the server said of a refused answer, in short."""
    try:
        told = json.loads(error.read())
    except ValueError:
        return str(error.code)
    return str(told.get("detail") or told.get("exception_message") or error.code)[:200]


def serve(home: Path) -> None:
    """Serve the desk until told to stop (SIGTERM)."""
    settings = load_settings(home)
    host, port = os.environ["CIRCULARS_DESK_HOST"], int(os.environ["CIRCULARS_DESK_PORT"])
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        url, server = os.environ["CIRCULARS_DESK_ADDRESS"], os.environ["CIRCULARS_SERVER_ADDRESS"]
        office = DeskAsItStands(home, archive, url, server)
        app = make_app(office(), office)
        uvicorn.run(app, host=host, port=port, server_header=False, log_level="warning", timeout_keep_alive=5)


if __name__ == "__main__":
    os.umask(0o077)
    serve(Path(os.environ["CIRCULARS_HOME"]))
