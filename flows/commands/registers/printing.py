"""`circulars register received|sent|…`: a register as the regulation prints it, as Excel, as PDF or as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from circulars.archive.export.register_print import register_pdf
from circulars.archive.export.register_sheet import COLUMNS, printed_rows, write_sheet
from circulars.archive.registers.correcting import RowNote
from circulars.archive.registers.rows import RegisterRow
from circulars.desk.clerk.looking.days import day_bound
from circulars.dispatch.paper import carried_letters, carried_pdf, issued_between
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.registers import Carried, Register


def register(arguments: Register) -> int:
    """`circulars register received|sent [--year BE] [--xlsx FILE]`."""
    year = arguments.year or today().year + 543
    with opened(arguments.home) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        rows = archive.register_rows(office, arguments.book, year)
        notes = archive.register_notes(office, arguments.book, year)
    if arguments.pdf is not None:
        arguments.pdf.write_bytes(register_pdf(arguments.book, office, year, rows, notes))
    if arguments.xlsx is not None:
        write_sheet(arguments.xlsx, arguments.book, office, year, rows, notes)
    if arguments.json:
        for row in rows:
            print(json.dumps(row_record(row, notes.get(row.number, RowNote())), ensure_ascii=False))
        return 0
    written = [str(file) for file in (arguments.pdf, arguments.xlsx) if file is not None]
    if written:
        print(f"เขียนทะเบียน {to_thai(len(rows))} รายการลง {' และ '.join(written)}")
        return 0
    print("\t".join(COLUMNS[arguments.book]))
    for printed in printed_rows(arguments.book, rows, notes):
        print("\t".join(printed))
    return 0


def carried(arguments: Carried) -> int:
    """`circulars carried [--from DAY] [--to DAY] [--letter ID] [--pdf FILE]`: สมุดส่งหนังสือ and ใบรับ of what goes on paper."""
    with opened(arguments.home) as (archive, settings):
        code = arguments.office or settings.profile.office.code
        first = day_bound(arguments.since, last=False) if arguments.since else today()
        last = day_bound(arguments.until, last=True) if arguments.until else max(first, today())
        ids = (arguments.letter,) if arguments.letter else issued_between(archive, code, first, last)
        sender = settings.profiles[code].office.name if code in settings.profiles else code
        rows = carried_letters(archive, ids, sender)
    for one in rows:
        print("\t".join((*one.book_row[:3], one.subject)))
    if not rows:
        unwritten = f" จึงไม่ได้เขียน {arguments.pdf}" if arguments.pdf else ""
        print(f"ไม่มีหนังสือที่ต้องนำส่งหรือส่งไปรษณีย์{unwritten}", file=sys.stderr)
        return int(bool(unwritten))
    if arguments.pdf is not None:
        arguments.pdf.write_bytes(carried_pdf(rows, sender))
        print(f"เขียนสมุดส่งและใบรับ {to_thai(len(rows))} รายการลง {arguments.pdf}")
    return 0


def row_record(row: RegisterRow, note: RowNote) -> dict[str, object]:
    """A register's row for other programs: its columns, fields nobody has confirmed, and corrections."""
    told = [asdict(one) for one in note.corrections]
    return {**asdict(row), "at": row.at.isoformat(), "doubtful": list(note.doubtful), "corrections": told}
