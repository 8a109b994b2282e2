"""The archive on SQLite, and on PostgreSQL where Debian's server is installed."""

from __future__ import annotations

import datetime as dt
import os
import pwd
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from forked import begun, ended
from openpyxl import load_workbook

from circulars.archive import Archive, IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient
from circulars.archive.export.backup import backup, restore
from circulars.archive.export.register_sheet import COLUMNS, write_sheet
from circulars.archive.export.verify import head, verify
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.shelves.outcomes import Outcome
from circulars.archive.store.ledger import Value
from circulars.archive.store.tables import SEALED, attached, ledger, register
from circulars.archive.tracing.retention import RetentionClass
from circulars.errors import ArchiveFault
from circulars.letter.field import Field
from circulars.letter.finding import Severity
from circulars.letter.letter import CitedLetter, Letter
from circulars.letter.page import Page, PageSource, TextLine
from circulars.letter.reference import ReferenceNumber
from circulars.review import Decision, Verdict
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate
from circulars.triage.step import Step

OFFICE = "สน ๐๐๑๘.๑"
DISTRICT = "สน ๐๑๑๘"
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BANGKOK)
BARE = DraftRecord.without_draft(Letter((1,)), NOON.date())


def letter(running: str = "1861", subject: str = "การเตรียมความพร้อมรับสถานการณ์ภัยแล้ง") -> Letter:
    return Letter(
        pages=(1,),
        reference=Field(ReferenceNumber("มท", "0322", running, circular=True)),
        dated=Field(ThaiDate(2569, 11, 16)),
        sender_agency=Field("กรมตัวอย่าง"),
        subject=Field(subject),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        body=(Field("ด้วยกรมตัวอย่างได้จัดทำแผนดําเนินการ"),),
    )


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("PostgreSQL is not installed")
    folder = tmp_path_factory.mktemp("postgres")
    user: list[str] = []
    if os.getuid() == 0:  # the server refuses to run as root
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        for parent in list(folder.parents)[:3]:
            if str(parent).startswith("/tmp/"):  # pytest's own folders, made passable for the server's user
                parent.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    subprocess.run(
        [*user, f"{programs[-1]}/initdb", "-D", data, "-U", "clerk", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"],
        check=True,
        capture_output=True,
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=120"
    subprocess.run(
        [*user, f"{programs[-1]}/pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"],
        check=True,
        capture_output=True,
    )
    yield f"postgresql+psycopg://clerk@127.0.0.1:{port}"
    stop = [*user, f"{programs[-1]}/pg_ctl", "-D", str(data), "-m", "immediate", "stop"]
    subprocess.run(stop, check=False, capture_output=True)  # a server that has ended already is stopped too


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/circulars.db"
    server: str = request.getfixturevalue("postgres")
    name = f"t{time.time_ns()}"
    engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture
def archive(database: str, tmp_path: Path) -> Iterator[Archive]:
    opened = Archive.open(database, str(tmp_path / "files"), clock=lambda: NOON)
    yield opened
    opened.close()


def drafted(archive: Archive, running: str = "1861") -> str:
    scan = archive.save_original(f"scan {running}".encode(), "หนังสือ.pdf")
    (letter_id,) = archive.save_letters(scan.id, OFFICE, [letter(running)], [()])
    return archive.save_draft(letter_id, ReviewKey(OFFICE, "step-1"), BARE, b"docx " + running.encode(), None)


def finish(number: IssuedNumber) -> IssuedFiles:
    made = letter(str(number.running))
    text = f"{number.running}/{number.year_be}".encode()
    return IssuedFiles(made, b"docx " + text, b"pdf " + text, b"record " + text)


def issue(archive: Archive, draft: str, **more: object) -> IssuedLetter:
    request = IssueRequest(draft, OFFICE, (Recipient("นายอำเภอตัวอย่าง", DISTRICT),), finish, **more)  # type: ignore[arg-type]
    return archive.issue(request)


def test_what_is_saved_twice_is_one(archive: Archive) -> None:
    first = archive.save_original(b"scan", "a.pdf")
    second = archive.save_original(b"scan", "b.pdf")
    assert (first.known_before, second.known_before, second.id) == (False, True, first.id)
    pages = (Page(1, (TextLine("เรื่อง", None, 1.0, "text"),), PageSource.TEXT),)
    assert archive.save_pages(first.id, pages) == archive.save_pages(first.id, ()) == archive.load_pages(first.id)
    ids = archive.save_letters(first.id, OFFICE, [letter()], [()])
    assert archive.save_letters(first.id, OFFICE, [letter()], [()]) == ids
    stored = archive.load_letter(ids[0])
    assert (stored.letter, stored.received_number, stored.duplicate_of) == (letter(), 1, None)
    assert archive.load_original(first.id) == b"scan"
    assert verify(archive) == ()


def test_the_same_letter_in_another_scan_is_a_duplicate_and_not_entered_again(archive: Archive) -> None:
    one = archive.save_letters(archive.save_original(b"1", "1").id, OFFICE, [letter()], [()])
    two = archive.save_letters(archive.save_original(b"2", "2").id, OFFICE, [letter()], [()])
    assert archive.load_letter(two[0]).duplicate_of == one[0]
    assert [row.number for row in archive.register_rows(OFFICE, "received", 2569)] == [1]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("การอพยพประชาชนจากอุทกภัย", "ด้วยกรมตัวอย่างขอให้แจ้งอพยพประชาชนภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙"),
        ("การเตรียมความพร้อมรับสถานการณ์ภัยแล้ง", "ขอให้อำเภอสำรวจแหล่งน้ำและรายงานจังหวัดทุกวันศุกร์"),
        ("การเตรียมความพร้อมรับสถานการณ์ภัยแล้ง", "ด้วยกรมตัวอย่างได้จัดทำแผนดําเนินการ ๓ แผน"),
        ("การเตรียมความพร้อมรับสถานการณ์ภัยแล้ง", ""),
    ],
)
def test_another_text_under_the_same_number_comes_before_a_person(archive: Archive, subject: str, body: str) -> None:
    """One misread digit, or one number for two letters: nothing is taken for a copy that does not say the same."""
    (one,) = archive.save_letters(archive.save_original(b"1", "1").id, OFFICE, [letter()], [()])
    other = replace(letter(subject=subject), body=(Field(body),) if body else ())
    (two,) = archive.save_letters(archive.save_original(b"2", "2").id, OFFICE, [other], [()])
    stored = archive.load_letter(two)
    assert (stored.duplicate_of, stored.received_number) == (None, 2)
    (finding,) = stored.findings
    assert (finding.check, finding.severity) == ("same-number-other-text", Severity.BLOCKS)
    assert "เลขซ้ำกับหนังสือที่รับไว้" in finding.message
    assert one in finding.message
    assert stored.letter.reference.doubtful
    (again,) = archive.save_letters(archive.save_original(b"3", "3").id, OFFICE, [letter()], [()])
    assert archive.load_letter(again).duplicate_of == one


