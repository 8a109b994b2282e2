"""The engines by name: who reads, and who is the second witness."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from circulars.errors import EngineMissing
from ocr import ENGINES
from ocr.engines.engine import LineEngine
from ocr.engines.tesseract import Tesseract
from ocr.engines.thai_lines import thai_lines

BUILDERS: dict[str, Callable[[], tuple[LineEngine, LineEngine | None]]] = {
    "thai": lambda: (thai_lines(), Tesseract()),  # the line recogniser, Tesseract's own model as its witness
    "thai-lines": lambda: (thai_lines(), None),
    "tesseract-thai": lambda: (Tesseract(), None),
    "tha": lambda: (Tesseract("tha", None, "tesseract-tha"), None),  # Debian's, to compare: it reads no ๔ ๖ ๗ ๘ ๙
}
"""First and second witness by the engine's name; the names stand in `ocr.ENGINES`, where nothing heavy is imported."""


@lru_cache(maxsize=1)
def engines(name: str) -> tuple[LineEngine, LineEngine | None]:
    """First and second witness of a named engine, loaded once a process. Raises EngineMissing for another name."""
    if name in BUILDERS:
        return BUILDERS[name]()
    raise EngineMissing(
        f"ไม่มีเครื่องมืออ่านชื่อ {name} กรุณาแก้ engine ใน office.toml เป็น {', '.join(ENGINES)} อย่างใดอย่างหนึ่ง", cause=repr(name)
    )
