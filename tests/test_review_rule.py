"""Deciding: no block passes without its own reason, given in that round by a reviewer; a shown default decides nothing."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from cascade_cases import incoming
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from review_cases import CHIEF, DEPUTY, OFFICE, Office

from circulars.archive.shelves.issuing import claim_of
from circulars.archive.store.tables import register
from circulars.errors import CircularsError
from circulars.letter.field import Field
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.review import (
    NEVER,
    Decision,
    DraftSeen,
    NeverOverridden,
    Reason,
    RegisterState,
    ReviewAnswer,
    Verdict,
    blocks_of,
    is_reason,
    load_decision,
    read_day,
    read_number,
    weigh,
)
from circulars.thai.dates import BANGKOK
from circulars.thai.digits import to_thai
from flows.reviewing.deciding import issued_or_taken_back
from flows.reviewing.rounds import Case

ORDERS = int(os.environ.get("CIRCULARS_ORDERS", "8"))
"""Orders of answers that are tried; `CIRCULARS_ORDERS=1000` for the full number."""
UNDATED = replace(incoming(), dated=Field())
CORRECTIONS = {
    "nothing": {},
    "date": {"read_date_be": "๑๘ มกราคม ๒๕๖๗"},
    "no date": {"read_date_be": "-"},
    "broken date": {"read_date_be": "๓๒ มกราคม ๒๕๖๗"},
    "no purpose": {"draft_purpose": ""},
    "purpose": {"draft_purpose": "จึงเรียนมาเพื่อทราบและถือปฏิบัติ"},
    "a letter they never had": {"draft_references": "หนังสือจังหวัดสกลนคร ที่ สน ๐๐๑๘.๑/๙๙ ลงวันที่ ๕ มกราคม ๒๕๖๗"},
    "no copy": {"draft_enclosures": "แนวทางการใช้ระบบทะเบียน จำนวน ๑ ชุด"},
}
EMPTY = ("code", "remark", "number", "number_reason", "dated", "dated_reason", "left_out")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    house = Office(tmp_path_factory.mktemp("office"))
    yield house
    house.archive.close()


def blocks(case: Case) -> list[Finding]:
    return [one for one in case.record.findings if one.severity is Severity.BLOCKS]


def never(finding: Finding) -> bool:
    return any(row.check == finding.check and row.field in ("", finding.field) for row in NEVER)


class Orders(RuleBasedStateMachine):
    """Answers in any order, by anyone, with anything typed, to one draft with blocks after another."""

    office: Office

    @initialize(letter=st.sampled_from(["undated", "dated"]))
    def first_letter(self, letter: str) -> None:
        self.begin(UNDATED if letter == "undated" else incoming())

    def begin(self, letter: Letter) -> None:
        """Another letter comes; every reviewer has an unspent secret."""
        self.office.enrol()
        self.letter_id = self.office.receive(letter)
        self.case = self.office.case(self.letter_id)
        self.forms = [self.office.form(self.case)]
        self.used = "000000"
        self.final: Decision | None = None

    @precondition(lambda self: self.final is None)
    @rule(
        verdict=st.sampled_from([*(str(one) for one in Verdict), "อนุมัติ", "อนุมัติ", "(เลือกผลการตรวจ)"]),
        why=st.sampled_from(
            ["each", "each", "each", "none", "all but one", "short", "of another round", "one for all"]
        ),
        remark=st.sampled_from(["", "ตรวจต้นฉบับแล้ว ถูกต้องทุกข้อ"]),
        who=st.sampled_from([CHIEF, CHIEF, CHIEF, DEPUTY, "", "คนอื่น"]),
        code=st.sampled_from(["fresh", "fresh", "fresh", "of the other", "used", "wrong", ""]),
        change=st.sampled_from(["nothing", "nothing", "nothing", *CORRECTIONS]),
        form=st.sampled_from(["this", "this", "this", "before"]),
    )
    def answer(self, verdict: str, why: str, remark: str, who: str, code: str, change: str, form: str) -> None:
        office, case = self.office, self.case
        office.now += dt.timedelta(seconds=61)
        shown = self.forms[-1 if form == "this" else max(-2, -len(self.forms))]
        fields = {"verdict": verdict, "remark": remark, "reviewer": who} | CORRECTIONS[change]
        fields["code"] = {
            "fresh": office.code(who) if who in office.secrets else office.code(CHIEF),
            "of the other": office.code(DEPUTY if who == CHIEF else CHIEF),
            "used": self.used,
            "wrong": f"{(int(office.code(CHIEF)) + 1234) % 1_000_000:06}",
            "": "",
        }[code]
        fields |= self._reasons(why)
        typed = office.typed(case, shown, **fields)
        kept = office.answer(case, typed)
        self._judge(kept, typed, fresh=code == "fresh" and who in office.secrets)
        self.used = fields["code"] or self.used
        if kept.final:
            self.final = kept
        else:
            self.case = office.case(self.letter_id)
            self.forms.append(office.form(self.case))

    @precondition(lambda self: self.final is not None)
    @rule()
    def another_letter(self) -> None:
        self.begin(UNDATED)

    def _reasons(self, why: str) -> dict[str, str]:
        keys = [one.key for one in blocks_of(self.case.record.findings)]
        old = [name for name in self.forms[0] if name.startswith("override_")]
        return {
            "each": {f"override_{key}": f"ตรวจแล้ว ข้อที่ {number}" for number, key in enumerate(keys)},
            "none": {},
            "all but one": {f"override_{key}": "ตรวจต้นฉบับแล้ว" for key in keys[1:]},
            "short": {f"override_{key}": "-." for key in keys},
            "of another round": {name: "ตรวจต้นฉบับแล้ว" for name in old if name.removeprefix("override_") not in keys},
            "one for all": {f"override_{key}": "ตรวจต้นฉบับแล้ว" for key in keys[:1]},
        }[why]

    def _judge(self, kept: Decision, typed: ReviewAnswer, *, fresh: bool) -> None:
        case = self.case
        if kept.final:
            assert fresh
            assert kept.signer == typed.reviewer
            assert typed.mark == case.mark
        if kept.verdict is Verdict.RETURN and not kept.problems:
            assert fresh
        if not (kept.final and kept.verdict is Verdict.APPROVE):
            assert kept.overridden == ()
            return
        assert not typed.corrections
        reasons = {one.block: one.text for one in typed.reasons}
        standing = blocks_of(case.record.findings)
        assert not [one for one in standing if never(one.finding)]
        assert all(is_reason(reasons.get(one.key, "")) for one in standing)
        told = [(one.message, one.reason, one.round) for one in kept.overridden]
        assert told == [(one.finding.message, reasons[one.key].strip(), case.round) for one in standing]

    @invariant()
    def the_form_is_empty_but_for_letter_and_draft(self) -> None:
        form = self.forms[-1]
        assert [form[name] for name in EMPTY if form.get(name)] == []
        assert [text for name, text in form.items() if name.startswith("override_") and text] == []
        assert (form["reviewer"], form["verdict"]) == ("(เลือกชื่อผู้ตรวจ)", "(เลือกผลการตรวจ)")


def test_no_order_of_answers_passes_a_block_without_its_own_reason() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Orders.office = Office(Path(folder))
        machine = Orders.TestCase
        machine.settings = settings(
            max_examples=ORDERS,
            stateful_step_count=6,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        machine("runTest").debug()
        Orders.office.archive.close()


KINDS = [
    *(Finding(row.check, Severity.BLOCKS, row.field or "draft.body", "ข้อที่ยืนยันแทนไม่ได้", "ก") for row in NEVER),
    Finding("fact-lock", Severity.BLOCKS, "draft.body", "ไม่มีในหนังสือต้นเรื่อง", "๓๑ มีนาคม ๒๕๖๘"),
    Finding("source-named", Severity.BLOCKS, "sender_agency", "ยังไม่ทราบเจ้าของหนังสือต้นเรื่อง"),
    Finding("references-known", Severity.BLOCKS, "draft.references", "ไม่พบในคลัง", "ที่ สน ๐๐๑๘.๑/๙๙"),
    Finding("purpose-line", Severity.BLOCKS, "draft.purpose", "ต้องมีบรรทัด จึงเรียนมา"),
    Finding("a check of tomorrow", Severity.BLOCKS, "", "ข้อที่ยังไม่มีใครรู้จัก"),
]


def _weighed(round_number: int, found: tuple[Finding, ...], answer: ReviewAnswer) -> tuple[bool, tuple[str, ...]]:
    seen = DraftSeen(f"{round_number}-a", round_number, incoming(), blocks_of(found))
    told = weigh(
        seen,
        answer,
        today=dt.date(2024, 1, 22),
        register=lambda year, number: RegisterState(year, 0),
        obstacles=lambda day: (),
    )
    passed = told.verdict is Verdict.APPROVE and not told.problems
    return passed, tuple(one.reason for one in told.overridden)


@pytest.mark.parametrize("finding", KINDS, ids=lambda one: f"{one.check}-{one.field}")
def test_every_block_in_every_order_of_verdicts_up_to_three(finding: Finding) -> None:
    other = Finding("copy-enclosed", Severity.BLOCKS, "draft.enclosures", "ไม่มีสำเนาหนังสือต้นเรื่อง")
    own, its = (one.key for one in blocks_of([finding, other]))
    both = (Reason(own, "ตรวจต้นฉบับแล้ว ถูกต้อง"), Reason(its, "ส่งสำเนาทางไปรษณีย์"))
    orders = [order for length in (1, 2, 3) for order in itertools.product(Verdict, repeat=length)]
    assert len(orders) == 84
    for order in orders:
        for number, verdict in enumerate(order, 1):
            mark, last = f"{number}-a", number == len(order)
            typed = ReviewAnswer(verdict, mark, CHIEF, remark="ตรวจแล้ว ถูกต้องทุกประการ")
            for reasons in (
                (),
                both[:1],
                both[1:],
                (Reason(own, "ตรวจ"), both[1]),
                (Reason(its, "ก" * 9), Reason("x", "ก" * 9)),
            ):
                assert _weighed(number, (finding, other), replace(typed, reasons=reasons)) == (False, ()), order
            passed, told = _weighed(number, (finding, other), replace(typed, reasons=both))
            assert passed == (verdict is Verdict.APPROVE and not never(finding)), order
            assert told == (tuple(one.text for one in both) if passed else ())
            if not last:  # what was typed in this round is worth nothing in the next one
                assert _weighed(number + 1, (finding, other), replace(typed, reasons=both))[0] is False


@pytest.mark.parametrize("row", NEVER, ids=lambda row: f"{row.check}-{row.field}")
def test_what_nobody_overrides_is_a_check_that_there_is_and_names_the_remedy(row: NeverOverridden) -> None:
    here = Path(__file__).resolve().parent.parent
    files = [file for top in ("circulars", "flows") for file in (here / top).rglob("*.py") if file.name != "blocks.py"]
    assert any(f'"{row.check}"' in file.read_text(encoding="utf-8") for file in files)
    assert "กรุณา" in row.because


def test_the_left_over_remark_of_a_return_approves_nothing(office: Office) -> None:
    letter_id = office.receive(UNDATED)
    for number, verdict in enumerate(("อนุมัติ", "ส่งคืนเจ้าหน้าที่", "อนุมัติ", "อนุมัติ"), 1):
        office.now += dt.timedelta(seconds=61)
        case = office.case(letter_id)
        remark = {"remark": "แก้คำให้ถูก"} if number == 2 else {}
        kept = office.answer(case, office.typed(case, verdict=verdict, reviewer=CHIEF, code=office.code(), **remark))
        assert not kept.final
        assert office.archive.issued_from(letter_id) == ()
    assert any("ยืนยันแทนไม่ได้" in problem and "วันที่" in problem for problem in kept.problems)
    assert kept.remark == ""


def test_an_unsigned_return_or_drop_asks_who(office: Office) -> None:
    letter_id = office.receive()
    for verdict in (Verdict.RETURN, Verdict.DROP):
        office.now += dt.timedelta(seconds=61)
        case = office.case(letter_id)
        kept = office.answer(case, office.typed(case, verdict=str(verdict), code=office.code(), remark="ทราบแล้ว"))
        assert (kept.final, kept.returned, kept.signer) == (False, False, "")
        assert any("ใครตัดสินใจ" in problem for problem in kept.problems)
        spent = office.typed(office.case(letter_id), verdict=str(verdict), reviewer=CHIEF, code=office.code())
        assert "ใช้ไปแล้ว" in office.answer(office.case(letter_id), spent).problems[0]


def test_an_approval_with_reasons_is_told_in_record_ledger_and_issued_letter(office: Office) -> None:
    office.now += dt.timedelta(minutes=5)
    letter_id = office.receive()
    case = office.case(letter_id)
    office.answer(
        case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", draft_enclosures="แนวทางการใช้ระบบทะเบียน จำนวน ๑ ชุด")
    )
    case = office.case(letter_id)
    (block,) = blocks_of(case.record.findings)
    why = {f"override_{block.key}": "ส่งสำเนาทางไปรษณีย์แล้ว"}
    kept = office.answer(case, office.typed(case, verdict="อนุมัติ", reviewer=CHIEF, code=office.code(), **why))
    assert kept.problems == ()
    assert [(one.check, one.reason, one.round) for one in kept.overridden] == [
        ("copy-enclosed", "ส่งสำเนาทางไปรษณีย์แล้ว", 2)
    ]
    ((detail,),) = _ledger(office, "decided", case.draft_id)
    assert json.loads(detail)["overridden"][0]["reason"] == "ส่งสำเนาทางไปรษณีย์แล้ว"
    issued = issued_or_taken_back(office.settings, office.archive, case, kept, office.now.date())
    assert issued is not None
    told = json.loads(office.archive.load_file(issued.record))["approved"]
    assert (told["by"], told["overridden"][0]["check"]) == (CHIEF, "copy-enclosed")


def _ledger(office: Office, kind: str, subject: str) -> list[tuple[str]]:
    with office.archive.reading.connect() as connection:
        text = sa.text("select detail from ledger where kind = :kind and subject = :subject order by number")
        return [(str(row[0]),) for row in connection.execute(text, {"kind": kind, "subject": subject})]


def test_a_draft_that_waited_over_new_year_is_printed_with_the_day_of_issuing(tmp_path: Path) -> None:
    office = Office(tmp_path, dt.datetime(2024, 12, 29, 15, tzinfo=BANGKOK))
    letter_id = office.receive()
    shown = office.form(office.case(letter_id))
    assert (shown["dated"], shown["number"]) == ("", "")
    office.now = dt.datetime(2025, 1, 4, 9, tzinfo=BANGKOK)
    case = office.case(letter_id)
    kept = office.answer(case, office.typed(case, shown, verdict="อนุมัติ", reviewer=CHIEF, code=office.code()))
    assert kept.problems == ()
    issued = issued_or_taken_back(office.settings, office.archive, case, kept, office.now.date())
    assert issued is not None
    assert issued.dated == dt.date(2025, 1, 4)
    assert [row.number for row in office.archive.register_rows(OFFICE, "sent", 2568)] == [1]
    assert office.archive.register_rows(OFFICE, "sent", 2567) == ()
    office.archive.close()


def test_a_form_opened_before_the_letter_changed_takes_nothing_back(office: Office) -> None:
    """Two tabs: in one the subject is corrected, in the other the old form is sent."""
    office.now += dt.timedelta(minutes=5)
    letter_id = office.receive()
    case = office.case(letter_id)
    old = office.form(case)
    change = {"draft_subject": "เรื่องที่แก้แล้ว", "read_addressees": "ผู้ว่าราชการจังหวัดสกลนคร"}
    assert office.answer(case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", **change)).problems == ()
    second = office.case(letter_id)
    assert second.record.content is not None
    assert second.record.content.subject == "เรื่องที่แก้แล้ว"
    stale = office.typed(second, old, verdict="แก้ไขแล้วตรวจใหม่", draft_body=old["draft_body"] + "\n\nย่อหน้าใหม่")
    kept = office.answer(second, stale)
    assert kept.corrections == ()
    assert any("ย่อหน้าใหม่" in problem for problem in kept.problems)  # told, so that it is not lost
    third = office.case(letter_id)
    assert third.record.content is not None
    assert (third.record.content.subject, third.record.letter) == ("เรื่องที่แก้แล้ว", second.record.letter)


def test_only_what_differs_from_what_was_shown_is_a_correction(office: Office) -> None:
    letter_id = office.receive()
    case = office.case(letter_id)
    assert office.typed(case).corrections == ()
    shown = dict(case.record.shown)
    older = replace(case, record=replace(case.record, shown=tuple({**shown, "subject": "อย่างที่แบบฟอร์มเก่าแสดง"}.items())))
    assert office.typed(older).corrections == ()  # another release wrote the field otherwise: still nobody typed it
    joined = office.form(case)["draft_body"].replace("\n\n", " ")
    assert [one.field for one in office.typed(case, draft_body=joined).corrections] == ["draft.body"]
    spaced = office.form(case)["draft_body"].replace("\n", "\r\n").replace(" ", "  ")
    assert office.typed(case, draft_body=spaced).corrections == ()


NUMBERS = [
    ("๑", "", "มีในทะเบียนแล้ว"), ("๑", "เลขของเราจริง ๆ", "มีในทะเบียนแล้ว"), ("²", "", "เลขไทยหรือเลขอารบิก"), ("Ⅷ", "", "เลขไทย"),
    ("99999999999999999999", "", "เลขไทย"), ("0", "", "เลขไทย"), ("-1", "", "เลขไทย"), ("๑๐๐๐๐๐", "เหตุผลที่ดี", "เลขไทย"),
    ("9999", "", "ข้ามไปไกล"), ("9999", "ok", "ข้ามไปไกล"), ("9999", "เริ่มปีด้วยทะเบียนกระดาษ", ""), ("๓", "", ""), ("٣", "", "เลขไทย"),
]  # fmt: skip
DAYS = [
    ("๑ มกราคม ๒๔๐๐", "ยืนยันตามนั้น", "ก่อนวันที่ของหนังสือต้นเรื่อง"), ("๑ มกราคม ๒๖๐๐", "ยืนยันตามนั้น", "วันข้างหน้า"),
    ("๑๗ มกราคม ๒๕๖๗", "ยืนยันตามนั้น", "ก่อนวันที่ของหนังสือต้นเรื่อง"), ("๓๐ มกราคม ๒๕๖๗", "ยืนยันตามนั้น", "วันข้างหน้า"),
    ("๑๘ มกราคม ๒๕๖๗", "", "ย้อนหลังเกิน"), ("๑๘ มกราคม ๒๕๖๗", "ผู้ว่าฯ ลงนามวันนั้น", ""), ("๒๑ มกราคม ๒๕๖๗", "", ""),
    ("๒๙ กุมภาพันธ์ ๒๕๖๘", "", "วันที่ที่พิมพ์ในหนังสือ"), ("เมื่อวาน", "", "วันที่ที่พิมพ์ในหนังสือ"), ("๒๔ มกราคม ๒๕๖๗", "", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has given its number ๑ of the year."""
    house = Office(tmp_path_factory.mktemp("numbered"))
    case = house.case(house.receive())
    kept = house.answer(case, house.typed(case, verdict="อนุมัติ", reviewer=CHIEF, code=house.code()))
    assert issued_or_taken_back(house.settings, house.archive, case, kept, house.now.date()) is not None
    yield house
    house.archive.close()


