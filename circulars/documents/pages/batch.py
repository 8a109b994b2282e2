"""Many letters to PDF with progress: what is made stays made, so that a killed run goes on where it stopped."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from circulars.documents.pages.pdf import BATCH, to_pdf

_MADE_BY = b"pdf-3"
"""Part of every key: raise it when `to_pdf` changes what it makes."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PdfStore:
    """A folder of PDFs under the digest of their docx. Equal letters are converted once; files appear whole."""

    folder: Path

    def key(self, docx: bytes) -> str:
        """The name of a letter's PDF."""
        return hashlib.sha256(_MADE_BY + docx).hexdigest()

    def path(self, key: str) -> Path:
        """Where the PDF of a key is or will be."""
        return self.folder / f"{key}.pdf"

    def save(self, key: str, pdf: bytes) -> None:
        """Write a PDF at once: a kill leaves the old state or the new, never half a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        scratch = self.folder / f".{key}.{os.getpid()}"
        with scratch.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(self.path(key))


def make_pdfs(
    letters: Iterable[bytes], folder: Path, *, total: int | None = None, progress: Progress | None = None
) -> Iterator[Path]:
    """Paths of the letters' PDFs, in order; only missing ones are converted, a batch at a time.

    `progress` is told (done, total) after each batch; `total` is needed only for it when `letters` has no length.
    Holds one batch in memory. Raises as `to_pdf`; what was made until then stays.
    """
    store, done = PdfStore(folder), 0
    whole = total if total is not None else len(letters) if isinstance(letters, Sequence) else 0
    source = iter(letters)
    while waiting := list(islice(source, BATCH)):
        yield from _batch(store, waiting)
        done += len(waiting)
        if progress is not None:
            progress(done, max(whole, done))


def _batch(store: PdfStore, letters: Sequence[bytes]) -> list[Path]:
    keys = [store.key(letter) for letter in letters]
    missing = {key: letter for key, letter in zip(keys, letters, strict=True) if not store.path(key).exists()}
    for key, pdf in zip(missing, to_pdf(list(missing.values())), strict=True):
        store.save(key, pdf)
    return [store.path(key) for key in keys]
