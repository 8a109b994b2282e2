"""docx → PDF by one LibreOffice run for many letters, and PDF pages as pictures for people.

soffice exits 0 on failure and converts a text file named .docx without a word, so every output is looked for and
counted. Each run has a profile of its own, a time limit, and only the docx it is to convert.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from circulars.documents.fonts import fontconfig_file
from circulars.documents.package import BROKEN_ZIP
from circulars.errors import EngineFailed, EngineMissing

_FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'  # PDF/A-3b
_MEMORY_KB = 4 * 1024 * 1024  # address space; a conversion of 60 letters uses under 0.3 GB of memory
_START_SECONDS, _LETTER_SECONDS = 60.0, 6.0
BATCH = 60
"""Letters of one soffice run: start-up is spread over many, and a run that dies costs little."""


def to_pdf(letters: Sequence[bytes]) -> list[bytes]:
    """The PDF of each docx, in order, converted in batches. Raises EngineMissing or EngineFailed."""
    made: list[bytes] = []
    for start in range(0, len(letters), BATCH):
        made += _convert(letters[start : start + BATCH])
    return made


def for_libreoffice(letter: bytes) -> bytes:
    """The same letter with thaiDistribute as `both`, which LibreOffice justifies as Word does thaiDistribute.

    Raises EngineFailed when it is no docx: soffice would convert any text without a word.
    """
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(letter)) as source, zipfile.ZipFile(out, "w") as target:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename in ("word/styles.xml", "word/document.xml"):
                    content = content.replace(b'"thaiDistribute"', b'"both"')
                target.writestr(entry, content)
    except BROKEN_ZIP as error:
        raise EngineFailed("ไฟล์หนังสือไม่ใช่ docx ที่สมบูรณ์ กรุณาร่างใหม่หรือบันทึกจาก Word ใหม่", cause=str(error)) from error
    return out.getvalue()


def _convert(letters: Sequence[bytes]) -> list[bytes]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise EngineMissing(
            "ไม่พบ LibreOffice สำหรับทำ PDF กรุณาติดตั้งด้วย make setup หรือ apt-get install libreoffice-writer-nogui",
            cause="soffice not on PATH",
        )
    with tempfile.TemporaryDirectory(prefix="circulars-pdf-") as scratch:
        folder = Path(scratch)
        (folder / "out").mkdir()
        names = [f"{number:04d}" for number in range(len(letters))]
        for name, letter in zip(names, letters, strict=True):
            (folder / f"{name}.docx").write_bytes(for_libreoffice(letter))
        command = [
            *("/bin/sh", "-c", f'ulimit -v {_MEMORY_KB}; exec "$0" "$@"'),
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            _FILTER,
            "--outdir",
            f"{folder}/out",
            *(f"{folder}/{name}.docx" for name in names),
        ]
        complaint = _run(command, _START_SECONDS + _LETTER_SECONDS * len(letters), folder)
        return [_checked(folder / "out" / f"{name}.pdf", complaint) for name in names]


def _run(command: list[str], seconds: float, folder: Path) -> str:
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(fontconfig_file()),
        "HOME": os.environ.get("HOME") or str(folder),  # fonts installed for this user count as installed
        "SAL_USE_VCLPLUGIN": "svp",
    }
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, start_new_session=True
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise EngineFailed(
            "LibreOffice ทำ PDF ไม่เสร็จในเวลาที่กำหนด กรุณาลองอีกครั้ง ถ้ายังเป็นอยู่ให้ผู้ดูแลระบบตรวจเครื่อง", cause=f"{seconds} s"
        ) from error
    return output.decode("utf-8", "replace")[-500:]


def _checked(path: Path, complaint: str) -> bytes:
    if not path.exists():
        raise EngineFailed("LibreOffice ทำ PDF ไม่สำเร็จ กรุณาลองอีกครั้ง หรือแจ้งผู้ดูแลระบบ", cause=complaint)
    content = path.read_bytes()
    if page_count(content) < 1:
        raise EngineFailed("PDF ที่ได้ไม่มีหน้า กรุณาลองอีกครั้ง หรือแจ้งผู้ดูแลระบบ", cause=complaint)
    return content


def page_count(pdf: bytes) -> int:
    """Pages of a PDF. Raises EngineFailed on a broken one."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise EngineFailed("เปิด PDF ที่ทำไว้ไม่ได้ กรุณาลองอีกครั้ง", cause=str(error)) from error
    count = len(document)
    document.close()
    return count


def preview(pdf: bytes, dpi: int = 72, *, most_pages: int = 6) -> tuple[bytes, ...]:
    """The first pages as PNG pictures, in colour where the page has colour (the urgency is red)."""
    document = pdfium.PdfDocument(pdf)
    pictures = []
    for index in range(min(len(document), most_pages)):
        picture = document[index].render(scale=dpi / 72).to_pil().convert("RGB")
        buffer = io.BytesIO()
        picture.quantize(128, Image.Quantize.FASTOCTREE).save(buffer, "PNG", optimize=True)
        pictures.append(buffer.getvalue())
    document.close()
    return tuple(pictures)
