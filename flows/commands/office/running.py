"""Commands that run the office: demo, up, down, status, inbox, reviewers, offices."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
import time
from pathlib import Path

from rich.console import Console

from circulars.errors import CircularsError, SettingsWrong
from flows.office import lifecycle as office
from flows.office.known_offices import command_for, known_offices
from flows.office.lifecycle import OfficeStatus
from flows.serving.server_api import login_of, make_login
from flows.settings import load_settings, office_home
from flows.settings.file import set_server, write_first_office_toml

_DEMO_SECONDS = 240.0


def up(arguments: argparse.Namespace) -> int:
    """`circulars up`: start the office; the first time, write office.toml."""
    home = office_home(arguments.home)
    if not (home / "office.toml").exists():
        others = known_offices()
        if others and arguments.home is None and not os.environ.get("CIRCULARS_HOME"):
            raise SettingsWrong(
                f"มีสำนักงานอยู่แล้วที่ {others[0]} สั่ง {command_for(others[0])} up ถ้าต้องการสำนักงานใหม่ที่ {home} จริง "
                f"สั่ง circulars up --home {shlex.quote(str(home))}"
            )
        file = write_first_office_toml(home, demo=False)
        print(f"สร้าง {file} แล้ว กรุณาแก้ให้ตรงกับสำนักงานของท่าน แล้วสั่ง circulars down และ circulars up อีกครั้ง")
    _set_server(home, arguments)
    if not load_settings(home).demo:
        new = login_of(home) is None
        login = make_login(home)
        if new:
            print(f"รหัสเข้าหน้าเว็บ: {login}   (เก็บไว้ใน {home / 'secrets' / 'login'})")
    if arguments.foreground:
        _print_readiness(home)
        office.start(home, foreground=True)
        return 0
    _told("กำลังเริ่มสำนักงาน", lambda: office.start(home))
    code = status(arguments)
    print(f"สั่งจากโฟลเดอร์ใดก็ได้: {command_for(home)} status")
    return code


def _set_server(home: Path, arguments: argparse.Namespace) -> None:
    """Write the port and addresses that were given into office.toml; said where the office runs with other ones."""
    given = {key: getattr(arguments, key, None) for key in ("port", "host", "public_url")}
    values = {key: value for key, value in given.items() if value is not None}
    if values:
        set_server(home, values)
        if office.status(home).running:
            print("เขียนลง office.toml แล้ว มีผลหลังสั่ง circulars down และ circulars up")


def demo(arguments: argparse.Namespace) -> int:
    """`circulars demo`: a demo office, the bundled sample in its inbox, and where its draft waits for review."""
    from flows.receiving.sample import SAMPLE

    home = office_home(arguments.home)
    write_first_office_toml(home, demo=True)
    _set_server(home, arguments)
    if not load_settings(home).demo:
        raise SettingsWrong(f"{home} เป็นสำนักงานจริง ไม่ใช่สำนักงานสาธิต กรุณาใช้โฟลเดอร์อื่น เช่น CIRCULARS_HOME=demo make demo")
    started = time.monotonic()
    standing = _told("กำลังเริ่มสำนักงานสาธิต", lambda: office.start(home))
    known = _sample_taken(home)
    if not known:
        _drop(SAMPLE, home / "inbox")
    dropped = time.monotonic()
    waited = _told("ระบบกำลังอ่านหนังสือตัวอย่างและร่างหนังสือแจ้งต่อ", lambda: _until_waiting(home, known=known))
    seconds = time.monotonic() - dropped
    _print_status(waited)
    if not waited.waiting and not known:
        print("ยังไม่มีร่างรอตรวจ กรุณาดูความคืบหน้าในหน้าเว็บ หรือสั่ง circulars status อีกครั้ง", file=sys.stderr)
        return 1
    print(f"เริ่มระบบ {dropped - started:.0f} วินาที อ่านและร่าง {seconds:.0f} วินาที")
    print("เปิดหน้าเว็บด้านบน เลือกรายการที่รอตรวจ กด Resume ตรวจ แก้ และอนุมัติ แล้วดูหนังสือที่ออกใน outbox/")
    print(f"สั่งจากโฟลเดอร์ใดก็ได้: {command_for(home)} status   หยุดทุกอย่างด้วย {command_for(home)} down")
    return 0 if standing.running else 1


def down(arguments: argparse.Namespace) -> int:
    """`circulars down`: stop everything; what waits goes on at the next start."""
    stopped = office.stop(office_home(arguments.home))
    print("หยุดสำนักงานแล้ว งานที่รอตรวจจะรอต่อเมื่อเริ่มใหม่" if stopped else "สำนักงานหยุดอยู่แล้ว")
    return 0


def status(arguments: argparse.Namespace) -> int:
    """`circulars status`: how the office stands and what waits; exit 1 when something is wrong."""
    home = office_home(arguments.home)
    if not (home / "office.toml").exists():
        return _no_office(home)
    standing = office.status(home)
    _print_status(standing)
    told = _print_readiness(home)
    return 0 if told and not standing.problems else 1


def inbox(arguments: argparse.Namespace) -> int:
    """`circulars inbox FILE…`: copy files into the inbox safely; exit 1 if one could not be copied."""
    home = office_home(arguments.home)
    settings = load_settings(home)
    settings.folder("inbox").mkdir(parents=True, exist_ok=True)
    failed = 0
    for file in arguments.files:
        try:
            name = _drop(file, settings.folder("inbox"))
            print(f"วาง {name} ใน inbox แล้ว")
        except OSError as error:
            failed = 1
            print(f"คัดลอก {file} ไม่ได้ กรุณาตรวจว่ามีไฟล์นี้และมีสิทธิ์อ่าน", file=sys.stderr)
            if arguments.verbose:
                print(error, file=sys.stderr)
    return failed


def reviewers(arguments: argparse.Namespace) -> int:
    """`circulars reviewers add NAME | list`."""
    home = office_home(arguments.home)
    if arguments.action == "list":
        for reviewer in load_settings(home).reviewers:
            print(f"{reviewer.name}  {reviewer.position}  {', '.join(reviewer.offices)}")
        return 0
    if not arguments.name:
        print("ต้องบอกชื่อผู้ตรวจ เช่น circulars reviewers add 'นางสาวสมมุติ ตัวอย่าง'", file=sys.stderr)
        return 2
    from circulars.review.reviewers import add

    load_settings(home)  # a file that cannot be read is told before anything is written into it
    enrolled = add(home, arguments.name, position=arguments.position)
    print(f"ขึ้นทะเบียน {enrolled.reviewer.name} แล้ว ให้เพิ่มรหัสนี้ในแอปยืนยันตัวตนทันที รหัสจะแสดงครั้งเดียว")
    print(f"รหัสลับ: {enrolled.secret}")
    import segno

    segno.make(enrolled.address, error="l").terminal(compact=True)
    return 0


def offices(arguments: argparse.Namespace) -> int:
    """`circulars offices check`: every office row and template, samples printed and measured; exit 1 with each fault."""
    from circulars.directory.offices import offices as office_rows
    from circulars.documents.shipped.specimens import check_specimens
    from circulars.documents.word.catalog import SHIPPED
    from circulars.documents.word.template_check import check_templates

    home = office_home(arguments.home)
    folder = SHIPPED
    if (home / "office.toml").exists():
        folder = load_settings(home).templates or SHIPPED
    rows = office_rows()
    faults = check_templates(folder)
    print(f"สำนักงาน {len(rows)} แถว ใช้ได้")
    if not any(fault.blocks for fault in faults):
        faults = [*faults, *check_specimens(folder)]
    for fault in faults:
        print(f"แม่แบบ {fault.file}: {fault.message}")
    print("แม่แบบทุกฉบับใช้ได้" if not faults else f"พบ {len(faults)} จุดที่ต้องแก้")
    return int(bool(faults))


def _drop(file: Path, folder: Path) -> str:
    """Copy under a hidden name, then rename: the inbox never sees half a file. A taken name gets a number."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{file.stem} ({number}){file.suffix}"
    scratch = folder / f".{target.name[:60]}.part"
    try:
        shutil.copyfile(file, scratch)
        scratch.rename(target)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
    return target.name


