"""The keys of other offices' programs that this office knows: ``keys.csv`` in its folder, a list that the administrator edits.

A key stands in it because somebody compared its fingerprint with the office itself, by telephone or on paper; none is
ever taken from a letter that brings it. A key that is withdrawn stays as a row that says so: what it signs is told.
"""

from __future__ import annotations

import base64
import binascii
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from circulars.documents.signing.manifest.written import fingerprint
from circulars.errors import SettingsWrong
from circulars.thai.digits import to_thai

FILE = "keys.csv"
CODE, OFFICE, KEY, STANDING, REMARK = "รหัสหน่วยงาน", "หน่วยงาน", "กุญแจ", "สถานะ", "หมายเหตุ"
HEAD = (CODE, OFFICE, KEY, STANDING, REMARK)
IN_USE, WITHDRAWN = "ใช้", "ถอน"
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key of one office: the code before its numbers, its name, the key, whether it is withdrawn, who compared it when."""

    office: str
    name: str
    key: Ed25519PublicKey = field(compare=False)
    withdrawn: bool = False
    remark: str = ""

    @property
    def fingerprint(self) -> str:
        """By what people compare it."""
        return fingerprint(self.key)


def read_keys(home: Path) -> tuple[KnownKey, ...]:
    """The office's list; empty where there is none yet. Raises SettingsWrong that names the rows at fault."""
    file = home / FILE
    return parse_keys(file.read_bytes()) if file.exists() else ()


def parse_keys(content: bytes) -> tuple[KnownKey, ...]:
    """The list as we or Excel wrote it. Raises SettingsWrong that names the rows at fault."""
    try:
        lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        heads = {head.strip() for head in lines.fieldnames or () if head}
        rows = [{str(name).strip(): (cell or "").strip() for name, cell in line.items() if name} for line in lines]
    except (UnicodeDecodeError, csv.Error, AttributeError) as error:
        raise SettingsWrong(f"อ่าน {FILE} ไม่ได้ กรุณาบันทึกเป็น CSV UTF-8", cause=str(error)) from error
    if not {CODE, KEY, STANDING} <= heads or len(rows) > _MOST_ROWS:
        raise SettingsWrong(f"{FILE} ต้องมีหัวตาราง {CODE}, {KEY} และ {STANDING} และไม่เกิน {to_thai(_MOST_ROWS)} แถว")
    known: list[KnownKey] = []
    faults: list[str] = []
    for number, row in enumerate(rows, 2):
        key = _key(row[KEY])
        if not row[CODE] or key is None or row[STANDING] not in (IN_USE, WITHDRAWN):
            faults.append(f"บรรทัด {to_thai(number)}")
        else:
            withdrawn = row[STANDING] == WITHDRAWN
            known.append(KnownKey(row[CODE], row.get(OFFICE, ""), key, withdrawn, row.get(REMARK, "")))
    if faults:  # a row that is not understood may be the one by which a key was withdrawn: the list counts whole or not
        raise SettingsWrong(
            f"{FILE} ใช้ไม่ได้: {', '.join(faults[:8])} ต้องมีรหัสหน่วยงาน กุญแจ (เลขฐาน ๖๔) และสถานะ “{IN_USE}” หรือ “{WITHDRAWN}” "
            "กรุณาแก้แล้วลองอีกครั้ง"
        )
    return tuple(known)


def format_keys(keys: Iterable[KnownKey]) -> bytes:
    """The list as a file that Excel opens."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in keys:
        raw = base64.b64encode(one.key.public_bytes_raw()).decode()
        writer.writerow((one.office, one.name, raw, WITHDRAWN if one.withdrawn else IN_USE, one.remark))
    return out.getvalue().encode("utf-8-sig")


def _key(written: str) -> Ed25519PublicKey | None:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(written, validate=True))
    except (binascii.Error, ValueError):
        return None
