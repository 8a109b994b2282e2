"""Letters a month as bars, drawn by this program as plain SVG: what came beside what went."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from circulars.thai.digits import to_thai

_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_HIGH, _LEFT, _TOP, _FOOT, _STEP, _BAR = 180, 56, 26, 34, 56, 20


def months_svg(months: Sequence[tuple[str, int, int]]) -> str:
    """Bars of what came (dark) and went (light) for (ISO month, came, went); an empty text for none.

    Its words and numbers are text, so that it is read aloud and copied; colours come from the page's style sheet.
    """
    if not months:
        return ""
    most = _round_up(max(max(came, went) for _, came, went in months))
    wide = _LEFT + _STEP * len(months) + 12
    parts = [_line(most, place, wide) for place in range(5)]
    for place, (month, came, went) in enumerate(months):
        x = _LEFT + place * _STEP + 8
        parts += [_bar(x, came, most, "came"), _bar(x + _BAR, went, most, "went")]
        year, number = month.split("-")
        name = f"{_SHORT[int(number) - 1]} {to_thai((int(year) + 543) % 100)}"
        parts.append(f'<text class="month" x="{x + _BAR}" y="{_TOP + _HIGH + 20}">{escape(name)}</text>')
    told = ", ".join(f"{month} รับ {came} ส่ง {went}" for month, came, went in months)
    return (
        f'<svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {_TOP + _HIGH + _FOOT}" '
        f'width="{wide}" height="{_TOP + _HIGH + _FOOT}" role="img" aria-label="{escape(f"จำนวนหนังสือรายเดือน {told}")}">'
        f"{''.join(parts)}</svg>"
    )


def _line(most: int, place: int, wide: int) -> str:
    """One of the five lines of the scale, with its number."""
    y = _TOP + _HIGH - _HIGH * place / 4
    value = to_thai(f"{most * place / 4:g}")
    return (
        f'<line class="scale" x1="{_LEFT}" x2="{wide}" y1="{y:g}" y2="{y:g}"/>'
        f'<text class="value" x="{_LEFT - 6}" y="{y + 5:g}">{value}</text>'
    )


def _bar(x: int, count: int, most: int, kind: str) -> str:
    high = _HIGH * count / most
    y = _TOP + _HIGH - high
    number = f'<text class="number" x="{x + _BAR / 2:g}" y="{y - 4:g}">{to_thai(count)}</text>' if count else ""
    return f'<rect class="{kind}" x="{x}" y="{y:g}" width="{_BAR - 2}" height="{high:g}"/>{number}'


def _round_up(count: int) -> int:
    """The first number from here up that four lines divide evenly and that is easily read.

    >>> _round_up(0), _round_up(7), _round_up(130), _round_up(999)
    (4, 8, 200, 1000)
    """
    size = 4
    steps = (4, 8, 20, 40, 80, 100)
    while True:
        for step in steps:
            if step * size // 4 >= count:
                return step * size // 4
        size *= 25
