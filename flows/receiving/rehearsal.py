"""One letter read, weighed and drafted before the first: what is made on first use is made then, and forks share it.

Dictionaries as tries, families of patterns, compiled templates and measured layouts cost seconds of CPU, once a process. A
run lives for one letter; it is forked from a process that has rehearsed (`flows.runs.beginning.warm`). No thread is started here,
no file written, no recogniser loaded: a fork could use none of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa

from circulars.archive.search.index import indexed
from circulars.archive.store.database import present_schema
from circulars.cascade.draft import draft_letter
from circulars.checks import check_letters
from circulars.documents.word.content import LetterContent
from circulars.extraction.reading import read_letters
from circulars.letter.page import text_page
from flows.receiving.sample.letter import CONTENT
from flows.reviewing.outcome.becoming import plan_for
from flows.reviewing.rounds.printing import render
from flows.settings import Settings


def rehearse(settings: Settings, day: dt.date) -> int:
    """Do for the bundled sample what intake and review do for a letter, without pages, archive and Prefect.

    Returns how many drafts were made. Raises what the rooms raise: whoever asks goes on without it, slower.
    """
    sa.create_engine(settings.database_url).dispose()  # the database's dialect is loaded; nothing is opened
    present_schema()
    page = text_page(as_text(CONTENT))
    drafts = 0
    for letter in read_letters((page,)):
        check_letters((letter,), today=day, pages=(page,))
        indexed(letter)
        for office in settings.profiles:
            for step in plan_for(settings, letter, office, day).steps:
                content = draft_letter(letter, step, pages=(page,), today=day).content
                render(settings, step, replace(content, watermark="ร่าง"))
                drafts += 1
    return drafts


def as_text(content: LetterContent) -> str:
    """A content as the lines of a letter, for a reading without a picture."""
    contact = content.contact or ()
    lines = [
        content.urgency,
        f"ที่ {content.number}",
        *content.letterhead,
        content.date,
        f"เรื่อง {content.subject}",
        f"เรียน {content.addressee}",
        *(f"อ้างถึง {one}" for one in content.references),
        *(f"สิ่งที่ส่งมาด้วย {name} {count}" for name, count in content.enclosures),
        *(f"{one.number} {one.text}".strip() for one in content.paragraphs),
        content.purpose,
        content.closing,
        f"({content.signatory_name})",
        *content.position,
        *contact,
    ]
    return "\n".join(line for line in lines if line)
