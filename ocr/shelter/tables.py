"""Tables of strangers' Word and Excel files, read in a child process with limits: ``python -m ocr.shelter.tables`` is that child.

A child of its own, since the libraries that it loads take a second which few files need.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from circulars.documents.tables.cells import Grid, dump_grids, load_grids
from circulars.documents.tables.reading import grids_of
from ocr.shelter.children.answering import answer
from ocr.shelter.limits import Limits
from ocr.shelter.sheltered import made_in_child


def tables_in_file(content: bytes, limits: Limits | None = None) -> tuple[Grid, ...]:
    """The tables of a Word file or a workbook, cell by cell. Raises UnreadableFile."""
    return load_grids(made_in_child({"make": "tables"}, content, limits or Limits(), "ocr.shelter.tables"))


def _tables(order: Mapping[str, Any], content: bytes) -> bytes:
    return dump_grids(grids_of(content))


if __name__ == "__main__":
    sys.exit(answer({"tables": _tables}))
