"""What a draft rests on: the letter that it forwards, the letters that it names, what was read in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from circulars.cascade.checks.case import Case, Check, blocks, warns
from circulars.cascade.plan.thread import copy_title
from circulars.checks.rules.pointers import Listed, beyond, pointers
from circulars.letter.doubt import sentences_of
from circulars.letter.finding import Finding
from circulars.letter.letter import LetterKind
from circulars.letter.reference import format_reference
from circulars.letter.schema import part_of
from circulars.thai.digits import to_thai


def _secrecy(case: Case) -> Iterator[Finding]:
    """No draft from a classified letter."""
    if case.letter.secrecy.value is not None:
        yield blocks("secrecy", "secrecy", "หนังสือต้นเรื่องมีชั้นความลับ ห้ามส่งต่อผ่านระบบนี้", str(case.letter.secrecy.value))
    elif case.letter.secrecy.doubtful:
        yield blocks(
            "secrecy", "secrecy", "อาจมีชั้นความลับ กรุณายืนยันก่อนว่าไม่มี", " ".join(sentences_of(case.letter.secrecy.doubts))
        )


def _order_of_dates(case: Case) -> Iterator[Finding]:
    """The source is not later than our receipt stamp and than today."""
    dated = case.letter.dated.value
    if dated is None:
        return
    if dated.ce > case.today:
        yield blocks("date-order", "date_be", "หนังสือต้นเรื่องลงวันที่หลังวันนี้ กรุณาตรวจวันที่", dated.iso_be)
    for stamp in case.letter.receipt_stamps:
        if stamp.value and stamp.value.dated and stamp.value.dated < dated:
            yield warns("date-order", "date_be", "วันที่ในตรารับอยู่ก่อนวันที่ของหนังสือ", stamp.value.dated.iso_be, dated.iso_be)
    if case.prior is not None and case.prior.dated.ce > case.today:
        yield blocks("date-order", "draft.references", "หนังสือที่อ้างถึงลงวันที่หลังวันนี้", case.prior.dated.iso_be)


def _cites(case: Case) -> Iterator[Finding]:
    """อ้างถึง is our own letter that they have, one alone, and never the letter that we forward."""
    source = case.letter.reference.value
    number = format_reference(source) if source else ""
    for line in case.content.references:
        if number and number in line:
            yield blocks("references-known", "draft.references", "หนังสือที่ส่งต่อต้องอยู่ในสิ่งที่ส่งมาด้วย ไม่ใช่อ้างถึง", line)
        elif case.prior is None or line != case.prior.cited():
            yield blocks("references-known", "draft.references", "ไม่พบในคลังว่าผู้รับมีหนังสือฉบับที่อ้างถึงนี้แล้ว", line)
    if len(case.content.references) > 1:
        yield warns(
            "one-reference", "draft.references", "อ้างถึงควรมีฉบับสุดท้ายฉบับเดียว", to_thai(len(case.content.references))
        )


def _forwarded(case: Case) -> Iterator[Finding]:
    """The forwarded letter is named with owner, number and date; enclosures are counted."""
    if case.content.kind is not LetterKind.EXTERNAL:
        return
    title = copy_title(case.letter)
    if not any(name == title or name.startswith("สำเนา") for name, _ in case.content.enclosures):
        yield blocks("copy-enclosed", "draft.enclosures", "ไม่มีสำเนาหนังสือต้นเรื่องในสิ่งที่ส่งมาด้วย", against=title)
    if case.letter.reference.value is None and case.letter.kind.value in (
        None,
        LetterKind.EXTERNAL,
        LetterKind.STAMPED,
    ):
        yield blocks("source-named", "reference_number", "ยังไม่ทราบเลขที่ของหนังสือต้นเรื่อง กรุณากรอกก่อน")
    if case.letter.dated.value is None:
        yield blocks("source-named", "date_be", "ยังไม่ทราบวันที่ของหนังสือต้นเรื่อง กรุณากรอกก่อน")
    if not case.letter.sender_agency.value:
        yield blocks("source-named", "sender_agency", "ยังไม่ทราบเจ้าของหนังสือต้นเรื่อง กรุณากรอกก่อน")
    for name, quantity in case.content.enclosures:
        if not quantity:
            yield warns("copy-enclosed", "draft.enclosures", "สิ่งที่ส่งมาด้วยไม่ระบุจำนวน กรุณากรอก", name)


def _pointers(case: Case) -> Iterator[Finding]:
    """ที่อ้างถึง and สิ่งที่ส่งมาด้วย are mentioned exactly when the fields are there, with numbers in the list."""
    if case.content.kind is not LetterKind.EXTERNAL:
        return
    for at, check, field, word, entries in (
        (Listed.REFERENCES, "references-listed", "draft.references", "ที่อ้างถึง", len(case.content.references)),
        (Listed.ENCLOSURES, "enclosures-listed", "draft.enclosures", "สิ่งที่ส่งมาด้วย", len(case.content.enclosures)),
    ):
        for one in beyond(case.body, at, entries):
            told = "เลขลำดับเกินรายการที่มี" if one.number and entries else f"ข้อความกล่าวถึง “{word}” แต่ไม่มีรายการ"
            yield blocks(check, field, told, one.words)
        if entries and not any(pointers(case.body, at)):
            yield warns("list-mentioned", field, f"มีรายการแต่ข้อความไม่ได้กล่าวถึง “{word}”")


def _confirm(case: Case) -> Iterator[Finding]:
    """Doubtful fields of the source that the draft prints are listed for confirmation."""
    for name in case.confirm:
        value = getattr(case.letter, part_of(name) or name)
        fields = value if isinstance(value, tuple) else (value,)
        reasons = " / ".join(sentences_of(tuple(reason for field in fields for reason in field.doubts)))
        message = "ค่าที่อ่านได้ยังไม่แน่ใจและใช้อยู่ในร่าง กรุณายืนยันก่อนอนุมัติ"
        yield warns("confirm", name, message, reasons[:300])


CHECKS: tuple[Check, ...] = (_secrecy, _order_of_dates, _cites, _forwarded, _pointers, _confirm)
"""The checks of this module."""
