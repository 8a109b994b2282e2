"""Side by side: our readers, Debian's Tesseract and OCRmyPDF on the same pages, one table.

python -m benchmarks.ocr FOLDER [--engines thai,tha,…] [--by-condition] [--only clean300]

FOLDER holds ``pages/L01_fax150.tif`` … (page, underscore, condition) and ``truth/L01.json`` (see ocr_measures). Every page is read
by a process of its own, one thread, one after another; CPU seconds and peak memory are the kernel's, of the process and
all its children. "start" is the CPU time of the same program on a small empty page: a file pays it once, not every page.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from benchmarks.ocr_measures import PageScore, score_page
from circulars.letter.record import load_pages
from ocr.shelter.limits import Limits

OURS = ("thai-lines", "thai", "tesseract-thai")
OTHERS = ("tesseract -l tha", "ocrmypdf -l tha")


@dataclass(frozen=True, slots=True)
class Run:
    """One page read by one program: lines, CPU seconds, peak memory in MiB."""

    lines: tuple[str, ...]
    seconds: float
    memory: float


def _measured(command: list[str], order: bytes, out: Path) -> tuple[float, float]:
    """Run a program to its end; CPU seconds and MiB, its children included."""
    single = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    single["TMPDIR"] = str(out.parent)  # our reader is shut in: it may write nowhere else
    with out.open("wb") as sink, tempfile.TemporaryFile() as source:
        source.write(order)
        source.seek(0)
        child = subprocess.Popen(command, stdin=source, stdout=sink, stderr=subprocess.DEVNULL, env=single)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        print(f"{command[0]} ended with status {child.returncode}", file=sys.stderr)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def read(engine: str, page: Path, scratch: Path) -> Run:
    """Read one page with one program."""
    out = scratch / "out"
    if engine in OURS:
        order = {"path": str(page), "engine": engine, "limits": asdict(Limits()), "pictures": None}
        seconds, memory = _measured([sys.executable, "-m", "ocr.shelter.child"], json.dumps(order).encode(), out)
        records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        pages = load_pages(json.dumps([record["page"] for record in records if "page" in record]))
        return Run(tuple(line.text for p in pages for line in p.lines), seconds, memory)
    if engine == "tesseract -l tha":
        seconds, memory = _measured(["tesseract", str(page), "stdout", "-l", "tha", "--psm", "3"], b"", out)
    else:
        copy, side = scratch / "out.pdf", scratch / "side.txt"
        side.unlink(missing_ok=True)
        options = ["-l", "tha", "--jobs", "1", "--image-dpi", "300", "--output-type", "pdf", "--rotate-pages", "-q"]
        seconds, memory = _measured(["ocrmypdf", *options, "--sidecar", str(side), str(page), str(copy)], b"", out)
        out = side
    text = out.read_text(encoding="utf-8", errors="replace") if out.exists() else ""
    return Run(tuple(text.splitlines()), seconds, memory)


def _row(name: str, condition: str, rows: list[tuple[PageScore, Run]], start: float) -> str:
    scores = [score for score, _ in rows]
    errors = sum(s.errors for s in scores) / max(1, sum(s.characters for s in scores))
    digits = sum(s.digits_right for s in scores) / max(1, sum(s.digits for s in scores))
    number, date = (sum(getattr(s, part) for s in scores) / len(scores) for part in ("number", "date"))
    seconds = sum(run.seconds for _, run in rows) / len(rows)
    memory = max(run.memory for _, run in rows)
    return (
        f"{name:18s}{condition:10s}{len(rows):5d}{errors:8.2%}{digits:8.1%}{number:8.0%}{date:8.0%}"
        f"{seconds:8.2f}{start:8.2f}{seconds - start:8.2f}{memory:8.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default=",".join((*OURS, *OTHERS)))
    parser.add_argument("--only", default="", help="conditions, separated by commas")
    parser.add_argument("--by-condition", action="store_true")
    options = parser.parse_args()
    only = set(options.only.split(",")) - {""}
    files = sorted(options.folder.absolute().glob("pages/*_*.*"))
    pages = [page for page in files if not only or page.stem.split("_", 1)[1] in only]
    if not pages:
        sys.exit(f"no pages in {options.folder}/pages")
    print(
        f"{'engine':18s}{'condition':10s}{'pages':>5s}{'CER':>8s}{'digits':>8s}{'number':>8s}{'date':>8s}"
        f"{'CPU s':>8s}{'start':>8s}{'page s':>8s}{'MiB':>8s}"
    )
    with tempfile.TemporaryDirectory(prefix="circulars-") as folder:
        scratch = Path(folder)
        Image.new("L", (200, 200), 255).save(scratch / "empty.png", dpi=(300, 300))
        for engine in options.engines.split(","):
            start = read(engine, scratch / "empty.png", scratch).seconds
            groups: dict[str, list[tuple[PageScore, Run]]] = defaultdict(list)
            for page in pages:
                name, condition = page.stem.split("_", 1)
                run = read(engine, page, scratch)
                groups[condition].append((score_page(options.folder / "truth" / f"{name}.json", run.lines), run))
            if options.by_condition:
                for condition, rows in sorted(groups.items()):
                    print(_row(engine, condition, rows, start), flush=True)
            print(_row(engine, "all", [row for rows in groups.values() for row in rows], start), flush=True)


if __name__ == "__main__":
    main()
