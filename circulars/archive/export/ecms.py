"""An issued letter as XML for the e-CMS exchange (TH e-GIF), as far as its messages are publicly known.

UNTESTED AGAINST A LIVE SYSTEM: no schema is published; names and order follow client programs that talk to it, and the
codes of speed and secrecy (001 … 004) are inferred. Organisation numbers are left empty: the exchange assigns them.
Ask the exchange for its own code lists before sending anything.
"""

from __future__ import annotations

import base64

import sqlalchemy as sa
from lxml import etree

from circulars.archive.archive import Archive
from circulars.archive.store.tables import issued
from circulars.errors import ArchiveFault
from circulars.letter.letter import Letter, Secrecy, Urgency
from circulars.letter.reference import format_reference

RSM = "urn:th:gov:egif:data:standard:GovernmentDocument:1.0"
RAM = "urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1"
_SPEED = {None: "001", Urgency.URGENT: "002", Urgency.VERY_URGENT: "003", Urgency.MOST_URGENT: "004"}
_SECRET = {None: "001", Secrecy.CONFIDENTIAL: "002", Secrecy.SECRET: "003", Secrecy.TOP_SECRET: "004"}
WARNING = "ส่งออกตามโครงสร้างที่ทราบจากภายนอก ยังไม่เคยทดสอบกับระบบ e-CMS จริง กรุณาตรวจรหัสกับผู้ดูแลระบบก่อนใช้"


def ecms_xml(archive: Archive, letter_id: str) -> bytes:
    """The GovernmentDocument of a letter that we issued. Raises ArchiveFault for any other letter."""
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
