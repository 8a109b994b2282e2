"""The office as a whole, running: what it costs, how much it takes at once, and what is left when its processes are killed.

    python -m benchmarks.running costs                         CPU of a start, an approval, a further recipient
    python -m benchmarks.running burst --letters 200 [--scans] [--workers 2]   dropped at once: time, memory, each once
    python -m benchmarks.running kills --letters 50 --kills 30 SIGKILL at random moments: nothing lost, doubled or stuck
    python -m benchmarks.running mail --letters 300 --kills 20 the same, the letters come by mail (a Dovecot of its own)

Real server, real workers, a real archive, in a folder of its own that is removed at the end. The letters are text and go
to nobody below, so that what is measured is the running and not LibreOffice; `--scans` drops them as
pictures of one page. Random moments come from a seed that is printed.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psutil
from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from benchmarks.dovecot import DONE, PASSWORD, USER, Dovecot
from circulars.archive import Archive, StoredDraft
from circulars.archive.export.verify import verify
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.intake.claims import open_claims
from circulars.intake.looks import MEMORY
from circulars.intake.taking import SWEEP_LOCK
from circulars.thai.digits import to_thai
from flows.office import lifecycle as office
from flows.office.record import read_record
from flows.serving.environment import free_port
from flows.serving.server_api import ask_server
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

FONT = "/usr/share/fonts/truetype/tlwg/Laksaman.ttf"
LETTER = """ที่ ทส ๐๑๐๑/{number}

กรมทดสอบ
ถนนทดสอบ กทม. ๑๐๒๐๐

๑๖ พฤศจิกายน ๒๕๖๙

เรื่อง  การทดสอบลำดับที่ {number}

เรียน  {to}

        ด้วยกรมทดสอบทดสอบระบบครั้งที่ {number}{wish}

        จึงเรียนมาเพื่อโปรดทราบ

        ขอแสดงความนับถือ

        (นายตัวอย่าง รักแผ่นดิน)
        อธิบดีกรมทดสอบ
"""
NOBODY, EVERYBODY = "ปลัดกระทรวงทดสอบ", "ผู้ว่าราชการจังหวัด ทุกจังหวัด"
MAILBOX = """
[[mailboxes]]
name = "saraban"
host = "127.0.0.1"
port = {port}
security = "none"
user = "{user}"
"""
STANDING = {MEMORY, SWEEP_LOCK}
"""Files of the watch itself in `work/`: what it remembers of the inbox, and its lock; no claims, and never gone."""
WISH = " จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอถือปฏิบัติ"


class House:
    """A demo office that runs in a folder of its own."""

    def __init__(
        self, folder: Path, workers: int, *, alone: bool = False, settle: bool = False, mailbox: Dovecot | None = None
    ) -> None:
        self.folder = folder
        file = write_first_office_toml(folder, demo=True)
        text = file.read_text(encoding="utf-8").replace("4200", str(free_port(4810)))
        text = text.replace("workers = 2", f"workers = {workers}")
        if not settle:
            text = text.replace("settle_seconds = 2", "settle_seconds = 0")
        if alone:  # no review of a level below begins with an approval
            text = re.sub(r"acts_for = \[.*?\]", "acts_for = []", text, flags=re.DOTALL)
        if mailbox is not None:
            text += MAILBOX.format(port=mailbox.port, user=USER)
            (folder / "secrets").mkdir(mode=0o700, exist_ok=True)
            (folder / "secrets" / "mail-saraban").write_text(PASSWORD + "\n", encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        office.start(folder)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """What the office's server answers."""
        return ask_server(self.folder, str(office.status(self.folder).url), method, path, body)

    def family(self) -> list[psutil.Process]:
        """The supervisor and everything it started."""
        record = read_record(self.folder) or {}
        first = psutil.Process(int(record["pid"]))
        return [first, *first.children(recursive=True)]

    def cpu(self) -> float:
        """Seconds of CPU of the office since its start, ended runs included."""
        total = 0.0
        for one in self.family():
            with suppress(psutil.NoSuchProcess):
                total += sum(one.cpu_times()[:4])
        return total

    def memory(self) -> float:
        """Megabytes that the office's processes have for themselves, taken together."""
        total = 0
        for one in self.family():
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                total += one.memory_full_info().uss
        return total / 1e6

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The office's archive, opened here too."""
        settings = load_settings(self.folder)
        archive = Archive.open(settings.database_url, settings.files_url)
        try:
            yield archive
        finally:
            archive.close()

    def drop(self, contents: dict[str, bytes]) -> None:
        """Files into the inbox, by name, each whole at once."""
        for name, content in contents.items():
            scratch = self.folder / "inbox" / f".{name}.part"
            scratch.write_bytes(content)
            scratch.rename(self.folder / "inbox" / name)

    def waiting(self) -> int:
        """Drafts that wait in the archive."""
        with self.archive() as archive:
            return len(archive.drafts_waiting())

    def asked(self) -> Counter[str]:
        """How many suspended runs each letter has."""
        found: list[dict[str, Any]] = []
        wanted = {"flow_runs": {"state": {"type": {"any_": ["PAUSED"]}}}, "sort": "START_TIME_ASC", "limit": 200}
        while True:
            page = self.ask("POST", "/flow_runs/filter", {**wanted, "offset": len(found)})
            found += page
            if len(page) < 200:
                return Counter(str(run["parameters"]["letter_id"]) for run in found)

    def upkeep(self) -> None:
        """What the schedule does every five minutes, now."""
        deployment = self.ask("GET", "/deployments/name/upkeep/office")["id"]
        self.ask("POST", f"/deployments/{deployment}/create_flow_run", {})

    def faults(self, letters: int) -> list[str]:
        """What is lost, doubled, stuck or damaged when this many letters were dropped."""
        wrong = []
        with self.archive() as archive:
            subjects = Counter(str(archive.letter_row(draft.letter_id).subject) for draft in archive.drafts_waiting())
            year = time.localtime().tm_year + 543
            received = [
                row.number
                for row in archive.register_rows(load_settings(self.folder).profile.office.code, "received", year)
            ]
            wrong += [damage.message for damage in verify(archive)]
        if len(subjects) != letters or set(subjects.values()) != {1}:
            wrong.append(
                f"{letters} letters, {len(subjects)} subjects, at most {max(subjects.values(), default=0)} of one"
            )
        if sorted(int(one or 0) for one in received) != list(range(1, letters + 1)):
            wrong.append(f"register of {len(received)} rows is not 1…{letters}")
        asked = self.asked()
        if len(asked) != letters or set(asked.values()) != {1}:
            wrong.append(f"{len(asked)} letters are asked about, at most {max(asked.values(), default=0)} times")
        for name in ("inbox", "work", "quarantine"):
            left = {one.name for one in (self.folder / name).iterdir()} - STANDING
            if left:
                wrong.append(f"in {name}: {', '.join(sorted(left))}")
        return wrong


