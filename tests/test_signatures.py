"""Digital signatures of files that come in: who, when, whole or changed, trusted by the office's own list alone."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from seam_house import letter_text
from signing_cases import NOW, Person, person, signed

from circulars.checks import check_letters
from circulars.documents.signing.findings import signature_findings
from circulars.documents.signing.record import DigitalSignature, Integrity, dump_signatures, load_signatures
from circulars.documents.signing.signatures import signatures_of
from circulars.extraction.reading import read_letters
from circulars.letter.finding import Finding, Severity
from circulars.letter.page import text_page
from ocr.shelter.sheltered import enclosed_copy, signatures_in_pdf

SIGNER, AUTHORITY = "นายสมมุติ ลงนาม", "ผู้ออกใบรับรอง"


def page() -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def authority() -> Person:
    return person(AUTHORITY)


@pytest.fixture(scope="module")
def signer(authority: Person) -> Person:
    return person(SIGNER, authority)


@pytest.fixture(scope="module")
def pdf(signer: Person) -> bytes:
    return signed(page(), signer)


def findings(signatures: tuple[DigitalSignature, ...]) -> tuple[Finding, ...]:
    """What a letter is told that came in a file with these signatures."""
    pages = (text_page(letter_text("๑")),)
    signed = tuple(signature_findings(signatures))
    (found,) = check_letters(read_letters(pages), today=NOW.date(), pages=pages, of_the_file=signed)
    return tuple(one for one in found if one.check.startswith("signature-"))


def test_who_signed_is_told_and_trusted_only_by_the_office_s_list(
    pdf: bytes, authority: Person, tmp_path: Path
) -> None:
    (unknown,) = signatures_in_pdf(pdf)
    assert (unknown.signer, unknown.issuer, unknown.integrity) == (SIGNER, AUTHORITY, Integrity.WHOLE)
    assert unknown.signed_at is not None and NOW - dt.timedelta(seconds=1) <= unknown.signed_at <= dt.datetime.now(
        dt.UTC
    )
    (finding,) = findings((unknown,))
    assert (finding.check, finding.severity) == ("signature-untrusted", Severity.NOTES)
    assert AUTHORITY in finding.message and SIGNER in finding.message
    armoured = authority.certificate.public_bytes(serialization.Encoding.PEM)
    for root in (authority.der, armoured):
        (known,) = signatures_in_pdf(pdf, [b"no certificate", root])
        assert known.trusted
    (finding,) = findings((known,))
    assert (finding.check, finding.severity) == ("signature-good", Severity.NOTES)
    (stranger,) = signatures_of(pdf, [person(AUTHORITY).der])  # the same name, another key
    assert not stranger.trusted


def test_a_file_that_was_changed_after_signing_blocks(pdf: bytes, authority: Person) -> None:
    at = pdf.index(b"/MediaBox")
    one_byte = pdf[:at] + pdf[at:].replace(b"842", b"843", 1)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    first = writer.root["/Pages"]["/Kids"][0]
    first[generic.NameObject("/Rotate")] = generic.NumberObject(90)  # type: ignore[no-untyped-call]
    writer.update_container(first)
    later = io.BytesIO()
    writer.write(later)  # type: ignore[no-untyped-call]
    for changed in (one_byte, later.getvalue()):
        (one,) = signatures_of(changed, [authority.der])
        assert one.integrity is Integrity.CHANGED and not one.trusted
        (finding,) = findings((one,))
        assert (finding.check, finding.severity) == ("signature-changed", Severity.BLOCKS)
        assert "แก้ไขหลังลงนาม" in finding.message


def test_a_second_signature_changes_nothing(pdf: bytes, authority: Person) -> None:
    both = signatures_of(signed(pdf, person("นางสมมุติ ร่วม", authority), "ผู้ร่วม"), [authority.der])
    assert [(one.integrity, one.trusted) for one in both] == [(Integrity.WHOLE, True)] * 2
    assert len(findings(both)) == 2


def test_a_signature_that_proves_nothing_is_told(authority: Person) -> None:
    (late,) = signatures_of(signed(page(), person("นายสมมุติ หมดอายุ", authority, ends_in_days=-30)), [authority.der])
    assert late.in_force is False and not late.trusted
    for signatures in (
        (late,),
        signatures_of(b"%PDF-1.7 /ByteRange [0 1 2 3]"),
        (DigitalSignature("", "", None, Integrity.UNKNOWN),),
    ):
        (finding,) = findings(signatures)
        assert (finding.check, finding.severity) == ("signature-unproved", Severity.WARNS)


def test_a_file_that_nobody_signed_says_nothing() -> None:
    assert signatures_in_pdf(page()) == ()
    assert findings(()) == ()


def test_our_copy_of_a_signed_letter_carries_no_broken_signature(pdf: bytes) -> None:
    assert signatures_of(enclosed_copy(pdf, [1], {})) == ()


@given(st.integers(0, 50_000), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_over_a_signed_file_it_is_judged_and_never_both_whole_and_changed(
    at: int, noise: bytes
) -> None:
    whole = _kept()
    told = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", whole)
    assert told is not None
    _, first, second, rest = map(int, told.groups())  # between them stands the signature itself, with room to spare
    covered = [*range(first - len(noise)), *range(second, second + rest - len(noise))]
    at = covered[at % len(covered)]
    changed = whole[:at] + noise + whole[at + len(noise) :]
    judged = signatures_of(changed)
    assert changed == whole or all(one.integrity is not Integrity.WHOLE for one in judged)
    assert load_signatures(dump_signatures(judged)) == judged


_KEPT: list[bytes] = []


def _kept() -> bytes:
    if not _KEPT:
        _KEPT.append(signed(page(), person(SIGNER)))
    return _KEPT[0]
