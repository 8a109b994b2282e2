"""The searchable copy of a file, made in a child process within the limits that reading it had.

``python -m ocr.shelter.copying SOURCE PAGES.json OUT.pdf`` is that child; it is given only files that were read before.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from circulars.cage import shut_in
from circulars.errors import CircularsError, UnreadableFile
from circulars.letter.page import Page
from ocr.shelter.limits import Limits, refused
from ocr.shelter.standby.starting import run


def searchable_copy(content: bytes, name: str, pages: Sequence[Page], limits: Limits | None = None) -> bytes:
    """A file's PDF with the recognised text behind its pictures, from its bytes, its name and its pages.

    Raises UnreadableFile for a file that is neither PDF nor picture, or that cannot be copied within the limits.
    """
    from circulars.letter.record import dump_pages

    bounds = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="circulars-copy-") as scratch:
        source = Path(scratch) / f"source{Path(name).suffix.lower()[:9]}"
        source.write_bytes(content)
        record, out = Path(scratch) / "pages.json", Path(scratch) / "out.pdf"
        record.write_bytes(dump_pages(pages))
        program = ["ocr.shelter.copying", str(source), str(record), str(out), str(bounds.memory_bytes)]
        try:
            done = run(program, b"", bounds.file_seconds, scratch)
        except subprocess.TimeoutExpired as error:
            raise refused("too-slow", f"copy not made in {bounds.file_seconds} s") from error
        if done.returncode == 2:
            raise UnreadableFile(done.stderr.decode("utf-8", "replace").strip(), code="unsupported")
        if done.returncode != 0 or not out.exists():
            raise refused("unreadable", done.stderr.decode("utf-8", "replace")[-500:])
        return out.read_bytes()


def _main(source: str, record: str, out: str, memory: str) -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    shut_in(writable=[Path(out).parent])  # where its source and the pages lie too
    from circulars.letter.record import load_pages
    from ocr.searchable import searchable_pdf

    try:
        made = searchable_pdf(Path(source), load_pages(Path(record).read_bytes()))
    except CircularsError as error:
        sys.stderr.write(error.message)
        return 2
    Path(out).write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
