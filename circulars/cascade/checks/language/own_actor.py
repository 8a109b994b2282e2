"""Who acts in what we ask: never our own level, and nobody whom our recipients do not supervise."""

from __future__ import annotations

from collections.abc import Sequence

from circulars.cascade.asks.clauses.actors import CONNECTS, actors_of, oversees
from circulars.directory.offices import Level
from circulars.directory.places import provinces
from circulars.documents.word.content import Paragraph, ParagraphKind
from circulars.lexicon.tokens import Role, tokens
from circulars.triage.reading.words import Tag, Word, words_of

Texts = Sequence[Paragraph]


def own_actor(texts: Texts, level: Level) -> str:
    """The words by which our own level is made to act in what we ask; empty where it is not."""
    for one in _asking(texts):
        words = [word for word in words_of(one.text, level) if not word.text.isspace()]
        for at, word in enumerate(words[:-1]):
            if _makes_act(words, at) and words[at + 1].tag is Tag.OURS and not _told(words, at + 2):
                return one.text[word.start : word.start + 60]
            if _run_together(words, at):
                return one.text[word.start : word.start + 60]
        ours = next((actor for actor in actors_of(one.text, level) if actor.ours), None)
        if ours is not None:
            return one.text[ours.start : ours.start + 60]
        if one.kind is not ParagraphKind.PARA and oversees(one.text, level):
            return one.text[:60]
    return ""


def _asking(texts: Texts) -> Texts:
    """From the request on: what stands before it is told."""
    begin = next((at for at, one in enumerate(texts) if one.text.startswith("ในการนี้")), len(texts))
    return texts[begin:]


def _makes_act(words: Sequence[Word], at: int) -> bool:
    """ให้ that makes act, and no one to whom something is given: first, after a space, or after จึง, และ, โดย, มอบหมาย."""
    word = words[at]
    if word.tag is Tag.ASK:
        return word.text == "ขอให้"
    if word.tag is Tag.AND and word.text.endswith("ให้"):
        return True
    if word.tag is not Tag.CAUSE:
        return False
    before = words[at - 1] if at else None
    return (
        before is None
        or before.tag in (Tag.AND, Tag.SO)
        or before.text in (*CONNECTS, ".", *tokens(Role.ORDERS))
        or (word.start > before.end and at + 2 < len(words) and words[at + 1].end == words[at + 2].start)
    )


def _run_together(words: Sequence[Word], at: int) -> bool:
    """``ขอให้อำเภอจังหวัด``: two who act with nothing between them."""
    made, third = _makes_act(words, at), words[at + 2] if at + 2 < len(words) else None
    named = made and words[at + 1].tag is Tag.BELOW and third is not None and third.tag is Tag.OURS
    return named and third is not None and third.start == words[at + 1].end


_NAMES = frozenset(one.name.removeprefix("จังหวัด") for one in provinces())


def _told(words: Sequence[Word], at: int) -> bool:
    """``ให้จังหวัดทราบ``, ``ให้จังหวัดสกลนคร ภายใน…``: something comes to us."""
    while at < len(words) and words[at].text in _NAMES:
        at += 1
    return at >= len(words) or words[at].tag is Tag.KNOW or words[at].text in tokens(Role.LIMITS)


def beside(texts: Texts, level: Level) -> str:
    """The words by which a province orders through its districts whom no district supervises; empty where none."""
    if level is not Level.PROVINCE:
        return ""
    for one in _asking(texts):
        for actor in actors_of(one.text, level):
            if one.text[actor.office : actor.end] in tokens(Role.BESIDE):
                return one.text[actor.start : actor.start + 60]
    return ""
