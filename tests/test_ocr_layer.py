"""A PDF's own text: read by character in the order of the page, and believed only where the page shows the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from benchmarks.born_digital import (
    LETTER,
    browser,
    fpdf,
    plain_library,
    printer_driver,
    reportlab,
    solid,
    through_cairo,
    writer,
)
from circulars.letter.page import Page, PageSource, Reading
from ocr.document import PageImage, open_document
from ocr.engines.thai_lines import thai_lines
from ocr.layer.glyphs import Glyph
from ocr.layer.lines import lines_of
from ocr.layer.text_layer import Layer, read_layer, unsound
from ocr.page.lines import Strip
from ocr.page.page_reading import VOUCHED, read_page
from ocr.shelter.limits import Limits

WHOLE = solid("".join(LETTER))


def layer_of(content: bytes) -> Layer:
    return read_layer(pdfium.PdfDocument(content)[0])


def text_of(content: bytes) -> str:
    return solid("".join(line.text for line in layer_of(content).lines))


def read(content: bytes, folder: Path, suffix: str = ".pdf") -> list[Page]:
    path = folder / f"a{suffix}"
    path.write_bytes(content)
    pages = []
    for page in open_document(path, Limits()):
        pages.append(read_page(page, thai_lines(), None)[0] if isinstance(page, PageImage) else page)
    return pages


def changed(content: bytes, change: str, **values: object) -> bytes:
    """The PDF with its first page turned, cropped or written over."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[0]
        if change == "rotate":
            # the content stays upright to a viewer: drawn turned, and turned back by /Rotate
            turn = int(str(values["turn"]))
            width, height = 595, 842
            matrix = {90: f"0 1 -1 0 {height} 0", 180: f"-1 0 0 -1 {width} {height}", 270: f"0 -1 1 0 0 {width}"}[turn]
            page.contents_add(document.make_stream(f"q {matrix} cm".encode()), prepend=True)
            page.contents_add(document.make_stream(b"Q"))
            page.MediaBox = Array([0, 0, height, width] if turn != 180 else [0, 0, width, height])
            page.Rotate = turn + int(str(values.get("more", 0)))
            if values.get("inherited"):
                document.Root.Pages.Rotate = page.Rotate
                del page.Rotate
        elif change == "unit":
            # the same paper, told in units of that many points (PDF 32000-1, 14.11.2.4, UserUnit)
            unit = float(str(values["unit"]))
            page.contents_add(document.make_stream(f"q {1 / unit} 0 0 {1 / unit} 0 0 cm".encode()), prepend=True)
            page.contents_add(document.make_stream(b"Q"))
            page.MediaBox = Array([0, 0, round(595 / unit, 3), round(842 / unit, 3)])
            page.UserUnit = unit
        elif change == "crop":
            page.MediaBox = Array([-150, -200, 800, 1200])
            page.CropBox = Array([0, 400, 595, 842])
        elif change == "twice":
            stream = page.Contents.read_bytes()
            page.contents_add(document.make_stream(b"q 1 0 0 1 0.3 0 cm " + stream + b" Q"))
        elif change == "hide":
            page.contents_add(document.make_stream(b"3 Tr"), prepend=True)
        document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def letter() -> bytes:
    return plain_library(["Norasi"])[0]


@pytest.fixture(scope="module")
def made_by_writer() -> bytes:
    return writer(["Laksaman"])[0]


@pytest.mark.parametrize("make", [plain_library, printer_driver, browser, fpdf, reportlab, None])
def test_every_producer_gives_the_same_text(
    make: Callable[[list[str]], list[bytes]] | None, made_by_writer: bytes
) -> None:
    for content in make(["Laksaman", "Garuda"]) if make else [made_by_writer]:
        found = layer_of(content)
        assert found.why == ""
        assert solid("".join(line.text for line in found.lines)) == WHOLE


def test_a_layer_whose_marks_are_other_ones_is_not_believed(made_by_writer: bytes, tmp_path: Path) -> None:
    """Cairo, fed by poppler, names two glyphs by one character: the text says ู for every ้, the page does not."""
    content = through_cairo(made_by_writer)
    assert "อูางถึง" in text_of(content)
    (page,) = read(content, tmp_path)
    assert page.source is PageSource.SCAN
    assert any(line.text.startswith("อ้างถึง") for line in page.lines)


