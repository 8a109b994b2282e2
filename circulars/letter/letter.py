"""A letter and its parts, in the order they stand on the page (ระเบียบงานสารบรรณ ข้อ ๑๑, ๑๒, ๑๔, ๑๖, ๒๐)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from circulars.letter.doubt import WrittenDoubt
from circulars.letter.field import Field
from circulars.letter.page import Box, Code
from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate


class LetterKind(StrEnum):
    """หนังสือภายนอก, ภายใน (บันทึกข้อความ), ประทับตรา, คำสั่ง, ประกาศ, and everything else."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    STAMPED = "stamped"
    ORDER = "order"
    ANNOUNCEMENT = "announcement"
    OTHER = "other"


UNNUMBERED = frozenset({LetterKind.ANNOUNCEMENT})
"""Kinds that print no number of their own; the register alone has it (ระเบียบงานสารบรรณ ข้อ ๒๐)."""


class Urgency(StrEnum):
    """ชั้นความเร็ว (ข้อ ๒๘), least first."""

    URGENT = "ด่วน"
    VERY_URGENT = "ด่วนมาก"
    MOST_URGENT = "ด่วนที่สุด"


class Secrecy(StrEnum):
    """ชั้นความลับ (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔), least first."""

    CONFIDENTIAL = "ลับ"
    SECRET = "ลับมาก"
    TOP_SECRET = "ลับที่สุด"


@dataclass(frozen=True, slots=True)
class CitedLetter:
    """A letter named in อ้างถึง: owner, urgency, number and date as far as they are printed."""

    agency: str | None
    urgency: Urgency | None
    number: ReferenceNumber | None
    dated: ThaiDate | None
    raw: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A line of สิ่งที่ส่งมาด้วย: its title and quantity (``๑ ฉบับ``) where one is printed.

    ``cites`` is the letter that the title names, where the enclosure is a copy of a letter.
    """

    title: str
    quantity: str | None = None
    cites: CitedLetter | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: printed name with title or rank, own position, and the acting form where there is one.

    ``acting_phrase`` is ปฏิบัติราชการแทน, รักษาราชการแทน, รักษาการในตำแหน่ง, ทำการแทน …; ``acting_for`` the post acted for.
    """

    name: str | None
    position: str | None
    acting_phrase: str | None = None
    acting_for: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """ส่วนราชการเจ้าของเรื่อง and its telephone, at the letter's foot."""

    office: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiptStamp:
    """ตรารับ of a receiving office: its own number, date and time. Never the letter's."""

    office: str | None = None
    number: str | None = None
    dated: ThaiDate | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, where it stands on the page, and why a person must look at it.

    ``again``: the place is one more that a cell reaching over several rows or columns covers; it bears the same text.
    """

    text: str = ""
    box: Box | None = None
    doubts: tuple[WrittenDoubt, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one page, row by row, all rows of one length; the first ``head`` rows name the columns."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """What the head says over each column, from top to bottom.

        >>> Table(((Cell("ที่"), Cell("อำเภอ")), (Cell("๑"), Cell("พังโคน")))).names
        ('ที่', 'อำเภอ')
        """
        columns = zip(*self.rows, strict=True)
        return tuple(" ".join(dict.fromkeys(one.text for one in column[: self.head] if one.text)) for column in columns)

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows below the head."""
        return self.rows[self.head :]


def _absent() -> Field[str]:
    return Field()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as read. A field that was not read is an absent Field, never a guess.

    ``pages`` are the letter's own pages in the file (from 1), ``enclosure_pages`` the pages of its enclosures.
    ``copy_in`` is set on a letter that another letter of the same file encloses: that letter's index in the file.
    """

    pages: tuple[int, ...]
    kind: Field[LetterKind] = field(default_factory=Field)
    urgency: Field[Urgency] = field(default_factory=Field)
    secrecy: Field[Secrecy] = field(default_factory=Field)
    reference: Field[ReferenceNumber] = field(default_factory=Field)
    sender_agency: Field[str] = field(default_factory=_absent)
    sender_address: Field[str] = field(default_factory=_absent)
    dated: Field[ThaiDate] = field(default_factory=Field)
    subject: Field[str] = field(default_factory=_absent)
    salutation: Field[str] = field(default_factory=_absent)
    addressees: tuple[Field[str], ...] = ()
    references: tuple[Field[CitedLetter], ...] = ()
    enclosures: tuple[Field[Enclosure], ...] = ()
    body: tuple[Field[str], ...] = ()
    tables: tuple[Field[Table], ...] = ()
    closing: Field[str] = field(default_factory=_absent)
    signatory: Field[Signatory] = field(default_factory=Field)
    contact: Field[Contact] = field(default_factory=Field)
    copies_to: tuple[Field[str], ...] = ()
    motto: Field[str] = field(default_factory=_absent)
    receipt_stamps: tuple[Field[ReceiptStamp], ...] = ()
    enclosure_pages: tuple[int, ...] = ()
    copy_in: int | None = None
    codes: tuple[Code, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def classified(self) -> bool:
        """It bears a mark of secrecy, or something that may be one: no step of ours goes on with it (พ.ศ. ๒๕๔๔)."""
        return self.secrecy.value is not None or self.secrecy.doubtful

    @property
    def is_circular(self) -> bool:
        """It carries ว in its number (ข้อ ๓๒)."""
        return self.reference.value is not None and self.reference.value.circular
