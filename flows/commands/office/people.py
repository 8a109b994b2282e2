"""`circulars reviewers add NAME | list`: who may approve, by a one-time code; `circulars accounts`: who may enter the desk."""

from __future__ import annotations

import json

import segno

from circulars.desk.people import ROLE_NAMES, PeopleBook, Person
from circulars.review.reviewers import Reviewer, add
from flows.commands.opened import opened
from flows.commands.options.office import Accounts, Reviewers
from flows.settings import load_settings, office_home


def reviewers(arguments: Reviewers) -> int:
    """`circulars reviewers add NAME | list`."""
    home = office_home(arguments.home)
    if arguments.name is None or arguments.action == "list":
        for reviewer in load_settings(home).reviewers:
            known = {"name": reviewer.name, "position": reviewer.position, "offices": reviewer.offices}
            print(json.dumps(known, ensure_ascii=False) if arguments.json else _line(reviewer))
        return 0
    load_settings(home)  # a file that cannot be read is told before anything is written into it
    enrolled = add(home, arguments.name, position=arguments.position)
    with opened(home) as (archive, _):
        who = enrolled.reviewer
        archive.record_event(
            "reviewer-enrolled", who.name, {"position": who.position, "offices": ", ".join(who.offices)}
        )
    print(f"ขึ้นทะเบียน {enrolled.reviewer.name} แล้ว ให้เพิ่มรหัสนี้ในแอปยืนยันตัวตนทันที รหัสจะแสดงครั้งเดียว")
    print(f"รหัสลับ: {enrolled.secret}")
    segno.make(enrolled.address, error="l").terminal(compact=True)
    return 0


def _line(reviewer: Reviewer) -> str:
    return f"{reviewer.name}  {reviewer.position}  {', '.join(reviewer.offices)}"


def accounts(arguments: Accounts) -> int:
    """`circulars accounts list | reset LOGIN`: the desk's accounts; a new one-time password where one was lost."""
    with opened(arguments.home) as (archive, settings):
        people = PeopleBook.of(settings.home)
        if arguments.action == "reset":
            login = str(arguments.login)
            password = people.reset(login)
            archive.record_event("desk-account-reset", login, {"by": "circulars accounts"})
            print(f"รหัสใช้ครั้งเดียวของ {login}: {password}   (แสดงครั้งเดียว ระบบให้ตั้งรหัสใหม่เมื่อเข้า)")
            return 0
        for person in people.everybody():
            print(json.dumps(_record(person), ensure_ascii=False) if arguments.json else _told(person))
    return 0


def _record(person: Person) -> dict[str, object]:
    return {
        "login": person.login,
        "name": person.name,
        "roles": sorted(person.roles),
        "offices": sorted(person.offices),
        "closed": person.closed,
    }


def _told(person: Person) -> str:
    roles = ", ".join(name for role, name in ROLE_NAMES.items() if person.has(role))
    return f"{person.login}  {person.name}  {roles}  {', '.join(sorted(person.offices))}{'  (ปิด)' if person.closed else ''}"
