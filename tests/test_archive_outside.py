"""What contradicts the archive from outside: a head kept elsewhere, the outbox, the search, the clock."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from cascade_cases import incoming
from hypothesis import given
from hypothesis import strategies as st

from circulars.archive import Archive, IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest
from circulars.archive.export.outbox import file_names, file_stem, verify_outbox
from circulars.archive.export.verify import head, verify
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.store.heads import Head, heads_in, parse_head
from circulars.archive.store.ledger import GENESIS, canonical, event_hash, row_digest, row_key
from circulars.archive.store.tables import ledger, register
from circulars.errors import ArchiveFault
from circulars.letter.letter import Letter
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK
from flows.cli import main
from flows.reviewing.issue import write_outbox
from flows.settings import load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

OFFICE = "สน ๐๐๑๘.๑"
EVE = dt.datetime(2026, 12, 31, 23, 59, 30, tzinfo=BANGKOK)


class Desk:
    """An archive in an office's folder, with a clock that a test sets."""

    def __init__(self, home: Path, now: dt.datetime = EVE) -> None:
        write_first_office_toml(home, demo=True)
        self.settings, self.now, self.home = load_settings(home), now, home
        make_folders(self.settings)
        self.archive = Archive.open(self.settings.database_url, self.settings.files_url, clock=lambda: self.now)

    def receive(self, number: int) -> str:
        scan = self.archive.save_original(f"scan {number}".encode(), "หนังสือ.pdf")
        (letter_id,) = self.archive.save_letters(scan.id, OFFICE, [incoming(number=f"มท ๐๓๙๙/ว {number}")], [()])
        return letter_id

    def issue(self, number: int) -> IssuedLetter:
        record = DraftRecord.without_draft(Letter((1,)), self.now.date())
        draft = self.archive.save_draft(self.receive(number), ReviewKey(OFFICE, "step"), record, b"docx", None)
        return self.archive.issue(IssueRequest(draft, OFFICE, (), self.finish))

    def finish(self, number: IssuedNumber) -> IssuedFiles:
        text = f"{number.running}/{number.year_be}".encode()
        letter = incoming((f"จังหวัดขอแจ้งเรื่องที่ {number.running}",), number=f"สน ๐๐๑๘.๑/ว {number.running}", subject="อื่น")
        return IssuedFiles(letter, b"docx " + text, b"%PDF " + text, b"record " + text)

    def command(self, *words: str) -> int:
        return main(["--home", str(self.home), *words])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def rewritten(archive: Archive, old: str, new: str) -> None:
    """A register's row changed and the whole chain computed anew, as somebody with the database's file can."""
    with archive.engine.begin() as connection:
        seals: dict[tuple[str, str], str] = {}
        for row in connection.execute(sa.select(register)).mappings():
            values = {**row, "subject": row["subject"].replace(old, new)}
            digest = row_digest("register", values)
            seals["register", row_key(register, values)] = digest
            change = sa.update(register).where(register.c.claim == row["claim"])
            connection.execute(change.values(subject=values["subject"], digest=digest))
        previous = GENESIS
        for row in connection.execute(sa.select(ledger).order_by(ledger.c.number)).mappings().all():
            detail = json.loads(row["detail"])
            detail["rows"] = [[table, key, seals.get((table, key), seal)] for table, key, seal in detail["rows"]]
            text = canonical(detail)
            own = event_hash(row["number"], row["at"], row["kind"], row["subject"], text, previous)
            change = sa.update(ledger).where(ledger.c.number == row["number"])
            connection.execute(change.values(detail=text, previous=previous, hash=own))
            previous = own


