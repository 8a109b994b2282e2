"""No line of a PDF ends inside a Thai word, and nothing of the text changes for it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize

from circulars.documents.measure.layout import check_layout
from circulars.documents.measure.positions import read_positions
from circulars.documents.pages import pdf as pdf_making
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.pages.setting.unbroken import unbroken, with_words_whole
from circulars.documents.shipped.samples import EXTERNAL
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import Paragraph

ROOT = Path(__file__).resolve().parents[1]
JOINER = "\ufeff"
SENTENCES = (
    "กรมการปกครองได้คัดเลือกหมู่บ้านต้นแบบ และขอให้ที่ทำการปกครองอำเภอรายงานรายละเอียดงบประมาณรายจ่ายประจำปี",
    "ตามหนังสือลงวันที่ ๔ ตุลาคม ๒๕๖๙ คณะกรรมการพิจารณาคัดเลือกได้ประชุมชี้แจงหลักเกณฑ์การจัดสรรงบประมาณแก่อำเภอสว่างแดนดิน",
    "นางสาวถอถุง ตัวอย่างดี นักวิชาการสาธารณสุขชำนาญการ เป็นวิทยากรถ่ายทอดความรู้เรื่องการป้องกันและบรรเทาสาธารณภัย",
    "องค์กรปกครองส่วนท้องถิ่นเตรียมเครื่องสูบน้ำ เรือท้องแบน และศูนย์พักพิงชั่วคราว เป็นเงิน ๑,๒๕๐,๐๐๐ บาท ให้แล้วเสร็จ",
)


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The lines of letters whose paragraphs begin at other places, so that other words come to the line's end."""
    template = CompiledTemplate(ROOT / "templates/province/external.docx")
    letters = []
    for shift in range(6):
        texts = [" ".join((*SENTENCES[at:], *SENTENCES[:at]))[shift * 7 :] for at in range(4)]
        letters.append(template.render(replace(EXTERNAL, paragraphs=tuple(map(Paragraph, texts)))))
    with zipfile.ZipFile(io.BytesIO(letters[0])) as docx:
        assert JOINER not in docx.read("word/document.xml").decode()
    pages = (page for made in to_pdf(letters) for page in pdfium.PdfDocument(made))
    return [line for page in pages for line in (*page.get_textpage().get_text_range().split("\r\n"), "")]


def test_no_line_ends_inside_a_word_and_the_text_layer_has_no_sign_more(lines: list[str]) -> None:
    whole = " ".join((*SENTENCES, *SENTENCES))
    borders, place = set(), 0
    for word in word_tokenize(whole, engine="newmm"):
        place += len(word)
        borders.add(place)
    ends = [
        (upper, lower)
        for upper, lower in pairwise(lines)
        if whole.find(upper[-9:] + lower[:9]) >= 0 and len(upper) > 30
    ]
    cut = [
        (upper, lower) for upper, lower in ends if whole.find(upper[-9:] + lower[:9]) + len(upper[-9:]) not in borders
    ]
    assert len(ends) > 15
    assert not cut
    assert not any(sign in line for line in lines for sign in (JOINER, "\u200b"))


ENDINGS = ("ในพื้นที่", "ตามที่", "เจ้าหน้าที่", "ทันที", "สถานที่", "ดังนี้", "คดี", "หมู่บ้าน", "รับผิดชอบ")


def outside(pdf: bytes) -> list[str]:
    """Lines of the body that draw a letter or a vowel beyond the right margin."""
    return [line.text for page in read_positions(pdf) for line in page.lines if line.right > 19.0 + 0.12]


def ending_everywhere() -> bytes:
    """A letter whose justified lines end in these words, for they are half of its words."""
    texts = [
        " ".join(("ก" * at, *("และ".join(ENDINGS[shift:] + ENDINGS[:shift]) for shift in range(4))))
        for at in range(1, 12)
    ]
    content = replace(EXTERNAL, paragraphs=tuple(map(Paragraph, texts)))
    return CompiledTemplate(ROOT / "templates/province/external.docx").render(content)


def test_the_vowel_of_the_last_letter_of_a_line_stands_on_its_letter() -> None:
    (pdf,) = to_pdf([ending_everywhere()])
    ends = [line.text for page in read_positions(pdf) for line in page.lines if line.right > 18.9]
    assert len([end for end in ends if end.endswith(("ที่", "ที", "นี้"))]) > 3
    assert not outside(pdf)
    assert not [fault for fault in check_layout(pdf, EXTERNAL) if fault.what == "ขอบขวา"]


def test_the_other_joiner_draws_it_outside_and_the_layout_check_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why it is not used; and that the test above can fail."""
    monkeypatch.setattr(
        pdf_making, "with_words_whole", lambda part: with_words_whole(part).replace(b"\xef\xbb\xbf", b"\xe2\x81\xa0")
    )
    (pdf,) = to_pdf([ending_everywhere()])
    assert outside(pdf)
    assert [fault for fault in check_layout(pdf, EXTERNAL) if fault.what == "ขอบขวา"]


def test_names_of_persons_and_places_are_joined_and_numbers_are_not() -> None:
    text = unbroken("เชิญนางสาวถอถุง ตัวอย่างดี ไปอำเภอสว่างแดนดิน ภายใน ๑๕ วัน โทร. ๐ ๔๒๗๑ ๑๐๐๐")
    assert "ถอ" + JOINER + "ถุง" in text and "สว่าง" + JOINER + "แดน" + JOINER + "ดิน" in text
    assert text.endswith("๑๕ วัน โทร. ๐ ๔๒๗๑ ๑๐๐๐")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(thai_words())[::97]) | st.text(max_size=6), max_size=8))
def test_without_the_joiners_it_is_the_same_text(pieces: list[str]) -> None:
    text = " ".join(pieces).replace(JOINER, "")
    assert unbroken(text).replace(JOINER, "") == text
