"""A chain of letters as a picture (SVG) for a report: one box a letter, its recipients by what came back."""

from __future__ import annotations

from html import escape

from circulars.archive.tracing.chains import Link, notes_of, title_of

_WIDE, _LINE, _STEP, _PAD = 760, 21, 56, 12
_MOST = 104  # characters of a line that fit the box


def chain_svg(link: Link) -> str:
    """The tree as a picture, indented by level; late recipients in red."""
    rows: list[tuple[int, Link, list[str]]] = []

    def walk(one: Link, depth: int) -> None:
        rows.append((depth, one, list(notes_of(one))))
        for other in one.below:
            walk(other, depth + 1)

    walk(link, 0)
    parts, y = [], 20
    corners: dict[int, int] = {}
    for depth, one, notes in rows:
        x, height = 20 + depth * _STEP, (2 + len(notes)) * _LINE + 2 * _PAD
        if depth:
            parts.append(f'<path d="M{x - _STEP // 2} {corners[depth - 1]} V{y + 24} H{x}" fill="none" stroke="#888"/>')
        parts.append(f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{height}" rx="6" fill="#fff" stroke="#345"/>')
        lines = [(title_of(one), "bold", "#123"), (one.subject, "normal", "#123")]
        lines += [(note, "normal", "#b00020" if note.startswith("เกินกำหนด") else "#444") for note in notes]
        for place, (text, weight, colour) in enumerate(lines, 1):
            shown = escape(text if len(text) <= _MOST else text[: _MOST - 1] + "…")
            at = y + _PAD + place * _LINE - 6
            parts.append(f'<text x="{x + _PAD}" y="{at}" font-weight="{weight}" fill="{colour}">{shown}</text>')
        corners[depth] = y + height
        y += height + 16
    width = 40 + _WIDE + _STEP * max(depth for depth, _, _ in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" viewBox="0 0 {width} {y}" '
        f'font-family="Sarabun, TH Sarabun New, Laksaman, sans-serif" font-size="15">'
        f'<rect width="{width}" height="{y}" fill="#f6f7f9"/>{"".join(parts)}</svg>\n'
    )
