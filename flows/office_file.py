"""office.toml: the office's own facts, read row by row, and the file written on first start with Thai comments."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from circulars.directory import Office, OfficeProfile, SignatoryProfile, default_profile, find_office, offices_below
from circulars.errors import SettingsWrong
from circulars.thai.dates import InvalidDate
from circulars.thai.find_dates import parse_date
from flows.reviewers import Delegation, Reviewer

Table = dict[str, Any]
DEMO_OFFICE = "สน ๐๐๑๘.๑"
DEMO_DISTRICTS = 2
"""The demo acts for a few districts only: each adds a review of its own when the province's letter is issued."""


def profiles_of(table: Table, home: Path) -> dict[str, OfficeProfile]:
    """The office's own profile first, then that of every office it acts for, by code. Raises SettingsWrong."""
    section = table.get("office")
    if not isinstance(section, dict) or not section.get("code"):
        raise SettingsWrong('office.toml ต้องมี [office] และ code = "รหัสของสำนักงาน" เช่น code = "สน ๐๐๑๘.๑" กรุณาเพิ่ม')
    own = find_office(str(section["code"]))
    acts_for = tuple(find_office(code) for code in _texts(section, "acts_for"))
    demo = section.get("demo") is True
    profiles = {own.code: _profile(own, section, home, demo, tuple(office.code for office in acts_for))}
    rows = {str(row.get("code", "")): row for row in _rows(table, "acting_offices")}
    for office in acts_for:
        profiles[office.code] = _profile(office, rows.get(office.code, {}), home, demo, ())
    unknown = sorted(code for code in rows if code not in profiles)
    if unknown:
        raise SettingsWrong(f"[[acting_offices]] มี {', '.join(unknown)} ซึ่งไม่อยู่ใน acts_for กรุณาเพิ่มใน acts_for หรือลบออก")
    return profiles


def reviewers_of(table: Table, offices: tuple[str, ...]) -> tuple[Reviewer, ...]:
    """Everyone enrolled, with their dated delegations. Raises SettingsWrong for an office that is not ours."""
    delegations = [
        (
            _text(row, "reviewer", "[[delegations]]"),
            Delegation(
                _ours(_text(row, "office", "[[delegations]]"), offices),
                _day(row, "from", "[[delegations]]"),
                _day(row, "to", "[[delegations]]"),
                _text(row, "order", "[[delegations]]"),
            ),
        )
        for row in _rows(table, "delegations")
    ]
    reviewers = []
    for row in _rows(table, "reviewers"):
        name = _text(row, "name", "[[reviewers]]")
        own = tuple(_ours(code, offices) for code in _texts(row, "offices")) or offices[:1]
        theirs = tuple(delegation for who, delegation in delegations if who == name)
        reviewers.append(Reviewer(name, str(row.get("position", "")), own, theirs))
    strangers = sorted({who for who, _ in delegations} - {one.name for one in reviewers})
    if strangers:
        raise SettingsWrong(
            f"[[delegations]] มี {', '.join(strangers)} ซึ่งยังไม่อยู่ใน [[reviewers]] กรุณาสั่ง circulars reviewers add ก่อน"
        )
    return tuple(reviewers)


