"""`circulars qr` and `circulars keys`: the key of this office's program, and those of other offices that it knows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from circulars.archive import Archive
from circulars.directory.offices import find_office
from circulars.documents.signing.manifest.judged import shown
from circulars.documents.signing.manifest.known import FILE, KnownKey, format_keys, read_keys
from circulars.documents.signing.manifest.written import fingerprint
from circulars.documents.signing.qr.keys import (
    checking_page,
    known_keys,
    make_key,
    own_key,
    public_key_in,
    public_pem,
)
from circulars.errors import CircularsError
from circulars.intake.claims import write_whole
from circulars.thai.text import folded
from flows.commands.opened import opened
from flows.commands.options.leaving import Keys, Qr
from flows.settings import load_settings


def qr(arguments: Qr) -> int:
    """`circulars qr [--page FILE] [--public FILE]`: the key is made once, and never replaced."""
    settings = load_settings(arguments.home)
    secrets = settings.folder("secrets")
    new = make_key(secrets)
    print("สร้างกุญแจของ QR แล้ว กรุณาสำรองโฟลเดอร์ secrets" if new else "มีกุญแจของ QR อยู่แล้ว")
    if not settings.qr:
        print("ยังไม่เปิดใช้ กรุณาเขียน [qr] on = true ใน office.toml")
    if arguments.public is not None:
        arguments.public.write_bytes(public_pem(own_key(secrets).public_key()))
        print(f"เขียนกุญแจสาธารณะลง {arguments.public} ให้หน่วยงานอื่นวางใน trust/ ชื่อไฟล์ลงท้าย .qr.pem")
    if arguments.page is not None:
        arguments.page.write_bytes(checking_page(known_keys(settings.home, settings.profile.office.name)))
        print(f"เขียนหน้าตรวจ QR ลง {arguments.page} เปิดในเบราว์เซอร์ได้โดยไม่ต้องต่อเครือข่าย")
    return 0


def keys(arguments: Keys) -> int:
    """`circulars keys list|own|add|withdraw|remove`: no key counts whose fingerprint nobody compared."""
    with opened(arguments.home) as (archive, settings):
        if arguments.action == "own":
            return _own(settings.folder("secrets"), arguments.file)
        if arguments.action == "add":
            return _add(archive, settings.home, arguments)
        if arguments.action in ("withdraw", "remove"):
            return _change(archive, settings.home, arguments)
        for one in read_keys(settings.home):
            told = {"office": one.office, "name": one.name, "fingerprint": one.fingerprint, "withdrawn": one.withdrawn}
            standing = "ถอนแล้ว" if one.withdrawn else "ใช้"
            line = f"{one.office}  {one.name}  {shown(one.fingerprint)}  {standing}  {one.remark}"
            print(json.dumps(told | {"remark": one.remark}, ensure_ascii=False) if arguments.json else line)
    return 0


def _own(secrets: Path, file: Path | None) -> int:
    make_key(secrets)
    key = own_key(secrets).public_key()
    if file is not None:
        file.write_bytes(public_pem(key))
    print(f"ลายนิ้วมือของกุญแจสำนักงานนี้: {shown(fingerprint(key))}")
    print("ให้หน่วยงานอื่นเทียบทางโทรศัพท์หรือกระดาษ อย่าส่งไปกับไฟล์กุญแจ", file=sys.stderr)
    return 0


def _add(archive: Archive, home: Path, arguments: Keys) -> int:
    """Enter a key whose fingerprint is the one that its office told; without that nothing is entered."""
    assert arguments.file is not None
    key, office = public_key_in(arguments.file.read_bytes(), arguments.file.name), find_office(arguments.office)
    if folded(arguments.fingerprint) != fingerprint(key):
        told = "ลายนิ้วมือไม่ตรงกับกุญแจในไฟล์" if arguments.fingerprint else "ยังไม่ได้เทียบลายนิ้วมือ"
        raise CircularsError(
            f"{told} จึงไม่รับกุญแจ กรุณาโทรถาม {office.name} ตามหมายเลขที่รู้อยู่แล้ว (ไม่ใช่หมายเลขที่มากับไฟล์) ให้อ่านลายนิ้วมือจาก "
            "circulars keys own แล้วสั่งอีกครั้งพร้อม --fingerprint",
            code="not-compared",
        )
    known = read_keys(home)
    remark = f"เทียบลายนิ้วมือโดย {arguments.by} {archive.now():%Y-%m-%d}"
    made = KnownKey(office.code, office.name, key, remark=remark)
    same = [one for one in known if (one.office, one.fingerprint) == (made.office, made.fingerprint)]
    if any(one.withdrawn for one in same):
        raise CircularsError(
            f"กุญแจนี้ของ {office.name} ถอนไปแล้ว จึงไม่รับอีก ถ้าถอนผิด กรุณาลบแถวใน {FILE} ก่อน", code="withdrawn"
        )
    _write(home, known if same else (*known, made))
    archive.record_event("key-known", made.fingerprint, {"office": office.code, "by": arguments.by})
    print(f"รู้จักกุญแจของ {office.name} ({office.code}) แล้ว: {shown(made.fingerprint)}")
    return 0


def _change(archive: Archive, home: Path, arguments: Keys) -> int:
    """Withdraw a key, which stays in the list as that; or remove one that was entered by mistake."""
    known = read_keys(home)
    meant = [one for one in known if one.fingerprint == folded(arguments.fingerprint)]
    if not meant:
        raise CircularsError("ไม่มีกุญแจที่มีลายนิ้วมือนี้ กรุณาดู circulars keys list", code="no-key")
    left = [one for one in known if one not in meant]
    if arguments.action == "withdraw":
        left += [KnownKey(one.office, one.name, one.key, True, f"ถอนโดย {arguments.by}") for one in meant]
    _write(home, left)
    archive.record_event(f"key-{arguments.action}", meant[0].fingerprint, {"by": arguments.by})
    print(f"{'ถอน' if arguments.action == 'withdraw' else 'ลบ'}กุญแจแล้ว {', '.join(one.office for one in meant)}")
    return 0


def _write(home: Path, known: Iterable[KnownKey]) -> None:
    draft = home / f".{FILE}.new"
    write_whole(draft, format_keys(known))
    draft.replace(home / FILE)
