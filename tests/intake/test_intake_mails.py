"""E-mails, Outlook messages, Word files and portfolios: what is in them is taken in or named, never passed over."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.documents.pages.attached import attached_files
from circulars.errors import UnreadableFile
from circulars.intake.claims import SOURCE, Claim, new_claim, write_claim
from circulars.intake.containers import (
    Container,
    Lost,
    Member,
    claim_members,
    container_of,
    container_of_file,
    mail_text,
    unpack,
)
from circulars.intake.containers.mails import MAIL_TEXT
from circulars.thai.dates import BANGKOK
from ocr.shelter.sheltered import files_in_pdf

PDF = b"%PDF-1.7\n" + b"x" * 200_000 + b"\n%%EOF\n"
LOGO = b"\x89PNG\r\n\x1a\n" + b"l" * 3_000
THAI = "ที่ มท ๐๓๐๙.๒/ว ๓๒๘๔๑ เรื่อง การทดสอบ อำเภอน้ำโสม"


def mail(subject: str = "ส่งหนังสือ", text: str = "ขอส่งหนังสือตามที่แนบ") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "saraban@example.go.th"
    message["To"] = "saraban_office@example.go.th"
    message["Date"] = "Mon, 16 Nov 2026 09:00:00 +0700"
    message["Subject"] = subject
    if text:
        message.set_content(text)
    return message


def attach(message: EmailMessage, name: str, content: bytes, kind: str = "application/pdf") -> EmailMessage:
    main, _, sub = kind.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message


def found(tmp_path: Path, content: bytes, name: str = "drop.eml") -> list[Member | Lost]:
    (tmp_path / name).write_bytes(content)
    return list(unpack(tmp_path / name))


def names(found: list[Member | Lost]) -> list[str]:
    return [one.name.decode() for one in found if isinstance(one, Member)]


def lost(found: list[Member | Lost]) -> dict[str, str]:
    return {one.name: one.reason for one in found if isinstance(one, Lost)}


def claimed(work: Path, content: bytes, name: str) -> Claim:
    claim = new_claim(name, dt.datetime.now(BANGKOK))
    (work / claim.key).mkdir(parents=True)
    write_claim(work, claim)
    (work / claim.key / claim.file).write_bytes(content)
    return claim


def test_attachments_are_taken_the_logo_is_not_and_the_text_is_told(tmp_path: Path) -> None:
    message = attach(mail(text="เลื่อนประชุมเป็นวันที่ ๒ ธันวาคม ๒๕๖๙"), "หนังสือนำส่ง.pdf", PDF)
    message.add_attachment(LOGO, maintype="image", subtype="png", cid="<logo>", disposition="inline")
    results = found(tmp_path, message.as_bytes())
    assert names(results) == ["หนังสือนำส่ง.pdf"]
    assert results[0] == Member("หนังสือนำส่ง.pdf".encode(), PDF)
    assert mail_text(tmp_path / "drop.eml") == "เลื่อนประชุมเป็นวันที่ ๒ ธันวาคม ๒๕๖๙"


def test_a_photo_of_a_letter_in_the_text_of_a_mail_is_no_logo(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"\xff\xd8\xff" + b"p" * 90_000, maintype="image", subtype="jpeg", cid="<photo>")
    assert len(names(found(tmp_path, message.as_bytes()))) == 1
    small = mail(text="")
    small.add_attachment(LOGO, maintype="image", subtype="png", cid="<photo>")
    assert len(names(found(tmp_path, small.as_bytes()))) == 1  # it is all there is


@pytest.mark.parametrize("kind", ["plain", "html", "tis620"])
def test_a_mail_without_files_is_its_text(tmp_path: Path, kind: str) -> None:
    message = mail(text="")
    if kind == "html":
        message.set_content(f"<style>p {{}}</style><p>{THAI}</p><p>เรียน นายอำเภอ</p>", subtype="html")
    else:
        message.set_content(f"{THAI}\nเรียน นายอำเภอ", charset="utf-8" if kind == "plain" else "tis-620", cte="8bit")
    (one,) = found(tmp_path, message.as_bytes())
    assert isinstance(one, Member)
    assert (one.name.decode(), one.content.decode()) == (MAIL_TEXT, f"{THAI}\nเรียน นายอำเภอ")


def test_mails_sent_on_and_zips_in_them_are_opened_and_what_is_locked_is_named(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("หนังสือ ๑.pdf", PDF)
        archive.writestr("ตาราง.xlsx", workbook())
    inner = attach(mail("เรื่องเดิม", "ด่วนที่สุด ขอให้ตอบภายในวันนี้"), "รวม.zip", packed.getvalue(), "application/zip")
    outer = mail("FW: เรื่องเดิม", "เพื่อดำเนินการ")
    outer.add_attachment(inner)
    results = found(tmp_path, outer.as_bytes())
    assert names(results) == ["หนังสือ ๑.pdf"]
    assert list(lost(results)) == ["อีเมลที่ส่งต่อ.eml › รวม.zip › ตาราง.xlsx"]
    assert "PDF" in lost(results)["อีเมลที่ส่งต่อ.eml › รวม.zip › ตาราง.xlsx"]
    assert mail_text(tmp_path / "drop.eml") == "เพื่อดำเนินการ\nด่วนที่สุด ขอให้ตอบภายในวันนี้"


def test_mails_in_mails_are_bounded(tmp_path: Path) -> None:
    message = attach(mail(), "หนังสือ.pdf", PDF)
    for _ in range(5):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    (one,) = found(tmp_path, message.as_bytes())
    assert isinstance(one, Lost)
    assert "ซ้อนกัน" in one.reason
    with pytest.raises(UnreadableFile):
        found(tmp_path, b"From: a@b\nTo: c@d\nSubject: x\nMIME-Version: 1.0\n" + nested(3_000))


def nested(depth: int) -> bytes:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    return head + b"Content-Type: text/plain\n\nx\n"


def test_what_is_no_mail_is_none(tmp_path: Path) -> None:
    for text in (THAI, "เรื่อง: ก\nถึง: ข\nจาก: ค\n", "Subject: only one field\n\ntext", "note: a\nmore: b\nthird: c\n"):
        assert container_of(io.BytesIO(text.encode())) is None
    assert container_of(io.BytesIO(PDF + mail().as_bytes())) is None
    assert container_of(io.BytesIO(mail().as_bytes())) is Container.MAIL


@given(st.binary(max_size=300), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_a_damaged_mail_is_refused_or_opened_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    whole = attach(mail(), "หนังสือ.pdf", b"%PDF-1.7 x").as_bytes()
    file = tmp_path_factory.mktemp("mail") / "m.eml"
    file.write_bytes(whole[:at] + noise + whole[at:])
    kind = container_of_file(file)
    if kind is not None:
        try:
            list(unpack(file))
        except UnreadableFile as refused:
            assert refused.message


# ---- Word, tables, locked files


def word(text: str = THAI) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook() -> bytes:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def odt() -> bytes:
    out = io.BytesIO()
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}" office:version="1.2" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
            f"<text:p>{THAI}</text:p></office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return out.getvalue()


def rtf() -> bytes:
    return b"{\\rtf1\\ansi " + "".join(f"\\u{ord(letter)}?" for letter in THAI).encode() + b"\\par}"


@pytest.mark.parametrize(("name", "make"), [("หนังสือ.docx", word), ("หนังสือ.odt", odt), ("หนังสือ.rtf", rtf)])
def test_a_word_file_is_read_through_its_pdf_and_kept_beside_it(
    tmp_path: Path, name: str, make: Callable[[], bytes]
) -> None:
    content = make()
    parent = claimed(tmp_path, content, name)
    (claim,) = claim_members(tmp_path, parent).claims
    assert (claim.name, claim.came_by) == (f"{name}.pdf", "document")
    folder = tmp_path / claim.key
    assert (folder / SOURCE).read_bytes() == content
    import pypdfium2

    page = pypdfium2.PdfDocument((folder / claim.file).read_bytes())[0]
    assert "๓๒๘๔๑" in page.get_textpage().get_text_bounded()
    (claimed_again,) = claim_members(tmp_path, parent).claims
    assert claimed_again == claim


def test_word_files_that_cannot_be_opened_tables_and_locked_files_are_named_with_the_remedy(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("word/document.xml", "<not>xml")
        archive.writestr("[Content_Types].xml", "")
    for content, word_of_remedy in (
        (whole.getvalue(), "Word"),
        (word()[:-200], "Word"),  # cut off while it was copied: its directory is gone
        (workbook(), "PDF"),
        (compound({"EncryptedPackage": b"x" * 5_000, "EncryptionInfo": b"y" * 5_000}), "รหัสผ่าน"),
        (compound({"Workbook": b"x" * 5_000}), "PDF"),
    ):
        parent = claimed(tmp_path, content, "ไฟล์")
        with pytest.raises(UnreadableFile, match=word_of_remedy) as refused:
            claim_members(tmp_path, parent)
        assert refused.value.message.startswith("รับไฟล์นี้ไม่ได้")


@pytest.mark.parametrize(
    ("make", "kind"), [(word, Container.DOCUMENT), (odt, Container.DOCUMENT), (workbook, Container.SHEET)]
)
@pytest.mark.parametrize("damage", [slice(1, None), slice(None, -60), slice(3, -3)])
def test_a_damaged_office_file_is_told_as_one_and_not_taken_apart(
    make: Callable[[], bytes], kind: Container, damage: slice
) -> None:
    assert container_of(io.BytesIO(make()[damage])) is kind


def test_a_damaged_zip_stays_a_zip() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("หนังสือ word.txt", "ที่ มท ๐๓๐๙/๑" * 40)
    assert container_of(io.BytesIO(packed.getvalue()[:-30])) is Container.ZIP


# ---- Outlook


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) of these streams; ``a/b`` is a stream in a storage."""
    sector, end, free, fat_mark = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    storages = sorted({path.split("/")[0] for path in streams if "/" in path})
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    children: dict[int, list[int]] = {0: []}
    for name in storages:
        children[0].append(len(entries))
        children[len(entries)] = []
        entries.append((name, 1, b""))
    for path, content in streams.items():
        *above, name = path.split("/")
        children[1 + storages.index(above[0]) if above else 0].append(len(entries))
        entries.append((name, 2, content))
    small, data = b"", b""
    mini_fat: list[int] = []
    fat: list[int] = []

    def chain(content: bytes) -> int:
        nonlocal data
        start, count = len(fat), -(-len(content) // sector)
        fat.extend([*range(start + 1, start + count), end] if count else [])
        data += content.ljust(count * sector, b"\0")
        return start if count else end

    starts = []
    for _, kind, content in entries:
        if kind == 2 and len(content) < 4096:
            start, count = len(mini_fat), -(-len(content) // 64)
            mini_fat += [*range(start + 1, start + count), end] if count else []
            small += content.ljust(count * 64, b"\0")
            starts.append(start if count else end)
        else:
            starts.append(chain(content) if kind == 2 else end)
    starts[0] = chain(small)
    mini = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat) + b"\xff" * (-4 * len(mini_fat) % sector))
    rows = b""
    right = {a: b for kids in children.values() for a, b in itertools.pairwise(kids)}
    for number, (name, kind, content) in enumerate(entries):
        raw = name.encode("utf-16-le")
        first = children.get(number, [])
        size = len(small) if number == 0 else len(content)
        rows += raw.ljust(64, b"\0") + struct.pack(
            "<HBB3I16s5I", len(raw) + 2, kind, 1, free, right.get(number, free), first[0] if first else free,
            b"", 0, 0, 0, 0, 0,
        ) + struct.pack("<IQ", starts[number], size)  # fmt: skip
    rows += (b"\0" * 64 + struct.pack("<HBB3I", 0, 0, 0, free, free, free) + b"\0" * 48) * (-len(entries) % 4)
    directory = chain(rows)
    fat.append(fat_mark)
    fat += [free] * (128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096, mini, 1, end, 0)
    used = len(data) // sector
    head += struct.pack("<109I", used, *[free] * 108)
    return head + data + struct.pack("<128I", *fat)


