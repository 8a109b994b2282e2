"""People reach the office: shared folders, the command from any folder, and what is missing before the first letter."""

from __future__ import annotations

import configparser
import datetime as dt
import grp
import os
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from circulars.archive import Archive
from circulars.errors import SettingsWrong
from circulars.intake.quarantine import put_aside
from circulars.review.reviewers import add
from flows.cli import main
from flows.reviewing.word_drafts import lay_out
from flows.settings import FOLDERS, known_offices, load_settings, make_folders, office, office_home
from flows.settings.known_offices import command_for, remember
from flows.settings.readiness import lacks, unnumbered
from flows.settings.sharing import SHARED, share_aside
from flows.settings.toml.file import set_server, write_first_office_toml

DAY = dt.date(2026, 11, 28)
ROOT = Path(__file__).resolve().parent.parent


def office_of(home: Path, more: str = "", *, demo: bool = False) -> Path:
    file = write_first_office_toml(home, demo=demo)
    file.write_text(
        file.read_text(encoding="utf-8").replace("\nlead_days", f"\n{more}\nlead_days", 1), encoding="utf-8"
    )
    return home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def a_group() -> grp.struct_group:
    """A group that this process may give files to: as root one that is not its own."""
    mine = {os.getegid(), *os.getgroups()}
    found = [
        one for one in grp.getgrall() if (os.geteuid() == 0 and one.gr_gid not in mine) or one.gr_gid in mine - {0}
    ]
    return found[0]


def test_a_shared_office_opens_four_folders_to_its_group_and_nothing_else(tmp_path: Path) -> None:
    group = a_group()
    home = office_of(tmp_path / "office", f'share_group = "{group.gr_name}"')
    old = os.umask(0o077)
    try:
        make_folders(load_settings(home))
        source = home / "work" / "a.pdf"
        source.write_bytes(b"%PDF")
        aside = put_aside(source, home / "quarantine", "a.pdf", "เหตุ", dt.datetime(2026, 11, 28, 9, 0))
        share_aside(aside)
        lay_out(home / "drafts" / "ร่าง.docx", b"docx", over=())
        make_folders(load_settings(home))
    finally:
        os.umask(old)
    for name in FOLDERS:
        place = home / name
        assert mode(place) == SHARED.get(name, 0o700), name
        assert (place.stat().st_gid == group.gr_gid) == (name in SHARED) or os.getegid() == group.gr_gid
    for file in (aside, home / "quarantine" / "a.pdf.txt", home / "drafts" / "ร่าง.docx"):
        assert (file.stat().st_gid, mode(file)) == (group.gr_gid, 0o660)
    assert mode(home) & 0o077 == 0o010, "members pass through the office to its folders and cannot list it"
    assert mode(home / "office.toml") == 0o600
    issued = home / "outbox" / "๑" / "letter.pdf"
    issued.parent.mkdir()
    issued.write_bytes(b"%PDF")
    make_folders(load_settings(home))
    assert (mode(issued.parent), mode(issued)) == (0o2750, 0o640), "issued letters are read and copied, not changed"


def test_without_a_group_nothing_is_for_others(tmp_path: Path) -> None:
    home = office_of(tmp_path / "office")
    for name in ("outbox", "reports"):
        (home / name).mkdir(mode=0o755)
    make_folders(load_settings(home))
    assert {name: mode(home / name) & 0o007 for name in FOLDERS} == dict.fromkeys(FOLDERS, 0)
    (home / "inbox").chmod(0o777)  # given to the scanner's user by the administrator
    make_folders(load_settings(home))
    assert mode(home / "inbox") == 0o777


def test_a_group_that_is_not_there_is_told(tmp_path: Path) -> None:
    home = office_of(tmp_path / "office", 'share_group = "ไม่มีกลุ่มนี้"')
    with pytest.raises(SettingsWrong, match="groupadd"):
        make_folders(load_settings(home))


def test_the_shipped_share_names_only_shared_folders() -> None:
    share = configparser.ConfigParser(strict=True)
    share.read(ROOT / "docs" / "server" / "smb.conf", encoding="utf-8")
    paths = {Path(share[one]["path"]).name: share[one] for one in share.sections()}
    assert set(paths) == set(SHARED)
    for name, section in paths.items():
        assert section["valid users"] == "@saraban"
        assert section.getboolean("read only") == (SHARED[name] == 0o2750)


def test_a_command_in_another_folder_names_the_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("CIRCULARS_HOME", raising=False)
    monkeypatch.setattr(office, "CHECKOUT_OFFICE", tmp_path / "none")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["status"]) == 1
    assert "circulars up" in capsys.readouterr().err, "nothing is known: how to begin"
    home, gone = office_of(tmp_path / "ของ เรา"), office_of(tmp_path / "gone")
    remember(gone)
    remember(home)
    (gone / "office.toml").unlink()
    assert known_offices.known_offices() == (home,)
    for words in (["status"], ["up"]):
        assert main(words) == 1
        told = capsys.readouterr().err
        assert str(home) in told
        assert f"{command_for(home)} {words[0]}" in told
        assert not (tmp_path / "elsewhere" / "office").exists()
    ran = subprocess.run(f"{command_for(home)} status", shell=True, capture_output=True, text=True, check=False)
    assert str(home) in ran.stdout


