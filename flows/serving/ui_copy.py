"""The office's own copy of Prefect's UI, kept from calling outside and made to show long forms whole.

Prefect's newer UI carries the key of an analytics service in its script and reports to it from the reviewer's browser,
whatever the server's analytics setting says; an office's machines ask nobody outside. Prefect serves its UI from a copy
(`PREFECT_SERVER_UI_STATIC_DIRECTORY`); the key is taken out of that copy. In the older UI a long form squeezes the
description above it to nothing; one rule of style keeps it open.
"""

from __future__ import annotations

import re
from pathlib import Path

from circulars.errors import EngineFailed

_KEY = re.compile(rb"(function \w+\(\)\{return)`[0-9a-f]{32}`\}")
_SERVICE = b"amplitude.com"
_STYLE = b".p-modal__body>.markdown-renderer{flex-shrink:0}"


def ui_folder(home: Path) -> Path:
    """Where the office's copy of the UI lies."""
    return home / "prefect" / "ui"


def quiet_ui(folder: Path) -> int:
    """Take the analytics key out of the copy; files changed. Raises EngineFailed when it is there in another form."""
    changed = 0
    for script in folder.rglob("*.js"):
        content = script.read_bytes()
        if _SERVICE not in content:
            continue
        quiet, found = _KEY.subn(rb"\1``}", content)
        if found:
            script.write_bytes(quiet)
            changed += 1
        elif b"{return``}" not in content:
            raise EngineFailed(
                "หน้าเว็บของ Prefect รุ่นนี้อาจส่งข้อมูลออกภายนอก จึงไม่เริ่มระบบ กรุณาติดตั้งรุ่นตาม requirements.lock ด้วย make setup",
                cause=f"no analytics key found in {script.name}",
            )
    for style in folder.rglob("*.css"):
        content = style.read_bytes()
        if b".p-modal__body" in content and _STYLE not in content:
            style.write_bytes(content + _STYLE)
            changed += 1
    return changed
