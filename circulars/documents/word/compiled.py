"""Fill a docx template: compiled once, rendered many times, equal input gives equal bytes.

docxtpl patches the template's XML; jinja2 runs in a sandbox, strict and escaping, compiled once (docxtpl compiles at
every rendering, which is 70 % of its time). Values become text and nothing else: a value can never add markup, break
a page, or be evaluated; a letter produced here and used as a template again is refused by `template_check`.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate
from jinja2 import meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from circulars.documents.measure.profile import STRICT, LayoutProfile
from circulars.documents.word.content import PLACEHOLDERS, Context, LetterContent, context_of
from circulars.documents.word.emblem import emblem_picture
from circulars.documents.word.loosen import LONG_WORD, justified_styles, loosened
from circulars.documents.word.package import BROKEN_ZIP
from circulars.documents.word.template_parts import FONT_TABLE, PROGRAM, font_table, naming_fonts
from circulars.errors import BrokenTemplate
from circulars.thai.digits import to_thai

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TEXT_PART = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_SAID_BY_TEMPLATE = ("gap_contact", "salutation")
"""What a template may hold in its own words (``ถึง``), or is no text of the letter."""
_EMBLEM_PART = "word/media/image1."
MARK = "circulars"
"""Custom property of every letter made here: such a file is never a template."""
_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")
_APP = "docProps/app.xml"


def as_text(value: object) -> object:
    """A value as the XML of plain text: line breaks and tabs kept, control and direction characters dropped."""
    if value is None:
        return ""
    if isinstance(value, Markup) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if not isinstance(value, (str, jinja2.Undefined)):
        raise TypeError(f"a list or a group of values cannot be printed as text: {type(value).__name__}")
    return _printed(str(value))


@lru_cache(maxsize=256)  # letters of one circular differ in their recipient alone
def _printed(value: str) -> Markup:
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x0b", "\n")
    escaped = str(escape(_FORBIDDEN.sub("", text)))
    return Markup(escaped.replace("\n", _BREAK).replace("\t", _TAB))


def environment() -> ImmutableSandboxedEnvironment:
    """The sandbox of the templates: no globals but range, one filter, undefined names are errors."""
    sandbox = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined, finalize=as_text)
    sandbox.globals.clear()
    sandbox.globals["range"] = range
    sandbox.filters["thai"] = to_thai
    return sandbox


def is_generated(raw: bytes) -> bool:
    """The docx is a letter that this program made, not a template. Raises BROKEN_ZIP's errors on what is no docx."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        name = "docProps/custom.xml"
        return name in archive.namelist() and f'name="{MARK}"'.encode() in archive.read(name)


