"""Time stamps over a file by an authority (RFC 3161): these very bytes were there at that moment.

The authority's answer (``TimeStampResp`` in DER) lies beside the file as ``NAME.tsr``, as other programs read it:
``openssl ts -verify -data NAME -in NAME.tsr -CAfile AUTHORITY.pem``. Only the file's sha256 is told to the authority.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from asn1crypto import cms, tsp, x509
from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from circulars.documents.signing.signatures import certificates_of, name_of
from circulars.errors import EngineFailed

ENDING = ".tsr"
_HASH = "sha256"
_STRONG = frozenset({"sha256", "sha384", "sha512"})
_GRANTED = ("granted", "granted_with_mods")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time stamp says: by whom, when (with its offset; None where it can't be read).

    ``whole``: it is a stamp of these very bytes and its signature holds. ``trusted``: its authority leads to a certificate
    that the office trusts.
    """

    authority: str
    at: dt.datetime | None
    whole: bool
    trusted: bool = False


def stamped(content: bytes, url: str) -> bytes:
    """The answer of the authority at `url`, held against `content` before it is handed out. Raises EngineFailed."""
    try:
        stamper = HTTPTimeStamper(url)  # type: ignore[no-untyped-call]
        _, asked = stamper.request_cms(hashlib.sha256(content).digest(), _HASH)  # type: ignore[no-untyped-call]
        answer = bytes(asyncio.run(stamper.async_request_tsa_response(asked)).dump())
    except Exception as error:
        raise _no_stamp(f"{type(error).__name__}: {error}") from error
    if not read_stamp(content, answer).whole:
        raise _no_stamp("the answer is no time stamp of the file")
    return answer


def read_stamp(content: bytes, answer: bytes, trusted: Sequence[bytes] = ()) -> Stamp:
    """What an authority's answer says of these bytes, judged offline; `trusted` are certificates (PEM or DER).

    Never raises on any bytes: what can't be read is a stamp of nothing.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a certificate that is not trusted is no fault of ours
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        signed = _signed_data(answer)
        info = signed["encap_content_info"]["content"].parsed
        at, strong = info["gen_time"].native, info["message_imprint"]["hash_algorithm"]["algorithm"].native in _STRONG
        roots = [root for one in trusted for root in certificates_of(one)]
        context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)
        told = asyncio.run(validate_tst_signed_data(signed, context, lambda how: hashlib.new(how, content).digest()))
        status = TimestampSignatureStatus(**told)
        whole = bool(strong and status.intact and status.valid)
        trust = whole and bool(status.trusted) and _stamps(status.signing_cert)
        return Stamp(name_of(status.signing_cert.subject), at, whole, trust)
    except Exception:  # noqa: BLE001 - the library raises whatever a bad number, length or name in a file leads to
        return Stamp("", None, whole=False)


def _stamps(certificate: x509.Certificate) -> bool:
    """The certificate is one for time stamps (RFC 3161, 2.3); the library does not ask this of one that is trusted itself."""
    usage = certificate.extended_key_usage_value
    return usage is not None and "time_stamping" in usage.native


def _signed_data(answer: bytes) -> cms.SignedData:
    response = tsp.TimeStampResp.load(answer, strict=True)
    if response["status"]["status"].native not in _GRANTED:
        raise ValueError("not granted")
    return response["time_stamp_token"]["content"]


def _no_stamp(cause: str) -> EngineFailed:
    return EngineFailed(
        "ขอประทับเวลาไม่ได้ กรุณาตรวจ timestamp_url ใต้ [signing] ใน office.toml และเครือข่าย", cause=cause[:500]
    )
