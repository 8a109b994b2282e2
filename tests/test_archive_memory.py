"""What letters say of each other, what came back, what is kept, and how it is found again."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from forked import begun, ended
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import circulars.archive.shelves.issuing as issuing
import circulars.archive.store.database as database_module
from benchmarks.archive_damage import damage_once, is_named
from benchmarks.archive_office import furnished
from circulars.archive import Archive, IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient
from circulars.archive.export.backup import backup, restore
from circulars.archive.export.bag import letters_of_year, write_bag
from circulars.archive.export.ecms import RAM, ecms_xml
from circulars.archive.export.register_print import register_docx
from circulars.archive.export.verify import head, verify
from circulars.archive.known.before import SameNumber, known_before
from circulars.archive.search import search
from circulars.archive.search.excerpt import excerpt
from circulars.archive.search.filters import Wanted
from circulars.archive.search.search_key import search_key
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.shelves.outcomes import Outcome
from circulars.archive.store.ledger import Event, row_digest
from circulars.archive.tracing.chain_picture import chain_svg
from circulars.archive.tracing.chains import chain_of, chain_text
from circulars.archive.tracing.citations import named_letters
from circulars.archive.tracing.retention import RetentionClass
from circulars.errors import ArchiveFault
from circulars.letter.field import Field
from circulars.letter.letter import CitedLetter, Letter, Signatory, Urgency
from circulars.letter.record import dump_letter
from circulars.letter.reference import ReferenceNumber, parse_reference
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate
from circulars.triage.step import Step
from flows.reviewing.known_before import told_before

OFFICE = "สน ๐๐๑๘.๑"
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BANGKOK)
BARE = DraftRecord.without_draft(Letter((1,)), NOON.date())
TEXT = "ด้วยจังหวัดแพร่ได้เผยแพร่แผนป้องกันภัยแล้ง ให้รายงานภายในวันที่ ๑๐ พฤศจิกายน ๒๕๖๙ น้ำประปาที่อำเภอตากใบ"


def letter(number: str = "มท ๐๓๒๒/ว ๑๘๖๑", **parts: object) -> Letter:
    made = Letter(
        pages=(1,),
        reference=Field(parse_reference(number)),
        dated=Field(ThaiDate(2569, 10, 16)),
        sender_agency=Field("กรมตัวอย่าง"),
        subject=Field("การเตรียมความพร้อม"),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        body=(Field(TEXT),),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "อธิบดีกรมตัวอย่าง")),
    )
    return replace(made, **parts)  # type: ignore[arg-type]


def citing(number: str, day: ThaiDate | None = None) -> tuple[Field[CitedLetter], ...]:
    return (Field(CitedLetter(None, None, parse_reference(number), day, number)),)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive.open(f"sqlite:///{tmp_path}/a.db", str(tmp_path / "files"), clock=lambda: NOON)
    yield opened
    opened.close()


def received(archive: Archive, one: Letter) -> str:
    name = dump_letter(one)
    (letter_id,) = archive.save_letters(archive.save_original(name, "scan.pdf").id, OFFICE, [one], [()])
    return letter_id


def issued(archive: Archive, source: str, recipients: tuple[Recipient, ...], one: Letter | None = None) -> IssuedLetter:
    draft = archive.save_draft(source, ReviewKey(OFFICE, "step"), BARE, source.encode(), None)

    def finish(number: IssuedNumber) -> IssuedFiles:
        reference = ReferenceNumber("สน", "0018.1", str(number.running), circular=True)
        made = replace(one or letter(), reference=Field(reference), dated=Field(ThaiDate.from_ce(number.dated)))
        return IssuedFiles(made, b"docx " + source.encode(), b"%PDF", b"{}")

    return archive.issue(IssueRequest(draft, OFFICE, recipients, finish))


# letters that name letters


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ขอยกเลิกหนังสือกรมตัวอย่าง ที่ มท ๐๓๒๒/ว ๕ ลงวันที่ ๑ ตุลาคม ๒๕๖๙", "cancels"),
        ("โดยให้ใช้หนังสือฉบับนี้แทนหนังสือ ที่ มท ๐๓๒๒/ว ๕ ลงวันที่ ๑ ตุลาคม ๒๕๖๙", "supersedes"),
        ("ขอติดตามผลการดำเนินการตามหนังสือ ที่ มท ๐๓๒๒/ว ๕ ลงวันที่ ๑ ตุลาคม ๒๕๖๙", "reminds"),
        ("ตามหนังสือ ที่ มท ๐๓๒๒/ว ๕ ลงวันที่ ๑ ตุลาคม ๒๕๖๙ แจ้งแผนงานแล้วนั้น", None),
        ("มิได้ยกเลิกแผน แต่แจ้งตามหนังสือกรมตัวอย่างเรื่องการประชุมประจำปีงบประมาณถัดไป ที่ มท ๐๓๒๒/ว ๕", None),
    ],
)
def test_what_a_sentence_does_to_the_letter_it_names(text: str, kind: str | None) -> None:
    found = named_letters(letter(body=(Field(text),)))
    assert [one.kind for one in found] == ([kind] if kind else [])
    assert [one.dated for one in found] == ([ThaiDate(2569, 10, 1)] if kind else [])


def test_cited_letters_are_found_or_have_another_date_or_are_missing_even_when_they_come_later(
    archive: Archive,
) -> None:
    day = ThaiDate(2569, 10, 16)
    first = received(archive, letter("กค ๐๔๐๕/ว ๙", references=citing("มท ๐๓๒๒/ว ๑๘๖๑", day)))
    other = received(archive, letter("กค ๐๔๐๕/ว ๑๐", references=citing("มท ๐๓๒๒/ว ๑๘๖๑", ThaiDate(2569, 10, 17))))
    assert [one.state for one in archive.resolved(first)] == ["missing"]
    known = received(archive, letter())
    assert [(one.state, one.letter_ids) for one in archive.resolved(first)] == [("found", (known,))]
    assert [one.state for one in archive.resolved(other)] == ["other-date"]
    assert archive.named_by(known) == (("cites", first),)
    assert verify(archive) == ()


def test_a_cancelling_letter_is_told_at_both_ends(archive: Archive) -> None:
    old = received(archive, letter())
    assert told_before(archive, old) == ()
    text = "ขอยกเลิกหนังสือ ที่ มท ๐๓๒๒/ว ๑๘๖๑ ลงวันที่ ๑๖ ตุลาคม ๒๕๖๙"
    new = received(archive, letter("มท ๐๓๒๒/ว ๑๙๐๐", body=(Field(text),)))
    assert f"รหัส {old}" in told_before(archive, new)[0]
    assert "ถูกยกเลิกแล้วโดยหนังสือ ที่ มท ๐๓๒๒/ว ๑๙๐๐" in told_before(archive, old)[0]
    corrected = received(archive, letter(dated=Field(ThaiDate(2569, 10, 20))))
    assert known_before(archive, corrected) == (SameNumber(old, "2026-10-16", same_day=False),)
    assert any("อาจเป็นฉบับแก้ไข" in line for line in told_before(archive, corrected))
    again = archive.save_letters(archive.save_original(b"another scan", "b.pdf").id, OFFICE, [letter()], [()])
    assert "เป็นฉบับเดียวกับที่รับไว้แล้ว" in told_before(archive, again[0])[0]
    assert [hit.letter_id for hit in archive.find(Wanted(status="duplicate"))] == [again[0]]


def test_what_is_rare_is_found_alike_whether_looked_up_or_passed_by(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A state that few letters have, or a unit: the same letters, newest first, by their own index and by walking past all."""
    twice = [
        archive.save_letters(archive.save_original(f"scan {number}".encode(), "b.pdf").id, OFFICE, [letter()], [()])[0]
        for number in range(3)
    ]
    ending = letter("มท ๐๓๒๒/ว ๑๙๐๐", body=(Field("ขอยกเลิกหนังสือ ที่ มท ๐๓๒๒/ว ๑๘๖๑ ลงวันที่ ๑๖ ตุลาคม ๒๕๖๙"),))
    received(archive, ending)
    ours = received(archive, letter("กค ๐๔๐๕/ว ๒"))
    issued(archive, ours, ())
    archive.cancel_number(OFFICE, "sent", 2569, 1, "พิมพ์ผิด", "นางสาวตัวอย่าง")
    archive.decide_outcome(twice[1], OFFICE, Outcome(Step.ASSIGN, "กลุ่มงานปกครอง"), "ก")
    archive.decide_outcome(ours, OFFICE, Outcome(Step.ASSIGN, "กลุ่มงานปกครอง"), "ก")
    archive.decide_outcome(ours, OFFICE, Outcome(Step.ASSIGN, "กลุ่มงานการเงิน"), "ก")
    asked = (
        (Wanted(status="duplicate"), 2),
        (Wanted(status="cancelled"), 4),
        (Wanted(unit="ปกครอง"), 1),
        (Wanted(unit="การเงิน"), 1),
        (Wanted(unit="ไม่มี"), 0),
        (Wanted(status="duplicate", unit="ปกครอง"), 1),
        (Wanted(status="duplicate", text="ภัยหนาว"), None),
    )
    looked_up = [archive.find(wanted) for wanted, _ in asked]
    assert [len(found) for (_, count), found in zip(asked, looked_up, strict=True) if count is not None] == [
        count for _, count in asked if count is not None
    ]
    monkeypatch.setattr(search, "_FEW", -1)
    assert [archive.find(wanted) for wanted, _ in asked] == looked_up


