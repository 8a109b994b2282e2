"""Pages with a table of our own making: ruled, half ruled and unruled, drawn as a scanner would give them, with their cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from circulars.directory.offices import find_office, offices_below
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai
from circulars.triage.reading.addressed import bare_name
from ocr.training.sampling.faults import bitonal, blur, jpeg, tone, worn

COUNT = 20
"""Pages of the set; the odd ones are kept aside from tuning."""
_FONTS = tuple(
    Path("/usr/share/fonts/truetype/tlwg", f"{name}.ttf")
    for name in ("Laksaman", "Garuda", "Norasi", "Kinnari", "Loma")
)
_STYLES = ("ruled", "ruled", "open-sides", "head-ruled", "unruled", "ruled", "across-only", "columns-ruled")
_PROVINCES = ("น่าน", "ตรัง", "สุรินทร์", "ราชบุรี", "เลย", "พัทลุง")
_PLACES = ("หอประชุมอำเภอ", "ศาลากลางจังหวัด ชั้น ๓", "วิทยาลัยชุมชน", "โรงเรียนบ้านสวนใหม่", "ห้องประชุมปลายฟ้า")
_FIRST = ("กล้า", "ขวัญ", "คำแก้ว", "จันทร์ฉาย", "ชูใจ", "ดวงดาว", "ธงทอง", "ปลายฝน", "มานะ", "วันดี")
_LAST = ("ใจตรง", "ดีเสมอ", "ทองตัวอย่าง", "บุญสมมุติ", "รักษาคำ", "ศรีสมมุติ")
_NOTES = ("-", "ครบแล้ว", "รอเอกสาร", "", "ส่งเพิ่มเติม")
_BEFORE = "ตามที่ได้กำหนดแนวทางการดำเนินงานประจำปีไว้แล้วนั้น ขอแจ้งรายละเอียดตามตารางต่อไปนี้"
_BEHIND = "จึงเรียนมาเพื่อโปรดทราบและแจ้งผู้เกี่ยวข้องดำเนินการต่อไป"
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Composed:
    """A page: RGB or gray picture, dots per inch, style of its table, and the cells row by row, head first."""

    picture: Picture
    dpi: int
    style: str
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str
    head: str
    width: float
    make: Callable[[np.random.Generator, int], str]
    centred: bool = True


def composed(seed: int) -> Composed:
    """The page of a seed, the same at every call."""
    rng = np.random.default_rng(7000 + seed)
    dpi = int(rng.choice([200, 220, 300]))
    style = _STYLES[seed % len(_STYLES)]
    columns = _columns(rng, style)
    count = int(rng.integers(5, 26))
    thai = rng.random() < 0.7
    rows = [tuple(one.make(rng, i) for one in columns) for i in range(count)]
    if rng.random() < 0.5 and any(one.kind in ("amount", "count") for one in columns):
        rows.append(_total(columns, rows))
    head = tuple(one.head for one in columns)
    written = [head, *(tuple(to_thai(cell) if thai else _arabic(cell) for cell in row) for row in rows)]
    sheet = _drawn(written, columns, style, dpi, rng)
    return Composed(_scanned(sheet, rng), dpi, style, tuple(written), tuple(one.kind for one in columns))


def _arabic(text: str) -> str:
    return text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))


def _columns(rng: np.random.Generator, style: str) -> list[_Column]:
    names = [bare_name(one.name) for one in offices_below(find_office(str(rng.choice(_PROVINCES))))]
    order = list(rng.permutation(len(names)))

    def office(_: np.random.Generator, row: int) -> str:
        return str(names[order[row % len(names)]])

    def day(made: np.random.Generator, row: int) -> str:
        month = 1 + (row // 8 + int(made.integers(0, 2))) % 12
        return format_date(ThaiDate(2570, month, int(made.integers(1, 29))))

    others = [
        _Column("count", "จำนวน (คน)", 2.4, lambda made, _: str(int(made.integers(1, 400)))),
        _Column(
            "amount", "จำนวนเงิน (บาท)", 3.4, lambda made, _: f"{int(made.integers(3, 9000)) * 250:,}", centred=False
        ),
        _Column("amount", "งบประมาณ", 3.4, lambda made, _: f"{int(made.integers(100, 90000)):,}.00"),
        _Column("date", "วันที่", 4.2, day),
        _Column("time", "เวลา", 3.4, lambda made, _: f"{int(made.integers(8, 16)):02}.{made.choice(['00', '30'])} น."),
        _Column("text", "สถานที่", 4.6, lambda made, _: str(made.choice(_PLACES)), centred=False),
        _Column("text", "ผู้ประสานงาน", 5.0, lambda made, _: f"นาย{made.choice(_FIRST)} {made.choice(_LAST)}"),
        _Column("text", "หมายเหตุ", 2.6, lambda made, _: str(made.choice(_NOTES))),
    ]
    if style in ("unruled", "across-only"):
        others = [one for one in others if one.head != "หมายเหตุ"]
    fixed = [
        _Column("ordinal", "ที่" if rng.random() < 0.4 else "ลำดับ", 1.4, lambda _, row: str(row + 1)),
        _Column("office", "อำเภอ", 3.2, office, centred=False),
    ]
    chosen = sorted(rng.choice(len(others), int(rng.integers(1, 6)), replace=False).tolist())
    picked = [*fixed, *(others[i] for i in chosen)]
    while sum(one.width for one in picked) > 16.5:
        picked.pop(-2)
    return picked if len(picked) >= 3 else [*fixed, others[0]]


def _total(columns: list[_Column], rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    cells = []
    for at, column in enumerate(columns):
        figures = [row[at].replace(",", "") for row in rows]
        if column.kind == "count":
            cells.append(str(sum(int(one) for one in figures)))
        elif column.kind == "amount":
            whole = sum(float(one) for one in figures)
            cells.append(f"{whole:,.2f}" if "." in rows[0][at] else f"{whole:,.0f}")
        else:
            cells.append("รวม" if at == 1 else "")
    return tuple(cells)


def _drawn(
    rows: list[tuple[str, ...]], columns: list[_Column], style: str, dpi: int, rng: np.random.Generator
) -> Picture:
    width, height = round(21.0 / 2.54 * dpi), round(29.7 / 2.54 * dpi)
    sheet = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(sheet)
    path = _FONTS[int(rng.integers(0, len(_FONTS)))]
    points = float(rng.choice([13.5, 14.5, 16])) * (1.0 if path.stem == "Laksaman" else 0.8)
    font = ImageFont.truetype(str(path), round(points * dpi / 72))
    cm = dpi / 2.54
    pen.text((3 * cm, 3.0 * cm), _BEFORE, fill=0, font=font)
    xs = [_left(columns) * cm]
    for column in columns:
        xs.append(xs[-1] + column.width * cm)
    row_height = min((24.5 - 5) * cm / len(rows), points / 72 * dpi * float(rng.uniform(1.6, 2.2)))
    ys = [5 * cm + row_height * i for i in range(len(rows) + 1)]
    _rules(pen, xs, ys, style, max(1, round(dpi / 300 * float(rng.uniform(1.2, 4)))))
    for row, cells in enumerate(rows):
        for at, text in enumerate(cells):
            _write(pen, text, (xs[at], xs[at + 1]), (ys[row], ys[row + 1]), font, columns[at].centred or row == 0)
    pen.text((3 * cm, ys[-1] + 1.0 * cm), _BEHIND, fill=0, font=font)
    return np.asarray(sheet, np.uint8)


def _left(columns: list[_Column]) -> float:
    return max(1.8, (21 - sum(one.width for one in columns)) / 2)


def _rules(pen: ImageDraw.ImageDraw, xs: list[float], ys: list[float], style: str, thick: int) -> None:
    across = {"head-ruled": [ys[0], ys[1], ys[-1]], "unruled": [], "columns-ruled": [ys[0], ys[1], ys[-1]]}.get(
        style, ys
    )
    down = {"open-sides": xs[1:-1], "head-ruled": [], "unruled": [], "across-only": []}.get(style, xs)
    for y in across:
        pen.line((xs[0], y, xs[-1], y), fill=0, width=thick)
    for x in down:
        pen.line((x, ys[0], x, ys[-1]), fill=0, width=thick)


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    across: tuple[float, float],
    down: tuple[float, float],
    font: ImageFont.FreeTypeFont,
    centred: bool,
) -> None:
    room = across[1] - across[0]
    while pen.textlength(text, font=font) > 0.96 * room and font.size > 8:
        font = font.font_variant(size=font.size - 1)
    left = across[0] + ((room - pen.textlength(text, font=font)) / 2 if centred else 0.06 * room)
    middle = (down[0] + down[1]) / 2
    pen.text((left, middle), text, fill=0, font=font, anchor="lm")


def _scanned(sheet: Picture, rng: np.random.Generator) -> Picture:
    """A little aslant, a little worn, as offices' scanners give it."""
    height, width = sheet.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(rng.uniform(-1.9, 1.9)), 1)
    plane = cv2.warpAffine(sheet, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,)).astype(
        np.float32
    )
    kind = rng.random()
    band = height / 2339 * 22
    plane = blur(plane, float(rng.uniform(0.3, 0.9)))
    if kind < 0.25:
        plane = bitonal(plane, rng)
    elif kind < 0.45:
        plane = worn(plane, band, rng)
    elif kind < 0.75:
        plane = jpeg(tone(plane, rng), rng)
    else:
        plane = tone(plane, rng)
    return np.asarray(np.clip(plane, 0, 255), np.uint8)


def telling(kind: str) -> bool:
    """A column whose cells are right or asked, never silently wrong."""
    return kind in ("count", "amount", "date", "time", "ordinal")
