"""Chains of letters: where a letter came from, what we sent on from it, who received that, who answered, who is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from circulars.archive.archive import Archive
from circulars.archive.registers.deliveries import Delivery
from circulars.archive.tracing.citations import FOUND, OTHER_DATE, Resolved
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

Record = dict[str, object]
SAID = {
    "cites": "อ้างถึง",
    "encloses": "ส่งสำเนา",
    "cancels": "ยกเลิก",
    "supersedes": "แก้ไขหรือใช้แทน",
    "reminds": "ติดตาม",
    "replies": "ตอบ",
}
"""What a letter does to the one that it names."""
SUFFERED = {
    "cites": "ถูกอ้างถึงโดย",
    "encloses": "ส่งสำเนาไปกับ",
    "cancels": "ถูกยกเลิกโดย",
    "supersedes": "ถูกแก้ไขโดย",
    "reminds": "ถูกติดตามโดย",
    "replies": "ได้รับคำตอบจาก",
    "returned": "สำเนาที่กลับมา",
}
"""The same seen from the letter that is named."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A letter that names this one, and how: cites, encloses, cancels, supersedes, reminds, replies."""

    kind: str
    letter_id: str
    reference: str
    dated: str


@dataclass(frozen=True, slots=True)
class Link:
    """One letter of a chain: what a tree shows of it, who received it, what it names, and the letters that forward it."""

    letter_id: str
    office: str
    reference: str
    dated: str
    subject: str
    deliveries: tuple[Delivery, ...]
    names: tuple[Resolved, ...]
    named_by: tuple[Tie, ...]
    below: tuple[Link, ...]

    @property
    def recipients(self) -> tuple[str, ...]:
        """Titles of the recipients."""
        return tuple(one.title for one in self.deliveries)

    def record(self) -> Record:
        """The tree as plain values for JSON."""
        return {
            "id": self.letter_id,
            "office": self.office,
            "reference_number": self.reference or None,
            "date_ce": self.dated or None,
            "subject": self.subject or None,
            "recipients": list(self.recipients),
            "received": [f"{one.office} เลขรับ {one.received}" for one in self.deliveries if one.received],
            "deliveries": [
                {
                    "title": one.title,
                    "received_number": one.received,
                    "acknowledged": one.acknowledged or None,
                    "answered": one.answered or None,
                    "answer_id": one.answer_id,
                    "due_ce": one.due.isoformat() if one.due else None,
                    "overdue": one.overdue,
                }
                for one in self.deliveries
            ],
            "names": [
                {
                    "kind": one.kind,
                    "reference_number": one.reference,
                    "date_ce": one.dated or None,
                    "state": one.state,
                    "ids": list(one.letter_ids),
                }
                for one in self.names
            ],
            "named_by": [{"kind": one.kind, "id": one.letter_id} for one in self.named_by],
            "below": [link.record() for link in self.below],
        }


def chain_of(archive: Archive, letter_id: str) -> Link:
    """The whole tree that a letter stands in, from the first letter we know. Raises ArchiveFault for an unknown id."""
    top, seen = letter_id, {letter_id}
    while True:
        above = [
            one.to_id
            for one in archive.relations_of(top)
            if one.kind == "forwards" and one.from_id == top and one.to_id not in seen
        ]
        if not above:
            return _link(archive, top)
        top = above[0]
        seen.add(top)


def _link(archive: Archive, letter_id: str) -> Link:
    row = archive.letter_row(letter_id)
    return Link(
        letter_id,
        row.office,
        row.reference,
        row.dated,
        row.subject,
        archive.deliveries(letter_id),
        archive.resolved(letter_id),
        tuple(_ties(archive, letter_id)),
        tuple(_link(archive, one.letter_id) for one in archive.issued_from(letter_id)),
    )


def _ties(archive: Archive, letter_id: str) -> Iterator[Tie]:
    replies = [
        (one.kind, one.from_id)
        for one in archive.relations_of(letter_id)
        if one.kind in ("replies", "returned") and one.to_id == letter_id
    ]
    answering = {other for _, other in replies}
    named = [(kind, other) for kind, other in archive.named_by(letter_id) if other not in answering]
    for kind, other in (*replies, *named):
        row = archive.letter_row(other)
        yield Tie(kind, other, row.reference, row.dated)


def printed_day(iso: str) -> str:
    """An ISO date as the letters print it: Buddhist Era, Thai digits; empty for none."""
    return format_date(ThaiDate.from_ce(dt.date.fromisoformat(iso[:10]))) if iso else ""


def title_of(link: Link) -> str:
    """Number and date of a letter."""
    day = f" ลงวันที่ {printed_day(link.dated)}" if link.dated else ""
    return f"{link.reference or '(ไม่มีเลขที่)'}{day}"


def chain_text(link: Link, depth: int = 0) -> str:
    """The tree as indented Thai lines: letters, what they name, and who of their recipients has not answered."""
    pad = "   " * depth
    lines = [f"{pad}{'└─ ' if depth else ''}{title_of(link)} {link.subject} [{link.letter_id}]"]
    lines += [f"{pad}   · {line}" for line in notes_of(link)]
    lines += [chain_text(one, depth + 1) for one in link.below]
    return "\n".join(lines)


def notes_of(link: Link) -> Iterator[str]:
    """What stands under a letter: named letters, letters that name it, and its recipients by what came back."""
    for one in link.names:
        day = f" ลงวันที่ {printed_day(one.dated)}" if one.dated else ""
        state = {FOUND: f"พบในแฟ้ม {', '.join(one.letter_ids)}", OTHER_DATE: "พบเลขนี้แต่คนละวันที่ กรุณาตรวจ"}
        yield f"{SAID[one.kind]} {one.reference}{day}: {state.get(one.state, 'ไม่มีในแฟ้ม ขอสำเนาจากเจ้าของเรื่อง')}"
    for tie in link.named_by:
        yield f"{SUFFERED[tie.kind]} {tie.reference} ลงวันที่ {printed_day(tie.dated)} [{tie.letter_id}]"
    if link.deliveries:
        answered = [one for one in link.deliveries if one.answered]
        seen = [one for one in link.deliveries if (one.acknowledged or one.received) and not one.answered]
        silent = [one for one in link.deliveries if one.silent and not one.reached]
        lost = [one for one in link.deliveries if not (one.silent or one.answered)]
        late = [one for one in link.deliveries if one.overdue]
        days = sorted({one.due.isoformat() for one in link.deliveries if one.due})
        due = f" กำหนด {printed_day(days[0])}" if days else ""
        until = f" ถึง {printed_day(days[-1])} ตามวันที่ได้รับ" if len(days) > 1 else ""
        yield f"ถึง {to_thai(len(link.deliveries))} แห่ง{due}{until}"
        for word, group in (
            ("ตอบแล้ว", answered),
            ("รับแล้ว", seen),
            ("ยังไม่ตอบรับ", silent),
            ("เกินกำหนด", late),
            ("ส่งไม่ถึง", lost),
        ):
            if group:
                names = ", ".join(_recipient(one) for one in group[:12])
                more = f" และอีก {to_thai(len(group) - 12)} แห่ง" if len(group) > 12 else ""
                yield f"{word} {to_thai(len(group))}: {names}{more}"


def _recipient(one: Delivery) -> str:
    return one.title + (f" (เลขรับ {to_thai(one.received)})" if one.received else "")
