"""Commands that ask the archive: show, register, verify, backup, restore."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from circulars.archive import Archive
from circulars.letter.record import letter_record
from circulars.thai.digits import to_thai
from flows.clock import today
from flows.commands.letter_text import letter_lines
from flows.settings import Settings, load_settings


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
    from circulars.archive.chain_picture import chain_svg
    from circulars.archive.chains import chain_of, chain_text
    from circulars.archive.retention import NAMES
    from flows.known_before import told_before

    with _archive(arguments) as (archive, _):
        stored = archive.load_letter(arguments.id)
        record = letter_record(stored.letter, stored.findings)
        chain = chain_of(archive, arguments.id)
        before = told_before(archive, arguments.id)
        kept = archive.retention_of(arguments.id)
    if arguments.svg is not None:
        arguments.svg.write_text(chain_svg(chain), encoding="utf-8")
    if arguments.json:
        whole = {"id": stored.id, "office": stored.office, "received_number": stored.received_number}
        print(json.dumps({**whole, "letter": record, "chain": chain.record()}, ensure_ascii=False))
        return 0
    number = f" เลขรับ {to_thai(stored.received_number)}" if stored.received_number else ""
    print(f"{stored.id} ({stored.office}){number}")
    for line in letter_lines(record, evidence=True):
        print(f" {line}")
    for line in before:
        print(f" ! {line}")
    until = f" เก็บถึงสิ้นปี พ.ศ. {to_thai(kept.until_be)}" if kept.until_be else ""
    print(f"   อายุการเก็บ: {NAMES[kept.kept_as]}{until}{'' if kept.by else ' (ระบบเสนอ ยังไม่มีผู้กำหนด)'}")
    print(chain_text(chain))
    return 0


def register(arguments: argparse.Namespace) -> int:
    """`circulars register received|sent [--year BE] [--xlsx FILE]`."""
    from circulars.archive.register_sheet import COLUMNS, printed_rows, write_sheet

    year = arguments.year or today().year + 543
    with _archive(arguments) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        rows = archive.register_rows(office, arguments.book, year)
    if arguments.pdf is not None:
        from circulars.archive.register_print import register_pdf

        arguments.pdf.write_bytes(register_pdf(arguments.book, office, year, rows))
    if arguments.xlsx is not None:
        write_sheet(arguments.xlsx, arguments.book, office, year, rows)
    written = [str(file) for file in (arguments.pdf, arguments.xlsx) if file is not None]
    if written:
        print(f"เขียนทะเบียน {to_thai(len(rows))} รายการลง {' และ '.join(written)}")
        return 0
    print("\t".join(COLUMNS[arguments.book]))
    for row in printed_rows(arguments.book, rows):
        print("\t".join(row))
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """`circulars verify`: exit 1 with every damage named."""
    from circulars.archive.verify import head
    from circulars.archive.verify import verify as find_damage

    with _archive(arguments) as (archive, _):
        damages = find_damage(archive)
        number, digest = head(archive)
    for damage in damages:
        print(damage.message)
    if damages:
        print(f"พบความเสียหาย {len(damages)} จุด กรุณาคืนข้อมูลจากชุดสำรอง", file=sys.stderr)
        return 1
    print(f"ครบถ้วน: เหตุการณ์ {to_thai(number)} รายการ ลายนิ้วมือสุดท้าย {digest}")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """`circulars backup DIR`: while the office runs."""
    from circulars.archive.backup import backup as write_backup

    with _archive(arguments) as (archive, settings):
        count = write_backup(archive, arguments.directory)
        settings_file = settings.home / "office.toml"
        copied = arguments.directory / "office.toml"
        copied.write_bytes(settings_file.read_bytes())
        copied.chmod(0o600)
    print(f"สำรอง {count} ไฟล์ไว้ใน {arguments.directory}")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """`circulars restore DIR`: into an empty office; verified before it is called done."""
    from circulars.archive.backup import restore as bring_back
    from circulars.archive.verify import verify as find_damage
    from flows.settings import office_home

    home = office_home(arguments.home)
    kept = arguments.directory / "office.toml"
    if kept.exists() and not (home / "office.toml").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "office.toml").write_bytes(kept.read_bytes())
        (home / "office.toml").chmod(0o600)
    with _archive(arguments) as (archive, _):
        count = bring_back(arguments.directory, archive)
        damages = find_damage(archive)
    if damages:
        print(f"คืนแล้วแต่พบความเสียหาย {len(damages)} จุด สั่ง circulars verify เพื่อดู", file=sys.stderr)
        return 1
    print(f"คืนข้อมูล {count} ไฟล์แล้ว และตรวจครบถ้วน")
    return 0
