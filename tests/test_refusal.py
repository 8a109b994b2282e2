"""No letter found: each cause has its own code and its own remedy, and a mark of secrecy goes before all of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from test_extraction import EXTERNAL, text_page
from test_secrecy import PLAIN, line_at

from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import CAUSES, MANGLED, NO_HEAD, NOT_THAI, WRAPPER, refusal
from circulars.letter.page import Page, PageSource
from flows.cli import main
from ocr.page.beside.legibility import has_print, is_negative

A4 = (1654, 2339)


def scan(number: int = 1, **more: object) -> Page:
    return Page(number, (), PageSource.SCAN, *A4, **more)  # type: ignore[arg-type]


FORM = "ใบสมัครรับทุนการศึกษา\nชื่อ-สกุล\nวันเดือนปีเกิด\nที่อยู่\nลงชื่อ ผู้สมัคร\n"
GARBLED = Page(
    1,
    tuple(line_at(text, 0.1 * i, 0.1) for i, text in enumerate(["กรการปกครฮง ๒ฌ", "การสารฆรมลฃุภำ๗ฮงพึวเตฃ", "เเาสารฮวฌจ้ฃรมลฅุภำ", "ซฃกณฎ ฏฬฒ"])),
    PageSource.SCAN,
    *A4,
)  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ([scan(blank=True)], "blank"),
        ([scan(blank=True), scan(2, blank=True)], "blank"),
        ([scan(), scan(2, blank=True)], "illegible"),  # a drawing, a code, a word or two: something is on it
        ([scan(illegible=True)], "illegible"),
        ([GARBLED], "illegible"),
        ([Page(1, (), PageSource.SCAN, 800, 1131, illegible=True)], "low-resolution"),
        ([Page(1, (), PageSource.SCAN, 1131, 800, illegible=True)], "low-resolution"),
        ([Page(1, (), PageSource.SCAN, 2315, 420, illegible=True)], "illegible"),  # a strip of a sheet, as fine as any
        ([Page(1, (), PageSource.SCAN, 660, 700, illegible=True)], "low-resolution"),
        ([text_page(FORM), scan(2, unread=True)], "unread-pages"),
        ([text_page(FORM)], "no-letter"),
        ([text_page("ทดสอบ")], "no-letter"),
        ([text_page("test")], "not-thai"),
        ([text_page("")], "blank"),
        ([text_page(NOT_THAI.example)], "not-thai"),
        ([text_page(MANGLED.example)], "mangled-font"),
        (
            [
                text_page(
                    "o.In:qnr:ciailu{uoilu lnanr:alfi1 raqjd:r stiua\nlu:ffou oh{Lnau fiu{a drri:ltip rund wd:uil1nr ord GaTJ{radu uurjerr:fuu"
                )
            ],
            "mangled-font",
        ),
        (
            [
                text_page(
                    "The meeting's agenda: e-mail a@b.go.th, see https://a.go.th/x=1 and the well-known annex of the letter"
                )
            ],
            "not-thai",
        ),
        ([text_page(WRAPPER.example)], "portfolio"),
        ([text_page(f"ลับ\n{FORM}")], "secret"),
        ([text_page(f"ลบ\n{FORM}")], "secret"),
        ([text_page(f"ลับ\n{PLAIN}")], "secret"),
    ],
)
def test_each_cause_has_its_own_code_and_remedy(pages: list[Page], code: str) -> None:
    found = refusal(pages, read_letters(pages))
    assert found is not None
    assert found.code == code
    assert "กรุณา" in found.message and "{" not in found.message


def test_a_letter_is_not_refused_and_the_causes_are_told_apart() -> None:
    pages = [text_page(EXTERNAL)]
    assert refusal(pages, read_letters(pages)) is None
    assert len({cause.code for cause in CAUSES}) == len({cause.message for cause in CAUSES}) == len(CAUSES)
    assert "สแกนใหม่" not in NO_HEAD.message, "what was read well is not to be scanned again"


def printed(ink: int, paper: int = 250) -> Image.Image:
    picture = Image.new("L", A4, paper)
    font = ImageFont.truetype("/usr/share/fonts/truetype/tlwg/Garuda.ttf", 36)
    for row in range(8):
        ImageDraw.Draw(picture).text((200, 300 + 70 * row), "ข้อความของหนังสือที่พิมพ์ไว้บนหน้ากระดาษ", font=font, fill=ink)
    return picture


def test_faint_print_is_no_blank_page_and_a_dark_ground_no_negative() -> None:
    assert has_print(np.asarray(printed(225)), 200)
    noise = np.random.default_rng(1).normal(248, 4, A4[::-1]).clip(0, 255).astype(np.uint8)
    assert not has_print(noise, 200)
    assert is_negative(255 - np.asarray(printed(0)))
    assert not is_negative(np.asarray(printed(0)))
    sheet = Image.new("L", A4, 0)
    sheet.paste(printed(0).crop((150, 250, 900, 800)), (100, 100))
    assert not is_negative(np.asarray(sheet)), "a small sheet on the black lid of the scanner"


def test_the_command_tells_the_cause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "form.txt").write_text(FORM, encoding="utf-8")
    Image.new("L", A4, 255).save(tmp_path / "blank.png", dpi=(200, 200))
    assert main(["read", "--json", str(tmp_path / "form.txt"), str(tmp_path / "blank.png")]) == 1
    form, blank = map(json.loads, capsys.readouterr().out.splitlines())
    assert (form["error"]["code"], blank["error"]["code"]) == ("no-letter", "blank")
    assert form["pages"] == 1 and form["letters"] == []
