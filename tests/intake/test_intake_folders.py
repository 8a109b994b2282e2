"""A folder named ฉบับเดียว is one letter: its photos are taken together, in their order, or wait together."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

import pytest
from test_intake_joined import bars, photo

from circulars.intake.claims import Claim
from circulars.intake.containers import Member, claim_members, unpack
from circulars.intake.looks import Reason, left_lying
from circulars.intake.taking import Refusal, take_whole_files
from circulars.thai.dates import BANGKOK


@pytest.fixture(params=["same disk", "other disk"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An office whose inbox lies beside its work, or on another file system as a share does."""
    (tmp_path / "work").mkdir()
    if request.param == "same disk":
        (tmp_path / "inbox").mkdir()
    else:
        if Path("/dev/shm").stat().st_dev == tmp_path.stat().st_dev:
            pytest.skip("no second file system")
        there = Path(tempfile.mkdtemp(dir="/dev/shm"))
        (tmp_path / "inbox").symlink_to(there)
        request.addfinalizer(lambda: shutil.rmtree(there))
    return tmp_path


def sweep(office: Path, seconds: float = 0.0) -> tuple[list[Claim], list[Refusal]]:
    """Two looks and a taking, as if so many seconds had gone by."""
    return take_whole_files(
        office / "inbox",
        office / "work",
        0.01,
        moment=lambda: dt.datetime.now(BANGKOK),
        clock=lambda: time.clock_gettime(time.CLOCK_BOOTTIME) + seconds,
    )


def reasons(office: Path) -> dict[str, Reason]:
    found = left_lying(office / "inbox", office / "work", longer_than=-1000)
    return {left.name: left.reason for left in found}


def drop(folder: Path, *numbers: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"IMG_{number}.jpg").write_bytes(photo(number, 6 if number % 2 else 1))


def pages_of(office: Path, claim: Claim) -> list[int]:
    (one,) = unpack(office / "work" / claim.key / claim.file, claim.name.encode())
    assert isinstance(one, Member)
    return bars(one.content)


def test_a_folder_waits_until_nothing_changes_and_is_one_letter_in_order(office: Path) -> None:
    letter = office / "inbox" / "ฉบับเดียว หนังสือ ว ๑๑"
    drop(letter, 2, 1, 3)
    (office / "inbox" / "IMG_9.jpg").write_bytes(photo(5))
    (alone,) = sweep(office)[0]
    assert alone.name == "IMG_9.jpg"  # a photo beside it is a file of its own, and waits for nothing
    assert set(reasons(office).values()) == {Reason.TOGETHER}
    (letter / "IMG_4.jpg").write_bytes(photo(4))
    assert sweep(office, 29)[0] == []  # one more came: the wait begins anew
    (claim,) = sweep(office, 29 + 31)[0]
    assert claim.name == "ฉบับเดียว หนังสือ ว ๑๑.zip"
    assert pages_of(office, claim) == [1, 2, 3, 4]
    assert list((office / "inbox").iterdir()) == []
    assert claim_members(office / "work", claim).claims[0].name == "ฉบับเดียว หนังสือ ว ๑๑.pdf"


def test_what_comes_while_the_folder_is_taken_stays(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = office / "inbox" / "ฉบับเดียว"
    drop(letter, 1, 2)
    sweep(office)
    real = os.rename

    def slow_rename(*given: object, **more: object) -> None:
        (letter / "IMG_3.jpg").write_bytes(photo(3))
        real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "rename", slow_rename)
    (claim,) = sweep(office, 31)[0]
    monkeypatch.undo()
    assert pages_of(office, claim) == [1, 2]
    assert [path.name for path in letter.iterdir()] == ["IMG_3.jpg"]


@pytest.mark.parametrize("fault", ["held", "half", "link"])
def test_one_page_that_is_not_there_yet_keeps_the_others(office: Path, fault: str) -> None:
    letter = office / "inbox" / "ฉบับเดียว"
    drop(letter, 1, 2)
    late = letter / "IMG_3.jpg"
    if fault == "link":
        late.symlink_to(letter / "IMG_1.jpg")
    else:
        late.write_bytes(photo(3)[: 500 if fault == "half" else None])
    writer = late.open("ab") if fault == "held" else None
    sweep(office)
    claims, refusals = sweep(office, 31)
    if writer is not None:
        writer.close()
    assert claims == [] and len(refusals) == (fault == "link")
    assert sorted(path.name for path in letter.iterdir()) == ["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"]
    assert not [path for path in (office / "work").iterdir() if path.is_dir()]
    if fault == "half":
        assert reasons(office)["ฉบับเดียว/IMG_1.jpg"] is Reason.UNFINISHED


@pytest.mark.parametrize("before", ["the rename", "the last removal"])
def test_a_kill_takes_no_page_away_and_makes_the_same_file_again(
    office: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    drop(office / "inbox" / "ฉบับเดียว ก", 1, 2)
    sweep(office)

    real = os.rename

    def killed(*given: object, **more: object) -> None:
        if before == "the rename" and not str(given[1]).startswith("b'.taken-"):
            real(*given, **more)  # type: ignore[arg-type]
        else:
            raise SystemExit

    if before == "the rename":
        monkeypatch.setattr(os, "rename", killed)
        monkeypatch.setattr(shutil, "rmtree", lambda *_given, **_more: None)  # nothing runs after a kill
    else:
        monkeypatch.setattr(shutil, "rmtree", killed)
    with pytest.raises(SystemExit):
        sweep(office, 31)
    monkeypatch.undo()
    left = [path for path in (office / "work").iterdir() if path.is_dir()]
    first = next(iter(left[0].glob("original.zip"))).read_bytes()
    (claim,) = [*sweep(office, 62)[0], *sweep(office, 100)[0]]
    assert (office / "work" / claim.key / claim.file).read_bytes() == first  # known by its sha256: nothing twice
    assert list((office / "inbox").iterdir()) == []


def test_a_folder_that_may_not_leave_the_inbox_leaves_no_claim(office: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may move everything")
    drop(office / "inbox" / "ฉบับเดียว", 1)
    (office / "inbox").chmod(stat.S_IRUSR | stat.S_IXUSR)
    sweep(office)
    assert sweep(office, 31)[0] == []
    (office / "inbox").chmod(0o700)
    assert reasons(office)["ฉบับเดียว/IMG_1.jpg"] is Reason.NOT_MOVABLE


def test_photos_in_any_other_folder_are_files_of_their_own(office: Path) -> None:
    drop(office / "inbox" / "หนังสือวันนี้", 1, 2)
    assert {claim.name for claim in sweep(office)[0]} == {"IMG_1.jpg", "IMG_2.jpg"}
