"""From pages to letters: `read_letters` is the room's one verb. It never raises on what a page may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from circulars.directory.places import district_names, province_names
from circulars.extraction.bundle.asked import asked, doubted
from circulars.extraction.bundle.borne_out import borne_out
from circulars.extraction.bundle.bundle import Span, split_bundle
from circulars.extraction.bundle.copies import marked_copies
from circulars.extraction.foot.contact import contact_of_text
from circulars.extraction.foot.signature import foot_begins, read_foot, with_post_of
from circulars.extraction.head.framed import framed_stamps
from circulars.extraction.head.head import radio_agency, read_agency, read_kind, read_urgency
from circulars.extraction.head.named import confirmed_agency, named_agency, signed_for
from circulars.extraction.head.numbers import find_letter_date, find_number
from circulars.extraction.head.secrecy import SecrecyMark, ink_lines, pages_marks, read_secrecy
from circulars.extraction.head.stamps import read_stamps, stamp_lines, torn_stamp
from circulars.extraction.page.labels import Part, is_part
from circulars.extraction.page.lines import Line, all_given, page_lines, seen
from circulars.extraction.page.scraps import is_noisy, without_scraps
from circulars.extraction.page.spreads import folded_back, may_be_spread, unfold
from circulars.extraction.parts.body import paragraphs
from circulars.extraction.parts.citations import read_enclosures, read_references
from circulars.extraction.parts.sections import own_day, read_addressees, read_subject, split_sections
from circulars.extraction.parts.special import date_part, read_memo, read_order
from circulars.extraction.parts.tables.reading import read_tables
from circulars.extraction.parts.tables.typed import typed_tables
from circulars.extraction.received import with_all_pages
from circulars.letter.doubt import DAY_IN_STAMP, TWO_PAGES
from circulars.letter.field import Field
from circulars.letter.letter import Letter, LetterKind, ReceiptStamp, Secrecy
from circulars.letter.page import Code, Page
from circulars.lexicon.phrases import ANY
from circulars.lexicon.reading.head import MESSAGE
from circulars.lexicon.reading.page import COPY, LINK
from circulars.lexicon.rows import either
from circulars.thai.dates import ThaiDate
from circulars.thai.lost_am import lost_am, restored_am

_LABELS_REACH = 8  # lines from the first label among which the letter's day may stand
_COPY_REACH = 6  # lines behind the letter's end among which สำเนาส่ง stands


def read_letters(pages: Sequence[Page]) -> tuple[Letter, ...]:
    """The letters of a file in page order, each with its enclosures' pages; none where no letter is found."""
    sheets, pages = pages, unfold(pages)
    lines = _whole([line for page in pages for line in page_lines(page)])
    marks = pages_marks(pages, lines)
    noisy = any(is_noisy(span.lines) for span in split_bundle(lines))
    lines = without_scraps(lines) if noisy else lines
    by_number = {page.number: page for page in pages}
    spans = split_bundle(lines)
    secrecy = _secrecy_of(spans, marks)
    letters = [
        replace(asked(borne_out(_read(span, by_number), by_number), span, noisy=noisy), secrecy=mark)
        for span, mark in zip(spans, secrecy, strict=True)
    ]
    crowded = {page.number for page in pages if may_be_spread(page)}
    letters = [doubted(x, TWO_PAGES()) if crowded & {*x.pages} else x for x in letters]
    return tuple(with_all_pages([folded_back(letter, sheets) for letter in marked_copies(letters)], sheets))


def file_secrecy(pages: Sequence[Page]) -> Field[Secrecy]:
    """The class that the marks of a whole file tell, whether a letter is found in it or not."""
    pages = unfold(pages)
    lines = [line for page in pages for line in page_lines(page)]
    return read_secrecy(pages_marks(pages, lines))


