"""`circulars copy ID FILE`: the scan that a letter came in, as a PDF in which Thai words can be selected and found."""

from __future__ import annotations

from circulars.errors import ArchiveFault
from flows.commands.opened import opened
from flows.commands.options.letters import Copy
from ocr.shelter.copying import searchable_copy


def copy(arguments: Copy) -> int:
    """`circulars copy ID FILE`: the one in the archive, or made from the original and its pages."""
    with opened(arguments.home) as (archive, _):
        stored = archive.load_letter(arguments.id)
        pages = archive.load_pages(stored.scan_id) if stored.scan_id else None
        if stored.scan_id is None or pages is None:
            raise ArchiveFault("หนังสือนี้ไม่ได้มาจากไฟล์สแกน จึงไม่มีสำเนาให้ค้นข้อความ", code="no-scan", cause=arguments.id)
        name = archive.load_scan(stored.scan_id).name
        made = archive.load_copy(stored.scan_id)
        if made is None:
            made = searchable_copy(archive.load_original(stored.scan_id), name, pages)
    arguments.out.write_bytes(made)
    print(f"เขียนสำเนาที่ค้นข้อความได้ลง {arguments.out}")
    return 0
