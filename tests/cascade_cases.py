"""Letters and offices for the cascade's tests; every person and number is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from circulars.directory.offices import find_office
from circulars.directory.profile import OfficeProfile, SignatoryProfile, default_profile
from circulars.letter.field import Field
from circulars.letter.letter import CitedLetter, Contact, Enclosure, Letter, LetterKind, Secrecy, Signatory, Urgency
from circulars.letter.reference import parse_reference
from circulars.thai.dates import ThaiDate

TODAY = dt.date(2024, 1, 22)
CAUSE = "ตามที่สำนักงานกลางได้จัดอบรมการใช้ระบบทะเบียน เมื่อวันที่ ๓๐ พฤศจิกายน ๒๕๖๖ นั้น"
SITUATION = "กรมการปกครองได้จัดทำแนวทางการใช้ระบบทะเบียน จำนวน ๓ ขั้นตอน รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
OURS = "๑. มอบหมายบุคลากรของที่ทำการปกครองจังหวัดเป็นผู้ดูแลระบบ"
DOWN = "๒. แจ้งแนวทางการใช้ระบบทะเบียนไปยังที่ทำการปกครองอำเภอ เพื่อศึกษาและถือปฏิบัติ"
CONTACT = "ทั้งนี้ กรมการปกครองได้มอบหมายนายทดลอง สมมุติชน หมายเลขโทรศัพท์ ๐๘ ๐๐๐๐ ๐๐๐๐ เป็นผู้ประสานงาน"
PURPOSE = "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
BODY = (CAUSE, f"{SITUATION} และขอให้ที่ทำการปกครองจังหวัด ดำเนินการ ดังนี้", OURS, DOWN, CONTACT, PURPOSE)


def incoming(
    body: Sequence[str] = BODY,
    *,
    addressees: Sequence[str] = ("ผู้ว่าราชการจังหวัด ทุกจังหวัด",),
    subject: str = "แนวทางการใช้ระบบทะเบียน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    urgency: Urgency | None = Urgency.URGENT,
    secrecy: Secrecy | None = None,
    sender: str = "กรมการปกครอง",
    number: str = "มท ๐๓๙๙/ว ๑๕๗",
    enclosures: Sequence[tuple[str, str | None]] = (("แนวทางการใช้ระบบทะเบียน", "๑ ชุด"),),
    references: Sequence[CitedLetter] = (),
) -> Letter:
    """A department's circular as read without doubt."""
    return Letter(
        pages=(1,),
        kind=Field(LetterKind.EXTERNAL),
        urgency=Field(urgency),
        secrecy=Field(secrecy),
        reference=Field(parse_reference(number)),
        sender_agency=Field(sender),
        dated=Field(ThaiDate(2567, 1, 18)),
        subject=Field(subject),
        salutation=Field("เรียน"),
        addressees=tuple(Field(one) for one in addressees),
        references=tuple(Field(one) for one in references),
        enclosures=tuple(Field(Enclosure(title, quantity)) for title, quantity in enclosures),
        body=tuple(Field(one) for one in body),
        closing=Field("ขอแสดงความนับถือ"),
        signatory=Field(Signatory("นายตัวอย่าง ทดสอบ", "อธิบดีกรมการปกครอง")),
        contact=Field(Contact("สำนักทดลอง", "๐ ๒๐๐๐ ๐๐๐๐")),
    )


def office_profile(name: str = "สกลนคร", **changes: object) -> OfficeProfile:
    """An office with a telephone and its head as signatory."""
    office = find_office(name)
    profile = default_profile(office)
    profile = replace(profile, phone="๐ ๔๐๐๐ ๐๐๐๐", signatories=(SignatoryProfile("นายสมมุติ ตั้งขึ้น", office.head_title),))
    return replace(profile, **changes)  # type: ignore[arg-type]
