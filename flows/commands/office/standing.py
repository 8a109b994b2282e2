"""How an office stands, as a clerk reads it: what waits, what lies, what a real office still lacks."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

from circulars.errors import SettingsWrong
from circulars.thai.clock import today
from flows.commands.opened import opened
from flows.office import lifecycle as office
from flows.office.lifecycle import OfficeStatus
from flows.settings import load_settings
from flows.settings.known_offices import command_for, known_offices
from flows.settings.readiness import lacks, unnumbered


def record(standing: OfficeStatus) -> dict[str, object]:
    """How an office stands, for other programs."""
    return asdict(standing) | {"home": str(standing.home), "waiting_url": standing.waiting_url}


def print_status(standing: OfficeStatus) -> None:
    """What waits, what lies, where the pages are; what is wrong goes to standard error."""
    print(f"สำนักงาน {standing.home}")
    if standing.desk:
        print(f"โต๊ะทำงาน {standing.desk}   (เปิดในเบราว์เซอร์)")
    if standing.address:
        print(f"หน้าจอของ Prefect {standing.address}")
    print(
        f"ใน inbox {standing.in_inbox} กำลังทำ {standing.in_work} กักไว้ {standing.in_quarantine} ออกแล้ว {standing.issued}"
    )
    for mailbox in standing.mail:
        print(mailbox.told())
    if standing.waiting:
        print(f"รอตรวจ {len(standing.waiting)} เรื่อง: {standing.waiting_url}")
        for one in standing.waiting:
            print(f"  • {one.name}\n    {one.url}")
    elif standing.running:
        print("ไม่มีเรื่องรอตรวจ")
    if standing.lying:
        print(f"ค้างใน inbox {len(standing.lying)} รายการ:")
    for left in standing.lying:
        print(f"  • {left.name} ({_how_long(left.seconds)}): {left.told}")
    for problem in standing.problems:
        print(f"! {problem}", file=sys.stderr)


def _how_long(seconds: float) -> str:
    """A time that somebody waits, in the largest unit that fits."""
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} นาที"
    return f"{minutes // 60} ชั่วโมง" if minutes < 48 * 60 else f"{minutes // 1440} วัน"


def print_readiness(home: Path) -> bool:
    """What a real office still lacks before it can issue letters. Returns whether office.toml can be used."""
    if not (home / "office.toml").exists():
        return True
    try:
        settings = load_settings(home)
    except SettingsWrong as error:
        print(f"! {error.message}", file=sys.stderr)
        return False
    if settings.demo:
        return True
    missing = list(lacks(settings, today()))
    with opened(home) as (archive, _):
        missing += unnumbered(settings, archive, today())
    blocking = [one for one in missing if one.blocks]
    print("ยังออกหนังสือจริงไม่ได้ ต้องมีก่อน:" if blocking else "พร้อมออกหนังสือ")
    for one in [*blocking, *(one for one in missing if not one.blocks)]:
        print(f"  {'☐' if one.blocks else 'ควรตรวจ:'} {one}")
    return True


def print_no_office(home: Path) -> None:
    """No office in the folder that was meant: those that are known, with what to type; else how to begin one."""
    print(f"ไม่มีสำนักงานที่ {home}", file=sys.stderr)
    others = known_offices()
    for one in others:
        running = "ทำงานอยู่" if office.status(one).running else "หยุดอยู่"
        print(f"  สำนักงาน {one} {running}: สั่ง {command_for(one)} status", file=sys.stderr)
    if not others:
        print("ยังไม่เคยเริ่มสำนักงานในเครื่องนี้ สั่ง circulars up เพื่อเริ่ม หรือบอกโฟลเดอร์ด้วย --home", file=sys.stderr)
