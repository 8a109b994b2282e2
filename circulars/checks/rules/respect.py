"""Salutation and closing by the addressee, royals and monks (ภาคผนวก ๒, as amended by นร ๑๓๐๕/ว ๕๒๙๓ of 7 July B.E. 2541)."""

from __future__ import annotations

from circulars.lexicon.reading.checks import INSTITUTION
from circulars.lexicon.writing.text import FOR_A_PERSON, SALUTES_ROYAL_OR_MONK

POSTS_OF_HIGHEST_RESPECT = (
    "ประธานองคมนตรี",
    "นายกรัฐมนตรี",
    "ประธานรัฐสภา",
    "ประธานสภาผู้แทนราษฎร",
    "ประธานวุฒิสภา",
    "ประธานศาลฎีกา",
    "รัฐบุรุษ",
    "ประธานศาลรัฐธรรมนูญ",
    "ประธานศาลปกครองสูงสุด",
    "ประธานกรรมการการเลือกตั้ง",
    "ประธานกรรมการสิทธิมนุษยชนแห่งชาติ",
    "ประธานกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ",
    "ประธานกรรมการตรวจเงินแผ่นดิน",
    "ผู้ตรวจการแผ่นดิน",
)
"""The fourteen posts addressed กราบเรียน … ขอแสดงความนับถืออย่างยิ่ง."""


def closing_for(addressee: str) -> tuple[str, str]:
    """The pair of salutation and closing for an addressee.

    >>> closing_for("นายอำเภอ ทุกอำเภอ"), closing_for("นายกรัฐมนตรี")[0], closing_for("รองนายกรัฐมนตรี")[0]
    (('เรียน', 'ขอแสดงความนับถือ'), 'กราบเรียน', 'เรียน')
    """
    if addressee.strip() in POSTS_OF_HIGHEST_RESPECT:
        return "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"
    return "เรียน", "ขอแสดงความนับถือ"


def royal_or_monk(addressee: str) -> bool:
    """A royal or a monk: the engine never chooses the words.

    >>> royal_or_monk("เจ้าอาวาสวัดกลาง"), royal_or_monk("นายอำเภอ ทุกอำเภอ")
    (True, False)
    >>> royal_or_monk("ผู้อำนวยการโรงพยาบาลสมเด็จพระยุพราชสว่างแดนดิน"), royal_or_monk("นายอำเภอ และเจ้าคณะอำเภอ")
    (False, True)
    """
    return FOR_A_PERSON.search(INSTITUTION.sub("", addressee)) is not None


def salutes_royal_or_monk(salutation: str) -> bool:
    """The salutation is one for a royal or a monk.

    >>> salutes_royal_or_monk("กราบทูล"), salutes_royal_or_monk("กราบเรียน")
    (True, False)
    """
    return SALUTES_ROYAL_OR_MONK.match(salutation.strip()) is not None
