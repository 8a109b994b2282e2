"""The word or name that a misread one stands for, as the value a person is asked about.

A piece that is no word, and one look-alike letter away from a single known one, is given as the known one; so is an office
that is nearest to one of the directory's. None of it is sure: whatever is proposed beyond what `spelling.mended` puts right
has a doubt of that module, and the evidence keeps what was seen. Text that nobody recognised (typed, or of a layer that
is believed) is given as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from circulars.directory.agencies import agencies, agencies_by_name, department_names
from circulars.directory.match import match_name
from circulars.directory.places import all_districts, provinces
from circulars.extraction.page.lines import Line, all_given
from circulars.extraction.page.spelling import (
    mended,
    misread_words,
    unknown_words,
)
from circulars.extraction.page.words import made_of_words
from circulars.lexicon.offices import HEAD, units_of_a_province
from circulars.lexicon.reading.page import ALL_OF_THEM

_NEAR_ENOUGH = 0.85  # similarity from which an office's name, read whole, is taken for the directory's


def proposed(text: str, lines: Sequence[Line] = ()) -> str:
    """The text as it is to be asked about: misread words put right that hold what is no word.

    >>> proposed("สำนักงาน ก.จ. และ ก.อบด."), proposed("งบประมาณรายจ่ายประจำปี")
    ('สำนักงาน ก.จ. และ ก.อบต.', 'งบประมาณรายจ่ายประจำปี')
    >>> proposed("เงินดอบแทนในจังหวัดซายแดน"), proposed("รั้วกำแพงกันดิน")
    ('เงินตอบแทนในจังหวัดชายแดน', 'รั้วกำแพงกันดิน')
    """
    if all_given(lines):
        return text
    text = mended(text, lines)
    for seen, word in misread_words(text):
        if not made_of_words(seen):
            text = text.replace(seen, word)
    return text


def proposed_office(text: str, lines: Sequence[Line] = ()) -> str:
    """An office's name as proposed; where it holds no words all the same, the one of the directory that it is nearest to.

    >>> proposed_office("สำนักงานกฌะกรรมการการอาชีวศึกษา"), proposed_office("ที่ว่าการยำเภอเมืองบครราชสีมา")
    ('สำนักงานคณะกรรมการการอาชีวศึกษา', 'ที่ว่าการอำเภอเมืองนครราชสีมา')
    >>> proposed_office("องค์การบริหารส่วนตำบลสมมุติ"), proposed_office("ศาลากลางจังหวัดน่าน")
    ('องค์การบริหารส่วนตำบลสมมุติ', 'ศาลากลางจังหวัดน่าน')
    """
    return text if all_given(lines) else _nearest(proposed(text, lines), _offices())


def is_office(text: str) -> bool:
    """An office's name letter for letter as the directory has it.

    >>> is_office("ที่ว่าการอำเภอเมืองนครราชสีมา"), is_office("ที่ว่าการอำเภอเมืองนครราชสี่มา")
    (True, False)
    """
    return text in _offices()


def is_addressed(text: str) -> bool:
    """An office, a unit of a province or the post of a head letter for letter as the directory has it, all of them or one.

    >>> is_addressed("นายอำเภอ ทุกอำเภอ"), is_addressed("อธิบดีกรมการปกครอง"), is_addressed("อธิบดีกรมการปกครอย")
    (True, True, False)
    """
    bare = ALL_OF_THEM.sub("", text)
    return bare in _offices() or bare in _posts() or bare in units_of_a_province() or bare in HEAD.values()


def heads_of(agency: str) -> tuple[str, ...]:
    """The post of the head of an office: of a province or district by its name (ม. ๕๔, ๖๒), of an agency as the directory has it.

    >>> heads_of("อำเภอพังโคน"), heads_of("จังหวัดน่าน"), heads_of("กองคลัง")
    (('นายอำเภอพังโคน',), ('ผู้ว่าราชการจังหวัดน่าน',), ())
    """
    named = agencies_by_name().get(agency)
    posts = (f"นาย{agency}", f"ผู้ว่าราชการ{agency}", named.head if named else "")
    return tuple(post for post in posts if post in _posts())


def headed_by(post: str) -> str | None:
    """The office whose head has this post, where the directory has one; of an area or a school what its head is named by.

    >>> headed_by("นายอำเภอพังโคน"), headed_by("ผู้อำนวยการโรงเรียนบ้านสมมุติ"), headed_by("หัวหน้าฝ่าย")
    ('อำเภอพังโคน', 'โรงเรียนบ้านสมมุติ', None)
    """
    for title, kind in (("ผู้ว่าราชการ", "จังหวัด"), ("นาย", "อำเภอ"), ("ผู้อำนวยการ", "โรงเรียน"), ("นายก", "องค์การบริหารส่วน")):
        named = post.removeprefix(title)
        if named != post and named.startswith(kind) and (post in _posts() or kind in ("โรงเรียน", "องค์การบริหารส่วน")):
            return named
    return next((one.name for one in agencies() if one.head == post), None)


def proposed_post(text: str, lines: Sequence[Line] = ()) -> str:
    """A post as proposed; where it holds no words all the same, the head of a place or agency that it is nearest to.

    >>> proposed_post("นายฉำเภอเมืองสกลนตร"), proposed_post("ผู้จัดการโครงการ")
    ('นายอำเภอเมืองสกลนคร', 'ผู้จัดการโครงการ')
    """
    return text if all_given(lines) else _nearest(proposed(text, lines), _posts())


def _nearest(text: str, names: tuple[str, ...]) -> str:
    if not unknown_words(text):
        return text
    found = match_name(text, names)
    return found.name if found is not None and found.score >= _NEAR_ENOUGH else text


@cache
def _offices() -> tuple[str, ...]:
    halls = [f"ศาลากลาง{one.full_name}" for one in provinces()]
    halls += [f"ที่ว่าการ{one.full_name}" for one in all_districts() if not one.capital]
    return tuple(dict.fromkeys([*(one.name for one in agencies()), *department_names(), *halls]))


@cache
def _posts() -> tuple[str, ...]:
    places = [f"ผู้ว่าราชการ{one.full_name}" for one in provinces()]
    places += [f"นาย{one.full_name}" for one in all_districts() if not one.capital]
    return tuple(dict.fromkeys([*places, *(one.head for one in agencies() if one.head)]))
