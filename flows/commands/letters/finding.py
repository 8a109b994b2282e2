"""`circulars find`: words anywhere, or in one field, between two days, of one status; what was found is marked."""

from __future__ import annotations

import json
import sys

from circulars.archive.search.excerpt import Excerpt, excerpt
from circulars.archive.search.filters import Wanted
from circulars.archive.search.search import NEAR, PART, Hit
from circulars.archive.tracing.chains import printed_day
from circulars.desk.clerk.looking.days import day_bound
from flows.commands.opened import opened
from flows.commands.options.letters import Find

_HOW = {PART: "เป็นส่วนหนึ่งของคำ", NEAR: "ใกล้เคียง (อาจอ่านผิดจากสแกน)"}


def find(arguments: Find) -> int:
    """`circulars find [WORDS…] [--number …]`: newest first; exit 1 when nothing is found."""
    text = " ".join(arguments.words)
    wanted = Wanted(
        text=text,
        number=arguments.number,
        sender=arguments.sender,
        addressee=arguments.addressee,
        subject=arguments.subject,
        person=arguments.person,
        since=day_bound(arguments.since, last=False) if arguments.since else None,
        until=day_bound(arguments.until, last=True) if arguments.until else None,
        office=arguments.office,
        urgency=arguments.urgency,
        status=arguments.status,
        exact=arguments.exact,
        words=arguments.whole,
        step=arguments.step,
        unit=arguments.unit,
        due=day_bound(arguments.due, last=True) if arguments.due else None,
    )
    with opened(arguments.home) as (archive, _):
        hits = archive.find(wanted, limit=arguments.limit)
        shown = " ".join((text, arguments.sender, arguments.subject, arguments.addressee, arguments.person))
        pieces = [excerpt(archive.load_letter(hit.letter_id).letter, shown) for hit in hits]
    how = ""
    for hit, piece in zip(hits, pieces, strict=True):
        if arguments.json:
            print(json.dumps(_record(hit, piece), ensure_ascii=False))
            continue
        if hit.match != how and hit.match in _HOW and text:
            print(f"— {_HOW[hit.match]} —")
        how = hit.match
        print(f"{hit.letter_id}  {hit.reference}  {printed_day(hit.dated)}  {hit.sender}  {hit.subject}")
        if piece is not None:
            marks = ("\033[1;33m", "\033[0m") if sys.stdout.isatty() else ("[", "]")
            print(f"    {piece.marked(*marks)}")
    if not hits:
        print("ไม่พบหนังสือที่ค้นหา", file=sys.stderr)
    return 0 if hits else 1


def _record(hit: Hit, piece: Excerpt | None) -> dict[str, object]:
    return {
        "id": hit.letter_id,
        "reference_number": hit.reference or None,
        "date_ce": hit.dated or None,
        "sender_agency": hit.sender or None,
        "subject": hit.subject or None,
        "urgency": hit.urgency or None,
        "office": hit.office,
        "direction": hit.direction,
        "match": hit.match,
        "excerpt": {"text": piece.text, "marks": [list(mark) for mark in piece.marks]} if piece else None,
    }
