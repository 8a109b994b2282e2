"""Which of the person's offices a page is about, and the days that it shows."""

from __future__ import annotations

import datetime as dt

from fastapi import Request

from circulars.desk.clerk.books.desk import read_day
from circulars.desk.people import Person
from circulars.desk.web.guard import allow_office, office_of
from circulars.directory import OfficeProfile


def chosen_office(request: Request, person: Person, wanted: str = "") -> OfficeProfile:
    """The office that was asked for, else the first one that the person belongs to. Raises NotAllowed."""
    profiles = office_of(request).profiles
    if wanted:
        allow_office(request, person, [wanted] if wanted in profiles else [])
        return profiles[wanted]
    own = next((code for code in profiles if person.belongs_to(code)), "")
    allow_office(request, person, [own])
    return profiles[own]


def main_office(request: Request, person: Person) -> OfficeProfile:
    """The installation's own office, whose the inbox and the settings are. Raises NotAllowed for people of others."""
    return chosen_office(request, person, next(iter(office_of(request).profiles)))


def own_offices(request: Request, person: Person) -> dict[str, str]:
    """Names of the offices that the person may choose, by code."""
    profiles = office_of(request).profiles
    return {code: profile.office.name for code, profile in profiles.items() if person.belongs_to(code)}


def chosen_days(request: Request, since: str, until: str) -> tuple[dt.date, dt.date]:
    """Two days as typed: with only a first one through today, with only a last one that day, with none today.

    Raises CircularsError for what is no day.
    """
    today = office_of(request).clock().date()
    first, last = read_day(since, "ตั้งแต่วันที่"), read_day(until, "ถึงวันที่")
    first = first or last or today
    return first, last or max(first, today)
