"""A draft edited in Word: shown again with what changed, issued from the very file, and never silently taken or lost."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
import segno
import zxingcpp
from cascade_cases import incoming
from docx import Document
from docx.document import Document as WordDocument
from PIL import Image
from pypdf import PdfReader

from circulars.archive import Archive
from circulars.archive.export.verify import verify
from circulars.documents.edit.edited import read_paragraphs
from circulars.documents.pages.pdf import preview
from circulars.errors import Refused
from circulars.letter.finding import Severity
from circulars.letter.page import Box, Code, Page, PageSource, TextLine
from circulars.review import Correction, Reason, ReviewAnswer, Verdict, blocks_of
from circulars.thai.dates import BANGKOK
from flows.reviewing.deciding import decide
from flows.reviewing.issue import issue_approved
from flows.reviewing.rounds import Case, open_case
from flows.reviewing.word_drafts import put_away
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

OFFICE = "สน ๐๐๑๘.๑"
STEP = f"{OFFICE}>district"
NOW = dt.datetime(2024, 1, 22, 10, tzinfo=BANGKOK)
TODAY = NOW.date()
LINK = "https://example.go.th/แนวทาง?ก=๑"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_first_office_toml(tmp_path, demo=True)
    settings = load_settings(tmp_path)
    make_folders(settings)
    return settings


@pytest.fixture
def archive(settings: Settings) -> Archive:
    return Archive.open(settings.database_url, settings.files_url, clock=lambda: NOW)


@pytest.fixture
def letter_id(archive: Archive) -> str:
    """A letter that came on a picture with a QR code on it."""
    code = io.BytesIO()
    segno.make(LINK, error="m").save(code, kind="png", scale=6)
    page = Image.new("L", (1240, 1754), 255)
    drawn = Image.open(code).convert("L")
    page.paste(drawn, (900, 1400))
    picture = io.BytesIO()
    page.save(picture, "PNG")
    scan = archive.save_original(picture.getvalue(), "หนังสือ.png")
    quiet = 24  # segno's white margin: four modules of six
    box = Box(
        (900 + quiet) / 1240,
        (1400 + quiet) / 1754,
        (900 + drawn.width - quiet) / 1240,
        (1400 + drawn.height - quiet) / 1754,
    )
    line = TextLine("หนังสือ", Box(0.1, 0.1, 0.5, 0.12), 0.99, "thai")
    archive.save_pages(scan.id, (Page(1, (line,), PageSource.SCAN, 1240, 1754, codes=(Code(LINK, "QRCode", box),)),))
    (letter_id,) = archive.save_letters(scan.id, OFFICE, (incoming(),), ((),))
    return letter_id


def opened(settings: Settings, archive: Archive, letter_id: str) -> Case:
    return open_case(settings, archive, letter_id, OFFICE, STEP, TODAY)


def answer(case: Case, verdict: Verdict, *corrections: Correction, remark: str = "", why: str = "") -> ReviewAnswer:
    """An answer to a case; `why` is the reason given for each finding that blocks it."""
    reasons = tuple(Reason(one.key, why) for one in blocks_of(case.record.findings) if why)
    return ReviewAnswer(
        str(verdict), case.mark, "นางสาวสมมุติ ผู้ตรวจ", remark=remark, corrections=corrections, reasons=reasons
    )


def answered(
    settings: Settings,
    archive: Archive,
    case: Case,
    verdict: Verdict,
    *corrections: Correction,
    remark: str = "",
    why: str = "",
) -> tuple[str, ...]:
    """Answer the form of a case; the problems of the answer."""
    decision = decide(settings, archive, case, answer(case, verdict, *corrections, remark=remark, why=why), NOW)
    archive.save_decision(case.draft_id, case.round, decision, case.docx_sha256)
    return decision.problems


def in_word(case: Case, old: str, new: str) -> None:
    """Change a paragraph of the case's file as a person does in Word, and save it."""
    assert case.file is not None
    document: WordDocument = Document(str(case.file))
    (paragraph,) = [one for one in document.paragraphs if old in one.text]
    text = paragraph.text.replace(old, new)
    for run in paragraph.runs[1:]:
        if run.text:  # the emblem hangs in a run without words, which Word leaves where it is
            run.text = ""
    paragraph.runs[0].text = text
    document.save(str(case.file))


