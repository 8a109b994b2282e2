"""Word files → PDF by one LibreOffice run for many, and PDF pages as pictures for people.

soffice exits 0 on failure and converts a text file named .docx without a word, so every output is looked for and
counted. Each run has a profile of its own, a time limit, and only the docx it is to convert.

A letter that somebody edited is a stranger's file: the run has no network (a namespace of its own where the kernel gives
one, else a proxy that nobody answers), sees no file but the program's, the fonts and its own folder (`circulars.cage`),
follows no link, runs no macro, and gets none of the office's environment.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from circulars.documents.pages.setting.fonts import fontconfig_file
from circulars.documents.pages.setting.unbroken import with_words_whole
from circulars.documents.word.package import BROKEN_ZIP
from circulars.errors import EngineFailed, EngineMissing

_ROOT = Path(__file__).resolve().parents[3]
_PIPES = Path("/tmp")
_FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'  # PDF/A-3b
_MEMORY_KB = 4 * 1024 * 1024  # address space; a conversion of 60 letters uses under 0.3 GB of memory
_START_SECONDS, _LETTER_SECONDS = 60.0, 6.0
_ONE_SECONDS = 120.0  # a file that somebody sent may have many pages
_MOST_UNPACKED = 400_000_000
_PROOF = b"{\\rtf1\\ansi 1}"  # what every LibreOffice can open
_DEAD = "http://127.0.0.1:9"  # the discard port: nobody answers
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "HOME")
_OFFICE = "/org.openoffice.Office"
_PROFILE = (
    (f"{_OFFICE}.Common/Security/Scripting", "BlockUntrustedRefererLinks", "boolean", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableMacrosExecution", "boolean", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableActiveContent", "boolean", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "MacroSecurityLevel", "int", "3"),
    (f"{_OFFICE}.Writer/Content/Update", "Link", "int", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "int", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "string", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "int", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "string", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "int", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", "string", ""),
)
"""LibreOffice's own settings: links of documents are never followed or brought up to date, nothing runs, no way out."""
BATCH = 60
"""Letters of one soffice run: start-up is spread over many, and a run that dies costs little."""


def to_pdf(letters: Sequence[bytes]) -> list[bytes]:
    """The PDF of each docx, in order, converted in batches. Raises EngineMissing or EngineFailed."""
    made: list[bytes] = []
    for start in range(0, len(letters), BATCH):
        made += _convert(letters[start : start + BATCH])
    return made


def for_libreoffice(letter: bytes, *, ours: bool = False) -> bytes:
    """The same letter with thaiDistribute as `both`, which LibreOffice justifies as Word does thaiDistribute.

    Of a letter of ``ours`` the words are kept whole at line ends (`unbroken`).
    Raises EngineFailed when it is no docx: soffice would convert any text without a word.
    """
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(letter)) as source, zipfile.ZipFile(out, "w") as target:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename in ("word/styles.xml", "word/document.xml"):
                    content = content.replace(b'"thaiDistribute"', b'"both"')
                if ours and entry.filename == "word/document.xml":
                    content = with_words_whole(content)
                target.writestr(entry, content)
    except BROKEN_ZIP as error:
        raise EngineFailed("ไฟล์หนังสือไม่ใช่ docx ที่สมบูรณ์ กรุณาร่างใหม่หรือบันทึกจาก Word ใหม่", cause=str(error)) from error
    return out.getvalue()


def document_to_pdf(document: bytes) -> bytes | None:
    """The PDF of a Word, OpenDocument or RTF file that somebody sent.

    None where LibreOffice can't open this one, though it opens another. Raises EngineMissing, or EngineFailed when it
    opens none: then the machine is at fault.
    """
    suffix = _suffix_of(document)
    if suffix in (".docx", ".odt") and _unpacked_bytes(document) > _MOST_UNPACKED:
        return None
    try:
        content = for_libreoffice(document) if suffix == ".docx" else document
        (made,) = _made([content], suffix, _ONE_SECONDS)
    except EngineFailed:
        _made([_PROOF], ".rtf", _ONE_SECONDS)
        return None
    return made


def _suffix_of(document: bytes) -> str:
    """How LibreOffice must find the file called."""
    if document.startswith(b"PK"):
        return ".odt" if b"mimetypeapplication/vnd.oasis.opendocument" in document[:99] else ".docx"
    return ".rtf" if document.startswith(b"{\\rtf") else ".doc"


