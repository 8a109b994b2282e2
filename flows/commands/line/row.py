"""What a row of the list of commands is, and how what it names is loaded when the command runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from keyword import iskeyword
from typing import Any

ROOM = "flows.commands"


@dataclass(frozen=True, slots=True)
class Row:
    """One command. The class of its options is called like it, in `flows.commands.options`; so is the function of its work.

    ``told`` is one Thai line; ``examples`` are whole command lines, shown by ``--help`` and parsed by the tests.
    """

    name: str
    told: str
    options: str
    work: str
    examples: tuple[str, ...]

    def options_class(self) -> type:
        """The frozen dataclass that declares what may follow the command."""
        found: type = later(f"options.{self.options}:{self.name.capitalize()}")
        return found

    def function(self) -> Callable[[Any], int]:
        """What the command does with its options; it returns the exit status."""
        found: Callable[[Any], int] = later(f"{self.work}:{self.name}{'_' * iskeyword(self.name)}")
        return found


def later(where: str) -> Any:
    """`module:name` of this room, imported now.

    >>> later("line.row:ROOM")
    'flows.commands'
    """
    module, _, name = where.partition(":")
    return getattr(import_module(f"{ROOM}.{module}"), name)
