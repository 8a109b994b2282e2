"""Letters, marks and digits that worn print and recognisers make alike: one table, and what each use takes from it.

Measured on recognised lines (2,794 printed lines of Tesseract, and the project's own recogniser). No row proves a
misreading: each names two real words that its letters tell apart, so a use must have more to go by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Signs that are taken for one another.

    ``folds``: signs that fold to the first of them when a name as read is compared with known names. ``searched``: those
    that a search tries for each other, most often first. ``mended``: for a sign as read, those that print may have had.
    ``example``: a word as read and as printed. ``counter``: two words that only these signs tell apart.
    """

    folds: str
    searched: str
    mended: Mapping[str, str]
    example: tuple[str, str]
    counter: tuple[str, str]


ROWS = (
    LookAlikes("ดตคศ", "ดคตศ", {"ด": "ตค", "ต": "ดค", "ค": "ศดตก", "ศ": "คต"}, ("สกลนตร", "สกลนคร"), ("ดาม", "ตาม")),
    LookAlikes("ขชซ", "ชซข", {"ซ": "ช", "ช": "ซข", "ข": "ช"}, ("บัญซี", "บัญชี"), ("ขอ", "ชอ")),
    LookAlikes("สล", "ลส", {"ล": "สถ", "ส": "ล"}, ("เสขรับ", "เลขรับ"), ("สาย", "ลาย")),
    LookAlikes("ทหฑ", "ทห", {"ท": "ห", "ห": "ทพ"}, ("หหาร", "ทหาร"), ("ทาง", "หาง")),
    LookAlikes("มน", "มนบ", {"น": "มบ", "ม": "น"}, ("มายอำเภอ", "นายอำเภอ"), ("มา", "นา")),
    LookAlikes("รวธ", "วร", {"ว": "าร", "ร": "ธว", "ธ": "ร"}, ("ธายงาน", "รายงาน"), ("รัน", "วัน")),
    LookAlikes("พผฟฝ", "พฟผ", {"พ": "ผฬห", "ผ": "พ", "ย": "ผ", "ฝ": "ฟ", "ฟ": "ฝ"}, ("แพน", "แผน"), ("พา", "ผา")),
    LookAlikes("บปษ", "ปบ", {"บ": "ปษ", "ป": "บ", "ษ": "บ"}, ("บระชุม", "ประชุม"), ("บาก", "ปาก")),
    LookAlikes("กถภฎฏ", "ถภ", {"ถ": "ลก", "ก": "ภถค", "ภ": "ก", "ฎ": "ฏ", "ฏ": "ฎ"}, ("ภรม", "กรม"), ("ถา", "กา")),
    LookAlikes("ิีึื", "ิี", {"\u0e34": "\u0e35\u0e37", "\u0e35": "\u0e34"}, ("มินาคม", "มีนาคม"), ("ปิด", "ปีด")),
    LookAlikes("ุู", "ุู", {}, ("ผุ้ว่า", "ผู้ว่า"), ("ปุ", "ปู")),
    LookAlikes("าำ", "", {}, ("อาเภอ", "อำเภอ"), ("คา", "คำ")),
    LookAlikes("ไใโ", "", {}, ("ไดย", "โดย"), ("ไต", "โต")),
    LookAlikes("เแ", "", {}, ("เพร่", "แพร่"), ("เล", "แล")),
    LookAlikes("", "ึื", {"\u0e31": "\u0e49"}, ("หนัา", "หน้า"), ("ตัว", "ต้ว")),
    LookAlikes("", "", {"อ": "ฮ", "ณ": "ฌ"}, ("ณาปนกิจ", "ฌาปนกิจ"), ("อา", "ฮา")),
)
FADING = "ั่้๊๋์็"
"""Marks over the line that fall away when names are compared."""
PUT_BACK = "\u0e48\u0e49\u0e34\u0e35\u0e38\u0e4c"
"""Marks above and below that faint print loses and that are tried again."""
STRAYED = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
"""Marks that dirt and worn print are taken for."""
DIGITS: Mapping[str, str] = {
    "1": "37",
    "3": "1",
    "8": "9",
    "9": "8",
    "4": "5",
    "5": "4",
    "0": "6",
    "6": "0",
    "7": "1",
    "2": "3",
}
"""Thai digits, written as Arabic ones, that recognisers take for one another: ๑ for ๓ and ๗, ๘ for ๙."""

FOLD = {ord(other): row.folds[0] for row in ROWS for other in row.folds[1:]} | {ord(mark): "" for mark in FADING}
"""For ``str.translate``: what a name looks like when its letters are not sure."""
SEARCHED = tuple(row.searched for row in ROWS if row.searched)
MENDED: Mapping[str, str] = {seen: printed for row in ROWS for seen, printed in row.mended.items()}


def looks_like(read: str, printed: str) -> bool:
    """Two words are one but for look-alikes and fading marks.

    >>> looks_like("สกลนตร", "สกลนคร"), looks_like("สกลนคร", "สงขลา")
    (True, False)
    """
    return read.translate(FOLD) == printed.translate(FOLD)
