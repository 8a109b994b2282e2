"""What the registry says of one check: its name, its weight, what it looks at, what it rests on, an example and a counter-example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from circulars.letter.finding import Severity

BLOCKS, WARNS, NOTES = Severity.BLOCKS, Severity.WARNS, Severity.NOTES


class Looks(StrEnum):
    """Which letters a check looks at."""

    INCOMING = "หนังสือรับ"
    PLAN = "การส่งต่อ"
    DRAFT = "ร่างของเรา"
    BOTH = "หนังสือรับและร่างของเรา"


@dataclass(frozen=True, slots=True)
class Example:
    """What is changed in a correct letter so that the check fires, and so that it does not.

    Keys are contract names of the field of a letter that came in (``date_be``), or, for what we write, ``source.…`` of the
    letter that is forwarded, ``draft.…`` of the draft, ``office.…`` of the office; ``tests/checks/placed.py`` places them.
    """

    fires: Mapping[str, str]
    silent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """One row. ``basis`` is the clause of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ, another source, or the reason, in Thai.

    ``proof`` names the test that shows it firing and silent where that needs more than a letter: the archive, a file, Word.
    """

    name: str
    title: str
    severities: tuple[Severity, ...]
    looks: Looks
    basis: str
    examples: tuple[Example, ...] = ()
    proof: str = ""