def test_a_second_scan_with_misread_letters_but_the_same_figures_is_the_same_letter(archive: Archive) -> None:
    text = "ด้วยกรมตัวอย่างขอให้จังหวัดแจ้งอำเภอทุกอำเภอรายงานผลภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙ ทางโทรสาร"
    good, worse = (replace(letter(), body=(Field(one),)) for one in (text, text.replace("ทุกอำเภอ", "ทุกอำเกอ")))
    (one,) = archive.save_letters(archive.save_original(b"1", "1").id, OFFICE, [good], [()])
    (two,) = archive.save_letters(archive.save_original(b"2", "2").id, OFFICE, [worse], [()])
    assert archive.load_letter(two).duplicate_of == one


def test_two_invitations_of_one_wording_to_two_people_are_two_letters(archive: Archive) -> None:
    text = "ด้วยกรมตัวอย่างกำหนดจัดประชุมสัมมนาเพื่อขับเคลื่อนการบริหารราชการในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙ จึงขอเชิญ{}เป็นวิทยากร" * 2
    names = ("นายสมมุติ ใจดีงาม", "นางสาวสมมุติ แก้วทดลอง")
    first, second = (replace(letter(), body=(Field(text.replace("{}", name)),)) for name in names)
    archive.save_letters(archive.save_original(b"1", "1").id, OFFICE, [first], [()])
    (two,) = archive.save_letters(archive.save_original(b"2", "2").id, OFFICE, [second], [()])
    assert archive.load_letter(two).duplicate_of is None


