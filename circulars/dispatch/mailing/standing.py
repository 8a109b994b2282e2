"""How sending stood after the last round, for `circulars status`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from circulars.thai.digits import to_thai

_FILE = "sending.json"


@dataclass(frozen=True, slots=True)
class SendStanding:
    """What was wrong (empty: nothing), recipients who may have had a letter or not, letters that are held."""

    fault: str = ""
    unsure: int = 0
    held: int = 0

    def problems(self) -> Iterator[str]:
        """Thai lines with the remedy."""
        if self.fault:
            yield f"ส่งอีเมล: {self.fault}"
        if self.unsure:
            yield f"ส่งอีเมล: ไม่แน่ว่าส่งแล้ว {to_thai(self.unsure)} ราย ระบบไม่ส่งซ้ำเอง กรุณาเลือกในหน้าหนังสือ"


def write_send_standing(run: Path, standing: SendStanding) -> None:
    """Note how sending stands; a full disk hinders no letter."""
    with suppress(OSError):
        draft = run / f".{_FILE}"
        draft.write_text(json.dumps(asdict(standing), ensure_ascii=False), encoding="utf-8")
        draft.replace(run / _FILE)


def send_standing(run: Path) -> SendStanding:
    """How sending stood; nothing wrong where it never ran."""
    try:
        return SendStanding(**json.loads((run / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return SendStanding()
