"""What a misread word, name or office is given as: put right without a question only where nothing else can be meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.directory.places import all_districts, provinces
from circulars.extraction.foot.names import misread_name, proposed_name
from circulars.extraction.page.proposals import proposed, proposed_office, proposed_post
from circulars.extraction.page.spelling import mended, spelling_doubts, unknown_words
from circulars.thai.lookalikes import MENDED


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("การจ่ายค่าดอบแทนอาสาสมัคร", "การจ่ายค่าตอบแทนอาสาสมัคร"),
        ("โรคดิดต่อทางเดินหายใจ", "โรคติดต่อทางเดินหายใจ"),
    ],
)
def test_a_word_that_can_be_nothing_else_is_put_right_and_not_asked(read: str, printed: str) -> None:
    assert mended(read, []) == printed
    assert spelling_doubts(read) == ()


def test_a_short_name_that_the_lexicon_alone_puts_right_is_asked() -> None:
    assert mended("สมาคม อบด. แห่งประเทศไทย", []) == "สมาคม อบต. แห่งประเทศไทย"
    assert [one.arguments for one in spelling_doubts("สมาคม อบด. แห่งประเทศไทย")] == [("อบด", "อบต")]


@pytest.mark.parametrize("text", ["ซ่อมรั้วกันดินริมคลอง", "บ้านซับดู่", "โครงการขุดคลองส่งน้ำ", "นายกเทศมนตรีเมืองสมมุติ"])
def test_words_that_thai_has_stay_as_they_are_read(text: str) -> None:
    assert proposed(text) == text


def test_a_rare_name_is_proposed_as_the_usual_one_and_asked() -> None:
    assert proposed_name("นายสมซาย ทดสอบ") == "นายสมชาย ทดสอบ"
    assert misread_name("นายสมซาย ทดสอบ") != ()
    assert proposed_name("นายสมชาย ทดสอบ") == "นายสมชาย ทดสอบ"


def test_an_office_of_torn_print_is_given_as_the_one_of_the_directory_and_asked() -> None:
    read = "ที่ว่าการยำเภอพังโกน"
    assert proposed_office(read) == "ที่ว่าการอำเภอพังโคน"
    assert spelling_doubts(read) != ()


def test_an_office_that_the_directory_does_not_know_is_not_made_one_that_it_knows() -> None:
    assert proposed_office("ที่ว่าการอำเภอสมมุติพิสัย") == "ที่ว่าการอำเภอสมมุติพิสัย"
    assert proposed_post("นายกสมาคมคนรักษ์ซ้างไทย").startswith("นายกสมาคม")


_PLACES = st.sampled_from(
    [f"ที่ว่าการ{one.full_name}" for one in all_districts() if not one.capital]
    + [f"ศาลากลาง{one.full_name}" for one in provinces()]
)


@settings(max_examples=60, deadline=None)
@given(_PLACES, st.data())
def test_a_letter_exchanged_in_a_place_is_never_another_place_without_a_question(
    place: str, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from([i for i, sign in enumerate(place) if sign in MENDED]))
    read = place[:at] + MENDED[place[at]][0] + place[at + 1 :]
    value = proposed_office(read)
    assert value in (place, read) or spelling_doubts(read) or not unknown_words(read)
