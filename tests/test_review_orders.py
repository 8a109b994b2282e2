"""Every block × every order of verdicts, on drafts that were really made, by both screens; every check that blocks."""

from __future__ import annotations

import datetime as dt
import itertools
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cascade_cases import incoming
from review_cases import CHIEF, OFFICE, STEP, Office

from circulars.checks.registry import CHECKS
from circulars.desk.review.answers import told_at_once, values_of
from circulars.desk.review.seen import open_review
from circulars.letter.field import Field
from circulars.letter.finding import Finding, Severity
from circulars.review import DraftSeen, Reason, RegisterState, ReviewAnswer, Verdict, blocks_of, weigh
from circulars.review.key import ReviewKey

LENGTH = int(os.environ.get("CIRCULARS_ORDER_LENGTH", "2"))
"""Every order of so many verdicts stands in the walk; 3 for twenty-nine rounds of one letter."""
OPEN = (Verdict.APPROVE, Verdict.CORRECT, Verdict.RETURN)
"""Verdicts after which another round may follow."""
LEFT = {
    "remark": "ตรวจต้นฉบับแล้ว ถูกต้องทุกประการ ขอยืนยันทุกข้อ",
    "number_reason": "ตรวจต้นฉบับแล้ว ยืนยัน",
    "dated_reason": "ตรวจต้นฉบับแล้ว ยืนยัน",
}
"""What might be taken for a reason and is none."""
NO_COPY = {"draft_enclosures": "แนวทางการใช้ระบบทะเบียน จำนวน ๑ ชุด"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    house = Office(tmp_path_factory.mktemp("orders"))
    yield house
    house.archive.close()


def every_order(length: int) -> list[Verdict]:
    """A row of verdicts in which each order of `length` of them stands (a sequence of de Bruijn, opened)."""
    row: list[Verdict] = []
    wanted = set(itertools.product(OPEN, repeat=length))

    def further(row: list[Verdict], seen: set[tuple[Verdict, ...]]) -> list[Verdict] | None:
        if len(seen) == len(wanted):
            return row
        for verdict in OPEN:
            tail = tuple([*row, verdict][-length:])
            if len(tail) < length or tail not in seen:
                done = further([*row, verdict], seen | ({tail} if len(tail) == length else set()))
                if done is not None:
                    return done
        return None

    return further(row, set()) or []


def at_the_desk(office: Office, letter_id: str, verdict: Verdict, typed: dict[str, str]) -> tuple[str, ...]:
    """What the desk says at once of the same answer."""
    profile = next(iter(office.settings.profiles.values()))
    review = open_review(office.archive, letter_id, ReviewKey(OFFICE, STEP), profile, (CHIEF,), demo=False)
    given = {**typed, "verdict": str(verdict), "mark": review.mark, "code": "123456"}
    kept = [one.title or one.name for one in review.record.recipients] if review.record else []
    return told_at_once(
        review, values_of(review, {n: [t] for n, t in given.items()} | {"keep": kept}, CHIEF), office.now.date()
    )


@pytest.mark.parametrize("dated", [False, True], ids=["what nobody overrides", "an older round's reason"])
def test_a_real_draft_passes_in_no_order_of_verdicts(office: Office, dated: bool) -> None:
    """Reasons are typed in every round; of a dated letter, whose block may be overridden, in all but those of approvals."""
    order = every_order(LENGTH)
    orders = {tuple(order[n : n + LENGTH]) for n in range(len(order) - LENGTH + 1)}
    assert orders == set(itertools.product(OPEN, repeat=LENGTH))
    letter_id = office.receive(incoming() if dated else replace(incoming(), dated=Field()))
    case = office.case(letter_id)
    office.answer(case, office.typed(case, verdict=str(Verdict.CORRECT), **NO_COPY))
    first = blocks_of(office.case(letter_id).record.findings)
    assert any(one.never for one in first) is not dated
    assert any(not one.never for one in first)
    for number, verdict in enumerate(order):
        office.now += dt.timedelta(seconds=61)
        case = office.case(letter_id)
        blocks = blocks_of(case.record.findings)
        reasons = {f"override_{one.key}": "ตรวจต้นฉบับแล้ว ถูกต้อง" for one in blocks if not one.never}
        if dated and verdict is Verdict.APPROVE:
            reasons = {}
        typed = LEFT | reasons
        if verdict is Verdict.APPROVE:
            assert at_the_desk(office, letter_id, verdict, typed), order[: number + 1]
        told = office.typed(case, verdict=str(verdict), reviewer=CHIEF, code=office.code(), **typed)
        kept = office.answer(case, told)
        assert not kept.final, order[: number + 1]
        assert kept.overridden == ()
    case = office.case(letter_id)
    office.now += dt.timedelta(seconds=61)
    whole = {f"override_{one.key}": "ส่งสำเนาทางไปรษณีย์แล้ว" for one in blocks_of(case.record.findings)}
    kept = office.answer(
        case, office.typed(case, verdict=str(Verdict.APPROVE), reviewer=CHIEF, code=office.code(), **whole)
    )
    assert kept.final is dated  # with each reason given in this very round, and only where it may be given
    assert {one.reason for one in kept.overridden} == ({"ส่งสำเนาทางไปรษณีย์แล้ว"} if dated else set())


BLOCKING = [one for one in CHECKS.values() if Severity.BLOCKS in one.severities]


def test_every_check_that_may_block_stops_every_order_of_two_verdicts() -> None:
    orders = [order for length in (1, 2) for order in itertools.product(Verdict, repeat=length)]
    passed = 0
    for check in BLOCKING:
        fields = {field for example in check.examples for field in example.fires} or {""}
        for field in sorted(fields):
            found = Finding(check.name, Severity.BLOCKS, field, check.title)
            (block,) = blocks_of([found])
            own = Reason(block.key, "ตรวจต้นฉบับแล้ว ถูกต้อง")
            for order in orders:
                for number, verdict in enumerate(order, 1):
                    answer = ReviewAnswer(
                        str(verdict), f"{number}-a", CHIEF, remark=LEFT["remark"], number_reason=LEFT["remark"]
                    )
                    assert not _passes(number, found, answer), (check.name, order)
                    holds = _passes(number, found, replace(answer, reasons=(own,)))
                    assert holds is (verdict is Verdict.APPROVE and not block.never), (check.name, order)
                    assert not _passes(number + 1, found, replace(answer, reasons=(own,)))
                    passed += holds
    assert len(BLOCKING) > 40
    assert passed


def _passes(round_number: int, found: Finding, answer: ReviewAnswer) -> bool:
    told = weigh(
        DraftSeen(f"{round_number}-a", round_number, incoming(), blocks_of([found])),
        answer,
        today=dt.date(2024, 1, 22),
        register=lambda year, number: RegisterState(year, 0),
        obstacles=lambda day: (),
    )
    return told.verdict is Verdict.APPROVE and not told.problems
