"""Faults injected at every boundary of intake and issue: kills, a full disk, a locked database, broken programs.

    python -m benchmarks.faults [--points 60] [--only kill-intake,kill-issue,disk,programs,engines]

Real code, a real Prefect server, a real archive; the faults come from outside. A kill is SIGKILL at the n-th call or
return of a function of ours (`sys.setprofile`), a disk fault an OSError at the n-th write, rename or new folder
(`sys.addaudithook`), a broken program another one of its name in PATH. After each the work is begun again without the
fault, and then every source file must be in archive, quarantine or inbox by sha256, once, with one letter, one number
and a ledger that `verify` finds whole.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from circulars.cascade.plan.step_key import format_step_key
from flows.office.supervisor import Child
from flows.serving.environment import ROOT, as_environment, environment, free_port
from flows.settings.toml.file import write_first_office_toml

OURS = (str(ROOT / "flows"), str(ROOT / "circulars" / "archive"), str(ROOT / "circulars" / "intake"))
Work = Callable[[Path], Any]
LETTER = """ที่ มท ๐๓๐๙.๒/ว ๑๒๓
กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง การทดสอบความทนทาน
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
ด้วยกรมการปกครองทดสอบความทนทานของระบบ จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอถือปฏิบัติ
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
อธิบดีกรมการปกครอง
สำนักบริหารการปกครองท้องที่
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""


PREFECT = (sys.executable, "-m", "prefect")


@dataclass(slots=True)
class Tally:
    """One row of the table: how often the fault hit, what came of it, what was wrong afterwards."""

    injected: int = 0
    hit: int = 0
    told: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


# ---- running a piece of work in a process that may be killed


def in_child(work: Callable[[], Any]) -> tuple[int, Any]:
    """Run in a fork; its wait status (negative: signal) and what it returned, or the name of what it raised."""
    with tempfile.NamedTemporaryFile() as said:
        pid = os.fork()
        if pid == 0:
            status = 0
            try:
                answer = work()
            except BaseException as error:  # noqa: BLE001 - told to the parent
                status, answer = 3, f"{type(error).__name__}: {error}"
                if os.environ.get("FAULTS_TRACE"):
                    traceback.print_exc()
            Path(said.name).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
            sys.stdout.flush()
            os._exit(status)
        _, waited = os.waitpid(pid, 0)
        text = Path(said.name).read_text(encoding="utf-8")
        return os.waitstatus_to_exitcode(waited), json.loads(text) if text else None


def take_all(home: Path) -> int:
    """What sweep and worker do for whatever lies in inbox and work. Returns the claims that are still open."""
    from circulars.intake.claims import open_claims
    from flows.receiving.inbox import sweep
    from flows.receiving.intake import take_in
    from flows.settings import load_settings

    os.environ["CIRCULARS_HOME"] = str(home)
    settings = load_settings(home)
    sweep(settings)
    for claim in open_claims(settings.folder("work")):
        take_in(settings, claim.key)
    return len(open_claims(settings.folder("work")))


def issue_one(home: Path) -> str:
    """What the review flow does once its draft is approved."""
    from circulars.archive import Archive
    from circulars.review import Decision, Verdict
    from circulars.thai.clock import now, today
    from flows.reviewing.issue import issue_approved
    from flows.reviewing.rounds import open_case
    from flows.settings import load_settings

    settings = load_settings(home)
    archive = Archive.open(settings.database_url, settings.files_url)
    letter, office, step = json.loads((home / "case.json").read_text(encoding="utf-8"))
    case = open_case(settings, archive, letter, office, step, today())
    approved = Decision(Verdict.APPROVE, case.mark, "ผู้ตรวจ", "ผู้ตรวจ", now().isoformat(timespec="seconds"))
    kept = archive.save_decision(case.draft_id, case.round, approved, case.docx_sha256)
    return issue_approved(settings, archive, case, kept).reference


def accounts(home: Path) -> dict[str, Any]:
    """Where every file is, and what the archive holds."""
    from circulars.archive import Archive
    from circulars.archive.export.verify import verify
    from flows.settings import load_settings

    settings = load_settings(home)
    archive = Archive.open(settings.database_url, settings.files_url)
    places = {
        place: [hashlib.sha256(p.read_bytes()).hexdigest() for p in (home / place).rglob("*") if p.is_file()]
        for place in ("inbox", "work", "quarantine")
    }
    year = time.localtime().tm_year + 543
    office = settings.profile.office.code
    database = sqlite3.connect(home / "circulars.db")
    count = {t: database.execute(f"select count(*) from {t}").fetchone()[0] for t in ("scans", "letters", "issued")}
    return {
        **places,
        "archive": [row[0] for row in database.execute("select sha256 from scans")],
        "received": [row.number for row in archive.register_rows(office, "received", year)],
        "sent": [
            (row.book, row.number, row.state)
            for row in (*archive.register_rows(office, "sent", year), *archive.register_rows(office, "circular", year))
        ],
        "outbox": [
            sorted(p.name for p in folder.iterdir()) for folder in (home / "outbox").iterdir() if folder.is_dir()
        ],
        "damage": [damage.message for damage in verify(archive)],
        **count,
    }


