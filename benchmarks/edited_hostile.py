"""A hundred ways in which an edited draft prints something else than the words that a reviewer compares.

Each is made by hand from an honest draft: by an element, a property and where it stands, a style, a part, a relationship,
the theme, a font. Names are those of ECMA-376 Part 1 and 2.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
BODY, RELS, TOP = "word/document.xml", "word/_rels/document.xml.rels", "_rels/.rels"
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SAID = "ยกเว้นอำเภอเมือง"
"""What the forger would have printed."""
Parts = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A forged draft; `printed` are words that must be told where it is not refused (empty: any change told will do)."""

    name: str
    edited: bytes
    printed: str = ""


def parts_of(docx: bytes) -> Parts:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def hostile(draft: bytes) -> Iterator[Hostile]:
    """All of them, each under a name of its own."""
    for name, forge in _FORGERIES.items():
        parts = parts_of(draft)
        forge(parts)
        yield Hostile(name, packed(parts))


# ---- where things are put

Forge = Callable[[Parts], None]


def _sub(parts: Parts, part: str, pattern: str, new: str, count: int = 1) -> None:
    text, times = re.subn(pattern, lambda _: new, parts[part].decode(), count=count, flags=re.DOTALL)
    if not times:
        raise ValueError(f"nothing of {pattern} in {part}")
    parts[part] = text.encode()


def _at_end(xml: str) -> Forge:
    """Before the last section of the body."""

    def forge(parts: Parts) -> None:
        body = parts[BODY].decode()
        at = body.rindex("<w:sectPr")
        parts[BODY] = (body[:at] + xml + body[at:]).encode()

    return forge


def _in_margin(xml: str, part: str = "word/footer1.xml") -> Forge:
    end = "</w:ftr>" if "footer" in part else "</w:hdr>"
    return lambda parts: _sub(parts, part, end, xml + end)


def _sentence(properties: str = "", *, paragraph: str = "", inside: str | None = None) -> str:
    said = f"<w:t>{SAID}</w:t>" if inside is None else inside
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{properties}</w:rPr>{said}</w:r></w:p>"


def _on_body(properties: str, *, whole: bool = False) -> Forge:
    """On the runs of a paragraph that is there already (of its `pPr` with `whole`): no word is other than before."""

    def forge(parts: Parts) -> None:
        body = parts[BODY].decode()
        longest = max(re.finditer(r"<w:p>(?:(?!</w:p>).)*</w:p>", body, re.DOTALL), key=lambda one: len(one.group()))
        text = longest.group()
        if whole:
            text = text.replace("</w:pPr>", f"{properties}</w:pPr>", 1)
        else:
            text = re.sub(r"<w:r>(?:<w:rPr>.*?</w:rPr>)?", f"<w:r><w:rPr>{properties}</w:rPr>", text, flags=re.DOTALL)
        parts[BODY] = (body[: longest.start()] + text + body[longest.end() :]).encode()

    return forge


def _in_table(cell: str = "", row: str = "", table: str = "") -> Forge:
    """The longest paragraph moved into a table's cell with these properties."""

    def forge(parts: Parts) -> None:
        body = parts[BODY].decode()
        longest = max(re.finditer(r"<w:p>(?:(?!</w:p>).)*</w:p>", body, re.DOTALL), key=lambda one: len(one.group()))
        made = (
            f"<w:tbl><w:tblPr><w:tblW w:w='9000' w:type='dxa'/>{table}</w:tblPr><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid>"
            f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc></w:tr>"
            if "vMerge" in cell
            else f"<w:tbl><w:tblPr><w:tblW w:w='9000' w:type='dxa'/>{table}</w:tblPr><w:tblGrid><w:gridCol w:w='9000'/></w:tblGrid>"
        )
        made += f"<w:tr><w:trPr>{row}</w:trPr><w:tc><w:tcPr>{cell}</w:tcPr>{longest.group()}</w:tc></w:tr></w:tbl>"
        parts[BODY] = (body[: longest.start()] + made + body[longest.end() :]).encode()

    return forge


def _section(xml: str, *, out: str = "") -> Forge:
    """Properties of the last section, in place of those of the same name."""

    def forge(parts: Parts) -> None:
        body = parts[BODY].decode()
        at = body.rindex("<w:sectPr")
        name = out or re.match(r"<w:(\w+)", xml).group(1)  # type: ignore[union-attr]
        rest = re.sub(rf"<w:{name}\b[^>]*/>", "", body[at:])
        parts[BODY] = (body[:at] + rest.replace("</w:sectPr>", f"{xml}</w:sectPr>", 1)).encode()

    return forge