def test_an_answer_that_cites_our_number_closes_the_row_of_its_sender(archive: Archive) -> None:
    source = received(archive, letter())
    to = (Recipient("นายอำเภอกุสุมาลย์"), Recipient("นายอำเภอพังโคน"), Recipient("นายอำเภอภูพาน"))
    sent = issued(archive, source, to)
    answer = letter("สน ๐๒๑๘/๗๗", sender_agency=Field("อำเภอกุสุมาลย์"), references=citing(sent.reference))
    answer_id = received(archive, answer)
    archive.acknowledge(sent.letter_id, "พังโคน", "ทางโทรศัพท์")
    rows = archive.deliveries(sent.letter_id)
    assert [(bool(one.acknowledged), one.answer_id, one.overdue) for one in rows] == [
        (False, answer_id, False),
        (True, None, True),
        (False, None, True),
    ]
    tree = chain_of(archive, sent.letter_id)
    text = chain_text(tree)
    assert "ตอบแล้ว ๑: นายอำเภอกุสุมาลย์" in text
    assert "ยังไม่ตอบรับ ๑: นายอำเภอภูพาน" in text
    assert "เกินกำหนด ๒" in text
    assert f"ได้รับคำตอบจาก สน ๐๒๑๘/๗๗ ลงวันที่ ๑๖ ตุลาคม ๒๕๖๙ [{answer_id}]" in text
    picture = etree.fromstring(chain_svg(tree).encode())
    assert picture.tag.endswith("svg")
    assert "เกินกำหนด" in "".join(str(text) for text in picture.itertext())
    with pytest.raises(ArchiveFault, match="ไม่มีผู้รับชื่อ"):
        archive.acknowledge(sent.letter_id, "นายอำเภอที่ไม่มี", "")
    assert verify(archive) == ()


