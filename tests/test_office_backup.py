"""A backup is the office: the restore drill on one with letters issued, approved, waiting, put aside, and secrets."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from PIL import Image
from seam_house import NOW, House, letter_text

from circulars.archive import Archive, StoredDraft
from circulars.archive.export.verify import head, verify
from circulars.errors import ArchiveFault, CircularsError, SettingsWrong
from circulars.mailbox.ledger import Ledger, Record
from flows.cli import main
from flows.office.backup import back_up_office, restore_office
from flows.reviewing.issue import issue_approved
from flows.reviewing.rounds import Case, open_case
from flows.reviewing.word_drafts import changed_file
from flows.settings import Settings, load_settings, make_folders

OFFICE = "สน ๐๐๑๘.๑"
MAIL = "20261122-090000-0123456789abcdef"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One letter issued, one approved and not yet issued, one waiting whose draft was edited; files of every kind."""
    base = tmp_path_factory.mktemp("real")
    house = House(base / "office")
    home = house.home
    (base / "emblem").mkdir()
    Image.new("L", (380, 400), 0).save(base / "emblem" / "ครุฑ.png")
    shutil.copytree(Path(__file__).parent.parent / "templates", base / "แม่แบบของเรา")
    table: Any = tomlkit.parse((home / "office.toml").read_text(encoding="utf-8"))
    table["office"]["emblem"] = str(base / "emblem" / "ครุฑ.png")
    table["office"]["templates"] = str(base / "แม่แบบของเรา")
    (home / "office.toml").write_text(tomlkit.dumps(table), encoding="utf-8")
    house.settings = load_settings(home)
    house.issue(house.take(letter_text("๑๑")))
    house.decide(house.case(house.take(letter_text("๑๒", "การสำรวจถนน"))))
    waiting = house.case(house.take(letter_text("๑๓", "การสำรวจสะพาน")))
    assert waiting.file is not None
    waiting.file.write_bytes(waiting.file.read_bytes() + b"\n")
    secret = home / "secrets" / "login"
    secret.write_text("ผู้ใช้:รหัส")
    secret.chmod(0o600)
    for name, content in {
        "quarantine/ภาพ.xyz": b"no letter",
        "quarantine/ภาพ.xyz.txt": "เหตุผล".encode(),
        "inbox/ใหม่.pdf": b"%PDF-1.4",
        "work/abc/claim.json": b"{}",
        "work/abc/file.pdf": b"%PDF-1.5",
        "reports/2569-11-22.txt": b"report",
        f"mail/{MAIL}.json": json.dumps(asdict(Record(MAIL, "saraban", 7, (3,), "<a@x>", "เรื่อง", ""))).encode(),
        f"mail/{MAIL}.note": b'["L1"]',
    }.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(content)
    (home / "quarantine" / os.fsdecode("หนังสือ.pdf".encode("tis-620"))).write_bytes(b"%PDF")
    return house


def tree(home: Path) -> dict[str, bytes]:
    """The office's own files, without what it makes anew."""
    left_out = ("archive", "prefect", "run", "logs")
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file()
        and path.relative_to(home).parts[0] not in left_out
        and not path.name.startswith("circulars.db")
    }


def reopened(settings: Settings, archive: Archive, row: StoredDraft) -> Case:
    return open_case(settings, archive, row.letter_id, row.key.office, row.key.step, NOW.date())


def test_the_restored_office_goes_on_where_the_old_one_stood(house: House, tmp_path: Path) -> None:
    done = back_up_office(load_settings(house.home), house.archive, tmp_path / "backup")
    home = tmp_path / "new"
    told = restore_office(tmp_path / "backup", home, clock=lambda: house.now)
    assert (told.events, told.head) == (done.events, done.head) != (0, "")
    before, after = tree(house.home), tree(home)
    assert before.keys() <= after.keys()
    assert {name for name in before if before[name] != after[name]} == {"office.toml"}
    assert (home / "secrets" / "login").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "backup" / "office" / "secrets" / "login").stat().st_mode & 0o077 == 0
    ledger = Ledger(home / "mail")  # a message that was taken in before is known again
    assert [one.uids for one in ledger.records("saraban")] == [(3,)] and ledger.outcomes(MAIL) == ["L1"]
    settings = load_settings(home)
    assert settings.templates is not None and home in settings.templates.parents
    emblem = settings.profile.emblem_file
    assert emblem is not None and home in emblem.parents and emblem.is_file()
    archive = Archive.open(settings.database_url, settings.files_url, clock=lambda: house.now)
    assert verify(archive, (told.events, told.head)) == ()
    assert head(archive)[0] == told.events + 1  # and that it was restored
    approved, waiting = archive.unfinished()
    settled = reopened(settings, archive, waiting)
    assert settled.file is not None and changed_file(settled.file, known=settled.docx_sha256) is not None
    record = archive.load_decision(approved.id, 1)
    assert record is not None
    case = reopened(settings, archive, approved)
    old = house.home.parent / "emblem"
    old.rename(old.with_name("burnt"))  # the old machine is gone, and the place that the draft's emblem had there
    try:
        issued = issue_approved(settings, archive, case, record)
    finally:
        old.with_name("burnt").rename(old)
    assert issued.reference.endswith("ว ๒")  # ๑ was given before the backup
    assert len(archive.unfinished()) == 1
    archive.close()


