"""Letters for other systems and for later: a BagIt bag (RFC 8493) with checksums, of one letter or of a year.

Written here rather than with a library: a bag is four text files beside the data, and the libraries work on a folder
in place and hash files again that the archive has proved already.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.store.tables import issued, letters, register
from circulars.errors import ArchiveFault
from circulars.letter.record import letter_record

_UNSAFE = re.compile(r"[^0-9A-Za-z._\-\u0e01-\u0e5b]+")


def letters_of_year(archive: Archive, office: str, year_be: int) -> tuple[str, ...]:
    """Ids of an office's letters that were filed in a Buddhist year, oldest first."""
    year = str(year_be - 543)
    rows = archive.all(
        sa.select(letters.c.id)
        .where(letters.c.office == office, letters.c.created_at.like(f"{year}-%"))
        .order_by(letters.c.created_at, letters.c.id)
    )
    return tuple(str(row["id"]) for row in rows)


def write_bag(archive: Archive, folder: Path, letter_ids: Sequence[str], office: str) -> int:
    """Write a bag into a new or empty folder; how many files it holds. Raises ArchiveFault (not empty, unknown letter).

    Each letter has a folder: what was read (letter.json), the original and its searchable copy, and docx, PDF and metadata where it was issued.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ArchiveFault(f"โฟลเดอร์ {folder} ไม่ว่าง กรุณาเลือกโฟลเดอร์ใหม่", code="not-empty", cause=str(folder))
    (folder / "data").mkdir(parents=True)
    sums: dict[str, str] = {}
    total = 0
    for letter_id in letter_ids:
        for name, content in _files(archive, letter_id):
            place = f"data/{letter_id}/{name}"
            target = folder / place
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
            sums[place] = hashlib.sha256(content).hexdigest()
            total += len(content)
    info = {
        "Source-Organization": office,
        "Bagging-Date": archive.now().date().isoformat(),
        "Payload-Oxum": f"{total}.{len(sums)}",
        "Bag-Software-Agent": "circulars",
    }
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info.items()),
        "manifest-sha256.txt": "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())),
    }
    for name, text in tags.items():
        (folder / name).write_text(text, encoding="utf-8")
    lines = (f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(tags.items()))
    (folder / "tagmanifest-sha256.txt").write_text("".join(lines), encoding="utf-8")
    archive.record_event("exported", office, {"bag": folder.name, "letters": str(len(letter_ids))})
    return len(sums)


def _files(archive: Archive, letter_id: str) -> list[tuple[str, bytes]]:
    stored = archive.load_letter(letter_id)
    row = archive.letter_row(letter_id)
    entered = archive.all(sa.select(register).where(register.c.letter_id == letter_id))
    told = {
        "id": letter_id,
        "office": stored.office,
        "direction": row.direction,
        "register": [{name: one[name] for name in ("office", "book", "year_be", "number", "state")} for one in entered],
        "letter": letter_record(stored.letter, stored.findings),
    }
    found = [("letter.json", json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode())]
    if stored.scan_id is not None:
        scan = archive.load_scan(stored.scan_id)
        found.append((f"original-{_safe(scan.name)}", archive.load_original(scan.id)))
        if (copy := archive.load_copy(scan.id)) is not None:
            found.append(("searchable.pdf", copy))
    made = archive.one(sa.select(issued).where(issued.c.letter_id == letter_id))
    if made is not None:
        for column, name in (("docx", "issued.docx"), ("pdf", "issued.pdf"), ("record", "issued.json")):
            if made[column]:
                found.append((name, archive.load_file(str(made[column]))))
    return found


def _safe(name: str) -> str:
    """A file name without what other systems stumble over; Thai letters stay."""
    return _UNSAFE.sub("_", Path(name).name).strip("._")[-80:] or "file"
