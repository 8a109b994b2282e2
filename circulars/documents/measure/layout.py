"""Measure a letter's PDF against the official typing guideline, in centimetres.

Source: คำอธิบายการพิมพ์หนังสือราชการภาษาไทยด้วยโปรแกรมการพิมพ์ในเครื่องคอมพิวเตอร์ (หนังสือสำนักนายกรัฐมนตรี ที่ นร ๐๑๐๖/ว ๒๐๑๙). What is
measured is LibreOffice's layout of the docx; Word's own may differ by a line.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circulars.documents.measure.positions import PlacedLine, PlacedPage, read_positions
from circulars.documents.word.content import LetterContent
from circulars.documents.word.loosen import LONG_WORD
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import LetterKind

_LEFT, _RIGHT, _WIDTH, _HEIGHT, _MIDDLE = 3.0, 19.0, 21.0, 29.7, 11.0
_INDENT, _SIGNATURE_CENTRE, _EMBLEM_TOP = 2.5, 14.5, 1.5
_CLOSE, _TOLERANCE, _CENTRE = 0.06, 0.1, 0.12  # cm; glyphs have side bearings of up to 0.1 cm
_LOWEST_BASELINE = 28.95
_SIGNING_ROOM = 1.8  # cm between the line above and the name: three Enter
_PAGE_NUMBER = re.compile(r"-\s*\S+\s*-")
_CONTINUED = re.compile(r"/\S.*\.\.\.")
_UNSURE = re.compile("[\\s\u00a0\u200b\u0e47-\u0e4e]+")
_FONTS = re.compile(r"Saraban|THSarabun|TH_?Sarabun", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LayoutFault:
    """What is out of place: a Thai name, what was measured, what the guideline wants (cm unless the name says)."""

    what: str
    got: str
    want: str


def layout_findings(pdf: bytes, content: LetterContent, *, own_pages: int | None = None) -> tuple[Finding, ...]:
    """`check_layout` as warnings for the reviewer of a draft."""
    return tuple(
        Finding(
            "layout",
            Severity.WARNS,
            "",
            f"หน้ากระดาษไม่ตรงตามคำอธิบายการพิมพ์หนังสือราชการ: {fault.what} วัดได้ {fault.got} ควรเป็น {fault.want} กรุณาตรวจแม่แบบ",
            seen=fault.got,
            against=fault.want,
        )
        for fault in check_layout(pdf, content, own_pages=own_pages)
    )


def check_layout(pdf: bytes, content: LetterContent, *, own_pages: int | None = None) -> tuple[LayoutFault, ...]:
    """The faults of a letter's layout; empty when all is in place. `own_pages` excludes joined enclosures."""
    pages = read_positions(pdf)[:own_pages]
    faults = [
        *_paper(pages),
        *_emblem(pages, content.kind),
        *_margins(pages),
        *_type(pages),
        *_head(pages[0], content),
        *_body(pages, content),
        *_signature(pages, content),
        *_page_numbers(pages),
        *_texts(pages, content),
    ]
    return tuple(faults)


def _off(what: str, got: float, want: float, tolerance: float) -> Iterator[LayoutFault]:
    if abs(got - want) > tolerance:
        yield LayoutFault(what, f"{got:.2f}", f"{want:.2f}")


def _paper(pages: Sequence[PlacedPage]) -> Iterator[LayoutFault]:
    for page in pages:
        yield from _off("ความกว้างกระดาษ", page.width, _WIDTH, 0.05)
        yield from _off("ความสูงกระดาษ", page.height, _HEIGHT, 0.05)


def _emblem(pages: Sequence[PlacedPage], kind: LetterKind) -> Iterator[LayoutFault]:
    first = pages[0].pictures
    if len(first) != 1:
        yield LayoutFault("จำนวนตราในหน้าแรก", str(len(first)), "1")
        return
    emblem, memo = first[0], kind is LetterKind.INTERNAL
    yield from _off("ความสูงของตรา", emblem.bottom - emblem.top, 1.5 if memo else 3.0, _TOLERANCE)
    yield from _off("ตราห่างขอบบน", emblem.top, _EMBLEM_TOP, _TOLERANCE)
    if memo:
        yield from _off("ตราชิดขอบซ้าย", emblem.left, _LEFT, _TOLERANCE)
    else:
        yield from _off("กึ่งกลางตรา", (emblem.left + emblem.right) / 2, _MIDDLE, _TOLERANCE)
    if any(page.pictures for page in pages[1:]):
        yield LayoutFault("ตราในหน้าต่อไป", "มี", "ไม่มี")


