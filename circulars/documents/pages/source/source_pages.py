"""What kind of file came in, and its pages: the one reader for recognising, showing, copying and enclosing.

Kinds are told by content, never by name. A page is what a viewer shows: upright by EXIF, crop box and /Rotate, form
fields, notes and signatures drawn, black on white, square, 8 bits, the sheet alone where a photo shows it on a desk, and
never more pixels than the caller allows. A
stranger's file may still cost memory while it is decoded: call this only in a process with limits (`ocr.shelter.child`,
`ocr.shelter.children`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from circulars.documents.pages.source.flat_photo import Slant, flat_photo
from circulars.errors import UnreadableFile

A4_INCHES = 8.27  # width by which a page without a usable size is scaled
FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP", "PPM", "JPEG2000", "HEIF")
MOST_POINTS = 14_000  # PDF/A knows no longer side (ISO 19005-3, 6.1.12)
_PDF_HEAD = 1024  # bytes before %PDF- that readers pass over (PDF 32000-1, Annex H)
_CUT_OUT = 1.7  # of its height: paper on its side is 1.4 or 1.5 times as wide
_LEAST_DPI, _MOST_DPI = 60, 1300
_PHOTOS = ("JPEG", "MPO", "HEIF", "WEBP", "PNG")
_SINGLE = ("GIF", "MPO", "HEIF")  # further frames are an animation, or a phone's depth and light
_REDUCED = 254, 1  # TIFF NewSubfileType: a small copy of another page
_FAX_WIDTHS = (1728, 2048, 2432)  # pixels of a line, ITU-T T.4
_DARK, _LIGHT = 100, 160
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # sizes are checked here, before decoding
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, ImageCms.PyCMSError)


_CANNOT_OPEN = "เปิดไฟล์ต้นเรื่องเพื่อแนบเป็นสำเนาไม่ได้ กรุณาสแกนใหม่"
MOST_PAGES = 300


class SourceKind(StrEnum):
    """What a received file is."""

    PDF = "pdf"
    PICTURE = "picture"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as a picture: number from 1, gray or RGB, upright, dark on light; dots per inch of its paper.

    ``slant``: what was done about a photo taken aslant.
    """

    number: int
    picture: Image.Image
    dpi: float
    slant: Slant = Slant.NONE


def kind_of(content: bytes) -> SourceKind:
    r"""The kind of a file, by its content (all of it, or at least its first kilobytes for a PDF).

    >>> kind_of(b"\r\n%PDF-1.7 ..."), kind_of(b"PK\x03\x04 a.pdf %PDF-1.7")
    (<SourceKind.PDF: 'pdf'>, <SourceKind.OTHER: 'other'>)
    """
    if b"%PDF-" in content[:_PDF_HEAD] and not content.startswith(b"PK\x03\x04"):
        return SourceKind.PDF
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS):
            return SourceKind.PICTURE
    except (UnidentifiedImageError, *_BROKEN):
        return SourceKind.OTHER


