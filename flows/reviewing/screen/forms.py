"""The form of one review: a Prefect input model built for one draft, and what was typed read back from it.

Fields are plain text and choices only: a validator here would fail the run after Resume, so everything is parsed by
`circulars.review` and asked again with the reason. The model is built per draft, because titles survive only as
defaults of a model of its own, and because the doubtful fields stand first.
"""

from __future__ import annotations

from typing import Any, Literal

from prefect.input import RunInput
from pydantic import ConfigDict, Field, create_model

from circulars.desk.review.sheet import (
    ALL_AGAIN,
    ASK_FOR_DRAFT,
    BECOMES,
    DRAFT,
    DRAFT_LABELS,
    NO_STEP_CHOSEN,
    NO_UNIT,
    NO_VERDICT,
    NOBODY,
    OVERRIDE,
    READ,
    SEND_THE_DRAFT,
    DraftText,
    Sheet,
    doubts_of,
    fields_in_order,
    read_values,
)
from circulars.review import FORMS, Becomes, Block, ReviewAnswer, Verdict
from circulars.review.blocks import LEAST_LETTERS, MOST_REASONS
from circulars.thai.digits import to_thai
from flows.runs.seams.runs import with_page

NOTED_HINT = "ถ้าเพียงทราบและเก็บเรื่อง กด Resume ได้เลย ไม่ต้องเลือกชื่อหรือใส่รหัส (เปิดพิจารณาใหม่ได้ที่โต๊ะทำงาน)"
NOT_TO_NOTE = "ไม่ต้องเลือกเมื่อเพียงทราบตามที่เสนอ ต้องเลือกเมื่อทำอย่างอื่น"


class Answer(RunInput):
    """Whatever was typed, read back without judging it."""

    model_config = ConfigDict(extra="allow")


def build_form(sheet: Sheet, description: str) -> type[RunInput]:
    """The input model for this draft: Thai titles, the letter's and the draft's text as it stands, all else empty."""
    verdicts = [str(v) for v in Verdict] if sheet.draft else [str(v) for v in Verdict if v is not Verdict.APPROVE]
    hint = "เลือกหนึ่งอย่าง กรอกให้ครบ แล้วกด Resume ท้ายแบบ"
    shown = str(Verdict.DROP) if sheet.noted else NO_VERDICT  # nothing leaves by it, and it can be opened again
    fields: dict[str, Any] = _becoming(sheet) | {
        "verdict": _choice("ผลการตรวจ", (NO_VERDICT, *verdicts), shown, NOTED_HINT if sheet.noted else hint)
    }
    asked = NOT_TO_NOTE if sheet.noted else "ต้องเลือกเมื่ออนุมัติ ส่งคืน หรือไม่ส่งต่อ"
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
    read = _as_read(sheet)
    doubted = {name: one for name, one in read.items() if doubts_of(sheet.letter, name.removeprefix(READ))}
    fields |= doubted
    if sheet.draft:
        fields |= _of_draft(sheet, sheet.draft)
    else:
        fields[ASK_FOR_DRAFT] = _text(
            "ให้ร่างถึง (บรรทัดละหนึ่งราย)", "", "เช่น นายอำเภอ ทุกอำเภอ แล้วเลือก แก้ไขแล้วตรวจใหม่ · เว้นว่าง = ไม่ร่าง"
        )
    fields |= read
    fields |= _unless_sent(sheet)
    fields |= _numbering() if sheet.draft else {}
    fields["mark"] = (str, Field(default=sheet.mark, title="รหัสของร่างที่เห็น (ไม่ต้องแก้)"))
    form: type[RunInput] = create_model("Review", __base__=RunInput, **fields)
    return with_page(form, description)


