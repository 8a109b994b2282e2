"""The files of an e-mail: attachments, mails sent on in it, and what the mail itself says.

RFC 5322 and 2045-2049 by the standard library; Outlook's .msg ([MS-OXMSG]) and winmail.dat ([MS-OXTNEF]) by libraries of
their own. Pictures that only adorn the text of a mail (a logo under the signature) are no files of it.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from lxml import etree
from oxmsg import Message as OutlookMessage
from tnefparse import TNEF, TNEFAttachment

from circulars.errors import UnreadableFile
from circulars.intake.containers.members import Budget, Lost, Member
from circulars.intake.names import shown_name

MAIL_TEXT = "ข้อความในอีเมล.txt"
_ADORNING = 60_000
"""Bytes of the largest picture that is taken for a logo, where the text of the mail shows it."""
_PROOFS = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
"""Parts that prove a mail and say nothing."""
_DAMAGED = UnreadableFile("เปิดอีเมลนี้ไม่ได้ ไฟล์อาจเสียหาย กรุณาส่งต่ออีเมลใหม่ หรือบันทึกไฟล์แนบแล้ววางใน inbox")


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of a mail: its name (empty where it has none), its content, whether the text shows it as a picture."""

    name: str
    content: bytes
    shown: bool = False


def mail_members(raw: bytes, budget: Budget, within: str) -> Iterator[Member | Lost]:
    """The files of an e-mail, not yet looked into; its text where it has none. Raises UnreadableFile (unreadable, empty)."""
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        files, lost = _files(message)
        text = text_of(raw)
    except Exception as error:
        raise UnreadableFile(_DAMAGED.message, cause=f"{type(error).__name__}: {error}") from error
    yield from _taken(files, lost, text, budget, within)


def outlook_members(raw: bytes, budget: Budget, within: str) -> Iterator[Member | Lost]:
    """The same of an Outlook message."""
    try:
        message = OutlookMessage.load(raw)
        files = [
            _Part(one.file_name or "", one.file_bytes or b"") for one in message.attachments if one.attached_by_value
        ]
        lost = [one.file_name or "อีเมลที่แนบมา" for one in message.attachments if not one.attached_by_value]
        text = _plain(message.body, message.html_body)
    except Exception as error:
        raise UnreadableFile(_DAMAGED.message, cause=f"{type(error).__name__}: {error}") from error
    told = [Lost(within + name, "เป็นอีเมลที่แนบในอีเมลของ Outlook กรุณาเปิดแล้วบันทึกไฟล์แนบออกมา") for name in lost]
    yield from _taken(files, told, text, budget, within)


def winmail_members(raw: bytes, budget: Budget, within: str) -> Iterator[Member | Lost]:
    """The files that Outlook wrapped into a winmail.dat."""
    try:
        message = TNEF(raw)
        files = [_Part(_winmail_name(one), bytes(one.data or b"")) for one in message.attachments]
    except Exception as error:
        raise UnreadableFile(
            "เปิด winmail.dat ไม่ได้ กรุณาขอให้ผู้ส่งส่งใหม่เป็นไฟล์ PDF", cause=f"{type(error).__name__}: {error}"
        ) from error
    if not files:
        raise UnreadableFile("winmail.dat ไม่มีไฟล์แนบ กรุณาขอให้ผู้ส่งส่งใหม่เป็นไฟล์ PDF", code="empty")
    yield from _taken(files, [], "", budget, within)


def _winmail_name(one: TNEFAttachment) -> str:
    """The name of a wrapped file; empty where it is written in a code page that the library does not ask for (CP874)."""
    try:
        return str(one.long_filename() or "")
    except UnicodeDecodeError:
        return ""


