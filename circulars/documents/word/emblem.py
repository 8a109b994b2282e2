"""The office's emblem file as the templates' picture: trimmed, padded, never stretched.

No emblem is shipped: the Garuda belongs to the state and its use is restricted (พระราชบัญญัติเครื่องหมายครุฑพ่าห์ พ.ศ. ๒๕๓๔).
The office names its own file; without one the templates' drawn box stays, and `is_placeholder` says so before issue.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, UnidentifiedImageError

from circulars.documents.word.package import BROKEN_ZIP
from circulars.errors import BrokenTemplate, SettingsWrong

PLACEHOLDER_MARK = "circulars-emblem-placeholder"
"""Text chunk of the placeholder picture."""
SHAPE = 0.93
"""Width of the emblem's box over its height: 2.79 x 3.00 cm."""
_HEIGHT = 708  # 3 cm at 600 dpi
_LEAST_HEIGHT = 300  # 3 cm at 254 dpi
_PAPER = 24  # darker than this by gray level is ink
_KINDS = ("PNG", "TIFF", "JPEG")


def emblem_picture(file: Path) -> bytes:
    """The PNG for the templates from the office's emblem file. Raises SettingsWrong with what is wrong with it."""
    try:
        return _cached(str(file), file.stat().st_mtime_ns)
    except OSError as error:
        raise SettingsWrong(f"เปิดไฟล์ตราครุฑ {file} ไม่ได้ กรุณาตรวจ emblem ใน office.toml", cause=str(error)) from error


@lru_cache(maxsize=16)
def _cached(file: str, _changed: int) -> bytes:
    return fit_emblem(Path(file).read_bytes())


def fit_emblem(content: bytes) -> bytes:
    """A picture trimmed to its ink and padded to the templates' box. Raises SettingsWrong."""
    try:
        picture = Image.open(io.BytesIO(content))
        kind = picture.format
        picture.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise SettingsWrong("ไฟล์ตราครุฑไม่ใช่ไฟล์ภาพที่อ่านได้ กรุณาใช้ PNG, TIFF หรือ JPEG", cause=str(error)) from error
    if kind not in _KINDS:
        raise SettingsWrong(f"ไฟล์ตราครุฑเป็นชนิด {kind} กรุณาใช้ PNG, TIFF หรือ JPEG")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    gray = paper.convert("L")
    ink = ImageChops.invert(gray).point([255 if level > _PAPER else 0 for level in range(256)]).getbbox()
    if ink is None:
        raise SettingsWrong("ไฟล์ตราครุฑเป็นภาพเปล่า กรุณาใช้ภาพอื่น")
    gray = gray.crop(ink)
    if gray.height < _LEAST_HEIGHT:
        raise SettingsWrong(f"ภาพตราครุฑสูงเพียง {gray.height} จุด พิมพ์แล้วไม่คม กรุณาใช้ภาพสูงอย่างน้อย {_LEAST_HEIGHT} จุด")
    width = round(_HEIGHT * SHAPE)
    scale = min(width / gray.width, _HEIGHT / gray.height)
    gray = gray.resize((round(gray.width * scale), round(gray.height * scale)), Image.Resampling.LANCZOS)
    box = Image.new("L", (width, _HEIGHT), 255)
    box.paste(gray, ((width - gray.width) // 2, (_HEIGHT - gray.height) // 2))
    buffer = io.BytesIO()
    box.quantize(16).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def is_placeholder(docx: bytes) -> bool:
    """The letter still carries the drawn box instead of an emblem. Raises BrokenTemplate when it is no docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            media = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    except BROKEN_ZIP as error:
        raise BrokenTemplate("ไฟล์นี้ไม่ใช่ docx กรุณาบันทึกจาก Word ใหม่", cause=str(error)) from error
    return any(PLACEHOLDER_MARK.encode() in picture for picture in media)
