"""Every template filled with its kind's sample, printed and measured against the typing guideline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from circulars.documents.measure.layout import check_layout
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.shipped.samples import SAMPLES
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.template_check import TemplateFault
from circulars.errors import BrokenTemplate


def check_specimens(folder: Path) -> list[TemplateFault]:
    """What a sample of each template shows on paper otherwise than the guideline asks, and values it does not print.

    All samples are printed in one LibreOffice run. Raises EngineMissing, EngineFailed; a template that cannot be filled
    is a fault, not an error.
    """
    faults: list[TemplateFault] = []
    printed: dict[tuple[Path, str], bytes] = {}
    rows = {(row.file, str(row.kind)): row for row in load_catalog(folder).rows}
    catalog = load_catalog(folder)
    for key, row in rows.items():
        sample = SAMPLES.get(row.kind)
        if sample is None:
            continue
        try:
            compiled = catalog.compiled(row.level, row.kind)
            printed[key] = compiled.render(sample)
            for name in compiled.unprinted(sample):
                faults.append(TemplateFault(_name(row.file), "word/document.xml", f"ไม่พิมพ์ค่า {name} ของหนังสือ", False))
        except BrokenTemplate as broken:
            faults.append(TemplateFault(_name(row.file), "", broken.message, True))
    pdfs = to_pdf(list(printed.values()))
    for key, pdf in zip(printed, pdfs, strict=True):
        faults += _layout(rows[key].file, pdf, key[1])
    return faults


def _layout(file: Path, pdf: bytes, kind: str) -> Iterator[TemplateFault]:
    sample = next(one for one in SAMPLES.values() if str(one.kind) == kind)
    for fault in check_layout(pdf, sample):
        message = f"เมื่อพิมพ์ตัวอย่าง {fault.what} วัดได้ {fault.got} ควรเป็น {fault.want}"
        yield TemplateFault(_name(file), "PDF", message, False)


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