def _of_draft(sheet: Sheet, draft: DraftText) -> dict[str, Any]:
    """Who signs the draft, to whom it goes, and its text."""
    choices = draft.signatories or (draft.signatory,)
    fields = {"signatory": _choice("ผู้ลงนาม", choices, sheet.shown.get("draft.signatory", draft.signatory))}
    if sheet.recipients > 1:
        fields["left_out"] = _text(
            "ตัดผู้รับออก (บรรทัดละหนึ่งราย)", "", f"เว้นว่าง = ตามรายชื่อของร่างนี้ · พิมพ์ {ALL_AGAIN} = ส่งครบทุกรายอีกครั้ง"
        )
    fields[ASK_FOR_DRAFT] = _text(
        "เปลี่ยนผู้รับเป็น (บรรทัดละหนึ่งราย)", "", "เว้นว่าง = ตามเดิม · พิมพ์แล้วเลือก แก้ไขแล้วตรวจใหม่ ระบบร่างถึงผู้รับที่พิมพ์เท่านั้น"
    )
    return fields | {DRAFT + name: _text(label, sheet.shown[f"draft.{name}"]) for name, label in DRAFT_LABELS.items()}


def _as_read(sheet: Sheet) -> dict[str, Any]:
    """The fields of the letter that came in, those in doubt first, each as it was read or typed before.

    Its body stands in the draft's text and on the scan: a third time only where it is doubted or nothing is drafted.
    """
    fields: dict[str, Any] = {}
    for name in fields_in_order(sheet.letter):
        doubts = doubts_of(sheet.letter, name)
        if name == "body" and sheet.draft and not doubts and name not in sheet.unread:
            continue
        label = f"{'⚠ ' if doubts else ''}หนังสือที่รับ: {FORMS[name].label}"
        fields[READ + name] = _text(label, sheet.unread.get(name, sheet.shown[name]), " · ".join(doubts))
    return fields


def _becoming(sheet: Sheet) -> dict[str, Any]:
    """The first question: what becomes of the letter; without a draft with the minute ready, for ไม่ส่งต่อ."""
    becomes = sheet.becomes
    if becomes is None:
        return {}
    if sheet.draft is not None:
        hint = "ถ้าไม่ส่งต่อ เลือกว่าทำอย่างไร แล้วเลือกผลการตรวจ ไม่ส่งต่อ"
        return {BECOMES + "step": _choice("เรื่องนี้ทำอย่างไร", (SEND_THE_DRAFT, *sheet.steps), SEND_THE_DRAFT, hint)}
    step = becomes.step or NO_STEP_CHOSEN
    said = (
        "ระบบเสนอให้แล้ว ถ้าถูกต้อง เลือกผลการตรวจ ไม่ส่งต่อ"
        if becomes.step
        else "หนังสือบอกไม่ชัด กรุณาเลือก แล้วเลือกผลการตรวจ ไม่ส่งต่อ"
    )
    chosen = {BECOMES + "step": _choice("เรื่องนี้ทำอย่างไร", (NO_STEP_CHOSEN, *sheet.steps), step, said)}
    return chosen | _of_the_step(sheet, becomes, becomes.minute)


def _of_the_step(sheet: Sheet, becomes: Becomes, minute: str, prefix: str = "") -> dict[str, Any]:
    """Who gets it, the day and the minute of a step that sends nothing."""
    return {
        BECOMES + "unit": _choice(f"{prefix}มอบให้", (NO_UNIT, *sheet.units), becomes.unit or NO_UNIT),
        BECOMES + "due": _text(f"{prefix}กำหนด", becomes.due, "เช่น ๑๘ ธันวาคม ๒๕๖๙ · เว้นว่าง = ไม่มี"),
        BECOMES + "minute": _text(f"{prefix}เกษียน", minute),
    }


def _unless_sent(sheet: Sheet) -> dict[str, Any]:
    """Where a draft stands: what the first question needs besides, if the letter is not sent on; the proposal's request is not kept."""
    becomes = sheet.becomes
    if becomes is None or sheet.draft is None:
        return {}
    told = becomes.minute.splitlines()[:-1]
    return _of_the_step(sheet, becomes, "\n".join([*told, "เพื่อโปรดพิจารณา"] if told else []), "ถ้าไม่ส่งต่อ: ")


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
    return read_values(answer.model_extra or {}, sheet)


def _text(title: str, shown: str, hint: str = "") -> tuple[type[str], Any]:
    return str, Field(default=shown, title=title, description=hint or None)


def _choice(title: str, choices: tuple[str, ...], shown: str, hint: str = "") -> Any:
    offered = tuple(dict.fromkeys((shown, *choices)))
    return Literal[offered], Field(default=shown, title=title, description=hint or None)