def letters(count: int, *, to: str = NOBODY, wish: str = "", first: int = 1) -> dict[str, bytes]:
    """Different letters as text files, by name."""
    numbers = range(first, first + count)
    return {
        f"หนังสือ {number}.txt": LETTER.format(number=to_thai(number), to=to, wish=wish).encode() for number in numbers
    }


def scan_of(text: str) -> bytes:
    """A letter's text as a small gray scan: A4 at 150 dpi, PNG; the second line of the text stands on the right."""
    page = Image.new("L", (1240, 1754), 255)
    ink, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 33)
    for row, line in enumerate(one for one in text.splitlines() if one.strip()):
        ink.text((150 if row != 1 else 800, 200 + (row - (row > 1)) * 70), line.strip(), font=font, fill=0)
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(150, 150))
    return out.getvalue()


def scans(count: int) -> dict[str, bytes]:
    """The same letters as scans."""
    return {name.replace(".txt", ".png"): scan_of(text.decode()) for name, text in letters(count).items()}


def until(
    what: Callable[[], int], wanted: int, told: str, seconds: float, each: Callable[[], None] | None = None
) -> float:
    """Wait until `what` reaches `wanted`, with a bar. Returns the seconds. Raises TimeoutError."""
    started = time.monotonic()
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(told, total=wanted)
        while (now := what()) < wanted:
            progress.update(bar, completed=now)
            if time.monotonic() - started > seconds:
                raise TimeoutError(f"{told}: {now} of {wanted} after {seconds:.0f} s")
            if each is not None:
                each()
            time.sleep(1)
        progress.update(bar, completed=wanted)
    return time.monotonic() - started


