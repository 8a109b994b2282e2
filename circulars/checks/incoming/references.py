"""Cited letters: against the text, against themselves, against the archive (ข้อ ๑๑.๖: only letters the recipient has)."""

from __future__ import annotations

from collections.abc import Iterator

from circulars.checks.facts import ArchiveFacts, same_number
from circulars.checks.rules.pointers import Listed, beyond
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import CitedLetter, Letter, LetterKind
from circulars.letter.reference import find_references, format_reference
from circulars.lexicon.reading.checks import DATED_ALONE
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import DateKind, find_dates


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
            if 0 <= hit.start - end <= 14 and DATED_ALONE.match(text[end : hit.start]):
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


def check_listed(letter: Letter) -> Iterator[Finding]:
    """The body points only at letters and enclosures that the heading lists (ข้อ ๑๑.๖, ๑๑.๗)."""
    if letter.kind.value is not LetterKind.EXTERNAL:
        return
    others = (letter.subject, *letter.addressees)
    run_in = any("สิ่งที่ส่ง" in (one.value or "") for one in others)  # the heading stands there, run into the one before it
    text = body_text(letter)
    if not any(one.doubtful for one in letter.references):
        yield from _unlisted(text, Listed.REFERENCES, len(letter.references), most=9)
    if not run_in and not any(one.doubtful for one in letter.enclosures):
        yield from _unlisted(text, Listed.ENCLOSURES, len(letter.enclosures), most=30)


_TOLD = {
    Listed.REFERENCES: ("references-listed", "references", "หนังสือที่อ้างถึง", "อ้างถึง", "กรุณาตรวจหัวข้ออ้างถึงกับต้นฉบับ"),
    Listed.ENCLOSURES: ("enclosures-listed", "enclosures", "สิ่งที่ส่งมาด้วย", "สิ่งที่ส่งมาด้วย", "กรุณาตรวจว่าได้รับเอกสารครบ"),
}


def _unlisted(text: str, at: Listed, entries: int, most: int) -> Iterator[Finding]:
    """The first place that points beyond a list; a number over ``most`` is a misreading and tells nothing."""
    check, field, name, heading, remedy = _TOLD[at]
    for one in beyond(text, at, entries):
        sure = one.number or at is Listed.ENCLOSURES or "หนังสือ" in one.words  # ระเบียบที่อ้างถึง is no letter of the heading
        if sure and (one.number or 1) <= most:
            which = f" ลำดับ {to_thai(one.number)}" if one.number else ""
            have = f"มี {to_thai(entries)} รายการ" if entries else f"ไม่มีหัวข้อ{heading}"
            message = f"เนื้อความกล่าวถึง{name}{which} แต่{have} {remedy}"
            yield Finding(check, Severity.WARNS, field, message, seen=one.words, against=have)
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
