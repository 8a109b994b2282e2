"""office.toml: read whole or refused with every fault named, and the file written on first start with Thai comments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from circulars.directory import Office, OfficeProfile, SignatoryProfile, default_profile, find_office, offices_below
from circulars.directory.profile import Unit
from circulars.errors import SettingsWrong
from circulars.review.reviewers import Delegation, Reviewer
from flows.settings.toml.faults import Fault, faults_between, faults_of, refusal
from flows.settings.toml.model import ActingOfficeTable, OfficeFile, OfficeTable, SignatoryRow

DEMO_OFFICE = "สน ๐๐๑๘.๑"
DEMO_DISTRICTS = 2
"""The demo acts for a few districts only: each adds a review of its own when the province's letter is issued."""


def read_office_file(file: Path) -> OfficeFile:
    """All that office.toml says. Raises SettingsWrong that names every fault of the file, with line and remedy."""
    try:
        text = file.read_text(encoding="utf-8")
        table = tomlkit.parse(text).unwrap()
    except FileNotFoundError as error:
        raise SettingsWrong(
            f"ไม่พบ {file} กรุณาสั่ง circulars up ครั้งแรกเพื่อสร้างไฟล์นี้ แล้วแก้ไขให้ตรงกับสำนักงาน", cause=str(error)
        ) from error
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsWrong(
            f"อ่าน {file} ไม่ได้ กรุณาตรวจเครื่องหมายคำพูดและวงเล็บในบรรทัดที่แจ้ง แล้วบันทึกเป็น UTF-8: {error}", cause=str(error)
        ) from error
    return _checked(file, text, table)


def _checked(file: Path, text: str, table: dict[str, Any]) -> OfficeFile:
    """The file's tables as the models know them. Raises SettingsWrong with every fault."""
    faults: list[Fault] = []
    known = None
    try:
        known = OfficeFile.model_validate(table)
    except ValidationError as error:
        faults += faults_of(error)
    faults += faults_between(table)
    if known is not None:
        faults += _missing_files(known, file.parent)
    if known is None or faults:
        raise refusal(file, text, faults)
    return known


def check_office_text(file: Path, text: str) -> OfficeFile:
    """What a text says that is to become `file`. Raises SettingsWrong with every fault; nothing is written."""
    return _checked(file, text, tomlkit.parse(text).unwrap())


def set_server(home: Path, values: dict[str, str | int]) -> None:
    """Write these lines of ``[server]`` into office.toml, comments kept. Raises SettingsWrong and changes nothing."""
    file = home / "office.toml"
    read_office_file(file)
    document = tomlkit.parse(file.read_text(encoding="utf-8"))
    table = document.setdefault("server", tomlkit.table())
    for key, value in values.items():
        table[key] = value
    text = tomlkit.dumps(document)
    check_office_text(file, text)
    draft = file.with_name(f".{file.name}.new")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def _missing_files(known: OfficeFile, home: Path) -> list[Fault]:
    """Files and folders that are named and not there."""
    faults = []
    if known.office.templates and not (home / Path(known.office.templates).expanduser()).is_dir():
        told = f"templates ไม่พบโฟลเดอร์แม่แบบ {home / known.office.templates} กรุณาวางโฟลเดอร์หรือลบบรรทัดนี้"
        faults.append(Fault(("office", "templates"), told))
    tables = [
        (("office",), known.office),
        *((("acting_offices", n), row) for n, row in enumerate(known.acting_offices)),
    ]
    for place, row in tables:
        if row.emblem and not (home / row.emblem).is_file():
            told = f"emblem ไม่พบไฟล์ตราครุฑ {home / row.emblem} กรุณาวางไฟล์หรือลบบรรทัด emblem"
            faults.append(Fault((*place, "emblem"), told))
    return faults


def profiles_of(known: OfficeFile, home: Path) -> dict[str, OfficeProfile]:
    """The office's own profile first, then that of every office it acts for, by code."""
    section = known.office
    rows = {row.code: row for row in known.acting_offices}
    profiles = {section.code: _profile(section, section, home, section.acts_for)}
    units = tuple(Unit(one.name, one.words, one.head, one.email) for one in known.units)
    profiles[section.code] = replace(profiles[section.code], units=units)
    for code in section.acts_for:
        profiles[code] = _profile(rows.get(code, ActingOfficeTable(code=code)), section, home, ())
    return profiles


