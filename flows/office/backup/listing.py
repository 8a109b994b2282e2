"""What a backup holds of the office's folder, and how its list names it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from pydantic import TypeAdapter

MADE_ANEW = ("archive", "prefect", "run", "logs")
FIRST = ("inbox", "work")
"""Files move on from the inbox to the work and from there into the archive: copied in this order, none slips through."""
DATABASE = ("circulars.db", "circulars.db-wal", "circulars.db-shm", "circulars.db-queue")
LIST, STORES = "office.json", "stores.json"
SETTINGS = "office.toml"
_HEX = "hex:"
FILE_KEYS = ("emblem", "templates")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the office: its path there, sha256 and mode; ``empty`` for a folder without files."""

    path: str
    sha256: str
    mode: int
    folder: bool = False


@dataclass(frozen=True, slots=True)
class OfficeList:
    """What a backup holds of the office's folder, the ledger's head then, and where the database was (no password).

    ``moved`` are settings whose file lay outside the office's folder: their name in office.toml, and its path here.
    """

    files: tuple[Kept, ...]
    events: int
    head: str
    database: str
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """How a backup or restoring went: files of the archive, files of the office, the ledger's head."""

    archived: int
    office: int
    events: int
    head: str
    database: str


OFFICE_LIST = TypeAdapter(OfficeList)


def told_name(name: str) -> str:
    """A path as the list tells it: plain, or, where its bytes are no UTF-8 (a scanner's name in TIS-620), in hex."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return _HEX + os.fsencode(name).hex()
    return name


def named(told: str) -> str:
    """The path again that `told_name` wrote."""
    return os.fsdecode(bytes.fromhex(told.removeprefix(_HEX))) if told.startswith(_HEX) else told
