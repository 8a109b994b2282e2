"""Where every clause of the source went: told, asked of those below, ours, to whom to ask, or left out.

The clauses are read anew (`asks.clauses.reader`) and looked for in the finished draft by their letters, so this holds
whatever way the draft was made. A clause that asks and went nowhere blocks, and so does one with a fact; any other that
was left out is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.cascade.asks.clauses.reader import Act, Clause, Whose, read_clauses
from circulars.cascade.checks.facts.factlock import facts_of
from circulars.cascade.checks.facts.told import Held, body_of, known_elsewhere, whole
from circulars.directory.offices import Level
from circulars.letter.finding import Finding, Severity
from circulars.lexicon.offices import UNIT, below_pattern, own_pattern
from circulars.lexicon.phrases import ANY, ASKS, PASS_ON
from circulars.lexicon.rows import literally
from circulars.lexicon.writing.checks import DECIDED_BY_OTHERS, ITEM_MARK_AT_END, SAID_BY_US
from circulars.lexicon.writing.clauses import DRESS, SENT_THROUGH, TIME_OF_DAY
from circulars.lexicon.writing.plan import DECREES_SO
from circulars.thai.text import folded, repair

LEFT_OUT, ASKED_IN_TOLD = "left-out", "asked-in-told"
_RUN, _SHORT, _KEPT = 6, 12, 0.55
"""Letters of a run; letters below which a clause is too short to be told from another; least share of its runs in a text."""


class Place(StrEnum):
    """Where a clause went."""

    TOLD = "told"
    ASKED = "asked"
    OURS = "ours"
    ELSEWHERE = "elsewhere"
    """Another letter of ours, our earlier letter, or the contact that is named by ours."""
    COURTESY = "courtesy"
    """Thanks and the จึงเรียนมา line, which ours says by itself."""
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause and where it went."""

    clause: Clause
    place: Place


def placed(held: Held) -> tuple[Placed, ...]:
    """Every clause of the source with the place it went to."""
    texts = [one.text for one in held.content.paragraphs]
    begins = (at for at, text in enumerate(texts) if text.startswith("ในการนี้") or DECREES_SO.search(text))
    at = next(begins, len(texts))
    told = " ".join((held.content.subject, *texts[:at]))
    asked = " ".join((*texts[at:], held.content.purpose))
    ours = [*(whole(one) for one in held.reading.ours)]
    names = _names(held)
    rows = (
        (Place.ASKED, asked),
        (Place.TOLD, told),
        (Place.OURS, " ".join(ours)),
        (Place.TOLD, body_of(held.content)),
        (Place.ELSEWHERE, " ".join(known_elsewhere(held))),
    )
    heads = [folded(one.value) for one in held.letter.addressees if one.value]
    found = []
    ended = False
    for clause in read_clauses(held.letter, held.office):
        if ended and not clause.purpose:
            break
        ended = ended or clause.purpose
        if not any(folded(clause.text) in head for head in heads):
            found.append(Placed(clause, _place(clause, rows, names)))
    return tuple(found)


def _place(clause: Clause, rows: Sequence[tuple[Place, str]], names: str) -> Place:
    if clause.purpose or clause.act is Act.THANKED:
        return Place.COURTESY
    text = SENT_THROUGH.sub("", repair(clause.text))
    return next((place for place, said in rows if _share(text, said, names) >= _KEPT), Place.LEFT_OUT)


def _names(held: Held) -> str:
    """Words that may change on the way: who speaks, acts, passes it on, the courtesy of asking, and the days that were moved."""
    level: Level = held.office.level
    moved = [literally(wanted) for wanted, _ in held.deadlines]
    sender = [literally(held.letter.sender_agency.value)] if held.letter.sender_agency.value else []
    sender += [unit for unit in UNIT.values() if (held.letter.sender_agency.value or "").startswith(unit)]
    return "|".join(
        (*moved, *sender, own_pattern(level), below_pattern(level), PASS_ON, f"ขอ{ASKS}(?:จาก|ให้)?", SAID_BY_US)
    )


def _share(text: str, said: str, names: str) -> float:
    """The share of a clause's own runs of letters that stand in a text; a short clause must stand there whole."""
    body = folded(said)
    pieces = [folded(piece) for piece in ANY(words=names).split(text)]
    runs = [piece[start : start + _RUN] for piece in pieces for start in range(len(piece) - _RUN + 1)]
    if sum(map(len, pieces)) < _SHORT or not runs:
        return 1.0 if all(piece in body for piece in pieces) else 0.0
    return sum(run in body for run in runs) / len(runs)


def weight_of(clause: Clause, known: str = "") -> str:
    """The fact of a clause that must not be lost: a day, place, amount, name, time or dress code; empty where it has none.

    A fact that stands in ``known`` (folded) is not lost.
    """
    return weight_of_text(ITEM_MARK_AT_END.sub("", SENT_THROUGH.sub("", repair(clause.text))), known)


def weight_of_text(text: str, known: str = "") -> str:
    """As `weight_of`, for a text."""
    fact = next((words for kind, words in facts_of(text) if kind != "word" and folded(words) not in known), "")
    found = DRESS.search(text) or TIME_OF_DAY.search(text)
    return fact or (found[0] if found else "")


def _asked_in_told(clause: Clause, held: Held) -> Iterator[Finding]:
    """What those below are to do stands among what is told: with a day or a report it blocks, for they would answer the sender.

    What a court or a council decided is told as it is.
    """
    message = "สิ่งที่ขอให้ผู้รับทำอยู่ในส่วนที่บอกเล่า ไม่ได้อยู่ในคำขอ กรุณาแก้เนื้อความ"
    before = (
        repair(one.value or "").partition(clause.text)[0]
        for one in held.letter.body
        if clause.text in (one.value or "")
    )
    told = any(DECIDED_BY_OTHERS.search(text) for text in before)
    severity = Severity.BLOCKS if (clause.days or clause.reports_to) and not told else Severity.WARNS
    yield Finding(ASKED_IN_TOLD, severity, "draft.body", message, seen=clause.text[:160])


def left_out(held: Held) -> Iterator[Finding]:
    """A clause that went nowhere: it blocks where it asks those below or has a fact, and is shown where it has none."""
    moved = (wanted for wanted, given in held.deadlines if folded(given) in folded(body_of(held.content)))
    known = folded(" ".join((body_of(held.content), *moved)))
    for one in placed(held):
        if one.place is Place.TOLD and one.clause.act is Act.ASKED and one.clause.whose is Whose.BELOW:
            yield from _asked_in_told(one.clause, held)
        if one.place is not Place.LEFT_OUT:
            continue
        fact = weight_of(one.clause, known)
        asked = one.clause.act in (Act.ASKED, Act.FORBIDDEN) and one.clause.whose is not Whose.OURS
        if fact or asked:
            message = "ข้อความนี้ของต้นเรื่องไม่อยู่ในร่างและไม่ใช่งานของเรา กรุณาเติมในร่าง"
            yield Finding(
                "goes-nowhere", Severity.BLOCKS, "draft.body", message, seen=one.clause.text[:160], against=fact
            )
        else:
            message = "ข้อความนี้ของต้นเรื่องไม่ได้ส่งต่อ"
            yield Finding(LEFT_OUT, Severity.NOTES, "draft.body", message, seen=one.clause.text[:160])
