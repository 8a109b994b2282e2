"""What the office has switched on of sending and signing; nothing of it is on unless office.toml says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from circulars.mailbox.box import Mailbox, Server


@dataclass(frozen=True, slots=True)
class Sending:
    """By which mailbox letters leave, by which of its servers; ``by_itself``: what is approved is queued at once.

    ``signed_only``: nothing leaves that has no signed copy.
    """

    box: Mailbox
    server: Server
    by_itself: bool = False
    signed_only: bool = False

    @property
    def domain(self) -> str:
        """That of the address from which letters go."""
        return self.box.user.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Seal:
    """The office's certificate with its key (PKCS#12), the file that holds its password, and how it signs.

    With ``token``, the label of a token or security module, ``certificate`` is its PKCS#11 library, ``key`` the label of key and
    certificate in it, and the password is its PIN.

    ``timestamp_url``: an authority of time stamps (RFC 3161), empty: the signature tells its own clock (PAdES B-B).
    ``picture``: what is laid upon the page as the visible signature, None: nothing. ``authorities``: the folder of
    certificates to which signer and time stamp must lead where the proof is kept for long (PAdES B-LTA), None: it is not.
    """

    certificate: Path
    password: Path
    timestamp_url: str = ""
    picture: Path | None = None
    authorities: Path | None = None
    token: str = ""
    key: str = ""
