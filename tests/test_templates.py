"""What a clerk may save as a template, and what is refused with a Thai reason."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.documents.shipped.build_templates import build
from circulars.documents.shipped.samples import EXTERNAL
from circulars.documents.word.catalog import SHIPPED, load_catalog
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import PLACEHOLDERS
from circulars.documents.word.package import package_faults
from circulars.documents.word.template_check import check_template_bytes, check_templates
from circulars.errors import BrokenTemplate
from circulars.letter.letter import LetterKind

RAW = load_catalog().find("province", LetterKind.EXTERNAL).read_bytes()
Parts = dict[str, bytes]


def repacked(change: Callable[[Parts], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(RAW)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    before = dict(parts)
    change(parts)
    assert parts != before, "the fault was not applied"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def sub(old: str, new: str, part: str = "word/document.xml", count: int = 0) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[part] = re.sub(old, lambda _: new, parts[part].decode(), count=count).encode()

    return change


def add(name: str, content: bytes = b"x") -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[name] = content

    return change


def relation(kind: str, target: str) -> Callable[[Parts], None]:
    row = (
        f'<Relationship Id="r99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return sub("</Relationships>", row, "word/_rels/document.xml.rels")


DATE = r"\{\{ date \}\}"
TRACKED = '</w:t></w:r><w:del w:id="9" w:author="x"><w:r><w:delText>{{ date }}</w:delText></w:r></w:del><w:r><w:t>'
FAULTS: dict[str, tuple[Callable[[Parts], None], str]] = {
    "misspelt name": (sub(r"\{\{ subject \}\}", "{{ Subject }}"), "หมายถึง subject"),
    "unknown name": (sub(DATE, "{{ date }}{{ budget }}"), "ไม่รู้จักชื่อ {{ budget }}"),
    "name removed": (sub(r"\{\{ number \}\}", ""), "แม่แบบขาด {{ number }}"),
    "text beside a block tag": (sub(r"\{%p for b in body %\}", "{%p for b in body %}ดังนี้"), "จะหายไป"),
    "end of loop lost": (sub(r"\{%p endfor %\}", "", count=1), "แท็กไม่สมบูรณ์"),
    "no blank in a tag": (sub(r"\{%p if encls %\}", "{%pif encls %}"), "เว้นวรรค"),
    "brace lost": (sub(DATE, "{{ date }"), "วงเล็บ"),
    "Thai digit in a tag": (sub(r"refs\[0\]", "refs[๐]"), "เลขไทย"),
    "zero width space in a tag": (sub(DATE, "{{ da\u200bte }}"), "มองไม่เห็น"),
    "tracked deletion": (sub(DATE, TRACKED), "track changes"),
    "picture from the internet": (relation("image", "http://example.org/x.png"), "ภายนอก"),
    "attached template": (relation("attachedTemplate", "file://server/x.dotm"), "ภายนอก"),
    "code in a tag": (sub(DATE, "{{ date }}{{ ''.__class__.__mro__ }}"), "ไม่รู้จัก"),
    "call in a tag": (sub(DATE, "{{ date }}{{ date.format(1) }}"), "เรียกคำสั่ง"),
    "huge loop": (sub(r"range\(gap_contact\)", "range(100000000)"), "วนซ้ำ"),
    "computation": (sub(DATE, "{{ date * 1000000 }}"), "คำนวณ"),
    "macro definition": (sub(DATE, "{% macro m() %}{% endmacro %}{{ date }}"), "ไม่อนุญาต"),
    "unknown filter": (sub(DATE, "{{ date|be }}"), "be"),
    "unknown member": (sub(r"sign\.name", "sign.nmae"), "หมายถึง name"),
    "list printed as text": (sub(DATE, "{{ date }}{{ refs }}"), "ตัวอย่างแล้วไม่สำเร็จ"),
    "font": (sub('w:cs="TH Sarabun New"', 'w:cs="Cordia New"', "word/styles.xml"), "แบบอักษร"),
    "size of Thai text": (sub('w:szCs w:val="32"', 'w:szCs w:val="28"', "word/styles.xml"), "ขนาดอักษร"),
    "bold only for Latin": (sub("<w:bCs/>", "", "word/styles.xml"), "ตัวหนา"),
    "margin": (sub('w:left="1701"', 'w:left="1440"'), "ขอบซ้าย"),
    "paper": (sub('w:w="11906"', 'w:w="12240"'), "A4"),
    "macro part": (add("word/vbaProject.bin"), "มาโคร"),
    "embedded object": (add("word/embeddings/oleObject1.bin"), "วัตถุฝัง"),
    "path out of the file": (add("../../etc/cron.d/x"), "ชี้ออกนอกไฟล์"),
    "external entity": (
        sub("<w:document", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document', count=1),
        "อ่านไม่ได้",
    ),
    "broken XML": (sub("</w:body>", ""), "อ่านไม่ได้"),
    "zip bomb": (add("word/media/big.png", b"\0" * 60_000_000), "ใหญ่ผิดปกติ"),
    "mail merge field": (
        sub(DATE, '{{ date }}</w:t></w:r><w:r><w:instrText> INCLUDETEXT "c:/x" </w:instrText></w:r><w:r><w:t>'),
        "รหัสฟิลด์",
    ),
}


def zipped(parts: Callable[[Parts], None]) -> bytes:
    raw = repacked(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named_in_thai(name: str) -> None:
    change, words = FAULTS[name]
    faults = check_template_bytes(zipped(change), LetterKind.EXTERNAL)
    assert any(words in fault.message and fault.blocks for fault in faults), faults


def test_shipped_templates_are_clean() -> None:
    assert check_templates(SHIPPED) == []
    assert {(row.level, row.kind) for row in load_catalog().rows} >= {
        (level, kind)
        for level in ("department", "province", "district")
        for kind in (LetterKind.EXTERNAL, LetterKind.INTERNAL, LetterKind.STAMPED, LetterKind.ORDER)
    }


def test_a_letter_made_here_is_never_a_template() -> None:
    letter = CompiledTemplate(RAW).render(EXTERNAL)
    assert any("หนังสือที่โปรแกรมทำขึ้น" in fault.message for fault in check_template_bytes(letter, LetterKind.EXTERNAL))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (FAULTS["picture from the internet"][0], "ภายนอก"),
        (FAULTS["macro part"][0], "มาโคร"),
        (FAULTS["path out of the file"][0], "ชี้ออกนอกไฟล์"),
        (FAULTS["external entity"][0], "อ่านไม่ได้"),
        (
            add(
                "word/x.xml",
                '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x "y">]><d/>'.encode("utf-16"),
            ),
            "อ่านไม่ได้",
        ),
    ],
)
def test_a_hostile_template_is_refused_by_name_when_it_is_used(
    tmp_path: Path, change: Callable[[Parts], None], reason: str
) -> None:
    (tmp_path / "catalog.toml").write_text('[[template]]\nlevel="province"\nkind="external"\nfile="ours.docx"\n')
    (tmp_path / "ours.docx").write_bytes(zipped(change))
    with pytest.raises(BrokenTemplate, match=r"ours\.docx") as refused:
        load_catalog(tmp_path).compiled("province", LetterKind.EXTERNAL)
    assert reason in refused.value.message


@pytest.mark.parametrize(
    "tag", ["{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ range(100000000) }}", "{{ cycler }}"]
)
def test_code_in_a_template_never_runs_even_unlinted(tag: str) -> None:
    raw = zipped(sub(DATE, tag))
    with pytest.raises(BrokenTemplate):
        CompiledTemplate(raw).render(EXTERNAL)


def test_a_letter_made_here_is_refused_as_a_template_when_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_text('[[template]]\nlevel="province"\nkind="external"\nfile="ours.docx"\n')
    (tmp_path / "ours.docx").write_bytes(CompiledTemplate(RAW).render(EXTERNAL))
    with pytest.raises(BrokenTemplate, match="หนังสือที่โปรแกรมทำขึ้น"):
        load_catalog(tmp_path).compiled("province", LetterKind.EXTERNAL)


def test_the_builder_makes_the_shipped_templates(tmp_path: Path) -> None:
    build(tmp_path)
    for row in load_catalog().rows:
        made = tmp_path / row.file.relative_to(SHIPPED)
        with zipfile.ZipFile(made) as new, zipfile.ZipFile(row.file) as shipped:
            assert new.namelist() == shipped.namelist()
            for name in new.namelist():
                if name.endswith((".xml", ".rels")):
                    assert new.read(name) == shipped.read(name), (row.file, name)


def test_the_guide_names_every_placeholder() -> None:
    guide = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for name in PLACEHOLDERS:
        assert re.search(rf"`[^`]*\b{name}\b[^`]*`", guide), name


def test_a_missing_catalog_or_template_is_told(tmp_path: Path) -> None:
    assert "catalog.toml" in check_templates(tmp_path)[0].message
    (tmp_path / "catalog.toml").write_text('[[template]]\nlevel="x"\nkind="external"\nfile="a.docx"\n')
    assert "a.docx" in check_templates(tmp_path)[0].message
    with pytest.raises(BrokenTemplate, match="district"):
        load_catalog().find("nowhere/district", LetterKind.EXTERNAL)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(RAW) - 1))
def test_any_bytes_get_reasons_and_never_an_exception(noise: bytes, at: int) -> None:
    assert package_faults(noise)
    damaged = RAW[:at] + noise + RAW[at + len(noise) :]
    check_template_bytes(damaged, LetterKind.EXTERNAL)
