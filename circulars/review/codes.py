"""One-time codes of reviewers: spent by every answer they come with, guesses slowed by a lock that grows.

A code is RFC 6238's (TOTP, 30 seconds, one step of drift). It is judged by the moment at which the answer was given, as
the server recorded it, however long the machine was busy. Once it came with any answer, taken or refused, it proves
nothing else: a code that somebody reads later is worth nothing. A code older than one that was given before is refused
too; codes given later do not count against it, so that answers may wait in any order and a clock that was moved back
neither bars right codes nor revives spent ones. Wrong guesses in a row lock the name for longer and longer, and after
a hundred until the administrator enrols it anew (NIST SP 800-63B, section 5.2.2).

Where the office allows it, a code that proved opens a window of some minutes: a word, known to the desk's process alone and
kept here as its hash, that signs in the code's place until it ends, the name is locked, or it is enrolled anew.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyotp

from circulars.errors import Refused
from circulars.thai.digits import to_arabic, to_thai

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""A phone's clock may be one step early or late (RFC 6238, section 5.2)."""
DIGITS = 6
WRONG_CODES = 5
"""So many wrong codes in a row lock a name; each further five for twice as long."""
FIRST_LOCK, LONGEST_LOCK = dt.timedelta(minutes=15), dt.timedelta(hours=24)
MOST_WRONG = 100
"""After so many in a row the name is shut until it is enrolled anew."""
WINDOW, LONGEST_WINDOW = "window:", dt.timedelta(minutes=15)
"""How the word of a window begins, and how long one lasts at most."""
REMEMBERED = 5_000
"""Spent codes that are kept by name; a reviewer who answers fifty letters a day fills it in a hundred days."""


