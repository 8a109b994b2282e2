"""Eighteen answers of districts to one request, as they really come: scans, PDF, Word, workbooks, tables in the text of a mail.

The names and figures are invented. Each answer knows its cells as its sender meant them; no reader is used to make one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from typing import Any, cast

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from PIL import Image

from circulars.desk.clerk.books.writing import as_word
from circulars.directory import default_profile, find_office
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.content import LetterContent, Paragraph
from circulars.letter.letter import LetterKind
from circulars.thai.digits import to_thai
from ocr.training.sampling.faults import bitonal, blur, jpeg, tone, worn

HEAD = ("ลำดับ", "ตำบล", "แหล่งน้ำทั้งหมด (แห่ง)", "ใช้งานได้ (แห่ง)", "งบประมาณซ่อมแซม (บาท)", "หมายเหตุ")
"""The columns of the form that was enclosed with the request."""
ROWS = Sequence[Sequence[str]]
FONT = "Laksaman"
_PLACES = (
    "โนนตัวอย่าง",
    "หนองสมมุติ",
    "ดงสมมุติ",
    "บ้านตัวอย่าง",
    "นาสมมุติ",
    "ห้วยตัวอย่าง",
    "ท่าสมมุติ",
    "โคกตัวอย่าง",
    "ภูสมมุติ",
    "วังตัวอย่าง",
)
_NOTES = ("-", "ตื้นเขิน", "ขุดลอกแล้ว ปี ๒๕๖๘", "คันดินชำรุด", "รองบประมาณ", "-")


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: how it comes, the file's name and content (empty: the mail's text says it), and its rows in the form's order.

    ``by_mail``: in reply to our mail; else it is laid into the inbox. ``html`` and ``text``: what the mail says.
    """

    way: str
    rows: ROWS
    name: str = ""
    content: bytes = b""
    by_mail: bool = True
    html: str = ""
    text: str = "เรียน จังหวัดสกลนคร ขอส่งข้อมูลตามแนบ"


def rows_of(place: int, count: int, *, thai: bool = True, variant: int = 0) -> list[tuple[str, ...]]:
    """The figures of one district, the same at every call."""
    rng = np.random.default_rng(1900 + place + 1000 * variant)
    made = []
    for at in range(count):
        whole = int(rng.integers(2, 140))
        cells = (
            str(at + 1), _PLACES[(place + at) % len(_PLACES)], str(whole), str(int(rng.integers(0, whole + 1))),
            f"{int(rng.integers(4, 6000)) * 250:,}", _NOTES[int(rng.integers(0, len(_NOTES)))],
        )  # fmt: skip
        made.append(tuple(to_thai(cell) for cell in cells) if thai else cells)
    return made


def letter(district: str, number: str, ours: str, lead: str, table: Callable[[WordTable], None] | None, rows: ROWS,
           *, head: Sequence[str] = HEAD, apart: bool = False, enclosure: str = "") -> bytes:  # fmt: skip
    """An answering letter in Word on the district's paper; its table before the purpose, or (`apart`) on a page behind."""
    office = find_office(f"อำเภอ{district}")
    profile = default_profile(office)
    content = LetterContent(
        LetterKind.EXTERNAL, to_thai(f"{office.code}/{number}"), profile.letterhead_lines,
        "การสำรวจแหล่งน้ำสาธารณะ", "ผู้ว่าราชการจังหวัดสกลนคร", (Paragraph(lead),), "จึงเรียนมาเพื่อโปรดทราบ",
        date="๒๗ พฤศจิกายน ๒๕๖๙", references=(f"หนังสือจังหวัดสกลนคร ที่ {ours} ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙",),
        enclosures=((enclosure, "๑ ชุด"),) if enclosure else (), closing="ขอแสดงความนับถือ",
        signatory_name="นายสมมุติ ตัวอย่าง", position=(f"นายอำเภอ{district}",), contact=("ที่ทำการปกครองอำเภอ", "โทร. ๐ ๔๒๐๐ ๐๐๐๐"),
    )  # fmt: skip
    document = Document(io.BytesIO(as_word(content, profile, "")))
    made = _table(document, head, rows)
    if table is not None:
        table(made)
    if apart:
        document.add_paragraph("แบบสำรวจแหล่งน้ำสาธารณะ").paragraph_format.page_break_before = True
        document.element.body.append(made._tbl)
        document.element.body.append(document.element.body.sectPr)
    else:
        purpose = next(one for one in document.paragraphs if "จึงเรียนมา" in one.text)
        purpose._p.addprevious(made._tbl)
    return _saved(document)


