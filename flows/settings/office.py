"""The settings of one office: office.toml and two environment variables, read once, at the door.

``CIRCULARS_HOME`` names the office's folder (default ``./office``), ``CIRCULARS_DATABASE_URL`` the database (default
SQLite in that folder) and ``CIRCULARS_FILES_URL`` where the archive keeps its files; both are remembered in that folder
(`flows.settings.stores`). Everything else stands in
``office.toml``, which a clerk may edit; a wrong value is refused by name with the remedy, never replaced by a default.
"""

from __future__ import annotations

import difflib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from circulars.desk.people.provider import LoginService
from circulars.directory.profile import OfficeProfile
from circulars.dispatch.switch import Seal, Sending
from circulars.errors import SettingsWrong
from circulars.mailbox.box import Mailbox
from circulars.review.reviewers import Reviewer
from flows.settings.sharing import SHARED, group_of, open_to_group
from flows.settings.stores import Stores, record_stores, stores_of
from flows.settings.toml.file import profiles_of, read_office_file, reviewers_of, write_first_office_toml
from flows.settings.toml.leaving import sending_of
from flows.settings.toml.model import NoticesTable, OfficeFile

__all__ = ["Settings", "load_settings", "make_folders", "office_home", "write_first_office_toml"]

DESK_AFTER = 80
"""The desk listens so many ports after the server where office.toml names none."""
FOLDERS = ("inbox", "quarantine", "drafts", "outbox", "archive", "work", "logs", "prefect", "run", "secrets", "reports")
PRIVATE = ("archive", "prefect", "run", "secrets", "work", "drafts", "quarantine", "logs")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the flows need to know about the office they run for.

    ``profiles`` holds the office itself first, then every office it acts for, by code. ``settle_seconds`` is how long
    a file's size and time must stand still before it is taken; ``forbidden`` reasons never live here: a wrong setting
    is refused while loading. ``own_series`` are the offices whose circulars (ว) number from 1 in a register of their own
    (ข้อ ๓๒); the others number in the sent register. ``public_url`` is the address by which people open the web side
    (a proxy before the server); None: the server's own. ``desk_url`` is the same for the desk, which
    listens on ``desk_port``; ``sign_minutes`` is how long one code signs there.
    ``share_group`` is the group of this machine whose members open the office's shared folders.
    ``sending`` is how letters leave by mail, ``seal`` the certificate by which they are signed here; None: they do not.
    ``login_service`` is who else vouches for people at the desk; None: only its own passwords.
    ``qr`` puts a signed QR code on each letter that is issued.
    ``timestamp_url`` is the authority of time stamps for signatures and for heads of the ledger; empty: none is asked.
    """

    home: Path
    profile: OfficeProfile
    profiles: dict[str, OfficeProfile]
    database_url: str
    files_url: str
    reviewers: tuple[Reviewer, ...] = ()
    demo: bool = False
    engine: str = "thai"
    host: str = "127.0.0.1"
    port: int = 4200
    desk_port: int = 4200 + DESK_AFTER
    desk_url: str | None = None
    workers: int = 2
    settle_seconds: float = 2.0
    keep_days: int = 30
    remind_hours: dict[str, int] = field(default_factory=dict)
    templates: Path | None = None
    own_series: frozenset[str] = frozenset()
    public_url: str | None = None
    share_group: str | None = None
    mailboxes: tuple[Mailbox, ...] = ()
    sending: Sending | None = None
    seal: Seal | None = None
    qr: bool = False
    timestamp_url: str = ""
    sign_minutes: int = 0
    notices: NoticesTable = field(default_factory=NoticesTable)
    login_service: LoginService | None = None

    def folder(self, name: str) -> Path:
        """One of the office's folders, by its name in the contract."""
        if name not in FOLDERS:
            raise ValueError(f"no folder {name} in an office")
        return self.home / name


CHECKOUT_OFFICE = Path(__file__).resolve().parents[2] / "office"
"""Where `make demo` and `make up` put the office of this checkout."""
VARIABLES = ("CIRCULARS_HOME", "CIRCULARS_DATABASE_URL", "CIRCULARS_FILES_URL")


