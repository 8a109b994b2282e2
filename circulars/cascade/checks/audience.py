"""The audience guard: what is in a letter or its enclosures that those below should not get without a thought.

Passwords and join codes, identity numbers (13 digits with their check digit), mobile numbers, and pages meant for our
own level warn; a person decides. Nothing is cut out by the engine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from circulars.cascade.plan.steps import CascadeStep
from circulars.checks.rules.private import find_identity_numbers, find_mobile, find_password
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.page import Page
from circulars.lexicon.offices import WORDS
from circulars.lexicon.rows import either
from circulars.lexicon.writing.checks import CODE_FOR_US, FOR_US_ALONE
from circulars.thai.digits import to_thai
from circulars.thai.text import repair


def guard(letter: Letter, step: CascadeStep, pages: Sequence[Page] = ()) -> tuple[Finding, ...]:
    """Warnings about what goes down with the copy and the enclosures of a letter."""
    findings: list[Finding] = []
    wanted = {*letter.pages, *letter.enclosure_pages}
    texts = [(page.number, page.text) for page in pages if page.number in wanted]
    seen_body = " ".join(field.value for field in letter.body if field.value)
    if not texts:
        texts = [(letter.pages[0] if letter.pages else 1, seen_body)]
    for number, raw in texts:
        enclosed = number in letter.enclosure_pages
        findings += _page(number, repair(raw), step, enclosed=enclosed)
    return tuple(dict.fromkeys(findings))


def _page(number: int, text: str, step: CascadeStep, *, enclosed: bool) -> list[Finding]:
    where = f"หน้า {to_thai(number)}"
    findings = []

    def warn(check: str, message: str, seen: str, severity: Severity = Severity.WARNS) -> None:
        findings.append(Finding(check, severity, "enclosures", f"{where}: {message}", seen=seen))

    secret = find_password(text)
    if secret:
        warn("audience-password", "มีรหัสผ่านหรือรหัสเข้าร่วม กรุณาตรวจก่อนส่งต่อว่าเป็นของผู้รับ", _around(text, secret))
    if next(find_identity_numbers(text), None):
        warn("audience-identity", "มีเลขประจำตัวประชาชน กรุณาปิดทับหรือตัดหน้านี้ออกก่อนส่งต่อ", "เลข ๑๓ หลัก")
    mobile = find_mobile(text)
    if mobile:
        weight = Severity.WARNS if enclosed else Severity.NOTES  # the letter itself often names its sender's contact
        warn("audience-mobile", "มีหมายเลขโทรศัพท์เคลื่อนที่ของบุคคล กรุณาตรวจก่อนส่งต่อ", _around(text, mobile), weight)
    own = either(WORDS[step.office.level])
    ours = FOR_US_ALONE(own=own).search(text) or (CODE_FOR_US(own=own).search(text) if enclosed else None)
    if ours:
        warn("audience-own-level", f"มีส่วนที่ทำไว้สำหรับ{_unit(step)}เอง กรุณาพิจารณาไม่ส่งส่วนนี้ลงไป", ours[0].strip())
    return findings


def _unit(step: CascadeStep) -> str:
    return WORDS[step.office.level][-1]


def _around(text: str, match: re.Match[str]) -> str:
    """The words of the hit only: a warning must not spread the secret itself."""
    return " ".join(text[match.start() : match.end()].split())[:24]
