"""The ledger as people read it: what happened, in Thai, the latest first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from circulars.archive import Archive

NAMES = {
    "file-received": "รับไฟล์",
    "letters-read": "อ่านและลงทะเบียนรับ",
    "drafted": "ร่างหนังสือ",
    "decided": "ผู้ตรวจตัดสิน",
    "decision-taken-back": "คืนคำอนุมัติ",
    "approval-refused": "ไม่รับคำอนุมัติ",
    "number-reserved": "จองเลขระหว่างออก",
    "issued": "ออกหนังสือ",
    "signed": "ลงนาม",
    "queued": "สั่งส่งอีเมล",
    "carried": "ส่งทางอื่น",
    "mail-handing": "กำลังส่งอีเมล",
    "mail-sent": "ส่งอีเมลแล้ว",
    "mail-failed": "ส่งอีเมลไม่ได้ จะลองใหม่",
    "mail-refused": "เซิร์ฟเวอร์อีเมลไม่รับ",
    "mail-bounced": "อีเมลตีกลับ",
    "mail-withdrawn": "ยกเลิกการส่งอีเมล",
    "mail-queued": "สั่งส่งอีเมลอีกครั้ง",
    "number-cancelled": "ยกเลิกเลข",
    "register-corrected": "แก้ทะเบียน",
    "register-confirmed": "ยืนยันทะเบียน",
    "register-imported": "นำเข้าทะเบียนเดิม",
    "letters-imported": "นำเข้าหนังสือเก่า",
    "entered-by-hand": "ลงทะเบียนด้วยมือ",
    "numbers-kept": "จองเลขล่วงหน้า",
    "year-begun": "เริ่มเลขของปีต่อจากทะเบียนกระดาษ",
    "signed-copy-attached": "แนบสำเนาที่ลงนาม",
    "copy-brought": "แนบสำเนา รอยืนยันว่าลงนาม",
    "answer-table": "แนบตารางคำตอบ",
    "copy-refused": "ไม่รับสำเนาที่แนบ",
    "kept-number-used": "ใช้เลขที่จอง",
    "acknowledged": "ผู้รับรับแล้ว",
    "answered": "ผู้รับตอบแล้ว",
    "matter-done": "ปิดเรื่อง",
    "outcome-proposed": "เสนอการปฏิบัติ",
    "outcome-decided": "กำหนดการปฏิบัติ",
    "retention-set": "กำหนดอายุการเก็บ",
    "draft-edited": "แก้ร่างใน Word",
    "backed-up": "สำรองข้อมูล",
    "restored": "คืนข้อมูล",
    "verified": "ตรวจความครบถ้วน",
    "sign-window": "ลงนามครั้งเดียวหลายเรื่อง",
    "desk-entered": "เข้าสู่ระบบ",
    "desk-refused": "ปฏิเสธการเข้าถึง",
    "desk-password": "เปลี่ยนรหัสผ่าน",
    "desk-sent": "ส่งไฟล์เข้า",
    "desk-tried-again": "ส่งอ่านใหม่",
    "desk-unlocked": "เปิดไฟล์ด้วยรหัสผ่าน",
    "desk-account-made": "เพิ่มบัญชี",
    "desk-account-changed": "แก้บัญชี",
    "reviewer-locked": "ปิดชื่อผู้ตรวจ",
    "settings": "แก้ office.toml",
    "clock-accepted": "รับรองนาฬิกา",
}
"""Kinds of events that people ask about; the others are shown by their own name."""
_TOLD = ("by", "signer", "reason", "reference", "note", "asked", "who", "step", "name")


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: when, what, of what, and the plain words that were kept with it."""

    number: int
    at: dt.datetime
    kind: str
    name: str
    subject: str
    told: str


def happened(
    archive: Archive, offices: Collection[str], kinds: Sequence[str] = (), limit: int = 100, before: int = 0
) -> tuple[Happened, ...]:
    """The latest events of these offices, of these kinds where some are named; `before` is a number to go on from."""
    return tuple(
        Happened(one.number, one.at, one.kind, NAMES.get(one.kind, one.kind), one.subject, _words(one.detail))
        for one in archive.events(tuple(kinds), limit, before, offices)
    )


def _words(detail: str) -> str:
    """The plain texts of an event's detail; rows and digests are the machine's."""
    try:
        told = json.loads(detail)
    except ValueError:
        return ""
    found = (str(told[name]) for name in _TOLD if isinstance(told, dict) and isinstance(told.get(name), str))
    return " · ".join(text for text in found if text)