def _unpacked_bytes(document: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as found:
            return sum(one.file_size for one in found.infolist())
    except BROKEN_ZIP:
        return 0  # said so when it is opened


def _convert(letters: Sequence[bytes]) -> list[bytes]:
    seconds = _START_SECONDS + _LETTER_SECONDS * len(letters)
    return _made([for_libreoffice(letter, ours=True) for letter in letters], ".docx", seconds)


def _made(files: Sequence[bytes], suffix: str, seconds: float) -> list[bytes]:
    """The PDF of each file, in order, by one run of LibreOffice. Raises EngineMissing or EngineFailed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise EngineMissing(
            "ไม่พบ LibreOffice สำหรับทำ PDF กรุณาติดตั้งด้วย make setup หรือ apt-get install libreoffice-writer-nogui",
            cause="soffice not on PATH",
        )
    with tempfile.TemporaryDirectory(prefix="circulars-pdf-") as scratch:
        folder = Path(scratch)
        (folder / "out").mkdir()
        names = [f"{number:04d}" for number in range(len(files))]
        for name, content in zip(names, files, strict=True):
            (folder / f"{name}{suffix}").write_bytes(content)
        _write_profile(folder / "profile", Path(program))
        command = [
            *without_network(),
            *(sys.executable, "-m", "circulars.cage", "--read", str(fontconfig_file().parent), "--write", scratch),
            *("--pipes", str(_PIPES), "--"),
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
            *(f"{folder}/{name}{suffix}" for name in names),
        ]
        try:
            complaint = _run(command, seconds, folder)
        finally:
            _remove_pipe(folder / "profile")
        return [_checked(folder / "out" / f"{name}.pdf", complaint) for name in names]


def _remove_pipe(profile: Path) -> None:
    """The named socket of a run: LibreOffice makes it outside its folder, and may not remove what lies there."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    for pipe in _PIPES.glob(f"OSL_PIPE_*_SingleOfficeIPC_{''.join(f'{one:x}' for one in digest)}"):
        pipe.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def without_network() -> tuple[str, ...]:
    """The words before a command that leave it no network; none where this machine does not give such a namespace."""
    for words in (("unshare", "--net"), ("unshare", "--user", "--map-root-user", "--net")):
        with suppress(OSError, subprocess.SubprocessError):
            if subprocess.run([*words, "true"], capture_output=True, timeout=10, check=False).returncode == 0:
                return words
    return ()


def _write_profile(profile: Path, program: Path) -> None:
    """A new user's settings; with the mark of this LibreOffice's build, without which it starts twice."""
    (profile / "user" / "extensions").mkdir(parents=True)
    (profile / "user" / "extensions" / "buildid").write_text(_build(program.resolve().parent / "versionrc"))
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse" oor:type="xs:{kind}"><value>{value}</value></prop></item>'
        for path, name, kind, value in _PROFILE
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )


def _build(versionrc: Path) -> str:
    """The build that LibreOffice's own file tells; empty where it does not: then it starts twice."""
    told = versionrc.read_text(encoding="utf-8") if versionrc.exists() else ""
    return next((line.partition("=")[2].strip() for line in told.splitlines() if line.startswith("buildid=")), "")


def _run(command: list[str], seconds: float, folder: Path) -> str:
    environment = {
        **{name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), _DEAD),
        "FONTCONFIG_FILE": str(fontconfig_file()),
        "HOME": os.environ.get("HOME") or str(folder),  # fonts installed for this user count as installed
        "SAL_USE_VCLPLUGIN": "svp",
        "TMPDIR": str(folder),
    }
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=_ROOT,
        start_new_session=True,
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


def most_pixels_scale(page: pdfium.PdfPage, wanted: float, most: int = 20_000_000) -> float:
    """The wanted scale (pixels a point), less for a page that would be more than `most` pixels: a tall one fills a machine."""
    width, height = page.get_size()
    return float(min(wanted, (most / max(1.0, width * height)) ** 0.5))


def page_count(pdf: bytes) -> int:
    """Pages of a PDF. Raises EngineFailed on a broken one."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise EngineFailed("เปิด PDF ที่ทำไว้ไม่ได้ กรุณาลองอีกครั้ง", cause=str(error)) from error
    count = len(document)
    document.close()
    return count


def page_preview(pdf: bytes, number: int, dpi: int) -> bytes | None:
    """One page (from 1) as a PNG picture in colour, or None for a page that is not there."""
    document = pdfium.PdfDocument(pdf)
    try:
        return _picture(document[number - 1], dpi) if 1 <= number <= len(document) else None
    finally:
        document.close()


def _picture(page: pdfium.PdfPage, dpi: int) -> bytes:
    picture = page.render(scale=most_pixels_scale(page, dpi / 72)).to_pil().convert("RGB")
    buffer = io.BytesIO()
    picture.quantize(128, Image.Quantize.FASTOCTREE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def preview(pdf: bytes, dpi: int = 72, *, most_pages: int = 6) -> tuple[bytes, ...]:
    """The first pages as PNG pictures, in colour where the page has colour (the urgency is red)."""
    document = pdfium.PdfDocument(pdf)
    pictures = tuple(_picture(document[index], dpi) for index in range(min(len(document), most_pages)))
    document.close()
    return pictures
