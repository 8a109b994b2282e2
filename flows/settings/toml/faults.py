"""What is wrong in office.toml, told to a clerk: every fault at once, each with its line, its key and the nearest right one."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from circulars.directory import find_office
from circulars.errors import SettingsWrong
from circulars.thai.digits import to_thai
from flows.settings.toml.kinds import Table
from flows.settings.toml.model import OfficeFile, keys_of

MEANT = {
    "til": "to", "till": "to", "until": "to", "end": "to", "since": "from", "start": "from",
    "tel": "phone", "telephone": "phone", "title": "position", "emblem_file": "emblem", "url": "public_url",
    "address": "letterhead", "contact": "contact_office", "group": "share_group",
}  # fmt: skip
"""Other words for a key, too far from it in letters to be found as its near one."""

Place = tuple[str | int, ...]
"""Where something stands: tables and keys by name, rows of a list of tables by number from 0."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands, and what is wrong with its remedy, in Thai."""

    place: Place
    told: str


def refusal(file: Path, text: str, faults: Sequence[Fault]) -> SettingsWrong:
    """The refusal of a file with these faults, in one line, in the order of the file."""
    lines = lines_of(text)
    placed = sorted(faults, key=lambda fault: _line(lines, fault.place) or 0)
    told = [_sentence(fault, _line(lines, fault.place)) for fault in placed]
    numbered = told if len(told) == 1 else [f"({to_thai(n)}) {one}" for n, one in enumerate(told, 1)]
    count = f"มี {to_thai(len(told))} จุดที่ต้องแก้: " if len(told) > 1 else ""
    return SettingsWrong(f"{file} ใช้ไม่ได้ {count}{' '.join(numbered)} แก้แล้วบันทึกและสั่งอีกครั้ง")


def _sentence(fault: Fault, line: int | None) -> str:
    table, _, _ = _taken_apart(fault.place)
    where = _heading(table)
    return " ".join(part for part in (f"บรรทัด {line}" if line else "", where, fault.told) if part)


def _line(lines: dict[Place, int], place: Place) -> int | None:
    """The line of the key, else of the nearest table around it."""
    for length in range(len(place), 0, -1):
        for known in (place[:length], (*place[:length], 0)):
            if known in lines:
                return lines[known]
    return None


def lines_of(text: str) -> dict[Place, int]:
    r"""The line (from 1) on which each table and key of a TOML text begins.

    >>> lines_of('[office]\ncode = "x"\n[[reviewers]]\nname = "ก"')
    {('office',): 1, ('office', 'code'): 2, ('reviewers', 0): 3, ('reviewers', 0, 'name'): 4}
    """
    lines: dict[Place, int] = {}
    counted: dict[Place, int] = {}
    table: Place = ()
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEAD.match(line):
            table = ()
            names = [part.strip().strip("\"'") for part in head["name"].split(".")]
            for place, name in enumerate(names, 1):
                table = (*table, name)
                if head["many"] and place == len(names):
                    counted[table] = counted.get(table, -1) + 1
                if table in counted:
                    table = (*table, counted[table])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key["name"].strip("\"'")), number)
    return lines


_HEAD = re.compile(r"^\s*\[(?P<many>\[?)(?P<name>[^\[\]]+)\]")
_KEY = re.compile(r"""^\s*(?P<name>[\w-]+|"[^"]*"|'[^']*')\s*=""")


def faults_of(error: ValidationError) -> Iterator[Fault]:
    """Each fault that the models found, in Thai."""
    for one in error.errors(include_url=False):
        place: Place = tuple(one["loc"])
        table, key, model = _taken_apart(place)
        if one["type"] == "extra_forbidden":
            yield Fault(place, _unknown(str(place[-1]), model, one["input"], at_top=not table))
        elif one["type"] == "told":
            yield Fault(place, f"{key} {one['ctx']['message']}".strip())
        elif one["type"] == "missing":
            yield Fault(place, _missing(str(place[-1]), key, model))
        else:
            yield Fault(place, _not_of_its_kind(key, model, one["input"]))