def test_the_same_file_at_two_offices_of_one_database_is_a_letter_of_each(archive: Archive) -> None:
    scan = archive.save_original(b"e-mailed to all provinces", "เวียน.pdf")
    ours = archive.save_letters(scan.id, OFFICE, [letter()], [()])
    theirs = archive.save_letters(
        archive.save_original(b"e-mailed to all provinces", "x").id, DISTRICT, [letter()], [()]
    )
    assert ours != theirs
    stored = archive.load_letter(theirs[0])
    assert (stored.office, stored.received_number, stored.duplicate_of) == (DISTRICT, 1, None)
    assert archive.save_letters(scan.id, DISTRICT, [letter()], [()]) == theirs == archive.letters_of(scan.id, DISTRICT)
    assert verify(archive) == ()


def test_a_letter_is_issued_once_with_the_next_number_and_enters_the_register_below(archive: Archive) -> None:
    first = issue(archive, drafted(archive, "1"))
    draft = drafted(archive, "2")
    second, again = issue(archive, draft), issue(archive, draft)
    assert (first.reference, second.reference) == ("มท ๐๓๒๒/ว ๑", "มท ๐๓๒๒/ว ๒")
    assert again == second
    assert second.received == ((DISTRICT, 2),)
    rows = archive.register_rows(OFFICE, "sent", 2569)
    assert [(row.number, row.state) for row in rows] == [(1, "issued"), (2, "issued")]
    assert archive.load_file(second.docx) == b"docx 2/2569"
    assert verify(archive) == ()


def test_a_crash_while_files_are_made_keeps_the_number_for_the_same_draft(archive: Archive) -> None:
    draft = drafted(archive)

    def crash(number: IssuedNumber) -> IssuedFiles:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.issue(IssueRequest(draft, OFFICE, (), crash))
    assert [row.state for row in archive.register_rows(OFFICE, "sent", 2569)] == ["reserved"]
    other = issue(archive, drafted(archive, "9"))
    mended = issue(archive, draft)
    assert (mended.reference, other.reference) == ("มท ๐๓๒๒/ว ๑", "มท ๐๓๒๒/ว ๒")


def test_a_typed_number_begins_a_year_begun_on_paper_and_is_never_given_twice(archive: Archive) -> None:
    assert issue(archive, drafted(archive, "1"), typed=500).reference.endswith("๕๐๐")
    assert issue(archive, drafted(archive, "2")).reference.endswith("๕๐๑")
    with pytest.raises(ArchiveFault, match="มีในทะเบียนแล้ว"):
        issue(archive, drafted(archive, "3"), typed=500)
    assert issue(archive, drafted(archive, "4"), typed=7).reference.endswith("ว ๗")
    assert issue(archive, drafted(archive, "5")).reference.endswith("๕๐๒")


def test_the_register_year_turns_at_midnight_in_bangkok(database: str, tmp_path: Path) -> None:
    clock = [dt.datetime(2026, 12, 31, 16, 59, 59, tzinfo=dt.UTC)]
    with closing(Archive.open(database, str(tmp_path / "files"), clock=lambda: clock[0])) as archive:
        issue(archive, drafted(archive, "1"))
        clock[0] = dt.datetime(2026, 12, 31, 17, 0, 0, tzinfo=dt.UTC)
        issue(archive, drafted(archive, "2"))
        assert [len(archive.register_rows(OFFICE, "sent", year)) for year in (2569, 2570)] == [1, 1]
        assert archive.register_rows(OFFICE, "sent", 2570)[0].number == 1


def _issue_many(database: str, files: str, worker: int, count: int) -> None:
    with closing(Archive.open(database, files, clock=lambda: NOON)) as archive:
        for i in range(count):
            issue(archive, drafted(archive, str(worker * 1000 + i + 1)))


