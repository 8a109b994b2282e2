"""What is answered on the page of a letter: the very values that Prefect's form gives, weighed by the same rule."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from cascade_cases import incoming
from desk_cases import DISTRICT, Desk, fields_of, form_token, page_of, ticks_of
from review_cases import CHIEF, OFFICE

from circulars.archive.shelves.outcomes import Outcome
from circulars.desk.review.sheet import OVERRIDE, read_values
from circulars.letter.doubt import UNCLEAR, WITNESSES_DIFFER, sentence_of
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Cell, Table, Urgency
from circulars.review import Decision, Verdict, blocks_of
from circulars.triage.step import Step
from flows.reviewing.screen.sheets import sheet_of


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("deciding"))


class Opened:
    """The page of a new letter in its reviewer's browser."""

    def __init__(self, desk: Desk, number: str, **changes: object) -> None:
        self.desk = desk
        letter = replace(incoming(number=f"มท ๐๓๙๙/ว {number}"), **changes)  # type: ignore[arg-type]
        self.letter_id = desk.office.receive(letter)
        self.case = desk.office.case(self.letter_id)
        self.browser = desk.entered("chief")
        desk.answers.clear()
        self.page = self.browser.get(page_of(self.letter_id)).text

    def send(self, verdict: Verdict | str, **typed: object) -> int:
        """Press a button with these fields typed; the status of the answer."""
        sent = {**fields_of(self.page), "keep": ticks_of(self.page), "verdict": str(verdict), **typed}
        answer = self.browser.post(page_of(self.letter_id, "/answer"), data=sent)
        self.told = answer.text
        return int(answer.status_code)


def test_an_untouched_page_approves_exactly_what_prefects_form_would(desk: Desk) -> None:
    opened = Opened(desk, "๑")
    code = desk.office.code()
    assert opened.send(Verdict.APPROVE, code=code) == 303
    ((letter_id, key, values),) = desk.answers
    assert (letter_id, key.office) == (opened.letter_id, opened.case.profile.office.code)
    assert values == {"verdict": "อนุมัติ", "mark": opened.case.mark, "reviewer": CHIEF, "code": code}
    by_desk = read_values(values, sheet_of(desk.office.settings, opened.case))
    by_form = desk.office.typed(opened.case, verdict="อนุมัติ", reviewer=CHIEF, code=code)
    assert by_desk == replace(by_form, left_out=())
    decision = desk.office.answer(opened.case, by_desk)
    assert decision.final
    assert decision.signer == CHIEF


def test_after_an_answer_the_page_waits_and_takes_no_second_one(desk: Desk) -> None:
    opened = Opened(desk, "๒")
    assert opened.send(Verdict.CORRECT, read_subject="เรื่องที่แก้แล้ว") == 303
    assert desk.answers[0][2]["read_subject"] == "เรื่องที่แก้แล้ว"
    page = opened.browser.get(page_of(opened.letter_id)).text
    assert "รับคำตอบแล้ว" in page
    assert 'name="verdict"' not in page.replace('class="first" name="verdict"', "")
    assert opened.send(Verdict.CORRECT) == 409
    assert len(desk.answers) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"verdict": "อนุมัติ"}, "รหัสยืนยัน"),
        ({"verdict": ""}, "ยังไม่ได้เลือกผลการตรวจ"),
        ({"verdict": "ส่งคืนเจ้าหน้าที่", "code": "111111"}, "หมายเหตุ"),
        ({"verdict": "ไม่ส่งต่อ", "code": "111111", "becomes_step": "(เลือกว่าทำอย่างไร)"}, "ยังไม่ได้เลือกว่าเรื่องนี้ทำอย่างไร"),
        (
            {"verdict": "ไม่ส่งต่อ", "code": "111111", "becomes_step": "ทราบ ไม่ส่งต่อ", "becomes_due": "๓๑ กุมภาพันธ์ ๒๕๖๗"},
            "กำหนด",
        ),
        ({"verdict": "อนุมัติ", "code": "111111", "read_subject": "แก้พร้อมกับอนุมัติ"}, "แก้ไขแล้วตรวจใหม่"),
        ({"verdict": "แก้ไขแล้วตรวจใหม่", "read_date_be": "๓๑ กุมภาพันธ์ ๒๕๖๗"}, "ลงวันที่"),
        ({"verdict": "อนุมัติ", "code": "111111", "number": "สี่"}, "เลข"),
        ({"verdict": "อนุมัติ", "code": "111111", "mark": "9-000000000000"}, "ร่างเปลี่ยนไปแล้ว"),
    ],
)
def test_what_would_be_refused_is_told_at_once_and_nothing_typed_is_lost(
    desk: Desk, typed: dict[str, str], told: str
) -> None:
    opened = Opened(desk, "๓", subject=Field(f"เรื่อง {typed}"))
    kept = {"remark": "" if "หมายเหตุ" in told else "ที่พิมพ์ไว้ไม่หาย"}
    assert opened.send(**{**typed, **kept}) == 409
    assert told in opened.told
    assert not desk.answers
    if kept["remark"]:
        assert kept["remark"] in opened.told
    if "read_subject" in typed:
        assert typed["read_subject"] in opened.told


