"""One small input a class of reading fault, all in one run: what of each must be read, and what must be asked.

python -m benchmarks.reading_classes FOLDER

FOLDER holds the inputs by the names of `CLASSES` (pictures and typed letters, all invented). Prints one line an input and
exits 1 where one is not as it must be. Siblings of the typed ones stand in `tests/test_extraction_*.py`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from circulars.letter.record import Record, letter_record
from circulars.thai.digits import to_arabic
from flows.commands.reading.dry import read_and_check
from ocr import read_pages


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an input must give: values read (``right``), fields asked, fields whose value may be wrong only if asked, none asked."""

    right: dict[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    right_or_asked: dict[str, Any] = field(default_factory=dict)
    sure: tuple[str, ...] = ()


_HEAD = ("reference_number", "is_circular", "date_be", "subject", "addressees", "sender_agency")
CLASSES: dict[str, Wanted] = {
    "i1-cut-out-of-a-head.png": Wanted({"subject": "การป้องกันไฟป่าใกล้โรงเรียนในช่วงวันหยุดปีใหม่ พ.ศ. 2568"}),
    "i2-faint-thin-print-watermark.jpg": Wanted(
        {
            "reference_number": "มท 0808.2/ว 317",
            "date_be": "2567-05-29",
            "subject": "การกำจัดผักตบชวาในแหล่งน้ำสาธารณะ",
            "addressees": ["ผู้ว่าราชการจังหวัด ทุกจังหวัด"],
            "sender_agency": "กรมส่งเสริมการปกครองท้องถิ่น",
        },
        sure=_HEAD,
    ),
    "i3-look-alike-in-abbreviations.png": Wanted(
        {"sender_agency": "สำนักงาน ก.อบต.", "contact.phone": "0-2241-9000 ต่อ 3299"},
        right_or_asked={"signatory.name": "นายวสันต์ ทดสอบวงศ์"},
    ),
    "i4-number-and-day-by-hand.png": Wanted({"reference_number": "มท 0808.2/ว 5231", "date_be": "2567-05-14"}),
    "t1-label-alone.txt": Wanted({"subject": "ขอเชิญร่วมงานวันต้นไม้ประจำปี"}, asked=("addressees",)),
    "t2-announcement-body.txt": Wanted(
        {"subject": "กำหนดเขตควบคุมการเลี้ยงสัตว์ ประจำปี 2567"}, right_or_asked={"date_be": "2567-06-03"}
    ),
    "t3-subject-goes-on.txt": Wanted(
        {"subject": "ผลการคัดเลือกผู้รับจ้างก่อสร้างถนนคอนกรีตสายบ้านสวนถึงบ้านท่าใหม่ด้วยวิธีประกวดราคาอิเล็กทรอนิกส์"}
    ),
    "t4-rule-under-subject.txt": Wanted({"subject": "ขออนุมัติจ่ายเงินค่าตอบแทนคณะกรรมการตรวจรับพัสดุ งวดที่ 2"}),
    "t5-radio-message.txt": Wanted(
        {
            "kind": "other",
            "sender_agency": "จังหวัดสกลนคร",
            "addressees": ["นายอำเภอ ทุกอำเภอ"],
            "date_be": "2567-05-14",
            "urgency": "ด่วนมาก",
        }
    ),
    "t6-year-tens-digit.txt": Wanted(asked=("date_be",)),
    "t7-number-without-label.txt": Wanted(right_or_asked={"reference_number": "มท 0816.1/ว 4402", "is_circular": True}),
    "t8-no-letter-a.txt": Wanted({"kind": "order"}),
    "t8-no-letter-b.txt": Wanted({"kind": "announcement"}),
    "t10-brackets-are-no-signer.txt": Wanted(
        {"sender_agency": "คณะกรรมการการเลือกตั้งประจำเขตเลือกตั้งที่ 3", "signatory": None}
    ),
    "t11-urgency-beside-title.txt": Wanted({"urgency": "ด่วนที่สุด"}),
    "t12-association-head.txt": Wanted({"sender_agency": "สมาคมผู้ปลูกต้นไม้แห่งประเทศไทย", "contact.phone": "0-2111-1111"}),
    "t13-digits-of-a-poor-recogniser.txt": Wanted(asked=("reference_number", "date_be", "contact", "references")),
    "t14-cited-year-cut-off.txt": Wanted(asked=("references",)),
    "t15-announcement-day-blank.txt": Wanted(asked=("date_be",)),
    "t16-stamped-letter-with-enclosure.txt": Wanted(
        {"pages": [1], "enclosure_pages": [2], "signatory": None, "contact.phone": "0 2241 9000 ต่อ 3199"}
    ),
}


def faults(wanted: Wanted, record: Record) -> list[str]:
    """What of a letter's record is not as it must be.

    >>> faults(Wanted({"subject": "ก"}, asked=("date_be",)), {"subject": "ข", "doubtful": []})
    ['subject: ข', 'date_be: not asked']
    """
    asked = set(record["doubtful"])
    found = [
        f"{name}: {_at(record, name)}" for name, value in wanted.right.items() if not _same(_at(record, name), value)
    ]
    found += [f"{name}: not asked" for name in wanted.asked if name not in asked]
    for name, value in wanted.right_or_asked.items():
        if not _same(_at(record, name), value) and not {name, name.partition(".")[0]} & asked:
            found.append(f"{name}: {_at(record, name)}, not asked")
    return found + [f"{name}: asked" for name in wanted.sure if name in asked]


def _at(record: Record, name: str) -> Any:
    value: Any = record
    for part in name.split("."):
        value = (value or {}).get(part)
    return value


def _same(read: Any, wanted: Any) -> bool:
    return to_arabic(str(read)) == to_arabic(str(wanted))


def main() -> int:
    """Read every input and print what is wrong; 1 where something is, or an input is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    good = 0
    for name, wanted in CLASSES.items():
        letters, _ = read_and_check(read_pages(folder / name))
        wrong = faults(wanted, letter_record(letters[0])) if letters else ["no letter"]
        good += not wrong
        print(f"{name:42} {'as wanted' if not wrong else '; '.join(wrong)}", flush=True)
    print(f"{good} of {len(CLASSES)}")
    return int(good < len(CLASSES))


if __name__ == "__main__":
    sys.exit(main())