@pytest.mark.parametrize(("turn", "more"), [(90, 0), (180, 0), (270, 0), (270, -360), (90, 360), (180, 720)])
@pytest.mark.parametrize("inherited", [False, True])
def test_a_turned_page_is_read_from_its_layer(letter: bytes, turn: int, more: int, inherited: bool) -> None:
    found = layer_of(changed(letter, "rotate", turn=turn, more=more, inherited=inherited))
    assert (found.why, solid("".join(line.text for line in found.lines))) == ("", WHOLE)
    number = found.lines[0]
    assert number.box is not None
    assert number.box.top < 0.1  # where a viewer shows it


@pytest.mark.parametrize("unit", [0.1, 0.5, 2, 10])
def test_a_page_in_units_of_its_own_is_read_from_its_layer(letter: bytes, unit: float, tmp_path: Path) -> None:
    content = changed(letter, "unit", unit=unit)
    assert text_of(content) == WHOLE
    (page,) = read(content, tmp_path)
    assert (page.source, solid("".join(line.text for line in page.lines))) == (PageSource.TEXT_LAYER, WHOLE)


def test_text_outside_the_crop_box_is_not_there(letter: bytes) -> None:
    found = layer_of(changed(letter, "crop"))
    texts = [line.text for line in found.lines]
    assert LETTER[0] in texts
    assert "(นายสมมุติ ตัวอย่างดี)" not in texts
    assert all(0 <= line.box.top < line.box.bottom <= 1 for line in found.lines if line.box)


def test_bold_by_printing_twice_is_read_once(letter: bytes) -> None:
    assert text_of(changed(letter, "twice")) == WHOLE


def test_hidden_text_is_never_believed(letter: bytes) -> None:
    assert layer_of(changed(letter, "hide")).why == "hidden text of a scanner"


def _over(letter: bytes, *, parts: int, text_first: bool) -> bytes:
    """A scan in strips with the letter's text, its digits wrong, under or over them, drawn plainly."""
    picture = pdfium.PdfDocument(letter)[0].render(scale=150 / 72).to_pil().convert("L")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as document:
        page = document.pages[0]
        drawn, tall = [], 842 / parts
        page.Resources.XObject = Dictionary()
        for part in range(parts):
            high = picture.height // parts
            cut = picture.crop((0, part * high, picture.width, (part + 1) * high))
            data = io.BytesIO()
            cut.save(data, "JPEG")
            image = document.make_stream(data.getvalue())
            image.stream_dict = Dictionary(
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=cut.width,
                Height=cut.height,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
                Filter=Name.DCTDecode,
            )
            page.Resources.XObject[f"/S{part}"] = image
            drawn.append(f"q 595 0 0 {tall} 0 {842 - tall * (part + 1)} cm /S{part} Do Q")
        page.contents_add(document.make_stream("\n".join(drawn).encode()), prepend=not text_first)
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("text_first", [True, False])
@pytest.mark.parametrize("parts", [1, 2, 8])
def test_text_on_a_scan_is_not_believed_however_the_scan_is_cut(letter: bytes, parts: int, text_first: bool) -> None:
    assert layer_of(_over(letter, parts=parts, text_first=text_first)).why == "text on a picture"


def _annotated(letter: bytes, subtype: Name, words: str) -> bytes:
    """The letter with an annotation whose appearance shows words beside the number, drawn as a picture of them."""
    mark = Image.new("L", (900, 90), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/tlwg/Norasi.ttf", 60)
    ImageDraw.Draw(mark).text((10, 0), words, 0, font=font)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as document:
        image = document.make_stream(mark.tobytes())
        image.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=mark.width,
            Height=mark.height,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        form = document.make_stream(b"q 300 0 0 30 0 0 cm /I Do Q")
        form.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 300, 30]),
            Resources=Dictionary(XObject=Dictionary(I=image)),
        )
        note = Dictionary(
            Type=Name.Annot,
            Subtype=subtype,
            Rect=Array([270, 776, 570, 806]),
            F=4,
            AP=Dictionary(N=form),
            Contents=words,
        )
        if subtype == Name.Widget:
            note.FT, note.T = Name.Sig, "signature"
            document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(note)]), SigFlags=3)
        document.pages[0].Annots = Array([document.make_indirect(note)])
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("subtype", [Name.FreeText, Name.Widget])
def test_what_is_typed_or_signed_over_a_page_is_read_from_its_picture(
    letter: bytes, subtype: Name, tmp_path: Path
) -> None:
    (page,) = read(_annotated(letter, subtype, "ลงรับแล้ว ๑๘ กรกฎาคม ๒๕๖๗"), tmp_path)
    assert page.source is PageSource.SCAN
    assert any("๑๘ กรกฎาคม ๒๕๖๗" in line.text for line in page.lines)


