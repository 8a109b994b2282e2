"""The book of accounts and sessions of an office.

A session ends by itself, by leaving, and when the password is changed; what bears an ended one is known as such, so
that a stolen cookie is told in the ledger and not only refused. Wrong passwords in a row lock the account, longer each time.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from circulars.desk.people.passwords import complaint, hashed, is_right, one_time_password
from circulars.desk.people.person import Person, Role
from circulars.desk.people.store import PeopleFile
from circulars.errors import Refused
from circulars.thai.digits import to_thai

IDLE, LONGEST = dt.timedelta(hours=2), dt.timedelta(hours=12)
"""A session ends after so long without a request, and after a working day in any case."""
WRONG_ALLOWED = 5
FIRST_LOCK, LONGEST_LOCK = dt.timedelta(minutes=15), dt.timedelta(hours=24)
FIRST_LOGIN = "admin"
CLOSED = "บัญชีนี้ปิดแล้ว กรุณาติดต่อผู้ดูแลระบบ"
_ENDED_KEPT = dt.timedelta(days=90)
_TOUCH_SECONDS = 60.0
"""A session's last use is written this often at most."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of entering: a token for the cookie, or why not (``wrong``, ``locked``, ``closed``) with its Thai sentence."""

    token: str = ""
    reason: str = ""
    message: str = ""


