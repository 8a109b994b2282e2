"""``python -m circulars.checks.registry``: the page of all checks."""

from __future__ import annotations

import sys

from circulars.checks.registry import page

sys.stdout.write(page())
