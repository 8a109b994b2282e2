"""A letter of one installation arrives in another by mail, signed, with its facts, and its receipt comes back: nobody types."""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from dispatch_cases import Post
from installation_cases import DISTRICT, PROVINCE, Installation
from seam_house import letter_text
from signing_cases import person

from benchmarks.dovecot import Dovecot
from circulars.archive.export.verify import verify
from circulars.dispatch.addresses import AddressRow, write_book
from circulars.dispatch.course import course_of
from circulars.dispatch.mailing.reports import note_report
from circulars.documents.signing.record import Integrity
from circulars.letter.page import PageSource
from circulars.letter.record import letter_record
from flows.settings.trust import trusted_certificates
from ocr.page.page_reading import VOUCHED
from ocr.shelter.sheltered import signatures_in_pdf

pytestmark = pytest.mark.skipif(
    shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin") is None,
    reason="Dovecot is not installed (make setup-test)",
)


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    server = Post()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    yield server
    server.stop()


def test_province_to_district_by_mail_and_the_receipt_back(tmp_path: Path, post: Post, dovecot: Dovecot) -> None:
    authority = person("ผู้ออกใบรับรองกลาง")
    district_address = dovecot.mailbox().user
    province = Installation(tmp_path / "province", PROVINCE, "saraban_sn@example.go.th", post, authority)
    district = Installation(tmp_path / "district", DISTRICT, district_address, post, authority)
    district.knows(province)
    write_book(province.home, [AddressRow("อำเภอพังโคน", district_address)])

    issued = province.issue(province.take(letter_text("๑๑"), "๑.txt"))
    assert province.send(issued) == 1 and len(post.raw) == 1
    dovecot.deliver(post.raw[0])  # as its server would

    content, ids = district.look_into(dovecot)
    assert not district.differing
    assert any("ยืนยันด้วยกุญแจของ จังหวัดสกลนคร" in one.message for one in district.beside.findings)
    pages = district.archive.load_pages(str(district.archive.load_letter(ids[0]).scan_id)) or ()
    own = [page for page in pages if page.number in district.archive.load_letter(ids[0]).letter.pages]
    assert own and all((page.source, page.note) == (PageSource.TEXT_LAYER, VOUCHED) for page in own)
    (proof,) = signatures_in_pdf(content, trusted_certificates(district.settings))
    assert proof.trusted and proof.integrity is Integrity.WHOLE
    ours, theirs = province.archive.load_letter(issued.letter_id).letter, district.archive.load_letter(ids[0]).letter
    told, read = letter_record(ours, ()), letter_record(theirs, ())
    same = ("reference_number", "date_be", "subject", "addressees", "sender_agency", "signatory", "body", "urgency")
    assert {name: read[name] for name in same if name in told} == {name: told[name] for name in same if name in told}
    assert district.archive.load_letter(ids[0]).received_number == 1

    answered = email.message_from_bytes(post.raw[1], policy=email.policy.default)
    assert isinstance(answered, EmailMessage) and note_report(province.archive, answered)
    (delivery,) = [one for one in province.archive.deliveries(issued.letter_id) if one.title == "นายอำเภอพังโคน"]
    assert delivery.acknowledged and "เลขรับ ๑" in delivery.note and district_address in delivery.note
    stages = {one.name: one.told for one in course_of(province.archive, issued.letter_id)}
    assert stages["ส่ง"].startswith("๑ จาก ๑๘") and stages["ได้รับ"].startswith("๑ จาก ๑๘")
    assert not verify(province.archive) and not verify(district.archive)
    province.archive.close()
    district.archive.close()
