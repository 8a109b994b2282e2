"""Many letters through one office in one go: memory, processes, files, connections and databases while they pass.

    python -m benchmarks.soak [--letters 2000] [--pictures] [--home DIR]

Every letter is archived, checked, drafted and waits for its reviewer. Sampled every ten seconds; the table shows the
office at tenths of the way. With --pictures the letters come as small scans, else as text, which spares the reading.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.running import scan_of
from circulars.archive import Archive
from circulars.archive.export.verify import verify
from circulars.thai.digits import to_thai
from flows.office import lifecycle as office
from flows.serving.environment import free_port
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

TEXT = """ที่ มท ๐๓๐๙.๒/ว {number}
กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง การทดสอบระยะยาวครั้งที่ {number}
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
ด้วยกรมการปกครองทดสอบระบบครั้งที่ {number} จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอถือปฏิบัติ
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
อธิบดีกรมการปกครอง
สำนักบริหารการปกครองท้องที่
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """The office at one moment: seconds since the start, letters archived, drafts waiting, MB, counts, MB on disk."""

    at: float
    archived: int
    waiting: int
    memory: float
    processes: int
    files: int
    connections: int
    prefect_mb: float
    archive_mb: float


def main() -> int:
    """Drop, watch, count. Returns 1 when a letter is missing or doubled, or something is left running."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--minutes", type=float, default=240.0)
    chosen = parser.parse_args()
    home: Path = chosen.home or Path(tempfile.mkdtemp(prefix="soak-"))
    toml = write_first_office_toml(home, demo=True)
    toml.write_text(toml.read_text(encoding="utf-8").replace("4200", str(free_port(4700))), encoding="utf-8")
    office.start(home)
    samples: list[Sample] = []
    try:
        for number in range(1, chosen.letters + 1):
            _drop(home, number, pictures=chosen.pictures)
        started = time.monotonic()
        while time.monotonic() - started < chosen.minutes * 60:
            samples.append(_sample(home, time.monotonic() - started))
            if samples[-1].waiting >= chosen.letters:
                break
            time.sleep(10)
        samples.append(_sample(home, time.monotonic() - started))
    finally:
        office.stop(home)
    return _report(home, samples, chosen.letters)


def _drop(home: Path, number: int, *, pictures: bool) -> None:
    text = TEXT.format(number=to_thai(number))
    coming = home / "inbox" / f".{number}.part"
    if pictures:
        coming.write_bytes(scan_of(text))
        coming.rename(home / "inbox" / f"scan-{number:05d}.png")
    else:
        coming.write_text(text, encoding="utf-8")
        coming.rename(home / "inbox" / f"letter-{number:05d}.txt")


def _sample(home: Path, at: float) -> Sample:
    settings = load_settings(home)
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        year = time.localtime().tm_year + 543
        archived = len(archive.register_rows(settings.profile.office.code, "received", year))
        waiting = len(archive.drafts_waiting())
    finally:
        archive.close()
    family = [psutil.Process(office.status(home).pid)]
    family += family[0].children(recursive=True)
    memory, files, connections = 0.0, 0, 0
    for one in family:
        try:
            memory += one.memory_full_info().pss / 1e6
            files += one.num_fds()
            connections += len(one.net_connections("tcp"))
        except psutil.Error:
            continue
    return Sample(
        at, archived, waiting, memory, len(family), files, connections,
        sum(p.stat().st_size for p in (home / "prefect").glob("prefect.db*")) / 1e6,
        sum(p.stat().st_size for p in home.glob("circulars.db*")) / 1e6,
    )  # fmt: skip


def _report(home: Path, samples: list[Sample], letters: int) -> int:
    console = Console(width=130)
    table = Table(title=f"{letters} letters through one office")
    for title in (
        "s",
        "archived",
        "drafts waiting",
        "memory MB (PSS)",
        "processes",
        "open files",
        "TCP",
        "prefect.db MB",
        "circulars.db MB",
    ):
        table.add_column(title, justify="right")
    for step in range(11):
        one = samples[min(len(samples) - 1, step * (len(samples) - 1) // 10)]
        table.add_row(
            f"{one.at:.0f}", str(one.archived), str(one.waiting), f"{one.memory:.0f}", str(one.processes),
            str(one.files), str(one.connections), f"{one.prefect_mb:.1f}", f"{one.archive_mb:.1f}",
        )  # fmt: skip
    console.print(table)
    settings = load_settings(home)
    archive = Archive.open(settings.database_url, settings.files_url)
    damages = verify(archive)
    archive.close()
    left = sum(1 for p in psutil.process_iter() if _of(p, home))
    last = samples[-1]
    console.print(
        f"archived {last.archived} of {letters}, waiting {last.waiting}, verify {len(damages)}, processes left {left}"
    )
    return int(last.archived != letters or bool(damages) or bool(left))


def _of(process: psutil.Process, home: Path) -> bool:
    try:
        return process.environ().get("CIRCULARS_HOME") == str(home)
    except psutil.Error:
        return False


if __name__ == "__main__":
    raise SystemExit(main())
