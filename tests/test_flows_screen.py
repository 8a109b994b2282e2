"""Prefect's screen of a review: the run's name tells two letters apart at once; the page says the proposal and the blocks first."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cascade_cases import incoming
from PIL import Image
from review_cases import CHIEF, OFFICE, Office

from circulars.archive.shelves.outcomes import PROPOSED, KnownOutcome, Outcome
from circulars.directory import find_office
from circulars.letter.doubt import UNCLEAR
from circulars.letter.field import Field
from circulars.letter.letter import Urgency
from circulars.letter.page import Page, PageSource
from circulars.triage.step import Step
from flows.reviewing.screen.naming import LONGEST, STATES, run_name
from flows.reviewing.screen.page import describe
from flows.reviewing.screen.sheets import page_of
from flows.serving.ui_copy import quiet_ui


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    house = Office(tmp_path_factory.mktemp("screen"))
    yield house
    house.archive.close()


def known(day: dt.date) -> KnownOutcome:
    return KnownOutcome("x", OFFICE, PROPOSED, Outcome(Step.FORWARD_ALL, due=day), "", "")


@pytest.mark.parametrize("state", STATES)
def test_two_letters_of_one_subject_differ_in_forty_characters_and_the_state_is_never_cut(state: str) -> None:
    subject = "การดำเนินการตามโครงการ" * 12
    ours = find_office(OFFICE)
    letters = [
        replace(incoming(number=f"มท ๐๓๙๙/ว {number}", subject=subject), urgency=Field(Urgency.MOST_URGENT))
        for number in ("๑๕๗", "๑๕๘")
    ]
    names = [run_name(state, one, ours, known(dt.date(2026, 12, 15))) for one in letters]
    assert names[0].startswith(f"{state} · ด่วนที่สุด · กำหนด ๑๕ ธ.ค. · มท 0399/ว 157"[: len(state) + 12])
    assert all(name.startswith(f"{state} · ") and len(name) <= LONGEST and name.endswith(" · สน") for name in names)
    head = len(state) + 3
    assert names[0][head : head + 60] != names[1][head : head + 60]
    plain = [replace(one, urgency=Field()) for one in letters]
    assert run_name(state, plain[0], ours)[:40] != run_name(state, plain[1], ours)[:40]


def test_what_was_not_read_is_left_out_of_the_name_and_never_made_up() -> None:
    bare = replace(incoming(), reference=Field(), sender_agency=Field(), subject=Field(), urgency=Field())
    assert run_name("รอตรวจ", bare, find_office(OFFICE)) == "รอตรวจ · (อ่านเรื่องไม่ได้) · สน"


def test_the_page_says_proposal_then_what_came_before_then_blocks_then_doubts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIRCULARS_DESK_ADDRESS", "https://desk.example.org")
    letter_id = office.receive(replace(incoming(), dated=Field(), subject=Field("การสำรวจ").doubt(UNCLEAR())))
    office.archive.save_proposal(letter_id, OFFICE, Outcome(Step.FORWARD_ALL, minute="เรียน ผู้ว่าฯ"))
    case = office.case(letter_id)
    sent = office.typed(
        case, verdict="ส่งคืนเจ้าหน้าที่", reviewer=CHIEF, code=office.code(), remark="หาวันที่", read_subject="การสำรวจฝาย"
    )
    office.answer(case, sent)
    page = describe(page_of(office.settings, office.archive, office.case(letter_id)))
    wanted = ("### เสนอ", "desk.example.org/letters/", "### ครั้งก่อน", "### ข้อที่ต้องแก้ก่อน", "ช่องที่", "| เกษียน |")
    places = [page.index(one) for one in wanted]
    assert places == sorted(places)
    assert f"ส่งคืนเจ้าหน้าที่ โดย {CHIEF}" in page
    assert "แก้ เรื่อง" in page.split("### ครั้งก่อน")[1]
    shown = list(office.form(office.case(letter_id)))
    assert "read_body" not in shown  # it stands in the draft and on the scan
    assert shown.index("verdict") < shown.index("remark") < shown.index("draft_body") < shown.index("number")


def test_the_page_shows_the_pages_of_the_letter_and_says_how_many_more_there_are(office: Office) -> None:
    out, sheets = io.BytesIO(), [Image.new("L", (420, 594), 255 - tone) for tone in range(6)]
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    scan = office.archive.save_original(out.getvalue(), "หกหน้า.tif")
    office.archive.save_pages(scan.id, [Page(number, (), PageSource.SCAN) for number in range(1, 7)])
    letter = replace(incoming(number="มท ๐๓๙๙/ว ๖"), pages=tuple(range(1, 7)))
    (letter_id,) = office.archive.save_letters(scan.id, OFFICE, [letter], [()])
    page = describe(page_of(office.settings, office.archive, office.case(letter_id)))
    assert page.count("![หนังสือที่รับ หน้า") == 4
    assert "ยังมีอีก ๒ หน้า" in page


def test_the_offices_copy_of_the_newer_ui_fills_the_screen_once(tmp_path: Path) -> None:
    style, script = tmp_path / "index.css", tmp_path / "schema-form.js"
    style.write_text(".max-h-\\[80vh\\]{max-height:80vh}")
    script.write_text("return t?n:`${n} (Optional)`")
    assert quiet_ui(tmp_path) == 2
    assert "100dvh" in style.read_text() and "Optional" not in script.read_text()
    assert quiet_ui(tmp_path) == 0
