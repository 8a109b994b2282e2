"""What reviewers type is read with the letter's own parsers, or given back with a reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from circulars.letter.doubt import WITNESSES_DIFFER
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import CitedLetter, Enclosure, Letter, Urgency
from circulars.letter.page import Box
from circulars.letter.reference import ReferenceNumber, parse_reference
from circulars.review import (
    FORMS,
    Correction,
    Decision,
    Verdict,
    apply_corrections,
    changed_fields,
    dump_decision,
    load_decision,
    read_cited,
    write_cited,
    write_field,
)
from circulars.thai.dates import ThaiDate

BOX = Box(0.1, 0.2, 0.3, 0.25)


def letter() -> Letter:
    seen = Evidence(1, BOX, "๑๘ มกราคม ๒๕๖๗", 0.7, "dated.line", "thai_lines")
    cited = CitedLetter("กรมตัวอย่าง", Urgency.URGENT, parse_reference("มท 0322/ว 12"), ThaiDate(2566, 11, 20), "ตามที่เห็น")
    return Letter(
        pages=(1,),
        urgency=Field(Urgency.MOST_URGENT),
        reference=Field(parse_reference("มท ๐๓๒๒/ว ๑๘๖๑")),
        dated=Field(ThaiDate(2567, 1, 18), seen, (WITNESSES_DIFFER(),)),
        subject=Field("การประเมินตัวอย่าง"),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        references=(Field(cited),),
        enclosures=(Field(Enclosure("สำเนาหนังสือ", "๑ ฉบับ")),),
        body=(Field("ด้วยกรมตัวอย่าง"), Field("จึงเรียนมาเพื่อโปรดพิจารณา")),
    )


def test_a_corrected_date_loses_its_doubt_and_keeps_its_place() -> None:
    done = apply_corrections(letter(), [Correction("date_be", "19 ม.ค. 2567")])
    assert done.refused == ()
    field = done.letter.dated
    assert (field.value, field.doubtful) == (ThaiDate(2567, 1, 19), False)
    assert field.evidence is not None
    assert (field.evidence.box, field.evidence.rule, field.evidence.other) == (BOX, "review", "๑๘ มกราคม ๒๕๖๗")


def test_what_cannot_be_read_is_given_back_and_the_rest_is_kept() -> None:
    done = apply_corrections(
        letter(),
        [
            Correction("date_be", "๓๑ กุมภาพันธ์ ๒๕๖๗"),
            Correction("reference_number", "เลขไม่ชัด"),
            Correction("urgency", "เร็วมาก"),
            Correction("subject", "เรื่องใหม่"),
        ],
    )
    assert [refusal.field for refusal in done.refused] == ["date_be", "reference_number", "urgency"]
    assert [refusal.text for refusal in done.refused] == ["๓๑ กุมภาพันธ์ ๒๕๖๗", "เลขไม่ชัด", "เร็วมาก"]
    assert done.letter.dated == letter().dated
    assert done.letter.subject.value == "เรื่องใหม่"


def test_words_for_nothing_make_a_field_absent() -> None:
    done = apply_corrections(letter(), [Correction("urgency", "ปกติ"), Correction("references", "-")])
    assert done.letter.urgency.value is None
    assert done.letter.references == ()


def test_lists_are_one_value_a_line_and_old_members_keep_their_evidence() -> None:
    text = "ผู้ว่าราชการจังหวัด ทุกจังหวัด\n  ผู้ว่าราชการกรุงเทพมหานคร "
    done = apply_corrections(letter(), [Correction("addressees", text)])
    values = [field.value for field in done.letter.addressees]
    assert values == ["ผู้ว่าราชการจังหวัด ทุกจังหวัด", "ผู้ว่าราชการกรุงเทพมหานคร"]


def test_an_unknown_field_is_refused_and_draft_fields_are_left_alone() -> None:
    done = apply_corrections(letter(), [Correction("colour", "แดง"), Correction("draft.subject", "ก")])
    assert [refusal.field for refusal in done.refused] == ["colour"]


def test_what_the_form_shows_is_no_change_and_reads_back_the_same() -> None:
    shown = [Correction(name, write_field(letter(), name)) for name in FORMS]
    assert changed_fields(letter(), shown) == ()
    again = apply_corrections(letter(), shown)
    assert again.refused == ()
    for name, form in FORMS.items():
        assert write_field(again.letter, name) == write_field(letter(), name), name
        old, new = getattr(letter(), form.part), getattr(again.letter, form.part)
        if name != "references":  # what was typed replaces the text as seen
            assert [f.value for f in (new if form.many else [new])] == [f.value for f in (old if form.many else [old])]


def test_cited_letters_in_the_forms_of_a_clerk() -> None:
    cited = read_cited("หนังสือกรมการตัวอย่าง ด่วนที่สุด ที่ มท ๐๓๒๒/ว ๓๓๖๗๓ ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๖")
    assert cited.agency == "กรมการตัวอย่าง"
    assert cited.urgency is Urgency.MOST_URGENT
    assert cited.number == ReferenceNumber("มท", "0322", "33673", circular=True)
    assert cited.dated == ThaiDate(2566, 11, 20)
    assert write_cited(cited) == "กรมการตัวอย่าง ด่วนที่สุด ที่ มท ๐๓๒๒/ว ๓๓๖๗๓ ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๖"


def test_a_decision_survives_the_archive_and_only_a_clean_one_is_final() -> None:
    decision = Decision(
        Verdict.APPROVE, "ab12", "นายสมมุติ", "นายสมมุติ", "2026-11-24T10:00:00+07:00", corrections=(Correction("a", "b"),)
    )
    assert load_decision(dump_decision(decision)) == decision
    assert decision.final
    asked = Decision(Verdict.APPROVE, "ab12", "ก", "", "2026-11-24T10:00:00+07:00", problems=("รหัสไม่ถูกต้อง",))
    assert not asked.final
    assert not Decision(Verdict.CORRECT, "ab12", "ก", "", "2026-11-24T10:00:00+07:00").final


@given(st.sampled_from(sorted(FORMS)), st.text(max_size=80))
def test_any_text_is_applied_or_refused(name: str, text: str) -> None:
    before = letter()
    done = apply_corrections(before, [Correction(name, text)])
    if done.refused:
        assert done.letter == before
        assert done.refused[0].reason
    else:
        part = getattr(done.letter, FORMS[name].part)
        for field in part if FORMS[name].many else [part]:
            assert field.evidence.rule == "review"
