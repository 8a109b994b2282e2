"""The review that an address means, opened for somebody who may see it."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request

from circulars.desk.office import DeskOffice
from circulars.desk.people import Person
from circulars.desk.review.seen import Review, open_review
from circulars.desk.web.guard import allow_office, office_of
from circulars.directory import OfficeProfile, default_profile, find_office
from circulars.review.key import ReviewKey

NO_STEP = "none"


def opened(request: Request, person: Person, letter_id: str, of: str = "", step: str = "") -> Review:
    """The review of a letter at an office (``of``); else at the one that filed it, or another of the person's that has it.

    Raises NotAllowed for a letter of another office, ArchiveFault for one that is not there.
    """
    office = office_of(request)
    offices = office.archive.offices_with(letter_id)
    if not offices:
        office.archive.load_letter(letter_id)  # says that there is none
    allow_office(request, person, [of] if of else offices)
    allow_office(request, person, offices)
    filed = office.archive.letter_row(letter_id).office
    of = of or (filed if person.belongs_to(filed) else "")
    reviews = [key for key in office.archive.reviews_of(letter_id) if person.belongs_to(key.office)]
    wanted = [key for key in reviews if (not of or key.office == of) and (not step or key.step == step)]
    mine = of or next(iter(sorted(one for one in offices if person.belongs_to(one))))
    key = wanted[-1] if wanted else ReviewKey(mine, step or NO_STEP)
    profile = profile_of(office, key.office)
    names = tuple(one.name for one in office.reviewers() if one.may_approve(key.office, office.clock().date()))
    return open_review(office.archive, letter_id, key, profile, names, demo=office.demo)


def profile_of(office: DeskOffice, code: str) -> OfficeProfile:
    """The profile of an office of ours, else what the directory knows."""
    return office.profiles.get(code) or default_profile(find_office(code))


def address_of(letter_id: str, key: ReviewKey, part: str = "") -> str:
    """The address of a review's page, or of a part of it."""
    return f"/letters/{letter_id}{part}?{urlencode({'of': key.office, 'step': key.step})}"
