"""Patterns that tell where a letter begins: the titles of memos, orders and announcements."""

from __future__ import annotations

from circulars.lexicon.phrases import DECREES
from circulars.lexicon.rows import row

MEMO = row(r"^บันทึกข้อความ", "บันทึกข้อความ", "ตามบันทึกข้อความ")
TITLE = row(rf"^{DECREES}(?!\s*ณ)\S*", "คำสั่งจังหวัดน่าน", "ประกาศ ณ วันที่ ๑")
HEADLESS_TITLE = row(
    r"^(?:คำสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ|แถลงการณ์|ข่าว(?=$|\s|ประชา)|วิทยุ|หนังสือรับรอง)(?!\s*ณ)", "วิทยุ", "ประกาศ ณ วันที่ ๑"
)
GIVEN_ANYWHERE = row(r"(?:สั่ง|ประกาศ|ให้ไว้)\s*ณ\s*วันท", "จึงสั่ง ณ วันที่ ๑", "ประกาศรายชื่อ ณ ศาลากลาง")
