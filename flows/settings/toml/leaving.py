"""``[sending]``, ``[signing]``, ``[qr]`` of office.toml: what leaves this machine, and how it is signed; all off unless set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from circulars.dispatch.switch import Seal, Sending
from flows.settings.toml.kinds import SWITCH, TEXT, Table, Text, fault
from flows.settings.toml.mailbox import MailboxRow

PASSWORD = "secrets/signing"
"""The file with the certificate's password, in the office's folder."""


def _address(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise fault(f"ต้องขึ้นต้นด้วย https:// หรือ http:// แต่พบ “{text}”")
    return text


class SendingTable(Table):
    """``[sending]``: letters by mail."""

    on: bool = Field(default=False, description=SWITCH)
    mailbox: Text = Field(default="", description=TEXT)
    by_itself: bool = Field(default=False, description=SWITCH)


class SigningTable(Table):
    """``[signing]``: the office's own certificate, and whether what is not signed may leave."""

    certificate: Text = Field(default="", description=f"ชื่อไฟล์ PKCS#12 หรือไลบรารี PKCS#11 เป็น{TEXT}")
    token: Text = Field(default="", description=TEXT)
    key: Text = Field(default="", description=TEXT)
    timestamp_url: Annotated[Text, AfterValidator(_address)] = Field(default="", description=TEXT)
    picture: Text = Field(default="", description=f"ชื่อไฟล์ภาพ เป็น{TEXT}")
    required: bool | None = Field(default=None, description=SWITCH)
    long_term: bool = Field(default=False, description=SWITCH)

    @model_validator(mode="after")
    def _stamped_for_long(self) -> Self:
        if self.long_term and not (self.certificate and self.timestamp_url):
            raise fault("[signing] long_term ต้องมี certificate และ timestamp_url ด้วย กรุณาเพิ่ม หรือลบ long_term")
        if bool(self.token) != bool(self.key) or (self.token and not self.certificate):
            raise fault("[signing] token ต้องมี key และ certificate (ไลบรารี PKCS#11) ด้วย กรุณาเพิ่ม หรือลบ token และ key")
        return self

    @property
    def signed_only(self) -> bool:
        """Nothing leaves unsigned: as it is set, else where the office has a certificate."""
        return bool(self.certificate) if self.required is None else self.required

    def seal(self, home: Path) -> Seal | None:
        """The certificate, as the signing room takes it; None where the office has none."""
        if not self.certificate:
            return None
        picture = home / self.picture if self.picture else None
        authorities = home / "trust" if self.long_term else None
        return Seal(
            home / self.certificate, home / PASSWORD, self.timestamp_url, picture, authorities, self.token, self.key
        )


class QrTable(Table):
    """``[qr]``: a signed QR code on each letter that is issued."""

    on: bool = Field(default=False, description=SWITCH)


def can_send(sending: SendingTable, boxes: Sequence[MailboxRow]) -> None:
    """The mailbox that letters leave by is there, and has a server. Raises a fault of the file."""
    named = {row.name: row for row in boxes}
    if not sending.on:
        return
    row = named.get(sending.mailbox)
    if row is None:
        known = " หรือ ".join(named) or "ยังไม่มี [[mailboxes]]"
        raise fault(f"[sending] mailbox ต้องเป็นชื่อของ [[mailboxes]] ({known}) แต่พบ “{sending.mailbox}”")
    if not row.smtp_host:
        raise fault(f"[sending] ตู้จดหมาย {row.name} ไม่มี smtp_host จึงส่งไม่ได้ กรุณาเพิ่มใต้ [[mailboxes]]")


def sending_of(sending: SendingTable, signing: SigningTable, boxes: Sequence[MailboxRow]) -> Sending | None:
    """How letters leave by mail; None where they do not."""
    box = next((row.mailbox() for row in boxes if sending.on and row.name == sending.mailbox), None)
    if box is None or box.sends is None:
        return None
    return Sending(box, box.sends, sending.by_itself, signing.signed_only)