def reviewers_of(known: OfficeFile) -> tuple[Reviewer, ...]:
    """Everyone enrolled, with their dated delegations."""
    return tuple(
        Reviewer(
            row.name,
            row.position,
            row.offices or (known.office.code,),
            tuple(
                Delegation(one.office, one.valid_from, one.valid_to, one.order)
                for one in known.delegations
                if one.reviewer == row.name
            ),
        )
        for row in known.reviewers
    )


def _profile(
    row: OfficeTable | ActingOfficeTable, own: OfficeTable, home: Path, acts_for: tuple[str, ...]
) -> OfficeProfile:
    """What the directory knows of the office, and over it what its table says."""
    base = default_profile(find_office(row.code))
    return replace(
        base,
        letterhead_lines=row.letterhead or base.letterhead_lines,
        contact_office_lines=row.contact_office or base.contact_office_lines,
        phone=row.phone or base.phone,
        motto=base.motto if row.motto is None else row.motto,
        signatories=_signatories(row, base.office, demo=own.demo),
        emblem_file=home / emblem if (emblem := row.emblem or own.emblem) else None,
        acts_for=acts_for,
        lead_days=base.lead_days if row.lead_days is None else row.lead_days,
        always_to_village=base.always_to_village if row.always_to_village is None else row.always_to_village,
        forward_to_local=base.forward_to_local if row.forward_to_local is None else row.forward_to_local,
        polite_to_local=base.polite_to_local if row.polite_to_local is None else row.polite_to_local,
        own_row=row.own_row,
        told_shortly=row.told_shortly,
        continued=row.continued,
        towns=row.towns,
        kinds=tuple(row.kinds.items()),
        opening=row.opening,
        closing=row.closing,
        demo=own.demo,
    )


def _signatories(row: OfficeTable | ActingOfficeTable, office: Office, *, demo: bool) -> tuple[SignatoryProfile, ...]:
    if demo and not row.signatories:
        return (SignatoryProfile("นายสมมุติ ตัวอย่าง", office.head_title),)
    return tuple(_signatory(one) for one in row.signatories)


def _signatory(row: SignatoryRow) -> SignatoryProfile:
    acting = row.acting_phrase or None, row.acting_for or None
    return SignatoryProfile(row.name, row.position, row.rank, *acting, row.valid_from, row.valid_to, row.order)


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
# phone = "๐ …"                                          # โทรศัพท์ท้ายหนังสือ (หนังสือพิมพ์คำว่า โทร. ให้เอง) · continued = false  ไม่พิมพ์คำต่อเนื่องท้ายหน้า
# motto = "…"                                            # คำขวัญท้ายหนังสือ (เว้นไว้ = คำขวัญจังหวัด, "" = ไม่พิมพ์)
# emblem = "emblem.png"                                  # ไฟล์ตราครุฑ ใช้กับสำนักงานที่ทำแทนด้วย (ต้องมีก่อนออกหนังสือจริง)
# circular_series = true   # หนังสือเวียน (ว) ออกเลขจากทะเบียนของตัวเอง เริ่ม ๑ ทุกปี (เว้นไว้ = รวมกับทะเบียนหนังสือส่ง)
# share_group = "…"        # กลุ่มผู้ใช้ของเครื่องที่เปิด inbox quarantine drafts outbox ผ่านแชร์ได้ (docs/server)
# templates = "…"          # โฟลเดอร์แม่แบบของสำนักงานเอง (เว้นไว้ = แม่แบบในชุด) · engine = "thai"  เครื่องมืออ่านสแกน
lead_days = 3            # ขอรายงานก่อนกำหนดของหน่วยเหนือกี่วันทำการ (วันอื่นไม่เลื่อน)
forward_to_local = true  # อำเภอแจ้ง อปท. ต่อด้วย
# always_to_village = true  # อำเภอแจ้งกำนัน ผู้ใหญ่บ้านทุกเรื่อง แม้หนังสือไม่ได้ขอ (เว้นไว้ = เฉพาะเรื่องที่ขอหรือให้แจ้ง)
polite_to_local = true   # ใช้ โปรด กับ อปท.
# told_shortly = true      # บอกเล่าโดยย่อ: เลือกเฉพาะย่อหน้าที่ผู้รับต้องรู้ ไม่แต่งข้อความ และแนบสำเนาต้นเรื่อง (เว้นไว้ = บอกทั้งหมด)
# towns = ["เทศบาลเมือง…", "เทศบาลนคร…"]  # จังหวัด: เทศบาลที่ไม่มีอำเภอกำกับ เมื่อหนังสือถึงเทศบาลเมืองหรือนครทุกแห่งจะออกชื่อ ([] = ไม่มี)
# opening = "เนื่องด้วย"    # คำขึ้นต้นเมื่อแจ้งเรื่องใหม่: ด้วย เนื่องด้วย เนื่องจาก · closing = "พิจารณาดำเนินการ" จึงเรียนมาเพื่อ… (circulars learn นับจากหนังสือเดิมให้)
# kinds = {{ "ส่งสำเนา" = "หนังสือประทับตรา" }}  # คำในเรื่อง = ชนิดหนังสือที่ร่าง (หนังสือภายนอก หนังสือประทับตรา บันทึกข้อความ คำสั่ง ประกาศ) ข้อแรกที่ตรงใช้ ผู้ตรวจเปลี่ยนได้
# own_row = true           # ตารางที่มีแถวของแต่ละอำเภอ: แยกหนังสือรายอำเภอ แต่ละฉบับมีแถวของตนเท่านั้น (เว้นไว้ = ฉบับเดียวทั้งตาราง)

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
# phone = "๐ …"

