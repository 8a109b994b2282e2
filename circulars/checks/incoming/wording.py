"""Words that go together: opening and นั้น, salutation and closing, digits of one script, forms of signing.

Tables of ภาคผนวก ๒ (คำขึ้นต้น, คำลงท้าย) and ภาคผนวก ๓ (การลงชื่อ); the openings as teaching books of the offices give them.
"""

from __future__ import annotations

from collections.abc import Iterator

from circulars.checks.rules.respect import POSTS_OF_HIGHEST_RESPECT, royal_or_monk, salutes_royal_or_monk
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.lexicon.reading.checks import BEGINS, CONTINUES, MIXED_DIGITS, THAT_AS_READ, THAT_AT_END, TITLE_TWICE


def check_opening(letter: Letter) -> Iterator[Finding]:
    """ตามที่ … นั้น continues a known matter; ด้วย and เนื่องจาก open a new one and take no นั้น."""
    body = [paragraph.value.strip() for paragraph in letter.body if paragraph.value and paragraph.value.strip()]
    if letter.kind.value is not LetterKind.EXTERNAL or len(body) < 2 or letter.body[0].doubtful:
        return
    if (
        CONTINUES.match(body[0])
        and not THAT_AS_READ.search("".join(body[:3]))
        and not body[0].startswith("ตามหนังสือฉบับ")
    ):
        yield Finding(
            "opening",
            Severity.NOTES,
            "body",
            "ย่อหน้าแรกขึ้นต้นด้วย “ตาม…” หรือ “อนุสนธิ” แต่ไม่ลงท้ายด้วย “นั้น” กรุณาตรวจว่าอ่านข้อความได้ครบ",
            seen=f"{body[0][:40]}…{body[0][-20:]}",
            against="ตาม… นั้น",
        )
    if BEGINS.match(body[0]) and THAT_AT_END.search(body[0]):
        yield Finding(
            "opening",
            Severity.NOTES,
            "body",
            "ย่อหน้าแรกขึ้นต้นด้วย “ด้วย” หรือ “เนื่องจาก” แต่ลงท้ายด้วย “นั้น” กรุณาตรวจว่าอ่านคำขึ้นต้นถูกต้อง",
            seen=f"{body[0][:40]}…{body[0][-20:]}",
            against="ด้วย… (ไม่มี นั้น)",
        )


def check_salutation(letter: Letter) -> Iterator[Finding]:
    """Royalty and monks are for a person; memos and stamped letters have no closing; กราบเรียน goes with อย่างยิ่ง."""
    salutation, closing = (letter.salutation.value or "").strip(), (letter.closing.value or "").strip()
    to = next((one.value for one in letter.addressees if one.value), "")
    if salutes_royal_or_monk(salutation) or royal_or_monk(to):
        yield Finding(
            "royal-or-monk",
            Severity.WARNS,
            "addressees",
            f"“{f'{salutation} {to}'.strip()}” เป็นหนังสือถึงพระภิกษุหรือพระราชวงศ์ ระบบไม่ร่างหนังสือตอบหรือส่งต่อ กรุณาให้เจ้าหน้าที่จัดทำ",
            seen=f"{salutation} {to}".strip(),
            against="ภาคผนวก ๒",
        )
        return
    if closing and letter.kind.value in (LetterKind.INTERNAL, LetterKind.STAMPED):
        yield _closing(
            "closing", "หนังสือภายในและหนังสือประทับตราไม่มีคำลงท้าย กรุณาตรวจชนิดของหนังสือ", closing, str(letter.kind.value)
        )
    if letter.kind.value is LetterKind.EXTERNAL and salutation and closing.startswith("ขอแสดงความนับถือ"):
        yield from _pair(salutation, closing, to)


def _pair(salutation: str, closing: str, to: str) -> Iterator[Finding]:
    highest = closing.replace(" ", "").endswith("อย่างยิ่ง")
    if (salutation == "กราบเรียน") != highest and salutation in ("เรียน", "กราบเรียน"):
        told = f"คำขึ้นต้น “{salutation}” ไม่คู่กับคำลงท้าย “{closing}” (ภาคผนวก ๒) กรุณาตรวจกับต้นฉบับ"
        yield _closing("closing", told, closing, salutation)
    elif salutation == "กราบเรียน" and to and not to.startswith(POSTS_OF_HIGHEST_RESPECT):
        told = f"“กราบเรียน” ใช้กับตำแหน่งที่กำหนดไว้ ๑๔ ตำแหน่งเท่านั้น แต่หนังสือถึง “{to}” กรุณาตรวจกับต้นฉบับ"
        yield _closing("addressees", told, f"{salutation} {to}", "ภาคผนวก ๒")


