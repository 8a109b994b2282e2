"""The outbox: copies of issued letters that a clerk sends. What lies there must be what the archive issued.

A file is called as a clerk would call it, ``สน 0018.1_ว 127 เรื่อง การสำรวจ.pdf``: it goes out by mail and lies in
other offices' folders, where ``letter.pdf`` says nothing. Digits are Arabic, which Windows sorts and finds; what Windows
allows in no name becomes ``_``, and what its whole path would make too long is cut.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from circulars.archive.archive import Archive
from circulars.archive.export.verify import Damage
from circulars.archive.shelves.issuing import IssuedLetter
from circulars.thai.dates import year_be
from circulars.thai.digits import to_arabic

METADATA = "metadata.json"
_BEFORE = ("letter.docx", "letter.pdf")
"""What earlier releases called the files of every letter."""
_FOLDER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} ")
_LONGEST_SUBJECT = 50
"""Letters of the subject in a name: with the path of a share it stays under the 260 that Windows takes."""
_LONGEST_NAME = 240  # bytes of UTF-8; a disk takes 255 with the ending
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
"""What Windows takes in no name, and marks that turn the order in which one is shown."""


def folder_name(dated: dt.date, reference: str) -> str:
    """``2569-11-23 สน ๐๐๑๘.๑-ว ๑๒``: sorted by day, one folder a letter."""
    return f"{year_be(dated)}-{dated:%m-%d} {reference.replace('/', '-')}"


def names_of(issued: IssuedLetter) -> tuple[str, str]:
    """The folder of a letter, and the one it takes where a stranger stands under that name."""
    name = folder_name(issued.dated, issued.reference)
    return name, f"{name} ({issued.letter_id})"


def file_stem(reference: str, subject: str) -> str:
    """What the files of a letter are called before their ending, on Windows too.

    >>> file_stem("สน ๐๐๑๘.๑/ว ๑๒๗", 'การจัด "งาน" ๕/๒๕๖๙: ด่วน')
    'สน 0018.1_ว 127 เรื่อง การจัด _งาน_ 5_2569_ ด่วน'
    >>> file_stem("สน ๐๐๑๘.๑/๑๒", "")
    'สน 0018.1_12'
    """
    told = " ".join(subject.split())[:_LONGEST_SUBJECT]
    stem = _FORBIDDEN.sub("_", to_arabic(f"{reference} เรื่อง {told}" if told else reference))
    return stem.encode()[:_LONGEST_NAME].decode("utf-8", "ignore").rstrip(". ")


def file_names(issued: IssuedLetter) -> tuple[str, str]:
    """What the Word file and the PDF of a letter are called in its folder; its facts are in ``metadata.json``."""
    stem = file_stem(issued.reference, issued.subject)
    return f"{stem}.docx", f"{stem}.pdf"


def changed_files(folder: Path, issued: IssuedLetter) -> tuple[str, ...]:
    """Names of files in a folder of the outbox that are not what was issued; a file that is not there is not changed."""
    sums = {METADATA: issued.record}
    for word, pdf in (file_names(issued), _BEFORE):
        sums |= {word: issued.docx} | ({pdf: issued.pdf} if issued.pdf else {})
    return tuple(
        name
        for name, digest in sums.items()
        if (folder / name).exists() and hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest
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
            if _FOLDER.match(folder.name) or (folder / METADATA).exists():  # a folder of the clerk's own is no letter
                told = f"โฟลเดอร์ {folder.name} ใน outbox ไม่ใช่หนังสือที่แฟ้มนี้ออก"
                yield Damage("outbox", folder.name, told)
            continue
        for name in changed_files(folder, issued):
            told = f"ไฟล์ {name} ใน outbox/{folder.name} ไม่ตรงกับฉบับที่ออก (รหัส {issued.letter_id})"
            yield Damage("outbox", f"{folder.name}/{name}", told)
