"""LibreOffice as a library: LibreOfficeKit, the C interface that its own makers keep for programs like this one.

The structures are those of ``LibreOfficeKit.h``: a size, then functions in an order that only grows. ``lok_preinit`` is
what Collabora Online forks its documents from: everything is loaded and no thread runs.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from circulars.errors import EngineFailed, EngineMissing

_LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")
_FORMAT, _OPTIONS = b"pdf", b",PDFVer=PDF/A-3b"


class _OfficeFunctions(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("document_load", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
        ("get_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)),
    )


class _Office(ctypes.Structure):
    _fields_ = (("functions", ctypes.POINTER(_OfficeFunctions)),)


class _DocumentFunctions(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        (
            "save_as",
            ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p),
        ),
    )


class _Document(ctypes.Structure):
    _fields_ = (("functions", ctypes.POINTER(_DocumentFunctions)),)


class Kit:
    """One LibreOffice in this process; there is no second, and no way back."""

    def __init__(self, program: Path) -> None:
        """Load the library beside `program`, the folder of soffice. Raises EngineMissing where it has none."""
        found = next((program / name for name in _LIBRARIES if (program / name).exists()), None)
        if found is None:
            raise EngineMissing("LibreOffice นี้ไม่มีส่วนที่ใช้เตรียมไว้ล่วงหน้า", cause=f"no LibreOfficeKit in {program}")
        self._program = os.fsencode(program)
        self._library = ctypes.CDLL(str(found))
        self._office: ctypes._Pointer[_Office] | None = None

    def prepare(self, profile: Path) -> None:
        """Load everything and start no thread, so that the process can be forked. Raises EngineFailed.

        The settings are read here, before the library looks at the profile it is given: from where the environment names.
        """
        os.environ["UserInstallation"] = profile.as_uri()  # noqa: SIM112 - LibreOffice writes it so
        with _silent():
            failed = self._library.lok_preinit(self._program, profile.as_uri().encode())
        if failed:
            raise EngineFailed("LibreOffice เตรียมไว้ล่วงหน้าไม่ได้", cause="lok_preinit")

    def start(self, profile: Path) -> None:
        """The rest of the start, with a profile of its own; after a fork. Raises EngineFailed."""
        hook = self._library.libreofficekit_hook_2
        hook.restype, hook.argtypes = ctypes.POINTER(_Office), (ctypes.c_char_p, ctypes.c_char_p)
        office = hook(self._program, profile.as_uri().encode())
        if not office:
            raise EngineFailed("LibreOffice เริ่มไม่ได้", cause="libreofficekit_hook_2")
        self._office = office

    def to_pdf(self, source: Path, target: Path) -> None:
        """One document as PDF/A-3. Raises EngineFailed when LibreOffice cannot open or write it."""
        if self._office is None:
            raise EngineFailed("LibreOffice ยังไม่ได้เริ่ม", cause="not started")
        functions = self._office.contents.functions.contents
        loaded = functions.document_load(self._office, source.as_uri().encode())
        if not loaded:
            raise EngineFailed("LibreOffice เปิดไฟล์ไม่ได้", cause=self._complaint(functions))
        document = ctypes.cast(loaded, ctypes.POINTER(_Document))
        saved = document.contents.functions.contents.save_as(document, target.as_uri().encode(), _FORMAT, _OPTIONS)
        if not saved:
            raise EngineFailed("LibreOffice ทำ PDF ไม่สำเร็จ", cause=self._complaint(functions))
        document.contents.functions.contents.destroy(document)

    def _complaint(self, functions: _OfficeFunctions) -> str:
        return (functions.get_error(self._office) or b"").decode("utf-8", "replace")[-500:]


@contextmanager
def _silent() -> Iterator[None]:
    """LibreOffice names every part that it loads on standard error."""
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        for one in (kept, nothing):
            with suppress(OSError):
                os.close(one)
