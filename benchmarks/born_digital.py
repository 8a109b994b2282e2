"""Letters as PDFs of several producers in many Thai fonts, and what is read from their text layers.

``python -m benchmarks.born_digital`` makes 84 PDFs (seven producers, twelve fonts) and prints, for each producer, how
many text layers were believed and what of ำ, numbers and dates came through; text is compared without spaces.
"""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pikepdf
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from fontTools.ttLib import TTFont
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name
from playwright.sync_api import sync_playwright
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont as ReportLabFont
from reportlab.pdfgen.canvas import Canvas

from circulars.documents.pages.pdf import to_pdf
from circulars.letter.page import PageSource
from circulars.thai.text import repair
from ocr import read_pages

FONTS = (
    "Laksaman",
    "Laksaman-Bold",
    "Norasi",
    "Norasi-Bold",
    "Kinnari",
    "Kinnari-Bold",
    "Garuda",
    "Garuda-Bold",
    "Loma",
    "Waree",
    "Sawasdee",
    "Umpush",
)
"""Those of official letters and near them. Not the typewriter fonts: LibreOffice puts their marks on the wrong letters,
to be seen on the page; nor Purisa, a hand that our recogniser cannot read, so that its layers are never believed."""
LETTER = (
    "ที่ มท ๐๘๒๐.๓/ว ๒๓๘๔",
    "กรมการปกครอง",
    "ถนนอัษฎางค์ กทม. ๑๐๒๐๐",
    "๑๗ กรกฎาคม ๒๕๖๗",
    "เรื่อง การสำรวจน้ำดื่มและครุภัณฑ์ของที่ทำการปกครองอำเภอ",
    "เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด",
    "อ้างถึง หนังสือกรมการปกครอง ที่ มท ๐๘๒๐.๓/ว ๑๑๙๒ ลงวันที่ ๓ เมษายน ๒๕๖๗",
    "สิ่งที่ส่งมาด้วย แบบสำรวจ จำนวน ๑ ชุด",
    "ตามหนังสือที่อ้างถึง กรมการปกครองได้แจ้งให้จังหวัดสำรวจครุภัณฑ์",
    "คอมพิวเตอร์ที่ใช้ในการให้บริการประชาชนของที่ทำการอำเภอ นั้น",
    "กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอดำเนินการสำรวจตำบล",
    "และรายงานให้กรมทราบภายในวันที่ ๓๑ กรกฎาคม 2567 จำนวน 1,234 รายการ",
    "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ",
    "ขอแสดงความนับถือ",
    "(นายสมมุติ ตัวอย่างดี)",
    "อธิบดีกรมการปกครอง",
    "โทร. ๐ ๒๗๙๑ ๗๐๑๗",
)
"""Lines of an invented letter: short enough for every font, so that line and paragraph are one."""

CHROMIUM = "/usr/bin/chromium"
_TLWG = Path("/usr/share/fonts/truetype/tlwg")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_PRIVATE = {"\u0e48": "\uf70a", "\u0e49": "\uf70b", "\u0e4d": "\uf711"}
"""Where old Windows programs put the marks of a lower place."""


def solid(text: str) -> str:
    """A text without its spaces, to be compared."""
    return "".join(repair(text).split())


def writer(fonts: Sequence[str]) -> list[bytes]:
    """LibreOffice Writer, one docx a font."""
    return to_pdf([_docx(font) for font in fonts])


def _docx(font: str) -> bytes:
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.bold = _family(font), Pt(13), _bold(font)
    normal.font.cs_bold = _bold(font)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _family(font))
    for line in LETTER:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _family(font: str) -> str:
    return font.removesuffix("-Bold")


def _bold(font: str) -> bool:
    return font.endswith("-Bold")


def browser(fonts: Sequence[str]) -> list[bytes]:
    """Chromium's own printing, as Chrome, Edge and Google Docs do it."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in LETTER)
    made = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        for font in fonts:
            page.set_content(
                f"<body style=\"font: {'bold ' * _bold(font)}14pt '{_family(font)}'; letter-spacing: 0.2pt\">{lines}</body>"
            )
            made.append(page.pdf(format="A4"))
        chromium.close()
    return made


def cairo(fonts: Sequence[str]) -> list[bytes]:
    """Cairo, by way of poppler, which names two glyphs by one character: the page is right, its text is not."""
    return [through_cairo(content) for content in writer(fonts)]


def through_cairo(content: bytes) -> bytes:
    """A PDF printed anew by cairo."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(content)
        subprocess.run(["pdftocairo", "-pdf", source, out], check=True, capture_output=True)
        return out.read_bytes()


def fpdf(fonts: Sequence[str]) -> list[bytes]:
    """fpdf2, as programs of offices in PHP and Python use it: paragraphs in boxes, without shaping."""
    return [_by_fpdf(font) for font in fonts]


