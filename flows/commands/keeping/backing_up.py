"""`circulars backup` and `circulars restore`: the whole office kept, and brought back into a new folder."""

from __future__ import annotations

from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.keeping import Backup, Restore
from flows.office.backup import back_up_office, restore_office
from flows.settings import load_settings, office_home
from flows.settings.stores import Stores, require_database


def backup(arguments: Backup) -> int:
    """`circulars backup DIR`: the whole office, while it runs."""
    settings = load_settings(arguments.home)
    require_database(Stores(settings.database_url, settings.files_url))
    with opened(arguments.home) as (archive, settings):
        done = back_up_office(settings, archive, arguments.directory)
    print(
        f"สำรองแล้วไว้ใน {arguments.directory}: แฟ้ม {to_thai(done.archived)} ไฟล์ โฟลเดอร์ของสำนักงาน {to_thai(done.office)} ไฟล์"
    )
    print(f"สมุดบันทึกเหตุการณ์ {to_thai(done.events)} รายการ ลายนิ้วมือสุดท้าย {done.head}")
    print("ชุดสำรองมีรหัสเข้าใช้และรหัสลับของผู้ตรวจด้วย อ่านได้เฉพาะเจ้าของโฟลเดอร์ กรุณาเก็บในที่ปลอดภัยเท่ากับตัวสำนักงาน")
    return 0


def restore(arguments: Restore) -> int:
    """`circulars restore DIR --home NEW`: the whole office into a new folder; verified before it is called done."""
    home = office_home(arguments.home)
    done = restore_office(arguments.directory, home)
    print(
        f"คืนข้อมูลแล้วใน {home}: แฟ้ม {to_thai(done.archived)} ไฟล์ โฟลเดอร์ของสำนักงาน {to_thai(done.office)} ไฟล์ ตรวจครบถ้วน"
    )
    print(
        f"ข้อมูลถึงเหตุการณ์ที่ {to_thai(done.events)} ลายนิ้วมือ {done.head} หนังสือที่ออกหลังจากนั้นไม่อยู่ในชุดนี้ กรุณาเทียบกับทะเบียนที่พิมพ์ก่อนออกเลขต่อ"
    )
    print(f"ฐานข้อมูลเดิม: {done.database}")
    print(f"เริ่มใช้งานด้วย: circulars up --home {home}")
    return 0
