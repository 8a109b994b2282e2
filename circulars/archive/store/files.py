"""Files by their sha256, written once: temp file, fsync, rename, fsync of the folder. A file is never edited."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Any fsspec URL (``s3://…``): the same names, written once. Raises ArchiveFault where the store does not answer."""

    def __init__(self, url: str) -> None:
        self._fs: Any
        with _reached():
            try:
                self._fs, self._root = fsspec.core.url_to_fs(url)
            except (ImportError, ValueError) as error:
                raise ArchiveFault(
                    f"ยังไม่มีตัวเชื่อมต่อที่เก็บไฟล์ {url.split(':')[0]} กรุณาให้ผู้ดูแลระบบติดตั้ง (เช่น s3fs สำหรับ s3)",
                    code="files-driver",
                    cause=str(error),
                ) from error
            self._fs.makedirs(self._root, exist_ok=True)

    def _place(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256}"

    def put(self, content: bytes) -> str:
        """Keep a content; object stores write whole objects or nothing."""
        sha256 = sha256_of(content)
        with _reached():
            self._fs.invalidate_cache()  # a listing kept from before may not know what another process has deleted
            if not self._fs.exists(self._place(sha256)):
                self._fs.makedirs(f"{self._root}/{sha256[:2]}", exist_ok=True)
                self._fs.pipe_file(self._place(sha256), content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """A kept content, proved."""
        try:
            with _reached():
                content: bytes = self._fs.cat_file(self._place(sha256))
        except FileNotFoundError as error:
            raise _missing(sha256, str(error)) from error
        return _checked(sha256, content)

    def names(self) -> Iterator[str]:
        """Every object's name; one that does not lie in its place is named with the path it has."""
        with _reached():
            self._fs.invalidate_cache()
            found = sorted(self._fs.find(self._root))
        for path in found:
            name = path.rsplit("/", 1)[-1]
            yield name if path.endswith(f"/{name[:2]}/{name}") else path


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, ArchiveFault):
        raise
    except Exception as error:  # each driver names a lost network in its own way
        raise ArchiveFault(
            "ติดต่อที่เก็บไฟล์ของแฟ้มไม่ได้ กรุณาตรวจเครือข่ายและสิทธิ์ แล้วระบบจะลองใหม่เอง", code="files-away", cause=str(error)
        ) from error


def open_files(url: str) -> FileStore:
    """The store for a folder path or an fsspec URL."""
    if "://" in url and not url.startswith("file://"):
        return RemoteFiles(url)
    return LocalFiles(Path(url.removeprefix("file://")))
