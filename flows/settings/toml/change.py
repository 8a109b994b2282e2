"""Lines of an office in office.toml changed by a form: comments kept, the whole file checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from circulars.errors import SettingsWrong
from circulars.review.codes import write_private
from circulars.thai.digits import to_arabic
from flows.settings.toml.file import check_office_text, profiles_of, read_office_file

YES, NO, NONE = "ใช่", "ไม่", "ไม่มี"
KINDS = {
    "letterhead": "lines",
    "contact_office": "lines",
    "phone": "text",
    "motto": "text",
    "emblem": "text",
    "circular_series": "switch",
    "lead_days": "number",
    "forward_to_local": "switch",
    "always_to_village": "switch",
    "towns": "lines",
}
"""Lines that a form may change, and how each is typed; an empty field takes the line away, so that the default holds."""
_MAY_BE_NONE = frozenset({"towns"})
"""Lists that say something when they are empty: the word ไม่มี alone writes ``[]``, which an empty field does not."""


def change_office(home: Path, code: str, typed: Mapping[str, str]) -> None:
    """Write these lines of one of the offices. Raises SettingsWrong that names what is wrong, and changes nothing."""
    file = home / "office.toml"
    read_office_file(file)
    before = file.read_text(encoding="utf-8")
    document = tomlkit.parse(before)
    table = _table_of(document, code)
    for key, text in typed.items():
        value = _value(key, text)
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
    text = tomlkit.dumps(document)
    profiles_of(check_office_text(file, text), home)
    if file.read_text(encoding="utf-8") != before:
        raise SettingsWrong("office.toml ถูกแก้จากที่อื่นในขณะเดียวกัน กรุณาเปิดหน้านี้ใหม่แล้วแก้อีกครั้ง")
    write_private(file, text)


def _table_of(document: tomlkit.TOMLDocument, code: str) -> Table:
    """The table of the office itself or of one that it acts for. Raises SettingsWrong."""
    own = document["office"]
    if isinstance(own, Table) and " ".join(str(own.get("code", "")).split()) == code:
        return own
    rows: Any = document.setdefault("acting_offices", tomlkit.aot())
    if not isinstance(rows, AoT):
        raise SettingsWrong("acting_offices ใน office.toml ต้องเขียนเป็น [[acting_offices]] ทีละแห่ง กรุณาแก้ไข")
    found = next((row for row in rows if " ".join(str(row.get("code", "")).split()) == code), None)
    if found is None:
        found = tomlkit.table()
        found.add("code", code)
        rows.append(found)
        found = rows[-1]
    return found


def _value(key: str, text: str) -> object | None:
    """What a typed text is in the file; None for an empty one. Raises SettingsWrong."""
    kind, plain = KINDS.get(key), " ".join(text.split())
    if kind is None:
        raise SettingsWrong(f"แก้ {key} จากหน้านี้ไม่ได้ กรุณาแก้ใน office.toml")
    if not plain:
        return None
    if kind == "lines":
        if key in _MAY_BE_NONE and plain == NONE:
            return []
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if kind == "text":
        return plain
    if kind == "switch":
        if plain not in (YES, NO):
            raise SettingsWrong(f"{key}: กรุณาเลือก {YES} หรือ {NO}")
        return plain == YES
    number = to_arabic(plain)
    if not (number.isascii() and number.isdecimal() and len(number) <= 3):
        raise SettingsWrong(f"{key}: กรุณาพิมพ์จำนวนวันเป็นตัวเลข")
    return int(number)
