"""Why a file is not taken in though it could be opened: classified, or no letter in it; each cause with its own remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circulars.extraction.page.spelling import noise
from circulars.extraction.reading import file_secrecy
from circulars.letter.doubt import sentences_of
from circulars.letter.field import Field
from circulars.letter.letter import Letter, Secrecy
from circulars.letter.page import Page, PageSource
from circulars.lexicon.reading.page import FOREIGN_LETTER, LATIN_LETTERS, LINK, SIGN_INSIDE, THAI_LETTER, WRAPPER_WORDS
from circulars.thai.digits import to_thai

_A4_INCHES, _A4_LONG_INCHES = 8.27, 11.69
_LEAST_DPI = 130  # below it the marks of Thai vowels and tones are one or two dots high
_GARBLED = 0.15  # of the words: no page that was read is that strange (measured: 0.07 at most)
_LEAST_LETTERS = 12  # of a page that has text
_MOSTLY = 0.8
_LEAST_MANGLED = 8  # words
_MANGLED = 0.3  # of the words; in Latin text it is some hyphens and apostrophes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is set aside: a stable ASCII code, and the Thai sentence with what a person can do."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of "no letter": its code, what a clerk is told (with ``{pages}``, ``{dpi}``), and a text that has it."""

    code: str
    message: str
    example: str = ""


