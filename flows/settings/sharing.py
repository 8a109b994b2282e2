"""The folders that people open over a Windows share: the group named in office.toml may use them, nobody else, and only them.

Files come into these folders from the office's private ones, with the rights they had there; whoever puts one down hands
it over (`hand_over`). Letters that were issued may be read and copied, not changed. Secrets, work, the archive and the database stay
the owner's alone.
"""

from __future__ import annotations

import grp
import os
import stat
from pathlib import Path

from circulars.errors import SettingsWrong

SHARED = {"inbox": 0o2770, "quarantine": 0o2770, "drafts": 0o2770, "outbox": 0o2750}
"""Rights of each shared folder; new files in it belong to its group (setgid)."""


def group_of(name: str) -> int:
    """The number of a group of this machine that this process may give files to. Raises SettingsWrong with the remedy."""
    try:
        number = grp.getgrnam(name).gr_gid
    except KeyError as error:
        raise SettingsWrong(
            f'share_group = "{name}" ใน office.toml: เครื่องนี้ไม่มีกลุ่มนี้ กรุณาให้ผู้ดูแลระบบสั่ง groupadd {name}', cause=str(error)
        ) from error
    if os.geteuid() != 0 and number not in (os.getegid(), *os.getgroups()):
        raise SettingsWrong(
            f'share_group = "{name}" ใน office.toml: ผู้ใช้ที่รันระบบไม่ได้อยู่ในกลุ่มนี้ กรุณาให้ผู้ดูแลระบบสั่ง usermod -aG {name} ชื่อผู้ใช้ แล้วเริ่มระบบใหม่',
            cause=f"gid {number} not among {os.getgroups()}",
        )
    return number


def open_to_group(home: Path, name: str) -> None:
    """Make the shared folders of the office, with all that lies in them, the group's; the office itself only passable."""
    group = group_of(name)
    os.chown(home, -1, group)
    home.chmod((home.stat().st_mode & 0o700) | 0o010)
    for folder, mode in SHARED.items():
        place = home / folder
        os.chown(place, -1, group)
        place.chmod(mode)
        for path in place.rglob("*"):
            _give(path, group, mode)


def hand_over(path: Path, folder: Path) -> None:
    """Give what is put into a shared folder (a file, or a folder with its files) to the folder's group.

    Nothing happens in a folder that is not shared.
    """
    there = folder.stat()
    if there.st_mode & stat.S_ISGID:
        for one in (path, *path.rglob("*")):
            _give(one, there.st_gid, stat.S_IMODE(there.st_mode))


def share_aside(aside: Path) -> None:
    """Hand over what was put into quarantine, with its note."""
    for one in (aside, aside.with_name(f"{aside.name}.txt")):
        hand_over(one, aside.parent)


def _give(path: Path, group: int, mode: int) -> None:
    """Links are left alone: what they point to is not ours to give."""
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        return
    os.chown(path, -1, group)
    path.chmod(mode if path.is_dir() else mode & 0o660)