@pytest.mark.parametrize(
    ("field", "text", "why", "told"),
    [*(("number", *row) for row in NUMBERS), *(("dated", *row) for row in DAYS)],
)
def test_typed_numbers_and_days_have_bounds_before_anything_is_final(
    numbered: Office, field: str, text: str, why: str, told: str
) -> None:
    numbered.now += dt.timedelta(seconds=61)
    case = numbered.case(numbered.receive())
    typed = {field: text, f"{field}_reason": why}
    kept = numbered.answer(case, numbered.typed(case, verdict="อนุมัติ", reviewer=CHIEF, code=numbered.code(), **typed))
    assert kept.final == (told == "")
    assert any(told in problem for problem in kept.problems) or not told


def test_a_day_of_another_register_year_is_never_taken_silently(tmp_path: Path) -> None:
    office = Office(tmp_path, dt.datetime(2025, 1, 2, 9, tzinfo=BANGKOK))
    case = office.case(office.receive())
    typed = {"verdict": "อนุมัติ", "reviewer": CHIEF, "dated": "๓๑ ธันวาคม ๒๕๖๗"}
    kept = office.answer(case, office.typed(case, code=office.code(), **typed))
    assert any("ทะเบียนปีอื่น" in problem for problem in kept.problems)
    office.archive.close()


