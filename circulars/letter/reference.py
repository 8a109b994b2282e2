"""Reference numbers (ที่) of official letters: ``มท ๐๓๒๒/ว ๑๘๖๑``.

Structure: letters of the agency or province, number of the owner of the matter, stroke, ว for a circular, running
number (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ข้อ ๑๑.๑, ภาคผนวก ๑, ข้อ ๓๒ for ว).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circulars.errors import CircularsError
from circulars.thai.digits import to_arabic, to_thai


class InvalidReference(CircularsError):
    """Text that is not a reference number."""

    code = "invalid-reference"


@dataclass(frozen=True, slots=True)
class ReferenceNumber:
    """The parts of a reference number, digits Arabic, as printed otherwise.

    ``letters`` รหัสตัวพยัญชนะ (``มท``); ``office_number`` เลขประจำของเจ้าของเรื่อง with its parts, dotted, in brackets or behind a dash
    (``0018.1``, ``0020(ชม).6(18)``); ``running`` เลขทะเบียนหนังสือส่ง as printed, zeros kept (``000953``), with the (ล) of the
    register of classified letters, empty when blank; ``circular`` ว printed;
    ``committee`` letters in parentheses after the agency's; ``unit`` in parentheses after the office number;
    ``special`` พิเศษ; ``year`` as printed after a second stroke; ``verbatim`` the whole number where it follows no
    grammar (``ธปท. ฝสว.(21)ว. 12``), else empty.
    """

    letters: str
    office_number: str
    running: str = ""
    circular: bool = False
    committee: str = ""
    unit: str = ""
    special: bool = False
    year: str = ""
    verbatim: str = ""

    @property
    def complete(self) -> bool:
        """It has a running number (or is verbatim), so that it names one letter."""
        return bool(self.running or self.verbatim or self.special)


def format_reference(reference: ReferenceNumber) -> str:
    """The normal form of the contract: Thai digits, no ที่, one space after the letters and after ว.

    >>> format_reference(ReferenceNumber("มท", "0322", "1861", circular=True))
    'มท ๐๓๒๒/ว ๑๘๖๑'
    >>> format_reference(parse_reference("ตช 0020(ชม).6(18)/123")), format_reference(parse_reference("ตผ 0071 พย/169"))
    ('ตช ๐๐๒๐(ชม).๖(๑๘)/๑๒๓', 'ตผ ๐๐๗๑ พย/๑๖๙')
    >>> format_reference(ReferenceNumber("กค", "0405.2", "119", circular=True, committee="กวจ"))
    'กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙'
    """
    if reference.verbatim:
        return to_thai(reference.verbatim)
    committee = f" ({reference.committee})" if reference.committee else ""
    unit = f" ({reference.unit})" if reference.unit else ""
    tail = " ".join(
        part
        for part in ("พิเศษ" if reference.special else "", "ว" if reference.circular else "", reference.running)
        if part
    )
    year = f"/{reference.year}" if reference.year else ""
    return to_thai(f"{reference.letters}{committee} {reference.office_number}{unit}/{tail}{year}")


_REFERENCE = re.compile(
    r"""
    (?P<letters>[ก-ฮ]{2,4})\.?\s*
    (?:\((?P<committee>[ก-๎.\s]{1,14})\)\s*)?
    (?P<owner>
      (?:\d{2,7}|\d(?=\s?\.\s?\d))
      (?:\s?\.\s?\d{1,4}|\([ก-๎.]{1,12}\)(?=\s?\.\s?\d)|\(\d{1,3}\)\d{0,4}|(?<=\d{4})-\d{1,4}(?=\s*/)){0,5}
      (?:\s?[ก-ฮ]{2}(?=\s*/))?
    )\s*
    (?:\((?P<unit>[ก-๎.]{1,12})\)\s*)?
    (?:/\s*
      (?P<special>พิเศษ)?\s*
      (?P<circular>ว(?![ก-๎]))?\.?\s*
      (?P<running>(?:\(ล\)\s?)?\d{1,6}(?!\d)|\(\d{1,4}\))?
      (?P<initials>[ก-ฮ]{1,3}\.(?!\d))?
      (?:\s?/\s?(?P<year>25\d\d|[4-9]\d)(?!\d))?
    )?
    """,
    re.VERBOSE,
)
_VERBATIM = re.compile(
    r"(?:[ก-ฮ]{1,5}\.\s?){1,3}(?:\(\d+\))?\s?ว?\.?\s?\d{1,6}(?:/25\d\d)?|[ก-ฮ]{1,4}[./][^\s]{0,12}\d+/25\d\d"
    r"|[ก-ฮ]{1,4}(?:/[ก-ฮ]{1,3}\.?){1,3}\s?\d+\s?/\s?25\d\d"
    r"|(?:(?:[ก-ฮ]{1,5}\.\s?){1,4}[ก-๎]{0,14}|(?:วัด|ธนาคาร|มูลนิธิ|สมาคม|บริษัท|สโมสร|ชมรม|สหกรณ์)[ก-๎]{0,20}|[ก-ฮ]{2,5}(?=\s))"
    r"\s?(?:\d{1,4}/)?(?:ว\.?\s?)?\d{1,6}/(?:ว\.?\s?)?(?:25\d\d|[4-9]\d|\d{1,6})"
    r"|พิเศษ\s?(?:\d{1,5}\s?)?/\s?25\d\d"
    r"|[A-Z]{2,8}(?:[-. ]?[A-Z0-9]{1,8}){0,3}[-. ]?\d{0,6}\s?/\s?(?:25\d\d|20\d\d|\d{2})"
)
"""Numbers of bodies that keep no number by the rules: banks, companies, foundations, temples, and forms of their own."""
_YEAR = re.compile(r"25\d\d")
_ROUND = re.compile(r"(?:^|[^ก-๎])ว\.?\s?\d")
_ORDER = re.compile(r"(?P<running>\d{1,5})\s*/\s*(?P<year>25\d\d|[4-9]\d)(?!\d)")


def parse_reference(text: str) -> ReferenceNumber:
    """The reference number that a text states, with or without ที่ before it. Raises InvalidReference.

    >>> format_reference(parse_reference("ที่ มท๐๓๒๒/ว๓๓๖๗๕"))
    'มท ๐๓๒๒/ว ๓๓๖๗๕'
    >>> format_reference(parse_reference("มท 0618/ว(ล)123"))
    'มท ๐๖๑๘/ว (ล) ๑๒๓'
    >>> parse_reference("อว 0601.23/").running
    ''
    >>> parse_reference("ที่ประชุมมีมติ")
    Traceback (most recent call last):
    circulars.letter.reference.InvalidReference: ...
    """
    plain = " ".join(to_arabic(text).split()).removeprefix("ที่").strip()
    plain = re.sub(r"^(?:เลข)?ที่\s*", "", plain)
    match = _REFERENCE.fullmatch(plain)
    if match is not None and ("/" in plain or len(match["owner"]) >= 4):
        return _as_printed(match) or _from_match(match)
    verbatim = _VERBATIM.fullmatch(plain)
    if verbatim is not None:
        return ReferenceNumber("", "", circular=bool(_ROUND.search(plain)), verbatim=plain)
    order = _ORDER.fullmatch(plain)
    if order is not None:
        return ReferenceNumber("", "", verbatim=f"{order['running']}/{order['year']}")
    raise InvalidReference(f"อ่านเลขที่หนังสือ {text.strip()!r} ไม่ได้ กรุณาพิมพ์แบบ มท ๐๓๒๒/ว ๑๘๖๑")


def _as_printed(match: re.Match[str]) -> ReferenceNumber | None:
    """A body's own number of a year behind letters with a stop (``สสค. 1160/2563``), which no agency of state has: as printed.

    >>> parse_reference("ที่ สสค. ๑๑๖๐ / ๒๕๖๓").verbatim, parse_reference("มท. 0808.2/2563").verbatim
    ('สสค. 1160/2563', '')
    """
    stopped = match[0].startswith(f"{match['letters']}.")
    plain = match["owner"].isdigit() and not match["owner"].startswith("0")
    running, alone = match["running"] or "", not (match["circular"] or match["year"] or match["unit"])
    if not (stopped and plain and alone and _YEAR.fullmatch(running)):
        return None
    return ReferenceNumber("", "", verbatim=f"{match['letters']}. {match['owner']}/{running}")


def _from_match(match: re.Match[str]) -> ReferenceNumber:
    return ReferenceNumber(
        match["letters"],
        _owner(match["owner"]),
        re.sub(r"^\(ล\)\s?", "(ล) ", match["running"] or match["initials"] or ""),
        circular=bool(match["circular"]),
        committee=(match["committee"] or "").strip(),
        unit=match["unit"] or "",
        special=bool(match["special"]),
        year=match["year"] or "",
    )


def _owner(text: str) -> str:
    """The number of the owner as printed, without the spaces that typing brought in.

    >>> _owner("0020 (ชม) . 6(18)"), _owner("0071 พย"), _owner("0808 . 2")
    ('0020(ชม).6(18)', '0071 พย', '0808.2')
    """
    plain = re.sub(r"\s", "", text)
    return re.sub(r"(?<=\d)(?=[ก-ฮ]{2}$)", " ", plain)


def find_references(text: str) -> tuple[tuple[int, int, ReferenceNumber], ...]:
    """Reference numbers in running text with their offsets; the stroke is required there, so that a postcode is none.

    >>> [format_reference(r) for _, _, r in find_references("หนังสือ ด่วนที่สุด ที่ มท๐๓๒๒/ว๓๓๖๗๓ สน ๔๗๐๐๐")]
    ['มท ๐๓๒๒/ว ๓๓๖๗๓']
    """
    plain = to_arabic(text)
    found = []
    for match in _REFERENCE.finditer(plain):
        before = plain[: match.start()]
        if "/" not in match[0] or not (match["running"] or match["special"] or match["circular"]):
            continue
        if before and "\u0e01" <= before[-1] <= "\u0e4e" and not before.endswith("ที่"):
            continue
        found.append((match.start(), match.end(), _as_printed(match) or _from_match(match)))
    return tuple(found)
