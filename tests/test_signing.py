"""An issued letter is signed by the office's certificate, here or elsewhere: bound once, our bytes and a signature, PDF/A kept."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from dispatch_cases import OFFICE, Sender, districts
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.reader import PdfFileReader
from seam_house import House, letter_text
from signing_cases import Authority, Person, person, signed
from test_commands_prove import written_over

from circulars.archive import IssuedLetter
from circulars.archive.export.outbox import names_of, verify_outbox
from circulars.archive.export.verify import verify
from circulars.archive.registers.move import Way
from circulars.dispatch.course import course_of
from circulars.dispatch.keeping.copies import bind_returned, copies_kept, copies_waiting, take_copy, told_of_copy
from circulars.dispatch.keeping.signed import confirm_copy
from circulars.dispatch.switch import Seal
from circulars.documents.signing.making import Certificate, sign_pdf
from circulars.documents.signing.record import Integrity
from circulars.documents.signing.signatures import only_signatures_added, signatures_of
from circulars.errors import CircularsError, EngineFailed, Refused
from flows.cli import main
from flows.reviewing.outcome.signing import sign_here
from flows.settings.trust import judge_of

PASSWORD = "รหัส ๑๒๓"
BY = "นางสาวสมมุติ ผู้ตรวจ"


@dataclass(frozen=True, slots=True)
class Signing:
    """An office with a certificate that it trusts, and a letter that it issued."""

    house: House
    issued: IssuedLetter
    authority: Person
    chief: Person
    p12: bytes

    @property
    def pdf(self) -> bytes:
        return self.house.archive.load_file(str(self.issued.pdf))


def packed(one: Person, by: Person, password: str = PASSWORD) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"office", one.key, one.certificate, [by.certificate], BestAvailableEncryption(password.encode())
    )


def pen() -> bytes:
    picture = Image.new("RGBA", (450, 160), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(10, 100), (100, 20), (200, 140), (440, 30)], (20, 30, 160, 255), 8)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signing]:
    house = House(tmp_path_factory.mktemp("signing") / "office")
    issued = house.issue(house.take(letter_text("๒๑"), "๑.txt"))
    authority = person("ผู้ออกใบรับรอง")
    chief = person("จังหวัดสกลนคร", authority)
    (house.home / "trust").mkdir()
    (house.home / "trust" / "root.der").write_bytes(authority.der)
    p12 = packed(chief, authority)
    (house.home / "secrets" / "office.p12").write_bytes(p12)
    (house.home / "secrets" / "signing").write_text(PASSWORD + "\n", encoding="utf-8")
    seal = Seal(house.home / "secrets" / "office.p12", house.home / "secrets" / "signing")
    house.settings = replace(house.settings, seal=seal)
    yield Signing(house, issued, authority, chief, p12)
    house.archive.close()


def structure(pdf: bytes) -> dict[str, object]:
    """What makes it a PDF/A-3, as far as structure tells: claimed part, intents, files, flags of fields."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        with document.open_metadata() as told:
            part = (told.get("pdfaid:part"), told.get("pdfaid:conformance"))
            title = told.get("dc:title")
        return {
            "part": part,
            "title": title,
            "intents": len(root.OutputIntents),
            "files": [str(one.UF) for one in root.AF],
            "encrypted": document.is_encrypted,
            "appearances": bool(root.AcroForm.get("/NeedAppearances", False)),
        }


@pytest.mark.parametrize("visible", [False, True])
def test_a_signed_letter_is_our_bytes_and_a_signature_and_still_pdf_a(signing: Signing, visible: bool) -> None:
    made = sign_pdf(
        signing.pdf, Certificate(signing.p12, PASSWORD), reason="ลงนาม",
        picture=pen() if visible else b"", above="นายสมมุติ ตัวอย่าง",
    )  # fmt: skip
    assert made.startswith(signing.pdf) and only_signatures_added(made, len(signing.pdf))
    assert structure(made) == structure(signing.pdf) and structure(made)["part"] == ("3", "B")
    with pikepdf.open(io.BytesIO(made)) as document:
        (field,) = document.Root.AcroForm.Fields
        left, foot, right, top = (float(side) for side in field.Rect)
        assert int(field.F) & 4 and not int(field.F) & (2 | 32)  # printed, not hidden (ISO 19005-3, 6.3.2)
        assert ("/AP" in field) == visible == (right > left and top > foot)
        assert str(field.V.SubFilter) == "/ETSI.CAdES.detached"


def test_the_name_above_which_a_pen_would_sign_must_be_there(signing: Signing) -> None:
    with pytest.raises(EngineFailed, match="หาที่ลงลายมือชื่อ"):
        sign_pdf(signing.pdf, Certificate(signing.p12, PASSWORD), reason="", picture=pen(), above="นายไม่อยู่ ในหน้า")


@pytest.mark.parametrize(("content", "password"), [(None, "ผิด"), (b"no certificate", PASSWORD)])
def test_a_certificate_that_does_not_open_signs_nothing(signing: Signing, content: bytes | None, password: str) -> None:
    with pytest.raises(Refused, match="secrets/signing"):
        sign_pdf(signing.pdf, Certificate(content or signing.p12, password), reason="")


