"""Finish a PDF/A-3b: metadata attached, copies of source pages joined, title and language set, bytes reproducible."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from circulars.documents.pages.enclose import QrMark, draw_codes
from circulars.errors import EngineFailed
from circulars.thai.dates import BANGKOK


def finish_pdf(
    pdf: bytes,
    *,
    title: str,
    when: dt.datetime,
    attachments: Sequence[tuple[str, str, bytes]] = (),
    joined: Sequence[bytes] = (),
    codes: Sequence[QrMark] = (),
) -> bytes:
    """The archive's copy of a letter.

    `attachments` are (file name, MIME type, content), attached as associated files (PDF/A-3, ISO 19005-3);
    `joined` are PDFs made by `enclosure_pdf`, whose pages follow the letter's own (the copy of the source letter);
    `codes` are QR codes drawn on the finished pages; a `when` without zone is Bangkok's. Conformance is claimed by LibreOffice and kept; it is not
    validated here. Equal input gives equal bytes. Raises EngineFailed on a PDF that cannot be opened.
    """
    when = when.replace(tzinfo=BANGKOK) if when.tzinfo is None else when.astimezone(BANGKOK)
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for other in joined:
                with pikepdf.open(io.BytesIO(other)) as source:
                    document.pages.extend(source.pages)
            draw_codes(document, codes)
            _fix_profile_clock(document)
            _attach(document, attachments, when)
            _describe(document, title, when)
            if "/AcroForm" not in document.Root:  # where a signature puts its field: then it can be told from a change
                document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([])))
            out = io.BytesIO()
            document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return out.getvalue()
    except pikepdf.PdfError as error:
        raise EngineFailed("เปิด PDF เพื่อเก็บเข้าแฟ้มไม่ได้ กรุณาลองอีกครั้ง", cause=str(error)) from error


def _describe(document: pikepdf.Pdf, title: str, when: dt.datetime) -> None:
    """Title, language and moment, alike in the document's information and its XMP; nothing that differs from run to run."""
    document.Root.Lang = String("th-TH")
    stamp = when.strftime("D:%Y%m%d%H%M%S+07'00'")
    document.docinfo["/Title"] = title
    document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = stamp
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            metadata[key] = when.isoformat(timespec="seconds")
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "3", "B"
    for key in ("/DocChecksum", "/ID"):
        if key in document.trailer:
            del document.trailer[key]


def _fix_profile_clock(document: pikepdf.Pdf) -> None:
    """LibreOffice stamps the clock into the ICC header (bytes 24 to 35): equal letters would differ."""
    for intent in document.Root.get("/OutputIntents", []):
        profile = intent.DestOutputProfile
        content = bytearray(profile.read_bytes())
        content[24:36] = bytes([7, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
        components = profile.N
        profile.write(bytes(content))
        profile.N = components


def _attach(document: pikepdf.Pdf, attachments: Sequence[tuple[str, str, bytes]], when: dt.datetime) -> None:
    files, names = [], []
    stamp = String(when.strftime("D:%Y%m%d%H%M%S+07'00'"))
    for name, mime, content in attachments:
        stream = document.make_stream(content)
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{mime}")
        checksum = String(hashlib.md5(content, usedforsecurity=False).digest())
        stream.Params = Dictionary(ModDate=stamp, Size=len(content), CheckSum=checksum)
        embedded = document.make_indirect(stream)
        file = document.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(name),
                UF=String(name),
                AFRelationship=Name.Data,
                EF=Dictionary(F=embedded, UF=embedded),
            )
        )
        files.append(file)
        names += [String(name), file]
    if files:
        document.Root.AF = Array(files)
        document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
