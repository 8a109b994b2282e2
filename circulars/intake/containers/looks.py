"""Which files hold other files, told by content; a name only decides where content says nothing.

Compound files: [MS-CFB] 2.2; Word, Excel and PowerPoint by their main stream ([MS-DOC] 2.1.1, [MS-XLS] 2.1.2,
[MS-PPT] 2.1.1), encrypted Office files by ``EncryptedPackage`` ([MS-OFFCRYPTO] 2.3.4.4), Outlook messages by their
property stream ([MS-OXMSG] 2.4). E-mails begin with header fields (RFC 5322, section 2.2); winmail.dat: [MS-OXTNEF] 2.1.3.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import IO

import olefile

from circulars.archive.export.ecms import is_ecms
from circulars.documents.word.package import BROKEN_ZIP
from circulars.intake.kinds import HEAD, Kind, kind_of

BROKEN = (*BROKEN_ZIP, IndexError)
"""What zipfile and the readers of compound files raise on damaged files."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TNEF = b"\x78\x9f\x3e\x22"
_MAIL_HEAD = 65_536
_FIELD = re.compile(rb"([!-9;-~]+):[ \t]?.*\r?\n(?:[ \t].*\r?\n)*")
_MAIL_FIELDS = {b"from", b"to", b"date", b"subject", b"message-id", b"mime-version", b"received", b"return-path"}
_LEAST_FIELDS = 3
_WORD = "application/vnd.oasis.opendocument.text"
_PARTS = 65_536
"""Bytes in which the heads of the first parts of an Office file stand; those before the text are short."""


class Container(StrEnum):
    """Kinds of files that hold others, or that are turned into one that can be read."""

    ZIP = "zip"
    MAIL = "mail"
    OUTLOOK = "msg"
    WINMAIL = "winmail"
    ECMS = "e-cms"
    """An XML message of the exchange of ministries, with its files in it."""
    DOCUMENT = "document"
    """Word, OpenDocument text, RTF: read through the PDF that is made of it."""
    SHEET = "sheet"
    """Tables and slides: never a letter by themselves."""
    LOCKED = "locked"
    """An Office file under a password."""


def container_of_file(path: Path) -> Container | None:
    """What kind of container a file is; None for pages, pictures, text. Raises OSError."""
    with path.open("rb") as file:
        return container_of(file)


def container_of(file: IO[bytes]) -> Container | None:
    """The same of an open file."""
    file.seek(0)
    head = file.read(HEAD)
    if kind_of(head) is Kind.ZIP:
        return _zip(file)
    if head.startswith(_COMPOUND):
        return _compound(file)
    if head.startswith(_TNEF):
        return Container.WINMAIL
    if head.startswith(b"{\\rtf"):
        return Container.DOCUMENT
    if kind_of(head) is Kind.OTHER and is_ecms(head):
        return Container.ECMS
    return Container.MAIL if kind_of(head) is Kind.OTHER and _is_mail(file) else None


def _zip(file: IO[bytes]) -> Container:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as found:
            names = set(found.namelist())
            if "word/document.xml" in names:
                return Container.DOCUMENT
            if "mimetype" in names:
                return _open_document(found)
            return Container.SHEET if names & {"[Content_Types].xml", "META-INF/MANIFEST.MF"} else Container.ZIP
    except BROKEN:
        return _without_directory(file)


def _without_directory(file: IO[bytes]) -> Container:
    """A damaged zip is what the heads of its first parts say: a Word file cut off in copying is no bag of files.

    Of a zip proper the damage is told when it is unpacked.
    """
    file.seek(0)
    parts = file.read(_PARTS)
    if b"[Content_Types].xml" in parts:
        return Container.DOCUMENT if b"word/" in parts else Container.SHEET
    return Container.DOCUMENT if b"mimetype" + _WORD.encode() in parts else Container.ZIP


def _open_document(found: zipfile.ZipFile) -> Container:
    """Text or a table, as its first part says; one that cannot be read is damaged, and no bag of files for that."""
    try:
        text = found.read("mimetype")[:99].decode("ascii", "replace")
    except BROKEN:
        return Container.DOCUMENT
    return Container.DOCUMENT if text.startswith(_WORD) else Container.SHEET


def _compound(file: IO[bytes]) -> Container | None:
    file.seek(0)
    try:
        with olefile.OleFileIO(io.BytesIO(file.read())) as found:
            streams = {"/".join(path).lower() for path in found.listdir()}
    except BROKEN:
        return None
    for name, kind in (
        ("encryptedpackage", Container.LOCKED),
        ("worddocument", Container.DOCUMENT),
        ("__properties_version1.0", Container.OUTLOOK),
    ):
        if name in streams:
            return kind
    return Container.SHEET


def _is_mail(file: IO[bytes]) -> bool:
    """It begins with header fields, of which some are those of every mail."""
    file.seek(0)
    head = file.read(_MAIL_HEAD).lstrip(b"\r\n\xef\xbb\xbf")
    names, at = set(), 0
    if head.startswith(b"From "):  # a mailbox file's line
        at = head.find(b"\n") + 1
    while found := _FIELD.match(head, at):
        names.add(found[1].lower())
        at = found.end()
    return len(names & _MAIL_FIELDS) >= _LEAST_FIELDS
