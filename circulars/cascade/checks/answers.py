"""What a reviewer's answers left behind in the draft: values corrected elsewhere, recipients that could not be used.

An answer may correct what was read and touch a part of the draft at once; the part then holds the old value, typed, and
wins over what is drafted anew. Nobody sees that but here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from circulars.cascade.checks.facts.factlock import content_texts
from circulars.directory import Level, Office
from circulars.documents.word.content import LetterContent
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.review import write_field
from circulars.thai.text import folded

_WATCHED = ("reference_number", "date_be")
"""Fields of the source that a draft repeats word for word; a later hop looks the letter up by them."""


def old_values(read: Letter, corrected: Letter, content: LetterContent) -> Iterator[Finding]:
    """Number and date as they were read, where they were corrected and still stand in the draft; each blocks."""
    text = folded(" ".join(text for _, text in content_texts(content)))
    for name in _WATCHED:
        old, new = write_field(read, name), write_field(corrected, name)
        if old and old != new and folded(old) not in folded(new) and folded(old) in text:
            message = "ค่าเดิมก่อนแก้ยังอยู่ในร่าง กรุณาแก้ในช่องของร่างด้วย"
            yield Finding("old-value", Severity.BLOCKS, name, message, seen=old, against=new)


def asked_recipients(asked: Sequence[str], unresolved: Sequence[str], office: Office) -> Iterator[Finding]:
    """Recipients that a reviewer typed and that the draft does not go to; each blocks."""
    if not asked:
        return
    if office.level is Level.DISTRICT:
        message = "อำเภอพิมพ์ผู้รับเองยังไม่ได้ ร่างนี้ไปตามผู้รับของแม่แบบ กรุณาตัดผู้รับที่ไม่เกี่ยวออก หรือร่างเอง"
        yield Finding("asked-recipients", Severity.BLOCKS, "addressees", message, seen=" / ".join(asked))
    for name in unresolved:
        message = "ไม่พบผู้รับที่พิมพ์ ร่างนี้จึงไม่ไปถึง กรุณาแก้ช่อง เปลี่ยนผู้รับเป็น"
        yield Finding("asked-recipients", Severity.BLOCKS, "addressees", message, seen=name)
