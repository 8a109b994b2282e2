"""`circulars prove FILE…`: tell whether a file that somebody brings is a letter that this office issued, unaltered."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from circulars.archive import Archive
from circulars.archive.export.proof import issued_as, issued_under
from circulars.documents.pages.attached import attached_facts, named_letter
from circulars.errors import UnreadableFile
from circulars.thai.dates import ThaiDate, format_date
from flows.commands.opened import opened
from flows.commands.options.letters import Prove


def prove(arguments: Prove) -> int:
    """`circulars prove FILE…`: exit 1 when any of the files is not, byte for byte, what was issued."""
    proved = True
    with opened(arguments.home) as (archive, _):
        for file in arguments.files:
            told, good = _told(archive, file)
            proved &= good
            if arguments.json:
                print(json.dumps({"file": file.name, "issued": good, "message": told}, ensure_ascii=False))
            else:
                print(f"{file.name}: {told}", file=sys.stdout if good else sys.stderr)
    return 0 if proved else 1


def _told(archive: Archive, file: Path) -> tuple[str, bool]:
    try:
        content = file.read_bytes()
    except OSError as error:
        return f"เปิดไฟล์ไม่ได้ กรุณาตรวจว่ามีไฟล์และมีสิทธิ์อ่าน ({error.strerror})", False
    row = issued_as(archive, content)
    if row is not None:
        return f"ตรงทุกไบต์กับหนังสือที่ออก ที่ {row.reference} ลงวันที่ {format_date(ThaiDate.from_ce(row.dated))}", True
    try:
        facts = attached_facts(content)
    except UnreadableFile as error:
        return error.message, False
    reference, dated = named_letter(facts)
    if not reference:
        return "ไม่ใช่ไฟล์ที่ระบบนี้ออก (ไม่มีข้อมูลกำกับของระบบอยู่ในไฟล์)", False
    row = issued_under(archive, reference, dated)
    if row is None:
        return f"ไฟล์อ้างว่าเป็นหนังสือ ที่ {reference} แต่ในทะเบียนไม่มีหนังสือเลขที่และวันที่นี้ กรุณาตรวจสอบกับผู้ส่ง", False
    return (
        f"ไม่ตรงกับฉบับที่ออก ที่ {reference} ไฟล์ถูกแก้ไขหลังออกเลข กรุณาใช้ฉบับใน outbox หรือสั่ง circulars show {row.letter_id}",
        False,
    )