# ---- faults


def counted(work: Work, home: Path) -> int:
    """How many kill points a piece of work has."""
    count = 0

    def look(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        if event in ("call", "return") and frame.f_code.co_filename.startswith(OURS):
            count += 1

    sys.setprofile(look)
    work(home)
    sys.setprofile(None)
    return count


def killed_at(number: int, work: Work, home: Path) -> Any:
    """The work, ended by SIGKILL at its n-th point."""
    count = 0

    def look(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        if event in ("call", "return") and frame.f_code.co_filename.startswith(OURS):
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(look)
    return work(home)


def disk_fails_at(number: int, code: int, work: Work, home: Path) -> Any:
    """The work, with an OSError at its n-th write to the office's folder (0: only count). Returns the count."""
    count = 0
    here = str(home)

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if not arguments or not str(arguments[0]).startswith(here):
            return
        writes = event in ("os.rename", "os.mkdir", "os.truncate") or (
            event == "open" and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        )
        if writes:
            count += 1
            if count == number:
                raise OSError(code, os.strerror(code), str(arguments[0]))

    sys.addaudithook(look)
    work(home)
    return count


@contextmanager
def programs(folder: Path, scripts: dict[str, str]) -> Iterator[None]:
    """Other programs of these names first in PATH."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{folder}:{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def answers(url: str) -> bool:
    """Prefect's server, without the office's door, answers."""
    try:
        return httpx.get(f"{url}/api/health", timeout=1).is_success
    except httpx.HTTPError:
        return False


# ---- scenarios


BARE = {"PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "false"}
"""Prefect's own server, without the office's door: what tells the office's processes from browsers is not there."""


class Bench:
    """A server without a worker, an office that has everything, and a folder for its copies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "office"
        toml = write_first_office_toml(self.template, demo=True)
        text = toml.read_text(encoding="utf-8")
        assert "settle_seconds" in text
        lines = ["settle_seconds = 0" if "settle_seconds" in line else line for line in text.splitlines()]
        toml.write_text("\n".join(lines) + "\n", encoding="utf-8")
        port = free_port(4600)
        (folder / "logs").mkdir()
        env = environment(folder, port) | BARE
        as_environment(env)
        self.url = env["PREFECT_UI_URL"]
        self.server = Child("server", [*PREFECT, "server", "start"], env, folder / "logs")
        self.server.keep()
        while not answers(self.url):
            time.sleep(0.2)
        subprocess.run(
            [sys.executable, "-c", "from flows.runs.pool import ensure_pool; ensure_pool(2)"],
            check=True,
            env=env,
            cwd=ROOT,
        )
        with (folder / "logs" / "deploy.log").open("wb") as log:
            subprocess.run(
                [*PREFECT, "--no-prompt", "deploy", "--all"], check=True, env=env, cwd=ROOT, stdout=log, stderr=log
            )
        status, told = in_child(lambda: self._ready())
        if status != 0:
            raise RuntimeError(told)
        _rehearsed(self.template)
        self.number = 0

    def _ready(self) -> None:
        from circulars.archive import Archive
        from flows.settings import load_settings, make_folders

        settings = load_settings(self.template)
        make_folders(settings)
        Archive.open(settings.database_url, settings.files_url).close()

    def copy(self, of: Path | None = None) -> Path:
        """A fresh office."""
        self.number += 1
        home = self.folder / f"office-{self.number}"
        shutil.copytree(of or self.template, home)
        return home

    def with_letter(self) -> Path:
        """A fresh office with one letter in its inbox."""
        home = self.copy()
        (home / "inbox" / "หนังสือ.txt").write_text(LETTER, encoding="utf-8")
        return home

    def with_case(self) -> Path:
        """An office whose draft is ready to be approved."""
        home = self.with_letter()
        status, told = in_child(lambda: self._case(home))
        if status != 0:
            raise RuntimeError(told)
        return home

    @staticmethod
    def _case(home: Path) -> None:
        from circulars.archive import Archive
        from circulars.thai.clock import today
        from flows.reviewing.outcome.becoming import plan_for
        from flows.reviewing.rounds import open_case
        from flows.settings import load_settings

        take_all(home)
        settings = load_settings(home)
        archive = Archive.open(settings.database_url, settings.files_url)
        office = settings.profile.office.code
        scan = sqlite3.connect(home / "circulars.db").execute("select id from scans").fetchone()[0]
        (letter,) = archive.letters_of(str(scan), office)
        step = format_step_key(plan_for(settings, archive.load_letter(letter).letter, office, today()).steps[0].key)
        open_case(settings, archive, letter, office, step, today())
        (home / "case.json").write_text(json.dumps([letter, office, step]), encoding="utf-8")


def _rehearsed(home: Path) -> None:
    """What each fork would make for itself is made once, as in the office's warm process."""
    from circulars.thai.clock import today
    from flows.receiving.rehearsal import rehearse
    from flows.settings import load_settings

    rehearse(load_settings(home), today())


def points(last: int, wanted: int) -> list[int]:
    """`wanted` numbers spread over 1…last, all of them when there are fewer."""
    return (
        list(range(1, last + 1))
        if last <= wanted
        else [(last + 1) // 2]
        if wanted == 1
        else sorted({1 + i * (last - 1) // (wanted - 1) for i in range(wanted)})
    )


def taken_right(tally: Tally, bench: Bench, home: Path, what: str) -> None:
    """Begin again until nothing is open, then look at everything."""
    for _ in range(5):
        status, left = in_child(lambda: take_all(home))
        if status == 0 and left == 0:
            break
    else:
        tally.wrong.append(f"{what}: does not come to an end: {left}")
    _, found = in_child(lambda: accounts(home))
    wanted = hashlib.sha256(LETTER.encode()).hexdigest()
    if not isinstance(found, dict):
        tally.wrong.append(f"{what}: {found}")
        return
    kept = wanted in found["archive"]
    if not kept and wanted not in found["quarantine"] and wanted not in found["inbox"]:
        tally.wrong.append(f"{what}: LOST")
    if kept and (found["letters"], found["received"]) != (1, [1]):
        tally.wrong.append(f"{what}: letters {found['letters']}, register {found['received']}")
    if not kept:
        tally.wrong.append(f"{what}: not archived but in quarantine, though the file was good")
    if wanted in found["work"] or found["damage"]:
        tally.wrong.append(f"{what}: left in work {len(found['work'])}, damage {found['damage'][:2]}")
    shutil.rmtree(home)


def issued_right(tally: Tally, home: Path, what: str) -> None:
    """Issue again, then exactly one number and one folder with three files."""
    status, told = in_child(lambda: issue_one(home))
    _, found = in_child(lambda: accounts(home))
    if status != 0 or not isinstance(found, dict):
        tally.wrong.append(f"{what}: {told}, {found}")
        return
    if [(number, state) for _, number, state in found["sent"]] != [(1, "issued")] or found["issued"] != 1:
        tally.wrong.append(f"{what}: register {found['sent']}, issued {found['issued']}")
    if [sorted(Path(name).suffix for name in folder) for folder in found["outbox"]] != [[".docx", ".json", ".pdf"]]:
        tally.wrong.append(f"{what}: outbox {found['outbox']}")
    if found["damage"]:
        tally.wrong.append(f"{what}: damage {found['damage'][:2]}")
    shutil.rmtree(home)


def kill_intake(bench: Bench, wanted: int) -> Tally:
    """SIGKILL at points spread over the intake of a letter."""
    tally = Tally()
    home = bench.with_letter()
    status, last = in_child(lambda: counted(take_all, home))
    assert status == 0, last
    for number in points(last, wanted):
        home = bench.with_letter()
        status, _ = in_child(lambda number=number, home=home: killed_at(number, take_all, home))  # type: ignore[misc]
        tally.injected += 1
        tally.hit += status == -signal.SIGKILL
        taken_right(tally, bench, home, f"kill at {number} of {last}")
    return tally


def kill_issue(bench: Bench, wanted: int) -> Tally:
    """SIGKILL at points spread over the issue of a letter."""
    tally = Tally()
    ready = bench.with_case()
    home = bench.copy(ready)
    status, last = in_child(lambda: counted(issue_one, home))
    assert status == 0, last
    for number in points(last, wanted):
        home = bench.copy(ready)
        status, _ = in_child(lambda number=number, home=home: killed_at(number, issue_one, home))  # type: ignore[misc]
        tally.injected += 1
        tally.hit += status == -signal.SIGKILL
        issued_right(tally, home, f"kill at {number} of {last}")
    return tally


def disk(bench: Bench, wanted: int) -> Tally:
    """ENOSPC, EIO and EROFS at each write of the intake."""
    tally = Tally()
    home = bench.with_letter()
    status, last = in_child(lambda: disk_fails_at(0, 0, take_all, home))
    assert status == 0, last
    for code in (errno.ENOSPC, errno.EIO, errno.EROFS):
        for number in points(last, max(1, wanted // 3)):
            home = bench.with_letter()
            status, told = in_child(
                lambda number=number, home=home, code=code: disk_fails_at(number, code, take_all, home)  # type: ignore[misc]
            )
            tally.injected += 1
            tally.hit += status != 0
            tally.told[str(told).split(":")[0] if status else "went on"] += 1
            taken_right(tally, bench, home, f"{errno.errorcode[code]} at write {number} of {last}")
    return tally


def engines(bench: Bench, _wanted: int) -> Tally:
    """Database locked, database full, Prefect away."""
    tally = Tally()

    def locked(home: Path) -> Any:
        holder = sqlite3.connect(home / "circulars.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        return take_all(home)

    def full(home: Path) -> Any:
        import sqlalchemy as sa

        @sa.event.listens_for(sa.engine.Engine, "connect")
        def _limit(connection: Any, _record: object) -> None:
            used = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={used}")

        return take_all(home)

    def away(home: Path) -> Any:
        from prefect.settings import PREFECT_API_URL, temporary_settings

        with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
            return take_all(home)

    for name, fault in {"database locked": locked, "database full": full, "Prefect away": away}.items():
        home = bench.with_letter()
        status, told = in_child(lambda fault=fault, home=home: fault(home))  # type: ignore[misc]
        tally.injected += 1
        tally.hit += status != 0
        tally.told[f"{name}: {str(told)[:60]}"] += 1
        taken_right(tally, bench, home, name)
    return tally


def broken_programs(bench: Bench, _wanted: int) -> Tally:
    """LibreOffice that makes no file, fails, hangs; Tesseract that crashes or prints what is no UTF-8."""
    tally = Tally()
    ready = bench.with_case()
    office = {
        "soffice without a file": "exit 0",
        "soffice fails": "echo broken >&2; exit 81",
        "soffice killed": "kill -9 $$",
        "soffice hangs": "exec sleep 1000",
    }
    for name, script in office.items():
        home = bench.copy(ready)
        with programs(bench.folder / "bin", {"soffice": script, "libreoffice": script}):
            begun = time.monotonic()
            status, told = in_child(lambda home=home: issue_one(home))  # type: ignore[misc]
        tally.injected += 1
        tally.hit += status != 0
        tally.told[f"{name} ({time.monotonic() - begun:.0f} s): {str(told)[:40]}"] += 1
        issued_right(tally, home, name)
    readers = {
        "tesseract crashes": "kill -11 $$",
        "tesseract prints bytes": "printf '\\377\\376\\000\\n'; exit 0",
        "tesseract fails": "echo no >&2; exit 1",
    }
    from flows.receiving.sample import SAMPLE

    for name, script in readers.items():
        home = bench.copy()
        shutil.copyfile(SAMPLE, home / "inbox" / "scan.pdf")
        with programs(bench.folder / "bin", {"tesseract": script}):
            status, told = in_child(lambda home=home: take_all(home))  # type: ignore[misc]
        shutil.rmtree(bench.folder / "bin")
        tally.injected += 1
        tally.hit += 1
        tally.told[f"{name}: {str(told)[:40]}"] += 1
        in_child(lambda home=home: take_all(home))  # type: ignore[misc]
        _, found = in_child(lambda home=home: accounts(home))  # type: ignore[misc]
        wanted = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
        if wanted not in [*found["archive"], *found["quarantine"], *found["inbox"]] or found["damage"]:
            tally.wrong.append(f"{name}: {found}")
        tally.told[f"{name}, begun again: {'archived' if wanted in found['archive'] else 'quarantine'}"] += 1
    return tally


SCENARIOS: dict[str, Callable[[Bench, int], Tally]] = {
    "kill-intake": kill_intake,
    "kill-issue": kill_issue,
    "disk": disk,
    "engines": engines,
    "programs": broken_programs,
}


def main() -> int:
    """Run the scenarios and print one table. Returns 1 when anything was wrong afterwards."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--points", type=int, default=60, help="faults of one kind")
    parser.add_argument("--only", default="", help=f"some of {', '.join(SCENARIOS)}, with commas")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    bench = Bench(folder)
    _warm()
    console = Console(width=150)
    table = Table(title="faults injected")
    for title in ("where", "injected", "hit", "wrong afterwards", "what was told"):
        table.add_column(title)
    wrong = 0
    try:
        for name in chosen.only.split(",") if chosen.only else SCENARIOS:
            tally = SCENARIOS[name](bench, chosen.points)
            wrong += len(tally.wrong)
            told = "\n".join(f"{count} {what}" for what, count in tally.told.most_common())
            table.add_row(name, str(tally.injected), str(tally.hit), str(len(tally.wrong)), told)
            for one in tally.wrong:
                console.print(f"{name}: {one}")
    finally:
        bench.server.stop()
    console.print(table)
    if not wrong:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


def _warm() -> None:
    """Load everything once, after the environment is set, so that each fork begins at once; no connection, no thread."""
    import flows.receiving.intake
    import flows.reviewing.issue
    import flows.reviewing.review  # noqa: F401


if __name__ == "__main__":
    sys.exit(main())
