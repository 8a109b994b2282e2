"""The draft as a file that a person may edit in Word: laid out in the office's ``drafts`` folder, taken back when changed.

The file under ``drafts/`` is only an offer. Each round shows, approves and issues the bytes that the archive keeps; when
the file differs from them, an approval is not taken: the edited file becomes the next round's draft, with what changed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from circulars.archive import Archive, StoredDraft
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.tracing.facts import priors_for
from circulars.cascade.draft import Draft, redrafted
from circulars.cascade.plan.steps import CascadeStep
from circulars.desk.review.word_file import word_name
from circulars.documents.edit.edited import ChangeKind, ParagraphChange, fill_edited
from circulars.documents.edit.edited_content import EditedContent, edited_content
from circulars.documents.word.content import LetterContent
from circulars.errors import Refused
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import UNNUMBERED, Letter
from circulars.review import Correction
from circulars.review.key import ReviewKey
from flows.settings import Settings
from flows.settings.sharing import hand_over

EDITED = "edited-in-word"
"""The check's name of a finding that tells one change."""
_TOLD = {ChangeKind.ADDED: "เพิ่มย่อหน้า", ChangeKind.REMOVED: "ตัดย่อหน้าออก", ChangeKind.CHANGED: "แก้ข้อความ"}
_PARTS = "เลขที่ วันที่ หัวหนังสือ ผู้ลงนาม และท้ายหนังสือแก้ใน Word ไม่ได้ ให้แก้ในแบบฟอร์มหรือ office.toml"


def draft_file(settings: Settings, letter_id: str, key: ReviewKey, letter: Letter) -> Path:
    """Where the draft of one step of a letter lies while it waits; the same in every round."""
    return settings.folder("drafts") / word_name(letter_id, key, letter)


def lay_out(file: Path, docx: bytes, *, over: Sequence[str]) -> None:
    """Put a round's docx into the folder, over a file that nobody edited (its sha256 is among ``over``) or none."""
    there = _digest(file)
    if there is not None and there not in over:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    scratch = file.with_name(f".{file.name}")
    scratch.write_bytes(docx)
    hand_over(scratch, file.parent)
    scratch.replace(file)


def put_away(file: Path | None, *, known: str) -> None:
    """Take the file of a decided draft away; one that was changed after the decision stays for its owner."""
    if file is not None and _digest(file) == known:
        with contextlib.suppress(OSError):  # opened in Word on a share: it stays, and does no harm
            file.unlink()


def changed_file(file: Path | None, *, known: str) -> bytes | None:
    """The bytes of the file where they are not the round's draft; None where nobody edited it."""
    if file is None or not file.exists():
        return None
    content = file.read_bytes()
    return None if hashlib.sha256(content).hexdigest() == known else content


def taken_back(
    archive: Archive,
    record: DraftRecord,
    file: Path,
    rounds: Sequence[StoredDraft],
    corrections: Sequence[Sequence[Correction]],
    today: dt.date,
) -> tuple[DraftRecord, bytes | None]:
    """The record of a new round with what was edited in Word so far, and the edited docx; None where nothing was.

    ``rounds`` are the drafts of the rounds before, ``corrections`` what was typed in the form of each. The edited file is
    held against the last draft that the engine itself made. A file that cannot be used is told about and left where
    it is; once edited, the text of the form is not taken over the file's: which is meant only a person knows.
    """
    last, records = rounds[-1], [archive.draft_record(one.id) for one in rounds]
    base = next((at for at in reversed(range(len(rounds))) if not records[at].edited), 0)
    whole = records[base].content
    content, step, made = record.content, record.step, record.made
    if content is None or step is None or made is None or whole is None or not file.exists():
        return record, None
    changed = changed_file(file, known=last.docx)
    if changed is None and not records[-1].edited:
        return record, None
    docx = changed if changed is not None else archive.load_file(last.docx)
    try:
        read = edited_content(whole, archive.load_file(rounds[base].docx), docx)
        fill_edited(docx, number=None if content.kind in UNNUMBERED else "", date="")
    except Refused as refused:
        problem = f"ใช้ไฟล์ร่าง {file.name} ที่แก้ใน Word ไม่ได้: {refused.message}"
        return replace(record, problems=(*record.problems, problem)), None
    redone = _drafted_anew(archive, record, step, made, read, corrections, today)
    kept = "audience-"  # of the copy that is enclosed: whatever is edited in the letter, it stays
    own = [one for one in record.findings if one not in made.findings or one.check.startswith(kept)]
    findings = [*_findings(read), *_addressed(redone.content, content), *own, *redone.findings]
    problems = (*record.problems, *_typed_too(file, corrections[-1], records[-1].letter != record.letter))
    record = replace(record, content=redone.content, findings=tuple(dict.fromkeys(findings)), problems=problems)
    return replace(record, made=redone, edited=True), docx


def _drafted_anew(
    archive: Archive,
    record: DraftRecord,
    step: CascadeStep,
    made: Draft,
    read: EditedContent,
    corrections: Sequence[Sequence[Correction]],
    today: dt.date,
) -> Draft:
    """The draft with the content of the edited file, its facts and checks anew."""
    return redrafted(
        made,
        replace(read.content, watermark="ร่าง"),
        record.letter,
        step,
        priors=priors_for(archive, record.letter, step.office.code),
        corrections=[one for answer in corrections for one in answer],
        today=today,
    )


def _findings(read: EditedContent) -> Iterator[Finding]:
    yield from (_told(change) for change in read.changes)
    for one in read.unplaced:
        yield Finding(
            "edited-part", Severity.BLOCKS, "draft.body", _PARTS, seen=one.before or one.after, against=one.after
        )


def _addressed(now: LetterContent, planned: LetterContent) -> Iterator[Finding]:
    if now.addressee != planned.addressee:
        message = "ผู้รับในไฟล์ที่แก้ไม่ตรงกับรายชื่อผู้รับของเรื่องนี้ กรุณาแก้ให้ตรงกัน"
        yield Finding("addressee-kept", Severity.BLOCKS, "draft.addressee", message, now.addressee, planned.addressee)


def _typed_too(file: Path, corrections: Sequence[Correction], letter_changed: bool) -> Iterator[str]:
    if letter_changed or any(one.field.startswith("draft.") for one in corrections):
        yield (
            f"ร่างนี้แก้ใน Word แล้ว สิ่งที่แก้ในแบบฟอร์มจึงไม่ได้เปลี่ยนข้อความในไฟล์ กรุณาแก้ในไฟล์ {file.name} ให้ตรงกัน "
            "หรือย้ายไฟล์นั้นออกจากโฟลเดอร์ drafts แล้วเลือก แก้ไขแล้วตรวจใหม่ เพื่อกลับไปใช้ร่างของระบบ"
        )


def _told(change: ParagraphChange) -> Finding:
    return Finding(
        EDITED,
        Severity.WARNS,
        "draft.body",
        f"แก้ในไฟล์ Word: {_TOLD[change.kind]}",
        seen=change.before or change.after,
        against=change.after if change.before else "",
    )


def _digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
