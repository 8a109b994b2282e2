"""`circulars completion install|show SHELL`: the Tab key completes commands, options and words."""

from __future__ import annotations

from flows.commands.line.pages import COMPLETE, NAME
from flows.commands.line.typer_private import get_completion_script, install
from flows.commands.options.office import Completion


def completion(arguments: Completion) -> int:
    """Write the script where the shell looks for it, or print it."""
    if arguments.action == "show":
        print(get_completion_script(prog_name=NAME, complete_var=COMPLETE, shell=arguments.shell))
        return 0
    _, place = install(arguments.shell, NAME, COMPLETE)
    print(f"ติดตั้งการเติมคำสั่งของ {arguments.shell} ไว้ที่ {place} แล้ว เปิดหน้าต่างใหม่จึงจะใช้ได้")
    return 0
