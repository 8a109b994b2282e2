"""What the checks of one letter cost: ``python -m benchmarks.checks``. The aim is 20 ms of one core a letter."""

from __future__ import annotations

import datetime as dt
import time

from circulars.checks import check_letter
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.thai.dates import ThaiDate

ROUNDS = 50


def main() -> None:
    """Print milliseconds of CPU a letter, for a short body and a long one."""
    for words in (40, 400, 4000):
        body = "ข้อความยาว " * words + "ประชุมวันจันทร์ที่ ๑๕ มีนาคม ๒๕๖๗"
        letter = Letter(pages=(1,), dated=Field(ThaiDate(2567, 3, 1)), body=(Field(body),))
        check_letter(letter, today=dt.date(2024, 3, 4))
        started = time.process_time()
        for _ in range(ROUNDS):
            check_letter(letter, today=dt.date(2024, 3, 4))
        print(f"{len(body):6} letters: {(time.process_time() - started) / ROUNDS * 1000:.1f} ms")


if __name__ == "__main__":
    main()
