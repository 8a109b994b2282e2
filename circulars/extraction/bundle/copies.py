"""Which letter of a file is the copy that another of its letters encloses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from circulars.letter.letter import Letter
from circulars.thai.text import folded


def marked_copies(letters: Sequence[Letter]) -> list[Letter]:
    """Mark the letter that another letter of the file encloses: same number in its สิ่งที่ส่งมาด้วย, or the nearest to it."""
    marked = list(letters)
    for index, outer in enumerate(letters):
        for enclosure in outer.enclosures:
            cited = enclosure.value.cites if enclosure.value else None
            if cited is None:
                continue
            for other, inner in enumerate(letters):
                if (
                    other != index
                    and marked[other].copy_in is None
                    and _same_letter(
                        inner, cited.agency, cited.dated == inner.dated.value, cited.number == inner.reference.value
                    )
                ):
                    marked[other] = replace(inner, copy_in=index)
                    break
    return marked


def _same_letter(inner: Letter, agency: str | None, same_date: bool, same_number: bool) -> bool:
    """Two of three agree: owner, date, number; one misread value must not hide a copy."""
    owner = inner.sender_agency.value
    same_owner = bool(agency and owner and folded(owner) in folded(agency))
    return same_number or sum((same_owner, same_date, same_number)) >= 2 or same_owner