class PeopleBook:
    """Accounts and sessions. Times are given by the caller, in Asia/Bangkok."""

    def __init__(self, file: Path) -> None:
        """The book in this file, made empty where there is none."""
        self._file = PeopleFile(file)
        with self._file.work() as rows:
            rows.execute("insert or ignore into kept values ('key', ?)", (secrets.token_hex(32),))
            self._key = str(rows.execute("select value from kept where name = 'key'").fetchone()[0]).encode()

    @classmethod
    def of(cls, home: Path) -> PeopleBook:
        """The book of the office in this folder."""
        return cls(home / "secrets" / "desk.db")

    def everybody(self) -> tuple[Person, ...]:
        """All accounts, by name."""
        with self._file.look() as rows:
            return tuple(_person(row) for row in rows.execute("select * from people order by name, login"))

    def person(self, login: str) -> Person | None:
        """The account of this login, or None."""
        with self._file.look() as rows:
            row = rows.execute("select * from people where login = ?", (_login(login),)).fetchone()
        return None if row is None else _person(row)

    def first_administrator(self, offices: Iterable[str]) -> str | None:
        """Make the first account, an administrator's; its one-time password, or None where somebody has an account."""
        password = one_time_password()
        person = Person(FIRST_LOGIN, "ผู้ดูแลระบบ", frozenset({Role.ADMINISTRATOR}), frozenset(offices), must_change=True)
        with self._file.work() as rows:
            if rows.execute("select 1 from people limit 1").fetchone() is not None:
                return None
            _insert(rows, person, hashed(password))
        return password

    def add(self, login: str, name: str, roles: Iterable[Role], offices: Iterable[str]) -> str:
        """A new account; its one-time password. Raises Refused for a login that is none, or is taken."""
        login, name = _login(login), " ".join(name.split())
        if not login or not name or " " in login:
            raise Refused("ต้องมีชื่อผู้ใช้ (ไม่มีเว้นวรรค) และชื่อจริง", code="no-name")
        password = one_time_password()
        person = Person(login, name, frozenset(roles), frozenset(offices), must_change=True)
        try:
            with self._file.work() as rows:
                _insert(rows, person, hashed(password))
        except sqlite3.IntegrityError as error:
            raise Refused(f"มีชื่อผู้ใช้ {login} อยู่แล้ว กรุณาใช้ชื่ออื่น", code="taken") from error
        return password

    def change(self, login: str, *, roles: Iterable[Role], offices: Iterable[str], closed: bool = False) -> None:
        """Give an account other roles and offices, or close it; its sessions end. The last administrator stays one."""
        kept = frozenset(roles)
        with self._file.work() as rows:
            others = [_person(row) for row in rows.execute("select * from people where login <> ?", (_login(login),))]
            open_ones = [one for one in others if not one.closed and one.has(Role.ADMINISTRATOR)]
            if (closed or Role.ADMINISTRATOR not in kept) and not open_ones:
                raise Refused("ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน กรุณาตั้งคนอื่นก่อน", code="last-administrator")
            told = (_joined(kept), _joined(offices), int(closed), _login(login))
            rows.execute("update people set roles = ?, offices = ?, closed = ? where login = ?", told)
            _end_all(rows, _login(login), "changed")

    def reset(self, login: str) -> str:
        """A new one-time password for an account; its sessions and locks end. Raises Refused for one that is not there."""
        password = one_time_password()
        with self._file.work() as rows:
            told = (hashed(password), _login(login))
            done = rows.execute(
                "update people set password = ?, must_change = 1, wrong = 0, locked_until = 0 where login = ?", told
            )
            if done.rowcount == 0:
                raise Refused(f"ไม่มีชื่อผู้ใช้ {login}", code="unknown")
            _end_all(rows, _login(login), "password")
        return password

    def choose_password(self, login: str, old: str, new: str) -> str:
        """Change one's own password; why not, in Thai, or an empty text. All sessions of the account end."""
        person = self.person(login)
        told = complaint(new, login, person.name if person else "")
        if told:
            return told
        with self._file.work() as rows:
            row = rows.execute("select password from people where login = ?", (_login(login),)).fetchone()
            if not is_right(row["password"] if row else None, old):
                return "รหัสผ่านเดิมไม่ถูกต้อง"
            if old == new:
                return "รหัสผ่านใหม่ต้องไม่เหมือนเดิม"
            rows.execute(
                "update people set password = ?, must_change = 0 where login = ?", (hashed(new), _login(login))
            )
            _end_all(rows, _login(login), "password")
        return ""

    def enter(self, login: str, password: str, now: dt.datetime) -> Entered:
        """Begin a session, or say why not. A locked account hears nothing, not even the right password."""
        with self._file.work() as rows:
            row = rows.execute("select * from people where login = ?", (_login(login),)).fetchone()
            if row is not None and row["locked_until"] > now.timestamp():
                minutes = max(1, -(-int(row["locked_until"] - now.timestamp()) // 60))
                return Entered("", "locked", f"ใส่รหัสผ่านผิดหลายครั้ง กรุณารออีก {to_thai(minutes)} นาที หรือติดต่อผู้ดูแลระบบ")
            if not is_right(row["password"] if row else None, password):
                return _wrong(rows, row, now)
            if row["closed"]:
                return Entered("", "closed", CLOSED)
            rows.execute("update people set wrong = 0, locked_until = 0 where login = ?", (row["login"],))
            return Entered(_begin(rows, row["login"], now))

    def enter_vouched(self, login: str, now: dt.datetime) -> Entered:
        """Begin a session for somebody whom the office's login service vouches for, or say why not.

        A one-time password that was given for this account and never used proves nothing any more.
        """
        with self._file.work() as rows:
            row = rows.execute("select * from people where login = ?", (_login(login),)).fetchone()
            if row is None:
                return Entered("", "unknown", f"โต๊ะทำงานยังไม่มีบัญชี {_login(login)} กรุณาให้ผู้ดูแลระบบสร้างบัญชีชื่อนี้ก่อน")
            if row["closed"]:
                return Entered("", "closed", CLOSED)
            if row["must_change"]:
                told = (hashed(one_time_password()), row["login"])
                rows.execute("update people set password = ?, must_change = 0 where login = ?", told)
            return Entered(_begin(rows, row["login"], now))

    def who(self, token: str, now: dt.datetime) -> tuple[Person | None, str]:
        """Whose session a cookie bears, or nobody and why: ``nobody``, ``unknown-session``, ``old-session``."""
        if not token:
            return None, "nobody"
        at = now.timestamp()
        with self._file.look() as rows:
            row = rows.execute(
                "select people.*, began, seen, ended from sessions join people using (login) where token = ?",
                (_digest(token),),
            ).fetchone()
        if row is None:
            return None, "unknown-session"
        over = at - row["seen"] > IDLE.total_seconds() or at - row["began"] > LONGEST.total_seconds()
        if row["ended"] or row["closed"] or over:
            return None, "old-session"
        if at - row["seen"] > _TOUCH_SECONDS:
            with self._file.work() as rows:
                rows.execute("update sessions set seen = ? where token = ?", (at, _digest(token)))
        return _person(row), ""

    def leave(self, token: str) -> None:
        """End a session."""
        with self._file.work() as rows:
            rows.execute("update sessions set ended = 'left' where token = ?", (_digest(token),))

    def cookie_key(self) -> str:
        """What signs the cookie that is kept while somebody is at the login service."""
        return hmac.new(self._key, b"login-service", hashlib.sha256).hexdigest()

    def form_token(self, token: str) -> str:
        """What forms of a session carry, so that a page of another site can send none (CSRF)."""
        return hmac.new(self._key, f"form|{token}".encode(), hashlib.sha256).hexdigest()


def _begin(rows: sqlite3.Connection, login: str, now: dt.datetime) -> str:
    """A new session; its token."""
    token, at = secrets.token_urlsafe(32), now.timestamp()
    rows.execute("insert into sessions values (?, ?, ?, ?, '')", (_digest(token), login, at, at))
    rows.execute("delete from sessions where began < ?", ((now - _ENDED_KEPT).timestamp(),))
    return token


def _wrong(rows: sqlite3.Connection, row: sqlite3.Row | None, now: dt.datetime) -> Entered:
    told = Entered("", "wrong", "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")
    if row is None:
        return told
    wrong = int(row["wrong"]) + 1
    until = 0.0
    if wrong % WRONG_ALLOWED == 0:
        length = min(LONGEST_LOCK, FIRST_LOCK * (1 << (wrong // WRONG_ALLOWED - 1)))
        until = (now + length).timestamp()
        told = Entered(
            "", "locked", f"ใส่รหัสผ่านผิด {to_thai(wrong)} ครั้ง พักบัญชีนี้ {to_thai(int(length.total_seconds()) // 60)} นาที"
        )
    rows.execute("update people set wrong = ?, locked_until = ? where login = ?", (wrong, until, row["login"]))
    return told


def _insert(rows: sqlite3.Connection, person: Person, password: str) -> None:
    told = (person.login, person.name, _joined(person.roles), _joined(person.offices), password, 1)
    rows.execute(
        "insert into people (login, name, roles, offices, password, must_change) values (?, ?, ?, ?, ?, ?)", told
    )


def _end_all(rows: sqlite3.Connection, login: str, why: str) -> None:
    rows.execute("update sessions set ended = ? where login = ? and ended = ''", (why, login))


def _person(row: sqlite3.Row) -> Person:
    return Person(
        row["login"],
        row["name"],
        frozenset(Role(one) for one in row["roles"].split("\n") if one),
        frozenset(one for one in row["offices"].split("\n") if one),
        bool(row["must_change"]),
        bool(row["closed"]),
    )


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(sorted(str(one) for one in parts))


def _login(login: str) -> str:
    return login.strip().casefold()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
