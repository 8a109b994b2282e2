"""A PDF that is complete by its own account, and that nobody holds, is taken after a moment; nothing else is."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from circulars.intake.kinds import is_whole_pdf
from circulars.intake.taking import take_whole_files
from circulars.thai.clock import now

SETTLE = 0.4


def drawn(pages: int = 2) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(pages):
        canvas.drawString(72, 700, f"page {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_streams() -> bytes:
    """The same with its objects in streams: what the end points to is no table."""
    document, out = pdfium.PdfDocument(drawn()), io.BytesIO()
    document.save(out, version=17)
    return out.getvalue()


def added_to() -> bytes:
    """A file that grew by a revision: the earlier one has an end of its own within it."""
    out = io.BytesIO(drawn())
    writer = PdfWriter(PdfReader(io.BytesIO(drawn())), incremental=True)
    writer.add_metadata({"/Title": "revision"})
    writer.write(out)
    return out.getvalue()


WHOLE = {"drawn": drawn(), "saved by pdfium": with_streams(), "with a revision": added_to()}


def whole(content: bytes) -> bool:
    return is_whole_pdf(io.BytesIO(content), len(content))


@pytest.mark.parametrize("name", WHOLE)
def test_files_of_several_programs_are_complete(name: str) -> None:
    assert whole(WHOLE[name])
    assert whole(WHOLE[name].rstrip() + b"\r\n")


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_what_is_cut_off_anywhere_is_not(name: str, data: st.DataObject) -> None:
    content = WHOLE[name].rstrip()
    cut = content[: data.draw(st.integers(0, len(content) - 1))]
    # the first revision of a file that grew is a whole file, cut just there
    assert not whole(cut) or cut.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj\n<</Linearized 1>>\nendobj\nstartxref\n0\n%%EOF\n",
        drawn() + b"more",
        b"junk before\n" + drawn(),
        b"%PDF-1.4\nstartxref\n999999\n%%EOF\n",
        b"%PDF-1.4\nstartxref\n9\n%%EOF\n",
        b"II*\0" + drawn(),
        b"",
    ],
    ids=["prepared for the web", "something behind", "something before", "beyond", "not a table", "a picture", "empty"],
)
def test_what_may_still_come_is_not_complete(content: bytes) -> None:
    assert not whole(content)


def taken(office: Path, *, only_complete: bool) -> list[str]:
    claims, refused = take_whole_files(
        office / "inbox", office / "work", SETTLE, moment=now, only_complete=only_complete
    )
    assert not (only_complete and refused)
    return sorted(claim.name for claim in claims)


def test_only_the_complete_ones_are_taken_before_the_others_stand_still(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "ฉบับเดียว").mkdir(parents=True)
    (inbox / "ครบ.pdf").write_bytes(drawn())
    (inbox / "ยังไม่จบ.pdf").write_bytes(drawn()[:-6])
    (inbox / "หนังสือ.txt").write_text("เรื่อง ทดสอบ", encoding="utf-8")
    (inbox / "ฉบับเดียว" / "๑.pdf").write_bytes(drawn())
    (inbox / "ทางลัด.pdf").symlink_to(inbox / "ครบ.pdf")
    with (inbox / "เปิดค้าง.pdf").open("wb") as scanner:
        scanner.write(drawn())
        scanner.flush()
        began = dt.datetime.now(dt.UTC)
        assert taken(tmp_path, only_complete=True) == ["ครบ.pdf"]
        assert dt.datetime.now(dt.UTC) - began < dt.timedelta(seconds=SETTLE * 0.75)
    assert taken(tmp_path, only_complete=True) == ["เปิดค้าง.pdf"]
    assert taken(tmp_path, only_complete=False) == ["หนังสือ.txt"]  # as ever; the rest keeps its reason
    assert sorted(one.name for one in inbox.iterdir()) == ["ฉบับเดียว", "ทางลัด.pdf", "ยังไม่จบ.pdf"]


def test_nothing_is_taken_early_where_the_office_waits_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "ครบ.pdf").write_bytes(drawn())
    claims, _ = take_whole_files(tmp_path / "inbox", tmp_path / "work", 0, moment=now, only_complete=True)
    assert claims == []
    claims, _ = take_whole_files(tmp_path / "inbox", tmp_path / "work", 0, moment=now)
    assert [claim.name for claim in claims] == ["ครบ.pdf"]
