"""What comes back of a letter that we mailed, as other programs really write it: receipts, bounces, replies, strangers."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from dispatch_cases import DOMAIN, NOW, OFFICE, SENDER, Post, Sender, address, districts, listed

from circulars.archive import IssuedLetter
from circulars.archive.export.verify import verify
from circulars.archive.registers.move import MoveState
from circulars.dispatch.mailing.reports import note_reply, note_report
from circulars.dispatch.mailing.sending import mail_waiting
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.mailbox.answering import answer_message
from circulars.mailbox.box import Mailbox, Server
from circulars.mailbox.fetching import message_ids
from circulars.mailbox.ledger import Record


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sender, IssuedLetter, list[EmailMessage]]]:
    post = Post()
    sender = Sender(tmp_path_factory.mktemp("back") / "office", port=post.port)
    listed(sender.home)
    issued = sender.issue(districts(8))
    sender.queue(issued)
    mail_waiting(sender.archive, sender.home, sender.sending, "จังหวัดสกลนคร")
    post.stop()
    yield sender, issued, post.mails
    sender.archive.close()


def read(message: EmailMessage | MIMEMultipart) -> EmailMessage:
    """The message as a mailbox gives it."""
    found = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def receipt(of: EmailMessage, numbers: list[int]) -> EmailMessage:
    """“ได้รับแล้ว” as our own installation answers."""
    box = Mailbox("district", Server("imap.example.go.th", 993), str(of["To"]))
    record = Record("20261123-100000-0123456789abcdef", "district", 1, (1,), str(of["Message-ID"]), "ที่ …", SENDER)
    return answer_message(record, box, "อำเภอพังโคน", numbers)


def bounce(of: EmailMessage, action: str = "failed", *, heads_only: bool = False, inner: str = "") -> MIMEMultipart:
    """As Postfix writes it (RFC 3464): a text, the status, the message that came back."""
    report = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    report["From"], report["To"], report["Subject"] = f"MAILER-DAEMON@{DOMAIN}", SENDER, "Undelivered Mail"
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText("This is the mail system."))
    status = email.message_from_string(
        "Content-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mail.{DOMAIN}\nArrival-Date: Mon, 23 Nov 2026 10:00:00 +0700\n\n"
        f"Final-Recipient: rfc822; {of['To']}\nAction: {action}\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n"
    )
    report.attach(status)
    back = email.message_from_bytes(of.as_bytes())
    if inner:
        back.replace_header("Message-ID", inner)
    if heads_only:
        heads = "".join(f"{name}: {value}\n" for name, value in back.items())
        report.attach(MIMEText(heads, "rfc822-headers"))
    else:
        report.attach(MIMEMessage(back))
    return report


def test_what_came_back_is_entered_for_the_right_recipient_and_once(
    sent: tuple[Sender, IssuedLetter, list[EmailMessage]],
) -> None:
    sender, issued, mails = sent
    archive = sender.archive
    whole, heads, late, ours, person, stranger, away, answered = mails
    for _ in range(2):  # a mailbox may tell it again after a crash
        assert note_report(archive, read(bounce(whole)))
        assert note_report(archive, read(bounce(heads, heads_only=True)))
        assert note_report(archive, read(bounce(late, "delayed")))
        assert note_report(archive, read(receipt(ours, [12])))
        assert not note_report(archive, read(bounce(stranger, inner="<letter-00@example.go.th>")))
        assert not note_report(archive, reply_to(person, "ได้รับแล้วค่ะ"))  # it may bring a letter: it is read
        assert not note_report(archive, reply_to(away, "ไม่อยู่", auto="auto-replied"))
        assert not note_report(archive, read(receipt_of_a_stranger()))
    assert sender.states(issued) == ["bounced", "bounced", *["sent"] * 6]
    told = archive.deliveries(issued.letter_id)
    assert [bool(one.acknowledged) for one in told] == [False, False, False, True, True, False, False, False]
    assert "เลขรับ ๑๒" in told[3].note and "5.1.1" in str(told[0].move and told[0].move.note)
    assert not verify(archive)

    letters = [incoming("อำเภอนิคมน้ำอูน"), incoming("อำเภอวานรนิวาส"), incoming("")]
    scan = archive.save_original(b"reply", "ตอบ.pdf")
    ids = archive.save_letters(scan.id, OFFICE, letters, [()] * 3)
    about = message_ids(reply_to(answered, "ขอส่งรายงาน"), "In-Reply-To", "References")
    note_reply(archive, about, [ids[0]])  # another office wrote it: no answer of this recipient
    assert not archive.deliveries(issued.letter_id)[7].answered
    for _ in range(2):
        note_reply(archive, about, [ids[1]])
    assert archive.deliveries(issued.letter_id)[7].answer_id == ids[1]
    assert ("replies", ids[1]) in [(one.kind, one.from_id) for one in archive.relations_of(issued.letter_id)]
    assert not verify(archive)


def test_a_mended_address_is_sent_anew_and_the_old_bounce_does_not_touch_it(
    sent: tuple[Sender, IssuedLetter, list[EmailMessage]],
) -> None:
    sender, issued, mails = sent
    archive = sender.archive
    if sender.states(issued)[0] != "bounced":
        assert note_report(archive, read(bounce(mails[0])))
    assert len(archive.queue(issued.letter_id, {0: "new@district.example.go.th"}, "นายสมมุติ", DOMAIN)) == 1
    (move,) = [one for one in archive.moves_waiting() if one.place == 0]
    handing = archive.follow(move, MoveState.HANDING)
    assert handing is not None
    note_report(archive, read(bounce(mails[0])))
    assert archive.standing_of(issued.letter_id)[0].state is MoveState.HANDING
    back = replace(handing, message_id=handing.message_id)
    message = EmailMessage()
    message["To"], message["Message-ID"] = back.address, back.message_id
    assert note_report(archive, read(receipt(message, [3])))  # what was not sure is known now
    assert archive.standing_of(issued.letter_id)[0].state is MoveState.SENT


def incoming(agency: str) -> Letter:
    return Letter((1,), subject=Field(f"รายงานผล {agency}"), sender_agency=Field(agency or None))


def reply_to(of: EmailMessage, text: str, auto: str = "") -> EmailMessage:
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = str(of["To"]), SENDER, f"Re: {of['Subject']}"
    reply["In-Reply-To"] = reply["References"] = str(of["Message-ID"])
    if auto:
        reply["Auto-Submitted"] = auto
    reply.set_content(text)
    return read(reply)


def receipt_of_a_stranger() -> EmailMessage:
    message = EmailMessage()
    message["To"], message["Message-ID"] = address(5), "<letter-0123456789abcdef0123456789abcdef@example.go.th>"
    message["Date"] = NOW.strftime("%a, %d %b %Y %H:%M:%S +0700")
    return receipt(message, [99])


def test_a_broken_message_is_no_report(sent: tuple[Sender, IssuedLetter, list[EmailMessage]], tmp_path: Path) -> None:
    raw = b"Content-Type: multipart/report; boundary=x\r\nIn-Reply-To: <\xff\xfe>\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n"
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage) and not note_report(sent[0].archive, message)
