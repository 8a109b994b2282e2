"""In what capacity a letter is signed: the signer's own post, the form of acting, and the post acted for."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.fuzz import partial_ratio

from circulars.letter.doubt import MAY_BE_PHRASE, Doubt
from circulars.lexicon.people import ACTING, ACTING_FORMS, SECOND_POST

_NEARLY = 85  # of 100: a form of acting with a sign or two misread
_LEAST_POST = 4  # signs of a post


def capacity(texts: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Own position, acting phrase and post acted for, from the lines under the name.

    >>> capacity(["ปลัดจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัด"])
    ('ปลัดจังหวัด', 'ปฏิบัติราชการแทน', 'ผู้ว่าราชการจังหวัด')
    >>> capacity(["รองอธิบดีกรมตัวอย่าง", "เลขานุการ ก.ท."])
    ('รองอธิบดีกรมตัวอย่าง', None, 'เลขานุการ ก.ท.')
    """
    text = " ".join(" ".join(texts).split())
    if not text:
        return None, None, None
    match = ACTING.search(text)
    if match is None:
        for number in range(1, len(texts)):  # a second post on a line of its own: in which this letter is signed
            if SECOND_POST.match(texts[number]):
                return " ".join(texts[:number]).strip(), None, " ".join(texts[number:]).strip()
        return text, None, None
    own, acted = text[: match.start()].strip(), text[match.end() :].strip()
    return own or None, match[0], acted or None


def acts_for_whom_follows(text: str) -> bool:
    """The form of acting ends the line: the post acted for stands on the next.

    >>> acts_for_whom_follows("รองอธิบดี ปฏิบัติราชการแทน"), acts_for_whom_follows("รองอธิบดี ปฏิบัติราชการแทนอธิบดีกรมสมมุติ")
    (True, False)
    """
    match = ACTING.search(text)
    return match is not None and len(text) - match.end() < _LEAST_POST


def acting_misread(told: str) -> tuple[Doubt, ...]:
    """A form of acting that is none letter for letter: who signs for whom would be lost in the post.

    >>> [doubt.arguments for doubt in acting_misread("รองอธิบดี รักยาราชการแทน อธิบดี")]
    [('รักษาราชการแทน',)]
    >>> acting_misread("รองอธิบดี รักษาราชการแทน อธิบดี"), acting_misread("หัวหน้าส่วนราชการ")
    ((), ())
    """
    if ACTING.search(told):
        return ()
    near = (one.form for one in ACTING_FORMS if len(one.form) <= len(told) and partial_ratio(one.form, told) >= _NEARLY)
    return tuple(MAY_BE_PHRASE(form) for form in near)[:1]