@dataclass(frozen=True, slots=True)
class Spent:
    """A code that came with an answer: its step, when the answer was given (seconds), which answer, whether it held."""

    step: int
    given: float
    answer: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What a code proved. ``reason`` is empty when it held, else a stable word; ``message`` the Thai sentence for it.

    ``wrong`` counts wrong codes in a row; ``locked_until`` is set by the guess that began a lock.
    """

    reason: str = ""
    message: str = ""
    wrong: int = 0
    locked_until: dt.datetime | None = None


@dataclass(slots=True)
class _Kept:
    """The file of one reviewer: the shared secret, spent codes, wrong codes in a row, locked until (seconds)."""

    secret: str
    spent: list[Spent] = field(default_factory=list)
    wrong: int = 0
    locked_until: float = 0.0
    windows: dict[str, float] = field(default_factory=dict)

    def step_of(self, code: str, given: dt.datetime) -> int | None:
        """The step whose code this is at that moment, or None."""
        if not (len(code) == DIGITS and code.isascii() and code.isdecimal()):
            return None
        now, totp = int(given.timestamp()) // STEP_SECONDS, pyotp.TOTP(self.secret)
        for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
            if pyotp.utils.strings_equal(code, totp.at(step * STEP_SECONDS)):
                return step
        return None

    def spend(self, step: int, given: dt.datetime, answer: str, *, accepted: bool) -> None:
        if all(one.step != step for one in self.spent):
            self.spent = [*self.spent, Spent(step, given.timestamp(), answer, accepted)][-REMEMBERED:]


def enrol(home: Path, name: str) -> str:
    """A new secret for a name; what it had before (locks, spent codes) is gone with the old one."""
    secret = pyotp.random_base32()
    with _folder(home) as folder:
        _write(_file(folder, name), _Kept(secret))
    return secret


def has_secret(home: Path, name: str) -> bool:
    """Whether a name was ever enrolled."""
    return _file(home / "secrets", name).is_file()


def prove(
    home: Path,
    name: str,
    code: str,
    *,
    given: dt.datetime,
    clock: dt.datetime,
    answer: str,
    others: tuple[str, ...] = (),
) -> Proof:
    """Judge a code for a name and spend it. Raises Refused(not-enrolled).

    `given` is when the answer was given, `clock` the machine's time now; `answer` names the one answer that the code
    came with: judged again after a crash it gives the same. `others` are names whose code it may be by mistake: theirs
    is spent as well.
    """
    typed = _plain(code)
    spend(home, others, typed, given=given, answer=answer)
    with _folder(home) as folder:
        kept = _read(_file(folder, name))
        if kept is None:
            raise Refused(f"{name} ยังไม่มีรหัสยืนยัน กรุณาสั่ง circulars reviewers add '{name}'", code="not-enrolled")
        try:
            return _judged(kept, typed, given, clock, answer)
        finally:
            _write(_file(folder, name), kept)


def open_window(home: Path, name: str, now: dt.datetime, minutes: int) -> tuple[str, dt.datetime]:
    """A word that signs for a name whose code proved just now, and until when. Raises Refused(not-enrolled)."""
    word, until = WINDOW + secrets.token_urlsafe(24), now + min(dt.timedelta(minutes=minutes), LONGEST_WINDOW)
    with _folder(home) as folder:
        kept = _read(_file(folder, name))
        if kept is None:
            raise Refused(f"{name} ยังไม่มีรหัสยืนยัน กรุณาสั่ง circulars reviewers add '{name}'", code="not-enrolled")
        kept.windows = {one: end for one, end in kept.windows.items() if end > now.timestamp()}
        kept.windows[_hash(word)] = until.timestamp()
        _write(_file(folder, name), kept)
    return word, until


def close_window(home: Path, name: str, word: str) -> None:
    """The word signs nothing any more."""
    with _folder(home) as folder:
        kept = _read(_file(folder, name))
        if kept is not None and kept.windows.pop(_hash(word), None) is not None:
            _write(_file(folder, name), kept)


def _hash(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def spend(home: Path, names: tuple[str, ...], code: str, *, given: dt.datetime, answer: str) -> bool:
    """Spend a code that came with an answer which it does not sign, whoever's it is. Whether it was anybody's."""
    typed, found = _plain(code), False
    if not typed:
        return False
    with _folder(home) as folder:
        for name in names:
            kept = _read(_file(folder, name))
            step = kept.step_of(typed, given) if kept is not None else None
            if kept is not None and step is not None:
                kept.spend(step, given, answer, accepted=False)
                _write(_file(folder, name), kept)
                found = True
    return found


def _judged(kept: _Kept, code: str, given: dt.datetime, clock: dt.datetime, answer: str) -> Proof:
    step = kept.step_of(code, given)
    barred = _barred(kept, given, clock)
    if barred is not None:
        if step is not None:
            kept.spend(step, given, answer, accepted=False)
        return barred
    if code.startswith(WINDOW):
        end = kept.windows.get(_hash(code), 0.0)
        given_within = end - LONGEST_WINDOW.total_seconds() <= given.timestamp() < end
        told = "เวลาที่ลงนามได้โดยไม่ใส่รหัสซ้ำหมดแล้ว กรุณาใส่รหัส ๖ หลักจากแอป"
        return Proof() if given_within else Proof("window-ended", told, kept.wrong)
    if not code:  # a field left empty is no guess
        return Proof("wrong-code", "ยังไม่ได้ใส่รหัสยืนยัน กรุณาดูรหัส ๖ หลักในแอปแล้วใส่พร้อมคำตอบ", kept.wrong)
    if step is None:
        return _wrong(kept, clock)
    before = next((one for one in kept.spent if one.step == step), None)
    if before is not None and before.accepted and answer and before.answer == answer:
        return Proof()  # this very answer again, after a crash
    newest = max((one.step for one in kept.spent if one.given <= given.timestamp()), default=-1)
    if before is not None or step <= newest:
        kept.spend(step, given, answer, accepted=False)
        return Proof("used-code", "รหัสนี้ใช้ไปแล้ว กรุณารอรหัสถัดไปจากแอป (ไม่เกิน ๓๐ วินาที)", kept.wrong)
    kept.spend(step, given, answer, accepted=True)
    kept.wrong, kept.locked_until = 0, 0.0
    return Proof()


def _barred(kept: _Kept, given: dt.datetime, clock: dt.datetime) -> Proof | None:
    """The name is shut, or locked at the moment: what was given before the lock began is not heard either."""
    if kept.wrong >= MOST_WRONG:
        told = f"ใส่รหัสผิดติดกัน {to_thai(kept.wrong)} ครั้ง ระบบปิดชื่อนี้ กรุณาให้ผู้ดูแลระบบสั่ง circulars reviewers add ใหม่"
        return Proof("shut", told, kept.wrong)
    longest = clock.timestamp() + _lock(kept.wrong).total_seconds()
    kept.locked_until = min(kept.locked_until, longest)  # set by a clock that was ahead: never longer than it is
    if given.timestamp() >= kept.locked_until:
        return None
    minutes = max(1, -(-int(kept.locked_until - clock.timestamp()) // 60))
    told = f"ใส่รหัสผิดหลายครั้ง ระบบพักชื่อนี้ไว้ กรุณารออีก {to_thai(minutes)} นาที แล้วส่งคำตอบใหม่"
    return Proof("locked", told, kept.wrong)


def _lock(wrong: int) -> dt.timedelta:
    return min(LONGEST_LOCK, FIRST_LOCK * (1 << max(0, wrong // WRONG_CODES - 1)))


def _wrong(kept: _Kept, clock: dt.datetime) -> Proof:
    kept.wrong += 1
    if kept.wrong >= MOST_WRONG:
        told = f"ใส่รหัสผิดติดกันครบ {to_thai(MOST_WRONG)} ครั้ง ระบบปิดชื่อนี้ กรุณาให้ผู้ดูแลระบบสั่ง circulars reviewers add ใหม่"
        return Proof("shut", told, kept.wrong, dt.datetime.max)
    left = -kept.wrong % WRONG_CODES
    if left:
        told = f"รหัสไม่ถูกต้อง กรุณาดูรหัส ๖ หลักในแอปอีกครั้ง (เหลือ {to_thai(left)} ครั้ง)"
        return Proof("wrong-code", told, kept.wrong)
    until = clock + _lock(kept.wrong)
    kept.locked_until = until.timestamp()
    minutes = int(_lock(kept.wrong).total_seconds()) // 60
    told = f"ใส่รหัสผิดติดกัน {to_thai(kept.wrong)} ครั้ง ระบบพักชื่อนี้ {to_thai(minutes)} นาที"
    return Proof("locked", told, kept.wrong, until)


def _plain(code: str) -> str:
    return to_arabic("".join(code.split()))


@contextmanager
def _folder(home: Path) -> Iterator[Path]:
    """The folder of secrets, locked for this process."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _file(folder: Path, name: str) -> Path:
    return folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"


def _read(file: Path) -> _Kept | None:
    """What is kept of a name; a file of the first release told only the last step that was accepted."""
    try:
        told: dict[str, Any] = json.loads(file.read_text())
    except FileNotFoundError:
        return None
    last = told.pop("last_step", -1)
    spent = [Spent(**one) for one in told.pop("spent", [])]
    if last >= 0 and not spent:
        spent = [Spent(last, float(last * STEP_SECONDS), "", True)]
    return _Kept(spent=spent, **told)


def _write(file: Path, kept: _Kept) -> None:
    write_private(file, json.dumps(asdict(kept)))


def write_private(file: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    draft = file.with_name(f".{file.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
