"""Notices: nothing leaves unless the office switched it on; each thing once; subjects only where it says so, never classified ones.

E-mail goes to a real SMTP server. LINE and Telegram have no address but their makers': Apprise's plugins are led to a
local server, and what they would send is held against the services' own description of their messages.
"""

from __future__ import annotations

import email
import email.policy
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from apprise.plugins.line import NotifyLine
from apprise.plugins.telegram import NotifyTelegram
from cascade_cases import incoming
from mail_servers import SmtpSink, certificate
from review_cases import Office

from benchmarks.dovecot import USER
from circulars.errors import SettingsWrong
from circulars.letter.field import Field
from circulars.letter.letter import Secrecy, Urgency
from circulars.mailbox.box import Security
from flows.office.telling.notices import message_of, news_of, tell_news
from flows.settings import load_settings
from flows.settings.toml.model import NoticesTable

DESK = "http://127.0.0.1:4280"


class Webhook(HTTPServer):
    """A local server that takes notices, or refuses them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hook)
        self.took: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.refuses = False
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Hook(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["content-length"]))
        if not self.server.refuses:
            self.server.took.append(json.loads(content))
            self.server.asked.append((self.path, self.headers.get("authorization", "")))
        self.send_response(500 if self.server.refuses else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def webhook() -> Iterator[Webhook]:
    made = Webhook()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    house = Office(tmp_path_factory.mktemp("notices"))
    yield house
    house.archive.close()


def test_nothing_is_told_unless_the_office_switched_it_on_and_then_each_thing_once(
    office: Office, webhook: Webhook
) -> None:
    secrets = office.folder / "secrets"
    (secrets / "notices").write_text(f"# webhook\njson://127.0.0.1:{webhook.server_port}/\n", encoding="utf-8")
    first = office.receive(replace(incoming(number="มท ๐๓๙๙/ว ๑", subject="การสำรวจฝาย"), urgency=Field()))
    office.case(first)
    assert not office.settings.notices.on
    assert tell_news(office.settings, office.archive, DESK) == 0
    assert webhook.took == []
    on = replace(office.settings, notices=NoticesTable(on=True))
    webhook.refuses = True
    assert tell_news(on, office.archive, DESK) == 0  # kept for the next look
    webhook.refuses = False
    assert tell_news(on, office.archive, DESK) == 1
    assert tell_news(on, office.archive, DESK) == 0
    (told,) = webhook.took
    assert told["title"] == "จังหวัดสกลนคร"
    assert told["message"].splitlines() == ["รอตรวจใหม่ ๑ เรื่อง", DESK]
    assert "ฝาย" not in told["message"]
    urgent = office.receive(replace(incoming(number="มท ๐๓๙๙/ว ๒"), urgency=Field(Urgency.MOST_URGENT)))
    office.case(urgent)
    (office.folder / "quarantine" / "เสีย.pdf").write_bytes(b"x")
    assert tell_news(on, office.archive, DESK) == 1
    assert webhook.took[1]["message"].splitlines() == [
        "รอตรวจใหม่ ๑ เรื่อง", "เรื่องด่วนรอตรวจ ๑ เรื่อง", "ไฟล์ที่กักไว้ใหม่ ๑ ไฟล์", DESK,
    ]  # fmt: skip


def test_subjects_are_told_where_the_office_says_so_and_never_classified_ones(office: Office) -> None:
    open_one = office.receive(incoming(number="มท ๐๓๙๙/ว ๓", subject="เรื่องเปิดเผย ๑-๑๐๓๗-๐๐๐๐๐-๑๒-๓"))
    secret = replace(incoming(number="มท ๐๓๙๙/ว ๔", subject="เรื่องปกปิด"), secrecy=Field(Secrecy.SECRET))
    for letter_id in (open_one, office.receive(secret)):
        office.case(letter_id)
    telling = replace(office.settings, notices=NoticesTable(on=True, subjects=True, about=("waits",)))
    message = message_of(news_of(telling, office.archive), "")
    assert "เรื่องเปิดเผย" in message
    assert "ปกปิด" not in message
    assert "๑๐๓๗" not in message
    assert {one.kind for one in news_of(telling, office.archive)} == {"waits"}


def test_the_settings_know_what_a_notice_may_be_about(office: Office) -> None:
    file = office.folder / "office.toml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before + '\n[notices]\non = true\nabout = ["everything"]\n', encoding="utf-8")
    try:
        with pytest.raises(SettingsWrong, match="notices"):
            load_settings(office.folder)
        file.write_text(before + '\n[notices]\non = true\nabout = ["urgent"]\n', encoding="utf-8")
        assert load_settings(office.folder).notices.about == ("urgent",)
    finally:
        file.write_text(before, encoding="utf-8")


EACH_KIND = ["รอตรวจใหม่ ๒ เรื่อง", "เรื่องด่วนรอตรวจ ๑ เรื่อง", "เกินกำหนดใหม่ ๑ เรื่อง", "ไฟล์ที่กักไว้ใหม่ ๑ ไฟล์"]
HOSTILE = 'การสำรวจ <b>ถนน</b> & "สะพาน" *ด่วน*'


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with something of each kind to tell."""
    house = Office(tmp_path_factory.mktemp("busy"))
    late = incoming(body=("จึงขอให้จังหวัดรายงานผลให้กรมทราบ ภายในวันที่ ๑๙ มกราคม ๒๕๖๗",), urgency=None, subject=HOSTILE)
    for letter in (incoming(number="มท ๐๓๙๙/ว ๘", subject="การอบรม"), late):
        house.case(house.receive(letter))
    (house.folder / "quarantine" / "เสีย.pdf").write_bytes(b"x")
    yield house
    house.archive.close()


