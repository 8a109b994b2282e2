"""Letters as docx and PDF: values stay text, bytes repeat, conversions are checked, edits are recorded."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from docx import Document
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageDraw

from circulars.documents.edit.edited import ChangeKind, compare, fill_edited, read_paragraphs
from circulars.documents.pages import pdf as pdf_module
from circulars.documents.pages.batch import PdfStore, make_pdfs
from circulars.documents.pages.enclose import QrMark, code_marks, enclosure_pdf, free_foot
from circulars.documents.pages.finish import finish_pdf
from circulars.documents.pages.pdf import page_count, preview, to_pdf
from circulars.documents.pages.setting.fonts import fontconfig_file
from circulars.documents.shipped.samples import EXTERNAL, MEMO, ORDER, SAMPLES, SHORT, STAMPED
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import LetterContent, Paragraph
from circulars.documents.word.emblem import SHAPE, fit_emblem, is_placeholder
from circulars.errors import BrokenTemplate, CircularsError, EngineFailed, Refused, SettingsWrong, UnreadableFile
from circulars.forking.asking import STANDBY
from circulars.letter.letter import UNNUMBERED, LetterKind
from circulars.letter.page import Box, Code

CATALOG = load_catalog()
TEMPLATE = CATALOG.compiled("province", LetterKind.EXTERNAL)
WHEN = dt.datetime(2024, 1, 23, 9, 0)
HOSTILE = {
    "markup": "R&D <ด่วน> </w:t></w:r> &lt; ]]>",
    "template code": "{{ 7*7 }} {% for x in y %} {# ก #} {_{ 7 }_}",
    "form feed": "หน้าหนึ่ง\fหน้าสอง",
    "lone surrogate": "ก่อน\ud800\udfffหลัง",
    "control characters": "ก\x00\x07\x08\x1b\x7fข\ufffeค",
    "direction marks": "\u200f\u202eหนังสือ\u202c ๑๒๓\u200e",
    "line ends": "บรรทัดหนึ่ง\r\nบรรทัดสอง\rบรรทัดสาม\nบรรทัดสี่\tช่อง",
    "10 000 characters": "ราชการไทย " * 1000,
    "Word codes": 'HYPERLINK "http://example.org" MERGEFIELD x',
    "python": "{{ ''.__class__.__mro__[1].__subclasses__() }} %s {0} ${x}",
}
LETTER_OF = re.compile(r"[^ก-๎๐-๙A-Za-z0-9&<>{}%#*/;\[\]._:()\"'$-]+")


def kept(text: str) -> str:
    """What of a text must be printed: everything but blanks and characters that have no shape."""
    return LETTER_OF.sub("", text)


def with_subject(text: str) -> LetterContent:
    return replace(SHORT, subject=text, paragraphs=(Paragraph(text),), addressee=text[:300])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_values_are_text_and_whole_in_the_docx(name: str) -> None:
    letter = TEMPLATE.render(with_subject(HOSTILE[name]))
    document = Document(io.BytesIO(letter))
    printed = [kept(paragraph.text) for paragraph in document.paragraphs]
    assert kept("เรื่อง" + HOSTILE[name]) in printed
    assert kept(HOSTILE[name]) in printed
    assert printed[-1] == kept(SHORT.contact[-1])  # nothing after the value is lost
    assert kept(document.core_properties.title) == kept(HOSTILE[name])
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        assert b'w:type="page"' not in archive.read("word/document.xml")
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(part))


def test_hostile_values_are_text_and_whole_in_the_pdf() -> None:
    letters = {name: TEMPLATE.render(with_subject(text)) for name, text in HOSTILE.items()}
    for name, made in zip(letters, to_pdf(list(letters.values())), strict=True):
        document = pdfium.PdfDocument(made)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        wanted = unsure(kept(HOSTILE[name]))
        got = unsure(kept(re.sub(r"-\s*\S+\s*-\s", "", text)))
        assert got.count(wanted[:600]) >= (1 if len(wanted) > 600 else 2), name
        if len(wanted) > 600:  # broken by page ends: count the words instead
            assert got.count("ราชการไทย") == 2 * 1000 + 30, name
        document.close()


def unsure(text: str) -> str:
    """Without marks above consonants: PDF readers give raised tone marks out of place."""
    return re.sub("[\u0e47-\u0e4e]", "", text.replace("\u0e33", "\u0e32"))


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_text_gives_a_readable_docx(text: str) -> None:
    letter = TEMPLATE.render(replace(SHORT, subject=text, metadata=(("หมายเหตุ", text),)))
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        etree.fromstring(archive.read("docProps/custom.xml"))
    whole = "".join(str(piece) for piece in root.itertext())
    assert kept(text) in kept(whole)
    assert whole.endswith(SHORT.contact[-1])


def test_equal_input_gives_equal_bytes_and_docxtpl_opens_them() -> None:
    again = CompiledTemplate(CATALOG.find("province", LetterKind.EXTERNAL))
    assert TEMPLATE.render(EXTERNAL) == again.render(EXTERNAL)
    assert TEMPLATE.render(EXTERNAL) != TEMPLATE.render(replace(EXTERNAL, date=""))


def test_metadata_is_in_custom_properties() -> None:
    letter = TEMPLATE.render(replace(EXTERNAL, metadata=(("เลขที่", "สน <1> & 2"),)))
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        root = etree.fromstring(archive.read("docProps/custom.xml"))
    found = {node.get("name"): "".join(str(piece) for piece in node.itertext()) for node in root}
    assert found == {"เลขที่": "สน <1> & 2", "circulars": "letter", "template_sha256": TEMPLATE.sha256}


def test_fonts_have_their_stand_ins_and_the_file_says_who_made_it() -> None:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE.render(EXTERNAL))) as archive:
        fonts = etree.fromstring(archive.read("word/fontTable.xml"))
        used = set(re.findall(r'w:cs="([^"]+)"', archive.read("word/styles.xml").decode()))
        core, app = archive.read("docProps/core.xml").decode(), archive.read("docProps/app.xml").decode()
        related = archive.read("word/_rels/document.xml.rels").decode(), archive.read("[Content_Types].xml").decode()
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    stand_ins = {one.get(f"{word}name"): [alt.get(f"{word}val") for alt in one.iter(f"{word}altName")] for one in fonts}
    assert used <= stand_ins.keys() and "TH SarabunPSK" in str(stand_ins["TH Sarabun New"])
    assert all("fontTable" in part for part in related)
    assert f"<dc:creator>{EXTERNAL.letterhead[0]}</dc:creator>" in core and "Macintosh" not in app


def test_a_template_asking_for_more_is_refused_in_thai() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(CATALOG.find("province", LetterKind.EXTERNAL)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"{{ date }}", b"{{ dates }}"))
    with pytest.raises(BrokenTemplate, match="แม่แบบ"):
        CompiledTemplate(out.getvalue()).render(EXTERNAL)
    with pytest.raises(BrokenTemplate, match="แม่แบบ"):
        CompiledTemplate(b"not a docx")


@pytest.mark.parametrize("content", SAMPLES.values(), ids=str)
def test_no_placeholder_is_left_in_any_kind(content: LetterContent) -> None:
    for level in ("department", "province", "district"):
        letter = CATALOG.compiled(level, content.kind).render(content)
        whole = " ".join(read_paragraphs(letter))
        assert "{{" not in whole
        assert "{%" not in whole
        assert content.paragraphs[0].text in whole


def test_quantities_and_an_unknown_signatory_are_printed_as_clerks_do() -> None:
    content = replace(SHORT, enclosures=(("แบบ ก", "๑ ฉบับ"), ("แบบ ข", "จำนวน ๒ ชุด"), ("แบบ ค", "")), signatory_name="")
    printed = read_paragraphs(TEMPLATE.render(content))
    assert [text for text in printed if text.startswith("จำนวน")] == ["จำนวน ๑ ฉบับ", "จำนวน ๒ ชุด"]
    assert any(re.fullmatch(r"\(\.{30,}\)", text) for text in printed)


def test_values_that_a_template_leaves_out_are_named() -> None:
    full = replace(EXTERNAL, copies_to=("สำนักงานจังหวัด",), watermark="ร่าง")
    assert TEMPLATE.unprinted(full) == ()
    assert set(CATALOG.compiled("province", LetterKind.ORDER).unprinted(full)) == {
        *("addressee", "refs", "encls", "closing", "contact", "copies"),
    }
    assert CATALOG.compiled("province", LetterKind.INTERNAL).unprinted(full) == ("closing", "contact")


# ---------------------------------------------------------------- PDF


def test_a_file_that_is_no_docx_is_told_and_not_converted() -> None:
    with pytest.raises(EngineFailed, match="docx"):
        to_pdf(["หนังสือธรรมดา".encode()])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    with pytest.raises(EngineFailed):
        to_pdf([out.getvalue()])


def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STANDBY)
    (tmp_path / "soffice").write_text("#!/bin/sh\nsleep 600\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(pdf_module, "_START_SECONDS", 0.2)
    monkeypatch.setattr(pdf_module, "_LETTER_SECONDS", 0.2)
    with pytest.raises(EngineFailed, match="เวลาที่กำหนด"):
        to_pdf([TEMPLATE.render(SHORT)])


def test_a_converter_that_says_yes_and_makes_nothing_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STANDBY)
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 0\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(EngineFailed, match="ไม่สำเร็จ"):
        to_pdf([TEMPLATE.render(SHORT)])


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_pdf([TEMPLATE.render(EXTERNAL)])[0]


def test_the_preview_shows_the_urgency_in_red(made: bytes) -> None:
    pictures = preview(made, 600)
    assert len(pictures) == page_count(made) == 2
    assert {picture.width for picture in pictures} <= {600, 601}
    seen = pictures[0].tobytes()
    assert any(seen[at] > 150 and seen[at + 1] < 60 and seen[at + 2] < 60 for at in range(0, len(seen), 3))


def test_finished_pdf_is_pdf_a_with_metadata_enclosure_and_sharp_code(made: bytes) -> None:
    scan = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(scan).rectangle((100, 100, 600, 200), fill=(200, 0, 0))
    buffer = io.BytesIO()
    scan.save(buffer, "JPEG")
    copy = enclosure_pdf(buffer.getvalue())
    box = free_foot(made, 2)
    assert box is not None
    code = Code("https://example.go.th/แบบสำรวจ?x=1", "QRCode", Box(0.4, 0.6, 0.55, 0.7))
    marks = [QrMark(2, box, "https://example.go.th/a"), *code_marks([code], 3)]
    record = '{"number": "สน ๐๐๑๘.๑/ว ๑๒๓"}'.encode()
    done = finish_pdf(
        made,
        title="เรื่อง ทดสอบ",
        when=WHEN,
        attachments=[("metadata.json", "application/json", record)],
        joined=[copy],
        codes=marks,
    )
    with pikepdf.open(io.BytesIO(done)) as document:
        assert len(document.pages) == 3
        assert document.open_metadata().pdfa_status == "3B"
        assert document.Root.OutputIntents
        assert str(document.Root.Lang) == "th-TH"
        assert document.open_metadata()["xmp:CreateDate"] == "2024-01-23T09:00:00+07:00"
        assert str(document.docinfo["/CreationDate"]) == "D:20240123090000+07'00'"
        assert document.attachments["metadata.json"].get_file().read_bytes() == record
        assert str(document.Root.AF[0].AFRelationship) == "/Data"
    pictures = preview(done, 1240)
    read = [[found.text for found in zxingcpp.read_barcodes(picture.convert("L"))] for picture in pictures]
    assert read == [[], ["https://example.go.th/a"], [code.text]]


def test_what_can_be_proved_of_pdf_a_without_a_validator(made: bytes, tmp_path: Path) -> None:
    """ISO 19005-3: 6.1.3, 6.2.3, 6.2.8, 6.2.11.4, 6.5, 6.6.2.3 on every object of a finished letter."""
    scan = io.BytesIO()
    Image.new("RGBA", (600, 800), (255, 0, 0, 90)).save(scan, "PNG")
    done = finish_pdf(made, title="ก", when=WHEN, joined=[enclosure_pdf(scan.getvalue()), enclosure_pdf(made)])
    with pikepdf.open(io.BytesIO(done)) as document:
        assert not document.is_encrypted
        assert "/ID" in document.trailer
        assert "/AA" not in document.Root
        assert dict(document.Root.AcroForm) == {
            "/Fields": pikepdf.Array([])
        }  # 6.4.1: no XFA, nothing to be drawn by a reader
        assert [str(intent.S) for intent in document.Root.OutputIntents] == ["/GTS_PDFA1"]
        fonts = pictures = 0
        for thing in document.objects:
            if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                continue
            assert "/JS" not in thing
            assert str(thing.get("/S", "")) not in {"/JavaScript", "/Launch", "/Sound", "/Movie"}
            if str(thing.get("/Type", "")) == "/FontDescriptor":
                fonts += 1
                assert "/FontFile2" in thing or "/FontFile3" in thing
            if str(thing.get("/Subtype", "")) == "/Image":
                pictures += 1
                assert "/SMask" not in thing
                assert not thing.get("/Interpolate", False)
                assert "/CMYK" not in str(thing.get("/ColorSpace", ""))
            assert "LZW" not in str(thing.get("/Filter", ""))
        assert fonts >= 2
        assert pictures == 4
        told = document.open_metadata()
        assert told["dc:title"] == str(document.docinfo["/Title"]) == "ก"
        assert told["xmp:CreatorTool"] == str(document.docinfo["/Creator"])
        assert told["pdf:Producer"] == str(document.docinfo["/Producer"])


def test_two_conversions_finish_to_equal_bytes(made: bytes) -> None:
    again = to_pdf([TEMPLATE.render(EXTERNAL)])[0]
    one, two = (finish_pdf(pdf, title="ก", when=WHEN, joined=[enclosure_pdf(made)]) for pdf in (made, again))
    assert one == two


def test_enclosures_of_a_broken_or_missing_page_are_told(made: bytes) -> None:
    assert page_count(enclosure_pdf(made, [2])) == 1
    for content, pages in ((made, [3]), (made, []), (b"%PDF-1.7 broken", None), (b"no picture", None)):
        with pytest.raises(UnreadableFile):
            enclosure_pdf(content, pages)


def test_a_killed_batch_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circulars.documents.pages.batch.BATCH", 2)
    letters = [TEMPLATE.render(replace(SHORT, addressee=f"นายอำเภอที่ {n}")) for n in range(5)]
    asked: list[int] = []
    real = to_pdf

    def counting(batch: list[bytes]) -> list[bytes]:
        asked.append(len(batch))
        if len(asked) == 2:
            raise EngineFailed("หยุดกลางทาง")
        return real(batch)

    monkeypatch.setattr("circulars.documents.pages.batch.to_pdf", counting)
    with pytest.raises(EngineFailed):
        list(make_pdfs(letters, tmp_path))
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    (tmp_path / ".half-written.1").write_bytes(b"%PDF")
    told: list[tuple[int, int]] = []
    paths = list(make_pdfs(letters, tmp_path, progress=lambda done, total: told.append((done, total))))
    assert asked == [2, 2, 0, 2, 1]
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert [path.name for path in paths] == [f"{PdfStore(tmp_path).key(letter)}.pdf" for letter in letters]
    assert all(page_count(path.read_bytes()) == 1 for path in paths)


KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
from circulars.documents.pages import batch
from circulars.documents.word.catalog import load_catalog
from circulars.documents.shipped.samples import SHORT
batch.BATCH = 2
made = load_catalog().compiled("province", SHORT.kind)
letters = [made.render(replace(SHORT, addressee=f"นายอำเภอที่ {n}")) for n in range(40)]
for path in batch.make_pdfs(letters, Path(sys.argv[1])):
    print(path.name, flush=True)
"""


