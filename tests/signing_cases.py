"""People with certificates, and PDFs that they sign, for the tests of digital signatures."""

from __future__ import annotations

import datetime as dt
import io
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def person(name: str, by: Person | None = None, *, ends_in_days: int = 300) -> Person:
    """Somebody with a certificate, made out by an authority, or by themselves: then they may be one."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - dt.timedelta(days=400))
        .not_valid_after(NOW + dt.timedelta(days=ends_in_days))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, key_cert_sign=by is None, crl_sign=by is None, **usage
            ),
            critical=True,
        )
        .sign(by.key if by else key, hashes.SHA256())
    )
    return Person(certificate, key)


def signed(pdf: bytes, by: Person, field: str = "ลายมือชื่อ") -> bytes:
    private = by.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(by.der),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    meta = signers.PdfSignatureMetadata(field_name=field)
    return bytes(signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer).getvalue())


class Authority(HTTPServer):
    """An authority of time stamps (RFC 3161) on this machine."""

    def __init__(self, usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING) -> None:
        super().__init__(("127.0.0.1", 0), _Stamping)
        key = rsa.generate_private_key(65537, 2048)  # the library's own authority knows no other
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ผู้ประทับเวลา")])
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - dt.timedelta(days=1))
            .not_valid_after(NOW + dt.timedelta(days=30))
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
        )
        made = builder.sign(key, hashes.SHA256())
        private = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.certificate = made.public_bytes(serialization.Encoding.DER)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.stamper = DummyTimeStamper(
            asn1.Certificate.load(self.certificate),
            keys.PrivateKeyInfo.load(private),
            SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Let go of the port."""
        self.shutdown()
        self.server_close()


class _Stamping(BaseHTTPRequestHandler):
    server: Authority

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.stamper.request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        return
