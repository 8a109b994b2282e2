"""Which letter of a plan: the office that writes it, and the class of recipients that it goes to.

The same office and class give the same key, so that a step planned twice is the same step. Records and the parameters of
runs keep it as ``office>class``. Here it is written and read, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

_BETWEEN = ">"


class Audience(StrEnum):
    """The class of recipients of one letter; the values stand in stored records."""

    HEAD = "head"
    """The head of the own office, by memo."""
    DEPARTMENTS = "department"
    PROVINCES = "province"
    DISTRICTS = "district"
    LOCAL = "local"
    """Local authorities."""
    BESIDE = "beside"
    """Local authorities that no district supervises, in a letter of the province."""
    VILLAGE = "village"
    """กำนัน ผู้ใหญ่บ้าน, where no letter of its own goes to the local authorities."""
    VILLAGE_BESIDE_LOCAL = "village+"
    """กำนัน ผู้ใหญ่บ้าน, where the local authorities get a letter of their own."""


VILLAGES = frozenset({Audience.VILLAGE, Audience.VILLAGE_BESIDE_LOCAL})
"""Letters to กำนัน ผู้ใหญ่บ้าน."""


@dataclass(frozen=True, slots=True)
class StepKey:
    """``office`` is the code of the office that writes (its name where it has no code).

    ``only`` is the code of the one recipient of a letter that has no other (empty: the whole class gets one letter).
    """

    office: str
    audience: Audience
    only: str = ""

    def __str__(self) -> str:
        """As `format_step_key`."""
        return format_step_key(self)


def format_step_key(key: StepKey) -> str:
    """As records keep it.

    >>> format_step_key(StepKey("สน ๐๐๑๘.๑", Audience.LOCAL))
    'สน ๐๐๑๘.๑>local'
    >>> format_step_key(StepKey("สน ๐๐๑๘.๑", Audience.DISTRICTS, "สน ๐๒๑๘"))
    'สน ๐๐๑๘.๑>district>สน ๐๒๑๘'
    """
    return _BETWEEN.join((key.office, key.audience, *([key.only] if key.only else [])))


def parse_step_key(text: str) -> StepKey:
    """Read back what `format_step_key` wrote. Raises ValueError for anything else.

    >>> parse_step_key("สน ๐๐๑๘.๑>village+").audience
    <Audience.VILLAGE_BESIDE_LOCAL: 'village+'>
    >>> parse_step_key("none")
    Traceback (most recent call last):
    ValueError: 'none' names no step
    """
    office, *rest = text.split(_BETWEEN)
    if len(rest) not in (1, 2) or rest[0] not in {one.value for one in Audience}:
        raise ValueError(f"{text!r} names no step")
    return StepKey(office, Audience(rest[0]), *rest[1:])


def _read(value: object) -> object:
    return parse_step_key(value) if isinstance(value, str) else value


KeptStepKey = Annotated[StepKey, BeforeValidator(_read), PlainSerializer(format_step_key)]
"""A `StepKey` within a record: one string, as records of every release have it."""