def text_of(raw: bytes, *, sent_on: bool = False) -> str:
    """What a mail says, as plain text, with ``sent_on`` also what the mails in it say; empty where it says nothing."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    bodies: dict[str, str] = {}
    inner = []
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not part.get_filename():
            bodies.setdefault(kind, _decoded(part))
        elif kind == "message/rfc822" and sent_on:
            inner.append(text_of(_sent_on(part).as_bytes(), sent_on=True))
    own = _plain(bodies.get("text/plain"), bodies.get("text/html"))
    return "\n".join(text for text in (own, *inner) if text)


def bodies_of(raw: bytes) -> tuple[str, ...]:
    """The texts of a mail itself as they were sent: its HTML first, which has more to say, then the plain one."""
    bodies: dict[str, str] = {}
    for part in _leaves(email.message_from_bytes(raw, policy=email.policy.default)):
        kind = part.get_content_type()
        if kind in ("text/html", "text/plain") and not part.get_filename():
            bodies.setdefault(kind, _decoded(part))
    return tuple(bodies[kind] for kind in ("text/html", "text/plain") if kind in bodies)


def _sent_on(part: Message) -> Message:
    inner = part.get_payload(0)
    assert isinstance(inner, Message)  # the parser gives this kind of part one message
    return inner


def outlook_text(raw: bytes) -> str:
    """The same of an Outlook message; empty where it cannot be opened, which is told of its files."""
    try:
        message = OutlookMessage.load(raw)
        return _plain(message.body, message.html_body)
    except Exception:  # noqa: BLE001 - see `outlook_members`
        return ""


def _taken(files: list[_Part], lost: list[Lost], text: str, budget: Budget, within: str) -> Iterator[Member | Lost]:
    real = [one for one in files if not (one.shown and len(one.content) <= _ADORNING)]
    if not real and not lost:
        real = [one for one in files if not text] or ([_Part(MAIL_TEXT, text.encode())] if text else [])
    if not real and not lost:
        raise UnreadableFile("อีเมลนี้ไม่มีข้อความและไม่มีไฟล์แนบ กรุณาตรวจอีเมลต้นทาง", code="empty")
    budget.spend(len(real), sum(len(one.content) for one in real))
    yield from lost
    for number, one in enumerate(real, 1):
        name = one.name or f"ไฟล์แนบ {number}"
        if one.content:
            yield Member(name.encode("utf-8", "surrogateescape"), one.content)
        else:
            yield Lost(within + shown_name(name), "ว่างเปล่า")


def _files(message: Message) -> tuple[list[_Part], list[Lost]]:
    files: list[_Part] = []
    lost: list[Lost] = []
    for part in _leaves(message):
        kind, name = part.get_content_type(), part.get_filename() or ""
        if kind == "message/rfc822":
            files.append(_Part(f"{name or 'อีเมลที่ส่งต่อ'}.eml", _sent_on(part).as_bytes()))
        elif kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            lost.append(Lost(name or "อีเมลเข้ารหัส", "เข้ารหัสไว้ กรุณาเปิดในโปรแกรมอีเมลแล้วบันทึกไฟล์แนบออกมา"))
        elif kind not in _PROOFS and (name or part.get_content_maintype() != "text"):
            content = part.get_payload(decode=True)
            shown = bool(part["Content-ID"]) and part.get_content_maintype() == "image"
            files.append(_Part(name, content if isinstance(content, bytes) else b"", shown))
    return files, lost


def _leaves(message: Message) -> Iterator[Message]:
    """Parts of a mail that hold no parts; a mail in it is one."""
    if message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield message


def _decoded(part: Message) -> str:
    """The text of a part; a wrong or missing charset is taken for what Thai mails are written in."""
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp874"):
        try:
            return content.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


def _plain(text: str | None, page: str | None) -> str:
    if text and text.strip():
        return text.strip()
    if not page or not page.strip():
        return ""
    root = etree.fromstring(page.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=False))
    if root is None:
        return ""
    for unseen in root.iter("script", "style"):
        unseen.text = ""
    for line in root.iter("br", "p", "div", "tr", "li"):
        line.tail = "\n" + (line.tail or "")
    seen = "".join(str(text) for text in root.itertext() if isinstance(text, str))
    return "\n".join(part.strip() for part in seen.splitlines() if part.strip())
