"""`circulars down`: everything that `up` or `demo` started is stopped."""

from __future__ import annotations

from flows.commands.options.office import Down
from flows.office import lifecycle as office
from flows.settings import office_home


def down(arguments: Down) -> int:
    """`circulars down`: stop everything; what waits goes on at the next start."""
    stopped = office.stop(office_home(arguments.home))
    print("หยุดสำนักงานแล้ว งานที่รอตรวจจะรอต่อเมื่อเริ่มใหม่" if stopped else "สำนักงานหยุดอยู่แล้ว")
    return 0
