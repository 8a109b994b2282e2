"""Searches that a person keeps under a name, in the file of the desk's accounts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from circulars.desk.people.store import PeopleFile
from circulars.errors import Refused
from circulars.thai.digits import to_thai

MOST_SAVED = 30
_SCHEMA = """
create table if not exists searches (
  login text not null, name text not null, query text not null, primary key (login, name)
);
"""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under its name; ``query`` is the part of the address after ``?``."""

    name: str
    query: str


class SavedSearches:
    """Each person's own; nobody sees another's."""

    def __init__(self, home: Path) -> None:
        """Those of the office in this folder."""
        self._file = PeopleFile(home / "secrets" / "desk.db")
        with self._file.work() as rows:
            rows.executescript(_SCHEMA)

    def of(self, login: str) -> tuple[SavedSearch, ...]:
        """A person's searches by name."""
        with self._file.look() as rows:
            found = rows.execute("select name, query from searches where login = ? order by name", (login,))
            return tuple(SavedSearch(str(row["name"]), str(row["query"])) for row in found)

    def keep(self, login: str, name: str, query: str) -> None:
        """Keep a search; another one of this name is replaced. Raises Refused for no name, or too many."""
        name = " ".join(name.split())[:80]
        if not name or not query:
            raise Refused("กรุณาตั้งชื่อการค้นหา และค้นอย่างน้อยหนึ่งช่องก่อนบันทึก", code="no-name")
        with self._file.work() as rows:
            others = rows.execute(
                "select count(*) from searches where login = ? and name <> ?", (login, name)
            ).fetchone()
            if int(others[0]) >= MOST_SAVED:
                raise Refused(f"บันทึกการค้นหาได้ไม่เกิน {to_thai(MOST_SAVED)} รายการ กรุณาลบรายการที่ไม่ใช้", code="too-many")
            rows.execute("insert or replace into searches values (?, ?, ?)", (login, name, query[:2000]))

    def drop(self, login: str, name: str) -> None:
        """Forget one."""
        with self._file.work() as rows:
            rows.execute("delete from searches where login = ? and name = ?", (login, name))