def _taken_apart(place: Place) -> tuple[Place, str, type[BaseModel]]:
    """The table of a place, the key in it (empty: the table itself), and the table's model."""
    model: type[BaseModel] = OfficeFile
    table: Place = ()
    for position, name in enumerate(place):
        if isinstance(name, int):
            if table and not isinstance(table[-1], int) and position == len(table):
                table = (*table, name)
            continue
        info = keys_of(model).get(name)
        inner = _table_of(info) if info is not None else None
        if inner is None:
            return table, name, model
        if position == len(place) - 1 and _is_list(info):
            return table, name, model  # the list itself, not a row of it
        table, model = (*table, name), inner
    return table, "", model


def _is_list(info: FieldInfo | None) -> bool:
    return info is not None and bool(get_args(info.annotation))


def _table_of(info: FieldInfo) -> type[BaseModel] | None:
    """The model of the table, or of each row, that a field holds; None for a value."""
    for kind in (info.annotation, *get_args(info.annotation)):
        if isinstance(kind, type) and issubclass(kind, Table):
            return kind
    return None


def _heading(table: Place) -> str:
    """``[server]``, or ``[[reviewers]] รายการที่ ๒``."""
    if not table:
        return ""
    name = ".".join(part for part in table if isinstance(part, str))
    if any(isinstance(part, int) for part in table):
        rows = [part + 1 for part in table if isinstance(part, int)]
        return f"[[{name}]] รายการที่ {to_thai(rows[-1])}"
    return f"[{name}]"


def _unknown(key: str, model: type[BaseModel], value: object, *, at_top: bool) -> str:
    is_table = at_top and isinstance(value, dict | list) and (isinstance(value, dict) or _rows_of(value) != [])
    shown = f"หัวข้อ [{key}]" if is_table else key
    return f"ไม่รู้จัก {shown} {_hint(key, model)}"


def _hint(key: str, model: type[BaseModel]) -> str:
    """The nearest key of this table, the table that has such a key, or that the line must go."""
    here = list(keys_of(model))
    near = _near(key, here, 0.8)
    if near is None and (written := [name for name, _ in _all_keys() if name.strip("[]").rpartition(".")[2] == key]):
        return f"ตรงนี้ กรุณาเขียนเป็น {' หรือ '.join(written)}"
    if near is None and (tables := [table for table, keys in _all_keys() if key in keys]):
        return f"ตรงนี้ กรุณาย้ายไปไว้ใต้ {' หรือ '.join(tables)}"
    near = near or _near(key, here, 0.6)
    if near is not None:
        return f"น่าจะเป็น {near} กรุณาแก้"
    return f"กรุณาลบหรือแก้ ใช้ได้แต่ {', '.join(here)}"


def _near(key: str, keys: list[str], least: float) -> str | None:
    folded = {known.casefold(): known for known in keys}
    meant = MEANT.get(key.casefold())
    if meant in keys:
        return meant
    found = difflib.get_close_matches(key.casefold().replace("-", "_"), list(folded), 1, least)
    return folded[found[0]] if found else None


