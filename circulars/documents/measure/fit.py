"""One page or two: chosen once per circular from a specimen, in one LibreOffice run, never letter by letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from circulars.documents.measure.continued import LEAST_BOTTOM
from circulars.documents.measure.layout import check_layout
from circulars.documents.measure.profile import LADDER, LayoutProfile
from circulars.documents.pages.pdf import page_count, to_pdf
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import LetterContent


@dataclass(frozen=True, slots=True)
class Fit:
    """The chosen profile, the specimen's pages with it, and its PDF."""

    profile: LayoutProfile
    pages: int
    specimen: bytes


def fit_profile(template: Path, specimen: LetterContent, *, ladder: tuple[LayoutProfile, ...] = LADDER) -> Fit:
    """The loosest profile that gives one page; where none does, the loosest that gives the fewest.

    Among these, one whose page breaks keep the signature block whole goes first. The specimen is the circular's letter
    with the longest addressee. Raises BrokenTemplate, EngineMissing, EngineFailed.
    """
    (loose,) = _made(template, specimen, ladder[:1])
    sound = not check_layout(loose, specimen)
    if sound and page_count(loose) == 1:
        return Fit(ladder[0], 1, loose)
    ends = [loose, *_made(template, specimen, ladder[1:][-1:])]
    if sound and len({page_count(pdf) for pdf in ends}) == 1:  # the closest setting saves no page
        return Fit(ladder[0], page_count(loose), loose)
    made = [ends[0], *_made(template, specimen, ladder[1:-1]), *ends[1:]]
    pages = [page_count(pdf) for pdf in made]
    fewest = [index for index, count in enumerate(pages) if count == min(pages)]
    best = next((index for index in fewest if not check_layout(made[index], specimen)), fewest[0])
    return Fit(ladder[best], pages[best], made[best])


def _made(template: Path, specimen: LetterContent, profiles: tuple[LayoutProfile, ...]) -> list[bytes]:
    return to_pdf([CompiledTemplate(template, profile=one).render(specimen) for one in profiles])


def circular_profile(template: Path, content: LetterContent) -> LayoutProfile:
    """The profile of a whole circular, from any of its letters: equal for every recipient, in drafts and at issue.

    What differs between the letters and does not change their length (recipient, number, date, draft mark, emblem) is
    left out, so that one choice serves all; it is remembered for this process and comes out the same in another one.
    Raises as `fit_profile`.
    """
    alike = replace(content, addressee=_ADDRESSEE, number=_NUMBER, date=_DATE, watermark="", emblem=None, metadata=())
    return _chosen(template, template.stat().st_mtime_ns, alike)


_ADDRESSEE, _NUMBER, _DATE = "นายอำเภอ ทุกอำเภอ", "สน ๐๐๐๐.๐/ว ๐๐๐๐", "๓๐ กันยายน ๒๕๖๗"


@lru_cache(maxsize=64)
def _chosen(template: Path, _changed: int, alike: LetterContent) -> LayoutProfile:
    fit = fit_profile(template, alike)
    if fit.pages > 1 and alike.motto and fit.profile.bottom < LEAST_BOTTOM:
        return replace(
            fit.profile, bottom=LEAST_BOTTOM
        )  # between the text and the motto stand the first words of page 2
    return fit.profile