def test_a_number_given_away_meanwhile_brings_the_letter_back(office: Office) -> None:
    office.now += dt.timedelta(minutes=5)
    first, second = (office.case(office.receive()) for _ in range(2))
    state = office.archive.register_state(OFFICE, "sent", 2567, 1)
    number = to_thai(state.last + 1)
    kept = []
    for case, who in ((first, CHIEF), (second, DEPUTY)):
        kept.append(
            office.answer(case, office.typed(case, verdict="อนุมัติ", reviewer=who, code=office.code(who), number=number))
        )
    assert [one.final for one in kept] == [True, True]
    today = office.now.date()
    assert issued_or_taken_back(office.settings, office.archive, first, kept[0], today) is not None
    for _ in range(2):
        assert issued_or_taken_back(office.settings, office.archive, second, kept[1], today) is None
    letter_id = second.stored.id
    again = office.case(letter_id)
    assert (again.round, again.mark.startswith("2-")) == (2, True)
    assert any("มีในทะเบียนแล้ว" in problem for problem in again.decisions[-1].problems)
    assert office.form(again)["number"] == ""
    assert len(_ledger(office, "decision-taken-back", second.draft_id)) == 1
    office.now += dt.timedelta(seconds=61)
    done = office.answer(again, office.typed(again, verdict="อนุมัติ", reviewer=CHIEF, code=office.code()))
    assert issued_or_taken_back(office.settings, office.archive, again, done, today) is not None


