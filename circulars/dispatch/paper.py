"""Letters that go by hand or by post, on paper: สมุดส่งหนังสือ (แบบที่ ๑๖) and a ใบรับหนังสือ (แบบที่ ๑๗) for each recipient.

A recipient stands on it who has no mail on its way and has not the letter already: what went by mail is acknowledged there.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from docx import Document

from circulars.archive import Archive
from circulars.archive.export.register_print import add_table, landscape, write_head
from circulars.archive.registers import deliveries
from circulars.archive.registers.deliveries import Delivery
from circulars.archive.registers.move import MoveState, Way
from circulars.documents.pages.pdf import to_pdf
from circulars.thai.dates import ThaiDate, format_date

BOOK = ("เลขทะเบียน", "จาก", "ถึง", "หน่วยรับ", "ผู้รับ", "วันและเวลา", "หมายเหตุ")
SLIP = ("ที่", "ถึง", "เรื่อง", "รับวันที่", "เวลา น.", "ผู้รับ")
_BOOK_CM, _SLIP_CM = (4.2, 4.5, 4.8, 3.6, 4.4, 3.4, 2.6), (4.5, 5.0, 8.5, 3.2, 2.3, 4.0)
BOOK_HEAD, SLIP_HEAD = "สมุดส่งหนังสือ", "ใบรับหนังสือ"
_FIGURES = re.compile(r"\d+")
_BY_MAIL = (MoveState.QUEUED, MoveState.FAILED, MoveState.HANDING, MoveState.SENT)


@dataclass(frozen=True, slots=True)
class Carried:
    """One letter to one recipient as it is carried: number, day, from whom, to whom, subject."""

    reference: str
    dated: dt.date
    sender: str
    title: str
    subject: str

    @property
    def book_row(self) -> tuple[str, ...]:
        """A row of สมุดส่งหนังสือ; who receives it writes the last four columns."""
        day = format_date(ThaiDate.from_ce(self.dated))
        return (f"{self.reference} ลงวันที่ {day}", self.sender, self.title, "", "", "", "")

    @property
    def slip_row(self) -> tuple[str, ...]:
        """A row of ใบรับหนังสือ."""
        return (self.reference, self.title, self.subject, "", "", "")


def carried_letters(archive: Archive, letter_ids: Iterable[str], sender: str) -> tuple[Carried, ...]:
    """What is to be carried of these letters; none of one whose number is cancelled."""
    with archive.reading.connect() as connection:
        found = deliveries.leaves(connection, list(letter_ids))
    return tuple(
        Carried(one.reference, one.dated, sender, to.title, one.subject)
        for one in found
        for to in one.recipients
        if _goes_on_paper(to)
    )


def issued_between(archive: Archive, office: str, since: dt.date, until: dt.date) -> tuple[str, ...]:
    """Letters that an office issued from one day through another, by day and number."""
    with archive.reading.connect() as connection:
        found = deliveries.issued_between(connection, office, since, until)
    in_order = sorted(found, key=lambda one: (one[2], [int(figures) for figures in _FIGURES.findall(one[1])]))
    return tuple(letter_id for letter_id, _, _ in in_order)


def _goes_on_paper(one: Delivery) -> bool:
    """Nothing of it is on its way by mail or e-CMS, and it is not there yet; what was carried stays, to be printed again."""
    move = one.move
    if one.received is not None or one.acknowledged or one.answered or (move is not None and move.way is Way.ECMS):
        return False
    return move is None or move.way is not Way.MAIL or move.state not in _BY_MAIL


def carried_pdf(rows: tuple[Carried, ...], title: str) -> bytes:
    """The book and, on the pages after it, the slips, as PDF/A. Raises EngineMissing or EngineFailed (LibreOffice)."""
    document = Document()
    landscape(document)
    write_head(document, f"{BOOK_HEAD} {title}")
    add_table(document, BOOK, _BOOK_CM, [one.book_row for one in rows])
    document.add_page_break()  # type: ignore[no-untyped-call]
    for one in rows:
        write_head(document, f"{SLIP_HEAD} {one.sender}")
        add_table(document, SLIP, _SLIP_CM, [one.slip_row])
        document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    (made,) = to_pdf([out.getvalue()])
    return made
