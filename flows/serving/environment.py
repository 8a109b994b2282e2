"""The Prefect engine of one office: its environment, its address, its pool and deployments.

Everything Prefect keeps lies under the office's own folder, it listens on this machine only, and it sends nothing to
the outside: analytics, update notices and promotional content are off in every process that this environment starts.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from circulars.errors import SettingsWrong
from circulars.forking.asking import STANDBY
from circulars.thai.redaction import redact_logs
from flows.serving.server_api import api_key, login_of
from flows.serving.ui_copy import ui_folder

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds ``prefect.yaml`` and the packages."""
_OF_EVERY_OFFICE = {
    "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",  # for browsers: the office's own processes prove themselves by its key
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",  # both are of one installation; each run asked twice
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # What the office does not use: each writes to SQLite all the time, and a writer in the way is a 503 to a reviewer.
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    # Once a day: logs and artifacts of runs that earlier releases removed without them.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,orphans",
    "PREFECT_WORKER_QUERY_SECONDS": "0.5",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_CLI_COLORS": "false",
    "PREFECT_CLI_PROMPT": "false",
    "DO_NOT_TRACK": "1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONUTF8": "1",
    "PYTHAINLP_OFFLINE": "1",
    "PYTHAINLP_READ_ONLY": "1",
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
}
"""Settings of Prefect and of the libraries that are the same everywhere; none is left to the calling shell."""


def environment(
    home: Path, port: int, host: str = "127.0.0.1", public_url: str | None = None, *, api_port: int | None = None
) -> dict[str, str]:
    """The whole environment of a Prefect process of the office at `home`.

    Browsers come to `host` and `port`, through `flows.serving.door`; the office's processes to `api_port` of this machine only,
    with a credential that no browser has. Prefect's own settings of the calling shell are dropped, except the database
    of the server, so that a developer's profile never leaks into an office. Web pages of other sites can neither read
    this server nor send it anything (CORS and CSRF). ``public_url`` is the address by which people's browsers reach the
    server, through a proxy: the UI asks the API there. Raises SettingsWrong when other machines could reach the server
    without a login.
    """
    kept = {"PREFECT_API_DATABASE_CONNECTION_URL"}
    env = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_") or key in kept}
    prefect_home = home / "prefect"
    url, own_port, key = own_url(host, port), str(api_port or port), api_key(home)
    people = people_address(home, host, port, public_url, "public_url")
    env.update(
        _OF_EVERY_OFFICE,
        CIRCULARS_HOME=str(home),
        PATH=os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", os.defpath)]),
        PREFECT_HOME=str(prefect_home),
        PREFECT_API_URL=f"http://127.0.0.1:{own_port}/api",
        PREFECT_API_AUTH_STRING=key,
        PREFECT_SERVER_API_AUTH_STRING=key,
        PREFECT_SERVER_API_HOST="127.0.0.1",
        PREFECT_SERVER_API_PORT=own_port,
        CIRCULARS_DOOR_HOST=host,
        CIRCULARS_DOOR_PORT=str(port),
        PREFECT_UI_URL=people,
        PREFECT_SERVER_UI_API_URL=f"{people}/api",
        PREFECT_SERVER_UI_STATIC_DIRECTORY=str(ui_folder(home)),
        PREFECT_SERVER_CORS_ALLOWED_ORIGINS=people if people == url else f"{people},{url}",
        PREFECT_LOCAL_STORAGE_PATH=str(prefect_home / "storage"),
        TMPDIR=str(scratch_folder(home)),
        **{STANDBY: str(home / "run")},
    )
    env.setdefault("PREFECT_API_DATABASE_CONNECTION_URL", f"sqlite+aiosqlite:///{prefect_home / 'prefect.db'}")
    return env


