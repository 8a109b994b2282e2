"""What people wait for, on the clock: from the start of the office, a drop and a decision to what they then see.

    python -m benchmarks.waiting [--rounds 5] [--behind 50]

A real office in a folder of its own, as `circulars up` makes it, settling time included. Each figure is the median and
the worst of the rounds; beside the scan stands what a script of the usual tools needs for the same two pages in the same
run: pdftoppm, tesseract -l tha, docxtpl, one soffice call. Only an idle machine gives figures to be compared.
"""

from __future__ import annotations

import argparse
import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pypdfium2 as pdfium
from docxtpl import DocxTemplate
from jinja2 import Environment
from rich.console import Console
from rich.table import Table

from benchmarks.running import House, letters, scans
from circulars.archive import StoredDraft
from circulars.desk.review.sheet import DRAFT
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.content import context_of
from circulars.letter.letter import LetterKind
from circulars.review import Verdict
from circulars.thai.digits import to_thai
from flows.office import lifecycle as office
from flows.receiving.sample.compose import DPI, scanned
from flows.receiving.sample.letter import CONTENT

URGENT, LIMIT, GLANCE = "ด่วนที่สุด", 900.0, 0.4


def born_digital(number: int) -> bytes:
    """The sample circular under a number and subject of its own, as a PDF with a text layer."""
    own = replace(CONTENT, number=f"มท ๐๓๐๙.๒/ว {to_thai(number)}", subject=f"{CONTENT.subject} ชุดที่ {to_thai(number)}")
    (pdf,) = to_pdf([load_catalog().compiled("department", LetterKind.EXTERNAL).render(own)])
    return pdf


def scan(number: int) -> bytes:
    """The same as a scan of two pages, as the sample is made."""
    noise, document, out = np.random.default_rng(number), pdfium.PdfDocument(born_digital(number)), io.BytesIO()
    pages = [
        scanned(document[at].render(scale=DPI / 72).to_pil().convert("RGB"), 0.6 - at, noise)
        for at in range(len(document))
    ]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=72)
    return out.getvalue()


def with_usual_tools(pdf: bytes, folder: Path) -> None:
    """What a script of the usual tools does with a scan: both pages read, one letter rendered, its PDF."""
    source = folder / "scan.pdf"
    source.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", source, folder / "page"], check=True)
    for page in sorted(folder.glob("page*.png")):
        subprocess.run(["tesseract", page, page.with_suffix(""), "-l", "tha"], check=True, stderr=subprocess.DEVNULL)
    document = DocxTemplate(load_catalog().find("province", LetterKind.EXTERNAL))
    environment = Environment(autoescape=True)
    environment.filters["thai"] = to_thai
    document.render(context_of(CONTENT), jinja_env=environment, autoescape=True)
    document.save(folder / "letter.docx")
    soffice = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*soffice, "--outdir", str(folder), folder / "letter.docx"], check=True, stdout=subprocess.DEVNULL, stderr=-1
    )


def seconds_until(what: Callable[[], bool]) -> float:
    """Seconds until it is so, looked at every 0.4 s: each look costs the office three requests. Raises TimeoutError after fifteen minutes."""
    started = time.monotonic()
    while not what():
        if time.monotonic() - started > LIMIT:
            raise TimeoutError(f"not after {LIMIT:.0f} s")
        time.sleep(GLANCE)
    return time.monotonic() - started


