"""A letter that was closed without sending anything is opened again: it is asked anew, as a round of its own."""

from __future__ import annotations

from circulars.desk.office import DeskOffice
from circulars.desk.review.seen import Review, Standing
from circulars.errors import Refused
from circulars.review import Verdict


def reopen(office: DeskOffice, review: Review, by: str) -> None:
    """Take the answer back and leave the step as a proposal. Raises Refused where the letter was not closed so.

    The archive then says that it waits; upkeep begins its review again.
    """
    closed = review.standing is Standing.ENDED and review.last is not None and review.last.verdict is Verdict.DROP
    if not closed or review.draft is None:
        raise Refused("เรื่องนี้ไม่ได้ปิดไว้ หน้านี้แสดงสภาพล่าสุด", code="not-closed")
    office.archive.take_back(review.draft.id, review.draft.round, f"เปิดพิจารณาใหม่โดย {by}")
    office.archive.propose_again(review.stored.id, review.key.office, by)
