from __future__ import annotations

import collections
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.directory import (
    Level,
    SignatoryProfile,
    default_profile,
    districts,
    find_office,
    find_province,
    match_name,
    offices,
    offices_below,
    provinces,
    provinces_of_phone,
    provinces_of_postcode,
)
from circulars.directory.agencies import agencies, agencies_of_number, agency_letters
from circulars.directory.bodies import office_named
from circulars.directory.places import all_districts, district_names, province_names, provinces_by_letters
from circulars.directory.rows import read_rows
from circulars.errors import SettingsWrong
from circulars.letter.reference import parse_reference
from circulars.thai.digits import to_arabic, to_thai


def test_country_is_complete() -> None:
    assert len([p for p in provinces() if not p.capital]) == 76
    assert [p.name for p in provinces() if p.capital] == ["กรุงเทพมหานคร"]
    assert len([d for d in all_districts() if not d.capital]) == 878
    assert len([d for d in all_districts() if d.capital]) == 50
    assert len({p.letters for p in provinces()}) == 77
    assert len({d.code for d in all_districts()}) == 928
    assert len({(d.province, d.name) for d in all_districts()}) == 928


@pytest.mark.parametrize(
    ("name", "code"), [("เซกา", "3804"), ("พรเจริญ", "3802"), ("ปากคาด", "3805"), ("ศรีวิไล", "3807")]
)
def test_codes_of_bueng_kan_are_put_right(name: str, code: str) -> None:
    assert [d.code for d in districts("บึงกาฬ") if d.name == name] == [code]


def test_every_province_row_is_usable() -> None:
    for province in provinces():
        assert province.phone_areas and all(area in {"02"} or len(area) == 3 for area in province.phone_areas), province
        assert province.postcodes and all(len(p) == 5 and p.isdigit() for p in province.postcodes), province
        assert not province.hall_postcode or province.hall_postcode in province.postcodes
        assert parse_reference(f"{province.letters} 0018.1/1").letters == province.letters


def test_letters_of_provinces_and_agencies_never_collide() -> None:
    assert not set(agency_letters()) & set(provinces_by_letters())


def test_every_csv_names_its_sources() -> None:
    for name in (
        "provinces.csv",
        "districts.csv",
        "agencies.csv",
        "provincial_units.csv",
        "local_authorities.csv",
        "halls.csv",
        "cities.csv",
    ):
        assert read_rows(name), name


def test_every_agency_row_parses_and_tells_its_standing() -> None:
    for agency in agencies():
        assert agency.kind in {"ministry", "department", "agency"}
        assert agency.digits == "" or len(agency.digits) == 2
        if agency.digits:
            assert parse_reference(f"{agency.letters} {agency.digits}01/1").letters == agency.letters
    for row in read_rows("agencies.csv"):
        assert row["letters_verified"] in {"yes", "partly", "no"}
        assert row["digits_verified"] in {"yes", "partly", "no", ""}


def test_digits_changed_hands_in_2545() -> None:
    assert [a.name for a in agencies_of_number("กค", "0526", 2540)] == ["กรมบัญชีกลาง"]
    assert [a.name for a in agencies_of_number("กค", "0526", 2560)] == ["กรมศุลกากร"]


def test_codes_of_offices_are_unique_and_found_again() -> None:
    every = offices()
    assert [code for code, n in collections.Counter(o.code for o in every).items() if n > 1] == []
    for office in every:
        assert find_office(office.code) == office
        assert find_office(to_arabic(office.code)) == office


def test_names_of_offices_are_found_again() -> None:
    for office in offices():
        if office.level is Level.DISTRICT:
            assert find_office(f"{office.name} จังหวัด{office.province}") == office
        else:
            assert find_office(office.name) == office


@pytest.mark.parametrize(
    ("asked", "code", "name"),
    [
        ("สน ๐๐๑๘.๑", "สน ๐๐๑๘.๑", "จังหวัดสกลนคร"),
        ("สน 0018.1", "สน ๐๐๑๘.๑", "จังหวัดสกลนคร"),
        ("สน๐๐๑๘.๑", "สน ๐๐๑๘.๑", "จังหวัดสกลนคร"),
        ("ศาลากลางจังหวัดสกลนคร", "สน ๐๐๑๘.๑", "จังหวัดสกลนคร"),
        ("สกลนคร", "สน ๐๐๑๘.๑", "จังหวัดสกลนคร"),
        ("มท ๐๓๒๒", "มท ๐๓๒๒", "กรมการปกครอง"),
        ("กรมการปกครอง", "มท ๐๓", "กรมการปกครอง"),
        ("อำเภอเมืองสกลนคร", "สน ๐๑๑๘", "อำเภอเมืองสกลนคร"),
        ("สน ๐๐๒๓.๓", "สน ๐๐๒๓.๓", "จังหวัดสกลนคร"),
        ("สถ.", "มท ๐๘", "กรมส่งเสริมการปกครองท้องถิ่น"),
    ],
)
def test_find_office(asked: str, code: str, name: str) -> None:
    found = find_office(asked)
    assert (found.code, found.name) == (code, name)


