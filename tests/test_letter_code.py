"""The signed QR code of a letter: what it says comes back; changed, by a stranger or on another letter it proves nothing."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from circulars.documents.pages.finish import finish_pdf
from circulars.documents.signing.qr.code import PREFIX, ReadCode, Standing, code_of, read_code, write_code
from circulars.documents.signing.qr.judged import judged
from circulars.documents.signing.qr.keys import checking_page, known_keys, make_key, own_key, public_pem
from circulars.documents.signing.qr.laid import letter_mark
from circulars.errors import SettingsWrong
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate

KEY, OTHER = Ed25519PrivateKey.from_private_bytes(b"k" * 32), Ed25519PrivateKey.from_private_bytes(b"o" * 32)
OFFICE = "จังหวัดตัวอย่าง"
KEYS = {OFFICE: KEY.public_key()}
LETTER = Letter(
    (1,),
    reference=Field(ReferenceNumber("สน", "๐๐๑๘.๑", "๑๒๗", circular=True)),
    dated=Field(ThaiDate(2569, 11, 23)),
    subject=Field("การสำรวจแหล่งน้ำสาธารณะเพื่อการเกษตรและการอุปโภคบริโภคของประชาชนในพื้นที่"),
    addressees=(Field("นายอำเภอ ทุกอำเภอ"),),
    body=(Field("ให้อำเภอสำรวจแหล่งน้ำ ๑๒ แห่ง วงเงิน ๑,๕๐๐ บาท"), Field("จึงเรียนมาเพื่อพิจารณา")),
)
TEXT = write_code(code_of(LETTER), KEY)


def told(text: str, page: Letter, issued: Letter | None = None) -> tuple[str, bool]:
    return judged(read_code(text, KEYS), page, issued)


def test_a_code_says_what_was_issued_and_fits_the_page() -> None:
    read = read_code(TEXT, KEYS)
    assert read == ReadCode(Standing.GOOD, code_of(LETTER), OFFICE)
    assert (
        read.code is not None and read.code.reference == "สน ๐๐๑๘.๑/ว ๑๒๗" and read.code.subject.startswith("การสำรวจ")
    )
    assert len(TEXT) < 330  # version 11 with the margin for damage M: 61 modules
    sentence, good = told(TEXT, LETTER)
    assert good and "ทุกตัวอักษร" in sentence and OFFICE in sentence
    wrapped = replace(LETTER, body=(Field("ให้อำเภอสำรวจแหล่งน้ำ 12 แห่ง"), Field("วงเงิน ๑,๕๐๐ บาทจึงเรียนมาเพื่อพิจารณา")))
    assert told(TEXT, wrapped)[1]  # where lines and paragraphs break, and which digits are used, changes nothing


WHEN = dt.datetime(2026, 11, 23, 12)
PAGES = {
    "another number": (replace(LETTER, reference=Field(ReferenceNumber("สน", "๐๐๑๘.๑", "๑๒๘", circular=True))), "มาจากหนังสืออื่น"),
    "another office": (replace(LETTER, reference=Field(ReferenceNumber("นพ", "๐๐๑๘.๑", "๑๒๗", circular=True))), "มาจากหนังสืออื่น"),
    "another day": (replace(LETTER, dated=Field(ThaiDate(2569, 11, 24))), "มาจากหนังสืออื่น"),
    "no number read": (replace(LETTER, reference=Field()), "อ่านเลขที่หรือวันที่ไม่ได้"),
    "another figure": (replace(LETTER, body=(Field("ให้อำเภอสำรวจแหล่งน้ำ ๒๑ แห่ง วงเงิน ๑,๕๐๐ บาท"), LETTER.body[1])), "ตัวเลขในหน้าไม่ตรง"),
    "a figure more": (replace(LETTER, body=(*LETTER.body, Field("๕"))), "ตัวเลขในหน้าไม่ตรง"),
    "another word": (replace(LETTER, body=(Field(f"ไม่{LETTER.body[0].value}"), LETTER.body[1])), "ไม่ตรงกับที่ออกทุกตัวอักษร"),
    "another addressee": (replace(LETTER, addressees=(Field("นายอำเภอตัวอย่าง"),)), "ไม่ตรงกับที่ออกทุกตัวอักษร"),
    "a line less": (replace(LETTER, body=LETTER.body[:1]), "ไม่ตรงกับที่ออกทุกตัวอักษร"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_code_on_a_page_that_says_something_else_proves_nothing(name: str) -> None:
    page, wanted = PAGES[name]
    sentence, good = told(TEXT, page)
    assert not good and wanted in sentence


def test_our_archive_tells_where_the_page_differs() -> None:
    sentence, _ = told(TEXT, PAGES["another figure"][0], LETTER)
    assert "๒๑ แห่ง" in sentence and "ที่ออกคือ" in sentence and "๑๒ แห่ง" in sentence
    assert "ที่ออกคือ" not in told(TEXT, PAGES["another figure"][0], PAGES["a line less"][0])[0]  # not what the code is of


def test_a_strangers_key_and_a_forged_code_are_told() -> None:
    theirs = write_code(code_of(LETTER), OTHER)
    sentence, good = told(theirs, LETTER)
    assert not good and "ไม่รู้จัก" in sentence
    assert read_code(theirs, {**KEYS, "ข": OTHER.public_key()}).signer == "ข"
    assert "ถูกแก้ไข" in told(PREFIX + "0", LETTER)[0]
    assert read_code("https://example.go.th/", KEYS).standing is Standing.BROKEN


@given(st.integers(0, len(TEXT) - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:ก"))
def test_a_code_with_one_letter_changed_is_never_good(place: int, letter: str) -> None:
    changed = TEXT[:place] + letter + TEXT[place + 1 :]
    assert (read_code(changed, KEYS).standing is Standing.GOOD) == (changed == TEXT)


@given(st.text(max_size=60))
def test_any_text_is_judged(text: str) -> None:
    assert read_code(PREFIX + text, KEYS).standing is not Standing.GOOD
    assert read_code(text, KEYS).standing is Standing.BROKEN


@given(st.binary(min_size=0, max_size=40), st.text("กขค๑๒ /.", max_size=80))
def test_what_is_written_is_read(seed: bytes, subject: str) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed.ljust(32, b"x"))
    code = code_of(replace(LETTER, subject=Field(subject)))
    assert read_code(write_code(code, key), {"ก": key.public_key()}) == ReadCode(Standing.GOOD, code, "ก")


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_the_code_on_the_page_is_read_from_its_picture(dpi: int) -> None:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595.276, 841.89))
        document.save(out)
    mark = letter_mark(out.getvalue(), LETTER, KEY)
    made = finish_pdf(out.getvalue(), title="ก", when=WHEN, codes=[mark])
    picture = pdfium.PdfDocument(made)[0].render(scale=dpi / 72).to_pil().convert("L")
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == TEXT


def test_the_key_is_made_once_and_never_replaced(tmp_path: Path) -> None:
    for name in ("secrets", "trust"):
        (tmp_path / name).mkdir()
    with pytest.raises(SettingsWrong, match="circulars qr"):
        own_key(tmp_path / "secrets")
    assert known_keys(tmp_path, OFFICE) == {}
    assert make_key(tmp_path / "secrets") and not make_key(tmp_path / "secrets")
    assert (tmp_path / "secrets" / "qr.pem").stat().st_mode & 0o077 == 0
    (tmp_path / "trust" / "อำเภอพังโคน.qr.pem").write_bytes(public_pem(OTHER.public_key()))
    keys = known_keys(tmp_path, OFFICE)
    assert list(keys) == [OFFICE, "อำเภอพังโคน"]
    assert keys[OFFICE] == own_key(tmp_path / "secrets").public_key()
    page = checking_page(keys).decode()
    assert "default-src 'none'" in page and "{{" not in page and "http://" not in page and "https://" not in page
    (tmp_path / "trust" / "ก.qr.pem").write_text("ไม่ใช่กุญแจ")
    with pytest.raises(SettingsWrong, match="ขอไฟล์ใหม่"):
        known_keys(tmp_path, OFFICE)
    (tmp_path / "secrets" / "qr.pem").write_text("")
    with pytest.raises(SettingsWrong, match="สำรอง"):
        make_key(tmp_path / "secrets")
