"""Whom the words of a clause make act or be told: the names of those below that a verb of passing on, ให้ or a list leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from circulars.lexicon.reading.triage.staying import (
    BELONGS,
    HEADS_A_LIST,
    OF_THEIRS,
    PEOPLE_OF,
    SENDS,
    SENT_PERSON,
    SPREADS,
    TELLS,
    TOPIC,
    UNDERSTANDING,
)
from circulars.triage.reading.words import Tag, Word

DOWN = frozenset({Tag.BELOW, Tag.LOCAL, Tag.VILLAGE, Tag.STAFF, Tag.PEOPLE})
"""Whoever stands below the one spoken to."""
STEPS = frozenset({Tag.EVERY, Tag.COUNT})
_JOINING = frozenset({Tag.AND, *STEPS})
_TO_WHOM = 5
"""Words from a verb of telling to whose people they are: ``แจ้ง | ให้ | เจ้าหน้าที่ | งาน | ทะเบียน | ของ | อำเภอ``."""
_UNTIL_VERB = 3
"""Words between ได้ and its verb: ``ได้มีหนังสือแจ้ง``."""
SO_THAT = "โดยให้"
"""``กำหนดแนวทาง โดยให้นายอำเภอ…``: what was told turns into what those named do; behind a request it only goes on."""


def made_to_act(words: Sequence[Word], *, whole: bool) -> Iterator[Word]:
    """The names of those below that act or are told; none where the words do not ask (``whole`` false)."""
    if not whole:
        return
    acting: set[int] = set()
    for at, word in enumerate(words):
        if (word.tag is Tag.OURS and _caused(words, at)) or _heads_list(words, at, acting):
            acting.add(at)  # ให้ผู้ว่าราชการจังหวัด นายอำเภอ และกำนัน …: we head a list of those who act
        each = bool(words[at + 1 :]) and words[at + 1].text == "ละ"
        if word.tag not in DOWN or each or _denied(words, at) or _toldbefore(words, at) or _is_sent(words, at):
            continue
        if (
            _is_told(words, at)
            or _is_topic(words, at)
            or _of_theirs_is_told(words, at)
            or (_before_in_list(words, at) in acting and not _with_us(words, at))
        ):
            acting.add(at)
            yield word


def _is_told(words: Sequence[Word], at: int) -> bool:
    """What stands before the name makes it act or hear: ``แจ้ง``, ``ขอให้``, ``ไปยัง``, ``ผ่าน``."""
    before = [one for one in words[:at] if not one.text.isspace() and one.tag not in STEPS]
    last = before[-1] if before else None
    if last is None or last.tag in (Tag.PASS, Tag.ASK):
        return True
    if last.text == "เชิญ":  # ขอให้อำเภอเชิญกำนัน
        return words[at].tag in (Tag.BELOW, Tag.LOCAL, Tag.VILLAGE)
    if last.tag is Tag.INVITE:  # ขอเชิญนายอำเภอทุกอำเภอเข้าร่วมประชุม; units of ours are invited with us
        return words[at].tag in (Tag.BELOW, Tag.LOCAL, Tag.VILLAGE)
    passed = any(one.tag is Tag.PASS for one in before)
    if last.tag is Tag.CAUSE or (last.text == SO_THAT and last is before[0]):
        if before[0].tag is Tag.PERMIT and not passed:  # ขออนุมัติให้นายอำเภอเดินทาง: they ask it for themselves
            return False
        plain = len(before) > 1 and before[-2].tag is None and not words[at - 1].text.isspace()
        return passed or not plain or len(before) == 1
    if last.tag is Tag.TO and goes_there(before):
        return False
    if last.tag in (Tag.TO, Tag.AIM):
        return passed
    if last.text == "จาก" and len(before) > 1 and before[-2].tag is Tag.ASK:  # ขอความร่วมมือจากกำนัน
        return True
    if last.text == "กับ" and len(before) > 1 and UNDERSTANDING.match(before[-2].text):
        return True
    if BELONGS.match(last.text) and any(SPREADS.match(one.text) for one in before):
        return True
    return passed and words[at].tag is Tag.BELOW and any(one.text == "ผ่าน" for one in before[-6:])


def goes_there(before: Sequence[Word]) -> bool:
    """``ส่งเจ้าหน้าที่ไปยังอำเภอปัว``: somebody goes to the place, and nobody there is told."""
    return len(before) > 2 and SENDS.match(before[-3].text) is not None and PEOPLE_OF.match(before[-2].text) is not None


def _is_topic(words: Sequence[Word], at: int) -> bool:
    """``สำหรับอำเภอ และองค์กรปกครองส่วนท้องถิ่น ให้จัดพิธี``: it is named first and then made to act."""
    before = [one for one in words[:at] if not one.text.isspace() and one.tag not in (*STEPS, Tag.AND, *DOWN)]
    if not before or not TOPIC.match(before[-1].text):
        return False
    after = [one for one in words[at + 1 :] if not one.text.isspace()]
    return any(one.tag is Tag.CAUSE for one in after[:8])


def _caused(words: Sequence[Word], at: int) -> bool:
    before = word_before(words, at)
    return before is not None and before.tag in (Tag.CAUSE, Tag.ASK, Tag.INVITE)


def _heads_list(words: Sequence[Word], at: int, acting: set[int]) -> bool:
    """``แจ้งส่วนราชการและอำเภอ``, ``แจ้งข้าราชการในสังกัดจังหวัดและอำเภอ``: nobody below stands first on the list of those told."""
    before = word_before(words, at)
    if before is None:
        return False
    if words[at].tag is Tag.OURS:
        return BELONGS.match(before.text) is not None and any(SPREADS.match(one.text) for one in words[:at])
    told = before.tag is Tag.PASS or _before_in_list(words, at) in acting
    return told and HEADS_A_LIST.match(words[at].text) is not None


def _denied(words: Sequence[Word], at: int) -> bool:
    return any(one.tag is Tag.NOT for one in words[max(0, at - 8) : at])


def _toldbefore(words: Sequence[Word], at: int) -> bool:
    """``กรมโยธาธิการฯ ได้แจ้งให้จังหวัดทุกจังหวัดทราบด้วยแล้ว``: somebody has told them, and nothing is asked after that."""
    for done in range(at - 1, -1, -1):
        if words[done].tag in (Tag.ASK, Tag.SO, Tag.AIM):
            return False
        if words[done].text == "ได้":
            if _wished(words, done):
                return False
            after = [one for one in words[done + 1 : at] if not one.text.isspace()]
            return any(one.tag is Tag.PASS for one in after[:_UNTIL_VERB])
    return False


def _wished(words: Sequence[Word], at: int) -> bool:
    """``ขอให้จังหวัดได้แจ้ง``: the polite ได้ of a wish."""
    before = [one for one in words[:at] if not one.text.isspace()]
    while before and before[-1].tag in (Tag.OURS, Tag.EVERY, Tag.AND, *DOWN):
        before.pop()
    return bool(before) and before[-1].tag in (Tag.ASK, Tag.CAUSE)


def _with_us(words: Sequence[Word], at: int) -> bool:
    """``ขอเชิญท่านพร้อมเจ้าหน้าที่ที่เกี่ยวข้องเข้าร่วมประชุม``: they come with the one who is invited."""
    return words[at].tag in (Tag.STAFF, Tag.PEOPLE) and any(one.tag is Tag.INVITE for one in words[:at])


def _before_in_list(words: Sequence[Word], at: int) -> int | None:
    """Where the one before stands in a list that goes on: ``อำเภอ องค์การบริหารส่วนจังหวัด และเทศบาลนคร``.

    ``ขอให้กรมส่งข้อมูลของกำนันและผู้ใหญ่บ้าน``: what stands before is no actor, and so is not what follows.
    """
    return next(
        (one for one in range(at - 1, -1, -1) if not words[one].text.isspace() and words[one].tag not in _JOINING), None
    )


def _of_theirs_is_told(words: Sequence[Word], at: int) -> bool:
    """``แจ้งผู้แทนของอำเภอทราบ``, ``กำชับเจ้าหน้าที่ทะเบียนประจำอำเภอ``: people of theirs are told, so they are."""
    before = [one for one in words[:at] if not one.text.isspace() and one.tag not in STEPS]
    if words[at].tag not in (Tag.BELOW, Tag.VILLAGE) or not before or not OF_THEIRS.match(before[-1].text):
        return False
    near = before[-_TO_WHOM - 1 : -1]
    told = next((place for place, one in enumerate(near) if _tells(one)), None)
    if told is None and any(_tells(one) for one in before):  # ถ่ายทอดมาตรการให้ศูนย์ปฏิบัติการระดับอำเภอ
        told = next((place for place, one in enumerate(near) if one.tag is Tag.CAUSE), None)
    if told is None:
        return False
    rest = [one for one in near[told + 1 :] if one.tag is not Tag.CAUSE and one.text != "ใน"]
    return bool(rest) and PEOPLE_OF.match(rest[0].text) is not None


def _is_sent(words: Sequence[Word], at: int) -> bool:
    """``มอบหมายข้าราชการในสังกัด จำนวน ๑ คน``: persons are picked, and nothing goes down; ผู้เกี่ยวข้อง are all, and are told."""
    behind = "".join(one.text for one in words[at + 1 : at + 8])
    people = words[at].tag is Tag.STAFF and not words[at].text.startswith(("หน่วยงาน", "ส่วนราชการ", "ผู้"))
    return people and SENT_PERSON.match(behind) is not None


def _tells(word: Word) -> bool:
    return word.tag is Tag.PASS and TELLS.match(word.text) is not None


def word_before(words: Sequence[Word], at: int) -> Word | None:
    """The word before a place, spaces apart."""
    return next((word for word in reversed(words[:at]) if not word.text.isspace()), None)