def _closing(field: str, message: str, seen: str, against: str) -> Finding:
    return Finding("closing", Severity.NOTES, field, message, seen=seen, against=against)


def mixed_digits(text: str) -> str | None:
    """The first number of a text that is written in digits of both scripts.

    >>> mixed_digits("เวลา ๑๖:3๐ น."), mixed_digits("ปี ๒๕๖๗ GFMIS 4.0"), mixed_digits("http://x.th/๑2")
    ('๑๖:3๐', None, None)
    """
    for token in text.split():
        if "@" in token or "://" in token or "www." in token:
            continue
        match = MIXED_DIGITS.search(token)
        if match is not None:
            return match[0]
    return None


def check_digits(letter: Letter) -> Iterator[Finding]:
    """One number is written in one script; two in it are a recogniser's or a typist's slip."""
    texts = [
        ("reference_number", letter.reference.evidence.raw if letter.reference.evidence else ""),
        ("date_be", letter.dated.evidence.raw if letter.dated.evidence else ""),
        ("subject", letter.subject.value or ""),
        ("contact", (letter.contact.value.phone or "") if letter.contact.value else ""),
    ]
    texts += [("addressees", one.value or "") for one in letter.addressees]
    texts += [("references", one.value.raw) for one in letter.references if one.value]
    texts += [("enclosures", one.value.title) for one in letter.enclosures if one.value]
    texts += [("receipt_stamps", (one.value.time or "")) for one in letter.receipt_stamps if one.value]
    texts += [("receipt_stamps", (one.value.number or "")) for one in letter.receipt_stamps if one.value]
    texts += [("body", one.value or "") for one in letter.body]
    done: set[str] = set()
    for field, text in texts:
        found = mixed_digits(text)
        if found is not None and field not in done:
            done.add(field)
            yield Finding(
                "digits-mixed",
                Severity.NOTES,
                field,
                f"“{found}” มีทั้งเลขไทยและเลขอารบิกในจำนวนเดียวกัน อาจอ่านผิด กรุณาตรวจกับต้นฉบับ",
                seen=found,
                against="จำนวนหนึ่งใช้ตัวเลขแบบเดียว",
            )


def check_signatory(letter: Letter) -> Iterator[Finding]:
    """An acting form names two different posts (ภาคผนวก ๓); a title stands once."""
    signed = letter.signatory.value
    if signed is None:
        return
    if signed.acting_phrase and not signed.acting_for:
        yield Finding(
            "signing",
            Severity.WARNS,
            "signatory",
            f"ลงนามในฐานะ “{signed.acting_phrase}” แต่ไม่พบตำแหน่งที่{signed.acting_phrase} กรุณาตรวจกับต้นฉบับ",
            seen=f"{signed.position or ''} {signed.acting_phrase}".strip(),
            against="ภาคผนวก ๓",
        )
    if signed.acting_phrase and signed.acting_for and signed.acting_for == signed.position:
        yield Finding(
            "signing",
            Severity.WARNS,
            "signatory",
            f"ตำแหน่งผู้ลงนามกับตำแหน่งที่{signed.acting_phrase}เป็นตำแหน่งเดียวกัน กรุณาตรวจกับต้นฉบับ",
            seen=f"{signed.position} {signed.acting_phrase} {signed.acting_for}",
            against="ภาคผนวก ๓",
        )
    if signed.name and TITLE_TWICE.match(signed.name):
        yield Finding(
            "signing",
            Severity.NOTES,
            "signatory",
            f"คำนำหน้าชื่อผู้ลงนามซ้ำกัน “{signed.name}” กรุณาตรวจกับต้นฉบับ",
            seen=signed.name,
            against="คำนำหน้าชื่อมีคำเดียว",
        )