def test_a_period_runs_from_the_day_on_which_each_recipient_had_the_letter(archive: Archive) -> None:
    asks = letter(body=(Field("ให้รายงานภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ"),))
    to = (Recipient("นายอำเภอกุสุมาลย์"), Recipient("นายอำเภอพังโคน"))
    sent = issued(archive, received(archive, asks), to, asks)
    clock = [NOON + dt.timedelta(days=3)]
    later = Archive(archive.engine, archive.store, lambda: clock[0])
    later.acknowledge(sent.letter_id, "พังโคน", "")
    assert [str(one.due) for one in later.deliveries(sent.letter_id)] == ["2026-11-30", "2026-12-03"]
    clock[0] = NOON + dt.timedelta(days=9)
    assert [one.overdue for one in later.deliveries(sent.letter_id)] == [True, False]
    silent, ours = later.near_days(dt.date(2026, 12, 3))
    assert [(one.reference, one.silent, one.told) for one in silent] == [
        (sent.reference, ("นายอำเภอกุสุมาลย์", "นายอำเภอพังโคน"), 2)
    ]
    assert [str(one.day) for one in ours] == ["2026-11-30"]  # our own day is past and nobody closed it: still told
    assert "ตามวันที่ได้รับ" in chain_text(chain_of(later, sent.letter_id))


