"""A table of an old register as rows of cells: an Excel workbook, a CSV file in either encoding, or an Access database."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from circulars.errors import UnreadableFile

Cell = str | dt.date
"""A text as typed, or a day where the program that wrote the file knew it for one."""
MOST_ROWS = 500_000
_MOST_BYTES = 200_000_000
_ACCESS = (".mdb", ".accdb")
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, and its rows as they stand in the file, the first one numbered 1."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_tables(file: Path) -> tuple[Table, ...]:
    """The sheets of a workbook, the one table of a CSV file, the tables of a database. Raises UnreadableFile, in Thai."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise UnreadableFile("ไฟล์ทะเบียนใหญ่เกิน ๒๐๐ เมกะไบต์ กรุณาแบ่งเป็นไฟล์ละปี", code="too-large")
        kind = file.suffix.lower()
        if kind in (".xlsx", ".xlsm"):
            return tuple(_workbook(file))
        if kind in _ACCESS:
            return tuple(_database(file))
        if kind in (".csv", ".tsv", ".txt"):
            return (Table(file.stem, _delimited(file.read_bytes())),)
    except OSError as error:
        raise UnreadableFile(
            f"เปิดไฟล์ทะเบียน {file.name} ไม่ได้ กรุณาตรวจว่ามีไฟล์นี้และมีสิทธิ์อ่าน", code="unreadable", cause=str(error)
        ) from error
    raise UnreadableFile(
        f"ไม่รู้จักไฟล์ทะเบียนชนิด {file.suffix or file.name} กรุณาบันทึกเป็น .xlsx หรือ .csv (Access ใช้ .mdb .accdb ได้)",
        code="kind",
    )


def _workbook(file: Path) -> Iterator[Table]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl, about styles and extensions that no row needs
            book = load_workbook(file, read_only=True, data_only=True)
            for sheet in book.worksheets:
                rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
                yield Table(sheet.title, tuple(tuple(_cell(value) for value in row) for row in rows))
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(
            f"เปิดไฟล์ {file.name} เป็น Excel ไม่ได้ กรุณาเปิดด้วย Excel แล้วบันทึกใหม่เป็น .xlsx", code="damaged", cause=str(error)
        ) from error


def _cell(value: object) -> Cell:
    r"""A cell as a person sees it: no ``.0`` behind a number, a day as a day.

    >>> _cell(12.0), _cell(None), _cell(" เรื่อง \n ก ")
    ('12', '', 'เรื่อง ก')
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str("" if value is None else value).split())


def _delimited(content: bytes) -> tuple[tuple[Cell, ...], ...]:
    """Rows of a CSV file: UTF-8, else the Windows encoding of Thai; comma, semicolon or tab, whichever divides the rows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp874", "replace")
    head = text[:20_000]
    divider = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=divider)
    return tuple(tuple(_cell(value) for value in row) for _, row in zip(range(MOST_ROWS), rows, strict=False))


def _database(file: Path) -> Iterator[Table]:
    """The tables of an Access database, by mdbtools."""
    if shutil.which("mdb-export") is None:
        raise UnreadableFile(
            "อ่านไฟล์ Access ต้องมี mdbtools ในเครื่อง (apt install mdbtools) หรือเปิดด้วย Access แล้วส่งออกเป็น .xlsx",
            code="no-mdbtools",
        )
    for name in _told(["mdb-tables", "-1", str(file)]).decode("utf-8", "replace").splitlines():
        if name.strip():
            iso = ["-D", "%Y-%m-%d", "-T", "%Y-%m-%d"]
            yield Table(name.strip(), _delimited(_told(["mdb-export", *iso, str(file), name.strip()])))


def _told(command: list[str]) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise UnreadableFile(
            "เปิดไฟล์ Access ไม่ได้ กรุณาเปิดด้วย Access แล้วส่งออกเป็น .xlsx", code="damaged", cause=str(error)
        ) from error