def _lines(pages: Sequence[PlacedPage]) -> list[PlacedLine]:
    return [line for page in pages for line in page.lines]


def _margins(pages: Sequence[PlacedPage]) -> Iterator[LayoutFault]:
    lines = _lines(pages)
    yield from _off("ขอบซ้าย", min(line.left for line in lines), _LEFT, _CLOSE)
    right = max(line.right for line in lines)
    if right > _RIGHT + _CENTRE:
        yield LayoutFault("ขอบขวา", f"{right:.2f}", f"{_RIGHT:.2f}")
    lowest = max(line.baseline for line in lines)
    if lowest > _LOWEST_BASELINE:
        yield LayoutFault("บรรทัดล่างสุด", f"{lowest:.2f}", f"{_LOWEST_BASELINE:.2f}")


def _type(pages: Sequence[PlacedPage]) -> Iterator[LayoutFault]:
    sizes = [size for page in pages for size in page.sizes]
    yield from _off("ขนาดตัวอักษร (พอยต์)", statistics.mode(sizes), 16.0, 0.2)
    strange = sorted(font for page in pages for font in page.fonts if not _FONTS.match(font))
    if strange:
        yield LayoutFault("แบบอักษร", ", ".join(strange), "TH Sarabun")


def _starting(page: PlacedPage, beginning: str) -> PlacedLine | None:
    wanted = _squeezed(beginning)
    return next((line for line in page.lines if _squeezed(line.text).startswith(wanted)), None)


def _head(page: PlacedPage, content: LetterContent) -> Iterator[LayoutFault]:
    wanted = {
        LetterKind.EXTERNAL: ("ที่", content.date, "เรื่อง", content.salutation),
        LetterKind.INTERNAL: ("ส่วนราชการ", "ที่", "เรื่อง", content.salutation),
        LetterKind.STAMPED: ("ที่", "ถึง"),
        LetterKind.ORDER: ("คำสั่ง", "ที่", "เรื่อง"),
        LetterKind.ANNOUNCEMENT: ("ประกาศ", "เรื่อง"),
    }.get(content.kind, ())
    found = [(label, _starting(page, label)) for label in wanted if label]
    missing = [label for label, line in found if line is None]
    if missing:
        yield LayoutFault("ส่วนหัวหนังสือ", "ไม่พบ " + ", ".join(missing), "มีครบ")
        return
    baselines = [line.baseline for _, line in found if line is not None]
    if baselines != sorted(baselines):
        yield LayoutFault("ลำดับส่วนหัวหนังสือ", "สลับ", " → ".join(label for label, _ in found))
    if content.kind is LetterKind.EXTERNAL and content.date:
        dated = _starting(page, content.date)
        if dated is not None:
            yield from _off("วันที่เริ่มกึ่งกลางตรา", dated.left, _MIDDLE, _TOLERANCE)
    decreed = {LetterKind.ORDER: "คำสั่ง", LetterKind.ANNOUNCEMENT: "ประกาศ"}.get(content.kind)
    if decreed:
        title = _starting(page, decreed)
        if title is not None:
            yield from _off(f"กึ่งกลางชื่อ{decreed}", title.middle, _MIDDLE, _CENTRE)
    if content.kind is LetterKind.INTERNAL:
        title = _starting(page, "บันทึกข้อความ")
        if title is None or abs(title.size - 29) > 0.5:
            yield LayoutFault("คำว่าบันทึกข้อความ (พอยต์)", "ไม่พบ" if title is None else f"{title.size:.1f}", "29")


