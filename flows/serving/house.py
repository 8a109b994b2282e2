"""How the office is set up, for its page at the desk: office.toml as it lies there now, in Thai, with what it lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from circulars.archive import Archive
from circulars.desk.clerk.house.standing import Approver, House, HouseOffice, Setting, Signer
from circulars.directory import OfficeProfile, SignatoryProfile
from circulars.directory.offices import Level
from circulars.documents.word.catalog import SHIPPED
from circulars.errors import SettingsWrong
from circulars.review.reviewers import is_enrolled
from circulars.thai.digits import to_thai
from circulars.triage.minuting.units import units_of
from flows.settings import Settings, load_settings
from flows.settings.readiness import lacks, unnumbered
from flows.settings.toml.change import KINDS, NO, NONE, YES


def house_of(running: Settings, archive: Archive, day: dt.date) -> House:
    """The office as its file says now; where the file is wrong, as it runs, with what is wrong."""
    settings, fault = running, ""
    try:
        settings = load_settings(running.home)
    except SettingsWrong as error:
        fault = error.message
    missing = (*lacks(settings, day), *unnumbered(settings, archive, day))
    return House(
        fault=fault,
        blocking=tuple(str(one) for one in missing if one.blocks),
        advice=tuple(str(one) for one in missing if not one.blocks),
        offices=tuple(_office(settings, profile, day) for profile in settings.profiles.values()),
        approvers=tuple(_approvers(settings, day)),
        units=tuple(unit.name for unit in units_of(settings.profile.units, settings.profile.office.level)),
        machine=tuple(_machine(settings)),
        templates=str(settings.templates or SHIPPED),
    )


def _office(settings: Settings, profile: OfficeProfile, day: dt.date) -> HouseOffice:
    rows = (
        _lines("หัวหนังสือ", profile.letterhead_lines, "letterhead"),
        _lines("ส่วนราชการเจ้าของเรื่อง", profile.contact_office_lines, "contact_office"),
        Setting("โทรศัพท์", profile.phone, "phone", KINDS["phone"], profile.phone),
        Setting("คำขวัญ", profile.motto, "motto", KINDS["motto"], profile.motto),
        Setting("ตราครุฑ", profile.emblem_file.name if profile.emblem_file else "ภาพตัวอย่าง", "emblem"),
        _switch("ทะเบียนหนังสือเวียนแยก", profile.office.code in settings.own_series, "circular_series"),
        Setting(
            "ร่นวันรายงาน",
            f"{to_thai(profile.lead_days)} วันทำการ",
            "lead_days",
            KINDS["lead_days"],
            to_thai(profile.lead_days),
        ),
    )
    district = (
        _switch("แจ้งท้องถิ่นด้วย", profile.forward_to_local, "forward_to_local"),
        _switch("แจ้งกำนันผู้ใหญ่บ้านทุกเรื่อง", profile.always_to_village, "always_to_village"),
    )
    towns = (NONE,) if profile.towns == () else profile.towns or ()
    province = (_lines(f"เทศบาลเมืองและเทศบาลนคร บรรทัดละแห่ง (หากไม่มีพิมพ์ว่า {NONE})", towns, "towns"),)
    level = {Level.DISTRICT: district, Level.PROVINCE: province}.get(profile.office.level, ())
    signers = tuple(_signer(one, day) for one in profile.signatories)
    return HouseOffice(profile.office.code, profile.office.name, (*rows, *level), signers)


def _signer(one: SignatoryProfile, day: dt.date) -> Signer:
    acting = " ".join(filter(None, (one.acting_phrase, one.acting_for)))
    return Signer(f"{one.rank}{one.name}", one.position, acting, one.order_number, one.may_sign(day))


def _approvers(settings: Settings, day: dt.date) -> Iterator[Approver]:
    for one in settings.reviewers:
        able = [profile.office.name for code, profile in settings.profiles.items() if one.may_approve(code, day)]
        yield Approver(one.name, one.position, tuple(able), is_enrolled(settings.home, one.name), bool(able))


def _machine(settings: Settings) -> Iterator[Setting]:
    """What concerns this machine; addresses and secrets of the database are not told."""
    yield Setting("โฟลเดอร์ของสำนักงาน", str(settings.home), "")
    yield Setting("ฐานข้อมูล", settings.database_url.partition(":")[0].partition("+")[0], "")
    yield Setting("ที่อยู่หน้าเว็บ", settings.public_url or f"http://{settings.host}:{settings.port}", "public_url")
    yield Setting("กลุ่มที่เปิดโฟลเดอร์ร่วม", settings.share_group or "ไม่เปิด", "share_group")
    yield Setting("ตู้จดหมาย", ", ".join(box.name for box in settings.mailboxes) or "ไม่ใช้", "[[mailboxes]]")
    hours = ", ".join(f"{name} {to_thai(count)} ชม." for name, count in settings.remind_hours.items())
    yield Setting("เตือนเมื่อรอเกิน", hours, "[reminders]")
    yield Setting("เครื่องอ่าน", settings.engine, "engine")


def _lines(label: str, lines: Sequence[str], key: str) -> Setting:
    return Setting(label, " / ".join(lines), key, KINDS[key], "\n".join(lines))


def _switch(label: str, on: bool, key: str) -> Setting:
    told = YES if on else NO
    return Setting(label, told, key, KINDS[key], told)
