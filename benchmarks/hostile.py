"""Every file of a folder through the whole intake of a running office: what became of it, how long, how much memory.

    python -m benchmarks.hostile FOLDER [FOLDER …] [--home DIR]

An office is started, every file dropped into its inbox at once, and the office watched until inbox and work are empty.
Then every file must be in the archive or in quarantine with a Thai note, by sha256. Memory is the largest sum over an
intake's process and everything it started, sampled ten times a second; time is the run's own, as Prefect kept it.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from circulars.archive import Archive
from circulars.archive.export.verify import verify
from circulars.intake.containers import Member, container_of_file, unpack
from flows.office import lifecycle as office
from flows.serving.environment import free_port, scratch_folder
from flows.serving.server_api import ask_server
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

SECONDS, BYTES = 60.0, 1_500_000_000
"""What one file may cost, by the promise of this project."""
NOT_TRIED = {"README.md", "MANIFEST.tsv"}


@dataclass(slots=True)
class Watch:
    """Peaks seen while the office worked."""

    most_of_one: int = 0
    most_processes: int = 0
    by_claim: dict[str, int] = field(default_factory=dict)

    def look(self, supervisor: psutil.Process) -> None:
        """One sample of every flow run's family of processes."""
        for one in supervisor.children(recursive=True):
            try:
                if not _is_run(one):
                    continue
                family = [one, *one.children(recursive=True)]
                held = sum(member.memory_info().rss for member in family)
            except psutil.Error:
                continue
            self.most_of_one = max(self.most_of_one, held)
            self.most_processes = max(self.most_processes, len(family))


def _is_run(process: psutil.Process) -> bool:
    """A flow run: forked from the warm process, or an engine of its own."""
    command = " ".join(process.cmdline())
    if "flows.runs.beginning.warm" in command:
        parent = process.parent()
        return parent is not None and "flows.runs.beginning.warm" in " ".join(parent.cmdline())
    return "prefect.engine" in command


