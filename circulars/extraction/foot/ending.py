"""Where a letter without a closing word ends: memos, stamped letters, orders, announcements, and letters that lost theirs.

The end is told by the page's own structure: who signed, the day that an order is given, the owner's telephone below a
seal; and on the next page by its title, its number, or the word that runs over. What none of them tells is not sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circulars.extraction.page.lines import Line
from circulars.lexicon.people import NAME, POST, POST_ALONE, TITLED
from circulars.lexicon.phrases import GIVEN, PURPOSE
from circulars.lexicon.reading.foot import ANNEX, CATCHWORD, NO_NAME, NOT_SIGNER, PAGE_NUMBER, SIGNED_BY, TWO_WORDS
from circulars.lexicon.reading.page import ADDRESSEES, PHONE
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import DateKind, find_dates

_TITLE_LENGTH = 80
_TITLE_LINES = 4  # lines from the top of a page among which its title stands, the page's number before it
_GIVEN_REACH = 10  # lines from the day of an order to who signed it
_BARE_REACH = 4  # lines from that day to a name without brackets
_NAME_LENGTH = 60
_RUNS_ON = 0.8  # of the page's width


@dataclass(frozen=True, slots=True)
class Ending:
    """How many of the lines are the letter's own, and whether the page says so itself."""

    end: int
    sure: bool


def opens_annex(text: str) -> bool:
    """A line that is the title of an enclosure.

    >>> opens_annex("แบบรายงานผลการดำเนินงาน"), opens_annex("ประกาศ ณ วันที่ ๑ มีนาคม ๒๕๖๘")
    (True, False)
    """
    return len(text) < _TITLE_LENGTH and ANNEX.match(text) is not None


def is_signature(lines: Sequence[Line], i: int) -> bool:
    """A printed name of who signed: in brackets with a title or rank or with a post below; not one who certifies a copy."""
    match = NAME.match(lines[i].text)
    if (
        match is None
        or NO_NAME.match(match["name"].strip())
        or any(NOT_SIGNER.search(line.text) for line in lines[max(0, i - 2) : i])
    ):
        return False
    below = lines[i + 1 : i + 3]
    posted = any(line.page == lines[i].page and POST.match(line.text) for line in below)
    return posted or TITLED.match(match["name"].strip()) is not None


def signatures(lines: Sequence[Line]) -> tuple[int, ...]:
    """Indices of the printed names of those who signed, in page order."""
    return tuple(i for i in range(len(lines)) if is_signature(lines, i))


def signed_below(lines: Sequence[Line], given: int) -> int | None:
    """Index of the name of who gave an order on the day of that line; the Gazette prints it without brackets, its post below."""
    bracketed = (i for i in signatures(lines[: given + 1 + _GIVEN_REACH]) if i > given)
    bare = (i for i in range(given + 1, min(given + _BARE_REACH, len(lines) - 1)) if _bare_name(lines, i, given))
    return next(bracketed, None) or next(bare, None)


def _bare_name(lines: Sequence[Line], i: int, given: int) -> bool:
    """A name alone on its line, with title or rank unless it stands right below the day, and a post on the line below."""
    text, below = SIGNED_BY.sub("", lines[i].text), lines[i + 1]
    named = TITLED.match(text) is not None or (i == given + 1 and TWO_WORDS.match(text) is not None)
    whole = named and len(text.split()) > 1 and len(text) < _NAME_LENGTH and not POST_ALONE.match(text)
    return whole and POST.match(below.text) is not None and lines[i].page == below.page


def find_end(lines: Sequence[Line]) -> Ending:
    """Where the letter that begins with the first line ends; its head, body and foot are before, enclosures behind."""
    done = _complete(lines)
    if lines[0].box is None:
        return _end_in_text(lines, done)
    pages = _page_starts(lines)
    sure = True
    for number, start in enumerate(pages[1:], 2):
        if done is not None and done < start:
            return Ending(start, sure)
        if _annex_page(lines, start, number):
            return Ending(start, sure)
        sure = sure and _goes_on(lines, start, number)
    return Ending(len(lines), sure)


def _complete(lines: Sequence[Line]) -> int | None:
    """Index of the line that shows the letter complete: who signed after its purpose or day, or the owner's telephone."""
    stamped = any((match := ADDRESSEES.match(line.text)) and match["word"] == "ถึง" for line in lines[:14])
    spoken = next((i for i, line in enumerate(lines) if PURPOSE.match(line.text) or GIVEN.match(line.text)), None)
    signed = next((i for i in signatures(lines) if spoken is None or i > spoken), None)
    if stamped:
        body = next((i for i, line in enumerate(lines) if PURPOSE.match(line.text) or _dated(line)), 0)
        phone = next((i for i, line in enumerate(lines) if i > body and PHONE.search(line.text)), None)
        seal = next((i for i, line in enumerate(lines) if i > 4 and _dated(line)), None)
        found = [i for i in (phone, seal) if i is not None]
        return max(i for i in found if lines[i].page == lines[min(found)].page) if found else signed
    given = next((i for i, line in enumerate(lines) if GIVEN.match(line.text)), None)
    if given is not None:
        named = next((i for i in signatures(lines) if given < i <= given + _GIVEN_REACH), None)
        return min(found) if (found := [i for i in (named or given, signed) if i is not None]) else None
    return signed


def _dated(line: Line) -> bool:
    hits = find_dates(line.text)
    return len(hits) == 1 and hits[0].kind is DateKind.DAY and len(line.text) <= len(hits[0].text) + 3


def _end_in_text(lines: Sequence[Line], done: int | None) -> Ending:
    """In a text without boxes the cut is made between lines: at a title behind what completes the letter, or at a new page."""
    if done is None:
        annex = next((i for i in _page_starts(lines)[1:] if _annex_page(lines, i, 0)), None)
        return Ending(len(lines) if annex is None else annex, annex is not None or lines[-1].page == lines[0].page)
    for i in range(done + 1, len(lines)):
        if lines[i].page != lines[done].page or (opens_annex(lines[i].text) and (lines[i].after_blank or i > done + 3)):
            return Ending(i, sure=True)
    return Ending(len(lines), sure=True)


def _page_starts(lines: Sequence[Line]) -> list[int]:
    return [i for i, line in enumerate(lines) if i == 0 or line.page != lines[i - 1].page]


def _annex_page(lines: Sequence[Line], start: int, number: int) -> bool:
    """The page begins with a title of its own, and is not numbered as the letter's next page."""
    top = [line for line in lines[start : start + _TITLE_LINES] if line.page == lines[start].page]
    if any(_number_of(line.text) == number for line in top):
        return False
    return any(opens_annex(line.text) for line in top)


def _goes_on(lines: Sequence[Line], start: int, number: int) -> bool:
    """The page is the letter's next one: by its number, the word that runs over to it, or a line that runs on."""
    top = [line.text for line in lines[start : start + _TITLE_LINES] if line.page == lines[start].page]
    if any(_number_of(text) == number for text in top) or _number_of("".join(top[:2])) == number:
        return True
    foot = [line for line in lines[max(0, start - 3) : start] if line.page == lines[start - 1].page]
    if any(CATCHWORD.search(line.text) for line in foot):
        return True
    last = lines[start - 1].box
    return last is not None and last.right > _RUNS_ON


def _number_of(text: str) -> int | None:
    match = PAGE_NUMBER.match(to_arabic(text))
    return int(match[1]) if match else None