class CompiledTemplate:
    """A template ready to be filled: static parts deflated once, text parts compiled once.

    `emblem` replaces the placeholder picture (PNG bytes); `profile` says how tightly the letter is set. A letter's own
    emblem file (`LetterContent.emblem`) goes before `emblem`. Raises BrokenTemplate.
    """

    def __init__(self, source: Path | bytes, *, emblem: bytes | None = None, profile: LayoutProfile = STRICT) -> None:
        raw = source if isinstance(source, bytes) else source.read_bytes()
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.profile = profile
        self._order: list[str] = []
        self._static: dict[str, _Member] = {}
        self._dynamic: dict[str, jinja2.Template] = {}
        self._names: set[str] = set()
        self._justified: frozenset[str] = frozenset()
        self._last: dict[str, tuple[bytes, _Member]] = {}
        sandbox = environment()
        try:
            template = DocxTemplate(io.BytesIO(raw))
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                names = archive.namelist()
                for name in names:
                    if name in _PROPERTIES or name.endswith("thumbnail.jpeg"):
                        continue
                    content = archive.read(name) if name != _APP else PROGRAM
                    content = content if FONT_TABLE in names else naming_fonts(name, content)
                    self._add(name, content, template, sandbox, emblem)
                if FONT_TABLE not in names:
                    self._add(FONT_TABLE, font_table(), template, sandbox, emblem)
        except (*BROKEN_ZIP, etree.LxmlError, jinja2.TemplateError) as error:
            raise BrokenTemplate(
                "แม่แบบหนังสือใช้ไม่ได้ กรุณาสั่ง circulars offices check เพื่อดูจุดที่ผิด แล้วแก้ใน Word", cause=str(error)
            ) from error

    def _add(
        self,
        name: str,
        content: bytes,
        template: DocxTemplate,
        sandbox: ImmutableSandboxedEnvironment,
        emblem: bytes | None,
    ) -> None:
        if name == "word/styles.xml":
            content = self.profile.styles(content)
            self._justified = justified_styles(content)
        if name == "word/document.xml":
            content = self.profile.document(content)
        if emblem is not None and name.startswith(_EMBLEM_PART):
            content = emblem
        if name == "[Content_Types].xml" and b"custom-properties+xml" not in content:
            part = f'<Override PartName="/docProps/custom.xml" ContentType="{_CUSTOM_TYPE}"/></Types>'
            content = content.replace(b"</Types>", part.encode())
        if name == "_rels/.rels" and b"custom-properties" not in content:
            part = f'<Relationship Id="rIdCustom" Type="{_RELATION}" Target="docProps/custom.xml"/></Relationships>'
            content = content.replace(b"</Relationships>", part.encode())
        self._order.append(name)
        if _TEXT_PART.fullmatch(name) and b"{" in content:
            # through lxml first: LibreOffice writes &apos; inside tags, which docxtpl does not undo
            patched = template.patch_xml(etree.tostring(etree.fromstring(content), encoding="unicode"))
            declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            self._names |= meta.find_undeclared_variables(sandbox.parse(patched))
            self._dynamic[name] = sandbox.from_string(declaration + patched)
        else:
            self._static[name] = _member(name, content, 9)

    def unprinted(self, content: LetterContent) -> tuple[str, ...]:
        """Placeholder names of values that this letter has and this template does not print: a person must see them."""
        context = context_of(content) | {"sign": content.signatory_name}
        hidden = [name for name in PLACEHOLDERS if name not in self._names and name not in _SAID_BY_TEMPLATE]
        return tuple(name for name in hidden if context[name])

    def render(self, content: LetterContent) -> bytes:
        """The docx of one letter. Raises BrokenTemplate when the template asks for what a letter does not have."""
        context = context_of(content) | {"gap_contact": self.profile.gap_contact}
        emblem = None if content.emblem is None else emblem_picture(content.emblem)
        head = content.letterhead[0] if content.letterhead else ""
        return self.fill(context, (content.subject, head), dict(content.metadata), emblem=emblem)

    def fill(
        self, context: Context, title: tuple[str, str], metadata: Mapping[str, str], *, emblem: bytes | None = None
    ) -> bytes:
        """The docx for a context, with title and author, and custom properties; `emblem` is the picture of this letter alone."""
        members = []
        try:
            for name in self._order:
                if emblem is not None and name.startswith(_EMBLEM_PART):
                    members.append(_member(name, emblem, 6))
                elif name in self._static:
                    members.append(self._static[name])
                else:
                    text = self._dynamic[name].render(context)
                    if name == "word/document.xml" and any(map(LONG_WORD.search, _texts(context))):
                        text = loosened(text, self._justified)
                    members.append(self._filled(name, text.encode()))
        except (jinja2.TemplateError, TypeError, ValueError, OverflowError) as error:
            raise BrokenTemplate(
                "แม่แบบหนังสือขอค่าที่ไม่มี กรุณาสั่ง circulars offices check แล้วแก้แม่แบบใน Word", cause=str(error)
            ) from error
        properties = {**metadata, MARK: "letter", "template_sha256": self.sha256}
        members.append(self._filled("docProps/core.xml", _core(*title).encode()))
        members.append(self._filled("docProps/custom.xml", _custom(properties).encode()))
        return _archive(members)

    def _filled(self, name: str, content: bytes) -> _Member:
        """The member of a filled part; the last one is kept, for headers are equal in all letters of a circular."""
        before = self._last.get(name)
        if before is None or before[0] != content:
            before = (content, _member(name, content, 4))
            self._last[name] = before
        return before[1]


def _texts(value: object) -> Iterator[str]:
    """Every text of a context."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside)


_Member = tuple[bytes, int, int, bytes]  # name, crc, size, deflated content


def _member(name: str, content: bytes, level: int) -> _Member:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return name.encode(), zlib.crc32(content), len(content), packer.compress(content) + packer.flush()


def _archive(members: list[_Member]) -> bytes:
    """A zip file with fixed times, so that equal parts give equal bytes (zipfile stamps the clock)."""
    out, directory, offset = [], [], 0
    for name, crc, size, packed in members:
        local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
        out += [local, name, packed]
        directory.append(
            struct.pack(
                "<4sHHHHHHIIIHHHHHII",
                *(b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, offset),
            )
            + name
        )
        offset += len(local) + len(name) + len(packed)
    entries = b"".join(directory)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(directory), len(directory), len(entries), offset, 0)
    return b"".join([*out, entries, end])


def _plain(text: str) -> str:
    return str(escape(_FORBIDDEN.sub("", text)))


def _custom(metadata: Mapping[str, str]) -> str:
    rows = [
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{_plain(name)}">'
        f"<vt:lpwstr>{_plain(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(sorted(metadata.items()), 2)
    ]
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_CUSTOM}" xmlns:vt="{types}">'
    return head + "".join(rows) + "</Properties>"


def _core(title: str, author: str) -> str:
    """The subject and the office that writes; no times, for equal letters are equal files, and the letter has its own date."""
    office = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{office}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_plain(title)}</dc:title><dc:creator>{_plain(author)}</dc:creator><dc:language>th-TH</dc:language></cp:coreProperties>"
    )
