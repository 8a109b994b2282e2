"""The ledger's head kept outside: a file, a time stamp of an authority, a notice; each contradicts a ledger made anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from signing_cases import Authority
from test_archive_outside import EVE, Desk, rewritten

from circulars.documents.signing.stamping import read_stamp, stamped
from circulars.errors import EngineFailed
from flows.office.telling.heads import head_line, stamp_file, stamp_of, stamp_place
from flows.office.telling.notices import message_of, news_of
from flows.settings import load_settings
from flows.settings.toml.model import NoticesTable


@pytest.fixture(scope="module")
def authority() -> Iterator[Authority]:
    made = Authority()
    yield made
    made.stop()


@pytest.fixture
def desk(tmp_path: Path, authority: Authority) -> Desk:
    """An office that has its heads stamped by an authority which it trusts."""
    made = Desk(tmp_path / "office")
    toml = made.home / "office.toml"
    with toml.open("a", encoding="utf-8") as out:
        out.write(f'\n[signing]\ntimestamp_url = "{authority.url}"\n')
    (made.home / "trust").mkdir()
    (made.home / "trust" / "tsa.der").write_bytes(authority.certificate)
    made.settings = load_settings(made.home)
    return made


@pytest.fixture
def outside(desk: Desk, tmp_path: Path) -> Path:
    """A head with its stamp on a stick, taken after a letter was issued."""
    desk.issue(1)
    stick = tmp_path / "usb"
    stick.mkdir()
    assert desk.command("head", "--out", str(stick), "--stamp") == 0
    (file,) = stick.glob("*.txt")
    return file


def test_a_stamped_head_proves_the_ledger_and_contradicts_one_made_anew(
    desk: Desk, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.receive(2)
    capsys.readouterr()
    assert desk.command("verify", "--head-file", str(outside)) == 0
    assert "ประทับเวลาโดย ผู้ประทับเวลา" in capsys.readouterr().out
    assert desk.command("prove", str(outside)) == 0
    assert "สมุดไม่ถูกเขียนใหม่" in capsys.readouterr().out
    rewritten(desk.archive, "ระบบทะเบียน", "ระบบการเงิน")
    assert desk.command("verify") == 0  # nothing on this machine contradicts
    assert desk.command("verify", "--head-file", str(outside)) == 1
    assert desk.command("prove", str(outside)) == 1
    assert "ไม่มีในสมุดบันทึกนี้" in (told := capsys.readouterr().err) or "ไม่ตรงกับลายนิ้วมือ" in told


def test_a_head_written_anew_beside_its_old_stamp_is_named(
    desk: Desk, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The forger can write a file that fits his ledger; not the stamp of it."""
    rewritten(desk.archive, "ระบบทะเบียน", "ระบบการเงิน")
    outside.write_text(head_line(desk.archive), encoding="utf-8")
    assert desk.command("verify", "--head-file", str(outside)) == 1
    assert desk.command("prove", str(outside)) == 1
    assert "ไม่ตรงกับที่ประทับเวลาไว้" in capsys.readouterr().out
    stamp_place(outside).write_bytes(b"no stamp")
    assert desk.command("verify", "--head-file", str(outside)) == 1


def test_a_report_that_is_written_again_takes_its_old_stamp_away(desk: Desk) -> None:
    report = desk.home / "reports" / "2569-12-31.txt"
    report.write_text(head_line(desk.archive), encoding="utf-8")
    assert stamp_file(desk.settings, report) == stamp_place(report)
    told = stamp_of(desk.settings, report)
    assert told is not None and told.whole and told.trusted and told.at is not None
    assert abs(told.at - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)
    report.write_text("รายงานที่เขียนใหม่", encoding="utf-8")
    with pytest.raises(EngineFailed, match="timestamp_url"):
        stamp_file(replace(desk.settings, timestamp_url="http://127.0.0.1:9/"), report)
    assert stamp_of(desk.settings, report) is None
    assert desk.command("verify") == 0


def test_whose_stamp_it_is_is_asked_of_what_the_office_trusts(authority: Authority) -> None:
    """A stranger's stamp, and one by a certificate that is for other things, prove no authority."""
    content = "ลายนิ้วมือ".encode()
    answer = stamped(content, authority.url)
    assert read_stamp(content, answer, [authority.certificate]).trusted
    told = read_stamp(content, answer)
    assert told.whole and not told.trusted
    assert not read_stamp(content + b" ", answer, [authority.certificate]).whole
    other = Authority(ExtendedKeyUsageOID.CODE_SIGNING)
    signing = read_stamp(content, stamped(content, other.url), [other.certificate])
    other.stop()
    assert signing.whole and not signing.trusted


def test_no_bytes_of_an_answer_raise(authority: Authority) -> None:
    answer = stamped(b"content", authority.url)
    for cut in range(0, len(answer), 97):
        changed = bytearray(answer)
        changed[cut] ^= 0x55
        read_stamp(b"content", bytes(changed))
        assert not read_stamp(b"content", answer[:cut]).whole
    assert not read_stamp(b"content", answer + b"x").whole


def test_without_an_authority_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path / "office")
    desk.receive(1)
    assert desk.command("head") == 0
    assert capsys.readouterr().out.strip() == head_line(desk.archive)
    assert desk.command("head", "--stamp") != 0
    assert "timestamp_url" in capsys.readouterr().err
    assert not list((desk.home / "reports").iterdir())
    assert desk.command("head", "--out", str(tmp_path / "none")) == 1
    assert "กรุณาเลือกโฟลเดอร์อื่น" in capsys.readouterr().err


def test_the_head_goes_out_once_a_day_where_the_office_chose_it(desk: Desk) -> None:
    desk.receive(1)
    for about, there in ((("waits",), False), (("head",), True)):
        settings = replace(desk.settings, notices=NoticesTable.model_validate({"on": True, "about": about}))
        news = [one for one in news_of(settings, desk.archive) if one.kind == "head"]
        assert [one.key for one in news] == ([EVE.date().isoformat()] if there else [])
        assert head_line(desk.archive) in message_of(news, "") or not there
