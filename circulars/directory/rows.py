"""Rows of the directory's CSV files; lines that begin with # tell their sources."""

from __future__ import annotations

import csv
from importlib import resources


def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of a CSV file of this package as text, in file order."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
