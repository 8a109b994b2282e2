"""Commands that ask the archive: show, register, verify, backup, restore, and what mends them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from circulars.archive import Archive
from circulars.archive.correcting import FIELDS, RowNote
from circulars.archive.export.verify import Damage
from circulars.archive.store.shelf import Row
from circulars.letter.record import letter_record
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from flows.commands.reading.letter_text import letter_lines
from flows.settings import Settings, load_settings
from flows.settings.stores import Stores, require_database


@contextmanager
def _archive(arguments: argparse.Namespace) -> Iterator[tuple[Archive, Settings]]:
    settings = load_settings(arguments.home)
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        yield archive, settings
    finally:
        archive.close()


def show(arguments: argparse.Namespace) -> int:
    """`circulars show ID`: the letter with evidence and findings, and its chain above and below."""
    from circulars.archive.tracing.chain_picture import chain_svg
    from circulars.archive.tracing.chains import chain_of, chain_text
    from circulars.archive.tracing.retention import NAMES
    from flows.reviewing.known_before import told_before

    with _archive(arguments) as (archive, _):
        stored = archive.load_letter(arguments.id)
        record = letter_record(stored.letter, stored.findings)
        chain = chain_of(archive, arguments.id)
        before = told_before(archive, arguments.id)
        kept = archive.retention_of(arguments.id)
        entry = archive.register_entry(arguments.id, stored.office)
    if arguments.svg is not None:
        arguments.svg.write_text(chain_svg(chain), encoding="utf-8")
    if arguments.json:
        whole = {"id": stored.id, "office": stored.office, "received_number": stored.received_number}
        told = _row_record(*entry) if entry else None
        print(json.dumps({**whole, "letter": record, "register": told, "chain": chain.record()}, ensure_ascii=False))
        return 0
    number = f" เลขรับ {to_thai(stored.received_number)}" if stored.received_number else ""
    print(f"{stored.id} ({stored.office}){number}")
    for line in letter_lines(record, evidence=True):
        print(f" {line}")
    for line in before:
        print(f" ! {line}")
    for one in entry[1].corrections if entry else ():
        if one.changed:
            print(f"   ทะเบียนรับ: {one.told()}")
    if entry and entry[1].doubtful:
        print(f" ? ทะเบียนรับยังไม่ยืนยัน: {', '.join(FIELDS[name] for name in entry[1].doubtful)}")
    until = f" เก็บถึงสิ้นปี พ.ศ. {to_thai(kept.until_be)}" if kept.until_be else ""
    print(f"   อายุการเก็บ: {NAMES[kept.kept_as]}{until}{'' if kept.by else ' (ระบบเสนอ ยังไม่มีผู้กำหนด)'}")
    print(chain_text(chain))
    return 0


def register(arguments: argparse.Namespace) -> int:
    """`circulars register received|sent [--year BE] [--xlsx FILE]`."""
    from circulars.archive.export.register_sheet import COLUMNS, printed_rows, write_sheet

    year = arguments.year or today().year + 543
    with _archive(arguments) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        rows = archive.register_rows(office, arguments.book, year)
        notes = archive.register_notes(office, arguments.book, year)
    if arguments.json:
        for row in rows:
            print(json.dumps(_row_record(row, notes.get(int(row["number"] or 0), RowNote())), ensure_ascii=False))
        return 0
    if arguments.pdf is not None:
        from circulars.archive.export.register_print import register_pdf

        arguments.pdf.write_bytes(register_pdf(arguments.book, office, year, rows, notes))
    if arguments.xlsx is not None:
        write_sheet(arguments.xlsx, arguments.book, office, year, rows, notes)
    written = [str(file) for file in (arguments.pdf, arguments.xlsx) if file is not None]
    if written:
        print(f"เขียนทะเบียน {to_thai(len(rows))} รายการลง {' และ '.join(written)}")
        return 0
    print("\t".join(COLUMNS[arguments.book]))
    for printed in printed_rows(arguments.book, rows, notes):
        print("\t".join(printed))
    return 0


def _row_record(row: Row, note: RowNote) -> dict[str, object]:
    """A register's row for other programs: its columns, fields nobody has confirmed, and corrections."""
    names = ("office", "book", "year_be", "number", "state", "letter_id", *FIELDS, "action", "remark", "at")
    told = [asdict(one) for one in note.corrections]
    return {**{name: row[name] for name in names}, "doubtful": list(note.doubtful), "corrections": told}