def test_many_processes_draw_every_number_once(database: str, tmp_path: Path, archive: Archive) -> None:
    files, faults = str(tmp_path / "files"), [tmp_path / f"fault {number}" for number in range(1, 6)]
    workers = [begun(partial(_issue_many, database, files, n, 6), told) for n, told in enumerate(faults, 1)]
    statuses = [ended(worker) for worker in workers]
    assert statuses == [0] * 5, [told.read_text() for told in faults if told.exists()]
    assert [row.number for row in archive.register_rows(OFFICE, "sent", 2569)] == list(range(1, 31))
    assert verify(archive) == ()


@pytest.mark.parametrize("query", ["ภัยแล้ง", "มท 0322/ว 1861", "๑๘๖๑", "แผนดำเนินการ", "นการดำ", "ตัวอย่าง ภัยแลง", "กร"])
def test_search_finds_any_part_of_a_word_in_either_script(archive: Archive, query: str) -> None:
    archive.save_letters(archive.save_original(b"1", "1").id, OFFICE, [letter()], [()])
    archive.save_letters(archive.save_original(b"2", "2").id, OFFICE, [letter("77", "การประชุม")], [()])
    found = [hit.reference for hit in archive.find(query)]
    if query == "นการดำ":
        assert found == []
    else:
        assert "มท ๐๓๒๒/ว ๑๘๖๑" in found


def _spoil(table: sa.Table, column: sa.Column[object]) -> Callable[[sa.Connection], object]:
    """A change of one column in every row of a table."""
    changed = table.c[column.name] + 1 if isinstance(column.type, sa.Integer) else sa.literal(f"{table.name}x"[:8])
    return lambda connection: connection.execute(sa.update(table).values({column.name: changed}))


def _damages() -> Iterator[tuple[str, Callable[[sa.Connection], object]]]:
    for name, table in SEALED.items():
        for column in table.columns:
            if column.name != "digest" and not column.primary_key:
                yield f"{name}.{column.name}", _spoil(table, column)
        yield f"{name} emptied", partial(sa.Connection.execute, statement=sa.delete(table))
    second = ledger.c.number == 2
    for column in ledger.columns:
        if column.name != "number":
            change = sa.update(ledger).where(second).values({column.name: "0" * 30})
            yield f"ledger.{column.name}", partial(sa.Connection.execute, statement=change)
    yield "ledger row", partial(sa.Connection.execute, statement=sa.delete(ledger).where(second))


def attached_before(archive: Archive, letter_id: str) -> None:
    """A copy as earlier releases kept it, unjudged."""
    with archive.writing() as event:
        row: dict[str, Value] = {
            "letter_id": letter_id,
            "place": 0,
            "sha256": "0" * 64,
            "name": "ก.pdf",
            "by": "ก",
            "at": event.at,
        }
        event.insert(attached, row)
        event.close("signed-copy-attached", letter_id, {"by": "ก"})