def checks(case: Case, severity: Severity = Severity.BLOCKS) -> list[str]:
    return [one.check for one in case.record.findings if one.severity is severity]


def test_an_edited_draft_is_shown_with_its_changes_and_issued_from_the_very_file(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    first = opened(settings, archive, letter_id)
    assert first.file is not None
    assert first.file.read_bytes() == archive.load_file(first.docx_sha256)
    in_word(first, "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป", "จึงเรียนมาเพื่อทราบและดำเนินการ")
    problems = answered(settings, archive, first, Verdict.APPROVE)
    assert any("ถูกแก้ใน Word" in problem for problem in problems)

    second = opened(settings, archive, letter_id)
    assert (second.round, second.record.edited) == (2, True)
    assert second.docx_sha256 != first.docx_sha256
    assert archive.load_file(second.docx_sha256) == second.file.read_bytes() if second.file else False
    (change,) = [one for one in second.record.findings if one.check == "edited-in-word"]
    assert (change.seen, change.against) == ("จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป", "จึงเรียนมาเพื่อทราบและดำเนินการ")
    assert second.record.content is not None
    assert second.record.content.purpose == "จึงเรียนมาเพื่อทราบและดำเนินการ"
    assert checks(second) == []
    assert opened(settings, archive, letter_id).mark == second.mark

    assert answered(settings, archive, second, Verdict.APPROVE) == ()
    decided = opened(settings, archive, letter_id)
    decision = decide(settings, archive, decided, answer(decided, Verdict.APPROVE), NOW)
    issued = issue_approved(settings, archive, decided, decision)
    text = read_paragraphs(archive.load_file(issued.docx))
    assert "จึงเรียนมาเพื่อทราบและดำเนินการ" in text
    assert any("สน ๐๐๑๘.๑/ว ๑" in line for line in text)
    assert "๒๒ มกราคม ๒๕๖๗" in text
    below = archive.load_letter(issued.letter_id).letter
    assert [field.value for field in below.body][-1] == "จึงเรียนมาเพื่อทราบและดำเนินการ"
    put_away(decided.file, known=decided.docx_sha256)
    assert decided.file is not None
    assert not decided.file.exists()
    assert verify(archive) == ()


def test_an_invented_fact_typed_in_word_blocks_until_a_reason_is_given(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    first = opened(settings, archive, letter_id)
    in_word(first, "จึงเรียนมาเพื่อพิจารณา", "จึงเรียนมาเพื่อพิจารณา ภายในวันที่ ๓๑ มีนาคม ๒๕๖๘")
    answered(settings, archive, first, Verdict.CORRECT)
    second = opened(settings, archive, letter_id)
    assert "fact-lock" in checks(second)
    assert answered(settings, archive, second, Verdict.APPROVE) != ()
    third = opened(settings, archive, letter_id)
    assert third.record.edited
    told = answered(settings, archive, third, Verdict.APPROVE, remark="ผู้ว่าฯ สั่งการเอง")
    assert any("หมายเหตุไม่นับเป็นเหตุผล" in problem for problem in told)
    fourth = opened(settings, archive, letter_id)
    assert answered(settings, archive, fourth, Verdict.APPROVE, why="ผู้ว่าฯ สั่งการเอง") == ()


def test_what_the_register_knows_cannot_be_changed_in_word_unseen(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    first = opened(settings, archive, letter_id)
    in_word(first, "นายอำเภอ ทุกอำเภอ", "นายอำเภอพังโคน")
    answered(settings, archive, first, Verdict.CORRECT)
    second = opened(settings, archive, letter_id)
    assert "addressee-kept" in checks(second)
    in_word(second, "ขอแสดงความนับถือ", "ด้วยความเคารพ")
    answered(settings, archive, second, Verdict.CORRECT)
    assert "edited-part" in checks(opened(settings, archive, letter_id))


def test_a_file_that_cannot_be_used_is_told_about_and_stays(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    first = opened(settings, archive, letter_id)
    assert first.file is not None
    first.file.write_bytes(b"not a docx")
    answered(settings, archive, first, Verdict.CORRECT)
    second = opened(settings, archive, letter_id)
    assert not second.record.edited
    assert any("ใช้ไฟล์ร่าง" in problem for problem in second.record.problems)
    assert first.file.read_bytes() == b"not a docx"
    assert answered(settings, archive, second, Verdict.APPROVE) != ()


def test_moving_the_file_away_brings_the_engines_draft_back(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    first = opened(settings, archive, letter_id)
    in_word(first, "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป", "จึงเรียนมาเพื่อทราบ")
    answered(settings, archive, first, Verdict.CORRECT)
    second = opened(settings, archive, letter_id)
    assert answered(settings, archive, second, Verdict.CORRECT, Correction("draft.subject", "เรื่องใหม่")) == ()
    third = opened(settings, archive, letter_id)
    assert third.record.edited
    assert any("แก้ใน Word แล้ว" in problem for problem in third.record.problems)
    assert third.file is not None
    third.file.unlink()
    answered(settings, archive, third, Verdict.CORRECT)
    fourth = opened(settings, archive, letter_id)
    assert not fourth.record.edited
    assert fourth.record.content is not None
    assert fourth.record.content.subject == "เรื่องใหม่"
    assert fourth.file is not None
    assert fourth.file.exists()


def test_codes_of_the_copy_scan_and_a_placeholder_emblem_is_never_issued(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    case = opened(settings, archive, letter_id)
    decision = decide(settings, archive, case, answer(case, Verdict.APPROVE), NOW)
    real = load_settings(settings.home)
    object.__setattr__(real, "demo", False)
    with pytest.raises(Refused, match="ตราครุฑ"):
        issue_approved(real, archive, case, decision)
    issued = issue_approved(settings, archive, case, decision)
    assert issued.pdf is not None
    pdf = archive.load_file(issued.pdf)
    pages = preview(pdf, 1240)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == len(pages) == 2
    found = zxingcpp.read_barcodes(pages[-1].convert("L"))
    assert [code.text for code in found] == [LINK]


def test_a_draft_is_looked_at_again_on_the_day_that_is_printed(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    case = opened(settings, archive, letter_id)
    typed = answer(case, Verdict.APPROVE)
    early = replace(typed, dated="๑๐ มกราคม ๒๕๖๗", dated_reason="ลงนามไว้แล้วในวันนั้น")
    problems = decide(settings, archive, case, early, NOW).problems
    assert any("ลงวันที่หลังวันนี้" in problem for problem in problems)


def test_recipients_taken_out_are_out_of_the_letter_and_one_alone_needs_no_circular(
    settings: Settings, archive: Archive, letter_id: str
) -> None:
    case = opened(settings, archive, letter_id)
    names = [one.name for one in case.record.recipients]
    for left_out, addressee, number in (
        (names[:2], f"นายอำเภอ ทุกอำเภอ (ยกเว้น{names[0]} {names[1]})", f"{OFFICE}/ว"),
        (names[2:-1], f"นายอำเภอ{names[-1].removeprefix('อำเภอ')}", f"{OFFICE}/"),
    ):
        typed = ReviewAnswer(str(Verdict.CORRECT), case.mark, "ก", left_out=tuple(left_out))
        decision = decide(settings, archive, case, typed, NOW)
        archive.save_decision(case.draft_id, case.round, decision, case.docx_sha256)
        case = opened(settings, archive, letter_id)
        assert case.record.content is not None
        assert (case.record.content.addressee, case.record.content.number) == (addressee, number)
        assert checks(case) == []
