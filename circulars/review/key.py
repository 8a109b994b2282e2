"""Which review of a letter: the office that decides, and the step of the cascade that it decides on.

The archive keeps it in one column as ``office|step``, and the names of files in `drafts/` are told apart by it. Here it is
written and read, and nowhere else. No office's code has a ``|``.
"""

from __future__ import annotations

from dataclasses import dataclass

_BETWEEN = "|"


@dataclass(frozen=True, slots=True, order=True)
class ReviewKey:
    """The code of the office, and the key of the step (``none`` where nothing is written on the letter)."""

    office: str
    step: str

    def __post_init__(self) -> None:
        """Raises ValueError for an office that could not be read back."""
        if _BETWEEN in self.office:
            raise ValueError(f"{self.office!r} is no office's code")


def format_review_key(key: ReviewKey) -> str:
    """As the archive keeps it.

    >>> format_review_key(ReviewKey("สน ๐๐๑๘.๑", "none"))
    'สน ๐๐๑๘.๑|none'
    """
    return f"{key.office}{_BETWEEN}{key.step}"


def parse_review_key(text: str) -> ReviewKey:
    """Read back what `format_review_key` wrote. Raises ValueError for anything else.

    >>> parse_review_key("สน ๐๐๑๘.๑|none").step
    'none'
    """
    office, between, step = text.partition(_BETWEEN)
    if not between:
        raise ValueError(f"{text!r} names no review")
    return ReviewKey(office, step)


def of_office(office: str) -> str:
    """The beginning of every key of an office, to be searched by.

    >>> format_review_key(ReviewKey("สน ๐๐๑๘", "none")).startswith(of_office("สน ๐๐๑๘.๑"))
    False
    """
    return f"{office}{_BETWEEN}"
