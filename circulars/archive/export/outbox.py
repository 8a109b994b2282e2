"""The outbox: copies of issued letters that a clerk sends. What lies there must be what the archive issued."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

from circulars.archive.archive import Archive
from circulars.archive.export.verify import Damage
from circulars.archive.shelves.issuing import IssuedLetter

FILES = ("letter.docx", "letter.pdf", "metadata.json")


def folder_name(dated: dt.date, reference: str) -> str:
    """``2569-11-23 สน ๐๐๑๘.๑-ว ๑๒``: sorted by day, one folder a letter."""
    return f"{dated.year + 543}-{dated:%m-%d} {reference.replace('/', '-')}"


def names_of(issued: IssuedLetter) -> tuple[str, str]:
    """The folder of a letter, and the one it takes where a stranger stands under that name."""
    name = folder_name(issued.dated, issued.reference)
    return name, f"{name} ({issued.letter_id})"


def changed_files(folder: Path, issued: IssuedLetter) -> tuple[str, ...]:
    """Names of files in a folder of the outbox that are not what was issued; a file that is not there is not changed."""
    sums = dict(zip(FILES, (issued.docx, issued.pdf, issued.record), strict=True))
    return tuple(
        name
        for name in FILES
        if (folder / name).exists() and hashlib.sha256((folder / name).read_bytes()).hexdigest() != sums[name]
    )


def verify_outbox(archive: Archive, outbox: Path) -> Iterator[Damage]:
    """Each file of the outbox that is not as issued, and each folder of a letter that the archive did not issue."""
    if not outbox.is_dir():
        return
    known = {name: issued for issued in archive.issued_letters() for name in names_of(issued)}
    for folder in sorted(outbox.iterdir()):
        if not folder.is_dir() or folder.name.startswith("."):
            continue
        issued = known.get(folder.name)
        if issued is None:
            if any((folder / name).exists() for name in FILES):
                told = f"โฟลเดอร์ {folder.name} ใน outbox ไม่ใช่หนังสือที่แฟ้มนี้ออก"
                yield Damage("outbox", folder.name, told)
            continue
        for name in changed_files(folder, issued):
            told = f"ไฟล์ {name} ใน outbox/{folder.name} ไม่ตรงกับฉบับที่ออก (รหัส {issued.letter_id})"
            yield Damage("outbox", f"{folder.name}/{name}", told)