def desk_environment(home: Path, host: str, port: int, desk_url: str | None, server: str) -> dict[str, str]:
    """What the desk's process needs besides: where it listens, where people open it, where the office's server is.

    Raises SettingsWrong when other machines could reach it and the office has no login.
    """
    return {
        "CIRCULARS_DESK_HOST": host,
        "CIRCULARS_DESK_PORT": str(port),
        "CIRCULARS_DESK_ADDRESS": people_address(home, host, port, desk_url, "desk_url"),
        "CIRCULARS_SERVER_ADDRESS": server,
    }


def people_address(home: Path, host: str, port: int, named: str | None, key: str) -> str:
    """The address by which people's browsers reach what listens on `host` and `port`.

    As `key` of office.toml names it, else this machine's own: one rule for the server (``public_url``) and the desk
    (``desk_url``). Raises SettingsWrong when other machines could reach it without a login.
    """
    people = named or own_url(host, port)
    _refuse_open_to_all(home, host, people, key)
    return people


def _refuse_open_to_all(home: Path, host: str, people: str, key: str) -> None:
    """Raises SettingsWrong when other machines could reach the server, at `host` or through `people`, without a login."""
    reached = not _is_loopback(host) or not _is_loopback(urlsplit(people).hostname or "")
    if login_of(home) is None and reached:
        named = f"{key} = {people}" if _is_loopback(host) else f"host = {host!r}"
        raise SettingsWrong(
            f"เว็บของระบบเปิดให้เครื่องอื่นเข้าถึง ({named}) แต่ยังไม่มีรหัสเข้าใช้ กรุณาลบบรรทัด {named.split()[0]} ใน office.toml หรือสั่ง "
            "circulars up ของสำนักงานจริงเพื่อสร้างรหัสใน secrets/login",
            cause="server open to the network without a login",
        )


def own_url(host: str, port: int) -> str:
    """The address by which this machine reaches the server that listens on `host`.

    >>> own_url("127.0.0.1", 4200), own_url("0.0.0.0", 4200), own_url("::", 4200), own_url("fd00::1", 4200)
    ('http://127.0.0.1:4200', 'http://127.0.0.1:4200', 'http://[::1]:4200', 'http://[fd00::1]:4200')
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{port}"
    if address.is_unspecified:
        address = ipaddress.ip_address("127.0.0.1" if address.version == 4 else "::1")
    return f"http://[{address}]:{port}" if address.version == 6 else f"http://{address}:{port}"


def scratch_folder(home: Path) -> Path:
    """Where the office's processes keep temporary files: for its owner only, emptied whenever the office starts."""
    return home / "run" / "tmp"


def _is_loopback(host: str) -> bool:
    """Only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def free_port(wanted: int, host: str = "127.0.0.1", tries: int = 20) -> int:
    """The wanted port, or the next one that nothing listens on. Raises SettingsWrong when all are taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, wanted + tries):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    if tries == 1:
        raise SettingsWrong(
            f"พอร์ต {wanted} ถูกโปรแกรมอื่นใช้อยู่ และ proxy หน้าระบบส่งมาที่พอร์ตนี้ กรุณาปิดโปรแกรมนั้น หรือเปลี่ยน port ใน office.toml และใน proxy",
            cause=f"port {wanted} is taken",
        )
    raise SettingsWrong(
        f"พอร์ต {wanted} ถึง {wanted + tries - 1} ถูกใช้อยู่ทั้งหมด กรุณาเปลี่ยน port ใน office.toml",
        cause=f"no free port from {wanted}",
    )


def as_environment(values: Mapping[str, str]) -> None:
    """Make these values the environment of this process; Prefect must not have been imported yet."""
    os.environ.update(values)


def environment_ready() -> None:
    """Settings that every process of the office needs before it reads or draws; a worker elsewhere may lack them."""
    for name, value in (("OMP_THREAD_LIMIT", "1"), ("OMP_NUM_THREADS", "1"), ("PYTHAINLP_OFFLINE", "1")):
        os.environ.setdefault(name, value)
    redact_logs()
