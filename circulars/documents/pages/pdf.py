"""Word files → PDF by LibreOffice, many at once, and PDF pages as pictures for people.

How LibreOffice runs, and what it is kept from, stands in `setting.libreoffice`; where one stands by (`setting.standby`) it
is asked first.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image

from circulars.documents.pages.setting.libreoffice import made_by_libreoffice
from circulars.documents.pages.setting.standby.asking import made_on_standby
from circulars.documents.pages.setting.unbroken import with_words_whole
from circulars.documents.word.package import BROKEN_ZIP
from circulars.errors import EngineFailed

_START_SECONDS, _LETTER_SECONDS = 60.0, 6.0
_ONE_SECONDS = 120.0  # a file that somebody sent may have many pages
_MOST_UNPACKED = 400_000_000
_PROOF = b"{\\rtf1\\ansi 1}"  # what every LibreOffice can open
BATCH = 60
"""Letters of one soffice run: start-up is spread over many, and a run that dies costs little."""


def to_pdf(letters: Sequence[bytes]) -> list[bytes]:
    """The PDF of each docx, in order, converted in batches. Raises EngineMissing or EngineFailed."""
    made: list[bytes] = []
    for start in range(0, len(letters), BATCH):
        made += _convert(letters[start : start + BATCH])
    return made


def for_libreoffice(letter: bytes, *, ours: bool = False) -> bytes:
    """The same letter with thaiDistribute as `both`, which LibreOffice justifies as Word does thaiDistribute.

    Of a letter of ``ours`` the words are kept whole at line ends (`unbroken`).
    Raises EngineFailed when it is no docx: soffice would convert any text without a word.
    """
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(letter)) as source, zipfile.ZipFile(out, "w") as target:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename in ("word/styles.xml", "word/document.xml"):
                    content = content.replace(b'"thaiDistribute"', b'"both"')
                if ours and entry.filename == "word/document.xml":
                    content = with_words_whole(content)
                target.writestr(entry, content)
    except BROKEN_ZIP as error:
        raise EngineFailed("ไฟล์หนังสือไม่ใช่ docx ที่สมบูรณ์ กรุณาร่างใหม่หรือบันทึกจาก Word ใหม่", cause=str(error)) from error
    return out.getvalue()


def document_to_pdf(document: bytes) -> bytes | None:
    """The PDF of a Word, OpenDocument or RTF file that somebody sent.

    None where LibreOffice can't open this one, though it opens another. Raises EngineMissing, or EngineFailed when it
    opens none: then the machine is at fault.
    """
    suffix = _suffix_of(document)
    if suffix in (".docx", ".odt") and _unpacked_bytes(document) > _MOST_UNPACKED:
        return None
    try:
        content = for_libreoffice(document) if suffix == ".docx" else document
        (made,) = made_by_libreoffice([content], suffix, _ONE_SECONDS)
        return _with_pages(made)
    except EngineFailed:
        made_by_libreoffice([_PROOF], ".rtf", _ONE_SECONDS)
        return None


def _suffix_of(document: bytes) -> str:
    """How LibreOffice must find the file called."""
    if document.startswith(b"PK"):
        return ".odt" if b"mimetypeapplication/vnd.oasis.opendocument" in document[:99] else ".docx"
    return ".rtf" if document.startswith(b"{\\rtf") else ".doc"


def _unpacked_bytes(document: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as found:
            return sum(one.file_size for one in found.infolist())
    except BROKEN_ZIP:
        return 0  # said so when it is opened


def _convert(letters: Sequence[bytes]) -> list[bytes]:
    seconds = _LETTER_SECONDS * len(letters)
    files = [for_libreoffice(letter, ours=True) for letter in letters]
    made = made_on_standby(files, seconds)
    return [_with_pages(one) for one in made or made_by_libreoffice(files, ".docx", _START_SECONDS + seconds)]


def _with_pages(pdf: bytes) -> bytes:
    if page_count(pdf) < 1:
        raise EngineFailed("PDF ที่ได้ไม่มีหน้า กรุณาลองอีกครั้ง หรือแจ้งผู้ดูแลระบบ", cause="no pages")
    return pdf


def most_pixels_scale(page: pdfium.PdfPage, wanted: float, most: int = 20_000_000) -> float:
    """The wanted scale (pixels a point), less for a page that would be more than `most` pixels: a tall one fills a machine."""
    width, height = page.get_size()
    return float(min(wanted, (most / max(1.0, width * height)) ** 0.5))


def page_count(pdf: bytes) -> int:
    """Pages of a PDF. Raises EngineFailed on a broken one."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise EngineFailed("เปิด PDF ที่ทำไว้ไม่ได้ กรุณาลองอีกครั้ง", cause=str(error)) from error
    count = len(document)
    document.close()
    return count


def page_preview(pdf: bytes, number: int, dpi: int) -> bytes | None:
    """One page (from 1) as a PNG picture in colour, or None for a page that is not there."""
    document = pdfium.PdfDocument(pdf)
    try:
        return _picture(document[number - 1], dpi) if 1 <= number <= len(document) else None
    finally:
        document.close()


def _picture(page: pdfium.PdfPage, dpi: int) -> bytes:
    buffer = io.BytesIO()
    _drawn(page, dpi / 72).quantize(128, Image.Quantize.FASTOCTREE).save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def preview(pdf: bytes, width: int, *, most_pages: int = 6) -> tuple[Image.Image, ...]:
    """The first pages as pictures of `width` pixels, in colour where the page has colour (the urgency is red)."""
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [document[index] for index in range(min(len(document), most_pages))]
        return tuple(_drawn(page, width / max(1.0, page.get_width())) for page in pages)
    finally:
        document.close()


def _drawn(page: pdfium.PdfPage, scale: float) -> Image.Image:
    picture: Image.Image = page.render(scale=most_pixels_scale(page, scale)).to_pil().convert("RGB")
    return picture
