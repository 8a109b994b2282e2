"""``[[mailboxes]]`` of office.toml: the mailboxes that the office reads, without their passwords."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from circulars.mailbox.box import Login, Mailbox, Security, Server
from flows.settings.toml.kinds import SWITCH, TEXT, Filled, Table, Text, email_value, fault

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
_HERE = ("localhost", "127.0.0.1", "::1")
_PORT = "จำนวนเต็ม 1 ถึง 65535"
_IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
_SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


def _one_of(*known: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in known:
            raise fault(f"ต้องเป็น {' หรือ '.join(known)} แต่พบ “{text}”")
        return text

    return check


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise fault(f"ต้องเป็นคำสั้น ๆ ด้วย a-z 0-9 และ - (ใช้เป็นชื่อไฟล์รหัส secrets/mail-…) แต่พบ “{text}”")
    return text


def token_url(text: str) -> str:
    """An address to which a secret is sent: encrypted, or this machine. Raises a fault otherwise."""
    if text and not text.startswith(("https://", *(f"http://{host}" for host in _HERE))):
        raise fault(f"ต้องขึ้นต้นด้วย https:// แต่พบ “{text}”")
    return text


_Security = Annotated[Text, AfterValidator(_one_of(*Security))]


class MailboxRow(Table):
    """One mailbox that is read by IMAP."""

    name: Annotated[Filled, AfterValidator(_name)] = Field(description=TEXT)
    host: Filled = Field(description=TEXT)
    port: int | None = Field(default=None, ge=1, le=65535, description=_PORT)
    security: _Security = Field(default=str(Security.TLS), description=TEXT)
    user: Annotated[Filled, AfterValidator(email_value)] = Field(description=TEXT)
    login: Annotated[Text, AfterValidator(_one_of(*Login))] = Field(default=str(Login.PASSWORD), description=TEXT)
    token_url: Annotated[Text, AfterValidator(token_url)] = Field(default="", description=TEXT)
    folder: Filled = Field(default="INBOX", description=TEXT)
    done_folder: Text = Field(default="รับแล้ว", description=TEXT)
    answer: bool = Field(default=False, description=SWITCH)
    smtp_host: Text = Field(default="", description=TEXT)
    smtp_port: int | None = Field(default=None, ge=1, le=65535, description=_PORT)
    smtp_security: _Security = Field(default=str(Security.TLS), description=TEXT)

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.login == Login.OAUTH2 and not self.token_url:
            raise fault('login = "oauth2" ต้องบอก token_url ของผู้ให้บริการอีเมลด้วย')
        if self.answer and not self.smtp_host:
            raise fault("answer = true ต้องบอก smtp_host สำหรับส่งข้อความตอบรับด้วย")
        for server, security in ((self.host, self.security), (self.smtp_host, self.smtp_security)):
            if security == Security.NONE and server and server not in _HERE:
                raise fault(
                    f'security = "none" ส่งรหัสผ่านโดยไม่เข้ารหัส ใช้ได้กับเครื่องนี้เอง ({_HERE[0]}) เท่านั้น กรุณาใช้ tls หรือ starttls'
                )
        if self.done_folder == self.folder:
            raise fault("done_folder เป็นโฟลเดอร์เดียวกับ folder กรุณาตั้งเป็นโฟลเดอร์อื่น")
        return self

    def mailbox(self) -> Mailbox:
        """The row as the mailbox room takes it."""
        security, smtp = Security(self.security), Security(self.smtp_security)
        sends = Server(self.smtp_host, self.smtp_port or _SMTP_PORTS[smtp], smtp) if self.smtp_host else None
        return Mailbox(
            self.name,
            Server(self.host, self.port or _IMAP_PORTS[security], security),
            self.user,
            Login(self.login),
            self.token_url,
            self.folder,
            self.done_folder,
            sends if self.answer else None,
            sends,
        )


def different(rows: tuple[MailboxRow, ...]) -> tuple[MailboxRow, ...]:
    """Names once, and no folder of a mailbox read twice."""
    for place, row in enumerate(rows):
        for other in rows[:place]:
            if row.name == other.name:
                raise fault(f"มีตู้จดหมายชื่อ {row.name} สองรายการ กรุณาเปลี่ยนชื่อหนึ่ง")
            if (row.host, row.user, row.folder) == (other.host, other.user, other.folder):
                raise fault(f"ตู้จดหมาย {row.name} เป็นตู้เดียวกับ {other.name} กรุณาเหลือรายการเดียว")
    return rows
