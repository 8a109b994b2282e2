"""`circulars up` and `circulars status`: the office on this machine."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from circulars.desk.people import PeopleBook
from circulars.desk.people.book import FIRST_LOGIN
from circulars.errors import SettingsWrong
from flows.commands.office.standing import print_no_office, print_readiness, print_status, record
from flows.commands.options.office import Addressed, Status, Up
from flows.office import lifecycle as office
from flows.office.lifecycle import OfficeStatus
from flows.serving.server_api import login_of, make_login
from flows.settings import load_settings, office_home
from flows.settings.known_offices import command_for, known_offices
from flows.settings.toml.file import set_server, write_first_office_toml


def up(arguments: Up) -> int:
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
    set_addresses(home, arguments)
    if not load_settings(home).demo:
        new = login_of(home) is None
        login = make_login(home)
        if new:
            print(f"รหัสเข้าหน้าเว็บ: {login}   (เก็บไว้ใน {home / 'secrets' / 'login'})")
        _first_administrator(home)
    if arguments.foreground:
        print_readiness(home)
        office.start(home, foreground=True)
        return 0
    under_a_spinner("กำลังเริ่มสำนักงาน", lambda: office.start(home))
    code = status(Status(verbose=arguments.verbose, home=arguments.home))
    print(f"สั่งจากโฟลเดอร์ใดก็ได้: {command_for(home)} status")
    return code


def _first_administrator(home: Path) -> None:
    """Open the desk for its first person; the password is shown this once."""
    password = PeopleBook.of(home).first_administrator(load_settings(home).profiles)
    if password is not None:
        print(
            f"โต๊ะทำงาน: ผู้ดูแลระบบคนแรก ชื่อผู้ใช้ {FIRST_LOGIN} รหัสใช้ครั้งเดียว {password}   (แสดงครั้งเดียว ระบบให้ตั้งรหัสใหม่เมื่อเข้า)"
        )


def status(arguments: Status) -> int:
    """`circulars status`: how the office stands and what waits; exit 1 when something is wrong."""
    home = office_home(arguments.home)
    if not (home / "office.toml").exists():
        print_no_office(home)
        return 1
    standing = office.status(home)
    if arguments.json:
        print(json.dumps(record(standing), ensure_ascii=False))
        return int(bool(standing.problems))
    print_status(standing)
    told = print_readiness(home)
    return 0 if told and not standing.problems else 1


def set_addresses(home: Path, arguments: Addressed) -> None:
    """Write the port and addresses that were given into office.toml; said where the office runs with other ones."""
    given = {key: getattr(arguments, key, None) for key in ("port", "host", "public_url")}
    values = {key: value for key, value in given.items() if value is not None}
    if values:
        set_server(home, values)
        if office.status(home).running:
            print("เขียนลง office.toml แล้ว มีผลหลังสั่ง circulars down และ circulars up")


def under_a_spinner(what: str, work: Callable[[], OfficeStatus]) -> OfficeStatus:
    """Do something slow under a spinner, on a terminal."""
    with Console(stderr=True).status(what):
        return work()