PHONE = "โทร. ๐ ๒๗๙๑ ๗๙๑๙"


def _painted_over(letter: bytes, how: str) -> bytes:
    """The letter with another telephone number painted over its last line, which its own text still tells."""
    mark = Image.new("L", (1600, 100), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/tlwg/Norasi.ttf", 52)
    ImageDraw.Draw(mark).text((0, 5), PHONE, 0, font=font)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as document:
        image = document.make_stream(mark.tobytes())
        image.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1600,
            Height=100,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        page = document.pages[0]
        place = b"400 0 0 25 80 229 cm /I Do"
        if how == "note":
            form = document.make_stream(b"400 0 0 25 0 0 cm /I Do")
            form.stream_dict = Dictionary(
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 400, 25]),
                Resources=Dictionary(XObject=Dictionary(I=image)),
            )
            note = Dictionary(
                Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([80, 229, 480, 254]), F=4, AP=Dictionary(N=form)
            )
            page.Annots = Array([document.make_indirect(note)])
        elif how == "patch and text":  # as editors do: white over the old words, new ones typed there
            old = page.Contents.read_bytes().split(b"\n")
            typed = old[0].replace(b"80 780", b"80 236")
            page.contents_add(document.make_stream(b"1 g 78 229 420 25 re f 0 g " + typed))
        else:
            page.Resources.XObject = Dictionary(I=image)
            page.contents_add(document.make_stream(b"q " + place + b" Q"))
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("how", ["picture", "note", "patch and text"])
def test_what_is_painted_over_a_line_is_what_is_read(letter: bytes, how: str, tmp_path: Path) -> None:
    (page,) = read(_painted_over(letter, how), tmp_path)
    shown = LETTER[0] if how == "patch and text" else PHONE
    assert page.source is PageSource.SCAN
    assert page.lines[-1].text.replace(" ", "") == shown.replace(" ", "")
    assert not any("๗๐๑๗" in line.text for line in page.lines)


class _Recognised(Exception):
    """Somebody looked at the page."""


class _Nobody:
    name = "nobody"

    def read(self, strips: Sequence[Strip], dpi: float) -> list[Reading]:
        raise _Recognised


def _unlooked(content: bytes, folder: Path, vouched: tuple[int, ...]) -> Page:
    """The first page, read by a recogniser that must not be asked."""
    path = folder / "a.pdf"
    path.write_bytes(content)
    image = next(iter(open_document(path, Limits(vouched=vouched))))
    assert isinstance(image, PageImage)
    return read_page(image, _Nobody(), None)[0]


def test_a_page_that_its_sender_vouches_for_is_taken_without_recognising(letter: bytes, tmp_path: Path) -> None:
    page = _unlooked(letter, tmp_path, (1,))
    assert (page.source, page.note) == (PageSource.TEXT_LAYER, VOUCHED)
    assert solid("".join(line.text for line in page.lines)) == WHOLE
    with pytest.raises(_Recognised):
        _unlooked(letter, tmp_path, (2,))  # another page of the file is vouched for


@pytest.mark.parametrize("how", ["picture", "note", "patch and text"])
def test_what_is_painted_over_a_page_that_is_vouched_for_is_looked_at(letter: bytes, how: str, tmp_path: Path) -> None:
    with pytest.raises(_Recognised):
        _unlooked(_painted_over(letter, how), tmp_path, (1,))


def test_what_lies_under_the_text_covers_nothing(letter: bytes) -> None:
    assert layer_of(letter).covers == ()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as document:
        page = document.pages[0]
        page.contents_add(document.make_stream(b"0.9 g 0 0 595 842 re f 0 g"), prepend=True)  # a coloured page
        page.contents_add(document.make_stream(b"80 233 120 0.6 re f"))  # an underline
        page.contents_add(document.make_stream(b"70 220 460 40 re S"))  # a frame
        document.save(out)
    assert layer_of(out.getvalue()).covers == ()


