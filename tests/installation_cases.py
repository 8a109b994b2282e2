"""An office with a certificate of its own and a way to send, for letters that go from installation to installation by mail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from dispatch_cases import Post
from PIL import Image, ImageDraw
from seam_house import House
from signing_cases import Person, person

from benchmarks.dovecot import PASSWORD, Dovecot
from circulars.archive import IssuedLetter
from circulars.dispatch.mailing.sending import mail_waiting
from circulars.dispatch.queueing import queue_letter
from circulars.dispatch.switch import Seal, Sending
from circulars.documents.signing.manifest.known import FILE, KnownKey, format_keys, read_keys
from circulars.documents.signing.qr.keys import make_key, own_key
from circulars.extraction.reading import read_letters
from circulars.intake.claims import Claim, close_claim, open_claims
from circulars.intake.containers import claim_members
from circulars.letter.finding import Finding
from circulars.mailbox.access import opened
from circulars.mailbox.answering import send_answer
from circulars.mailbox.box import Mailbox, Security, Server, ledger_folder, secret_file
from circulars.mailbox.fetching import Hooks, look
from circulars.mailbox.ledger import Ledger, Record, note_outcome
from flows.receiving.told import Beside, beside_pages, with_told
from flows.reviewing.outcome.signing import file_letters, sign_here
from flows.settings import load_settings
from ocr import read_pages
from ocr.shelter.limits import Limits

PROVINCE, DISTRICT = "สน ๐๐๑๘.๑", "สน ๐๗๑๘"
BY = "นางสาวสมมุติ ผู้ตรวจ"


class Installation(House):
    """An office that is no demonstration, with a certificate of its own and a way to send."""

    def __init__(self, home: Path, code: str, address: str, post: Post, authority: Person) -> None:
        super().__init__(home)
        self.differing: tuple[Finding, ...] = ()
        self.beside = Beside()
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
        make_key(home / "secrets")
        server = Server("127.0.0.1", post.port, Security.NONE)
        self.box = Mailbox("saraban", server, address, answers=server, sends=server)
        seal = Seal(home / "secrets" / "office.p12", home / "secrets" / "none")
        sending = Sending(self.box, server, signed_only=True)
        self.settings = replace(load_settings(home), sending=sending, seal=seal, reviewers=())
        self.archive = type(self.archive).open(
            self.settings.database_url, self.settings.files_url, clock=lambda: self.now
        )

    def knows(self, sender: Installation) -> None:
        """Its key was compared and entered by the administrator."""
        office, key = sender.settings.profile.office, own_key(sender.home / "secrets").public_key()
        (self.home / FILE).write_bytes(format_keys([*read_keys(self.home), KnownKey(office.code, office.name, key)]))

    def send(self, issued: IssuedLetter) -> int:
        """Signed by the office's certificate, queued, mailed."""
        signing = replace(self.settings, demo=True)  # no code is typed here: who may sign has tests of its own
        sign_here(signing, self.archive, issued.letter_id, BY, "", self.now)
        queue_letter(self.archive, self.home, self.settings.sending, issued.letter_id, BY)
        return mail_waiting(self.archive, self.home, self.settings.sending, self.settings.profile.office.name).sent

    def received(self, claim: Claim) -> tuple[str, ...]:
        """A file that was claimed, read and filed as the intake does."""
        file = self.home / "work" / claim.key / claim.file
        self.beside = beside_pages(file, "", read_keys(self.home))
        pages = read_pages(file, engine=self.settings.engine, limits=Limits(vouched=self.beside.vouched))
        letters, self.differing = with_told(read_letters(pages), self.beside, pages)
        scan = self.archive.save_original(file, claim.name)
        self.archive.save_pages(scan.id, pages)
        return file_letters(self.settings, self.archive, file.read_bytes(), scan.id, letters, [()] * len(letters))

    def look_into(self, dovecot: Dovecot) -> tuple[bytes, tuple[str, ...]]:
        """Take in the one message of the mailbox as the office does, and answer it: the file that it brought, its letters."""
        box = replace(dovecot.mailbox(), answers=self.box.answers)
        secret_file(self.home, box).write_text(PASSWORD, encoding="utf-8")
        ledger, work = Ledger(ledger_folder(self.home)), self.home / "work"

        def answer(record: Record, letters: list[str]) -> None:
            numbers = [self.archive.load_letter(one).received_number for one in letters]
            known = [number for number in numbers if number is not None]
            send_answer(self.home, box, record, self.settings.profile.office.name, known)

        with opened(self.home, box) as connection:
            look(connection, box, work, ledger, Hooks(answer))
            (mail,) = open_claims(work)
            (part,) = claim_members(work, mail).claims
            content = (work / part.key / part.file).read_bytes()
            ids = self.received(part)
            for claim, letters in ((part, ids), (mail, ())):
                note_outcome(ledger_folder(self.home), claim.key, letters)
                close_claim(work, claim)
            assert look(connection, box, work, ledger, Hooks(answer)).done == 1
        return content, ids
