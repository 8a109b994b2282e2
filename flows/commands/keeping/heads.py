"""`circulars head`: the ledger's last hash, to be kept where this machine's files cannot be written."""

from __future__ import annotations

import sys

from circulars.errors import SettingsWrong
from circulars.thai.clock import now
from flows.commands.opened import opened
from flows.commands.options.keeping import Head
from flows.office.telling.heads import head_line, stamp_file, stamp_of, told_stamp, write_head


def head(arguments: Head) -> int:
    """`circulars head [--out DIR] [--stamp]`: print the head; write it as a file; have that stamped by the authority."""
    with opened(arguments.home) as (archive, settings):
        if not arguments.out and not arguments.stamp:
            print(head_line(archive))
            return 0
        if arguments.stamp and not settings.timestamp_url:
            raise SettingsWrong("ยังไม่มีผู้ให้บริการประทับเวลา กรุณาใส่ timestamp_url ใต้ [signing] ใน office.toml")
        folder = arguments.out or settings.folder("reports")
        try:
            file = write_head(settings, archive, folder, now())
        except OSError as error:
            print(f"เขียนใน {folder} ไม่ได้ กรุณาเลือกโฟลเดอร์อื่น ({error.strerror})", file=sys.stderr)
            return 1
        print(file)
        if arguments.stamp:
            stamp_file(settings, file)
            stamp = stamp_of(settings, file)
            print(told_stamp(stamp) if stamp else "")
        print(f"เก็บไฟล์นี้ไว้นอกเครื่อง แล้วตรวจคราวหน้าด้วย: circulars verify --head-file {file.name}")
    return 0
