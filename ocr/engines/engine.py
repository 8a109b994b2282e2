"""What a recogniser of lines is: one method, pictures in, readings out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from circulars.letter.page import Reading
from ocr.page.lines import Strip


class LineEngine(Protocol):
    """A recogniser of line pictures."""

    name: str

    def read(self, strips: Sequence[Strip], dpi: float) -> list[Reading]:
        """One reading per strip, in order; empty text where nothing is legible. Raises EngineFailed."""
        ...
