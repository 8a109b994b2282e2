"""Who a draft is for and who signs it."""

from __future__ import annotations

from collections.abc import Iterator

from circulars.cascade.checks.case import Case, Check, blocks, plain, warns
from circulars.cascade.plan.step_key import VILLAGES, Audience
from circulars.cascade.plan.upward import goes_up
from circulars.checks.rules.respect import closing_for, royal_or_monk
from circulars.letter.finding import Finding
from circulars.letter.letter import LetterKind
from circulars.lexicon.writing.checks import (
    LOCAL_NAMED,
    POINTS_AT_SOME,
    RANK_IN_NAME,
    SOME_TAMBONS,
    THROUGH_LOCAL,
    TITLE_BESIDE_RANK,
)


def _recipients(case: Case) -> Iterator[Finding]:
    """Recipients are known offices of the next level, each once, and there is at least one."""
    codes = [one.office.code for one in case.step.recipients if one.office]
    if not case.step.recipients:
        yield blocks("recipients", "addressees", "ยังไม่มีผู้รับ กรุณาเลือกหรือพิมพ์รายชื่อผู้รับ")
    if len(codes) != len(set(codes)):
        yield blocks("recipients", "addressees", "มีผู้รับซ้ำกัน กรุณาตรวจรายชื่อผู้รับ")
    typed, planned = case.content.addressee, case.step.addressee_line
    if typed and planned and plain(typed) != plain(planned):
        yield blocks("addressee-kept", "draft.addressee", "ผู้รับที่พิมพ์ในร่างไม่ตรงกับรายชื่อที่จะส่ง", typed, planned)
    if case.step.office.code in codes:
        yield blocks("recipients", "addressees", "ผู้รับเป็นหน่วยงานเราเอง", case.step.office.name)


def _named_alone(case: Case) -> Iterator[Finding]:
    """Some of those below are named and all are addressed: where the request itself names or points at some, it blocks."""
    if goes_up(case.step) or "ทุก" not in case.content.addressee or "ยกเว้น" in case.content.addressee:
        return
    texts = [one.text for one in case.content.paragraphs]
    at = next((at for at, text in enumerate(texts) if text.startswith("ในการนี้")), len(texts))
    asked, told = " ".join(texts[at:]), " ".join(texts[:at])
    names = [one.office.name for one in case.step.recipients if one.office]
    found = [name for name in names if name in f"{told} {asked}"]
    named = {Audience.LOCAL: LOCAL_NAMED, **dict.fromkeys(VILLAGES, SOME_TAMBONS)}.get(case.step.key.audience)
    towns = [hit[0] for hit in named.finditer(asked)] if named else []
    if not towns and not (found and len(found) < len(names)):
        return
    message = "เนื้อความระบุชื่อผู้รับเพียงบางแห่ง แต่ร่างส่งถึงทุกแห่ง กรุณาตรวจหรือระบุผู้รับเอง"
    pointed = POINTS_AT_SOME(unit=case.step.unit).search(asked) is not None
    tell = blocks if towns or pointed or any(name in asked for name in found) else warns
    yield tell("recipients", "addressees", message, " ".join(towns or found)[:120])


def _asked_of_themselves(case: Case) -> Iterator[Finding]:
    """Local authorities that get the letter by name are asked to see to one another."""
    if case.step.key.audience is not Audience.LOCAL or "ทุก" in case.content.addressee:
        return
    found = THROUGH_LOCAL.search(case.body)
    if found:
        yield blocks("recipients", "draft.body", "ร่างขอให้ผู้รับประสานผู้รับเอง กรุณาแก้เนื้อความ", found[0][:80])


def _respect(case: Case) -> Iterator[Finding]:
    """Salutation and closing are a pair for the addressee; royal and monk addressees are a person's matter."""
    content = case.content
    if royal_or_monk(content.addressee):
        yield blocks("royal-or-monk", "draft.addressee", "ผู้รับเป็นพระราชวงศ์หรือพระภิกษุ กรุณาให้เจ้าหน้าที่ร่างคำขึ้นต้นและคำลงท้ายเอง")
        return
    if content.kind is not LetterKind.EXTERNAL:
        return
    salutation, closing = closing_for(content.addressee)
    if (content.salutation, content.closing) != (salutation, closing):
        yield blocks(
            "closing",
            "draft.closing",
            f"ผู้รับนี้ใช้คำขึ้นต้น “{salutation}” คู่กับคำลงท้าย “{closing}”",
            f"{content.salutation} / {content.closing}",
            "กราบเรียนใช้เฉพาะผู้ดำรงตำแหน่งสำคัญ" if content.salutation == "กราบเรียน" else "",
        )


def _signer(case: Case) -> Iterator[Finding]:
    """The signer is in the office's list with an authority that holds on the day."""
    if case.content.kind is LetterKind.STAMPED:
        return
    name = case.content.signatory_name
    known = [one for one in case.step.profile.signatories if one.name == name]
    if not name:
        yield blocks("signer", "draft.signatory", "ไม่มีผู้มีอำนาจลงนามในวันนี้ กรุณาเพิ่มผู้ลงนามหรือคำสั่งมอบอำนาจใน office.toml")
    elif not any(one.may_sign(case.today) for one in known):
        yield blocks("signer", "draft.signatory", "อำนาจลงนามของผู้นี้ไม่มีผลในวันที่ลงนาม", name)
    elif known[0].acting_phrase and len(case.content.position) != 2:
        yield blocks("signer", "draft.signatory", "ตำแหน่งผู้ลงนามแทนต้องพิมพ์สองบรรทัด", " / ".join(case.content.position))
    if goes_up(case.step):
        return
    head = case.step.office.head_title
    last = case.content.position[-1] if case.content.position else ""
    if name and head and last != head:
        yield warns("signer", "draft.signatory", "ผู้ลงนามไม่ได้ลงนามในตำแหน่งหัวหน้าส่วนราชการเจ้าของหนังสือ", last, head)


def _name_form(case: Case) -> Iterator[Finding]:
    """A rank stands on its own line above the brackets, and no title is doubled."""
    name, rank = case.content.signatory_name, case.content.rank
    if RANK_IN_NAME.match(name) or (rank and TITLE_BESIDE_RANK.match(name)):
        yield blocks(
            "signer-name", "draft.signatory", "ยศต้องอยู่บรรทัดบน นอกวงเล็บ และไม่ใช้คู่กับคำนำหน้านาม", f"{rank} ({name})"
        )


CHECKS: tuple[Check, ...] = (_recipients, _named_alone, _asked_of_themselves, _respect, _signer, _name_form)
"""The checks of this module."""