class Figures:
    """Rows of seconds, printed once all are there."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, list[float]]] = []

    def take(self, told: str, seconds: list[float]) -> None:
        """Keep a row, and say it at once on standard error."""
        self.rows.append((told, seconds))
        print(f"{told}: " + ", ".join(f"{one:.1f}" for one in seconds), file=sys.stderr)

    def show(self) -> None:
        """Print the table."""
        table = Table("what", "median s", "worst s", "n")
        for told, seconds in self.rows:
            table.add_row(told, f"{statistics.median(seconds):.1f}", f"{max(seconds):.1f}", str(len(seconds)))
        Console().print(table)


def _asked(house: House) -> list[dict[str, Any]]:
    wanted = {"flow_runs": {"state": {"type": {"any_": ["PAUSED"]}}}, "sort": "START_TIME_DESC", "limit": 200}
    found = house.ask("POST", "/flow_runs/filter", wanted)
    assert isinstance(found, list)
    return found


def dropped(house: House, name: str, content: bytes) -> float:
    """Seconds from the drop until one more run waits for a person."""
    known = len(_asked(house))
    house.drop({name: content})
    return seconds_until(lambda: len(_asked(house)) > known)


def _newest(house: House) -> StoredDraft:
    with house.archive() as archive:
        return max(archive.drafts_waiting(), key=lambda one: one.created_at)


def decided(house: House, **typed: str) -> StoredDraft:
    """Answer the run that waits with the newest draft; the draft."""
    draft = _newest(house)
    run = next(one for one in _asked(house) if one["parameters"]["letter_id"] == draft.letter_id)
    mark = f"{draft.round}-{draft.docx[:12]}"
    told: Any = house.ask("POST", f"/flow_runs/{run['id']}/resume", {"run_input": {**typed, "mark": mark}})
    if told["status"] != "ACCEPT":
        raise RuntimeError(f"not taken: {told['details']}")
    return draft


def decisions(house: House, rounds: int, figures: Figures) -> None:
    """A correction until the next form, and an approval until the letter lies in the outbox with its files."""
    again: list[float] = []
    issued: list[float] = []
    for number in range(rounds):
        dropped(house, f"ตัดสิน {number}.pdf", born_digital(700 + number))
        subject = f"{CONTENT.subject} แก้ไขครั้งที่ {to_thai(number + 1)}"
        draft = decided(house, **{"verdict": str(Verdict.CORRECT), f"{DRAFT}subject": subject})
        again.append(
            seconds_until(
                lambda known=draft: (
                    any(  # type: ignore[misc]
                        one["parameters"]["letter_id"] == known.letter_id for one in _asked(house)
                    )
                    and _newest(house).round > known.round
                )
            )
        )
        draft = decided(house, verdict=str(Verdict.APPROVE))

        def out(known: StoredDraft = draft) -> bool:
            with house.archive() as archive:
                return archive.issued_of(known.id) is not None and any((house.folder / "outbox").rglob("*.pdf"))

        issued.append(seconds_until(out))
        shutil.rmtree(house.folder / "outbox", ignore_errors=True)
        (house.folder / "outbox").mkdir(exist_ok=True)
    figures.take("correction → next form", again)
    figures.take("approval → issued with files", issued)


def crowd(house: House, behind: int, figures: Figures) -> None:
    """Many mixed files at once, then one whose name says that it is urgent."""
    half = behind // 2
    text, pictures = letters(half, first=1000), scans(behind - half)
    known, began = len(_asked(house)), time.monotonic()
    house.drop({**text, **pictures})
    letter = next(iter(letters(1, first=5000).values())).decode()
    house.drop({f"{URGENT} ๕๐๐๐.txt": f"{URGENT}\n{letter}".encode()})
    figures.take(
        f"urgent behind {behind} others → waiting",
        [
            seconds_until(
                lambda: any(URGENT in str(one["name"]) and "๕๐๐๐" in str(one["name"]) for one in _asked(house))
            )
        ],
    )
    memory: list[float] = []

    def all_wait() -> bool:
        memory.append(house.memory())
        return sum(house.asked().values()) - known >= behind + 1

    seconds_until(all_wait)
    each = (time.monotonic() - began) / (behind + 1)
    figures.take(f"{behind} mixed files: all waiting, each", [each])
    third = len(memory) // 3
    print(f"memory MB, first / last third: {max(memory[:third]):.0f} / {max(memory[-third:]):.0f}")


def main() -> int:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--behind", type=int, default=50)
    given = words.parse_args()
    print(f"load before: {psutil.getloadavg()[0]:.1f} on {psutil.cpu_count()} cores")
    figures, folder = Figures(), Path(tempfile.mkdtemp(prefix="circulars-waiting-"))
    try:
        house = House(folder, 2, alone=True, settle=True)
        starts = []
        for _ in range(given.rounds):
            office.stop(folder)
            began = time.monotonic()
            office.start(folder)
            starts.append(time.monotonic() - began)
        figures.take("start of the office → takes letters", starts)
        ours, usual = [], []
        for number in range(given.rounds):
            content = scan(100 + number)
            ours.append(dropped(house, f"สแกน {number}.pdf", content))
            with tempfile.TemporaryDirectory() as scratch:
                began = time.monotonic()
                with_usual_tools(content, Path(scratch))
                usual.append(time.monotonic() - began)
        figures.take("scan of two pages: drop → waiting draft", ours)
        figures.take("  the usual tools by script, the same pages", usual)
        digital = [dropped(house, f"ดิจิทัล {number}.pdf", born_digital(500 + number)) for number in range(given.rounds)]
        figures.take("born-digital PDF: drop → waiting draft", digital)
        decisions(house, given.rounds, figures)
        if given.behind:
            crowd(house, given.behind, figures)
        figures.show()
        return 0
    finally:
        office.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