def _sample_taken(home: Path) -> bool:
    """The sample is in this office's archive already."""
    import hashlib

    from circulars.archive import Archive
    from flows.receiving.sample import SAMPLE

    settings = load_settings(home)
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        return archive.find_scan(hashlib.sha256(SAMPLE.read_bytes()).hexdigest()) is not None
    finally:
        archive.close()


def _until_waiting(home: Path, *, known: bool) -> OfficeStatus:
    """Wait until a draft waits (or, when the sample was handled before, just look)."""
    end = time.monotonic() + _DEMO_SECONDS
    while True:
        standing = office.status(home)
        if standing.waiting or known or time.monotonic() > end:
            return standing
        if standing.in_quarantine:
            raise CircularsError("หนังสือตัวอย่างถูกกักไว้ กรุณาดูสาเหตุในโฟลเดอร์ quarantine", code="demo")
        time.sleep(1)


def _told(what: str, work: object) -> OfficeStatus:
    """Do something slow under a spinner, on a terminal."""
    assert callable(work)
    with Console(stderr=True).status(what):
        standing: OfficeStatus = work()
    return standing


def _how_long(seconds: float) -> str:
    """A time that somebody waits, in the largest unit that fits."""
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} นาที"
    return f"{minutes // 60} ชั่วโมง" if minutes < 48 * 60 else f"{minutes // 1440} วัน"


def _no_office(home: Path) -> int:
    """No office in the folder that was meant: those that are known, with what to type; else how to begin one."""
    print(f"ไม่มีสำนักงานที่ {home}", file=sys.stderr)
    others = known_offices()
    for one in others:
        running = "ทำงานอยู่" if office.status(one).running else "หยุดอยู่"
        print(f"  สำนักงาน {one} {running}: สั่ง {command_for(one)} status", file=sys.stderr)
    if not others:
        print("ยังไม่เคยเริ่มสำนักงานในเครื่องนี้ สั่ง circulars up เพื่อเริ่ม หรือบอกโฟลเดอร์ด้วย --home", file=sys.stderr)
    return 1


def _print_readiness(home: Path) -> bool:
    """What a real office still lacks before it can issue letters. Returns whether office.toml can be used."""
    from contextlib import closing

    from circulars.archive import Archive
    from circulars.thai.clock import today
    from flows.settings.readiness import lacks, unnumbered

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
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        missing += unnumbered(settings, archive, today())
    blocking = [one for one in missing if one.blocks]
    print("ยังออกหนังสือจริงไม่ได้ ต้องมีก่อน:" if blocking else "พร้อมออกหนังสือ")
    for one in [*blocking, *(one for one in missing if not one.blocks)]:
        print(f"  {'☐' if one.blocks else 'ควรตรวจ:'} {one}")
    return True


def _print_status(standing: OfficeStatus) -> None:
    print(f"สำนักงาน {standing.home}")
    if standing.address:
        print(f"หน้าเว็บ {standing.address}")
    print(
        f"ใน inbox {standing.in_inbox} กำลังทำ {standing.in_work} กักไว้ {standing.in_quarantine} ออกแล้ว {standing.issued}"
    )
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
