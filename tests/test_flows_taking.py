"""Files are taken only when whole, whatever they are called and whoever else is looking."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from pathlib import Path

import pytest

from circulars.thai.dates import BANGKOK
from flows.quarantine import put_aside
from flows.taking import claim_for_member, close_claim, count_attempt, load_claim, open_claims, take_whole_files

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "work").mkdir()
    return tmp_path


def sweep(office: Path, settle: float = 0.05) -> list[str]:
    claims, _ = take_whole_files(office / "inbox", office / "work", settle)
    return sorted(claim.name for claim in claims)


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


def test_a_pdf_without_its_end_waits_but_not_for_ever(office: Path) -> None:
    path = office / "inbox" / "c.pdf"
    path.write_bytes(PDF[:12])
    assert sweep(office) == []
    old = time.time() - 120
    os.utime(path, (old, old))
    assert sweep(office) == ["c.pdf"]


def test_an_empty_file_waits_then_is_taken_to_be_told(office: Path) -> None:
    path = office / "inbox" / "d.pdf"
    path.touch()
    assert sweep(office) == []
    old = time.time() - 120
    os.utime(path, (old, old))
    assert sweep(office) == ["d.pdf"]


def test_unfinished_and_hidden_names_are_left(office: Path) -> None:
    for name in (".hidden.pdf", "~$word.docx", "scan.pdf.part", "x.tmp", "Thumbs.db"):
        (office / "inbox" / name).write_bytes(PDF)
    assert sweep(office) == []


def test_links_and_pipes_are_refused_and_never_opened(office: Path) -> None:
    secret = office / "secret.txt"
    secret.write_text("ลับ")
    (office / "inbox" / "link.pdf").symlink_to(secret)
    (office / "inbox" / "folder").symlink_to(office)
    os.mkfifo(office / "inbox" / "pipe.pdf")
    claims, refusals = take_whole_files(office / "inbox", office / "work", 0)
    assert claims == []
    assert sorted(refusal.path.name for refusal in refusals) == ["folder", "link.pdf", "pipe.pdf"]
    for refusal in refusals:
        put_aside(refusal.path, office / "quarantine", refusal.path.name, refusal.reason, dt.datetime.now(BANGKOK))
    assert secret.read_text() == "ลับ"
    assert take_whole_files(office / "inbox", office / "work", 0) == ([], [])


def test_files_in_folders_and_with_the_longest_names_are_taken(office: Path) -> None:
    deep = office / "inbox" / "๒๕๖๙" / "พฤศจิกายน"
    deep.mkdir(parents=True)
    name = "ก" * 83 + ".jpg"
    (deep / name).write_bytes(b"x")
    assert sweep(office) == [name]
    (claim,) = open_claims(office / "work")
    source = office / "work" / claim.key / claim.file
    target = put_aside(source, office / "quarantine", claim.name, "อ่านไม่ได้", dt.datetime.now(BANGKOK))
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


def test_the_same_name_twice_in_quarantine_keeps_both(office: Path) -> None:
    for content in ("1", "2"):
        source = office / "x"
        source.write_text(content)
        put_aside(source, office / "quarantine", "a/../b.pdf", "เหตุผล", dt.datetime.now(BANGKOK))
    kept = sorted(p.read_text() for p in (office / "quarantine").iterdir() if p.suffix == ".pdf")
    assert kept == ["1", "2"]
    assert not list(office.glob("b.pdf"))


def test_attempts_are_counted_and_members_of_a_zip_have_steady_claims(office: Path) -> None:
    (office / "inbox" / "z.zip").write_bytes(b"x")
    sweep(office)
    (claim,) = open_claims(office / "work")
    assert count_attempt(office / "work", claim).attempts == 1
    again = load_claim(office / "work", claim.key)
    assert again is not None
    assert again.attempts == 1
    one = claim_for_member(office / "work", claim, 1, "../../หน้า ๑.png", b"png")
    assert claim_for_member(office / "work", claim, 1, "../../หน้า ๑.png", b"png") == one
    assert one.name == "หน้า ๑.png"
    assert len(open_claims(office / "work")) == 2
