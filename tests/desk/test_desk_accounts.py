"""`circulars accounts`: the way back into the desk where a password was lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from circulars.desk.people import PeopleBook
from circulars.thai.clock import now
from flows.cli import main
from flows.settings.toml.file import write_first_office_toml


def test_a_lost_password_is_made_anew_at_the_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "office"
    write_first_office_toml(home, demo=False)
    people = PeopleBook.of(home)
    first = people.first_administrator({"สน ๐๐๑๘.๑"})
    assert first
    assert main(["--home", str(home), "accounts", "list", "--json"]) == 0
    (listed,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert listed == {
        "login": "admin",
        "name": "ผู้ดูแลระบบ",
        "roles": ["administrator"],
        "offices": ["สน ๐๐๑๘.๑"],
        "closed": False,
    }
    assert main(["--home", str(home), "accounts", "reset", "admin"]) == 0
    told = re.search(r": ([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}) ", capsys.readouterr().out)
    assert told is not None
    assert people.enter("admin", first, now()).reason == "wrong"
    assert people.enter("admin", told[1], now()).token
    assert main(["--home", str(home), "accounts", "reset", "nobody"]) == 1
    assert main(["--home", str(home), "accounts", "reset"]) == 2
