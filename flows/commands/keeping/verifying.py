"""`circulars verify`: every damage named, against heads of the ledger that were kept elsewhere too."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from circulars.archive.export.outbox import verify_outbox
from circulars.archive.export.verify import Damage, head
from circulars.archive.export.verify import verify as find_damage
from circulars.archive.store.heads import Head, heads_in, parse_head
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.keeping import Verify
from flows.office.telling.heads import stamp_damage, stamp_of, told_stamp
from flows.settings import load_settings
from flows.settings.stores import Stores, require_database


def verify(arguments: Verify) -> int:
    """`circulars verify [--head HASH[:NUMBER]] [--head-file FILE]`: exit 1 with every damage named."""
    heads: list[Head] = [parse_head(text) for text in arguments.head]
    for file in arguments.head_file:
        heads += heads_in(file.read_text(encoding="utf-8"), str(file))
    settings = load_settings(arguments.home)
    require_database(Stores(settings.database_url, settings.files_url))
    reports = sorted(settings.folder("reports").glob("*.txt"))
    for report in reports:
        heads += heads_in(report.read_text(encoding="utf-8"), report.name, required=False)
    stamps = {file: stamp for file in (*arguments.head_file, *reports) if (stamp := stamp_of(settings, file))}
    with opened(arguments.home) as (archive, _):
        damages = [*find_damage(archive, *heads), *verify_outbox(archive, settings.folder("outbox"))]
        damages += stamp_damage(stamps)
        number, digest = head(archive)
    if arguments.json:
        for damage in damages:
            print(json.dumps(asdict(damage), ensure_ascii=False))
        return int(bool(damages))
    for damage in damages:
        print(damage.message)
    if damages:
        print(f"พบความเสียหาย {len(damages)} จุด {_remedy(damages)}", file=sys.stderr)
        return 1
    print(f"ครบถ้วน: เหตุการณ์ {to_thai(number)} รายการ ลายนิ้วมือสุดท้าย {digest}")
    if stamps:
        latest = max(stamps.values(), key=lambda one: (one.trusted, str(one.at)))
        print(f"ลายนิ้วมือที่ประทับเวลาไว้ {to_thai(len(stamps))} รายการ ล่าสุด{told_stamp(latest)}")
    print(f"เก็บบรรทัดนี้ไว้นอกเครื่อง แล้วตรวจคราวหน้าด้วย: circulars verify --head {digest}:{number}")
    return 0


def _remedy(damages: Sequence[Damage]) -> str:
    """What to do: the index and the outbox are made from the archive, only the archive itself needs a backup."""
    where = {one.where for one in damages}
    if where == {"index"}:
        return "กรุณาสั่ง circulars reindex เพื่อทำดัชนีค้นหาใหม่จากแฟ้ม"
    if where == {"outbox"}:
        return "อย่าส่งไฟล์เหล่านี้ ย้ายโฟลเดอร์ที่แจ้งออกจาก outbox แล้วสั่ง circulars outbox รหัสหนังสือ เพื่อเขียนใหม่จากแฟ้ม"
    if where == {"reports"}:
        return "กรุณาเทียบไฟล์ที่แจ้งกับฉบับที่เก็บไว้นอกเครื่อง แล้วสั่ง circulars verify --head-file กับฉบับนั้น"
    return "กรุณาหยุดระบบด้วย circulars down แจ้งผู้ดูแลระบบ และคืนข้อมูลจากชุดสำรองลงในโฟลเดอร์ใหม่"
