"""A Dovecot of its own for tests and measurements, version 2.3 or 2.4: one user, Maildir, on this machine alone."""

from __future__ import annotations

import contextlib
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from imap_tools.utils import encode_folder

from circulars.mailbox.box import Mailbox, Security, Server

USER, PASSWORD = "saraban@example.go.th", "รหัส ๑๒๓"
DONE = "รับแล้ว"


@dataclass(frozen=True, slots=True)
class _Setting:
    """What both versions are told, each in its own words."""

    folder: Path
    port: int
    tls_port: int
    uid: int
    gid: int
    pair: tuple[Path, Path] | None
    introspection: str

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def mechanisms(self) -> str:
        return "plain login" + (" xoauth2" if self.introspection else "")

    def listeners(self) -> str:
        return (
            f"service imap-login {{\n inet_listener imap {{\n port = {self.port}\n }}\n"
            f" inet_listener imaps {{\n port = {self.tls_port}\n }}\n process_limit = 20\n}}\n"
        )

    def as_in_2_3(self) -> str:
        """In the words of https://doc.dovecot.org/2.3/configuration_manual/ ."""
        lines = (
            f"listen = 127.0.0.1\nprotocols = imap\ndisable_plaintext_auth = no\nauth_mechanisms = {self.mechanisms}\n"
            f"mail_location = maildir:{self.home}/Maildir\nmail_uid = {self.uid}\nmail_gid = {self.gid}\n"
            f"mail_home = {self.home}\n{self.listeners()}"
            f"passdb {{\n driver = passwd-file\n mechanisms = plain login\n args = {self.folder}/users\n}}\n"
            f"userdb {{\n driver = static\n args = uid={self.uid} gid={self.gid} home={self.home}\n}}\n"
        )
        if self.pair is None:
            lines += "ssl = no\n"
        else:
            lines += f"ssl = yes\nssl_cert = <{self.pair[0]}\nssl_key = <{self.pair[1]}\n"
        if self.introspection:
            told = self.folder / "oauth2.conf"
            told.write_text(
                f"introspection_mode = get\nintrospection_url = {self.introspection}\nusername_attribute = email\n"
                "active_attribute = active\nactive_value = true\n"
            )
            told.chmod(0o644)
            lines += f"passdb {{\n driver = oauth2\n mechanisms = xoauth2\n args = {told}\n}}\n"
        return lines

    def as_in_2_4(self) -> str:
        """In the words of https://doc.dovecot.org/2.4.1/core/config/ ."""
        lines = (
            f"listen = 127.0.0.1\nprotocols = imap\nauth_allow_cleartext = yes\nauth_mechanisms = {self.mechanisms}\n"
            f"mail_driver = maildir\nmail_path = {self.home}/Maildir\nmail_uid = {self.uid}\nmail_gid = {self.gid}\n"
            f"mail_home = {self.home}\n{self.listeners()}"
            f"passdb passwd-file {{\n mechanisms_filter = plain login\n passwd_file_path = {self.folder}/users\n}}\n"
            f"userdb static {{\n fields {{\n uid = {self.uid}\n gid = {self.gid}\n home = {self.home}\n }}\n}}\n"
        )
        if self.pair is None:
            lines += "ssl = no\n"
        else:
            lines += f"ssl = yes\nssl_server_cert_file = {self.pair[0]}\nssl_server_key_file = {self.pair[1]}\n"
        if self.introspection:
            lines += (
                f"oauth2 {{\n introspection_mode = get\n introspection_url = {self.introspection}\n"
                " username_attribute = email\n active_attribute = active\n active_value = true\n}\n"
                "passdb oauth2 {\n mechanisms_filter = xoauth2\n}\n"
            )
        return lines


class Dovecot:
    """The server, from its start until `stop`. Runs as root or as anybody.

    Its folder lies where Dovecot's own users may pass, which is not so of the folders that a test is given.
    """

    def __init__(self, certificate: Callable[[Path], tuple[Path, Path]] | None = None, introspection: str = "") -> None:
        """Starts it and waits until it answers.

        `certificate` makes certificate and key in a folder: without it there is no TLS. `introspection` is the address
        at which it asks what an OAuth2 token is worth; the token is put at its end.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.folder.chmod(0o711)
        self.port, self.tls_port, self.log = free_port(), free_port(), self.folder / "dovecot.log"
        pair = certificate(self.folder) if certificate else None
        root = os.getuid() == 0
        mail = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        setting = _Setting(self.folder, self.port, self.tls_port, mail.pw_uid, mail.pw_gid, pair, introspection)
        setting.home.mkdir()
        if root:
            os.chown(setting.home, mail.pw_uid, mail.pw_gid)
        program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "dovecot"
        self.version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
        config = self.folder / "dovecot.conf"
        config.write_text(_configured(self.version, setting, grp.getgrgid(mail.pw_gid).gr_name), encoding="utf-8")
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n", encoding="utf-8")
        (self.folder / "users").chmod(0o644)
        self.process = subprocess.Popen(
            [program, "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            if self.process.poll() is not None:
                told = (self.process.stderr.read() if self.process.stderr else b"").decode()
                raise RuntimeError(f"dovecot: {told}{self.log.read_text() if self.log.exists() else ''}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as asked:
                if asked.recv(4) == b"* OK":
                    return
            time.sleep(0.05)
        raise RuntimeError(f"dovecot does not answer: {self.log.read_text()}")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)
        if self.process.stderr:
            self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def mailbox(self, done_folder: str = DONE) -> Mailbox:
        """The mailbox as the office is set to read it."""
        return Mailbox("test", Server("127.0.0.1", self.port, Security.NONE), USER, done_folder=done_folder)

    @contextlib.contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        """A connection as another program makes one."""
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.authenticate("PLAIN", lambda _: b"\0" + USER.encode() + b"\0" + PASSWORD.encode())
        try:
            yield client
        finally:
            client.logout()

    def deliver(self, *messages: bytes) -> None:
        """Put messages into the INBOX."""
        with self.client() as client:
            for message in messages:
                answer = client.append("INBOX", None, None, message)
                if answer[0] != "OK":
                    raise RuntimeError(str(answer))

    def listed(self, folder: str) -> list[tuple[bytes, bytes]]:
        """Flags and Message-ID of every message in a folder; none where there is no such folder."""
        with self.client() as client:
            status, count = client.select(encode_folder(folder).decode(), readonly=True)
            if status != "OK" or count == [b"0"]:
                return []
            _, parts = client.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
            return [(part[0], part[1].strip()) for part in parts if isinstance(part, tuple)]


def _configured(version: str, setting: _Setting, group: str) -> str:
    """The whole configuration for that version; without root everything runs as who started it."""
    newer = tuple(map(int, version.split("-")[0].split(" ")[0].split(".")[:2])) >= (2, 4)
    first = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n" if newer else ""
    lines = f"base_dir = {setting.folder}/run\nlog_path = {setting.folder}/dovecot.log\nfirst_valid_uid = 1\n"
    if os.getuid() != 0:
        me = getpass.getuser()
        lines += f"default_internal_user = {me}\ndefault_login_user = {me}\ndefault_internal_group = {group}\n"
        lines += "".join(f"service {name} {{\n chroot =\n}}\n" for name in ("imap-login", "anvil", "stats"))
        lines += f"service auth {{\n user = {me}\n}}\n"
    return first + lines + (setting.as_in_2_4() if newer else setting.as_in_2_3())


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
