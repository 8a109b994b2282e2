"""Letters leave by mail at most once, to whom the list names, when they may; real SMTP server, real kills."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from dispatch_cases import CLERK, DOMAIN, NOW, OFFICE, SENDER, Post, Sender, address, districts, listed
from mail_servers import SmtpSink, certificate

from benchmarks.dovecot import PASSWORD, USER
from circulars.archive import Recipient
from circulars.archive.export.verify import verify
from circulars.archive.registers.move import MoveState, Way
from circulars.archive.store.tables import standing
from circulars.dispatch import gate
from circulars.dispatch.addresses import AddressRow, parse_book, read_book, write_book
from circulars.dispatch.mailing.sending import MOST_TRIES, Mailed, mail_waiting
from circulars.dispatch.switch import Sending
from circulars.errors import ArchiveFault, SettingsWrong
from circulars.mailbox.access import MailFault
from circulars.mailbox.box import Mailbox, Security, Server, secret_file

STEPS = ("envelope", "before handing", "handing", "taken")


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post()
    yield server
    server.stop()


@pytest.fixture
def sender(tmp_path: Path, post: Post) -> Iterator[Sender]:
    made = Sender(tmp_path / "office", port=post.port)
    listed(made.home)
    yield made
    made.archive.close()


def mail(sender: Sender, **more: object) -> Mailed:
    return mail_waiting(sender.archive, sender.home, sender.sending, "จังหวัดสกลนคร", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("step", STEPS)
def test_a_sender_killed_at_each_step_mails_nobody_twice_and_loses_nobody(
    sender: Sender, post: Post, step: str
) -> None:
    issued = sender.issue(districts(3))
    sender.queue(issued)
    sender.archive.close()
    child = os.fork()
    if child == 0:
        again = Sender(sender.home, port=post.port)
        seen: list[str] = []

        def stop(name: str) -> None:
            seen.append(name)
            if name == step and seen.count(name) == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            mail(again, step=stop)
        finally:
            os._exit(9)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    sender = Sender(sender.home, port=post.port)
    unsure = mail(sender).unsure
    in_the_moment = step in ("handing", "taken")
    assert len(unsure) == in_the_moment
    assert max(Counter(post.sent_to()).values()) == 1
    if not in_the_moment:
        assert sender.states(issued) == ["sent"] * 3
    else:  # a person says what became of it, and knows whom to ask
        assert sender.states(issued) == ["sent", "handing", "sent"] and unsure[0].address == address(1)
        assert mail(sender).unsure == unsure and len(post.mails) == 2 + (step == "taken")
        assert sender.archive.follow(unsure[0], MoveState.QUEUED, by=CLERK)
        assert mail(sender).sent == 1 and sender.states(issued) == ["sent"] * 3
        copies = [one for one in post.mails if one["To"] == address(1)]
        assert len({str(one["Message-ID"]) for one in copies}) == 1  # known as one by whoever has both
    sender.archive.close()


def test_a_server_that_takes_it_and_hangs_up_is_no_reason_to_send_again(sender: Sender, post: Post) -> None:
    issued = sender.issue(districts(2))
    sender.queue(issued)
    post.silent = {address(0)}
    with pytest.raises(MailFault):
        mail(sender)
    sender.now += dt.timedelta(days=1)
    assert [one.address for one in mail(sender).unsure] == [address(0)]
    assert sorted(post.sent_to()) == [address(0), address(1)]


def test_what_fails_is_tried_less_and_less_often_and_at_last_told(sender: Sender, post: Post) -> None:
    issued = sender.issue(districts(1))
    sender.queue(issued)
    post.later = {address(0)}
    wait = 5
    for _ in range(MOST_TRIES):
        assert mail(sender).failed == 1
        assert mail(sender).failed == 0  # not at once
        sender.now += min(dt.timedelta(minutes=wait), dt.timedelta(hours=12))
        wait *= 2
    assert mail(sender).failed == 0 and sender.states(issued) == ["refused"]
    post.later.clear()
    assert sender.queue(issued) == 1 and mail(sender).sent == 1


def test_the_message_carries_the_letter_and_is_the_same_whenever_it_is_made(sender: Sender, post: Post) -> None:
    issued = sender.issue(districts(1))
    sender.queue(issued)
    mail(sender)
    (message,) = post.mails
    (file,) = message.iter_attachments()
    assert file.get_content() == sender.archive.load_file(str(issued.pdf))
    assert file.get_filename() == "สน 0018.1_ว 1 เรื่อง การสำรวจแหล่งน้ำ.pdf"
    assert str(message["From"]) == SENDER and "ว ๑" in str(message["Subject"])
    text = message.get_body()
    assert text is not None and "นายอำเภอเมืองสกลนคร" in text.get_content()
    moves = sender.archive.moves_of(issued.letter_id)
    assert [str(one.state) for one in moves] == ["queued", "handing", "sent"]
    assert moves[0].by == CLERK and moves[0].message_id == str(message["Message-ID"])


def test_nothing_leaves_without_approval_switch_signature_or_a_number_that_stands(sender: Sender, post: Post) -> None:
    demo, plain, cancelled = (
        sender.issue(districts(1), subject, demo=subject == "สาธิต") for subject in ("สาธิต", "ปกติ", "ยกเลิก")
    )
    for one in (demo, plain, cancelled):
        assert sender.queue(one) == 1
    sender.archive.cancel_number(OFFICE, "sent", 2569, 3, "ออกซ้ำ", CLERK)
    held = mail_waiting(sender.archive, sender.home, None, "จังหวัดสกลนคร").held
    assert held[plain.letter_id] == gate.OFF
    sender.signed_only = True
    assert mail(sender).held[plain.letter_id] == gate.UNSIGNED and not post.mails
    sender.archive.keep_signed(plain.letter_id, b"%PDF signed on paper", Way.SIGNED_PAPER, CLERK)
    sender.signed_only = False
    mailed = mail(sender)
    assert mailed.held[demo.letter_id] == gate.DEMO and len(post.mails) == mailed.sent == 1
    assert cancelled.letter_id in mailed.held
    files = [one.get_filename() for one in post.mails[0].iter_attachments()]
    assert len(files) == 2 and str(files[0]).endswith("(ฉบับลงนาม).pdf")
    with pytest.raises(ArchiveFault):
        sender.queue(cancelled)


def test_a_letter_goes_only_to_a_name_that_the_list_has_exactly(sender: Sender) -> None:
    book = read_book(sender.home)
    known = {title: book.address_of(title) for title in ("นายอำเภอพังโคน", "อำเภอพังโคน", "ที่ว่าการอำเภอพังโคน")}
    assert set(known.values()) == {address(4)}
    for near in ("นายอำเภอพังโค", "นายอำเภอพังงา", "นายกเทศมนตรีตำบลพังโคน", "อำเภอ", ""):
        assert book.address_of(near) == ""
    recipients = (*districts(1), Recipient("นายอำเภอพังงา"))
    assert sender.queue(sender.issue(recipients, "สองแห่ง")) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("หน่วยงาน,อีเมล\nอำเภอพังโคน,a@x.go.th\nนายอำเภอพังโคน,b@x.go.th\n", "สองที่อยู่"),
        ("หน่วยงาน,อีเมล\nอำเภอพังโคน,a@x\n", "บรรทัด ๒"),
        ('หน่วยงาน,อีเมล\nอำเภอพังโคน,"a@x.go.th, b@x.go.th"\n', "บรรทัด ๒"),
        ("ชื่อ,อีเมล\nอำเภอพังโคน,a@x.go.th\n", "หัวตาราง"),
    ],
)
def test_a_list_that_could_mislead_is_refused_with_its_line(content: str, told: str) -> None:
    with pytest.raises(SettingsWrong, match=told):
        parse_book(content.encode(), "รายชื่อ.csv")


def test_a_list_comes_back_from_excel_as_it_went(tmp_path: Path) -> None:
    rows = [AddressRow("อำเภอพังโคน", "a@x.go.th", 'มี "เครื่องหมาย", และจุลภาค'), AddressRow("สน ๐๑๑๘", "b@x.go.th")]
    assert write_book(tmp_path, rows).rows == tuple(rows) == read_book(tmp_path).rows
    old = "หน่วยงาน,อีเมล\r\nอำเภอพังโคน,a@x.go.th\r\n".encode("cp874")
    assert parse_book(old, "เก่า.csv").address_of("นายอำเภอพังโคน") == "a@x.go.th"


def test_paper_and_hand_are_entered_once_and_never_over_a_mail_that_may_have_gone(sender: Sender, post: Post) -> None:
    issued = sender.issue(districts(2))
    assert sender.archive.carried(issued.letter_id, 0, Way.HAND, CLERK, "รับเอง")
    assert not sender.archive.carried(issued.letter_id, 0, Way.PAPER, CLERK)
    assert sender.queue(issued) == 1  # only to the other
    post.silent = {address(1)}
    with pytest.raises(MailFault):
        mail(sender)
    assert not sender.archive.carried(issued.letter_id, 1, Way.PAPER, CLERK)
    first, second = sender.archive.deliveries(issued.letter_id)
    assert first.sent and first.move is not None and first.move.by == CLERK
    assert not second.sent and DOMAIN in str(second.move and second.move.message_id)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_letters_leave_over_tls_and_only_to_a_server_that_proves_who_it_is(
    sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    """A real server with a certificate, which takes nothing before a login; a stranger's certificate hears no letter."""
    sink = SmtpSink(security, certificate(tmp_path))
    server = Server("localhost", sink.port, security)
    sending = Sending(Mailbox("saraban", server, USER, sends=server), server)
    secret = secret_file(sender.home, sending.box)
    secret.parent.mkdir(exist_ok=True)
    secret.write_text(PASSWORD, encoding="utf-8")
    try:
        issued = sender.issue(districts(2))
        sender.queue(issued)
        with pytest.raises(MailFault, match="ใบรับรอง"):
            mail_waiting(sender.archive, sender.home, sending, "จังหวัดสกลนคร")
        assert not sink.mails and sender.states(issued) == ["queued"] * 2
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        secret.write_text("ผิด", encoding="utf-8")
        with pytest.raises(MailFault, match="รหัส"):
            mail_waiting(sender.archive, sender.home, sending, "จังหวัดสกลนคร")
        assert not sink.mails and sender.states(issued) == ["queued"] * 2
        secret.write_text(PASSWORD, encoding="utf-8")
        assert mail_waiting(sender.archive, sender.home, sending, "จังหวัดสกลนคร").sent == 2
        assert len(sink.mails) == 2 and sender.states(issued) == ["sent"] * 2
    finally:
        sink.stop()


