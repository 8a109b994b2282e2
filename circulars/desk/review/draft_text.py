"""The draft's text as a reviewer edits it in the form, and the signatory chosen there."""

from __future__ import annotations

from dataclasses import replace

from circulars.cascade.text.typed import KINDS
from circulars.desk.review.sheet import DraftText
from circulars.directory import OfficeProfile
from circulars.documents.word.content import LetterContent


def write_draft(content: LetterContent, profile: OfficeProfile) -> DraftText:
    """The parts of a draft as text for the form, in the shape that `circulars.cascade` reads back."""
    names = tuple(dict.fromkeys([content.signatory_name, *(person.name for person in profile.signatories)]))
    return DraftText(
        subject=content.subject,
        addressee=content.addressee,
        references="\n".join(content.references),
        enclosures="\n".join(f"{title} จำนวน {count}" if count else title for title, count in content.enclosures),
        body="\n\n".join(f"{part.number} {part.text}".strip() for part in content.paragraphs),
        purpose=content.purpose,
        urgency=content.urgency or "ปกติ",
        copies="\n".join(content.copies_to),
        kind=next((name for name, kind in KINDS.items() if kind is content.kind), str(content.kind)),
        signatory=content.signatory_name,
        signatories=tuple(name for name in names if name),
    )


def signed_by(content: LetterContent, name: str, profile: OfficeProfile) -> LetterContent:
    """The content signed by another of the office's signatories; an unknown name changes nothing."""
    person = next((one for one in profile.signatories if one.name == name), None)
    if person is None:
        return content
    acting = (f"{person.position} {person.acting_phrase}", person.acting_for or "") if person.acting_phrase else ()
    return replace(content, signatory_name=person.name, rank=person.rank, position=acting or (person.position,))
