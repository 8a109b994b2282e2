"""The foot of a letter: closing, who signed and in what capacity, owner of the matter and telephone, motto."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from circulars.directory.match import match_name
from circulars.extraction.foot.capacity import acting_misread, acts_for_whom_follows, capacity
from circulars.extraction.foot.contact import read_contact
from circulars.extraction.foot.ending import signatures, signed_below
from circulars.extraction.foot.names import misread_name, only_own_are_names, proposed_name
from circulars.extraction.page.lines import UNSURE_AGREED, UNSURE_CHARACTER, Line, critical, plain_doubts, seen
from circulars.extraction.page.proposals import heads_of, is_addressed, proposed_post
from circulars.extraction.page.spelling import spelling_doubts, unknown_words, witness_doubts
from circulars.letter import doubt as ask
from circulars.letter.doubt import Doubt, SignatoryPart
from circulars.letter.field import Field
from circulars.letter.letter import Contact, Signatory
from circulars.lexicon.offices import AGENCY, OWNER
from circulars.lexicon.people import NAME, POST, RANK, TITLED
from circulars.lexicon.phrases import CLOSING, GIVEN, PURPOSE
from circulars.lexicon.reading.foot import (
    DIGIT_RUN,
    MOTTO,
    NOT_SIGNER,
    SIGN_HERE,
    SIGNED_BY,
    TO_FILL_IN,
)
from circulars.lexicon.reading.head import PART_OF_NAME
from circulars.lexicon.reading.page import PHONE
from circulars.thai.find_dates import DateKind, find_dates
from circulars.thai.text import folded, repair

_GIVEN_REACH = 10  # lines from the day of an order to who signed it
_PAGE_FOOT = 0.9  # of the page's height


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below the body; `end` is the number of lines used, counted from the first line given."""

    closing: Field[str]
    signatory: Field[Signatory]
    contact: Field[Contact]
    motto: Field[str]
    end: int


def is_closing(text: str) -> bool:
    """The closing word (ภาคผนวก ๒), or one misread in a few marks; it stands alone on its line.

    >>> is_closing("ขอแสดงความนับถือ"), is_closing("ขอแสดงความนบถอ"), is_closing("ขอแสดงความยินดี")
    (True, True, False)
    """
    if CLOSING.match(text):
        return True
    return 12 <= len(text) <= 26 and Levenshtein.distance(text, "ขอแสดงความนับถือ", score_cutoff=4) <= 3


def closing_index(lines: Sequence[Line]) -> int | None:
    """Index of the closing word's line, or None."""
    return next((i for i, line in enumerate(lines) if is_closing(line.text)), None)


def read_foot(lines: Sequence[Line]) -> Foot:
    """Read the foot from the closing on; where there is none (memo, stamped letter), from the last name in brackets."""
    start = closing_index(lines)
    closing: Field[str] = Field()
    if start is not None:
        exact = CLOSING.match(lines[start].text) is not None
        closing = Field(
            lines[start].text if exact else None,
            seen([lines[start]], lines[start].text, "closing.line"),
            () if exact else (ask.CLOSING_UNCLEAR(),),
        )
    name_at = _name_index(lines, start)
    if name_at is None:
        contact, end = read_contact(lines, start if start is not None else _after_seal(lines))
        return Foot(closing, Field(), contact, _motto(lines, end), max(end, (start or 0) + 1))
    signatory, after = _signatory(lines, name_at)
    others = any(i > name_at and lines[i].text != lines[name_at].text for i in signatures(lines))
    if start is None and (others or sum(bool(SIGN_HERE.match(line.text)) for line in lines) > 1):
        signatory = signatory.doubt(ask.SEVERAL_SIGNED())
    contact, end = read_contact(lines, after)
    motto = _motto(lines, end)
    return Foot(closing, signatory, contact, motto, end + (1 if motto.value else 0))


