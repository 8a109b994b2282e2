"""Where letters are mailed to: the office's own list of saraban mailboxes, ``addresses.csv`` in its folder.

A row names an office as letters do (``นายอำเภอพังโคน``, ``อำเภอพังโคน`` or its code) and its mailbox. A recipient is found by
exactly that name, never by one that is near it: a letter that goes to the wrong office cannot be called back. What is not
in the list goes by paper.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from circulars.archive.tracing.answers import bare_title
from circulars.errors import CircularsError, SettingsWrong
from circulars.intake.claims import write_whole
from circulars.thai.digits import to_thai
from circulars.thai.text import folded

FILE = "addresses.csv"
OFFICE, ADDRESS, REMARK = "หน่วยงาน", "อีเมล", "หมายเหตุ"
HEAD = (OFFICE, ADDRESS, REMARK)
_MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One office as it is written on letters, and its mailbox."""

    office: str
    address: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The list; offices by their folded names."""

    rows: tuple[AddressRow, ...]
    by_name: Mapping[str, str]

    def address_of(self, title: str, code: str = "") -> str:
        """The mailbox of a recipient, by its name as printed or its code; empty where the list has none."""
        return next((self.by_name[key] for key in _keys(title, code) if key in self.by_name), "")


def read_book(home: Path) -> AddressBook:
    """The office's list; an empty one where there is no file yet. Raises SettingsWrong that names the rows at fault."""
    file = home / FILE
    return parse_book(file.read_bytes(), FILE) if file.exists() else AddressBook((), {})


def parse_book(content: bytes, name: str) -> AddressBook:
    """A list as Excel or we wrote it (UTF-8 or the old Thai code page). Raises SettingsWrong that names the rows at fault."""
    lines = csv.DictReader(io.StringIO(_text(content, name)))
    heads = {head.strip(): head for head in lines.fieldnames or [] if head}
    if OFFICE not in heads or ADDRESS not in heads:
        raise SettingsWrong(f"{name} ต้องมีหัวตาราง {OFFICE} และ {ADDRESS} ในบรรทัดแรก กรุณาแก้แล้วนำเข้าอีกครั้ง")
    rows: list[AddressRow] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 2):
        office, address, remark = (" ".join((line.get(heads.get(head, head)) or "").split()) for head in HEAD)
        if not office and not address:
            continue
        if not office or not is_address(address):
            faults.append(f"บรรทัด {to_thai(number)}: {'ไม่มีชื่อหน่วยงาน' if not office else f'อีเมลใช้ไม่ได้ “{address}”'}")
        rows.append(AddressRow(office, address, remark))
        if len(rows) > _MOST_ROWS:
            raise SettingsWrong(f"{name} ยาวเกิน {to_thai(_MOST_ROWS)} แถว กรุณาแบ่งไฟล์")
    faults += _twice(rows)
    if faults:
        more = f" และอีก {to_thai(len(faults) - 8)} จุด" if len(faults) > 8 else ""
        raise SettingsWrong(f"{name} ใช้ไม่ได้: {'; '.join(faults[:8])}{more} กรุณาแก้แล้วลองอีกครั้ง")
    return AddressBook(tuple(rows), {key: row.address for row in rows for key in _keys(row.office, row.office)})


def write_book(home: Path, rows: Iterable[AddressRow]) -> AddressBook:
    """Write the list anew, whole or not at all. Raises SettingsWrong where it would not be one."""
    content = format_book(rows)
    book = parse_book(content, FILE)
    draft = home / f".{FILE}.new"
    try:
        write_whole(draft, content)
        draft.replace(home / FILE)
    except OSError as error:
        raise CircularsError(
            f"เขียน {home / FILE} ไม่ได้ กรุณาตรวจเนื้อที่และสิทธิ์ของโฟลเดอร์", code="unwritable", cause=str(error)
        ) from error
    return book


def change_address(home: Path, title: str, address: str, by: str) -> str:
    """Write another mailbox for an office into the list, a new row where it has none; the one before (empty: none).

    Raises SettingsWrong for what is no mailbox.
    """
    book = read_book(home)
    before = book.address_of(title)
    keys = set(_keys(title, ""))
    remark = f"แก้โดย {by}"
    rows = [
        AddressRow(row.office, address, remark) if keys & set(_keys(row.office, row.office)) else row
        for row in book.rows
    ]
    write_book(home, rows if before else (*rows, AddressRow(title, address, remark)))
    return before


def format_book(rows: Iterable[AddressRow]) -> bytes:
    """The list as a file that Excel opens."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows((row.office, row.address, row.remark) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def is_address(text: str) -> bool:
    """One mailbox as servers take it: ASCII, one @, a domain with a dot, nothing that could end a header's line.

    >>> is_address("saraban_sn@example.go.th"), is_address("a@b"), is_address("ก@example.go.th")
    (True, False, False)
    """
    name, at, domain = text.partition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' <>,;:"()[]\\')
    return bool(plain and name and at and "." in domain.strip(".") and "@" not in domain)


def _keys(title: str, code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in (folded(code), folded(title), bare_title(title)) if key))


def _twice(rows: list[AddressRow]) -> list[str]:
    known: dict[str, AddressRow] = {}
    faults = []
    for row in rows:
        for key in _keys(row.office, row.office):
            other = known.setdefault(key, row)
            if other.address.lower() != row.address.lower():
                faults.append(f"{row.office} มีสองที่อยู่: {other.address} และ {row.address}")
                break
    return faults


def _text(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SettingsWrong(f"อ่าน {name} ไม่ได้ กรุณาบันทึกเป็น CSV UTF-8")