BLANK = Cause(
    "blank",
    "ทุกหน้าของไฟล์นี้ว่างเปล่า ({pages} หน้า) อาจวางต้นฉบับกลับด้าน กรุณาสแกนใหม่โดยให้ด้านที่มีข้อความหันเข้าหากระจกหรือหัวอ่าน "
    "ถ้าเปิดด้วย Acrobat แล้วเห็นข้อความ (แบบฟอร์ม XFA) กรุณาพิมพ์เป็น PDF ธรรมดาแล้ววางใหม่ ถ้าเป็นไฟล์ที่ส่งมาทางอิเล็กทรอนิกส์ เนื้อไฟล์อาจเสียหาย กรุณาขอไฟล์ใหม่",
)
ILLEGIBLE = Cause(
    "illegible",
    "ไฟล์นี้มีสิ่งพิมพ์อยู่ แต่อ่านเป็นข้อความของหนังสือไม่ได้ อาจจางหรือเลอะเกินไป หรือมีแต่ภาพ แผนภูมิ หรือคำไม่กี่คำ กรุณาเปิดดู: ถ้าเป็นหนังสือ "
    "กรุณาสแกนจากต้นฉบับใหม่ให้เข้มขึ้นที่ ๓๐๐ จุดต่อนิ้ว ถ้าต้นฉบับจางเอง กรุณาขอฉบับที่ชัดจากผู้ส่ง หรือลงทะเบียนรับด้วยมือ "
    "ถ้าเป็นภาพหรือเอกสารแนบ กรุณาสแกนต่อท้ายหนังสือนำส่งเป็นไฟล์เดียวแล้ววางใหม่",
)
LOW_RESOLUTION = Cause(
    "low-resolution",
    "หน้านี้เล็กหรือหยาบเกินไปจนอ่านไม่ออก (ถ้าเป็นกระดาษ A4 ทั้งหน้า ประมาณ {dpi} จุดต่อนิ้ว) กรุณาสแกนใหม่ทั้งหน้าที่ ๓๐๐ จุดต่อนิ้ว หรือขอไฟล์ต้นฉบับแทนภาพที่ย่อ"
    "หรือส่งผ่านแอปสนทนา ถ้าเป็นรูป แผนที่ หรือส่วนหนึ่งของเอกสาร ไม่ใช่หนังสือทั้งหน้า กรุณาสแกนต่อท้ายหนังสือนำส่งเป็นไฟล์เดียวแล้ววางใหม่",
)
NOT_READ_IN_TIME = Cause(
    "unread-pages",
    "อ่านไม่ทันทุกหน้าในเวลาที่กำหนด และยังไม่พบหนังสือในหน้าที่อ่านแล้ว (ไม่ได้อ่าน {unread} จาก {pages} หน้า) "
    "กรุณาวางไฟล์อีกครั้งเมื่อเครื่องว่าง หรือแยกเป็นไฟล์ละไม่เกิน ๒๐ หน้าโดยให้หนังสือนำอยู่หน้าแรก",
)
NO_HEAD = Cause(
    "no-letter",
    "อ่านข้อความได้ แต่ไม่ใช่หน้าหนังสือ (ไม่พบเลขที่ เรื่อง หรือเรียน) เช่น สิ่งที่ส่งมาด้วยหรือแบบฟอร์มที่สแกนแยกมา: ถ้าเป็นเอกสารแนบ กรุณาสแกนต่อท้าย"
    "หนังสือนำส่งเป็นไฟล์เดียวแล้ววางใหม่ ถ้าเป็นหนังสือที่ต้องรับ กรุณาลงทะเบียนรับด้วยมือ ไม่ต้องสแกนซ้ำ",
    "ใบสมัครรับทุนการศึกษา ชื่อ-สกุล วันเดือนปีเกิด ที่อยู่ ลงชื่อผู้สมัคร",
)
NOT_THAI = Cause(
    "not-thai",
    "ข้อความในไฟล์นี้ไม่ใช่ภาษาไทย ระบบอ่านเฉพาะหนังสือราชการภาษาไทย กรุณาลงทะเบียนรับด้วยมือ หรือแนบคำแปลเป็นหนังสือไทยแล้ววางใหม่",
    "Dear Sir, we would like to invite your office to attend the annual meeting in Bangkok.",
)
WRAPPER = Cause(
    "portfolio",
    "ไฟล์ PDF นี้เป็นเพียงปกที่ห่อไฟล์อื่นไว้ข้างใน (Portfolio หรือแบบฟอร์ม XFA) กรุณาเปิดด้วย Acrobat บันทึกไฟล์ข้างในออกมาเป็น PDF ธรรมดาทีละไฟล์ แล้ววางใน inbox",
    "For the best experience, open this PDF portfolio in Acrobat X or Adobe Reader X, or later.",
)
MANGLED = Cause(
    "mangled-font",
    "ตัวหนังสือไทยในไฟล์นี้กลายเป็นอักขระอื่นทั้งหมด (แบบอักษรของต้นฉบับหายไป) จึงอ่านไม่ได้ แม้ภาพบนจอจะอ่านออก กรุณาพิมพ์ออกมาแล้วสแกน "
    "หรือขอไฟล์ PDF จากผู้ส่ง แล้ววางใหม่",
    "d':uaf inr:uiu ei'luea rualvr:dou fin1ilil:car nnao:aau 'lnrr:drlr uur:ln qnr:ciail u{uoilu lnan:alfi tn4n{raq",
)
CAUSES = (BLANK, ILLEGIBLE, LOW_RESOLUTION, NOT_READ_IN_TIME, NO_HEAD, NOT_THAI, MANGLED, WRAPPER)

SECRET_CODE = "secret"
SECRET = (
    "หนังสือนี้มีชั้นความลับ “{level}” ระบบหยุดไว้ ไม่เก็บ ไม่อ่านต่อ และไม่ส่งให้ใคร กรุณานำต้นฉบับและไฟล์นี้ส่งนายทะเบียนข้อมูลข่าวสารลับ "
    "และดำเนินการนอกระบบตามระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔"
)
MAYBE_SECRET = (
    "หน้า {page} มีสิ่งที่อาจเป็นเครื่องหมายชั้นความลับ: {why} ระบบหยุดไว้ ไม่เก็บและไม่ส่งให้ใคร กรุณาดูต้นฉบับก่อน: ถ้าเป็นหนังสือลับ ให้ส่งนายทะเบียนข้อมูลข่าวสารลับ "
    "ถ้าไม่ใช่ ให้ปิดรอยนั้นแล้วสแกนใหม่ หรือลงทะเบียนรับด้วยมือ"
)


