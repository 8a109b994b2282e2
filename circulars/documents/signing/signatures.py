"""Who signed a PDF, when, and whether it is as it was signed; judged offline.

What a signature proves is what the office trusts: certificates of the authorities in ``trust/`` of the office's folder
(PEM or DER). Nothing is fetched; without such a certificate the signer's name is what the signer wrote.

A PDF is signed by writing behind its end, so that the signed file begins with the very bytes that were signed. Anything
else can be written there too, and signed by whoever wrote it: `only_signatures_added` holds what was added against what
a signature needs (its field, its appearance, certificates, time stamps), object by object, by the library's rules.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import replace

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, FormUpdatingRule, StandardDiffPolicy, SuspiciousModification
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.form_rules_api import FieldMDPRule
from pyhanko.sign.diff_analysis.rules.form_field_rules import SigFieldCreationRule, SigFieldModificationRule
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from circulars.documents.signing.record import DigitalSignature, Integrity, may_be_signed

_MOST = 50
"""Signatures of one file that are looked at."""
_FIELDS: list[FieldMDPRule] = [SigFieldCreationRule(), SigFieldModificationRule()]  # type: ignore[no-untyped-call]
_RULES = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(_FIELDS, {*ACROFORM_EXEMPT_STRICT_COMPARISON, "/SigFlags"}),
)
"""The library's rules for what comes behind a signature, for the first one too, which marks the file as signed.

No other field is filled in: our letters have none.
"""


def signatures_of(pdf: bytes, trusted: Sequence[bytes] = ()) -> tuple[DigitalSignature, ...]:
    """The signatures of a PDF in the order in which they were made; `trusted` are certificates (PEM or DER).

    Never raises on any bytes: what can't be opened is a signature of unknown integrity. Call it only in a process with
    limits.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a certificate that is not trusted is no fault of ours
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    roots = [root for one in trusted for root in certificates_of(one)]
    try:
        embedded = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures[:_MOST]
        return tuple(_judged(one, roots) for one in embedded)
    except Exception:  # noqa: BLE001 - the library raises whatever a bad number, length or name in a file leads to
        return (DigitalSignature("", "", None, Integrity.UNKNOWN),) if may_be_signed(pdf) else ()


def only_signatures_added(pdf: bytes, length: int) -> bool:
    """The file is its first `length` bytes and signatures: no page, text or picture was changed behind them.

    A signature's own appearance may lie anywhere on a page: whose it is must be asked too. Files that we issued before they
    had a place for signatures (``/AcroForm``) can't be judged: no.
    Never raises on any bytes; what can't be judged is no. Call it only in a process with limits.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a change is an answer here, no fault of ours
    try:
        known = PdfFileReader(io.BytesIO(pdf[:length]), strict=False).xrefs.total_revisions
        whole = PdfFileReader(io.BytesIO(pdf), strict=False)
        if whole.xrefs.total_revisions <= known:
            return False
        return not isinstance(_RULES.review_file(whole, known - 1), SuspiciousModification)
    except Exception:  # noqa: BLE001 - the library raises whatever a bad number, length or name in a file leads to
        return False


def _judged(embedded: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> DigitalSignature:
    named = _named(embedded)
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=named.signed_at)
    try:
        status = validate_pdf_signature(embedded, signer_validation_context=context)
    except Exception:  # noqa: BLE001 - the library raises whatever a bad number, length or name in a file leads to
        return named
    whole = status.intact and status.valid and _covers(status)
    return replace(
        named, integrity=Integrity.WHOLE if whole else Integrity.CHANGED, trusted=bool(status.trusted and whole)
    )


def _covers(status: PdfSignatureStatus) -> bool:
    """The signature covers the file, or what was added later is what a signed file may still get (docMDP, ISO 32000-2)."""
    if status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION):
        return status.coverage is SignatureCoverageLevel.ENTIRE_FILE or bool(status.docmdp_ok)
    return False


def _named(embedded: EmbeddedPdfSignature) -> DigitalSignature:
    """What the signature says of itself."""
    try:
        certificate = embedded.signer_cert
        at = embedded.self_reported_timestamp
        valid = certificate["tbs_certificate"]["validity"]
        in_force = None if at is None else valid["not_before"].native <= at <= valid["not_after"].native
        return DigitalSignature(
            name_of(certificate.subject), name_of(certificate.issuer), at, Integrity.UNKNOWN, in_force=in_force
        )
    except Exception:  # noqa: BLE001 - the library raises whatever a bad number, length or name in a file leads to
        return DigitalSignature("", "", None, Integrity.UNKNOWN)


def name_of(of: x509.Name) -> str:
    """A certificate's name as a person reads it."""
    told = of.native
    name = told.get("common_name") or told.get("organization_name") or of.human_friendly
    return " ".join(str(name).split())[:200]


def certificates_of(raw: bytes) -> list[x509.Certificate]:
    """The certificates of a file (PEM or DER); none where it holds none."""
    try:
        return list(load_certs_from_pemder_data(raw))
    except ValueError:
        return []
