"""Files by their sha256, written once: temp file, fsync, rename, fsync of the folder. A file is never edited."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import fsspec

from circulars.errors import ArchiveFault


class FileStore(Protocol):
    """Where the archive keeps its files."""

    def put(self, content: bytes) -> str:
        """Keep a content; its sha256."""
        ...

    def get(self, sha256: str) -> bytes:
        """A kept content. Raises ArchiveFault when it is missing or altered."""
        ...

    def names(self) -> Iterator[str]:
        """sha256 names of everything kept (and any stranger's name as it stands)."""
        ...


def sha256_of(content: bytes) -> str:
    """Hex sha256 of a content."""
    return hashlib.sha256(content).hexdigest()


def _checked(sha256: str, content: bytes) -> bytes:
    if sha256_of(content) != sha256:
        raise ArchiveFault(
            "ไฟล์ในแฟ้มถูกแก้ไขหรือเสียหาย กรุณาสั่ง circulars verify แล้วคืนจากชุดสำรอง", code="altered", cause=sha256
        )
    return content


def _missing(sha256: str, cause: str) -> ArchiveFault:
    return ArchiveFault(
        "ไม่พบไฟล์ในแฟ้ม กรุณาสั่ง circulars verify แล้วคืนจากชุดสำรอง", code="missing", cause=f"{sha256}: {cause}"
    )


class LocalFiles:
    """A folder of this machine: ``ab/abcdef…``, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep a content durably; a second time costs nothing."""
        sha256 = sha256_of(content)
        place = self._place(sha256)
        if place.exists() and place.stat().st_size == len(content):
            return sha256
        place.parent.mkdir(mode=0o700, exist_ok=True)
        scratch = place.parent / f".{secrets.token_hex(8)}.part"
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(place)
        except OSError as error:
            scratch.unlink(missing_ok=True)
            raise ArchiveFault(
                "เขียนไฟล์ลงแฟ้มไม่ได้ กรุณาตรวจที่ว่างและสิทธิ์ของดิสก์ แล้วระบบจะลองใหม่เอง", code="disk", cause=str(error)
            ) from error
        _sync_folder(place.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """A kept content, proved."""
        try:
            content = self._place(sha256).read_bytes()
        except OSError as error:
            raise _missing(sha256, str(error)) from error
        return _checked(sha256, content)

    def names(self) -> Iterator[str]:
        """Every file of the folder; unfinished `.part` files of a crash are not content."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.name.endswith(".part"):
                expected = self._place(path.name)
                yield path.name if path == expected else str(path.relative_to(self.folder))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class RemoteFiles:
    """Any fsspec URL (``s3://…``): the same names, written once."""

    def __init__(self, url: str) -> None:
        self._fs: Any
        self._fs, self._root = fsspec.core.url_to_fs(url)
        self._fs.makedirs(self._root, exist_ok=True)

    def _place(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256}"

    def put(self, content: bytes) -> str:
        """Keep a content; object stores write whole objects or nothing."""
        sha256 = sha256_of(content)
        if not self._fs.exists(self._place(sha256)):
            self._fs.makedirs(f"{self._root}/{sha256[:2]}", exist_ok=True)
            self._fs.pipe_file(self._place(sha256), content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """A kept content, proved."""
        try:
            content: bytes = self._fs.cat_file(self._place(sha256))
        except FileNotFoundError as error:
            raise _missing(sha256, str(error)) from error
        return _checked(sha256, content)

    def names(self) -> Iterator[str]:
        """Every object's name."""
        for path in sorted(self._fs.find(self._root)):
            yield path.rsplit("/", 1)[-1]


def open_files(url: str) -> FileStore:
    """The store for a folder path or an fsspec URL."""
    if "://" in url and not url.startswith("file://"):
        return RemoteFiles(url)
    return LocalFiles(Path(url.removeprefix("file://")))
