"""The fields of one review's form, whatever the screen: their names, what stands in them, what was typed read back.

Prefect's form (`flows.reviewing.screen.forms`) and the desk give the same fields under the same names, so that the
suspended run takes an answer from either. Fields are plain text; `circulars.review` parses and weighs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from circulars.letter.doubt import sentences_of
from circulars.letter.letter import Letter
from circulars.review import FORMS, Becomes, Block, Correction, Reason, ReviewAnswer, same_text, write_field

NOBODY = "(เลือกชื่อผู้ตรวจ)"
NO_VERDICT = "(เลือกผลการตรวจ)"
READ = "read_"
DRAFT = "draft_"
ALL_AGAIN = "ทุกราย"
"""Typed among those to be taken out: nobody is out any more."""
ASK_FOR_DRAFT = "draft_to"
"""The field of a letter without a draft in which a person names the recipients for whom one is to be made."""
BECOMES = "becomes_"
NO_STEP_CHOSEN, NO_UNIT = "(เลือกว่าทำอย่างไร)", "(ไม่ระบุ)"
SEND_THE_DRAFT = "ส่งต่อตามร่างนี้"
OVERRIDE = "override_"
"""Before a block's key: the input for its own reason."""


@dataclass(frozen=True, slots=True)
class DraftText:
    """The draft's own text that a reviewer may change: contract of the form, one line an item where there are many."""

    subject: str
    addressee: str
    references: str
    enclosures: str
    body: str
    purpose: str
    urgency: str
    copies: str
    kind: str
    signatory: str
    signatories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one form is built from.

    ``shown`` is the text that each filled-in field shows, by its name in corrections (``subject``, ``draft.subject``);
    ``unread`` what was typed into a field of the letter and could not be read: it stands there until it is mended.
    ``blocks`` are the findings that each need a reason of their own.
    ``becomes`` is what is proposed, ``steps`` and ``units`` what may be chosen instead; ``noted`` the words of ทราบ where
    the letter may be noted without a name and a code.
    """

    letter: Letter
    draft: DraftText | None
    mark: str
    reviewers: tuple[str, ...]
    needs_code: bool
    recipients: int
    shown: Mapping[str, str]
    unread: Mapping[str, str]
    blocks: tuple[Block, ...] = ()
    becomes: Becomes | None = None
    steps: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    noted: str = ""


def shown_texts(letter: Letter, draft: DraftText | None) -> dict[str, str]:
    """What each filled-in field of a form shows, by its name in corrections."""
    shown = {name: write_field(letter, name) for name in FORMS}
    if draft is not None:
        shown |= {f"draft.{name}": str(getattr(draft, name)) for name in (*DRAFT_LABELS, "signatory")}
    return shown


DRAFT_LABELS = {
    "subject": "ร่าง: เรื่อง",
    "addressee": "ร่าง: เรียน",
    "references": "ร่าง: อ้างถึง (บรรทัดละหนึ่งฉบับ)",
    "enclosures": "ร่าง: สิ่งที่ส่งมาด้วย (บรรทัดละหนึ่งรายการ)",
    "body": "ร่าง: เนื้อความ (เว้นบรรทัดระหว่างย่อหน้า)",
    "purpose": "ร่าง: จึงเรียนมา…",
    "urgency": "ร่าง: ชั้นความเร็ว (ปกติ ด่วน ด่วนมาก ด่วนที่สุด)",
    "copies": "ร่าง: สำเนาส่ง (บรรทัดละหนึ่งราย)",
    "kind": "ร่าง: ชนิดหนังสือ (หนังสือภายนอก หนังสือประทับตรา บันทึกข้อความ คำสั่ง ประกาศ)",
}


def _left_in_form(given: Mapping[str, str]) -> Becomes | None:
    """The step as it was left in the form; None where the form did not ask, or a draft stands and is what becomes of it."""
    left = {name.removeprefix(BECOMES): text.strip() for name, text in given.items() if name.startswith(BECOMES)}
    if left.get("step", SEND_THE_DRAFT) == SEND_THE_DRAFT:
        return None
    step, unit = left["step"], left.get("unit", "")
    return Becomes(
        "" if step == NO_STEP_CHOSEN else step,
        "" if unit == NO_UNIT else unit,
        left.get("due", ""),
        left.get("minute", ""),
    )


def read_values(values: Mapping[str, object], sheet: Sheet) -> ReviewAnswer:
    """What was typed: of the fields that the form showed filled in, only those that came back different."""
    given = {name: "" if value is None else _storable(str(value)) for name, value in values.items()}
    typed = [(n.removeprefix(READ), text) for n, text in given.items() if n.startswith(READ)]
    if sheet.draft:
        typed += [(f"draft.{n.removeprefix(DRAFT)}", text) for n, text in given.items() if n.startswith(DRAFT)]
        typed += [("draft.signatory", given["signatory"])] if "signatory" in given else []
    corrections = [
        Correction(name, text)
        for name, text in typed
        if name in sheet.shown and not same_text(name, sheet.shown[name], text)
    ]
    if given.get(ASK_FOR_DRAFT, "").strip():
        corrections.append(Correction("draft.to", given[ASK_FOR_DRAFT].strip()))
    reasons = [Reason(n.removeprefix(OVERRIDE), text) for n, text in given.items() if n.startswith(OVERRIDE)]
    return ReviewAnswer(
        verdict=given.get("verdict", NO_VERDICT),
        mark=given.get("mark", ""),
        reviewer="" if given.get("reviewer") == NOBODY else given.get("reviewer", ""),
        code=given.get("code", ""),
        remark=given.get("remark", "").strip(),
        reasons=tuple(one for one in reasons if one.text.strip()),
        number=given.get("number", "").strip(),
        number_reason=given.get("number_reason", "").strip(),
        dated=given.get("dated", "").strip(),
        dated_reason=given.get("dated_reason", "").strip(),
        left_out=tuple(line.strip() for line in given.get("left_out", "").splitlines() if line.strip()),
        corrections=tuple(corrections),
        becomes=_left_in_form(given),
    )


def _storable(text: str) -> str:
    """A text that every database takes: one kind of line end, nothing that is no character."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode("utf-8")
    return "".join(letter for letter in plain if letter in "\n\t" or ord(letter) >= 32)


def fields_in_order(letter: Letter) -> list[str]:
    """The correctable fields of a letter, those in doubt first."""
    return sorted(FORMS, key=lambda name: not doubts_of(letter, name))


def doubts_of(letter: Letter, name: str) -> tuple[str, ...]:
    """Why a person must look at a field; empty when nobody must."""
    value = getattr(letter, FORMS[name].part)
    members = value if FORMS[name].many else (value,)
    return sentences_of(tuple(doubt for member in members for doubt in member.doubts))
