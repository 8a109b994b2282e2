"""The whole country: one circular of a department, 76 letters of provinces, 878 of districts; nobody missing or doubled."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.draft import draft_letter
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.plan import plan_below, plan_cascade
from circulars.directory.offices import Office, offices
from circulars.directory.profile import OfficeProfile
from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate


def profile_of(office: Office) -> OfficeProfile:
    return office_profile(office.code)


def test_one_circular_reaches_every_province_and_every_district_once() -> None:
    provinces = plan_cascade(incoming(), office_profile("กรมการปกครอง"), today=TODAY, profile_of=profile_of).steps
    writers, heads = Counter(step.office.code for step in provinces), set()
    reached: Counter[str] = Counter()
    for place, step in enumerate(provinces, 1):
        draft = draft_letter(incoming(), step, today=TODAY)
        assert not draft.blocked, draft.findings
        number = ReferenceNumber(step.office.letters, step.office.office_number, str(place), circular=True)
        issued = issued_as_letter(draft, number, ThaiDate(2567, 1, 23))
        for plan in plan_below(issued, step.recipients, today=TODAY, profile_of=profile_of):
            (below,) = plan.steps
            second = draft_letter(issued, below, today=dt.date(2024, 1, 24))
            assert not second.blocked, second.findings
            text = " ".join(one.text for one in second.content.paragraphs)
            assert (
                step.office.name in text and below.office.name in text and below.office.province == step.office.province
            )
            reached[below.office.code] += 1
            heads.add(second.content.position)
    districts = {one.code for one in offices() if one.level == "district"}
    assert len(writers) == 76 and set(writers.values()) == {1}
    assert set(reached) == districts and len(districts) == 878 and set(reached.values()) == {1}
    assert len(heads) > 800
