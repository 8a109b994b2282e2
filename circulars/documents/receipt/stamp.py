"""The receipt stamp as ink: name of the office, เลขรับ, วันที่, เวลา (ระเบียบงานสารบรรณ ข้อ ๓๗, แบบที่ ๑๒: 2.5 × 5 cm)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from circulars.errors import EngineMissing
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

WIDE_CM, HIGH_CM = 5.0, 2.5
DPI = 400
_FONT = Path("/usr/share/fonts/truetype/tlwg/Laksaman-Bold.ttf")
_EDGE, _PAD = 5, 18
_CM = 2.54


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt stamp says: the office, its received number, and when the letter was entered (Asia/Bangkok)."""

    office: str
    number: int
    at: dt.datetime

    @property
    def lines(self) -> tuple[str, ...]:
        """The stamp's lines from the top.

        >>> Receipt("จังหวัดสกลนคร", 881, dt.datetime(2026, 11, 23, 10, 5)).lines[1:]
        ('เลขรับ ๘๘๑', 'วันที่ ๒๓ พฤศจิกายน ๒๕๖๙', 'เวลา ๑๐.๐๕ น.')
        """
        day = format_date(ThaiDate.from_ce(self.at.date()))
        return self.office, f"เลขรับ {to_thai(self.number)}", f"วันที่ {day}", f"เวลา {to_thai(f'{self.at:%H.%M}')} น."


def stamp_ink(receipt: Receipt) -> Image.Image:
    """The stamp as a picture of one bit, ink black, 400 dots an inch. Raises EngineMissing without Thai fonts."""
    wide, high = round(WIDE_CM / _CM * DPI), round(HIGH_CM / _CM * DPI)
    picture = Image.new("1", (wide, high), 1)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide - 1, high - 1), outline=0, width=_EDGE)
    step = (high - 2 * _PAD) / len(receipt.lines)
    font = min((_fitting(line, wide - 3 * _PAD, step * 0.7) for line in receipt.lines[1:]), key=lambda one: one.size)
    head = _fitting(receipt.office, wide - 2 * _PAD, font.size / 1.25)
    for place, line in enumerate(receipt.lines):
        middle = place == 0
        x = wide / 2 if middle else _PAD * 1.5
        draw.text(
            (x, _PAD + step * (place + 0.5)),
            line,
            font=head if middle else font,
            fill=0,
            anchor="mm" if middle else "lm",
        )
    return picture


def _fitting(line: str, wide: float, high: float) -> ImageFont.FreeTypeFont:
    """The largest font in which the line has room; marks above and below the letters count."""
    size = int(high * 1.25)
    while size > 8:
        font = _font(size)
        left, _, right, _ = font.getbbox(line)
        if right - left <= wide:
            return font
        size = int(size * 0.93)
    return _font(size)


def _font(size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(str(_FONT), size)
    except OSError as error:
        raise EngineMissing(
            "ไม่พบแบบอักษรไทย กรุณาติดตั้งด้วย make setup หรือ apt-get install fonts-thai-tlwg", cause=str(_FONT)
        ) from error
