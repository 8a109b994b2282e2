"""The searchable copy: the picture stays, Thai words behind it are found and copied, wherever the page was turned."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from circulars.errors import UnreadableFile
from circulars.letter.page import Box, Page, PageSource, TextLine
from ocr.searchable import searchable_pdf
from ocr.shelter.copying import searchable_copy

WORDS = "ที่ สน ๐๐๑๘.๑/ว ๔๖๗๘๙ กำหนดส่งน้ำ"
PLACE = Box(0.2, 0.1, 0.7, 0.13)


def _page(turn: int = 0, skew: float = 0.0) -> Page:
    return Page(1, (TextLine(WORDS, PLACE, 1.0, "thai-lines"),), PageSource.SCAN, 620, 877, turn=turn, skew=skew)


def _picture(path: Path, size: tuple[int, int] = (620, 877)) -> Path:
    noise = np.random.default_rng(1).integers(180, 255, (size[1], size[0], 3), np.uint8)
    Image.fromarray(noise).save(path)
    return path


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
def test_thai_words_are_found_where_they_stand(name: str, turn: int, tmp_path: Path) -> None:
    picture = _picture(tmp_path / name, (877, 620) if turn in (90, 270) else (620, 877))
    page = pdfium.PdfDocument(searchable_pdf(picture, [_page(turn)]))[0]
    assert page.get_size()[0] < page.get_size()[1]  # shown upright
    text = page.get_textpage()
    assert text.get_text_range().strip() == WORDS
    found = text.search("๔๖๗๘๙").get_next()
    assert found is not None
    # the raw page of a turned scan is asked where its first character lies; shown upright it must be near the box
    left, bottom, right, top = text.get_charbox(0)
    x, y, (width, height) = (left + right) / 2, (bottom + top) / 2, page.get_size()
    rotation = page.get_rotation()
    upright = {0: (x, y), 90: (y, height - x), 180: (width - x, height - y), 270: (width - y, x)}[rotation]
    assert upright[0] / width == pytest.approx(PLACE.left, abs=0.02)
    assert 1 - upright[1] / height == pytest.approx(0.115, abs=0.02)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("skew", [0.0, 2.0, -3.0])
def test_poppler_copies_the_same_words(skew: float, tmp_path: Path) -> None:
    (tmp_path / "s.pdf").write_bytes(searchable_pdf(_picture(tmp_path / "a.jpg"), [_page(skew=skew)]))
    done = subprocess.run(["pdftotext", "-raw", tmp_path / "s.pdf", "-"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == WORDS.split()


def test_the_picture_is_kept_bit_for_bit_and_nothing_is_drawn_over_it(tmp_path: Path) -> None:
    path = _picture(tmp_path / "a.jpg")
    with pikepdf.open(io.BytesIO(searchable_pdf(path, [_page()]))) as document:
        (picture,) = document.pages[0].get_images().values()
        assert picture.read_raw_bytes() == path.read_bytes()
    with_text = pdfium.PdfDocument(searchable_pdf(path, [_page()]))[0].render().to_numpy()
    without = pdfium.PdfDocument(searchable_pdf(path, []))[0].render().to_numpy()
    assert (with_text == without).all()


def test_a_pdf_keeps_its_pages_and_a_proved_layer_gets_no_second_one(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(searchable_pdf(_picture(tmp_path / "a.png"), []))
    again = searchable_pdf(source, [_page()])
    assert pdfium.PdfDocument(again)[0].get_textpage().get_text_range().strip() == WORDS
    proved = Page(1, _page().lines, PageSource.TEXT_LAYER)
    assert pdfium.PdfDocument(searchable_pdf(source, [proved]))[0].get_textpage().get_text_range() == ""
    assert again == searchable_pdf(source, [_page()])


def test_a_file_without_a_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nbroken")
    with pytest.raises(UnreadableFile):
        searchable_pdf(tmp_path / "a.pdf", [])
    with pytest.raises(UnreadableFile):
        searchable_pdf(_picture(tmp_path / "b.png"), [_page(), _page()])


def test_the_copy_of_a_scan_is_made_in_a_child_and_refused_by_name(tmp_path: Path) -> None:
    picture = _picture(tmp_path / "a.png")
    text = pdfium.PdfDocument(searchable_copy(picture.read_bytes(), "หนังสือ.png", [_page()]))[0].get_textpage()
    assert text.get_text_range().strip() == WORDS
    with pytest.raises(UnreadableFile) as refused:
        searchable_copy("ก".encode(), "หนังสือ.txt", [])
    assert refused.value.code == "unsupported"
    with pytest.raises(UnreadableFile):
        searchable_copy(b"%PDF-1.4 broken", "หนังสือ.pdf", [_page()])
