"""Every command of `circulars`, one row each: what it does, where its options and its work stand, what is typed.

This list is also the one way by which a room is loaded late: nothing here, nor in `flows.cli`, imports a recogniser, a
database or Prefect; `later` fetches what a row names when the command runs. `tests/house` opens every row.
"""

from __future__ import annotations

from flows.commands.line.row import Row, later

__all__ = ["DEBUG_PICTURES", "GROUPS", "PARSE", "ROWS", "Row", "later"]

PARSE = "line.tree:parse"
"""How words become a row and its options: loaded by `flows.cli` where there is more to say than the list of commands."""
DEBUG_PICTURES = "reading.pictures:write_debug_pictures"
"""Needed by `read --debug-dir` only: it loads the drawing of pictures."""

GROUPS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "อ่านและร่างโดยไม่ต้องเริ่มสำนักงาน",
        (
            Row(
                "read",
                "อ่านไฟล์สแกน PDF ภาพ หรือ .txt โดยไม่เก็บอะไร",
                "reading",
                "reading.dry",
                (
                    "circulars read หนังสือ.pdf",
                    "circulars read หน้า1.jpg หน้า2.jpg --json",
                    "circulars read หนังสือ.pdf --json --office 'สน ๐๐๑๘.๑'",
                ),
            ),
            Row(
                "draft",
                "อ่าน ตรวจ วางแผน และร่าง โดยไม่ใช้เซิร์ฟเวอร์",
                "reading",
                "reading.drafting",
                (
                    "circulars draft หนังสือ.pdf --office จังหวัดสกลนคร --out ร่าง",
                    "circulars draft หนังสือ.pdf --office กรมการปกครอง --out ร่าง --below --no-pdf",
                ),
            ),
        ),
    ),
    (
        "สำนักงานในเครื่องนี้",
        (
            Row(
                "demo",
                "เริ่มสำนักงานสาธิตและวางหนังสือตัวอย่างลงใน inbox",
                "office",
                "office.demo",
                ("circulars demo", "circulars demo --port 4300"),
            ),
            Row(
                "up",
                "เริ่มสำนักงาน: เซิร์ฟเวอร์ ตัวทำงาน และการเฝ้า inbox",
                "office",
                "office.running",
                ("circulars up", "circulars up --port 4300 --public-url https://saraban.example.org"),
            ),
            Row("down", "หยุดทุกอย่างที่ up หรือ demo เริ่มไว้", "office", "office.stopping", ("circulars down",)),
            Row(
                "status",
                "สำนักงานเป็นอย่างไร และมีอะไรรอตรวจ",
                "office",
                "office.running",
                ("circulars status", "circulars --home /srv/saraban status --json"),
            ),
            Row("inbox", "คัดลอกไฟล์ลงใน inbox อย่างปลอดภัย", "office", "office.dropping", ("circulars inbox หนังสือ.pdf",)),
            Row(
                "reviewers",
                "ขึ้นทะเบียนผู้ตรวจด้วยรหัสจากแอปยืนยันตัวตน",
                "office",
                "office.people",
                (
                    "circulars reviewers add 'นางสาวสมมุติ ตัวอย่าง' --position เจ้าพนักงานธุรการ",
                    "circulars reviewers list --json",
                ),
            ),
            Row(
                "accounts",
                "บัญชีของโต๊ะทำงาน: ดูรายชื่อ หรือออกรหัสใช้ครั้งเดียวใหม่",
                "office",
                "office.people",
                ("circulars accounts list --json", "circulars accounts reset admin"),
            ),
            Row(
                "completion",
                "ให้ shell เติมคำสั่ง ตัวเลือก และค่า เมื่อกด Tab",
                "office",
                "office.completing",
                ("circulars completion install bash", "circulars completion show zsh"),
            ),
            Row(
                "offices",
                "ตรวจแถวของสำนักงานและแม่แบบหนังสือทุกฉบับ",
                "office",
                "office.rows",
                ("circulars offices check",),
            ),
        ),
    ),
    (
        "ค้นและดูหนังสือ",
        (
            Row(
                "find",
                "ค้นทะเบียนและเนื้อหนังสือ",
                "letters",
                "letters.finding",
                (
                    "circulars find ภัยแล้ง",
                    "circulars find --number 'ว ๑๒๓' --from 2569-01 --to 2569-06 --json",
                    "circulars find --sender กรมการปกครอง --status waiting",
                ),
            ),
            Row(
                "show",
                "หนังสือหนึ่งฉบับ: รายการ หลักฐาน ข้อสังเกต และสายหนังสือ",
                "letters",
                "letters.showing",
                ("circulars show 3f9c2a", "circulars show 3f9c2a --svg สาย.svg"),
            ),
            Row(
                "copy",
                "สำเนา PDF ของไฟล์ที่หนังสือมา เลือกและค้นข้อความได้",
                "letters",
                "letters.copying",
                ("circulars copy 3f9c2a สำเนา.pdf",),
            ),
            Row(
                "prove",
                "ไฟล์ที่มีผู้นำมาเป็นหนังสือที่สำนักงานนี้ออกจริงและไม่ถูกแก้ไขหรือไม่",
                "letters",
                "letters.proving",
                ("circulars prove หนังสือ.pdf",),
            ),
            Row(
                "acknowledge",
                "บันทึกว่าผู้รับได้รับหรือตอบหนังสือที่ออกไปแล้ว",
                "letters",
                "letters.noting",
                ("circulars acknowledge 3f9c2a นายอำเภอพังโคน --answered --note 'ตอบทางโทรศัพท์'",),
            ),
            Row(
                "sign",
                "ลงนามดิจิทัลบนหนังสือที่ออกแล้ว หรือรับรองสำเนาที่กลับมาว่าเป็นฉบับลงนาม",
                "leaving",
                "letters.leaving",
                (
                    "circulars sign 3f9c2a --by 'นางสาวสมมุติ ตัวอย่าง' --code 123456",
                    "circulars sign 3f9c2a --file ฉบับลงนาม.pdf --by 'นางสาวสมมุติ ตัวอย่าง' --code 123456",
                ),
            ),
            Row(
                "send",
                "ส่งหนังสือที่ออกแล้วทางอีเมล หรือบันทึกว่าส่งทางอื่น และดูว่าถึงใครแล้ว",
                "leaving",
                "letters.leaving",
                (
                    "circulars send 3f9c2a --by 'นายสมมุติ ตัวอย่าง'",
                    "circulars send 3f9c2a --to นายอำเภอพังโคน --as hand --by 'นายสมมุติ ตัวอย่าง'",
                ),
            ),
            Row(
                "addresses",
                "รายชื่ออีเมลของหน่วยงานที่ส่งหนังสือถึง: ดู นำเข้า หรือส่งออก CSV",
                "leaving",
                "letters.leaving",
                (
                    "circulars addresses list",
                    "circulars addresses import รายชื่อ.csv",
                    "circulars addresses list --csv รายชื่อ.csv",
                ),
            ),
            Row("qr", "กุญแจและหน้าตรวจของ QR", "leaving", "letters.coding", ("circulars qr --page ตรวจ.html",)),
            Row(
                "keys",
                "กุญแจของหน่วยงานที่ส่งหนังสือถึงเรา (เทียบลายนิ้วมือก่อน) และของเรา",
                "leaving",
                "letters.coding",
                ("circulars keys own จังหวัดสกลนคร.pem", "circulars keys list"),
            ),
            Row("collect", "รวมคำตอบเป็นตาราง", "leaving", "letters.collecting", ("circulars collect 3f9c2a",)),
            Row(
                "note",
                "บันทึกว่าทราบหนังสือที่ไม่ต้องทำอะไร หลายฉบับพร้อมกัน",
                "letters",
                "letters.noting",
                ("circulars find --step note", "circulars note 3f9c2a 81d07b --by 'นางสาวสมมุติ ตัวอย่าง' --code 123456"),
            ),
            Row(
                "done",
                "บันทึกว่าเรื่องที่หนังสือรับให้เราทำหรือตอบ เสร็จแล้ว",
                "letters",
                "letters.noting",
                ("circulars done 3f9c2a --by 'นางสาวสมมุติ ตัวอย่าง'",),
            ),
        ),
    ),
    (
        "ทะเบียนและอายุการเก็บ",
        (
            Row(
                "register",
                "ทะเบียนหนังสือรับหรือส่ง",
                "registers",
                "registers.printing",
                ("circulars register received", "circulars register sent --year 2569 --xlsx ทะเบียนส่ง.xlsx"),
            ),
            Row(
                "carried", "พิมพ์สมุดส่งและใบรับ", "registers", "registers.printing", ("circulars carried --pdf สมุดส่ง.pdf",)
            ),
            Row(
                "correct",
                "แก้หรือยืนยันค่าในทะเบียนรับ (ค่าเดิมยังเก็บไว้)",
                "registers",
                "registers.mending",
                ("circulars correct ๑๒ subject 'การซักซ้อมแผน' --by 'นางสาวสมมุติ ตัวอย่าง' --reason 'อ่านผิดจากสแกน'",),
            ),
            Row(
                "cancel",
                "ยกเลิกเลขในทะเบียน (เลขยังเห็นอยู่และไม่ออกซ้ำ)",
                "registers",
                "registers.mending",
                ("circulars cancel 45 --reason 'ออกซ้ำ' --by 'นางสาวสมมุติ ตัวอย่าง'",),
            ),
            Row(
                "retention",
                "อายุการเก็บหนังสือ และบัญชีที่ครบอายุ (ไม่ทำลายเอง)",
                "registers",
                "registers.retaining",
                (
                    "circulars retention list --year 2569 --json",
                    "circulars retention set 3f9c2a --as routine --by 'นางสาวสมมุติ ตัวอย่าง'",
                ),
            ),
        ),
    ),
    (
        "ตรวจ สำรอง และส่งออก",
        (
            Row(
                "verify",
                "ตรวจทุกไฟล์ ทุกแถว ดัชนี outbox และสมุดบันทึกเหตุการณ์",
                "keeping",
                "keeping.verifying",
                ("circulars verify", "circulars verify --head-file รายงานเย็น.txt --json"),
            ),
            Row("head", "ลายนิ้วมือสมุดบันทึก เก็บนอกเครื่อง", "keeping", "keeping.heads", ("circulars head --out /mnt",)),
            Row("backup", "สำรองทั้งสำนักงานขณะใช้งาน", "keeping", "keeping.backing_up", ("circulars backup /mnt/usb",)),
            Row(
                "restore",
                "คืนทั้งสำนักงานจากชุดสำรองลงในโฟลเดอร์ใหม่",
                "keeping",
                "keeping.backing_up",
                ("circulars restore /mnt/usb/สำรอง --home /srv/สำนักงานใหม่",),
            ),
            Row(
                "export",
                "ส่งออกหนังสือเป็นถุง BagIt หรือ XML ของ e-CMS",
                "keeping",
                "keeping.exporting",
                ("circulars export bag ถุง --year 2569", "circulars export ecms หนังสือ.xml --id 3f9c2a"),
            ),
            Row(
                "import",
                "นำทะเบียนเดิม (Excel CSV Access) หรือโฟลเดอร์หนังสือเก่าเข้าแฟ้ม",
                "keeping",
                "keeping.importing",
                (
                    "circulars import ทะเบียนรับ.xlsx --as received",
                    "circulars import ทะเบียนส่ง.csv --as sent --column 'เลข=เลขทะเบียน' --yes",
                    "circulars import หนังสือเก่า --as sent --yes",
                ),
            ),
            Row("learn", "นับสิ่งที่หนังสือเก่าของสำนักงานเลือกใช้", "keeping", "keeping.learning", ("circulars learn หนังสือเก่า",)),
            Row("reindex", "ทำดัชนีค้นหาใหม่จากแฟ้ม", "keeping", "keeping.mending", ("circulars reindex",)),
            Row(
                "outbox",
                "เขียนหนังสือที่ออกแล้วซึ่งไม่มีใน outbox กลับจากแฟ้ม",
                "keeping",
                "keeping.outbox",
                ("circulars outbox 3f9c2a",),
            ),
            Row(
                "clock",
                "ยืนยันว่านาฬิกาของเครื่องถูก แม้สมุดบันทึกจบที่เวลาหลังจากนี้",
                "keeping",
                "keeping.mending",
                ("circulars clock --by 'นางสาวสมมุติ ตัวอย่าง' --reason 'เครื่องเดิมเวลาเดินเร็ว'",),
            ),
        ),
    ),
)
ROWS = {row.name: row for _, rows in GROUPS for row in rows}
