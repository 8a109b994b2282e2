"""Drafts that came back from Word: honest edits are kept with every change listed, what prints otherwise is refused.

The hostile ones are made here by hand from an honest draft: each changes the printed page, or fetches something, without
a word of the letter's text being other than before.
"""

from __future__ import annotations

import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from docx import Document
from docx.shared import Pt, RGBColor
from PIL import Image
from standby_process import standing_by

from circulars.documents.edit.edited import compare
from circulars.documents.measure.same_page import PrintedFields, page_differences
from circulars.documents.pages.pdf import for_libreoffice, to_pdf
from circulars.documents.pages.setting.standby.asking import made_on_standby
from circulars.documents.shipped.samples import EXTERNAL, SAMPLES
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.package import package_faults
from circulars.errors import Refused

CATALOG = load_catalog(None)
PLAIN = replace(EXTERNAL, number="สน ๐๐๑๘.๑/ว", date="มกราคม ๒๕๖๗", watermark="ร่าง")
DRAFT = CATALOG.compiled("province", EXTERNAL.kind).render(PLAIN)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS, BODY = "word/_rels/document.xml.rels", "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def parts(docx: bytes = DRAFT) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_(before_end: str = "", relation: str = "") -> bytes:
    """The draft with XML before its last section and a relationship."""
    content = parts()
    body = content[BODY].decode()
    at = body.rindex("<w:sectPr")
    content[BODY] = (body[:at] + before_end + body[at:]).encode()
    content[RELS] = content[RELS].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    return packed(content)


def relation(kind: str, target: str, mode: str = "") -> str:
    told = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{told}/>'


def picture(attribute: str) -> str:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="99" name="x"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{OFFICE}" r:{attribute}="rIdX"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def run(properties: str, inside: str = "<w:t>ยกเว้น</w:t>") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{inside}</w:r></w:p>"


def field(code: str) -> str:
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    return f"<w:p>{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}<w:r><w:t>เดิม</w:t></w:r>{end}</w:p>"


def drawn(size: tuple[int, int] = (300, 60)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "gray").save(out, "PNG")
    return out.getvalue()


