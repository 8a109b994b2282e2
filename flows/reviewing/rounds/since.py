"""What happened since a draft was shown: an edit in Word, a day that passed, an answer that could not be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from circulars.archive import Archive
from circulars.archive.known.withdrawn import withdrawn
from circulars.archive.tracing.facts import priors_for
from circulars.cascade.draft import redrafted
from circulars.review import blocks_of
from flows.reviewing.rounds.case import Case
from flows.reviewing.word_drafts import changed_file


def edited_since(case: Case) -> str:
    """Why the draft that was shown may not be approved: its file was edited in Word since; empty when it was not."""
    if changed_file(case.file, known=case.docx_sha256) is None:
        return ""
    return "ไฟล์ร่างในโฟลเดอร์ drafts ถูกแก้ใน Word หลังจากที่ท่านเห็นร่างนี้ กรุณาดูสิ่งที่เปลี่ยนแล้วตัดสินใจอีกครั้ง"


def blocks_on(archive: Archive, case: Case, day: dt.date) -> tuple[str, ...]:
    """What blocks this draft on the day that will be printed and did not on the day it was made (authority, dates)."""
    record = case.record
    if record.made is None or record.content is None or record.step is None:
        return ()
    priors = priors_for(archive, record.letter, record.step.office.code)
    typed = [one for decision in case.decisions for one in decision.corrections]
    content = replace(record.content, watermark="ร่าง")
    now = redrafted(record.made, content, record.letter, record.step, priors=priors, corrections=typed, today=day)
    known = {block.key for block in blocks_of(record.findings)}
    fresh = blocks_of([*withdrawn(archive, case.stored.id), *now.findings])
    return tuple(block.finding.message for block in fresh if block.key not in known)
