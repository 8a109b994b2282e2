"""Chromium as the tests drive it: quiet, and drawing no more often than a test looks.

Prefect's page of a run draws its timeline sixty times a second though nothing moves, on a machine without a graphics
card with half a core: ten times a second shows the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

CHROMIUM = "/usr/bin/chromium"
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_TEN_FRAMES_A_SECOND = """
window.requestAnimationFrame = draw => setTimeout(() => draw(performance.now()), 100);
window.cancelAnimationFrame = clearTimeout;
"""


def launched(playwright: Playwright, *more: str) -> Browser:
    """The machine's Chromium without a window; fails where there is none."""
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is not installed: make test installs it")
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*_QUIET, *more])


def opened(browser: Browser, size: tuple[int, int] = (1366, 1000), **wishes: Any) -> BrowserContext:
    """A session of its own at this size, in Bangkok's time, without motion."""
    context = browser.new_context(
        reduced_motion="reduce",
        viewport={"width": size[0], "height": size[1]},
        timezone_id="Asia/Bangkok",
        **wishes,
    )
    context.add_init_script(_TEN_FRAMES_A_SECOND)
    return context
