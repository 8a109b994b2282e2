"""A person at the desk: name, roles, offices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do: enter and prepare letters, decide on them, see all of an office, run the installation."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    HEAD = "head"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.CLERK: "เจ้าหน้าที่",
    Role.REVIEWER: "ผู้ตรวจ",
    Role.HEAD: "หัวหน้า",
    Role.ADMINISTRATOR: "ผู้ดูแลระบบ",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. ``offices`` are codes; a reviewer signs under ``name``, as enrolled in office.toml.

    ``must_change``: the password was given by another and is good for one entering only. ``closed``: may not enter.
    """

    login: str
    name: str
    roles: frozenset[Role]
    offices: frozenset[str]
    must_change: bool = False
    closed: bool = False

    def has(self, *roles: Role) -> bool:
        """One of these roles."""
        return not self.roles.isdisjoint(roles)

    def belongs_to(self, office: str) -> bool:
        """May see what belongs to this office."""
        return office in self.offices


DEMO_PERSON = "(สำนักงานสาธิต)"
"""The name under which everybody works in a demonstration, where nobody enters."""
