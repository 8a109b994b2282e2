"""A PDF that asks for a password, opened with the one that a clerk typed, and written anew without it."""

from __future__ import annotations

import io

import pikepdf

from circulars.errors import UnreadableFile

WRONG = "wrong-password"


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