def test_a_tick_taken_away_leaves_that_recipient_out(desk: Desk) -> None:
    opened = Opened(desk, "๔")
    ticks = ticks_of(opened.page)
    assert len(ticks) == len(opened.case.record.recipients) > 2
    assert opened.send(Verdict.CORRECT, keep=ticks[1:-1]) == 303
    assert desk.answers[0][2]["left_out"].splitlines() == [ticks[0], ticks[-1]]
    sheet = sheet_of(desk.office.settings, opened.case)
    desk.office.answer(opened.case, read_values(desk.answers[0][2], sheet))
    assert len(desk.office.case(opened.letter_id).record.recipients) == len(ticks) - 2


def test_each_block_needs_its_own_reason_in_this_very_answer(desk: Desk) -> None:
    opened = Opened(desk, "๕", subject=Field("การทดสอบ").doubt(UNCLEAR()), dated=Field(None))
    blocks = blocks_of(opened.case.record.findings)
    assert any(one.never for one in blocks)
    shown = re.findall(rf'name="{OVERRIDE}([0-9a-f]+)"', opened.page)
    assert shown == [one.key for one in blocks if not one.never]
    assert opened.send(Verdict.APPROVE, code="123456", remark="ตรวจต้นฉบับแล้วทุกข้อ") == 409
    assert "ยืนยันแทนไม่ได้" in opened.told
    assert not desk.answers
    assert desk.events("approval-refused")[-1]["draft"] == opened.case.docx_sha256


def test_doubted_fields_stand_first_with_the_reason_beside_them(desk: Desk) -> None:
    cells = ((Cell("อำเภอ"), Cell("จำนวน")), (Cell("กุดบาก"), Cell("๑๒", doubts=(WITNESSES_DIFFER(),))))
    table = Field(Table(cells), Evidence(2, None, "", 1.0, "table.cells", "test"))
    opened = Opened(desk, "๖", sender_agency=Field("กรมการปกครอง").doubt(UNCLEAR()), tables=(table,))
    doubts, others = opened.page.index('id="f-sender_agency"'), opened.page.index('id="f-reference_number"')
    assert doubts < opened.page.index('class="decide"')
    assert doubts < others
    assert sentence_of(UNCLEAR()) in opened.page[doubts:others]
    assert '<th scope="col">จำนวน</th>' in opened.page and '<td class="doubted">๑๒' in opened.page
    assert sentence_of(WITNESSES_DIFFER()) in opened.page[opened.page.index('<td class="doubted">๑๒') :]


def test_a_draft_edited_in_word_is_put_back_and_seen_by_the_next_round(desk: Desk) -> None:
    opened = Opened(desk, "๗")
    docx = opened.browser.get(page_of(opened.letter_id, "/draft.docx")).content
    assert docx.startswith(b"PK")
    token = form_token(opened.page)
    address = page_of(opened.letter_id, "/word")
    bad = opened.browser.post(
        address,
        data={"form_token": token, "mark": opened.case.mark},
        files={"docx": ("ร่าง.docx", io.BytesIO(b"%PDF-1.4"))},
    )
    assert bad.status_code == 409
    stale = opened.browser.post(
        address, data={"form_token": token, "mark": "9-0"}, files={"docx": ("ร่าง.docx", io.BytesIO(docx + b" "))}
    )
    assert stale.status_code == 409
    assert not desk.answers
    good = opened.browser.post(
        address,
        data={"form_token": token, "mark": opened.case.mark},
        files={"docx": ("ร่าง.docx", io.BytesIO(docx + b" "))},
    )
    assert good.status_code == 303
    assert desk.answers[0][2] == {"verdict": str(Verdict.CORRECT), "mark": opened.case.mark}
    assert opened.case.file is not None
    assert opened.case.file.read_bytes() == docx + b" "


def test_a_server_that_does_not_answer_or_refuses_loses_nothing(desk: Desk) -> None:
    opened = Opened(desk, "๘")
    desk.refuses = "เรื่องนี้ไม่ได้รอคำตอบแล้ว"
    try:
        assert opened.send(Verdict.CORRECT, remark="ข้อความที่พิมพ์") == 409
    finally:
        desk.refuses = ""
    assert "ข้อความที่พิมพ์" in opened.told
    assert "เรื่องนี้ไม่ได้รอคำตอบแล้ว" in opened.told
    assert opened.send(Verdict.CORRECT) == 303


