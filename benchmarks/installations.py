"""A circular from a department over provinces to districts, each on its own installation, by real mail servers: nobody types.

``python -m benchmarks.installations --provinces 3 --districts 3`` gives a department a letter that it must pass on; it issues,
signs and mails its circular to the provinces, each of which takes it in from its own mailbox (Dovecot), answers by itself,
issues, signs and mails to its districts. Counted are the fields that differ between what was issued and what was received,
signatures that are not proved, receipts that did not come back, pages of letters of which anything at all had to be
recognised (each office knows the key of the one above), and what `circulars verify` finds. What a reviewer does is done by the
functions of the flow; no Prefect. The installations are those of the tests (``tests/installation_cases.py``).
"""

from __future__ import annotations

import argparse
import email
import email.policy
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from benchmarks.dovecot import Dovecot
from circulars.archive import IssuedLetter
from circulars.archive.export.verify import verify
from circulars.directory import find_office, offices_below
from circulars.dispatch.addresses import AddressRow, write_book
from circulars.dispatch.mailing.reports import note_report
from circulars.documents.signing.record import Integrity
from circulars.letter.page import PageSource
from circulars.letter.record import letter_record
from flows.settings.trust import trusted_certificates
from ocr.page.page_reading import VOUCHED
from ocr.shelter.sheltered import signatures_in_pdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from dispatch_cases import Post
from installation_cases import Installation
from signing_cases import Person, person

