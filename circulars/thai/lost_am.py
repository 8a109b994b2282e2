"""Sara am that a PDF's text layer lost: ``ตาบล``, ``ต าบล`` for ``ตำบล``.

Some producers write ำ as nikhahit and aa, and some extractors then drop the nikhahit or give a space for it, everywhere
in the file; others print ้า for every ำ (``ส้าคัญ``). Ordinary Thai has a sara am every hundred letters or so, so a text
without any, in which words stand that are none without it, has lost them. Only such words are mended; a text that has
its sara am is left alone.
"""

from __future__ import annotations

import re

_STEMS = """
ตำบล อำเภอ อำนาจ อำนวย กำหนด กำกับ กำลังพล กำนัน กำชับ จำนวน จำเป็น จำแนก จำกัด ดำเนิน ดำรง ตำแหน่ง ตำรวจ จัดทำ แนะนำ ประจำ ชำนาญ ชำระ สำนัก
สำหรับ สำรวจ สำเนา สำคัญ สำเร็จ สำรอง คำสั่ง คำขอ คำนวณ คำร้อง ลำดับ ลำเลียง บำรุง บำบัด บำเหน็จ บำนาญ สม่ำเสมอ ต่ำกว่า ค้ำประกัน
"""
_FIRST = "ทำการ ทำหน้าที่ ทำให้ ทำงาน นำเสนอ นำเข้า นำไป นำมา"
"""Stems that end other words too (``พัฒนาเสนอ``): only where a word surely begins."""


def _either(stems: str) -> str:
    return "|".join(
        _bare(stem).replace("า", "้?า") if "้า" not in _bare(stem) else _bare(stem)
        for stem in sorted(stems.split(), key=len, reverse=True)
    )


def _bare(stem: str) -> str:
    return stem.replace("ำ", "า")


_BARE = {_bare(stem): stem for stem in f"{_STEMS} {_FIRST}".split()}
_LOST = re.compile(f"(?:{_either(_STEMS)}|(?<![ก-๎])(?:{_either(_FIRST)}))(?![กนค](?![ก-๎])|นุ|ภิไธย)")
"""Words that Thai has only with ำ."""
_SPACED = re.compile(r"(?<=[ก-ฮ่-๋]) า")
_LEAST = 3
"""Broken words that a text must have before anything is changed."""


def lost_am(text: str) -> bool:
    """The whole text has lost its sara am.

    >>> lost_am("องค์การบริหารส่วนตาบล ดาเนินการจัดทาแผน"), lost_am("องค์การบริหารส่วนตำบล ดาเนินการ ตาบล กาหนด")
    (True, False)
    """
    if "ำ" in text or "ํา" in text:
        return False
    return len(_LOST.findall(text)) + len(_SPACED.findall(text)) >= _LEAST


def restored_am(text: str) -> str:
    """A line of such a text with its sara am back where the word leaves no doubt.

    >>> restored_am("จัดทาแผนต าบล มาตรา ๓")
    'จัดทำแผนตำบล มาตรา ๓'
    """
    return _LOST.sub(_whole_word, _SPACED.sub("ำ", text))


def _whole_word(found: re.Match[str]) -> str:
    return _BARE.get(found[0]) or _BARE[found[0].replace("้า", "า")]