def test_days_that_come_near_are_told_and_those_that_are_answered_are_not(archive: Archive) -> None:
    asks = letter(body=(Field("ให้รายงานภายในวันที่ ๒๕ พฤศจิกายน ๒๕๖๙"),))
    incoming = received(archive, asks)
    sent = issued(archive, incoming, (Recipient("นายอำเภอกุสุมาลย์"), Recipient("นายอำเภอพังโคน")), asks)
    assert archive.near_days(dt.date(2026, 11, 24)) == ((), ())
    silent, ours = archive.near_days(dt.date(2026, 11, 25))
    assert [one.letter_id for one in ours] == [incoming]
    assert [one.silent for one in silent] == [("นายอำเภอกุสุมาลย์", "นายอำเภอพังโคน")]
    archive.acknowledge(sent.letter_id, "กุสุมาลย์", "", answered=True)
    assert [one.silent for one in archive.near_days(dt.date(2026, 11, 25))[0]] == [("นายอำเภอพังโคน",)]


def test_a_copy_in_the_same_file_is_an_enclosure(archive: Archive) -> None:
    scan = archive.save_original(b"bundle", "bundle.pdf")
    copy = letter("กค ๐๔๐๕/ว ๑", copy_in=0)
    cover, enclosed = archive.save_letters(scan.id, OFFICE, [letter(), copy], [(), ()])
    assert [(r.kind, r.from_id, r.to_id) for r in archive.relations_of(enclosed)] == [("encloses", cover, enclosed)]


# numbers and keeping


def test_a_cancelled_number_stays_visible_and_is_never_given_again(archive: Archive) -> None:
    source = received(archive, letter())
    issued(archive, source, ())
    archive.cancel_number(OFFICE, "sent", 2569, 1, "พิมพ์ผิด", "นางสาวตัวอย่าง")
    (row,) = archive.register_rows(OFFICE, "sent", 2569)
    assert (row.number, row.state, row.remark) == (1, "cancelled", "พิมพ์ผิด (นางสาวตัวอย่าง)")
    (found,) = archive.find(Wanted(status="cancelled"))
    assert any("เลข ๑ ปี ๒๕๖๙ ของหนังสือนี้ยกเลิกแล้ว: พิมพ์ผิด" in line for line in told_before(archive, found.letter_id))
    assert issued(archive, received(archive, letter("กค ๐๔๐๕/ว ๒")), ()).reference.endswith("ว ๒")
    for number, told in ((1, "ยกเลิกไว้แล้ว"), (99, "ไม่มีเลข")):
        with pytest.raises(ArchiveFault, match=told):
            archive.cancel_number(OFFICE, "sent", 2569, number, "", "")
    assert verify(archive) == ()


def test_circulars_number_in_a_series_of_their_own_where_the_office_wants_it(archive: Archive) -> None:
    source = received(archive, letter())
    issued(archive, source, ())
    draft = archive.save_draft(source, ReviewKey(OFFICE, "other"), BARE, b"x", None)
    made = IssuedFiles(letter("สน ๐๐๑๘.๑/ว ๑"), b"d", None, b"r")
    archive.issue(IssueRequest(draft, OFFICE, (), lambda _: made, book="circular"))
    assert [row.number for row in archive.register_rows(OFFICE, "circular", 2569)] == [1]
    assert b"w:tblHeader" in _document(
        register_docx("sent", OFFICE, 2569, archive.register_rows(OFFICE, "sent", 2569), {})
    )


def _document(docx: bytes) -> bytes:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml")


def test_only_letters_whose_term_a_person_set_come_before_the_committee(archive: Archive) -> None:
    one, other = received(archive, letter()), received(archive, letter("กค ๐๔๐๕/ว ๑"))
    assert archive.retention_of(one).kept_as is RetentionClass.COPY
    assert archive.may_be_destroyed(OFFICE, 2600) == ()
    archive.keep(one, RetentionClass.ROUTINE, "เจ้าหน้าที่ตัวอย่าง", 2569)
    archive.keep(other, RetentionClass.PERMANENT, "เจ้าหน้าที่ตัวอย่าง", 2569)
    assert archive.may_be_destroyed(OFFICE, 2570) == ()
    assert [kept.letter_id for kept in archive.may_be_destroyed(OFFICE, 2571)] == [one]
    archive.keep(one, RetentionClass.ORDINARY, "เจ้าหน้าที่ตัวอย่าง", 2569)
    assert archive.may_be_destroyed(OFFICE, 2579) == ()
    assert [kept.letter_id for kept in archive.may_be_destroyed(OFFICE, 2580)] == [one]
    assert verify(archive) == ()


