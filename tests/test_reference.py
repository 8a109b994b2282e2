"""Reference numbers by grammar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.letter.reference import (
    InvalidReference,
    ReferenceNumber,
    find_references,
    format_reference,
    parse_reference,
)

LETTERS = st.sampled_from(["มท", "สน", "กค", "นร", "ศธ", "อว"])
OWNERS = st.one_of(
    st.from_regex(r"[0-9]{4}(\.[0-9]{1,2})?", fullmatch=True),
    st.from_regex(r"00[0-9]{2}\((ชม|สน|ลป)\)\.[0-9]{1,2}\([0-9]{1,2}\)", fullmatch=True),  # police
    st.from_regex(
        r"[0-9]{4,5}(\.[0-9]{1,2})?\([0-9]{1,2}\)(\.[0-9])?", fullmatch=True
    ),  # universities, local authorities
    st.from_regex(r"5[0-9]{4}-[0-9]{2}", fullmatch=True),  # state enterprises
    st.from_regex(r"00[0-9]{2} (พย|สน|ลป)", fullmatch=True),  # audit offices
    st.from_regex(r"[1-9]\.[0-9]{2}", fullmatch=True),  # สปสช.
)
NUMBERS = st.builds(
    ReferenceNumber, LETTERS, OWNERS, st.from_regex(r"[1-9][0-9]{0,4}", fullmatch=True), circular=st.booleans()
)


@given(NUMBERS)
def test_what_is_written_is_read_back(number: ReferenceNumber) -> None:
    assert parse_reference(format_reference(number)) == number
    assert parse_reference("ที่ " + format_reference(number).replace(" ", "")) == number


@given(NUMBERS)
def test_a_number_is_found_in_running_text(number: ReferenceNumber) -> None:
    text = f"ตามหนังสือกรมตัวอย่าง ด่วนที่สุด ที่ {format_reference(number)} ลงวันที่ ๑ มกราคม ๒๕๖๗"
    assert [found for _, _, found in find_references(text)] == [number]


@given(st.text(max_size=50))
def test_any_text_gives_a_number_or_our_error(text: str) -> None:
    try:
        assert isinstance(parse_reference(text), ReferenceNumber)
    except InvalidReference as error:
        assert "กรุณา" in str(error)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("มท๐๓๒๒/ว๓๓๖๗๓", "มท ๐๓๒๒/ว ๓๓๖๗๓"),
        ("มท ๐๓๑๙ /ว ๑๘๗๗", "มท ๐๓๑๙/ว ๑๘๗๗"),
        ("มท 0808.2/ ว 4044", "มท ๐๘๐๘.๒/ว ๔๐๔๔"),
        ("มท 0810.5/ว.617", "มท ๐๘๑๐.๕/ว ๖๑๗"),
        ("กค (กวจ) 0405.2/ว 119", "กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙"),
        ("ศธ 04256.0724/พิเศษ", "ศธ ๐๔๒๕๖.๐๗๒๔/พิเศษ"),
        ("กค 0422.2/พิเศษ ว 2", "กค ๐๔๒๒.๒/พิเศษ ว ๒"),
        ("อต ๐๐๓๓.๑๐๔/๐๐๐๙๕๓", "อต ๐๐๓๓.๑๐๔/๐๐๐๙๕๓"),
        ("๒๐๖/๒๕๖๘", "๒๐๖/๒๕๖๘"),
        ("ตช ๐๐๒๐(ชม).๖(๑๘)/ ๑๒๓", "ตช ๐๐๒๐(ชม).๖(๑๘)/๑๒๓"),
        ("สปสช. 5.38/ว 0912", "สปสช ๕.๓๘/ว ๐๙๑๒"),
        ("ตผ 0071 พย/169", "ตผ ๐๐๗๑ พย/๑๖๙"),
        ("มท 55710-11/99", "มท ๕๕๗๑๐-๑๑/๙๙"),
        ("อว 8393(1).1/44", "อว ๘๓๙๓(๑).๑/๔๔"),
        ("วัดตัวอย่าง 12/2567", "วัดตัวอย่าง ๑๒/๒๕๖๗"),
        ("บจก.ตย 001/2567", "บจก.ตย ๐๐๑/๒๕๖๗"),
        ("พิเศษ/2567", "พิเศษ/๒๕๖๗"),
        ("TCEB-A 012/2568", "TCEB-A ๐๑๒/๒๕๖๘"),
    ],
)
def test_forms(text: str, normal: str) -> None:
    assert format_reference(parse_reference(text)) == normal


@pytest.mark.parametrize("text", ["ประชุม ๑/๒๕๖๗", "ที่ประชุมครั้งที่ ๑/๒๕๖๗", "บ้านเลขที่ ๑๒/๒", "มติ ๑/๒๕๖๗"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    with pytest.raises(InvalidReference):
        parse_reference(text)


@pytest.mark.parametrize("text", ["ระยะ กม ๑๒-๑๓/๒๐", "ที่ประชุม", "สน ๔๗๐๐๐/", "๑๙ มกราคม ๒๕๖๗", "", "ที่"])
def test_what_is_no_number_in_running_text(text: str) -> None:
    assert find_references(text) == ()