def blocking(case: Case) -> set[str]:
    return {one.check for one in case.record.findings if one.severity is Severity.BLOCKS}


def test_what_an_answer_leaves_behind_in_the_draft_blocks(office: Office) -> None:
    """The old number in a part that was typed in the same answer; an addressee who is not the one it goes to."""
    case = office.case(office.receive())
    old = office.form(case)["read_reference_number"]
    shown = office.form(case)
    typed = {"read_reference_number": old.replace("๑๕๗", "๑๕๘")}
    assert old != typed["read_reference_number"]
    typed["draft_enclosures"] = shown["draft_enclosures"].replace("๑ ชุด", "๒ ชุด")
    typed["draft_body"] = shown["draft_body"] + f"\n\nทั้งนี้ ตามหนังสือ ที่ {old} ดังกล่าว"
    office.answer(case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", **typed))
    again = office.case(case.stored.id)
    assert "old-value" in blocking(again)
    parts = ("draft_body", "draft_enclosures")
    mended = {part: office.form(again)[part].replace(old, typed["read_reference_number"]) for part in parts}
    office.answer(again, office.typed(again, verdict="แก้ไขแล้วตรวจใหม่", **mended))
    third = office.case(case.stored.id)
    assert "old-value" not in blocking(third)
    office.answer(third, office.typed(third, verdict="แก้ไขแล้วตรวจใหม่", draft_addressee="นายอำเภอพังโคน"))
    assert "addressee-kept" in blocking(office.case(case.stored.id))


def test_recipients_can_be_changed_in_any_round_and_what_is_not_found_blocks(office: Office) -> None:
    case = office.case(office.receive())
    everybody = len(case.record.recipients)
    office.answer(case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", left_out="นายอำเภอที่ไม่มี"))
    case = office.case(case.stored.id)
    assert "recipients-left-out" in blocking(case)
    name = case.record.recipients[0].title or case.record.recipients[0].name
    office.answer(case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", left_out=name))
    case = office.case(case.stored.id)
    assert (len(case.record.recipients), blocking(case)) == (everybody - 1, set())
    office.answer(case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", left_out="ทุกราย"))
    case = office.case(case.stored.id)
    assert (len(case.record.recipients), blocking(case)) == (everybody, set())
    office.answer(case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", draft_to="นายอำเภอพังโคน\nนายอำเภอพังโครน"))
    case = office.case(case.stored.id)
    assert (len(case.record.recipients), "asked-recipients" in blocking(case)) == (1, True)
    office.answer(case, office.typed(case, verdict="แก้ไขแล้วตรวจใหม่", draft_to="นายอำเภอพังโคน\nนายอำเภอภูพาน"))
    case = office.case(case.stored.id)
    assert (len(case.record.recipients), blocking(case)) == (2, set())


@pytest.mark.parametrize("same", [True, False], ids=["as seen", "another page"])
def test_another_page_than_the_approved_one_is_not_issued(office: Office, *, same: bool) -> None:
    """As with a picture that is fetched anew, or a template changed meanwhile: the number it had reserved stays visible."""
    office.now += dt.timedelta(minutes=5)
    letter_id = office.receive()
    shown = str(incoming().subject.value)
    office.draw(letter_id, (), 1, shown if same else f"{shown} ฉบับที่ผู้ตรวจเห็น")
    case = office.case(letter_id)
    assert case.pdf_sha256 is not None
    kept = office.answer(case, office.typed(case, verdict="อนุมัติ", reviewer=CHIEF, code=office.code()))
    assert kept.final
    done = issued_or_taken_back(office.settings, office.archive, case, kept, office.now.date())
    assert (done is not None) is same
    if same:
        return
    again = office.case(letter_id)
    assert again.round == 2
    assert any("ไม่เหมือนร่างที่อนุมัติ" in problem for problem in again.decisions[-1].problems)
    rows = office.archive.all(sa.select(register.c.state).where(register.c.claim == claim_of(case.draft_id)))
    assert [row["state"] for row in rows] == ["cancelled"]


def test_an_approval_of_the_first_release_that_no_register_can_take_comes_back(office: Office) -> None:
    case = office.case(office.receive())
    old = {"verdict": "อนุมัติ", "mark": case.mark, "reviewer": CHIEF, "signer": CHIEF, "at": office.now.isoformat()}
    record = json.dumps(
        {**old, "remark": "ยืนยัน", "corrections": [], "number": "²", "dated": "", "left_out": [], "problems": []}
    )
    office.archive.save_decision(case.draft_id, case.round, load_decision(record), case.docx_sha256)
    kept = load_decision(record)
    assert (kept.final, kept.overridden) == (True, ())
    assert issued_or_taken_back(office.settings, office.archive, case, kept, office.now.date()) is None
    assert office.case(case.stored.id).round == 2


def test_records_of_the_first_release_load_and_mean_what_they_meant() -> None:
    old = {"verdict": "ส่งคืนเจ้าหน้าที่", "mark": "1-a", "reviewer": "", "signer": "", "at": "2026-11-24T10:00:00+07:00"}
    told = {"remark": "แก้คำ", "corrections": [{"field": "subject", "text": "ก"}], "problems": ["ส่งคืนเจ้าหน้าที่: แก้คำ"]}
    decision = load_decision(json.dumps(old | told))
    assert (decision.final, decision.returned) == (False, True)
    assert (decision.overridden, decision.number_reason, decision.dated_reason) == ((), "", "")


def test_a_code_of_a_corrected_answer_approves_no_other_letter(office: Office) -> None:
    office.now += dt.timedelta(minutes=5)
    victim, target = (office.case(office.receive()) for _ in range(2))
    stolen = office.code()
    office.answer(victim, office.typed(victim, verdict="แก้ไขแล้วตรวจใหม่", reviewer=CHIEF, code=stolen))
    kept = office.answer(target, office.typed(target, verdict="อนุมัติ", reviewer=CHIEF, code=stolen))
    assert not kept.final
    (refused,) = _ledger(office, "approval-refused", target.draft_id)
    assert json.loads(refused[0])["reason"] == "used-code"
    assert len(_ledger(office, "code-spent", victim.draft_id)) == 1


def test_an_approval_holds_when_it_was_given_however_long_the_machine_was_busy(office: Office) -> None:
    office.now += dt.timedelta(hours=1)
    case, pressed, code = office.case(office.receive()), office.now, office.code()
    typed = office.typed(case, verdict="อนุมัติ", reviewer=CHIEF, code=code)
    office.now += dt.timedelta(hours=2)
    assert office.answer(case, typed, pressed.astimezone(dt.UTC)).problems == ()
    late = office.case(office.receive())
    again = office.typed(late, verdict="อนุมัติ", reviewer=CHIEF, code=office.code(at=pressed + dt.timedelta(minutes=3)))
    assert not office.answer(late, again).final  # nobody recorded that it was given earlier


@given(st.text(max_size=12) | st.text("0123456789๐๑๒๓๔๕๖๗๘๙٣²Ⅷ -.", max_size=7))
def test_any_typed_number_or_day_is_read_or_refused_with_a_thai_reason(text: str) -> None:
    for read in (read_number, read_day):
        try:
            value = read(text)
        except CircularsError as error:
            assert error.code == "mistyped"
        else:
            assert value is None or isinstance(value, dt.date) or 1 <= value <= 99_999