LONG_AFTER = dt.timedelta(days=9)


@pytest.mark.parametrize(
    ("steps", "later", "told_lost", "told_silent"),
    [
        ((), LONG_AFTER, False, True),  # sent by a way that nobody entered
        (("queued",), dt.timedelta(hours=3), False, False),  # on its way
        (("queued",), LONG_AFTER, True, False),
        (("queued", "failed"), LONG_AFTER, True, False),
        (("queued", "refused"), LONG_AFTER, True, False),
        (("queued", "handing"), LONG_AFTER, True, True),  # it may be there: both are asked
        (("queued", "handing", "sent", "bounced"), LONG_AFTER, True, False),
        (("queued", "withdrawn"), LONG_AFTER, True, False),
        (("queued", "handing", "sent"), LONG_AFTER, False, True),
        (
            ("queued", "handing", "sent", "bounced", "acknowledged"),
            LONG_AFTER,
            False,
            True,
        ),  # they said that they have it
        (("queued", "handing", "sent", "bounced", "carried"), LONG_AFTER, False, True),
        (("queued", "handing", "sent", "bounced", "answered"), LONG_AFTER, False, False),
        (("queued", "handing", "sent", "bounced", "cancelled"), LONG_AFTER, False, False),
    ],
)
def test_whom_a_letter_never_reached_is_not_silent_but_told_as_such(
    tmp_path: Path, steps: tuple[str, ...], later: dt.timedelta, *, told_lost: bool, told_silent: bool
) -> None:
    sender = Sender(tmp_path)
    listed(tmp_path, 1)
    issued = sender.issue(districts(1))
    archive = sender.archive
    for step in steps:
        last = archive.standing_of(issued.letter_id).get(0)
        if step == "queued":
            assert sender.queue(issued) == 1
        elif step == "carried":
            assert archive.carried(issued.letter_id, 0, Way.HAND, CLERK)
        elif step in ("acknowledged", "answered"):
            archive.acknowledge(issued.letter_id, districts(1)[0].title, "โทรศัพท์", answered=step == "answered")
        elif step == "cancelled":
            archive.cancel_number(OFFICE, "sent", 2569, 1, "ออกผิด", CLERK)
        else:
            assert last is not None and archive.follow(last, MoveState(step), by=CLERK)
    sender.now += later
    assert bool(archive.unreached({OFFICE})) == told_lost
    silent, _ = archive.near_days(NOW.date() + dt.timedelta(days=30), {OFFICE})
    if "cancelled" not in steps:
        assert bool(silent) == told_silent
    (one,) = archive.deliveries(issued.letter_id)
    assert one.overdue == (told_silent and later == LONG_AFTER)
    if told_lost:
        with archive.engine.begin() as connection:  # the list is made from the journal, and is missed where it is lost
            connection.execute(sa.delete(standing))
        assert not archive.unreached() and [one.which for one in verify(archive)] == [f"standing {issued.letter_id}"]
        archive.reindex()
        assert archive.unreached()
    assert not verify(archive)
    archive.close()
