"""The side of a child: one line of JSON (the order) and the file's bytes come in, "done" or why not and the made bytes go out.

A child loads what its own kinds of order need and nothing else: a picture of a page must not wait for what reads signatures.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any

from circulars.cage import shut_in
from circulars.errors import CircularsError

Maker = Callable[[Mapping[str, Any], bytes], bytes]
"""What is made of an order and a file; raises CircularsError where it cannot be."""


def answer(makers: Mapping[str, Maker]) -> int:
    """Read the order and the file, shut this process in, make, and tell. The exit status."""
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(head)
    resource.setrlimit(resource.RLIMIT_DATA, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    shut_in()
    try:
        made = makers[order["make"]](order, content)
    except CircularsError as error:
        told = {"message": error.message, "code": error.code, "cause": error.cause or ""}
        sys.stdout.write(json.dumps(told))
        return 2
    sys.stdout.buffer.write(b"done\n" + made)
    sys.stdout.buffer.flush()
    return 0


def turns_of(order: Mapping[str, Any]) -> dict[int, int]:
    """Degrees counter-clockwise by which pages (from 1) are turned."""
    return {int(number): turn for number, turn in order["turns"].items()}
