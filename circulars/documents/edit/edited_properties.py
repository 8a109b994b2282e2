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
    """Ink that is read on paper: some two fifths of white at the most, by its luminance (Rec. 601)."""
    value = value_of(element)
    if element.get(f"{W}themeColor") not in (None, "text1", "dark1"):
        return False
    if element.get(f"{W}themeTint"):
        return False
    return is_dark(value)


def is_dark(color: str) -> bool:
    """Ink that is read on paper: a color in hex, or by the machine's own name for that of text."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return color in ("auto", "windowText")
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
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
    bounded = bounded and _within(0, 500, "beforeLines", "afterLines")(element)
    return bounded and _within(-10, 40, "val")(element)


def _no_borders(element: etree._Element) -> bool:
    return all(_off(one) for one in element)


def _no_number(element: etree._Element) -> bool:
    return any(one.tag == f"{W}numId" and value_of(one) == "0" for one in element)


def _indented(element: etree._Element) -> bool:
    """Within the page; in hundredths of a letter too."""
    by_letters = ("leftChars", "rightChars", "startChars", "endChars", "firstLineChars", "hangingChars")
    sides = _within(-1500, 8000, "left", "right", "start", "end", "firstLine", "hanging")(element)
    return sides and _within(-300, 1500, *by_letters)(element)


def _no_lines(element: etree._Element) -> bool:
    """Tab stops that fill their gap with nothing, or with dots."""
    return all(one.get(f"{W}leader") in (None, "none", "dot") for one in element)


def _merged(element: etree._Element) -> bool:
    """A cell that another one covers has no words of its own."""
    cell = next(element.iterancestors(f"{W}tc"), None)
    return value_of(element) == "restart" or cell is None or not any(one.text for one in cell.iter(f"{W}t"))


def _wide(element: etree._Element) -> bool:
    """A width of a table or cell within the page: twentieths of a point, or a part of the page."""
    width = element.get(f"{W}w") or "0"
    if width.endswith("%"):
        return bool(re.fullmatch(r"\d{1,2}(?:\.\d+)?%|100%", width))
    return _within(0, 12000, "w")(element)


def _thin(element: etree._Element) -> bool:
    """Borders along cells, none across them, none that covers words."""
    names = {etree.QName(one).localname for one in element}
    return not names & {"tl2br", "tr2bl"} and all(_within(0, 48, "sz")(one) for one in element)


def _margins(element: etree._Element) -> bool:
    return all(_within(0, 1500, "w")(one) for one in element)


def _grid(element: etree._Element) -> bool:
    return _within(240, 1000, "linePitch")(element) and _within(-500, 4000, "charSpace")(element)


def _not_cut(element: etree._Element) -> bool:
    return element.get(f"{W}hRule") != "exact"


RULES: dict[str, Callable[[etree._Element], bool]] = {
    **dict.fromkeys(
        _words(
"rStyle b bCs i iCs u lang kern noProof cs snapToGrid ligatures numForm numSpacing cntxtAlts pStyle "
"jc keepNext keepLines widowControl pageBreakBefore wordWrap autoSpaceDE autoSpaceDN "
"adjustRightInd contextualSpacing suppressAutoHyphens suppressLineNumbers overflowPunct topLinePunct "
"kinsoku textAlignment outlineLvl cnfStyle divId mirrorIndents suppressOverlap vAlign gridSpan "
"noWrap hideMark cantSplit tblHeader tblStyle tblLayout tblLook tblOverlap "
"tblStyleRowBandSize tblStyleColBandSize cols headerReference footerReference "
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
    "ind": _indented,
    "tabs": _no_lines,
    "vMerge": _merged,
    **dict.fromkeys(_words("tcW tblW wBefore wAfter"), _wide),
    **dict.fromkeys(_words("gridBefore gridAfter"), _within(0, 20, "val")),
    "tblInd": _within(-1500, 8000, "w"),
    "tblCellSpacing": _within(0, 500, "w"),
    **dict.fromkeys(_words("tcBorders tblBorders"), _thin),
    **dict.fromkeys(_words("tcMar tblCellMar"), _margins),
    "pgSz": lambda one: _within(11000, 12700, "w")(one) and _within(15000, 17400, "h")(one),
    "pgMar": _within(0, 3500, "top", "bottom", "left", "right", "header", "footer", "gutter"),
    "docGrid": _grid,
    "pBdr": _no_borders,
    "numPr": _no_number,
    "trHeight": _not_cut,
    "textDirection": lambda one: value_of(one) in ("lrTb", "tb"),
}  # fmt: skip
"""Each property that may differ from the draft's, with the values that print the words as they are."""