def test_a_process_killed_in_the_middle_leaves_only_whole_files(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(3):
        assert process.stdout.readline()
    process.kill()
    process.communicate()
    left = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert 3 <= len(left) < 40
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in left}
    assert all(page_count((tmp_path / name).read_bytes()) == 1 for name in left)
    letters = [TEMPLATE.render(replace(SHORT, addressee=f"นายอำเภอที่ {n}")) for n in range(len(left) + 2)]
    assert len(list(make_pdfs(letters, tmp_path))) == len(left) + 2
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in left} == before


def test_fonts_are_derived_once_named_apart_and_made_again_when_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    conf = fontconfig_file()
    assert conf.is_relative_to(tmp_path)
    fonts = sorted(conf.parent.glob("*.ttf"))
    assert len(fonts) == 8
    assert {str(TTFont(font)["name"].getDebugName(1)) for font in fonts} == {"Saraban Preview", "Saraban Preview IT9"}
    rules = conf.read_text(encoding="utf-8")
    assert rules.index("/etc/fonts/fonts.conf") < rules.index("TH Sarabun New")
    made = conf.stat().st_mtime_ns
    assert fontconfig_file().stat().st_mtime_ns == made
    conf.unlink()
    assert fontconfig_file().exists()


def test_a_really_installed_font_wins(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    font = TTFont("/usr/share/fonts/truetype/tlwg/Loma.ttf")
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 16):
            font["name"].setName("TH Sarabun New", record.nameID, record.platformID, record.platEncID, record.langID)
    environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig_file()), "XDG_DATA_HOME": str(tmp_path)}
    command = ["fc-match", "-f", "%{file}", "TH Sarabun New"]
    before = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    font.save(tmp_path / "fonts" / "installed.ttf")
    after = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert Path(before).is_relative_to(fontconfig_file().parent)
    assert after == str(tmp_path / "fonts" / "installed.ttf")


