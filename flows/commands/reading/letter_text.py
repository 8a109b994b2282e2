"""A letter's record as a clerk reads it in a terminal: Thai labels, Thai dates, what is in doubt marked with ?."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from circulars.archive.tracing.chains import printed_day
from circulars.letter.letter import LetterKind
from circulars.letter.record import Record
from circulars.letter.schema import ROWS
from circulars.thai.digits import to_thai

KINDS = {
    LetterKind.EXTERNAL: "หนังสือภายนอก",
    LetterKind.INTERNAL: "หนังสือภายใน (บันทึกข้อความ)",
    LetterKind.STAMPED: "หนังสือประทับตรา",
    LetterKind.ORDER: "คำสั่ง",
    LetterKind.ANNOUNCEMENT: "ประกาศ",
    LetterKind.OTHER: "อื่น ๆ",
}


def letter_lines(record: Record, *, evidence: bool = False) -> Iterator[str]:
    """Lines of text, not indented: the fields that were read or are in doubt, where each was seen, the findings."""
    doubtful = {str(name).partition(".")[0] for name in record["doubtful"]}
    for name, label in ((row.name, row.label) for row in ROWS.values() if row.shown):
        shown = [text for text in _shown(name, record) if text]
        for text in shown or (["(อ่านไม่ได้)"] if name in doubtful else []):
            yield f"{'?' if name in doubtful else ' '} {label}: {text}"
        seen: Mapping[str, object] | None = record["evidence"].get(name)
        if evidence and seen and shown:
            page = to_thai(str(seen["page"]))
            yield f"    เห็นที่หน้า {page}: “{seen['raw']}”" + (f" หรือ “{seen['other']}”" if seen.get("other") else "")
    for finding in record["findings"]:
        yield f"! {finding['message']}"


def _shown(name: str, record: Record) -> list[str]:
    if name == "kind":
        return [KINDS[LetterKind(record["kind"])]]
    if name == "date_be":
        return [printed_day(record["date_ce"])] if record["date_ce"] else []
    value: object = record[name]
    items: Sequence[object] = value if isinstance(value, list) else [value]
    return [_words(item) for item in items if item]


def _words(item: object) -> str:
    """An item in one line: its parts in their order, a date in the middle of them as the letters print it."""
    if not isinstance(item, Mapping):
        return str(item)
    if "date_be" not in item:
        return " ".join(str(part) for part in item.values() if part)
    known = {key: part for key, part in item.items() if part and not key.startswith("date_")}
    day = str(item["date_be"] or "")
    if day:
        year, _, rest = day.partition("-")
        day = printed_day(f"{int(year) - 543:04d}-{rest}")
    number = f"ที่ {known.pop('number')}" if "number" in known else ""
    rest_words = [str(part) for part in known.values()]
    return " ".join(part for part in (*rest_words, number, f"ลงวันที่ {day}" if day else "") if part)
