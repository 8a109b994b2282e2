"""The desk of a running office takes changed settings at once, and a file that cannot be used changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from circulars.archive import Archive
from circulars.desk.web.app import make_app
from flows.serving.desk import DeskAsItStands
from flows.settings import load_settings, make_folders
from flows.settings.toml.change import change_office
from flows.settings.toml.file import write_first_office_toml

URL = "http://127.0.0.1:4280"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_first_office_toml(tmp_path, demo=True)
    make_folders(load_settings(tmp_path))
    return tmp_path


@pytest.fixture
def office(home: Path) -> Iterator[DeskAsItStands]:
    settings = load_settings(home)
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        yield DeskAsItStands(home, archive, URL, "http://127.0.0.1:4200")


def test_a_changed_line_is_on_the_next_page(home: Path, office: DeskAsItStands) -> None:
    browser = TestClient(make_app(office(), office), base_url=URL)
    code = next(iter(office().profiles))
    assert "๐ ๔๒๑๙ ๙๙๙๙" not in browser.get("/office").text
    change_office(home, code, {"phone": "๐ ๔๒๑๙ ๙๙๙๙"})
    assert "๐ ๔๒๑๙ ๙๙๙๙" in browser.get("/office").text
    assert office().profiles[code].phone == "๐ ๔๒๑๙ ๙๙๙๙"


@pytest.mark.parametrize(
    ("old", "new"),
    [("workers = 2", "workers = 0"), ("demo = true", "demo = false"), ("[server]", "[server"), ("port = ", "prot = ")],
)
def test_what_cannot_be_used_at_once_changes_nothing(home: Path, office: DeskAsItStands, old: str, new: str) -> None:
    before, file = office(), home / "office.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert office() is before
    file.write_text(text.replace("sign_minutes = 15", "sign_minutes = 5").replace("# sign_minutes", "sign_minutes"))
    assert office().sign_minutes == 5


def test_a_file_that_went_away_changes_nothing(home: Path, office: DeskAsItStands) -> None:
    before = office()
    (home / "office.toml").unlink()
    assert office() is before
