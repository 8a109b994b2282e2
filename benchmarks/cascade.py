"""How long the drafts of a whole country take: 76 letters of provinces, 878 of districts, text and checks, no Word files.

python benchmarks/cascade.py
"""

from __future__ import annotations

import datetime as dt
import resource
import time

from circulars.cascade.draft import draft_letter
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.plan import plan_below, plan_cascade
from circulars.directory.offices import find_office
from circulars.directory.profile import default_profile
from circulars.letter.field import Field
from circulars.letter.letter import Enclosure, Letter, LetterKind, Urgency
from circulars.letter.reference import ReferenceNumber, parse_reference
from circulars.thai.dates import ThaiDate

BODY = (
    "ตามที่สำนักงานกลางได้จัดอบรมการใช้ระบบทะเบียน เมื่อวันที่ ๓๐ พฤศจิกายน ๒๕๖๖ นั้น",
    "กรมการปกครองได้จัดทำแนวทางการใช้ระบบทะเบียน และขอให้ที่ทำการปกครองจังหวัด ดำเนินการ ดังนี้",
    "๑. มอบหมายบุคลากรของที่ทำการปกครองจังหวัดเป็นผู้ดูแลระบบ",
    "๒. แจ้งที่ทำการปกครองอำเภอสำรวจข้อมูล และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๑๕ มีนาคม ๒๕๖๗",
    "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป",
)


def circular() -> Letter:
    """A department's circular to all provinces."""
    return Letter(
        pages=(1,),
        kind=Field(LetterKind.EXTERNAL),
        urgency=Field(Urgency.URGENT),
        reference=Field(parse_reference("มท ๐๓๙๙/ว ๑๕๗")),
        sender_agency=Field("กรมการปกครอง"),
        dated=Field(ThaiDate(2567, 1, 18)),
        subject=Field("แนวทางการใช้ระบบทะเบียน"),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        enclosures=(Field(Enclosure("แนวทางการใช้ระบบทะเบียน", "๑ ชุด")),),
        body=tuple(Field(text) for text in BODY),
    )


def main() -> None:
    today, letter = dt.date(2024, 1, 22), circular()
    started = time.perf_counter()
    steps = plan_cascade(letter, default_profile(find_office("กรมการปกครอง")), today=today).steps
    planned = time.perf_counter()
    drafts = [draft_letter(letter, step, today=today) for step in steps]
    first = time.perf_counter()
    count = 0
    for place, (step, draft) in enumerate(zip(steps, drafts, strict=True), 1):
        number = ReferenceNumber(step.office.letters, step.office.office_number, str(place), circular=True)
        issued = issued_as_letter(draft, number, ThaiDate(2567, 1, 23))
        for plan in plan_below(issued, step.recipients, today=today):
            count += len([draft_letter(issued, below, today=today) for below in plan.steps])
    ended = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"plan of {len(steps)} provinces   {planned - started:6.2f} s")
    print(f"drafts of {len(drafts)} provinces {first - planned:6.2f} s")
    print(f"plans and drafts of {count} districts {ended - first:6.2f} s, {(ended - first) / count * 1000:.1f} ms each")
    print(f"memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
