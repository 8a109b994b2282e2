"""The receipt stamp: what it says, that it covers nothing, and that the original stays as it is."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from circulars.documents.pages.source.picture import page_picture
from circulars.documents.receipt.laying import NO_ROOM, free_spot, overprint, stamped_copy
from circulars.documents.receipt.stamp import HIGH_CM, WIDE_CM, Receipt, stamp_ink
from circulars.errors import UnreadableFile
from circulars.thai.dates import BANGKOK
from ocr.shelter.sheltered import stamped_pdf

RECEIPT = Receipt("ที่ทำการปกครองจังหวัดสกลนคร", 8812, dt.datetime(2026, 11, 23, 10, 5, tzinfo=BANGKOK))
SAMPLE = next((Path(__file__).parents[1] / "flows" / "receiving" / "sample").glob("*.pdf"))
CM = 100 / 2.54


def page(*inked: tuple[float, float, float, float], size: tuple[int, int] = (827, 1169)) -> bytes:
    """A page of 100 dots an inch with black rectangles, in centimetres."""
    picture = Image.new("L", size, 245)
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in inked:
        draw.rectangle((left * CM, top * CM, right * CM, bottom * CM), fill=20)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(100, 100))
    return out.getvalue()


def picture(content: bytes, number: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(page_picture(content, number, width=827))).convert("L")


def darkest(part: Image.Image) -> int:
    return next(level for level, count in enumerate(part.histogram()) if count)


def test_a_letters_first_page_has_the_stamp_where_nothing_stood_and_the_rest_is_as_it_was() -> None:
    content = SAMPLE.read_bytes()
    made = stamped_pdf(content, RECEIPT)
    spot = free_spot(content)
    assert spot is not None and SAMPLE.read_bytes() == content
    with pikepdf.open(io.BytesIO(made)) as copy, pikepdf.open(SAMPLE) as original:
        assert len(copy.pages) == len(original.pages)
    plain, stamped = picture(content), picture(made).resize(picture(content).size)
    left, top = spot.left * CM, spot.top * CM
    box = (round(left), round(top), round(left + WIDE_CM * CM), round(top + HIGH_CM * CM))
    assert darkest(plain.crop(box)) > 150  # nothing stood there
    assert darkest(stamped.crop(box)) < 90  # ink stands there now
    outside = ImageChops.difference(plain, stamped).point(lambda level: 255 if level > 110 else 0)
    ImageDraw.Draw(outside).rectangle((box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4), fill=0)
    assert outside.getbbox() is None


def test_the_stamp_lies_at_the_right_top_where_that_is_free() -> None:
    spot = free_spot(page((2, 6, 19, 28)))
    assert spot is not None and spot.left > 15 and spot.top < 1


def test_a_page_without_room_is_not_stamped_but_told() -> None:
    with pytest.raises(UnreadableFile) as told:
        stamped_copy(page((0.5, 0.5, 20.5, 29)), RECEIPT)
    assert told.value.code == NO_ROOM and "แผ่นพิมพ์ทับ" in told.value.message


_PLACE = st.tuples(st.floats(0, 18), st.floats(0, 14), st.floats(0.4, 9), st.floats(0.4, 4))


@settings(max_examples=40, deadline=None)
@given(places=st.lists(_PLACE, max_size=12))
def test_wherever_ink_stands_the_stamp_is_beside_it(places: list[tuple[float, float, float, float]]) -> None:
    inked = [(left, top, left + wide, top + high) for left, top, wide, high in places]
    spot = free_spot(page(*inked))
    if spot is None:
        return
    assert spot.left >= 0 and spot.left + WIDE_CM <= 21.01 and spot.top + HIGH_CM <= 29.7
    for left, top, right, bottom in inked:
        apart = (
            right <= spot.left + 0.02
            or spot.left + WIDE_CM <= left + 0.02
            or bottom <= spot.top + 0.02
            or spot.top + HIGH_CM <= top + 0.02
        )
        assert apart or min(right, 21) - left < 0.1


def test_a_sheet_to_print_over_the_paper_holds_the_stamp_alone() -> None:
    sheet = picture(overprint(RECEIPT))
    ink = sheet.point(lambda level: 255 if level < 200 else 0).getbbox()
    assert ink is not None
    wide, high = (ink[2] - ink[0]) / 827 * 21.0, (ink[3] - ink[1]) / 827 * 21.0
    assert abs(wide - WIDE_CM) < 0.1 and abs(high - HIGH_CM) < 0.1


@pytest.mark.parametrize("office", ["จังหวัดตาก", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดพระนครศรีอยุธยา"])
def test_every_line_stands_inside_the_frame(office: str) -> None:
    ink = stamp_ink(Receipt(office, 99_999, RECEIPT.at))
    inner = ink.crop((6, 6, ink.width - 6, ink.height - 6))
    edge = 6
    for box in (
        (0, 0, inner.width, edge),
        (0, 0, edge, inner.height),
        (inner.width - edge, 0, inner.width, inner.height),
    ):
        assert inner.crop(box).getextrema() == (1, 1)