def _profile(office: Office, row: Table, home: Path, demo: bool, acts_for: tuple[str, ...]) -> OfficeProfile:
    base = default_profile(office)
    emblem = row.get("emblem")
    file = (home / str(emblem)) if emblem else None
    if file is not None and not file.is_file():
        raise SettingsWrong(f"ไม่พบไฟล์ตราครุฑ {file} ที่ระบุใน office.toml กรุณาวางไฟล์หรือลบบรรทัด emblem")
    signatories = tuple(_signatory(one) for one in _rows(row, "signatories"))
    if not signatories and demo:
        signatories = (SignatoryProfile("นายสมมุติ ตัวอย่าง", office.head_title),)
    lead = row.get("lead_days", base.lead_days)
    if not isinstance(lead, int) or isinstance(lead, bool) or not 0 <= lead <= 60:
        raise SettingsWrong(f"lead_days ใน office.toml ต้องเป็นจำนวนวันทำการ 0 ถึง 60 แต่พบ {lead!r} กรุณาแก้ไข")
    return replace(
        base,
        letterhead_lines=_texts(row, "letterhead") or base.letterhead_lines,
        contact_office_lines=_texts(row, "contact_office") or base.contact_office_lines,
        phone=str(row.get("phone", base.phone)),
        motto=str(row.get("motto", base.motto)),
        signatories=signatories,
        emblem_file=file,
        acts_for=acts_for,
        lead_days=lead,
        forward_to_local=bool(row.get("forward_to_local", base.forward_to_local)),
        polite_to_local=bool(row.get("polite_to_local", base.polite_to_local)),
        demo=demo,
    )


def _signatory(row: Table) -> SignatoryProfile:
    where = "[[office.signatories]]"
    return SignatoryProfile(
        _text(row, "name", where),
        _text(row, "position", where),
        str(row.get("rank", "")),
        str(row["acting_phrase"]) if row.get("acting_phrase") else None,
        str(row["acting_for"]) if row.get("acting_for") else None,
        _day(row, "from", where) if "from" in row else None,
        _day(row, "to", where) if "to" in row else None,
        str(row.get("order", "")),
    )


def _rows(table: Table, name: str) -> list[Table]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SettingsWrong(f"{name} ใน office.toml ต้องเขียนเป็น [[{name}]] ทีละรายการ กรุณาแก้ไข")
    return rows


