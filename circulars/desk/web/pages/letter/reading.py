"""The page of one letter: the scan, what was read and doubted, findings, the draft, and the form that decides."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from circulars.desk.people import Person, Role
from circulars.desk.review.history import Change, changes_of
from circulars.desk.review.seen import Place, Review, Standing, fields_seen, findings_seen, places_of, tables_seen
from circulars.desk.review.sheet import ASK_FOR_DRAFT, BECOMES, DRAFT_LABELS, NO_STEP_CHOSEN, NO_UNIT, OVERRIDE
from circulars.desk.web.afterwards import said_before
from circulars.desk.web.guard import office_of, require
from circulars.desk.web.pages.letter.opened import address_of, opened
from circulars.desk.web.pages.letter.signing import window_of
from circulars.desk.web.screen import show
from circulars.dispatch.keeping.copies import copies_kept
from circulars.letter.page import PageSource
from circulars.review import FORMS, Verdict

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]
ANSWERED_SECONDS = 300.0
"""After so long an answer that did not arrive in the archive is no answer any more: the form is shown again."""
DECIDING = (Role.REVIEWER, Role.HEAD)


@router.get("/letters")
def letters(request: Request, person: Anybody) -> Response:
    """The first letter that waits, or the list where none does."""
    waiting = office_of(request).archive.reviews_waiting(person.offices)
    return RedirectResponse(address_of(waiting[0].letter_id, waiting[0].key) if waiting else "/", status_code=303)


@router.get("/letters/{letter_id}")
def letter(request: Request, person: Anybody, letter_id: str, of: str = "", step: str = "") -> Response:
    """One letter at one of our offices."""
    return shown(request, person, opened(request, person, letter_id, of, step))


@router.get("/letters/{letter_id}/standing")
def standing(
    request: Request, person: Anybody, letter_id: str, of: str = "", step: str = "", was: str = ""
) -> Response:
    """Asked again and again while an answer is carried out: tells the page to come anew once something changed."""
    review = opened(request, person, letter_id, of, step)
    if now_is(request, review) != was:
        return Response(status_code=204, headers={"hx-refresh": "true"})
    return Response(status_code=204)


def now_is(request: Request, review: Review) -> str:
    """The state of a review in a word that changes whenever its page does."""
    round_number = review.draft.round if review.draft else 0
    return f"{'sent' if was_answered(request, review) else review.standing}-{round_number}"


def was_answered(request: Request, review: Review) -> bool:
    """An answer to this very draft was sent from this desk and is not in the archive yet."""
    answered: dict[str, float] = request.app.state.answered
    at = answered.get(review.draft.id) if review.draft else None
    return review.standing is Standing.WAITS and at is not None and time.monotonic() - at < ANSWERED_SECONDS


def shown(
    request: Request,
    person: Person,
    review: Review,
    *,
    told: Sequence[str] = (),
    typed: Mapping[str, Sequence[str]] | None = None,
) -> Response:
    """The page; with what was typed standing in it where the answer was not taken, and why."""
    fields = fields_seen(review)
    waits = review.standing is Standing.WAITS and not was_answered(request, review)
    values: dict[str, Any] = {
        "review": review,
        "letter": review.letter,
        "heads": {one.name: one.text for one in fields},
        "doubted": [one for one in fields if one.reasons],
        "others": [one for one in fields if not one.reasons],
        "findings": findings_seen(review.record, review.stored),
        "sheet": review.sheet if review.record else None,
        "scan_pages": _scan_pages(request, review),
        "tables": tables_seen(review.letter),
        "text": _text_of(request, review),
        "draft_pages": _draft_pages(request, review),
        "waits": waits,
        "was_answered": was_answered(request, review),
        "may_decide": person.has(*DECIDING) and (not review.needs_code or person.name in review.reviewers),
        "told": told,
        "lacks": office_of(request).lacks() if waits else (),
        "kept": typed,
        "typed": {name: texts[0] for name, texts in (typed or {}).items() if texts},
        "now_is": now_is(request, review),
        "address": lambda part="": address_of(review.stored.id, review.key, part),
        "following": _following(request, person, review) if not waits else "",
        "verdicts": Verdict,
        "names": {"override": OVERRIDE, "becomes": BECOMES, "to": ASK_FOR_DRAFT, "no_step": NO_STEP_CHOSEN},
        "no_unit": NO_UNIT,
        "draft_labels": DRAFT_LABELS,
        "status_of": Standing,
    } | _beside(request, person, review)
    return show(request, "letter.html", person, status=409 if told else 200, here="letters", **values)


def _beside(request: Request, person: Person, review: Review) -> dict[str, Any]:
    """What stands beside the form: the window in which no code is asked, sentences, signed copies."""
    return {
        "window": window_of(request, person),
        "said": said_before(request, person),
        "came_in": _came_in(request, review),
        "signed": copies_kept(office_of(request).archive, review.stored.id),
        "may_write": person.has(Role.CLERK, *DECIDING),
        "changes": _changes(request, review),
    }


def _changes(request: Request, review: Review) -> list[tuple[str, Change]]:
    """What was typed in the round before this one, each with the name of its field."""
    archive = office_of(request).archive
    drafts = archive.drafts_of(review.stored.id, review.key)
    if len(drafts) < 2 or not review.decisions:
        return []
    found = changes_of(dict(archive.draft_record(drafts[-2].id).shown), review.decisions[-1])
    labels = {name: form.label for name, form in FORMS.items()}
    labels |= {f"draft.{name}": label for name, label in DRAFT_LABELS.items()}
    return [(labels.get(one.field, one.field).partition(" (")[0], one) for one in found]


def _came_in(request: Request, review: Review) -> bool:
    """The letter is one that came to us, not one of ours."""
    return office_of(request).archive.letter_row(review.stored.id).direction == "received"


def _scan_pages(request: Request, review: Review) -> list[tuple[int, list[Place], bool]]:
    """Pages of the received file with the boxes on them; those of the letter itself first, then its enclosures."""
    scan = review.stored.scan_id
    pages = office_of(request).archive.load_pages(scan) or () if scan else ()
    letter = review.letter
    own = [*letter.pages, *letter.enclosure_pages]
    places = [place for name in FORMS for place in places_of(letter, name)]
    drawn = {page.number for page in pages if page.source is not PageSource.TEXT}
    wanted = [number for number in dict.fromkeys(own) if number in drawn]
    return [(n, [one for one in places if one.page == n], n in letter.enclosure_pages) for n in wanted]


def _text_of(request: Request, review: Review) -> list[str]:
    """The lines of a file that is text and has no picture."""
    scan = review.stored.scan_id
    pages = office_of(request).archive.load_pages(scan) or () if scan else ()
    wanted = [page for page in pages if page.source is PageSource.TEXT and page.number in review.letter.pages]
    return [line.text for page in wanted for line in page.lines]


def _draft_pages(request: Request, review: Review) -> int:
    return request.app.state.pictures.printed_pages(review.printed) if review.printed else 0


def _following(request: Request, person: Person, review: Review) -> str:
    """The address of the letter that waits next, or an empty text."""
    waiting = office_of(request).archive.reviews_waiting(person.offices)
    answered: dict[str, object] = request.app.state.answered
    left = [one for one in waiting if one.draft_id not in answered and one.letter_id != review.stored.id]
    return address_of(left[0].letter_id, left[0].key) if left else ""
