"""An issued draft as the letter that the level below receives: no OCR between our own offices."""

from __future__ import annotations

from typing import TypeVar

from circulars.cascade.draft import Draft
from circulars.documents.word.content import LetterContent
from circulars.errors import CircularsError
from circulars.extraction.head.head import agency_of_hall
from circulars.extraction.parts.sections import posts_named
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import CitedLetter, Contact, Enclosure, Letter, LetterKind, Signatory, Urgency
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.lexicon.people import ACTING_FORMS
from circulars.lexicon.writing.plan import PHONE_WORD
from circulars.review import read_cited
from circulars.thai.dates import ThaiDate, format_date

T = TypeVar("T")


def issued_as_letter(
    draft: Draft | LetterContent, number: ReferenceNumber, dated: ThaiDate, pages: tuple[int, ...] = (1,)
) -> Letter:
    """The letter as it was issued, from its draft or from the content that was approved in the end.

    Every field is known, not read; ``pages`` are its pages in the issued file.
    """
    content = draft.content if isinstance(draft, Draft) else draft
    body = [f"{one.number} {one.text}".strip() for one in content.paragraphs]
    cited = [_cited(line) for line in content.references]
    return Letter(
        pages=pages,
        kind=_known(content.kind, pages),
        urgency=_known(Urgency(content.urgency) if content.urgency else None, pages),
        reference=_known(number, pages, format_reference(number)),
        sender_agency=_agency(content, pages),
        sender_address=_known(" ".join(content.letterhead[1:]) or None, pages),
        dated=_known(dated, pages, format_date(dated)),
        subject=_known(content.subject or None, pages),
        salutation=_known(content.salutation or None, pages),
        addressees=tuple(_known(one, pages) for one in posts_named(content.addressee) if one),
        references=tuple(_known(one, pages, line) for one, line in zip(cited, content.references, strict=True)),
        enclosures=tuple(
            _known(Enclosure(title, _counted(quantity)), pages, f"{title} {quantity}".strip())
            for title, quantity in content.enclosures
        ),
        body=tuple(_known(text, pages) for text in (*body, content.purpose) if text),
        closing=_known(content.closing or None, pages),
        signatory=_known(_signatory(content), pages, " ".join((content.signatory_name, *content.position))),
        contact=_known(_contact(content), pages, " ".join(content.contact)),
        copies_to=tuple(_known(one, pages) for one in content.copies_to),
        motto=_known(content.motto.strip("\"'“” ") or None, pages, content.motto),
    )


def _agency(content: LetterContent, pages: tuple[int, ...]) -> Field[str]:
    """Who the letter is from, as its readers name it: the letterhead's first line, a hall's as its office."""
    if not content.letterhead:
        return Field()
    printed = PHONE_WORD.split(content.letterhead[0])[0].strip()
    return _known(agency_of_hall(printed) or None, pages, printed)


def _counted(quantity: str) -> str | None:
    """A quantity as it is told, without the word จำนวน that is printed before it.

    >>> _counted("จำนวน ๑๕ แผ่น"), _counted("๑ ฉบับ"), _counted("")
    ('๑๕ แผ่น', '๑ ฉบับ', None)
    """
    return quantity.removeprefix("จำนวน").strip() or None


def _cited(line: str) -> CitedLetter:
    """A line of our own อ้างถึง; one that a person typed in another form is kept as its words."""
    try:
        return read_cited(line)
    except CircularsError:
        return CitedLetter(None, None, None, None, line)


def _known(value: T | None, pages: tuple[int, ...], words: str = "") -> Field[T]:
    """A value with the words that it has in the issued letter, its own where it is text."""
    if value is None:
        return Field()
    return Field(value, Evidence(pages[0] if pages else 1, None, words or str(value), 1.0, "issued", "circulars"))


def _signatory(content: LetterContent) -> Signatory | None:
    if not content.signatory_name:
        return None
    name = f"{content.rank} {content.signatory_name}".strip()
    first = content.position[0] if content.position else None
    for phrase in (one.form for one in ACTING_FORMS):
        if first and first.endswith(phrase) and len(content.position) > 1:
            return Signatory(name, first.removesuffix(phrase).strip(), phrase, content.position[1])
    return Signatory(name, first)


def _contact(content: LetterContent) -> Contact | None:
    phones = [line for line in content.contact if line.startswith("โทร")]
    offices = [line for line in content.contact if not line.startswith("โทร")]
    if (
        content.kind is LetterKind.INTERNAL and not phones and content.letterhead
    ):  # a memo's stands in its head (ข้อ ๑๒.๑)
        phones = PHONE_WORD.split(content.letterhead[0], maxsplit=1)[1:]
    phone = phones[0].removeprefix("โทร.").strip() if phones else None
    return Contact(" ".join(offices) or None, phone) if offices or phones else None
