"""Workbooks that come in reply to a letter that we mailed: the answer of whoever it went to, or nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from dispatch_cases import DISTRICTS, Sender, address, districts, listed
from test_collected import ROWS, sheet

from circulars.archive import IssuedLetter
from circulars.archive.shelves.entered.answer_tables import tables_brought
from circulars.desk.clerk.following.collecting import collected
from flows.receiving.mailboxes.tables import note_tables


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    made = Sender(tmp_path / "office")
    listed(made.home, 3)
    yield made
    made.archive.close()


def reply(
    sender: Sender, issued: IssuedLetter, place: int, *files: tuple[str, bytes], writer: str = "", about: str = ""
) -> EmailMessage:
    known = sender.archive.standing_of(issued.letter_id)[place]
    message = EmailMessage()
    message["From"], message["Subject"] = writer or f"สารบรรณ <{known.address.upper()}>", "ส่งข้อมูล"
    message["In-Reply-To"] = about or known.message_id
    message.set_content("เรียน จังหวัด ขอส่งข้อมูลตามแนบ")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_a_workbook_in_a_reply_is_the_answer_of_whom_the_letter_went_to(sender: Sender) -> None:
    issued, book = sender.issue(districts(3)), sheet(ROWS)
    assert sender.queue(issued) == 3
    archive, letter = sender.archive, issued.letter_id
    hostile = [
        reply(sender, issued, 0, ("ก.xlsx", book), writer="someone@example.com"),
        reply(
            sender, issued, 0, ("ก.xlsx", book), writer=address(1)
        ),  # another recipient answers in the first one's thread
        reply(sender, issued, 0, ("ก.xlsx", book), about="<unknown@example.go.th>"),
        reply(sender, issued, 0, ("ก.xlsx", b"PK\x03\x04 no workbook")),
        reply(sender, issued, 0),
    ]
    assert not any(note_tables(archive, one) for one in hostile)
    assert tables_brought(archive, letter) == ()

    answer = reply(sender, issued, 1, ("ตาราง.xlsx", book))
    assert note_tables(archive, answer) and note_tables(archive, answer)
    assert [(one.place, one.name) for one in tables_brought(archive, letter)] == [(1, "ตาราง.xlsx")]

    both = reply(sender, issued, 2, ("หนังสือ.pdf", b"%PDF-1.7"), ("ตาราง.xlsx", book))
    assert not note_tables(archive, both)  # the letter goes to intake; its table is the recipient's all the same
    found = collected(archive, letter)
    rows = [(row.title, row.source.casefold()) for row in found.rows]
    assert {title for title, _ in rows} == {"นายอำเภอกุสุมาลย์", "นายอำเภอกุดบาก"} and len(rows) == 2 * len(ROWS)
    for title, source in rows:
        assert address(DISTRICTS.index(title.removeprefix("นายอำเภอ"))) in source and "ตาราง.xlsx" in source
    assert found.missing == ("นายอำเภอเมืองสกลนคร",)
