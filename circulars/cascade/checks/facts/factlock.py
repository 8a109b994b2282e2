"""The fact lock: every number, date, name and link of a draft comes from a source, and the draft knows which.

Sources are the incoming letter, our own earlier letter, the office's profile and the directory, a proposed deadline,
and what the reviewer typed. Facts are compared as clerks read them (Thai and Arabic digits are the same); anything
that stands in no source blocks approval.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from circulars.cascade.asks.deadlines import ProposedDeadline
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.plan.thread import PriorLetter, copy_title
from circulars.cascade.text.typed import Typed
from circulars.directory.offices import offices
from circulars.documents.word.content import LetterContent
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.reference import find_references, format_reference
from circulars.letter.schema.written import table_words
from circulars.lexicon.phrases import ANY
from circulars.lexicon.rows import either
from circulars.lexicon.writing.checks import (
    HOUSE,
    LATIN_WORD,
    LINK,
    NUMBER,
    PERSON,
    POINTER,
    QUOTED,
    RUNS_ON_BEHIND_NAME,
    TELEPHONE,
)
from circulars.thai.dates import format_date
from circulars.thai.find_dates import find_dates
from circulars.thai.text import folded


class Source(StrEnum):
    """Where a fact comes from."""

    LETTER = "source-letter"
    ARCHIVE = "archive"
    PROFILE = "profile"
    DEADLINE = "proposed-deadline"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Origin:
    """A fact of a draft: its words, its kind (reference, number, date, name, phone, link, place, word), its source, where it stands in it."""

    fact: str
    kind: str
    source: Source
    where: str


@dataclass(frozen=True, slots=True)
class _Text:
    source: Source
    where: str
    folded: str
    numbers: frozenset[str]


def lock(
    content: LetterContent,
    letter: Letter,
    step: CascadeStep,
    *,
    prior: PriorLetter | None,
    deadlines: Sequence[ProposedDeadline],
    typed: Typed,
) -> tuple[tuple[Origin, ...], tuple[Finding, ...]]:
    """Origins of the facts in a draft's text, and a blocking finding for each fact that has none."""
    sources = _sources(letter, step, prior, deadlines, typed)
    origins: list[Origin] = []
    findings: list[Finding] = []
    for part, text in content_texts(content):
        for kind, fact in facts_of(text):
            found = _origin(kind, fact, sources)
            if found is not None:
                origins.append(Origin(fact, kind, found.source, found.where))
            else:
                findings.append(
                    Finding(
                        "fact-lock",
                        Severity.BLOCKS,
                        f"draft.{part}",
                        f"“{fact}” ไม่มีในหนังสือต้นเรื่อง คลังหนังสือ หรือข้อมูลสำนักงาน กรุณาแก้หรือพิมพ์ยืนยัน",
                        seen=fact,
                    )
                )
    return tuple(dict.fromkeys(origins)), tuple(dict.fromkeys(findings))


@lru_cache(maxsize=8192)
def facts_of(text: str) -> tuple[tuple[str, str], ...]:
    """The facts that a text states, as (kind, words); a date is one fact, not three numbers.

    >>> facts_of("ภายในวันที่ ๑๖ กุมภาพันธ์ ๒๕๖๗ จำนวน ๒ คน ทาง https://a.go.th")
    (('date', '๑๖ กุมภาพันธ์ ๒๕๖๗'), ('link', 'https://a.go.th'), ('number', '๒'))
    """
    facts: list[tuple[str, str]] = []
    rest = POINTER.sub("สิ่งที่ส่งมาด้วย", text)  # places in our own list: `checks.rules.pointers` sees to them
    for start, end, _ in find_references(text):
        facts.append(("reference", text[start:end].strip()))
        rest = rest.replace(text[start:end].strip(), "\x00", 1)
    for date in find_dates(rest):
        facts.append(("date", date.text))
    for _, fact in facts:
        rest = rest.replace(fact, "\x00", 1)
    for match in _known_names().finditer(rest):
        facts.append(("place", match[0]))
    rest = _known_names().sub("\x00", rest)  # นครนายก is no Mr.
    for kind, pattern in (
        ("link", LINK),
        ("phone", TELEPHONE),
        ("name", PERSON),
        ("place", HOUSE),
        ("word", LATIN_WORD),
        ("number", NUMBER),
    ):
        for match in pattern.finditer(rest):
            facts.append((kind, RUNS_ON_BEHIND_NAME.sub("", match[0]).strip() if kind == "place" else match[0].strip()))
        if kind in ("link", "phone", "name"):
            rest = pattern.sub("\x00", rest)
    facts += [("quote", match[1]) for match in QUOTED.finditer(text)]
    return tuple(facts)