def test_signed_here_once_kept_shown_laid_out_and_proved(
    signing: Signing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house, issued = signing.house, signing.issued
    first = sign_here(house.settings, house.archive, issued.letter_id, BY, "", house.now)
    assert sign_here(house.settings, house.archive, issued.letter_id, BY, "", house.now) == first
    assert first.way is Way.CERTIFICATE and first.by == BY
    stage = course_of(house.archive, issued.letter_id)[2]
    assert stage.done and BY in stage.told and "๒๓ พฤศจิกายน ๒๕๖๙" in stage.told
    content = house.archive.load_file(first.file)
    folder = house.settings.folder("outbox") / names_of(issued)[0]
    assert [one.read_bytes() for one in folder.glob("*(ลงนาม).pdf")] == [content]
    assert not list(verify_outbox(house.archive, folder.parent)) and not verify(house.archive)
    file = tmp_path / "ลงนาม.pdf"
    file.write_bytes(content)
    assert main(["prove", str(file), "--home", str(house.home)]) == 0
    assert "ลงนามดิจิทัลโดย จังหวัดสกลนคร" in capsys.readouterr().out
    assert main(["show", issued.letter_id, "--home", str(house.home)]) == 0
    assert "✓ ลงนาม: ลงนามแล้ว (ใบรับรองของสำนักงาน)" in capsys.readouterr().out


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Sender]:
    """An archive with letters that cost nothing to issue."""
    sender = Sender(tmp_path / "plain")
    yield sender
    sender.archive.close()


def test_what_comes_back_signed_is_bound_and_what_is_not_ours_is_not(signing: Signing, plain: Sender) -> None:
    issued, other = plain.issue(districts(1)), plain.issue(districts(1), "อีกเรื่อง")
    archive, settings, letter_id = plain.archive, signing.house.settings, issued.letter_id
    pdf, stranger = archive.load_file(str(issued.pdf)), person("นายแปลก หน้า")
    good = signed(pdf, signing.chief)
    wrong = {
        "unsigned": pdf,
        "by a stranger": signed(pdf, stranger),
        "changed, then signed": signed(written_over(pdf), signing.chief),
        "of another letter": signed(archive.load_file(str(other.pdf)), signing.chief),
        "trusted and a stranger": signed(good, stranger, "ที่สอง"),
    }
    judge = judge_of(settings)
    told = {
        "unsigned": "ยังไม่มีลายมือชื่อ", "by a stranger": "ไม่ใช่ผู้ที่สำนักงานเชื่อถือ", "changed, then signed": "มีสิ่งอื่นนอกจากลายมือชื่อ",
        "of another letter": "อ่านไม่ออก|ว่างเปล่า|ไม่ใช่สำเนา", "trusted and a stranger": "ไม่ใช่ผู้ที่สำนักงานเชื่อถือ",
    }  # fmt: skip
    for name, content in wrong.items():
        with pytest.raises(CircularsError, match=told[name]):
            take_copy(archive, judge, letter_id, content, f"{name}.pdf", BY)
    assert [json.loads(one.detail)["name"] for one in archive.events(("copy-refused",))][::-1] == [
        f"{name}.pdf" for name in wrong
    ]
    assert archive.signed_copy(letter_id) is None and not archive.moves_of(letter_id)
    (back,) = came_in(plain, good, issued)
    bind_returned(archive, judge, [back], wrong["by a stranger"])
    assert archive.signed_copy(letter_id) is None
    bind_returned(archive, judge, [back], good)
    bind_returned(archive, judge, [back], good)
    assert take_copy(archive, judge, letter_id, good, "อีกครั้ง.pdf", BY).move == archive.signed_copy(letter_id)
    copy = archive.signed_copy(letter_id)
    assert copy is not None and copy.way is Way.SIGNED_FILE and copy.by == "จังหวัดสกลนคร"
    assert len(archive.moves_of(letter_id)) == 1 and archive.load_file(copy.file) == good
    assert archive.load_letter(back).received_number is None and len(archive.issued_letters()) == 2
    assert not verify(archive)


def came_in(plain: Sender, content: bytes, issued: IssuedLetter) -> tuple[str, ...]:
    """A file of this letter's text, filed as the intake files it."""
    scan = plain.archive.save_original(content, f"{len(content)}.pdf")
    letter = plain.archive.load_letter(issued.letter_id).letter
    return plain.archive.save_letters(scan.id, OFFICE, [letter], [()])


