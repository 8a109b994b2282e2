"""``python -m circulars.documents.pages.setting.standby FOLDER``: the socket is made here, then the process shuts itself in."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from circulars.documents.pages.setting.fonts import fontconfig_file
from circulars.documents.pages.setting.libreoffice import ROOT, bare_environment, libreoffice, without_network
from circulars.documents.pages.setting.standby.asking import SOCKET
from circulars.errors import CircularsError


def _stand_by(folder: Path) -> None:
    """Become the process that serves. Raises EngineMissing without LibreOffice or fonts."""
    program, fonts = Path(libreoffice()).resolve(), fontconfig_file()
    scratch = folder / "tmp" / "libreoffice"
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chdir(folder)
    Path(SOCKET).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(SOCKET)
    Path(SOCKET).chmod(0o600)
    listener.listen(16)
    listener.set_inheritable(True)
    os.chdir(ROOT)
    command = [
        *without_network(),
        *(sys.executable, "-m", "circulars.cage", "--read", str(fonts.parent), "--write", str(scratch), "--"),
        *(sys.executable, "-m", "circulars.documents.pages.setting.standby.serving"),
        *(str(listener.fileno()), str(scratch), str(program), str(fonts)),
    ]
    os.execvpe(command[0], command, bare_environment(scratch))


if __name__ == "__main__":
    try:
        _stand_by(Path(sys.argv[1]).absolute())
    except CircularsError as error:
        sys.stderr.write(f"{error.message} [{error.code}] {error.cause or ''}\n")
        sys.exit(1)
