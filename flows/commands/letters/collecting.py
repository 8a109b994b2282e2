"""`circulars collect NUMBER`: what the recipients of a letter answered, in one table; a table that came by other ways is brought."""

from __future__ import annotations

import json

from circulars.desk.clerk.following.collected_sheet import collected_sheet
from circulars.desk.clerk.following.collecting import bring, collected, letter_meant
from circulars.documents.tables.collected import Collected
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.leaving import Collect


def collect(arguments: Collect) -> int:
    """`circulars collect NUMBER [--form FILE] [--xlsx FILE] [--bring FILE --of RECIPIENT --by NAME]`."""
    with opened(arguments.home) as (archive, settings):
        letter_id = letter_meant(archive, arguments.number, tuple(settings.profiles))
        if arguments.bring is not None:
            file = arguments.bring
            bring(archive, letter_id, arguments.of, file.read_bytes(), file.name, arguments.by)
        found = collected(archive, letter_id, arguments.form.read_bytes() if arguments.form else b"")
        row = archive.letter_row(letter_id)
    if arguments.xlsx is not None:
        title = f"คำตอบหนังสือ ที่ {row.reference} เรื่อง {row.subject}"
        arguments.xlsx.write_bytes(collected_sheet(found, title))
    if arguments.json:
        _print_json(found)
        return 0
    print(
        f"ตอบแล้ว {to_thai(len(found.answered))} แห่ง ตาราง {to_thai(len(found.rows))} แถว ต้องดู {to_thai(found.in_doubt)} ช่อง"
    )
    for one in found.asked:
        print(f"  ต้องดู {one.title or '(ไม่ทราบผู้ส่ง)'}: {one.why} ({one.source})")
    if found.missing:
        print(f"ยังไม่ตอบ {to_thai(len(found.missing))} แห่ง: {', '.join(found.missing)}")
    return 0


def _print_json(found: Collected) -> None:
    for row in found.rows:
        cells = {column: cell.text for column, cell in zip(found.columns, row.cells, strict=True)}
        doubts = {column: cell.doubt for column, cell in zip(found.columns, row.cells, strict=True) if cell.doubt}
        told = {"sender": row.title, "source": row.source, "letter": row.letter_id or None}
        print(json.dumps({**told, "cells": cells, "doubts": doubts}, ensure_ascii=False))
    for one in found.asked:
        print(json.dumps({"asked": one.why, "sender": one.title, "source": one.source}, ensure_ascii=False))
    for title in found.missing:
        print(json.dumps({"missing": title}, ensure_ascii=False))
