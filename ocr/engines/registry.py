"""The engines by name: who reads, and who is the second witness."""

from __future__ import annotations

from circulars.errors import EngineMissing
from ocr import ENGINES
from ocr.engines.engine import LineEngine
from ocr.engines.tesseract import Tesseract
from ocr.engines.thai_lines import thai_lines


def engines(name: str) -> tuple[LineEngine, LineEngine | None]:
    """First and second witness of a named engine.

    ``thai``: the line recogniser with Tesseract's own model as witness; ``thai-lines`` and ``tesseract-thai``: each
    alone; ``tha``: Debian's stock model, for comparison only, it cannot read ๔ ๖ ๗ ๘ ๙. Raises EngineMissing for another.
    """
    if name == "thai":
        return thai_lines(), Tesseract()
    if name == "thai-lines":
        return thai_lines(), None
    if name == "tesseract-thai":
        return Tesseract(), None
    if name == "tha":
        return Tesseract("tha", None, "tesseract-tha"), None
    raise EngineMissing(
        f"ไม่มีเครื่องมืออ่านชื่อ {name} กรุณาแก้ engine ใน office.toml เป็น {', '.join(ENGINES)} อย่างใดอย่างหนึ่ง", cause=repr(name)
    )
