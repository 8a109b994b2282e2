"""`circulars export bag|ecms`: a BagIt bag of one letter or a year, or the XML of an issued letter."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from circulars.archive import Archive
from circulars.archive.export.bag import letters_of_year, write_bag
from circulars.archive.export.ecms import WARNING, ecms_xml
from circulars.dispatch.gate import leaving
from circulars.dispatch.mailing.manifest import letter_manifest, vouching_key
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.keeping import Export


def export(arguments: Export) -> int:
    """`circulars export bag|ecms …`: what was asked for, written; the e-CMS form says that it is untested."""
    with opened(arguments.home) as (archive, settings):
        if arguments.action == "ecms" and arguments.id:
            arguments.out.write_bytes(ecms_xml(archive, arguments.id, _beside(archive, settings.home, arguments.id)))
            print(WARNING, file=sys.stderr)
            return 0
        office = arguments.office or settings.profile.office.code
        ids = (arguments.id,) if arguments.id else letters_of_year(archive, office, arguments.year or 0)
        count = write_bag(archive, arguments.out, ids, office)
    print(f"ส่งออกหนังสือ {to_thai(len(ids))} ฉบับ {to_thai(count)} ไฟล์ ไว้ใน {arguments.out}")
    return 0


def _beside(archive: Archive, home: Path, letter_id: str) -> tuple[tuple[str, bytes], ...]:
    """The manifest of the PDF that the message carries, where this office's program has a key."""
    key, row = vouching_key(home), archive.issued_as(letter_id)
    if key is None or row is None or row.pdf is None:
        return ()
    return (letter_manifest(archive, replace(leaving(archive, letter_id), files=(("", row.pdf),)), key),)
