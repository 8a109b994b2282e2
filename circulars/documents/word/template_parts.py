"""Pieces of WordprocessingML that the official templates are made of: styles, runs, paragraphs, the emblem.

Lengths are those of the official typing guideline (คำอธิบายการพิมพ์หนังสือราชการภาษาไทยด้วยโปรแกรมการพิมพ์, นร ๐๑๐๖/ว ๒๐๑๙):
A4, left 3 cm, right 2 cm, emblem 3 cm (memo 1.5) 1.5 cm below the edge, 16 pt, 6 pt before each head line, 12 pt before
the closing, first line 2.5 cm. Thai text takes the complex-script font, size and weight, so these always come in pairs.
"""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from circulars.documents.word.emblem import PLACEHOLDER_MARK, SHAPE

FONT = "TH Sarabun New"
LEFT, RIGHT, TOP, BOTTOM, HEADER, FOOTER = 3.0, 2.0, 2.5, 2.0, 1.5, 0.75
PAGE_WIDTH, PAGE_HEIGHT, TEXT_WIDTH, MIDDLE = 21.0, 29.7, 16.0, 8.0
EMBLEM, EMBLEM_MEMO, EMBLEM_TOP, EMBLEM_SHAPE = 3.0, 1.5, 1.5, SHAPE
INDENT, AGENCY_AT, SIGNATURE_AT = 2.5, 10.0, 7.0
W = nsdecls("w")
_ALIKE = ("TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙", "Sarabun", "Cordia New")
"""Fonts that may stand in for one another, nearest first: on a machine without the template's own Word takes the next."""
_FONT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
_FONT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable"
FONT_TABLE = "word/fontTable.xml"
PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>circulars</Application></Properties>"
)
"""docProps/app.xml: which program made the file."""


