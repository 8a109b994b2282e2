"""A letter is signed by a key that lies in a token (SoftHSM, where it is installed): the same proofs as by a file."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from dispatch_cases import blank_pdf
from pkcs11 import Attribute
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.x509 import decode_x509_certificate
from signing_cases import person

from circulars.dispatch.keeping.signed import _opened
from circulars.dispatch.switch import Seal
from circulars.documents.pages.finish import finish_pdf
from circulars.documents.signing.making import sign_pdf
from circulars.documents.signing.record import Integrity
from circulars.documents.signing.signatures import only_signatures_added, signatures_of
from circulars.documents.signing.token.key import TokenKey
from circulars.errors import Refused, SettingsWrong
from circulars.thai.clock import now
from flows.settings.toml.leaving import SigningTable

LIBRARY = Path(os.environ.get("SOFTHSM2_MODULE", "/usr/lib/softhsm/libsofthsm2.so"))
PIN = "1234"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TokenKey:
    """A token of SoftHSM with a key, its certificate and that of the authority."""
    tool = shutil.which("softhsm2-util")
    if tool is None or not LIBRARY.exists():
        pytest.skip("softhsm2 is not installed here")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(
        f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n"
    )
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    subprocess.run(
        [
            tool,
            "--module",
            str(LIBRARY),
            "--init-token",
            "--free",
            "--label",
            "office-token",
            "--pin",
            PIN,
            "--so-pin",
            "5678",
        ],
        check=True,
        capture_output=True,
    )
    authority = person("ผู้ออกใบรับรอง")
    chief = person("จังหวัดสกลนคร", authority)
    key = chief.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    library = pkcs11.lib(str(LIBRARY))
    library.reinitialize()
    with library.get_token(token_label="office-token").open(user_pin=PIN, rw=True) as session:
        lasting = {Attribute.TOKEN: True}
        own = {**lasting, Attribute.LABEL: "office", Attribute.ID: b"1"}
        session.create_object({**decode_ec_private_key(key), **own, Attribute.SIGN: True})
        session.create_object({**decode_x509_certificate(chief.der), **own})
        session.create_object(
            {**decode_x509_certificate(authority.der), **lasting, Attribute.LABEL: "ca", Attribute.ID: b"2"}
        )
    return TokenKey(LIBRARY, "office-token", "office", PIN)


def test_a_token_signs_the_bytes_that_were_issued(token: TokenKey) -> None:
    pdf = finish_pdf(blank_pdf(), title="หนังสือ", when=now(), attachments=[])
    signed = sign_pdf(pdf, token, reason="ลงนามหนังสือ")
    (proof,) = signatures_of(signed)
    assert proof.integrity is Integrity.WHOLE and signed.startswith(pdf) and only_signatures_added(signed, len(pdf))
    assert "จังหวัดสกลนคร" in str(proof)
    for wrong in (
        replace(token, pin="9999"),
        replace(token, token="อื่น"),
        replace(token, key="อื่น"),
        replace(token, library=Path("/none.so")),
    ):
        with pytest.raises(Refused, match="โทเคน"):
            sign_pdf(pdf, wrong, reason="ลงนามหนังสือ")


def test_a_token_is_named_whole_and_off_unless_it_is_named(tmp_path: Path) -> None:
    assert SigningTable().seal(tmp_path) is None
    seal = SigningTable(certificate="/usr/lib/x.so", token="ก", key="ข").seal(tmp_path)
    assert seal == Seal(Path("/usr/lib/x.so"), tmp_path / "secrets" / "signing", token="ก", key="ข")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "signing").write_text("1234\n")
    assert _opened(seal)[0] == TokenKey(Path("/usr/lib/x.so"), "ก", "ข", "1234")
    for half in ({"token": "ก"}, {"token": "ก", "key": "ข"}, {"certificate": "x.so", "key": "ข"}):
        with pytest.raises((SettingsWrong, ValueError)):
            SigningTable(**half)  # type: ignore[arg-type]
