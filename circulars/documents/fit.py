"""One page or two: chosen once per circular from a specimen, in one LibreOffice run, never letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from circulars.documents.content import LetterContent
from circulars.documents.pdf import page_count, to_pdf
from circulars.documents.profile import LADDER, LayoutProfile
from circulars.documents.word import CompiledTemplate


@dataclass(frozen=True, slots=True)
class Fit:
    """The chosen profile, the specimen's pages with it, and its PDF."""

    profile: LayoutProfile
    pages: int
    specimen: bytes


def fit_profile(template: Path, specimen: LetterContent, *, ladder: tuple[LayoutProfile, ...] = LADDER) -> Fit:
    """The loosest profile that gives one page; where none does, the loosest that gives the fewest.

    The specimen is the circular's letter with the longest addressee. Raises BrokenTemplate, EngineMissing, EngineFailed.
    """
    made = to_pdf([CompiledTemplate(template, profile=profile).render(specimen) for profile in ladder])
    pages = [page_count(pdf) for pdf in made]
    best = pages.index(min(pages))
    return Fit(ladder[best], pages[best], made[best])