def test_the_office_of_the_checkout_is_meant_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CIRCULARS_HOME", raising=False)
    monkeypatch.setattr(office, "CHECKOUT_OFFICE", office_of(tmp_path / "checkout" / "office"))
    monkeypatch.chdir(tmp_path)
    assert office_home() == tmp_path / "checkout" / "office"
    office_of(tmp_path / "office")
    assert office_home() == tmp_path / "office"
    assert office_home(tmp_path / "x") == tmp_path / "x"


def test_port_and_address_are_written_into_the_file_or_nothing_is(tmp_path: Path) -> None:
    home = office_of(tmp_path / "office")
    set_server(home, {"port": 4300, "public_url": "https://saraban.example.org/"})
    known = load_settings(home)
    assert (known.port, known.public_url) == (4300, "https://saraban.example.org")
    text = (home / "office.toml").read_text(encoding="utf-8")
    assert "# ผู้ลงนาม" in text
    with pytest.raises(SettingsWrong, match="port"):
        set_server(home, {"port": 99999})
    assert (home / "office.toml").read_text(encoding="utf-8") == text


def test_a_real_office_is_told_what_it_lacks_before_anybody_approves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = office_of(tmp_path / "office", "acts_for_later = 1").parent / "office"
    assert main(["--home", str(home), "status"]) == 1
    assert "acts_for_later" in capsys.readouterr().err, "a file that cannot be read is told, not only that nothing runs"
    (home / "office.toml").unlink()
    office_of(home)
    main(["--home", str(home), "status"])
    told = capsys.readouterr().out
    assert "ยังออกหนังสือจริงไม่ได้" in told
    for word in ("ตราครุฑ", "ผู้ลงนาม", "circulars reviewers add", "phone", "ยังว่าง ฉบับแรกจะได้เลข ๑"):
        assert word in told, word


def test_an_office_that_has_all_is_ready(tmp_path: Path) -> None:
    home = office_of(tmp_path / "office", 'emblem = "ตรา.png"\nphone = "๐ ๔๒๗๑ ๑๔๔๗"')
    file = home / "office.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("acts_for = []", 'acts_for = ["สน ๐๑๑๘", "สน ๐๒๑๘"]')
    text += '\n[[office.signatories]]\nname = "นายสมมุติ ตัวอย่าง"\nposition = "ผู้ว่าราชการจังหวัดสกลนคร"\n'
    picture = Image.new("L", (400, 420), 255)
    ImageDraw.Draw(picture).ellipse((10, 10, 390, 410), fill=0)
    picture.save(home / "ตรา.png")
    file.write_text(text, encoding="utf-8")
    missing = lacks(load_settings(home), DAY)
    assert [one.what for one in missing] == [
        "ยังไม่มีผู้ตรวจที่อนุมัติได้วันนี้", "อำเภอเมืองสกลนคร และอีก ๑ แห่ง: ยังไม่มีผู้ลงนาม",
    ]  # fmt: skip
    add(home, "นางสาวสมมุติ ตรวจ", offices=("สน ๐๐๑๘.๑", "สน ๐๑๑๘", "สน ๐๒๑๘"))
    missing = lacks(load_settings(home), DAY)
    assert [one.what for one in missing] == ["อำเภอเมืองสกลนคร และอีก ๑ แห่ง: ยังไม่มีผู้ลงนาม"]
    (home / "ตรา.png").write_bytes(b"not a picture")
    assert any("ตราครุฑใช้ไม่ได้" in one.what for one in lacks(load_settings(home), DAY))
    known = load_settings(home)
    with closing(Archive.open(known.database_url, known.files_url)) as archive:
        assert len(unnumbered(known, archive, DAY)) == 1
    assert lacks(load_settings(office_of(tmp_path / "demo", demo=True)), DAY) == ()


@pytest.mark.parametrize("taken", [False, True])
def test_make_puts_the_command_on_the_path_and_takes_nobodys_place(tmp_path: Path, taken: bool) -> None:
    """The lines of the Makefile themselves, with a PATH whose writable folder is the user's own."""
    place = tmp_path / ".local" / "bin"
    place.mkdir(parents=True)
    if taken:
        (place / "circulars").write_text("#!/bin/sh\necho another\n", encoding="utf-8")
    env = {"PATH": f"{place}:/usr/bin:/bin", "HOME": str(tmp_path)}
    told = subprocess.run(["make", "-n", "up"], cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout
    lines = told[told.index("for place in") :]
    subprocess.run(["sh", "-c", lines[: lines.index("done") + 4]], env=env, check=True)
    assert (place / "circulars").is_symlink() != taken
    if not taken:
        assert (place / "circulars").readlink() == ROOT / ".venv" / "bin" / "circulars"
