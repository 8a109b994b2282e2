"""Templates stand where the typing guideline wants them, and the layout test notices when they do not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from circulars.documents.measure.fit import circular_profile, fit_profile
from circulars.documents.measure.layout import check_layout
from circulars.documents.measure.positions import read_positions
from circulars.documents.measure.profile import LADDER
from circulars.documents.pages.pdf import page_count, to_pdf
from circulars.documents.shipped.samples import EXTERNAL, MEMO, ORDER, SAMPLES, SHORT, STAMPED
from circulars.documents.shipped.specimens import check_specimens
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import LetterContent
from circulars.letter.letter import LetterKind

Edit = Callable[[str], str]
CATALOG = load_catalog()


def edited(raw: bytes, part: str, edit: Edit) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                changed = edit(content.decode()).encode()
                assert changed != content, "the fault was not applied"
                content = changed
            target.writestr(entry, content)
    return out.getvalue()


def sub(pattern: str, replacement: str, count: int = 0) -> Edit:
    return lambda text: re.sub(pattern, replacement, text, count=count, flags=re.DOTALL)


def in_style(style: str, pattern: str, replacement: str) -> Edit:
    def edit(text: str) -> str:
        start = text.index(f'w:styleId="{style}"')
        end = text.index("</w:style>", start)
        return text[:start] + re.sub(pattern, replacement, text[start:end]) + text[end:]

    return edit


DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
FAULTS: dict[str, tuple[LetterContent, str, Edit]] = {
    "left margin 2.5": (EXTERNAL, DOCUMENT, sub('w:left="1701"', 'w:left="1417"', 1)),
    "right margin 2.5": (EXTERNAL, DOCUMENT, sub('w:right="1134"', 'w:right="1417"', 1)),
    "letter paper": (EXTERNAL, DOCUMENT, sub('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    "emblem 2.5 cm": (EXTERNAL, DOCUMENT, sub('cy="1080000"', 'cy="900000"')),
    "emblem 0.5 cm off centre": (
        EXTERNAL,
        DOCUMENT,
        sub(r"<wp:posOffset>\d+</wp:posOffset></wp:positionH>", "<wp:posOffset>2557800</wp:posOffset></wp:positionH>"),
    ),
    "emblem 1 cm low": (
        EXTERNAL,
        DOCUMENT,
        sub(
            r"<wp:posOffset>540000</wp:posOffset></wp:positionV>", "<wp:posOffset>900000</wp:posOffset></wp:positionV>"
        ),
    ),
    "no emblem": (EXTERNAL, DOCUMENT, sub("<w:r><w:drawing>.*?</w:drawing></w:r>", "")),
    "indent 2.0": (EXTERNAL, STYLES, sub('w:firstLine="1417"', 'w:firstLine="1134"')),
    "left aligned": (EXTERNAL, STYLES, sub("thaiDistribute", "left")),
    "closing at the left": (EXTERNAL, STYLES, in_style("SbClosing", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    "name at the left": (EXTERNAL, STYLES, in_style("SbSign", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    "Thai size 14": (EXTERNAL, STYLES, sub('<w:szCs w:val="32"/>', '<w:szCs w:val="28"/>')),
    "another Thai font": (EXTERNAL, STYLES, sub('w:cs="TH Sarabun New"', 'w:cs="Waree"')),
    "no Thai font": (EXTERNAL, STYLES, sub(' w:cs="TH Sarabun New"', "")),
    "date at the left": (EXTERNAL, STYLES, in_style("SbDate", r'w:left="\d+"', 'w:left="0"')),
    "page number on page 1": (EXTERNAL, DOCUMENT, sub("<w:titlePg/>", "")),
    "one line to sign": (
        EXTERNAL,
        DOCUMENT,
        sub(r'(<w:p><w:pPr><w:pStyle w:val="SbSignGap"/></w:pPr></w:p>\s*){2}', ""),
    ),
    "signature alone on its page": (
        replace(EXTERNAL, paragraphs=EXTERNAL.paragraphs[:6]),
        STYLES,
        lambda text: text.replace("<w:keepNext/>", "").replace('w:before="240"', 'w:before="2400"'),
    ),
    "body paragraph lost": (EXTERNAL, DOCUMENT, sub(r"\{\{ b\.text \}\}", "", 1)),
    "memo title 20 pt": (MEMO, STYLES, in_style("SbMemoTitle", 'w:val="58"', 'w:val="40"')),
    "memo emblem 3 cm": (MEMO, DOCUMENT, sub('cy="540000"', 'cy="1080000"')),
    "order title at the left": (ORDER, STYLES, in_style("SbCentreBold", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    "stamped without ถึง": (STAMPED, DOCUMENT, sub("ถึง", "เรียน", 1)),
}


def test_every_template_is_clean_within_a_tenth_of_a_centimetre() -> None:
    cases = [(row, SAMPLES[row.kind]) for row in CATALOG.rows]
    cases += [(row, SHORT) for row in CATALOG.rows if row.kind is LetterKind.EXTERNAL]
    made = to_pdf([CompiledTemplate(row.file).render(content) for row, content in cases])
    for (row, content), pdf in zip(cases, made, strict=True):
        assert check_layout(pdf, content) == (), row


def test_a_clerk_is_told_what_a_changed_template_does_on_paper(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    narrow = edited(
        CATALOG.find("province", LetterKind.EXTERNAL).read_bytes(), DOCUMENT, sub('w:left="1701"', 'w:left="1417"', 1)
    )
    silent = edited(CATALOG.find("province", LetterKind.INTERNAL).read_bytes(), DOCUMENT, sub(r"\{\{ purpose \}\}", ""))
    (tmp_path / "own" / "narrow.docx").write_bytes(narrow)
    (tmp_path / "own" / "silent.docx").write_bytes(silent)
    (tmp_path / "catalog.toml").write_text(
        '[[template]]\nlevel = "province"\nkind = "external"\nfile = "own/narrow.docx"\n'
        '[[template]]\nlevel = "province"\nkind = "internal"\nfile = "own/silent.docx"\n',
        encoding="utf-8",
    )
    faults = check_specimens(tmp_path)
    assert any(one.file == "own/narrow.docx" and "ขอบ" in one.message for one in faults)
    assert any(one.file == "own/silent.docx" and "purpose" in one.message for one in faults)


def test_every_deliberate_fault_is_caught() -> None:
    letters = []
    for content, part, edit in FAULTS.values():
        raw = CATALOG.find("province", content.kind).read_bytes()
        letters.append(CompiledTemplate(edited(raw, part, edit)).render(content))
    missed = [
        name
        for (name, (content, _, _)), pdf in zip(FAULTS.items(), to_pdf(letters), strict=True)
        if not check_layout(pdf, content)
    ]
    assert missed == []


def test_a_letter_that_runs_over_by_lines_is_set_on_one_page() -> None:
    template = CATALOG.find("province", LetterKind.EXTERNAL)
    over = replace(EXTERNAL, paragraphs=EXTERNAL.paragraphs[:2])
    fit = fit_profile(template, over)
    assert page_count(to_pdf([CompiledTemplate(template).render(over)])[0]) == 2
    assert fit.pages == 1
    assert fit.profile is not LADDER[0]
    assert check_layout(fit.specimen, over) == ()
    for other in ("ผู้รับ ก", "ผู้รับ ข"):
        draft = replace(over, addressee=other, number="สน ๐๐๑๘.๑/ว", date="", watermark="ร่าง")
        assert circular_profile(template, draft) is fit.profile


@pytest.mark.parametrize(("content", "pages"), [(SHORT, 1), (EXTERNAL, 2)])
def test_a_letter_that_fits_or_never_will_keeps_the_guidelines_spacing(content: LetterContent, pages: int) -> None:
    fit = fit_profile(CATALOG.find("province", content.kind), content)
    assert (fit.profile, fit.pages) == (LADDER[0], pages)


def test_the_heading_of_copies_never_stands_alone_at_a_pages_foot() -> None:
    template = CATALOG.find("province", LetterKind.EXTERNAL)
    copied = replace(EXTERNAL, paragraphs=EXTERNAL.paragraphs[:1], copies_to=("สำนักงานจังหวัด", "อำเภอเมือง"))
    pages = read_positions(to_pdf([CompiledTemplate(template).render(copied)])[0])
    for page in pages:
        texts = [line.text for line in page.lines]
        assert ("สำเนาส่ง" in texts) == ("สำนักงานจังหวัด" in texts) == ("อำเภอเมือง" in texts)
    assert check_layout(fit_profile(template, copied).specimen, copied) == ()


def test_a_long_link_does_not_tear_the_line_before_it() -> None:
    link = "https://forms.example.go.th/very/long/link/that/cannot/break/anywhere?with=parameters&and=more"
    text = f"ขอให้ลงทะเบียนเข้าร่วมประชุมที่ {link} ภายในวันที่ ๑๕ มกราคม ๒๕๖๗ โดยพร้อมเพรียงกัน"
    content = replace(SHORT, paragraphs=(*SHORT.paragraphs, replace(SHORT.paragraphs[0], text=text)))
    letter = CompiledTemplate(CATALOG.find("province", LetterKind.EXTERNAL)).render(content)
    pdf = to_pdf([letter])[0]
    assert check_layout(pdf, content) == ()
    line = next(line for page in read_positions(pdf) for line in page.lines if line.text.startswith("ขอให้ลงทะเบียน"))
    assert line.right - line.left < 6  # as wide as its words, not spread over 13.5 cm


def test_a_signature_block_that_would_be_torn_is_set_closer() -> None:
    torn = replace(SHORT, position=("รองผู้ว่าราชการจังหวัดสกลนคร", "รักษาราชการแทน", "ผู้ว่าราชการจังหวัดสกลนคร"))
    fit = fit_profile(CATALOG.find("province", LetterKind.EXTERNAL), torn)
    assert (fit.pages, check_layout(fit.specimen, torn)) == (1, ())
