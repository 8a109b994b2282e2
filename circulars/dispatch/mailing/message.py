"""The message in which a letter goes to one recipient; equal for equal input, so that a second copy is known as one."""

from __future__ import annotations

import datetime as dt
import email.policy
import email.utils
from email.message import EmailMessage

from circulars.archive.export.outbox import file_stem
from circulars.archive.registers.move import Move
from circulars.dispatch.gate import Leaving
from circulars.thai.dates import ThaiDate, format_date

LETTER_HEADER = "X-Circulars-Letter"
"""Tells another installation that a letter of ours is in the message; what it is stands in the PDF."""
_TEXT = """เรียน {title}

{office} ขอส่งหนังสือ
ที่ {reference} ลงวันที่ {day}
เรื่อง {subject}

หนังสืออยู่ในไฟล์แนบ เมื่อได้รับแล้วกรุณาตอบกลับข้อความนี้ (ระบบที่ลงทะเบียนรับเองจะตอบให้)
"""


def letter_message(
    move: Move, letter: Leaving, title: str, office: str, sender: str, at: dt.datetime, files: tuple[bytes, ...],
    manifest: tuple[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """The message, as it goes over the line; `at` is when it was queued, `files` those of the letter in order.

    `manifest` is the name and content of what this office's program says of them, where it has a key.
    """
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"] = sender, move.address
    message["Subject"] = f"ที่ {letter.reference} เรื่อง {letter.subject}"[:200]
    message["Date"] = email.utils.format_datetime(at)
    message["Message-ID"] = move.message_id
    message[LETTER_HEADER] = letter.dated
    day = format_date(ThaiDate.from_ce(dt.date.fromisoformat(letter.dated)))
    told = {"title": title, "office": office, "reference": letter.reference, "subject": letter.subject}
    message.set_content(_TEXT.format(**told, day=day), cte="base64")
    stem = file_stem(letter.reference, letter.subject)
    for (ending, _), content in zip(letter.files, files, strict=True):
        kind = "pdf" if content.startswith(b"%PDF") else "octet-stream"
        message.add_attachment(content, maintype="application", subtype=kind, filename=f"{stem}{ending}.pdf")
    if manifest is not None:
        message.add_attachment(manifest[1], maintype="application", subtype="octet-stream", filename=manifest[0])
    message.set_boundary(f"=={move.message_id[1:].partition('@')[0]}==")
    return message.as_bytes()