def main() -> None:
    """Drop, wait, count."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument(
        "--home", type=Path, default=None, help="an empty folder for the office (default: a temporary one)"
    )
    parser.add_argument("--minutes", type=float, default=60.0, help="patience in all")
    chosen = parser.parse_args()
    home: Path = chosen.home or Path(tempfile.mkdtemp(prefix="hostile-"))
    scratch = scratch_folder(home)
    files = sorted(
        path for folder in chosen.folders for path in folder.rglob("*") if path.is_file() and path.name not in NOT_TRIED
    )
    toml = write_first_office_toml(home, demo=True)
    toml.write_text(toml.read_text(encoding="utf-8").replace("4200", str(free_port(4400))), encoding="utf-8")
    url = str(office.start(home).url)
    console = Console(width=140)
    watch = Watch()
    try:
        for number, path in enumerate(files):
            coming = home / "inbox" / f".{number}.part"
            shutil.copyfile(path, coming)
            coming.rename(home / "inbox" / f"{number:04d}-{path.name}")
        _wait(home, watch, chosen.minutes * 60)
        seconds = _seconds(home, url)
        status = office.status(home)
    finally:
        office.stop(home)
    _report(console, home, files, watch, seconds, scratch)
    console.print(f"problems told: {list(status.problems) or 'none'}")


def _wait(home: Path, watch: Watch, patience: float) -> None:
    supervisor = psutil.Process(office.status(home).pid)
    end = time.monotonic() + patience
    told = 0.0
    while time.monotonic() < end:
        watch.look(supervisor)
        left = [one for one in (home / "inbox").iterdir() if one.is_file()]
        work = [one for one in (home / "work").iterdir() if not one.name.startswith(".")]  # looks and the sweep's lock
        if not left and not work:
            return
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(f"inbox {len(left)}, in work {len(work)}, peak {watch.most_of_one / 1e6:.0f} MB", flush=True)
        time.sleep(0.1)


def _seconds(home: Path, url: str) -> dict[str, float]:
    """Run time of each intake run by name."""
    found: dict[str, float] = {}
    offset = 0
    while True:
        body: dict[str, Any] = {"flows": {"name": {"any_": ["intake"]}}, "limit": 200, "offset": offset}
        page = ask_server(home, url, "POST", "/flow_runs/filter", body)
        for run in page:
            found[f"{run['name']} {run['id']}"] = float(run["total_run_time"])
        if len(page) < 200:
            return found
        offset += 200


def _report(
    console: Console, home: Path, files: list[Path], watch: Watch, seconds: dict[str, float], scratch: Path
) -> None:
    settings = load_settings(home)
    quarantined: dict[str, Path] = {}
    for path in (home / "quarantine").iterdir():
        if (path.is_file() and not path.name.endswith(".txt")) or path.with_name(path.name + ".txt").exists():
            quarantined[hashlib.sha256(path.read_bytes()).hexdigest()] = path
    waiting = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for place in ("inbox", "work")
        for path in (home / place).rglob("*")
        if path.is_file()
    }
    archive = Archive.open(settings.database_url, settings.files_url)
    outcome: Counter[str] = Counter()
    lost, no_note, reasons = [], [], Counter[str]()
    try:
        for path in files:
            sha = hashlib.sha256(path.read_bytes()).hexdigest()
            if archive.find_scan(sha) is not None:
                outcome["archived"] += 1
            elif sha in quarantined:
                outcome["quarantined"] += 1
                note = quarantined[sha].with_name(quarantined[sha].name + ".txt")
                if not note.exists():
                    no_note.append(path.name)
                else:
                    reasons[note.read_text(encoding="utf-8").split("\n\n")[1][:90]] += 1
            elif _kept(archive, sha):
                outcome["container"] += 1
            elif sha in waiting:
                outcome["waiting"] += 1
            elif _members_kept(path, archive, {*quarantined, *waiting}):
                outcome["container"] += 1
            else:
                lost.append(path.name)
        problems = verify(archive)
    finally:
        archive.close()
    slow = {name: spent for name, spent in seconds.items() if spent > SECONDS}
    table = Table(title="whole intake over hostile and damaged files")
    table.add_column("what")
    table.add_column("count", justify="right")
    rows = [
        (
            "files tried (different contents)",
            f"{len(files)} ({len({hashlib.sha256(p.read_bytes()).hexdigest() for p in files})})",
        ),
        ("archived", outcome["archived"]),
        ("taken apart, every file of it kept", outcome["container"]),
        ("in quarantine with a Thai reason", outcome["quarantined"] - len(no_note)),
        ("in quarantine without one", len(no_note)),
        ("still in inbox or work when patience ended", outcome["waiting"]),
        ("lost", len(lost)),
        (f"runs over {SECONDS:.0f} s", len(slow)),
        ("longest run, s", round(max(seconds.values(), default=0), 1)),
        ("most memory of one file, all its processes, MB", round(watch.most_of_one / 1e6)),
        ("temporary files left", sum(1 for _ in scratch.iterdir())),
        ("processes left", sum(1 for p in psutil.process_iter() if _of(p, home))),
        ("faults found by verify", len(problems)),
    ]
    for what, count in rows:
        table.add_row(what, str(count))
    console.print(table)
    for reason, count in reasons.most_common():
        console.print(f"{count:4d}  {reason}")
    for name in lost:
        console.print(f"lost: {name}")
    for name, spent in sorted(slow.items(), key=lambda one: -one[1]):
        console.print(f"slow: {spent:.0f} s {name}")
    console.print(f"left in {scratch}: {[p.name for p in scratch.iterdir()][:10]}")


def _members_kept(path: Path, archive: Archive, elsewhere: set[str]) -> bool:
    """A container that was taken apart is not kept itself (one of its files may be classified): each file of it is."""
    if container_of_file(path) is None:
        return False
    members = [one for one in unpack(path) if isinstance(one, Member)]
    shas = [{hashlib.sha256(part).hexdigest() for part in (one.content, one.source) if part} for one in members]
    return bool(shas) and all(one & elsewhere or any(_kept(archive, sha) for sha in one) for one in shas)


def _kept(archive: Archive, sha: str) -> bool:
    from circulars.errors import ArchiveFault

    try:
        archive.load_file(sha)
    except ArchiveFault:
        return False
    return True


def _of(process: psutil.Process, home: Path) -> bool:
    try:
        return process.environ().get("CIRCULARS_HOME") == str(home)
    except psutil.Error:
        return False


if __name__ == "__main__":
    main()
