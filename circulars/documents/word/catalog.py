"""Which template serves which level and kind: templates/catalog.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from circulars.documents.measure.profile import STRICT, LayoutProfile
from circulars.documents.word.compiled import CompiledTemplate, is_generated
from circulars.documents.word.package import package_faults
from circulars.errors import BrokenTemplate
from circulars.letter.letter import LetterKind

GENERATED = "ไฟล์นี้เป็นหนังสือที่โปรแกรมทำขึ้น ใช้เป็นแม่แบบไม่ได้ กรุณาเริ่มจากแม่แบบเดิม"
SHIPPED = Path(__file__).resolve().parents[3] / "templates"


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One row: level (department, province, district), kind, and the docx relative to the catalog."""

    level: str
    kind: LetterKind
    file: Path


@dataclass(frozen=True, slots=True)
class Catalog:
    """The templates of an installation."""

    rows: tuple[CatalogRow, ...]

    def find(self, level: str, kind: LetterKind) -> Path:
        """The docx for a level and kind. Raises BrokenTemplate when there is none."""
        for row in self.rows:
            if row.level == level and row.kind is kind:
                return row.file
        raise BrokenTemplate(
            f"ไม่มีแม่แบบ {kind} ของระดับ {level} กรุณาเพิ่มแถวใน templates/catalog.toml", cause=f"{level}/{kind}"
        )

    def compiled(
        self, level: str, kind: LetterKind, *, emblem: bytes | None = None, profile: LayoutProfile = STRICT
    ) -> CompiledTemplate:
        """The template ready to be filled, compiled once while its file stays as it is. Raises BrokenTemplate."""
        file = self.find(level, kind)
        try:
            changed = file.stat().st_mtime_ns
        except OSError as error:
            raise BrokenTemplate(f"เปิดแม่แบบ {file} ไม่ได้ กรุณานำไฟล์กลับมา", cause=str(error)) from error
        return _compiled(file, changed, emblem, profile)


@lru_cache(maxsize=32)
def _compiled(file: Path, _changed: int, emblem: bytes | None, profile: LayoutProfile) -> CompiledTemplate:
    raw = file.read_bytes()
    faults = package_faults(raw)
    if not faults and is_generated(raw):
        faults = (GENERATED,)
    if faults:  # checked at use too: the file may have been put there by hand
        raise BrokenTemplate(f"แม่แบบ {file.name} ใช้ไม่ได้: {faults[0]}", cause="; ".join(faults))
    return CompiledTemplate(raw, emblem=emblem, profile=profile)


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read catalog.toml of a templates folder (the shipped one by default). Raises BrokenTemplate."""
    place = folder or SHIPPED
    try:
        table = tomllib.loads((place / "catalog.toml").read_text(encoding="utf-8"))
        rows = tuple(
            CatalogRow(row["level"], LetterKind(row["kind"]), place / row["file"]) for row in table["template"]
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise BrokenTemplate(
            f"อ่านรายการแม่แบบ {place / 'catalog.toml'} ไม่ได้ กรุณาแก้ให้ถูกรูปแบบ", cause=str(error)
        ) from error
    missing = [str(row.file) for row in rows if not row.file.is_file()]
    if missing:
        raise BrokenTemplate(f"ไม่พบแม่แบบ {', '.join(missing)} กรุณานำไฟล์กลับมาหรือแก้ catalog.toml", cause="missing file")
    return Catalog(rows)
