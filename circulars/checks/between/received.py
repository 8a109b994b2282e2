"""Pages that came, against pages that were read and that go on: what is missing is told, and stops the letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource
from circulars.thai.digits import to_thai

_ASLANT = (
    "{}เป็นภาพถ่ายเอียงหรือเห็นขอบกระดาษไม่ครบ ระบบดัดให้ตรงเองไม่ได้ อาจอ่านผิดหรือขาดบางส่วน กรุณาเทียบทุกช่องกับต้นฉบับ "
    "หรือวางกระดาษบนพื้นสีเข้ม ถ่ายใหม่จากด้านบนให้เห็นครบสี่มุม"
)


def check_received(letters: Sequence[Letter], pages: Sequence[Page]) -> Iterator[tuple[int, Finding]]:
    """Findings on the letters of one file, each with the letter's index: unread, lost, blank pages, photos aslant."""
    if not letters:
        return
    unread = [page.number for page in pages if page.unread]
    covered = {number for letter in letters for number in (*letter.pages, *letter.enclosure_pages)}
    scanned = [page for page in pages if page.source is not PageSource.TEXT and page.number not in covered]
    aslant = [page.number for page in pages if page.aslant]
    lost = [page.number for page in scanned if not page.blank]
    for index in range(len(letters)):
        if unread:
            yield index, _unread(unread, len(pages))
        if lost:
            yield index, _not_enclosed(lost)
        if aslant:
            yield (
                index,
                Finding("photo-aslant", Severity.WARNS, "pages", _ASLANT.format(_named(aslant)), seen=_listed(aslant)),
            )
    for index, numbers in _by_letter([page.number for page in scanned if page.blank], letters):
        message = f"{_named(numbers)} ในไฟล์ว่างเปล่า ระบบไม่แนบหน้านี้ไปกับสำเนา กรุณาดูต้นฉบับหากไม่ควรว่าง"
        yield index, Finding("blank-pages", Severity.NOTES, "pages", message, seen=_listed(numbers))


def unread_enclosed(letter: Letter, pages: Sequence[Page], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Pages of the letter or of its enclosures that nobody read and that a draft would send on; it blocks.

    ``findings`` are the letter's own: of one that an earlier release received, whose checks only warned of such pages.
    """
    if any(one.check == "unread-pages" and one.severity is Severity.BLOCKS for one in findings):
        return ()
    sent = {*letter.pages, *letter.enclosure_pages}
    left = [to_thai(page.number) for page in pages if page.unread and page.number in sent]
    if not left:
        return ()
    message = f"หน้า {', '.join(left)} จะแนบไปกับหนังสือนี้ แต่ระบบยังไม่ได้อ่าน"
    return (Finding("unread-enclosed", Severity.BLOCKS, "pages", message, seen=to_thai(len(left))),)


def _unread(unread: Sequence[int], pages: int) -> Finding:
    message = (
        f"ไฟล์มี {to_thai(pages)} หน้า ระบบยังไม่ได้อ่าน{_named(unread)} จึงไม่ทราบว่ามีหนังสือฉบับอื่นหรือชั้นความลับอยู่หรือไม่ "
        "ส่งต่อไม่ได้จนกว่าจะอ่านครบ กรุณาแยกไฟล์ให้สั้นลงแล้วส่งใหม่"
    )
    return Finding("unread-pages", Severity.BLOCKS, "pages", message, seen=to_thai(len(unread)))


def _not_enclosed(lost: Sequence[int]) -> Finding:
    message = f"{_named(lost)}ของไฟล์ไม่อยู่ในสำเนาที่จะแนบไปกับหนังสือ กรุณาแยกหนังสือฉบับนี้พร้อมเอกสารแนบเป็นไฟล์เดียวแล้วส่งใหม่"
    return Finding("pages-not-enclosed", Severity.BLOCKS, "pages", message, seen=_listed(lost))


def _by_letter(numbers: Sequence[int], letters: Sequence[Letter]) -> Iterator[tuple[int, list[int]]]:
    """The pages by the letter that they follow."""
    owned: dict[int, list[int]] = {}
    for number in numbers:
        before = [i for i, letter in enumerate(letters) if letter.pages and min(letter.pages) <= number]
        owned.setdefault(before[-1] if before else 0, []).append(number)
    yield from owned.items()


def _listed(numbers: Sequence[int]) -> str:
    """``๒ ๔-๗``: runs joined."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(to_thai(f"{run[0]}-{run[-1]}" if len(run) > 1 else run[0]) for run in runs)


def _named(numbers: Sequence[int]) -> str:
    return f"หน้า {_listed(numbers)}"
