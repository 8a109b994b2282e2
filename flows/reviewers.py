"""Who may approve, and the proof that they did: one-time codes of an authenticator app.

Prefect's open-source UI knows no users, so the reviewer's name on a form is only a statement. A reviewer therefore
signs each decision that sends a letter out with a TOTP code (RFC 6238, by pyotp). A code is accepted once; five wrong
ones lock the reviewer for a quarter of an hour. Names and delegations stand in office.toml, secrets in ``secrets/``,
readable by the owner only, one file a reviewer.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pyotp
import tomlkit
from tomlkit.items import AoT

from circulars.errors import Refused, SettingsWrong
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_arabic, to_thai

WRONG_CODES = 5
LOCKED_FOR = dt.timedelta(minutes=15)
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""A phone's clock may be one step early or late (RFC 6238, section 5.2)."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """A reviewer may approve for an office from one day to another, by a numbered order (รักษาราชการแทน)."""

    office: str
    valid_from: dt.date
    valid_to: dt.date
    order: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Someone enrolled to approve: ``offices`` are codes of the offices whose letters are theirs by post."""

    name: str
    position: str
    offices: tuple[str, ...]
    delegations: tuple[Delegation, ...] = ()

    def may_approve(self, office: str, day: dt.date) -> bool:
        """By post, or by a delegation that holds on that day."""
        return office in self.offices or any(
            row.office == office and row.valid_from <= day <= row.valid_to for row in self.delegations
        )


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a new reviewer puts into the authenticator app, shown once: the secret and its ``otpauth`` address."""

    reviewer: Reviewer
    secret: str
    address: str


@dataclass(slots=True)
class _Secret:
    """The file of one reviewer: the shared secret, the last step accepted, wrong codes in a row, locked until."""

    secret: str
    last_step: int = -1
    wrong: int = 0
    locked_until: float = 0.0


def add(home: Path, name: str, *, position: str = "", offices: tuple[str, ...] = ()) -> Enrolment:
    """Enrol a reviewer: a row in office.toml, comments kept, and a new secret. Raises SettingsWrong.

    Enrolling a known name again gives a new secret (a lost telephone) and keeps the row.
    """
    name = " ".join(name.split())
    if not name:
        raise SettingsWrong("ต้องบอกชื่อผู้ตรวจ เช่น circulars reviewers add 'นางสาวสมมุติ ตัวอย่าง'")
    file = home / "office.toml"
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsWrong(f"อ่าน {file} ไม่ได้ กรุณาสั่ง circulars up ก่อน", cause=str(error)) from error
    rows = document.setdefault("reviewers", tomlkit.aot())
    if not isinstance(rows, AoT):
        raise SettingsWrong("reviewers ใน office.toml ต้องเขียนเป็น [[reviewers]] ทีละคน กรุณาแก้ไข")
    own = offices or (str(document["office"]["code"]),)
    if name not in {" ".join(str(row.get("name", "")).split()) for row in rows}:
        row = tomlkit.table()
        row.add("name", name)
        row.add("position", position)
        row.add("offices", list(own))
        rows.append(row)
        _write_private(file, tomlkit.dumps(document))
    secret = pyotp.random_base32()
    with _kept(home, name, new=True) as kept:
        kept.secret, kept.last_step, kept.wrong, kept.locked_until = secret, -1, 0, 0.0
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="circulars")
    return Enrolment(Reviewer(name, position, own), secret, address)


def sign(
    home: Path, reviewers: tuple[Reviewer, ...], name: str, code: str, *, office: str, now: dt.datetime
) -> Reviewer:
    """The reviewer whose code this is, proved once, for a letter of `office`. Raises Refused with the remedy."""
    reviewer = next((one for one in reviewers if one.name == " ".join(name.split())), None)
    if reviewer is None:
        raise Refused(f"ไม่มีผู้ตรวจชื่อ “{name.strip()}” กรุณาเลือกชื่อที่ขึ้นทะเบียนไว้", code="unknown-reviewer")
    if not reviewer.may_approve(office, now.date()):
        ended = [row for row in reviewer.delegations if row.office == office and row.valid_to < now.date()]
        told = (
            f"คำสั่งมอบหมายสิ้นสุด {format_date(ThaiDate.from_ce(ended[-1].valid_to))}"
            if ended
            else f"ไม่มีอำนาจตรวจของ {office}"
        )
        raise Refused(f"{reviewer.name} {told} กรุณาให้ผู้มีอำนาจตรวจแทน", code="no-authority")
    _prove(home, reviewer.name, code, now)
    return reviewer


def _prove(home: Path, name: str, code: str, now: dt.datetime) -> None:
    typed = to_arabic("".join(code.split()))
    with _kept(home, name) as kept:
        if now.timestamp() < kept.locked_until:
            minutes = int((kept.locked_until - now.timestamp()) // 60) + 1
            raise Refused(f"ใส่รหัสผิดหลายครั้ง ระบบพักไว้ กรุณารออีก {to_thai(minutes)} นาที", code="locked")
        step = int(now.timestamp()) // STEP_SECONDS
        totp = pyotp.TOTP(kept.secret)
        for near in range(step - DRIFT_STEPS, step + DRIFT_STEPS + 1):
            if pyotp.utils.strings_equal(typed, totp.at(near * STEP_SECONDS)):
                if near <= kept.last_step:
                    raise Refused("รหัสนี้ใช้ไปแล้ว กรุณารอรหัสถัดไปจากแอป (ไม่เกิน ๓๐ วินาที)", code="used-code")
                kept.last_step, kept.wrong = near, 0
                return
        kept.wrong += 1
        if kept.wrong >= WRONG_CODES:
            kept.wrong, kept.locked_until = 0, (now + LOCKED_FOR).timestamp()
            raise Refused("ใส่รหัสผิดครบ ๕ ครั้ง ระบบพักชื่อนี้ ๑๕ นาที", code="locked")
        left = WRONG_CODES - kept.wrong
        raise Refused(f"รหัสไม่ถูกต้อง กรุณาดูรหัส ๖ หลักในแอปอีกครั้ง (เหลือ {to_thai(left)} ครั้ง)", code="wrong-code")


def is_enrolled(home: Path, name: str) -> bool:
    """The reviewer has a secret: codes of theirs can be checked."""
    return _secret_file(home, name).is_file()


def _secret_file(home: Path, name: str) -> Path:
    return home / "secrets" / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"


@contextmanager
def _kept(home: Path, name: str, *, new: bool = False) -> Iterator[_Secret]:
    """The reviewer's secret file, locked for this process, written back whole even when the code is refused."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    file = _secret_file(home, name)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if file.exists():
            kept = _Secret(**json.loads(file.read_text()))
        elif new:
            kept = _Secret("")
        else:
            raise Refused(f"{name} ยังไม่มีรหัสยืนยัน กรุณาสั่ง circulars reviewers add '{name}'", code="not-enrolled")
        try:
            yield kept
        finally:
            _write_private(file, json.dumps(asdict(kept)))


def _write_private(file: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    draft = file.with_name(f".{file.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
