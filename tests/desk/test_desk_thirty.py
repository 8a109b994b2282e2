"""The thirty needs of a clerk's day: each has an address that the desk answers, and a test that asks it."""

from __future__ import annotations

import ast
import io
import tomllib
from pathlib import Path

import pypdfium2
import pytest
from clerk_desk import Desk, addresses_answered, letter, plain

HERE = Path(__file__).parent
ROWS = tomllib.loads((HERE / "needs.toml").read_text(encoding="utf-8"))["need"]


def test_the_needs_are_thirty() -> None:
    assert [one["n"] for one in ROWS] == list(range(1, 31))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["n"]))
def test_each_need_has_its_address_and_a_test_that_asks_it(row: dict[str, str]) -> None:
    assert row["at"] in addresses_answered("GET") | addresses_answered("POST")
    module, _, name = row["test"].partition("::")
    source = (HERE / f"{module}.py").read_text(encoding="utf-8")
    found = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef) and one.name == name]
    assert found, name
    text = ast.get_source_segment(source, found[0]) or ""
    last = row["at"].rpartition("/")[2] if "{" in row["at"] else row["at"]
    assert last in text, f"{name} does not ask {row['at']}"


def test_the_receipt_stamp_comes_as_an_overprint_and_on_the_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    page, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    page.new_page(595, 842)
    page.save(out)
    (taken,) = desk.take(letter(), content=out.getvalue())
    clerk = desk.client("clerk")
    asked = {"year": "๒๕๖๙", "number": "๑"}
    for how in ({"sheet": "1"}, {}):
        made = clerk.get("/registers/stamp", params={**asked, **how})
        assert made.headers["content-type"] == "application/pdf"
        read = pypdfium2.PdfDocument(made.content)
        assert len(read) == 1
    scan = desk.archive.load_letter(taken).scan_id
    assert scan is not None and desk.archive.load_original(scan) == out.getvalue()
    desk.take(letter(number="มท ๐๓๐๙.๒/ว ๑๒", subject="อีกเรื่อง"), name="text.txt", content=b"no page")
    assert "ไม่" in plain(clerk.get("/registers/stamp", params={"year": "2569", "number": "2"}).text)
    assert desk.client("district").get("/registers/stamp", params={**asked, "of": "สน ๐๐๑๘.๑"}).status_code == 403
    desk.close()
