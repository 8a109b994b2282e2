"""Heads of the ledger kept outside the archive: in evening reports, on paper, in backups.

Whoever can change the database can compute its whole chain anew; only a head that lies elsewhere contradicts him. A head
is the sha256 of an event, with the event's number where it was noted: ``HASH:NUMBER``, or a line of the evening report
(``… ๑๒๓ รายการ ลายนิ้วมือสุดท้าย HASH``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from circulars.errors import ArchiveFault
from circulars.thai.digits import to_arabic


class Head(NamedTuple):
    """An event's number (0: not noted) and hash."""

    number: int
    digest: str


_HEAD = re.compile(
    r"(?:(?P<before>\d+)\s*รายการ[^\n0-9a-f]{0,40})?(?<![0-9a-f])(?P<digest>[0-9a-f]{64})(?![0-9a-f])(?::(?P<after>\d+))?"
)


def parse_head(text: str) -> Head:
    """One head as it was noted. Raises ArchiveFault.

    >>> parse_head("ab" * 32 + ":๑๒").number
    12
    """
    found = _HEAD.fullmatch(to_arabic(text.strip().lower()))
    if found is None:
        raise ArchiveFault(
            f"“{text[:80]}” ไม่ใช่ลายนิ้วมือของสมุดบันทึก ต้องเป็นตัวอักษร 0-9 a-f 64 ตัว ตามด้วย :ลำดับ ได้ เช่น จากรายงานเย็น กรุณาตรวจการพิมพ์",
            code="head",
            cause=text[:80],
        )
    return _head(found)


def heads_in(text: str, source: str, *, required: bool = True) -> list[Head]:
    """Every head in a text. Raises ArchiveFault where there is none and one is `required`."""
    found = [_head(one) for one in _HEAD.finditer(to_arabic(text))]
    if required and not found:
        raise ArchiveFault(f"ไม่พบลายนิ้วมือของสมุดบันทึกใน {source} กรุณาเลือกไฟล์รายงานเย็น", code="head", cause=source)
    return found


def _head(found: re.Match[str]) -> Head:
    return Head(int(found["after"] or found["before"] or 0), found["digest"])