def _table(document: WordDocument, head: Sequence[str], rows: ROWS) -> WordTable:
    made: Any = document.add_table(rows=0, cols=len(head))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    made._tbl.tblPr.append(borders)
    for row in (head, *rows):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.name, run.font.size = FONT, Pt(15)
            fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:cs"), FONT)
            size = OxmlElement("w:szCs")
            size.set(qn("w:val"), "30")
            run._r.rPr.append(size)
    return cast(WordTable, made)


def _saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def form(rows: ROWS, head: Sequence[str] = HEAD) -> bytes:
    """The form alone in Word, filled in (or blank)."""
    document = Document()
    document.add_paragraph("แบบสำรวจแหล่งน้ำสาธารณะ")
    _table(document, head, rows)
    return _saved(document)


def book(rows: Sequence[Sequence[object]], *, above: ROWS = (("แบบสำรวจแหล่งน้ำสาธารณะ",),), below: ROWS = (),
         head: Sequence[str] = HEAD) -> bytes:  # fmt: skip
    """A workbook with lines above and below the table."""
    made = Workbook()
    page = made.active
    assert page is not None
    for row in (*above, head, *rows, *below):
        page.append(list(row))
    thin = Side(style="thin")
    for line in page.iter_rows(min_row=len(above) + 1, max_row=len(above) + 1 + len(rows)):
        for cell in line:
            cell.border = Border(thin, thin, thin, thin)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def scanned(pdf: bytes, seed: int, dpi: int, kind: str) -> bytes:
    """The pages of a PDF as a scanner or a phone gives them, in a PDF of pictures."""
    rng, pages = np.random.default_rng(seed), []
    for page in pdfium.PdfDocument(pdf):
        sheet = page.render(scale=dpi / 72, grayscale=True).to_pil()
        turned = sheet.rotate(float(rng.uniform(-1.3, 1.3)), Image.Resampling.BICUBIC, fillcolor=255)
        plane = blur(np.asarray(turned, np.float32), float(rng.uniform(0.3, 0.8)))
        if kind == "bitonal":
            plane = bitonal(plane, rng)
        elif kind == "worn":
            plane = worn(plane, sheet.height / 2339 * 22, rng)
        else:
            plane = jpeg(tone(plane, rng), rng)
        pages.append(Image.fromarray(np.asarray(np.clip(plane, 0, 255), np.uint8)))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def mail_of(answer: Answered, address: str, message_id: str) -> EmailMessage:
    """The mail of a district in reply to ours."""
    message = EmailMessage()
    message["From"], message["To"] = f"สารบรรณอำเภอ <{address}>", "saraban@example.go.th"
    message["Subject"], message["In-Reply-To"] = "ตอบ: การสำรวจแหล่งน้ำสาธารณะ", message_id
    message["Message-ID"] = f"<reply-{address}>"
    message["Date"] = "Fri, 27 Nov 2026 09:00:00 +0700"
    message.set_content(answer.text)
    if answer.html:
        message.add_alternative(answer.html, subtype="html")
    if answer.content:
        message.add_attachment(answer.content, maintype="application", subtype="octet-stream", filename=answer.name)
    return message