def _by_fpdf(font: str) -> bytes:
    document = FPDF(format="A4")
    document.add_font("own", fname=_TLWG / f"{font}.ttf")
    document.set_font("own", size=13)
    document.add_page()
    for line in LETTER:
        document.multi_cell(0, 10, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def reportlab(fonts: Sequence[str]) -> list[bytes]:
    """ReportLab: lines set by hand, the font cut into sets of 256 glyphs with codes of its own."""
    return [_by_reportlab(font) for font in fonts]


def _by_reportlab(font: str) -> bytes:
    out = io.BytesIO()
    registerFont(ReportLabFont(font, str(_TLWG / f"{font}.ttf")))
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont(font, 13)
    for number, line in enumerate(LETTER):
        canvas.drawString(80, 780 - 34 * number, line)
    canvas.save()
    return out.getvalue()


def plain_library(fonts: Sequence[str]) -> list[bytes]:
    """As iText and TCPDF write: whole lines of two-byte codes, sara am split, no shaping, spaces as glyphs."""
    return [_by_hand(font, _whole_line) for font in fonts]


def printer_driver(fonts: Sequence[str]) -> list[bytes]:
    """As old printer drivers do: letters one by one, no spaces, marks drawn after their line, at places of their own."""
    return [_by_hand(font, _piecemeal) for font in fonts]


Setter = Callable[["_Font", str, float, float, float], list[str]]


class _Font:
    """A font in a PDF with glyph ids as codes, and which text each glyph stands for."""

    def __init__(self, name: str) -> None:
        path = _TLWG / f"{name}.ttf"
        self.content = path.read_bytes()
        font = TTFont(path)
        self.ids = {code: font.getGlyphID(glyph) for code, glyph in font.getBestCmap().items()}
        self.unit = font["head"].unitsPerEm
        self.widths = [font["hmtx"][glyph][0] * 1000 / self.unit for glyph in font.getGlyphOrder()]

    def width(self, character: str, size: float) -> float:
        return float(self.widths[self.ids[ord(character)]]) * size / 1000

    def code(self, character: str) -> str:
        return f"{self.ids[ord(character)]:04X}"

    def put_in(self, document: pikepdf.Pdf, private: Mapping[str, str]) -> pikepdf.Object:
        file = document.make_stream(self.content)
        file.Length1 = len(self.content)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name.Own,
            Flags=4,
            FontBBox=Array([-500, -300, 1500, 1200]),
            ItalicAngle=0,
            Ascent=900,
            Descent=-300,
            CapHeight=700,
            StemV=80,
            FontFile2=file,
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name.Own,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=document.make_indirect(descriptor),
            W=Array([0, Array([round(width) for width in self.widths])]),
            CIDToGIDMap=Name.Identity,
        )
        return document.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name.Own,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([document.make_indirect(descendant)]),
                ToUnicode=document.make_stream(self._unicode(private)),
            )
        )

    def _unicode(self, private: Mapping[str, str]) -> bytes:
        pairs = [
            (f"<{glyph:04X}>", f"<{ord(private.get(chr(code), chr(code))):04X}>")
            for code, glyph in self.ids.items()
            if code < 0xF000
        ]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        lines = ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def"]
        lines.append("1 begincodespacerange <0000> <FFFF> endcodespacerange")
        for block in blocks:
            lines += [f"{len(block)} beginbfchar", *(f"{code} {text}" for code, text in block), "endbfchar"]
        return "\n".join([*lines, "endcmap end end"]).encode()


def _by_hand(name: str, setter: Setter) -> bytes:
    font = _Font(name)
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    parts: list[str] = []
    for number, line in enumerate(LETTER):
        parts += setter(font, line.replace("ำ", "\u0e4dา"), 80, 780 - 34 * number, 13)
    page.Contents = document.make_stream("\n".join(parts).encode())
    private = _PRIVATE if setter is _piecemeal else {}
    page.Resources = Dictionary(Font=Dictionary(Own=font.put_in(document, private)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _whole_line(font: _Font, line: str, x: float, y: float, size: float) -> list[str]:
    # the tone of น้ำ is typed before the nikhahit, as keyboards do
    codes = "".join(font.code(character) for character in line)
    return [f"BT /Own {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET"]


def _piecemeal(font: _Font, line: str, x: float, y: float, size: float) -> list[str]:
    letters, marks = [], []
    for character in line:
        placed = f"BT /Own {size} Tf 1 0 0 1 {x:.2f} {y} Tm <{font.code(character)}> Tj ET"
        if _MARKS.fullmatch(character):
            marks.append(placed)
        elif character != " ":
            letters.append(placed)
        x += font.width(character, size)
    return letters + marks


PRODUCERS: Mapping[str, Callable[[Sequence[str]], list[bytes]]] = {
    "LibreOffice": writer,
    "Chromium": browser,
    "cairo": cairo,
    "fpdf2": fpdf,
    "reportlab": reportlab,
    "library": plain_library,
    "driver": printer_driver,
}


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def main() -> int:
    """Make and read all, print a row a producer; 1 where a ำ, a number or a date differs."""
    wanted = solid("".join(LETTER))
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for producer, make in PRODUCERS.items():
            believed = right = am = digits = 0
            for font, content in zip(FONTS, make(FONTS), strict=True):
                path = Path(folder) / f"{producer}-{font}.pdf"
                path.write_bytes(content)
                (page,) = read_pages(path)
                got = solid("".join(line.text for line in page.lines))
                believed += page.source is PageSource.TEXT_LAYER
                right += got == wanted
                am += got.count("ำ") == wanted.count("ำ")
                digits += _digits(got) == _digits(wanted)
                if got != wanted:
                    sys.stdout.write(f"  {producer} {font}: {page.source} {page.note}\n   {got}\n")
            told = f"layer believed {believed}, text equal {right}, every ำ {am}, every digit {digits}"
            sys.stdout.write(f"{producer}: {len(FONTS)} PDFs, {told}\n")
            worst += 2 * len(FONTS) - am - digits
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
