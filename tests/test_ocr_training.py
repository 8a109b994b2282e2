"""The training of the Thai line recogniser: its text, its strips, and the shipped model on lines set here."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.engines.line_strip import BASE, HEIGHT, TOP, consonant_band, ink, place
from ocr.engines.thai_lines import thai_lines
from ocr.training.learning.decoding import best_path, score
from ocr.training.sampling.rendering import set_line, with_pen
from ocr.training.sampling.sampler import LineSampler
from ocr.training.tesseract.characters import with_characters
from ocr.training.text.charset import BLANK, CHARACTERS, LABEL, NO_START, canonical, labels

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
needs_fonts = pytest.mark.skipif(not LAKSAMAN.exists(), reason="fonts-thai-tlwg is not installed")


@pytest.mark.parametrize("numbers_only", [True, False])
def test_sampled_lines_are_canonical_and_in_the_character_set(numbers_only: bool) -> None:
    sampler = LineSampler(7)
    seen: set[str] = set()
    for _ in range(1500):
        line = sampler.line(numbers_only=numbers_only)
        assert 1 <= len(line) <= 40
        assert canonical(line) == line
        assert line[0] not in NO_START
        assert [CHARACTERS[label - 1] for label in labels(line)] == list(line)
        seen |= set(line)
    assert set("๐๑๒๓๔๕๖๗๘๙0123456789/. ") <= seen
    if not numbers_only:  # every Thai sign must be met, or the network never learns it
        assert {c for c in CHARACTERS if "ก" <= c <= "๙"} - set("฿ๅฃฅฦ๋๊") <= seen


def test_a_seed_gives_the_same_lines() -> None:
    first, second = LineSampler(3), LineSampler(3)
    assert [first.line() for _ in range(50)] == [second.line() for _ in range(50)]


def test_labels_leave_the_blank_free() -> None:
    assert BLANK not in LABEL.values()
    assert sorted(LABEL.values()) == list(range(1, len(CHARACTERS) + 1))


def test_best_path_drops_repeats_and_blanks() -> None:
    path = [BLANK, *[LABEL["๑"]] * 3, BLANK, LABEL["๑"], LABEL["ก"], LABEL["ก"], BLANK, LABEL[" "]]
    scores = np.zeros((len(path), len(CHARACTERS) + 1), np.float32)
    scores[np.arange(len(path)), path] = 5
    assert best_path(scores) == "๑๑ก"


def test_score_counts_digits_and_inventions() -> None:
    result = score([("ที่ ๑๒", "ที่ ๑๓"), ("", "ก"), ("", ""), ("ข", "ข")])
    assert result.digits == 0.5
    assert result.invented == 0.5
    assert result.exact == 0.5
    assert result.errors == pytest.approx(1 / 7)


@settings(max_examples=40, deadline=None)
@given(
    height=st.integers(30, 160),
    width=st.integers(30, 500),
    top=st.integers(5, 40),
    band=st.integers(6, 60),
    tone=st.integers(0, 90),
)
def test_the_band_comes_to_its_rows(height: int, width: int, top: int, band: int, tone: int) -> None:
    height = max(height, top + band + 5)
    strip = np.full((height, width), 240, np.uint8)
    strip[top : top + band, 4 : width - 4 : 3] = tone
    strip[top : top + band, 5 : width - 4 : 3] = tone
    placed = place(strip, top, top + band)
    assert placed.shape[0] == HEIGHT
    assert placed.shape[1] == max(8, round(width * (BASE - TOP) / band))
    dark = np.asarray((placed < 160).any(1))
    assert not dark[: TOP - 2].any()
    assert not dark[BASE + 2 :].any()
    assert dark[TOP + 2 : BASE - 2].all()


def test_the_band_is_found_where_the_consonants_are() -> None:
    strip = np.full((80, 300), 255, np.uint8)
    strip[30:50, 10:290:4] = 0
    strip[30:50, 11:290:4] = 0
    strip[14:20, 40:60] = 0  # a mark above
    top, base = consonant_band(ink(strip))
    assert abs(top - 30) <= 2
    assert abs(base - 50) <= 2


def test_an_empty_strip_has_a_band_and_a_picture() -> None:
    blank = np.full((60, 200), 255, np.uint8)
    top, base = consonant_band(ink(blank))
    assert 0 <= top < base <= 60
    assert place(blank, top, base).min() == 255


@needs_fonts
@pytest.mark.parametrize("face", sorted(LAKSAMAN.parent.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_face_draws_thai_with_its_marks(face: Path) -> None:
    rng = np.random.default_rng(1)
    plain = set_line("ปน", face, 20, rng)
    marked = set_line("ปื้น", face, 20, rng)
    above = slice(0, int(plain.top) - 2)
    assert (plain.picture < 128).sum() > 100
    assert (marked.picture[above] < 128).sum() > (plain.picture[above] < 128).sum()


def _read(text: str, face: Path, band: float, *, seed: int = 2, pen: str = "") -> str:
    rng = np.random.default_rng(seed)
    line = set_line(text, face, band, rng)
    if pen:
        line = with_pen(line, set_line(pen, face, band * 1.2, rng), rng, before=False)
    strip = place(line.picture, line.top, line.base)
    width = (strip.shape[1] + 15) // 16 * 16
    sheet = np.ones((1, 1, HEIGHT, width), np.float32)
    sheet[0, 0, :, : strip.shape[1]] = strip / np.float32(255)
    return best_path(thai_lines()._session.run(None, {"x": sheet})[0][0])


@needs_fonts
@pytest.mark.parametrize(
    "text",
    [
        "ที่ ยธ ๐๔๑๙/ว ๒๖๘๗๕",
        "๓๐ พฤศจิกายน ๒๕๖๗",
        "ลงวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๘",
        "โทร. ๐ ๒๑๓๔ ๕๖๗๘ ต่อ ๙๐",
        "เรียน ผู้ว่าราชการจังหวัด",
        "น้ำท่วมที่ดินของผู้ร้องเรียน",
    ],
)
def test_the_shipped_model_reads_clean_print(text: str) -> None:
    assert _read(text, LAKSAMAN, 18) == text


def test_the_shipped_model_reads_nothing_on_paper() -> None:
    sheet = np.ones((1, 1, HEIGHT, 320), np.float32)
    assert best_path(thai_lines()._session.run(None, {"x": sheet})[0][0]) == ""


@needs_fonts
def test_faint_small_print_is_still_read() -> None:
    line = set_line("ด่วนที่สุด ๒๕๖๗", LAKSAMAN, 11, np.random.default_rng(2))
    faint = cv2.GaussianBlur(180 + (line.picture / 255 * 60), (0, 0), 0.6).astype(np.uint8)
    strip = place(faint, line.top, line.base)
    width = (strip.shape[1] + 15) // 16 * 16
    sheet = np.ones((1, 1, HEIGHT, width), np.float32)
    sheet[0, 0, :, : strip.shape[1]] = strip / np.float32(255)
    assert best_path(thai_lines()._session.run(None, {"x": sheet})[0][0]) == "ด่วนที่สุด ๒๕๖๗"


def test_added_characters_keep_the_old_places() -> None:
    unicharset = "2\nNULL 0 Common 0\nก 1 0,255,0,255,0,0,0,0,0,0 Thai 1 0 1 ก\n"
    recoder = struct.pack("<I", 2) + struct.pack("<bii", 1, 1, 0) + struct.pack("<bii", 1, 1, 1)
    new, packed = with_characters(unicharset, recoder, "ก๔A")
    rows = new.strip().split("\n")
    assert rows[0] == "4"
    assert rows[2].startswith("ก ")
    assert [row[0] for row in rows[3:]] == ["๔", "A"]
    assert struct.unpack_from("<I", packed) == (4,)
    with pytest.raises(ValueError, match="different models"):
        with_characters("9\nก 1\n", recoder, "๔")