def outlook(rows: ROWS, *, quoted: ROWS = ()) -> str:
    """A table that was pasted into Outlook above the quoted request, which shows the empty form."""

    def table(lines: ROWS) -> str:
        made = "".join(
            "<tr>"
            + "".join(
                f'<td><p class="MsoNormal"><span lang="TH">{escape(cell) or "&nbsp;"}</span></p></td>' for cell in line
            )
            + "</tr>"
            for line in lines
        )
        return f'<table class="MsoNormalTable" border="1">{made}</table>'

    return (
        '<html><head><style>p.MsoNormal{margin:0}</style></head><body><div class="WordSection1">'
        "<p>เรียน หัวหน้าสำนักงานจังหวัด</p><p>อำเภอขอส่งผลการสำรวจ ดังนี้</p>" + table((HEAD, *rows)) +
        "<p>ขอแสดงความนับถือ</p><table><tr><td>นายสมมุติ ตัวอย่าง</td></tr><tr><td>ปลัดอำเภอ</td></tr><tr><td>โทร. 042000000</td></tr></table>"
        '<div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> saraban@example.go.th<br><b>Sent:</b> Monday, November 23, 2026<br>'
        "<b>Subject:</b> การสำรวจแหล่งน้ำ</p></div><p>ตามแบบนี้</p>" + table((HEAD, *quoted)) + "</div></body></html>"
    )  # fmt: skip


def tabbed(rows: ROWS) -> str:
    """Cells copied from a workbook into a plain mail, above the quoted request."""
    lines = "\n".join("\t".join(row) for row in (HEAD, *rows))
    quoted = "> ขอให้รายงานภายใน 30 พ.ย.\n> ลำดับ\tตำบล\tแหล่งน้ำทั้งหมด (แห่ง)\n> 1\t\t\n"
    return f"เรียน จังหวัด\n\nส่งข้อมูลครับ\n\n{lines}\n\nปลัดอำเภอ โทร 042-000-000\n\nเมื่อ จ. 23 พ.ย. 2026 เวลา 10:00 สารบรรณจังหวัด เขียนว่า:\n{quoted}"


def aligned(rows: ROWS) -> str:
    """Columns set with spaces, as people type them."""
    wide = [max(len(row[at]) for row in (HEAD, *rows)) + 3 for at in range(len(HEAD))]
    lines = "\n".join("".join(cell.ljust(wide[at]) for at, cell in enumerate(row)).rstrip() for row in (HEAD, *rows))
    return f"เรียน ท่านผู้ว่าฯ\n\nผลสำรวจของอำเภอ\n\n{lines}\n\nด้วยความนับถือ\n"


def total(rows: ROWS) -> tuple[str, ...]:
    """The sums under the rows, as a sender adds them."""
    from_thai = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    sums = [sum(int(row[at].translate(from_thai).replace(",", "")) for row in rows) for at in (2, 3, 4)]
    return ("", "รวม", *(to_thai(f"{one:,}") for one in sums), "")


def same_place(rows: ROWS) -> Callable[[WordTable], None]:
    """The name of a village over two rows, merged down as clerks do."""

    def merge(table: WordTable) -> None:
        first, second = table.cell(1, 5), table.cell(2, 5)
        second.paragraphs[0].runs[0].text = ""
        first.merge(second)

    return merge


