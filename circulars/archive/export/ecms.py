"""An issued letter as XML for the e-CMS exchange (TH e-GIF), as far as its messages are publicly known.

UNTESTED AGAINST A LIVE SYSTEM: no schema is published; names and order follow client programs that talk to it, and the
codes of speed and secrecy (001 … 004) are inferred. Organisation numbers are left empty: the exchange assigns them.
Ask the exchange for its own code lists before sending anything.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from lxml import etree

from circulars.archive.archive import Archive
from circulars.archive.store.tables import issued
from circulars.errors import ArchiveFault, CircularsError, UnreadableFile
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Letter, Secrecy, Signatory, Urgency
from circulars.letter.reference import format_reference, parse_reference
from circulars.thai.dates import ThaiDate

RSM = "urn:th:gov:egif:data:standard:GovernmentDocument:1.0"
RAM = "urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1"
_SPEED = {None: "001", Urgency.URGENT: "002", Urgency.VERY_URGENT: "003", Urgency.MOST_URGENT: "004"}
_SECRET = {None: "001", Secrecy.CONFIDENTIAL: "002", Secrecy.SECRET: "003", Secrecy.TOP_SECRET: "004"}
_ENGINE = "e-cms"
_DAMAGED = "เปิด XML ของ e-CMS นี้ไม่ได้ ไฟล์อาจเสียหาย กรุณาขอให้ผู้ส่งส่งใหม่ หรือบันทึกไฟล์หนังสือข้างในเป็น PDF แล้ววางใน inbox"
T = TypeVar("T")
WARNING = "ส่งออกตามโครงสร้างที่ทราบจากภายนอก ยังไม่เคยทดสอบกับระบบ e-CMS จริง กรุณาตรวจรหัสกับผู้ดูแลระบบก่อนใช้"


def ecms_xml(archive: Archive, letter_id: str, beside: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The GovernmentDocument of a letter that we issued, with files that go beside it. Raises ArchiveFault for any other."""
    made = archive.one(sa.select(issued).where(issued.c.letter_id == letter_id))
    if made is None:
        raise ArchiveFault(f"หนังสือ {letter_id} ไม่ใช่หนังสือที่สำนักงานนี้ออก กรุณาตรวจรหัสอีกครั้ง", code="unknown", cause=letter_id)
    letter = archive.load_letter(letter_id).letter
    root = etree.Element(f"{{{RSM}}}GovernmentDocument", nsmap={"rsm": RSM, "ram": RAM})
    root.append(etree.Comment(" untested against a live e-CMS; codes inferred "))
    main = _add(root, "CorrespondenceLetter", None)
    main.set("ID", "Letter")
    _add(main, "ID", str(made["reference"]))
    _add(main, "CorrespondenceDate", str(made["dated"]))
    _add(main, "Subject", letter.subject.value or "")
    _add(main, "SecretCode", _SECRET[letter.secrecy.value])
    _add(main, "SpeedCode", _SPEED[letter.urgency.value])
    signer = letter.signatory.value
    first, _, last = ((signer.name or "") if signer else "").partition(" ")
    _party(main, "SenderParty", first, last, (signer.position or "") if signer else "")
    _party(main, "ReceiverParty", "", "", ", ".join(one.value for one in letter.addressees if one.value))
    _references(main, letter)
    for enclosure in (one.value for one in letter.enclosures):
        if enclosure is not None:
            _add(main, "Attachment", enclosure.title)
    _add(main, "SendDate", str(made["dated"]))
    _add(main, "Description", "")
    if made["pdf"]:
        content = base64.b64encode(archive.load_file(str(made["pdf"]))).decode()
        _add(main, "MainLetterBinaryObject", content).set("mimeCode", "application/pdf")
    for name, file in beside:
        node = _add(main, "AttachmentBinaryObject", base64.b64encode(file).decode())
        node.set("mimeCode", "application/octet-stream")
        node.set("filename", name)
    archive.record_event("exported", letter_id, {"to": "e-CMS XML"})
    made_xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made_xml


def _references(main: etree._Element, letter: Letter) -> None:
    for cited in (one.value for one in letter.references):
        if cited is not None and cited.number is not None:
            node = _add(main, "ReferenceCorrespondence", None)
            _add(node, "ID", format_reference(cited.number))
            _add(node, "CorrespondenceDate", cited.dated.iso_ce if cited.dated else "")
            _add(node, "Subject", "")