def test_a_sound_layer_is_believed_by_its_own_picture(letter: bytes, tmp_path: Path) -> None:
    (page,) = read(letter, tmp_path)
    assert page.source is PageSource.TEXT_LAYER
    assert [line.text for line in page.lines][3] == "๑๗ กรกฎาคม ๒๕๖๗"


def test_a_layer_with_one_other_digit_in_the_number_is_not_believed(tmp_path: Path) -> None:
    """The page shows ๘, the text says ๓: the character map of the font names a glyph by another digit."""
    content = plain_library(["Norasi"])[0]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        font = document.pages[0].Resources.Font.Own
        told = font.ToUnicode.read_bytes().replace(b"<0E58>", b"<0E53>")
        font.ToUnicode = document.make_stream(told)
        document.save(out)
    assert "ที่มท๐๓๒๐.๓/ว๒๓๓๔" in text_of(out.getvalue())
    path = tmp_path / "a.pdf"
    path.write_bytes(out.getvalue())
    (image,) = open_document(path, Limits())
    assert isinstance(image, PageImage)
    page, _ = read_page(image, thai_lines(), thai_lines())
    assert page.source is PageSource.SCAN
    assert page.lines[0].text == LETTER[0]


def test_white_text_on_white_is_left_out(letter: bytes, tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as document:
        page = document.pages[0]
        stream = page.Contents.read_bytes().decode().split("\n")
        stream.append("1 g " + stream[0].replace("80 780", "80 60") + " 0 g")
        page.Contents = document.make_stream("\n".join(stream).encode())
        document.save(out)
    (page_read,) = read(out.getvalue(), tmp_path)
    assert page_read.source is PageSource.TEXT_LAYER
    assert [line.text for line in page_read.lines].count(LETTER[0]) == 1


def test_a_box_lies_on_its_words(letter: bytes) -> None:
    page = pdfium.PdfDocument(letter)[0]
    picture = np.asarray(page.render(scale=2).to_pil().convert("L"))
    for line in read_layer(page).lines:
        assert line.box is not None
        rows = slice(int(line.box.top * picture.shape[0]), int(line.box.bottom * picture.shape[0]) + 1)
        columns = slice(int(line.box.left * picture.shape[1]), int(line.box.right * picture.shape[1]) + 1)
        assert picture[rows, columns].min() < 100


def drawn(text: str, late: int) -> str:
    """The line that is read where each tone is told so many letters after the next space, as LibreOffice may."""
    glyphs, x = list[Glyph](), 50.0
    waiting: list[tuple[int, Glyph]] = []
    for letter in text:
        if "\u0e48" <= letter <= "\u0e4b":
            tone = Glyph(letter, x - 5, 90, x - 1.5, 94, x - 5, x - 1.5, 100, 16, hidden=False, upright=True)
            waiting.append((late, tone))
            continue
        mark = letter in "\u0e31\u0e35\u0e34"
        start = x - 5 if mark else x
        end = start + (4.5 if mark else 4 if letter == " " else 7)
        glyphs.append(Glyph(letter, start, 90, end, 100, start, end, 100, 16, hidden=False, upright=True))
        x = x if mark else end + 0.4
        waiting = [(left - (letter != " " and not mark), tone) for left, tone in waiting]
        glyphs += [tone for left, tone in waiting if left < 0]
        waiting = [(left, tone) for left, tone in waiting if left >= 0]
    glyphs += [tone for _, tone in waiting]
    (line,) = lines_of(glyphs, 595, 842)
    return line.text


@pytest.mark.parametrize("late", range(8))
def test_a_tone_that_is_told_after_the_next_word_stands_on_its_own_letter(late: int) -> None:
    for text in ("ในการนี้ กรมการปกครอง", "ทั้งนี้ ขอให้จังหวัด", "ที่ตั้ง บ้านก่อ"):
        assert drawn(text, late) == text


def test_a_page_of_names_and_figures_is_sound_and_glyph_codes_like_thai_are_not() -> None:
    table = "\n".join(
        f"{at} อำเภอ{name} {at}๕,๐๐๐ {at} ธันวาคม ๒๕๖๙" for at, name in enumerate(("พังโคน", "วานรนิวาส", "กุสุมาลย์"), 1)
    )
    assert unsound(f"ลำดับ อำเภอ จำนวนเงิน กำหนด\n{table}") is None
    shifted = "".join(chr(ord(one) + 3) if "ก" <= one <= "ฤ" else one for one in table)
    assert unsound(f"{shifted}\n{shifted}") is not None
