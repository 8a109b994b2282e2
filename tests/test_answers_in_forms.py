"""A filled form of ours that comes back without a letter: its sender's answer where that is sure, else one click; never lost."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from claimed import claim_bytes
from clerk_desk import NOW, PROVINCE, Desk, letter, plain
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from dispatch_cases import CLERK, OFFICE, Sender, address, districts, listed
from docx import Document
from review_cases import Office

from circulars.archive import IssuedLetter
from circulars.archive.shelves.entered.answer_tables import tables_brought
from circulars.desk.clerk.following.collecting import collected
from circulars.desk.clerk.following.forms import (
    Whose,
    keep_form,
    keep_slip,
    named_in,
    proposed,
    told_of,
    whose_by_mail,
    whose_by_pages,
)
from circulars.dispatch.keeping.copies import Judge
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.signing.qr.code import code_of, write_code
from circulars.extraction.refusal import CAUSES, NO_HEAD, SECRET_CODE, Refusal
from circulars.intake.claims import Claim
from circulars.intake.quarantine import put_aside
from circulars.letter.page import Box, Code, Page, text_page
from circulars.mailbox.box import ledger_folder
from circulars.mailbox.ledger import Ledger, Record, State, record_of_claim
from flows.receiving.mailboxes.forms import answer_in_form

KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
KEYS = {"จังหวัดสกลนคร": KEY.public_key()}
TABLE = "ลำดับ      ตำบล      จำนวน\n๑      นาแก้ว      ๑๒\n๒      ดงชน      ๗\n๓      ม่วงลาย      ๑๙"


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    made = Sender(tmp_path / "office")
    listed(made.home)
    yield made
    made.archive.close()


def form(head: str, code: str = "") -> tuple[Page, ...]:
    page = text_page(f"แบบรายงานแหล่งน้ำ\n{head}\n{TABLE}")
    return (replace(page, codes=(Code(code, "QRCode", Box(0, 0, 9, 9)),)) if code else page,)


def whose(sender: Sender, head: str, code: str = "") -> Whose | None:
    return whose_by_pages(sender.archive, form(head, code), [OFFICE], KEYS)


DATED = "ตามหนังสือจังหวัดสกลนคร ที่ สน ๐๐๑๘.๑/ว ๑ ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙"


@pytest.mark.parametrize(
    ("head", "place", "sure"),
    [
        (f"{DATED}\nอำเภอพังโคน", 4, True),
        (f"{DATED}\nผู้รายงาน นายอำเภอพังโคน", 4, True),
        ("ที่ สน 0018.1/ว 1 ลว. 23/11/2569 หน่วยงาน อำเภอ พังโคน", 4, True),
        (f"{DATED} (จาก อำเภอบ้านม่วง)", 9, True),
        ("ที่ สน ๐๐๑๘.๑/ว ๑\nอำเภอพังโคน", 4, False),  # a digit misread would be another letter's
        ("ที่ สน ๐๐๑๘.๑/ว ๑ ลงวันที่ ๒๔ พฤศจิกายน ๒๕๖๙ อำเภอพังโคน", 4, False),
        (f"{DATED}\nอำเภอ", None, False),
        (f"{DATED}\nอำเภอพังโคน อำเภอกุดบาก", None, False),
        (f"ใบรับหนังสือ จังหวัดสกลนคร\n{DATED}\nนายอำเภอพังโคน", 4, False),
        (f"สมุดส่งหนังสือ\n{DATED}\nนายอำเภอพังโคน", 4, False),
    ],
)
def test_what_a_form_says_of_itself_binds_it_or_proposes_it(
    sender: Sender, head: str, place: int | None, *, sure: bool
) -> None:
    issued = sender.issue(districts())
    assert whose(sender, head) == Whose(issued.letter_id, place, sure=sure)
    assert proposed(sender.archive, f"อ่านได้ {told_of(sender.archive, Whose(issued.letter_id, place))} ท้าย") == Whose(
        issued.letter_id, place
    )


@pytest.mark.parametrize(
    "head",
    [
        "อำเภอพังโคน",
        "ที่ สน ๐๐๑๘.๑/ว ๗ ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙ อำเภอพังโคน",
        "ที่ มท ๐๓๐๙.๒/ว ๑ ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙ อำเภอพังโคน",
        "ที่ สน ๐๐๑๘.๒/ว ๑ ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙ อำเภอพังโคน",
        f"{DATED} และที่ สน ๐๐๑๘.๑/ว ๒ ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙ อำเภอพังโคน",
    ],
)
def test_what_names_no_letter_of_ours_or_two_is_nobodys(sender: Sender, head: str) -> None:
    sender.issue(districts())
    sender.issue(districts(), "การสำรวจฝาย")
    assert whose(sender, head) is None


def test_a_good_code_names_the_letter_and_a_second_answer_is_only_proposed(sender: Sender) -> None:
    issued = sender.issue(districts())
    ours = code_of(sender.archive.load_letter(issued.letter_id).letter)
    assert whose(sender, "อำเภอส่องดาว", write_code(ours, KEY)) == Whose(issued.letter_id, 12, sure=True)
    assert whose(sender, "อำเภอส่องดาว", write_code(ours, OTHER)) is None  # a stranger's signature
    assert whose(sender, "อำเภอส่องดาว", write_code(replace(ours, dated=dt.date(2026, 11, 22)), KEY)) is None
    bound = Whose(issued.letter_id, 12, sure=True)
    keep_form(sender.archive, bound, b"a scan", form("อำเภอส่องดาว"), "แบบ.pdf", "ระบบ")
    again = whose(sender, "อำเภอส่องดาว", write_code(ours, KEY))
    assert again == Whose(issued.letter_id, 12)


def test_its_tables_are_collected_with_their_sender_and_a_slip_answers_nothing(sender: Sender) -> None:
    issued, archive = sender.issue(districts(3)), sender.archive
    for _ in range(2):
        keep_form(archive, Whose(issued.letter_id, 1), b"a scan", form("อำเภอกุสุมาลย์"), "แบบ ๑.pdf", CLERK)
    keep_slip(archive, Whose(issued.letter_id, 2), b"a slip", form("ใบรับหนังสือ"), "ใบรับ.jpg", CLERK)
    found = collected(archive, issued.letter_id)
    assert {row.title for row in found.rows} == {"นายอำเภอกุสุมาลย์"} and len(found.rows) == 3
    assert [row.cells[-1].text for row in found.rows] == ["๑๒", "๗", "๑๙"]
    assert found.missing == ("นายอำเภอเมืองสกลนคร", "นายอำเภอกุดบาก")
    first, second, third = archive.deliveries(issued.letter_id)
    assert second.answered and not third.answered and third.acknowledged and not first.reached
    assert len(tables_brought(archive, issued.letter_id)) == 1


def test_of_a_name_within_another_the_longer_is_meant(sender: Sender) -> None:
    issued: IssuedLetter = sender.issue(districts(2))
    one, two = sender.archive.deliveries(issued.letter_id)
    schools = [replace(one, title="โรงเรียนบ้านหนอง"), replace(two, title="โรงเรียนบ้านหนองแวง")]
    assert named_in("จาก โรงเรียนบ้านหนองแวง", schools) == schools[1:]
    assert named_in("จาก โรงเรียนบ้านหนอง ตำบลดงชน", schools) == schools[:1]
    assert named_in("โรงเรียนบ้านหนองแวง และโรงเรียนบ้านหนอง", schools) == schools


@pytest.mark.parametrize(
    ("writer", "bound"), [(address(3), True), (address(3).upper(), True), (address(2), False), ("", False)]
)
def test_a_form_in_a_reply_is_that_of_whom_the_letter_went_to(sender: Sender, writer: str, *, bound: bool) -> None:
    issued = sender.issue(districts())
    assert sender.queue(issued) == 18
    about = sender.archive.standing_of(issued.letter_id)[3].message_id
    folder = sender.home / "mail"
    record = Record(
        "20261123-100000-0123456789abcdef", "saraban", 1, (1,), "<a@b>", "ส่งแบบ", writer, State.CLAIMED, about=(about,)
    )
    Ledger(folder).write(record)
    known = record_of_claim(folder, f"{record.key}-001")
    assert known == record and record_of_claim(folder, "20261123-100000-abcdef12") is None
    expected = Whose(issued.letter_id, 3, sure=True) if bound else None
    assert whose_by_mail(sender.archive, known) == expected
    assert whose_by_mail(sender.archive, replace(record, about=("<unknown@x>",))) is None


def came(sender: Sender, name: str, content: bytes) -> tuple[Claim, Path]:
    claim = claim_bytes(sender.home / "work", name, content, NOW, "test")
    return claim, sender.home / "work" / claim.key / claim.file


NO_LETTER = Refusal(NO_HEAD.code, "ไม่ใช่หน้าหนังสือ")


@pytest.mark.parametrize(
    ("head", "refused", "kept", "says"),
    [
        (f"{DATED}\nอำเภอพังโคน", NO_LETTER, True, "ของ นายอำเภอพังโคน เก็บเป็นคำตอบแล้ว"),
        ("ที่ สน ๐๐๑๘.๑/ว ๑\nอำเภอพังโคน", NO_LETTER, False, "นายอำเภอพังโคน"),  # less than sure: one click
        ("อำเภอพังโคน", NO_LETTER, False, ""),
        *((f"{DATED}\nอำเภอพังโคน", Refusal(one.code, "…"), False, "") for one in CAUSES if one is not NO_HEAD),
        (f"{DATED}\nอำเภอพังโคน", Refusal(SECRET_CODE, "ลับ"), False, ""),
    ],
)
def test_the_intake_keeps_only_what_is_surely_an_answer_and_nothing_unread_or_secret(
    tmp_path: Path, head: str, refused: Refusal, *, kept: bool, says: str
) -> None:
    office = Office(tmp_path, NOW)
    sender = Sender.over(office.archive, tmp_path)
    issued = sender.issue(districts())
    claim, file = came(sender, "แบบ.pdf", b"a scan")
    told = answer_in_form(office.settings, office.archive, claim, file, form(head), refused)
    assert told[1] is kept
    assert says in told[0] and bool(told[0]) is bool(says)
    assert [bool(one.answered) for one in office.archive.deliveries(issued.letter_id)] == [
        kept and place == 4 for place in range(18)
    ]
    office.archive.close()


@pytest.mark.parametrize(("writer", "kept"), [(address(3), True), (address(2), False)])
def test_the_intake_keeps_a_form_that_came_in_reply_and_says_from_whom(
    tmp_path: Path, writer: str, *, kept: bool
) -> None:
    office = Office(tmp_path, NOW)
    listed(tmp_path)
    sender = Sender.over(office.archive, tmp_path)
    issued = sender.issue(districts())
    sender.queue(issued)
    about = office.archive.standing_of(issued.letter_id)[3].message_id
    claim, file = came(sender, "แบบ.pdf", b"a scan")
    key = "20261123-100000-0123456789abcdef"
    record = Record(key, "saraban", 1, (1,), "<a@b>", "ส่งแบบ", writer, State.CLAIMED, about=(about,))
    Ledger(ledger_folder(tmp_path)).write(record)
    part = replace(claim, key=f"{key}-001")  # as the mailbox names the parts of a mail
    told, was_kept = answer_in_form(office.settings, office.archive, part, file, form("ไม่มีหัว"), NO_LETTER)
    assert was_kept is kept
    assert ("นายอำเภอพรรณานิคม" in told) is kept
    assert [bool(one.answered) for one in office.archive.deliveries(issued.letter_id)].count(True) == int(kept)
    office.archive.close()


def printed_form(head: str) -> bytes:
    document = Document()
    for line in ("แบบรายงานแหล่งน้ำ", head):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for row in TABLE.splitlines():
        for cell, text in zip(table.add_row().cells, row.split("      "), strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    (made,) = to_pdf([out.getvalue()])
    return made


def test_the_desk_takes_a_held_form_by_one_click_or_by_number_and_refuses_letters(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    desk.office = replace(desk.office, judge=lambda: Judge((PROVINCE.code,), (), "thai", desk.home / "outbox"))
    desk.app.state.office = desk.office
    (came,) = desk.take(letter(), name="ต้นเรื่อง.pdf")
    sent = desk.issue(came)
    quarantine, clerk = desk.home / "quarantine", desk.client("clerk")

    def held(name: str, reason: str) -> str:
        file = tmp_path / name
        file.write_bytes(printed_form("อำเภอกุสุมาลย์"))
        put_aside(file, quarantine, name, reason, NOW)
        page: str = clerk.get("/intake").text.split(f"<h3>{name}</h3>", 1)[1].split("</li>", 1)[0]
        assert "นับเป็นคำตอบ" in page or "เป็นคำตอบหนังสือของเรา" in page
        return page

    whose_form = Whose(sent.letter_id, 0)
    page = held("แบบ ๑.pdf", told_of(desk.archive, whose_form))
    assert 'value="0" selected' in page and 'value="answer"' in page  # one click
    key = page.split('name="key" value="', 1)[1].split('"', 1)[0]
    told = plain(clerk.fill("/intake/held/answer", key=key, id=sent.letter_id, place="0", how="answer"))
    assert "นับเป็นคำตอบของ นายอำเภอกุสุมาลย์" in told
    assert desk.archive.deliveries(sent.letter_id)[0].answered
    assert [row.cells[-1].text for row in collected(desk.archive, sent.letter_id).rows] == ["๑๒", "๗", "๑๙"]
    assert "นับเป็นคำตอบของ นายอำเภอกุสุมาลย์" in plain(clerk.get("/intake").text)  # the file stays, told as dealt with

    page = held("แบบ ๒.pdf", "อ่านข้อความได้ แต่ไม่ใช่หน้าหนังสือ")
    place = page.split('href="', 2)[-1].split('"', 1)[0].replace("&amp;", "&") if "answer?key" in page else ""
    open_ones = clerk.get(place).text
    assert sent.letter_id in open_ones
    for asked in ({"number": sent.reference}, {"id": sent.letter_id}):
        assert "นายอำเภอทดลอง" in clerk.get(f"{place}&{'&'.join(f'{k}={v}' for k, v in asked.items())}").text
    assert "ไม่พบ" in plain(clerk.get(f"{place}&number=9999").text)
    slip = plain(
        clerk.fill(
            "/intake/held/answer", key=unquote(place.partition("key=")[2]), id=sent.letter_id, place="1", how="slip"
        )
    )
    assert "นับเป็นใบรับของ นายอำเภอทดลอง" in slip
    assert not desk.archive.deliveries(sent.letter_id)[1].answered
    other = desk.client("district")
    data = {"form_token": other.form_token, "key": key, "id": sent.letter_id, "place": "0"}
    assert other.post("/intake/held/answer", data=data).status_code == 403
    desk.close()
