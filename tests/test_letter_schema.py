"""A field is a row: one that is added is recorded, corrected, found and shown without another line anywhere."""

from __future__ import annotations

import pytest

from circulars.archive.search.index import indexed
from circulars.desk.review.sheet import fields_in_order, shown_texts
from circulars.letter.doubt import UNCLEAR
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Letter
from circulars.letter.record import doubtful_fields, letter_record
from circulars.letter.schema import FORMS, ROWS, FieldRow, Form, Searched, label_of
from circulars.review import Correction, apply_corrections, write_field
from circulars.review.corrections import changed_fields
from circulars.thai.digits import to_thai
from flows.commands.reading.letter_text import letter_lines

SEEN = Evidence(1, None, "“เมืองสมมุติ น้ำใส”", 0.9, "motto.quoted", "test")


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> FieldRow:
    """A field that a letter holds and no screen shows, given its row."""
    row = FieldRow(
        "motto",
        "town_motto",
        "คำขวัญเมือง",
        lambda letter: {"town_motto": letter.motto.value},
        Form("motto", "คำขวัญ", str, lambda text: to_thai(" ".join(text.split()))),
        Searched("subject", lambda letter: (letter.motto.value or "",)),
        shown=True,
    )
    monkeypatch.delitem(ROWS, "motto")
    monkeypatch.setitem(ROWS, row.name, row)
    return row


def test_a_field_that_is_added_is_followed_from_the_record_to_the_screen(added: FieldRow) -> None:
    letter = Letter((1,), subject=Field("การทดสอบ"), motto=Field("เมืองสมมุติ น้ำใส", SEEN, (UNCLEAR(),)))
    record = letter_record(letter)
    assert record["town_motto"] == "เมืองสมมุติ น้ำใส" and record["doubtful"] == ["town_motto"] == list(
        doubtful_fields(letter)
    )
    assert record["evidence"]["town_motto"]["rule"] == "motto.quoted"
    assert fields_in_order(letter)[0] == "town_motto"  # in doubt, so asked about first
    assert shown_texts(letter, None)["town_motto"] == write_field(letter, "town_motto") == "เมืองสมมุติ น้ำใส"
    typed = Correction("town_motto", "เมืองสมมุติ  ปี 2569")
    assert changed_fields(letter, [typed]) == (typed,)
    done = apply_corrections(letter, [typed])
    assert not done.refused and done.letter.motto.value == "เมืองสมมุติ ปี ๒๕๖๙" and not done.letter.motto.doubtful
    assert "สมมุติ" in indexed(done.letter).fields["subject"]
    lines = list(letter_lines(record, evidence=True))
    assert "? คำขวัญเมือง: เมืองสมมุติ น้ำใส" in lines and any("“เมืองสมมุติ น้ำใส”" in line for line in lines)
    assert label_of("motto") == "คำขวัญเมือง"


def test_without_its_row_the_field_is_nowhere() -> None:
    letter = Letter((1,), motto=Field("เมืองสมมุติ น้ำใส", SEEN))
    assert "town_motto" not in letter_record(letter) and "town_motto" not in FORMS
    assert not any("น้ำใส" in line for line in letter_lines(letter_record(letter)))


def test_whom_copies_went_to_is_recorded_and_shown() -> None:
    letter = Letter((1,), copies_to=(Field("คลังจังหวัดสมมุติ"), Field("ท้องถิ่นจังหวัดสมมุติ")))
    assert letter_record(letter)["copies_to"] == ["คลังจังหวัดสมมุติ", "ท้องถิ่นจังหวัดสมมุติ"]
    assert "  สำเนาส่ง: คลังจังหวัดสมมุติ" in list(letter_lines(letter_record(letter)))


def test_every_row_names_a_part_of_a_letter_once() -> None:
    parts = [row.part for row in ROWS.values()]
    assert len(parts) == len(set(parts)) and all(hasattr(Letter((1,)), part) for part in parts)
    assert all(row.form is None or row.form.part == row.part for row in ROWS.values())
    assert set(FORMS) == {name for name, row in ROWS.items() if row.form} and "kind" not in FORMS
    with pytest.raises(KeyError):
        FORMS["kind"]
