"""`circulars demo`: a demo office with the bundled sample letter in its inbox."""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from circulars.errors import CircularsError, SettingsWrong
from flows.commands.office.dropping import drop
from flows.commands.office.running import set_addresses, under_a_spinner
from flows.commands.office.standing import print_status
from flows.commands.opened import opened
from flows.commands.options.office import Demo
from flows.office import lifecycle as office
from flows.office.lifecycle import OfficeStatus
from flows.receiving.sample import SAMPLE
from flows.settings import load_settings, office_home
from flows.settings.known_offices import command_for
from flows.settings.toml.file import write_first_office_toml

_DEMO_SECONDS = 240.0


def demo(arguments: Demo) -> int:
    """`circulars demo`: a demo office, the bundled sample in its inbox, and where its draft waits for review."""
    home = office_home(arguments.home)
    write_first_office_toml(home, demo=True)
    set_addresses(home, arguments)
    if not load_settings(home).demo:
        raise SettingsWrong(f"{home} เป็นสำนักงานจริง ไม่ใช่สำนักงานสาธิต กรุณาใช้โฟลเดอร์อื่น เช่น CIRCULARS_HOME=demo make demo")
    started = time.monotonic()
    standing = under_a_spinner("กำลังเริ่มสำนักงานสาธิต", lambda: office.start(home))
    known = _sample_taken(home)
    if not known:
        drop(SAMPLE, home / "inbox")
    dropped = time.monotonic()
    waited = under_a_spinner("ระบบกำลังอ่านหนังสือตัวอย่างและร่างหนังสือแจ้งต่อ", lambda: _until_waiting(home, known=known))
    seconds = time.monotonic() - dropped
    print_status(waited)
    if not waited.waiting and not known:
        print("ยังไม่มีร่างรอตรวจ กรุณาดูความคืบหน้าในหน้าเว็บ หรือสั่ง circulars status อีกครั้ง", file=sys.stderr)
        return 1
    print(f"เริ่มระบบ {dropped - started:.0f} วินาที อ่านและร่าง {seconds:.0f} วินาที")
    print("เปิดโต๊ะทำงานด้านบน เลือกเรื่องที่รอตรวจ ดู แก้ อนุมัติ แล้วเปิดหนังสือที่ออกได้ในหน้าเดียวกัน (ไฟล์อยู่ใน outbox/ ด้วย)")
    print(f"สั่งจากโฟลเดอร์ใดก็ได้: {command_for(home)} status   หยุดทุกอย่างด้วย {command_for(home)} down")
    return 0 if standing.running else 1


def _sample_taken(home: Path) -> bool:
    """The sample is in this office's archive already."""
    with opened(home) as (archive, _):
        return archive.find_scan(hashlib.sha256(SAMPLE.read_bytes()).hexdigest()) is not None


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
