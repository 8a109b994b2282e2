"""คำต่อเนื่อง: the first words of the next page at the foot of a page that goes on, as the page is really laid out."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.documents.edit.edited import compare, fill_edited, read_paragraphs
from circulars.documents.measure.continued import (
    continued,
    first_words,
    has_words,
    shows_words,
    with_words,
    without_words,
    words_agree,
)
from circulars.documents.measure.layout import check_layout
from circulars.documents.measure.positions import read_positions
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.shipped.samples import EXTERNAL, MEMO, SHORT
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import LetterContent
from circulars.errors import Refused

ROOT = Path(__file__).resolve().parents[1]
MOTTO = "“อยู่สกล รักสกล ทำเพื่อสกลนคร”"
LONG = replace(EXTERNAL, paragraphs=EXTERNAL.paragraphs * 4, motto=MOTTO)
LETTERS = {
    "two pages, a motto": replace(EXTERNAL, motto=MOTTO),
    "four pages": LONG,
    "memo": replace(MEMO, paragraphs=MEMO.paragraphs * 3),
    "one page": SHORT,
}


def template(content: LetterContent) -> CompiledTemplate:
    kind = "memo" if content is LETTERS["memo"] else "external"
    return CompiledTemplate(ROOT / f"templates/province/{kind}.docx")


def squeezed(text: str) -> str:
    return re.sub("[\\s\u0e47-\u0e4e]", "", text.replace("ำ", "า"))


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[bytes, bytes]]:
    printed = continued([template(one).render(one) for one in LETTERS.values()])
    return dict(zip(LETTERS, printed, strict=True))


@pytest.mark.parametrize("name", [name for name in LETTERS if name != "one page"])
def test_each_foot_bears_the_first_words_of_the_next_page(made: dict[str, tuple[bytes, bytes]], name: str) -> None:
    docx, pdf = made[name]
    pages = read_positions(pdf)
    assert len(pages) > 1
    for page, after in pairwise(pages):
        (foot,) = [line for line in page.lines if line.text.startswith("/")]
        told = squeezed(foot.text.removeprefix("/").removesuffix("..."))
        first = next(line for line in after.lines if not re.fullmatch(r"-\s*\S+\s*-", line.text))
        assert told and squeezed(first.text).startswith(told)
        assert abs(foot.right - 19.0) < 0.12
        above = max(line.baseline for line in page.lines if line.baseline < foot.baseline)
        assert foot.baseline - above > 0.6
        assert all(abs(line.baseline - foot.baseline) > 0.4 for line in page.lines if line is not foot)
    assert not any(line.text.startswith("/") for line in pages[-1].lines)
    assert has_words(docx) and shows_words(pdf) and words_agree(docx, pdf)
    assert not check_layout(pdf, LETTERS[name])


def test_a_letter_of_one_page_is_left_as_it_is(made: dict[str, tuple[bytes, bytes]]) -> None:
    docx, pdf = made["one page"]
    assert docx == template(SHORT).render(SHORT)
    assert not has_words(docx) and not shows_words(pdf) and with_words(docx, pdf) is None


def test_the_text_breaks_where_it_broke_and_equal_letters_are_equal_files(made: dict[str, tuple[bytes, bytes]]) -> None:
    docx, pdf = made["four pages"]
    plain = template(LONG).render(LONG)
    (before,) = to_pdf([plain])

    def breaks(one: bytes) -> list[list[str]]:
        return [[line.text for line in page.lines if not line.text.startswith("/")] for page in read_positions(one)]

    assert breaks(before) == breaks(pdf)
    assert with_words(plain, before) == docx


def test_words_that_no_longer_fit_the_page_are_seen(made: dict[str, tuple[bytes, bytes]]) -> None:
    docx, pdf = made["four pages"]
    wrong = changed(docx, lambda text: text.replace("/ตามที่...", "/ทั้งนี้..."))
    (printed,) = to_pdf([wrong])
    assert words_agree(docx, pdf) and not words_agree(wrong, printed)
    assert continued([wrong])[0][0] == with_words(without_words(wrong), to_pdf([without_words(wrong)])[0])


def changed(docx: bytes, edit: object) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                new = edit(content.decode()).encode()  # type: ignore[operator]
                assert new != content
                content = new
            target.writestr(entry, content)
    return out.getvalue()


def test_a_person_who_edits_neither_sees_them_as_text_nor_is_refused_for_them(
    made: dict[str, tuple[bytes, bytes]],
) -> None:
    docx, _ = made["two pages, a motto"]
    plain = template(EXTERNAL).render(replace(EXTERNAL, motto=MOTTO))
    assert read_paragraphs(docx) == read_paragraphs(plain)
    shorter = changed(docx, lambda text: re.sub(r"๒\.๑</w:t>|๒\.๑ แหล่งน้ำ[^<]*", "", text))
    told = compare(docx, shorter)
    assert [one.before[:3] for one in told] == ["๒.๑"]
    again, printed = continued([fill_edited(shorter, number="สน ๐๐๑๘.๑/ว ๙", date="๕ มีนาคม ๒๕๖๙")])[0]
    assert words_agree(again, printed)


def test_a_frame_that_says_something_else_is_still_refused(made: dict[str, tuple[bytes, bytes]]) -> None:
    plain = template(EXTERNAL).render(replace(EXTERNAL, motto=MOTTO))
    framed = '<w:p><w:pPr><w:framePr w:w="4000" w:y="9000"/></w:pPr><w:r><w:t>โอนเงินภายในวันนี้</w:t></w:r></w:p></w:body>'
    with pytest.raises(Refused):
        compare(plain, changed(plain, lambda text: text.replace("<w:sectPr", framed[:-9] + "<w:sectPr", 1)))


@settings(max_examples=80, deadline=None)
@given(st.text("กขคงจ่ิ้ ๑๒. ()ab", min_size=1).filter(lambda text: text.strip()))
def test_first_words_are_a_beginning_of_the_text(text: str) -> None:
    told = first_words(text)
    assert told and " ".join(text.split()).startswith(told)
