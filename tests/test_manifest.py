"""The signed manifest beside a letter: where everything agrees the file's own words are taken, and nothing else is."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from dispatch_cases import OFFICE, Sender, districts
from hypothesis import given
from hypothesis import strategies as st

from circulars.archive.export.ecms import ecms_xml, read_ecms
from circulars.archive.registers.move import Way
from circulars.dispatch.gate import leaving
from circulars.dispatch.mailing.manifest import letter_manifest, vouching_key
from circulars.documents.pages.attached import attached_files
from circulars.documents.pages.finish import finish_pdf
from circulars.documents.pages.inside import WHOLE, inside_of
from circulars.documents.signing.manifest.judged import Brought, Judged, Standing, judge, manifest_finding
from circulars.documents.signing.manifest.known import FILE, KnownKey, format_keys, parse_keys, read_keys
from circulars.documents.signing.manifest.written import (
    FIRST_LINE,
    Leaves,
    Manifest,
    fingerprint,
    listed,
    parse_manifest,
    signed_by,
    write_manifest,
)
from circulars.documents.signing.qr.keys import known_keys, make_key, own_key, public_pem
from circulars.errors import CircularsError, SettingsWrong
from circulars.intake.claims import MANIFEST, Claim, fill_claim
from circulars.intake.containers import claim_members
from circulars.letter.field import Field
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter
from circulars.letter.record import dump_letter
from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate
from flows.cli import main
from flows.receiving.told import beside_pages
from flows.settings.toml.file import write_first_office_toml

KEY, OTHER = Ed25519PrivateKey.from_private_bytes(b"k" * 32), Ed25519PrivateKey.from_private_bytes(b"o" * 32)
NAME = "จังหวัดสกลนคร"
KNOWN = KnownKey(OFFICE, NAME, KEY.public_key())
DAY = dt.date(2026, 11, 23)
LETTER = Letter(
    (1,),
    reference=Field(ReferenceNumber("สน", "0018.1", "127", circular=True)),
    dated=Field(ThaiDate.from_ce(DAY)),
    subject=Field("การสำรวจแหล่งน้ำ"),
)


def facts_of(letter: Letter) -> bytes:
    return json.dumps({WHOLE: json.loads(dump_letter(letter)), "pages": 2}).encode()


def pdf_of(letter: Letter, pages: int = 2) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595.276, 841.89))
        document.save(out)
    attached = [("metadata.json", "application/json", facts_of(letter))]
    return finish_pdf(out.getvalue(), title="ก", when=dt.datetime(2026, 11, 23, 12), attachments=attached)


def brought(content: bytes) -> Brought:
    inside = inside_of(attached_files(content))
    return Brought(content, inside.facts, inside.letter)


PDF = pdf_of(LETTER)
BROUGHT = brought(PDF)
SAYS = Manifest(
    OFFICE, "สน ๐๐๑๘.๑/ว ๑๒๗", DAY, hashlib.sha256(BROUGHT.facts).hexdigest(), 2, (listed(PDF, Leaves.ISSUED),)
)
WRITTEN = write_manifest(SAYS, KEY)


def judged(content: bytes = WRITTEN, file: Brought = BROUGHT, *keys: KnownKey) -> Judged:
    return judge(content, file, keys or (KNOWN,))


def test_what_agrees_in_everything_is_taken() -> None:
    found = judged()
    assert found == Judged(Standing.GOOD, NAME, pages=2) and found.facts_count
    finding = manifest_finding(found)
    assert (finding.check, finding.severity) == ("key-good", Severity.NOTES)
    assert f"ยืนยันด้วยกุญแจของ {NAME}" in finding.message
    assert parse_manifest(WRITTEN) == (SAYS, fingerprint(KEY.public_key())) and write_manifest(SAYS, KEY) == WRITTEN
    signed = replace(SAYS, files=(listed(PDF, Leaves.SIGNED),))
    assert judged(write_manifest(signed, KEY)).facts_count


def test_a_key_that_nobody_entered_proves_nothing() -> None:
    stranger = write_manifest(SAYS, OTHER)
    for found in (judged(stranger), judge(WRITTEN, BROUGHT, ())):
        assert found.standing is Standing.UNKNOWN and not found.facts_count
        finding = manifest_finding(found)
        assert (finding.check, finding.severity) == ("key-unknown", Severity.NOTES) and "ไม่รู้จัก" in finding.message


EDITED = PDF.replace(b"%%EOF", b"%%EOF\n% 1", 1)
NEXT = replace(LETTER, reference=Field(ReferenceNumber("สน", "0018.1", "128", circular=True)))
THEIRS = replace(LETTER, reference=Field(ReferenceNumber("นพ", "0018.1", "127", circular=True)))
LATER = replace(LETTER, dated=Field(ThaiDate(2569, 11, 24)))


def as_listed(letter: Letter, **changed: object) -> tuple[bytes, Brought]:
    """A file with facts of this letter, a manifest by the right key that lists its bytes and facts, but says otherwise."""
    content = pdf_of(letter)
    file = brought(content)
    says = replace(
        SAYS, files=(listed(content, Leaves.ISSUED),), metadata=hashlib.sha256(file.facts).hexdigest(), **changed  # type: ignore[arg-type]
    )  # fmt: skip
    return write_manifest(says, KEY), file


def forged(key: Ed25519PrivateKey) -> bytes:
    """A manifest that names our key and bears the signature of another."""
    body = WRITTEN.split(b"\n", 2)[2]
    return FIRST_LINE + base64.b64encode(key.sign(b"circulars manifest 1\0" + body)) + b"\n" + body


CONTRADICTS: dict[str, tuple[Callable[[], Judged], str]] = {
    "bytes painted over": (lambda: judged(file=replace(BROUGHT, content=EDITED)), "ไม่ใช่ไฟล์ที่ส่งออก"),
    "bytes added behind": (lambda: judged(file=replace(BROUGHT, content=PDF + b"\n")), "ไม่ใช่ไฟล์ที่ส่งออก"),
    "the manifest of another letter": (lambda: judged(file=brought(pdf_of(NEXT))), "ใบกำกับเป็นของหนังสืออื่น"),
    "other facts inside": (lambda: judged(file=replace(BROUGHT, facts=facts_of(NEXT), letter=NEXT)), "ข้อมูลกำกับในไฟล์"),
    "no facts inside": (lambda: judged(file=Brought(PDF)), "ข้อมูลกำกับในไฟล์"),
    "another number than it says": (lambda: judged(*as_listed(NEXT)), "ไม่ใช่ของหนังสือ ที่"),
    "another day than it says": (lambda: judged(*as_listed(LATER)), "วันที่ในข้อมูลกำกับ"),
    "the number of another office": (lambda: judged(*as_listed(THEIRS, reference="นพ ๐๐๑๘.๑/ว ๑๒๗")), "ไม่ใช่เลขของ"),
    "in the name of another office": (lambda: judged(*as_listed(THEIRS, office="นพ ๐๐๑๘.๑", reference="นพ ๐๐๑๘.๑/ว ๑๒๗")), "แต่ใบกำกับอ้างว่า"),
    "a key that was withdrawn": (lambda: judged(WRITTEN, BROUGHT, replace(KNOWN, withdrawn=True)), "ถอนแล้ว"),
    "withdrawn in one of two rows": (lambda: judged(WRITTEN, BROUGHT, KNOWN, replace(KNOWN, withdrawn=True)), "ถอนแล้ว"),
    "signed by another key": (lambda: judged(forged(OTHER)), "ลายเซ็นของใบกำกับไม่ตรง"),
    "a word changed": (lambda: judged(WRITTEN.replace(b'"pages": 2', b'"pages": 1')), "ลายเซ็นของใบกำกับไม่ตรง"),
    "cut off": (lambda: judged(WRITTEN[:-9]), "เสียหาย"),
    "no manifest": (lambda: judged(FIRST_LINE + b"=\n{}"), "เสียหาย"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTS)
def test_what_contradicts_itself_is_told_and_not_taken(name: str) -> None:
    made, wanted = CONTRADICTS[name]
    found = made()
    assert found.standing is Standing.BROKEN and not found.facts_count and found.pages == 0
    finding = manifest_finding(found)
    assert wanted in finding.message and (finding.check, finding.severity) == ("key-broken", Severity.WARNS)


def test_a_scan_of_the_signed_paper_is_what_was_sent_and_is_read() -> None:
    found = judged(write_manifest(replace(SAYS, files=(listed(PDF, Leaves.SCAN),)), KEY))
    assert found.standing is Standing.GOOD and not found.facts_count
    unkept = judged(write_manifest(replace(SAYS, pages=0), KEY))  # issued before the count of its own pages was kept
    assert unkept.standing is Standing.GOOD and not unkept.facts_count


def test_a_signature_for_something_else_is_none_of_a_manifest() -> None:
    body = WRITTEN.split(b"\n", 2)[2]
    for context in (b"", b"circulars letter code 1\0"):
        content = FIRST_LINE + base64.b64encode(KEY.sign(context + body)) + b"\n" + body
        assert signed_by(content, [KEY.public_key()]) is None
    assert signed_by(WRITTEN, [OTHER.public_key(), KEY.public_key()]) is not None


@given(st.integers(0, len(WRITTEN) - 1), st.integers(0, 255))
def test_a_manifest_with_one_byte_changed_is_never_good(place: int, byte: int) -> None:
    changed = WRITTEN[:place] + bytes([byte]) + WRITTEN[place + 1 :]
    assert (judged(changed).standing is Standing.GOOD) == (changed == WRITTEN)


@given(st.binary(max_size=80))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert judged(content).standing is Standing.BROKEN
    assert judged(FIRST_LINE + content).standing is not Standing.GOOD


def test_the_list_of_keys_is_read_as_it_is_written_and_counts_whole_or_not() -> None:
    rows = (KNOWN, KnownKey("มท ๐๓", "กรมการปกครอง", OTHER.public_key(), True, "ถอน ๒๕๖๙"))
    read = parse_keys(format_keys(rows))
    assert read == rows and [one.fingerprint for one in read] == [one.fingerprint for one in rows]
    text = format_keys(rows).decode("utf-8-sig")
    for wrong in (text.replace(",ถอน,", ",ถอน?,"), text.replace("มท ๐๓", ""), text.replace("=,", ",", 1)):
        with pytest.raises(SettingsWrong, match="ใช้ไม่ได้"):
            parse_keys(wrong.encode())
    for wrong in ("", "หน่วยงาน,กุญแจ\r\n"):
        with pytest.raises(SettingsWrong, match="หัวตาราง"):
            parse_keys(wrong.encode())
    with pytest.raises(SettingsWrong, match="UTF-8"):
        parse_keys("รหัส".encode("cp874"))


def test_no_key_is_entered_that_nobody_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "office"
    write_first_office_toml(home, demo=True)
    pem = tmp_path / "กรม.pem"
    pem.write_bytes(public_pem(KEY.public_key()))
    add = ["keys", "add", str(pem), "--office", "มท ๐๓", "--by", "นายสมมุติ ตัวอย่าง", "--home", str(home)]
    for wrong in ([], ["--fingerprint", fingerprint(OTHER.public_key())]):
        assert main([*add, *wrong]) == 1 and read_keys(home) == ()
    spoken = " ".join(fingerprint(KEY.public_key()).upper()[at : at + 4] for at in range(0, 32, 4))
    assert main([*add, "--fingerprint", spoken]) == 0 == main([*add, "--fingerprint", spoken])
    (row,) = read_keys(home)
    assert (row.office, row.withdrawn, row.fingerprint) == ("มท ๐๓", False, fingerprint(KEY.public_key()))
    assert any(key == KEY.public_key() for key in known_keys(home, NAME).values())
    withdraw = ["keys", "withdraw", "--fingerprint", spoken, "--by", "นายสมมุติ ตัวอย่าง", "--home", str(home)]
    assert main(withdraw) == 0 and read_keys(home)[0].withdrawn
    assert known_keys(home, NAME) == {} and main([*add, "--fingerprint", spoken]) == 1
    capsys.readouterr()
    assert main(["keys", "list", "--json", "--home", str(home)]) == 0
    assert json.loads(capsys.readouterr().out)["withdrawn"] is True
    assert main(["keys", "remove", *withdraw[2:]]) == 0 and read_keys(home) == ()
    public = tmp_path / "ours.pem"
    assert main(["keys", "own", str(public), "--home", str(home)]) == 0
    assert public.read_bytes() == public_pem(own_key(home / "secrets").public_key())


@pytest.fixture
def sender(tmp_path: Path) -> Sender:
    made = Sender(tmp_path / "province")
    (made.home / "secrets").mkdir()
    return made


def test_what_a_letter_goes_with_says_what_each_of_its_files_is(sender: Sender) -> None:
    issued = sender.issue(districts(1))
    assert vouching_key(sender.home) is None
    make_key(sender.home / "secrets")
    key = vouching_key(sender.home)
    assert key is not None

    def told() -> list[Leaves]:
        _, content = letter_manifest(sender.archive, leaving(sender.archive, issued.letter_id), key)
        read = parse_manifest(content)
        assert read is not None and signed_by(content, [key.public_key()]) is not None
        return [one.leaves for one in read[0].files]

    assert told() == [Leaves.ISSUED]
    pdf = sender.archive.load_file(str(issued.pdf))
    # Our bytes with something behind them that a person said to be the signed copy: nobody proved what that is.
    sender.archive.keep_signed(issued.letter_id, pdf + b"\n% painted over", Way.SIGNED_PAPER, "ก")
    assert told() == [Leaves.SCAN]
    sender.archive.keep_signed(issued.letter_id, pdf + b"\n% signed", Way.SIGNED_FILE, "ก")
    assert told() == [Leaves.SIGNED]
    only = replace(leaving(sender.archive, issued.letter_id), files=(("", str(issued.pdf)),))
    manifest = letter_manifest(sender.archive, only, key)
    message = ecms_xml(sender.archive, issued.letter_id, [manifest])
    assert read_ecms(message).files[1] == manifest  # by the exchange too
    sender.archive.close()


def mail(*files: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = "a@b.th", "c@d.th", "ก", "x"
    message.set_content("ก")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def members(work: Path, content: bytes) -> list[Path]:
    claim = Claim("20261123-100000-0123456789abcdef", "ก.eml", "2026-11-23T10:00:00+07:00", "original.eml")
    fill_claim(work, claim, content)
    return [work / one.key / one.file for one in claim_members(work, claim).claims]


def test_a_manifest_lies_beside_the_file_that_it_speaks_of(tmp_path: Path) -> None:
    second = pdf_of(NEXT)
    says = replace(SAYS, reference="สน ๐๐๑๘.๑/ว ๑๒๘", files=(listed(second, Leaves.ISSUED),))
    files = members(tmp_path, mail(("1.pdf", PDF), ("1", WRITTEN), ("2.pdf", second), ("2", write_manifest(says, KEY))))
    assert [file.read_bytes() for file in files] == [PDF, second]
    assert [file.with_name(MANIFEST).read_bytes() for file in files] == [WRITTEN, write_manifest(says, KEY)]
    beside = beside_pages(files[0], "", (KNOWN,))
    assert beside.vouched == (1, 2) and beside.letter == LETTER
    assert [one.check for one in beside.findings] == ["key-good"]
    other = judge(files[1].with_name(MANIFEST).read_bytes(), brought(second), (KNOWN,))
    assert other.standing is Standing.BROKEN  # it lists the file, but the facts of another letter


def test_a_manifest_that_speaks_of_no_file_of_the_mail_is_told_on_each(tmp_path: Path) -> None:
    changed = (("1.pdf", PDF + b"\n"), ("2.txt", b"2"))
    files = members(tmp_path, mail(*changed, ("ใบกำกับ", WRITTEN)))
    assert [file.with_name(MANIFEST).read_bytes() for file in files] == [WRITTEN, WRITTEN]
    assert judge(WRITTEN, brought(files[0].read_bytes()), (KNOWN,)).standing is Standing.BROKEN
    (alone,) = members(tmp_path / "b", mail(("1.pdf", PDF)))
    assert not alone.with_name(MANIFEST).exists()


def test_a_key_list_that_cannot_be_read_stops_instead_of_counting_half(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(format_keys([KNOWN]).replace("ใช้".encode(), b""))
    with pytest.raises(CircularsError):
        read_keys(tmp_path)
