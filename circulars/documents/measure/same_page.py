"""Is the page that is issued the page that was approved? Compared by its letters and by its picture.

A draft is drawn when it is shown and again when it is issued, with its number and date. Between the two a template, a
font, a program or a file that the letter draws in may have changed. Only the lines of the number and the date may differ,
in these words alone, and the mark of a draft goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from circulars.documents.measure.positions import PlacedLine, PlacedPage, read_positions
from circulars.documents.pages.pdf import most_pixels_scale

_MARK = "ร่าง"
_DPI = 50.0
_INK = 70
"""Difference of gray (of 255), on pages softened over three points, that is ink where there was none."""
_SAME = 0.12  # cm between baselines of one line in two files
_ABOVE, _BELOW, _BESIDE = 0.9, 0.4, 0.3  # cm about a line's baseline and ends that its glyphs may take


@dataclass(frozen=True, slots=True)
class PrintedFields:
    """What may differ: the number and the date as the draft printed them, and as the issued letter does."""

    draft: tuple[str, ...]
    issued: tuple[str, ...]


def page_differences(approved: bytes, issued: bytes, fields: PrintedFields) -> tuple[str, ...]:
    """Thai sentences of what the issued PDF shows otherwise than the approved one; empty when they are the same page.

    Raises pypdfium2.PdfiumError on a broken file.
    """
    before, after = read_positions(approved), read_positions(issued)
    if len(before) != len(after):
        return (f"จำนวนหน้าไม่เท่ากัน ({len(before)} และ {len(after)} หน้า)",)
    told: list[str] = []
    for number, (was, now) in enumerate(zip(before, after, strict=True), 1):
        told += [f"หน้า {number}: {one}" for one in _lines_told(was, now, fields)]
    if not told:
        told += [f"หน้า {number}: ภาพของหน้าไม่เหมือนกัน" for number in _pictures(approved, issued, before, after, fields)]
    return tuple(told)


def _squeezed(text: str, *without: str) -> str:
    text = "".join(text.split())
    for one in without:
        text = text.replace("".join(one.split()), "", 1) if one.strip() else text
    return text


def _apart(line: PlacedLine, words: Sequence[str]) -> bool:
    """The line holds the number or the date, or is the mark of a draft."""
    text = _squeezed(line.text)
    return text == _MARK or any(one.strip() and _squeezed(one) in text for one in words)


def _lines_told(was: PlacedPage, now: PlacedPage, fields: PrintedFields) -> list[str]:
    before = [one for one in was.lines if _squeezed(one.text) != _MARK]
    told = []
    for line in now.lines:
        near = [one for one in before if abs(one.baseline - line.baseline) <= _SAME]
        whole, wanted = _squeezed(line.text), _squeezed(line.text, *fields.issued)
        same = next((one for one in near if _squeezed(one.text) == whole), None) or next(
            (one for one in near if wanted in (_squeezed(one.text), _squeezed(one.text, *fields.draft))), None
        )  # a line that held the same number or date before is whole; only then ours may have been filled in
        if same is not None:
            before.remove(same)
        elif wanted:
            told.append(f"มีข้อความ “{line.text[:60]}” ที่ไม่มีในร่างที่อนุมัติ หรือไม่อยู่ที่เดิม")
    left = [one.text for one in before if _squeezed(one.text, *fields.draft)]
    return [*told, *(f"ไม่มีข้อความ “{text[:60]}” ของร่างที่อนุมัติ" for text in left)]


def _pictures(
    approved: bytes, issued: bytes, before: Sequence[PlacedPage], after: Sequence[PlacedPage], fields: PrintedFields
) -> list[int]:
    """Numbers of the pages whose ink differs beside the lines that may."""
    different = []
    for index, (was, now) in enumerate(zip(before, after, strict=True)):
        one, other = _drawn(approved, index), _drawn(issued, index)
        if one.size != other.size:
            different.append(index + 1)
            continue
        apart = [line for line in was.lines if _apart(line, fields.draft)]
        apart += [line for line in now.lines if _apart(line, fields.issued)]
        for picture in (one, other):
            pen = ImageDraw.Draw(picture)
            for line in apart:
                box = (line.left - _BESIDE, line.baseline - _ABOVE, line.right + _BESIDE, line.baseline + _BELOW)
                pen.rectangle([side / now.width * picture.width for side in box], fill=255)
        soft = [picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
        darkest = ImageChops.difference(*soft).getextrema()[1]
        if isinstance(darkest, int | float) and darkest > _INK:
            different.append(index + 1)
    return different


def _drawn(pdf: bytes, index: int) -> Image.Image:
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[index]
        picture: Image.Image = page.render(scale=most_pixels_scale(page, _DPI / 72)).to_pil()
        return picture.convert("L")
    finally:
        document.close()