[inbox]
settle_seconds = 2       # ไฟล์ต้องนิ่งกี่วินาทีจึงรับ (เครื่องสแกนช้าให้เพิ่ม) PDF ที่ครบแล้วและไม่มีใครเปิดค้างรับก่อนนั้น

[server]
port = 4200              # หน้าจอตรวจร่างอยู่ที่ http://127.0.0.1:4200
# host = "127.0.0.1"     # รับเฉพาะเครื่องนี้ ให้เครื่องอื่นเปิดได้ควรวาง TLS ไว้หน้า (docs/server) แล้วบอก public_url
# desk_port = 4280       # โต๊ะทำงาน (หน้าเว็บของเจ้าหน้าที่และผู้ตรวจ) เว้นไว้ = port + 80
# desk_url = "https://…"     # ที่อยู่ที่คนเปิดโต๊ะทำงานจริง เมื่อมี reverse proxy อยู่หน้าระบบ
# public_url = "https://…"   # ที่อยู่ที่ผู้ตรวจเปิดจริง เมื่อมี reverse proxy อยู่หน้าระบบ
# sign_minutes = 15      # ที่โต๊ะทำงาน รหัสหนึ่งครั้งลงนามเรื่องต่อไปได้กี่นาที (เว้นไว้ = ใส่รหัสทุกเรื่อง)
workers = 2              # งานที่ทำพร้อมกัน (เท่าจำนวนแกนของเครื่อง)
keep_days = 30           # เก็บประวัติงานในหน้าจอกี่วัน (หนังสือเก็บในคลังเสมอ)

[reminders]              # เตือนเมื่อร่างรอตรวจนานเกินกี่ชั่วโมง
"ด่วนที่สุด" = 4
"ด่วนมาก" = 8
"ด่วน" = 24
"ปกติ" = 72

# แจ้งเตือนออกนอกเครื่อง (อีเมล LINE Telegram webhook) ปิดไว้จนกว่าจะเปิดเอง ที่อยู่วางในไฟล์ secrets/notices บรรทัดละหนึ่ง
# [notices]
# on = true
# subjects = false                  # บอกชื่อเรื่องในข้อความด้วยหรือไม่ (เรื่องลับไม่บอกเสมอ)
# about = ["waits", "urgent", "overdue", "stopped"]   # รอตรวจ เรื่องด่วน เกินกำหนด ไฟล์ที่กักไว้ · "head" = ลายนิ้วมือของสมุดวันละครั้ง