def test_a_ledger_written_anew_is_contradicted_by_a_head_kept_outside(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.issue(1)
    number, digest = head(desk.archive)
    assert desk.command("verify", "--head", f"{digest}:{number}") == 0
    desk.receive(2)
    assert desk.command("verify", "--head", digest) == 0  # an earlier head stands in the chain
    outside = tmp_path / "รายงานเย็น.txt"
    outside.write_text(f"สมุดบันทึกเหตุการณ์ {number} รายการ ลายนิ้วมือสุดท้าย {digest}\n", encoding="utf-8")
    rewritten(desk.archive, "ระบบทะเบียน", "ระบบการเงิน")
    assert verify(desk.archive) == ()
    assert desk.command("verify") == 0
    for told in (["--head", digest], ["--head", f"{digest}:{number}"], ["--head-file", str(outside)]):
        assert desk.command("verify", *told) == 1
    (desk.home / "reports" / "2569-12-31.txt").write_bytes(outside.read_bytes())
    capsys.readouterr()
    assert desk.command("verify") == 1  # the office's own reports are looked at without being asked
    assert "ลายนิ้วมือ" in capsys.readouterr().out


def test_an_office_set_back_to_yesterday_is_named(desk: Desk, tmp_path: Path) -> None:
    write_outbox(desk.home / "outbox", desk.archive, desk.issue(1))
    desk.archive.close()
    for name in ("circulars.db", "archive"):
        copy = shutil.copytree if (desk.home / name).is_dir() else shutil.copy
        copy(desk.home / name, tmp_path / name)
    write_outbox(desk.home / "outbox", desk.archive, desk.issue(2))
    today = head(desk.archive)
    yesterday = Archive.open(f"sqlite:///{tmp_path}/circulars.db", str(tmp_path / "archive"))
    assert verify(yesterday) == ()
    assert [one.where for one in verify(yesterday, today)] == ["ledger"]
    assert [one.where for one in verify_outbox(yesterday, desk.home / "outbox")] == ["outbox"]


@pytest.mark.parametrize("text", ["", "abc", "0" * 63, "g" * 64, "0" * 64 + ":x", "0" * 65])
def test_a_mistyped_head_is_refused(text: str) -> None:
    with pytest.raises(ArchiveFault, match="ลายนิ้วมือ"):
        parse_head(text)


def test_heads_are_read_from_reports_in_thai_digits() -> None:
    digest = "0a" * 32
    assert heads_in(f"รับ ๑๒\nสมุดบันทึกเหตุการณ์ ๑๒๓ รายการ ลายนิ้วมือสุดท้าย {digest}", "x") == [Head(123, digest)]
    with pytest.raises(ArchiveFault, match="ไม่พบลายนิ้วมือ"):
        heads_in("รับ ๑๒", "รายงาน")


def test_verify_names_a_changed_file_and_a_stranger_in_the_outbox(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox = desk.home / "outbox"
    issued = desk.issue(1)
    second = desk.issue(2)
    one, two = write_outbox(outbox, desk.archive, issued), write_outbox(outbox, desk.archive, second)
    pdf = file_names(issued)[1]
    assert pdf == "สน 0018.1_ว 1 เรื่อง อื่น.pdf"
    (outbox / "ส่งแล้ว").mkdir()
    shutil.copy(one / pdf, outbox / "ส่งแล้ว" / pdf)  # a folder of the clerk's own neither
    (two / "ใบนำส่ง.txt").write_text("ส่งแล้ว")  # a clerk's own note is no damage
    (two / file_names(second)[0]).unlink()  # nor is what was taken out
    assert desk.command("verify") == 0
    (one / pdf).write_bytes(b"%PDF another letter")
    (outbox / "2569-12-31 สน ๐๐๑๘.๑-ว ๙๙").mkdir()
    (outbox / "2569-12-31 สน ๐๐๑๘.๑-ว ๙๙" / "letter.pdf").write_bytes(b"%PDF forged")
    capsys.readouterr()
    assert desk.command("verify") == 1
    told = capsys.readouterr()
    assert pdf in told.out and one.name in told.out and "ว ๙๙" in told.out
    assert "อย่าส่ง" in told.err
    shutil.move(one, desk.home / "aside")
    assert desk.command("outbox", issued.letter_id) == 0
    assert (one / pdf).read_bytes() == desk.archive.load_file(str(issued.pdf))


def test_a_strangers_folder_does_not_keep_a_letter_out_of_the_outbox(desk: Desk) -> None:
    issued = desk.issue(1)
    outbox = desk.home / "outbox"
    expected = outbox / "2569-12-31 สน ๐๐๑๘.๑-ว ๑"
    expected.mkdir()
    pdf = file_names(issued)[1]
    (expected / pdf).write_bytes(b"%PDF somebody else's letter")
    written = write_outbox(outbox, desk.archive, issued)
    assert written != expected and write_outbox(outbox, desk.archive, issued) == written
    assert (written / pdf).read_bytes() == desk.archive.load_file(str(issued.pdf))
    assert [one.which for one in verify_outbox(desk.archive, outbox)] == [f"{expected.name}/{pdf}"]


def test_an_outbox_of_an_earlier_release_is_verified_too(desk: Desk) -> None:
    issued = desk.issue(1)
    folder = write_outbox(desk.home / "outbox", desk.archive, issued)
    for name, before in zip(file_names(issued), ("letter.docx", "letter.pdf"), strict=True):
        (folder / name).rename(folder / before)
    assert list(verify_outbox(desk.archive, folder.parent)) == []
    (folder / "letter.pdf").write_bytes(b"%PDF another")
    assert [one.which for one in verify_outbox(desk.archive, folder.parent)] == [f"{folder.name}/letter.pdf"]


@given(st.text(max_size=300), st.text(max_size=40))
def test_a_files_name_is_one_that_windows_takes(subject: str, reference: str) -> None:
    stem = file_stem(reference, subject)
    assert not set(stem) & set('<>:"/\\|?*') and not any(ord(one) < 32 for one in stem)
    assert len(f"{stem}.docx".encode()) <= 255
    assert stem == stem.rstrip(". ")


@pytest.mark.parametrize("table", ["search_rows", "search_parts", "search_words"])
def test_verify_names_a_letter_that_the_search_would_miss(
    desk: Desk, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, kept = desk.receive(1), desk.receive(2)
    with closing(sqlite3.connect(desk.home / "circulars.db")) as database, database:
        if table == "search_rows":
            database.execute("DELETE FROM search_rows WHERE letter_id = ?", (lost,))
        else:
            database.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    assert {one.which for one in verify(desk.archive)} >= {lost}
    assert (kept in {one.which for one in verify(desk.archive)}) is (table != "search_rows")
    assert desk.command("verify") == 1
    assert "circulars reindex" in capsys.readouterr().err
    assert desk.command("reindex") == 0
    assert verify(desk.archive) == ()
    assert {hit.letter_id for hit in desk.archive.find("ทะเบียน")} == {lost, kept}


def test_a_clock_gone_back_over_new_year_gives_no_number_of_the_old_year(desk: Desk) -> None:
    desk.issue(1)
    desk.now += dt.timedelta(minutes=2)
    assert desk.issue(2).dated.year == 2027
    desk.now -= dt.timedelta(hours=1)
    desk.archive.record_event("approval-refused", "draft", {})  # whatever else happens meanwhile is no excuse
    for act in (desk.issue, desk.receive):
        with pytest.raises(ArchiveFault, match="ย้อนวัน") as refused:
            act(3)
        assert refused.value.code == "clock"
    desk.now += dt.timedelta(hours=2)
    assert desk.issue(4).reference.endswith("ว ๒") and desk.archive.register_rows(OFFICE, "sent", 2570)[-1].number == 2
    desk.now -= dt.timedelta(minutes=30)  # within the day nothing is told by a number
    desk.issue(5)
    assert verify(desk.archive) == ()


def test_a_clock_that_ran_ahead_is_accepted_by_a_person(desk: Desk) -> None:
    desk.now = EVE + dt.timedelta(days=4000)
    desk.receive(1)
    desk.now = EVE
    with pytest.raises(ArchiveFault, match="circulars clock"):
        desk.receive(2)
    desk.archive.accept_clock("นายสมมุติ ผู้ดูแล", "นาฬิกาเดินล้ำหน้า")
    desk.receive(2)
    desk.now -= dt.timedelta(days=1)
    with pytest.raises(ArchiveFault, match="ย้อนวัน"):
        desk.receive(3)
