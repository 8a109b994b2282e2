"""Needs of a clerk's day that were still met by a command only: many at once, the year's first number, own letters, signed copies."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cascade_cases import incoming
from clerk_desk import NOW, PROVINCE, Browser, letter, plain
from clerk_desk import Desk as ClerkDesk
from desk_cases import Desk, form_token
from docx import Document
from review_cases import CHIEF, OFFICE
from seam_house import letter_text
from test_collected import word

from circulars.archive import Recipient
from circulars.archive.export.verify import verify
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.shelves.entered.by_hand import HandEntry, enter_by_hand
from circulars.archive.shelves.outcomes import DECIDED, Outcome
from circulars.dispatch.keeping.copies import Judge, copies_kept, copies_waiting
from circulars.dispatch.keeping.signed import confirm_copy
from circulars.documents.pages.pdf import to_pdf
from circulars.letter.reference import parse_reference
from circulars.review import Verdict
from circulars.review.key import ReviewKey
from circulars.thai.digits import to_thai
from circulars.triage.step import Step

OF = PROVINCE.code


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="module")
def clerks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClerkDesk]:
    made = ClerkDesk(tmp_path_factory.mktemp("needs"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def clerk(clerks: ClerkDesk) -> Browser:
    return clerks.client("clerk")


def undrafted(desk: Desk, place: int, step: Step) -> str:
    """A letter that waits without a draft, with what is proposed."""
    archive = desk.office.archive
    letter_id = desk.office.receive(incoming(number=f"มท ๐๓๙๙/ว ๙{to_thai(place)}", subject=f"เรื่องที่ {to_thai(place)}"))
    archive.save_proposal(letter_id, OFFICE, Outcome(step, action="ทราบ รวมเรื่อง" if step is Step.NOTE else ""))
    record = DraftRecord.without_draft(archive.load_letter(letter_id).letter, desk.office.now.date())
    archive.save_draft(letter_id, ReviewKey(OFFICE, "none"), record, b"", None)
    return letter_id


def test_many_are_noted_by_one_code_and_what_is_more_than_a_note_waits_on(desk: Desk) -> None:
    notes = [undrafted(desk, place, Step.NOTE) for place in (1, 2, 3)]
    other = undrafted(desk, 4, Step.ACT)
    chief = desk.entered("chief")
    assert "/at-once" in chief.get("/").text
    page = chief.get("/at-once").text
    assert all(f'value="{one}"' in page for one in (*notes, other))
    sent = {"form_token": form_token(page), "of": OFFICE, "how": "note", "ids": [*notes, other]}
    chief.post("/at-once", data={**sent, "code": "000000"})
    assert not [one for one in notes if desk.office.archive.outcome_of(one, OFFICE).state == DECIDED]  # type: ignore[union-attr]
    answer = chief.post("/at-once", data={**sent, "code": desk.office.code()})
    told = plain(chief.get(answer.headers["location"]).text)
    assert "ทราบแล้ว ๓ ฉบับ" in told and "ระบบเสนอให้" in told
    for one in notes:
        known = desk.office.archive.outcome_of(one, OFFICE)
        assert known is not None and (known.state, known.by, known.outcome.step) == (DECIDED, CHIEF, Step.NOTE)
        (draft,) = desk.office.archive.drafts_of(one, ReviewKey(OFFICE, "none"))
        kept = desk.office.archive.load_decision(draft.id, 1)
        assert kept is not None and kept.final and kept.verdict is Verdict.DROP
    assert [one.letter_id for one in desk.office.archive.reviews_waiting({OFFICE})] == [other]
    assert len(desk.events("approval-refused")) == 1
    assert desk.entered("clerk").get("/at-once").status_code == 403


@pytest.mark.parametrize(
    ("unit", "other", "to"), [("กลุ่มงานปกครอง", "", "กลุ่มงานปกครอง"), ("", "นางสมมุติ  รับงาน", "นางสมมุติ รับงาน")]
)
def test_many_are_assigned_to_a_unit_or_a_person_with_a_day(desk: Desk, unit: str, other: str, to: str) -> None:
    desk.office.enrol()
    place = 10 if unit else 20
    ids = [undrafted(desk, place, Step.NOTE), undrafted(desk, place + 1, Step.ACT)]
    chief = desk.entered("chief")
    sent = {"form_token": form_token(chief.get("/at-once").text), "of": OFFICE, "how": "assign", "ids": ids}
    bad = {**sent, "unit": unit, "other": other, "due": "๓๑ กุมภาพันธ์ ๒๕๗๐", "code": desk.office.code()}
    assert "วันที่" in plain(chief.get(chief.post("/at-once", data=bad).headers["location"]).text)
    nobody = {**sent, "due": "๑๘ ธันวาคม ๒๕๖๙", "code": desk.office.code()}
    assert "ใคร" in plain(chief.get(chief.post("/at-once", data=nobody).headers["location"]).text)
    answer = chief.post("/at-once", data={**bad, "due": "๑๘ ธันวาคม ๒๕๖๙"})  # the code was not spent by either
    assert f"มอบ{to}แล้ว ๒ ฉบับ" in plain(chief.get(answer.headers["location"]).text)
    for one in ids:
        known = desk.office.archive.outcome_of(one, OFFICE)
        assert known is not None
        outcome = known.outcome
        assert (outcome.step, outcome.unit, str(outcome.due)) == (Step.ASSIGN, to, "2026-12-18")
        assert to in outcome.minute and outcome.action == f"มอบ{to}"
    left = {**bad, "due": "", "code": desk.office.code()}
    assert "ไม่ได้รอคำตอบแล้ว" in plain(chief.get(chief.post("/at-once", data=left).headers["location"]).text)


def test_a_letter_without_a_draft_asks_first_what_becomes_of_it_with_the_minute_ready(desk: Desk) -> None:
    letter_id = undrafted(desk, 30, Step.ACT)
    page = desk.entered("chief").get(f"/letters/{letter_id}", params={"of": OFFICE, "step": "none"}).text
    form = page.split('class="decide"', 1)[1]
    assert form.index('name="becomes_step"') < form.index('name="code"') < form.index('value="ไม่ส่งต่อ"')
    assert form.index('name="becomes_minute"') < form.index('class="main"')


def test_the_years_first_number_follows_the_paper_and_is_given_once(clerks: ClerkDesk, clerk: Browser) -> None:
    assert "ปีนี้ทะเบียนยังว่าง" in clerk.get("/registers", params={"book": "circular"}).text
    begin = {"of": OF, "book": "circular"}
    for wrong in ("ศูนย์", "0", "-3", ""):
        assert "เลข" in plain(clerk.fill("/registers/year", **begin, last=wrong))
    assert clerks.archive.register_rows(OF, "circular", 2569) == ()
    assert "เลขถัดไปของปี ๒๕๖๙ คือ ๔๑๓" in plain(clerk.fill("/registers/year", **begin, last="๔๑๒"))
    clerk.fill("/registers/year", **begin, last="412")  # pressed twice
    assert "มีเลขแล้ว" in plain(clerk.fill("/registers/year", **begin, last="500"))
    (row,) = clerks.archive.register_rows(OF, "circular", 2569)
    assert (row.number, row.subject, row.letter_id) == (412, "เลข ๑ ถึง ๔๑๒ อยู่ในทะเบียนกระดาษ", None)
    assert clerks.archive.register_state(OF, "circular", 2569, 413).last == 412
    assert "ปีนี้ทะเบียนยังว่าง" not in clerk.get("/registers", params={"book": "circular"}).text
    assert [subject for subject, _ in clerks.told("year-begun")] == [f"{OF} 412/2569"]
    assert clerks.client("district").post(
        "/registers/year", data={"form_token": "", **begin, "last": "5"}
    ).status_code == 403  # fmt: skip
    assert verify(clerks.archive) == ()


OWN = {
    "of": OF,
    "kind": "หนังสือภายนอก",
    "urgency": "ด่วน",
    "subject": "ขอเชิญร่วมปลูกต้นไม้",
    "addressee": "นายอำเภอ ทุกอำเภอ",
    "body": "ด้วยจังหวัดสกลนครจะปลูกต้นไม้\n\n๑. เตรียมกล้าไม้\n\n๒. แจ้งผู้เข้าร่วม",
    "purpose": "จึงเรียนมาเพื่อโปรดพิจารณา",
    "token": "own-letter-1",
}


def words(content: bytes) -> str:
    """The text of a docx, boxes and tables too."""
    made = Document(io.BytesIO(content))
    return " ".join(node.text or "" for node in made.element.body.iter() if node.tag.endswith("}t"))


def test_an_own_letter_is_seen_in_word_then_numbered_once(clerks: ClerkDesk, clerk: Browser) -> None:
    assert 'name="body"' in clerk.get("/registers/own").text
    sent = {"form_token": clerk.form_token, **OWN}
    empty = clerk.post("/registers/own", data={**sent, "addressee": " "})
    assert empty.status_code == 400 and "กรุณาพิมพ์ เรียน" in plain(empty.text) and "ปลูกต้นไม้" in empty.text
    draft = clerk.post("/registers/own", data={**sent, "how": "word"})
    assert "ขอเชิญร่วมปลูกต้นไม้" in words(draft.content) and "เตรียมกล้าไม้" in words(draft.content)
    assert clerks.archive.register_rows(OF, "sent", 2569) == ()
    for _ in range(2):
        made = clerk.post("/registers/own", data={**sent, "how": "number"})
        assert f"{OF}/๑" in words(made.content) and "๒๓ พฤศจิกายน ๒๕๖๙" in words(made.content)
    (row,) = clerks.archive.register_rows(OF, "sent", 2569)
    assert (row.number, row.subject, row.recipient, row.dated) == (1, OWN["subject"], OWN["addressee"], "2026-11-23")
    assert parse_reference(row.reference).running == "1"


def test_an_answer_names_the_letter_and_a_reminder_those_who_are_silent(clerks: ClerkDesk, clerk: Browser) -> None:
    (came,) = clerks.take(letter("มท ๐๓๐๙.๒/ว ๗๑", "การสำรวจสะพาน"), name="สะพาน.pdf")
    answer = clerk.get("/registers/own", params={"answer": came, "of": OF}).text
    assert "หนังสือกรมตัวอย่าง ที่ มท ๐๓๐๙.๒/ว ๗๑ ลงวันที่ ๑๖ พฤศจิกายน ๒๕๖๙" in answer
    assert "อธิบดีกรมตัวอย่าง" in answer
    sent = clerks.issue(came, Recipient("นายอำเภอกุสุมาลย์"), Recipient("นายอำเภอพังโคน"))
    clerks.archive.acknowledge(sent.letter_id, "นายอำเภอพังโคน", "โทรศัพท์", answered=True)
    assert f"remind={sent.letter_id}" in clerk.get("/follow/letter", params={"id": sent.letter_id}).text
    page = clerk.get("/registers/own", params={"remind": sent.letter_id}).text
    typed = page.split('id="o-addressee"', 1)[1].split("</textarea>", 1)[0]
    table = clerk.get("/follow/collected", params={"id": sent.letter_id}).text
    assert "นายอำเภอกุสุมาลย์</p>" in table and f"report={sent.letter_id}" in table
    given = {"id": sent.letter_id, "recipient": "นายอำเภอกุสุมาลย์"}
    files = {"table": ("ก.docx", io.BytesIO(word([("๑", "ก", "๑๒", "๕")])))}
    table = plain(clerk.fill("/follow/collected", files=files, **given))
    assert "๑๒" in table and "ไฟล์ ก.docx นำเข้าโดย" in table and "ตอบครบทุกแห่ง" in table
    assert clerk.get("/follow/collected/sheet", params={"id": sent.letter_id}).content.startswith(b"PK")
    report = clerk.get("/registers/own", params={"report": sent.letter_id, "of": OF}).text
    assert "ได้รวบรวมคำตอบ ๒ แห่ง จาก ๒ แห่ง" in report and "[กรอก]" in report
    for place in (f"/follow/collected?id={sent.letter_id}", f"/follow/collected/sheet?id={sent.letter_id}"):
        assert clerks.client("district").get(place).status_code == 403
    assert "นายอำเภอกุสุมาลย์" in typed and "พังโคน" not in typed
    assert "ติดตาม การสำรวจสะพาน" in page and "ภายในวันที่ ๒๐ พฤศจิกายน ๒๕๖๙" in page and "ล่วงเลยกำหนดแล้ว" in page
    stranger = clerks.client("district")
    assert stranger.get("/registers/own", params={"answer": came}).status_code == 403
    clerks.now = NOW


def printed(number: str, subject: str) -> bytes:
    """A page of a letter as another program prints it, with a text layer."""
    text = letter_text("๑", subject).replace("มท ๐๓๐๙.๒/ว ๑", number).replace("๑๖ พฤศจิกายน", "๒๓ พฤศจิกายน")
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    (made,) = to_pdf([out.getvalue()])
    return made


def test_a_signed_copy_is_judged_and_a_letter_entered_by_hand_is_known_by_number_day_and_subject(
    clerks: ClerkDesk, clerk: Browser
) -> None:
    (came,) = clerks.take(letter("มท ๐๓๐๙.๒/ว ๗๒", "การตรวจฝาย"), name="ฝาย.pdf")
    entry = HandEntry("sent", dated=clerks.now.date(), subject="การตรวจฝายน้ำล้นในพื้นที่อำเภอ")
    made = enter_by_hand(clerks.archive, PROVINCE, entry, "ก", "a-token-of-1")
    ours, copy = made.letter_id, printed(made.reference, entry.subject)
    assert ours is not None
    clerks.office = replace(clerks.office, judge=lambda: Judge((OF,), (), "thai", clerks.home / "outbox"))
    clerks.app.state.office = clerks.office

    def attach(letter_id: str, content: bytes, name: str = "ลงนาม.pdf") -> str:
        place = f"/letters/{letter_id}/signed"
        return plain(clerk.fill(place, files={"signed_copy": (name, io.BytesIO(content))}))

    assert "ต้องเป็น PDF" in attach(ours, b"MZ program")
    assert "เฉพาะหนังสือที่สำนักงานนี้ออก" in attach(came, copy)
    assert "ไม่ใช่สำเนาของหนังสือฉบับนี้" in attach(ours, printed(made.reference, "การจัดงานประจำปีและงานกาชาด"))
    assert "รอผู้ตรวจยืนยัน" in attach(ours, copy) and not copies_kept(clerks.archive, ours)
    (waiting,) = copies_waiting(clerks.archive, ours)
    confirm_copy(clerks.archive, ours, waiting, "นายสมมุติ หัวหน้า")
    assert "แนบไว้แล้ว" in attach(ours, copy, "อีกครั้ง.pdf")
    got = clerk.get(f"/letters/{ours}/signed/0")
    assert got.content == copy and got.headers["content-disposition"].startswith("attachment")
    assert clerk.get(f"/letters/{ours}/signed/7").status_code == 404
    assert clerks.client("district").get(f"/letters/{ours}/signed/0").status_code == 403
    assert "นายสมมุติ หัวหน้า" in clerk.get(f"/letters/{ours}").text
    assert verify(clerks.archive) == ()
