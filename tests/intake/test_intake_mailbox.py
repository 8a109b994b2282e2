"""Mailboxes read through a real IMAP server (Dovecot): each mail once, nothing touched before the archive has it."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import os
import re
import shutil
import signal
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from forked import begun, ended
from mail_servers import SmtpSink, TokenServer, certificate

from benchmarks.dovecot import DONE, PASSWORD, USER, Dovecot
from benchmarks.mailbox import counted, mail_with_letter, prepare, run_with_kills, work_through
from circulars.errors import SettingsWrong
from circulars.intake.claims import all_claims, close_claim, load_claim, mend_claims, open_claims
from circulars.intake.containers import claim_members
from circulars.mailbox.access import MailFault, opened
from circulars.mailbox.answering import send_answer
from circulars.mailbox.box import Login, Mailbox, Security, Server, ledger_folder, secret_file
from circulars.mailbox.fetching import MOST_BYTES, Hooks, Looked, look
from circulars.mailbox.ledger import KEEP_SECONDS, Ledger, Record, State, note_outcome
from circulars.mailbox.standing import MailStanding, forget_others, standings, write_standing
from circulars.thai.dates import BANGKOK
from circulars.thai.digits import to_thai
from flows.commands.line.rows import ROWS
from flows.settings.toml.file import read_office_file
from flows.settings.toml.mailbox import MailboxRow

pytestmark = pytest.mark.skipif(
    shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin") is None,
    reason="Dovecot is not installed (make setup-test)",
)


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    server = TokenServer(USER)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def dovecot(tokens: TokenServer) -> Iterator[Dovecot]:
    server = Dovecot(certificate, f"{tokens.url}/?token=")
    yield server
    server.stop()


@pytest.fixture
def inbox(dovecot: Dovecot) -> Dovecot:
    """The server with nothing in its folders."""
    with dovecot.client() as client:
        for folder in ("INBOX", '"&DiMOMQ4aDkEOJQ5JDic-"'):
            if client.select(folder)[0] == "OK":
                client.store("1:*", "+FLAGS", r"(\Deleted)") if client.search(None, "ALL")[1] != [b""] else None
                client.expunge()
    return dovecot


@pytest.fixture
def home(tmp_path: Path, dovecot: Dovecot) -> Path:
    prepare(tmp_path / "office", dovecot.mailbox())
    return tmp_path / "office"


def _look(home: Path, box: Mailbox) -> Looked:
    with opened(home, box) as connection:
        return look(connection, box, home / "work", Ledger(ledger_folder(home)))


def test_every_mail_is_archived_once_though_its_reader_is_killed(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(*(mail_with_letter(number) for number in range(1, 13)))
    assert run_with_kills(home, inbox.mailbox(), 3, (0.05, 0.3)) >= 1  # a quick machine is done before the third
    assert counted(home, inbox) == {
        "letters": 12, "twice": 0, "in INBOX": 0, "moved": 12, "moved twice": 0, "open claims": 0
    }  # fmt: skip


def test_nothing_is_touched_before_the_archive_has_it(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(mail_with_letter(1), mail_with_letter(2))
    looked = _look(home, inbox.mailbox())
    assert len(looked.claimed) == looked.waiting == 2 and not looked.faults
    before = inbox.listed("INBOX")
    assert len(before) == 2 and not any(b"Seen" in flags or b"Deleted" in flags for flags, _ in before)
    assert _look(home, inbox.mailbox()).claimed == []
    first, second = open_claims(home / "work")
    assert first.came_by == "mail" and first.name.startswith("ส่งหนังสือ ว")
    assert (home / "work" / first.key / first.file).read_bytes().replace(b"\r\n", b"\n") in (
        mail_with_letter(1),
        mail_with_letter(2),
    )
    note_outcome(ledger_folder(home), first.key)  # quarantined: no letter came of it
    close_claim(home / "work", first)
    assert _look(home, inbox.mailbox()).done == 1
    assert len(inbox.listed("INBOX")) == len(inbox.listed(DONE)) == 1
    close_claim(home / "work", second)  # gone, and nobody noted what became of it
    assert _look(home, inbox.mailbox()).waiting == 1
    assert len(inbox.listed("INBOX")) == 1
    assert [one.key for one in open_claims(home / "work")] == [second.key]  # claimed anew: the archive knows its files


@pytest.mark.parametrize("removed", range(5))
def test_a_mail_whose_claim_was_half_removed_is_moved(inbox: Dovecot, home: Path, removed: int) -> None:
    inbox.deliver(mail_with_letter(1))
    _look(home, inbox.mailbox())
    (claim,) = open_claims(home / "work")
    for member in claim_members(home / "work", claim).claims:
        close_claim(home / "work", member)
    note_outcome(ledger_folder(home), claim.key)
    close = partial(close_claim, home / "work", claim)
    assert ended(begun(partial(_closed_and_killed, close, removed), home / "told")) in (0, -signal.SIGKILL)
    assert _look(home, inbox.mailbox()).done == 1
    assert (inbox.listed("INBOX"), len(inbox.listed(DONE))) == ([], 1)
    assert all_claims(home / "work") == ([], [])
    mend_claims(home / "work")
    assert [one for one in (home / "work").iterdir() if one.is_dir()] == []


def _closed_and_killed(close: Callable[[], None], removed: int) -> None:
    """Close the claim, killed when so many files and folders were removed."""
    left = iter(range(removed))
    for name in ("unlink", "rmdir"):
        setattr(os, name, partial(_counted, getattr(os, name), left))
    close()


def _counted(really: Callable[..., None], left: Iterator[int], *given: object, **more: object) -> None:
    if next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    really(*given, **more)


def test_what_comes_again_or_is_put_back_is_moved_and_not_taken_again(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(mail_with_letter(1))
    work_through(home, inbox.mailbox())
    inbox.deliver(mail_with_letter(1))  # the very message, sent once more
    with opened(home, inbox.mailbox()) as connection:
        connection.folder.set(DONE)
        connection.move(connection.uids("ALL", charset=None), "INBOX")  # by a person
    assert len(inbox.listed("INBOX")) == 2
    assert _look(home, inbox.mailbox()).claimed == [] and open_claims(home / "work") == []
    assert (inbox.listed("INBOX"), len(inbox.listed(DONE))) == ([], 2)


def test_a_mail_whose_claiming_was_cut_off_is_one_claim(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(mail_with_letter(1))
    _look(home, inbox.mailbox())
    ledger = Ledger(ledger_folder(home))
    (record,) = ledger.records("test")
    (claim,) = open_claims(home / "work")
    for state in ("before the claim", "after the claim", "after it was closed"):
        ledger.write(replace(record, state=State.COMING))
        if state == "before the claim":
            close_claim(home / "work", claim)
        elif state == "after it was closed":
            note_outcome(ledger_folder(home), claim.key)
            close_claim(home / "work", claim)
        looked = _look(home, inbox.mailbox())
        assert looked.claimed == []
        closed = state == "after it was closed"
        assert (load_claim(home / "work", claim.key) is None) is closed
        assert ledger.records("test")[0].state is (State.DONE if closed else State.CLAIMED)


def test_a_copy_and_a_mailbox_numbered_anew_make_no_second_claim(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(mail_with_letter(1), mail_with_letter(1))
    assert len(_look(home, inbox.mailbox()).claimed) == 1
    (inbox.folder / "home" / "Maildir" / "dovecot-uidlist").unlink()
    for index in (inbox.folder / "home" / "Maildir").glob("dovecot.index*"):
        index.unlink()
    assert _look(home, inbox.mailbox()).claimed == []
    work_through(home, inbox.mailbox())
    assert inbox.listed("INBOX") == [] and len(inbox.listed(DONE)) == 2


def test_mails_that_are_hardly_mails_are_claimed_too(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(
        b"\r\nno header at all\r\n",
        b"Subject: =?utf-8?q?=FF=FE?=\r\nFrom: \xb5\xd1\xc7\r\nMessage-ID: <>\r\n\r\nx\r\n",
        b"Subject: a/../../b\r\n\tc\r\nMessage-ID: <a\r\n b@c>\r\n\r\n",
    )
    looked = _look(home, inbox.mailbox())
    assert len(looked.claimed) == 3 and not looked.faults
    assert {path.parent for path in (home / "work").rglob("original.eml")} == {
        home / "work" / key for key in looked.claimed
    }


def test_without_a_folder_for_what_is_done_it_stays_and_is_not_taken_again(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(mail_with_letter(1))
    box = inbox.mailbox(done_folder="")
    work_through(home, box)
    assert len(inbox.listed("INBOX")) == 1
    assert _look(home, box).claimed == []


def test_an_answer_tells_the_number_once_and_no_machine_is_answered(inbox: Dovecot, home: Path) -> None:
    sink = SmtpSink()
    box = replace(inbox.mailbox(), answers=Server("127.0.0.1", sink.port, Security.NONE))
    robot = mail_with_letter(2).replace(b"Subject:", b"Auto-Submitted: auto-generated\nSubject:", 1)
    inbox.deliver(mail_with_letter(1), robot)

    def answer(record: Record, letters: list[str]) -> None:
        send_answer(home, box, record, "จังหวัดสกลนคร", [len(letters) + 11])

    work_through(home, replace(box, folder="INBOX", done_folder=""), rounds=0)
    with opened(home, box) as connection:
        for claim in open_claims(home / "work"):
            note_outcome(ledger_folder(home), claim.key, ["L1"])
            close_claim(home / "work", claim)
        for _ in range(2):
            look(connection, box, home / "work", Ledger(ledger_folder(home)), Hooks(answer))
    sink.stop()
    (sent,) = sink.mails
    message = email.message_from_bytes(sent, policy=email.policy.default)
    assert message["To"] == "dopa@example.go.th" and message["In-Reply-To"] == "<1@example.go.th>"
    assert message["Auto-Submitted"] == "auto-replied" and "เลขรับ ๑๒" in message.get_content()
    assert inbox.listed("INBOX") == []


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
@pytest.mark.parametrize("method", ["PLAIN", "LOGIN", "XOAUTH2"])
def test_answers_go_by_an_encrypted_way_to_a_server_that_the_authority_vouches_for(
    inbox: Dovecot, home: Path, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch, security: Security, method: str
) -> None:
    pair = inbox.folder / "cert.pem", inbox.folder / "key.pem"
    sink = SmtpSink(security, pair, lambda: tokens.access, [method])
    box = replace(inbox.mailbox(), answers=Server("localhost", sink.port, security))
    if method == "XOAUTH2":
        box = replace(box, login=Login.OAUTH2, token_url=tokens.url)
        given = {"client_id": "circulars", "refresh_token": tokens.refresh}
        secret_file(home, box).write_text(json.dumps(given), encoding="utf-8")
    record = Record("20261116-090000-0123456789abcdef", "test", 1, (1,), "<1@x.th>", "ส่งหนังสือ", "dopa@example.go.th")
    try:
        with pytest.raises(
            MailFault, match="ใบรับรอง"
        ):  # nobody vouches for it yet: neither password nor letter goes out
            send_answer(home, box, record, "จังหวัดสกลนคร", [12])
        assert sink.mails == []
        monkeypatch.setenv("SSL_CERT_FILE", str(inbox.folder / "ca.pem"))
        send_answer(home, box, record, "จังหวัดสกลนคร", [12])
        (sent,) = sink.mails
        assert "เลขรับ ๑๒" in email.message_from_bytes(sent, policy=email.policy.default).get_content()
        with pytest.raises(MailFault, match="ใบรับรอง"):
            send_answer(home, replace(box, answers=Server("127.0.0.1", sink.port, security)), record, "ก", [12])
        secret_file(home, box).write_text("ผิด", encoding="utf-8")
        with pytest.raises(MailFault, match=r"secrets/mail-test"):
            send_answer(home, box, record, "จังหวัดสกลนคร", [12])
        assert len(sink.mails) == 1
    finally:
        sink.stop()


def test_an_answer_that_cannot_be_sent_leaves_the_mail_and_is_told(inbox: Dovecot, home: Path) -> None:
    inbox.deliver(mail_with_letter(1))
    box = replace(inbox.mailbox(), answers=Server("127.0.0.1", 9, Security.NONE))
    _look(home, box)
    (claim,) = open_claims(home / "work")
    note_outcome(ledger_folder(home), claim.key, ["L1"])
    close_claim(home / "work", claim)
    with opened(home, box) as connection:
        ledger = Ledger(ledger_folder(home))
        looked = look(
            connection, box, home / "work", ledger, Hooks(lambda record, _: send_answer(home, box, record, "ก", [1]))
        )
    assert "ส่งอีเมลตอบรับ" in looked.faults[0]
    assert len(inbox.listed("INBOX")) == 1


def test_a_refresh_token_opens_the_mailbox_and_the_next_one_is_kept(
    inbox: Dovecot, home: Path, tokens: TokenServer
) -> None:
    box = replace(inbox.mailbox(), login=Login.OAUTH2, token_url=tokens.url)
    given = {"client_id": "circulars", "client_secret": "x", "refresh_token": tokens.refresh}
    secret_file(home, box).write_text(json.dumps(given), encoding="utf-8")
    inbox.deliver(mail_with_letter(1))
    assert len(_look(home, box).claimed) == 1
    assert json.loads(secret_file(home, box).read_text())["refresh_token"] == tokens.refresh != "first"
    _look(home, box)  # with the token that came with the first one
    secret_file(home, box).write_text(json.dumps(given), encoding="utf-8")
    with pytest.raises(MailFault, match="ขอ refresh token ใหม่"):
        _look(home, box)
    secret_file(home, box).write_text("not json", encoding="utf-8")
    with pytest.raises(MailFault, match="ต้องเป็น JSON"):
        _look(home, box)


def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    inbox: Dovecot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = replace(inbox.mailbox(), imap=Server("localhost", inbox.tls_port))
    with pytest.raises(MailFault, match="ใบรับรอง"):
        _look(home, box)
    monkeypatch.setenv("SSL_CERT_FILE", str(inbox.folder / "ca.pem"))
    assert _look(home, box).faults == []
    starttls = replace(inbox.mailbox(), imap=Server("localhost", inbox.port, Security.STARTTLS))
    assert _look(home, starttls).faults == []


def test_what_keeps_a_mailbox_from_being_read_is_told_with_the_remedy(inbox: Dovecot, home: Path) -> None:
    box = inbox.mailbox()
    with pytest.raises(MailFault, match="แก้ folder"):
        _look(home, replace(box, folder="ไม่มี"))
    with pytest.raises(MailFault, match="ตรวจเครือข่าย"):
        _look(home, replace(box, imap=Server("127.0.0.1", 9, Security.NONE)))
    secret_file(home, box).write_text("ผิด", encoding="utf-8")
    with pytest.raises(MailFault, match="secrets/mail-test"):
        _look(home, box)
    secret_file(home, box).unlink()
    with pytest.raises(MailFault, match="วางรหัส"):
        _look(home, box)


def test_status_tells_when_a_mailbox_was_read_and_what_is_wrong(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 16, 9, 5, tzinfo=BANGKOK)
    well = MailStanding("saraban", moment.isoformat(), 2)
    write_standing(tmp_path, well)
    write_standing(tmp_path, MailStanding("chief", fault="ไม่รับรหัส"))
    assert well.told() == "อีเมล saraban: อ่านล่าสุด ๑๖ พฤศจิกายน ๒๕๖๙ เวลา ๐๙.๐๕ น. กำลังรับ ๒ ข้อความ"
    assert well.problem(moment) is None
    assert "ไม่ได้อ่านมาตั้งแต่" in str(well.problem(moment + dt.timedelta(hours=2)))
    chief, again = standings(tmp_path)
    assert again == well and "ไม่รับรหัส" in str(chief.problem(moment)) and "ยังไม่เคย" in chief.told()
    forget_others(tmp_path, ["saraban"])
    assert standings(tmp_path) == (well,)


ROW = """
[[mailboxes]]
name = "saraban"
host = "imap.example.go.th"
user = "saraban@example.go.th"
"""


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('name = "กลาง"', "a-z"),
        ('security = "ssl"', "tls หรือ starttls"),
        ('security = "none"', "ไม่เข้ารหัส"),
        ('login = "oauth2"', "token_url"),
        ("answer = true", "smtp_host"),
        ('done_folder = "INBOX"', "โฟลเดอร์เดียวกับ"),
        ('password = "x"', "ไม่รู้จัก password"),
        (ROW, "สองรายการ"),
        (ROW.replace('"saraban"', '"other"'), "ตู้เดียวกับ"),
    ],
)
def test_a_mailbox_that_is_set_wrong_is_refused_by_name(tmp_path: Path, lines: str, told: str) -> None:
    row = ROW.replace('name = "saraban"\n', "") if lines.startswith("name") else ROW
    (tmp_path / "office.toml").write_text(f'[office]\ncode = "สน ๐๐๑๘.๑"\n{row}{lines}\n', encoding="utf-8")
    with pytest.raises(SettingsWrong, match=told):
        read_office_file(tmp_path / "office.toml")


def test_a_mailbox_as_it_is_set(tmp_path: Path) -> None:
    text = f'[office]\ncode = "สน ๐๐๑๘.๑"\n{ROW}answer = true\nsmtp_host = "smtp.example.go.th"\n'
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    (row,) = read_office_file(tmp_path / "office.toml").mailboxes
    box = row.mailbox()
    assert (box.imap.port, box.done_folder, box.login) == (993, DONE, Login.PASSWORD)
    assert box.answers == Server("smtp.example.go.th", 465) and PASSWORD not in repr(box)


PAGE = Path(__file__).resolve().parents[2] / "docs" / "mail.md"


def test_the_page_about_mail_typed_through_opens_the_mailbox(
    inbox: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lines are typed as they stand, in the order in which they stand; only the server's own name and port differ."""
    page = PAGE.read_text(encoding="utf-8")
    blocks = [textwrap.dedent(block).strip() for block in re.findall(r"\n\n((?:       .*\n)+)", page)]
    (typed,) = [block for block in blocks if block.startswith("umask")]
    (lines,) = [block for block in blocks if block.startswith("[[mailboxes]]")]
    home = tmp_path / "office"
    (home / "secrets").mkdir(parents=True)
    (home / "work").mkdir()
    subprocess.run(["bash", "-c", typed], input=f"{PASSWORD}\n", text=True, check=True, cwd=tmp_path)
    assert {file.stat().st_mode & 0o777 for file in (home / "secrets").iterdir()} == {0o600}
    ours = lines.replace("imap.example.go.th", "localhost").replace("saraban_sn@example.go.th", USER)
    file = home / "office.toml"
    file.write_text(f'[office]\ncode = "สน ๐๐๑๘.๑"\n{ours}\nport = {inbox.tls_port}\n', encoding="utf-8")
    (variable,) = {word for word in re.findall(r"`([A-Z_]+)`", page) if word != "INBOX"}
    monkeypatch.setenv(variable, str(inbox.folder / "ca.pem"))
    inbox.deliver(mail_with_letter(1))
    looked = _look(home, read_office_file(file).mailboxes[0].mailbox())
    assert (len(looked.claimed), looked.faults) == (1, [])


def test_the_page_about_mail_names_what_there_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = [line.split("|") for line in page.splitlines() if line.startswith("| `")]
    told = {name for row in table for name in re.findall(r"`(\w+)`", row[1])}
    assert told == {*MailboxRow.model_fields} - {"name", "host", "user"}
    for name, default in (("security", "tls"), ("folder", "INBOX"), ("done_folder", DONE), ("login", "password")):
        (row,) = [row for row in table if f"`{name}`" in row[1]]
        assert f"`{default}`" in row[3] and MailboxRow.model_fields[name].default == default
    assert MailStanding("saraban", dt.datetime.now(BANGKOK).isoformat()).told().startswith("อีเมล saraban: อ่านล่าสุด")
    assert "อีเมล saraban: อ่านล่าสุด …" in page
    for typed in re.findall(r"`circulars ([a-z]+)`", page):
        assert typed in ROWS
    assert ledger_folder(Path("office")) == Path("office/mail") and "`mail/`" in page
    assert to_thai(f"{KEEP_SECONDS / 86_400:.0f} วัน") in page and to_thai(f"{MOST_BYTES // 1_000_000} MB") in page
