"""Files are taken only when whole, whatever they are called, whoever else is looking, and whatever lies beside them."""

from __future__ import annotations

import codecs
import datetime as dt
import errno
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from claimed import claim_bytes
from PIL import Image

from circulars.errors import CircularsError
from circulars.intake.claims import (
    BrokenClaim,
    all_claims,
    close_claim,
    count_attempt,
    load_claim,
    mend_claims,
    open_claims,
    read_claim,
)
from circulars.intake.looks import Reason, Writer, left_lying, writer_of
from circulars.intake.names import name_bytes, shown_name
from circulars.intake.quarantine import put_aside
from circulars.intake.taking import Refusal, take_whole_files
from circulars.thai.dates import BANGKOK

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
Clock = Callable[[], float]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "work").mkdir()
    return tmp_path


@pytest.fixture
def share() -> Iterator[Path]:
    """An inbox on another file system than work, as a network share is."""
    if (
        not os.access("/dev/shm", os.W_OK)
        or Path("/dev/shm").stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev
    ):
        pytest.skip("no second file system")
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


def moment() -> dt.datetime:
    return dt.datetime.now(BANGKOK)


def sweep(office: Path, settle: float = 0.05, inbox: Path | None = None, clock: Clock | None = None) -> list[str]:
    where = inbox or office / "inbox"
    if clock is None:
        claims, _ = take_whole_files(where, office / "work", settle, moment=moment)
    else:
        claims, _ = take_whole_files(where, office / "work", settle, moment=moment, clock=clock)
    return sorted(claim.name for claim in claims)


def refused(office: Path, inbox: Path) -> list[Refusal]:
    return take_whole_files(inbox, office / "work", 0, moment=moment)[1]


def reasons(office: Path, inbox: Path | None = None) -> dict[str, Reason]:
    found = left_lying(inbox or office / "inbox", office / "work", longer_than=-1000)
    return {left.name: left.reason for left in found}


def later(seconds: float) -> Clock:
    return lambda: time.clock_gettime(time.CLOCK_BOOTTIME) + seconds


def picture(form: str) -> bytes:
    drawn = io.BytesIO()
    noise = Image.frombytes("L", (300, 300), random.Random(form).randbytes(90_000))
    noise.save(drawn, form)
    return drawn.getvalue()


def test_a_whole_file_is_taken_once_with_its_name(office: Path) -> None:
    (office / "inbox" / "หนังสือ.PDF").write_bytes(PDF)
    assert sweep(office) == ["หนังสือ.PDF"]
    assert sweep(office) == []
    (claim,) = open_claims(office / "work")
    assert (office / "work" / claim.key / claim.file).read_bytes() == PDF
    assert claim.file == "original.pdf"
    close_claim(office / "work", claim)
    assert load_claim(office / "work", claim.key) is None


def test_a_file_that_somebody_still_writes_stays(office: Path) -> None:
    with (office / "inbox" / "a.jpg").open("wb") as scanner:
        scanner.write(b"half")
        scanner.flush()
        assert sweep(office) == []
        assert reasons(office) == {"a.jpg": Reason.HELD}
        seen = os.open(office / "inbox" / "a.jpg", os.O_RDONLY)
        assert writer_of(seen, local=False) is Writer.UNKNOWN  # a share refuses leases as if somebody wrote
        os.close(seen)
    assert sweep(office) == ["a.jpg"]


def test_a_file_that_grows_between_two_looks_stays(office: Path) -> None:
    path = office / "inbox" / "b.jpg"
    path.write_bytes(b"1")

    def grow() -> None:
        time.sleep(0.15)
        with path.open("ab") as file:
            file.write(b"2")

    writer = threading.Thread(target=grow)
    writer.start()
    assert sweep(office, 0.4) == []
    writer.join()
    assert sweep(office, 0.05) == ["b.jpg"]


