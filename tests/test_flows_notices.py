"""Notices: nothing leaves unless the office switched it on; each thing once; subjects only where it says so, never classified ones."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from cascade_cases import incoming
from review_cases import Office

from circulars.errors import SettingsWrong
from circulars.letter.field import Field
from circulars.letter.letter import Secrecy, Urgency
from flows.office.telling.notices import message_of, news_of, tell_news
from flows.settings import load_settings
from flows.settings.toml.model import NoticesTable

DESK = "http://127.0.0.1:4280"


class Webhook(HTTPServer):
    """A local server that takes notices, or refuses them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hook)
        self.took: list[dict[str, Any]] = []
        self.refuses = False
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Hook(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["content-length"]))
        if not self.server.refuses:
            self.server.took.append(json.loads(content))
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
