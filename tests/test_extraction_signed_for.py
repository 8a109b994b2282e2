"""An agency that the text alone names, and who signs for it."""

from __future__ import annotations

import pytest

from circulars.extraction.foot.signature import with_post_of
from circulars.extraction.head.named import signed_for
from circulars.letter.doubt import AGENCY_FROM_TEXT, UNCLEAR, UNKNOWN_WORDS
from circulars.letter.field import Field
from circulars.letter.letter import Signatory


@pytest.mark.parametrize(
    ("agency", "position", "acting_for", "sure"),
    [
        ("จังหวัดน่าน", "ผู้ว่าราชการจังหวัดน่าน", None, True),
        ("จังหวัดน่าน", "รองผู้ว่าราชการจังหวัด", "ผู้ว่าราชการจังหวัดน่าน", True),
        ("อำเภอพังโคน", "นายอำเภอพังโคน", None, True),
        ("จังหวัดน่าน", "ท้องถิ่นจังหวัดน่าน", None, False),
        ("จังหวัดน่าน", "ผู้ว่าราชการจังหวัดแพร่", None, False),
        ("อำเภอพังโคน", "ปลัดอำเภอพังโคน", None, False),
    ],
)
def test_only_the_heads_own_post_makes_an_agency_of_the_text_sure(
    agency: str, position: str, acting_for: str | None, sure: bool
) -> None:
    signer = Field(Signatory(name="นายสมมุติ ใจดี", position=position, acting_for=acting_for))
    assert signed_for(Field(agency, doubts=(AGENCY_FROM_TEXT(),)), signer).doubts == (
        () if sure else (AGENCY_FROM_TEXT(),)
    )


def test_a_second_doubt_of_the_agency_stays() -> None:
    signer = Field(Signatory(name="นายสมมุติ ใจดี", position="ผู้ว่าราชการจังหวัดน่าน"))
    agency = Field("จังหวัดน่าน", doubts=(AGENCY_FROM_TEXT(), UNCLEAR()))
    assert signed_for(agency, signer) == agency


def test_a_post_is_mended_only_where_it_is_asked() -> None:
    torn = Signatory(name="นายสมมุติ ใจดี", position="นายฉาเภอเมืองนครนาชีมา")
    asked = with_post_of(Field(torn, doubts=(UNKNOWN_WORDS("นายฉาเภอเมืองนครนาชีมา"),)), "อำเภอเมืองนครราชสีมา")
    assert asked.value is not None
    assert asked.value.position == "นายอำเภอเมืองนครราชสีมา"
    assert asked.doubtful
    assert with_post_of(Field(torn), "อำเภอเมืองนครราชสีมา").value == torn
