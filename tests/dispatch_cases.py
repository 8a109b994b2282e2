"""An office that has issued letters to many recipients, and a mail server that refuses, hangs up and keeps what it took."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
import email.policy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks.dovecot import free_port
from circulars.archive import Archive, IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.dispatch.addresses import AddressRow, read_book, write_book
from circulars.dispatch.gate import to_mail
from circulars.dispatch.switch import Sending
from circulars.documents.pages.finish import finish_pdf
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.letter.record import letter_record
from circulars.letter.reference import ReferenceNumber
from circulars.mailbox.box import Mailbox, Security, Server
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate

OFFICE = "สน ๐๐๑๘.๑"
DOMAIN = "example.go.th"
SENDER = f"saraban@{DOMAIN}"
NOW = dt.datetime(2026, 11, 23, 10, tzinfo=BANGKOK)
CLERK = "นายสมมุติ เจ้าหน้าที่"
DISTRICTS = ("เมืองสกลนคร", "กุสุมาลย์", "กุดบาก", "พรรณานิคม", "พังโคน", "วาริชภูมิ", "นิคมน้ำอูน", "วานรนิวาส", "คำตากล้า",
             "บ้านม่วง", "อากาศอำนวย", "สว่างแดนดิน", "ส่องดาว", "เต่างอย", "โคกศรีสุพรรณ", "เจริญศิลป์", "โพนนาแก้ว", "ภูพาน")  # fmt: skip


def blank_pdf() -> bytes:
    import io

    import pikepdf

    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


@dataclass
class Sender:
    """An office's folder and archive, its clock in the test's hand."""

    home: Path
    now: dt.datetime = NOW
    port: int = 0
    signed_only: bool = False
    archive: Archive = field(init=False)

    @classmethod
    def over(cls, archive: Archive, home: Path) -> Sender:
        """The same of an office that is there already."""
        made = cls.__new__(cls)
        made.home, made.archive, made.now, made.port, made.signed_only = home, archive, NOW, 0, False
        return made

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        url, files = f"sqlite:///{self.home / 'a.db'}", (self.home / "files").as_uri()
        self.archive = Archive.open(url, files, clock=lambda: self.now)

    @property
    def sending(self) -> Sending:
        """Letters leave by the server of this port, without a login."""
        server = Server("127.0.0.1", self.port, Security.NONE)
        return Sending(Mailbox("saraban", server, SENDER, sends=server), server, signed_only=self.signed_only)

    def issue(
        self, recipients: tuple[Recipient, ...], subject: str = "การสำรวจแหล่งน้ำ", *, demo: bool = False
    ) -> IssuedLetter:
        """One letter, approved by somebody, numbered and filed."""

        def finish(number: IssuedNumber) -> IssuedFiles:
            letter = Letter(
                (1,),
                reference=Field(ReferenceNumber("สน", "0018.1", str(number.running), circular=True)),
                dated=Field(ThaiDate.from_ce(number.dated)),
                subject=Field(subject),
                body=(Field("ให้อำเภอทุกอำเภอรายงานผลการสำรวจแหล่งน้ำภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙"),),
                addressees=tuple(Field(one.title) for one in recipients),
            )
            approved = {"by": "นางสาวสมมุติ ผู้ตรวจ", "at": NOW.isoformat(), "demo": demo}
            facts = json.dumps({"letter": letter_record(letter, ()), "approved": approved}, ensure_ascii=False).encode()
            attached = [("metadata.json", "application/json", facts)]
            pdf = finish_pdf(blank_pdf(), title=subject, when=NOW, attachments=attached)
            return IssuedFiles(letter, f"docx {number.running}".encode(), pdf, facts)

        scan = self.archive.save_original(subject.encode(), f"{subject}.txt")
        (source,) = self.archive.save_letters(scan.id, OFFICE, [Letter((1,), subject=Field(subject))], [()])
        record = DraftRecord.without_draft(Letter((1,)), NOW.date())
        draft = self.archive.save_draft(source, ReviewKey(OFFICE, "step"), record, b"docx", None)
        return self.archive.issue(IssueRequest(draft, OFFICE, recipients, finish, dated=NOW.date()))

    def queue(self, issued: IssuedLetter) -> int:
        """Ask for it to be mailed to everybody in the list; how many."""
        found = to_mail(self.archive.deliveries(issued.letter_id), read_book(self.home))
        return len(self.archive.queue(issued.letter_id, found, CLERK, DOMAIN))

    def states(self, issued: IssuedLetter) -> list[str]:
        """How it stands with each recipient, in order."""
        return [str(one.state) for _, one in sorted(self.archive.standing_of(issued.letter_id).items())]


def districts(count: int = 18) -> tuple[Recipient, ...]:
    return tuple(Recipient(f"นายอำเภอ{name}") for name in DISTRICTS[:count])


def address(place: int) -> str:
    return f"amphoe{place}@district.example.go.th"


def listed(home: Path, count: int = 18) -> None:
    """The office's list holds these districts, by the names of the offices."""
    write_book(home, [AddressRow(f"อำเภอ{name}", address(place)) for place, name in enumerate(DISTRICTS[:count])])


@dataclass
class Post:
    """A real SMTP server. `refuses`, `later` and `dies` are addresses; `dies` is once each, in the middle of the message."""

    refuses: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    dies: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    """It takes the message and hangs up without a word."""
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    then: Callable[[bytes], None] = lambda _: None

    def __post_init__(self) -> None:
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        if to in self.refuses:
            return "550 5.1.1 no such mailbox"
        if to in self.later:
            return "451 4.3.0 try again"
        if to in self.dies:
            self.dies.discard(to)
            server.transport.close()  # type: ignore[union-attr]
        envelope.rcpt_tos.append(to)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content
        assert content is not None
        self.raw.append(content)
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        if envelope.rcpt_tos[0] in self.silent:
            self.silent.discard(envelope.rcpt_tos[0])
            server.transport.close()  # type: ignore[union-attr]
            await asyncio.sleep(0)
        self.then(content)
        return "250 2.0.0 queued"

    def sent_to(self) -> list[str]:
        return [str(one["To"]) for one in self.mails]