def kind_of_file(path: Path) -> SourceKind:
    """The kind of a file on disk. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_PDF_HEAD)
    if b"%PDF-" in head:
        return kind_of(head)
    try:
        with Image.open(path, formats=FORMATS):
            return SourceKind.PICTURE
    except (UnidentifiedImageError, *_BROKEN):
        return SourceKind.OTHER


def open_pdf(content: bytes) -> pdfium.PdfDocument:
    """A PDF ready to be drawn with its form fields. Raises pdfium.PdfiumError."""
    start = max(0, content[:_PDF_HEAD].find(b"%PDF-"))
    document = pdfium.PdfDocument(content[start:] if start else content)
    document.init_forms()
    return document


def draw_page(page: pdfium.PdfPage, *, dpi: float, most_pixels: int) -> Image.Image:
    """A PDF page as a person sees it, notes, stamps, fields and signatures included; gray or RGB, dark on light.

    A page placed at another size than paper's is drawn as if it were A4.
    """
    scale = dpi / 72 * paper_size(*page.get_size())[0] / page.get_width()
    most = (most_pixels / max(1.0, page.get_width() * page.get_height())) ** 0.5
    bitmap = page.render(scale=min(scale, most), draw_annots=True, may_draw_forms=True)
    return dark_on_light(_opaque(bitmap.to_pil()))


def paper_size(width: float, height: float) -> tuple[float, float]:
    """Points of the paper for a page of that size: itself where it can be paper, else with A4's shorter side.

    >>> paper_size(595, 842), [round(side) for side in paper_size(4960, 7016)]
    ((595, 842), [595, 842])
    """
    short = min(width, height)
    factor = 1.0 if 0.5 < short / (72 * A4_INCHES) < 1.7 else 72 * A4_INCHES / short
    factor = min(factor, MOST_POINTS / max(width, height))
    return (width, height) if factor == 1.0 else (width * factor, height * factor)


def source_pictures(
    content: bytes, pages: Sequence[int] | None = None, *, dpi: float, most_pixels: int
) -> Iterator[SourcePage]:
    """Pictures of the pages (from 1; all by default) of a PDF or picture, one at a time, in the order asked for. Raises UnreadableFile."""
    kind = kind_of(content)
    if kind is SourceKind.OTHER:
        raise UnreadableFile(_CANNOT_OPEN, cause=repr(content[:16]))
    if kind is SourceKind.PDF:
        return (yield from _drawn(content, pages, dpi, most_pixels))
    yield from _chosen(picture_pages(content, most_pixels=2 * most_pixels, most_pages=MOST_PAGES), pages)


def _drawn(content: bytes, pages: Sequence[int] | None, dpi: float, most_pixels: int) -> Iterator[SourcePage]:
    try:
        document = open_pdf(content)
        wanted = range(1, len(document) + 1) if pages is None else pages
        _refuse_missing([number for number in wanted if not 1 <= number <= len(document)], wanted)
        for number in wanted:
            picture = draw_page(document[number - 1], dpi=dpi, most_pixels=most_pixels)
            across = paper_size(*document[number - 1].get_size())[0]
            yield SourcePage(number, picture, picture.width * 72 / across)
    except pdfium.PdfiumError as error:
        raise UnreadableFile(_CANNOT_OPEN, cause=str(error)) from error


def _chosen(every: Iterator[SourcePage], pages: Sequence[int] | None) -> Iterator[SourcePage]:
    """These pages of a picture file; in another order than the file's they are kept until the last is there."""
    own, seen = (page for page in every if pages is None or page.number in pages), set[int]()
    if pages is not None and [*pages] != sorted({*pages}):
        kept = {page.number: page for page in own}
        own = (kept[number] for number in pages if number in kept)
    for page in own:
        seen.add(page.number)
        yield page
    if pages is not None:
        _refuse_missing([number for number in pages if number not in seen], pages)


def _refuse_missing(missing: Sequence[int], wanted: Sequence[int]) -> None:
    if missing or not wanted:
        raise UnreadableFile("ไฟล์ต้นเรื่องไม่มีหน้าที่จะแนบ กรุณาตรวจไฟล์", cause=f"{missing}")


def picture_pages(content: bytes | Path, *, most_pixels: int, most_pages: int) -> Iterator[SourcePage]:
    """The pages of a picture file in order. Raises UnreadableFile (too-large, too-many-pages, unreadable)."""
    try:
        with Image.open(io.BytesIO(content) if isinstance(content, bytes) else content, formats=FORMATS) as file:
            frames = _frames(file)
            if len(frames) > most_pages:
                raise UnreadableFile(
                    "ไฟล์มีจำนวนหน้ามากเกินกำหนด กรุณาแบ่งเป็นหลายไฟล์", code="too-many-pages", cause=f"{len(frames)} frames"
                )
            for number, frame in enumerate(frames, 1):
                file.seek(frame)
                if file.width * file.height > most_pixels:
                    raise UnreadableFile(
                        "ภาพใหญ่เกินกำหนด กรุณาสแกนใหม่ที่ ๓๐๐ จุดต่อนิ้ว",
                        code="too-large", cause=f"{file.width} x {file.height} pixels",
                    )  # fmt: skip
                yield SourcePage(number, *_upright(file))
    except _BROKEN as error:  # want of memory is the machine's fault, not the file's
        told = "เปิดภาพไม่ได้ ไฟล์อาจเสียหายหรือมาไม่ครบ กรุณาสแกนหรือขอไฟล์ใหม่"
        raise UnreadableFile(told, code="unreadable", cause=f"{type(error).__name__}: {error}") from error