def test_verify_names_every_kind_of_damage(tmp_path: Path) -> None:
    archive = Archive.open(f"sqlite:///{tmp_path}/a.db", str(tmp_path / "files"), clock=lambda: NOON)
    draft = drafted(archive)
    archive.save_decision(draft, 1, Decision(Verdict.DROP, "", "ผู้ตรวจ", "ผู้ตรวจ", NOON.isoformat()), "0" * 64)
    scan = archive.save_original(b"x", "x").id
    archive.save_pages(scan, ())
    archive.save_copy(scan, b"searchable")
    done = issue(archive, draft)
    citing = replace(letter("8"), references=(Field(CitedLetter(None, None, letter().reference.value, None, "")),))
    archive.save_letters(archive.save_original(b"y", "y").id, OFFICE, [citing], [()])
    archive.acknowledge(done.letter_id, "นายอำเภอตัวอย่าง", "โทรแจ้ง")
    archive.queue(done.letter_id, {0: "a@example.go.th"}, "เจ้าหน้าที่ตัวอย่าง", "example.go.th")
    archive.keep(done.letter_id, RetentionClass.ORDINARY, "เจ้าหน้าที่ตัวอย่าง")
    attached_before(archive, done.letter_id)
    archive.correct_row(OFFICE, "received", 2569, 1, {"subject": "เรื่องที่อ่านใหม่"}, "เจ้าหน้าที่ตัวอย่าง", "อ่านผิด")
    assert not archive.take_back(draft, 1, "ออกไปแล้ว")
    assert archive.take_back(drafted(archive, "77"), 1, "แนบสำเนาไม่ได้")
    archive.decide_outcome(done.letter_id, OFFICE, Outcome(Step.NOTE), "ผู้ตรวจ")
    assert verify(archive) == ()
    with archive.reading.connect() as connection:
        for name, table in SEALED.items():
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar(), (
                f"{name} has no row to damage"
            )
    archive.engine.dispose()
    shutil.copy(tmp_path / "a.db", tmp_path / "sound.db")
    count = 0
    for what, damage in _damages():
        try:
            with archive.engine.begin() as connection:
                damage(connection)
        except sa.exc.IntegrityError:
            continue
        assert verify(archive), what
        count += 1
        archive.engine.dispose()
        for extra in ("-wal", "-shm"):
            (tmp_path / f"a.db{extra}").unlink(missing_ok=True)
        shutil.copy(tmp_path / "sound.db", tmp_path / "a.db")
    assert count > 60
    kept = next(path for path in (tmp_path / "files").rglob("*") if path.is_file())
    content = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(content + b"!")
    assert [damage.where for damage in verify(archive)] == ["file"]
    kept.write_bytes(content)
    (tmp_path / "files" / "stranger").write_text("x")
    assert [damage.which for damage in verify(archive)] == ["stranger"]


def test_an_archive_is_sound_while_it_is_written(archive: Archive) -> None:
    """What is entered between two looks of a verification is no damage."""
    (first,) = archive.save_letters(archive.save_original(b"0", "0").id, OFFICE, [letter()], [()])
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            archive.save_original(b"%d" % number, str(number))
            archive.decide_outcome(first, OFFICE, Outcome(Step.NOTE, minute=str(number)), "ผู้ตรวจ")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert [verify(archive) for _ in range(15)] == [()] * 15
    finally:
        stop.set()
        writer.join()
    assert verify(archive) == ()


def test_a_backup_restores_to_an_identical_archive(archive: Archive, tmp_path: Path) -> None:
    draft = drafted(archive)
    done = issue(archive, draft)
    before = head(archive)
    backup(archive, tmp_path / "backup", office=OFFICE)
    restored = Archive.open(f"sqlite:///{tmp_path}/other.db", str(tmp_path / "other"), clock=lambda: NOON)
    restore(tmp_path / "backup", restored)
    assert verify(restored) == ()
    assert head(restored) == before
    assert restored.load_file(done.docx) == archive.load_file(done.docx)
    assert [hit.letter_id for hit in restored.find("ภัยแล้ง")] == [hit.letter_id for hit in archive.find("ภัยแล้ง")]
    with restored.reading.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(register)).scalar() == 3
    with pytest.raises(ArchiveFault, match="มีข้อมูลอยู่แล้ว"):
        restore(tmp_path / "backup", restored)
    (tmp_path / "backup" / "letters.jsonl").write_text("")
    with pytest.raises(ArchiveFault, match="เสียหาย"):
        restore(tmp_path / "backup", Archive.open(f"sqlite:///{tmp_path}/third.db", str(tmp_path / "third")))


def test_the_register_as_a_workbook_holds_text_and_no_formula(archive: Archive, tmp_path: Path) -> None:
    hostile = letter("5", "=HYPERLINK(1)")
    archive.save_letters(archive.save_original(b"h", "h").id, OFFICE, [hostile], [()])
    rows = archive.register_rows(OFFICE, "received", 2569)
    write_sheet(tmp_path / "register.xlsx", "received", OFFICE, 2569, rows, {})
    sheet = load_workbook(tmp_path / "register.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [c.value for c in cells][8:16] == list(COLUMNS["received"])
    assert "=HYPERLINK(1)" in [c.value for c in cells]
    assert "f" not in {c.data_type for c in cells}
