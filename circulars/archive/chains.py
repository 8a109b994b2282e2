"""Chains of letters: where a letter came from, what we sent on from it, and who received that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from circulars.archive.archive import Archive
from circulars.archive.ledger import Value

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Link:
    """One letter of a chain: what a tree shows of it, who received it, and the letters that forward it."""

    letter_id: str
    office: str
    reference: str
    dated: str
    subject: str
    recipients: tuple[str, ...]
    received: tuple[str, ...]
    below: tuple[Link, ...]

    def record(self) -> Record:
        """The tree as plain values for JSON."""
        return {
            "id": self.letter_id,
            "office": self.office,
            "reference_number": self.reference or None,
            "date_ce": self.dated or None,
            "subject": self.subject or None,
            "recipients": list(self.recipients),
            "received": list(self.received),
            "below": [link.record() for link in self.below],
        }


def chain_of(archive: Archive, letter_id: str) -> Link:
    """The whole tree that a letter stands in, from the first letter we know. Raises ArchiveFault for an unknown id."""
    top, seen = letter_id, {letter_id}
    while True:
        above = [
            str(row["to_id"])
            for row in archive.relations_of(top)
            if row["kind"] == "forwards" and row["from_id"] == top and row["to_id"] not in seen
        ]
        if not above:
            return _link(archive, top, None)
        top = above[0]
        seen.add(top)


def _link(archive: Archive, letter_id: str, issued: Mapping[str, Value] | None) -> Link:
    stored = archive.load_letter(letter_id)
    row = archive.letter_row(letter_id)
    recipients = tuple(str(one["title"]) for one in json.loads(str(issued["recipients"]))) if issued else ()
    received = (
        tuple(f"{one['office']} เลขรับ {one['number']}" for one in archive.received_below(letter_id)) if issued else ()
    )
    below = tuple(_link(archive, str(one["letter_id"]), one) for one in archive.issued_from(letter_id))
    return Link(
        letter_id,
        stored.office,
        str(row["reference"]),
        str(row["dated"]),
        str(row["subject"]),
        recipients,
        received,
        below,
    )


def chain_text(link: Link, depth: int = 0) -> str:
    """The tree as indented Thai lines."""
    head = f"{'   ' * depth}{'└─ ' if depth else ''}{link.reference or '(ไม่มีเลขที่)'} {link.dated} {link.subject}"
    to = f" → {len(link.recipients)} แห่ง" if link.recipients else ""
    lines = [head + to]
    lines += [chain_text(one, depth + 1) for one in link.below]
    return "\n".join(lines)


def chain_svg(link: Link) -> str:
    """The tree as a picture: one row a letter, indented by level."""
    rows: list[tuple[int, Link]] = []

    def walk(one: Link, depth: int) -> None:
        rows.append((depth, one))
        for other in one.below:
            walk(other, depth + 1)

    walk(link, 0)
    parts = []
    for number, (depth, one) in enumerate(rows):
        x, y = 20 + depth * 60, 20 + number * 64
        if depth:
            parts.append(f'<path d="M{x - 40} {y - 12} V{y + 24} H{x}" fill="none" stroke="#888"/>')
        subject = escape(one.subject[:70])
        title = escape(
            f"{one.reference} ลงวันที่ {one.dated}" + (f" ถึง {len(one.recipients)} แห่ง" if one.recipients else "")
        )
        parts.append(f'<rect x="{x}" y="{y}" width="620" height="52" rx="6" fill="#fff" stroke="#345"/>')
        parts.append(f'<text x="{x + 12}" y="{y + 22}" font-weight="bold">{title}</text>')
        parts.append(f'<text x="{x + 12}" y="{y + 42}">{subject}</text>')
    width = 680 + 60 * max(depth for depth, _ in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{40 + 64 * len(rows)}" '
        f'font-family="Sarabun, TH Sarabun New, sans-serif" font-size="15">{"".join(parts)}</svg>'
    )
