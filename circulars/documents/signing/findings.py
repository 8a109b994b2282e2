"""Digital signatures of the file: a changed file stops the letter; who signed, and what proves it, is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from circulars.documents.signing.record import DigitalSignature, Integrity
from circulars.letter.finding import Finding, Severity
from circulars.thai.dates import BANGKOK, ThaiDate, format_date
from circulars.thai.digits import to_thai

_ASK = "กรุณาขอไฟล์ใหม่จากผู้ส่ง หรือยืนยันกับผู้ส่งก่อนดำเนินการ"


def signature_findings(signatures: Sequence[DigitalSignature]) -> Iterator[Finding]:
    """Findings on the digital signatures of a file, one each; พ.ร.บ. ว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๔๔ มาตรา ๒๖ and ๒๘."""
    for one in signatures:
        who = one.signer or "ไม่ทราบชื่อ"
        when = "" if one.signed_at is None else f" เมื่อ {_moment(one.signed_at)}"
        if one.integrity is Integrity.CHANGED:
            message = f"ไฟล์นี้ถูกแก้ไขหลังลงนามดิจิทัลโดย {who}{when} สิ่งที่เห็นอาจไม่ใช่สิ่งที่ลงนาม {_ASK}"
            yield Finding("signature-changed", Severity.BLOCKS, "signatory", message, seen=who)
        elif one.integrity is Integrity.UNKNOWN:
            message = f"ไฟล์นี้มีลายมือชื่อดิจิทัล ({who}) ที่ตรวจไม่ได้ {_ASK}"
            yield Finding("signature-unproved", Severity.WARNS, "signatory", message, seen=who)
        elif one.in_force is False:
            message = f"ไฟล์นี้ลงนามดิจิทัลโดย {who}{when} ขณะที่ใบรับรองยังไม่เริ่มหรือหมดอายุแล้ว {_ASK}"
            yield Finding("signature-unproved", Severity.WARNS, "signatory", message, seen=who)
        elif one.trusted:
            message = f"ลงนามดิจิทัลโดย {who}{when} ไฟล์ไม่ถูกแก้ไข ใบรับรองอยู่ในรายการที่สำนักงานเชื่อถือ"
            yield Finding("signature-good", Severity.NOTES, "signatory", message, seen=who)
        else:
            message = (
                f"ลงนามดิจิทัลในชื่อ {who}{when} ไฟล์ไม่ถูกแก้ไขหลังลงนาม แต่ใบรับรองออกโดย {one.issuer or 'ผู้ที่ไม่บอกชื่อ'} "
                "ซึ่งไม่อยู่ในรายการที่สำนักงานเชื่อถือ จึงยังไม่พิสูจน์ว่าเป็นผู้นั้นจริง"
            )
            yield Finding("signature-untrusted", Severity.NOTES, "signatory", message, seen=who)


def _moment(moment: dt.datetime) -> str:
    local = moment.astimezone(BANGKOK)
    return f"{format_date(ThaiDate.from_ce(local.date()))} เวลา {to_thai(f'{local:%H.%M}')} น."