# ---------------------------------------------------------------- emblem


def picture(size: tuple[int, int] = (900, 1200), kind: str = "PNG") -> bytes:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    box = (size[0] // 10, size[1] // 10, size[0] * 9 // 10, size[1] * 9 // 10)
    ImageDraw.Draw(image).ellipse(box, fill="black")
    buffer = io.BytesIO()
    image.convert("RGB" if kind != "PNG" else "RGBA").save(buffer, kind)
    return buffer.getvalue()


def test_an_emblem_is_trimmed_padded_and_not_stretched() -> None:
    with Image.open(io.BytesIO(fit_emblem(picture()))) as done:
        assert done.size == (round(708 * SHAPE), 708)
        ink = done.convert("L").point([255 if level < 128 else 0 for level in range(256)]).getbbox()
    assert ink is not None
    assert abs((ink[3] - ink[1]) / (ink[2] - ink[0]) - 1200 / 900) < 0.02


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (picture((100, 120)), "ไม่คม"),
        (picture(kind="GIF"), "GIF"),
        (b"no picture", "ไฟล์ภาพ"),
    ],
)
def test_a_bad_emblem_is_told(content: bytes, words: str) -> None:
    with pytest.raises(SettingsWrong, match=words):
        fit_emblem(content)


def test_a_letter_with_the_drawn_box_is_known(tmp_path: Path) -> None:
    file = tmp_path / "ตรา.png"
    file.write_bytes(picture())
    assert is_placeholder(TEMPLATE.render(EXTERNAL))
    assert not is_placeholder(TEMPLATE.render(replace(EXTERNAL, emblem=file)))
    assert not is_placeholder(
        CATALOG.compiled("province", LetterKind.EXTERNAL, emblem=fit_emblem(picture())).render(EXTERNAL)
    )
    with pytest.raises(SettingsWrong, match=r"emblem ใน office\.toml"):
        TEMPLATE.render(replace(EXTERNAL, emblem=tmp_path / "ไม่มี.png"))


