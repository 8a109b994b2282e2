"""On which disk a folder lies: the machine's own, or one that several machines share.

SQLite in WAL mode needs shared memory and locks of one machine (sqlite.org/wal.html, section 8). A kind of disk that is
not known to be local is taken for shared: network and FUSE file systems come in more kinds than anybody can list.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

import psutil

LOCAL_KINDS = frozenset(
    {
        *("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "nilfs2", "bcachefs"),
        *("tmpfs", "ramfs", "rootfs", "overlay", "aufs", "squashfs", "erofs"),
        *("vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "hfsplus", "apfs"),
        *("ecryptfs", "fuse.fuse-overlayfs"),
    }
)
"""Kinds of file system on a disk or in the memory of this machine. ``fuseblk`` is FUSE over a block device (ntfs-3g)."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A place where a file system hangs, and its kind as the kernel names it."""

    place: str
    kind: str


def mounts() -> tuple[Mount, ...]:
    """The mount table of this machine."""
    return tuple(Mount(disk.mountpoint, disk.fstype) for disk in psutil.disk_partitions(all=True))


def disk_kind(folder: Path, table: Iterable[Mount]) -> str:
    """The kind of the file system a folder lies on: of the deepest mount that holds it, the last one of a place.

    >>> table = (Mount("/", "ext4"), Mount("/srv/nas", "nfs4"))
    >>> disk_kind(Path("/srv/nas2/office"), table), disk_kind(Path("/srv/nas/office"), table)
    ('ext4', 'nfs4')
    """
    kind, depth = "", -1
    parts = PurePath(folder).parts
    for mount in table:
        place = PurePath(mount.place).parts
        if parts[: len(place)] == place and len(place) >= depth:
            kind, depth = mount.kind, len(place)
    return kind


def is_local(folder: Path, table: Iterable[Mount] | None = None) -> bool:
    """Whether a folder lies on a disk of this machine; links are followed to where it really is."""
    kind = disk_kind(Path(os.path.realpath(folder)), mounts() if table is None else table)
    return kind.lower() in LOCAL_KINDS
