"""What a QR code proves of the page it stands on: told to whoever asks, with what must still be compared by eye."""

from __future__ import annotations

import difflib
import re

from circulars.documents.signing.qr.code import LetterCode, ReadCode, Standing, code_of, digests_of
from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.text import folded

_MOST = 3
_AROUND = 8
"""Differences that are shown, and letters of the text around each."""
_BROKEN = "QR บนหน้าถูกแก้ไข หรือไม่ใช่ QR ของระบบนี้ จึงไม่พิสูจน์อะไร"
_STRANGER = (
    "QR บนหน้าลงนามด้วยกุญแจที่สำนักงานไม่รู้จัก (อ้างว่าเป็นหนังสือ {named}) จึงไม่พิสูจน์อะไร ถ้าเป็นหน่วยงานที่รู้จัก กรุณาขอกุญแจมาวางใน trust/"
)
_OTHER = "QR เป็นของหนังสือ {named} ของ {signer} แต่หน้านี้{seen} QR ถูกนำมาจากหนังสืออื่น หรือหน้าถูกแก้ กรุณาขอต้นฉบับ"
_SAME = "QR ลงนามโดย {signer}: หนังสือ {named} ผู้รับ เรื่อง และข้อความในหน้าตรงกับที่ออกทุกตัวอักษร (QR ไม่ได้พิสูจน์สิ่งที่ส่งมาด้วย)"
_FIGURES = "QR ลงนามโดย {signer}: หนังสือ {named} ตัวเลขในข้อความตรงทุกตัว แต่ถ้อยคำที่อ่านจากหน้าไม่ตรงกับที่ออกทุกตัวอักษร{told} กรุณาเทียบกับต้นฉบับ"
_DIFFERS = "QR ลงนามโดย {signer}: หนังสือ {named} แต่ข้อความหรือตัวเลขในหน้าไม่ตรงกับที่ออก{told} หน้าอาจถูกแก้ กรุณาขอต้นฉบับ"


def judged(read: ReadCode, page: Letter, issued: Letter | None = None) -> tuple[str, bool]:
    """The sentence on a code and the page that it stands on, and whether page and code are what was issued.

    `issued` is the letter as our archive has it, where it is ours: then the words that differ are shown. True only where
    every letter of the text agrees: that a reader of pictures misread a word cannot be told from a word that was changed.
    """
    code = read.code
    if read.standing is Standing.BROKEN or code is None:
        return _BROKEN, False
    named = f"ที่ {code.reference} ลงวันที่ {format_date(ThaiDate.from_ce(code.dated))}"
    if read.standing is Standing.STRANGER:
        return _STRANGER.format(named=named), False
    told = {"named": named, "signer": read.signer}
    if seen := _another(code, page):
        return _OTHER.format(**told, seen=seen), False
    text, figures = digests_of(page)
    if text == code.text:
        return _SAME.format(**told), True
    known = issued is not None and code_of(issued) == code
    differing = _differences(issued, page) if issued is not None and known else ""
    return (_FIGURES if figures == code.figures else _DIFFERS).format(**told, told=differing), False


def _another(code: LetterCode, page: Letter) -> str:
    """By what the page is seen to be another letter; empty where nothing says so."""
    number, day = page.reference.value, page.dated.value
    if number is not None and folded(format_reference(number)) != folded(code.reference):
        return f"อ่านได้ ที่ {format_reference(number)}"
    if day is not None and day.iso_ce != code.dated.isoformat():
        return f"อ่านได้ ลงวันที่ {format_date(day)}"
    if number is None or day is None:
        return "อ่านเลขที่หรือวันที่ไม่ได้ จึงไม่ทราบว่าเป็นฉบับเดียวกัน"
    return ""


def _differences(issued: Letter, page: Letter) -> str:
    """``: “…๑๐ คน…” ที่ออกคือ “…๒๐ คน…”``: the places that differ, the first few."""
    was, now = _words(issued), _words(page)
    found = [one for one in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes() if one[0] != "equal"]
    shown = [
        f"“{now[max(0, c - _AROUND) : d + _AROUND]}” ที่ออกคือ “{was[max(0, a - _AROUND) : b + _AROUND]}”"
        for _, a, b, c, d in found
        if folded(was[a:b]) != folded(now[c:d])
    ]
    more = " และที่อื่น" if len(shown) > _MOST else ""
    return f": {'; '.join(shown[:_MOST])}{more}" if shown else ""


def _words(letter: Letter) -> str:
    """What the digest is of, as people read it."""
    parts = (*letter.addressees, letter.subject, *letter.body)
    return re.sub(r"\s+", " ", " ".join(one.value for one in parts if one.value))
