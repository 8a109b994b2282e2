"""Signing an issued PDF by the office's certificate: PAdES (ETSI EN 319 142-1), B-B, B-T with a time stamp, or B-LTA.

The signature is written behind the very bytes that were issued; what was written is held against that before it leaves
this room. The PDF stays PDF/A-3: its metadata and files are not touched, the field has the flags and the appearance that
ISO 19005-3, 6.3 asks for.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from circulars.documents.measure.positions import read_positions
from circulars.documents.signing.record import Integrity
from circulars.documents.signing.signatures import only_signatures_added, signatures_of
from circulars.documents.signing.token.key import TokenKey
from circulars.errors import EngineFailed, Refused
from circulars.thai.text import folded

FIELD = "Signature"
_CM = 72 / 2.54
_WIDTH, _HEIGHT = 4.5, 1.6
"""Centimetres of a visible signature."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PKCS#12 file with the key, and its password."""

    content: bytes
    password: str

    def signer(self) -> signers.SimpleSigner:
        """Opened. Raises Refused where the password does not open it, or it holds no key."""
        try:
            found = signers.SimpleSigner.load_pkcs12_data(self.content, [], self.password.encode() or None)
        except Exception as error:
            raise _no_key(error) from error
        if found is None:
            raise _no_key(None)
        assert isinstance(found, signers.SimpleSigner)
        return found


def sign_pdf(
    pdf: bytes,
    certificate: Certificate | TokenKey,
    *,
    reason: str,
    timestamp_url: str = "",
    picture: bytes = b"",
    above: str = "",
    long_term: Sequence[bytes] = (),
) -> bytes:
    """The PDF with a signature behind it; `picture` is laid above the signatory's name (`above`) as the visible one.

    `long_term` are the authorities (PEM or DER) to which the signer's and the time stamp's certificates lead: what proves
    them later is written beside the signature and stamped once more (B-LTA); none: no such proof is kept.
    Raises Refused (certificate), EngineFailed (time stamp, proof that cannot be had, a PDF that cannot be signed).
    """
    signer = certificate.signer()
    stamper = HTTPTimeStamper(timestamp_url) if timestamp_url else None  # type: ignore[no-untyped-call]
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, reason=reason, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256",
        embed_validation_info=bool(long_term), use_pades_lta=bool(long_term), validation_context=_proof(long_term),
    )  # fmt: skip
    spec, style = fields.SigFieldSpec(FIELD), None
    if picture:
        spec, style = _place(pdf, above), _style(picture)
    made = signers.PdfSigner(meta, signer, timestamper=stamper, stamp_style=style, new_field_spec=spec)
    try:
        signed = bytes(made.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue())
    except Exception as error:
        what = "ขอประทับเวลาไม่ได้ กรุณาตรวจ timestamp_url และเครือข่าย" if timestamp_url else "ลงนามใน PDF ไม่ได้"
        if long_term:
            what += " หรือใบรับรองของผู้ประทับเวลาหรือของสำนักงานไม่ถึงผู้ที่อยู่ใน trust/"
        raise EngineFailed(f"{what} หนังสือยังไม่ลงนาม", cause=f"{type(error).__name__}: {error}"[:500]) from error
    _refuse_another_file(pdf, signed)
    return signed


def _proof(authorities: Sequence[bytes]) -> ValidationContext | None:
    """Where certificates lead, and whether they were withdrawn, as far as their authorities tell it on the net."""
    if not authorities:
        return None
    roots = [root for one in authorities for root in load_certs_from_pemder_data(one)]
    return ValidationContext(trust_roots=roots, allow_fetching=True, revocation_mode="soft-fail")


def _refuse_another_file(pdf: bytes, signed: bytes) -> None:
    whole = [one.integrity is Integrity.WHOLE for one in signatures_of(signed)]
    if not (signed.startswith(pdf) and whole == [True] and only_signatures_added(signed, len(pdf))):
        raise EngineFailed("ฉบับที่ลงนามไม่ตรงกับฉบับที่ออก จึงไม่ใช้ กรุณาแจ้งผู้ดูแลระบบ", cause=str(whole))


def _place(pdf: bytes, above: str) -> fields.SigFieldSpec:
    """Above the signatory's name in parentheses, on the first page that has it: where a pen would sign."""
    wanted = folded(above)
    for number, page in enumerate(read_positions(pdf)):
        names = [one for one in page.lines if wanted and wanted in folded(one.text) and "(" in one.text]
        if names:
            name = names[-1]
            middle, foot = (name.left + name.right) / 2 * _CM, (page.height - name.baseline + 0.6) * _CM
            left, right, top = middle - _WIDTH / 2 * _CM, middle + _WIDTH / 2 * _CM, foot + _HEIGHT * _CM
            return fields.SigFieldSpec(FIELD, on_page=number, box=(round(left), round(foot), round(right), round(top)))
    raise EngineFailed("หาที่ลงลายมือชื่อบนหน้าไม่พบ กรุณาลบ picture ใต้ [signing] ใน office.toml แล้วลงนามใหม่")


def _style(picture: bytes) -> StaticStampStyle:
    return StaticStampStyle(
        background=PdfImage(Image.open(io.BytesIO(picture))), border_width=0, background_opacity=1.0
    )


def _no_key(error: Exception | None) -> Refused:
    cause = f"{type(error).__name__}: {error}" if error else "no key"
    return Refused(
        "เปิดใบรับรองของสำนักงานไม่ได้ กรุณาตรวจไฟล์ PKCS#12 และรหัสใน secrets/signing", code="certificate", cause=cause
    )
