"""Scans get their searchable copy in the archive afterwards; what cannot be copied is said once and never asked for again."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from circulars.archive import Archive
from circulars.archive.export.verify import verify
from circulars.letter.page import Box, Page, PageSource, TextLine
from flows.receiving.copies import file_copies
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

WORDS = "ที่ สน ๐๐๑๘.๑/ว ๔๖๗๘๙ กำหนดส่งน้ำ"


def test_copies_are_filed_once_and_what_has_none_is_marked(tmp_path: Path) -> None:
    write_first_office_toml(tmp_path, demo=True)
    settings = load_settings(tmp_path)
    archive = Archive.open(settings.database_url, settings.files_url)
    picture = io.BytesIO()
    Image.new("L", (620, 877), 255).save(picture, "png")
    scanned = Page(1, (TextLine(WORDS, Box(0.2, 0.1, 0.7, 0.13), 1.0, "thai-lines"),), PageSource.SCAN, 620, 877)
    typed = Page(1, (TextLine("พิมพ์มา", None, 1.0, "text"),), PageSource.TEXT)
    kept = {}
    for name, content, page in (
        ("สแกน.png", picture.getvalue(), scanned),
        ("พิมพ์.txt", "พิมพ์มา".encode(), typed),
        ("เสีย.pdf", b"%PDF-1.4 broken", scanned),
    ):
        kept[name] = archive.save_original(content, name).id
        archive.save_pages(kept[name], [page])
    unread = archive.save_original(b"not read yet", "later.pdf").id
    assert file_copies(settings) == 1
    copy = archive.load_copy(kept["สแกน.png"])
    assert copy is not None
    assert pdfium.PdfDocument(copy)[0].get_textpage().get_text_range().strip() == WORDS
    assert archive.load_copy(kept["พิมพ์.txt"]) is None
    assert archive.load_copy(kept["เสีย.pdf"]) is None
    assert archive.scans_without_copy(10) == ()
    archive.save_pages(unread, [typed])
    assert archive.scans_without_copy(10) == (unread,)
    assert file_copies(settings) == 0
    assert verify(archive) == ()
    archive.close()
