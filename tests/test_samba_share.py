"""The shipped share of an office's folders, tried with a real smbd and smbclient: what a member of the group can and cannot."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from circulars.intake.claims import Claim
from circulars.intake.quarantine import put_aside
from circulars.intake.taking import Refusal, take_whole_files
from circulars.thai.clock import now
from flows.settings import load_settings, make_folders, write_first_office_toml
from flows.settings.sharing import hand_over, share_aside

SMBD, CLIENT, PASSWD = (shutil.which(name) for name in ("smbd", "smbclient", "smbpasswd"))
MEMBER = "games"
"""A user of Debian's base system with a group of its own name: nobody has to be added to the machine."""
PASSWORD = "only-for-this-test"
ROOT = Path(__file__).parents[1]
PDF = b"%PDF-1.7\n%%EOF\n"
pytestmark = pytest.mark.skipif(
    not (SMBD and CLIENT and PASSWD and os.geteuid() == 0),
    reason="needs smbd and smbclient (Debian: samba, smbclient), as root",
)
Share = Callable[[str, str], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """An office whose folders are the group's; under /tmp, since members must be able to walk to it."""
    place = Path(tempfile.mkdtemp(prefix="office-", dir="/tmp"))
    place.chmod(0o711)
    office = place / "office"
    write_first_office_toml(office, demo=True)
    file = office / "office.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("[office]", f'[office]\nshare_group = "{MEMBER}"', 1), encoding="utf-8"
    )
    make_folders(load_settings(office))
    yield office
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def share(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    """A running smbd with the shipped shares; asks it as a member of the group."""
    place, port = tmp_path_factory.mktemp("smb"), _free_port()
    shipped = (ROOT / "docs" / "server" / "smb.conf").read_text(encoding="utf-8")
    shipped = shipped.replace("/srv/circulars", str(home)).replace("saraban", MEMBER)
    private = "\n".join(
        f"{name} directory = {place}" for name in ("private", "lock", "state", "cache", "pid", "ncalrpc")
    )
    head = f"[global]\nserver role = standalone server\n{private}\npassdb backend = tdbsam:{place}/passdb.tdb\n"
    head += f"log file = {place}/log\nsmb ports = {port}\ninterfaces = 127.0.0.1\nbind interfaces only = yes\nload printers = no\n"
    config = place / "smb.conf"
    config.write_text(f"{head}\n{shipped}", encoding="utf-8")
    subprocess.run(
        [str(PASSWD), "-c", str(config), "-a", "-s", MEMBER], input=f"{PASSWORD}\n{PASSWORD}\n", text=True, check=True,
        capture_output=True,
    )  # fmt: skip
    server = subprocess.Popen(
        [str(SMBD), "--foreground", "--no-process-group", "-s", str(config)], start_new_session=True
    )
    try:
        _wait_for(port)
        yield lambda name, commands: _ask(config, port, name, commands)
    finally:
        server.terminate()
        server.wait(20)


def _ask(config: Path, port: int, name: str, commands: str) -> subprocess.CompletedProcess[str]:
    asked = [str(CLIENT), f"//127.0.0.1/{name}", "-s", str(config), "-p", str(port), "-U", f"{MEMBER}%{PASSWORD}"]
    return subprocess.run([*asked, "-c", commands], capture_output=True, text=True, check=False, timeout=60)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


def test_a_scan_put_into_the_share_is_taken_in_with_its_thai_name(home: Path, share: Share, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    done = share("circulars-inbox", f'put {scan} "หนังสือจากอำเภอ.pdf"')
    assert done.returncode == 0, done.stdout + done.stderr

    def sweep(seconds: float) -> tuple[list[Claim], list[Refusal]]:
        return take_whole_files(home / "inbox", home / "work", 0.0, moment=now, clock=lambda: seconds)

    sweeps = [sweep(1.0), sweep(100.0)]  # where the kernel does not say who holds the file, it must stand still a while
    assert [claim.name for taken, _ in sweeps for claim in taken] == ["หนังสือจากอำเภอ.pdf"]
    assert all(not refused for _, refused in sweeps)
    assert not list((home / "inbox").iterdir())


def test_what_was_put_aside_can_be_read_with_its_reason_and_taken_away(
    home: Path, share: Share, tmp_path: Path
) -> None:
    source = home / "work" / "x"
    source.write_bytes(PDF)
    source.chmod(0o600)
    share_aside(put_aside(source, home / "quarantine", "เปล่า.pdf", "ทุกหน้าว่างเปล่า", now()))
    done = share("circulars-quarantine", f'get "เปล่า.pdf.txt" {tmp_path}/note.txt; del "เปล่า.pdf"; del "เปล่า.pdf.txt"')
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ทุกหน้าว่างเปล่า" in (tmp_path / "note.txt").read_text(encoding="utf-8")
    assert not list((home / "quarantine").iterdir())


def test_a_draft_is_opened_and_saved_over(home: Path, share: Share, tmp_path: Path) -> None:
    draft = home / "drafts" / "ร่าง.docx"
    draft.write_bytes(b"before")
    draft.chmod(0o600)
    hand_over(draft, draft.parent)
    edited = tmp_path / "edited.docx"
    edited.write_bytes(b"after")
    done = share("circulars-drafts", f'get "ร่าง.docx" {tmp_path}/got.docx; put {edited} "ร่าง.docx"')
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "got.docx").read_bytes() == b"before" and draft.read_bytes() == b"after"


def test_issued_letters_are_read_and_never_changed(home: Path, share: Share, tmp_path: Path) -> None:
    folder = home / "outbox" / "สน ๐๐๑๘.๑-ว ๑"
    folder.mkdir()
    (folder / "letter.pdf").write_bytes(PDF)
    hand_over(folder, folder.parent)
    got = share("circulars-outbox", f'cd "{folder.name}"; get letter.pdf {tmp_path}/letter.pdf')
    assert got.returncode == 0 and (tmp_path / "letter.pdf").read_bytes() == PDF
    for change in (
        f'put {tmp_path}/letter.pdf "{folder.name}/letter.pdf"',
        f'del "{folder.name}/letter.pdf"',
        "mkdir new",
    ):
        assert "NT_STATUS" in share("circulars-outbox", change).stdout, change
    assert (folder / "letter.pdf").read_bytes() == PDF and not (home / "outbox" / "new").exists()


def test_no_share_leads_to_secrets_the_archive_or_the_database(home: Path, share: Share, tmp_path: Path) -> None:
    (home / "secrets" / "login").write_text("saraban:secret", encoding="utf-8")
    for name in ("circulars-secrets", "office", "circulars"):
        assert share(name, "ls").returncode != 0
    share("circulars-inbox", f"get ../secrets/login {tmp_path}/login; get ..\\secrets\\login {tmp_path}/login")
    (home / "inbox" / "way").symlink_to(home / "secrets")
    share("circulars-inbox", f"cd way; get login {tmp_path}/login; get way/login {tmp_path}/login")
    (home / "inbox" / "way").unlink()
    assert not (tmp_path / "login").exists()
