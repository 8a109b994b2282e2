"""What the machine refuses – a folder that may not be written, a full disk – told to a clerk in one Thai line with the remedy."""

from __future__ import annotations

import errno

_REMEDY = {
    errno.EACCES: "ไม่มีสิทธิ์ใช้ {place} กรุณาเลือกที่อื่น หรือให้ผู้ดูแลระบบให้สิทธิ์",
    errno.EPERM: "ไม่มีสิทธิ์ใช้ {place} กรุณาเลือกที่อื่น หรือให้ผู้ดูแลระบบให้สิทธิ์",
    errno.EROFS: "{place} อยู่บนดิสก์ที่อ่านได้อย่างเดียว กรุณาเลือกที่อื่น",
    errno.ENOENT: "ไม่มี {place} หรือโฟลเดอร์ที่อยู่เหนือขึ้นไป กรุณาตรวจชื่อ หรือสร้างโฟลเดอร์ก่อน",
    errno.ENOTDIR: "{place} อยู่ใต้ไฟล์ ไม่ใช่ใต้โฟลเดอร์ กรุณาเลือกที่อื่น",
    errno.EEXIST: "มี {place} อยู่แล้ว กรุณาใช้ชื่ออื่น หรือย้ายของเดิมออกก่อน",
    errno.EISDIR: "{place} เป็นโฟลเดอร์ ต้องเป็นชื่อไฟล์ กรุณาเติมชื่อไฟล์",
    errno.ENOTEMPTY: "โฟลเดอร์ {place} มีของอยู่แล้ว กรุณาใช้โฟลเดอร์ว่าง",
    errno.ENOSPC: "ดิสก์เต็มที่ {place} กรุณาลบหรือย้ายไฟล์ที่ไม่ใช้ แล้วสั่งอีกครั้ง",
    errno.EDQUOT: "เนื้อที่ที่ได้รับเต็มแล้วที่ {place} กรุณาลบหรือย้ายไฟล์ที่ไม่ใช้ แล้วสั่งอีกครั้ง",
    errno.ENAMETOOLONG: "ชื่อ {place} ยาวเกินไป กรุณาใช้ชื่อที่สั้นกว่า",
    errno.EIO: "ดิสก์หรือเครือข่ายอ่านเขียน {place} ไม่ได้ กรุณาแจ้งผู้ดูแลระบบตรวจดิสก์",
    errno.ESTALE: "แชร์ที่เก็บ {place} หลุดไป กรุณาต่อแชร์ใหม่ แล้วสั่งอีกครั้ง",
}

_FULL = "ดิสก์ของสำนักงานเต็ม กรุณาลบหรือย้ายไฟล์ที่ไม่ใช้ออก ระบบจะทำต่อเองเมื่อมีที่ว่าง"
_OF_A_RUN = (
    ("database or disk is full", _FULL),  # SQLite, SQLITE_FULL
    ("no space left on device", _FULL),  # the system, and PostgreSQL's 53100
    ("disk quota exceeded", _FULL),
    ("readonly database", "เขียนฐานข้อมูลไม่ได้ (อ่านได้อย่างเดียว) กรุณาให้ผู้ดูแลระบบตรวจสิทธิ์และดิสก์ ระบบจะลองใหม่เอง"),
)
"""Words of an engine that say what is wrong, and the remedy; a run that meets it is tried again by itself."""


def told_of_a_run(fault: BaseException, words: str) -> str:
    """What keeps a run of the office from going on, and what to do; `words`: what the fault says, personal numbers hidden.

    >>> told_of_a_run(OSError(errno.ENOSPC, "No space left on device"), "") == _FULL
    True
    """
    said = str(fault).lower()
    known = next((told for text, told in _OF_A_RUN if text in said), None)
    if known is not None:
        return known
    told = " ".join(f"{type(fault).__name__}: {words}".split())
    return f"ระบบขัดข้อง จะลองใหม่เอง หากเกินหนึ่งชั่วโมงกรุณาแจ้งผู้ดูแลระบบ ({told})"


def told_in_one_line(error: OSError) -> str:
    """What happened to which file, and what to do.

    >>> told_in_one_line(IsADirectoryError(errno.EISDIR, "Is a directory", "/srv/a"))
    '/srv/a เป็นโฟลเดอร์ ต้องเป็นชื่อไฟล์ กรุณาเติมชื่อไฟล์'
    """
    place = str(error.filename2 or error.filename or "ไฟล์")
    known = _REMEDY.get(error.errno or 0)
    if known is None:
        return f"เครื่องทำงานกับ {place} ไม่ได้ ({error.strerror or error}) กรุณาสั่งอีกครั้ง ถ้ายังไม่ได้ให้แจ้งผู้ดูแลระบบ"
    return known.format(place=place)