# ---------------------------------------------------------------- drafts edited in Word


@pytest.mark.parametrize("content", [EXTERNAL, MEMO, STAMPED, ORDER], ids=lambda content: str(content.kind))
def test_number_and_date_are_filled_into_an_edited_draft(content: LetterContent) -> None:
    draft = replace(content, number="สน ๐๐๑๘.๑/ว", date="", watermark="ร่าง")
    compiled = CATALOG.compiled("province", content.kind)
    document = Document(io.BytesIO(compiled.render(draft)))
    body = next(p for p in document.paragraphs if p.text == content.paragraphs[0].text)
    body.runs[0].text = "ข้อความที่ผู้ตรวจแก้"
    buffer = io.BytesIO()
    document.save(buffer)
    changes = compare(compiled.render(draft), buffer.getvalue())
    assert [(c.kind, c.before, c.after) for c in changes] == [
        (ChangeKind.CHANGED, content.paragraphs[0].text, "ข้อความที่ผู้ตรวจแก้")
    ]
    filled = fill_edited(buffer.getvalue(), number="สน ๐๐๑๘.๑/ว ๑๒๗", date="๒๓ มกราคม ๒๕๖๗")
    assert filled == fill_edited(buffer.getvalue(), number="สน ๐๐๑๘.๑/ว ๑๒๗", date="๒๓ มกราคม ๒๕๖๗")
    issued = compiled.render(replace(draft, number="สน ๐๐๑๘.๑/ว ๑๒๗", date="๒๓ มกราคม ๒๕๖๗", watermark=""))
    assert [c.after for c in compare(issued, filled)] == ["ข้อความที่ผู้ตรวจแก้"]
    headers = Document(io.BytesIO(filled)).sections[0].first_page_header.paragraphs
    assert not any("ร่าง" in paragraph.text for paragraph in headers)


