"""LibreOffice started for some files, which it turns into PDF/A-3, and what it is kept from.

soffice exits 0 on failure and converts a text file named .docx without a word, so every output is looked for. Each run
has a profile of its own, a time limit, and only the files it is to convert.

A letter that somebody edited is a stranger's file: the run has no network (a namespace of its own where the kernel gives
one, else a proxy that nobody answers), sees no file but the program's, the fonts and its own folder (`circulars.cage`),
follows no link, runs no macro, and gets none of the office's environment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from circulars.documents.pages.setting.fonts import fontconfig_file
from circulars.errors import EngineFailed, EngineMissing

ROOT = Path(__file__).resolve().parents[4]
_PIPES = Path("/tmp")
_FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'  # PDF/A-3b
MEMORY_BYTES = 4 * 1024**3  # address space; a conversion of 60 letters uses under 0.3 GB of memory
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
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "string", "99.0"),
)
"""LibreOffice's own settings: links of documents are never followed or brought up to date, nothing runs, no way out.

A user's first start after a new version tries all ways of drawing, for a gigabyte of pictures: none is a first start.
"""


def made_by_libreoffice(files: Sequence[bytes], suffix: str, seconds: float) -> list[bytes]:
    """The PDF of each file, in order, by one run of LibreOffice. Raises EngineMissing or EngineFailed."""
    program = libreoffice()
    with tempfile.TemporaryDirectory(prefix="circulars-pdf-") as scratch:
        folder = Path(scratch)
        (folder / "out").mkdir()
        names = [f"{number:04d}" for number in range(len(files))]
        for name, content in zip(names, files, strict=True):
            (folder / f"{name}{suffix}").write_bytes(content)
        write_profile(folder / "profile", Path(program))
        command = [
            *without_network(),
            *(sys.executable, "-m", "circulars.cage", "--read", str(fontconfig_file().parent), "--write", scratch),
            *("--pipes", str(_PIPES), "--"),
            *("/bin/sh", "-c", f'ulimit -v {MEMORY_BYTES // 1024}; exec "$0" "$@"'),
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
        return [_found(folder / "out" / f"{name}.pdf", complaint) for name in names]


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


def write_profile(profile: Path, program: Path) -> None:
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


def bare_environment(folder: Path) -> dict[str, str]:
    """What LibreOffice gets of the office's environment, with its own place for temporary files. Raises EngineMissing."""
    return {
        **{name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), _DEAD),
        "FONTCONFIG_FILE": str(fontconfig_file()),
        "HOME": os.environ.get("HOME") or str(folder),  # fonts installed for this user count as installed
        "SAL_USE_VCLPLUGIN": "svp",
        "TMPDIR": str(folder),
    }


def libreoffice() -> str:
    """The program soffice. Raises EngineMissing where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise EngineMissing(
            "ไม่พบ LibreOffice สำหรับทำ PDF กรุณาติดตั้งด้วย make setup หรือ apt-get install libreoffice-writer-nogui",
            cause="soffice not on PATH",
        )
    return program


def _run(command: list[str], seconds: float, folder: Path) -> str:
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=bare_environment(folder),
        cwd=ROOT,
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


def _found(path: Path, complaint: str) -> bytes:
    if not path.exists():
        raise EngineFailed("LibreOffice ทำ PDF ไม่สำเร็จ กรุณาลองอีกครั้ง หรือแจ้งผู้ดูแลระบบ", cause=complaint)
    return path.read_bytes()