def answers(districts: Sequence[str], ours: str, variant: int = 0) -> list[Answered]:
    """One answer for each of eighteen districts, in their order; `ours` is the number of the request.

    Variant 0 was looked at while the readers were mended; each other one has figures, faults and scanners of its own.
    """
    paper = [(200, "gray"), (300, "bitonal"), (220, "gray"), (300, "worn"), (250, "gray")]
    paper = paper[variant % len(paper) :] + paper[: variant % len(paper)]
    lead = "ตามหนังสือที่อ้างถึง จังหวัดสกลนครขอให้สำรวจแหล่งน้ำสาธารณะในพื้นที่ นั้น อำเภอได้สำรวจเรียบร้อยแล้ว ปรากฏผลดังนี้"
    sent = "ตามหนังสือที่อ้างถึง ขอให้รายงานผลการสำรวจแหล่งน้ำสาธารณะ นั้น อำเภอขอส่งแบบสำรวจมาพร้อมหนังสือนี้"
    counts = (4, 6, 5, 3, 24, 5, 7, 4, 3, 5, 6, 4, 3, 5, 4, 5, 3, 4)
    english = {(place + 2 * variant) % 18 for place in (3, 6, 13, 15)}
    own = [rows_of(place, count, thai=place not in english, variant=variant) for place, count in enumerate(counts)]
    behind = {"apart": True, "enclosure": "แบบสำรวจแหล่งน้ำสาธารณะ"}
    turned = ("ลำดับ", "ตำบล", "ใช้งานได้ (แห่ง)", "แหล่งน้ำทั้งหมด (แห่ง)", "งบประมาณซ่อมแซม (บาท)", "หมายเหตุ")
    words = [
        letter(districts[0], "511", ours, lead, None, own[0]),
        letter(districts[1], "702", ours, sent, None, own[1], **behind),  # type: ignore[arg-type]
        letter(districts[2], "83", ours, lead, None, [*own[2], total(own[2])]),
        letter(districts[3], "1204", ours, lead, None, own[3]),
        letter(districts[4], "915", ours, sent, None, own[4], **behind),  # type: ignore[arg-type]
        letter(districts[5], "66", ours, lead, None, own[5]),
        letter(districts[6], "347", ours, sent, None, own[6], **behind),  # type: ignore[arg-type]
    ]  # fmt: skip
    pdfs = to_pdf(words)
    scans = [scanned(pdf, at + 1 + 100 * variant, *paper[at]) for at, pdf in enumerate(pdfs[:5])]
    swapped = [(a, b, d, c, *rest) for a, b, c, d, *rest in own[8]]
    typed = [tuple(_typed(cell) for cell in row) for row in own[10]]
    more = [(*row, "ผู้ใหญ่บ้าน") for row in own[12]]
    above = (("อำเภอ",), (), ("แบบสำรวจแหล่งน้ำสาธารณะ",), ("ประจำปี ๒๕๖๙",))
    below = ((), ("", "ลงชื่อ ผู้รายงาน"))
    blank = [(to_thai(n), "", "", "", "", "") for n in range(1, 4)]
    prose = f"เรียน จังหวัด อำเภอมีแหล่งน้ำทั้งหมด {own[17][0][2]} แห่ง ใช้งานได้ {own[17][0][3]} แห่ง นอกนั้นไม่มี"
    return [
        Answered("scan, table in the letter", own[0], "สแกน0001.pdf", scans[0], by_mail=False),
        Answered("scan, table behind", own[1], "scan.pdf", scans[1], by_mail=False),
        Answered("scan with a sum", own[2], "IMG.pdf", scans[2]),
        Answered("worn scan", own[3], "ตอบ.pdf", scans[3]),
        Answered("scan over two pages", own[4], "แบบสำรวจ.pdf", scans[4]),
        Answered("PDF made by Word, table in it", own[5], "หนังสือตอบ.pdf", _plain(pdfs[5])),
        Answered("PDF, table behind", own[6], "ตอบ จว.pdf", _plain(pdfs[6]), by_mail=False),
        Answered("Word letter", own[7], "ตอบ.docx", letter(districts[7], "18", ours, lead, None, own[7])),
        Answered("Word letter, columns turned", own[8], "ตอบ.docx", letter(districts[8], "21", ours, lead, None, swapped, head=turned), by_mail=False),
        Answered("Word letter, merged, with a sum", own[9], "ตอบ.docx", letter(districts[9], "77", ours, lead, same_place(own[9]), [*own[9], total(own[9])])),
        Answered("workbook, typed figures", own[10], "แบบ.xlsx", book(typed)),
        Answered("workbook, lines around", own[11], "สำรวจ.xlsx", book(own[11], above=above, below=below)),
        Answered("workbook, a column more", own[12], "ส่ง.xlsx", book(more, head=(*HEAD, "ผู้ให้ข้อมูล"))),
        Answered("the form in Word", own[13], "แบบสำรวจ.docx", form(own[13])),
        Answered("table in an Outlook mail", own[14], html=outlook(own[14], quoted=blank), text="ส่งข้อมูล"),
        Answered("cells pasted into a plain mail", own[15], text=tabbed(own[15])),
        Answered("columns of spaces in a mail", own[16], text=aligned(own[16])),
        Answered("prose in a mail", own[17], text=prose),
    ]  # fmt: skip


def _typed(cell: str) -> object:
    plain = cell.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")).replace(",", "")
    return int(plain) if plain.isdecimal() else cell


def _plain(pdf: bytes) -> bytes:
    """Saved by another program, as a PDF that was mailed around."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out)
    return out.getvalue()