def test_a_backup_that_lacks_or_spoils_anything_restores_nothing(house: House, tmp_path: Path) -> None:
    back_up_office(load_settings(house.home), house.archive, tmp_path / "backup")
    inside = tmp_path / "backup" / "office"
    for name in ("secrets/login", "quarantine/ภาพ.xyz.txt", "office.toml"):
        kept = (inside / name).read_bytes()
        (inside / name).write_bytes(kept + b"!")
        with pytest.raises(ArchiveFault, match="เสียหาย"):
            restore_office(tmp_path / "backup", tmp_path / "new")
        (inside / name).unlink()
        with pytest.raises(ArchiveFault, match="ขาดไฟล์"):
            restore_office(tmp_path / "backup", tmp_path / "new")
        (inside / name).write_bytes(kept)
    (tmp_path / "backup" / "office.json").rename(tmp_path / "elsewhere")
    with pytest.raises(ArchiveFault, match="ไม่ใช่ชุดสำรองที่ครบ"):
        restore_office(tmp_path / "backup", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_an_office_is_never_restored_into_another(house: House, tmp_path: Path) -> None:
    back_up_office(load_settings(house.home), house.archive, tmp_path / "backup")
    other = House(tmp_path / "other")
    with pytest.raises(ArchiveFault, match="มีสำนักงานอยู่แล้ว"):
        restore_office(tmp_path / "backup", other.home)
    assert not list((other.home / "secrets").iterdir())
    again = tmp_path / "half"
    (again / "quarantine").mkdir(parents=True)
    shutil.copy(house.home / "quarantine" / "ภาพ.xyz", again / "quarantine")  # stopped half-way: it may go on
    restore_office(tmp_path / "backup", again)
    with pytest.raises(CircularsError):
        restore_office(tmp_path / "backup", again)


def test_a_backup_inside_the_office_does_not_hold_itself(house: House) -> None:
    inside = house.home / "สำรอง" / "1"
    back_up_office(load_settings(house.home), house.archive, inside)
    told = json.loads((inside / "office.json").read_text(encoding="utf-8"))
    assert not [one["path"] for one in told["files"] if one["path"].startswith("สำรอง/1")]
    shutil.rmtree(house.home / "สำรอง")


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An office whose database was named by the environment when it was started, and is not any more."""
    monkeypatch.setenv("CIRCULARS_DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere.db")
    house = House(tmp_path / "office")
    house.take(letter_text("๑๑"))
    monkeypatch.delenv("CIRCULARS_DATABASE_URL")
    return house


def test_the_nightly_backup_finds_the_database_that_the_environment_named(named: House, tmp_path: Path) -> None:
    assert main(["--home", str(named.home), "backup", str(tmp_path / "b")]) == 0
    assert any((tmp_path / "b" / "files").iterdir())
    assert not (named.home / "circulars.db").exists()
    assert (named.home / "secrets" / "stores.json").stat().st_mode & 0o077 == 0


def test_another_database_than_the_recorded_one_is_refused(
    named: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIRCULARS_DATABASE_URL", f"sqlite:///{tmp_path}/third.db")
    with pytest.raises(SettingsWrong, match="ชี้ไปคนละที่"):
        load_settings(named.home)


def test_without_the_record_nothing_is_made_and_success_is_not_claimed(
    named: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (named.home / "secrets" / "stores.json").unlink()
    for command in (["backup", str(tmp_path / "b")], ["verify"]):
        assert main(["--home", str(named.home), *command]) == 1
        assert "CIRCULARS_DATABASE_URL" in capsys.readouterr().err
    assert not (named.home / "circulars.db").exists()


def test_rows_without_a_single_file_are_no_backup(tmp_path: Path) -> None:
    house = House(tmp_path / "office")
    house.take(letter_text("๑๑"))
    with closing(sqlite3.connect(house.home / "circulars.db")) as database, database:
        database.execute("DELETE FROM files")
    with pytest.raises(ArchiveFault, match="ไม่มีไฟล์สักไฟล์"):
        back_up_office(house.settings, house.archive, tmp_path / "b")
    make_folders(house.settings)
