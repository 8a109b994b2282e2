"""The form of one review: a Prefect input model built for one draft, and what was typed read back from it.

Fields are plain text and choices only: a validator here would fail the run after Resume, so everything is parsed by
`circulars.review` and asked again with the reason. The model is built per draft, because titles survive only as
defaults of a model of its own, and because the doubtful fields stand first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from prefect.input import RunInput
from pydantic import ConfigDict, Field, create_model

from circulars.letter.doubt import sentences_of
from circulars.letter.letter import Letter
from circulars.review import FORMS, Becomes, Block, Correction, Reason, ReviewAnswer, Verdict, same_text, write_field
from circulars.review.blocks import LEAST_LETTERS, MOST_REASONS
from circulars.thai.digits import to_thai
from flows.runs.seams.runs import with_page

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
OVERRIDE = "override_"
"""Before a block's key: the input for its own reason."""


class Answer(RunInput):
    """Whatever was typed, read back without judging it."""

    model_config = ConfigDict(extra="allow")


@dataclass(frozen=True, slots=True)
class DraftText:
    """The draft's own text that a reviewer may change: contract of the form, one line an item where there are many."""

    subject: str
    addressee: str
    references: str
    enclosures: str
    body: str
    purpose: str
    signatory: str
    signatories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one form is built from.

    ``shown`` is the text that each filled-in field shows, by its name in corrections (``subject``, ``draft.subject``);
    ``unread`` what was typed into a field of the letter and could not be read: it stands there until it is mended.
    ``blocks`` are the findings that each need a reason of their own.
    ``becomes`` is the proposed step of a letter without a draft, ``steps`` and ``units`` what may be chosen instead.
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
}


def build_form(sheet: Sheet, description: str) -> type[RunInput]:
    """The input model for this draft: Thai titles, the letter's and the draft's text as it stands, all else empty."""
    verdicts = [str(v) for v in Verdict] if sheet.draft else [str(v) for v in Verdict if v is not Verdict.APPROVE]
    hint = "เลือกหนึ่งอย่าง กรอกให้ครบ แล้วกด Resume ท้ายแบบ"
    fields: dict[str, Any] = _becoming(sheet) | {
        "verdict": _choice("ผลการตรวจ", (NO_VERDICT, *verdicts), NO_VERDICT, hint)
    }
    asked = "ต้องเลือกเมื่ออนุมัติ ส่งคืน หรือไม่ส่งต่อ"
    if sheet.reviewers:
        fields["reviewer"] = _choice("ผู้ตรวจ", (NOBODY, *sheet.reviewers), NOBODY, asked)
    else:
        fields["reviewer"] = _text("ผู้ตรวจ", "", asked)
    if sheet.needs_code:
        fields["code"] = _text(
            "รหัสยืนยัน ๖ หลักจากแอป", "", "ใช้เมื่ออนุมัติ ส่งคืน หรือไม่ส่งต่อ รหัสที่ใส่มาแล้วใช้ซ้ำไม่ได้ ไม่ว่าผลจะเป็นอย่างไร"
        )
    if sheet.draft:
        for number, block in enumerate((one for one in sheet.blocks[:MOST_REASONS] if not one.never), 1):
            fields[OVERRIDE + block.key] = _reason(number, block)
    fields["remark"] = _text("หมายเหตุถึงเจ้าหน้าที่", "", "ไม่นับเป็นเหตุผลของข้อที่ต้องแก้ก่อน")
    if sheet.draft:
        fields |= _numbering()
        choices = sheet.draft.signatories or (sheet.draft.signatory,)
        fields["signatory"] = _choice("ผู้ลงนาม", choices, sheet.shown.get("draft.signatory", sheet.draft.signatory))
        if sheet.recipients > 1:
            fields["left_out"] = _text(
                "ตัดผู้รับออก (บรรทัดละหนึ่งราย)", "", f"เว้นว่าง = ตามรายชื่อของร่างนี้ · พิมพ์ {ALL_AGAIN} = ส่งครบทุกรายอีกครั้ง"
            )
        fields[ASK_FOR_DRAFT] = _text(
            "เปลี่ยนผู้รับเป็น (บรรทัดละหนึ่งราย)", "", "เว้นว่าง = ตามเดิม · พิมพ์แล้วเลือก แก้ไขแล้วตรวจใหม่ ระบบร่างถึงผู้รับที่พิมพ์เท่านั้น"
        )
        for name, label in DRAFT_LABELS.items():
            fields[DRAFT + name] = _text(label, sheet.shown[f"draft.{name}"])
    else:
        fields[ASK_FOR_DRAFT] = _text(
            "ให้ร่างถึง (บรรทัดละหนึ่งราย)", "", "เช่น นายอำเภอ ทุกอำเภอ แล้วเลือก แก้ไขแล้วตรวจใหม่ · เว้นว่าง = ไม่ร่าง"
        )
    fields |= _as_read(sheet)
    fields["mark"] = (str, Field(default=sheet.mark, title="รหัสของร่างที่เห็น (ไม่ต้องแก้)"))
    form: type[RunInput] = create_model("Review", __base__=RunInput, **fields)
    return with_page(form, description)