def correct(arguments: argparse.Namespace) -> int:
    """`circulars correct NUMBER FIELD VALUE --by … --reason …`: a row of the received register put right or confirmed."""
    year = arguments.year or today().year + 543
    with _archive(arguments) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        changes = {arguments.field: arguments.value}
        archive.correct_row(office, "received", year, arguments.number, changes, arguments.by, arguments.reason)
        note = archive.register_notes(office, "received", year).get(arguments.number, RowNote())
    print(note.corrections[-1].told() if note.corrections[-1].changed else "ยืนยันแล้วว่าค่านี้ถูกต้อง")
    if note.doubtful:
        print(f"ยังไม่ยืนยัน: {', '.join(FIELDS[name] for name in note.doubtful)}")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """`circulars verify [--head HASH[:NUMBER]] [--head-file FILE]`: exit 1 with every damage named."""
    from circulars.archive.export.outbox import verify_outbox
    from circulars.archive.export.verify import head
    from circulars.archive.export.verify import verify as find_damage
    from circulars.archive.store.heads import Head, heads_in, parse_head

    heads: list[Head] = [parse_head(text) for text in arguments.head]
    for file in arguments.head_file:
        heads += heads_in(file.read_text(encoding="utf-8"), str(file))
    settings = load_settings(arguments.home)
    require_database(Stores(settings.database_url, settings.files_url))
    for report in sorted(settings.folder("reports").glob("*.txt")):
        heads += heads_in(report.read_text(encoding="utf-8"), report.name, required=False)
    with _archive(arguments) as (archive, _):
        damages = [*find_damage(archive, *heads), *verify_outbox(archive, settings.folder("outbox"))]
        number, digest = head(archive)
    for damage in damages:
        print(damage.message)
    if damages:
        print(f"พบความเสียหาย {len(damages)} จุด {_remedy(damages)}", file=sys.stderr)
        return 1
    print(f"ครบถ้วน: เหตุการณ์ {to_thai(number)} รายการ ลายนิ้วมือสุดท้าย {digest}")
    print(f"เก็บบรรทัดนี้ไว้นอกเครื่อง แล้วตรวจคราวหน้าด้วย: circulars verify --head {digest}:{number}")
    return 0


def _remedy(damages: Sequence[Damage]) -> str:
    """What to do: the index and the outbox are made from the archive, only the archive itself needs a backup."""
    where = {one.where for one in damages}
    if where == {"index"}:
        return "กรุณาสั่ง circulars reindex เพื่อทำดัชนีค้นหาใหม่จากแฟ้ม"
    if where == {"outbox"}:
        return "อย่าส่งไฟล์เหล่านี้ ย้ายโฟลเดอร์ที่แจ้งออกจาก outbox แล้วสั่ง circulars outbox รหัสหนังสือ เพื่อเขียนใหม่จากแฟ้ม"
    return "กรุณาหยุดระบบด้วย circulars down แจ้งผู้ดูแลระบบ และคืนข้อมูลจากชุดสำรองลงในโฟลเดอร์ใหม่"


def reindex(arguments: argparse.Namespace) -> int:
    """`circulars reindex`: the search index made anew from the letters."""
    with _archive(arguments) as (archive, _):
        count = archive.reindex()
    print(f"ทำดัชนีค้นหาใหม่แล้ว {to_thai(count)} ฉบับ")
    return 0


def outbox(arguments: argparse.Namespace) -> int:
    """`circulars outbox ID …`: issued letters written into the outbox from the archive, where they are not there."""
    from flows.reviewing.issue import write_outbox

    with _archive(arguments) as (archive, settings):
        known = {one.letter_id: one for one in archive.issued_letters()}
        unknown = [one for one in arguments.ids if one not in known]
        if unknown:
            print(f"ไม่มีหนังสือที่ออกแล้วรหัส {', '.join(unknown)} กรุณาดูรหัสจาก circulars find", file=sys.stderr)
            return 1
        for one in arguments.ids:
            print(write_outbox(settings.folder("outbox"), archive, known[one]))
    return 0


def clock(arguments: argparse.Namespace) -> int:
    """`circulars clock --by … --reason …`: this machine's clock is right, though the ledger ends later."""
    with _archive(arguments) as (archive, _):
        archive.accept_clock(arguments.by, arguments.reason)
    print("บันทึกแล้วว่านาฬิกาของเครื่องถูกต้อง ออกเลขต่อได้")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """`circulars backup DIR`: the whole office, while it runs."""
    from flows.office.backup import back_up_office

    settings = load_settings(arguments.home)
    require_database(Stores(settings.database_url, settings.files_url))
    with _archive(arguments) as (archive, settings):
        done = back_up_office(settings, archive, arguments.directory)
    print(
        f"สำรองแล้วไว้ใน {arguments.directory}: แฟ้ม {to_thai(done.archived)} ไฟล์ โฟลเดอร์ของสำนักงาน {to_thai(done.office)} ไฟล์"
    )
    print(f"สมุดบันทึกเหตุการณ์ {to_thai(done.events)} รายการ ลายนิ้วมือสุดท้าย {done.head}")
    print("ชุดสำรองมีรหัสเข้าใช้และรหัสลับของผู้ตรวจด้วย อ่านได้เฉพาะเจ้าของโฟลเดอร์ กรุณาเก็บในที่ปลอดภัยเท่ากับตัวสำนักงาน")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """`circulars restore DIR --home NEW`: the whole office into a new folder; verified before it is called done."""
    from flows.office.backup import restore_office
    from flows.settings import office_home

    home = office_home(arguments.home)
    done = restore_office(arguments.directory, home)
    print(
        f"คืนข้อมูลแล้วใน {home}: แฟ้ม {to_thai(done.archived)} ไฟล์ โฟลเดอร์ของสำนักงาน {to_thai(done.office)} ไฟล์ ตรวจครบถ้วน"
    )
    print(
        f"ข้อมูลถึงเหตุการณ์ที่ {to_thai(done.events)} ลายนิ้วมือ {done.head} หนังสือที่ออกหลังจากนั้นไม่อยู่ในชุดนี้ กรุณาเทียบกับทะเบียนที่พิมพ์ก่อนออกเลขต่อ"
    )
    print(f"ฐานข้อมูลเดิม: {done.database}")
    print(f"เริ่มใช้งานด้วย: circulars up --home {home}")
    return 0
