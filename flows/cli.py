"""The command line: `circulars`, for clerks, administrators and scripts.

Exit status: 0 done, 1 the work found a problem it names, 2 wrong usage. Errors are one Thai line with the remedy on
standard error; `--verbose` adds the technical cause. Each command lives in the module that does its work; here they
are only named, and imported when called, so that `circulars status` does not load the recognisers.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from circulars.errors import CircularsError
from circulars.machine_faults import told_in_one_line

Command = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """argparse with its complaint in Thai and exit status 2."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"คำสั่งไม่ถูกต้อง: {message} (ดูวิธีใช้: {self.prog} --help)\n")


def _later(module: str, function: str) -> Command:
    """The command `function` of `flows.commands.<module>`, imported only when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        command: Command = getattr(import_module(f"flows.commands.{module}"), function)
        return command(arguments)

    return run


def _everywhere() -> _Parser:
    """Options that may stand before the command or after it."""
    parser = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--verbose", action="store_true", help="บอกสาเหตุทางเทคนิคเมื่อผิดพลาด")
    parser.add_argument("--home", type=Path, help="โฟลเดอร์ของสำนักงาน (ปกติ CIRCULARS_HOME หรือ ./office)")
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="circulars", description="ระบบงานสารบรรณสำหรับหนังสือเวียน", parents=[_everywhere()])
    parser.set_defaults(verbose=False, home=None)
    everywhere = _everywhere()  # not the one above: set_defaults has written into its options
    commands = parser.add_subparsers(dest="command", required=True, metavar="คำสั่ง", parser_class=_Parser)

    def command(name: str, help_text: str, run: Command) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_text, description=help_text, parents=[everywhere])
        sub.set_defaults(run=run)
        return sub

    _dry(command)
    _office(command)
    _archive(command)
    _kept(command)
    return parser


_Add = Callable[[str, str, Command], argparse.ArgumentParser]


def _dry(command: _Add) -> None:
    read = command("read", "อ่านไฟล์สแกน PDF ภาพ หรือ .txt โดยไม่เก็บอะไร", _later("reading.dry", "read"))
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.add_argument("--json", action="store_true", help="พิมพ์ JSON หนึ่งบรรทัดต่อหนึ่งไฟล์")
    read.add_argument("--text", action="store_true", help="เพิ่มบรรทัดข้อความที่อ่านได้ของแต่ละหน้า")
    read.add_argument("--engine", default="thai", help="เครื่องมืออ่าน (thai, tha)")
    read.add_argument("--office", metavar="CODE", help="เพิ่มข้อเสนอว่าสำนักงานนี้ควรทำอะไรกับหนังสือ")
    read.add_argument("--debug-dir", type=Path, help="วาดกรอบของสิ่งที่พบลงบนภาพแต่ละหน้า")
    draft = command("draft", "อ่าน ตรวจ วางแผน และร่าง โดยไม่ใช้เซิร์ฟเวอร์", _later("reading.drafting", "draft"))
    draft.add_argument("file", type=Path, metavar="FILE")
    draft.add_argument("--office", required=True, metavar="CODE", help="รหัส (สน ๐๐๑๘.๑) หรือชื่อของสำนักงาน")
    draft.add_argument("--out", required=True, type=Path, metavar="DIR")
    draft.add_argument("--below", action="store_true", help="ร่างของหน่วยงานถัดลงไปด้วย เหมือนฉบับนี้ออกแล้ว")
    draft.add_argument("--to", action="append", default=[], metavar="LINE", help="ร่างถึงผู้รับนี้ แม้หนังสือไม่ได้ขอให้แจ้งต่อ")
    draft.add_argument("--no-pdf", action="store_true", help="ทำเฉพาะ docx")
    draft.add_argument("--engine", default="thai")


def _office(command: _Add) -> None:
    demo = command("demo", "เริ่มสำนักงานสาธิตและวางหนังสือตัวอย่างลงใน inbox", _later("office.running", "demo"))
    up = command("up", "เริ่มสำนักงาน: เซิร์ฟเวอร์ ตัวทำงาน และการเฝ้า inbox", _later("office.running", "up"))
    for one in (demo, up):
        one.add_argument("--port", type=int, metavar="N", help="พอร์ตของหน้าเว็บ (เขียนลง office.toml)")
    up.add_argument("--foreground", action="store_true", help="ทำงานอยู่หน้าจอจนกว่าจะสั่งหยุด (สำหรับ container)")
    up.add_argument("--host", metavar="IP", help="ที่อยู่ที่หน้าเว็บรับฟัง (เขียนลง office.toml)")
    up.add_argument("--public-url", metavar="URL", help="ที่อยู่ที่ผู้ตรวจเปิดผ่าน proxy (เขียนลง office.toml)")
    command("down", "หยุดทุกอย่างที่ up หรือ demo เริ่มไว้", _later("office.running", "down"))
    command("status", "สำนักงานเป็นอย่างไร และมีอะไรรอตรวจ", _later("office.running", "status"))
    inbox = command("inbox", "คัดลอกไฟล์ลงใน inbox อย่างปลอดภัย", _later("office.running", "inbox"))
    inbox.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reviewers = command("reviewers", "ขึ้นทะเบียนผู้ตรวจด้วยรหัสจากแอปยืนยันตัวตน", _later("office.running", "reviewers"))
    reviewers.add_argument("action", choices=["add", "list"])
    reviewers.add_argument("name", nargs="?", help="ชื่อผู้ตรวจ")
    reviewers.add_argument("--position", default="", help="ตำแหน่ง")
    offices = command("offices", "ตรวจแถวของสำนักงานและแม่แบบหนังสือทุกฉบับ", _later("office.running", "offices"))
    offices.add_argument("action", choices=["check"])


def _archive(command: _Add) -> None:
    _find(command("find", "ค้นทะเบียนและเนื้อหนังสือ", _later("letters.finding", "find")))
    show = command("show", "หนังสือหนึ่งฉบับ: รายการ หลักฐาน ข้อสังเกต และสายหนังสือ", _later("memory", "show"))
    show.add_argument("id", metavar="ID")
    show.add_argument("--json", action="store_true")
    show.add_argument("--svg", type=Path, help="เขียนภาพสายหนังสือ")
    register = command("register", "ทะเบียนหนังสือรับหรือส่ง", _later("memory", "register"))
    register.add_argument("book", choices=["received", "sent", "circular", "stamped", "order"])
    register.add_argument("--json", action="store_true", help="พิมพ์ JSON หนึ่งบรรทัดต่อหนึ่งรายการ")
    register.add_argument("--year", type=int, metavar="BE", help="ปี พ.ศ.")
    register.add_argument("--xlsx", type=Path, metavar="FILE")
    register.add_argument("--pdf", type=Path, metavar="FILE", help="ทะเบียนสำหรับพิมพ์")
    register.add_argument("--office", metavar="CODE", help="สำนักงานอื่นที่ระบบนี้ทำแทน")
    verify = command("verify", "ตรวจทุกไฟล์ ทุกแถว ดัชนี outbox และสมุดบันทึกเหตุการณ์", _later("memory", "verify"))
    verify.add_argument(
        "--head", action="append", default=[], metavar="HASH[:N]", help="ลายนิ้วมือที่เก็บไว้นอกเครื่อง จากรายงานเย็นหรือชุดสำรอง"
    )
    verify.add_argument(
        "--head-file",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="ไฟล์ที่มีบรรทัดลายนิ้วมือ เช่น รายงานเย็นที่เก็บไว้ที่อื่น",
    )
    command("reindex", "ทำดัชนีค้นหาใหม่จากแฟ้ม", _later("memory", "reindex"))
    outbox = command("outbox", "เขียนหนังสือที่ออกแล้วซึ่งไม่มีใน outbox กลับจากแฟ้ม", _later("memory", "outbox"))
    outbox.add_argument("ids", nargs="+", metavar="ID")
    clock = command("clock", "ยืนยันว่านาฬิกาของเครื่องถูก แม้สมุดบันทึกจบที่เวลาหลังจากนี้", _later("memory", "clock"))
    clock.add_argument("--by", required=True, help="ผู้ยืนยัน")
    clock.add_argument("--reason", required=True)
    copy = command("copy", "สำเนา PDF ของไฟล์ที่หนังสือมา เลือกและค้นข้อความได้", _later("letters.copying", "copy"))
    copy.add_argument("id", metavar="ID")
    copy.add_argument("out", type=Path, metavar="FILE")
    prove = command("prove", "ไฟล์ที่มีผู้นำมาเป็นหนังสือที่สำนักงานนี้ออกจริงและไม่ถูกแก้ไขหรือไม่", _later("letters.proving", "prove"))
    prove.add_argument("files", nargs="+", type=Path, metavar="FILE")
    backup = command("backup", "สำรองทั้งสำนักงานขณะใช้งาน", _later("memory", "backup"))
    backup.add_argument("directory", type=Path, metavar="DIR")
    restore = command("restore", "คืนทั้งสำนักงานจากชุดสำรองลงในโฟลเดอร์ใหม่", _later("memory", "restore"))
    restore.add_argument("directory", type=Path, metavar="DIR")


def _find(find: argparse.ArgumentParser) -> None:
    find.add_argument("words", nargs="*", metavar="WORDS")
    find.add_argument("--json", action="store_true")
    find.add_argument("--number", default="", help="เลขที่หนังสือ หรือส่วนหนึ่งของเลข")
    find.add_argument(
        "--from", dest="since", default="", metavar="DAY", help="ตั้งแต่วันที่ (พ.ศ.) เช่น ๑ มกราคม ๒๕๖๙ หรือ 2569"
    )
    find.add_argument("--to", dest="until", default="", metavar="DAY", help="ถึงวันที่ (พ.ศ.)")
    find.add_argument("--sender", default="", help="หน่วยงานเจ้าของหนังสือ")
    find.add_argument("--addressee", default="", help="เรียนถึงใคร")
    find.add_argument("--subject", default="", help="ชื่อเรื่อง")
    find.add_argument("--person", default="", help="ผู้ลงนาม")
    find.add_argument("--urgency", default="", choices=["", "ด่วน", "ด่วนมาก", "ด่วนที่สุด"])
    statuses = ["", "received", "sent", "waiting", "issued", "duplicate", "cancelled"]
    find.add_argument("--status", default="", choices=statuses)
    find.add_argument("--office", default="", metavar="CODE")
    find.add_argument("--exact", action="store_true", help="ไม่ค้นคำที่อาจอ่านผิดจากสแกน")
    find.add_argument("--whole", action="store_true", help="เฉพาะทั้งคำ")
    find.add_argument("--limit", type=int, default=50)


def _kept(command: _Add) -> None:
    cancel = command("cancel", "ยกเลิกเลขในทะเบียน (เลขยังเห็นอยู่และไม่ออกซ้ำ)", _later("keeping", "cancel"))
    cancel.add_argument("number", type=int, metavar="NUMBER")
    cancel.add_argument("--book", default="sent", choices=["sent", "circular", "stamped", "order", "received"])
    cancel.add_argument("--year", type=int, metavar="BE")
    cancel.add_argument("--reason", required=True)
    cancel.add_argument("--by", required=True, help="ผู้ยกเลิก")
    cancel.add_argument("--office", metavar="CODE")
    correct = command("correct", "แก้หรือยืนยันค่าในทะเบียนรับ (ค่าเดิมยังเก็บไว้)", _later("memory", "correct"))
    correct.add_argument("number", type=int, metavar="NUMBER", help="เลขทะเบียนรับ")
    correct.add_argument("field", choices=["reference", "dated", "sender", "recipient", "subject"])
    correct.add_argument("value", metavar="VALUE")
    correct.add_argument("--by", required=True, help="ผู้แก้")
    correct.add_argument("--reason", required=True)
    correct.add_argument("--year", type=int, metavar="BE")
    correct.add_argument("--office", metavar="CODE")
    told = command("acknowledge", "บันทึกว่าผู้รับได้รับหรือตอบหนังสือที่ออกไปแล้ว", _later("keeping", "acknowledge"))
    told.add_argument("id", metavar="ID")
    told.add_argument("recipient", metavar="RECIPIENT")
    told.add_argument("--answered", action="store_true")
    told.add_argument("--note", default="")
    done = command("done", "บันทึกว่าเรื่องที่หนังสือรับให้เราทำหรือตอบ เสร็จแล้ว", _later("keeping", "done"))
    done.add_argument("id", metavar="ID")
    done.add_argument("--by", required=True, help="ผู้บันทึก")
    done.add_argument("--note", default="")
    retention = command("retention", "อายุการเก็บหนังสือ และบัญชีที่ครบอายุ (ไม่ทำลายเอง)", _later("keeping", "retention"))
    retention.add_argument("action", choices=["list", "set"])
    retention.add_argument("id", nargs="?", metavar="ID")
    classes = ["ordinary", "copy", "routine", "finance", "litigation", "permanent"]
    retention.add_argument("--as", dest="kept_as", choices=classes)
    retention.add_argument("--by", default="", help="ผู้กำหนด")
    retention.add_argument("--year", type=int, metavar="BE")
    retention.add_argument("--office", metavar="CODE")
    export = command("export", "ส่งออกหนังสือเป็นถุง BagIt หรือ XML ของ e-CMS", _later("keeping", "export"))
    export.add_argument("action", choices=["bag", "ecms"])
    export.add_argument("out", type=Path, metavar="OUT")
    export.add_argument("--id", metavar="ID")
    export.add_argument("--year", type=int, metavar="BE")
    export.add_argument("--office", metavar="CODE")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status; writes errors as one Thai line on standard error."""
    arguments = _parser().parse_args(argv)
    run: Command = arguments.run
    try:
        return run(arguments)
    except CircularsError as error:
        print(error.message, file=sys.stderr)
        if arguments.verbose:
            print(f"[{error.code}] {error.cause or ''}", file=sys.stderr)
            traceback.print_exc()
        return 1
    except KeyboardInterrupt:
        print("หยุดตามคำสั่ง", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        print(told_in_one_line(error), file=sys.stderr)
        if arguments.verbose:
            traceback.print_exc()
        return 1


if __name__ == "__main__":
    sys.exit(main())