def _as_read(sheet: Sheet) -> dict[str, Any]:
    """The fields of the letter that came in, those in doubt first, each as it was read or typed before."""
    fields: dict[str, Any] = {}
    for name in fields_in_order(sheet.letter):
        doubts = doubts_of(sheet.letter, name)
        label = f"{'⚠ ' if doubts else ''}หนังสือที่รับ: {FORMS[name].label}"
        fields[READ + name] = _text(label, sheet.unread.get(name, sheet.shown[name]), " · ".join(doubts))
    return fields


def _becoming(sheet: Sheet) -> dict[str, Any]:
    """The first question where there is no draft: what becomes of the letter, with the minute ready, for ไม่ส่งต่อ."""
    becomes = sheet.becomes
    if becomes is None or sheet.draft is not None:
        return {}
    step = becomes.step or NO_STEP_CHOSEN
    said = (
        "ระบบเสนอให้แล้ว ถ้าถูกต้อง เลือกผลการตรวจ ไม่ส่งต่อ"
        if becomes.step
        else "หนังสือบอกไม่ชัด กรุณาเลือก แล้วเลือกผลการตรวจ ไม่ส่งต่อ"
    )
    unit = becomes.unit or NO_UNIT
    return {
        BECOMES + "step": _choice("เรื่องนี้ทำอย่างไร", (NO_STEP_CHOSEN, *sheet.steps), step, said),
        BECOMES + "unit": _choice("มอบให้", (NO_UNIT, *sheet.units), unit),
        BECOMES + "due": _text("กำหนด", becomes.due, "เช่น ๑๘ ธันวาคม ๒๕๖๙ · เว้นว่าง = ไม่มี"),
        BECOMES + "minute": _text("เกษียน", becomes.minute),
    }


def _left_in_form(given: Mapping[str, str]) -> Becomes | None:
    """The step as it was left in the form; None where the form did not ask."""
    left = {name.removeprefix(BECOMES): text.strip() for name, text in given.items() if name.startswith(BECOMES)}
    if "step" not in left:
        return None
    step, unit = left["step"], left.get("unit", "")
    return Becomes(
        "" if step == NO_STEP_CHOSEN else step,
        "" if unit == NO_UNIT else unit,
        left.get("due", ""),
        left.get("minute", ""),
    )


def _numbering() -> dict[str, Any]:
    """Number and day for the register. Empty is the usual case: a default that a form shows is never a decision."""
    unusual = "เฉพาะเมื่อพิมพ์ค่าที่ผิดปกติ (เลขข้ามหรือย้อน วันที่ย้อนหลังหรือข้ามปี)"
    return {
        "number": _text("เลขทะเบียนส่ง", "", "เว้นว่าง = เลขถัดไปจากทะเบียน"),
        "number_reason": _text("เหตุผลของเลขที่พิมพ์เอง", "", unusual),
        "dated": _text("วันที่ที่พิมพ์ในหนังสือ", "", "เว้นว่าง = วันที่ออกเลขจริง ถ้าพิมพ์เอง เช่น ๒๔ พฤศจิกายน ๒๕๖๙"),
        "dated_reason": _text("เหตุผลของวันที่ที่พิมพ์เอง", "", unusual),
    }


def _reason(number: int, block: Block) -> tuple[type[str], Any]:
    found = block.finding
    told = found.message + (f" (“{found.seen[:80]}”)" if found.seen else "")
    return _text(
        f"⛔ ข้อ {to_thai(number)} เหตุผลที่ยืนยันแม้: {told[:200]}",
        "",
        f"เว้นว่าง = ไม่ยืนยันข้อนี้ (อย่างน้อย {to_thai(LEAST_LETTERS)} ตัวอักษร)",
    )


def read_answer(answer: Answer, sheet: Sheet) -> ReviewAnswer:
    """What was typed: of the fields that the form showed filled in, only those that came back different."""
    given = {name: "" if value is None else _storable(str(value)) for name, value in (answer.model_extra or {}).items()}
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


def _text(title: str, shown: str, hint: str = "") -> tuple[type[str], Any]:
    return str, Field(default=shown, title=title, description=hint or None)


def _choice(title: str, choices: tuple[str, ...], shown: str, hint: str = "") -> Any:
    offered = tuple(dict.fromkeys((shown, *choices)))
    return Literal[offered], Field(default=shown, title=title, description=hint or None)
