"""What the manifest beside a received file is worth: only where everything agrees are the file's own words taken.

The key is one that the administrator entered for that very office and did not withdraw; it signed the manifest as it
stands; the manifest names these bytes, the facts inside them, and a letter with the number of that office. Where no key is
known the file is read as every other. What contradicts itself is told besides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.directory.offices import office_code
from circulars.documents.signing.manifest.known import KnownKey
from circulars.documents.signing.manifest.written import (
    Leaves,
    ListedFile,
    Manifest,
    fingerprint,
    parse_manifest,
    signed_by,
)
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.text import folded

_READ = "ระบบจึงอ่านจากหน้าหนังสือตามปกติ"
_ASK = "กรุณาสอบถามผู้ส่งก่อนดำเนินการ"


class Standing(StrEnum):
    """What a manifest is worth here."""

    GOOD = "good"
    UNKNOWN = "unknown"
    """Signed by a key that is not in the list."""
    BROKEN = "broken"
    """A key of the list that is withdrawn or another office's, or a manifest that is not of this file."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The file that a manifest came with: its bytes, the facts attached to it, and the letter that those tell."""

    content: bytes
    facts: bytes = b""
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What it is worth, whose key that is, and why it is worth no more; ``pages``: first pages whose own words are taken."""

    standing: Standing
    office: str = ""
    why: str = ""
    pages: int = 0

    @property
    def facts_count(self) -> bool:
        """The facts in the file are the letter as it was issued."""
        return self.standing is Standing.GOOD and self.pages > 0


def judge(manifest: bytes, brought: Brought, keys: Sequence[KnownKey]) -> Judged:
    """Judge a manifest that came with a file, against the keys of the office's list. Never raises."""
    read = parse_manifest(manifest)
    if read is None:
        return Judged(Standing.BROKEN, why="ใบกำกับเสียหายหรือไม่ใช่แบบที่ระบบรู้จัก")
    told, named = read
    rows = [one for one in keys if one.fingerprint == named]
    signer = signed_by(manifest, [one.key for one in rows])
    if not rows:
        return Judged(Standing.UNKNOWN, why=f"ลายนิ้วมือ {shown(named)} อ้างว่าเป็นของ {told.office}")
    name = rows[0].name or rows[0].office
    if signer is None:
        return Judged(Standing.BROKEN, name, "ลายเซ็นของใบกำกับไม่ตรง ใบกำกับถูกแก้ไข")
    why = next(_against(told, brought, [one for one in rows if fingerprint(one.key) == fingerprint(signer)]), "")
    if why:
        return Judged(Standing.BROKEN, name, why)
    file = _entry(told, brought.content)
    own = told.pages if file is not None and file.leaves is not Leaves.SCAN and brought.letter is not None else 0
    return Judged(Standing.GOOD, name, pages=own)


def _against(told: Manifest, brought: Brought, rows: Sequence[KnownKey]) -> Iterator[str]:
    """Each thing by which the manifest is no proof of this file."""
    of_office = [one for one in rows if folded(one.office) == folded(told.office)]
    if not of_office:
        yield f"กุญแจเป็นของ {rows[0].name or rows[0].office} แต่ใบกำกับอ้างว่าเป็นหนังสือของ {told.office}"
    elif any(one.withdrawn for one in of_office):
        yield "กุญแจนี้ถอนแล้ว"
    file = _entry(told, brought.content)
    if file is None:
        yield f"ไฟล์นี้ไม่ใช่ไฟล์ที่ส่งออกของหนังสือ ที่ {told.reference} ไฟล์ถูกแก้ไข หรือใบกำกับเป็นของหนังสืออื่น"
    elif file.leaves is not Leaves.SCAN:
        yield from _against_facts(told, brought)


def _against_facts(told: Manifest, brought: Brought) -> Iterator[str]:
    if hashlib.sha256(brought.facts).hexdigest() != told.metadata:
        yield "ข้อมูลกำกับในไฟล์ไม่ใช่ของหนังสือที่ใบกำกับรับรอง"
    letter = brought.letter
    if letter is None:
        return
    number, day = letter.reference.value, letter.dated.value
    if number is None or folded(format_reference(number)) != folded(told.reference):
        yield f"ข้อมูลกำกับในไฟล์ไม่ใช่ของหนังสือ ที่ {told.reference}"
    elif folded(office_code(number.letters or "", number.office_number or "")) != folded(told.office):
        yield f"เลขที่หนังสือ {told.reference} ไม่ใช่เลขของ {told.office}"
    if day is None or day.iso_ce != told.dated.isoformat():
        yield "วันที่ในข้อมูลกำกับไม่ใช่วันที่ของหนังสือที่ใบกำกับรับรอง"


def _entry(told: Manifest, content: bytes) -> ListedFile | None:
    digest = hashlib.sha256(content).hexdigest()
    return next((one for one in told.files if (one.sha256, one.length) == (digest, len(content))), None)


def manifest_finding(judged: Judged) -> Finding:
    """What is told of it: whose key proved the file, or why it proves nothing."""
    if judged.standing is Standing.GOOD:
        message = f"ยืนยันด้วยกุญแจของ {judged.office} ไฟล์ตรงทุกไบต์กับที่ระบบของหน่วยงานนั้นส่งออก"
        return Finding("key-good", Severity.NOTES, "", message, seen=judged.office)
    if judged.standing is Standing.UNKNOWN:
        message = (
            f"ไฟล์มีใบกำกับที่ลงนามด้วยกุญแจที่สำนักงานไม่รู้จัก ({judged.why}) จึงไม่พิสูจน์อะไร {_READ} "
            "ถ้าเป็นหน่วยงานที่รู้จัก กรุณาสอบถามลายนิ้วมือทางโทรศัพท์แล้วสั่ง circulars keys add"
        )
        return Finding("key-unknown", Severity.NOTES, "", message, seen=judged.why)
    of = f" (กุญแจของ {judged.office})" if judged.office else ""
    message = f"ใบกำกับที่มากับไฟล์ใช้ไม่ได้{of}: {judged.why} {_READ} {_ASK}"
    return Finding("key-broken", Severity.WARNS, "", message, seen=judged.office, against=judged.why)


def shown(print_: str) -> str:
    """A fingerprint as it is read out.

    >>> shown("b1bacd829ad26ff1")
    'b1ba cd82 9ad2 6ff1'
    """
    return " ".join(print_[at : at + 4] for at in range(0, len(print_), 4))
