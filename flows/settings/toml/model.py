"""What may stand in office.toml: one model a table, every key named, nothing else accepted, no type bent to fit.

Each field says in Thai what it takes (``description``); `flows.settings.toml.faults` tells a clerk from that what is wrong.
A key that nobody knows, a text where a number belongs, a day that cannot be meant are refused, never passed over.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator

from circulars.directory import bare_phone
from circulars.directory.profile import CLOSING_WISH, OPENINGS
from circulars.letter.letter import LetterKind
from circulars.thai.dates import ThaiDate, format_date
from flows.settings.toml.kinds import (
    DAY,
    SWITCH,
    TEXT,
    TEXTS,
    Code,
    Codes,
    Day,
    Filled,
    Lines,
    Name,
    Table,
    Text,
    Town,
    closing_value,
    email_value,
    engine_value,
    fault,
    host_value,
    kind_value,
    motto_value,
    opening_value,
    phone_value,
    public_url_value,
)
from flows.settings.toml.leaving import QrTable, SendingTable, SigningTable, can_send
from flows.settings.toml.login import LoginTable
from flows.settings.toml.mailbox import MailboxRow, different


class _Period(Table):
    """A row that holds from one day through another."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first, last = getattr(self, "valid_from", None), getattr(self, "valid_to", None)
        if first and last and first > last:
            told = [format_date(ThaiDate.from_ce(day)) for day in (first, last)]
            raise fault(f"from ({told[0]}) อยู่หลัง to ({told[1]}) กรุณาแก้ให้ถูก")
        return self


class SignatoryRow(_Period):
    """``[[office.signatories]]``: a person who may sign, and by which authority."""

    name: Name = Field(description=TEXT)
    position: Filled = Field(description=TEXT)
    rank: Text = Field(default="", description=TEXT)
    acting_phrase: Text = Field(default="", description=TEXT)
    acting_for: Text = Field(default="", description=TEXT)
    order: Text = Field(default="", description=TEXT)
    valid_from: Day | None = Field(default=None, alias="from", description=DAY)
    valid_to: Day | None = Field(default=None, alias="to", description=DAY)

    def overlaps(self, other: SignatoryRow) -> bool:
        """Both are of one capacity, and hold on the same day."""
        first = max(self.valid_from or dt.date.min, other.valid_from or dt.date.min)
        last = min(self.valid_to or dt.date.max, other.valid_to or dt.date.max)
        return self.acting_phrase == other.acting_phrase and first <= last

    @model_validator(mode="after")
    def _acting_by_order(self) -> Self:
        """พ.ร.บ. ระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ มาตรา ๓๘, ๔๗: who acts for another needs an order."""
        if self.acting_phrase and self.acting_for.startswith(self.acting_phrase):
            raise fault(f"acting_for มีคำว่า {self.acting_phrase} ซ้ำกับ acting_phrase กรุณาเหลือแต่ตำแหน่งของผู้ที่ลงนามแทน")
        missing = [name for name in ("acting_phrase", "acting_for", "order") if not getattr(self, name)]
        if (self.acting_phrase or self.acting_for) and missing:
            raise fault(f"ลงนามแทนต้องมี {' และ '.join(missing)} กรุณาเพิ่ม")
        return self


