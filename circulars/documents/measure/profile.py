"""How tightly a letter is set: chosen once per circular, so that all its letters look alike.

The typing guideline wants single spacing, 6 pt between the parts and four Enter before the contact lines; a letter that
runs over by a few lines is set a little closer, as clerks do by hand, rather than leaving a page with a signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOTTOM = re.compile(rb'(<w:pgMar\b[^>]*\bw:bottom=")\d+')


@dataclass(frozen=True, slots=True)
class LayoutProfile:
    """One step of closeness.

    ``line`` is the exact line height in points (None: single); ``before`` scales the space above paragraphs;
    ``bottom`` is the bottom margin in cm; ``gap_contact`` the blank lines above the contact lines.
    """

    name: str
    gap_contact: int
    line: float | None = None
    before: float = 1.0
    bottom: float = 2.0

    def styles(self, part: bytes) -> bytes:
        """The styles part set as closely as this profile says; paragraphs of exact height keep theirs."""
        if self.line is None and self.before == 1.0:
            return part
        root = etree.fromstring(part)
        for spacing in root.iter(f"{_W}spacing"):
            if spacing.get(f"{_W}lineRule") == "exact" or spacing.get(f"{_W}line") is None:
                continue
            if self.line is not None:
                spacing.set(f"{_W}line", str(round(self.line * 20)))
                spacing.set(f"{_W}lineRule", "exact")
            spacing.set(f"{_W}before", str(round(int(spacing.get(f"{_W}before", "0")) * self.before)))
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def document(self, part: bytes) -> bytes:
        """The document part with this profile's bottom margin."""
        if self.bottom == STRICT.bottom:
            return part
        return _BOTTOM.sub(rb"\g<1>" + str(round(self.bottom * 1440 / 2.54)).encode(), part)


STRICT = LayoutProfile("strict", 3)
LADDER = (
    STRICT,
    LayoutProfile("close", 2, bottom=1.7),
    LayoutProfile("close-20", 2, line=20, bottom=1.7),
    LayoutProfile("close-19", 1, line=19, bottom=1.5),
    LayoutProfile("close-18", 1, line=18, before=0.67, bottom=1.5),
)
"""From the guideline's own setting to the closest that still reads well."""