def told_secret(reason: str) -> bool:
    """A sentence that names the veto of secrecy: the file is shown to nobody, neither its pages nor its words.

    >>> told_secret(SECRET.format(level="ลับมาก")), told_secret(NO_HEAD.message)
    (True, False)
    """
    marks = (SECRET.partition("“")[0], MAYBE_SECRET.partition("}")[2].partition(":")[0])
    return any(mark in reason for mark in marks)


def refusal(pages: Sequence[Page], letters: Sequence[Letter]) -> Refusal | None:
    """Why the file with these pages and letters is not taken in; None where it is. The one place of the veto of secrecy."""
    secrecy = next((letter.secrecy for letter in letters if letter.classified), None) or file_secrecy(pages)
    if secrecy.value is not None or secrecy.doubtful:
        return _secret(secrecy)
    return None if letters else why_no_letter(pages)


def _secret(secrecy: Field[Secrecy]) -> Refusal:
    if secrecy.value is not None:
        return Refusal(SECRET_CODE, SECRET.format(level=secrecy.value))
    page = secrecy.evidence.page if secrecy.evidence else 1
    return Refusal(SECRET_CODE, MAYBE_SECRET.format(page=to_thai(page), why=" ".join(sentences_of(secrecy.doubts))))


def why_no_letter(pages: Sequence[Page]) -> Refusal:
    """The cause for which no letter was found on these pages, in the words of its row."""
    cause = _cause(pages)
    message = cause.message.format(
        pages=to_thai(len(pages)),
        unread=to_thai(sum(page.unread for page in pages)),
        dpi=to_thai(round(min(map(_dpi, filter(_has_picture, pages)), default=0) / 10) * 10),
    )
    return Refusal(cause.code, message)


def _cause(pages: Sequence[Page]) -> Cause:
    if any(page.unread for page in pages):
        return NOT_READ_IN_TIME
    text = "\n".join(page.text for page in pages)
    thai, other = len(THAI_LETTER.findall(text)), len(FOREIGN_LETTER.findall(text))
    if WRAPPER_WORDS.search(text):
        return WRAPPER
    garbled = thai > _MOSTLY * (thai + other) and noise(text.splitlines()) >= _GARBLED
    if thai + other < _LEAST_LETTERS or garbled:
        printed = any(page.illegible for page in pages) or thai + other
        if not printed and all(page.blank or page.source is not PageSource.SCAN for page in pages):
            return BLANK
        if not garbled and all(page.source is not PageSource.SCAN for page in pages):
            return NOT_THAI if other > thai else NO_HEAD  # a few typed words: no scan would make more of them
        coarse = any(_has_picture(page) and _dpi(page) < _LEAST_DPI for page in pages)
        return LOW_RESOLUTION if coarse else ILLEGIBLE
    if other > _MOSTLY * (thai + other):
        return MANGLED if _is_mangled(text) else NOT_THAI
    return NO_HEAD


def _has_picture(page: Page) -> bool:
    return bool(page.width and page.height)


def _dpi(page: Page) -> float:
    """Dots to an inch if it is a sheet of A4, or a strip of one: a low strip is as fine as the sheet that it was cut from."""
    return max(min(page.width, page.height) / _A4_INCHES, max(page.width, page.height) / _A4_LONG_INCHES)


def _is_mangled(text: str) -> bool:
    """Latin letters with signs between them, as no language of theirs has: Thai print whose fonts were lost.

    >>> _is_mangled(MANGLED.example), _is_mangled(NOT_THAI.example)
    (True, False)
    """
    written = [word for word in text.split() if LATIN_LETTERS.search(word) and not LINK.match(word) and "@" not in word]
    return len(written) >= _LEAST_MANGLED and sum(bool(SIGN_INSIDE.search(word)) for word in written) > _MANGLED * len(
        written
    )