# เข้าโต๊ะทำงานด้วยบัญชีของหน่วยงาน (OpenID Connect) นอกจากรหัสผ่านของโต๊ะเอง ผู้ดูแลระบบยังเป็นผู้สร้างบัญชีและให้หน้าที่ (docs/server)
# [login]
# issuer = "https://login.example.go.th/realms/province"
# client_id = "circulars"           # รหัสลับของ client วางในไฟล์ secrets/oidc
# claim = "email"                   # ค่าที่เป็นชื่อผู้ใช้ของโต๊ะทำงาน: email, preferred_username หรือ sub
# label = "บัญชีของหน่วยงาน"          # คำบนปุ่ม

# กลุ่มงานหรือตำแหน่งที่รับมอบหมายหนังสือ (เว้นไว้ = ตามที่จังหวัดหรืออำเภอทั่วไปมี) คำใน words พบในเรื่อง จึงเสนอให้มอบ
# [[units]]
# name = "กลุ่มงานปกครอง"
# words = ["กำนัน", "ผู้ใหญ่บ้าน", "ทะเบียน"]
# head = ""                         # หัวหน้า ถ้ามี
# email = ""                        # ที่อยู่อีเมล ถ้ามี

# ตู้จดหมายที่ระบบรับหนังสือเอง รหัสผ่านวางในไฟล์ secrets/mail-saraban ไม่ใช่ที่นี่ (docs/mail.md)
# [[mailboxes]]
# name = "saraban"                  # ชื่อสั้น a-z 0-9 -
# host = "imap.example.go.th"
# user = "saraban_sn@example.go.th"
# done_folder = "รับแล้ว"             # ข้อความที่เก็บเข้าแฟ้มแล้วย้ายไปที่นี่ ("" = ไม่ย้าย)
# answer = true                     # ตอบผู้ส่งว่าได้รับแล้ว พร้อมเลขรับ (เว้นไว้ = ไม่ตอบ)
# smtp_host = "smtp.example.go.th"

# [sending]                         # ส่งหนังสือที่ออกแล้วทางอีเมล (เว้นไว้ = ไม่ส่งอะไรออกจากเครื่อง) docs/sending.md
# on = false                        # true = ส่งได้
# mailbox = "saraban"               # ชื่อของ [[mailboxes]] ที่มี smtp_host
# by_itself = false                 # true = อนุมัติแล้วส่งเองทันที false = เจ้าหน้าที่กดส่งทีละเรื่อง

# [signing]                         # ลงนามดิจิทัลบน PDF ที่ออกแล้ว รหัสของใบรับรองวางในไฟล์ secrets/signing
# certificate = "secrets/office.p12"  # หรือไลบรารี PKCS#11 ของโทเคน กับ token และ key
# token = ""                        # ป้ายชื่อของโทเคนหรือ HSM (PIN อยู่ใน secrets/signing)
# key = ""                          # ป้ายชื่อของกุญแจและใบรับรองในโทเคน
# timestamp_url = ""                # ผู้ให้บริการประทับเวลา (RFC 3161) ถ้ามี ใช้กับลายมือชื่อ และกับลายนิ้วมือในรายงานเย็น
# picture = ""                      # ภาพที่วางเป็นลายมือชื่อบนหน้า ถ้าต้องการ
# required = true                   # ไม่ส่งฉบับที่ยังไม่ลงนาม
# long_term = false                 # true = เก็บหลักฐานพิสูจน์ระยะยาวในไฟล์ (PAdES B-LTA) ต้องมี timestamp_url และใบรับรองใน trust

# [qr]                              # QR ลงนามบนหน้าหนังสือที่ออก ตรวจได้โดยไม่ต้องต่อเครือข่าย (สั่ง circulars qr ก่อน)
# on = true                         # ใส่ QR ในหนังสือที่ออกเลขจากนี้

# ผู้ตรวจ: เพิ่มด้วยคำสั่ง circulars reviewers add "ชื่อ" ซึ่งจะให้รหัสสำหรับแอปยืนยันตัวตน
# [[delegations]]                 # ผู้รักษาราชการแทน: มีอำนาจตรวจในช่วงวัน
# reviewer = "นาย… …"
# office = "{code}"
# from = "๑ ธันวาคม ๒๕๖๙"
# to = "๕ ธันวาคม ๒๕๖๙"
# order = "คำสั่งที่ …/๒๕๖๙"
"""
