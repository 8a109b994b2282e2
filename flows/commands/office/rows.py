"""`circulars offices check`: every row of the directory and every template is usable."""

from __future__ import annotations

import json
from dataclasses import asdict

from circulars.directory.offices import offices as office_rows
from circulars.documents.shipped.specimens import check_specimens
from circulars.documents.word.catalog import SHIPPED
from circulars.documents.word.template_check import check_templates
from flows.commands.options.office import Offices
from flows.settings import load_settings, office_home


def offices(arguments: Offices) -> int:
    """`circulars offices check`: every office row and template, samples printed and measured; exit 1 with each fault."""
    home = office_home(arguments.home)
    folder = SHIPPED
    if (home / "office.toml").exists():
        folder = load_settings(home).templates or SHIPPED
    rows = office_rows()
    faults = check_templates(folder)
    if not any(fault.blocks for fault in faults):
        faults = [*faults, *check_specimens(folder)]
    if arguments.json:
        for fault in faults:
            print(json.dumps(asdict(fault), ensure_ascii=False))
        return int(bool(faults))
    print(f"สำนักงาน {len(rows)} แถว ใช้ได้")
    for fault in faults:
        print(f"แม่แบบ {fault.file}: {fault.message}")
    print("แม่แบบทุกฉบับใช้ได้" if not faults else f"พบ {len(faults)} จุดที่ต้องแก้")
    return int(bool(faults))
