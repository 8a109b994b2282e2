"""The office on one machine: start it, stop it, ask how it stands.

One supervisor process (`flows.office.supervisor`) holds the server, the worker and the watch over the inbox; its record is
``run/office.json``. `status` asks the server over plain HTTP, so that it answers without loading Prefect.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from circulars.dispatch.mailing.standing import send_standing
from circulars.errors import EngineFailed
from circulars.intake.claims import all_claims
from circulars.intake.looks import Left, left_lying
from circulars.mailbox.standing import MailStanding, standings
from circulars.thai.clock import now
from flows.office.record import living_record
from flows.office.supervisor import supervise
from flows.office.watching.inbox import watch_problem
from flows.serving.server_api import ask_server, is_ours
from flows.settings import load_settings, make_folders, office_home

START_SECONDS = 180.0
STOP_SECONDS = 60.0
FOLLOWED = "เริ่มใหม่แล้ว"
"""Tag of a run that failed and was begun again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that waits for a reviewer: the run's name, its address in the UI, tags, since when (ISO)."""

    name: str
    url: str
    tags: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True)
class OfficeStatus:
    """How the office stands. ``problems`` are Thai sentences; counts are files.

    ``lying`` is what lies in the inbox longer than a minute, each with its reason.
    ``mail`` is how each mailbox stands that was looked into.
    ``url`` is where this machine asks the server, ``address`` where people open it: the same without a proxy.
    ``desk`` is where people open the desk.
    """

    home: Path
    running: bool
    url: str | None
    pid: int | None
    waiting: tuple[Waiting, ...]
    in_inbox: int
    in_work: int
    in_quarantine: int
    issued: int
    problems: tuple[str, ...]
    lying: tuple[Left, ...] = ()
    address: str | None = None
    mail: tuple[MailStanding, ...] = ()
    desk: str | None = None

    @property
    def waiting_url(self) -> str | None:
        """The list of drafts that wait, in the UI."""
        return list_url(self.address, "Suspended", "Paused") if self.address else None


def list_url(address: str, *states: str) -> str:
    """The UI's list of runs in these states; its newer pages want the states in one word."""
    return f"{address}/v2/runs?state={','.join(states)}"


_STARTED: list[subprocess.Popen[bytes]] = []
"""Supervisors that this process started and that outlive it: kept, so that one that ended is reaped and none is lost."""


def start(home: Path | None = None, *, foreground: bool = False) -> OfficeStatus:
    """Start the office and wait until it takes letters; a running office is left as it is.

    With `foreground` this process itself supervises until it is told to stop. Raises SettingsWrong for settings that
    cannot be used, EngineFailed when the server does not come up; the logs are in ``logs/``.
    """
    settings = load_settings(home)
    make_folders(settings)
    place = settings.home
    if foreground:
        supervise(place)
        return status(place)
    if living_record(place) is None:
        with (settings.folder("logs") / "supervisor.log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "flows.office.supervisor", str(place)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=place,
                env=dict(os.environ),
            )
        _STARTED[:] = [*(one for one in _STARTED if one.poll() is None), child]
        _wait_until_ready(place, child)
    return status(place)


def stop(home: Path | None = None) -> bool:
    """Stop everything that `start` started. Returns whether anything ran. Nothing that waits is lost."""
    place = office_home(home)
    record = living_record(place)
    if record is None:
        return False
    supervisor = psutil.Process(int(record["pid"]))
    supervisor.terminate()
    try:
        supervisor.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        for child in [*supervisor.children(recursive=True), supervisor]:
            child.kill()
    return True


def status(home: Path | None = None) -> OfficeStatus:
    """How the office stands now; answers when it is stopped too."""
    place = office_home(home)
    record = living_record(place)
    url = str(record["url"]) if record else None
    address = str(record.get("address") or url) if record else None
    waiting, problems = ((), ["ระบบหยุดอยู่ สั่ง circulars up เพื่อเริ่ม"]) if url is None else _asked(place, url, str(address))
    if record is not None and record.get("ready"):
        problems += filter(None, [watch_problem(place)])
    lying = left_lying(place / "inbox", place / "work")
    waits = sum(left.needs_somebody for left in lying)
    if waits:
        problems.append(f"มีของค้างใน inbox {waits} รายการที่ต้องมีคนช่วย ดูเหตุในรายการค้าง")
    problems += _held_claims(place / "work")
    mail = standings(place / "run")
    if record is not None and record.get("ready"):
        problems += filter(None, (one.problem(now()) for one in mail))
        problems += send_standing(place / "run").problems()
    return OfficeStatus(
        place,
        record is not None,
        url,
        int(record["pid"]) if record else None,
        waiting,
        _count(place / "inbox", nested=True),
        _count(place / "work", folders=True),
        _count(place / "quarantine", without=".txt"),
        _count(place / "outbox", folders=True),
        tuple(problems),
        lying,
        address,
        mail,
        str(record["desk"]) if record and "desk" in record else None,
    )


