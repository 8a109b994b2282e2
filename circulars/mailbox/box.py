"""A mailbox of the office, and where what belongs to it lies in the office's folder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Security(StrEnum):
    """How the way to a server is shut. ``NONE`` is for a server on this machine alone."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Login(StrEnum):
    """How the office shows that the mailbox is its own."""

    PASSWORD = "password"
    OAUTH2 = "oauth2"


@dataclass(frozen=True, slots=True)
class Server:
    """A server's name, port, and how the way to it is shut."""

    host: str
    port: int
    security: Security = Security.TLS


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox. ``name`` is the office's own short word for it; ``user`` the address that logs in and answers.

    ``folder`` is read, ``done_folder`` takes what is done (empty: it stays). ``token_url`` is where a refresh token is
    exchanged (OAuth2). ``answers`` is the server by which “ได้รับแล้ว” is sent, None where the office does not want that;
    ``sends`` the one by which letters may go (`circulars.dispatch`), where the office switches that on.
    """

    name: str
    imap: Server
    user: str
    login: Login = Login.PASSWORD
    token_url: str = ""
    folder: str = "INBOX"
    done_folder: str = ""
    answers: Server | None = None
    sends: Server | None = None


def secret_file(home: Path, box: Mailbox) -> Path:
    """Where its password lies, or for OAuth2 a JSON object of client_id, client_secret, refresh_token."""
    return home / "secrets" / f"mail-{box.name}"


def ledger_folder(home: Path) -> Path:
    """Where the records of messages lie (`circulars.mailbox.ledger`)."""
    return home / "mail"
