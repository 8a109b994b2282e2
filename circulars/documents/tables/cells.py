"""A table as cells; what a file does not surely say of one is marked in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

LEFT, ABOVE = "left", "above"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, why it is in doubt (empty: it is not), and whether a merged cell covers it: from where."""

    text: str
    doubt: str = ""
    covered: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: where it stands in the file, and its rows, all of the same length.

    ``head``: how many rows name the columns, 0 where the file does not tell. ``recognised``: it was read from a page, so
    that the names of its columns may be a little misread. ``told``: what a person must know of the whole table.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    recognised: bool = False
    told: tuple[str, ...] = ()


def squared(name: str, rows: Sequence[Sequence[Cell]]) -> Grid:
    """A table whose rows are filled up to one length."""
    wide = max((len(row) for row in rows), default=0)
    return Grid(name, tuple((*row, *(Cell("") for _ in range(wide - len(row)))) for row in rows))


def dump_grids(grids: Sequence[Grid]) -> bytes:
    """The tables as JSON, for the process that asked."""
    return json.dumps([asdict(one) for one in grids], ensure_ascii=False).encode()


def load_grids(raw: bytes) -> tuple[Grid, ...]:
    """Read back what `dump_grids` wrote."""
    told: list[dict[str, Any]] = json.loads(raw)
    return tuple(
        Grid(
            one["name"],
            tuple(tuple(Cell(**cell) for cell in row) for row in one["rows"]),
            one["head"],
            one["recognised"],
            tuple(one["told"]),
        )
        for one in told
    )