def _secrecy_of(spans: Sequence[Span], marks: Sequence[SecrecyMark]) -> list[Field[Secrecy]]:
    """For each letter the class by the marks on its own pages and on its enclosures.

    Marks on pages before the first letter (a cover) are the first letter's; a foot that two letters share is the nearer's.
    """
    own: list[list[SecrecyMark]] = [[] for _ in spans]
    enclosed: list[list[SecrecyMark]] = [[] for _ in spans]
    lines = {id(line): number for number, span in enumerate(spans) for line in (*span.lines, *span.enclosed)}
    for mark in marks if spans else ():
        page = mark.line.page
        on_page = [number for number, span in enumerate(spans) if page in span.pages]
        behind = [number for number, span in enumerate(spans) if page in span.enclosure_pages]
        number = lines.get(id(mark.line), next(iter((*on_page, *behind)), 0))
        (own if on_page else enclosed)[number].append(mark)
    return [read_secrecy(*both) for both in zip(own, enclosed, strict=True)]


def _whole(lines: list[Line]) -> list[Line]:
    """The lines with sara am that a text layer lost throughout the file; recognised lines as they are."""
    if not (all_given(lines) and lost_am("\n".join(line.text for line in lines))):
        return lines
    places = _places_with_am()
    bare = ANY(words=either(places))
    return [replace(line, text=bare.sub(lambda found: places[found[0]], restored_am(line.text))) for line in lines]


@cache
def _places_with_am() -> dict[str, str]:
    """Places with ำ in their names, by what is left of the name without it, where that is no other place."""
    names = {*province_names(), *district_names()}
    return {
        bare: name for name in names if "ำ" in name and (bare := name.replace("ำ", "า")) not in names and len(bare) > 4
    }


def read_letter(pages: Sequence[Page]) -> Letter | None:
    """The first letter of a file, or None."""
    return next(iter(read_letters(pages)), None)


def _read(span: Span, pages: dict[int, Page]) -> Letter:
    kind = read_kind(span.lines)
    letter = Letter(span.pages, kind=kind, enclosure_pages=span.enclosure_pages)
    covered = [pages[number] for number in (*span.pages, *span.enclosure_pages) if number in pages]
    codes: tuple[Code, ...] = tuple(code for page in covered for code in page.codes)
    links = [m for line in (*span.lines, *span.enclosed) for m in LINK.findall(line.text)]
    letter = replace(
        letter, codes=codes, links=tuple(dict.fromkeys([*links, *(c.text for c in codes if LINK.match(c.text))]))
    )
    ink = [line for page in covered if page.number in span.pages for line in ink_lines(page)]
    letter = replace(letter, tables=(*read_tables((*span.lines, *span.enclosed)), *typed_tables(span.enclosed)))
    read = _by_kind(letter, span, ink)
    return replace(read, receipt_stamps=_receipt_stamps(read, span.lines, ink, covered))


def _by_kind(letter: Letter, span: Span, ink: Sequence[Line]) -> Letter:
    """The parts of the letter as its kind has them."""
    kind = letter.kind
    if kind.value is LetterKind.INTERNAL:
        return read_memo(letter, span.lines, ink)
    rule = kind.value is None and kind.evidence is not None and kind.evidence.rule == "kind.rule"
    if kind.value in (LetterKind.ORDER, LetterKind.ANNOUNCEMENT) or rule:
        return read_order(letter, span.lines)
    if kind.value is LetterKind.OTHER:
        return _read_radio(letter, span.lines, ink)
    letter = replace(letter, copies_to=_copied_to((*span.lines, *span.enclosed[:_COPY_REACH])))
    return _read_external(letter, span.lines, ink)