def test_a_bag_holds_every_file_with_its_checksum(archive: Archive, tmp_path: Path) -> None:
    source = received(archive, letter())
    sent = issued(archive, source, ())
    ids = letters_of_year(archive, OFFICE, 2569)
    assert set(ids) == {source, sent.letter_id}
    write_bag(archive, tmp_path / "bag", ids, OFFICE)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for line in (tmp_path / "bag" / manifest).read_text(encoding="utf-8").splitlines():
            digest, name = line.split("  ", 1)
            assert hashlib.sha256((tmp_path / "bag" / name).read_bytes()).hexdigest() == digest
    kept = {
        str(path.relative_to(tmp_path / "bag")) for path in (tmp_path / "bag" / "data").rglob("*") if path.is_file()
    }
    assert {
        f"data/{source}/letter.json",
        f"data/{source}/original-scan.pdf",
        f"data/{sent.letter_id}/issued.pdf",
    } <= kept
    bagit = pytest.importorskip("bagit")
    assert bagit.Bag(str(tmp_path / "bag")).is_valid()
    with pytest.raises(ArchiveFault, match="ไม่ว่าง"):
        write_bag(archive, tmp_path / "bag", ids, OFFICE)


def test_the_exchange_xml_carries_number_date_speed_and_the_pdf(archive: Archive) -> None:
    source = received(archive, letter())
    sent = issued(archive, source, (), letter(urgency=Field(Urgency.MOST_URGENT)))
    root = etree.fromstring(ecms_xml(archive, sent.letter_id))
    texts = [root.findtext(f".//{{{RAM}}}{name}") for name in ("ID", "CorrespondenceDate", "SpeedCode", "SecretCode")]
    assert texts == [sent.reference, "2026-11-23", "004", "001"]
    assert root.findtext(f".//{{{RAM}}}MainLetterBinaryObject") == "JVBERg=="
    with pytest.raises(ArchiveFault):
        ecms_xml(archive, source)


# finding


def test_words_come_before_parts_and_misread_forms_last(archive: Archive) -> None:
    spread = received(archive, letter("กค ๐๔๐๕/ว ๑", body=(Field("เผยแพร่ข่าวสาร"),), dated=Field(ThaiDate(2569, 11, 1))))
    province = received(archive, letter("กค ๐๔๐๕/ว ๒", body=(Field("จังหวัดแพร่รายงาน"),)))
    assert [(hit.letter_id, hit.match) for hit in archive.find("แพร่")] == [(province, "word"), (spread, "part")]
    assert [hit.letter_id for hit in archive.find(Wanted("แพร่", words=True))] == [province]
    misread = received(archive, letter("กค ๐๔๐๕/ว ๓", body=(Field("สถานการณ์ภัยแส้งรุนแรง"),)))
    assert [(hit.letter_id, hit.match) for hit in archive.find("สถานการณ์ภัยแล้ง")] == [(misread, "near")]
    assert archive.find(Wanted("สถานการณ์ภัยแล้ง", exact=True)) == []


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(number="๐๓๒๒/ว1861"), 1),
        (Wanted(since=dt.date(2026, 10, 16), until=dt.date(2026, 10, 16)), 1),
        (Wanted(since=dt.date(2026, 10, 18)), 0),
        (Wanted(sender="กรมตัวอย่าง"), 2),
        (Wanted("ภัยแล้ง", sender="กรมอื่น"), 0),
        (Wanted(addressee="ทุกจังหวัด"), 2),
        (Wanted(subject="ภัยแล้ง"), 0),
        (Wanted(person="สมมุติ"), 2),
        (Wanted(urgency="ด่วนที่สุด"), 1),
        (Wanted("แผน", status="received"), 2),
        (Wanted("แผน", status="sent"), 0),
        (Wanted("แผน", status="waiting"), 1),
        (Wanted(office="อื่น"), 0),
        (Wanted("ปร"), 2),
        (Wanted("น้ำ 5"), 2),
        (Wanted('"'), 0),
        (Wanted("แผน' OR 1"), 0),
    ],
)
def test_filters(archive: Archive, wanted: Wanted, count: int) -> None:
    one = received(archive, letter())
    received(archive, letter("กค ๐๔๐๕/ว ๒", dated=Field(ThaiDate(2569, 10, 17)), urgency=Field(Urgency.MOST_URGENT)))
    archive.save_draft(one, ReviewKey(OFFICE, "step"), BARE, b"docx", None)
    assert len(archive.find(wanted)) == count


