"""What the archive keeps of one round of a review: the letter as corrected, the draft made from it, and what is odd.

This module owns the form in which a draft lies in the archive: whoever saves or reads one does it here. In the bytes
each recipient stands once, in a table; the step, the round and the draft made name it by its place there.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from circulars.cascade.draft import Draft
from circulars.cascade.plan.steps import CascadeStep, Recipient
from circulars.documents.word.content import LetterContent
from circulars.errors import ArchiveFault
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """What is kept of a round: the letter as corrected, the step, the content, what is left out, and what is odd.

    ``edited``: the docx of this round was edited in Word; what it says is in ``content``. ``shown`` is the text of every
    field that the form of this round shows filled in, by name: only what differs from it was typed by somebody (empty
    in records of the first release).
    """

    letter: Letter
    findings: tuple[Finding, ...]
    step: CascadeStep | None
    content: LetterContent | None
    recipients: tuple[Recipient, ...]
    unresolved: tuple[str, ...]
    problems: tuple[str, ...]
    deadlines: tuple[tuple[str, str, str], ...]
    made: Draft | None
    made_on: dt.date
    edited: bool = False
    shown: tuple[tuple[str, str], ...] = ()

    @classmethod
    def without_draft(
        cls, letter: Letter, made_on: dt.date, findings: tuple[Finding, ...] = (), unresolved: tuple[str, ...] = ()
    ) -> DraftRecord:
        """The record of a letter for which nothing is written: a person still sees it and decides."""
        return cls(letter, findings, None, None, (), unresolved, (), (), None, made_on)

    @property
    def gist(self) -> str:
        """What the letter asks, in a clause for our next one on the thread; empty where a person wrote it in Word."""
        return "" if self.made is None or self.edited else self.made.gist


_RECORD = TypeAdapter(DraftRecord)
_TABLE = "offices"
_HOLDERS = ("step", "made")  # parts of a record that name recipients too


def dump_record(record: DraftRecord) -> bytes:
    """A record as JSON bytes."""
    told: dict[str, Any] = _RECORD.dump_python(record, mode="json")
    table: dict[str, dict[str, Any]] = {}
    for holder in _with_recipients(told):
        for one in holder["recipients"]:
            table.setdefault(json.dumps(one, sort_keys=True), one)
    places = {key: place for place, key in enumerate(table)}
    for holder in _with_recipients(told):
        holder["recipients"] = [places[json.dumps(one, sort_keys=True)] for one in holder["recipients"]]
    told[_TABLE] = list(table.values())
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def load_record(record: bytes | str) -> DraftRecord:
    """Read back what `dump_record` wrote, now or in an earlier release. Raises ArchiveFault for a damaged record."""
    try:
        told: dict[str, Any] = json.loads(record)
        table = told.pop(_TABLE, None)
        if table is not None:  # earlier releases wrote every recipient in full each time
            for holder in _with_recipients(told):
                holder["recipients"] = [table[place] for place in holder["recipients"]]
        return _RECORD.validate_json(json.dumps(told))
    except (ValidationError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ArchiveFault(
            "บันทึกของร่างในแฟ้มอ่านไม่ได้ กรุณาสั่ง circulars verify เพื่อดูว่าสิ่งใดเสียหาย", code="draft-record", cause=str(error)
        ) from error


def _with_recipients(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [told, *(told[name] for name in _HOLDERS if told.get(name))]
