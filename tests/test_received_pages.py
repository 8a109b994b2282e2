"""What came goes on: every page, upright, whatever could be read of it; what stays behind is told, and stops the letter."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from circulars.archive import Archive
from circulars.archive.export.verify import verify
from circulars.checks import check_letters
from circulars.documents.pages.enclose import enclosure_pdf
from circulars.documents.pages.source import source_pages
from circulars.documents.pages.source.picture import page_picture
from circulars.documents.pages.source.source_pages import SourceKind, kind_of, picture_pages
from circulars.errors import UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.extraction.received import with_all_pages
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter
from circulars.letter.page import Box, Page, PageSource, TextLine
from circulars.review import NEVER
from ocr import read_all_pages, read_pages
from ocr.document import PageImage, open_document
from ocr.engines.thai_lines import thai_lines
from ocr.page.clean import clean, is_sideways
from ocr.page.page_reading import read_page
from ocr.shelter.limits import Limits
from ocr.shelter.sheltered import enclosed_copy, page_png

FONT = "/usr/share/fonts/truetype/tlwg/Norasi.ttf"
LINES = ("ที่ มท ๐๘๒๐.๓/ว ๒๓๘๔", "๑๗ กรกฎาคม ๒๕๖๗", "เรื่อง การสำรวจครุภัณฑ์", "เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด")


def sheet(mark: int = 0, size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """A page with a head at its top and a black bar of its own length, by which it is known again."""
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(LINES):
        pen.text((150, 150 + 60 * number), line, 0, font=ImageFont.truetype(FONT, 36))
    pen.rectangle((150, 700, 150 + 200 * (mark + 1), 740), fill=0)
    return page


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def bars(pdf: bytes) -> list[int]:
    """Which sheets a PDF holds, by their bars; -1 where a page is not upright."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number in range(1, len(document.pages) + 1):
            shown = Image.open(io.BytesIO(page_picture(pdf, number, width=620))).convert("L")
            dark = np.asarray(shown) < 128
            row = dark[int(0.41 * shown.height)]
            head = dark[int(0.08 * shown.height) : int(0.2 * shown.height)].any()
            found.append(round(row.sum() / 100) - 1 if head and shown.height > shown.width else -1)
    return found


