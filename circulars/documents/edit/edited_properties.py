"""Properties of text in a draft that was edited in Word, and the values with which the words print as they are.

Names are those of ECMA-376 Part 1 (WordprocessingML). What is not listed is refused by `edited_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONTS = re.compile(
    r"(?:th ?sarabun|angsana|cordia|browallia|eucrosia|freesia|iris|jasmine|dillenia|kodchiang|lily|leelawadee|tahoma"
    r"|times new roman|arial|calibri|cambria|aptos|liberation|dejavu|noto (?:sans|serif|looped)|carlito|caladea|loma"
    r"|norasi|garuda|sarabun|microsoft sans serif|segoe ui|verdana|ms (?:mincho|gothic)|simsun|dengxian|courier new"
    r"|lucida sans|freesans|freeserif|droid sans|open sans|helvetica|lohit|mangal)(?!.*(?:symbol|dings|emoji))[\w +-]*",
    re.IGNORECASE,
)
"""Fonts of writing: one row, for what is printed with them is what was typed. Counter-examples: Wingdings, Segoe UI Symbol."""
_OFF = ("0", "false", "off", "none", "nil")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def value_of(element: etree._Element) -> str:
    """The ``w:val`` of a property."""
    return element.get(f"{W}val") or ""


def _any(_element: etree._Element) -> bool:
    return True


def _off(element: etree._Element) -> bool:
    return value_of(element).lower() in _OFF


def _within(least: float, most: float, *names: str) -> Callable[[etree._Element], bool]:
    """Every attribute of these names that is there is a number within the bounds."""

    def holds(element: etree._Element) -> bool:
        values = [element.get(f"{W}{name}") for name in names]
        return all(
            re.fullmatch(r"-?\d+(?:\.\d+)?", one) and least <= float(one) <= most for one in values if one is not None
        )

    return holds


def _dark(element: etree._Element) -> bool:
    """Ink that is read on paper: a third of white at the most, by its luminance (Rec. 601)."""
    value = value_of(element)
    if element.get(f"{W}themeColor") not in (None, "text1", "dark1"):
        return False
    if element.get(f"{W}themeTint"):
        return False
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return value == "auto"
    red, green, blue = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 100


def _paper(element: etree._Element) -> bool:
    fill = (element.get(f"{W}fill") or "auto").lower()
    return (
        value_of(element) in ("clear", "nil", "")
        and fill in ("auto", "ffffff")
        and element.get(f"{W}themeFill") is None
    )


def _writing(element: etree._Element) -> bool:
    names = [
        value
        for key, value in element.attrib.items()
        if etree.QName(key).localname in ("ascii", "hAnsi", "cs", "eastAsia")
    ]
    return all(FONTS.fullmatch(str(one)) for one in names)


def _line(element: etree._Element) -> bool:
    """Lines that do not lie on each other, letters that neither."""
    if element.get(f"{W}lineRule") in ("exact", "atLeast") and not _within(240, 1200, "line")(element):
        return False
    bounded = _within(200, 1200, "line")(element) and _within(0, 2000, "before", "after")(element)
    return bounded and _within(-10, 40, "val")(element)


def _no_borders(element: etree._Element) -> bool:
    return all(_off(one) for one in element)


def _no_number(element: etree._Element) -> bool:
    return any(one.tag == f"{W}numId" and value_of(one) == "0" for one in element)


def _not_cut(element: etree._Element) -> bool:
    return element.get(f"{W}hRule") != "exact"


RULES: dict[str, Callable[[etree._Element], bool]] = {
    **dict.fromkeys(
        _words(
"rStyle b bCs i iCs u lang kern noProof cs snapToGrid ligatures numForm numSpacing cntxtAlts pStyle "
"jc tabs keepNext keepLines widowControl pageBreakBefore wordWrap autoSpaceDE autoSpaceDN "
"adjustRightInd contextualSpacing suppressAutoHyphens suppressLineNumbers overflowPunct topLinePunct "
"kinsoku textAlignment outlineLvl cnfStyle divId mirrorIndents suppressOverlap tcW vAlign gridSpan "
"vMerge tcMar tcBorders noWrap hideMark cantSplit tblHeader gridBefore gridAfter wBefore wAfter "
"tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblOverlap tblCellSpacing "
"tblStyleRowBandSize tblStyleColBandSize pgSz pgMar cols docGrid headerReference footerReference "
"titlePg pgNumType type formProt noEndnote footnotePr endnotePr"
),
        _any,
    ),
    **dict.fromkeys(
        _words(
"vanish webHidden specVanish strike dstrike outline shadow emboss imprint caps smallCaps rtl bidi "
"highlight effect em bdr position rtlGutter"
),
        _off,
    ),
    "sz": _within(24, 80, "val"),
    "szCs": _within(24, 80, "val"),
    "color": _dark,
    "shd": _paper,
    "rFonts": _writing,
    "spacing": _line,
    "w": _within(80, 150, "val"),
    "vertAlign": lambda one: value_of(one) == "baseline",
    "ind": _within(-1500, 8000, "left", "right", "start", "end", "firstLine", "hanging"),
    "pBdr": _no_borders,
    "numPr": _no_number,
    "trHeight": _not_cut,
    "textDirection": lambda one: value_of(one) in ("lrTb", "tb"),
}  # fmt: skip
"""Each property that may differ from the draft's, with the values that print the words as they are."""
