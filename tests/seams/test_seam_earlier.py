"""Old registers and old letters → archive → the next letter on a thread, the numbering, what waits for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from seam_house import House, letter_text

from circulars.archive.export.verify import verify
from circulars.archive.shelves.entered.earlier import EarlierEntry, take_earlier
from circulars.archive.tracing.facts import priors_for
from circulars.earlier.columns import Column, NoColumns, find_columns
from circulars.earlier.rows import RowFault, entries_of
from circulars.earlier.tables import Cell, Table, read_tables
from circulars.errors import CircularsError
from circulars.letter.finding import Severity
from circulars.thai.clock import now
from flows.cli import main

TODAY = dt.date(2026, 11, 23)
HEADING = ("เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ")
OURS = """ที่ สน ๐๐๑๘.๑/ว ๙๐๐
ศาลากลางจังหวัดสกลนคร
ถนนศูนย์ราชการ สน ๔๗๐๐๐
๑๘ พฤศจิกายน ๒๕๖๙
เรื่อง {subject}
เรียน นายอำเภอ ทุกอำเภอ
สิ่งที่ส่งมาด้วย สำเนาหนังสือกรมการปกครอง ที่ มท ๐๓๐๙.๒/ว ๑๑ ลงวันที่ ๑๖ พฤศจิกายน ๒๕๖๙ จำนวน ๑ ฉบับ
ด้วยกรมการปกครองจะรวบรวมข้อมูลแหล่งน้ำ จึงขอให้อำเภอสำรวจแหล่งน้ำสาธารณะ
จึงเรียนมาเพื่อพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นายสมมุติ ลงนาม)
ผู้ว่าราชการจังหวัดสกลนคร
"""
FOLLOWS = letter_text("๑๒", "การสำรวจแหล่งน้ำ (เพิ่มเติม)", cited="๑๑", task="ให้อำเภอส่งแบบสำรวจ")


def said(house: House, *words: str) -> int:
    return main(["--home", str(house.home), "import", *words])


def entries(rows: Sequence[Sequence[Cell]], *, sent: bool = False, year: int = 2568) -> list[EarlierEntry | RowFault]:
    table = Table("ทะเบียน", (HEADING, *(tuple(row) for row in rows)))
    return list(entries_of(table, find_columns(table, {}), sent=sent, today=TODAY, year=year))


def numbers(house: House, book: str, year: int) -> list[int]:
    return [row.number for row in house.archive.register_rows("สน ๐๐๑๘.๑", book, year)]


def test_days_are_read_as_clerks_and_programs_write_them() -> None:
    written = ("๓ ก.พ. ๒๕๖๘", "3/2/2568", "3 ก.พ. 68", "2568-02-03", dt.date(2568, 2, 3), dt.date(2025, 2, 3))
    read = entries([("๑", "มท ๐๓๐๙.๒/ว ๑", day, "กรมการปกครอง", "", "เรื่องหนึ่ง", "") for day in written])
    assert [one.dated for one in read if isinstance(one, EarlierEntry)] == [dt.date(2025, 2, 3)] * len(written)


@pytest.mark.parametrize(
    ("number", "day", "subject", "told"),
    [
        ("๑๒ก", "๓ ก.พ. ๒๕๖๘", "เรื่องหนึ่ง", "ไม่ใช่ตัวเลข"),
        ("²", "๓ ก.พ. ๒๕๖๘", "เรื่องหนึ่ง", "ไม่ใช่ตัวเลข"),
        ("๑๒", "๓๒ ก.พ. ๒๕๖๘", "เรื่องหนึ่ง", "อ่านลงวันที่"),
        ("๑๒", "๓ ก.พ. ๒๕๙๘", "เรื่องหนึ่ง", "หลังวันนี้"),
        ("๑๒", "เมื่อวาน", "เรื่องหนึ่ง", "อ่านลงวันที่"),
        ("๑๒", "๓ ก.พ. ๒๕๖๘", "", "ช่องเรื่องว่าง"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_itself(number: str, day: str, subject: str, told: str) -> None:
    good = ("๑๓", "มท ๐๓๐๙.๒/ว ๒", "", "กรมการปกครอง", "", "เรื่องสอง", "")
    refused, taken = entries([(number, "มท ๐๓๐๙.๒/ว ๑", day, "กรมการปกครอง", "", subject, ""), good])
    assert isinstance(refused, RowFault) and refused.place == 2 and told in refused.reason
    assert isinstance(taken, EarlierEntry) and (taken.number, taken.dated, taken.year_be) == (13, None, 2568)


def test_a_day_alone_stands_over_its_rows_and_a_strange_number_is_kept_as_typed() -> None:
    day, strange = ("วันที่ ๓ กุมภาพันธ์ ๒๕๖๗", "", "", "", "", "", ""), "เลขที่ตามไปรษณีย์"
    (one,) = entries([day, ("๔", strange, "", "นายสมมุติ ร้องเรียน", "", "ขอความเป็นธรรม", "")])
    assert isinstance(one, EarlierEntry)
    assert (one.entered, one.year_be, one.reference, one.reference_text) == (dt.date(2024, 2, 3), 2567, None, strange)


def test_headings_that_nobody_knows_are_asked_for_by_name() -> None:
    table = Table("แผ่น1", (("เลข", "รายการ", "จาก", "วันเดือนปี"), ("๑", "เรื่องหนึ่ง", "กรม ก", "๓ ก.พ. ๒๕๖๘")))
    with pytest.raises(NoColumns) as asked:
        find_columns(table, {})
    assert "เลข, รายการ, จาก, วันเดือนปี" in asked.value.message and "--column" in asked.value.message
    found = find_columns(table, {"เลข": Column.NUMBER, "รายการ": Column.SUBJECT})
    assert found.places == {Column.NUMBER: 0, Column.SUBJECT: 1, Column.SENDER: 2, Column.DATED: 3}


def test_a_csv_of_windows_is_read_in_its_encoding_and_divider(tmp_path: Path) -> None:
    file = tmp_path / "ทะเบียน.csv"
    file.write_bytes("เลขรับ;เรื่อง;จาก\r\n๑;การประชุม;กรมการปกครอง\r\n".encode("cp874"))
    (table,) = read_tables(file)
    assert table.rows[1] == ("๑", "การประชุม", "กรมการปกครอง")
    (tmp_path / "ทะเบียน.doc").write_bytes(b"x")
    with pytest.raises(CircularsError, match="xlsx"):
        read_tables(tmp_path / "ทะเบียน.doc")
    (tmp_path / "เสีย.xlsx").write_bytes(b"PK no workbook")
    with pytest.raises(CircularsError, match="Excel"):
        read_tables(tmp_path / "เสีย.xlsx")


def test_an_old_register_goes_on_here_and_asks_nobody(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        HEADING,
        (7, "มท 0309.2/ว 5", dt.datetime(2026, 1, 12), "กรมการปกครอง", "ผวจ.สน", "การประชุมหนึ่ง", "กลุ่มงานปกครอง"),
        (8, "มท 0309.2/ว 6", "๓๒ ม.ค. ๒๕๖๙", "กรมการปกครอง", "ผวจ.สน", "การประชุมสอง", ""),
        (41, "มท 0309.2/ว 9", "๑๕ ม.ค. ๒๕๖๙", "กรมการปกครอง", "ผวจ.สน", "การประชุมสาม", ""),
    ):
        sheet.append(row)
    file = house.home / "ทะเบียนรับ.xlsx"
    book.save(file)
    house.now = now()  # the command's clock
    year = house.now.year + 543
    assert said(house, str(file), "--as", "received") == 1  # a look first, and one row that cannot be read
    assert numbers(house, "received", year) == []
    assert "ยังไม่นำเข้า" in capsys.readouterr().out
    for again in (False, True):
        assert said(house, str(file), "--as", "received", "--year", str(year), "--yes") == 1
        told = capsys.readouterr()
        assert ("มีอยู่แล้ว ๒ แถว" in told.out) is again and "แถว ๓" in told.err
        assert numbers(house, "received", year) == [7, 41]
    assert list((house.home / "reports").glob("นำเข้า ทะเบียนรับ *.csv"))
    assert house.archive.never_drafted(dt.date(2025, 1, 1)) == ()
    assert house.archive.find("การประชุมสาม")
    new = house.take(letter_text("๑๑"))
    assert house.archive.load_letter(new).received_number == 42
    assert verify(house.archive) == ()


def test_a_number_that_another_letter_has_changes_nothing(house: House) -> None:
    house.take(letter_text("๑๑"))
    (row,) = entries([("๑", "มท ๐๓๐๙.๒/ว ๘", "๓ ก.พ. ๒๕๖๙", "กรมการปกครอง", "", "อีกเรื่อง", "")], year=2569)
    assert isinstance(row, EarlierEntry)
    taken = take_earlier(house.archive, house.settings.profile.office, [row], "เล่ม.csv")
    assert taken.new == taken.known == 0
    assert taken.refused[0][0] == 2 and "การสำรวจแหล่งน้ำ" in taken.refused[0][1]


@pytest.mark.parametrize("book", ["received", "sent"])
def test_a_row_of_an_old_register_is_put_right_and_comes_in_no_second_time(house: House, book: str) -> None:
    rows = [(number, "มท ๐๓๐๙.๒/ว ๘", "๓ ก.พ. ๒๕๖๙", "กรมการปกครอง", "", f"การประชุม {number}", "") for number in "๑๒"]
    office = house.settings.profile.office

    def take() -> tuple[int, int, int]:
        found = [one for one in entries(rows, sent=book == "sent", year=2569) if isinstance(one, EarlierEntry)]
        taken = take_earlier(house.archive, office, found, "เล่ม.csv")
        return taken.new, taken.known, len(taken.refused)

    assert take() == (2, 0, 0)
    for subject in ("การอบรม", "การอบรมสอง"):
        house.archive.correct_row(office.code, book, 2569, 1, {"subject": subject}, "นางสาวสมมุติ", "พิมพ์ผิด")
    (first, *_) = house.archive.register_rows(office.code, book, 2569)
    assert first.subject == "การอบรมสอง" and house.archive.find("การอบรมสอง")
    told = [one.old for one in house.archive.register_notes(office.code, book, 2569)[1].corrections]
    assert told == ["การประชุม ๑", "การอบรม"]
    assert take() == (0, 2, 0) and verify(house.archive) == ()


def test_our_letter_of_before_is_cited_by_the_next_on_its_thread(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "หนังสือเก่า" / "๒๕๖๙"
    folder.mkdir(parents=True)
    (folder / "ว ๙๐๐.txt").write_text(OURS.format(subject="การสำรวจแหล่งน้ำ"), encoding="utf-8")
    (folder / "ลับ.txt").write_text("ลับมาก\n" + letter_text("๗๗", "งานทดสอบ"), encoding="utf-8")
    house.now = now()
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "ภาพเสีย.pdf").write_bytes(b"%PDF-1.4 cut off")
    row = ("๙๐๐", "สน ๐๐๑๘.๑/ว ๙๐๐", "๑๘ พ.ย. ๒๕๖๙", "", "นายอำเภอ ทุกอำเภอ", "การสำรวจแหล่งน้ำ", "")
    (entry,) = entries([row], sent=True)
    assert isinstance(entry, EarlierEntry)
    assert take_earlier(house.archive, house.settings.profile.office, [entry], "ส่ง.xlsx").new == 1
    for again in (False, True):
        assert said(house, str(folder.parent), "--as", "sent", "--yes") == 1
        told = capsys.readouterr()
        assert "ไม่นำเข้า ๒ ไฟล์" in told.out and ("มีอยู่แล้ว ๑ ไฟล์" in told.out) is again
    assert house.archive.find("งานทดสอบ") == []  # of a classified letter nothing is kept
    (found,) = house.archive.find("สาธารณะ")  # the register's row has its letter's text now
    assert found.letter_id == house.archive.register_rows("สน ๐๐๑๘.๑", "sent", 2569)[0].letter_id
    second = house.take(FOLLOWS)
    (prior,) = priors_for(house.archive, house.archive.load_letter(second).letter, "สน ๐๐๑๘.๑")
    assert len(prior.recipients) == 18 and prior.gist == "แจ้งให้อำเภอสำรวจแหล่งน้ำสาธารณะ"
    content = house.case(second).record.content
    assert content is not None
    assert any("ที่ สน ๐๐๑๘.๑/ว ๙๐๐ ลงวันที่ ๑๘ พฤศจิกายน ๒๕๖๙" in one for one in content.references)
    opening = "ตามหนังสือที่อ้างถึง จังหวัดสกลนครได้แจ้งให้อำเภอสำรวจแหล่งน้ำสาธารณะ ความละเอียดแจ้งแล้ว นั้น"
    assert content.paragraphs[0].text == opening
    assert not {one.check for one in house.case(second).record.findings if one.severity is Severity.BLOCKS}
    assert verify(house.archive) == ()


def test_of_two_letters_of_one_subject_none_is_cited_by_guess(house: House) -> None:
    house.take(letter_text("๑๑"))
    rows = [
        (number, f"สน ๐๐๑๘.๑/ว {number}", "๑๘ พ.ย. ๒๕๖๙", "", "นายอำเภอ ทุกอำเภอ", "การสำรวจแหล่งน้ำ", "")
        for number in ("๙๐๐", "๙๐๑")
    ]
    both = [one for one in entries(rows, sent=True) if isinstance(one, EarlierEntry)]
    take_earlier(house.archive, house.settings.profile.office, both[:1], "ส่ง.xlsx")
    second = house.archive.load_letter(house.take(FOLLOWS)).letter
    assert [one.number.running for one in priors_for(house.archive, second, "สน ๐๐๑๘.๑")] == ["900"]
    take_earlier(house.archive, house.settings.profile.office, both[1:], "ส่ง.xlsx")
    assert priors_for(house.archive, second, "สน ๐๐๑๘.๑") == ()