def _frames(file: Image.Image) -> list[int]:
    """Frames that are pages: no animation, no second picture of a phone, no small copies of pages."""
    count = 1 if file.format in _SINGLE else getattr(file, "n_frames", 1)
    if file.format != "TIFF" or count == 1:
        return list(range(count))
    pages = []
    for frame in range(count):
        file.seek(frame)
        tags = getattr(file, "tag_v2", {})
        if tags.get(_REDUCED[0]) != _REDUCED[1]:
            pages.append(frame)
    return pages or [0]


def _upright(file: Image.Image) -> tuple[Image.Image, float, Slant]:
    file.load()  # some formats turn themselves upright here, and then say so
    across, down = _stated_dpi(file)
    plain = _square(_opaque(_eight_bits(file)), across, down)
    turn = _TURNS.get(int(file.getexif().get(_ORIENTATION, 1) or 1))
    turned = plain if turn is None else plain.transpose(turn)
    seen = dark_on_light(turned)
    if file.format not in _PHOTOS or file.mode == "1":
        return seen, usable_dpi(*seen.size, max(across, down)), Slant.NONE
    flat = flat_photo(seen)
    stated = 0.0 if flat.slant is Slant.TAKEN_OUT else max(across, down)
    return flat.picture, usable_dpi(*flat.picture.size, stated), flat.slant


def _stated_dpi(file: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down as the file states them; (0, 0) where it does not."""
    stated = file.info.get("dpi") or file.info.get("resolution")
    if isinstance(stated, tuple) and len(stated) == 2:
        try:
            across, down = float(stated[0]), float(stated[1])
        except (TypeError, ValueError, ZeroDivisionError):
            return 0.0, 0.0
        if across > 1 and down > 1:
            return across, down
    if file.mode == "1" and file.width in _FAX_WIDTHS and file.height < 0.9 * file.width:
        return 204.0, 98.0  # a fax at standard resolution that does not say so
    return 0.0, 0.0


def _square(picture: Image.Image, across: float, down: float) -> Image.Image:
    """The picture with square dots: faxes have twice as many across as down."""
    if not across or not 0.2 < across / down < 5 or 0.95 < across / down < 1.05:
        return picture
    width, height = picture.size
    size = (width, round(height * across / down)) if across > down else (round(width * down / across), height)
    return picture.resize(size, Image.Resampling.BICUBIC)


def usable_dpi(width: int, height: int, stated: float = 0.0) -> float:
    """Dots per inch: as stated where the page then has the size of paper, else by the width of A4.

    What is wider than any sheet lies on its side was cut out of a page, whose width it has.

    >>> usable_dpi(1654, 2339), usable_dpi(2339, 1654), round(usable_dpi(950, 200))
    (200.0, 200.0, 115)
    """
    across = width > _CUT_OUT * height
    by_paper = (width if across else min(width, height)) / A4_INCHES
    if _LEAST_DPI <= stated <= _MOST_DPI and 0.6 < by_paper / stated < 1.7:
        return stated
    return min(max(by_paper, _LEAST_DPI), _MOST_DPI)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Deeper than 8 bits: scaled by the depth that is really used, never cut off."""
    if picture.mode == "F" or picture.mode.startswith("I"):
        values = np.asarray(picture, np.float32)
        most = float(values.max(initial=0.0))
        full = next((depth for depth in (1.0, 255.0, 1023.0, 4095.0, 65535.0) if most <= depth), most)
        return Image.fromarray(np.clip(values * (255.0 / full), 0, 255).astype(np.uint8))
    if picture.mode == "LAB":
        lab, rgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(picture, lab, rgb, outputMode="RGB")
        return made if made is not None else picture.convert("RGB")
    return picture


def _opaque(picture: Image.Image) -> Image.Image:
    """Gray or RGB; what is transparent is paper."""
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def dark_on_light(picture: Image.Image) -> Image.Image:
    """A negative (white print on black all over the page) as paper has it; any other picture as it is."""
    small = np.asarray(picture.convert("L").resize((160, 226), Image.Resampling.BOX))
    middle = small[34:192, 24:136]
    dark, light = float((middle < _DARK).mean()), float((small > _LIGHT).mean())
    edges = np.concatenate([small[:6].ravel(), small[-6:].ravel(), small[:, :5].ravel(), small[:, -5:].ravel()])
    if dark > 0.7 and light < 0.25 and float((edges < _DARK).mean()) > 0.7 and float(small.max()) > _DARK:
        return ImageOps.invert(picture)
    return picture