class _Printed(Table):
    """What an office prints on its letters, and how it passes them on."""

    letterhead: Lines = ()
    contact_office: Lines = ()
    phone: Annotated[Text, AfterValidator(phone_value)] = Field(default="", description=TEXT)
    motto: Annotated[Text, AfterValidator(motto_value)] | None = Field(default=None, description=TEXT)
    emblem: Filled | None = Field(default=None, description=f"ชื่อไฟล์ตรา เป็น{TEXT}")
    circular_series: bool = Field(default=False, description=SWITCH)
    lead_days: int | None = Field(default=None, ge=0, le=60, description="จำนวนวันทำการ 0 ถึง 60")
    forward_to_local: bool | None = Field(default=None, description=SWITCH)
    always_to_village: bool | None = Field(default=None, description=SWITCH)
    polite_to_local: bool | None = Field(default=None, description=SWITCH)
    own_row: bool = Field(default=False, description=SWITCH)
    told_shortly: bool = Field(default=False, description=SWITCH)
    continued: bool = Field(default=True, description=SWITCH)
    towns: Annotated[tuple[Town, ...], Field(strict=False)] | None = Field(default=None, description=TEXTS)
    opening: Annotated[Text, AfterValidator(opening_value)] = Field(default=OPENINGS[0], description=TEXT)
    closing: Annotated[Filled, AfterValidator(closing_value)] = Field(default=CLOSING_WISH, description=TEXT)
    kinds: Annotated[dict[Filled, Annotated[LetterKind, BeforeValidator(kind_value)]], Field(strict=False)] = Field(
        default={}
    )
    signatories: Annotated[tuple[SignatoryRow, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _one_row_a_capacity(self) -> Self:
        for place, row in enumerate(self.signatories):
            if any(row.name == other.name and row.overlaps(other) for other in self.signatories[:place]):
                raise fault(f"มีผู้ลงนามชื่อ {row.name} สองรายการในช่วงวันเดียวกัน กรุณาเหลือรายการเดียวหรือแก้ from และ to")
        return self

    @model_validator(mode="after")
    def _each_town_once(self) -> Self:
        if self.towns and len(set(self.towns)) < len(self.towns):
            raise fault("towns มีเทศบาลซ้ำกัน กรุณาเหลือแห่งละบรรทัดเดียว")
        return self

    @model_validator(mode="after")
    def _labels_once(self) -> Self:
        if self.phone and (twice := [line for line in self.contact_office if bare_phone(line) != line]):
            raise fault(f"contact_office มี “{twice[0]}” และมี phone ด้วย จะพิมพ์โทรศัพท์สองบรรทัด กรุณาเหลือแต่ phone")
        return self


class OfficeTable(_Printed):
    """``[office]``: the office itself."""

    code: Code = Field(description='รหัสของสำนักงาน เช่น code = "สน ๐๐๑๘.๑"')
    demo: bool = Field(default=False, description=SWITCH)
    acts_for: Codes = ()
    engine: Annotated[Text, AfterValidator(engine_value)] = Field(default="thai", description=TEXT)
    templates: Filled | None = Field(default=None, description=f"โฟลเดอร์แม่แบบ เป็น{TEXT}")
    share_group: Filled | None = Field(default=None, description=f"ชื่อกลุ่มผู้ใช้ของเครื่อง เป็น{TEXT}")


class ActingOfficeTable(_Printed):
    """``[[acting_offices]]``: an office whose letters this one also issues."""

    code: Code = Field(description='รหัสของสำนักงาน เช่น code = "สน ๐๑๑๘"')


class InboxTable(Table):
    """``[inbox]``: how files are taken in."""

    settle_seconds: float = Field(default=2.0, ge=0, le=3600, description="จำนวนวินาที 0 ถึง 3600")


class ServerTable(Table):
    """``[server]``: the web side and the work done at once."""

    host: Annotated[Text, AfterValidator(host_value)] = Field(default="127.0.0.1", description=TEXT)
    port: int = Field(default=4200, ge=1, le=65535, description="จำนวนเต็ม 1 ถึง 65535")
    public_url: Annotated[Text, AfterValidator(public_url_value)] | None = Field(
        default=None, description=f"ที่อยู่เว็บ เป็น{TEXT}"
    )
    desk_port: int | None = Field(default=None, ge=1, le=65535, description="จำนวนเต็ม 1 ถึง 65535")
    desk_url: Annotated[Text, AfterValidator(public_url_value)] | None = Field(
        default=None, description=f"ที่อยู่เว็บ เป็น{TEXT}"
    )
    sign_minutes: int = Field(default=0, ge=0, le=15, description="จำนวนนาที 0 ถึง 15")
    workers: int = Field(default=2, ge=1, le=64, description="จำนวนเต็ม 1 ถึง 64")
    keep_days: int = Field(default=30, ge=1, le=3650, description="จำนวนเต็ม 1 ถึง 3650")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.host in ("0.0.0.0", "::") and self.public_url is None:
            raise fault(
                f'host = "{self.host}" เปิดให้ทุกเครื่อง จึงต้องบอกที่อยู่ที่ผู้ตรวจเปิดด้วย เช่น public_url = "https://saraban.sakonnakhon.go.th"'
            )
        return self


_HOURS = "จำนวนชั่วโมง 1 ถึง 10000"


class RemindersTable(Table):
    """``[reminders]``: how many hours a draft may wait before people are reminded, by urgency."""

    most_urgent: int = Field(default=4, alias="ด่วนที่สุด", ge=1, le=10_000, description=_HOURS)
    very_urgent: int = Field(default=8, alias="ด่วนมาก", ge=1, le=10_000, description=_HOURS)
    urgent: int = Field(default=24, alias="ด่วน", ge=1, le=10_000, description=_HOURS)
    ordinary: int = Field(default=72, alias="ปกติ", ge=1, le=10_000, description=_HOURS)


About = Literal["waits", "urgent", "overdue", "stopped", "head"]
WAITS: Final = "waits"
URGENT: Final = "urgent"
OVERDUE: Final = "overdue"
STOPPED: Final = "stopped"
HEAD: Final = "head"
"""What a notice may be about: a draft waits, an urgent one does, a day is past, a file was put aside, the ledger's head."""


class NoticesTable(Table):
    """``[notices]``: notices outside the office's machine; the addresses stand in ``secrets/notices``."""

    on: bool = Field(default=False, description=SWITCH)
    subjects: bool = Field(default=False, description=SWITCH)
    about: Annotated[tuple[About, ...], Field(strict=False)] = Field(
        default=(WAITS, URGENT, OVERDUE, STOPPED), description='รายการในวงเล็บ เช่น ["urgent", "overdue"]'
    )


class ReviewerRow(Table):
    """``[[reviewers]]``: somebody enrolled to approve."""

    name: Name = Field(description=TEXT)
    position: Text = Field(default="", description=TEXT)
    offices: Codes = ()


class UnitRow(Table):
    """``[[units]]``: a unit or post of the office to which letters are assigned."""

    name: Filled = Field(description=TEXT)
    words: Lines = ()
    head: Text = Field(default="", description=TEXT)
    email: Annotated[Text, AfterValidator(email_value)] = Field(default="", description=TEXT)


class DelegationRow(_Period):
    """``[[delegations]]``: a reviewer's authority for an office, between two days, by an order."""

    reviewer: Name = Field(description=TEXT)
    office: Code = Field(description=TEXT)
    valid_from: Day = Field(alias="from", description=DAY)
    valid_to: Day = Field(alias="to", description=DAY)
    order: Filled = Field(description=TEXT)


class OfficeFile(Table):
    """The whole of office.toml."""

    office: OfficeTable
    acting_offices: Annotated[tuple[ActingOfficeTable, ...], Field(strict=False)] = ()
    inbox: InboxTable = InboxTable()
    server: ServerTable = ServerTable()
    login: LoginTable = LoginTable()
    reminders: RemindersTable = RemindersTable()
    notices: NoticesTable = NoticesTable()
    reviewers: Annotated[tuple[ReviewerRow, ...], Field(strict=False)] = ()
    units: Annotated[tuple[UnitRow, ...], Field(strict=False)] = ()
    delegations: Annotated[tuple[DelegationRow, ...], Field(strict=False)] = ()
    mailboxes: Annotated[tuple[MailboxRow, ...], Field(strict=False), AfterValidator(different)] = ()
    sending: SendingTable = SendingTable()
    signing: SigningTable = SigningTable()
    qr: QrTable = QrTable()

    @model_validator(mode="after")
    def _a_way_to_send(self) -> Self:
        can_send(self.sending, self.mailboxes)
        return self


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a table by the key that is written in office.toml."""
    return {info.alias or name: info for name, info in model.model_fields.items()}
