"""Searchable PDF: every page as it came, with the recognised text behind it, invisible, selectable and found.

The text is set in a font of one blank glyph whose codes are UTF-16 units, so that every Thai mark stays a character of
its own and no shaping stands between the page and what is copied. Text that is only rendered invisibly needs no glyphs
(PDF 32000-1, 9.3.6, mode 3). A page that was scanned sideways keeps its picture and gets /Rotate. Pages whose own text
layer was proved sound get no second one. Give it only files that `read_pages` has read: they are opened in this process.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name
from PIL import Image

from circulars.documents.pages.source.source_pages import A4_INCHES, FORMATS, SourceKind, kind_of_file, picture_pages
from circulars.errors import UnreadableFile
from circulars.letter.page import Box, Page, PageSource, TextLine
from ocr.shelter.limits import Limits, refused

_FONT = "/CircularsText"
_WIDTH = 500  # thousandths of the em, for every character
_ASCENT = 0.75  # share of a line's box above the baseline
_EXIF_TURN = {1: 0, 3: 180, 6: 90, 8: 270}  # degrees clockwise
_ORIENTATION = 0x0112
_INVISIBLE = 3


def searchable_pdf(path: Path, pages: Sequence[Page]) -> bytes:
    """The file as a PDF with the pages' text behind the pictures. Raises UnreadableFile for what is neither PDF nor picture.

    >>> searchable_pdf(Path("a.txt"), [])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    circulars.errors.UnreadableFile: ไม่ใช่ไฟล์ที่ระบบอ่านได้ กรุณาส่งเป็น PDF, ภาพ ...
    """
    if path.suffix.lower() in (".txt", ".text"):
        raise refused("unsupported", "a text file has no picture")
    with _as_pdf(path) as document:
        if len(document.pages) < len(pages):
            raise refused("unreadable", f"{len(document.pages)} pages in the file, {len(pages)} read")
        font = _blank_font(document)
        for page in pages:
            if page.source is PageSource.SCAN:
                _write_behind(document, document.pages[page.number - 1], page, font)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _as_pdf(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path) if kind_of_file(path) is SourceKind.PDF else _pictures_as_pdf(path)
    except (pikepdf.PdfError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableFile(refused("unreadable").message, code="unreadable", cause=str(error)) from error


def _pictures_as_pdf(path: Path) -> pikepdf.Pdf:
    """Each page of the size of its paper: JPEG data as they are, everything else without loss."""
    document = pikepdf.new()
    plain = _plain_jpeg(path)
    if plain is not None:
        _add(document, path.read_bytes(), Name.DCTDecode, *plain)
        return document
    limits = Limits()
    for page in picture_pages(path, most_pixels=limits.pixels, most_pages=limits.pages):
        picture = page.picture
        if picture.mode == "L" and sum(picture.histogram()[1:255]) == 0:
            picture = picture.convert("1")
        _add(document, zlib.compress(picture.tobytes()), Name.FlateDecode, picture.mode, picture.size, 0)
    return document


def _plain_jpeg(path: Path) -> tuple[str, tuple[int, int], int] | None:
    """Mode, size and turn of a JPEG whose data a PDF can hold as they are; None for any other picture."""
    with Image.open(path, formats=FORMATS) as file:
        orientation = int(file.getexif().get(_ORIENTATION, 1))
        if file.format in ("JPEG", "MPO") and file.mode in ("L", "RGB") and orientation in _EXIF_TURN:
            return file.mode, file.size, _EXIF_TURN[orientation]
    return None


def _add(
    document: pikepdf.Pdf, data: bytes, coding: pikepdf.Object, mode: str, size: tuple[int, int], turn: int
) -> None:
    picture = document.make_stream(data)
    picture.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=Name.DeviceRGB if mode == "RGB" else Name.DeviceGray,
        BitsPerComponent=1 if mode == "1" else 8,
        Filter=coding,
    )
    points = 72 * A4_INCHES / min(size)
    width, height = size[0] * points, size[1] * points
    page = document.add_blank_page(page_size=(width, height))
    page.Resources = Dictionary(XObject=Dictionary(Picture=picture))
    page.Contents = document.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Picture Do Q".encode())
    page.Rotate = turn


def _write_behind(document: pikepdf.Pdf, target: pikepdf.Page, page: Page, font: pikepdf.Object) -> None:
    left, bottom, right, top = (float(v) for v in target.cropbox)
    width, height = right - left, top - bottom
    turn = (int(target.get("/Rotate", 0)) - page.turn) % 360
    target.Rotate = turn
    a, b, c, d, e, f = {
        90: (0, 1, -1, 0, width, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, height),
    }.get(turn, (1, 0, 0, 1, 0, 0))
    shown = (height, width) if turn in (90, 270) else (width, height)
    cos, sin = math.cos(math.radians(page.skew)), math.sin(math.radians(page.skew))
    x, y = shown[0] / 2, shown[1] / 2
    parts = [
        f"q {a} {b} {c} {d} {e + left:.3f} {f + bottom:.3f} cm",
        # the lines were read on the straightened page: lean the text as the picture leans
        f"{cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} {x - x * cos + y * sin:.3f} {y - x * sin - y * cos:.3f} cm",
        f"BT {_INVISIBLE} Tr",
    ]
    for line in page.lines + page.ink_lines:
        if line.text and line.box is not None:
            parts.append(_set(line, line.box, *shown))
    parts.append("ET Q")
    name = target.add_resource(font, Name.Font, Name(_FONT), replace_existing=True)
    stream = "\n".join(parts).replace(_FONT, str(name))
    target.contents_add(document.make_stream(b"q"), prepend=True)  # whatever state the page leaves open ends here
    target.contents_add(document.make_stream(b"Q\n" + stream.encode()))


def _set(line: TextLine, box: Box, width: float, height: float) -> str:
    size = max(1.0, box.height * height * 0.6)
    natural = len(line.text.encode("utf-16-be")) / 2 * size * _WIDTH / 1000
    stretch = 100 * box.width * width / natural
    baseline = height * (1 - box.top - box.height * _ASCENT)
    codes = line.text.encode("utf-16-be").hex()
    return f"{_FONT} {size:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {box.left * width:.2f} {baseline:.2f} Tm <{codes}> Tj"


def _blank_font(document: pikepdf.Pdf) -> pikepdf.Object:
    """A Type 0 font: 2-byte codes that are Unicode, all drawn by one blank glyph."""
    program = _blank_program()
    file = document.make_stream(program)
    file.Length1 = len(program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(_FONT),
        Flags=4,
        FontBBox=Array([0, -200, _WIDTH, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
        FontFile2=file,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(_FONT),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=document.make_indirect(descriptor),
        DW=_WIDTH,
        CIDToGIDMap=document.make_stream(b"\0\1" * 65536),
    )
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(_FONT),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([document.make_indirect(descendant)]),
            ToUnicode=document.make_stream(_unicode_map()),
        )
    )


def _blank_program() -> bytes:
    """The font's file: one glyph without ink."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({0x20: "blank"})
    pen = TTGlyphPen(None)  # there and back: no area to draw, but a height, without which PDFium drops upright lines
    pen.moveTo((0, -200))
    pen.lineTo((_WIDTH, 800))
    pen.closePath()
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "blank": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (_WIDTH, 0), "blank": (_WIDTH, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Circulars Text", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0  # the same bytes for the same pages
    builder.font.recalcTimestamp = False
    program = io.BytesIO()
    builder.save(program)
    return program.getvalue()


def _unicode_map() -> bytes:
    """Every 2-byte code is its own Unicode value, in blocks of at most 100 ranges."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [ranges[start : start + 100] for start in range(0, len(ranges), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfrange", *block, "endbfrange")),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()
