"""What became of each file of a day: in the inbox, taken, read, drafted, waiting, done; or put aside, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from circulars.archive import Archive
from circulars.archive.search.arrivals import Arrived, Stage
from circulars.intake.claims import open_claims
from circulars.intake.entries import entries, opened
from circulars.intake.looks import TOLD, Reason, left_lying, shown_path
from circulars.intake.quarantine import held_files
from circulars.thai.dates import BANGKOK
from circulars.thai.digits import to_thai


class Mark(StrEnum):
    """How a file's line is marked: it goes on by itself, somebody must do something, it is done."""

    MOVING = "moving"
    WAITS = "waits"
    STOPPED = "stopped"
    DONE = "done"


STEPS = ("ได้รับ", "อ่าน", "ร่าง", "รอตรวจ")
"""The way of a file; what is beyond the last step is told in words."""


@dataclass(frozen=True, slots=True)
class Fate:
    """One line: the file's name, how many of `STEPS` it has done, its mark, what is told, and the letter it leads to."""

    name: str
    at: dt.datetime | None
    steps: int
    mark: Mark
    told: str
    letter_id: str = ""
    held: str = ""

    @property
    def moving(self) -> bool:
        """The line changes by itself, so that it is worth asking again soon."""
        return self.mark is Mark.MOVING


def fates(archive: Archive, home: Path, office: str, day: dt.date) -> tuple[Fate, ...]:
    """Every file of the day; what still moves and what was put aside first, then the newest first."""
    found = [
        *_in_inbox(home / "inbox", home / "work"),
        *_in_work(home / "work"),
        *_aside(home / "quarantine", day),
        *_taken(archive, office, day),
    ]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.mark], -(one.at.timestamp() if one.at else 0.0))))


_ORDER = {Mark.STOPPED: 0, Mark.MOVING: 1, Mark.WAITS: 2, Mark.DONE: 3}


def _in_inbox(inbox: Path, work: Path) -> Iterator[Fate]:
    """Files that nobody took yet; one that lies long says why."""
    if not inbox.is_dir():
        return
    lying = {left.name: left for left in left_lying(inbox, work)}
    with opened(inbox) as root:
        for entry in entries(root):
            if entry.reason is Reason.HIDDEN:
                continue  # a file that is being written now
            name, left = shown_path(entry.path), lying.get(shown_path(entry.path))
            stopped = left is not None and left.needs_somebody
            told = left.told if left else TOLD[Reason.NEW]
            at = dt.datetime.fromtimestamp(entry.mark.changed / 1e9, BANGKOK)
            yield Fate(name, at, 1, Mark.STOPPED if stopped else Mark.MOVING, told)


def _in_work(work: Path) -> Iterator[Fate]:
    for claim in open_claims(work):
        at = dt.datetime.fromisoformat(claim.received_at)
        if claim.fault:
            yield Fate(claim.name, at, 1, Mark.STOPPED, claim.fault)
        else:
            tries = f" (ครั้งที่ {to_thai(claim.attempts)})" if claim.attempts > 1 else ""
            yield Fate(claim.name, at, 1, Mark.MOVING, f"กำลังอ่าน{tries}")


def _aside(quarantine: Path, day: dt.date) -> Iterator[Fate]:
    for held in held_files(quarantine):
        at = dt.datetime.fromtimestamp(held.changed, BANGKOK)
        if at.date() == day and not held.done:
            yield Fate(held.name, at, 1, Mark.STOPPED, held.reason or "ไม่มีบันทึกเหตุผล", held=held.key)


def _taken(archive: Archive, office: str, day: dt.date) -> Iterator[Fate]:
    for file in archive.arrivals(office, day, day):
        for letter in file.letters:
            steps, mark, told = _letter(letter)
            yield Fate(file.name, file.at, steps, mark, told, letter.letter_id)


def _letter(letter: Arrived) -> tuple[int, Mark, str]:
    number = f"เลขรับ {to_thai(letter.number)}" if letter.number is not None else ""
    what = " ".join(filter(None, (number, letter.reference, letter.subject or "(อ่านเรื่องไม่ได้)")))
    if letter.stage is Stage.DUPLICATE:
        return 2, Mark.DONE, f"เคยรับแล้ว ไม่ลงทะเบียนซ้ำ: {what}"
    if letter.stage is Stage.WAITING:
        return 4, Mark.WAITS, what
    if letter.stage is Stage.ISSUED:
        return 4, Mark.DONE, f"{what} • ออกแล้ว ที่ {letter.issued_as}"
    if letter.stage is Stage.DECIDED:
        return 4, Mark.DONE, f"{what} • ตรวจแล้ว"
    if letter.number is None:  # a copy that came with another letter: it is filed with that one
        return 2, Mark.DONE, f"สำเนาที่แนบมา: {what}"
    return 2, Mark.MOVING, f"{what} • กำลังร่าง"
