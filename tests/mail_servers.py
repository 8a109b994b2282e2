"""Small servers beside the mailbox: one that gives and checks OAuth2 tokens, one that takes answers by SMTP."""

from __future__ import annotations

import base64
import datetime as dt
import json
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from benchmarks.dovecot import PASSWORD, USER
from circulars.mailbox.box import Security


class TokenServer(HTTPServer):
    """Exchanges the one refresh token that is good now for an access token and the next refresh token."""

    def __init__(self, user: str) -> None:
        super().__init__(("127.0.0.1", 0), _Tokens)
        self.user, self.refresh, self.access, self.count = user, "first", "", 0
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Tokens(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        right = form.get("refresh_token") == [self.server.refresh] and form.get("client_id") == ["circulars"]
        if not right or form.get("grant_type") != ["refresh_token"]:
            self._say(400, {"error": "invalid_grant"})
            return
        self.server.count += 1
        self.server.access, self.server.refresh = f"access{self.server.count}", f"refresh{self.server.count}"
        self._say(
            200, {"access_token": self.server.access, "refresh_token": self.server.refresh, "token_type": "Bearer"}
        )

    def do_GET(self) -> None:
        """Dovecot asks here what a token is worth."""
        good = bool(self.server.access) and parse_qs(urlsplit(self.path).query).get("token") == [self.server.access]
        self._say(200 if good else 401, {"email": self.server.user, "active": "true"} if good else {"active": "false"})

    def _say(self, status: int, told: dict[str, str]) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        return


class SmtpSink:
    """A real SMTP server that keeps what it is sent.

    Over TLS or STARTTLS it takes mail only from who logs in, with the password or with the token that is good now.
    """

    def __init__(
        self,
        security: Security = Security.NONE,
        pair: tuple[Path, Path] | None = None,
        token: Callable[[], str] = str,
        methods: Sequence[str] = ("PLAIN", "LOGIN", "XOAUTH2"),
        password: str = PASSWORD,
    ) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = int(one.getsockname()[1])
        self.mails: list[bytes] = []
        self._token, self._password = token, password
        context = None
        if pair is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*pair)
        self._open = security is Security.NONE
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=context if security is Security.TLS else None,
            tls_context=context if security is Security.STARTTLS else None,
            require_starttls=security is Security.STARTTLS,
            authenticator=self._authenticate,
            auth_require_tls=security is Security.STARTTLS,
            auth_exclude_mechanism=sorted({"PLAIN", "LOGIN", "XOAUTH2"} - {*methods}),
        )
        self._controller.start()

    def stop(self) -> None:
        """Let go of the port."""
        self._controller.stop()

    def _authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        right = (data.login.decode(), data.password.decode()) == (USER, self._password)
        return AuthResult(success=right, handled=False)

    async def auth_XOAUTH2(self, _server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd asks for it
        """In the form of https://developers.google.com/workspace/gmail/imap/xoauth2-protocol ."""
        good = f"user={USER}\1auth=Bearer {self._token()}\1\1"
        return AuthResult(success=base64.b64decode(args[1]).decode() == good, handled=False)

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse who has not logged in, where that is asked for."""
        if not self._open and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail as it came."""
        content = envelope.original_content
        assert content is not None
        self.mails.append(content)
        return "250 ok"


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost and its key, signed by an authority of our own, whose certificate is ``ca.pem``."""
    root, root_key = _signed("ใบรับรองของหน่วยงาน", None)
    made, key = _signed("localhost", (root, root_key))
    (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return files


def _signed(
    name: str, by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A certificate of that name, by an authority or, without one, of an authority itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    issuer, signing = (by[0].subject, by[1]) if by else (subject, key)
    signer = (by[1] if by else key).public_key()
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )
    if by is not None:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return built.sign(signing, hashes.SHA256()), key
