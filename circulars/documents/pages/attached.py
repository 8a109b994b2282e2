"""The facts that an issued PDF carries with it: the metadata.json that `finish_pdf` attached (PDF/A-3)."""

from __future__ import annotations

import io
import json
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from circulars.errors import UnreadableFile

NAME = "metadata.json"
_MOST_BYTES = 1_000_000


def attached_facts(pdf: bytes) -> dict[str, Any] | None:
    """The facts attached to a PDF, or None when it carries none of ours. Raises UnreadableFile for what is no PDF."""
    try:
        found = PdfReader(io.BytesIO(pdf)).attachments.get(NAME, [])
        content = found[0] if found else b""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableFile("เปิดไฟล์ PDF นี้ไม่ได้ ไฟล์อาจเสียหาย กรุณาขอไฟล์ใหม่", cause=str(error)) from error
    if not content or len(content) > _MOST_BYTES:
        return None
    try:
        facts = json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None
    return facts if isinstance(facts, dict) else None


def named_letter(facts: dict[str, Any] | None) -> tuple[str, str]:
    """Number and date (ISO, Common Era) that attached facts name, or empty texts."""
    letter = (facts or {}).get("letter")
    if not isinstance(letter, dict):
        return "", ""
    return str(letter.get("reference_number") or ""), str(letter.get("date_ce") or "")
