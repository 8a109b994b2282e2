"""Salutation and closing by the addressee (ภาคผนวก ๒, as amended by นร ๑๓๐๕/ว ๕๒๙๓ of 7 July B.E. 2541)."""

from __future__ import annotations

from circulars.directory.posts import POSTS_OF_HIGHEST_RESPECT
from circulars.lexicon.writing.text import FOR_A_PERSON


def closing_for(addressee: str) -> tuple[str, str]:
    """The pair of salutation and closing for an addressee.

    >>> closing_for("นายอำเภอ ทุกอำเภอ"), closing_for("นายกรัฐมนตรี")[0], closing_for("รองนายกรัฐมนตรี")[0]
    (('เรียน', 'ขอแสดงความนับถือ'), 'กราบเรียน', 'เรียน')
    """
    if addressee.strip() in POSTS_OF_HIGHEST_RESPECT:
        return "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"
    return "เรียน", "ขอแสดงความนับถือ"


def for_a_person(addressee: str) -> bool:
    """A royal or a monk: the engine never chooses the words.

    >>> for_a_person("เจ้าอาวาสวัดกลาง"), for_a_person("นายอำเภอ ทุกอำเภอ")
    (True, False)
    """
    return bool(FOR_A_PERSON.search(addressee))