SAME = (
    "reference_number", "date_be", "subject", "addressees", "sender_agency", "signatory", "body", "urgency", "enclosures",
    "references",
)  # fmt: skip
LETTER = """ที่ ปช ๐๐๐๖/ว ๑๑
สำนักงาน ป.ป.ช.
ถนนตัวอย่าง กทม. ๑๐๐๐๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง การสำรวจแหล่งน้ำสาธารณะ
เรียน อธิบดีกรมการปกครอง
ด้วยสำนักงาน ป.ป.ช. จะรวบรวมข้อมูลแหล่งน้ำสาธารณะ จึงขอให้กรมการปกครองแจ้งจังหวัดทุกจังหวัดแจ้งอำเภอทุกอำเภอสำรวจแหล่งน้ำสาธารณะ ๑๒ ประเภท ภายในวันที่ ๓๐ ธันวาคม ๒๕๖๙
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
เลขาธิการคณะกรรมการ ป.ป.ช.
สำนักตัวอย่าง
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""


@dataclass
class Tally:
    """What was counted."""

    hops: int = 0
    fields: int = 0
    differing: Counter[str] = field(default_factory=Counter)
    unproved: int = 0
    receipts: int = 0
    pages: int = 0
    recognised: int = 0
    enclosed: int = 0
    damaged: int = 0

    @property
    def sound(self) -> bool:
        """Every field equal, each signature proved, each receipt back, no page of a letter recognised, nothing damaged."""
        counts = (sum(self.differing.values()), self.unproved, self.hops - self.receipts, self.recognised, self.damaged)
        return self.hops > 0 and not any(counts)

    @property
    def told(self) -> str:
        """The counts in words."""
        return (
            f"{self.hops} hops, {self.fields} fields, {sum(self.differing.values())} differ {dict(self.differing)}, "
            f"{self.unproved} signatures unproved, {self.receipts} receipts back, {self.recognised} of {self.pages} pages of "
            f"letters recognised ({self.enclosed} enclosed pictures)"
        )


@dataclass
class Journey:
    """The mail server that all send by, the authority of all certificates, the folder, and the count."""

    folder: Path
    post: Post
    authority: Person
    stack: ExitStack
    tally: Tally = field(default_factory=Tally)

    def installation(self, code: str, address: str) -> Installation:
        """A new office, closed at the end."""
        place = self.folder / code.replace(" ", "-")
        made = Installation(place, code, address, self.post, self.authority)
        self.stack.callback(lambda: made.archive.close())
        return made

    def dovecot(self) -> Dovecot:
        """A mailbox server of its own, stopped at the end."""
        made = Dovecot()
        self.stack.callback(made.stop)
        return made


def send_down(
    journey: Journey, sender: Installation, issued: IssuedLetter, codes: list[str]
) -> list[tuple[Installation, str]]:
    """Sign and mail a letter to these offices; each takes it in, and its receipt comes back. The offices with their letters."""
    boxes = {
        f"saraban{place}@{sha256(code.encode()).hexdigest()[:8]}.go.th": (code, journey.dovecot())
        for place, code in enumerate(codes)
    }
    write_book(sender.home, [AddressRow(find_office(code).name, address) for address, (code, _) in boxes.items()])
    before = len(journey.post.raw)
    sender.send(issued)
    mails = {str(_parsed(raw)["To"]): raw for raw in journey.post.raw[before:]}
    found = []
    for address, (code, dovecot) in boxes.items():
        if address not in mails:
            print(f"{code}: no mail", flush=True)
            journey.tally.hops += 1
            continue
        dovecot.deliver(mails[address])
        receiver = journey.installation(code, address)
        receiver.knows(sender)
        sent = len(journey.post.raw)
        content, ids = receiver.look_into(dovecot)
        _hold(journey.tally, sender, receiver, issued, content, ids[0])
        for raw in journey.post.raw[sent:]:
            journey.tally.receipts += note_report(sender.archive, _parsed(raw))
        found.append((receiver, ids[0]))
        print(
            f"{sender.settings.profile.office.name} → {receiver.settings.profile.office.name}: so far {journey.tally.told}",
            flush=True,
        )
    return found


def _hold(
    tally: Tally, sender: Installation, receiver: Installation, issued: IssuedLetter, content: bytes, letter_id: str
) -> None:
    """What was received against what was issued."""
    tally.hops += 1
    proofs = signatures_in_pdf(content, trusted_certificates(receiver.settings))
    tally.unproved += not (proofs and all(one.trusted and one.integrity is Integrity.WHOLE for one in proofs))
    theirs = receiver.archive.load_letter(letter_id)
    told = letter_record(sender.archive.load_letter(issued.letter_id).letter, ())
    read = letter_record(theirs.letter, ())
    for one in receiver.differing:
        tally.differing[f"page: {one.field}"] += 1
        print(f"  {one.message}"[:600], flush=True)
    for name in SAME:
        tally.fields += 1
        if told.get(name) != read.get(name):
            tally.differing[name] += 1
            print(f"  {name}: {told.get(name)!r} / {read.get(name)!r}"[:400], flush=True)
    pages = receiver.archive.load_pages(str(theirs.scan_id)) or ()
    own = [page for page in pages if page.number in theirs.letter.pages]
    tally.pages += len(own)
    tally.recognised += sum((page.source, page.note) != (PageSource.TEXT_LAYER, VOUCHED) for page in own)
    tally.enclosed += sum(page.source is PageSource.SCAN for page in pages if page not in own)
    waiting = receiver.archive.deliveries(letter_id)
    assert not waiting, "what was received is no letter of ours"


def _parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def run(provinces: int, districts: int, folder: Path) -> Tally:
    """The whole way down."""
    with ExitStack() as stack:
        post = Post()
        stack.callback(post.stop)
        journey = Journey(folder, post, person("ผู้ออกใบรับรองกลาง"), stack)
        below = offices_below(find_office("กรมการปกครอง"))[:provinces]
        department = journey.installation("มท ๐๓", "saraban@dopa.example.go.th")
        issued = department.issue(department.take(LETTER, "ต้นเรื่อง.txt"))
        offices = [department]
        for province, letter in send_down(journey, department, issued, [one.code for one in below]):
            offices.append(province)
            onward = province.issue(letter)
            codes = [one.code for one in offices_below(province.settings.profile.office)[:districts]]
            offices += [one for one, _ in send_down(journey, province, onward, codes)]
        journey.tally.damaged = sum(bool(verify(one.archive)) for one in offices)
        return journey.tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provinces", type=int, default=3)
    parser.add_argument("--districts", type=int, default=3)
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(given.provinces, given.districts, Path(folder))
    print(f"{tally.told}, {tally.damaged} archives damaged, {time.monotonic() - began:.0f} s")
    return 0 if tally.sound else 1


if __name__ == "__main__":
    sys.exit(main())