def _texts(table: Table, name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SettingsWrong(f'{name} ใน office.toml ต้องเป็นรายการข้อความ เช่น {name} = ["…", "…"] กรุณาแก้ไข')
    return tuple(value)


def _text(row: Table, name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SettingsWrong(f'{where} ใน office.toml ขาด {name} = "…" กรุณาเพิ่ม')
    return " ".join(value.split())


def _day(row: Table, name: str, where: str) -> dt.date:
    """A day as a Thai date (๑ ตุลาคม ๒๕๖๙) or a TOML date in the Common Era."""
    value = row.get(name)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return parse_date(_text(row, name, where)).ce
    except InvalidDate as error:
        raise SettingsWrong(f"{where} {name}: {error.message}", cause=error.cause) from error


def _ours(code: str, offices: tuple[str, ...]) -> str:
    found = find_office(code).code
    if found not in offices:
        raise SettingsWrong(f"{found} ไม่ใช่สำนักงานของระบบนี้ ใช้ได้แต่ {', '.join(offices)} กรุณาแก้ office.toml")
    return found


def write_first_office_toml(home: Path, demo: bool, code: str = DEMO_OFFICE) -> Path:
    """Write office.toml for a new office; an existing file is never touched. Returns where it is."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "office.toml"
    office = find_office(code)
    acted = [below.code for below in offices_below(office)[:DEMO_DISTRICTS]] if demo else []
    text = _FIRST.format(
        kind="สำนักงานสาธิต: ใช้ลองระบบเท่านั้น หนังสือที่ออกใช้จริงไม่ได้" if demo else "แก้ค่าให้ตรงกับสำนักงานของท่านก่อนใช้งาน",
        code=office.code,
        name=office.name,
        demo="true" if demo else "false",
        acts_for=", ".join(f'"{one}"' for one in acted),
    )
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        return file
    file.chmod(0o600)
    return file


_FIRST = """\
# การตั้งค่าของสำนักงาน — {kind}
# บรรทัดที่ขึ้นต้นด้วย # เป็นคำอธิบาย แก้แล้วสั่ง circulars down และ circulars up เพื่อให้มีผล

[office]
code = "{code}"          # {name}: รหัสหน้าเลขหนังสือส่ง (ที่ …/ว …)
demo = {demo}            # true = สำนักงานสาธิต อนุมัติได้โดยไม่ใช้รหัสยืนยัน และใช้ตราตัวอย่าง
acts_for = [{acts_for}]  # รหัสของสำนักงานอื่นที่ระบบนี้ออกหนังสือแทน เช่น อำเภอในจังหวัด
# letterhead = ["ศาลากลางจังหวัด…", "ถนน… …"]         # ที่ตั้ง พิมพ์มุมขวาบน (เว้นไว้ = ตามทะเบียนสำนักงาน)
# contact_office = ["ที่ทำการปกครองจังหวัด", "กลุ่มงานปกครอง"]  # ส่วนราชการเจ้าของเรื่อง ท้ายหนังสือ
# phone = "โทร. ๐ …"                                     # โทรศัพท์ท้ายหนังสือ
# motto = "“…”"                                          # คำขวัญท้ายหนังสือ
# emblem = "emblem.png"                                  # ไฟล์ตราครุฑของสำนักงาน (ต้องมีก่อนออกหนังสือจริง)
# circular_series = true   # หนังสือเวียน (ว) ออกเลขจากทะเบียนของตัวเอง เริ่ม ๑ ทุกปี (เว้นไว้ = รวมกับทะเบียนหนังสือส่ง)
lead_days = 3            # เผื่อเวลากี่วันทำการก่อนกำหนดของหน่วยเหนือ
forward_to_local = true  # อำเภอแจ้ง อปท. ต่อด้วย
polite_to_local = true   # ใช้ โปรด กับ อปท.

# ผู้ลงนาม เรียงตามลำดับ คนแรกที่มีอำนาจในวันนั้นคือผู้ลงนามในร่าง
# [[office.signatories]]
# name = "นาย… …"
# rank = ""                       # ยศ ถ้ามี
# position = "ปลัดจังหวัด…"
# acting_phrase = "ปฏิบัติราชการแทน"   # ถ้าลงนามแทน
# acting_for = "ผู้ว่าราชการจังหวัด…"
# order = "คำสั่งจังหวัด… ที่ …/๒๕๖๙"    # คำสั่งมอบอำนาจ (ต้องมีเมื่อลงนามแทน)
# from = "๑ ตุลาคม ๒๕๖๙"
# to = "๓๐ กันยายน ๒๕๗๐"

# ข้อมูลของสำนักงานที่ทำแทน ใช้หัวข้อเดียวกับ [office]
# [[acting_offices]]
# code = "…"
# phone = "โทร. ๐ …"

[inbox]
settle_seconds = 2       # ไฟล์ต้องนิ่งกี่วินาทีจึงรับ (เครื่องสแกนช้าให้เพิ่ม)

[server]
port = 4200              # หน้าจอตรวจร่างอยู่ที่ http://127.0.0.1:4200
workers = 2              # งานที่ทำพร้อมกัน (เท่าจำนวนแกนของเครื่อง)
keep_days = 30           # เก็บประวัติงานในหน้าจอกี่วัน (หนังสือเก็บในคลังเสมอ)

[reminders]              # เตือนเมื่อร่างรอตรวจนานเกินกี่ชั่วโมง
"ด่วนที่สุด" = 4
"ด่วนมาก" = 8
"ด่วน" = 24
"ปกติ" = 72

# ผู้ตรวจ: เพิ่มด้วยคำสั่ง circulars reviewers add "ชื่อ" ซึ่งจะให้รหัสสำหรับแอปยืนยันตัวตน
# [[delegations]]                 # ผู้รักษาราชการแทน: มีอำนาจตรวจในช่วงวัน
# reviewer = "นาย… …"
# office = "{code}"
# from = "๑ ธันวาคม ๒๕๖๙"
# to = "๕ ธันวาคม ๒๕๖๙"
# order = "คำสั่งที่ …/๒๕๖๙"
"""
