"""Whom to ask: the sentences about the sender's coordinator, his telephone and the owner of the matter, taken out whole."""

from __future__ import annotations

from circulars.lexicon.writing.body import (
    CLAUSE_BEFORE_CONTACT,
    CLAUSE_BEFORE_NAMED,
    CONTACT,
    CONTACT_START,
    LEFT_OF_CONTACT,
    NAMED_COORDINATOR,
    REACHED,
)

_NEAR_CONTACT = 90
"""Letters before the words of contact in which its sentence begins; what stands further off is another sentence."""


def without_contact(text: str) -> tuple[str, list[str]]:
    """A paragraph without its sentence about whom to ask; the sentence apart."""
    found = CONTACT.search(text)
    if not found or not (REACHED.search(text) or NAMED_COORDINATOR.search(text)):
        return text, []
    named = NAMED_COORDINATOR.search(text)
    if named and named.start() <= found.start() <= named.end():
        return _without_named(text, named.start())
    near = found.start() - _NEAR_CONTACT
    starts = [m.start() for m in CONTACT_START.finditer(text) if near <= m.start() <= found.start()]
    cuts = [
        m.start()
        for m in CLAUSE_BEFORE_CONTACT.finditer(text)
        if near <= m.start() <= found.start() and "จึง" not in text[m.start() : found.start()]
    ]
    at = max(cuts) if cuts else (starts[-1] if starts else text.rfind(" ", 0, found.start() + 1) + 1)
    rest = LEFT_OF_CONTACT.sub("", text[:at].strip(" ,"))
    return rest.strip(), [text[at:].strip()]


def _without_named(text: str, start: int) -> tuple[str, list[str]]:
    """A coordinator by name: his sentence begins at ทั้งนี้ or with who appoints him, however long name and post are."""
    begins = [m.start() for m in CLAUSE_BEFORE_NAMED.finditer(text[:start])]
    at = begins[-1] if begins and "จึง" not in text[begins[-1] : start] else text.rfind(" ", 0, start) + 1
    return text[:at].strip(" ,"), [text[at:].strip()]