@settings(max_examples=60, deadline=None)
@given(start=st.integers(0, len(TEXT) - 3), length=st.integers(3, 30))
def test_any_three_characters_of_a_text_find_it(start: int, length: int, shared: Archive) -> None:
    query = TEXT[start : start + length].strip()
    if len(query) >= 3 and search_key(query):
        assert shared.find(Wanted(query, exact=True)), query


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    place = tmp_path_factory.mktemp("shared")
    opened = Archive.open(f"sqlite:///{place}/a.db", str(place / "files"), clock=lambda: NOON)
    received(opened, letter())
    yield opened
    opened.close()


def test_what_was_found_is_marked_with_its_tone_marks() -> None:
    found = excerpt(letter(), "นำประปา 2569")
    assert found is not None
    assert "[๒๕๖๙] [น้ำประปา]" in found.marked("[", "]")
    assert excerpt(letter(), "ไม่มีคำนี้") is None


# damage, crashes, older schemas, other places


@pytest.mark.parametrize("seed", range(12))
def test_seeded_damages_are_named(seed: int, tmp_path: Path, sound: Path) -> None:
    done, named = damage_once(seed, sound, tmp_path / "spoilt")
    assert is_named(done, named), (done, named)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sound") / "office"
    furnished(place, 6)
    archive = Archive.open(f"sqlite:///{place}/a.db", str(place / "files"))
    assert verify(archive, head(archive)) == ()
    archive.close()
    return place