def burst(house: House, count: int, with_scans: bool, workers: int) -> int:
    """Everything dropped at once: seconds, memory by fifth of the way, faults."""
    house.drop(scans(count) if with_scans else letters(count))
    memory: list[float] = []
    before = house.cpu()
    seconds = until(
        lambda: sum(house.asked().values()), count, "รอตรวจ", 60 + 60 * count, lambda: memory.append(house.memory())
    )
    fifths = [max(memory[at * len(memory) // 5 : (at + 1) * len(memory) // 5] or [0]) for at in range(5)]
    cpu = (house.cpu() - before) / count
    print(
        f"{count} letters, {workers} workers: {seconds:.0f} s, {count / seconds * 60:.1f} a minute, {cpu:.2f} s CPU a letter"
    )
    print("memory (MB, highest of each fifth of the way): " + ", ".join(f"{one:.0f}" for one in fifths))
    wrong = house.faults(count)
    print("faults: " + ("; ".join(wrong) or "none"))
    return int(bool(wrong))


class Killer:
    """SIGKILL of a run, the worker, the warm process, the server or the supervisor, at random moments."""

    def __init__(self, house: House, wanted: int, seed: int, *, supervisor: bool) -> None:
        """Nothing is killed yet; `supervisor`: it too, and the office is started again."""
        self.house, self.wanted, self.chance = house, wanted, random.Random(seed)
        self.killed: Counter[str] = Counter()
        self.weights = {"run": 7, "worker": 1, "warm": 1, "server": 1, "supervisor": int(supervisor)}
        self.next = self.looked = time.monotonic() + 1

    @property
    def done(self) -> bool:
        """As many as were wanted."""
        return sum(self.killed.values()) >= self.wanted

    def each(self) -> None:
        """What is done while waiting: a kill where its moment came, upkeep now and then (the schedule has five minutes)."""
        if not self.done and time.monotonic() >= self.next:
            self.next = time.monotonic() + self.chance.uniform(0.5, 6)
            self._kill()
        if time.monotonic() - self.looked > 30:
            self.looked = time.monotonic()
            with suppress(OSError, KeyError):
                self.house.upkeep()

    def _kill(self) -> None:
        first, *others = self.house.family()
        running: dict[str, list[psutil.Process]] = {name: [] for name in self.weights}
        running["supervisor"] = [first]
        for one in others:
            with suppress(psutil.NoSuchProcess):
                words = " ".join(one.cmdline())
                kind = "server" if "flows.serving.server" in words else "worker" if "worker start" in words else ""
                if "flows.runs.beginning.warm" in words:
                    kind = "run" if "flows.runs.beginning.warm" in " ".join(one.parent().cmdline()) else "warm"  # type: ignore[union-attr]
                if kind:
                    running[kind].append(one)
        (kind,) = self.chance.choices([*self.weights], [*self.weights.values()])
        if running[kind]:
            with suppress(psutil.NoSuchProcess):
                self.chance.choice(running[kind]).kill()
                self.killed[kind] += 1
        if kind == "supervisor":
            time.sleep(1)
            office.start(self.house.folder)


def kills(house: House, count: int, wanted: int, seed: int) -> int:
    """Letters in the inbox, and kills while they are taken in and their reviews begin."""
    killer = Killer(house, wanted, seed, supervisor=False)
    house.drop(letters(count))
    return _killed(house, killer, count, seed, list)


def mail(house: House, mailbox: Dovecot, count: int, wanted: int, seed: int) -> int:
    """Letters by mail, and kills of the supervisor too: it is the one that waits for what comes (IDLE)."""
    killer = Killer(house, wanted, seed, supervisor=True)
    mailbox.deliver(*(mail_of(number, content) for number, content in enumerate(letters(count).values(), 1)))

    def left() -> list[str]:
        inbox, moved = mailbox.listed("INBOX"), [name for _, name in mailbox.listed(DONE)]
        wrong = [f"{len(inbox)} messages in INBOX"] if inbox else []
        # a claim that a kill left half-way is seen to by the next upkeep; one that stays is told by its name
        wrong += [
            f"in work: {one.name}, {one.attempts} attempts {one.fault}" for one in open_claims(house.folder / "work")
        ]
        return wrong + (
            [] if len(moved) == len({*moved}) == count else [f"{len(moved)} moved, {len({*moved})} different"]
        )

    return _killed(house, killer, count, seed, left)


def mail_of(number: int, letter: bytes) -> bytes:
    """A mail that brings a letter as an attached text file."""
    message = EmailMessage()
    message["From"], message["To"] = "กรม <test@example.go.th>", USER
    message["Subject"], message["Message-ID"] = f"ส่งหนังสือ {number}", f"<{number}@example.go.th>"
    message["Date"] = "Mon, 16 Nov 2026 09:00:00 +0700"
    message.set_content("เรียน เจ้าหน้าที่ ส่งหนังสือตามแนบ")
    message.add_attachment(letter, maintype="text", subtype="plain", filename=f"หนังสือ {number}.txt")
    return message.as_bytes()


def _killed(house: House, killer: Killer, count: int, seed: int, others: Callable[[], list[str]]) -> int:
    def asked() -> int:
        with suppress(OSError, KeyError):
            return sum(house.asked().values()) if killer.done and not others() else 0
        return 0

    seconds = until(asked, count, f"SIGKILL × {killer.wanted}", 3600, killer.each)
    wrong = [*house.faults(count), *others()]
    killed = killer.killed
    print(f"{count} letters, {sum(killed.values())} kills {dict(killed)}, seed {seed}: {seconds:.0f} s")
    print("faults: " + ("; ".join(wrong) or "none"))
    return int(bool(wrong))


def costs(house: House) -> int:
    """CPU seconds of the office's processes for one start of a run, one approval, a further recipient."""
    idle = house.cpu()
    time.sleep(20)
    idle = (house.cpu() - idle) / 20
    print(f"idle: {idle * 100:.1f} % of one core")

    def spent(work: Callable[[], None]) -> tuple[float, float]:
        before, started = house.cpu(), time.monotonic()
        work()
        time.sleep(3)
        seconds = time.monotonic() - started
        return house.cpu() - before - idle * seconds, seconds - 3

    def count() -> int:
        done = {"state": {"type": {"any_": ["COMPLETED"]}}}
        wanted = {"flows": {"name": {"any_": ["upkeep"]}}, "flow_runs": done, "limit": 200}
        return len(house.ask("POST", "/flow_runs/filter", wanted))

    def one_upkeep() -> None:
        known = count()
        house.upkeep()
        until(lambda: count() - known, 1, "upkeep", 120)

    one_upkeep()
    cpu, seconds = spent(one_upkeep)
    print(f"start and end of a run that does almost nothing: {cpu:.2f} s CPU, {seconds:.1f} s")
    for first, to, wish, told in ((1, NOBODY, "", "to nobody"), (2, EVERYBODY, WISH, "to 18 districts")):
        house.drop(letters(1, to=to, wish=wish, first=first))
        cpu, seconds = spent(lambda n=first: _wait(house, n))  # type: ignore[misc]
        print(f"drop to waiting, text {told}: {cpu:.2f} s CPU, {seconds:.1f} s")
    house.drop(letters(1, to=EVERYBODY, wish=WISH, first=3))
    _wait(house, 3)
    _answer(house, 3, verdict="แก้ไขแล้วตรวจใหม่", left_out="\n".join(_recipients(house, 3)[1:]))
    until(lambda: int(any(one.round == 2 for one, _ in _rows(house, 3))), 1, "left out", 120)
    _wait(house, 3)
    spends = {}
    for number in (2, 3):
        count_of = len(_recipients(house, number))
        cpu, seconds = spent(lambda n=number: _approve(house, n))  # type: ignore[misc]
        spends[count_of] = cpu
        print(f"approval of a letter to {count_of}: {cpu:.2f} s CPU, {seconds:.1f} s")
    (few, less), (many, more) = sorted(spends.items())
    print(f"a further recipient: {(more - less) / (many - few) * 1000:.0f} ms CPU")
    return 0


def _rows(house: House, number: int) -> list[tuple[StoredDraft, DraftRecord]]:
    """Drafts that wait with a letter of this number, the newest last."""
    with house.archive() as archive:
        kept = [(one, archive.draft_record(one.id)) for one in archive.drafts_waiting()]
    found = [one for one in kept if f"ลำดับที่ {to_thai(number)}" in str(one[1])]
    return sorted(found, key=lambda one: one[0].round)


def _recipients(house: House, number: int) -> list[str]:
    return [one.name for one in _rows(house, number)[-1][1].recipients]


def _answer(house: House, number: int, **typed: str) -> None:
    draft, _ = _rows(house, number)[-1]
    run = next(one for one in office.status(house.folder).waiting if f"ลำดับที่ {to_thai(number)}" in one.name).url.rsplit(
        "/", 1
    )[-1]
    mark = f"{draft.round}-{draft.docx[:12]}"
    house.ask("POST", f"/flow_runs/{run}/resume", {"run_input": {**typed, "mark": mark}})


def _approve(house: House, number: int) -> None:
    draft = _rows(house, number)[-1][0].id
    _answer(house, number, verdict="อนุมัติ")

    def issued() -> int:
        with house.archive() as archive:
            return int(archive.issued_of(draft) is not None)

    until(issued, 1, "approval", 120)


def _wait(house: House, count: int) -> None:
    until(lambda: sum(house.asked().values()), count, "รอตรวจ", 240)


def main() -> int:
    """Print the figures; exit 1 when something was lost, doubled, stuck or damaged."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("what", choices=["costs", "burst", "kills", "mail"])
    words.add_argument("--letters", type=int, default=50)
    words.add_argument("--kills", type=int, default=30)
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--scans", action="store_true")
    words.add_argument("--seed", type=int, default=2569)
    given = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="circulars-running-"))
    mailbox = Dovecot() if given.what == "mail" else None
    try:
        house = House(folder, given.workers, alone=given.what == "costs", mailbox=mailbox)
        if given.what == "costs":
            return costs(house)
        if given.what == "burst":
            return burst(house, given.letters, given.scans, given.workers)
        if mailbox is not None:
            return mail(house, mailbox, given.letters, given.kills, given.seed)
        return kills(house, given.letters, given.kills, given.seed)
    finally:
        if mailbox is not None:
            mailbox.stop()
        office.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
