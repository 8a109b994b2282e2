"""Is the office ready to issue letters: what is missing before the first approval, told at `up`, in `status` and on the form.

Nothing here stops anything; what is missing is refused where a letter is approved. But whoever approves should not be the
first to hear of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circulars.archive import Archive
from circulars.directory import OfficeProfile
from circulars.documents.word.emblem import emblem_picture
from circulars.errors import SettingsWrong
from circulars.review.reviewers import is_enrolled
from circulars.thai.dates import year_be
from circulars.thai.digits import to_thai
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a real office does not have yet: what, and what to do. ``blocks``: no letter can be issued so."""

    what: str
    remedy: str
    blocks: bool = True

    def __str__(self) -> str:
        """One line for a clerk."""
        return f"{self.what} {self.remedy}"


def lacks(settings: Settings, day: dt.date) -> tuple[Lack, ...]:
    """What the office lacks on this day, and what the offices that it acts for lack; nothing for a demo."""
    if settings.demo:
        return ()
    own = tuple(office_lacks(settings, settings.profile, day))
    known = {(lack.what, lack.remedy) for lack in own}
    others: dict[Lack, list[str]] = {}
    for profile in list(settings.profiles.values())[1:]:
        for lack in office_lacks(settings, profile, day):
            if (lack.what, lack.remedy) not in known and lack.blocks:
                others.setdefault(lack, []).append(profile.office.name)
    return (*own, *(_of(lack, names) for lack, names in others.items()), *_reached(settings))


def _reached(settings: Settings) -> Iterator[Lack]:
    """The server and the desk are opened by the same people: one named for others and the other not is a mistake."""
    if (settings.public_url is None) is not (settings.desk_url is None):
        named, other = ("public_url", "desk_url") if settings.public_url else ("desk_url", "public_url")
        what = "โต๊ะทำงาน" if other == "desk_url" else "หน้าตรวจของ Prefect"
        yield Lack(
            f"{what}ยังเปิดได้เฉพาะเครื่องของระบบ ทั้งที่บอก {named} ไว้แล้ว",
            f"กรุณาเพิ่ม {other} ใต้ [server] ใน office.toml (docs/server)",
            blocks=False,
        )


def _of(lack: Lack, names: Sequence[str]) -> Lack:
    shown = f"{names[0]} และอีก {to_thai(len(names) - 1)} แห่ง" if len(names) > 1 else names[0]
    return Lack(f"{shown}: {lack.what}", lack.remedy, lack.blocks)


def office_lacks(settings: Settings, profile: OfficeProfile, day: dt.date) -> Iterator[Lack]:
    """What one office lacks; nothing for a demo."""
    if settings.demo:
        return
    yield from _emblem(profile)
    if not profile.signatories:
        yield Lack("ยังไม่มีผู้ลงนาม", "กรุณาเพิ่ม [[office.signatories]] ใน office.toml")
    elif profile.signatory_on(day) is None:
        yield Lack("วันนี้ไม่มีผู้ลงนามที่มีอำนาจ", "กรุณาตรวจ from และ to ของ [[office.signatories]] ใน office.toml")
    yield from _reviewers(settings, profile, day)
    if not profile.phone:
        yield Lack("ยังไม่มีโทรศัพท์ท้ายหนังสือ", "กรุณาเพิ่ม phone ใน office.toml", blocks=False)
    if not profile.contact_office_lines:
        yield Lack("ยังไม่มีส่วนราชการเจ้าของเรื่องท้ายหนังสือ", "กรุณาเพิ่ม contact_office ใน office.toml", blocks=False)


def _emblem(profile: OfficeProfile) -> Iterator[Lack]:
    """The emblem as it would be printed."""
    if profile.emblem_file is None:
        yield Lack(
            "ตราครุฑยังเป็นภาพตัวอย่าง",
            'กรุณาวางไฟล์ภาพตราในโฟลเดอร์ของสำนักงาน แล้วเขียน emblem = "ชื่อไฟล์" ใต้ [office] ใน office.toml',
        )
        return
    try:
        emblem_picture(profile.emblem_file)
    except SettingsWrong as error:
        yield Lack("ตราครุฑใช้ไม่ได้:", error.message)


def unnumbered(settings: Settings, archive: Archive, day: dt.date) -> tuple[Lack, ...]:
    """Registers from which nothing has been numbered this year: the first letter would get ๑."""
    if settings.demo:
        return ()
    year = year_be(day)
    office = settings.profile.office.code
    books = [("sent", "ทะเบียนหนังสือส่ง"), *([("circular", "ทะเบียนหนังสือเวียน")] if office in settings.own_series else [])]
    return tuple(
        Lack(
            f"{name}ปี {to_thai(year)} ยังว่าง ฉบับแรกจะได้เลข ๑",
            "ถ้าปีนี้ออกเลขบนกระดาษไปแล้ว กรุณากรอกเลขสุดท้ายของกระดาษในหน้า ทะเบียน ก่อนอนุมัติฉบับแรก",
            blocks=False,
        )
        for book, name in books
        if not archive.register_rows(office, book, year)
    )


def _reviewers(settings: Settings, profile: OfficeProfile, day: dt.date) -> Iterator[Lack]:
    able = [one for one in settings.reviewers if one.may_approve(profile.office.code, day)]
    if not able:
        yield Lack("ยังไม่มีผู้ตรวจที่อนุมัติได้วันนี้", 'กรุณาสั่ง circulars reviewers add "ชื่อผู้ตรวจ"')
    elif not any(is_enrolled(settings.home, one.name) for one in able):
        yield Lack(f"{able[0].name} ยังไม่มีรหัสยืนยัน", f"กรุณาสั่ง circulars reviewers add '{able[0].name}'")