def test_that_a_scan_is_signed_a_person_says_and_only_of_a_copy_of_ours(plain: Sender) -> None:
    issued, other = plain.issue(districts(1)), plain.issue(districts(1), "อีกเรื่อง")
    archive = plain.archive
    (foreign,) = came_in(plain, b"%PDF of the other", other)
    with pytest.raises(CircularsError, match="ไม่ได้ผูก"):
        confirm_copy(archive, issued.letter_id, foreign, BY)
    (itself,) = came_in(plain, archive.load_file(str(issued.pdf)), issued)
    with pytest.raises(CircularsError, match="ยังไม่มีลายมือชื่อ"):
        confirm_copy(archive, issued.letter_id, itself, BY)
    (scan,) = came_in(plain, b"%PDF as scanned", issued)
    assert archive.signed_copy(issued.letter_id) is None  # nothing is taken for signed by itself
    made = confirm_copy(archive, issued.letter_id, scan, BY)
    assert made.way is Way.SIGNED_PAPER and made.by == BY
    assert archive.signed_copy(issued.letter_id) == made


def scan_of(pdf: bytes) -> bytes:
    """The first page printed, signed with a pen and scanned, as a JPEG."""
    picture = pdfium.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil().convert("RGB")
    ImageDraw.Draw(picture).line([(950, 1500), (1050, 1400), (1150, 1520), (1280, 1420)], (20, 30, 160), 6)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def test_a_scan_that_is_brought_is_read_and_a_person_says_that_it_is_signed(signing: Signing) -> None:
    house, archive = signing.house, signing.house.archive
    ours = house.issue(house.take(letter_text("๓๑", "การสำรวจฝายน้ำล้น"), "๓.txt"))
    other = house.issue(house.take(letter_text("๓๒", "การจัดงานประจำปี"), "๔.txt"))
    judge, scan = judge_of(house.settings), scan_of(archive.load_file(str(ours.pdf)))
    received = archive.register_rows(OFFICE, "received", 2569)
    with pytest.raises(CircularsError, match="ไม่ใช่สำเนาของหนังสือฉบับนี้"):
        take_copy(archive, judge, other.letter_id, scan, "ผิดฉบับ.jpg", BY)
    with pytest.raises(CircularsError, match="ต้องเป็น PDF"):
        take_copy(archive, judge, ours.letter_id, b"MZ program", "a.exe", BY)
    assert told_of_copy(archive, scan) is None
    taken = take_copy(archive, judge, ours.letter_id, scan, "สแกน.jpg", BY)
    assert taken.move is None and copies_waiting(archive, ours.letter_id) == (taken.copy_id,)
    assert archive.signed_copy(ours.letter_id) is None and not copies_kept(archive, ours.letter_id)
    assert "รอผู้ตรวจยืนยัน" in course_of(archive, ours.letter_id)[2].told
    told = told_of_copy(archive, scan)
    assert told is not None and not told[1] and "ยังไม่มีผู้ยืนยัน" in told[0]
    made = confirm_copy(archive, ours.letter_id, taken.copy_id, BY)
    assert take_copy(archive, judge, ours.letter_id, scan, "อีกครั้ง.jpg", BY).move == made
    assert archive.signed_copy(ours.letter_id) == made and not copies_waiting(archive, ours.letter_id)
    told = told_of_copy(archive, scan)
    assert told is not None and told[1] and BY in told[0]
    assert archive.register_rows(OFFICE, "received", 2569) == received and not verify(archive)


def test_a_time_stamp_is_asked_of_the_authority_and_without_it_nothing_is_signed(signing: Signing) -> None:
    server = Authority()
    url = server.url
    certificate = Certificate(signing.p12, PASSWORD)
    made = sign_pdf(signing.pdf, certificate, reason="", timestamp_url=url)
    (found,) = PdfFileReader(io.BytesIO(made)).embedded_regular_signatures
    told = [one["type"].native for one in found.signer_info["unsigned_attrs"]]
    assert told == ["signature_time_stamp_token"]
    server.stop()
    with pytest.raises(EngineFailed, match="timestamp_url"):
        sign_pdf(signing.pdf, certificate, reason="", timestamp_url=url)


def test_what_proves_a_signature_for_long_is_kept_with_it_and_the_file_stays_ours(signing: Signing) -> None:
    """B-LTA: certificates and a second time stamp over all; an authority that is not trusted proves nothing."""
    server = Authority()
    stamping = server.certificate
    keep = [signing.authority.der, stamping]
    certificate = Certificate(signing.p12, PASSWORD)
    made = sign_pdf(signing.pdf, certificate, reason="", timestamp_url=server.url, long_term=keep)
    reader = PdfFileReader(io.BytesIO(made))
    assert reader.root["/DSS"]["/Certs"] and len(reader.embedded_timestamp_signatures) == 1
    (found,) = signatures_of(made, [signing.authority.der])
    assert found.trusted and found.integrity is Integrity.WHOLE
    assert made.startswith(signing.pdf) and only_signatures_added(made, len(signing.pdf))
    assert not only_signatures_added(written_over(made), len(signing.pdf))
    assert {**structure(made)} == structure(signing.pdf)
    with pytest.raises(EngineFailed, match="trust/"):
        sign_pdf(signing.pdf, certificate, reason="", timestamp_url=server.url, long_term=[signing.authority.der])
    server.shutdown()
    server.server_close()