WEB = "http://127.0.0.1:9/x.png"
NOTE = (
    f"<w:footnotes {W}><w:footnote w:id='2'><w:p><w:r><w:t>ยกเว้นอำเภอเมือง</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
HOSTILE = {
    "picture by a hyperlink": with_(picture("link"), relation("hyperlink", WEB, "External")),
    "picture embedded by a hyperlink": with_(picture("embed"), relation("hyperlink", WEB, "External")),
    "external in small letters": with_(picture("link"), relation("image", WEB, "external")),
    "an address without a mode": with_(picture("link"), relation("image", WEB)),
    "a file of the disk": with_(picture("link"), relation("hyperlink", "file:///etc/passwd", "External")),
    "a part outside the file": with_(picture("embed"), relation("image", "../../secrets/login")),
    "a link to click": with_(relation=relation("hyperlink", "https://example.go.th", "External")),
    "a type with other case": with_(relation=relation("attachedTEMPLATE", WEB, "External")),
    "relations in capitals": packed(parts() | {"word/_rels/document.xml.RELS": parts()[RELS]}),
    "another emblem": packed({n: drawn() if "media/" in n else one for n, one in parts().items()}),
    "formula": with_('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'),
    "text box": with_(run("", '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict>')),
    "shape by choice": with_('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/>'),
    "symbol": with_(run("", '<w:sym w:font="Wingdings" w:char="F0FC"/>')),
    "content control": with_("<w:sdt><w:sdtContent/></w:sdt>"),
    "list label": with_('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr></w:p>'),
    "hidden": with_(run("<w:vanish/>")),
    "white": with_(run('<w:color w:val="FFFFFF"/>')),
    "nearly white": with_(run('<w:color w:val="F0F0F0"/>')),
    "white by theme": with_(run('<w:color w:val="000000" w:themeColor="background1"/>')),
    "tiny": with_(run('<w:sz w:val="2"/><w:szCs w:val="2"/>')),
    "struck out": with_(run("<w:strike/>")),
    "black bar": with_(run('<w:highlight w:val="black"/>')),
    "pressed together": with_(run('<w:w w:val="1"/>')),
    "font of signs": with_(run('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:cs="Wingdings"/>')),
    "no ink": with_(
        run('<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>')
    ),
    "off the page": with_('<w:p><w:pPr><w:ind w:left="20000"/></w:pPr><w:r><w:t>ยกเว้น</w:t></w:r></w:p>'),
    "line of no height": with_('<w:p><w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr><w:r><w:t>ก</w:t></w:r></w:p>'),
    "frame": with_('<w:p><w:pPr><w:framePr w:x="1" w:y="1"/></w:pPr><w:r><w:t>ก</w:t></w:r></w:p>'),
    "mirrored": with_(run("<w:rtl/>")),
    "picture by a field": with_(field(f"INCLUDEPICTURE {WEB}")),
    "text by a field": with_(field("INCLUDETEXT /etc/passwd")),
    "a date that changes": with_(field("DATE")),
    "a page number in the text": with_(field("PAGE")),
    "a part of its own": packed(parts() | {"word/afchunk.htm": b"<b>x</b>"}),
    "white by a style": packed(
        parts() | {"word/styles.xml": parts()["word/styles.xml"].replace(b"</w:style>", b'<w:rPr><w:vanish/></w:rPr></w:style>')}
    ),
}  # fmt: skip
HOSTILE |= {
    "picture of a sentence": packed(
        parts(with_(picture("embed"), relation("image", "media/zz.png"))) | {"word/media/zz.png": drawn()}
    ),
    "footnote": packed(
        parts(with_(run("", '<w:footnoteReference w:id="2"/>'), relation("footnotes", "footnotes.xml")))
        | {"word/footnotes.xml": NOTE.encode()}
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_would_print_otherwise_than_its_words_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        compare(DRAFT, HOSTILE[name])
    assert "กรุณา" in refused.value.message


def edited(change: str) -> bytes:
    """The draft after an honest person's edit, saved by another program."""
    document = Document(io.BytesIO(DRAFT))
    body = [one for one in document.paragraphs if len(one.text) > 60]
    if change == "word":
        body[0].runs[0].text = "ข้อความที่ผู้ตรวจแก้"
    elif change == "added":
        added = body[0].insert_paragraph_before("ย่อหน้าที่เพิ่ม ")
        added.add_run("ตัวหนา").bold = True
    elif change == "larger":
        body[0].runs[0].font.size = Pt(18)
    elif change == "red":
        body[0].add_run(" ด่วน").font.color.rgb = RGBColor(0xC0, 0, 0)
    elif change == "table":
        document.add_table(1, 2).cell(0, 0).text = "ในตาราง"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "listed"), [("", 0), ("word", 1), ("added", 1), ("larger", 0), ("red", 1), ("table", 1)]
)
def test_an_honest_edit_is_kept_and_listed(change: str, listed: int) -> None:
    assert len(compare(DRAFT, edited(change))) == listed


def test_every_own_letter_is_an_honest_edit_of_itself() -> None:
    for content in SAMPLES.values():
        draft = CATALOG.compiled("province", content.kind).render(replace(content, watermark="ร่าง"))
        out = io.BytesIO()
        Document(io.BytesIO(draft)).save(out)
        assert compare(draft, out.getvalue()) == ()


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("fallback", [False, True])
def test_libreoffice_asks_nobody_even_for_a_file_that_was_let_through(
    listener: tuple[str, list[str]], fallback: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each way of keeping it in, alone: the network namespace, and where there is none the profile's own settings."""
    address, asked = listener
    if fallback:
        monkeypatch.setattr("circulars.documents.pages.setting.libreoffice.without_network", lambda: ())
    reaching = with_(picture("link"), relation("hyperlink", f"{address}/x.png", "External"))
    assert package_faults(reaching)
    assert len(to_pdf([reaching])) == 1
    assert asked == []


def test_one_that_stands_by_asks_nobody_and_sees_no_file_of_the_office(
    listener: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, asked = listener
    secret = tmp_path / "secret.png"
    Image.new("RGB", (60, 60), "red").save(secret)
    with standing_by(tmp_path / "run"):
        for target in (f"{address}/x.png", secret.as_uri()):
            reaching = for_libreoffice(with_(picture("link"), relation("hyperlink", target, "External")))
            made = made_on_standby([reaching], 30)
            assert made is not None
            for page in pdfium.PdfDocument(made[0]):
                shown = page.render(scale=1).to_pil().convert("RGB").getcolors(1 << 24)
                assert (255, 0, 0) not in [color for _, color in shown]
    assert asked == []


def test_the_page_that_is_issued_is_the_page_that_was_approved() -> None:
    issued = replace(PLAIN, number="สน ๐๐๑๘.๑/ว ๑๒๗", date="๒๓ มกราคม ๒๕๖๗", watermark="")
    template = CATALOG.compiled("province", EXTERNAL.kind)
    body = template.render(issued)
    word = template.render(replace(issued, subject=issued.subject + "ใหม่"))
    hidden = packed({n: drawn((659, 708)) if "media/" in n else one for n, one in parts(body).items()})
    approved, same, other_word, other_emblem = to_pdf([DRAFT, body, word, hidden])
    fields = PrintedFields((PLAIN.number, PLAIN.date), (issued.number, issued.date))
    assert page_differences(approved, same, fields) == ()
    assert any("ใหม่" in one for one in page_differences(approved, other_word, fields))
    assert page_differences(approved, other_emblem, fields) == ("หน้า 1: ภาพของหน้าไม่เหมือนกัน",)
    other_number = PrintedFields(fields.draft, ("สน ๐๐๑๘.๑/ว ๑๒๘", issued.date))
    assert page_differences(approved, same, other_number) != ()


def test_a_line_that_holds_the_day_of_issuing_or_begins_like_the_number_is_no_other_line() -> None:
    """A letter of today that is sent on today, and a cited number that begins as ours does."""
    cited = ("สำเนาหนังสือ ที่ มท ๐๓๙๙/๑ ลงวันที่ ๒๓ มกราคม ๒๕๖๗", "๑ ฉบับ"), ("สำเนา สน ๐๐๑๘.๑/ว ๑๒๗๓", "๑ ฉบับ")
    draft = replace(PLAIN, enclosures=cited)
    issued = replace(draft, number="สน ๐๐๑๘.๑/ว ๑๒๗", date="๒๓ มกราคม ๒๕๖๗", watermark="")
    template = CATALOG.compiled("province", EXTERNAL.kind)
    other = replace(issued, enclosures=(("สำเนาหนังสือ ที่ มท ๐๓๙๙/๑ ลงวันที่", "๑ ฉบับ"), cited[1]))
    approved, same, without = to_pdf([template.render(one) for one in (draft, issued, other)])
    fields = PrintedFields((draft.number, draft.date), (issued.number, issued.date))
    assert page_differences(approved, same, fields) == ()
    assert page_differences(approved, without, fields) != ()
