"""Who may approve, and the proof that they did: one-time codes of an authenticator app.

Prefect's open-source UI knows no users, so the reviewer's name on a form is only a statement. A reviewer therefore
signs each decision (approve, return, do not forward) with a TOTP code (RFC 6238, by pyotp; see `circulars.review.codes`). Names and
delegations stand in office.toml, secrets in ``secrets/``, readable by the owner only, one file a reviewer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pyotp
import tomlkit
from tomlkit.items import AoT

from circulars.errors import Refused, SettingsWrong
from circulars.review.codes import Proof, enrol, has_secret, prove, spend, write_private
from circulars.thai.dates import ThaiDate, format_date


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
class Signature:
    """Who signed an answer, or nobody and why."""

    reviewer: Reviewer | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a new reviewer puts into the authenticator app, shown once: the secret and its ``otpauth`` address."""

    reviewer: Reviewer
    secret: str
    address: str


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
        write_private(file, tomlkit.dumps(document))
    secret = enrol(home, name)
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="circulars")
    return Enrolment(Reviewer(name, position, own), secret, address)


def sign(
    home: Path,
    reviewers: tuple[Reviewer, ...],
    name: str,
    code: str,
    *,
    office: str,
    now: dt.datetime,
    clock: dt.datetime | None = None,
    answer: str = "",
) -> Signature:
    """Who signs an answer to a letter of `office` with this code; a signature without a reviewer tells why nobody does.

    `now` is when the answer was given, `clock` the machine's time if it is later; `answer` names the answer. The code is
    spent whatever comes of it, whoever's it is.
    """
    clock, name = clock or now, " ".join(name.split())
    names = tuple(one.name for one in reviewers)
    reviewer = next((one for one in reviewers if one.name == name), None)
    if reviewer is None:
        spend(home, names, code, given=now, answer=answer)
        told = f"ไม่มีผู้ตรวจชื่อ “{name}” กรุณาเลือกชื่อที่ขึ้นทะเบียนไว้" if name else "ยังไม่ได้เลือกชื่อผู้ตรวจ กรุณาเลือกชื่อแล้วใส่รหัสยืนยัน"
        return Signature(None, Proof("unknown-reviewer", told))
    others = tuple(one for one in names if one != name)
    try:
        proof = prove(home, name, code, given=now, clock=clock, answer=answer, others=others)
    except Refused as refused:
        return Signature(None, Proof(refused.code, refused.message))
    if proof.reason:
        return Signature(None, proof)
    if not reviewer.may_approve(office, now.date()):
        return Signature(None, Proof("no-authority", _no_authority(reviewer, office, now.date())))
    return Signature(reviewer, proof)


def _no_authority(reviewer: Reviewer, office: str, day: dt.date) -> str:
    ended = [row for row in reviewer.delegations if row.office == office and row.valid_to < day]
    told = (
        f"คำสั่งมอบหมายสิ้นสุด {format_date(ThaiDate.from_ce(ended[-1].valid_to))}" if ended else f"ไม่มีอำนาจตรวจของ {office}"
    )
    return f"{reviewer.name} {told} กรุณาให้ผู้มีอำนาจตรวจแทน"


def is_enrolled(home: Path, name: str) -> bool:
    """The reviewer has a secret: codes of theirs can be checked."""
    return has_secret(home, name)
