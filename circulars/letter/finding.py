"""What a check found: a sentence for the clerk with the evidence on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator


class Severity(StrEnum):
    """How much a finding weighs: it stops the letter, asks a person, or only tells."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


RENAMED = {
    "1-secrecy": "secrecy",
    "2-elements": "elements",
    "3-number": "draft-number",
    "4-blank-number": "blank-number",
    "6-blank-date": "blank-date",
    "7-weekday": "weekday",
    "8-dates": "date-order",
    "9-one-place": "one-place",
    "10-subject": "subject-kept",
    "11-addressed-to-us": "addressed-to-us",
    "11-addressee": "addressee-kept",
    "11-asked": "asked-recipients",
    "11-departments": "departments",
    "11-have-it": "recipients-have-it",
    "11-left-out": "recipients-left-out",
    "11-recipients": "recipients",
    "11-recipients-count": "recipients-count",
    "11-recipients-narrowed": "recipients-narrowed",
    "12-salutation": "closing",
    "13-royal-or-monk": "royal-or-monk",
    "14-references": "references-known",
    "15-one-reference": "one-reference",
    "16-named": "source-named",
    "17-enclosures": "copy-enclosed",
    "17-numbering": "item-numbers",
    "18-pointers": "list-mentioned",
    "19-opening": "opening",
    "20-purpose": "purpose-line",
    "21-fact-lock": "fact-lock",
    "21-old-value": "old-value",
    "22-channel": "channel",
    "22-contact": "senders-contact",
    "22-contact-dropped": "contact-dropped",
    "22-deadline": "deadline-kept",
    "23-loose-text": "loose-text",
    "23-own-task": "own-task",
    "23-task-kept": "task-kept",
    "23-told-further": "told-further",
    "23-whose-task": "whose-task",
    "24-urgency": "urgency-kept",
    "25-in-time": "in-time",
    "26-signer": "signer",
    "27-name": "signer-name",
    "28-watermark": "watermark",
    "29-owner": "owner-phone",
    "30-digits": "digits-thai",
    "31-places": "other-place",
    "32-clean": "clean-text",
    "32-respelled": "respelled",
    "32-suspect": "suspect-word",
    "33-unprinted": "unprinted",
    "34-asked-to-ask": "language-asked-to-ask",
    "34-beside": "language-beside",
    "34-code": "language-code",
    "34-cut": "language-cut",
    "34-doubled": "language-doubled",
    "34-half": "language-half",
    "34-mobile": "language-mobile",
    "34-no-items": "language-no-items",
    "34-opened-twice": "language-opened-twice",
    "34-own-actor": "language-own-actor",
    "34-told-twice": "language-told-twice",
    "34-twice": "language-twice",
    "34-yours": "language-yours",
    "35-lost-change": "lost-change",
    "36-already-forwarded": "already-forwarded",
    "36-own-number": "own-number",
    "37-cancels": "cancels",
    "37-withdrawn": "withdrawn",
    "38-confirm": "confirm",
    "39-goes-nowhere": "goes-nowhere",
    "40-certified-copy": "certified-copy",
}
"""Checks of drafts as records before the registry name them, by a clerk's list of forty: read under today's name."""

CheckName = Annotated[str, AfterValidator(lambda name: RENAMED.get(name, name))]
"""The id of a check (`circulars.checks.registry`); a record that bears an older one is read under today's."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one check.

    ``check`` names the rule (``place-agrees``); ``field`` is a contract field name or empty; ``message`` a Thai
    sentence a clerk understands; ``seen`` what stands on the page; ``against`` what contradicts it; ``proposal`` the
    proposed correction in the form the field's parser reads, or None.
    """

    check: CheckName
    severity: Severity
    field: str
    message: str
    seen: str = ""
    against: str = ""
    proposal: str | None = None
