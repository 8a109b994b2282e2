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

from circulars.letter.letter import Letter
from circulars.review import FORMS, Correction, Verdict, changed_fields, write_field

NOBODY = "(เลือกชื่อผู้ตรวจ)"
NO_VERDICT = "(เลือกผลการตรวจ)"
READ = "read_"
DRAFT = "draft_"
ASK_FOR_DRAFT = "draft_to"
"""The field of a letter without a draft in which a person names the recipients for whom one is to be made."""


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
    """Everything one form is built from. ``typed`` is what stood in the form before, when it asks again."""

    letter: Letter
    draft: DraftText | None
    mark: str
    reviewers: tuple[str, ...]
    needs_code: bool
    dated: str
    recipients: int
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person gave back, as plain text: every field by its form name, and the corrections among them."""

    verdict: str
    mark: str
    reviewer: str
    code: str
    remark: str
    number: str
    dated: str
    left_out: tuple[str, ...]
    corrections: tuple[Correction, ...]
    everything: dict[str, str]


DRAFT_LABELS = {
    "subject": "ร่าง: เรื่อง",
    "addressee": "ร่าง: เรียน",
    "references": "ร่าง: อ้างถึง (บรรทัดละหนึ่งฉบับ)",
    "enclosures": "ร่าง: สิ่งที่ส่งมาด้วย (บรรทัดละหนึ่งรายการ)",
    "body": "ร่าง: เนื้อความ (เว้นบรรทัดระหว่างย่อหน้า)",
    "purpose": "ร่าง: จึงเรียนมา…",
}


def build_form(sheet: Sheet, description: str) -> type[RunInput]:
    """The input model for this draft, with Thai titles, defaults as they stand now, and the description above it."""
    verdicts = [str(v) for v in Verdict] if sheet.draft else [str(v) for v in Verdict if v is not Verdict.APPROVE]
    fields: dict[str, Any] = {
        "verdict": _choice(
            "ผลการตรวจ",
            (NO_VERDICT, *verdicts),
            sheet,
            "verdict",
            NO_VERDICT,
            "เลือกหนึ่งอย่าง กรอกให้ครบ แล้วกด Resume ท้ายแบบ",
        ),
    }
    if sheet.reviewers:
        fields["reviewer"] = _choice("ผู้ตรวจ", (NOBODY, *sheet.reviewers), sheet, "reviewer", NOBODY)
    else:
        fields["reviewer"] = _text("ผู้ตรวจ", sheet, "reviewer", "")
    if sheet.needs_code:
        fields["code"] = (str, Field(default="", title="รหัสยืนยัน ๖ หลักจากแอป", description="ใช้เมื่ออนุมัติหรือไม่ส่งต่อ"))
    fields["remark"] = _text("หมายเหตุถึงเจ้าหน้าที่", sheet, "remark", "")
    if sheet.draft:
        fields["number"] = _text("เลขทะเบียนส่ง", sheet, "number", "", "เว้นว่าง = เลขถัดไปจากทะเบียน")
        fields["dated"] = _text("วันที่ที่พิมพ์ในหนังสือ", sheet, "dated", sheet.dated, "เช่น ๒๔ พฤศจิกายน ๒๕๖๙")
        fields["signatory"] = _choice(
            "ผู้ลงนาม", sheet.draft.signatories or (sheet.draft.signatory,), sheet, "signatory", sheet.draft.signatory
        )
        if sheet.recipients > 1:
            fields["left_out"] = _text("ตัดผู้รับออก (บรรทัดละหนึ่งราย)", sheet, "left_out", "", "เว้นว่าง = ส่งทุกราย")
        for name, label in DRAFT_LABELS.items():
            fields[DRAFT + name] = _text(label, sheet, DRAFT + name, str(getattr(sheet.draft, name)))
    else:
        fields[ASK_FOR_DRAFT] = _text(
            "ให้ร่างถึง (บรรทัดละหนึ่งราย)",
            sheet,
            ASK_FOR_DRAFT,
            "",
            "เช่น นายอำเภอ ทุกอำเภอ แล้วเลือก แก้ไขแล้วตรวจใหม่ · เว้นว่าง = ไม่ร่าง",
        )
    for name in fields_in_order(sheet.letter):
        doubts = doubts_of(sheet.letter, name)
        label = f"{'⚠ ' if doubts else ''}หนังสือที่รับ: {FORMS[name].label}"
        fields[READ + name] = _text(label, sheet, READ + name, write_field(sheet.letter, name), " · ".join(doubts))
    fields["mark"] = (str, Field(default=sheet.mark, title="รหัสของร่างที่เห็น (ไม่ต้องแก้)"))
    form: type[RunInput] = create_model("Review", __base__=RunInput, **fields)
    form._description = description
    return form


def read_answer(answer: Answer, sheet: Sheet) -> Typed:
    """What was typed, with the corrections found by comparing it with what the form showed."""
    given = {name: "" if value is None else str(value) for name, value in (answer.model_extra or {}).items()}
    typed = [Correction(n.removeprefix(READ), text) for n, text in given.items() if n.startswith(READ)]
    corrections = list(changed_fields(sheet.letter, [one for one in typed if one.field in FORMS]))
    if sheet.draft:
        for name in (*DRAFT_LABELS, "signatory"):
            text = given.get(name if name == "signatory" else DRAFT + name)
            if text is not None and text.split() != str(getattr(sheet.draft, name)).split():
                corrections.append(Correction(f"draft.{name}", text))
    elif given.get(ASK_FOR_DRAFT, "").strip():
        corrections.append(Correction("draft.to", given[ASK_FOR_DRAFT].strip()))
    return Typed(
        given.get("verdict", NO_VERDICT),
        given.get("mark", ""),
        "" if given.get("reviewer") == NOBODY else given.get("reviewer", ""),
        given.get("code", ""),
        given.get("remark", "").strip(),
        given.get("number", "").strip(),
        given.get("dated", "").strip(),
        tuple(line.strip() for line in given.get("left_out", "").splitlines() if line.strip()),
        tuple(corrections),
        {name: text for name, text in given.items() if name not in {"code", "mark"}},
    )


def fields_in_order(letter: Letter) -> list[str]:
    """The correctable fields of a letter, those in doubt first."""
    return sorted(FORMS, key=lambda name: not doubts_of(letter, name))


def doubts_of(letter: Letter, name: str) -> tuple[str, ...]:
    """Why a person must look at a field; empty when nobody must."""
    value = getattr(letter, FORMS[name].part)
    members = value if FORMS[name].many else (value,)
    return tuple(dict.fromkeys(doubt for member in members for doubt in member.doubts))


def _text(title: str, sheet: Sheet, name: str, shown: str, hint: str = "") -> tuple[type[str], Any]:
    return str, Field(default=sheet.typed.get(name, shown), title=title, description=hint or None)


def _choice(title: str, choices: tuple[str, ...], sheet: Sheet, name: str, shown: str, hint: str = "") -> Any:
    chosen = sheet.typed.get(name, shown)
    return Literal[tuple(dict.fromkeys(choices))], Field(
        default=chosen if chosen in choices else shown, title=title, description=hint or None
    )