def test_a_draft_saved_again_by_libreoffice_is_still_filled(tmp_path: Path) -> None:
    for content in SAMPLES.values():
        draft = replace(content, number="สน ๐๐๑๘.๑/ว", date="", watermark="ร่าง")
        letter = CATALOG.compiled("province", content.kind).render(draft)
        (tmp_path / f"{content.kind}.docx").write_bytes(letter)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), *map(str, tmp_path.glob("*.docx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    for content in SAMPLES.values():
        saved = (tmp_path / "saved" / f"{content.kind}.docx").read_bytes()
        assert compare((tmp_path / f"{content.kind}.docx").read_bytes(), saved) == ()
        number = None if content.kind in UNNUMBERED else "สน ๐๐๑๘.๑/ว ๑๒๗"
        filled = fill_edited(saved, number=number, date="๒๓ มกราคม ๒๕๖๗")
        printed = " ".join(read_paragraphs(filled))
        assert number is None or number in printed
        assert "๒๓ มกราคม ๒๕๖๗" in printed
        assert is_placeholder(filled)
        headers = Document(io.BytesIO(filled)).sections[0].first_page_header.paragraphs
        assert not any("ร่าง" in paragraph.text for paragraph in headers)


def edited_part(draft: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(draft)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return out.getvalue()


def test_an_edited_draft_that_cannot_be_trusted_is_refused() -> None:
    draft = TEMPLATE.render(replace(EXTERNAL, date="", number="สน ๐๐๑๘.๑/ว"))
    tracked = edited_part(draft, b"</w:body>", b'<w:p><w:ins w:id="7" w:author="x"><w:r/></w:ins></w:p></w:body>')
    lost = edited_part(draft, b"circulars_date", b"other")
    entity = edited_part(draft, b"<w:document", b'<!DOCTYPE d [<!ENTITY x "y">]><w:document')
    for edited, words in ((tracked, "track changes"), (lost, "circulars_date"), (entity, "อ่านไม่ได้"), (b"x", "docx")):
        with pytest.raises(Refused, match=words):
            fill_edited(edited, number="ก", date="ข")
    for edited, words in ((tracked, "track changes"), (b"x", "docx")):
        with pytest.raises(Refused, match=words):
            compare(draft, edited)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=200), st.integers(0, 12_000))
def test_a_damaged_edited_draft_raises_only_our_errors(noise: bytes, at: int) -> None:
    draft = TEMPLATE.render(SHORT)
    damaged = draft[:at] + noise + draft[at + len(noise) :]
    try:
        fill_edited(damaged, number="ก", date="ข")
    except CircularsError as error:
        assert error.message
