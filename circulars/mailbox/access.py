"""The way into a mailbox: an encrypted connection, a password or an OAuth2 token, each fault told with its remedy."""

from __future__ import annotations

import base64
import imaplib
import json
import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from circulars.errors import CircularsError
from circulars.mailbox.box import Login, Mailbox, Security, Server, secret_file

SECONDS = 60.0
NETWORK_FAULTS = (OSError, imaplib.IMAP4.error, ImapToolsError, smtplib.SMTPException, httpx.HTTPError)
"""What the libraries raise when a server is away, ends the connection, or answers what it should not."""
_MOST_TOKEN = 20_000
_NO_TRUST = (
    "ใบรับรองของเซิร์ฟเวอร์อีเมล {host} ใช้ไม่ได้ จึงไม่เชื่อมต่อ กรุณาตรวจชื่อ {key} หรือให้ผู้ดูแลระบบตั้งใบรับรองให้ถูก "
    "(ใบรับรองของหน่วยงานเอง: ตั้ง SSL_CERT_FILE)"
)
_NO_LOGIN = "เซิร์ฟเวอร์อีเมลไม่รับรหัสของ {user} กรุณาตรวจไฟล์ secrets/mail-{name} (หรือขออนุญาต OAuth2 ใหม่)"


class MailFault(CircularsError):
    """A mailbox cannot be read, or mail cannot be sent, now."""

    code = "mail"


@contextmanager
def opened(home: Path, box: Mailbox) -> Iterator[BaseMailBox]:
    """The mailbox, logged in, its folder chosen. Raises MailFault."""
    connection = _connected(box)
    try:
        _log_in(connection, home, box)
        try:
            connection.folder.set(box.folder)
        except MailboxFolderSelectError as error:
            raise MailFault(
                f"ไม่มีโฟลเดอร์ {box.folder} ในตู้จดหมาย {box.user} กรุณาแก้ folder ใน office.toml", cause=str(error)
            ) from error
        yield connection
    finally:
        with suppress(*NETWORK_FAULTS):
            connection.logout()
        with suppress(OSError):
            connection.client.shutdown()


def _connected(box: Mailbox) -> BaseMailBox:
    host, port = box.imap.host, box.imap.port
    try:
        if box.imap.security is Security.TLS:
            return MailBox(host, port, timeout=SECONDS, ssl_context=ssl.create_default_context())
        if box.imap.security is Security.STARTTLS:
            return MailBoxStartTls(host, port, timeout=SECONDS, ssl_context=ssl.create_default_context())
        return MailBoxUnencrypted(host, port, timeout=SECONDS)
    except ssl.SSLCertVerificationError as error:
        raise MailFault(_NO_TRUST.format(host=host, key="host"), cause=str(error)) from error
    except NETWORK_FAULTS as error:
        raise MailFault(
            f"ต่อเซิร์ฟเวอร์อีเมล {host}:{port} ไม่ได้ กรุณาตรวจเครือข่าย host port และ security ใน office.toml", cause=str(error)
        ) from error


def _log_in(connection: BaseMailBox, home: Path, box: Mailbox) -> None:
    try:
        if box.login is Login.OAUTH2:
            connection.xoauth2(box.user, access_token(home, box), initial_folder=None)
        else:
            connection.login_utf8(box.user, password(home, box), initial_folder=None)
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        if isinstance(error, imaplib.IMAP4.abort):
            raise
        raise MailFault(_NO_LOGIN.format(user=box.user, name=box.name), code="mail-login", cause=str(error)) from error
    _, told = connection.client.capability()  # servers tell MOVE and UIDPLUS only to who is logged in (RFC 3501, 7.2.1)
    connection.client.capabilities = tuple(told[0].decode("ascii", "replace").upper().split())


def password(home: Path, box: Mailbox) -> str:
    """The mailbox's password. Raises MailFault where the file is missing or empty."""
    return _secret(home, box)


def _secret(home: Path, box: Mailbox) -> str:
    file = secret_file(home, box)
    try:
        text = file.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise MailFault(
            f"อ่านรหัสของตู้จดหมาย {box.name} ไม่ได้ กรุณาวางรหัสไว้ในไฟล์ {file} แล้วสั่ง chmod 600",
            code="mail-login",
            cause=str(error),
        ) from error
    if not text:
        raise MailFault(f"ไฟล์ {file} ว่างเปล่า กรุณาใส่รหัสของตู้จดหมาย {box.name}", code="mail-login")
    return text


