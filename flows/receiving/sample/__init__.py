"""The demo office's sample scan, and the program that composed it."""

from __future__ import annotations

from pathlib import Path

SAMPLE = Path(__file__).parent / "sample-circular.pdf"
"""A department's circular to all provinces, two pages, pictures only; names, number and matter are invented."""
