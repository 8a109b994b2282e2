"""Workbooks that come in reply to a letter that we mailed: the answer of whoever it went to, or nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from dispatch_cases import DISTRICTS, OFFICE, Sender, address, districts, listed
from test_collected import HEAD, ROWS, sheet, word

from circulars.archive import IssuedLetter
from circulars.archive.shelves.entered.answer_tables import tables_brought
from circulars.desk.clerk.following.collecting import WROTE, collected
from circulars.dispatch.mailing.reports import note_report
from circulars.documents.tables.written import grids_in_text
from circulars.letter.field import Field
from circulars.letter.letter import Letter
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


HEADED = (HEAD, *(tuple(str(cell) for cell in row) for row in ROWS))


def html(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table border=1>{lines}</table>"


SIGNED = "<table><tr><td>โทร.</td><td>042000000</td></tr><tr><td>ปลัดอำเภอ</td><td>1</td></tr></table>"
QUOTED = "<p><b>From:</b> saraban@example.go.th<br><b>Sent:</b> Monday</p>"
TABBED = "\n".join("\t".join(row) for row in HEADED)
GAPS = "\n".join("   ".join(row) for row in HEADED)
STROKES = "\n".join("| " + " | ".join(row) + " |" for row in (HEADED[0], ["---"] * len(HEAD), *HEADED[1:]))


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("ตามตาราง", f"<p>ส่งข้อมูล</p>{html(HEADED)}{SIGNED}{QUOTED}{html(HEADED)}"),
        ("ตามตาราง", f"<div>{html(HEADED)}</div><blockquote>{html([HEAD, ('9', 'ฮ', '9', '9')])}</blockquote>"),
        ("ตามตาราง", f"<table><tr><td>{html(HEADED)}</td></tr></table>"),  # one lays out the mail
        (f"ส่งข้อมูล\n\n{TABBED}\n\nปลัด\n> ลำดับ\tตำบล\n> 9\tฮ", ""),
        (f"ส่งข้อมูล\n{STROKES}\n\nOn Mon, Nov 23, saraban@example.go.th wrote:\n{TABBED}", ""),
        (f"ส่งข้อมูล\n\n{GAPS}\n\nขอบคุณครับ", ""),
    ],
)
def test_a_table_in_the_text_of_a_reply_is_its_writers_answer(sender: Sender, text: str, page: str) -> None:
    issued = sender.issue(districts(3))
    sender.queue(issued)
    message = reply(sender, issued, 1)
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    assert note_tables(sender.archive, message) and note_tables(sender.archive, message)
    found = collected(sender.archive, issued.letter_id)
    assert [tuple(cell.text for cell in row.cells) for row in found.rows] == list(HEADED[1:])
    assert {row.title for row in found.rows} == {"นายอำเภอกุสุมาลย์"} and not found.asked and not found.in_doubt
    assert all(address(1) in row.source.casefold() for row in found.rows)


def test_what_is_no_table_of_figures_in_a_mail_is_nobodys_figures(sender: Sender) -> None:
    issued = sender.issue(districts(3))
    sender.queue(issued)
    for place, (text, page) in enumerate([("มี ๑๒ แห่ง  งบ ๑๐๐ บาท", ""), ("ได้รับแล้ว", f"<p>ได้รับแล้ว</p>{SIGNED}")]):
        message = reply(sender, issued, place)
        message.set_content(text)
        if page:
            message.add_alternative(page, subtype="html")
        assert not note_report(sender.archive, message) and not note_tables(sender.archive, message)
    found = collected(sender.archive, issued.letter_id)
    assert not found.rows and len(found.missing) == 3 and not found.answered
    assert [(one.title, one.why) for one in found.asked] == [(found.missing[0], WROTE), (found.missing[1], WROTE)]


def test_a_row_of_text_that_lost_a_cell_is_asked() -> None:
    (grid,) = grids_in_text(f"{GAPS}\n๓   ๕\n")
    assert [bool(cell.doubt) for cell in grid.rows[-1][:2]] == [True, True] and not any(
        cell.doubt for cell in grid.rows[-2]
    )


def test_a_form_in_word_is_taken_and_a_letter_in_word_is_one_answer(sender: Sender) -> None:
    issued, form = sender.issue(districts(3)), word(ROWS)
    sender.queue(issued)
    archive, letter = sender.archive, issued.letter_id
    assert not note_tables(archive, reply(sender, issued, 1, ("แบบ.docx", form)))  # intake looks whether it is a letter
    scan = archive.save_original(b"%PDF of it", "แบบ.docx.pdf")
    archive.save_source(scan.id, form)
    sent_by = Letter((1,), sender_agency=Field("อำเภอกุสุมาลย์"))
    (answer,) = archive.save_letters(scan.id, OFFICE, [sent_by], [()])
    move = archive.standing_of(letter)[1]
    archive.note_answer(move.letter_id, move.place, answer)
    found = collected(archive, letter)
    assert len(found.rows) == len(ROWS) and not found.asked
