"""What a forwarding letter says: the rules of the pattern that offices use, one function each.

    [ตามหนังสือที่อ้างถึง {เรา}…แจ้ง{…} ความละเอียดแจ้งแล้ว นั้น]         only with our own earlier letter
    ด้วย{เรา}ได้รับแจ้งจาก{ผู้ส่ง}ว่า {ที่ผู้ส่งแจ้ง}
    ในการนี้ {เรา}จึงขอ{แจ้ง/ให้} … [ดังนี้ ๑. … ๒. …] รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย
    จึงเรียนมาเพื่อ…

What the sender wrote is kept word for word; only who speaks, who acts, and where enclosures stand changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from circulars.cascade.asks.obligations import Obligation, Reading
from circulars.cascade.text.voice import Voice, in_their_area, is_unit, reported, to_us
from circulars.documents.word.content import Paragraph, ParagraphKind
from circulars.lexicon.offices import VILLAGE, below_pattern, own_pattern
from circulars.lexicon.phrases import ANY
from circulars.lexicon.rows import either, literally
from circulars.lexicon.tokens import Role, tokens
from circulars.lexicon.writing.clauses import (
    ALSO_TELL_THEM,
    KNOWN_OR_KEPT,
    KNOWS_FIRST,
    LED_ACT,
    NAMED_AS_ACTORS,
    NO_TASK_WORD,
    ONLY_TO_KNOW,
    OURS_BESIDE_THEM,
    SAME_OF_THEM,
    THROUGH_THEMSELVES,
    UNIT_AMONG,
    UNIT_AND_OTHERS,
)
from circulars.lexicon.writing.text import (
    AIM_BEHIND_WHERE,
    AND_FIRST,
    AS_FOLLOWS,
    ASK_AROUND,
    ASK_BEFORE_PASSING_ON,
    ASK_FIRST,
    ASKED_OF_US,
    BELOW_FIRST,
    CAUSE_OR_AIM,
    COMMAND,
    DETAILS_AT_END,
    INVITED,
    INVITES_BELOW,
    MAKES_BELOW_ACT,
    ORDERS_THE_HEAD,
    OWN_BEFORE_REPORT,
    PASSED_TO,
    PEOPLE,
    PERFORMED,
    PLEASE_FIRST,
    RULES_FOLLOW,
    SENT_ON,
    SENT_TO_FIRST,
    STRESSED_TO_US,
    TELLING_ALONE,
    TELLS_A_THING,
    TELLS_SOMEBODY,
    TO_THE_UNIT,
    UNIT_AS_ACTOR,
    US_BEFORE_PASSING_ON,
    WE_AND_THEY,
    WHO_FIRST,
)
from circulars.thai.digits import to_thai


def requesting(reading: Reading, voice: Voice) -> tuple[tuple[Paragraph, ...], str]:
    """The paragraphs that ask, and the request in one clause (for our next letter on the thread)."""
    down = [one for one in reading.down if one.text and not one.after]
    later = [one for one in reading.down if one.after]
    aim = reported(reading.parts.aim, voice)
    if RULES_FOLLOW.match(reading.parts.wish) and any(one.number for one in down):
        paragraphs, clause = _instructing(reading.parts.wish, down, voice, aim)
    else:
        each = all(MAKES_BELOW_ACT(below=below_pattern(voice.level)).match(one.text) for one in down)
        paragraphs, clause = _asking(down, voice, aim, _led(reading.lead, voice, each_named=each))
    after = [afterwards(one, voice) for one in later]
    return (*paragraphs, *(Paragraph(text) for text in after if text != "ทั้งนี้" and text)), clause


def afterwards(task: Obligation, voice: Voice) -> str:
    """A sentence that stood after the tasks: reports come to us instead of to the sender; the rest is word for word."""
    text = OWN_BEFORE_REPORT(own=own_pattern(voice.level)).sub(voice.unit, DETAILS_AT_END.sub("", task.text))
    return reported(to_us(text, voice), voice)


def _instructing(wish: str, down: Sequence[Obligation], voice: Voice, aim: str) -> tuple[tuple[Paragraph, ...], str]:
    """Rules that the sender drills or stresses, as he puts them; who else is told stands after them."""
    so = f"ในการนี้ {aim} {voice.us}จึง" if aim else f"ในการนี้ {voice.us}จึง"
    paragraphs = [Paragraph(f"{so}{reported(wish, voice)}")]
    for place, task in enumerate((one for one in down if one.number), 1):
        paragraphs.append(Paragraph(item_text(task, voice), ParagraphKind.ITEM, f"{to_thai(place)}."))
        for at, (_, sub) in enumerate(task.subs, 1):
            number = f"{to_thai(place)}.{to_thai(at)}"
            paragraphs.append(Paragraph(reported(to_us(sub, voice), voice), ParagraphKind.SUB, number))
    rest = [one_request(one, voice) for one in down if not one.number]
    paragraphs += [Paragraph(f"ทั้งนี้ ขอ{' และขอ'.join(rest)}")] if rest else []
    return tuple(paragraphs), ASK_AROUND.sub("", reported(wish, voice))


def _led(lead: str, voice: Voice, *, each_named: bool) -> str:
    """``ขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่นดำเนินการ ดังนี้`` as we say it to those between.

    Empty where it names nobody else, and where each task names who does it (``each_named``).
    """
    text = _addressed_to_us_removed(lead, voice)
    told = PASSED_TO(below=below_pattern(voice.level)).match(text)
    if told and each_named:
        return ""
    act = LED_ACT(unit=literally(voice.unit)).match(text)
    if act:
        return reported(f"{act['verb'] or ''}ให้{voice.unit}{act['act']} ดังนี้", voice)
    if not told or is_unit(told["who"], voice):
        return ""
    clause = AS_FOLLOWS.sub("", reported(_as_command(text, voice), voice))
    return f"{clause} ดังนี้"


def _asking(down: Sequence[Obligation], voice: Voice, aim: str, led: str) -> tuple[tuple[Paragraph, ...], str]:
    so = f"ในการนี้ {aim} {voice.us}จึงขอ" if aim else f"ในการนี้ {voice.us}จึงขอ"
    if not down:
        further = f" และแจ้งให้{voice.concerned}ทราบต่อไป" if voice.concerned else ""
        clause = f"แจ้งให้{voice.unit}ทราบ{further}"
        return (Paragraph(f"{so}{clause}"),), clause
    if len(down) == 1:
        if (
            NO_TASK_WORD.match(down[0].text) and down[0].number
        ):  # what holds for those who are asked is no verb of theirs
            clause = f"{led.removesuffix(' ดังนี้') or f'ให้{voice.unit}ดำเนินการ'} โดย{item_text(down[0], voice)}"
        else:
            clause = one_request(down[0], voice)
        if not down[0].subs:
            return (Paragraph(f"{so}{clause}"),), clause
        text = clause if clause.endswith("ดังนี้") else f"{clause} ดังนี้"
        return (Paragraph(f"{so}{text}"), *_numbered([sub for _, sub in down[0].subs], voice)), clause
    if not any(one.number or one.subs for one in down):
        clause = " และขอ".join(one_request(one, voice) for one in down)
        return (Paragraph(f"{so}{clause}"),), clause
    clause = led or f"ให้{voice.unit}ดำเนินการ ดังนี้"
    paragraphs = [Paragraph(f"{so}{clause}")]
    for place, task in enumerate(down, 1):
        number = to_thai(place)
        paragraphs.append(Paragraph(item_text(task, voice), ParagraphKind.ITEM, f"{number}."))
        for at, (_, sub) in enumerate(task.subs, 1):
            paragraphs.append(
                Paragraph(reported(to_us(sub, voice), voice), ParagraphKind.SUB, f"{number}.{to_thai(at)}")
            )
    return tuple(paragraphs), clause.removesuffix(" ดังนี้")


def _numbered(texts: Sequence[str], voice: Voice) -> Iterator[Paragraph]:
    for place, text in enumerate(texts, 1):
        yield Paragraph(reported(to_us(text, voice), voice), ParagraphKind.ITEM, f"{to_thai(place)}.")


def one_request(task: Obligation, voice: Voice) -> str:
    """A single task as what we ask: ``แจ้ง ก ไปยังอำเภอ เพื่อ ข`` becomes ``แจ้ง ก เพื่อให้อำเภอ ข``."""
    text = _addressed_to_us_removed(task.text, voice)
    if PERFORMED(below=below_pattern(voice.level)).match(text):
        return reported(text.removeprefix("ขอ"), voice)  # said by us, it is done
    sent = _sent_on(text, voice)
    if sent is not None and is_unit(sent[2], voice):
        verb, what, who, act = sent
        return reported(f"{verb}{what} เพื่อให้{who}{act}", voice)
    if (
        TELLS_A_THING.match(text)
        and TO_THE_UNIT(unit=literally(voice.unit)).search(text)
        and not _told_directly(text, voice)
    ):
        return reported(text, voice)  # we ourselves tell it to them
    asked = reported(_as_command(text, voice), voice)
    return f"แจ้ง{asked}" if ONLY_TO_KNOW(unit=either((*voice.names, voice.unit))).match(asked) else asked


def _told_directly(text: str, voice: Voice) -> bool:
    return bool(TELLS_SOMEBODY(below=below_pattern(voice.level)).match(text))


def item_text(task: Obligation, voice: Voice) -> str:
    """A task as a numbered item for those below: who passes it on falls away, what is to be done stays."""
    text = _addressed_to_us_removed(task.text, voice)
    sent = _sent_on(text, voice)
    if sent is not None and is_unit(sent[2], voice):
        _, what, _, act = sent
        return reported(f"รับทราบ{what}" if act == "ทราบ" else f"รับทราบ{what} และ{act}", voice)
    command = ORDERS_THE_HEAD(unit=literally(voice.unit)).sub("", INVITED.sub("ให้", _as_command(text, voice)))
    plain = AND_FIRST.sub("ร่วมกับ", _without_actor(command, voice))
    if BELOW_FIRST(below=below_pattern(voice.level)).match(plain):  # others act with them
        plain = command
    return reported(plain or text, voice)


def _without_actor(command: str, voice: Voice) -> str:
    """A command without those whom it is for; where it names some of them alone, they stay.

    >>> from circulars.directory.offices import Level
    >>> voice = Voice("จังหวัดน่าน", "กรม", "อำเภอ", True, Level.PROVINCE, 1, names=("อำเภอปัว", "อำเภอสองแคว"))
    >>> _without_actor("ให้อำเภอปัวและอำเภอสองแควจัดชุด", voice), _without_actor("ให้อำเภอปัวจัดชุด", voice)
    ('จัดชุด', 'ให้อำเภอปัวจัดชุด')
    """
    named = NAMED_AS_ACTORS(names=either(voice.names)).match(command) if voice.names else None
    if named is None:
        return UNIT_AS_ACTOR(unit=literally(voice.unit)).sub("", command)
    everybody = set(ANY(words=either(voice.names)).findall(named["who"])) >= set(voice.names)
    return command[named.end() :] if everybody else command


def _sent_on(text: str, voice: Voice) -> tuple[str, str, str, str] | None:
    """``แจ้ง ก ไปยัง ข เพื่อ ค`` taken apart: verb, what is sent, who gets it, what they do with it."""
    below = below_pattern(voice.level)
    found = SENT_ON(below=below).match(text)
    if found is None or SENT_TO_FIRST(below=below).match(found["what"]):
        return None
    act = found["act"] or (f"ทราบ{found['know']}" if found["know"] is not None else found["rest"]) or "ทราบ"
    verb = "แจ้ง" if found["verb"].startswith("แจ้ง") else "ส่ง"
    return verb, found["what"].rstrip(), found["who"], act.strip()


def _addressed_to_us_removed(text: str, voice: Voice) -> str:
    own = own_pattern(voice.level)
    text = WE_AND_THEY(own=own, below=below_pattern(voice.level)).sub("", DETAILS_AT_END.sub("", text))
    text = STRESSED_TO_US(own=own).sub("", text)
    text = PLEASE_FIRST.sub("", ASKED_OF_US(own=own).sub("", text))
    unit = literally(voice.unit)
    text = SAME_OF_THEM(unit=unit).sub(_others_too, OURS_BESIDE_THEM(unit=unit).sub("", text))
    text = ALSO_TELL_THEM(unit=unit).sub(r"\g<join>ให้", THROUGH_THEMSELVES(unit=unit).sub("", text))
    text = in_their_area(text, voice)
    return to_us(US_BEFORE_PASSING_ON(own=own).sub("", text).strip(), voice)


def _with_those_below(who: str, verb: str, rest: str, voice: Voice) -> str:
    """``แจ้งอำเภอและองค์กรปกครองส่วนท้องถิ่นถือปฏิบัติ``: the recipients keep it, and tell those below them; empty for longer tasks.

    >>> from circulars.directory.offices import Level
    >>> voice = Voice("จังหวัดน่าน", "กรมการปกครอง", "อำเภอ", True, Level.PROVINCE, 1)
    >>> _with_those_below("อำเภอและเทศบาลตำบล", "แจ้ง", "ทราบ", voice), _with_those_below("อำเภอ", "แจ้ง", "ทราบ", voice)
    ('ให้อำเภอทราบ และแจ้งให้เทศบาลตำบลทราบ', '')
    """
    found = UNIT_AND_OTHERS(unit=literally(voice.unit)).match(who)
    if found and found["others"].startswith(VILLAGE) and KNOWS_FIRST.match(rest) and not KNOWN_OR_KEPT.match(rest):
        return f"ให้{voice.unit}ทราบ และ{verb}ให้{found['others']}{rest}"
    if not found or not KNOWN_OR_KEPT.match(rest):
        return ""
    tells = verb if verb in ("ประชาสัมพันธ์", "เผยแพร่") else "แจ้ง"
    kept = KNOWN_OR_KEPT.match(rest)
    plain = kept["act"] if kept else rest
    return f"ให้{voice.unit}{plain} และ{tells}ให้{found['others']}{rest}"


def _others_too(found: re.Match[str]) -> str:
    return f" และแจ้ง{found['others']}{found['same']}" if found["others"] else ""


def _as_command(text: str, voice: Voice) -> str:
    """``แจ้งให้อำเภอสำรวจ …`` as ``ให้อำเภอสำรวจ …``; verbs that say more than telling stay."""
    below = below_pattern(voice.level)
    told = COMMAND(below=below).match(text)
    if told:
        rest = CAUSE_OR_AIM.sub("", AIM_BEHIND_WHERE.sub(r"\g<where>", told["rest"])).strip() or "ทราบ"
        rest = f" {rest}" if rest.startswith("(") else rest
        who = voice.unit if "และ" in told["who"] and voice.unit in told["who"] else told["who"]
        people = PEOPLE.search(told["who"])
        others = UNIT_AMONG(unit=literally(voice.unit)).sub("", told["who"])
        if people and others not in (told["who"], people[0]) and not people.start():
            others = ""
        if people and others not in ("", told["who"], people[0]):
            return f"ให้{voice.unit}แจ้งให้{others}{rest}"
        if people and who == voice.unit and people[0] not in voice.unit:  # who is told also tells the people
            verb = told["verb"] if told["verb"] in ("ประชาสัมพันธ์", "เผยแพร่", "สร้างการรับรู้") else "แจ้ง"
            return f"ให้{who}ทราบ และ{verb}ให้{people[0]}{rest}"
        if not people and not any(one in told["who"] for one in tokens(Role.BESIDE)):
            who = told["who"].strip()  # whoever acts with them, and is reached through them, is named
        apart = _with_those_below(who, told["verb"], rest, voice)
        if apart:
            return apart
        if TELLING_ALONE.match(told["verb"]):
            return f"ให้{who}{rest}" if is_unit(who, voice) else f"ให้{voice.unit}{told['verb']}ให้{who}{rest}"
        return f"{told['verb']}ให้{who}{rest}" if is_unit(who, voice) else f"ให้{voice.unit}{text}"
    text = ASK_BEFORE_PASSING_ON.sub("", text)
    if INVITES_BELOW(below=below).match(text):
        return text
    if MAKES_BELOW_ACT(below=below).match(text):
        return ASK_FIRST.sub("", text)
    if BELOW_FIRST(below=below).match(text):
        who = WHO_FIRST(below=below).match(text)
        return f"ให้{text}" if not who or is_unit(who[0], voice) else f"ให้{voice.unit}แจ้งให้{text}"
    return f"ให้{voice.unit}{text}" if not text.startswith("ให้") else text
