"""Pages of one file are read at the same time and come in order; large ones alone; what fails fails at its turn."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from circulars.errors import EngineFailed
from circulars.letter.page import Page, PageSource
from flows.receiving.sample import SAMPLE
from ocr import read_pages
from ocr.document import PageImage
from ocr.page.clean import Image
from ocr.shelter.children.side_by_side import read_side_by_side
from ocr.shelter.limits import Limits


def _picture(number: int, height: int = 40) -> PageImage:
    return PageImage(number, np.full((height, 5000), 255, np.uint8), 300)


def _page(number: int, source: PageSource = PageSource.SCAN) -> Page:
    return Page(number, (), source)


def test_two_pages_are_in_hand_together_and_come_in_order() -> None:
    both = threading.Barrier(2, timeout=20)

    def read(image: PageImage) -> tuple[Page, Image]:
        both.wait()  # goes on only when two are being read
        time.sleep(0.01 * (4 - image.number))
        return _page(image.number), image.picture

    text = _page(5, PageSource.TEXT)
    pages: Iterator[PageImage | Page] = iter([*(_picture(n) for n in (1, 2, 3, 4)), text])
    came = list(read_side_by_side(pages, read, 2))
    assert [page.number for page, _ in came] == [1, 2, 3, 4, 5]
    assert came[-1] == (text, None)


@pytest.mark.parametrize(("at_once", "height"), [(1, 40), (3, 3000)])
def test_one_at_a_time_where_one_is_asked_for_or_pages_are_large(at_once: int, height: int) -> None:
    lock, most, now = threading.Lock(), 0, 0

    def read(image: PageImage) -> tuple[Page, Image]:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        return _page(image.number), image.picture[:1]

    assert len(list(read_side_by_side((_picture(n, height) for n in range(1, 5)), read, at_once))) == 4
    assert most == 1


def test_a_fault_comes_at_its_page_and_later_pages_are_not_begun() -> None:
    begun: list[int] = []

    def read(image: PageImage) -> tuple[Page, Image]:
        begun.append(image.number)
        if image.number == 2:
            raise EngineFailed("เสีย")
        return _page(image.number), image.picture

    def pages() -> Iterator[PageImage]:
        yield from (_picture(n) for n in range(1, 20))

    came = read_side_by_side(pages(), read, 2)
    assert next(came)[0].number == 1
    with pytest.raises(EngineFailed):
        list(came)
    assert len(begun) <= 4


def test_a_file_reads_the_same_on_one_core_and_on_two(tmp_path: Path) -> None:
    with pikepdf.open(SAMPLE) as document:
        first = len(document.pages)
        document.pages.append(document.pages[0])
        document.pages[first].Rotate = 90
        document.save(tmp_path / "two.pdf")
    one, two = (
        read_pages(tmp_path / "two.pdf", engine="thai-lines", limits=replace(Limits(), at_once=n)) for n in (1, 2)
    )
    assert one == two
    assert len(one) == first + 1
    assert all(len(page.lines) > 10 for page in one if page.number in (1, first + 1))