def foot_begins(lines: Sequence[Line], *, stamped: bool = False) -> int:
    """Index of the first line of the foot: the body is what stands before it; the number of lines where no foot is told.

    That is the closing word, the day on which an order is given, the name of who signed after the purpose with the rank
    above it, or the agency and day over a seal (ข้อ ๑๔).
    """
    closing = closing_index(lines)
    if closing is not None:
        return closing
    spoken = [i for i, line in enumerate(lines) if PURPOSE.match(line.text)]
    if stamped:
        seals = [i for i in range(spoken[-1] + 1 if spoken else 2, len(lines)) if _over_seal(lines[i])]
        pairs = (i for i in seals if i + 1 in seals and not _is_day(lines[i]) and _is_day(lines[i + 1]))
        return next(iter(seals if spoken else pairs), len(lines))  # a short one has no purpose line
    given = [i for i, line in enumerate(lines) if GIVEN.match(line.text)]
    signed = next((i for i in signatures(lines) if i > min([*spoken, *given], default=len(lines))), None)
    if signed is None:
        return given[-1] if given else len(lines)
    day = next((i for i in reversed(given) if signed - _GIVEN_REACH <= i < signed), None)
    if day is not None:
        return day
    above = lines[signed - 1].text
    return signed - 1 if RANK.fullmatch(above) or SIGN_HERE.match(above) else signed


def _over_seal(line: Line) -> bool:
    """The name of an agency or a day that stands alone, right of the margin."""
    if line.box is not None and line.box.left < 0.35:
        return False
    name = PART_OF_NAME.sub("", line.text)
    return _is_day(line) or (len(name) < 60 and " " not in name and AGENCY.match(name) is not None)


def _is_day(line: Line) -> bool:
    days = [hit for hit in find_dates(line.text) if hit.kind is DateKind.DAY]
    return len(days) == 1 and len(line.text) <= len(days[0].text) + 3


def is_motto(line: Line) -> bool:
    """A motto at the foot of a page, in quotation marks; it belongs to no paragraph that goes on overleaf."""
    return line.box is not None and line.box.top > _PAGE_FOOT and MOTTO.match(line.text) is not None


def _after_seal(lines: Sequence[Line]) -> int:
    """Where the owner of a stamped letter's matter is looked for: behind the agency and day over the seal, else the last third."""
    first = foot_begins(lines, stamped=True)
    behind = next((i for i in range(first, len(lines)) if not _over_seal(lines[i])), len(lines))
    return behind if first < len(lines) else len(lines) * 2 // 3