def _party(main: etree._Element, name: str, first: str, last: str, post: str) -> None:
    node = _add(main, name, None)
    for tag, text in (("GivenName", first), ("FamilyName", last), ("JobTitle", post)):
        _add(node, tag, text)
    for tag in ("MinistryOrganization", "DepartmentOrganization"):
        _add(_add(node, tag, None), "ID", "")


def _add(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    node = etree.SubElement(parent, f"{{{RAM}}}{name}")
    node.text = None if text is None else "".join(c for c in text if c >= " " or c in "\n\t")
    return node


@dataclass(frozen=True, slots=True)
class Message:
    """A GovernmentDocument that came in: what it tells of its letter, and its files, the letter's own first.

    A file is its name and its bytes; ``unread`` names those whose content cannot be decoded.
    """

    letter: Letter
    files: tuple[tuple[str, bytes], ...]
    unread: tuple[str, ...] = ()


def is_ecms(head: bytes) -> bool:
    """The first bytes are those of a GovernmentDocument, in UTF-8 or UTF-16."""
    return b"GovernmentDocument" in head.replace(b"\0", b"") and b"<" in head[:8]


def read_ecms(content: bytes) -> Message:
    """A message of the exchange, as far as its form is publicly known. Raises UnreadableFile.

    Whatever cannot be read as a number, a day or a known code is left out: then nothing is told, and the page counts; but
    a code of secrecy that is none of the four is taken for the gravest.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(_DAMAGED, cause=str(error)) from error
    main = next((one for one in root.iter() if _local(one) == "CorrespondenceLetter"), root)
    files: list[tuple[str, bytes]] = []
    unread: list[str] = []
    for node in main.iter():
        if _local(node).endswith("BinaryObject"):
            name = _file_name(node, len(files) + len(unread) + 1)
            try:
                files.append((name, base64.b64decode("".join((node.text or "").split()), validate=True)))
            except ValueError:
                unread.append(name)
    if not files:
        raise UnreadableFile(_DAMAGED, code="empty", cause="no file in it")
    return Message(_told_letter(main), tuple(files), tuple(unread))


def _file_name(node: etree._Element, number: int) -> str:
    main = _local(node).startswith("Main")
    kind = (node.get("mimeCode") or "").rpartition("/")[2].lower()
    given = (node.get("filename") or node.get("fileName") or "").strip()
    suffix = f".{kind}" if kind.isalnum() and kind.isascii() and len(kind) <= 5 else ""
    return given or f"{'หนังสือ' if main else 'สิ่งที่ส่งมาด้วย'} {number}{suffix}"


def _told_letter(main: etree._Element) -> Letter:
    sender, receiver = (_child(main, name) for name in ("SenderParty", "ReceiverParty"))
    name, post = f"{_text(sender, 'GivenName')} {_text(sender, 'FamilyName')}".strip(), _text(sender, "JobTitle")
    speed = {code: level for level, code in _SPEED.items()}.get(_text(main, "SpeedCode"))
    secret = _text(main, "SecretCode")
    known = {code: level for level, code in _SECRET.items()}
    addressees = [one.strip() for one in _text(receiver, "JobTitle").split(",") if one.strip()]
    return Letter(
        pages=(1,),
        urgency=_field(speed),
        secrecy=_field(known.get(secret, Secrecy.TOP_SECRET) if secret else None),
        reference=_field(_parsed(parse_reference, _text(main, "ID"))),
        dated=_field(
            _parsed(lambda day: ThaiDate.from_ce(dt.date.fromisoformat(day[:10])), _text(main, "CorrespondenceDate"))
        ),
        subject=_field(_text(main, "Subject") or None),
        addressees=tuple(_field(one) for one in addressees),
        signatory=_field(Signatory(name, post or None) if name else None),
    )


def _field(value: T | None) -> Field[T]:
    return Field() if value is None else Field(value, Evidence(1, None, str(value), 1.0, "told.file", _ENGINE))


def _parsed(parse: Callable[[str], T], text: str) -> T | None:
    try:
        return parse(text) if text else None
    except (CircularsError, ValueError):
        return None


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _child(node: etree._Element | None, name: str) -> etree._Element | None:
    return None if node is None else next((one for one in node if _local(one) == name), None)


def _text(node: etree._Element | None, name: str) -> str:
    found = _child(node, name)
    return "" if found is None else " ".join((found.text or "").split())
