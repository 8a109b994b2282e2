"""What is asked of a letter as a whole: all of it where its text is not to be trusted, else what its kind has and it lacks."""

from __future__ import annotations

from dataclasses import fields, replace

from circulars.directory.agencies import agencies_by_name
from circulars.extraction.bundle.bundle import Span
from circulars.extraction.page.lines import GIVEN_TEXT
from circulars.extraction.page.proposals import is_addressed
from circulars.extraction.page.spelling import NOISE, misread_words, noise, unknown_words
from circulars.letter.doubt import END_UNSURE, NO_HEAD, NOT_FOUND, POOR_DIGITS, TEXT_IS_NOISE, Doubt, SignatoryPart
from circulars.letter.field import Field
from circulars.letter.letter import Letter, LetterKind, Signatory
from circulars.thai.digits import THAI_DIGITS


def asked(letter: Letter, span: Span, *, noisy: bool = False) -> Letter:
    """The letter with what must be asked for: all of it where its text is noise (or the file's is), else what is missing."""
    typed = span.lines[0].source.engine in GIVEN_TEXT
    if span.headless:
        return _headless(letter, typed=typed and not noisy and noise([line.text for line in span.lines]) < NOISE)
    letter = _digits_doubted(letter, span)
    if not span.sure_end:
        letter = replace(letter, signatory=letter.signatory.doubt(END_UNSURE()))
    if not typed:
        return _expected(letter)
    if noisy or noise([line.text for line in span.lines]) >= NOISE:
        return _expected(_noisy(letter), given=True)
    numbered = letter.reference.evidence is not None  # sound text without ที่: it has no number
    return _expected(letter, given=True, numbered=numbered)


_POOR_DIGITS = 30  # Thai digits of a letter among which a sound text always has some of these
_SELDOM_READ = frozenset("๔๖๗๘๙")


def _digits_doubted(letter: Letter, span: Span) -> Letter:
    """Doubt on whatever holds digits where a text has many and none is ๔ ๖ ๗ ๘ ๙: its recogniser cannot read those."""
    text = "\n".join(line.text for line in (*span.lines, *span.enclosed))
    if sum(sign in THAI_DIGITS for sign in text) < _POOR_DIGITS or not _SELDOM_READ.isdisjoint(text):
        return letter
    reason = POOR_DIGITS()
    changed: dict[str, object] = {
        "reference": letter.reference.doubt(reason) if letter.reference.evidence else letter.reference,
        "dated": letter.dated.doubt(reason) if letter.dated.evidence else letter.dated,
        "contact": letter.contact.doubt(reason) if letter.contact.value else letter.contact,
        "references": tuple(item.doubt(reason) for item in letter.references),
        "enclosures": tuple(item.doubt(reason) for item in letter.enclosures),
        "body": tuple(item.doubt(reason) if _has_thai_digit(item.value) else item for item in letter.body),
    }
    if _has_thai_digit(letter.subject.value):
        changed["subject"] = letter.subject.doubt(reason)
    return replace(letter, **changed)  # type: ignore[arg-type]


def _has_thai_digit(text: str | None) -> bool:
    return any(sign in THAI_DIGITS for sign in text or "")


_BY_ITSELF = {
    "addressees": "addressees.label",
    "dated": "dated.line",
    "signatory": "signatory.brackets",
    "reference": "reference.of-others",
}
"""Fields of a typed letter that their own label or form tells, whatever its head lacks: the rule that found them."""


def _headless(letter: Letter, *, typed: bool) -> Letter:
    """Every field of a letter whose head was not recognised is asked about, read or not, but what a sound typed text labels."""
    reason = NO_HEAD()
    kept: dict[str, object] = {}
    for name, rule in _BY_ITSELF.items() if typed else ():
        value = getattr(letter, name)
        members = value if isinstance(value, tuple) else (value,)
        if members and all(one.value is not None and one.evidence and one.evidence.rule == rule for one in members):
            kept[name] = value
    letter = replace(doubted(replace(letter, kind=letter.kind.doubt(reason)), reason), **kept)  # type: ignore[arg-type]
    names = ("reference", "dated", "sender_agency", "subject", "signatory")
    absent = {name: field.doubt(reason) for name in names if (field := getattr(letter, name)).value is None}
    if not letter.addressees and letter.kind.value not in (LetterKind.ORDER, LetterKind.ANNOUNCEMENT):
        absent["addressees"] = (Field(None, None, (reason,)),)
    return replace(letter, **absent)


