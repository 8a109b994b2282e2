"""What became of each message: one small file a message, from the moment it is seen until it is done.

``coming``: it is being claimed; ``claimed``: its claim is written; ``done``: everything it held is in the archive or in
quarantine, it is answered and moved. A message is known by its Message-ID and the sha256 of its bytes together: the key
holds both, so that the same message under another number of the server is the same, and its claim too. Beside the record
intake notes what became of each claim of the message (`note_outcome`), before it closes that claim.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from circulars.intake.claims import read_claim, settle_folder, write_whole

KEEP_SECONDS = 90 * 86_400.0
"""A record outlives its message by this long."""
_KEY = re.compile(r"\d{8}-\d{6}-[0-9a-f]{16}")
_CLAIM = re.compile(rf"({_KEY.pattern})(?:-\d{{3,}})*")


class State(StrEnum):
    """How far a message has come."""

    COMING = "coming"
    CLAIMED = "claimed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Record:
    """A message: its key (also its claim's), mailbox, numbers on the server, and what answers need.

    ``about`` are the Message-IDs that it replies to (In-Reply-To, References).
    """

    key: str
    box: str
    validity: int
    uids: tuple[int, ...]
    message_id: str
    subject: str
    sender: str
    state: State = State.COMING
    answered: bool = False
    about: tuple[str, ...] = ()


def key_of(message_id: str, raw: bytes, arrived: dt.datetime) -> str:
    """The key of a message; ``arrived`` (the server's INTERNALDATE) only brings keys into order of time."""
    digest = hashlib.sha256(message_id.encode() + b"\0" + hashlib.sha256(raw).digest()).hexdigest()
    return f"{arrived:%Y%m%d-%H%M%S}-{digest[:16]}"


class Ledger:
    """The records in one folder, made where it is missing."""

    def __init__(self, folder: Path) -> None:
        """Reads nothing yet."""
        self._folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)

    def records(self, box: str) -> list[Record]:
        """Those of one mailbox, oldest first. A record that a crash or a hand left broken is passed over: its message is taken again."""
        found = (self._read(file) for file in sorted(self._folder.glob("*.json")))
        return [record for record in found if record is not None and record.box == box]

    def record(self, key: str) -> Record | None:
        """The message of this key, or None."""
        return self._read(self._folder / f"{key}.json")

    def write(self, record: Record) -> Record:
        """Write a record, whole or not at all; on the disk when this returns."""
        draft = self._folder / f"{record.key}.new"
        write_whole(draft, json.dumps(asdict(record), ensure_ascii=False).encode())
        draft.replace(self._folder / f"{record.key}.json")
        settle_folder(self._folder)
        return record

    def outcomes(self, key: str) -> list[str]:
        """The ids of the letters that intake noted of a message's claims; empty lists count as noted (`was_seen_through`)."""
        notes = sorted(self._folder.glob(f"{key}*.note"))
        return list(dict.fromkeys(letter for note in notes for letter in json.loads(note.read_bytes())))

    def note(self, key: str) -> None:
        """A message that brings no letter, and so has no claim, is done with."""
        note_outcome(self._folder, key)

    def was_seen_through(self, key: str) -> bool:
        """Intake has closed the claim of this message."""
        return (self._folder / f"{key}.note").exists()

    def forget(self, present: Sequence[str]) -> None:
        """Remove old records of messages that are done and not in their mailbox any more, with their notes."""
        for file in self._folder.glob("*.json"):
            record = self._read(file)
            old = time.time() - file.stat().st_mtime > KEEP_SECONDS
            if old and record is not None and record.state is State.DONE and record.key not in present:
                for one in [*self._folder.glob(f"{record.key}*.note"), file]:
                    one.unlink(missing_ok=True)

    def _read(self, file: Path) -> Record | None:
        try:
            values = json.loads(file.read_bytes())
            values |= {"uids": tuple(int(one) for one in values["uids"]), "state": State(values["state"])}
            values["about"] = tuple(str(one) for one in values.get("about", ()))
            record = Record(**values)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return record if record.key == file.stem and _KEY.fullmatch(record.key) else None


def seen_again(record: Record, validity: int, uid: int) -> Record:
    """The record with one more number of its message; a mailbox that was numbered anew drops the old ones."""
    kept = record.uids if record.validity == validity else ()
    return replace(record, validity=validity, uids=tuple(dict.fromkeys((*kept, uid))))


def note_outcome(folder: Path, claim_key: str, letters: Sequence[str] = ()) -> None:
    """Write down what became of a claim that came by e-mail, before its file goes away; nothing for any other claim."""
    root = _CLAIM.fullmatch(claim_key)
    if root is None or not (folder / f"{root[1]}.json").exists():
        return
    draft = folder / f"{claim_key}.note.new"
    write_whole(draft, json.dumps(list(letters)).encode())
    draft.replace(folder / f"{claim_key}.note")


def record_of_claim(folder: Path, claim_key: str) -> Record | None:
    """The message that a claim, or what it was taken from, came in; None where it came by another way."""
    root = _CLAIM.fullmatch(claim_key)
    return Ledger(folder).record(root[1]) if root is not None and folder.is_dir() else None


def open_claims_of(work: Path, key: str) -> list[str]:
    """Keys of the claims of this message that are not closed yet; a folder whose file is gone is what is left of one."""
    with suppress(FileNotFoundError):
        own = sorted(one.name for one in work.iterdir() if one.name == key or one.name.startswith(f"{key}-"))
        return [one for one in own if read_claim(work, one) is not None]
    return []