@pytest.mark.parametrize("asked", ["สกลนตร", "เฉลิมพระเกียรติ", "", "กท ๐๐๑๘", "xyz", "สน ๙๙๑๘", "มท ๙๙๐๑"])
def test_an_unknown_office_is_refused_with_a_remedy(asked: str) -> None:
    with pytest.raises(SettingsWrong, match="กรุณา"):
        find_office(asked)


def test_offices_below() -> None:
    department = find_office("กรมการปกครอง")
    assert len(offices_below(department)) == 76
    assert sum(len(offices_below(province)) for province in offices_below(department)) == 878
    assert offices_below(find_office("อำเภอเมืองสกลนคร")) == ()
    for district in offices_below(find_office("น่าน")):
        assert district.parent == find_office("น่าน").code


def test_default_profile_claims_nothing_it_does_not_know() -> None:
    profile = default_profile(find_office("เชียงใหม่"))
    assert profile.letterhead_lines == ("ศาลากลางจังหวัดเชียงใหม่",)
    assert profile.phone == "" and profile.motto == "" and profile.signatories == ()
    assert default_profile(find_office("ระนอง")).letterhead_lines == ("ศาลากลางจังหวัดระนอง", "รน ๘๕๐๐๐")


def test_authority_to_sign_has_days_and_an_order() -> None:
    person = SignatoryProfile(
        "นายสมมุติ ตัวอย่าง",
        "ปลัดจังหวัดระนอง",
        acting_phrase="ปฏิบัติราชการแทน",
        acting_for="ผู้ว่าราชการจังหวัดระนอง",
        valid_from=dt.date(2024, 1, 1),
        valid_to=dt.date(2024, 12, 31),
        order_number="๑๒/๒๕๖๗",
    )
    assert person.may_sign(dt.date(2024, 12, 31)) and not person.may_sign(dt.date(2025, 1, 1))
    assert not SignatoryProfile("ก", "ข", acting_phrase="รักษาราชการแทน", acting_for="ค").may_sign(dt.date(2024, 1, 1))


def test_no_valid_name_becomes_another() -> None:
    for name in province_names():
        match = match_name(name, province_names())
        assert match is not None and match.exact and match.name == name
    for name in district_names():
        match = match_name(name, district_names())
        assert match is not None and match.exact and match.name == name


@pytest.mark.parametrize(
    ("seen", "meant"), [("สกลนตร", "สกลนคร"), ("นครราชสีบา", "นครราชสีมา"), ("อุบลราขธานี", "อุบลราชธานี")]
)
def test_a_misread_province_is_recognised(seen: str, meant: str) -> None:
    match = match_name(seen, province_names())
    assert match is not None and match.name == meant and not match.exact


@pytest.mark.parametrize("seen", ["ระของ", "", "การประชุม", "เรียน"])
def test_between_two_names_none_is_chosen(seen: str) -> None:
    assert match_name(seen, province_names()) is None


@given(st.sampled_from(sorted(province_names())), st.integers(0, 30), st.sampled_from("กขคดตบปมนรลวสอ"))
def test_one_wrong_letter_never_gives_a_wrong_province_unless_it_is_one(name: str, place: int, letter: str) -> None:
    place %= len(name)
    seen = name[:place] + letter + name[place + 1 :]
    match = match_name(seen, province_names())
    assert match is None or match.name == name or seen in province_names()


@given(st.text(max_size=40))
def test_any_text_is_an_office_or_refused(text: str) -> None:
    try:
        assert find_office(text).name
    except SettingsWrong as refused:
        assert refused.message


def test_postcodes_and_areas_tell_provinces() -> None:
    assert provinces_of_postcode("90000") == {"สงขลา"}
    assert "สงขลา" in provinces_of_phone("๐ ๗๔๓๑ ๐๐๐๐") and "สกลนคร" not in provinces_of_phone("๐ ๗๔๓๑ ๐๐๐๐")
    assert provinces_of_phone("02 221 0000") >= {"กรุงเทพมหานคร", "นนทบุรี"}
    assert provinces_of_phone("๐๘ ๑๒๓๔ ๕๖๗๘") == frozenset()


def test_find_province_names_the_nearest() -> None:
    assert find_province(to_thai("กท")).capital
    with pytest.raises(SettingsWrong, match="สกลนคร"):
        find_province("สกลนตร")


def test_a_local_authority_with_a_number_is_one_row() -> None:
    """Found by number and by name, and an installation may be set up for it."""
    rows = read_rows("local_authorities.csv")
    assert rows
    for row in rows:
        assert row["source"] and row["head"].startswith("นายก")
        office = find_office(row["name"])
        assert office == find_office(f"{row['letters']} {row['digits']}") == office_named(row["name"])
        assert (
            office.level is Level.LOCAL
            and office.province == row["province"]
            and office.head_title.startswith(row["head"])
        )
    assert find_office("ชม ๕๑๐๐๑").head_title == "นายกองค์การบริหารส่วนจังหวัดเชียงใหม่"
    assert office_named("เทศบาลนครสมมุติ").code == ""
