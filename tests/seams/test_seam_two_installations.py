"""A letter of one installation arrives in another by mail, signed, with its facts, and its receipt comes back: nobody types."""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from dispatch_cases import Post
from PIL import Image, ImageDraw
from seam_house import House, letter_text
from signing_cases import Person, person

from benchmarks.dovecot import PASSWORD, Dovecot
from circulars.archive import IssuedLetter
from circulars.archive.export.verify import verify
from circulars.dispatch.addresses import AddressRow, write_book
from circulars.dispatch.course import course_of
from circulars.dispatch.mailing.reports import note_report
from circulars.dispatch.mailing.sending import mail_waiting
from circulars.dispatch.queueing import queue_letter
from circulars.dispatch.switch import Seal, Sending
from circulars.documents.signing.record import Integrity
from circulars.extraction.reading import read_letters
from circulars.intake.claims import Claim, close_claim, open_claims
from circulars.intake.containers import claim_members
from circulars.letter.page import PageSource
from circulars.letter.record import letter_record
from circulars.mailbox.access import opened
from circulars.mailbox.answering import send_answer
from circulars.mailbox.box import Mailbox, Security, Server, ledger_folder, secret_file
from circulars.mailbox.fetching import Hooks, look
from circulars.mailbox.ledger import Ledger, Record, note_outcome
from flows.receiving.told import beside_pages, with_told
from flows.reviewing.outcome.signing import file_letters, sign_here
from flows.settings import load_settings
from flows.settings.trust import trusted_certificates
from ocr import read_pages
from ocr.shelter.sheltered import signatures_in_pdf

pytestmark = pytest.mark.skipif(
    shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin") is None,
    reason="Dovecot is not installed (make setup-test)",
)
PROVINCE, DISTRICT = "สน ๐๐๑๘.๑", "สน ๐๗๑๘"
BY = "นางสาวสมมุติ ผู้ตรวจ"


class Installation(House):
    """An office that is no demonstration, with a certificate of its own and a way to send."""

    def __init__(self, home: Path, code: str, address: str, post: Post, authority: Person) -> None:
        super().__init__(home)
        self.archive.close()
        text = (home / "office.toml").read_text(encoding="utf-8")
        text = text.replace("demo = true", 'demo = false\nemblem = "emblem.png"', 1).replace(PROVINCE, code, 1)
        acts = next(line for line in text.splitlines() if line.startswith("acts_for"))
        text = text.replace(acts, "acts_for = []", 1)
        signatory = '\n[[office.signatories]]\nname = "นายสมมุติ ตัวอย่าง"\nposition = "ผู้ลงนามตัวอย่าง"\n\n[inbox]'
        (home / "office.toml").write_text(text.replace("\n[inbox]", signatory, 1), encoding="utf-8")
        picture = Image.new("RGB", (900, 960), "white")
        ImageDraw.Draw(picture).ellipse((60, 60, 840, 900), fill="black")
        picture.save(home / "emblem.png")
        (home / "trust").mkdir()
        (home / "trust" / "root.der").write_bytes(authority.der)
        chief = person(f"ใบรับรองของ {address}", authority)
        p12 = pkcs12.serialize_key_and_certificates(b"x", chief.key, chief.certificate, None, NoEncryption())
        (home / "secrets" / "office.p12").write_bytes(p12)
        server = Server("127.0.0.1", post.port, Security.NONE)
        self.box = Mailbox("saraban", server, address, answers=server, sends=server)
        seal = Seal(home / "secrets" / "office.p12", home / "secrets" / "none")
        sending = Sending(self.box, server, signed_only=True)
        self.settings = replace(load_settings(home), sending=sending, seal=seal, reviewers=())
        self.archive = type(self.archive).open(
            self.settings.database_url, self.settings.files_url, clock=lambda: self.now
        )

    def send(self, issued: IssuedLetter) -> int:
        """Signed by the office's certificate, queued, mailed."""
        signing = replace(self.settings, demo=True)  # no code is typed here: who may sign has tests of its own
        sign_here(signing, self.archive, issued.letter_id, BY, "", self.now)
        queue_letter(self.archive, self.home, self.settings.sending, issued.letter_id, BY)
        return mail_waiting(self.archive, self.home, self.settings.sending, self.settings.profile.office.name).sent

    def received(self, claim: Claim) -> tuple[str, ...]:
        """A file that was claimed, read and filed as the intake does."""
        file = self.home / "work" / claim.key / claim.file
        pages = read_pages(file, engine=self.settings.engine)
        assert all(page.source is PageSource.TEXT_LAYER for page in pages if page.number == 1)
        letters, differing = with_told(read_letters(pages), beside_pages(file, "").letter, pages)
        assert not differing
        scan = self.archive.save_original(file, claim.name)
        self.archive.save_pages(scan.id, pages)
        return file_letters(self.settings, self.archive, file.read_bytes(), scan.id, letters, [()] * len(letters))


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
    write_book(province.home, [AddressRow("อำเภอพังโคน", district_address)])

    issued = province.issue(province.take(letter_text("๑๑"), "๑.txt"))
    assert province.send(issued) == 1 and len(post.raw) == 1
    dovecot.deliver(post.raw[0])  # as its server would

    box = replace(dovecot.mailbox(), answers=district.box.answers)
    secret_file(district.home, box).write_text(PASSWORD, encoding="utf-8")
    ledger, work = Ledger(ledger_folder(district.home)), district.home / "work"

    def answer(record: Record, letters: list[str]) -> None:
        numbers = [district.archive.load_letter(one).received_number for one in letters]
        known = [number for number in numbers if number is not None]
        send_answer(district.home, box, record, district.settings.profile.office.name, known)

    with opened(district.home, box) as connection:
        look(connection, box, work, ledger, Hooks(answer))
        (mail,) = open_claims(work)
        (part,) = claim_members(work, mail).claims
        content = (work / part.key / part.file).read_bytes()
        ids = district.received(part)
        for claim, letters in ((part, ids), (mail, ())):
            note_outcome(ledger_folder(district.home), claim.key, letters)
            close_claim(work, claim)
        assert look(connection, box, work, ledger, Hooks(answer)).done == 1

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
