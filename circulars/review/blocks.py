"""Findings that block, one by one: each is overridden by itself with its own reason, and some by nobody.

What nobody may override stands in a table, a row a finding with the reason that is told; everything else that blocks
may be taken upon themselves by a reviewer who says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from circulars.letter.finding import Finding, Severity

LEAST_LETTERS = 5
"""A reason has at least so many letters or digits: a stroke or “ok” is none."""
MOST_LETTERS = 1_000
MOST_REASONS = 20
"""A draft with more blocking findings than this is corrected first: nobody weighs so many one by one."""


@dataclass(frozen=True, slots=True)
class NeverOverridden:
    """A finding that no reason overrides: its check, its field (empty: any), and why, as the reviewer is told."""

    check: str
    field: str
    because: str


NEVER = (
    NeverOverridden("source-named", "date_be", "หนังสือต้นเรื่องไม่ทราบวันที่ กรุณากรอกวันที่จากต้นฉบับ แล้วเลือก แก้ไขแล้วตรวจใหม่"),
    NeverOverridden(
        "source-named", "reference_number", "หนังสือต้นเรื่องไม่ทราบเลขที่ กรุณากรอกเลขที่จากต้นฉบับ แล้วเลือก แก้ไขแล้วตรวจใหม่"
    ),
    NeverOverridden("date-order", "date_be", "หนังสือต้นเรื่องลงวันที่หลังวันนี้ กรุณาแก้วันที่ให้ตรงต้นฉบับ แล้วเลือก แก้ไขแล้วตรวจใหม่"),
    NeverOverridden("unread-pages", "", "หน้าที่จะแนบไปยังไม่มีใครอ่าน กรุณาแยกไฟล์แล้วส่งเข้าระบบใหม่"),
    NeverOverridden("pages-not-enclosed", "", "มีหน้าที่ได้รับแต่ไม่อยู่ในสำเนาที่จะแนบ กรุณาแยกไฟล์แล้วส่งเข้าระบบใหม่"),
    NeverOverridden("unread-enclosed", "", "หน้าที่จะแนบไปยังไม่มีใครอ่าน กรุณาแยกไฟล์แล้วส่งเข้าระบบใหม่"),
    NeverOverridden(
        "withdrawn",
        "",
        "หนังสือต้นเรื่องถูกยกเลิก แก้ไข หรือใช้ฉบับใหม่แทนแล้ว กรุณาเลือก ไม่ส่งต่อ แล้วร่างจากฉบับที่มาแทน",
    ),
    NeverOverridden("signer", "", "ไม่มีผู้ลงนามที่มีอำนาจ กรุณาเลือกผู้ลงนามอื่น หรือแก้ office.toml แล้วเลือก แก้ไขแล้วตรวจใหม่"),
    NeverOverridden("elements", "draft.signatory_name", "ไม่มีผู้ลงนาม กรุณาเพิ่ม [[office.signatories]] ใน office.toml"),
    NeverOverridden("secrecy", "", "หนังสือมีชั้นความลับ ห้ามส่งต่อผ่านระบบนี้ กรุณาเลือก ไม่ส่งต่อ แล้วดำเนินการนอกระบบ"),
    NeverOverridden("recipients", "", "รายชื่อผู้รับใช้ไม่ได้ กรุณาแก้ช่อง เรียน แล้วเลือก แก้ไขแล้วตรวจใหม่"),
    NeverOverridden("elements", "draft.addressee", "ร่างไม่มีผู้รับ กรุณาแก้ช่อง เรียน แล้วเลือก แก้ไขแล้วตรวจใหม่"),
    NeverOverridden("edited-part", "", "ส่วนที่แก้ใน Word จะไม่ตรงกับทะเบียน กรุณาแก้ไฟล์กลับ หรือย้ายไฟล์ออกจากโฟลเดอร์ drafts"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One finding that blocks: ``key`` names it in forms and answers, ``never`` says why nobody may override it."""

    key: str
    finding: Finding
    never: str = ""


def blocks_of(findings: Iterable[Finding]) -> tuple[Block, ...]:
    """The findings that block, each once, in their order.

    >>> [bool(one.never) for one in blocks_of([Finding("secrecy", Severity.BLOCKS, "secrecy", "ลับ")])]
    [True]
    """
    blocking = dict.fromkeys(one for one in findings if one.severity is Severity.BLOCKS)
    return tuple(Block(key_of(one), one, _never(one)) for one in blocking)


def key_of(finding: Finding) -> str:
    """A short name of exactly this finding: another wording, place or value has another.

    >>> key_of(Finding("a", Severity.BLOCKS, "b", "c")) == key_of(Finding("a", Severity.BLOCKS, "b", "c", seen="d"))
    False
    """
    told = "\x1f".join((finding.check, finding.field, finding.message, finding.seen, finding.against))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _never(finding: Finding) -> str:
    rows = (row for row in NEVER if row.check == finding.check and row.field in ("", finding.field))
    return next((row.because for row in rows), "")


def is_reason(text: str) -> bool:
    """Whether a typed text says something.

    >>> [is_reason(text) for text in ("ตรวจต้นฉบับแล้ว", "ok", "-----", "")]
    [True, False, False, False]
    """
    return len(text) <= MOST_LETTERS and sum(letter.isalnum() for letter in text) >= LEAST_LETTERS
