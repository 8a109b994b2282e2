"""Paragraphs with a long link are set flush left: justified, the line before the link would be torn apart.

A link cannot be broken, and break marks inside it would spoil it for whoever copies it; so the paragraph gives way.
"""

from __future__ import annotations

import re

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG_WORD = re.compile("[^\\s\u0e00-\u0e7f<>]{30,}")
"""A run of characters without blank or Thai letter that takes a third of a line."""
_JUSTIFIED = frozenset({"thaiDistribute", "both", "distribute"})
_AFTER = (
    *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
    *("rPr", "sectPr", "pPrChange"),
)


def justified_styles(styles: bytes) -> frozenset[str]:
    """Ids of the paragraph styles that justify, by themselves or by the style they are based on."""
    own: dict[str, str] = {}
    base: dict[str, str] = {}
    for style in etree.fromstring(styles).iter(f"{_W}style"):
        identity = style.get(f"{_W}styleId") or ""
        alignment, parent = style.find(f"{_W}pPr/{_W}jc"), style.find(f"{_W}basedOn")
        if alignment is not None:
            own[identity] = alignment.get(f"{_W}val") or ""
        if parent is not None:
            base[identity] = parent.get(f"{_W}val") or ""

    def resolved(identity: str) -> str:
        seen = set()
        while identity and identity not in own and identity not in seen:
            seen.add(identity)
            identity = base.get(identity, "")
        return own.get(identity, "")

    return frozenset(identity for identity in {*own, *base} if resolved(identity) in _JUSTIFIED)


def loosened(document: str, styles: frozenset[str]) -> str:
    """The document part with its justified paragraphs that hold a long link set flush left."""
    root = etree.fromstring(document.encode())
    for paragraph in root.iter(f"{_W}p"):
        if not LONG_WORD.search("".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))):
            continue
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            continue
        style, alignment = properties.find(f"{_W}pStyle"), properties.find(f"{_W}jc")
        by_style = style is not None and style.get(f"{_W}val") in styles
        if alignment is not None:
            if alignment.get(f"{_W}val") in _JUSTIFIED:
                alignment.set(f"{_W}val", "left")
        elif by_style:
            alignment = etree.Element(f"{_W}jc")
            alignment.set(f"{_W}val", "left")
            later = next((child for child in properties if child.tag in {f"{_W}{name}" for name in _AFTER}), None)
            if later is None:
                properties.append(alignment)
            else:
                later.addprevious(alignment)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True).decode()
