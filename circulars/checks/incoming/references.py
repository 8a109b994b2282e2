"""Cited letters: against the text, against themselves, against the archive (ข้อ ๑๑.๖: only letters the recipient has)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from circulars.checks.facts import ArchiveFacts, same_number
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import CitedLetter, Letter, LetterKind
from circulars.letter.reference import find_references, format_reference
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import DateKind, find_dates

_AS_CITED = re.compile(r"(?:ตาม)?หนังสือที่อ้างถึง\s*(?:\(?\s*(\d{1,2})(?!\d))?|ที่อ้างถึง\s*\(?\s*(\d{1,2})(?!\d)")
_DATED = re.compile(r"^\s*(?:ลงวันที่|ลว\.?|ลง)\s*$")


def body_text(letter: Letter) -> str:
    """The body as one text, digits Arabic."""
    return to_arabic("\n".join(paragraph.value for paragraph in letter.body if paragraph.value))


def citations(letter: Letter) -> tuple[tuple[str, CitedLetter], ...]:
    """All letters that the letter names in its headings, with the field."""
    cited = [("references", one.value) for one in letter.references if one.value]
    cited += [("enclosures", one.value.cites) for one in letter.enclosures if one.value and one.value.cites]
    return tuple(cited)


def body_citations(letter: Letter) -> tuple[CitedLetter, ...]:
    """Letters named by number in the body, each with the date that follows ลงวันที่ directly."""
    text = body_text(letter)
    found = []
    dates = [hit for hit in find_dates(text) if hit.kind is DateKind.DAY]
    for _, end, number in find_references(text):
        dated: ThaiDate | None = None
        for hit in dates:
            if 0 <= hit.start - end <= 14 and _DATED.match(text[end : hit.start]):
                dated = hit.first
        found.append(CitedLetter(None, None, number, dated, text[max(0, end - 30) : end]))
    return tuple(found)


def check_cited_in_text(letter: Letter) -> Iterator[Finding]:
    """A letter named in a heading and again in the body bears the same number and date in both."""
    for inside in body_citations(letter):
        for field, cited in citations(letter):
            if cited.number is None or inside.number is None or not same_number(cited.number, inside.number):
                continue
            if cited.dated and inside.dated and cited.dated != inside.dated:
                yield Finding(
                    "cited-date",
                    Severity.WARNS,
                    field,
                    f"หนังสือ {format_reference(cited.number)} ลงวันที่ {format_date(cited.dated)} ในหัวเรื่อง แต่ในเนื้อความลงวันที่ "
                    f"{format_date(inside.dated)} กรุณาตรวจกับต้นฉบับ",
                    seen=format_date(cited.dated),
                    against=format_date(inside.dated),
                )
            if cited.number.circular != inside.number.circular:
                yield Finding(
                    "cited-number",
                    Severity.WARNS,
                    field,
                    f"หัวเรื่องพิมพ์ {format_reference(cited.number)} แต่เนื้อความพิมพ์ {format_reference(inside.number)} กรุณาตรวจ ว กับต้นฉบับ",
                    seen=format_reference(cited.number),
                    against=format_reference(inside.number),
                )


def check_cites_itself(letter: Letter) -> Iterator[Finding]:
    """A letter does not cite itself; a heading does not name one letter twice with two dates."""
    own = letter.reference.value
    seen: list[CitedLetter] = []
    for field in letter.references:
        cited = field.value
        if cited is None or cited.number is None:
            continue
        if own is not None and own.complete and own == cited.number and letter.dated.value == cited.dated:
            yield Finding(
                "cites-itself",
                Severity.WARNS,
                "references",
                f"อ้างถึงหนังสือเลขที่เดียวกับหนังสือนี้เอง ({format_reference(own)}) กรุณาตรวจเลขที่ทั้งสองแห่ง",
                seen=cited.raw,
                against=format_reference(own),
            )
        for other in seen:
            if other.number and same_number(other.number, cited.number) and other.dated != cited.dated:
                yield Finding(
                    "cited-date",
                    Severity.WARNS,
                    "references",
                    f"อ้างถึง {format_reference(cited.number)} สองครั้ง แต่วันที่ไม่ตรงกัน กรุณาตรวจกับต้นฉบับ",
                    seen=cited.raw,
                    against=other.raw,
                )
        seen.append(cited)


def check_text_names_references(letter: Letter) -> Iterator[Finding]:
    """The body speaks of letters ที่อ้างถึง that the heading อ้างถึง must list."""
    if letter.kind.value is not LetterKind.EXTERNAL or any(one.doubtful for one in letter.references):
        return
    listed = len(letter.references)
    for match in _AS_CITED.finditer(body_text(letter)):
        wanted = int(match[1] or match[2] or 1)
        if wanted > listed and wanted <= 9:
            which = f" ลำดับ {to_thai(wanted)}" if match[1] or match[2] else ""
            have = f"มี {to_thai(listed)} รายการ" if listed else "ไม่มีหัวข้ออ้างถึง"
            yield Finding(
                "references-listed",
                Severity.WARNS,
                "references",
                f"เนื้อความกล่าวถึงหนังสือที่อ้างถึง{which} แต่{have} กรุณาตรวจหัวข้ออ้างถึงกับต้นฉบับ",
                seen=match[0],
                against=have,
            )
            return


def check_own_number(letter: Letter, facts: ArchiveFacts) -> Iterator[Finding]:
    """The archive holds a letter of this number and year with another date: one of the two was misread."""
    own, day = letter.reference.value, letter.dated.value
    if own is None or day is None:
        return
    for known in facts.letters:
        if same_number(known.number, own) and known.dated != day and known.dated.year_be == day.year_be:
            where = f" ({known.where})" if known.where else ""
            yield Finding(
                "archive-own-date",
                Severity.WARNS,
                "date_be",
                f"ในคลังมีหนังสือ {format_reference(own)} ลงวันที่ {format_date(known.dated)}{where} แต่ฉบับนี้ลงวันที่ {format_date(day)} กรุณาตรวจทั้งสองฉบับ",
                seen=format_date(day),
                against=f"{format_date(known.dated)}{where}",
            )
            return


def check_archive(letter: Letter, facts: ArchiveFacts) -> Iterator[Finding]:
    """Cited letters as the archive knows them: another date, or not there."""
    for field, cited in citations(letter):
        if cited.number is None:
            continue
        known = [one for one in facts.letters if same_number(one.number, cited.number)]
        if cited.dated and known and all(one.dated != cited.dated for one in known):
            near = min(known, key=lambda one: abs((one.dated.ce - cited.dated.ce).days) if cited.dated else 0)
            if near.dated.year_be == cited.dated.year_be:  # numbers start again every January
                where = f" ({near.where})" if near.where else ""
                yield Finding(
                    "archive-date",
                    Severity.WARNS,
                    field,
                    f"หนังสือนี้อ้าง {format_reference(cited.number)} ลงวันที่ {format_date(cited.dated)} แต่ฉบับในคลังลงวันที่ {format_date(near.dated)}{where} "
                    "กรุณาตรวจทั้งสองฉบับ",
                    seen=format_date(cited.dated),
                    against=f"{format_date(near.dated)}{where}",
                )
        if not known and any(same_number(one, cited.number) for one in facts.not_found):
            yield Finding(
                "archive-missing",
                Severity.NOTES,
                field,
                f"ไม่พบหนังสือ {format_reference(cited.number)} ในคลัง หากยังไม่ได้รับ กรุณาขอสำเนาจากหน่วยงานเจ้าของหนังสือ",
                seen=cited.raw,
                against="ทะเบียนหนังสือรับและส่ง",
            )
