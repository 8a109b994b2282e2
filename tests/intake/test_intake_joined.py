"""Photos of the pages of one letter: together where the clerk says so by the zip's name, each by itself otherwise."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from circulars.errors import UnreadableFile
from circulars.intake.containers import Member, unpack


def photo(number: int, orientation: int = 1, form: str = "JPEG") -> bytes:
    """A page, taller than wide, with a bar at its top whose length is its number; laid down as a phone does."""
    page = Image.new("RGB", (600, 840), "white")
    ImageDraw.Draw(page).rectangle((50, 40, 50 + 90 * number, 90), fill="black")
    if orientation == 6:  # turned by the reader clockwise
        page = page.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    page.save(out, form, exif=exif.tobytes() if form == "JPEG" else b"")
    return out.getvalue()


def packed(tmp_path: Path, name: str, files: dict[str, bytes]) -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as zipped:
        for inner, content in files.items():
            zipped.writestr(inner, content)
    return path


def bars(pdf: bytes) -> list[int]:
    """The number that each page of a PDF shows."""
    shown = []
    for page in pdfium.PdfDocument(pdf):
        picture = page.render(scale=1).to_pil().convert("L").resize((600, 840))
        assert page.get_height() > page.get_width()
        shown.append(round(sum(picture.getpixel((x, 65)) < 128 for x in range(600)) / 90))
    return shown


PHOTOS = {"IMG_10.jpg": photo(3), "IMG_9.jpg": photo(2, 6), "IMG_2.png": photo(1, form="PNG")}


def test_photos_that_are_named_as_one_become_one_in_their_order_and_upright(tmp_path: Path) -> None:
    path = packed(tmp_path, "ฉบับเดียว หนังสือ มท ๑๑.zip", PHOTOS)
    (one,) = unpack(path)
    assert isinstance(one, Member) and one.name.decode() == "ฉบับเดียว หนังสือ มท ๑๑.pdf"
    assert bars(one.content) == [1, 2, 3]
    assert one.source == path.read_bytes()  # the photos as they came are archived too


def test_photos_in_another_zip_stay_files_of_their_own(tmp_path: Path) -> None:
    assert len(list(unpack(packed(tmp_path, "รวมสแกน.zip", PHOTOS)))) == 3


@pytest.mark.parametrize(
    ("name", "content"), [("a.txt", b"text"), ("IMG_3.jpg", photo(1)[:300]), ("x.docx", b"PK\x03\x04")]
)
def test_a_page_that_cannot_be_put_in_stops_the_letter_by_name(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=name.replace(".", r"\.")):
        list(unpack(packed(tmp_path, "ฉบับเดียว.zip", {**PHOTOS, name: content})))


COMPRESSIONS = ("raw", "tiff_lzw", "tiff_deflate", "packbits", "group3", "group4", "tiff_ccitt", "jpeg", "lzma", "zstd")


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_every_page_of_a_tiff_of_every_compression_is_there(tmp_path: Path, compression: str) -> None:
    mode = "1" if compression in ("group3", "group4", "tiff_ccitt") else "L"
    first, *others = (Image.open(io.BytesIO(photo(number))).convert(mode) for number in (1, 2, 3))
    out = io.BytesIO()
    first.save(out, "TIFF", compression=compression, save_all=True, append_images=others, dpi=(72, 72))
    (one,) = unpack(packed(tmp_path, "ฉบับเดียว.zip", {"แฟกซ์.tif": out.getvalue()}))
    assert isinstance(one, Member) and bars(one.content) == [1, 2, 3]