def told_to(house: Office, address: str, *, subjects: bool = False) -> int:
    """How many were told when this is the only address, which was told nothing yet."""
    (house.folder / "secrets" / "notices").write_text(address + "\n", encoding="utf-8")
    for place in (house.folder / "run").glob("notices-*.json"):
        place.unlink()
    on = replace(house.settings, notices=NoticesTable(on=True, subjects=subjects))
    return tell_news(on, house.archive, DESK)


def told_lines(text: str) -> list[str]:
    return [line for line in (one.strip() for one in text.splitlines()) if line]


def mail_of(sink: SmtpSink) -> tuple[str, str, EmailMessage]:
    """The last mail as plain text, as HTML, and whole."""
    message = email.message_from_bytes(sink.mails[-1], policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    plain, marked = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert marked is not None
    return plain.get_content(), marked.get_content(), message


def test_a_mail_tells_each_kind_on_a_line_of_its_own_and_subjects_as_text(busy: Office) -> None:
    sink = SmtpSink()
    try:
        address = f"mailto://127.0.0.1:{sink.port}/?from=saraban@example.go.th&to=head@example.go.th"
        assert told_to(busy, address) == 1
        plain, marked, message = mail_of(sink)
        assert told_lines(plain) == [*EACH_KIND, DESK]
        assert (message["subject"], message["to"]) == ("จังหวัดสกลนคร", "head@example.go.th")
        assert "ถนน" not in plain + marked
        assert told_to(busy, address, subjects=True) == 1
        plain, marked, _ = mail_of(sink)
        assert f"- {HOSTILE}" in told_lines(plain)
        assert "<b>" not in marked
        assert marked.count("<br") >= len(EACH_KIND)
    finally:
        sink.stop()


def test_a_mail_goes_by_starttls_with_a_login_to_a_server_that_is_vouched_for(
    busy: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = SmtpSink(Security.STARTTLS, certificate(tmp_path), password="word/1 2")
    login = f"{USER.replace('@', '%40')}:word%2F1%202"
    address = f"mailtos://{login}@localhost:{sink.port}/?smtp=localhost&from={USER}&to=head@example.go.th"
    try:
        assert told_to(busy, address) == 0  # nobody vouches for it
        assert sink.mails == []
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert told_to(busy, address) == 1
        assert told_lines(mail_of(sink)[0]) == [*EACH_KIND, DESK]
    finally:
        sink.stop()


def test_line_is_sent_a_text_message_to_whom_the_address_names(
    busy: Office, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """https://developers.line.biz/en/reference/messaging-api/#send-push-message ."""
    assert NotifyLine.notify_url == "https://api.line.me/v2/bot/message/push"
    monkeypatch.setattr(NotifyLine, "notify_url", f"http://127.0.0.1:{webhook.server_port}/v2/bot/message/push")
    assert told_to(busy, "line://abcDEF123=/U1234567890", subjects=True) == 1
    sent, (path, key) = webhook.took[-1], webhook.asked[-1]
    assert path == "/v2/bot/message/push"
    assert key.startswith("Bearer ")
    assert sent["to"] == "U1234567890"
    (message,) = sent["messages"]
    assert message["type"] == "text"
    assert "iconUrl" not in message["sender"]  # a picture of Apprise's makers, which the phones would fetch
    assert [line for line in told_lines(message["text"]) if not line.startswith("- ")][-5:] == [*EACH_KIND, DESK]
    assert f"- {HOSTILE}" in told_lines(message["text"])


def test_telegram_is_sent_a_message_whose_subjects_are_no_markup(
    busy: Office, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """https://core.telegram.org/bots/api#html-style : <, > and & of a text must be entities."""
    assert NotifyTelegram.notify_url == "https://api.telegram.org/bot"
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://127.0.0.1:{webhook.server_port}/bot")
    assert told_to(busy, "tgram://123456789:abcdefg_hijklmnop/-100200300/", subjects=True) == 1
    sent, (path, _) = webhook.took[-1], webhook.asked[-1]
    assert path == "/bot123456789:abcdefg_hijklmnop/sendMessage"
    assert str(sent["chat_id"]) == "-100200300"
    assert sent["parse_mode"] == "HTML"
    assert "การสำรวจ &lt;b&gt;ถนน&lt;/b&gt; &amp; " in sent["text"]
    assert all(one in told_lines(sent["text"]) for one in [*EACH_KIND, DESK])