def content_texts(content: LetterContent) -> list[tuple[str, str]]:
    """Every text of a draft with the part it stands in; empty ones left out."""
    texts = [("subject", content.subject), ("addressee", content.addressee), ("purpose", content.purpose)]
    texts += [("references", one) for one in content.references]
    texts += [("enclosures", f"{title} {quantity}") for title, quantity in content.enclosures]
    texts += [("body", one.text) for one in content.paragraphs]
    texts += [("signatory", one) for one in (content.rank, content.signatory_name, *content.position)]
    texts += [("contact", one) for one in content.contact]
    return [(part, text) for part, text in texts if text]


@lru_cache(maxsize=8192)
def _text(source: Source, where: str, text: str) -> _Text:
    return _Text(source, where, folded(text), frozenset(folded(one[0]) for one in NUMBER.finditer(text)))


def _sources(
    letter: Letter,
    step: CascadeStep,
    prior: PriorLetter | None,
    deadlines: Sequence[ProposedDeadline],
    typed: Typed,
) -> list[_Text]:
    profile, office = step.profile, step.office
    out = [_text(Source.LETTER, where, text) for where, text in letter_texts(letter)]
    if prior is not None:
        out.append(_text(Source.ARCHIVE, format_reference(prior.number), f"{prior.cited()} {prior.told()}"))
    signers = " ".join(
        " ".join((one.rank, one.name, one.position, one.acting_phrase or "", one.acting_for or ""))
        for one in profile.signatories
    )
    ours = (office.name, office.code, office.head_title, office.unit, office.place_name, office.head_post)
    foot = (*profile.letterhead_lines, *profile.contact_office_lines, profile.phone, profile.motto)
    out.append(_text(Source.PROFILE, "office", " | ".join((*ours, *foot, signers, step.unit, step.addressee_line))))
    below = " | ".join(f"{one.title} {one.name}" for one in step.recipients)
    out.append(_text(Source.PROFILE, "recipients", below))
    out += [_text(Source.DEADLINE, one.wanted_text, one.given_text) for one in deadlines]
    if typed.source:
        out.append(_text(Source.REVIEWER, "corrections", typed.source))
    return out


def letter_texts(letter: Letter) -> list[tuple[str, str]]:
    """Every text of a letter as read, with the name of the field."""
    signatory, contact = letter.signatory.value, letter.contact.value
    texts = [
        ("sender_agency", letter.sender_agency.value),
        ("subject", letter.subject.value),
        ("copy", f"{copy_title(letter)} จำนวน ๑ ฉบับ"),
        ("date_be", format_date(letter.dated.value) if letter.dated.value else None),
        ("reference_number", format_reference(letter.reference.value) if letter.reference.value else None),
        (
            "signatory",
            signatory and " ".join(part for part in (signatory.name, signatory.position, signatory.acting_for) if part),
        ),
        ("contact", contact and " ".join(part for part in (contact.office, contact.phone) if part)),
    ]
    texts += [("addressees", field.value) for field in letter.addressees]
    texts += [("body", field.value) for field in letter.body]
    for cited in letter.references:
        if cited.value:
            dated = format_date(cited.value.dated) if cited.value.dated else ""
            number = format_reference(cited.value.number) if cited.value.number else ""
            texts.append(("references", f"{cited.value.raw} {cited.value.agency or ''} {number} {dated}"))
    texts += [("enclosures", f"{one.value.title} {one.value.quantity or ''}") for one in letter.enclosures if one.value]
    texts += [("tables", table_words(one.value)) for one in letter.tables if one.value]
    return [(where, text) for where, text in texts if text]


def _origin(kind: str, fact: str, sources: Sequence[_Text]) -> _Text | None:
    plain = folded(fact)
    for source in sources:
        if (plain in source.numbers) if kind == "number" else (plain in source.folded):
            return source
    return None


@lru_cache(maxsize=1)
def _known_names() -> re.Pattern[str]:
    """Names of provinces, districts and agencies of the directory, longest first."""
    names = sorted({office.name for office in offices() if len(office.name) > 5}, key=len, reverse=True)
    return ANY(words=either(names))
