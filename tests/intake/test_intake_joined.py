"""Photos of the pages of one letter: together where the clerk says so by the zip's name, each by itself otherwise."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from claimed import claim_bytes
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from circulars.errors import UnreadableFile
from circulars.extraction.refusal import NO_HEAD, Refusal
from circulars.intake.claims import close_claim, load_claim
from circulars.intake.containers import Member, note_photos, unpack
from circulars.intake.containers.joined import WORD, photographed_at
from circulars.letter.field import Field
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter, LetterKind, Signatory
from circulars.thai.dates import BANGKOK
from flows.receiving.told import beside_pages, told_of_refused, unfinished


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


def taken_at(second: int, form: str = "JPEG") -> bytes:
    """A photo with the moment at which the phone took it."""
    exif = Image.Exif()
    exif[0x0132] = "2026:11:30 12:00:00"  # when it was edited: of no account
    exif.get_ifd(0x8769)[0x9003] = f"2026:11:29 09:{15 + second // 60:02d}:{second % 60:02d}"
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (0, second, 90)).save(out, form, exif=exif.tobytes())
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "HEIF"])
def test_photos_of_one_minute_are_asked_about_and_not_joined(tmp_path: Path, form: str) -> None:
    moment = dt.datetime.now(BANGKOK)
    names = {"IMG_1.jpg": taken_at(1, form), "IMG_2.jpg": taken_at(50, form), "IMG_3.jpg": taken_at(200, form)}
    names["สแกน.jpg"] = photo(1)  # a scan tells no moment
    taken = [claim_bytes(tmp_path, name, content, moment, "inbox") for name, content in names.items()]
    noted = {claim.name: claim.beside for claim in note_photos(tmp_path, taken, taken)}
    assert noted == {"IMG_1.jpg": "“IMG_2.jpg”", "IMG_2.jpg": "“IMG_1.jpg”", "IMG_3.jpg": "", "สแกน.jpg": ""}
    first = load_claim(tmp_path, taken[0].key)
    assert first is not None and first.beside == "“IMG_2.jpg”"
    (finding,) = beside_pages(tmp_path / first.key / first.file, first.beside).findings
    assert (finding.check, finding.severity) == ("photos-of-one", Severity.WARNS)
    assert "IMG_2.jpg" in finding.message and WORD in finding.message
    assert beside_pages(tmp_path / taken[2].key / taken[2].file, "").findings == ()
    close_claim(tmp_path, taken[1])
    late = claim_bytes(tmp_path, "IMG_4.jpg", taken_at(240, form), moment, "inbox")
    assert note_photos(tmp_path, [late], taken)[0].beside == "“IMG_3.jpg”"  # one that is done already is passed over


def test_pictures_that_tell_no_moment_are_asked_about_where_one_is_no_whole_letter(tmp_path: Path) -> None:
    moment = dt.datetime.now(BANGKOK)
    came = {"S__1.jpg": (photo(1), 0), "S__2.png": (photo(2, form="PNG"), 40), "เก่า.jpg": (photo(3), -300)}
    came |= {"มีเวลา.jpg": (taken_at(5), 0), "หนังสือ.pdf": (b"%PDF-1.7", 0)}
    taken = [
        claim_bytes(tmp_path, name, content, moment + dt.timedelta(seconds=later), "inbox")
        for name, (content, later) in came.items()
    ]
    noted = {claim.name: claim for claim in note_photos(tmp_path, taken, taken)}
    assert {name: (one.beside, one.with_it) for name, one in noted.items()} == {
        "S__1.jpg": ("", "“S__2.png”"),
        "S__2.png": ("", "“S__1.jpg”"),
        **dict.fromkeys(("เก่า.jpg", "มีเวลา.jpg", "หนังสือ.pdf"), ("", "")),
    }
    first = load_claim(tmp_path, noted["S__1.jpg"].key)
    assert first is not None and first.with_it == "“S__2.png”"
    whole = Letter((1,), signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "นายอำเภอ")))
    stamped = Letter((1,), kind=Field(LetterKind.STAMPED))
    assert (
        unfinished([whole], first.with_it)
        == unfinished([stamped], first.with_it)
        == unfinished([Letter((1,))], "")
        == ()
    )
    (finding,) = unfinished([whole, Letter((2,))], first.with_it)
    assert (finding.check, finding.seen) == ("photos-of-one", "“S__2.png”") and WORD in finding.message
    told = told_of_refused(first, Refusal(NO_HEAD.code, "ไม่ใช่หน้าหนังสือ"))
    assert told.startswith("ไม่ใช่หน้าหนังสือ ภาพนี้มาพร้อมกับ “S__2.png”") and WORD in told
    assert told_of_refused(first, Refusal("blank", "ว่าง")) == "ว่าง"


@given(st.binary(max_size=200))
def test_whatever_a_picture_says_of_its_moment_is_one_or_none(rest: bytes) -> None:
    for moment in (b"", b"2026:13:45 99:99:99\0", b"0000:00:00 00:00:00\0"):
        assert photographed_at(b"\xff\xd8\xff\xe1Exif" + moment + rest) is None or b":" in rest
