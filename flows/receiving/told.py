"""What comes with a letter beside its pages: facts and files inside its PDF, the e-CMS message, the sender's manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from circulars.archive.export.ecms import is_ecms, read_ecms
from circulars.checks.between.told import hold_against
from circulars.documents.pages.inside import Inside, inside_of
from circulars.documents.signing.manifest.judged import Brought, judge, manifest_finding
from circulars.documents.signing.manifest.known import KnownKey
from circulars.errors import UnreadableFile
from circulars.extraction.refusal import NO_HEAD, Refusal
from circulars.intake.claims import MANIFEST, SOURCE, Claim
from circulars.intake.containers import told_photos, told_unfinished
from circulars.intake.kinds import HEAD, Kind, kind_of
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import Page
from circulars.thai.digits import to_thai
from ocr.shelter.sheltered import files_in_pdf

_MOST_NAMES = 20
MOST_OF_A_MAIL = 300
"""Letters of a mail's text that the list of runs shows; the whole is archived."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a file brings beside its pages: the letter that it tells, and findings on it and the files inside it.

    ``vouched``: pages for which the program of a known office vouches, with the facts; none where it does not.
    """

    letter: Letter | None = None
    findings: tuple[Finding, ...] = ()
    vouched: tuple[int, ...] = ()


def beside_pages(file: Path, photos: str = "", keys: Sequence[KnownKey] = ()) -> Beside:
    """What the claimed file brings; a PDF that nothing can be taken out of is told, not passed over.

    `photos` are those that were taken within a minute of it (`circulars.intake.containers.joined`), `keys` those of other
    offices' programs that this office knows.
    """
    if photos:
        return Beside(None, (Finding("photos-of-one", Severity.WARNS, "body", told_photos(photos), seen=photos),))
    source = file.with_name(SOURCE)
    if source.exists() and is_ecms((head := source.read_bytes())[:HEAD]):
        message, (inside, findings) = read_ecms(head), _inside(file)
        beside = _vouched(file, inside, findings, keys)
        return beside if beside.vouched else replace(beside, letter=message.letter)
    return _vouched(file, *_inside(file), keys)


def _vouched(file: Path, inside: Inside, findings: tuple[Finding, ...], keys: Sequence[KnownKey]) -> Beside:
    """The facts in a file with what its sender's manifest is worth, where one came with it."""
    manifest = file.with_name(MANIFEST)
    if not manifest.exists():
        return Beside(inside.letter, findings)
    judged = judge(manifest.read_bytes(), Brought(file.read_bytes(), inside.facts, inside.letter), keys)
    return Beside(inside.letter, (*findings, manifest_finding(judged)), tuple(range(1, judged.pages + 1)))


def unfinished(letters: Sequence[Letter], with_it: str) -> tuple[Finding, ...]:
    """A picture of the first page of a letter that goes on, where other pictures came with it (`with_it` names them)."""
    last = letters[-1] if letters and with_it else None
    if last is None or last.signatory.value is not None or last.kind.value is LetterKind.STAMPED:
        return ()
    return (Finding("photos-of-one", Severity.WARNS, "body", told_unfinished(with_it), seen=with_it),)


def beginning_of(text: str) -> str:
    """As much of a mail's text as the list of runs shows."""
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_OF_A_MAIL else f"{plain[:MOST_OF_A_MAIL]}…"


def told_of_refused(claim: Claim, refused: Refusal) -> str:
    """Why a file is no letter, and which pictures may be the rest of one."""
    others = told_unfinished(claim.with_it) if refused.code == NO_HEAD.code else ""
    return " ".join(part for part in (refused.message, told_photos(claim.beside), others) if part)


def _inside(file: Path) -> tuple[Inside, tuple[Finding, ...]]:
    content = file.read_bytes()
    if kind_of(content[:HEAD]) is not Kind.PDF:
        return Inside(), ()
    try:
        inside = inside_of(files_in_pdf(content))
    except UnreadableFile:
        message = "ดูไม่ได้ว่าไฟล์ PDF นี้มีไฟล์อื่นแนบอยู่ข้างในหรือไม่ กรุณาเปิดต้นฉบับดูแถบไฟล์แนบก่อนส่งต่อ"
        return Inside(), (Finding("files-inside", Severity.WARNS, "enclosures", message),)
    if not inside.names:
        return inside, ()
    shown = ", ".join(f"“{name}”" for name in inside.names[:_MOST_NAMES])
    more = f" และอีก {to_thai(len(inside.names) - _MOST_NAMES)} ไฟล์" if len(inside.names) > _MOST_NAMES else ""
    message = (
        f"ไฟล์ PDF นี้มีไฟล์แนบอยู่ข้างใน {to_thai(len(inside.names))} ไฟล์: {shown}{more} เก็บไว้กับต้นฉบับแล้ว แต่ไม่ได้อ่าน "
        "และจะไม่ไปกับสำเนาที่ส่งต่อ กรุณาเปิดดู ถ้าเป็นสิ่งที่ส่งมาด้วย ให้แนบเองหรือขอเป็นหน้า PDF"
    )
    return inside, (Finding("files-inside", Severity.WARNS, "", message, seen=shown),)


def with_told(
    letters: Sequence[Letter], beside: Beside, pages: Sequence[Page]
) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
    """The letters of a file, its first one held against what was told of it, and where that differs."""
    if not letters or beside.letter is None:
        return tuple(letters), ()
    first, differing = hold_against(letters[0], beside.letter, pages, vouched=bool(beside.vouched))
    return (first, *letters[1:]), differing
