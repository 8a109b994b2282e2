"""How an office stands, as its page shows it: made by the flows from office.toml, here only as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who may sign the office's letters: name, post and form of acting; whether today."""

    name: str
    position: str
    acting: str
    order: str
    today: bool


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who decides: for which offices (names), whether a code is enrolled, and whether today."""

    name: str
    position: str
    offices: tuple[str, ...]
    enrolled: bool
    today: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of office.toml in Thai: what it is, its value, and the key by which the file names it.

    ``kind`` is how a form types it (lines, text, switch, number; empty: not in a form), ``typed`` what stands in the form.
    """

    label: str
    value: str
    key: str
    kind: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class HouseOffice:
    """One of the offices of the installation: its settings and its signatories."""

    code: str
    name: str
    settings: tuple[Setting, ...]
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class House:
    """All of it. ``fault`` tells what is wrong with office.toml as it lies there now, with the remedy; empty: it is right.

    ``blocking`` is what hinders issuing today, ``advice`` what should be looked at.
    """

    fault: str
    blocking: tuple[str, ...]
    advice: tuple[str, ...]
    offices: tuple[HouseOffice, ...]
    approvers: tuple[Approver, ...]
    units: tuple[str, ...]
    machine: tuple[Setting, ...]
    templates: str


NOTHING_KNOWN = House("", (), (), (), (), (), (), "")
"""Of a desk that nobody told how the office is set up."""