def office_home(home: Path | None = None) -> Path:
    """The office's folder: the one given, else ``CIRCULARS_HOME``, else ``./office``. Absolute.

    Where nothing was named and no office lies in ``./office``, it is the one of the checkout that this program runs from, if
    it has one: a command given in another folder means that office, not a second one.

    Raises SettingsWrong for an environment variable whose name is nearly one of ours: passed over, it would lead the
    office to another folder or database.
    """
    for name in sorted(os.environ):
        if name.startswith("CIRCULAR") and name not in VARIABLES:
            near = difflib.get_close_matches(name, VARIABLES, 1, 0.85)
            if near:
                raise SettingsWrong(f"ไม่รู้จักตัวแปร {name} น่าจะเป็น {near[0]} กรุณาแก้ชื่อหรือลบออก", cause=f"{name} is set")
    named = home or os.environ.get("CIRCULARS_HOME")
    here = Path(named or "office").expanduser().absolute()
    if not named and not (here / "office.toml").exists() and (CHECKOUT_OFFICE / "office.toml").exists():
        return CHECKOUT_OFFICE
    return here


def load_settings(home: Path | None = None) -> Settings:
    """Read office.toml. Raises SettingsWrong naming the value and the remedy."""
    place = office_home(home)
    known = read_office_file(place / "office.toml")
    profiles = profiles_of(known, place)
    stores = stores_of(place)
    settings = Settings(
        home=place,
        profile=next(iter(profiles.values())),
        profiles=profiles,
        database_url=stores.database_url,
        files_url=stores.files_url,
        reviewers=reviewers_of(known),
        demo=known.office.demo,
        engine=known.office.engine,
        host=known.server.host,
        port=known.server.port,
        public_url=known.server.public_url,
        desk_port=known.server.desk_port or min(known.server.port + DESK_AFTER, 65535),
        desk_url=known.server.desk_url,
        workers=known.server.workers,
        settle_seconds=known.inbox.settle_seconds,
        keep_days=known.server.keep_days,
        remind_hours=known.reminders.model_dump(by_alias=True),
        templates=place / Path(known.office.templates).expanduser() if known.office.templates else None,
        own_series=_own_series(known),
        share_group=known.office.share_group,
        mailboxes=tuple(row.mailbox() for row in known.mailboxes),
        sending=sending_of(known.sending, known.signing, known.mailboxes),
        seal=known.signing.seal(place),
        qr=known.qr.on,
        timestamp_url=known.signing.timestamp_url,
        sign_minutes=known.server.sign_minutes,
        notices=known.notices,
        login_service=known.login.service(place),
    )
    _refuse_overlaps(settings)
    return settings


def _own_series(known: OfficeFile) -> frozenset[str]:
    """Codes of the offices with ``circular_series = true``, ours and those we act for."""
    own = {known.office.code} if known.office.circular_series else set()
    return frozenset(own | {row.code for row in known.acting_offices if row.circular_series})


def make_folders(settings: Settings) -> None:
    """Create the office's folders, for their owner only; with ``share_group`` those that people open are the group's too.

    Letters that were issued and reports are never for everybody on the machine. Raises SettingsWrong for a group that is
    not there or not ours.
    """
    if settings.share_group is not None:
        group_of(settings.share_group)
    settings.home.mkdir(parents=True, exist_ok=True)
    for name in FOLDERS:
        place = settings.folder(name)
        place.mkdir(mode=0o700, exist_ok=True)
        if name in PRIVATE and not (settings.share_group is not None and name in SHARED):
            place.chmod(0o700)
        elif name != "inbox":  # whoever runs the scanner may have been given the inbox by the administrator
            place.chmod(stat.S_IMODE(place.stat().st_mode) & ~0o007)
    record_stores(settings.home, Stores(settings.database_url, settings.files_url))
    if settings.share_group is not None:
        open_to_group(settings.home, settings.share_group)


def _refuse_overlaps(settings: Settings) -> None:
    """Two folders of the office that are the same place, or one inside another, would take in their own output."""
    places = {name: settings.folder(name).resolve() for name in FOLDERS}
    for name, place in places.items():
        for other, there in places.items():
            if name < other and (place == there or place in there.parents or there in place.parents):
                raise SettingsWrong(
                    f"โฟลเดอร์ {name} กับ {other} ซ้อนกัน ({place} และ {there}) กรุณาแยกออกจากกันก่อนเริ่มระบบ",
                    cause="overlapping folders",
                )
