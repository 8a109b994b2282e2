"""A TLS proxy before the office's server, as an administrator puts one there: https on one side, plain HTTP on the other."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
from pathlib import Path


class TlsProxy:
    """Takes TLS connections for a name of its own and hands their bytes on to a port of this machine, both ways.

    Requests, answers and websockets pass as they are, with the name that the browser used in ``Host``.
    """

    def __init__(self, folder: Path, name: str, port: int, target: int) -> None:
        """A self-signed certificate for `name` is made in `folder`; nothing listens yet."""
        self.name, self.port, self.target = name, port, target
        certificate, key = folder / "proxy.crt", folder / "proxy.key"
        named = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
        made = ["-keyout", str(key), "-out", str(certificate)]
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named, *made]
        subprocess.run(command, check=True, capture_output=True)
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate, key)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.taken = 0

    @property
    def url(self) -> str:
        """What people type into the browser."""
        return f"https://{self.name}:{self.port}"

    @property
    def chromium(self) -> list[str]:
        """Arguments with which Chromium finds the name and names under it here, and takes the certificate."""
        names = f"MAP {self.name} 127.0.0.1, MAP *.{self.name} 127.0.0.1"
        return [f"--host-resolver-rules={names}", "--ignore-certificate-errors"]

    def start(self) -> None:
        """Listen."""
        self._thread.start()
        served = asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self._tls)
        self._server = asyncio.run_coroutine_threadsafe(served, self._loop).result(10)

    def stop(self) -> None:
        """Let go of the port and of every connection."""
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while content := await source.read(65536):
            target.write(content)
            await target.drain()
    except OSError:
        pass
    finally:
        target.close()
