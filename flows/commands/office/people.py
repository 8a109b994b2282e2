"""`circulars reviewers add NAME | list`: who may approve, enrolled with a one-time code."""

from __future__ import annotations

import json

import segno

from circulars.review.reviewers import Reviewer, add
from flows.commands.opened import opened
from flows.commands.options.office import Reviewers
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
