"""What a reviewer sees above the form: the scan with boxes, what is in doubt, findings, the draft, who gets it.

Everything is one Markdown text with small pictures inside it (``data:``), because the form must work without any other
server. Text of a letter is written so that it can never become a link, HTML or Markdown of its own.
"""

from __future__ import annotations

import base64
import string
from collections.abc import Sequence
from dataclasses import dataclass

from circulars.letter.finding import Finding, Severity
from circulars.review import Block, blocks_of
from circulars.thai.digits import to_thai
from flows.reviewing.word_drafts import EDITED

NAMES_SHOWN = 100
MARKS = {Severity.BLOCKS: "⛔ ต้องแก้ก่อน", Severity.WARNS: "⚠ ควรตรวจ", Severity.NOTES: "ℹ แจ้งให้ทราบ"}
_ESCAPED = str.maketrans({c: f"\\{c}" for c in string.punctuation} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """One field to look at: its Thai label, the value as read, why, and a picture of the place where it stands."""

    label: str
    value: str
    reasons: tuple[str, ...]
    crop: bytes | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date in the draft, with how it was set."""

    what: str
    when: str
    how: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything the page above a form shows. Pictures are JPEG as shown; ``problems`` say why it asks again.

    ``unready`` is what the office itself lacks before any letter of its own can be issued; ``proposed`` what becomes of
    the letter, in a line; ``changed`` what the last answer was, whose, and what it changed; ``desk`` the address of the
    same letter at the desk, which shows all pages; ``more_pages`` how many of the scan are to be seen only there.
    """

    title: str
    round: int
    demo: bool
    problems: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    doubts: tuple[Doubt, ...]
    findings: tuple[Finding, ...]
    scan: tuple[bytes, ...]
    draft: tuple[bytes, ...]
    recipients: tuple[str, ...]
    addressee: str
    deadlines: tuple[Deadline, ...]
    unresolved: tuple[str, ...]
    unready: tuple[str, ...] = ()
    proposed: str = ""
    changed: tuple[str, ...] = ()
    desk: str = ""
    more_pages: int = 0


def describe(page: ReviewPage) -> str:
    """The page as Markdown with pictures as ``data:`` addresses."""
    parts = [f"## {quote(page.title)}"]
    if page.demo:
        parts.append("> **สำนักงานสาธิต** อนุมัติได้โดยไม่ต้องใช้รหัสยืนยัน หนังสือที่ออกจากระบบนี้ใช้จริงไม่ได้")
    if page.proposed:
        parts.append(f"### {quote(page.proposed)}")
    if page.desk:
        parts.append(f"[เปิดเรื่องนี้ที่โต๊ะทำงาน (ทุกหน้า ทุกกรอบ)]({page.desk})")
    if page.unready:
        parts.append("### ⛔ สำนักงานยังออกหนังสือไม่ได้ แม้อนุมัติฉบับนี้\n" + "\n".join(f"- {quote(one)}" for one in page.unready))
    if page.problems:
        parts.append("### ⛔ ยังดำเนินการไม่ได้\n" + "\n".join(f"- {quote(problem)}" for problem in page.problems))
        parts.append("คำตอบครั้งก่อนไม่นับ ชื่อ รหัส เหตุผล หมายเหตุ เลข และวันที่ต้องกรอกใหม่ทุกครั้ง ส่วนที่แก้ในร่างและที่อ่านได้อยู่ในร่างนี้แล้ว")
    elif page.round > 1:
        parts.append(f"ร่างใหม่ตามที่แก้ไข (ครั้งที่ {to_thai(page.round)}) กรุณาตรวจอีกครั้ง")
    if page.changed:
        parts.append("### ครั้งก่อน\n" + "\n".join(f"- {quote(one)}" for one in page.changed))
    parts += _findings([one for one in page.findings if one.severity is Severity.BLOCKS], "ข้อที่ต้องแก้ก่อน")
    parts += _doubts(page.doubts)
    parts += _findings([one for one in page.findings if one.severity is not Severity.BLOCKS], "ข้อสังเกต")
    if page.facts:
        rows = "\n".join(f"| {quote(label)} | {quote(value)} |" for label, value in page.facts)
        parts.append(f"| | |\n|:--|:--|\n{rows}")
    parts += _recipients(page)
    if page.deadlines:
        rows = "\n".join(f"| {quote(d.what)} | {quote(d.when)} | {quote(d.how)} |" for d in page.deadlines)
        parts.append(f"### กำหนดเวลา\n| เรื่อง | วันที่ | ที่มา |\n|:--|:--|:--|\n{rows}")
    if page.draft:
        parts.append("### ร่างหนังสือที่จะส่ง (ยังไม่มีเลขและวันที่)")
        parts += [_picture(f"ร่าง หน้า {to_thai(n)}", jpeg) for n, jpeg in enumerate(page.draft, 1)]
    parts += _scan(page)
    parts.append("### กรอกผลการตรวจด้านล่าง")
    return "\n\n".join(parts)


def quote(text: str) -> str:
    r"""Text of a letter for Markdown: no link, tag or mark of its own, on one line.

    >>> quote("a|b <img src=x> http://x.example")
    'a\\|b &lt;img src\\=x&gt; http\\:\\/\\/x\\.example'
    """
    return " ".join(text.split()).translate(_ESCAPED)


def _doubts(doubts: Sequence[Doubt]) -> list[str]:
    if not doubts:
        return ["### ไม่มีช่องที่ระบบสงสัย"]
    parts = [f"### ⚠ ช่องที่ต้องดูด้วยตา {to_thai(len(doubts))} ช่อง"]
    for doubt in doubts:
        parts.append(
            f"**{quote(doubt.label)}**: {quote(doubt.value or '(อ่านไม่ได้)')} — {quote(' · '.join(doubt.reasons))}"
        )
        if doubt.crop:
            parts.append(_picture(doubt.label, doubt.crop))
    return parts


def _findings(findings: Sequence[Finding], head: str) -> list[str]:
    if not findings:
        return []
    order = list(MARKS)
    lines = []
    for finding in sorted(findings, key=lambda one: order.index(one.severity)):
        but = "เป็น" if finding.check == EDITED else "ขัดกับ"
        seen = f" (เห็น “{quote(finding.seen)}”" + (f" {but} “{quote(finding.against)}”)" if finding.against else ")")
        seen = seen.replace("(เห็น", "(จาก", 1) if finding.check == EDITED and finding.against else seen
        told = f"- **{MARKS[finding.severity]}** {quote(finding.message)}{seen if finding.seen else ''}"
        lines.append(told + "".join(_remedy(block) for block in blocks_of([finding])))
    return [f"### {head}", "\n".join(lines)]


def _remedy(block: Block) -> str:
    """What a reviewer can do about a finding that blocks."""
    if block.never:
        return f" — **ยืนยันแทนไม่ได้** {quote(block.never)}"
    return " — แก้ไข หรือถ้าตรวจแล้วยืนยัน ให้เขียนเหตุผลของข้อนี้ในแบบฟอร์ม"


def _recipients(page: ReviewPage) -> list[str]:
    parts = []
    if page.recipients:
        count = to_thai(len(page.recipients))
        names = " · ".join(quote(name) for name in page.recipients[:NAMES_SHOWN])
        more = len(page.recipients) - NAMES_SHOWN
        parts.append(
            f"### ผู้รับ {count} ราย: {quote(page.addressee)}\n{names}{f' และอีก {to_thai(more)} ราย' if more > 0 else ''}"
        )
    if page.unresolved:
        parts.append("### ⚠ ชื่อผู้รับที่หาในทะเบียนไม่พบ\n" + "\n".join(f"- {quote(name)}" for name in page.unresolved))
    return parts


def _scan(page: ReviewPage) -> list[str]:
    """The pages of the scan, and how many more there are."""
    parts = ["### หนังสือที่รับ (กรอบ = สิ่งที่ระบบอ่าน)"] if page.scan else []
    parts += [_picture(f"หนังสือที่รับ หน้า {to_thai(n)}", jpeg) for n, jpeg in enumerate(page.scan, 1)]
    if page.more_pages:
        parts.append(f"**ยังมีอีก {to_thai(page.more_pages)} หน้าที่ไม่ได้แสดงที่นี่** กรุณาเปิดดูที่โต๊ะทำงานก่อนตัดสินใจ")
    return parts


def _picture(label: str, jpeg: bytes) -> str:
    return f"![{quote(label)}](data:image/jpeg;base64,{base64.b64encode(jpeg).decode()})"