def outlook(text: str, files: dict[str, bytes]) -> bytes:
    """An Outlook message ([MS-OXMSG]) with a body and attachments."""

    def prop(tag: int, kind: int, size: int) -> bytes:
        return struct.pack("<HHIQ", kind, tag, 6, size)

    streams = {
        "__properties_version1.0": struct.pack("<8xIIII8x", 0, len(files), 0, len(files))
        + prop(0x1000, 0x1F, len(text) * 2 + 2)
        + prop(0x1A, 0x1F, 18),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
        "__substg1.0_001A001F": "IPM.Note".encode("utf-16-le"),
    }
    for number, (name, content) in enumerate(files.items()):
        folder = f"__attach_version1.0_#{number:08X}"
        streams[f"{folder}/__properties_version1.0"] = (
            b"\0" * 8
            + struct.pack("<HHIQ", 3, 0x3705, 6, 1)
            + prop(0x3707, 0x1F, len(name) * 2 + 2)
            + prop(0x3701, 0x102, len(content))
        )
        streams[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[f"{folder}/__substg1.0_37010102"] = content
    return compound(streams)


def test_an_outlook_message_gives_its_files_and_its_text(tmp_path: Path) -> None:
    raw = outlook("ขอส่งหนังสือด่วน", {"หนังสือ.pdf": PDF[-6_000:], "แนบ.docx": word()})
    (tmp_path / "ด่วน.msg").write_bytes(raw)
    assert container_of_file(tmp_path / "ด่วน.msg") is Container.OUTLOOK
    results = list(unpack(tmp_path / "ด่วน.msg"))
    assert names(results) == ["หนังสือ.pdf", "แนบ.docx.pdf"]
    assert mail_text(tmp_path / "ด่วน.msg") == "ขอส่งหนังสือด่วน"
    assert names(found(tmp_path, outlook(THAI, {}), "b.msg")) == [MAIL_TEXT]


def test_winmail_gives_its_files(tmp_path: Path) -> None:
    def attribute(level: int, name: int, content: bytes) -> bytes:
        return struct.pack("<BII", level, name, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)

    raw = struct.pack("<IH", 0x223E9F78, 1)
    raw += attribute(2, 0x00069002, b"\0" * 14)  # attAttachRendData: an attachment begins
    raw += attribute(2, 0x00018010, "หนังสือ.pdf".encode("cp874") + b"\0")  # attAttachTitle
    raw += attribute(2, 0x0006800F, PDF[-900:])  # attAttachData
    message = attach(mail(), "winmail.dat", raw, "application/ms-tnef")
    (one,) = found(tmp_path, message.as_bytes())
    assert isinstance(one, Member)
    assert one.content == PDF[-900:]
    (bad,) = found(tmp_path, attach(mail(), "winmail.dat", raw[:12], "application/ms-tnef").as_bytes())
    assert isinstance(bad, Lost)
    assert "PDF" in bad.reason


# ---- PDF portfolios


def test_files_attached_to_a_pdf_come_out_as_they_are(tmp_path: Path) -> None:
    cover = pikepdf.new()
    cover.add_blank_page()
    for name, content in (("หนังสือ ๑.pdf", PDF), ("หนังสือ ๒.pdf", PDF + b"2")):
        cover.attachments[name] = content
    out = io.BytesIO()
    cover.save(out)
    (tmp_path / "taken.zip").write_bytes(files_in_pdf(out.getvalue()))
    assert [one.content for one in unpack(tmp_path / "taken.zip") if isinstance(one, Member)] == [PDF, PDF + b"2"]
    assert names(list(unpack(tmp_path / "taken.zip"))) == ["หนังสือ ๑.pdf", "หนังสือ ๒.pdf"]
    bare = pikepdf.new()
    bare.add_blank_page()
    plain = io.BytesIO()
    bare.save(plain)
    assert attached_files(plain.getvalue()) == b""
