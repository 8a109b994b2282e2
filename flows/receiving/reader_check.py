"""Whose fault it is that a file could not be read: the sample letter that comes with the program is read to find out.

Where the sample cannot be read either, the machine is at fault and every letter waits. Where it can, and the same file
fails again and again, it is that file: too large or too strange for the reader of this machine, which is what is told.
"""

from __future__ import annotations

from circulars.checks import check_letters
from circulars.errors import CircularsError, EngineFailed, ReaderDied
from circulars.extraction.reading import read_letters
from circulars.machine_faults import told_of_a_run
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from flows.receiving.sample import SAMPLE
from flows.settings import Settings
from ocr import read_pages


def reader_fault(settings: Settings) -> Exception | None:
    """Why this machine cannot read the sample letter, or None when it can."""
    try:
        pages = read_pages(SAMPLE, engine=settings.engine)
        letters = read_letters(pages)
        check_letters(letters, today=today(), pages=pages)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is looked for here
        return fault
    if not letters:
        return EngineFailed(
            "ตัวอ่านอ่านหนังสือตัวอย่างของระบบไม่ออก กรุณาแจ้งผู้ดูแลระบบให้ติดตั้งโปรแกรมใหม่ แล้วระบบจะอ่านต่อเอง", cause="sample"
        )
    return None


def told_fault(fault: Exception) -> str:
    """A machine's fault as one Thai line with the remedy."""
    if isinstance(fault, CircularsError):
        return fault.message
    return told_of_a_run(fault, str(fault)[:200])


def too_much_for_the_reader(error: Exception, tries: int) -> str:
    """The truth about a file that ends its reader on a machine that reads others."""
    if isinstance(error, ReaderDied) and error.certain:
        return "ไฟล์นี้ต้องใช้หน่วยความจำมากกว่าที่ตัวอ่านของเครื่องนี้ใช้ได้ กรุณาสแกนใหม่ที่ ๓๐๐ จุดต่อนิ้ว หรือแบ่งเป็นหลายไฟล์"
    what = "ตัวอ่านหยุดกลางคัน" if isinstance(error, ReaderDied) else f"ระบบขัดข้อง ({type(error).__name__})"
    return (
        f"{what}ทุกครั้งที่อ่านไฟล์นี้ ({to_thai(tries)} ครั้ง) ทั้งที่อ่านหนังสือตัวอย่างได้ ไฟล์อาจใหญ่เกินเครื่องนี้หรือเสียหาย "
        "กรุณาสแกนใหม่ที่ ๓๐๐ จุดต่อนิ้ว หรือแบ่งเป็นหลายไฟล์ แล้วแจ้งผู้ดูแลระบบ"
    )