def _style(properties: str, mark: str) -> Forge:
    """A new style with these run properties, and how it says that it is the default, named or used."""
    made = f"<w:style w:type='paragraph' {mark}><w:name w:val='{{}}'/><w:rPr>{properties}</w:rPr></w:style></w:styles>"
    return lambda parts: _sub(parts, "word/styles.xml", "</w:styles>", made.format("Plain"))


def _related(kind: str, target: str, content: bytes, of: str = RELS, place: str = "") -> Forge:
    """A relationship of a kind that is allowed, to a part of another name, with words of its own."""

    def forge(parts: Parts) -> None:
        told = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"/>'
        _sub(parts, of, "(?=</Relationships>)", told)
        parts[place or f"word/{target}"] = content
        kinds = {"header": "header+xml", "officeDocument": "document.main+xml", "styles": "styles+xml"}
        override = f'<Override PartName="/{place or f"word/{target}"}" ContentType="{TYPES}.{kinds[kind]}"/>'
        _sub(parts, "[Content_Types].xml", "(?=</Types>)", override)

    return forge


def _other_header(parts: Parts) -> None:
    """The letter's header is read from a part that is called otherwise."""
    words = parts["word/header2.xml"].replace(b"</w:hdr>", f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:hdr>".encode())
    _related("header", "people.xml", words)(parts)
    _sub(parts, BODY, r'w:type="first" r:id="\w+"/><w:footer', 'w:type="first" r:id="rIdX"/><w:footer')


def _other_document(parts: Parts) -> None:
    """The letter itself is a part that is called otherwise; what is compared stays beside it."""
    parts["word/people.xml"] = _said_instead(parts)
    _sub(parts, TOP, r'Target="word/document\.xml"', 'Target="word/people.xml"')
    parts["word/_rels/people.xml.rels"] = parts[RELS]
    told = f'<Override PartName="/word/people.xml" ContentType="{TYPES}.document.main+xml"/>'
    _sub(parts, "[Content_Types].xml", "(?=</Types>)", told)


def _two_documents(parts: Parts) -> None:
    other = _said_instead(parts)
    _related("officeDocument", "word/people.xml", other, TOP, "word/people.xml")(parts)
    parts["word/_rels/people.xml.rels"] = parts[RELS]
    rels = parts[TOP].decode()
    (mine,) = re.findall(r'<Relationship Id="rIdX".*?/>', rels)
    parts[TOP] = rels.replace(mine, "").replace("<Relationship ", f"{mine}<Relationship ", 1).encode()


def _said_instead(parts: Parts) -> bytes:
    text = parts[BODY].decode()
    at = text.rindex("<w:sectPr")
    return (text[:at] + _sentence() + text[at:]).encode()


def _other_styles(parts: Parts) -> None:
    """Styles from a part that is called otherwise, in which nothing is seen."""
    _related("styles", "stylesWithEffects.xml", _vanished(parts))(parts)
    _sub(parts, RELS, r'<Relationship [^>]*Target="styles\.xml"/>', "")


def _two_styles(parts: Parts) -> None:
    """A style of one name twice; either may be printed."""
    whole = parts["word/styles.xml"].decode()
    name = next(iter(re.findall(r'<w:pStyle w:val="(\w+)"', parts[BODY].decode())))
    (own,) = re.findall(rf'<w:style [^>]*w:styleId="{name}">(?:(?!</w:style>).)*</w:style>', whole, re.DOTALL)
    bad = own.replace("<w:rPr>", "<w:rPr><w:vanish/>", 1)
    parts["word/styles.xml"] = whole.replace(own, bad + own, 1).encode()


def _vanished(parts: Parts) -> bytes:
    return parts["word/styles.xml"].replace(b"<w:rPrDefault><w:rPr>", b"<w:rPrDefault><w:rPr><w:vanish/>")


def _theme(xml: str) -> Forge:
    def forge(parts: Parts) -> None:
        made = f'<a:theme xmlns:a="{DRAWING}/main" name="x"><a:themeElements>{xml}</a:themeElements></a:theme>'
        told = f'<Relationship Id="rIdX" Type="{OFFICE}/theme" Target="theme/theme1.xml"/>'
        _sub(parts, RELS, "(?=</Relationships>)", told)
        parts["word/theme/theme1.xml"] = made.encode()
        kind = "application/vnd.openxmlformats-officedocument.theme+xml"
        override = f'<Override PartName="/word/theme/theme1.xml" ContentType="{kind}"/>'
        _sub(parts, "[Content_Types].xml", "(?=</Types>)", override)
        _on_body('<w:color w:val="000000" w:themeColor="text1"/>')(parts)

    return forge


def _settings(xml: str) -> Forge:
    def forge(parts: Parts) -> None:
        _sub(parts, "word/settings.xml", "(?=<w:characterSpacingControl)", xml)
        _on_body('<w:color w:val="000000" w:themeColor="text1"/>')(parts)

    return forge


def _own_font(parts: Parts) -> None:
    """A font of the file's own under the letter's font name: its glyphs are what the forger drew."""
    parts["word/fonts/font1.odttf"] = b"\0" * 64
    parts["word/_rels/fontTable.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/font" Target="fonts/font1.odttf"/></Relationships>'
    ).encode()
    embedded = '<w:embedRegular xmlns:r="{}" r:id="rId1" w:fontKey="{{00000000-0000-0000-0000-000000000000}}"/>'
    made = f'<w:font w:name="TH Sarabun New">{embedded.format(OFFICE)}</w:font></w:fonts>'
    _sub(parts, "word/fontTable.xml", "</w:fonts>", made)
    told = '<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
    _sub(parts, "[Content_Types].xml", "(?=<Override)", told)


def _emblem(pattern: str, new: str) -> Forge:
    return lambda parts: _sub(parts, BODY, pattern, new)


def _drawn(text: str = "", size: tuple[int, int] = (900, 90)) -> bytes:
    picture, out = Image.new("RGB", size, "white"), io.BytesIO()
    ImageDraw.Draw(picture).text((5, 5), text or "PAY 500 BAHT", fill="black", font_size=50)
    picture.save(out, "PNG")
    return out.getvalue()


def _picture(attribute: str, mode: str, kind: str = "image", target: str = "media/zz.png") -> Forge:
    xml = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="5000000" cy="430000"/>'
        f'<wp:docPr id="99" name="x"/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{OFFICE}" r:{attribute}="rIdX"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="430000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )

    def forge(parts: Parts) -> None:
        _at_end(xml)(parts)
        told = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        _sub(parts, RELS, "(?=</Relationships>)", told)
        if target.startswith("media/"):
            parts[f"word/{target}"] = _drawn()

    return forge


def _field(code: str, *, whole: bool = False) -> str:
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    words = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in (code.split("|") if whole else [code]))
    return f"<w:p>{begin}{words}{middle}<w:r><w:t>๑</w:t></w:r>{end}</w:p>"


