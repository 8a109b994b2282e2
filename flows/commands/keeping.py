"""Commands that look after letters that are done: numbers cancelled, answers noted, retention, export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from circulars.archive import Archive
from circulars.archive.tracing.chains import printed_day
from circulars.archive.tracing.retention import NAMES, RetentionClass
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from flows.settings import Settings, load_settings


@contextmanager
def _archive(arguments: argparse.Namespace) -> Iterator[tuple[Archive, Settings]]:
    settings = load_settings(arguments.home)
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        yield archive, settings
    finally:
        archive.close()


def cancel(arguments: argparse.Namespace) -> int:
    """`circulars cancel NUMBER --reason … --by …`: the number stays in the register, marked; it is never given again."""
    year = arguments.year or today().year + 543
    with _archive(arguments) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        archive.cancel_number(office, arguments.book, year, arguments.number, arguments.reason, arguments.by)
    print(f"ยกเลิกเลข {to_thai(arguments.number)} ปี {to_thai(year)} แล้ว เลขนี้ยังอยู่ในทะเบียนและจะไม่ออกซ้ำ")
    return 0


def acknowledge(arguments: argparse.Namespace) -> int:
    """`circulars acknowledge ID RECIPIENT [--answered] [--note …]`: what came back by other ways than a letter."""
    with _archive(arguments) as (archive, _):
        count = archive.acknowledge(arguments.id, arguments.recipient, arguments.note, answered=arguments.answered)
    print(f"บันทึกแล้ว {to_thai(count)} แห่ง: {'ตอบแล้ว' if arguments.answered else 'รับแล้ว'}")
    return 0


def done(arguments: argparse.Namespace) -> int:
    """`circulars done ID --by … [--note …]`: what a letter asked of us is done; no reminder tells of it any more."""
    with _archive(arguments) as (archive, _):
        new = archive.close_matter(arguments.id, arguments.by, arguments.note)
    print("บันทึกแล้วว่าเรื่องนี้เสร็จ" if new else "เรื่องนี้บันทึกว่าเสร็จไว้แล้ว")
    return 0


def retention(arguments: argparse.Namespace) -> int:
    """`circulars retention list|set`: what may be put before the committee; the class of a letter. Never destroys."""
    with _archive(arguments) as (archive, settings):
        if arguments.action == "set":
            if not (arguments.id and arguments.kept_as and arguments.by):
                print("กรุณาระบุ: circulars retention set ID --as CLASS --by ชื่อ", file=sys.stderr)
                return 2
            archive.keep(arguments.id, RetentionClass(arguments.kept_as), arguments.by, arguments.year)
            one = archive.retention_of(arguments.id)
            until = to_thai(one.until_be) if one.until_be else "ไม่กำหนด"
            print(f"{one.reference}: {NAMES[one.kept_as]} เก็บถึงสิ้นปี พ.ศ. {until}")
            return 0
        year = arguments.year or today().year + 543
        office = arguments.office or settings.profile.office.code
        found = archive.may_be_destroyed(office, year)
    print(f"บัญชีหนังสือครบอายุการเก็บ ณ ปี พ.ศ. {to_thai(year)} (เสนอคณะกรรมการทำลายหนังสือ ระบบไม่ทำลายเอง)")
    for place, one in enumerate(found, 1):
        day = printed_day(one.dated)
        print(
            f"{to_thai(place)}\t{one.reference}\t{day}\t{one.sender}\t{one.subject}\t{NAMES[one.kept_as]}\t{to_thai(one.until_be or 0)}"
        )
    if not found:
        print("ไม่มี (นับเฉพาะหนังสือที่มีผู้กำหนดอายุการเก็บแล้ว)")
    return 0


def export(arguments: argparse.Namespace) -> int:
    """`circulars export bag|ecms …`: a BagIt bag of one letter or a year, or the XML of an issued letter."""
    from circulars.archive.export.bag import letters_of_year, write_bag
    from circulars.archive.export.ecms import WARNING, ecms_xml

    with _archive(arguments) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        if arguments.action == "ecms":
            if not arguments.id:
                print("กรุณาระบุรหัสหนังสือด้วย --id", file=sys.stderr)
                return 2
            arguments.out.write_bytes(ecms_xml(archive, arguments.id))
            print(WARNING, file=sys.stderr)
            return 0
        if not arguments.id and not arguments.year:
            print("กรุณาระบุ --id หรือ --year", file=sys.stderr)
            return 2
        ids = (arguments.id,) if arguments.id else letters_of_year(archive, office, arguments.year)
        count = write_bag(archive, arguments.out, ids, office)
    print(f"ส่งออกหนังสือ {to_thai(len(ids))} ฉบับ {to_thai(count)} ไฟล์ ไว้ใน {arguments.out}")
    return 0
