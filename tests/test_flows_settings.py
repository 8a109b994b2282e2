"""office.toml is read whole or refused by name; a new one is written once and can be used as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from circulars.errors import SettingsWrong
from flows.settings import load_settings, make_folders, write_first_office_toml


def written(home: Path, text: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "office.toml").write_text(text, encoding="utf-8")
    return home


OFFICE = '[office]\ncode = "สน ๐๐๑๘.๑"\n'


def test_the_first_file_is_usable_and_never_overwritten(tmp_path: Path) -> None:
    file = write_first_office_toml(tmp_path, demo=True)
    settings = load_settings(tmp_path)
    assert settings.demo
    assert settings.profile.office.code == "สน ๐๐๑๘.๑"
    assert len(settings.profiles) == 3
    assert settings.profile.acts_for == tuple(settings.profiles)[1:]
    assert all(profile.signatory_on(dt.date(2026, 11, 24)) for profile in settings.profiles.values())
    file.write_text(OFFICE, encoding="utf-8")
    write_first_office_toml(tmp_path, demo=True)
    assert file.read_text(encoding="utf-8") == OFFICE


def test_a_real_office_begins_without_signatories_or_districts(tmp_path: Path) -> None:
    write_first_office_toml(tmp_path, demo=False)
    settings = load_settings(tmp_path)
    assert not settings.demo
    assert settings.profile.signatories == ()
    assert tuple(settings.profiles) == ("สน ๐๐๑๘.๑",)


def test_signatories_reviewers_and_delegations(tmp_path: Path) -> None:
    home = written(
        tmp_path,
        OFFICE
        + """
        [[office.signatories]]
        name = "นายสมมุติ ตัวอย่าง"
        position = "ปลัดจังหวัดสกลนคร"
        acting_phrase = "ปฏิบัติราชการแทน"
        acting_for = "ผู้ว่าราชการจังหวัดสกลนคร"
        order = "คำสั่งที่ ๑/๒๕๖๙"
        from = "๑ ตุลาคม ๒๕๖๙"
        [[reviewers]]
        name = "นางสาวสมมุติ ตรวจ"
        [[delegations]]
        reviewer = "นางสาวสมมุติ ตรวจ"
        office = "สน ๐๐๑๘.๑"
        from = "๑ ธันวาคม ๒๕๖๙"
        to = 2026-12-05
        order = "คำสั่งที่ ๒/๒๕๖๙"
        """,
    )
    settings = load_settings(home)
    assert settings.profile.signatories[0].valid_from == dt.date(2026, 10, 1)
    (reviewer,) = settings.reviewers
    assert reviewer.offices == ("สน ๐๐๑๘.๑",)
    assert reviewer.delegations[0].valid_to == dt.date(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "[office]"),
        ("[office\n", "office.toml"),
        ('[office]\ncode = "ไม่มีสำนักงานนี้"\n', "ไม่มีสำนักงานนี้"),
        (OFFICE + "[server]\nport = 99999\n", "port"),
        (OFFICE + "[server]\nworkers = true\n", "workers"),
        (OFFICE + '[inbox]\nsettle_seconds = "สอง"\n', "settle_seconds"),
        (OFFICE + "demo = 1\n", "demo"),
        (OFFICE + "acts_for = 5\n", "acts_for"),
        (OFFICE + '[reminders]\n"เร็ว" = 4\n', "เร็ว"),
        (OFFICE + 'emblem = "ไม่มี.png"\n', "ไม่มี.png"),
        (OFFICE + '[[reviewers]]\nposition = "x"\n', "name"),
        (OFFICE + '[[reviewers]]\nname = "ก"\noffices = ["สน ๐๑๑๘"]\n', "สน"),
        (OFFICE + '[[delegations]]\nreviewer = "ใคร"\noffice = "สน ๐๐๑๘.๑"\nfrom = "๓๑ กุมภาพันธ์ ๒๕๖๙"\n', "from"),
        (OFFICE + '[[acting_offices]]\ncode = "x"\n', "acting_offices"),
    ],
)
def test_wrong_settings_are_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsWrong) as refused:
        load_settings(written(tmp_path, text))
    assert named in refused.value.message
    assert "\n" not in refused.value.message


def test_overlapping_folders_are_refused_at_start(tmp_path: Path) -> None:
    home = written(tmp_path, OFFICE)
    make_folders(load_settings(home))
    (home / "quarantine").rmdir()
    (home / "quarantine").symlink_to(home / "inbox")
    with pytest.raises(SettingsWrong, match="ซ้อนกัน"):
        load_settings(home)


def test_folders_with_letters_and_secrets_are_for_their_owner(tmp_path: Path) -> None:
    home = written(tmp_path, OFFICE)
    make_folders(load_settings(home))
    assert {name: (home / name).stat().st_mode & 0o077 for name in ("archive", "secrets", "prefect", "work")} == {
        "archive": 0, "secrets": 0, "prefect": 0, "work": 0
    }  # fmt: skip


def test_a_missing_file_tells_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match="circulars up"):
        load_settings(tmp_path)
