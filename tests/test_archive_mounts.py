"""SQLite lies only on a disk of this machine: by path components, and what is not known to be local is shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from circulars.archive.store.mounts import Mount, disk_kind, is_local, mounts


@pytest.mark.parametrize(
    ("folder", "local"),
    [
        ("/srv/nas2/office", True),
        ("/srv/nas/office", False),
        ("/srv/nas", False),
        ("/srv", True),
        ("/srv/nas-old", True),
    ],
)
def test_a_folder_beside_a_network_mount_is_local(folder: str, local: bool) -> None:
    table = (Mount("/", "ext4"), Mount("/srv/nas", "nfs4"))
    assert is_local(Path(folder), table) is local


@pytest.mark.parametrize(
    "kind",
    [
        *(
            "fuse.rclone",
            "fuse.s3fs",
            "fuse.davfs",
            "davfs",
            "virtiofs",
            "vboxsf",
            "prl_fs",
            "fuse.vmhgfs-fuse",
            "lustre",
        ),
        *("beegfs", "ocfs2", "gfs2", "orangefs", "afs", "ncpfs", "9p", "fuse", "cifs", "NFS4", "a-kind-of-next-year"),
    ],
)
def test_kinds_that_nobody_vouches_for_are_shared(kind: str) -> None:
    assert not is_local(Path("/srv/x/office"), (Mount("/", "ext4"), Mount("/srv/x", kind)))


def test_the_last_mount_of_a_place_counts_and_a_link_is_followed(tmp_path: Path) -> None:
    table = (Mount("/", "ext4"), Mount("/srv/x", "ext4"), Mount("/srv/x", "nfs4"))
    assert disk_kind(Path("/srv/x/office"), table) == "nfs4"
    (tmp_path / "link").symlink_to("/srv/x")
    assert not is_local(tmp_path / "link", table)


def test_this_machine_has_a_disk_of_its_own(tmp_path: Path) -> None:
    assert is_local(tmp_path, mounts())