@pytest.mark.parametrize("form", ["PDF", "JPEG", "PNG", "TIFF", "WEBP"])
def test_a_file_without_its_end_waits_but_not_for_ever(office: Path, form: str) -> None:
    path = office / "inbox" / f"c.{form.lower()}"
    whole = PDF if form == "PDF" else picture(form)
    path.write_bytes(whole[: len(whole) * 2 // 3])
    assert sweep(office, 0) == []
    assert sweep(office, 0, clock=later(200)) == []
    assert reasons(office) == {path.name: Reason.UNFINISHED}
    assert sweep(office, 0, clock=later(400)) == [path.name]
    path.write_bytes(whole)
    assert sweep(office, 0) == [path.name]


def test_a_picture_with_a_picture_in_it_ends_where_it_ends_itself(office: Path) -> None:
    whole = picture("JPEG")
    thumbnail = b"\xff\xe1" + (len(whole[:2000]) + 4).to_bytes(2, "big") + whole[:2000] + b"\xff\xd9"
    (office / "inbox" / "exif.jpg").write_bytes(b"\xff\xd8" + thumbnail + whole[2:3000])
    assert sweep(office, 0) == []
    (office / "inbox" / "exif.jpg").write_bytes(b"\xff\xd8" + thumbnail + whole[2:])
    assert sweep(office, 0) == ["exif.jpg"]


@pytest.mark.parametrize("years", [-30, 1, 60])
def test_what_the_scanners_clock_says_is_of_no_account(office: Path, years: int) -> None:
    """A file from the future waited for ever, one from the past was taken in the middle of being written."""
    path = office / "inbox" / "clock.pdf"
    path.write_bytes(PDF[:12])
    moved = time.time() + years * 365 * 86_400
    os.utime(path, (moved, moved))
    assert sweep(office, 0) == []
    assert sweep(office, 0, clock=later(400)) == ["clock.pdf"]
    empty = office / "inbox" / "empty.pdf"
    empty.touch()
    os.utime(empty, (moved, moved))
    assert sweep(office, 0) == []
    assert sweep(office, 0, clock=later(70)) == ["empty.pdf"]


def test_an_empty_file_that_a_scanner_holds_is_left_alone_and_told(office: Path) -> None:
    with (office / "inbox" / "scan0001.pdf").open("wb") as scanner:
        for seconds in (0, 0, 62, 3600):
            assert sweep(office, 0, clock=later(seconds)) == []
        assert reasons(office) == {"scan0001.pdf": Reason.HELD}
        scanner.write(PDF)
    assert sweep(office, 0.02) == ["scan0001.pdf"]


def test_unfinished_and_hidden_names_are_left_and_told(office: Path) -> None:
    for name in (".hidden.pdf", "~$word.docx", "scan.pdf.part", "x.tmp", "Thumbs.db"):
        (office / "inbox" / name).write_bytes(PDF)
    (office / "inbox" / "ว่าง").mkdir()
    assert sweep(office) == []
    assert set(reasons(office).values()) == {Reason.HIDDEN, Reason.TEMPORARY, Reason.EMPTY_FOLDER}
    assert "Thumbs.db" not in reasons(office)


def test_links_and_pipes_are_refused_and_never_opened(office: Path) -> None:
    secret = office / "secret.txt"
    secret.write_text("ลับ")
    (office / "inbox" / "link.pdf").symlink_to(secret)
    (office / "inbox" / "folder").symlink_to(office)
    os.mkfifo(office / "inbox" / "pipe.pdf")
    refusals = refused(office, office / "inbox")
    assert open_claims(office / "work") == []
    assert sorted(refusal.path.name for refusal in refusals) == ["folder", "link.pdf", "pipe.pdf"]
    for refusal in refusals:
        put_aside(refusal.path, office / "quarantine", refusal.path.name, refusal.reason, moment())
    assert secret.read_text() == "ลับ"
    assert refused(office, office / "inbox") == []


def test_a_shortcut_in_a_mounted_inbox_is_put_aside_as_the_link_it_is(office: Path, share: Path) -> None:
    (office / "secret.txt").write_text("ลับ")
    (share / "shortcut.pdf").symlink_to(office / "secret.txt")
    (share / "จดหมาย.txt").write_text("x")
    assert sweep(office, 0, share) == ["จดหมาย.txt"]
    for refusal in refused(office, share):
        aside = put_aside(refusal.path, office / "quarantine", refusal.path.name, refusal.reason, moment())
        assert aside.is_symlink()
        assert aside.with_name(f"{aside.name}.txt").exists()
    assert not list(share.iterdir())
    assert (office / "secret.txt").read_text() == "ลับ"


def test_a_link_swapped_in_between_look_and_taking_is_never_taken(office: Path) -> None:
    """Somebody who may write into the inbox swaps files for links as fast as the machine can."""
    (office / "login").write_text("saraban:ความลับ")
    stop = threading.Event()
    swaps = 0

    def swap() -> None:
        nonlocal swaps
        while not stop.is_set():
            for number in range(8):
                link = office / "inbox" / f".swap{number}"
                link.symlink_to(office / "login")
                link.replace(office / "inbox" / f"{number}.txt")
                (office / "inbox" / f"{number}.txt").unlink(missing_ok=True)
                (office / "inbox" / f"{number}.txt").write_text("ordinary")
                swaps += 1

    racer = threading.Thread(target=swap, daemon=True)
    racer.start()
    taken = 0
    end = time.monotonic() + 2.5
    while time.monotonic() < end:
        claims, _ = take_whole_files(office / "inbox", office / "work", 0, moment=moment)
        for claim in claims:
            file = office / "work" / claim.key / claim.file
            assert not file.is_symlink()
            assert file.read_text() in ("", "ordinary")
            close_claim(office / "work", claim)
            taken += 1
    stop.set()
    racer.join()
    assert swaps > 100
    assert not [path for path in (office / "work").rglob("*") if path.is_symlink()]


def test_files_in_folders_and_with_the_longest_names_are_taken(office: Path) -> None:
    deep = office / "inbox" / "๒๕๖๙" / "พฤศจิกายน"
    deep.mkdir(parents=True)
    name = "ก" * 83 + ".jpg"
    (deep / name).write_bytes(b"x")
    assert sweep(office) == [name]
    (claim,) = open_claims(office / "work")
    source = office / "work" / claim.key / claim.file
    target = put_aside(source, office / "quarantine", claim.name, "อ่านไม่ได้", moment())
    assert target.read_bytes() == b"x"
    assert "อ่านไม่ได้" in target.with_name(target.name + ".txt").read_text(encoding="utf-8")


def test_two_sweeps_at_once_take_every_file_once(office: Path) -> None:
    for number in range(40):
        (office / "inbox" / f"{number}.jpg").write_bytes(b"x")
    taken: list[list[str]] = []
    sweepers = [threading.Thread(target=lambda: taken.append(sweep(office, 0.05))) for _ in range(4)]
    for one in sweepers:
        one.start()
    for one in sweepers:
        one.join()
    assert sorted(name for names in taken for name in names) == sorted(f"{n}.jpg" for n in range(40))
    assert len(open_claims(office / "work")) == 40


# ---- names


WORDS = (
    "หนังสือด่วนที่สุด",
    "ว๑๒๓ แจ้งอำเภอ",
    "Réponse n°3",
    "報告書",
    "ใบ\u202efdp.exe",
    "บรรทัด\nใหม่\t",
    "-rf",
    "📄 e\u0301",
)


def strange_names() -> list[bytes]:
    """Three hundred names as they come from shares, sticks and archives: five encodings, any byte, 255 long."""
    chance = random.Random(2569)
    names: set[bytes] = {
        b"\xff\xfe",
        b"%",
        b"\\",
        "ก".encode() * 85,
        b"\xa1" * 255,
        "รายงาน".encode("utf-16-le").replace(b"\0", b""),
    }
    while len(names) < 300:
        word = "".join(chance.choices(WORDS, k=chance.randint(1, 3)))
        raw = word.encode(chance.choice(("utf-8", "cp874", "latin-1", "shift-jis", "utf-16-be")), "ignore")
        if chance.random() < 0.3:
            raw += chance.randbytes(chance.randint(1, 40))
        raw = (
            raw.replace(b"/", b"").replace(b"\0", b"")
            + f"{len(names)}".encode()
            + chance.choice((b".txt", b".jpg", b"", b"\n"))
        )
        if 0 < len(raw) <= 255 and not raw.startswith((b".", b"~$")):
            names.add(raw)
    return sorted(names)


def test_three_hundred_strange_names_are_all_taken_and_can_be_told(office: Path) -> None:
    names = strange_names()
    for raw in names:
        Path(os.fsdecode(os.fsencode(office / "inbox") + b"/" + raw)).write_bytes(raw)
    claims, refusals = take_whole_files(office / "inbox", office / "work", 0.02, moment=moment)
    assert (len(claims), refusals) == (300, [])
    for claim in open_claims(office / "work"):
        raw = (office / "work" / claim.key / claim.file).read_bytes()
        assert name_bytes(claim.kept_name) == raw
        assert json.loads(json.dumps(claim.name)) == claim.name == claim.name.encode().decode()
        assert claim.name.isprintable()
        assert "/" not in claim.name
    for claim in open_claims(office / "work")[::6]:
        source = office / "work" / claim.key / claim.file
        raw = source.read_bytes()
        assert put_aside(source, office / "quarantine", claim.name, "เหตุ", moment()).read_bytes() == raw
    assert len(list((office / "quarantine").iterdir())) == 100


def test_a_name_in_the_thai_of_windows_is_shown_in_thai_and_others_wait_for_nothing(office: Path) -> None:
    thai = "หนังสือด่วน.jpg".encode("cp874")
    Path(os.fsdecode(os.fsencode(office / "inbox") + b"/" + thai)).write_bytes(b"x")
    (office / "inbox" / "ฮ-ต่อมา.jpg").write_bytes(b"y")
    assert sweep(office) == ["หนังสือด่วน.jpg", "ฮ-ต่อมา.jpg"]
    assert shown_name("กข".encode("cp874").decode("latin-1")) == "กข"  # written as UTF-8 by a program that saw Latin-1
    assert shown_name("ü".encode()) == "ü"


# ---- another disk, another user, a crash


def test_a_kill_while_copying_from_another_disk_loses_nothing(office: Path, share: Path) -> None:
    content = random.Random(1).randbytes(1 << 20) * 150
    (share / "scan.bin").write_bytes(content)
    program = (
        "import sys, datetime as dt; from pathlib import Path; from circulars.intake.taking import take_whole_files;"
        f"take_whole_files(Path({str(share)!r}), Path({str(office / 'work')!r}), 0, moment=lambda: dt.datetime.now(dt.UTC))"
    )
    child = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    while child.poll() is None and not list((office / "work").glob("*/.coming")):
        time.sleep(0.001)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert [path.name for path in share.iterdir()] == ["scan.bin"]  # under its own name, for everybody to see
    assert sweep(office, 0, share) == ["scan.bin"]
    (claim,) = open_claims(office / "work")
    assert (office / "work" / claim.key / claim.file).read_bytes() == content
    assert not list(share.iterdir())


@pytest.mark.parametrize("record", [True, False])
def test_what_an_earlier_release_hid_while_copying_comes_back(office: Path, record: bool) -> None:
    key = "20261128-101112-00aa11bb"
    (office / "inbox" / f".taking-{key}").write_bytes(PDF)
    if record:
        (office / "work" / key).mkdir()
        old = {
            "key": key,
            "name": "หนังสือ.pdf",
            "received_at": "2026-11-28T10:11:12+07:00",
            "file": "original.pdf",
            "attempts": 0,
        }
        (office / "work" / key / "claim.json").write_text(json.dumps(old))
        (office / "work" / key / ".coming").write_bytes(PDF[:4])
    (name,) = sweep(office, 0)
    assert name == "หนังสือ.pdf" if record else name.startswith("กู้คืน-")
    (claim,) = open_claims(office / "work")
    assert claim.file == "original.pdf"
    assert not (office / "work" / key).exists()


def test_a_full_disk_leaves_the_file_where_it_is_with_the_reason(office: Path, share: Path) -> None:
    (share / "large.bin").write_bytes(b"x" * 300_000)
    (share / "small.txt").write_bytes(b"x")
    program = (
        "import resource, signal, datetime as dt; from pathlib import Path; from circulars.intake.taking import take_whole_files;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        f"print([c.name for c in take_whole_files(Path({str(share)!r}), Path({str(office / 'work')!r}), 0,"
        " moment=lambda: dt.datetime.now(dt.UTC))[0]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['small.txt']"
    assert reasons(office, share) == {"large.bin": Reason.DISK_FULL}
    assert [path.name for path in share.iterdir()] == ["large.bin"]
    assert len([path for path in (office / "work").iterdir() if path.is_dir()]) == 1
    assert sweep(office, 0, share) == ["large.bin"]


def taken_by_nobody(office: Path, *after: float) -> list[list[str]]:
    """What an office that runs as another user than the owner of these files takes, so many seconds later."""
    for encoding in ("ascii", "latin-1", "cp874"):
        codecs.lookup(encoding)  # loaded now: nobody may not read where Python lies
    with tempfile.TemporaryFile() as told:
        child = os.fork()
        if child == 0:
            try:
                os.setgroups([])
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
                told.write(json.dumps([sweep(office, 0, clock=later(seconds)) for seconds in after]).encode())
                told.flush()
            except BaseException:  # noqa: BLE001 - told to the parent
                told.write(traceback.format_exc().encode())
                told.flush()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        told.seek(0)
        said = told.read().decode()
    assert "Traceback" not in said, said
    names: list[list[str]] = json.loads(said)
    return names


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
def test_files_of_another_user_are_not_taken_while_they_may_be_held_and_unreadable_ones_are_told() -> None:
    """smbd and ftpd write as other users: the kernel then does not say who holds a file."""
    place = Path(tempfile.mkdtemp())
    try:
        (place / "inbox").mkdir()
        (place / "work").mkdir()
        (place / "inbox" / "half.jpg").write_bytes(picture("JPEG")[:20_000])
        (place / "inbox" / "whole.jpg").write_bytes(picture("JPEG"))
        (place / "inbox" / "closed.txt").write_bytes(b"x")
        (place / "inbox" / "closed.txt").chmod(0)
        (place / "inbox" / "closed").mkdir(mode=0o700)
        (place / "inbox" / "closed" / "in.txt").write_bytes(b"x")
        (place / "inbox" / "listed").mkdir()
        (place / "inbox" / "listed" / "in.txt").write_bytes(b"x")
        (place / "inbox" / "listed").chmod(0o644)  # opened and listed, and nothing in it may be looked at
        for folder in (place, place / "inbox", place / "work"):
            folder.chmod(0o777)
        assert taken_by_nobody(place, 0, 5, 20) == [[], [], ["whole.jpg"]]
        assert reasons(place) == {
            "half.jpg": Reason.UNFINISHED,
            "closed.txt": Reason.UNREADABLE,
            "closed": Reason.CLOSED_FOLDER,
            "listed": Reason.CLOSED_FOLDER,
        }
        (place / "inbox" / "closed.txt").chmod(0o644)
        assert taken_by_nobody(place, 30) == [["closed.txt"]]
        (place / "inbox" / "late.jpg").write_bytes(picture("JPEG"))
        (place / "inbox").chmod(0o755)
        assert taken_by_nobody(place, 100, 120, 160) == [[], [], []]
        assert reasons(place)["late.jpg"] is Reason.NOT_MOVABLE
        assert len([one for one in (place / "work").iterdir() if one.is_dir()]) == 2
    finally:
        shutil.rmtree(place)


def test_an_inbox_that_is_away_is_told_and_what_came_back_is_taken(office: Path) -> None:
    (office / "inbox").rename(office / "away")
    with pytest.raises(CircularsError, match="เปิดโฟลเดอร์ inbox ไม่ได้"):
        sweep(office)
    (office / "away").rename(office / "inbox")
    (office / "inbox" / "a.txt").write_text("x")
    assert sweep(office) == ["a.txt"]


# ---- claims and quarantine


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"key": 1}', b"\xff\xfe", None])
def test_one_broken_record_stops_nobody_and_its_file_is_still_there(office: Path, record: bytes | None) -> None:
    for name in "abc":
        (office / "inbox" / f"{name}.txt").write_text(name)
    sweep(office)
    first, *others = open_claims(office / "work")
    if record is None:
        (office / "work" / first.key / "claim.json").unlink()
    else:
        (office / "work" / first.key / "claim.json").write_bytes(record)
    kept = (office / "work" / first.key / first.file).read_bytes()
    old = time.time() - 7200
    os.utime(office / "work" / first.key, (old, old))
    (office / "inbox" / "d.txt").write_text("d")
    assert sweep(office) == ["d.txt"]
    assert [claim for claim in open_claims(office / "work") if claim.name != "d.txt"] == others
    (broken,) = all_claims(office / "work")[1]
    assert isinstance(read_claim(office / "work", first.key), BrokenClaim)
    assert broken.file.read_bytes() == kept


def test_a_crash_between_rename_and_record_is_finished(office: Path) -> None:
    (office / "inbox" / "a.pdf").write_bytes(PDF)
    sweep(office)
    (claim,) = open_claims(office / "work")
    folder = office / "work" / claim.key
    (folder / claim.file).rename(folder / ".arrived")
    assert open_claims(office / "work") == []
    mend_claims(office / "work")
    assert open_claims(office / "work") == [claim]


def test_a_claim_can_be_made_from_bytes(office: Path) -> None:
    claim = claim_bytes(office / "work", "../../แนบ ๑.pdf", PDF, moment(), "mail")
    assert open_claims(office / "work") == [claim]
    assert (office / "work" / claim.key / claim.file).read_bytes() == PDF
    assert (claim.name, claim.file, claim.came_by) == ("..∕..∕แนบ ๑.pdf", "original.pdf", "mail")
    assert claim_bytes(office / "work", "", PDF, moment(), "mail").name == "ไม่มีชื่อ"


def test_the_same_name_twice_in_quarantine_keeps_both(office: Path) -> None:
    for content in ("1", "2"):
        source = office / "x"
        source.write_text(content)
        put_aside(source, office / "quarantine", "a/../b.pdf", "เหตุผล", moment())
    kept = sorted(p.read_text() for p in (office / "quarantine").iterdir() if p.suffix == ".pdf")
    assert kept == ["1", "2"]
    assert not list(office.glob("b.pdf"))


def test_what_cannot_be_put_aside_leaves_no_note_that_says_it_was(office: Path) -> None:
    with pytest.raises(FileNotFoundError):
        put_aside(office / "gone.pdf", office / "quarantine", "gone.pdf", "เหตุผล", moment())
    assert not (office / "quarantine").exists() or not list((office / "quarantine").iterdir())
    (office / "folder").mkdir()
    (office / "quarantine" / "deep").mkdir(parents=True)
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        put_aside(office / "quarantine", office / "quarantine" / "deep", "q", "เหตุผล", moment())
    assert list((office / "quarantine" / "deep").iterdir()) == []


def test_attempts_are_counted(office: Path) -> None:
    (office / "inbox" / "z.txt").write_bytes(b"x")
    sweep(office)
    (claim,) = open_claims(office / "work")
    assert count_attempt(office / "work", claim).attempts == 1
    again = load_claim(office / "work", claim.key)
    assert again is not None
    assert again.attempts == 1
