"""“ได้รับแล้ว”: a short answer with the number under which a letter was registered."""

from __future__ import annotations

import email.utils
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from circulars.mailbox.access import sending
from circulars.mailbox.box import Mailbox
from circulars.mailbox.ledger import Record
from circulars.thai.clock import now
from circulars.thai.digits import to_thai

RECEIVED_HEADER = "X-Circulars-Received"
"""The received numbers, for the installation that sent the letter: it enters them by itself."""
_TEXT = """เรียน ผู้ส่ง

{office} ได้รับหนังสือของท่านทางไปรษณีย์อิเล็กทรอนิกส์แล้ว
{numbers}
ข้อความนี้ระบบงานสารบรรณส่งให้อัตโนมัติ เพื่อแจ้งว่าลงทะเบียนรับแล้วเท่านั้น มิใช่คำตอบของเรื่อง
"""


def answer_message(record: Record, box: Mailbox, office: str, numbers: Sequence[int]) -> EmailMessage:
    """The answer to a message whose letters were registered under these numbers.

    Its Message-ID comes from the record, so that an answer that a crash lets go out twice is one to its reader's server.
    """
    answer = EmailMessage()
    answer["From"] = box.user
    answer["To"] = record.sender
    answer["Subject"] = f"ได้รับแล้ว: {record.subject}"[:200]
    answer["Date"] = email.utils.format_datetime(now())
    answer["Message-ID"] = f"<received-{record.key}@{box.user.rpartition('@')[2]}>"
    if record.message_id.isascii() and record.message_id.startswith("<"):
        answer["In-Reply-To"] = answer["References"] = record.message_id
    answer[RECEIVED_HEADER] = ", ".join(map(str, numbers))
    answer["Auto-Submitted"] = "auto-replied"  # RFC 3834: nobody answers it by machine
    listed = "\n".join(f"เลขรับ {to_thai(number)}" for number in numbers)
    answer.set_content(_TEXT.format(office=office, numbers=listed))
    return answer


def send_answer(home: Path, box: Mailbox, record: Record, office: str, numbers: Sequence[int]) -> None:
    """Send it, where the office answers, the sender may be answered and something was registered. Raises MailFault."""
    if box.answers is None or not record.sender or not numbers:
        return
    message = answer_message(record, box, office, numbers)
    with sending(home, box, box.answers) as smtp:
        smtp.send_message(message, from_addr=box.user, to_addrs=[record.sender])