def _issue_and_die(place: str, point: str, source: str) -> None:
    """Issue in this process, which is killed before or after the step of `point` (``before _reserve``)."""
    when, name = point.split()

    def dying(step: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            result = None if when == "before" else step(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)
            return result

        return wrapped

    archive = open_at(place)
    owner: Any = {"close": Event, "put": type(archive.store)}.get(name, issuing)
    setattr(owner, name, dying(getattr(owner, name)))
    issued(archive, source, (Recipient("นายอำเภอตัวอย่าง", "สน ๐๑๑๘"),))


def open_at(place: str) -> Archive:
    return Archive.open(f"sqlite:///{place}/a.db", f"{place}/files", clock=lambda: NOON)


@pytest.mark.parametrize(
    "point",
    [
        f"{when} {step}"
        for step in ("_reserve", "put", "_enter", "take_number", "close")
        for when in ("before", "after")
    ],
)
def test_killed_while_issuing_no_number_is_lost_or_given_twice(point: str, tmp_path: Path) -> None:
    archive = open_at(str(tmp_path))
    source, other = received(archive, letter()), received(archive, letter("กค ๐๔๐๕/ว ๒"))
    archive.save_draft(source, ReviewKey(OFFICE, "step"), BARE, source.encode(), None)
    archive.close()
    fault = tmp_path / "fault"
    assert ended(begun(partial(_issue_and_die, str(tmp_path), point, source), fault)) == -signal.SIGKILL, fault
    archive = open_at(str(tmp_path))
    assert [one for one in verify(archive) if one.where != "file"] == []  # a file may lie there before its row
    to = (Recipient("นายอำเภอตัวอย่าง", "สน ๐๑๑๘"),)
    second = issued(archive, other, to)
    first = issued(archive, source, to)
    assert issued(archive, source, to) == first
    rows = archive.register_rows(OFFICE, "sent", 2569)
    assert [(row.number, row.state) for row in rows] == [(1, "issued"), (2, "issued")]
    assert {first.reference, second.reference} == {"สน ๐๐๑๘.๑/ว ๑", "สน ๐๐๑๘.๑/ว ๒"}
    assert len(archive.register_rows("สน ๐๑๑๘", "received", 2569)) == 2
    stray = [one for one in verify(archive) if one.where != "file"]
    assert stray == []
    archive.close()


def _first_schema(place: Path) -> None:
    """An archive as the first release left it: two letters, one citing the other, and a plan, under the first schema."""
    engine = database_module._sqlite(place / "a.db")
    config = Config()
    config.set_main_option("script_location", str(Path(database_module.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "001")
    tables = sa.MetaData()
    tables.reflect(engine, only=["letters", "plans"])
    with engine.begin() as connection:
        event = Event(connection, NOON.isoformat())
        for number, one in enumerate([letter(), letter("กค ๐๔๐๕/ว ๙", references=citing("มท ๐๓๒๒/ว ๑๘๖๑"))]):
            reference = "มท ๐๓๒๒/ว ๑๘๖๑" if number == 0 else "กค ๐๔๐๕/ว ๙"
            values = {
                "id": f"letter-{number}",
                "scan_id": None,
                "place": 0,
                "office": OFFICE,
                "direction": "received",
                "reference": reference,
                "reference_key": ("มท0322/ว1861", "กค0405/ว9")[number],
                "dated": "2026-10-16",
                "sender": "กรมตัวอย่าง",
                "subject": "การเตรียมความพร้อม",
                "urgency": "",
                "duplicate_of": None,
                "record": dump_letter(one).decode(),
                "findings": "[]",
                "created_at": NOON.isoformat(),
            }
            assert row_digest("letters", values)
            event.insert(tables.tables["letters"], values)
        event.insert(tables.tables["plans"], {"letter_id": "letter-0", "record": "{}"})  # a table that later went
        event.close("letters-read", "scan", {})
    engine.dispose()


def test_the_first_released_schema_is_brought_up_to_date_with_its_letters(tmp_path: Path) -> None:
    _first_schema(tmp_path)
    archive = open_at(str(tmp_path))
    assert verify(archive) == ()
    assert {hit.letter_id for hit in archive.find("ภัยแล้ง")} == {"letter-0", "letter-1"}
    assert archive.named_by("letter-0") == (("cites", "letter-1"),)
    backup(archive, tmp_path / "backup", office=OFFICE)
    restored = Archive.open(f"sqlite:///{tmp_path}/b.db", str(tmp_path / "b"), clock=lambda: NOON)
    restore(tmp_path / "backup", restored)
    assert verify(restored) == ()
    assert restored.named_by("letter-0") == archive.named_by("letter-0")


def test_files_lie_on_any_fsspec_url(tmp_path: Path) -> None:
    archive = Archive.open(f"sqlite:///{tmp_path}/a.db", f"memory://archive-{os.getpid()}", clock=lambda: NOON)
    sent = issued(archive, received(archive, letter()), ())
    assert verify(archive) == ()
    archive.store._fs.pipe_file(archive.store._place(sent.docx), b"other")  # type: ignore[attr-defined]
    assert [one.which for one in verify(archive)] == [sent.docx]
    archive.store._fs.pipe_file(f"{archive.store._root}/zz/stranger", b"x")  # type: ignore[attr-defined]
    assert {one.which.rsplit("/", 1)[-1] for one in verify(archive)} == {sent.docx, "stranger"}


@pytest.mark.parametrize(
    ("url", "code"), [("nosuchstore://a/b", "files-driver"), ("ftp://127.0.0.1:9/a", "files-away")]
)
def test_a_file_store_that_is_not_there_is_told_with_the_remedy(url: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveFault) as caught:
        Archive.open(f"sqlite:///{tmp_path}/a.db", url, clock=lambda: NOON)
    assert caught.value.code == code


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_sqlite_is_refused_on_a_network_disk(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    disks: Callable[..., list[SimpleNamespace]] = lambda all: [SimpleNamespace(mountpoint=str(tmp_path), fstype=kind)]  # noqa: E731
    monkeypatch.setattr(psutil, "disk_partitions", disks)
    with pytest.raises(ArchiveFault, match="ดิสก์ของเครื่องนี้"):
        Archive.open(f"sqlite:///{tmp_path}/a.db", str(tmp_path / "files"))