def access_token(home: Path, box: Mailbox) -> str:
    """A fresh access token for the refresh token (RFC 6749, section 6). Raises MailFault.

    A new refresh token that comes with it replaces the old one in the secret's file.
    """
    told = f"สิทธิ์ OAuth2 ของตู้จดหมาย {box.name} ใช้ไม่ได้ กรุณาขอ refresh token ใหม่แล้วใส่ใน secrets/mail-{box.name}"
    try:
        kept = dict(json.loads(_secret(home, box)))
        form = {"grant_type": "refresh_token"} | {
            name: str(kept[name]) for name in ("client_id", "client_secret", "refresh_token", "scope") if kept.get(name)
        }
    except (ValueError, TypeError) as error:
        raise MailFault(
            f"ไฟล์ secrets/mail-{box.name} ต้องเป็น JSON มี client_id client_secret refresh_token",
            code="mail-login",
            cause=str(error),
        ) from error
    try:
        answer = httpx.post(box.token_url, data=form, timeout=SECONDS)
        answer.raise_for_status()
        given = dict(json.loads(answer.content[:_MOST_TOKEN]))
        token = str(given["access_token"])
    except httpx.TransportError as error:
        raise MailFault(
            f"ต่อ {box.token_url} เพื่อขอสิทธิ์ OAuth2 ไม่ได้ กรุณาตรวจเครือข่ายและ token_url", cause=str(error)
        ) from error
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        raise MailFault(told, code="mail-login", cause=f"{type(error).__name__}: {error}") from error
    if (fresh := given.get("refresh_token")) and fresh != kept.get("refresh_token"):
        _keep_secret(secret_file(home, box), json.dumps(kept | {"refresh_token": str(fresh)}))
    return token


def _keep_secret(file: Path, text: str) -> None:
    draft = file.with_name(f"{file.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


@contextmanager
def sending(home: Path, box: Mailbox, server: Server) -> Iterator[smtplib.SMTP]:
    """A connection that sends mail as the mailbox's user. Raises MailFault."""
    try:
        with _to_send(server) as smtp:
            if server.security is Security.STARTTLS:
                smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
            _log_in_to_send(smtp, home, box, server)
            yield smtp
    except ssl.SSLCertVerificationError as error:
        raise MailFault(_NO_TRUST.format(host=server.host, key="smtp_host"), cause=str(error)) from error
    except smtplib.SMTPAuthenticationError as error:
        raise MailFault(_NO_LOGIN.format(user=box.user, name=box.name), code="mail-login", cause=str(error)) from error
    except NETWORK_FAULTS as error:
        raise MailFault(
            f"ส่งอีเมลตอบรับทาง {server.host}:{server.port} ไม่ได้ กรุณาตรวจ [[mailboxes]] smtp_host และรหัส", cause=str(error)
        ) from error


def _to_send(server: Server) -> smtplib.SMTP:
    if server.security is Security.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)


def _log_in_to_send(smtp: smtplib.SMTP, home: Path, box: Mailbox, server: Server) -> None:
    if box.login is Login.OAUTH2:
        grant = f"user={box.user}\1auth=Bearer {access_token(home, box)}\1\1"
        smtp.auth("XOAUTH2", lambda _challenge=None: grant)
    elif server.security is not Security.NONE or smtp.has_extn("auth"):
        secret = password(home, box)
        if secret.isascii() and box.user.isascii():
            smtp.login(box.user, secret)
        else:
            _log_in_utf8(smtp, box.user, secret)


def _log_in_utf8(smtp: smtplib.SMTP, user: str, secret: str) -> None:
    """A password in Thai: UTF-8 (RFC 4616, section 2), which smtplib can't say. Raises SMTPAuthenticationError."""
    if "PLAIN" in smtp.esmtp_features.get("auth", "").upper().split():
        code, told = smtp.docmd("AUTH", f"PLAIN {_base64(chr(0).join(('', user, secret)))}")
    else:
        code, told = smtp.docmd("AUTH", f"LOGIN {_base64(user)}")
        if code == 334:  # it asks for the password (RFC 4954, section 4)
            code, told = smtp.docmd(_base64(secret))
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, told)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