def test_every_page_of_a_tiff_is_enclosed_and_the_second_letter_gets_its_own() -> None:
    content = saved(sheet(0), "TIFF", save_all=True, append_images=[sheet(1), sheet(2)], compression="tiff_lzw")
    assert bars(enclosure_pdf(content)) == [0, 1, 2]
    assert bars(enclosure_pdf(content, [2])) == [1]
    with pytest.raises(UnreadableFile):
        enclosure_pdf(content, [4])


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "WEBP"])
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photo_is_enclosed_upright_and_read(orientation: int, kind: str, tmp_path: Path) -> None:
    turned = {3: 180, 6: 90, 8: 270}[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = saved(sheet(1).rotate(turned, expand=True).convert("RGB"), kind, exif=exif.tobytes())
    assert bars(enclosure_pdf(content)) == [1]
    (tmp_path / "a").write_bytes(content)
    (image,) = open_document(tmp_path / "a", Limits())
    assert isinstance(image, PageImage) and image.picture.shape[0] > image.picture.shape[1]
    if orientation == 6:
        assert read_page(image, thai_lines(), None)[0].lines[1].text == LINES[1]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_fed_sideways_is_enclosed_as_it_was_read(turn: int) -> None:
    content = saved(sheet(1).rotate(-turn, expand=True), "PNG")
    assert bars(enclosure_pdf(content, [1], {1: turn})) == [1]
    png = Image.open(io.BytesIO(page_png(content, 1, 620, turn)))
    assert png.height > png.width


@pytest.mark.parametrize("before", [b"", b"\r\n\r\n ", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\n"])
def test_a_pdf_after_other_bytes_is_one_file_to_all(before: bytes, tmp_path: Path) -> None:
    content = before + saved(sheet(0), "PDF", save_all=True, append_images=[sheet(1)], resolution=150)
    assert kind_of(content) is SourceKind.PDF
    (tmp_path / "a").write_bytes(content)
    assert len(list(open_document(tmp_path / "a", Limits()))) == 2
    assert bars(enclosure_pdf(content)) == [0, 1]


def deep(picture: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(picture).astype(np.uint16) * 257)


def twelve_bits(picture: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(picture).astype(np.uint16) * 16)


def negative(picture: Image.Image) -> Image.Image:
    return Image.fromarray(255 - np.asarray(picture))


@pytest.mark.parametrize("change", [deep, twelve_bits, negative])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_deep_and_inverted_pictures_are_black_on_white_everywhere(change: object, kind: str, tmp_path: Path) -> None:
    content = saved(change(sheet(1)), kind)  # type: ignore[operator]
    assert bars(enclosure_pdf(content)) == [1]
    (tmp_path / "a").write_bytes(content)
    (image,) = open_document(tmp_path / "a", Limits())
    assert isinstance(image, PageImage)
    assert read_page(image, thai_lines(), None)[0].lines[1].text == LINES[1]


@pytest.mark.parametrize("resolution", [(204, 98), (98, 204)])
def test_oblong_dots_are_made_square(resolution: tuple[int, int]) -> None:
    across, down = resolution
    flat = sheet(1).resize((round(8.27 * across), round(11.7 * down))).convert("1")
    content = saved(flat, "TIFF", dpi=resolution)
    (page,) = picture_pages(content, most_pixels=10_000_000, most_pages=9)
    assert page.picture.height / page.picture.width == pytest.approx(11.7 / 8.27, abs=0.02)
    assert bars(enclosure_pdf(content)) == [1]


def test_a_tall_page_costs_no_more_than_a_page() -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(10, 2700))
        out = io.BytesIO()
        document.save(out)
    limits = Limits(memory_bytes=300_000_000)
    picture = Image.open(io.BytesIO(page_png(out.getvalue(), 1, 1400, limits=limits)))
    assert picture.width * picture.height <= 12_000_000
    assert len(pikepdf.open(io.BytesIO(enclosed_copy(out.getvalue(), [1], {}, limits))).pages) == 1


def test_what_cannot_be_drawn_in_its_limits_is_told() -> None:
    large = saved(Image.new("L", (9000, 8000), 255), "PNG")
    with pytest.raises(UnreadableFile) as refusal:
        page_png(large, 1, 1400, limits=Limits(memory_bytes=60_000_000))
    assert "กรุณา" in refusal.value.message
    with pytest.raises(UnreadableFile):
        enclosed_copy(b"no picture", [1], {})


# ---------------------------------------------------------------- which pages


def scan(number: int, *texts: str, **more: object) -> Page:
    lines = [TextLine(t, Box(0.1, 0.1 + 0.04 * i, 0.8, 0.12 + 0.04 * i), 1.0, "x") for i, t in enumerate(texts)]
    return replace(Page(number, tuple(lines), PageSource.SCAN, 800, 1131), **more)  # type: ignore[arg-type]


FIRST = scan(2, *LINES, "ด้วยกรมการปกครองขอให้สำรวจ", "ขอแสดงความนับถือ", "(นายสมมุติ ตัวอย่าง)", "อธิบดีกรมการปกครอง")


def test_pages_without_text_and_unread_ones_go_on_and_blank_ones_are_told() -> None:
    pages = [scan(1), FIRST, scan(3), scan(4, blank=True), scan(5, unread=True)]
    (letter,) = read_letters(pages)
    assert (letter.pages, letter.enclosure_pages) == ((2,), (1, 3, 5))
    (found,) = check_letters([letter], today=dt.date(2026, 11, 23), pages=pages)
    told = {one.check: one for one in found}
    assert told["unread-pages"].severity is Severity.BLOCKS
    assert "หน้า ๕" in told["unread-pages"].message
    assert "หน้า ๔" in told["blank-pages"].message
    assert "pages-not-enclosed" not in told


def test_a_page_that_is_in_no_letter_stops_it() -> None:
    (found,) = check_letters([Letter((1,))], today=dt.date(2026, 11, 23), pages=[scan(1, *LINES), scan(2)])
    (lost,) = [one for one in found if one.check == "pages-not-enclosed"]
    assert lost.severity is Severity.BLOCKS
    assert {"unread-pages", "pages-not-enclosed"} <= {row.check for row in NEVER}


def test_an_unread_page_stops_every_letter_of_the_file() -> None:
    """A secret letter may stand on it: what is not known is not harmless."""
    pages = [scan(1, *LINES), scan(2, *LINES), scan(3, unread=True)]
    letters = with_all_pages([Letter((1,)), Letter((2,))], pages)
    assert [one.enclosure_pages for one in letters] == [(), (3,)]
    for found in check_letters(letters, today=dt.date(2026, 11, 23), pages=pages):
        assert any(one.check == "unread-pages" and one.severity is Severity.BLOCKS for one in found)


def test_the_letter_that_another_encloses_goes_on_with_it() -> None:
    pages = [scan(n, *LINES) for n in (1, 2, 3)] + [scan(4)]
    outer, inner, _ = with_all_pages([Letter((1,)), Letter((2,), copy_in=0), Letter((3,), copy_in=1)], pages)
    assert outer.enclosure_pages == (2, 3, 4)
    assert inner.enclosure_pages == ()


def test_a_file_is_read_to_its_end_in_as_many_readings_as_it_takes(tmp_path: Path) -> None:
    path = tmp_path / "long.tif"
    path.write_bytes(saved(sheet(0), "TIFF", save_all=True, append_images=[sheet(1), sheet(2)]))
    bounds = Limits(reading_seconds=0.0)
    first = read_pages(path, engine="thai-lines", limits=bounds)
    assert [page.unread for page in first] == [False, True, True]
    told: list[int] = []
    whole = read_all_pages(path, engine="thai-lines", known=first, limits=bounds, progress=told.append)
    assert [(page.number, page.unread, page.lines[1].text) for page in whole] == [
        (n, False, LINES[1]) for n in (1, 2, 3)
    ]
    assert told == sorted(told)


def test_pages_that_were_left_unread_are_filed_when_they_are_read(tmp_path: Path) -> None:
    with closing(Archive.open(f"sqlite:///{tmp_path}/a.db", f"file://{tmp_path}/files")) as archive:
        kept = archive.save_original(b"scan", "a.tif").id
        archive.save_pages(kept, [scan(1, "ก"), scan(2, unread=True)])
        archive.save_pages(kept, [scan(1, "ข"), scan(2, "ค")])
        read = archive.load_pages(kept)
        assert read is not None
        assert [page.text for page in read] == ["ก", "ค"]
        assert archive.save_pages(kept, [scan(1, "ง"), scan(2, "จ")]) == read
        assert verify(archive) == ()


LISTS = {
    "one line again and again": ["รายการครุภัณฑ์สำนักงาน"] * 20,
    "names": ["อำเภอเมือง", "อำเภอพังโคน", "อำเภอวานรนิวาส", "อำเภอสว่างแดนดิน", "อำเภอกุสุมาลย์"] * 4,
    "numbered": [f"{number}. นายสมมุติ ตัวอย่างดี" for number in range(1, 21)],
    "figures": [str(1000 + 37 * number) for number in range(20)],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_turned_upright_and_only_when_it_lies(name: str) -> None:
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(LISTS[name]):
        pen.text((150, 150 + 70 * number), line, 0, font=ImageFont.truetype(FONT, 36))
    upright = np.asarray(page)
    for quarters, turned in ((0, False), (1, True), (2, False), (3, True)):
        lies = np.ascontiguousarray(np.rot90(upright, quarters))
        assert is_sideways(lies, 150) is turned
        assert clean(lies, 150).turn == (90 if turned else 0)


def test_a_list_that_was_fed_sideways_reads_as_it_does_upright() -> None:
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(LISTS["names"]):
        pen.text((150, 150 + 70 * number), line, 0, font=ImageFont.truetype(FONT, 36))
    for turn in (0, 90, 270):
        picture = np.asarray(page.rotate(turn, expand=True))
        read, _ = read_page(PageImage(1, picture, 150), thai_lines(), None)
        assert [line.text.strip() for line in read.lines] == LISTS["names"], turn
        assert read.turn == (360 - turn) % 360


def half(number: str, subject: str) -> Image.Image:
    """A letter on an A4 page: the number at the left, the agency at the right, the foot in the middle."""
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 36)
    head = ((110, 190, f"ที่ มท ๐๘๒๐.๓/ว {number}"), (700, 190, "กรมการปกครอง"), (700, 250, "ถนนอัษฎางค์ กทม. ๑๐๒๐๐"))
    body = [f"เรื่อง {subject}", "เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด", "   ด้วยกรมการปกครองจะรวบรวมข้อมูลของที่ทำการปกครองอำเภอ"]
    body += ["จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอสำรวจตามแบบที่ส่งมา", "   จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ"]
    foot = ((560, 1010, "ขอแสดงความนับถือ"), (550, 1230, "(นายสมมุติ ตัวอย่างดี)"), (550, 1300, "อธิบดีกรมการปกครอง"))
    lines = [*head, (560, 350, "๑๗ กรกฎาคม ๒๕๖๗"), *((110, 470 + 90 * at, line) for at, line in enumerate(body)), *foot]
    for across, down, line in lines:
        pen.text((across, down), line, 0, font=font)
    return page


@pytest.mark.parametrize("turn", [180, 270])
def test_a_sheet_of_two_letters_is_both_however_it_was_fed_and_its_blank_back_is_told(
    turn: int, tmp_path: Path
) -> None:
    sheet = Image.new("L", (2480, 1754), 255)
    sheet.paste(half("๒๓๘๔", "การสำรวจแหล่งน้ำ"), (0, 0))
    sheet.paste(half("๒๓๘๕", "การตรวจสอบฐานข้อมูล"), (1240, 0))
    back = Image.new("L", (2480, 1754), 251)
    fed = [one.rotate(turn, expand=True) for one in (sheet, back)]
    fed[0].save(tmp_path / "สแกน.tif", save_all=True, append_images=fed[1:], dpi=(150, 150))
    opened = [page for page in open_document(tmp_path / "สแกน.tif", Limits()) if isinstance(page, PageImage)]
    pages = [read_page(page, thai_lines(), None)[0] for page in opened]
    assert [(page.turn, page.blank) for page in pages] == [((360 - turn) % 360, False), (0, True)]
    letters = read_letters(pages)
    assert [letter.reference.value.running for letter in letters if letter.reference.value] == ["2384", "2385"]
    assert [letter.subject.value for letter in letters] == ["การสำรวจแหล่งน้ำ", "การตรวจสอบฐานข้อมูล"]
    assert [letter.signatory.value.name for letter in letters if letter.signatory.value] == ["นายสมมุติ ตัวอย่างดี"] * 2
    found = check_letters(letters, today=dt.date(2026, 11, 28), pages=pages)
    assert all("shared-sheet" in {one.check for one in each} for each in found)
    assert "blank-pages" in {one.check for each in found for one in each}


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_pages_are_drawn_one_at_a_time_in_the_order_asked_and_none_is_missing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long annex costs no more memory than a short one: no page is drawn before the one before it is done with."""
    sheets = [Image.new("L", (200 + n, 300), 255) for n in range(4)]
    out = io.BytesIO()
    sheets[0].save(out, kind, save_all=True, append_images=sheets[1:], resolution=25)
    drawn: list[int] = []
    plain = source_pages.dark_on_light

    def counted(picture: Image.Image) -> Image.Image:
        drawn.append(picture.width)
        return plain(picture)

    monkeypatch.setattr(source_pages, "dark_on_light", counted)
    found = source_pages.source_pictures(out.getvalue(), (1, 3, 4), dpi=25, most_pixels=10**6)
    assert (next(found).number, len(drawn)) == (1, 1)
    assert [page.number for page in found] == [3, 4]
    turned_round = source_pages.source_pictures(out.getvalue(), (4, 1), dpi=25, most_pixels=10**6)
    assert [page.number for page in turned_round] == [4, 1]
    for wrong in ((1, 5), ()):
        with pytest.raises(UnreadableFile, match="ไม่มีหน้า"):
            list(source_pages.source_pictures(out.getvalue(), wrong, dpi=25, most_pixels=10**6))
