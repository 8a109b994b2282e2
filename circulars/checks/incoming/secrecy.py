"""Secrecy and audience: a classified letter stops; secrets and personal data are pointed out before they are passed on.

ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔; a false alarm costs a click, a miss is a breach.
"""

from __future__ import annotations

from collections.abc import Iterator

from circulars.checks.rules.private import find_identity_numbers, find_password
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter


def check_secrecy(letter: Letter) -> Iterator[Finding]:
    """A class of secrecy, or a mark that may be one, blocks the letter; nothing is deleted."""
    if letter.secrecy.value is not None:
        yield Finding(
            "secrecy",
            Severity.BLOCKS,
            "secrecy",
            f"หนังสือมีชั้นความลับ “{letter.secrecy.value}” ระบบหยุดไว้ ไม่จัดเก็บและไม่ส่งต่อ กรุณานำต้นฉบับส่งนายทะเบียนข้อมูลข่าวสารลับ "
            "และดำเนินการนอกระบบตามระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔",
            seen=letter.secrecy.evidence.raw if letter.secrecy.evidence else str(letter.secrecy.value),
        )
    elif letter.secrecy.doubtful:
        yield Finding(
            "secrecy",
            Severity.BLOCKS,
            "secrecy",
            "อาจมีเครื่องหมายชั้นความลับบนหน้ากระดาษแต่อ่านไม่ชัด กรุณาดูต้นฉบับก่อน ถ้าเป็นหนังสือลับให้ส่งนายทะเบียนข้อมูลข่าวสารลับ",
            seen=letter.secrecy.evidence.raw if letter.secrecy.evidence else "",
        )


def check_audience(letter: Letter) -> Iterator[Finding]:
    """Passwords and citizens' numbers in the text, before it is copied to others."""
    text = "\n".join(part.value for part in letter.body if part.value)
    text += "\n" + "\n".join(part.value.title for part in letter.enclosures if part.value)
    secret = find_password(text)
    if secret is not None:
        yield Finding(
            "audience-password",
            Severity.NOTES,
            "body",
            f"ข้อความมี “{secret[0]}” กรุณาตรวจว่าผู้รับทุกรายควรเห็น ก่อนส่งสำเนาต่อ",
            seen=_around(text, secret.start(), secret.end()),
        )
    digits = next(find_identity_numbers(text), None)
    if digits is not None:
        yield Finding(
            "audience-identity",
            Severity.WARNS,
            "body",
            "ข้อความมีเลขประจำตัวประชาชน กรุณาปิดบังหรือแยกออกก่อนส่งต่อ (พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒)",
            seen=f"{digits[0]}-xxxx-xxxxx-xx-{digits[12]}",
        )


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 30) : end + 30].replace("\n", " ").strip()