def test_the_most_urgent_and_nearest_due_wait_first(desk: Desk) -> None:
    archive, ids = desk.office.archive, []
    for number, (urgency, day) in enumerate(
        ((None, 24), (None, 23), (Urgency.URGENT, None), (Urgency.MOST_URGENT, None), (Urgency.VERY_URGENT, 30))
    ):
        letter = incoming(number="มท ๐๓๙๙/ว ๖๐" + "๐๑๒๓๔"[number], urgency=urgency)
        ids.append(desk.office.receive(letter))
        desk.office.case(ids[-1])
        due = dt.date(2024, 1, day) if day else None
        archive.save_proposal(ids[-1], OFFICE, Outcome(Step.FORWARD_ALL, due=due))
    waiting = [one for one in archive.reviews_waiting({OFFICE}) if one.letter_id in ids]
    assert [ids.index(one.letter_id) for one in waiting] == [3, 4, 2, 1, 0]
    assert waiting[-1].due == dt.date(2024, 1, 24)
    assert archive.reviews_waiting({DISTRICT}) == ()
    page = desk.entered("chief").get("/").text
    assert [ids.index(one) for one in re.findall(r"/letters/(\w+)\?of", page) if one in ids] == [3, 4, 2, 1, 0]
    assert not [one for one in ids if one in desk.entered("district").get("/").text]


def test_an_answered_round_makes_way_for_the_next_one(desk: Desk) -> None:
    opened = Opened(desk, "๙")
    opened.send(Verdict.CORRECT, read_subject="เรื่องใหม่ในรอบสอง")
    desk.office.answer(opened.case, read_values(desk.answers[0][2], sheet_of(desk.office.settings, opened.case)))
    waiting = [one for one in desk.office.archive.reviews_waiting({OFFICE}) if one.letter_id == opened.letter_id]
    assert not waiting  # its next draft is being made
    standing = page_of(opened.letter_id, "/standing") + "&was=sent-1"
    assert opened.browser.get(standing).headers["hx-refresh"] == "true"
    desk.office.case(opened.letter_id)
    page = opened.browser.get(page_of(opened.letter_id)).text
    assert "ร่างครั้งที่ ๒" in page
    assert "เรื่องใหม่ในรอบสอง" in page
    changed = page[page.index('id="changed"') : page.index('class="decide"')]
    assert (
        "<ins>เรื่องใหม่ในรอบสอง</ins>" in changed
    )  # what a person typed is nobody's reading: it is seen before the decision
    assert opened.send(Verdict.APPROVE, code="123456") == 409  # the page of the first round is still open
    assert "ร่างเปลี่ยนไปแล้ว" in opened.told


def test_a_letter_that_was_noted_is_opened_again(desk: Desk) -> None:
    """By a clerk where nobody signed; what a reviewer closed is for a reviewer."""
    for signer, login, status in (("", "clerk", 303), (CHIEF, "clerk", 403), (CHIEF, "chief", 303)):
        opened = Opened(desk, f"๙{len(desk.events('decision-taken-back')) + len(signer)}")
        archive, draft_id = desk.office.archive, opened.case.draft_id
        archive.save_proposal(opened.letter_id, OFFICE, Outcome(Step.NOTE, action="ทราบ รวมเรื่อง"))
        archive.decide_outcome(opened.letter_id, OFFICE, Outcome(Step.NOTE, action="ทราบ รวมเรื่อง"), signer or "-")
        closed = Decision(Verdict.DROP, opened.case.mark, signer, signer, desk.office.now.isoformat())
        archive.save_decision(draft_id, opened.case.round, closed, opened.case.docx_sha256)
        assert draft_id not in {one.id for one in archive.unfinished()}
        browser = desk.entered(login)
        page = browser.get(page_of(opened.letter_id)).text
        token = {"form_token": form_token(page)}
        assert browser.post(page_of(opened.letter_id, "/reopen"), data=token).status_code == status
        known = archive.outcome_of(opened.letter_id, OFFICE)
        assert known is not None
        assert (known.state == "proposed", draft_id in {one.id for one in archive.unfinished()}) == (status == 303,) * 2
        if status == 303:
            again = desk.office.case(opened.letter_id)
            assert again.round == opened.case.round + 1
            assert "เปิดพิจารณาใหม่โดย" in " ".join(again.decisions[-1].problems)
            assert browser.post(page_of(opened.letter_id, "/reopen"), data=token).status_code == 303
            assert desk.office.case(opened.letter_id).round == again.round
