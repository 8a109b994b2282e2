"""A draft on its page: the office's template, and what the page shows otherwise than the letter has it."""

from __future__ import annotations

from dataclasses import replace

from circulars.cascade.plan.steps import CascadeStep
from circulars.documents.measure.continued import continued
from circulars.documents.measure.fit import circular_profile
from circulars.documents.measure.layout import layout_findings
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import PLACEHOLDERS, LetterContent
from circulars.documents.word.emblem import emblem_picture
from circulars.letter.finding import Finding, Severity
from flows.reviewing.outcome.becoming import profile_of
from flows.settings import Settings


def render(settings: Settings, step: CascadeStep, content: LetterContent) -> bytes:
    """The docx of a content from the office's template for its level and kind. Raises BrokenTemplate.

    The emblem is the very file that the draft was made with; on another machine, where the office was restored and that
    path leads nowhere, the office's own.
    """
    if content.emblem is not None and not content.emblem.is_file():
        content = replace(content, emblem=profile_of(settings, step.office).emblem_file)
    return _template(settings, step, content).render(content)


def _template(settings: Settings, step: CascadeStep, content: LetterContent) -> CompiledTemplate:
    profile = profile_of(settings, step.office)
    emblem = emblem_picture(profile.emblem_file) if profile.emblem_file else None
    catalog = load_catalog(settings.templates)
    level = str(step.office.level)
    profile_of_layout = circular_profile(
        catalog.find(level, content.kind), replace(content, number="", date="", watermark="")
    )
    return catalog.compiled(level, content.kind, emblem=emblem, profile=profile_of_layout)


def drawn(settings: Settings, step: CascadeStep, docx: bytes) -> tuple[bytes, bytes]:
    """A letter's docx with the words at the feet of its pages, where its office prints them, and its PDF.

    Raises EngineMissing, EngineFailed.
    """
    if profile_of(settings, step.office).continued:
        return continued([docx])[0]
    return docx, to_pdf([docx])[0]


def printed_otherwise(settings: Settings, step: CascadeStep, content: LetterContent, pdf: bytes) -> tuple[Finding, ...]:
    """What the page shows otherwise than the letter has it: values that the template leaves out, faults of layout."""
    hidden = [PLACEHOLDERS[name] for name in _template(settings, step, content).unprinted(content)]
    told = "แม่แบบไม่พิมพ์ค่านี้ที่ร่างมีอยู่ กรุณาตรวจแม่แบบหรือชนิดหนังสือ"
    left_out = (Finding("unprinted", Severity.WARNS, "", told, seen=name) for name in hidden)
    return (*left_out, *layout_findings(pdf, content))