def font_table() -> bytes:
    """The fonts of a letter, each with those that may stand in for it (ECMA-376 17.8.3.1), so that no other Thai font is taken."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(other for other in _ALIKE if other != name)}"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        for name in _ALIKE[:3]
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:fonts {W}>{fonts}</w:fonts>".encode()


def naming_fonts(name: str, content: bytes) -> bytes:
    """A part of a package that is to name the font table: the types, and the relations of the text; any other as it is."""
    if name == "[Content_Types].xml":
        part = f'<Override PartName="/{FONT_TABLE}" ContentType="{_FONT_TYPE}"/></Types>'
        return content.replace(b"</Types>", part.encode())
    if name == "word/_rels/document.xml.rels":
        part = f'<Relationship Id="rIdFonts" Type="{_FONT_RELATION}" Target="fontTable.xml"/></Relationships>'
        return content.replace(b"</Relationships>", part.encode())
    return content


def twips(cm: float) -> int:
    """Centimetres as twentieths of a point."""
    return round(cm * 1440 / 2.54)


def emu(cm: float) -> int:
    """Centimetres as English Metric Units."""
    return round(cm * 360_000)


def run_properties(size: int = 16, *, bold: bool = False, color: str = "") -> str:
    """RPr with equal simple- and complex-script values; sizes in points."""
    return (
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        + ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
        + '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def _spacing(before: int = 0, line: int = 240, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="{rule}"/>'


def _indent(left: float = 0, *, first: float | None = None, hanging: float | None = None, right: float = 0) -> str:
    extra = f' w:firstLine="{twips(first)}"' if first is not None else ""
    extra = f' w:hanging="{twips(hanging)}"' if hanging is not None else extra
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}"{extra}/>'


def _tabs(*stops: tuple[str, float]) -> str:
    return "<w:tabs>" + "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for kind, at in stops) + "</w:tabs>"


_NEXT, _WHOLE, _WIDOW = "<w:keepNext/>", "<w:keepLines/>", "<w:widowControl/>"
_THAI, _CENTRE, _LEFT = '<w:jc w:val="thaiDistribute"/>', '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'
_BODY = _spacing(120) + _indent(0, first=INDENT) + _THAI
_SIGN = _spacing() + _indent(SIGNATURE_AT) + _CENTRE

STYLES: tuple[tuple[str, str, str, str], ...] = (
    # id, name in Word's style pane, paragraph properties, run properties
    ("SbUrgency", "SB Urgency", _spacing(0, 720, "exact") + _LEFT, run_properties(32, bold=True, color="C00000")),
    (
        "SbNo",
        "SB Number and agency",
        _tabs(("left", AGENCY_AT)) + _spacing() + _indent(AGENCY_AT, hanging=AGENCY_AT) + _LEFT,
        "",
    ),
    ("SbDate", "SB Date", _spacing(120) + _indent(MIDDLE) + _LEFT, ""),
    ("SbSubject", "SB Subject", _tabs(("left", 1.0)) + _spacing(120) + _indent(1.0, hanging=1.0) + _LEFT, ""),
    ("SbTo", "SB To", _tabs(("left", 1.0)) + _spacing(120) + _indent(1.0, hanging=1.0) + _LEFT, ""),
    ("SbRef", "SB Reference", _tabs(("left", 1.3)) + _spacing(120) + _indent(1.3, hanging=1.3) + _LEFT, ""),
    ("SbRefMore", "SB Reference more", _tabs(("left", 1.3)) + _spacing() + _indent(1.3) + _LEFT, ""),
    ("SbGap6", "SB 6pt gap", _spacing(0, 120, "exact") + _LEFT, ""),
    ("SbEnclName", "SB Enclosure name", _spacing() + _indent(0, right=0.2) + _LEFT, ""),
    ("SbEnclItem", "SB Enclosure item", _spacing() + _indent(0.5, hanging=0.5, right=0.2) + _LEFT, ""),
    ("SbBody", "SB Body", _BODY, ""),
    ("SbBodyKeep", "SB Body keep with next", _NEXT + _BODY, ""),
    ("SbItem", "SB Item", _spacing() + _indent(0, first=INDENT) + _THAI, ""),
    ("SbItemKeep", "SB Item keep with next", _NEXT + _spacing() + _indent(0, first=INDENT) + _THAI, ""),
    ("SbSub", "SB Sub item", _spacing() + _indent(0, first=INDENT + 0.7) + _THAI, ""),
    ("SbSubKeep", "SB Sub item keep with next", _NEXT + _spacing() + _indent(0, first=INDENT + 0.7) + _THAI, ""),
    ("SbOrderDate", "SB Order date", _NEXT + _WHOLE + _spacing(120) + _indent(0, first=INDENT + 2.5) + _LEFT, ""),
    ("SbPurpose", "SB Purpose", _NEXT + _BODY, ""),
    ("SbClosing", "SB Closing", _NEXT + _WHOLE + _spacing(240) + _indent(SIGNATURE_AT) + _CENTRE, ""),
    ("SbSignGap", "SB Signature gap", _NEXT + _WHOLE + _SIGN, ""),
    ("SbSign", "SB Signature", _NEXT + _WHOLE + _SIGN, ""),
    ("SbSignLast", "SB Signature last", _WHOLE + _SIGN, ""),
    ("SbContact", "SB Contact", _WHOLE + _spacing() + _LEFT, ""),
    ("SbContactNext", "SB Contact next", _NEXT + _WHOLE + _spacing() + _LEFT, ""),
    ("SbMotto", "SB Motto", _spacing() + _CENTRE, run_properties(16, bold=True)),
    ("SbPageNo", "SB Page number", _spacing() + _CENTRE, ""),
    (
        "SbWatermark",
        "SB Draft mark",
        _spacing() + '<w:jc w:val="right"/>',
        run_properties(16, bold=True, color="808080"),
    ),
    ("SbMemoTitle", "SB Memo title", _spacing(0, 700, "exact") + _CENTRE, run_properties(29, bold=True)),
    ("SbMemoHead", "SB Memo head", _tabs(("left", MIDDLE), ("right", TEXT_WIDTH)) + _spacing() + _LEFT, ""),
    ("SbMemoLine", "SB Memo line", _tabs(("right", TEXT_WIDTH)) + _spacing() + _LEFT, ""),
    ("SbCentre", "SB Centre", _spacing() + _CENTRE, ""),
    ("SbCentreBold", "SB Centre bold", _spacing() + _CENTRE, run_properties(16, bold=True)),
)


def styles_xml() -> str:
    """The whole styles part: defaults without theme fonts, and the named styles."""
    parts = [
        f"<w:styles {W}><w:docDefaults><w:rPrDefault>{run_properties()}</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_WIDOW}{_spacing()}</w:pPr>{run_properties()}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    ]
    for identity, name, paragraph, run in STYLES:
        parts.append(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>'
        )
    return "".join(parts) + "</w:styles>"


SETTINGS = (
    f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/><w:applyBreakingRules/><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
BOLD_20 = '<w:rPr><w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr>'
DOTTED = '<w:rPr><w:u w:val="dotted"/></w:rPr>'
_IT9 = '<w:rPr><w:rFonts w:ascii="TH SarabunIT๙" w:hAnsi="TH SarabunIT๙" w:cs="TH SarabunIT๙"/></w:rPr>'


def run(text: str, properties: str = "") -> str:
    """One run; tabs become w:tab."""
    pieces = []
    for number, piece in enumerate(text.split("\t")):
        if number:
            pieces.append("<w:tab/>")
        if piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def paragraph(style: str, *runs: str) -> str:
    """One paragraph of a named style; a piece that is not XML becomes a plain run."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def page_number() -> str:
    """PAGE field drawn in a font whose ASCII digits are Thai ones: Thai numerals in Word and LibreOffice alike."""
    begin, separate, end = (
        f'<w:r>{_IT9}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f'<w:r>{_IT9}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return f"{begin}{code}{separate}<w:r>{_IT9}<w:t>2</w:t></w:r>{end}"


BOOKMARK_NUMBER, BOOKMARK_DATE = "circulars_number", "circulars_date"
"""Word bookmarks around number and date: where they are filled in when a reviewer has edited the draft."""


def marked(name: str, text: str, properties: str = "") -> str:
    """A run inside a bookmark."""
    identity = {BOOKMARK_NUMBER: 1, BOOKMARK_DATE: 2}[name]
    return (
        f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/>{run(text, properties)}<w:bookmarkEnd w:id="{identity}"/>'
    )


def anchored_picture(relation: str, width: float, height: float, x: float) -> str:
    """The emblem, anchored behind the text: x cm from the page's left margin, 1.5 cm below the page's top edge.

    It stands by the page, so its paragraph may be any of the first page that every letter keeps: the addressee's, the title.
    """
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    size = f'cx="{emu(width)}" cy="{emu(height)}"'
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="251658240" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>{emu(x)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu(EMBLEM_TOP)}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="1" name="emblem" descr="ตราของส่วนราชการ"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="emblem"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{relation}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def placeholder_emblem(height: int = 354) -> bytes:
    """The drawn stand-in for the emblem: no emblem is shipped, the office supplies its own (พ.ร.บ. เครื่องหมายครุฑพ่าห์)."""
    width = int(height * EMBLEM_SHAPE)
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    for at in range(0, width, 18):
        draw.line((at, 2, at + 9, 2), 120, 3)
        draw.line((at, height - 3, at + 9, height - 3), 120, 3)
    for at in range(0, height, 18):
        draw.line((2, at, 2, at + 9), 120, 3)
        draw.line((width - 3, at, width - 3, at + 9), 120, 3)
    font = ImageFont.truetype("/usr/share/fonts/truetype/tlwg/Laksaman-Bold.ttf", 56)
    draw.text((width / 2, height / 2), "ตราครุฑ", 120, font=font, anchor="mm")
    buffer = io.BytesIO()
    mark = PngInfo()
    mark.add_text("Comment", PLACEHOLDER_MARK)
    picture.save(buffer, "PNG", optimize=True, pnginfo=mark)
    return buffer.getvalue()
