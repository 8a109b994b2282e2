"""`circulars read --debug-dir`: each page with frames round what was found, so that a person sees the reading at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from PIL import Image

from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.letter.page import Box
from circulars.letter.schema import label_of
from ocr.page.marking import mark_page, picture_path


def write_debug_pictures(folder: Path, stem: str, letters: Sequence[Letter], out: Path) -> None:
    """Mark the upright pictures of a folder (from `ocr.read_pages`) and write ``<stem>-1.png`` and so on."""
    out.mkdir(parents=True, exist_ok=True)
    marks: dict[int, list[tuple[Box, str, bool]]] = {}
    for letter in letters:
        for name, field in _seen_fields(letter):
            if field.evidence is not None and field.evidence.box is not None:
                mark = (field.evidence.box, label_of(name), field.doubtful)
                marks.setdefault(field.evidence.page, []).append(mark)
    number = 1
    while (file := picture_path(folder, number)).exists():
        with Image.open(file) as page:
            (out / f"{stem}-{number}.png").write_bytes(mark_page(page, marks.get(number, [])))
        number += 1


def _seen_fields(letter: Letter) -> Iterator[tuple[str, Field[object]]]:
    for part in fields(letter):
        value = getattr(letter, part.name)
        members = value if isinstance(value, tuple) else (value,)
        yield from ((part.name, member) for member in members if isinstance(member, Field) and part.name != "kind")
