"""Wrong usage, told in one Thai line with the nearest right word; exit status 2."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class WrongUsage(Exception):
    """What was typed is no command of ours. ``command`` is the one whose help tells more; empty: the list of commands."""

    def __init__(self, told: str, *, command: str = "") -> None:
        """``told``: what is wrong and what to type instead, without the words before and after it."""
        super().__init__(told)
        self.told = told
        self.command = command

    def line(self) -> str:
        """The whole line for standard error.

        >>> WrongUsage("ไม่มีคำสั่ง fnd น่าจะเป็น find").line()
        'คำสั่งไม่ถูกต้อง: ไม่มีคำสั่ง fnd น่าจะเป็น find (ดูวิธีใช้: circulars --help)'
        """
        return f"คำสั่งไม่ถูกต้อง: {self.told} (ดูวิธีใช้: {' '.join(('circulars', *self.command.split(), '--help'))})"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, as the end of a sentence; empty where none is near.

    >>> nearest("--jsn", ["--json", "--text"])
    ' น่าจะเป็น --json'
    >>> nearest("ทะเบียน", ["register"])
    ''
    """
    words = [one for one in known if one]
    begun = [one for one in words if one.startswith(word)] if len(word.strip("-")) > 1 else []
    near = begun if len(begun) == 1 else difflib.get_close_matches(word.lower(), words, 1, 0.6)
    return f" น่าจะเป็น {near[0]}" if near else ""
