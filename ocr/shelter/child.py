"""The child process that opens and reads one file, within limits of memory and time.

Parsers, rasterisers and recognisers meet hostile files here and nowhere else: the child reads that one file and the
program, writes pictures and scratch, and reaches no network (`circulars.cage`). It prints one JSON line a page,
and at the end one line ``{"done": …}`` or ``{"error": …}``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circulars.cage import shut_in
from circulars.errors import CircularsError, EngineMissing, ReaderDied
from circulars.letter.page import Page
from ocr.shelter.limits import Limits

if TYPE_CHECKING:  # a library that is missing is told in Thai, not met while this module is imported
    from ocr.document import PageImage
    from ocr.page.clean import Image


class _Reader:
    """Reads a picture with the engines of that name; these are loaded for the first one: text and refused files need none."""

    def __init__(self, name: str) -> None:
        self._name, self._lock = name, threading.Lock()

    def __call__(self, image: PageImage) -> tuple[Page, Image]:
        from ocr.engines.registry import engines
        from ocr.page.page_reading import read_page

        with self._lock:
            first, second = engines(self._name)
        return read_page(image, first, second)


def _main() -> int:
    order = json.loads(sys.stdin.read())
    limits = Limits(**order["limits"])
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    scratch, pictures = os.environ.get("TMPDIR"), order["pictures"]
    shut_in([Path(order["path"])], [Path(place) for place in (scratch, pictures) if place])
    try:
        _read(order, limits)
    except CircularsError as error:
        _say_fault(type(error).__name__, error.code, error.message, error.cause or "")
    except MemoryError:
        message = "หน่วยความจำที่ตัวอ่านใช้ได้ไม่พอ กรุณาให้ผู้ดูแลระบบตรวจหน่วยความจำของเครื่อง ระบบจะอ่านใหม่เอง"
        _say_fault("ReaderDied", ReaderDied.code, message, "memory")
    except ImportError as error:
        message = "โปรแกรมที่ตัวอ่านต้องใช้ติดตั้งไม่ครบหรือเปิดไม่ได้ กรุณาให้ผู้ดูแลระบบสั่ง make up แล้วระบบจะอ่านใหม่เอง "
        told = f"({' '.join(str(error).split())[:200]})"
        _say_fault("EngineMissing", EngineMissing.code, message + told, str(error))
    else:
        _say({"done": True})
        return 0
    return 1


def _read(order: dict[str, Any], limits: Limits) -> None:
    """Read the file of the order and say its pages. Raises what reading raises."""
    from ocr.document import open_document
    from ocr.page.marking import save_picture
    from ocr.shelter.children.side_by_side import cores, read_side_by_side

    reader = _Reader(order["engine"])
    pages = open_document(Path(order["path"]), limits)
    for read, picture in read_side_by_side(pages, reader, limits.at_once or cores()):
        if order["pictures"] and picture is not None:
            save_picture(picture, Path(order["pictures"]), read.number)
        _say({"page": asdict(read)})


def _say_fault(kind: str, code: str, message: str, cause: str) -> None:
    _say({"error": code, "type": kind, "message": message, "cause": cause})


def _say(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(_main())
