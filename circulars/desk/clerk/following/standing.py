"""What is open: letters of ours that somebody has not answered, by letter and by office, and what we owe ourselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from circulars.archive import Archive
from circulars.archive.registers.deliveries import Unreached
from circulars.archive.tracing.dues import Due

WITHIN = dt.timedelta(days=30)
"""How far ahead days are shown; what is past stays until it is closed."""


@dataclass(frozen=True, slots=True)
class Silent:
    """An office that has not answered: its title, what of, and how many of these are late."""

    title: str
    letters: tuple[Due, ...]
    late: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open on a day: ours to answer and theirs, each the most overdue first."""

    day: dt.date
    owed: tuple[Due, ...]
    silent: tuple[Due, ...]
    unreached: tuple[Unreached, ...]
    by_office: tuple[Silent, ...]

    @property
    def late(self) -> int:
        """How many of them are past their day."""
        return sum(one.day < self.day for one in (*self.owed, *self.silent))


def standing(archive: Archive, day: dt.date, offices: Collection[str] | None = None) -> Standing:
    """What is open of these offices (None: all), and what becomes due within `WITHIN`."""
    silent, owed = archive.near_days(day + WITHIN, offices)
    return Standing(day, owed, silent, archive.unreached(offices), by_office(silent, day))


def by_office(silent: Sequence[Due], day: dt.date) -> tuple[Silent, ...]:
    """The same letters under each office that is silent, the one with most overdue first."""
    found: dict[str, list[Due]] = {}
    for due in silent:
        for title in due.silent:
            found.setdefault(title, []).append(due)
    grouped = [Silent(title, tuple(dues), sum(one.day < day for one in dues)) for title, dues in found.items()]
    return tuple(sorted(grouped, key=lambda one: (-one.late, -len(one.letters), one.title)))
