"""รับเข้า: files come whole into the inbox, each tells what became of it, and quarantine is dealt with in the browser."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from clerk_desk import Desk, letter, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from circulars.desk.clerk.arriving.dropping import Sent, drop, drop_all
from circulars.desk.clerk.arriving.fates import Mark, fates
from circulars.extraction.refusal import SECRET
from circulars.intake.containers import claim_members
from circulars.intake.entries import entries, opened
from circulars.intake.quarantine import held_files, put_aside
from circulars.intake.taking import take_whole_files
from circulars.thai.digits import to_thai


@pytest.fixture(scope="module")
def opened_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture
def desk(opened_desk: Desk) -> Desk:
    """The one office of these tests, with empty folders."""
    for name in ("inbox", "work", "quarantine"):
        shutil.rmtree(opened_desk.home / name)
        (opened_desk.home / name).mkdir()
    return opened_desk


def photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "JPEG")
    return out.getvalue()


def pdf(password: str = "") -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(300, 400))
        made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def aside(desk: Desk, name: str, content: bytes, reason: str) -> None:
    source = desk.home / "work" / "x"
    source.write_bytes(content)
    put_aside(source, desk.home / "quarantine", name, reason, desk.now)


def test_files_sent_lie_whole_in_the_inbox_under_their_own_names_and_are_taken(desk: Desk) -> None:
    files = [("files", ("หนังสือ ๑.pdf", pdf())), ("files", ("หนังสือ ๑.pdf", pdf())), ("files", ("ว่าง.pdf", b""))]
    page = plain(desk.client("clerk").fill("/intake/files", files=files))
    assert "รับแล้ว ๒ ไฟล์" in page and "ว่าง.pdf: ไฟล์ว่าง" in page
    names = sorted(path.name for path in (desk.home / "inbox").iterdir())
    assert names == ["หนังสือ ๑-2.pdf", "หนังสือ ๑.pdf"]
    taken, refused = take_whole_files(desk.home / "inbox", desk.home / "work", 0.0, moment=lambda: desk.now)
    assert (sorted(claim.name for claim in taken), refused) == (names, [])
    assert [subject for subject, _ in desk.told("desk-sent")][:2] == ["หนังสือ ๑.pdf", "หนังสือ ๑-2.pdf"]


@pytest.mark.parametrize(
    ("sent", "lies"),
    [
        ("../../secrets/login", "login"),
        ("C:\\scan\\งาน.pdf", "งาน.pdf"),
        (".ซ่อน.pdf", "ซ่อน.pdf"),
        ("~$ร่าง.docx", "ร่าง.docx"),
        ("ส่งแล้ว.pdf.part", "ส่งแล้ว.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
    ],
)
def test_a_name_from_outside_is_never_a_path_and_never_hidden(desk: Desk, sent: str, lies: str) -> None:
    drop(desk.home / "inbox", Sent(sent, io.BytesIO(b"x")))
    assert [path.name for path in (desk.home / "inbox").rglob("*")] == [lies]
    assert "<img src=x" not in desk.client("clerk").get("/intake/live").text


@settings(max_examples=150, deadline=None)
@given(name=st.text(max_size=300))
def test_whatever_the_name_the_watch_takes_the_file(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    inbox = tmp_path_factory.mktemp("inbox")
    drop(inbox, Sent(name, io.BytesIO(b"letter")))
    with opened(inbox) as root:
        (entry,) = entries(root)
    assert entry.reason is None and b"/" not in entry.path


def test_photos_of_one_letter_become_one_file_in_their_order(desk: Desk) -> None:
    colours = ["red", "green", "blue"]
    files = [("files", (f"IMG_{9 - place}.jpg", photo(colour))) for place, colour in enumerate(colours)]
    assert "รับแล้ว ๑ ไฟล์" in plain(desk.client("clerk").fill("/intake/files", files=files, one="1"))
    (claim,), _ = take_whole_files(desk.home / "inbox", desk.home / "work", 0.0, moment=lambda: desk.now)
    with zipfile.ZipFile(desk.home / "work" / claim.key / claim.file) as packed:
        assert [packed.read(name) for name in sorted(packed.namelist())] == [photo(colour) for colour in colours]
    joined = claim_members(desk.home / "work", claim, desk.home / "work" / claim.key / claim.file)
    assert (len(joined.claims), joined.lost) == (1, ())


def test_a_photo_that_is_none_keeps_the_whole_letter_out(desk: Desk) -> None:
    files = [("files", ("1.jpg", photo("red"))), ("files", ("2.jpg", b"MZ not a photo"))]
    assert "2.jpg: ไม่ใช่ภาพถ่าย" in plain(desk.client("clerk").fill("/intake/files", files=files, one="1"))
    assert list((desk.home / "inbox").iterdir()) == []


def test_too_many_files_are_refused_at_once(tmp_path: Path) -> None:
    (told,) = drop_all(tmp_path, [Sent("ก.pdf", io.BytesIO(b"x"))] * 201)
    assert "๒๐๐" in told.refused and list(tmp_path.iterdir()) == []


def test_each_file_of_the_day_tells_how_far_it_is(desk: Desk) -> None:
    inbox, work, office = desk.home / "inbox", desk.home / "work", next(iter(desk.office.profiles))
    drop(inbox, Sent("กำลังอ่าน.pdf", io.BytesIO(pdf())))
    take_whole_files(inbox, work, 0.0, moment=lambda: desk.now)
    drop(inbox, Sent("เพิ่งวาง.pdf", io.BytesIO(pdf())))
    aside(desk, "เปล่า.pdf", pdf(), "ทุกหน้าของไฟล์นี้ว่างเปล่า")
    (filed,) = desk.take(letter(), name="ร่างอยู่.pdf")
    (waits,) = desk.take(letter("มท ๐๓๐๙.๒/ว ๑๒", "การเลือกตั้ง"), name="รอ.pdf")
    desk.draft(waits)
    (sent,) = desk.take(letter("มท ๐๓๐๙.๒/ว ๑๓", "ภัยแล้ง"), name="ออก.pdf")
    desk.issue(sent)
    desk.take(letter("มท ๐๓๐๙.๒/ว ๑๓", "ภัยแล้ง"), name="ซ้ำ.pdf")
    (desk.home / "quarantine" / "เปล่า.pdf.txt").touch()
    stand = {one.name: one for one in fates(desk.archive, desk.home, office, desk.now.date())}
    assert {name: (one.steps, one.mark) for name, one in stand.items() if name not in ("เพิ่งวาง.pdf", "เปล่า.pdf")} == {
        "กำลังอ่าน.pdf": (1, Mark.MOVING),
        "ร่างอยู่.pdf": (2, Mark.MOVING),
        "รอ.pdf": (4, Mark.WAITS),
        "ออก.pdf": (4, Mark.DONE),
        "ซ้ำ.pdf": (2, Mark.DONE),
    }
    assert stand["เพิ่งวาง.pdf"].mark is Mark.MOVING
    assert stand["รอ.pdf"].letter_id == waits and "เลขรับ" in stand["รอ.pdf"].told and filed
    page = plain(desk.client("clerk").get("/intake/live").text)
    assert "ออกแล้ว ที่ สน ๐๐๑๘.๑/ว ๑" in page and "เคยรับแล้ว" in page


def test_a_held_file_shows_picture_and_reason_and_is_tried_again(desk: Desk) -> None:
    aside(desk, "จาง.pdf", pdf(), "ไฟล์นี้มีตัวพิมพ์แต่อ่านไม่ออก")
    clerk = desk.client("clerk")
    (held,) = held_files(desk.home / "quarantine")
    page = clerk.get("/intake")
    assert "ไฟล์นี้มีตัวพิมพ์แต่อ่านไม่ออก" in page.text and "๑๐.๓๐ น." in page.text
    picture = clerk.get("/intake/held/picture", params={"key": held.key})
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert "ส่ง จาง.pdf เข้าอ่านใหม่แล้ว" in plain(clerk.fill("/intake/held/again", key=held.key))
    assert [path.name for path in (desk.home / "inbox").iterdir()] == ["จาง.pdf"]
    assert list((desk.home / "quarantine").iterdir()) == []


def test_a_file_that_may_be_classified_is_shown_to_nobody_and_not_tried_again(desk: Desk) -> None:
    aside(desk, "ซอง.pdf", pdf(), SECRET.format(level="ลับมาก"))
    clerk = desk.client("clerk")
    (held,) = held_files(desk.home / "quarantine")
    assert clerk.get("/intake/held/picture", params={"key": held.key}).status_code == 404
    assert "ไม่แสดงภาพ" in clerk.get("/intake").text
    assert "ส่งอ่านใหม่จากหน้านี้ไม่ได้" in plain(clerk.fill("/intake/held/again", key=held.key))
    assert (desk.home / "quarantine" / "ซอง.pdf").exists()


def test_a_locked_pdf_is_opened_with_its_password_and_only_with_that(desk: Desk) -> None:
    aside(desk, "ล็อก.pdf", pdf("เปิดเถิด"), "ไฟล์ PDF ใส่รหัสผ่าน")
    clerk = desk.client("clerk")
    (held,) = held_files(desk.home / "quarantine")
    assert "รหัสผ่านไม่ถูกต้อง" in plain(clerk.fill("/intake/held/unlock", key=held.key, word="ผิด"))
    assert list((desk.home / "inbox").iterdir()) == []
    assert "เปิด ล็อก.pdf ได้แล้ว" in plain(clerk.fill("/intake/held/unlock", key=held.key, word="เปิดเถิด"))
    with pikepdf.open(desk.home / "inbox" / "ล็อก.pdf") as opened_file:
        assert len(opened_file.pages) == 1
    (after,) = held_files(desk.home / "quarantine")
    assert "นางสาวสมมุติ ใจดี" in after.done[0]
    assert not any("เปิดเถิด" in detail for _, detail in desk.told("desk-unlocked"))


def test_a_held_file_is_entered_by_hand_and_its_note_tells_the_number(desk: Desk) -> None:
    aside(desk, "ฝรั่ง.pdf", pdf(), "ข้อความในไฟล์นี้ไม่ใช่ภาษาไทย")
    clerk = desk.client("clerk")
    (held,) = held_files(desk.home / "quarantine")
    form = clerk.get("/registers/hand", params={"book": "received", "held": held.key}).text
    token = form.split('name="token" value="')[1].split('"')[0]
    told = clerk.fill(
        "/registers/hand", book="received", of="สน ๐๐๑๘.๑", token=token, subject="ขอเยี่ยมคารวะ", held=held.key
    )
    number = to_thai(desk.archive.register_rows("สน ๐๐๑๘.๑", "received", 2569)[-1].number)
    assert f"เลขรับ {number}" in plain(told)
    (after,) = held_files(desk.home / "quarantine")
    assert after.done == (f"ลงทะเบียนด้วยมือแล้ว เลข {number} ปี ๒๕๖๙ โดย นางสาวสมมุติ ใจดี",)


def test_a_key_leads_nowhere_but_to_what_lies_in_quarantine(desk: Desk) -> None:
    (desk.home / "secrets" / "login").write_text("secret", encoding="utf-8")
    clerk = desk.client("clerk")
    for key in ("", "..%2F..%2Fsecrets%2Flogin", "../work", "ไม่มี.pdf"):
        assert clerk.get("/intake/held/picture", params={"key": key}).status_code == 404
        data = {"form_token": clerk.form_token, "key": key}
        assert clerk.post("/intake/held/again", data=data).status_code in (404, 422, 500)
    assert (desk.home / "secrets" / "login").exists() and list((desk.home / "inbox").iterdir()) == []


def test_people_of_another_office_and_those_without_the_task_send_nothing(desk: Desk) -> None:
    for login in ("district", "admin"):
        browser = desk.client(login)
        data = {"form_token": browser.form_token}
        answer = browser.post("/intake/files", data=data, files=[("files", ("ก.pdf", b"x"))])
        assert answer.status_code == 403
    assert desk.client("district").get("/intake").status_code == 403
    assert list((desk.home / "inbox").iterdir()) == []
    assert {"district", "admin"} <= {subject for subject, _ in desk.told("desk-refused")}
