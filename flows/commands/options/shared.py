"""Options that several commands know, and how numbers and years are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from typer import Option


def whole_number(text: str) -> int:
    """A number as it stands in a register, in either digit script. Raises ValueError, in Thai.

    >>> whole_number("๑๒")
    12
    """
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"ต้องเป็นจำนวนเต็ม ไม่ใช่ {text!r}") from None
    if number < 1:
        raise ValueError(f"ต้องเป็นจำนวนตั้งแต่ 1 ขึ้นไป ไม่ใช่ {text}")
    return number


def year_be(text: str) -> int:
    """A year of the Buddhist Era; one of the Common Era is told as such. Raises ValueError, in Thai.

    >>> year_be("๒๕๖๙")
    2569
    >>> year_be("2026")
    Traceback (most recent call last):
    ValueError: 2026 เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ. 2569
    """
    year = whole_number(text)
    if 1857 <= year <= 2157:
        raise ValueError(f"{year} เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ. {year + 543}")
    if not 2400 <= year <= 2700:
        raise ValueError(f"ต้องเป็นปี พ.ศ. สี่หลัก เช่น 2569 ไม่ใช่ {text}")
    return year


@dataclass(frozen=True, kw_only=True)
class Everywhere:
    """Options that may stand before the command or after it."""

    verbose: Annotated[bool, Option("--verbose", help="บอกสาเหตุทางเทคนิคเมื่อผิดพลาด")] = False
    home: Annotated[
        Path | None,
        Option("--home", metavar="DIR", help="โฟลเดอร์ของสำนักงาน (ปกติ CIRCULARS_HOME หรือ ./office)", readable=False),
    ] = None


Json = Annotated[bool, Option("--json", help="พิมพ์ JSON หนึ่งบรรทัดต่อหนึ่งรายการ")]
Year = Annotated[int | None, Option("--year", metavar="BE", help="ปี พ.ศ.", parser=year_be)]
OfficeCode = Annotated[str | None, Option("--office", metavar="CODE", help="สำนักงานอื่นที่ระบบนี้ทำแทน")]
By = Annotated[str, Option("--by", metavar="NAME", help="ชื่อผู้บันทึก")]
Reason = Annotated[str, Option("--reason", metavar="TEXT", help="เหตุผล")]