def _read_external(letter: Letter, lines: Sequence[Line], ink: Sequence[Line]) -> Letter:
    foot = read_foot(lines)
    stamps = stamp_lines(lines)
    printed = [
        line for i, line in enumerate(lines) if is_part(line.text) or not any(first <= i < end for first, end in stamps)
    ]
    sections, rest = split_sections(printed[: foot_begins(printed, stamped=letter.kind.value is LetterKind.STAMPED)])
    first_label = next(iter(sections.values())).lines[0] if sections else None
    head = printed[: printed.index(first_label)] if first_label is not None else printed[:12]
    number = find_number(head)
    if number.evidence is None:
        number = find_number(printed[: len(head) + 8])
    dated = _dated(head, printed, stamped=letter.kind.value is LetterKind.STAMPED)
    addressees = sections.get(Part.ADDRESSEES)
    salutation: Field[str] = Field(addressees.word) if addressees and addressees.word else Field()
    agency, address = read_agency(head, letter.kind.value, lines)
    agency = agency if agency.value is not None else named_agency(number, dated, lines)
    agency = signed_for(confirmed_agency(agency, number), foot.signatory)
    text = paragraphs(rest)
    return replace(
        letter,
        urgency=read_urgency(head, ink),
        reference=number,
        sender_agency=agency,
        sender_address=address,
        dated=dated,
        subject=read_subject(sections.get(Part.SUBJECT)),
        salutation=salutation,
        addressees=read_addressees(addressees),
        references=read_references(sections.get(Part.REFERENCES)),
        enclosures=read_enclosures(sections.get(Part.ENCLOSURES)),
        body=text,
        closing=foot.closing,
        signatory=with_post_of(foot.signatory, agency.value),
        contact=foot.contact if foot.contact.evidence else contact_of_text(text),
        motto=foot.motto,
    )


def _dated(head: Sequence[Line], printed: Sequence[Line], *, stamped: bool) -> Field[ThaiDate]:
    """The day in the head, or below its labels; of a stamped letter that at its foot, which only a typed text has surely."""
    dated = find_letter_date(head)
    if dated.evidence is not None:
        return dated
    if not stamped:
        return find_letter_date(_days_below(printed, len(head)))
    dated = find_letter_date(list(reversed(printed[len(head) :])))
    typed = all_given(printed) and dated.value is not None
    return dated if dated.evidence is None or typed else dated.doubt(DAY_IN_STAMP())


def _days_below(printed: Sequence[Line], labels: int) -> list[Line]:
    """Among the lines from the first label on the writer's own day, where it stands below it."""
    found = (line for before, line in pairwise(printed[labels : labels + _LABELS_REACH]) if own_day(line, before.text))
    return list(found)


def _read_radio(letter: Letter, lines: Sequence[Line], ink: Sequence[Line]) -> Letter:
    """A radio message: จาก, ถึง and ข้อความ are its labels, its date stands beside the number; it needs no subject."""
    labels = [i for i, line in enumerate(lines) if MESSAGE.match(line.text)]
    text = [line for i, line in enumerate(lines) if i not in labels]
    head = text[: labels[0]] if labels else text[:14]
    read = _read_external(letter, text, ink)
    return replace(
        read,
        sender_agency=radio_agency(text),
        dated=read.dated if read.dated.value else find_letter_date([date_part(line) for line in head]),
        addressees=read_addressees(split_sections(head)[0].get(Part.ADDRESSEES)) or read.addressees,
    )


def _receipt_stamps(
    letter: Letter, lines: Sequence[Line], ink: Sequence[Line], pages: Sequence[Page]
) -> tuple[Field[ReceiptStamp], ...]:
    """The stamps of any kind of letter, printed over it, on the layer of coloured ink or in frames; one that is torn is asked."""
    found = (*read_stamps(lines), *read_stamps(ink))
    found += framed_stamps([page for page in pages if page.number in letter.pages], found, letter.dated.value)
    first = letter.pages[0]
    return found or torn_stamp(*([line for line in some if line.page == first] for some in (lines, ink)))


def _copied_to(lines: Sequence[Line]) -> tuple[Field[str], ...]:
    """Whom สำเนาส่ง at the foot names (ข้อ ๓๐)."""
    found = [(line, match) for line in lines if (match := COPY.match(line.text))]
    return tuple(Field(match["who"].strip(), seen([line], match["who"], "copy.line")) for line, match in found)