def _all_keys(model: type[BaseModel] = OfficeFile, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every table as it is written, with its keys."""
    for key, info in keys_of(model).items():
        inner = _table_of(info)
        if inner is not None:
            name = f"{path}{key}"
            yield (f"[[{name}]]" if _is_list(info) else f"[{name}]"), set(keys_of(inner))
            yield from _all_keys(inner, f"{name}.")


def _missing(name: str, key: str, model: type[BaseModel]) -> str:
    if not key:
        return f'ขาดหัวข้อ [{name}] กรุณาเพิ่ม เช่น [office] แล้วบรรทัดถัดไป code = "สน ๐๐๑๘.๑"'
    return f"ขาด {key} = … ({keys_of(model)[key].description}) กรุณาเพิ่ม"


def _not_of_its_kind(key: str, model: type[BaseModel], value: object) -> str:
    info = keys_of(model).get(key)
    if info is not None and (inner := _table_of(info)) is not None and inner is not model:
        kind = f"[[{key}]] ทีละรายการ" if _is_list(info) else f"หัวข้อ [{key}] แล้วตามด้วยบรรทัด ชื่อ = ค่า"
        return f"{key} ต้องเขียนเป็น {kind} กรุณาแก้"
    takes = info.description if info is not None and info.description else "ค่าอื่น"
    return f"{key} ต้องเป็น {takes} แต่พบ {_shown(value)} กรุณาแก้"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"


def faults_between(table: dict[str, Any]) -> Iterator[Fault]:
    """Faults that no row shows alone: names and codes that must agree. Rows that are wrong in themselves are left out."""
    office = table.get("office")
    if not isinstance(office, dict):
        return
    own = _code(office.get("code"))
    acts_for = [_code(code) for code in _list(office.get("acts_for"))]
    for place, code in enumerate(acts_for):
        if code is not None and (code == own or code in acts_for[:place]):
            why = "เป็นสำนักงานนี้เอง" if code == own else "ซ้ำ"
            yield Fault(("office", "acts_for"), f"acts_for มี {code} ซึ่ง{why} กรุณาลบออก")
    yield from _acting_offices(_rows_of(table.get("acting_offices")), [code for code in acts_for if code])
    if own is not None and None not in acts_for:
        yield from _authorities(table, [own, *(code for code in acts_for if code)])


def _acting_offices(rows: Rows, acts_for: list[str]) -> Iterator[Fault]:
    codes = [_code(row.get("code")) for row in rows]
    for place, code in enumerate(codes):
        if code is not None and code not in acts_for:
            yield Fault(("acting_offices", place, "code"), f"code {code} ไม่อยู่ใน acts_for กรุณาเพิ่มใน acts_for หรือลบออก")
        elif code is not None and code in codes[:place]:
            yield Fault(("acting_offices", place, "code"), f"code {code} มีหัวข้อไปแล้ว กรุณารวมเป็นหัวข้อเดียว")


def _authorities(table: dict[str, Any], ours: list[str]) -> Iterator[Fault]:
    """Reviewers of one name, delegations of nobody, offices that are not ours."""
    told = f"ไม่ใช่สำนักงานของระบบนี้ ใช้ได้แต่ {', '.join(ours)} กรุณาแก้"
    reviewers = _rows_of(table.get("reviewers"))
    names = [_name(row.get("name")) for row in reviewers]
    for place, row in enumerate(reviewers):
        if names[place] and names[place] in names[:place]:
            yield Fault(("reviewers", place, "name"), f"มีผู้ตรวจชื่อ {names[place]} ไปแล้ว กรุณาเหลือรายการเดียว")
        for code in map(_code, _list(row.get("offices"))):
            if code is not None and code not in ours:
                yield Fault(("reviewers", place, "offices"), f"offices มี {code} ซึ่ง{told}")
    for place, row in enumerate(_rows_of(table.get("delegations"))):
        who, code = _name(row.get("reviewer")), _code(row.get("office"))
        if who and who not in names:
            near = difflib.get_close_matches(who, [name for name in names if name], 1)
            hint = f"น่าจะเป็น {near[0]}" if near else f"กรุณาสั่ง circulars reviewers add '{who}' ก่อน"
            yield Fault(("delegations", place, "reviewer"), f"reviewer {who} ไม่อยู่ใน [[reviewers]] {hint}")
        if code is not None and code not in ours:
            yield Fault(("delegations", place, "office"), f"office {code} {told}")


def _rows_of(value: object) -> Rows:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def _name(value: object) -> str:
    return " ".join(value.split()).removeprefix("(").removesuffix(")").strip() if isinstance(value, str) else ""


def _code(value: object) -> str | None:
    """The code of the office that is meant; None where it is not one (told by its own row)."""
    try:
        return find_office(value).code if isinstance(value, str) and value.strip() else None
    except SettingsWrong:
        return None
