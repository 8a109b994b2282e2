"""A table with a row for each recipient: each letter has its own row, never another's, and nobody is lost in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.cascade.plan.step_key import Audience, StepKey, format_step_key, parse_step_key
from circulars.cascade.plan.steps import CascadePlan
from circulars.directory.offices import find_office, offices_below
from circulars.extraction.reading import read_letters
from circulars.letter.doubt import CELLS_ASKED
from circulars.letter.field import Evidence, Field
from circulars.letter.finding import Severity
from circulars.letter.letter import Cell, Letter, Table
from circulars.letter.page import Box, CellPlace, Page, PageSource, Reading, TextLine, text_page
from circulars.thai.digits import to_thai

PROVINCE = find_office("สกลนคร")
DISTRICTS = tuple(one.name.removeprefix("อำเภอ") for one in offices_below(PROVINCE))
AMOUNTS = {name: to_thai(f"{1700 + 310 * at:,}") for at, name in enumerate(DISTRICTS)}
SUM = to_thai(f"{sum(1700 + 310 * at for at in range(len(DISTRICTS))):,}")
OWN_ROW = replace(office_profile(), own_row=True)


def letter_with(rows: list[str], *after: str) -> Letter:
    wish = "จึงขอให้จังหวัดแจ้งอำเภอเบิกจ่ายค่าวัสดุตามจำนวน ดังนี้"
    return incoming(["ด้วยกรมการปกครองจัดสรรค่าวัสดุ", wish, *rows, *after, "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ"])


def drafts_of(letter: Letter, *to: str) -> tuple[CascadePlan, dict[str, Draft]]:
    plan = plan_cascade(letter, OWN_ROW, today=TODAY, to=to)
    return plan, {step.recipients[0].name: draft_letter(letter, step, today=TODAY) for step in plan.steps}


FORMS = (
    "{at} {name} {amount}",
    "{at}. อำเภอ{name} จำนวน {amount} บาท",
    "อำเภอ{name} {amount} บาท ภายในวันที่ ๑๕ มีนาคม ๒๕๖๗",
)


@pytest.mark.parametrize("form", FORMS)
def test_each_of_eighteen_letters_carries_its_own_row(form: str) -> None:
    rows = [form.format(at=to_thai(at), name=name, amount=AMOUNTS[name]) for at, name in enumerate(DISTRICTS, 1)]
    plan, drafts = drafts_of(letter_with(rows))
    assert len(drafts) == len(plan.steps) == len(DISTRICTS) == len({str(step.key) for step in plan.steps})
    for name in DISTRICTS:
        draft = drafts[f"อำเภอ{name}"]
        text = " ".join(one.text for one in draft.content.paragraphs)
        assert draft.content.addressee == f"นายอำเภอ{name}" and "ว" not in draft.content.number.rpartition("/")[2]
        assert AMOUNTS[name] in text and not any(AMOUNTS[other] in text for other in DISTRICTS if other != name)
        assert not draft.blocked


def test_the_sum_is_no_bodys_row_and_a_wrong_one_is_shown() -> None:
    rows = [f"{name} {AMOUNTS[name]}" for name in DISTRICTS]
    plan, drafts = drafts_of(letter_with([*rows, f"รวม {SUM}"]))
    assert not [one for one in plan.findings if one.check == "rows-total"]
    assert not any(SUM in paragraph.text for draft in drafts.values() for paragraph in draft.content.paragraphs)
    wrong, _ = drafts_of(letter_with([*rows, "รวม ๙๙,๙๙๙"]))
    assert [one.severity for one in wrong.findings if one.check == "rows-total"] == [Severity.WARNS]


def test_a_name_of_no_office_and_a_recipient_without_a_row_are_asked() -> None:
    rows = ["๑ กุดบาก ๑,๒๐๐", "๒ เมืองสมมุติ ๑,๕๐๐", "๓ ภูพาน ๙๐๐"]
    plan, drafts = drafts_of(letter_with(rows))
    (asked,) = [one for one in plan.findings if one.check == "row-without-recipient"]
    assert asked.severity is Severity.BLOCKS and "เมืองสมมุติ" in asked.seen and "อำเภอพังโคน" in asked.seen
    assert set(drafts) == {"อำเภอกุดบาก", "อำเภอภูพาน"}


def test_a_sentence_behind_the_table_goes_to_all() -> None:
    rows = ["อำเภอกุดบาก จำนวน ๕ คน", "อำเภอภูพาน จำนวน ๗ คน"]
    letter = letter_with(rows, "และส่งรายชื่อให้กรมการปกครองภายในวันที่ ๑๕ มีนาคม ๒๕๖๗")
    _, drafts = drafts_of(letter, "นายอำเภอกุดบาก และนายอำเภอภูพาน")
    for draft in drafts.values():
        assert any("ส่งรายชื่อให้จังหวัดสกลนคร" in one.text for one in draft.content.paragraphs) and len(drafts) == 2


def test_without_the_switch_one_letter_has_the_whole_table() -> None:
    letter = letter_with(["กุดบาก ๕", "ภูพาน ๗"])
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    text = [one.text for one in draft_letter(letter, step, today=TODAY).content.paragraphs]
    assert "กุดบาก ๕" in text and "ภูพาน ๗" in text


def test_a_single_name_with_a_figure_is_no_table() -> None:
    letter = letter_with(["อำเภอกุดบาก จำนวน ๕ คน"])
    assert [step.key.only for step in plan_cascade(letter, OWN_ROW, today=TODAY).steps] == [""]


def test_the_key_of_a_letter_to_one_is_kept_and_read() -> None:
    key = StepKey("สน ๐๐๑๘.๑", Audience.DISTRICTS, "สน ๐๒๑๘")
    assert parse_step_key(format_step_key(key)) == key
    with pytest.raises(ValueError, match="no step"):
        parse_step_key("สน ๐๐๑๘.๑>district>สน ๐๒๑๘>more")


def with_annex(rows: Sequence[tuple[str, ...]], body: str, *, doubted: bool = False) -> Letter:
    """A letter whose second page is an annex with these rows under a head."""
    letter = incoming(["ด้วยกรมการปกครองจัดสรรค่าวัสดุ", body, "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ"])
    if not rows:
        return letter
    head = ("ที่", "อำเภอ", "จำนวน (คน)", "จำนวนเงิน (บาท)")
    cells = [tuple(Cell(one) for one in row) for row in (head, *rows)]
    doubts = (CELLS_ASKED("๑"),) if doubted else ()
    seen = Evidence(2, None, "", 1.0, "table.cells", "test")
    return replace(letter, tables=(Field(Table(tuple(cells)), seen, doubts),), enclosure_pages=(2,))


BY_ANNEX = "จึงขอให้จังหวัดแจ้งอำเภอเบิกจ่ายค่าวัสดุตามบัญชีจัดสรรแนบท้าย"


def test_an_annex_gives_each_recipient_its_own_row() -> None:
    rows = [(to_thai(at), name, to_thai(at + 20), AMOUNTS[name]) for at, name in enumerate(DISTRICTS, 1)]
    plan, drafts = drafts_of(with_annex([*rows, ("", "รวม", "", SUM)], BY_ANNEX))
    assert set(drafts) == {f"อำเภอ{name}" for name in DISTRICTS} and not plan.unresolved
    for at, name in enumerate(DISTRICTS, 1):
        draft = drafts[f"อำเภอ{name}"]
        own = f"อำเภอ{name} จำนวน {to_thai(at + 20)} คน จำนวนเงิน {AMOUNTS[name]} บาท"
        told = [one.text for one in draft.content.paragraphs]
        assert any(own in text for text in told)
        assert not any(AMOUNTS[other] in text for other in DISTRICTS if other != name for text in told)
        assert not draft.blocked


def test_an_annex_limits_whom_the_letter_goes_to() -> None:
    rows = [("๑", "อำเภอกุดบาก", "๕", "๑,๒๐๐"), ("๒", "ภูพาน", "๗", "๙๐๐")]
    plan, drafts = drafts_of(with_annex(rows, BY_ANNEX))
    assert set(drafts) == {"อำเภอกุดบาก", "อำเภอภูพาน"} and not plan.unresolved
    (step,) = plan_cascade(with_annex(rows, BY_ANNEX), office_profile(), today=TODAY).steps
    assert [one.name for one in step.recipients] == ["อำเภอกุดบาก", "อำเภอภูพาน"]


def test_an_annex_that_could_not_be_read_names_nobody() -> None:
    plan = plan_cascade(with_annex([], BY_ANNEX), OWN_ROW, today=TODAY)
    assert plan.unresolved == ("อำเภอตามบัญชีรายชื่อแนบ",) and not any(step.recipients for step in plan.steps)


def test_a_row_of_an_annex_without_recipient_blocks_and_a_doubted_cell_is_confirmed() -> None:
    rows = [("๑", "กุดบาก", "๕", "๑,๒๐๐"), ("๒", "เมืองสมมุติ", "๗", "๙๐๐"), ("๓", "ภูพาน", "๔", "๘๐๐")]
    plan, drafts = drafts_of(with_annex(rows, BY_ANNEX, doubted=True))
    (asked,) = [one for one in plan.findings if one.check == "row-without-recipient"]
    assert asked.severity is Severity.BLOCKS and "เมืองสมมุติ" in asked.seen
    assert all("tables" in draft.confirm for draft in drafts.values())


def test_a_table_of_other_things_lists_nobody() -> None:
    rows = [("๑", "ปูนซีเมนต์", "๕", "๑,๒๐๐"), ("๒", "กุดบาก", "๗", "๙๐๐"), ("๓", "ทราย", "๔", "๘๐๐")]
    (step,) = plan_cascade(with_annex(rows, "จึงขอให้จังหวัดแจ้งอำเภอเบิกจ่ายค่าวัสดุ"), OWN_ROW, today=TODAY).steps
    assert len(step.recipients) == len(DISTRICTS)


LETTER_ABOVE = """ที่ มท ๐๓๙๙/ว ๑๕๗

