"""The ledger's head taken outside: a line on paper or on a stick, by notice, and with a time stamp (RFC 3161).

Who can write the database can compute the whole chain anew; only what lies elsewhere contradicts him (`circulars verify`).
A time stamp cannot be made anew, wherever it lies: it names the very head and the moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from circulars.archive import Archive
from circulars.archive.export.verify import Damage, head
from circulars.documents.signing.stamping import ENDING, Stamp, read_stamp, stamped
from circulars.thai.dates import BANGKOK, ThaiDate, format_date, year_be
from circulars.thai.digits import to_thai
from flows.settings import Settings
from flows.settings.trust import trusted_certificates


def head_line(archive: Archive) -> str:
    """The head as it is printed, and read back by `circulars verify --head-file`."""
    number, digest = head(archive)
    return f"สมุดบันทึกเหตุการณ์ {to_thai(number)} รายการ ลายนิ้วมือสุดท้าย {digest}"


def write_head(settings: Settings, archive: Archive, folder: Path, moment: dt.datetime) -> Path:
    """A file of its own with the head of this moment, in `folder`. Raises OSError, FileExistsError among them."""
    day = format_date(ThaiDate.from_ce(moment.date()))
    told = f"{settings.profile.office.name} {day} เวลา {to_thai(f'{moment:%H.%M}')} น.\n{head_line(archive)}\n"
    file = folder / f"{year_be(moment.date())}-{moment:%m-%d-%H%M%S}-head.txt"
    with file.open("x", encoding="utf-8") as out:
        out.write(told)
    return file


def stamp_file(settings: Settings, file: Path) -> Path | None:
    """The authority's stamp of a file, beside it; None where the office names no authority. Raises EngineFailed."""
    place = stamp_place(file)
    forget_stamp(file)
    if not settings.timestamp_url:
        return None
    draft = place.with_name(f".{place.name}.new")
    draft.write_bytes(stamped(file.read_bytes(), settings.timestamp_url))
    draft.replace(place)
    return place


def forget_stamp(file: Path) -> None:
    """Before a file is written anew: its stamp is one of what it was."""
    stamp_place(file).unlink(missing_ok=True)


def stamp_place(file: Path) -> Path:
    """Where the stamp of a file lies."""
    return file.with_name(file.name + ENDING)


def stamp_of(settings: Settings, file: Path) -> Stamp | None:
    """What the stamp beside a file says; None where there is none."""
    try:
        answer = stamp_place(file).read_bytes()
    except FileNotFoundError:
        return None
    return read_stamp(file.read_bytes(), answer, trusted_certificates(settings))


def stamp_damage(files: dict[Path, Stamp]) -> Iterator[Damage]:
    """Each file that is not the one which its stamp names."""
    for file, stamp in files.items():
        if not stamp.whole:
            told = f"ไฟล์ {file.name} ไม่ตรงกับที่ประทับเวลาไว้ ({stamp_place(file).name}) ไฟล์หรือการประทับเวลาถูกแก้ไข"
            yield Damage("reports", file.name, told)


def told_stamp(stamp: Stamp) -> str:
    """By whom and when a file was stamped, and what that proves."""
    if not stamp.whole or stamp.at is None:
        return "การประทับเวลาไม่ตรงกับไฟล์ ไฟล์หรือการประทับเวลาถูกแก้ไข"
    at = stamp.at.astimezone(BANGKOK)
    trust = "" if stamp.trusted else " (ใบรับรองของผู้ประทับเวลาไม่อยู่ในโฟลเดอร์ trust จึงยังไม่พิสูจน์ว่าเป็นผู้นั้นจริง)"
    return f"ประทับเวลาโดย {stamp.authority} {format_date(ThaiDate.from_ce(at.date()))} เวลา {to_thai(f'{at:%H.%M}')} น.{trust}"