def _name_index(lines: Sequence[Line], start: int | None) -> int | None:
    if start is not None:
        for i in range(start + 1, min(start + 12, len(lines))):
            if NAME.match(lines[i].text) and not NOT_SIGNER.search(lines[i - 1].text):
                return i
        return None
    signed = signatures(lines)
    given = next((i for i, line in enumerate(lines) if GIVEN.match(line.text)), None)
    if not signed and given is not None:
        return signed_below(lines, given)
    spoken = next((i for i, line in enumerate(lines) if PURPOSE.match(line.text) or GIVEN.match(line.text)), None)
    if spoken is not None and (behind := [i for i in signed if i > spoken]):
        return behind[0]  # below may stand those who agree, approve or are told: the letter is its first signer's
    found = [i for i in reversed(signed) if i >= len(lines) * 2 // 3 - 6]
    # a receiver's minute is signed too: the letter's own name stands right of the middle with its post below (ข้อ ๑๑)
    return next((i for i in found if _has_post(lines, i)), found[0] if found else None)


def _has_post(lines: Sequence[Line], i: int) -> bool:
    box = lines[i].box
    if box is None or i + 1 >= len(lines) or lines[i + 1].box is None:
        return False
    below = lines[i + 1]
    return box.middle[0] > 0.45 and below.page == lines[i].page and POST.match(below.text) is not None


def _signatory(lines: Sequence[Line], name_at: int) -> tuple[Field[Signatory], int]:
    """The signatory and the index of the first line after the position."""
    match = NAME.match(lines[name_at].text)
    told = match["name"] if match else SIGNED_BY.sub("", lines[name_at].text)
    name = " ".join(told.split())
    used = [lines[name_at]]
    if name_at and (rank := RANK.match(lines[name_at - 1].text)) and rank.end() >= len(lines[name_at - 1].text) - 2:
        name = f"{lines[name_at - 1].text.strip()} {name}"
        used.insert(0, lines[name_at - 1])
    position_lines: list[Line] = []
    for line in lines[name_at + 1 : name_at + 6]:
        if PHONE.search(line.text) or line.page != lines[name_at].page or _far_left(line, lines[name_at]):
            break
        acting = bool(position_lines) and acts_for_whom_follows(position_lines[-1].text)
        if position_lines and OWNER.match(line.text) and not acting:
            break
        if line.text.startswith("(") or (line.after_blank and position_lines and not acting):
            break
        if len(line.text) < 4 or DIGIT_RUN.search(line.text) or MOTTO.match(line.text) or TO_FILL_IN.match(line.text):
            break
        position_lines.append(line)
        if len(position_lines) == 4:
            break
    position, phrase, acted = capacity([proposed_post(line.text, [line]) for line in position_lines])
    why_name = _name_doubts(told, lines[name_at], used)
    if not any(letter.isalpha() for letter in name):  # the dots on which a name would be written
        name, why_name = "", [ask.NAME_BLANK()]
    doubts = [replace(why, part=SignatoryPart.NAME) for why in why_name]
    doubts += [replace(why, part=SignatoryPart.POSITION) for why in _position_doubts(position_lines)]
    evidence = seen(
        [*used, *position_lines],
        " ".join(x.text for x in [*used, *position_lines]),
        "signatory.brackets" if match else "signatory.bare",
    )
    signatory = Signatory(proposed_name(name, used) or None, position, phrase, acted)
    return Field(signatory, evidence, tuple(dict.fromkeys(doubts))), name_at + 1 + len(position_lines)


def with_post_of(signatory: Field[Signatory], agency: str | None) -> Field[Signatory]:
    """A post that holds no words, as the head's post of the agency that the letterhead names, where that is the nearest: asked."""
    value = signatory.value
    if value is None or agency is None or not signatory.doubtful:
        return signatory
    own, acted = (_post_meant(post, agency) for post in (value.position, value.acting_for))
    return replace(signatory, value=replace(value, position=own, acting_for=acted))


def _post_meant(post: str | None, agency: str) -> str | None:
    """The post, or the one of the agency's head that it can stand for.

    >>> _post_meant("นายฉาเภอเมืองนครนาชีมา", "อำเภอเมืองนครราชสีมา"), _post_meant("ปลัดฉาเภอ", "อำเภอเมืองนครราชสีมา")
    ('นายอำเภอเมืองนครราชสีมา', 'ปลัดฉาเภอ')
    """
    if not post or not unknown_words(post):
        return post
    found = match_name(post, heads_of(agency))
    return found.name if found is not None else post


def _name_doubts(told: str, line: Line, used: Sequence[Line]) -> list[Doubt]:
    """Why the name in brackets on this line must be confirmed; `used` has the rank above it too."""
    witness = line.source.witness
    other = NAME.match(repair(witness.text).strip()) if witness else None
    same = other is not None and folded(other["name"]) == folded(told)
    if other is not None and not same and folded(other["name"]) == folded(proposed_name(told.strip(), [line])):
        doubts: list[Doubt] = []  # what the lexicon makes of it is what the second witness saw
    else:
        least = UNSURE_AGREED if same else UNSURE_CHARACTER  # every sign of it was seen twice
        doubts = [*plain_doubts(used), *critical(Field(), used, told, least), *misread_name(told.strip())]
    if ask.WITNESSES_DIFFER() in doubts and other and only_own_are_names(told.strip(), other["name"].strip()):
        doubts.remove(ask.WITNESSES_DIFFER())
    return [*doubts, ask.NAME_UNTITLED()] if told and not TITLED.match(told.strip()) and len(used) == 1 else doubts


def _position_doubts(lines: Sequence[Line]) -> tuple[Doubt, ...]:
    if not lines:
        return (ask.UNREAD(),)
    told = " ".join(line.text for line in lines)
    others = () if is_addressed(told) else witness_doubts(lines)
    return (*plain_doubts(lines), *spelling_doubts(told, lines), *others, *acting_misread(told))


def _far_left(line: Line, name: Line) -> bool:
    """The owner of the matter stands at the left margin, the signature in the right half."""
    if line.box is None or name.box is None:
        return False
    return line.box.left < 0.22 and name.box.left > line.box.left + 0.18


def _motto(lines: Sequence[Line], end: int) -> Field[str]:
    """What is quoted behind the contact, or at the foot of any of the letter's pages."""
    for line in (*lines[end : end + 4], *(line for line in lines if is_motto(line))):
        if MOTTO.match(line.text):
            return Field(line.text.strip("\"“”' "), seen([line], line.text, "motto.quoted"))
    return Field()