กรมการปกครอง

๑๘ มกราคม ๒๕๖๗

เรื่อง การจัดสรรค่าวัสดุ

เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด

สิ่งที่ส่งมาด้วย บัญชีจัดสรร จำนวน ๑ ฉบับ

ด้วยกรมการปกครองจัดสรรค่าวัสดุประจำปีให้จังหวัดแล้ว

จึงขอให้จังหวัดแจ้งอำเภอเบิกจ่ายค่าวัสดุตามบัญชีจัดสรรแนบท้าย

จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ

ขอแสดงความนับถือ

(นายตัวอย่าง ทดสอบ)

อธิบดีกรมการปกครอง

สำนักทดลอง

โทร. ๐ ๒๐๐๐ ๐๐๐๐"""


def annex_page(rows: Sequence[tuple[str, ...]]) -> Page:
    """A scanned page with a title and a ruled table, as the reader gives it."""

    def line(text: str, left: float, top: float, cell: CellPlace | None = None) -> TextLine:
        box, seen = Box(left, top, left + 0.15, top + 0.016), Reading(text, 1.0, "second")
        return TextLine(text, box, 1.0, "thai-lines", (1.0,) * len(text), seen, cell=cell)

    cells = [
        line(text, 0.1 + 0.2 * at, 0.2 + 0.03 * row, CellPlace(0, row, at))
        for row, texts in enumerate(rows)
        for at, text in enumerate(texts)
        if text
    ]
    return Page(2, (line("บัญชีแนบท้าย", 0.4, 0.1), *cells), PageSource.SCAN, 1000, 1400)


def test_a_scanned_annex_goes_from_its_cells_to_each_letter() -> None:
    rows = [("ที่", "อำเภอ", "จำนวนเงิน (บาท)"), ("๑", "กุดบาก", "๑,๒๐๐"), ("๒", "ภูพาน", "๙๐๐"), ("", "รวม", "๒,๑๐๐")]
    (letter,) = read_letters([text_page(LETTER_ABOVE), annex_page(rows)])
    (table,) = letter.tables
    assert not table.doubtful and table.evidence is not None and table.evidence.page == 2
    plan, drafts = drafts_of(letter)
    assert set(drafts) == {"อำเภอกุดบาก", "อำเภอภูพาน"} and not plan.unresolved
    text = " ".join(one.text for one in drafts["อำเภอภูพาน"].content.paragraphs)
    assert "อำเภอภูพาน จำนวนเงิน ๙๐๐ บาท" in text and "๑,๒๐๐" not in text and "๒,๑๐๐" not in text
    assert not [one for one in drafts["อำเภอภูพาน"].findings if one.check == "fact-lock"]