def _body(pages: Sequence[PlacedPage], content: LetterContent) -> Iterator[LayoutFault]:
    starts, edges = [], []
    # a paragraph with a long link is flush left on purpose
    justified = [p for p in content.paragraphs if not LONG_WORD.search(p.text)]
    texts = [_squeezed(p.text if not p.number else p.number + p.text) for p in justified]
    for page in pages:
        for line, after in zip(page.lines, page.lines[1:], strict=False):
            plain = _squeezed(line.text)
            inside = len(plain) > 20 and any(plain in text for text in texts)
            if inside and any(text.startswith(plain) for text in texts) and line.right > _RIGHT - 1:
                starts.append(line.left - _LEFT)
            if inside and any(_squeezed(after.text) in text for text in texts) and after.left < _LEFT + 0.2:
                edges.append(line.right)  # a line that runs on: its right edge is justified
    if starts:
        yield from _off("ย่อหน้า", statistics.median(starts), _INDENT, 0.08)
    if edges:
        yield from _off("ขอบขวาเสมอกัน", statistics.median(edges), _RIGHT, _CENTRE)


def _signature(pages: Sequence[PlacedPage], content: LetterContent) -> Iterator[LayoutFault]:
    if not content.signatory_name:
        return
    last = [line for line in pages[-1].lines if not _PAGE_NUMBER.fullmatch(line.text)]
    name = next(
        (n for n, line in enumerate(last) if _squeezed(line.text) == _squeezed(f"({content.signatory_name})")), None
    )
    if name is None:
        yield LayoutFault("ชื่อผู้ลงนามในหน้าสุดท้าย", "ไม่พบ", "มี")
        return
    yield from _off("กึ่งกลางชื่อผู้ลงนาม", last[name].middle, _SIGNATURE_CENTRE, _CENTRE)
    above = name - (2 if content.rank else 1)
    if content.closing:
        closing = next((n for n, line in enumerate(last) if _squeezed(line.text) == _squeezed(content.closing)), None)
        if closing is None:
            yield LayoutFault("คำลงท้ายในหน้าสุดท้าย", "ไม่พบ", "มี")
            return
        yield from _off("กึ่งกลางคำลงท้าย", last[closing].middle, _SIGNATURE_CENTRE, _CENTRE)
        above = closing
    if above >= 0 and last[name].baseline - last[above].baseline < _SIGNING_ROOM:
        yield LayoutFault("ที่ว่างลงลายมือชื่อ", f"{last[name].baseline - last[above].baseline:.2f}", f"{_SIGNING_ROOM:.2f}")
    before = above if content.closing else above + 1
    if len(pages) > 1 and before < 2:
        yield LayoutFault("บรรทัดข้อความในหน้าที่ลงนาม", str(before), "2")


def _page_numbers(pages: Sequence[PlacedPage]) -> Iterator[LayoutFault]:
    if any(_PAGE_NUMBER.fullmatch(line.text) for line in pages[0].lines):
        yield LayoutFault("เลขหน้าในหน้าแรก", "มี", "ไม่มี")
    for number, page in enumerate(pages[1:], 2):
        line = next((line for line in page.lines if _PAGE_NUMBER.fullmatch(line.text)), None)
        if line is None:
            yield LayoutFault(f"เลขหน้า {number}", "ไม่พบ", f"- {number} -")
        else:
            yield from _off(f"กึ่งกลางเลขหน้า {number}", line.middle, _MIDDLE, _CENTRE)


def _squeezed(text: str) -> str:
    """Text for comparing with what a PDF gives: no blanks, one spelling of sara am, no marks above consonants.

    LibreOffice places raised tone marks apart, and PDF readers then give them at the end of the line.
    """
    return _UNSURE.sub("", text.replace("\u0e33", "\u0e32"))


def _texts(pages: Sequence[PlacedPage], content: LetterContent) -> Iterator[LayoutFault]:
    between = {
        _squeezed(content.motto)
    }  # what stands at the foot and head of pages is no part of the text that goes on
    lines = [line.text for line in _lines(pages) if _squeezed(line.text) not in between]
    whole = _squeezed(
        "".join(one for one in lines if not _PAGE_NUMBER.fullmatch(one) and not _CONTINUED.fullmatch(one))
    )
    whole += _squeezed(content.motto) if len(lines) < len(_lines(pages)) else ""
    wanted = [content.subject if content.kind is not LetterKind.STAMPED else "", content.purpose, content.motto]
    wanted += [*content.contact[:1], *content.position, *(p.text for p in content.paragraphs)]
    if content.kind is LetterKind.INTERNAL:
        wanted = [text for text in wanted if text not in (*content.contact, content.motto)]
    for text in wanted:
        if text and _squeezed(text) not in whole:
            yield LayoutFault("ข้อความในหนังสือ", "ไม่พบ", text[:40])
