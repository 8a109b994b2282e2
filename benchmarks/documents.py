"""One table: letters as docx and PDF, ours against the ordinary way, in one run on one machine.

    python benchmarks/documents.py [--letters 878] [--pdf 878] [--singly 6] [--ordinary 120]

docx: docxtpl as its manual uses it (a DocxTemplate a letter, filled and saved) is timed on `--ordinary` letters and
stands for all; PDF: one soffice call a file is timed on `--singly` letters. CPU is user + system of this process and its
children; memory is this process's own peak, measured in a child that renders and nothing else. Read `CPU ms` and `times`:
they hold on a busy machine, wall time does not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from circulars.documents.pages.batch import make_pdfs
from circulars.documents.pages.finish import finish_pdf
from circulars.documents.pages.pdf import page_count, to_pdf
from circulars.documents.shipped.samples import EXTERNAL
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.content import LetterContent, context_of
from circulars.letter.letter import LetterKind
from circulars.thai.digits import to_thai

_MEMORY = "--memory"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall milliseconds a letter."""

    cpu: float
    wall: float


def letters(count: int) -> Iterator[LetterContent]:
    for number in range(1, count + 1):
        yield replace(
            EXTERNAL, addressee=f"นายอำเภอ แห่งที่ {to_thai(str(number))}", metadata=(("recipient", str(number)),)
        )


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def timed(work: Callable[[], object], count: int) -> Cost:
    cpu, wall = _cpu(), time.perf_counter()
    work()
    return Cost((_cpu() - cpu) * 1000 / count, (time.perf_counter() - wall) * 1000 / count)


def ordinary(template: Path, contents: list[LetterContent]) -> None:
    for content in contents:
        document = DocxTemplate(template)
        environment = Environment(autoescape=True)
        environment.filters["thai"] = to_thai
        document.render(context_of(content), jinja_env=environment, autoescape=True)
        document.save(io.BytesIO())


def ours(contents: list[LetterContent]) -> None:
    compiled = load_catalog().compiled("province", LetterKind.EXTERNAL)
    for content in contents:
        compiled.render(content)


def singly(docx: list[bytes]) -> None:
    for letter in docx:
        to_pdf([letter])


def batch(docx: list[bytes], folder: Path) -> None:
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("PDF", total=len(docx))
        for _ in make_pdfs(docx, folder, progress=lambda done, _: bar.update(task, completed=done)):
            pass


def peak_memory(count: int) -> float:
    """Peak MB of a process that renders `count` letters to a folder and does nothing else."""
    answer = subprocess.run([sys.executable, __file__, _MEMORY, str(count)], check=True, capture_output=True, text=True)
    return float(answer.stdout)


def _memory_child(count: int) -> None:
    compiled = load_catalog().compiled("province", LetterKind.EXTERNAL)
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(letters(count)):
            (Path(folder) / f"{number}.docx").write_bytes(compiled.render(content))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    if sys.argv[1:2] == [_MEMORY]:
        _memory_child(int(sys.argv[2]))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("letters", 878), ("pdf", 878), ("singly", 6), ("ordinary", 120)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    contents = list(letters(asked.letters))
    template = load_catalog().find("province", LetterKind.EXTERNAL)
    usual = timed(lambda: ordinary(template, contents[: asked.ordinary]), min(asked.ordinary, asked.letters))
    compiled = timed(lambda: ours(contents), asked.letters)
    memory = peak_memory(asked.letters)
    renderer = load_catalog().compiled("province", LetterKind.EXTERNAL)
    docx = [renderer.render(content) for content in contents[: max(asked.pdf, asked.singly)]]
    to_pdf(docx[:1])  # fonts are derived once for a machine
    one_by_one = timed(lambda: singly(docx[: asked.singly]), asked.singly)
    with tempfile.TemporaryDirectory() as folder:
        together = timed(lambda: batch(docx[: asked.pdf], Path(folder)), asked.pdf)
        resumed = timed(lambda: batch(docx[: asked.pdf], Path(folder)), asked.pdf)
        made = [path.read_bytes() for path in sorted(Path(folder).glob("*.pdf"))[:40]]
    assert all(page_count(pdf) == 2 for pdf in made)
    when = dt.datetime(2024, 1, 23, 9, 0)
    record = b'{"number": "x"}'
    finished = timed(
        lambda: [
            finish_pdf(pdf, title="x", when=when, attachments=[("metadata.json", "application/json", record)])
            for pdf in made
        ],
        len(made),
    )
    table = Table("what", "letters", "CPU ms a letter", "wall ms a letter", "times")
    for name, count, cost, against in (
        ("docx: docxtpl, ordinary use", min(asked.ordinary, asked.letters), usual, None),
        ("docx: ours", asked.letters, compiled, usual),
        ("PDF: one soffice call a file", asked.singly, one_by_one, None),
        ("PDF: ours, batches", asked.pdf, together, one_by_one),
        ("PDF: ours, resumed when all is made", asked.pdf, resumed, None),
        ("PDF/A finishing", len(made), finished, None),
        (
            "PDF: ours, batches and finishing",
            asked.pdf,
            Cost(together.cpu + finished.cpu, together.wall + finished.wall),
            one_by_one,
        ),
    ):
        times = f"{against.cpu / cost.cpu:.1f}" if against else ""
        table.add_row(name, str(count), f"{cost.cpu:.2f}", f"{cost.wall:.2f}", times)
    console = Console(width=110)
    console.print(table)
    console.print(
        f"memory of rendering {asked.letters} docx: {memory:.0f} MB at the peak, this program's imports included"
    )


if __name__ == "__main__":
    main()