def _asked(home: Path, url: str, address: str) -> tuple[tuple[Waiting, ...], list[str]]:
    """What the server knows: the drafts that wait, and what is wrong with it or with its runs."""
    if not is_ours(home, url):
        return (), [f"เซิร์ฟเวอร์ของสำนักงานไม่ตอบที่ {url} ดูสาเหตุใน {home / 'logs' / 'server.log'}"]
    try:
        waiting = _waiting(home, url, address)
        failed = [run for run in _runs(home, url, ["FAILED", "CRASHED"]) if FOLLOWED not in run["tags"]]
    except (urllib.error.URLError, OSError) as error:
        return (), [f"ถามเซิร์ฟเวอร์ไม่ได้ ({error}) กรุณาสั่งอีกครั้ง"]
    if not failed:
        return waiting, []
    where = list_url(address, "Failed", "Crashed")
    return waiting, [f"มีงานที่ไม่สำเร็จ {len(failed)} งาน ดูบรรทัดแรกของแต่ละงานที่ {where}"]


def _held_claims(work: Path) -> list[str]:
    """Files that wait for the machine to be mended: one line a fault, with the remedy; and records that are broken."""
    claims, broken = all_claims(work)
    faults = Counter(claim.fault for claim in claims if claim.fault)
    told = [f"ไฟล์ที่รับแล้วรอเครื่องอยู่ {count} ไฟล์ (จะอ่านต่อเองเมื่อแก้แล้ว): {fault}" for fault, count in faults.items()]
    if broken:
        told.append(f"บันทึกของไฟล์ที่รับแล้วเสีย {len(broken)} ไฟล์ ระบบจะนำไปไว้ใน quarantine ในการกวาดครั้งถัดไป")
    return told


def _wait_until_ready(home: Path, child: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        record = living_record(home)
        if record is not None and record.get("ready"):
            return
        if child.poll() is not None and living_record(home) is None:
            raise EngineFailed(
                f"เริ่มระบบไม่สำเร็จ กรุณาดูสาเหตุท้ายไฟล์ {home / 'logs' / 'supervisor.log'}", cause=f"exit {child.returncode}"
            )
        time.sleep(0.2)
    raise EngineFailed(
        f"ระบบไม่พร้อมภายใน {int(START_SECONDS)} วินาที กรุณาดู {home / 'logs'} แล้วสั่ง circulars down ก่อนเริ่มใหม่"
    )


def _waiting(home: Path, url: str, address: str) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(
            str(run["name"]),
            f"{address}/v2/runs/flow-run/{run['id']}",
            tuple(run.get("tags", ())),
            str((run.get("state") or {}).get("timestamp", "")),
        )
        for run in _runs(home, url, ["PAUSED"])
    )


def _runs(home: Path, url: str, types: list[str]) -> list[dict[str, Any]]:
    """Flow runs in these state types, oldest first: every page of the server's 200."""
    runs: list[dict[str, Any]] = []
    while True:
        states = {"state": {"type": {"any_": types}}}
        body = {"flow_runs": states, "sort": "START_TIME_ASC", "limit": 200, "offset": len(runs)}
        page: list[dict[str, Any]] = ask_server(home, url, "POST", "/flow_runs/filter", body, seconds=10)
        runs += page
        if len(page) < 200:
            return runs


def _count(folder: Path, *, nested: bool = False, folders: bool = False, without: str = "") -> int:
    if not folder.is_dir():
        return 0
    found = folder.rglob("*") if nested else folder.iterdir()
    return sum(
        1
        for path in found
        if path.is_dir() == folders and not path.name.startswith(".") and not (without and path.suffix == without)
    )
