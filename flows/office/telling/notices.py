"""Notices by e-mail, webhook, LINE, Telegram and the like (Apprise), where the office switched them on: what is new since the last.

Off unless ``[notices] on = true``. The addresses stand in ``secrets/notices``, a line each, as Apprise writes them
(``json://…``, ``mailtos://…``): they hold passwords. A message has counts and the desk's address, subjects only where
the office says so and never those of a classified letter. What could not be sent is sent with the next look.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import apprise

from circulars.archive import Archive
from circulars.letter.letter import Urgency
from circulars.review.codes import write_private
from circulars.thai.digits import to_thai
from circulars.thai.redaction import redacted
from flows.office.telling.heads import head_line
from flows.settings import Settings
from flows.settings.toml.model import HEAD, OVERDUE, STOPPED, URGENT, WAITS

_LOG = logging.getLogger("circulars.notices")
_SAID = {WAITS: "รอตรวจใหม่", URGENT: "เรื่องด่วนรอตรวจ", OVERDUE: "เกินกำหนดใหม่", STOPPED: "ไฟล์ที่กักไว้ใหม่"}
_COUNTED = {WAITS: "เรื่อง", URGENT: "เรื่อง", OVERDUE: "เรื่อง", STOPPED: "ไฟล์"}
SHOWN = 5
_OURS = apprise.AppriseAsset(
    app_id="circulars", app_desc="circulars", app_url="", image_url_mask=None, image_url_logo=None
)
"""What the services are told of who sends; no picture, which they would fetch from Apprise's makers."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that may be told: its kind, what tells it from others, and its subject (empty: not told)."""

    kind: str
    key: str
    subject: str = ""


def tell_news(settings: Settings, archive: Archive, desk: str) -> int:
    """Tell each address what is new since it was told last; how many were told. Nothing where notices are off."""
    addresses = addresses_of(settings) if settings.notices.on else ()
    if not addresses:
        return 0
    news, told = news_of(settings, archive), 0
    for address in addresses:
        place = settings.folder("run") / f"notices-{hashlib.sha256(address.encode()).hexdigest()[:12]}.json"
        known = _known(place)
        fresh = [one for one in news if f"{one.kind} {one.key}" not in known]
        if fresh and not _sent(address, settings.profile.office.name, message_of(fresh, desk)):
            _LOG.warning("a notice could not be sent; it is sent with the next look")
            continue
        told += bool(fresh)
        write_private(place, json.dumps([f"{one.kind} {one.key}" for one in news], ensure_ascii=False))
    return told


def addresses_of(settings: Settings) -> tuple[str, ...]:
    """The addresses of ``secrets/notices``, in Apprise's form; none where the file is not there."""
    try:
        lines = (settings.folder("secrets") / "notices").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def news_of(settings: Settings, archive: Archive) -> tuple[News, ...]:
    """What there is to tell now, of the kinds that the office chose."""
    found: list[News] = []
    today = archive.now().date()
    for one in archive.reviews_waiting(frozenset(settings.profiles)):
        subject = _subject(settings, archive, one.letter_id, one.subject)
        found.append(News(WAITS, f"{one.letter_id} {one.key.step} {one.round}", subject))
        if one.urgency in set(map(str, Urgency)):
            found.append(News(URGENT, f"{one.letter_id} {one.key.step}", subject))
    for dues in archive.near_days(today, settings.profiles.keys()):
        late = [one for one in dues if one.day < today]
        found += [News(OVERDUE, one.letter_id, _subject(settings, archive, one.letter_id, one.subject)) for one in late]
    held = settings.folder("quarantine")
    names = sorted(path.name for path in held.iterdir() if path.suffix != ".txt" and not path.name.startswith("."))
    found += [News(STOPPED, hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]) for name in names]
    found.append(
        News(HEAD, today.isoformat(), head_line(archive))
    )  # once a day: outside, it contradicts a ledger made anew
    return tuple(one for one in found if one.kind in settings.notices.about)


def _subject(settings: Settings, archive: Archive, letter_id: str, subject: str) -> str:
    """The subject as it may be told: none unless the office says so, none of a classified letter."""
    if not settings.notices.subjects or not subject:
        return ""
    secret = archive.load_letter(letter_id).letter.secrecy.value is not None
    return "" if secret else redacted(subject)[:120]


def message_of(news: Sequence[News], desk: str) -> str:
    """Counts by kind, the first subjects where they may be told, and where to open the desk."""
    lines = []
    for kind, said in _SAID.items():
        these = [one for one in news if one.kind == kind]
        if these:
            lines.append(f"{said} {to_thai(len(these))} {_COUNTED[kind]}")
            lines += [f"- {one.subject}" for one in these[:SHOWN] if one.subject]
    lines += [one.subject for one in news if one.kind == HEAD]
    return "\n".join([*lines, *([desk] if desk else [])])


def _sent(address: str, title: str, body: str) -> bool:
    """Whether the service took it. It is plain text: mail and Telegram write HTML, and must neither run its lines together nor obey it."""
    sender = apprise.Apprise(asset=_OURS)
    return bool(sender.add(address) and sender.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT))


def _known(place: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads(place.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return frozenset()
