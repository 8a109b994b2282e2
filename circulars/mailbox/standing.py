"""How each mailbox stands, for `circulars status`: when it was last read, what waits, what is wrong."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from circulars.thai.dates import BANGKOK, ThaiDate, format_date
from circulars.thai.digits import to_thai

OVERDUE = dt.timedelta(hours=1)
"""A mailbox of a running office that was not read for so long is told, whatever keeps it from being read."""


@dataclass(frozen=True, slots=True)
class MailStanding:
    """A mailbox: when it was last read (ISO; empty: never), messages whose letters are not archived yet, what is wrong."""

    name: str
    read_at: str = ""
    waiting: int = 0
    fault: str = ""

    def told(self) -> str:
        """The line of `circulars status`."""
        read = f"อ่านล่าสุด {_moment(self.read_at)}" if self.read_at else "ยังไม่เคยอ่านได้"
        return f"อีเมล {self.name}: {read} กำลังรับ {to_thai(self.waiting)} ข้อความ"

    def problem(self, moment: dt.datetime) -> str | None:
        """What is wrong, as a Thai line with the remedy; None where nothing is."""
        if self.fault:
            return f"อีเมล {self.name}: {self.fault}"
        if self.read_at and moment - dt.datetime.fromisoformat(self.read_at) > OVERDUE:
            return f"อีเมล {self.name}: ไม่ได้อ่านมาตั้งแต่ {_moment(self.read_at)} กรุณาสั่ง circulars down แล้ว circulars up"
        return None


def _moment(iso: str) -> str:
    local = dt.datetime.fromisoformat(iso).astimezone(BANGKOK)
    return f"{format_date(ThaiDate.from_ce(local.date()))} เวลา {to_thai(f'{local:%H.%M}')} น."


def write_standing(run: Path, standing: MailStanding) -> None:
    """Note how a mailbox stands; a full disk is seen by the age of the note."""
    file = run / f"mail-{standing.name}.json"
    with suppress(OSError):
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(standing), ensure_ascii=False), encoding="utf-8")
        draft.replace(file)


def standings(run: Path) -> tuple[MailStanding, ...]:
    """How the mailboxes stand that were looked into, by name."""
    found = []
    for file in sorted(run.glob("mail-*.json")):
        try:
            found.append(MailStanding(**json.loads(file.read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError):
            found.append(
                MailStanding(
                    file.stem.removeprefix("mail-"), fault="อ่านบันทึกการรับอีเมลไม่ได้ ระบบจะเขียนใหม่เองเมื่ออ่านครั้งถัดไป"
                )
            )
    return tuple(found)


def forget_others(run: Path, names: Collection[str]) -> None:
    """Remove the notes of mailboxes that the office reads no more."""
    for file in run.glob("mail-*.json"):
        if file.stem.removeprefix("mail-") not in names:
            file.unlink(missing_ok=True)
