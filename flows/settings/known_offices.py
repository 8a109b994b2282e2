"""Which offices this user has started on this machine, so that a command given in another folder can name them.

A list of folders in ``$XDG_STATE_HOME/circulars/offices`` (``~/.local/state`` without it), one a line. It is a help for
people, never a source of truth: an office that is not in it works as well.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from flows.settings import CHECKOUT_OFFICE


def _list() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or str(Path("~/.local/state").expanduser())
    return Path(state) / "circulars" / "offices"


def known_offices() -> tuple[Path, ...]:
    """Folders of offices that are still there, the one last begun first."""
    try:
        lines = _list().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    there = [Path(line) for line in reversed(lines) if line and (Path(line) / "office.toml").is_file()]
    return tuple(dict.fromkeys(there))


def remember(home: Path) -> None:
    """Note that this office is begun. A home without a place for notes (a service's user) goes without."""
    known = [str(one) for one in reversed(known_offices()) if one != home]
    with suppress(OSError):
        _list().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = _list().with_name(f"offices.{os.getpid()}")
        draft.write_text("\n".join([*known, str(home)]) + "\n", encoding="utf-8")
        draft.replace(_list())


def command_for(home: Path) -> str:
    """What to type before a command's name so that it is about this office, from any folder."""
    script = Path(sys.executable).with_name("circulars")
    found = shutil.which("circulars")
    program = "circulars" if found and Path(found).resolve() == script.resolve() else str(script)
    named = [] if home == CHECKOUT_OFFICE else ["--home", str(home)]
    return shlex.join([program, *named])
