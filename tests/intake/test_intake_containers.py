"""Zips by content, each file of one by itself, within bounds on the whole drop."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.errors import UnreadableFile
from circulars.intake.claims import Claim, close_claim, new_claim, open_claims, write_claim
from circulars.intake.containers import Container, Lost, Member, claim_members, container_of_file, told_lost, unpack
from circulars.intake.kinds import has_its_end
from circulars.thai.dates import BANGKOK


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def damaged(files: dict[str, bytes], at: bytes) -> bytes:
    """A zip with one byte of one member changed."""
    raw = bytearray(zipped(files, zipfile.ZIP_STORED))
    raw[raw.find(at)] ^= 1
    return bytes(raw)


def claimed(work: Path, content: bytes) -> Claim:
    claim = new_claim("รวมสแกน.zip", dt.datetime.now(BANGKOK))
    (work / claim.key).mkdir(parents=True)
    write_claim(work, claim)
    (work / claim.key / claim.file).write_bytes(content)
    return claim


def found(tmp_path: Path, content: bytes) -> list[Member | Lost]:
    (tmp_path / "drop").write_bytes(content)
    return list(unpack(tmp_path / "drop"))


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_sound_members_are_taken_once_and_the_damaged_one_is_named_once(tmp_path: Path, bad: int) -> None:
    content = damaged({f"หน้า {n}.txt": b"letter %d " % n * 10 for n in range(3)}, b"letter %d" % bad)
    parent = claimed(tmp_path, content)
    unpacked = claim_members(tmp_path, parent)
    assert [claim.name for claim in unpacked.claims] == [f"หน้า {n}.txt" for n in range(3) if n != bad]
    assert [one.name for one in unpacked.lost] == [f"หน้า {bad}.txt"]
    assert f"หน้า {bad}.txt" in told_lost(unpacked.lost)
    done, other = unpacked.claims
    close_claim(tmp_path, done)  # a crash here: the zip is begun again
    assert claim_members(tmp_path, parent) == unpacked
    assert [claim.key for claim in open_claims(tmp_path)] == sorted([parent.key, other.key])


def test_a_zip_of_which_nothing_can_be_taken_makes_no_claim(tmp_path: Path) -> None:
    parent = claimed(tmp_path, damaged({"a.txt": b"letter" * 9}, b"letter"))
    with pytest.raises(UnreadableFile, match=r"a\.txt"):
        claim_members(tmp_path, parent)
    assert open_claims(tmp_path) == [parent]


def test_zips_in_zips_are_opened_by_content_within_one_budget(tmp_path: Path) -> None:
    inner = zipped({"ใน.txt": b"1", "อีก.txt": b"2"})
    names = [
        one.name.decode()
        for one in found(tmp_path, zipped({"scan.pdf": inner, "นอก.txt": b"3"}))
        if isinstance(one, Member)
    ]
    assert names == ["ใน.txt", "อีก.txt", "นอก.txt"]
    many = zipped({f"{n}.pdf": zipped({f"{m}.txt": b"x" for m in range(50)}) for n in range(50)})
    assert len(many) < 400_000
    with pytest.raises(UnreadableFile) as refused:
        found(tmp_path, many)
    assert refused.value.code == "too-large"


def test_depth_is_bounded_and_told_by_name(tmp_path: Path) -> None:
    drop = b"letter"
    for level in range(5):
        drop = zipped({f"ชั้น{level}.pdf": drop, f"เอกสาร{level}.txt": b"x"})
    results = found(tmp_path, drop)
    assert [one.name.decode() for one in results if isinstance(one, Member)] == [
        "เอกสาร2.txt",
        "เอกสาร3.txt",
        "เอกสาร4.txt",
    ]
    (lost,) = [one for one in results if isinstance(one, Lost)]
    assert lost.name == "ชั้น4.pdf › ชั้น3.pdf › ชั้น2.pdf"
    assert "ซ้อนกัน" in lost.reason


def test_a_bomb_is_stopped_by_what_comes_out_of_it(tmp_path: Path) -> None:
    bomb = zipped({f"{n}.txt": bytes(20_000_000) for n in range(4)})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableFile) as refused:
        found(tmp_path, bomb)
    assert refused.value.code == "too-large"


@pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"])
def test_a_pdf_with_a_zip_attached_is_a_pdf(tmp_path: Path, lead: bytes) -> None:
    pdf = (
        lead
        + b"%PDF-1.7\n1 0 obj <<>> stream\n"
        + zipped({"ตอบรับ.txt": b"x" * 99}, zipfile.ZIP_STORED)
        + b"\nendstream\n%%EOF\n"
    )
    for content in (pdf, pdf + zipped({"ตอบรับ.txt": b"x"})):
        (tmp_path / "letter.pdf").write_bytes(content)
        assert zipfile.is_zipfile(tmp_path / "letter.pdf")
        assert container_of_file(tmp_path / "letter.pdf") is None
    stored = zipped({"หนังสือ.pdf": b"%PDF-1.7\n%%EOF\n"}, zipfile.ZIP_STORED)
    (tmp_path / "scans.zip").write_bytes(stored)
    assert container_of_file(tmp_path / "scans.zip") is Container.ZIP


def test_names_of_thai_windows_are_read_as_thai(tmp_path: Path) -> None:
    raw = bytearray(zipped({"A" * len("หนังสือก-1.jpg".encode("cp874")): b"x"}))
    name = "หนังสือก-1.jpg".encode("cp874")
    content = bytes(raw).replace(b"A" * len(name), name)
    parent = claimed(tmp_path / "work", content)
    (claim,) = claim_members(tmp_path / "work", parent).claims
    assert claim.name == "หนังสือก-1.jpg"
    assert claim.file == "original.jpg"


def test_members_with_a_password_are_named_and_others_taken(tmp_path: Path) -> None:
    raw = bytearray(zipped({"ลับ.txt": b"x", "เปิด.txt": b"y"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(signature) + place] |= 1
    kinds = {type(one).__name__: one.name for one in found(tmp_path, bytes(raw))}
    assert kinds == {"Lost": "ลับ.txt", "Member": "เปิด.txt".encode()}


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"%PDF-",
            b"PK\x03\x04",
            b"II*\0",
            b"MM\0*",
            b"II+\0\x08\0\0\0",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"\0\0\0\x18ftyp",
        ]
    ),
)
def test_whether_an_end_is_there_is_answered_for_any_bytes(content: bytes, start: bytes) -> None:
    whole = start + content
    assert has_its_end(io.BytesIO(whole), len(whole)) in (True, False)
