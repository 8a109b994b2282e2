"""Files in a PDF: the metadata.json that `finish_pdf` attached to an issued letter (PDF/A-3), the letters of a portfolio.

Also a PDF that is itself locked: written anew without its password.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pikepdf
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from circulars.errors import UnreadableFile

NAME = "metadata.json"
WRONG = "wrong-password"
MOST_BYTES = 1_000_000
"""More is no facts of ours."""
_MOST_FILES, _MOST_OF_ALL = 500, 400_000_000
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)


def attached_facts(pdf: bytes) -> dict[str, Any] | None:
    """The facts attached to a PDF, or None when it carries none of ours. Raises UnreadableFile for what is no PDF."""
    try:
        found = PdfReader(io.BytesIO(pdf)).attachments.get(NAME, [])
        content = found[0] if found else b""
    except _BROKEN as error:
        raise UnreadableFile("เปิดไฟล์ PDF นี้ไม่ได้ ไฟล์อาจเสียหาย กรุณาขอไฟล์ใหม่", cause=str(error)) from error
    if not content or len(content) > MOST_BYTES:
        return None
    try:
        facts = json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None
    return facts if isinstance(facts, dict) else None


def attached_files(pdf: bytes) -> bytes:
    """The files attached to a PDF (a portfolio's letters) as a zip, stored; empty where there are none. Raises UnreadableFile."""
    out = io.BytesIO()
    count = total = 0
    try:
        attachments = PdfReader(io.BytesIO(pdf)).attachments
        with zipfile.ZipFile(out, "w") as packed:
            for name, contents in attachments.items():
                for content in contents:
                    count, total = count + 1, total + len(content)
                    if count > _MOST_FILES or total > _MOST_OF_ALL:
                        raise UnreadableFile("ไฟล์ใน PDF นี้มากหรือใหญ่เกินกำหนด กรุณาบันทึกออกมาทีละไฟล์", code="too-large")
                    packed.writestr(zipfile.ZipInfo(f"{count:03d}/{name}"), content)
    except _BROKEN as error:
        raise UnreadableFile("เปิดไฟล์ PDF นี้ไม่ได้ ไฟล์อาจเสียหาย กรุณาขอไฟล์ใหม่", cause=str(error)) from error
    return out.getvalue() if count else b""


def named_letter(facts: dict[str, Any] | None) -> tuple[str, str]:
    """Number and date (ISO, Common Era) that attached facts name, or empty texts."""
    letter = (facts or {}).get("letter")
    if not isinstance(letter, dict):
        return "", ""
    return str(letter.get("reference_number") or ""), str(letter.get("date_ce") or "")


def without_password(content: bytes, password: str) -> bytes:
    """The same PDF without its password. Raises UnreadableFile (wrong-password, unreadable)."""
    try:
        with pikepdf.open(io.BytesIO(content), password=password) as document:
            out = io.BytesIO()
            document.save(out, encryption=False)
    except pikepdf.PasswordError as error:
        raise UnreadableFile("รหัสผ่านไม่ถูกต้อง กรุณาตรวจรหัสกับผู้ส่งแล้วพิมพ์ใหม่", code=WRONG) from error
    except pikepdf.PdfError as error:
        raise UnreadableFile("ไฟล์นี้ไม่ใช่ PDF ที่เปิดด้วยรหัสผ่านได้ กรุณาขอไฟล์ใหม่จากผู้ส่ง", cause=str(error)) from error
    return out.getvalue()
