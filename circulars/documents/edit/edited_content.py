"""What a draft says after somebody edited its docx: each changed paragraph put back into the part of the letter it is.

The register, the archive and the letters below are made from the parts, so a change whose part is not sure is given
back for a person, never guessed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from circulars.documents.edit.edited import (
    ChangeKind,
    ParagraphChange,
    read_margins,
    read_paragraphs,
    refuse_unlike_letters,
)
from circulars.documents.word.content import LetterContent, Paragraph, ParagraphKind

_NUMBERED = re.compile(
    r"^(?P<number>[๐-๙\d]{1,2}(?:\.[๐-๙\d]{1,2})+|[๐-๙\d]{1,2}\.|\([๐-๙\d]{1,2}\))\s*(?P<text>\S.*)$", re.DOTALL
)
_LIST_NUMBER = re.compile(r"^[๐-๙\d]{1,2}\.\s*")
_LABELS = re.compile(r"^(?:เรื่อง|อ้างถึง|สิ่งที่ส่งมาด้วย|จำนวน)\s*")


@dataclass(frozen=True, slots=True)
class EditedContent:
    """The letter's parts after an edit, every change in page order, and the changes whose part is not sure."""

    content: LetterContent
    changes: tuple[ParagraphChange, ...]
    unplaced: tuple[ParagraphChange, ...]


@dataclass(slots=True)
class _Parts:
    """The parts while they are put together: body and lists by place, None where a paragraph was taken out."""

    content: LetterContent
    body: list[list[Paragraph]]
    references: list[str | None]
    enclosures: list[tuple[str, str] | None]


def edited_content(content: LetterContent, draft: bytes, edited: bytes) -> EditedContent:
    """Read an edited draft against the draft that it was. Raises Refused when the file cannot be trusted."""
    refuse_unlike_letters(draft, edited)
    before, after = read_paragraphs(draft), read_paragraphs(edited)
    slots = _slots(content, before)
    parts = _Parts(content, [[one] for one in content.paragraphs], list(content.references), list(content.enclosures))
    changes: list[ParagraphChange] = []
    unplaced: list[ParagraphChange] = []
    for what, left, left_end, right, right_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if what == "equal":
            continue
        for step in range(max(left_end - left, right_end - right)):
            was = before[left + step] if left + step < left_end else ""
            now = after[right + step] if right + step < right_end else ""
            kind = ChangeKind.CHANGED if was and now else ChangeKind.REMOVED if was else ChangeKind.ADDED
            change = ParagraphChange(kind, was, now)
            changes.append(change)
            slot = slots[left + step] if was else _body_before(slots, min(left + step, left_end))
            if not _put(parts, slot, change):
                unplaced.append(change)
    margins, margins_now = set(read_margins(draft)), set(read_margins(edited))
    outside = [ParagraphChange(ChangeKind.REMOVED, one, "") for one in sorted(margins - margins_now)]
    outside += [ParagraphChange(ChangeKind.ADDED, "", one) for one in sorted(margins_now - margins)]
    whole = replace(
        parts.content,
        paragraphs=tuple(one for group in parts.body for one in group),
        references=tuple(one for one in parts.references if one is not None),
        enclosures=tuple(one for one in parts.enclosures if one is not None),
    )
    return EditedContent(whole, (*changes, *outside), (*unplaced, *outside))


_Slot = tuple[str, int]
_NOWHERE: _Slot = ("", 0)


def _slots(content: LetterContent, printed: Sequence[str]) -> list[_Slot]:
    """Which part each printed paragraph is; a text that could be two parts is none."""
    known: dict[str, list[_Slot]] = {}

    def knows(text: str, slot: _Slot) -> None:
        known.setdefault(_squeezed(text), []).append(slot)

    knows(f"เรื่อง {content.subject}", ("subject", 0))
    knows(f"{content.salutation} {content.addressee}", ("addressee", 0))
    knows(content.purpose, ("purpose", 0))
    for place, one in enumerate(content.paragraphs):
        knows(f"{one.number} {one.text}", ("body", place))
    for place, line in enumerate(content.references):
        for shown in {line, f"อ้างถึง {line}"}:
            knows(_LIST_NUMBER.sub("", shown), ("references", place))
    for place, (title, _) in enumerate(content.enclosures):
        for shown in {title, f"สิ่งที่ส่งมาด้วย {title}"}:
            knows(shown, ("enclosures", place))
    slots: list[_Slot] = []
    for text in printed:
        found = known.get(_squeezed(text)) or known.get(_squeezed(_LIST_NUMBER.sub("", _LABELS.sub("", text)))) or []
        slots.append(found[0] if len(found) == 1 else _NOWHERE)
    for place, text in enumerate(printed):  # a quantity stands beside its title
        if text.startswith("จำนวน") and place and slots[place - 1][0] == "enclosures":
            slots[place] = ("quantity", slots[place - 1][1])
    return slots


def _body_before(slots: Sequence[_Slot], place: int) -> _Slot:
    """Where an added paragraph belongs: after the body paragraph before it, or before the first."""
    for at in range(place - 1, -1, -1):
        if slots[at][0] == "body":
            rest = [name for name, _ in slots[at + 1 : place]]
            return ("added", slots[at][1]) if not rest else _NOWHERE
        if slots[at][0]:
            break
    following = slots[place][0] if place < len(slots) else ""
    return ("added", -1) if following == "body" else _NOWHERE


def _put(parts: _Parts, slot: _Slot, change: ParagraphChange) -> bool:
    """Put one change into its part; False when there is none, or when the part cannot be empty."""
    name, place = slot
    now = change.after
    if name == "body":
        parts.body[place] = [_paragraph(now)] if now else []
        return True
    if name == "added":
        target = parts.body[max(place, 0)]
        target.insert(0 if place < 0 else len(target), _paragraph(now))
        return True
    if name == "references":
        parts.references[place] = _bare(now) or None
        return True
    if name == "enclosures":
        entry = parts.enclosures[place]
        parts.enclosures[place] = (_bare(now), entry[1] if entry else "") if now else None
        return True
    if name == "quantity" and (entry := parts.enclosures[place]) is not None:
        parts.enclosures[place] = (entry[0], _bare(now))
        return True
    if name == "quantity":
        return not now  # it went with its title
    if not now:
        return False
    if name == "subject":
        parts.content = replace(parts.content, subject=_bare(now))
    elif name == "addressee" and now.startswith(parts.content.salutation):
        parts.content = replace(parts.content, addressee=now.removeprefix(parts.content.salutation).strip())
    elif name == "purpose":
        parts.content = replace(parts.content, purpose=now)
    else:
        return False
    return True


def _paragraph(text: str) -> Paragraph:
    numbered = _NUMBERED.match(text)
    if not numbered:
        return Paragraph(text)
    sub = "." in numbered["number"].rstrip(".")
    return Paragraph(numbered["text"], ParagraphKind.SUB if sub else ParagraphKind.ITEM, numbered["number"])


def _bare(text: str) -> str:
    return _LIST_NUMBER.sub("", _LABELS.sub("", text)).strip()


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
