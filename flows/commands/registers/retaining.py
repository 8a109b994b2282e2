"""`circulars retention list|set`: how long letters are kept, and which may be put before the committee."""

from __future__ import annotations

import json
from dataclasses import asdict

from circulars.archive.tracing.chains import printed_day
from circulars.archive.tracing.retention import NAMES, RetentionClass
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.registers import Retention


def retention(arguments: Retention) -> int:
    """`circulars retention list|set`: what may be put before the committee; the class of a letter. Never destroys."""
    with opened(arguments.home) as (archive, settings):
        if arguments.id and arguments.kept_as:
            archive.keep(arguments.id, RetentionClass(arguments.kept_as), arguments.by, arguments.year)
            kept = archive.retention_of(arguments.id)
            until = to_thai(kept.until_be) if kept.until_be else "ไม่กำหนด"
            print(f"{kept.reference}: {NAMES[kept.kept_as]} เก็บถึงสิ้นปี พ.ศ. {until}")
            return 0
        year = arguments.year or today().year + 543
        found = archive.may_be_destroyed(arguments.office or settings.profile.office.code, year)
    if arguments.json:
        for one in found:
            print(json.dumps(asdict(one), ensure_ascii=False))
        return 0
    print(f"บัญชีหนังสือครบอายุการเก็บ ณ ปี พ.ศ. {to_thai(year)} (เสนอคณะกรรมการทำลายหนังสือ ระบบไม่ทำลายเอง)")
    for place, one in enumerate(found, 1):
        told = (one.reference, printed_day(one.dated), one.sender, one.subject, NAMES[one.kept_as])
        print("\t".join([to_thai(place), *told, to_thai(one.until_be or 0)]))
    if not found:
        print("ไม่มี (นับเฉพาะหนังสือที่มีผู้กำหนดอายุการเก็บแล้ว)")
    return 0
