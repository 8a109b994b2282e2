"""`circulars qr`: the office's key for the QR codes of its letters, and the page that checks them without a server."""

from __future__ import annotations

from circulars.documents.signing.qr.keys import checking_page, known_keys, make_key, own_key, public_pem
from flows.commands.options.leaving import Qr
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
