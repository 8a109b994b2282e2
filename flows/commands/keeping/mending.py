"""`circulars reindex` and `circulars clock`: the search index made anew, the machine's clock confirmed."""

from __future__ import annotations

from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.keeping import Clock, Reindex


def reindex(arguments: Reindex) -> int:
    """`circulars reindex`: the search index made anew from the letters."""
    with opened(arguments.home) as (archive, _):
        count = archive.reindex()
    print(f"ทำดัชนีค้นหาใหม่แล้ว {to_thai(count)} ฉบับ")
    return 0


def clock(arguments: Clock) -> int:
    """`circulars clock --by … --reason …`: this machine's clock is right, though the ledger ends later."""
    with opened(arguments.home) as (archive, _):
        archive.accept_clock(arguments.by, arguments.reason)
    print("บันทึกแล้วว่านาฬิกาของเครื่องถูกต้อง ออกเลขต่อได้")
    return 0
