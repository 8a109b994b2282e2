"""Tables as they are read against tables as they were drawn: python -m benchmarks.tables [--aside] [--show].

The pages with even numbers are for tuning; ``--aside`` measures the odd ones, which nobody tunes on. A cell is right where
its signs are (spaces apart, digits of either script); a figure or day that is wrong counts as asked where it is doubted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.composed_tables import COUNT, composed, telling
from circulars.extraction.page.lines import page_lines
from circulars.extraction.parts.tables.reading import read_tables
from circulars.letter.letter import Cell
from circulars.thai.digits import to_arabic
from ocr.document import PageImage
from ocr.engines.registry import engines
from ocr.page.page_reading import read_page


@dataclass(frozen=True, slots=True)
class Measured:
    """Cells in all and right; figures and days in all, right, wrong but asked; needlessly asked ones."""

    cells: int = 0
    right: int = 0
    figures: int = 0
    figures_right: int = 0
    asked: int = 0
    needless: int = 0

    def __add__(self, other: Measured) -> Measured:
        return Measured(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def compare(
    drawn: Sequence[Sequence[str]], kinds: Sequence[str], read: Sequence[Sequence[Cell]], show: str = ""
) -> Measured:
    """Row by row, column by column; what was not read is wrong and not asked."""
    total = Measured()
    for at, row in enumerate(drawn):
        for column, wanted in enumerate(row):
            seen = read[at][column] if at < len(read) and column < len(read[at]) else Cell()
            right = _plain(seen.text) == _plain(wanted)
            figure = at > 0 and bool(wanted) and telling(kinds[column])
            asked = bool(seen.doubts)
            one = Measured(1, int(right))
            if figure:
                one = replace(
                    one,
                    figures=1,
                    figures_right=int(right),
                    asked=int(asked and not right),
                    needless=int(asked and right),
                )
            total += one
            if show and not right:
                print(f"  {show} {at},{column} {wanted!r} read {seen.text!r} {'asked' if asked else 'SILENT'}")
    return total


def _plain(text: str) -> str:
    return to_arabic("".join(text.split()))


def measure(seed: int, *, show: bool) -> Measured:
    """One composed page read and compared."""
    page = composed(seed)
    first, second = engines("thai")
    read, _ = read_page(PageImage(1, page.picture, page.dpi), first, second)
    tables = [one.value for one in read_tables(page_lines(read)) if one.value]
    table = max(tables, key=lambda one: len(one.rows), default=None)
    found = compare(page.rows, page.kinds, table.rows if table else (), f"{seed}" if show else "")
    shape = (len(table.rows), len(table.rows[0])) if table else None
    print(f"{seed:3} {page.style:14} {(len(page.rows), len(page.rows[0]))} read {shape} {found}", flush=True)
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aside", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", type=int, nargs="*")
    asked = parser.parse_args(arguments)
    seeds = asked.only or range(1 if asked.aside else 0, COUNT, 2)
    total = Measured()
    for seed in seeds:
        total += measure(seed, show=asked.show)
    sure = total.figures_right + total.asked
    print(f"cells right {total.right / total.cells:.2%} of {total.cells}")
    print(
        f"figures and days right {total.figures_right / total.figures:.2%}, right or asked {sure / total.figures:.2%} of {total.figures}"
    )
    print(f"needlessly asked {total.needless / total.figures:.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
