"""Several pages of one file read at the same time, on as many cores as there are; given back in the file's order.

Threads, not processes: almost all of a page's time is spent in OpenCV, onnxruntime and a Tesseract process of its own,
none of which holds the interpreter, and the models lie in memory once. Each of them keeps to one thread, so the result
is that of one page after another. The file itself is opened by the calling thread alone (PDFium is not for threads).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from circulars.letter.page import Page
from ocr.document import PageImage
from ocr.page.clean import Image

_MOST = 4
_PIXELS = 20_000_000  # of pages in hand together: two of A4 at 300 dpi; a larger page is read alone
_Read = tuple[Page, Image | None]


def cores() -> int:
    """Pages to read at the same time on this machine: its cores that this process may use, four at most."""
    return min(_MOST, len(os.sched_getaffinity(0)))


def read_side_by_side(
    pages: Iterator[PageImage | Page], read: Callable[[PageImage], tuple[Page, Image]], at_once: int
) -> Iterator[_Read]:
    """Pages with their upright pictures in order; pages that came with their text pass through with None.

    What `read` raises is raised here, at the page's turn.
    """
    waiting: deque[tuple[int, Future[_Read]]] = deque()
    with ThreadPoolExecutor(max(1, at_once), "page") as pool:
        try:
            while True:
                while waiting and (len(waiting) >= at_once or _in_hand(waiting) > _PIXELS):
                    yield waiting.popleft()[1].result()
                page = next(pages, None)
                if page is None:
                    break
                if isinstance(page, Page):
                    done: Future[_Read] = Future()
                    done.set_result((page, None))
                    waiting.append((0, done))
                    continue
                size = page.picture.shape[0] * page.picture.shape[1]
                while waiting and _in_hand(waiting) + size > _PIXELS:
                    yield waiting.popleft()[1].result()
                waiting.append((size, pool.submit(read, page)))
                del page  # the queue of the pool holds it as long as it is needed
            while waiting:
                yield waiting.popleft()[1].result()
        finally:
            for _, future in waiting:
                future.cancel()


def _in_hand(waiting: deque[tuple[int, Future[_Read]]]) -> int:
    return sum(size for size, _ in waiting)
