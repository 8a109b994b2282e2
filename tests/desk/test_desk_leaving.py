"""What becomes of a letter after its number, at the desk: stages, mail asked for, paper ticked, signed with a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from desk_cases import Desk, form_token
from dispatch_cases import Sender, address, districts, listed
from fastapi.testclient import TestClient
from signing_cases import person

from circulars.archive import IssuedLetter
from circulars.archive.registers.move import MoveState
from circulars.desk.web.app import make_app
from circulars.dispatch.addresses import read_book
from circulars.dispatch.switch import Seal


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Sender, IssuedLetter]]:
    """A desk over an office with a letter to three, and the same archive as a sender."""
    desk = Desk(tmp_path_factory.mktemp("leaving") / "office")
    sender = Sender.over(desk.office.archive, desk.desk.home)
    listed(sender.home, 2)
    desk.office.enrol()
    chief = person("สำนักงาน")
    (sender.home / "secrets").mkdir(exist_ok=True)
    p12 = pkcs12.serialize_key_and_certificates(b"x", chief.key, chief.certificate, None, NoEncryption())
    (sender.home / "secrets" / "office.p12").write_bytes(p12)
    seal = Seal(sender.home / "secrets" / "office.p12", sender.home / "secrets" / "signing")
    desk.desk = replace(desk.desk, sending=lambda: sender.sending, seal=lambda: seal)
    desk.app = make_app(desk.desk)
    yield desk, sender, sender.issue(districts(3))


def post(browser: TestClient, issued: IssuedLetter, what: str, **data: str) -> str:
    """The page that a form leads to."""
    place = f"/letters/{issued.letter_id}/leaving"
    token = form_token(browser.get(place).text)
    told = browser.post(f"{place}/{what}", data={**data, "form_token": token})
    assert told.status_code in (303, 403), told.text
    return str(browser.get(told.headers["location"]).text if told.status_code == 303 else told.text)


def test_a_clerk_sends_by_mail_and_enters_paper_and_what_is_not_sure(at: tuple[Desk, Sender, IssuedLetter]) -> None:
    desk, sender, issued = at
    clerk = desk.entered("clerk")
    page = clerk.get(f"/letters/{issued.letter_id}/leaving").text
    assert re.findall(r"(✓|○) <b>", page) == ["✓", "✓", "○", "○", "○", "○"]
    page = post(clerk, issued, "send")
    assert "เข้าคิวส่งอีเมล ๒ แห่ง" in page and "นายอำเภอกุดบาก" in page
    assert "เข้าคิวส่งอีเมล ๐ แห่ง" in post(clerk, issued, "send")
    assert "บันทึกแล้ว: นายอำเภอกุดบาก" in post(clerk, issued, "entered", place="2", how="hand")
    assert "สถานะเปลี่ยนไปแล้ว" in post(clerk, issued, "entered", place="2", how="paper")
    waiting = sender.archive.moves_waiting()
    assert [one.by for one in waiting] == ["นายสมมุติ เจ้าหน้าที่"] * 2 and waiting[0].address == address(0)
    assert sender.archive.follow(waiting[0], MoveState.HANDING)
    page = clerk.get(f"/letters/{issued.letter_id}/leaving").text
    assert "ไม่แน่ว่าส่งแล้ว" in page and "ถือว่าส่งแล้ว" in page
    post(clerk, issued, "entered", place="0", how="gone")
    post(clerk, issued, "entered", place="1", how="withdraw")
    assert sender.states(issued) == ["sent", "withdrawn", "sent"]
    paper = clerk.get(f"/letters/{issued.letter_id}/leaving/paper").text
    assert "นายอำเภอกุดบาก" in paper and "นายอำเภอกุสุมาลย์" in paper and "นายอำเภอเมืองสกลนคร" not in paper
    assert paper.count("ใบรับหนังสือ <small>") == 2 and "สมุดส่งหนังสือ" in paper
    assert (
        "นายอำเภอกุดบาก"
        in clerk.get("/registers/carried", params={"since": "๒๓ พฤศจิกายน ๒๕๖๙", "until": "๒๓ พฤศจิกายน ๒๕๖๙"}).text
    )
    assert desk.entered("district").get(f"/letters/{issued.letter_id}/leaving/paper").status_code == 403
    assert issued.subject in clerk.get("/search", params={"status": "unanswered"}).text


def test_nobody_of_another_office_nor_a_clerk_signs_and_a_code_is_asked(
    at: tuple[Desk, Sender, IssuedLetter],
) -> None:
    desk, sender, issued = at
    assert desk.entered("district").get(f"/letters/{issued.letter_id}/leaving").status_code == 403
    clerk = desk.entered("clerk")
    assert "ลงนามด้วยใบรับรอง" not in clerk.get(f"/letters/{issued.letter_id}/leaving").text
    post(clerk, issued, "sign", code="123456")
    chief = desk.entered("chief")
    assert "ลงนามด้วยใบรับรอง" in chief.get(f"/letters/{issued.letter_id}/leaving").text
    post(chief, issued, "sign", code="000000")
    assert sender.archive.signed_copy(issued.letter_id) is None
    assert desk.events("approval-refused")
    page = post(chief, issued, "sign", code=desk.office.code())
    assert "ลงนามแล้ว" in page and sender.archive.signed_copy(issued.letter_id)


@pytest.mark.parametrize("state", ["bounced", "refused"])
def test_a_mailbox_that_did_not_take_it_is_put_right_and_only_that_recipient_mailed(
    at: tuple[Desk, Sender, IssuedLetter], state: str
) -> None:
    desk, sender, _ = at
    issued = sender.issue(districts(3), f"การแก้อีเมลเมื่อ {state}")
    archive, clerk = sender.archive, desk.entered("clerk")
    listed(sender.home, 2)
    assert sender.queue(issued) == 2
    for place, steps in (
        (0, ("handing", "sent")),
        (1, ("handing", "sent", "bounced") if state == "bounced" else ("refused",)),
    ):
        for step in steps:
            assert archive.follow(archive.standing_of(issued.letter_id)[place], MoveState(step))
    board, follow = clerk.get("/").text, clerk.get("/follow").text
    assert "ส่งไม่ถึงผู้รับ" in board and address(1) in board and issued.subject in follow and "นายอำเภอกุสุมาลย์" in follow
    assert "ใช้ไม่ได้" in post(clerk, issued, "address", place="1", address="ไม่ใช่อีเมล")
    assert read_book(sender.home).address_of("นายอำเภอกุสุมาลย์") == address(1)
    new = f"{state}@district.example.go.th"
    assert f"{new} และเข้าคิวส่งแล้ว" in post(clerk, issued, "address", place="1", address=f" {new} ")
    assert read_book(sender.home).address_of("อำเภอกุสุมาลย์") == new
    assert sender.states(issued) == ["sent", "queued"]
    assert archive.standing_of(issued.letter_id)[1].address == new
    assert "และเข้าคิวส่งแล้ว" in post(clerk, issued, "address", place="2", address="kutbak@district.example.go.th")
    assert sender.states(issued) == ["sent", "queued", "queued"]  # who was in no list has a row now
    assert "ยังไม่ได้เข้าคิวส่ง" in post(clerk, issued, "address", place="0", address="other@district.example.go.th")
    assert [(one["before"], one["after"]) for one in desk.events("address-changed")][-3:-1] == [
        (address(1), new),
        ("", "kutbak@district.example.go.th"),
    ]
    assert not [one for one in archive.unreached() if one.letter_id == issued.letter_id]
