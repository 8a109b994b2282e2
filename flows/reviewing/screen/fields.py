"""What was read of a letter, beside the run that read it in the UI."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run

from circulars.desk.review.sheet import doubts_of
from circulars.letter.letter import Letter
from circulars.letter.page import Page
from circulars.review import FORMS, write_field
from flows.reviewing.screen.page import quote


def show_fields(letter_id: str, letter: Letter, pages: Sequence[Page]) -> None:
    """Fields with the text as seen; nothing outside a run."""
    if not flow_run.id:
        return
    rows = []
    for name, form in FORMS.items():
        if name != "body":
            value = getattr(letter, form.part)
            first = (value[0] if value else None) if form.many else value
            seen = first.evidence if first is not None else None
            raw = f"หน้า {seen.page}: {seen.raw} ({seen.confidence:.2f} {seen.rule})" if seen else "-"
            doubt = " · ".join(doubts_of(letter, name))
            rows.append(f"| {quote(form.label)} | {quote(write_field(letter, name))} | {quote(raw)} | {quote(doubt)} |")
    head = "| ช่อง | ค่าที่อ่านได้ | ที่เห็นในหน้า | ต้องดูเพราะ |\n|:--|:--|:--|:--|\n"
    create_markdown_artifact(
        head + "\n".join(rows), key=f"fields-{letter_id}", description=f"หนังสือที่อ่านได้ จาก {len(pages)} หน้า"
    )
