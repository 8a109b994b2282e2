"""The office's own copy of Prefect's UI, kept from calling outside and made to show long forms whole.

Prefect's newer UI carries the key of an analytics service in its script and reports to it from the reviewer's browser,
whatever the server's analytics setting says; an office's machines ask nobody outside. Prefect serves its UI from a copy
(`PREFECT_SERVER_UI_STATIC_DIRECTORY`); the key is taken out of that copy. In the older UI a long form squeezes the
description above it to nothing; one rule of style keeps it open. The newer UI shows the form in a small window in the
middle, where one click beside it loses what was typed, and Escape throws its picture of the run over the whole screen:
in the copy the form fills the screen, letter and form scroll apart, and that picture is gone.
"""

from __future__ import annotations

import re
from pathlib import Path

from circulars.errors import EngineFailed

_KEY = re.compile(rb"(function \w+\(\)\{return)`[0-9a-f]{32}`\}")
_SERVICE = b"amplitude.com"
_STYLE = b".p-modal__body>.markdown-renderer{flex-shrink:0}"
_NEWER = rb".max-h-\[80vh\]"
"""What the newer UI's style has: the height of the form's window."""
_BODY = b"[role=dialog]>.overflow-y-auto.min-h-0:has(>.prose)"
_WIDE = (
    b"/*office*/[role=dialog]:has(>.overflow-y-auto>.prose)"
    b"{width:100vw;max-width:none;height:100dvh;max-height:none;border-radius:0;padding:1rem}"
    b"@media(min-width:1000px){" + _BODY + b"{display:grid;grid-template-columns:minmax(0,1.5fr) minmax(22rem,1fr);"
    b"gap:1rem;overflow:hidden}"
    + _BODY
    + b">*{overflow-y:auto;min-height:0;max-height:100%}}"
    + _BODY
    + b" img{max-width:100%}"
    b".relative.h-40.w-full:has(canvas),.relative.h-96.w-full:has(canvas),.fixed.inset-0.bg-background:has(canvas)"
    b"{display:none}"
)
_OPTIONAL = re.compile(rb"(\$\{\w+\}) \(Optional\)`")
"""The word that the newer UI writes behind the name of nearly every field of a form."""


def ui_folder(home: Path) -> Path:
    """Where the office's copy of the UI lies."""
    return home / "prefect" / "ui"


def quiet_ui(folder: Path) -> int:
    """Take the analytics key out of the copy; files changed. Raises EngineFailed when it is there in another form."""
    changed = 0
    for script in folder.rglob("*.js"):
        content = script.read_bytes()
        if _OPTIONAL.search(content):
            content = _OPTIONAL.sub(rb"\1`", content)
            script.write_bytes(content)
            changed += 1
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
        for known, added in ((b".p-modal__body", _STYLE), (_NEWER, _WIDE)):
            if known in content and added not in content:
                content += added
                style.write_bytes(content)
                changed += 1
    return changed