def _noisy(letter: Letter) -> Letter:
    """The letter doubted but for what noise cannot make: a class of urgency, a department, posts addressed, letter for letter.

    Of who signed only the name, where the post is made of words.
    """
    kept: dict[str, object] = {}
    if letter.urgency.value is not None and not letter.urgency.doubtful:
        kept["urgency"] = letter.urgency
    if letter.sender_agency.value in agencies_by_name() and not letter.sender_agency.doubtful:
        kept["sender_agency"] = letter.sender_agency
    if letter.addressees and all(
        one.value and is_addressed(one.value) and not one.doubtful for one in letter.addressees
    ):
        kept["addressees"] = letter.addressees
    signer = letter.signatory.value
    if signer is not None and signer.position and not letter.signatory.doubtful and _is_prose(signer):
        kept["signatory"] = letter.signatory.doubt(TEXT_IS_NOISE(part=SignatoryPart.NAME))
    return replace(doubted(letter, TEXT_IS_NOISE()), **kept)  # type: ignore[arg-type]


def _is_prose(signer: Signatory) -> bool:
    """Nothing but words stands in the post, none of them a misread one; noise would make no words of it."""
    posts = " ".join(part for part in (signer.position, signer.acting_for) if part)
    return not unknown_words(posts) and not misread_words(posts)


def doubted(letter: Letter, reason: Doubt) -> Letter:
    """The letter with a doubt on every field that has a value: its text as a whole is not to be trusted."""
    changed: dict[str, object] = {}
    for part in fields(letter):
        value = getattr(letter, part.name)
        if part.name == "kind":
            continue
        if isinstance(value, Field) and value.value is not None:
            changed[part.name] = value.doubt(reason)
        elif isinstance(value, tuple) and value and isinstance(value[0], Field):
            changed[part.name] = tuple(item.doubt(reason) for item in value)
    return replace(letter, **changed)  # type: ignore[arg-type]


def _expected(letter: Letter, *, given: bool = False, numbered: bool = True) -> Letter:
    """What every letter of its kind has (ข้อ ๑๑, ๑๒, ๑๔) and this one seems to lack is asked for, not passed over."""
    kind = letter.kind.value
    if kind not in (LetterKind.EXTERNAL, LetterKind.INTERNAL, LetterKind.STAMPED):
        wanted = {"subject": "เรื่อง"}
        if kind is LetterKind.ORDER:  # ข้อ ๑๖: an order has its number in its head
            wanted |= {"reference": "เลขที่คำสั่ง"}
        if kind is LetterKind.OTHER:  # a radio message has no subject (its text is its matter), but all else
            wanted = {"reference": "เลขที่", "dated": "วันที่", "sender_agency": "ผู้ส่ง"}
        if letter.dated.evidence is not None:  # else its end lies on a page that is not here
            wanted |= {"signatory": "ผู้ลงนาม"}
    else:
        wanted = {"reference": "เลขที่หนังสือ", "dated": "วันที่", "sender_agency": "ส่วนราชการเจ้าของหนังสือ"}
        if kind is not LetterKind.STAMPED:
            wanted |= {"subject": "เรื่อง"}
            if (
                kind is LetterKind.INTERNAL or letter.closing.evidence is not None
            ):  # else its last page is not here: a finding, not a field to type
                wanted |= {"signatory": "ผู้ลงนาม"}
    if not numbered and kind is not LetterKind.ORDER:
        wanted.pop("reference", None)
    if given and kind is LetterKind.STAMPED:  # its day stands in the seal, of which a text has nothing
        wanted.pop("dated", None)
    changed: dict[str, object] = {}
    for name, title in wanted.items():
        field: Field[object] = getattr(letter, name)
        if field.value is None and not field.doubtful:
            changed[name] = field.doubt(NOT_FOUND(title))
    if not letter.addressees and kind in (LetterKind.EXTERNAL, LetterKind.INTERNAL, LetterKind.STAMPED):
        changed["addressees"] = (Field(None, None, (NOT_FOUND("ผู้รับ"),)),)
    return replace(letter, **changed)  # type: ignore[arg-type]