def _notes(kind: str) -> Forge:
    def forge(parts: Parts) -> None:
        _at_end(_sentence(inside=f'<w:t>ก</w:t><w:{kind}Reference w:id="2"/>'))(parts)
        said = f'<w:{kind} w:id="2"><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:{kind}>'
        parts[f"word/{kind}s.xml"] = f"<w:{kind}s {_NS}>{said}</w:{kind}s>".encode()
        told = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}s" Target="{kind}s.xml"/>'
        _sub(parts, RELS, "(?=</Relationships>)", told)

    return forge


def _inside_words(xml: str) -> Forge:
    """An element within a run, between two letters of a word of the body."""

    def forge(parts: Parts) -> None:
        body = parts[BODY].decode()
        longest = max(re.finditer(r"<w:t[^>]*>([^<]+)</w:t>", body), key=lambda one: len(one.group(1)))
        at = longest.start(1) + len(longest.group(1)) // 2
        split = f'</w:t>{xml}<w:t xml:space="preserve">'
        parts[BODY] = (body[:at] + split + body[at:]).encode()

    return forge


_WEB = "http://127.0.0.1:9/x.png"
_RUN = {
    "hidden": "<w:vanish/>",
    "hidden in the web": "<w:webHidden/>",
    "hidden mark": "<w:specVanish/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "nearly white": '<w:color w:val="EFEFEF"/>',
    "yellow": '<w:color w:val="FFFF66"/>',
    "white by theme": '<w:color w:val="000000" w:themeColor="background1"/>',
    "faint by tint": '<w:color w:val="000000" w:themeColor="text1" w:themeTint="11"/>',
    "tiny": '<w:sz w:val="2"/><w:szCs w:val="2"/>',
    "struck out": "<w:strike/>",
    "struck twice": "<w:dstrike/>",
    "black bar": '<w:highlight w:val="black"/>',
    "bar by shading": '<w:shd w:val="clear" w:fill="000000"/>',
    "bar by a pattern": '<w:shd w:val="solid" w:color="000000" w:fill="auto"/>',
    "pressed together": '<w:w w:val="1"/>',
    "drawn together": '<w:spacing w:val="-300"/>',
    "above the line": '<w:position w:val="400"/>',
    "raised small": '<w:vertAlign w:val="superscript"/>',
    "mirrored": "<w:rtl/>",
    "in capitals": "<w:caps/>",
    "only outlines": "<w:outline/>",
    "font of signs": '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:cs="Wingdings"/>',
    "font unknown": '<w:rFonts w:ascii="Forged" w:hAnsi="Forged" w:cs="Forged"/>',
    "fitted to nothing": '<w:fitText w:val="1"/>',
    "two lines in one": '<w:eastAsianLayout w:combine="1"/>',
    "emphasis marks": '<w:em w:val="dot"/>',
    "a border about it": '<w:bdr w:val="single" w:sz="96"/>',
    "no ink": '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
}
_PARAGRAPH = {
    "left of the page": '<w:ind w:left="-9000"/>',
    "right of the page": '<w:ind w:left="20000"/>',
    "no height": '<w:spacing w:line="1" w:lineRule="exact"/>',
    "far down": '<w:spacing w:before="31000"/>',
    "a frame": '<w:framePr w:w="1" w:h="1" w:hRule="exact"/>',
    "a label": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>',
    "a border through": '<w:pBdr><w:bottom w:val="single" w:sz="96" w:space="0"/></w:pBdr>',
    "from right to left": "<w:bidi/>",
    "upright": '<w:textDirection w:val="tbRl"/>',
    "a bar by shading": '<w:shd w:val="clear" w:fill="111111"/>',
    "a leader of lines": '<w:tabs><w:tab w:val="left" w:leader="heavy" w:pos="4000"/></w:tabs>',
    "deep hanging": '<w:ind w:left="0" w:hanging="9000"/>',
    "by letters": '<w:ind w:leftChars="9000"/>',
}
_ELEMENTS = {
    "formula": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>500</m:t></m:r></m:oMath>',
    "shape": '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt;height:90pt"/></w:pict></w:r></w:p>',
    "by choice": '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/>',
    "symbol": '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>',
    "content control": "<w:sdt><w:sdtContent/></w:sdt>",
    "ruby": "<w:p><w:r><w:ruby/></w:r></w:p>",
    "an object": "<w:p><w:r><w:object/></w:r></w:p>",
    "another direction": '<w:p><w:bdo w:val="rtl"><w:r><w:t>๑๐๐</w:t></w:r></w:bdo></w:p>',
    "a position tab": '<w:p><w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="dot"/></w:r></w:p>',
    "a comment": '<w:p><w:commentRangeStart w:id="1"/></w:p>',
    "tracked": '<w:p><w:ins w:id="9"><w:r><w:t>ก</w:t></w:r></w:ins></w:p>',
    "a day of today": "<w:p><w:r><w:dayLong/></w:r></w:p>",
    "another file": f'<w:altChunk xmlns:r="{OFFICE}" r:id="rIdX"/>',
}
_FIELDS = {
    "a picture by a field": _at_end(_field(f'INCLUDEPICTURE "{_WEB}"')),
    "text by a field": _at_end(_field("INCLUDETEXT /etc/passwd")),
    "a field in pieces": _at_end(_field('INCLUDE|TEXT "/etc/passwd"', whole=True)),
    "a date that moves": _at_end(_field("DATE")),
    "a formula by a field": _at_end(_field("= 400 + 100")),
    "quoted by a field": _at_end(_field(f'QUOTE "{SAID}"')),
    "a page number in the text": _at_end(_field("PAGE")),
    "a simple field": _at_end('<w:p><w:fldSimple w:instr="QUOTE x"/></w:p>'),
    "quoted in the margin": _in_margin(_field(f'QUOTE "{SAID}"')),
    "a page number with words": _in_margin(_field(f'PAGE \\# "0 {SAID}"')),
    "in pieces in the margin": _in_margin(_field("PAGE|REF x", whole=True)),
}
_PARTS = {
    "the emblem drawn anew": lambda parts: parts.update({n: _drawn() for n in parts if n.startswith("word/media/")}),
    "a picture of a sentence": _picture("embed", ""),
    "a picture of the net": _picture("link", ' TargetMode="External"', target=_WEB),
    "a picture by a hyperlink": _picture("link", ' TargetMode="External"', "hyperlink", _WEB),
    "a picture in small letters": _picture("link", ' TargetMode="external"', target=_WEB),
    "a picture of the disk": _picture("link", "", target="file:///etc/passwd"),
    "a picture of another part": _picture("embed", "", target="../../secrets/login"),
    "a footnote": _notes("footnote"),
    "an endnote": _notes("endnote"),
    "a header called otherwise": _other_header,
    "a letter called otherwise": _other_document,
    "two letters": _two_documents,
    "styles called otherwise": _other_styles,
    "two styles of one name": _two_styles,
    "a font of its own": _own_font,
    "ink of paper by the theme": _theme('<a:clrScheme name="x"><a:dk1><a:srgbClr val="FFFFFF"/></a:dk1></a:clrScheme>'),
    "ink of paper by the settings": _settings('<w:clrSchemeMapping w:t1="light1" w:bg1="dark1"/>'),
    "a part of its own": lambda parts: parts.update({"word/afchunk.htm": b"<b>x</b>"}),
    "hidden by the defaults": lambda parts: parts.update({"word/styles.xml": _vanished(parts)}),
    "hidden by a default": _style("<w:vanish/>", 'w:default="1" w:styleId="A"'),
    "hidden by a default that is on": _style("<w:vanish/>", 'w:default="on" w:styleId="B"'),
}
_PAGE = {
    "the emblem over the text": _emblem(r"(?<=<wp:positionV relativeFrom=\"page\"><wp:posOffset>)\d+", "5400000"),
    "the emblem by its simple place": _emblem('simplePos="0"', 'simplePos="1"'),
    "the emblem measured otherwise": _emblem(
        'relativeFrom="page"><wp:posOffset>540000', 'relativeFrom="bottomMargin"><wp:posOffset>540000'
    ),
    "the emblem turned": _emblem("<a:xfrm>", '<a:xfrm rot="10800000">'),
    "the emblem stretched": _emblem(r'(?<=<wp:extent cx=")\d+', "7004400"),
    "the emblem cut": _emblem("<a:stretch>", '<a:srcRect l="50000"/><a:stretch>'),
    "a page too narrow": _section('<w:pgSz w:w="3000" w:h="16838"/>'),
    "no edge below": _section(
        '<w:pgMar w:top="1417" w:right="1134" w:bottom="-9000" w:left="1701" w:header="850" w:footer="425" w:gutter="0"/>'
    ),
    "borders of the page": _section('<w:pgBorders><w:top w:val="single" w:sz="96"/></w:pgBorders>'),
    "numbers of lines": _section('<w:lnNumType w:countBy="1"/>'),
    "a grid that lies on itself": _section('<w:docGrid w:type="linesAndChars" w:linePitch="20" w:charSpace="-60000"/>'),
    "a cell that is merged": _in_table(cell="<w:vMerge/>"),
    "a row that is hidden": _in_table(row="<w:hidden/>"),
    "a row of no height": _in_table(row='<w:trHeight w:val="1" w:hRule="exact"/>'),
    "a table off the page": _in_table(table='<w:tblInd w:w="20000" w:type="dxa"/>'),
    "a table that floats": _in_table(table='<w:tblpPr w:tblpX="20000"/>'),
    "a cell struck out": _in_table(cell='<w:tcBorders><w:tl2br w:val="single" w:sz="96"/></w:tcBorders>'),
    "a hyphen between two letters": _inside_words("<w:noBreakHyphen/>"),
    "a tick between two letters": _inside_words('<w:sym w:font="Wingdings" w:char="F0FC"/>'),
}
_FORGERIES: dict[str, Forge] = {
    **{f"{name}, of the body": _on_body(xml) for name, xml in _RUN.items()},
    **{f"{name}, paragraph": _on_body(xml, whole=True) for name, xml in _PARAGRAPH.items()},
    **{name: _at_end(xml) for name, xml in _ELEMENTS.items()},
    **_FIELDS,
    **_PARTS,
    **_PAGE,
}
