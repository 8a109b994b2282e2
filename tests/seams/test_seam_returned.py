"""Our own letter that comes back in its real forms: the file itself, signed, printed anew, scanned; and forgeries of it."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from seam_house import House, letter_text

from circulars.archive import IssuedLetter, StoredLetter
from circulars.archive.export.verify import verify
from circulars.archive.known.returned import COPY_RETURNED, CameBack, Claimed
from circulars.archive.store.tables import ledger
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.shipped.samples import SHORT
from circulars.documents.signing.qr.code import PREFIX, read_code, said_in
from circulars.documents.signing.qr.judged import judged
from circulars.documents.signing.qr.keys import known_keys, make_key
from circulars.documents.word.catalog import SHIPPED, load_catalog
from circulars.letter.doubt import UNCLEAR, UNREAD
from circulars.letter.field import Field
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.reference import ReferenceNumber
from circulars.review import Decision
from circulars.thai.dates import ThaiDate
from flows.cli import main
from flows.reviewing.issue import issue_approved
from flows.reviewing.known_before import told_before
from flows.reviewing.outcome.becoming import plan_for
from flows.reviewing.rounds import Case

_FONT = "/usr/share/fonts/truetype/tlwg/Garuda.ttf"
_OTHER = "ด้วยจังหวัดจะจัดงานประจำปี จึงขอให้อำเภอส่งการแสดงพื้นบ้านเข้าร่วมอำเภอละหนึ่งชุดในวันเปิดงาน และจัดร้านสินค้าชุมชนอำเภอละสองร้าน"


@dataclass(frozen=True, slots=True)
class Out:
    """An office that has issued one letter, the letter it came from, and what another printer makes of Word files."""

    house: House
    source: str
    case: Case
    approved: Decision
    issued: IssuedLetter
    anew: bytes
    other: bytes
    """A letter that bears a number of the same office, about something else."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Out]:
    house = House(tmp_path_factory.mktemp("returned") / "office")
    make_key(house.home / "secrets")
    house.settings = replace(house.settings, qr=True)
    source = house.take(letter_text("๑๑"), "๑.txt")
    case = house.case(source)
    approved = house.decide(case)
    issued = issue_approved(house.settings, house.archive, case, approved)
    number = f"{issued.reference.rpartition(' ')[0]} ๙๙"
    other = load_catalog(SHIPPED).compiled("province", LetterKind.EXTERNAL).render(replace(SHORT, number=number))
    yield Out(house, source, case, approved, issued, *to_pdf([house.archive.load_file(issued.docx), other]))
    house.archive.close()


def as_issued(out: Out) -> bytes:
    assert out.issued.pdf is not None
    return out.house.archive.load_file(out.issued.pdf)


def signed(pdf: bytes) -> bytes:
    """The file with an appearance added behind its end, as a digital signature adds one: its first bytes stay."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_annotation(0, FreeText(text="Digitally signed", rect=(330, 250, 470, 290)))
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def printed_anew(drawn: bytes) -> bytes:
    """The Word file printed by somebody else: the same page, other bytes, none of our facts attached."""
    with pikepdf.open(io.BytesIO(drawn)) as document:
        document.docinfo["/Producer"] = "Another Printer 1.0"
        made = io.BytesIO()
        document.save(made)
    assert not PdfReader(io.BytesIO(made.getvalue())).attachments
    return made.getvalue()


def scanned(pdf: bytes) -> bytes:
    """The printed letter signed with a pen, stamped as received, and fed askew at 200 dpi; a PDF of JPEG pictures."""
    pages = []
    chance = random.Random(7)
    for number, page in enumerate(pdfium.PdfDocument(pdf)):
        picture = page.render(scale=200 / 72).to_pil().convert("RGB")
        draw = ImageDraw.Draw(picture)
        if number == 0:
            at = _below_closing(picture)
            pen = [(at[0] + 22 * step, at[1] + chance.randint(-28, 28)) for step in range(14)]
            draw.line(pen, (20, 30, 160), 5, joint="curve")
            draw.rectangle((1080, 40, 1560, 190), outline=(120, 20, 130), width=4)
            for row, text in enumerate(("ที่ทำการปกครองจังหวัด", "เลขรับ ๔๗๑๒", "วันที่ ๒๕ พ.ย. ๒๕๖๙ เวลา ๑๐.๓๐ น.")):
                draw.text((1100, 50 + 45 * row), text, (120, 20, 130), ImageFont.truetype(_FONT, 28))
        array = np.asarray(picture)
        height, width = array.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0.9, 1)
        askew = cv2.warpAffine(array, turn, (width, height), borderValue=(250, 250, 248))
        pages.append(Image.fromarray(askew))
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=200, save_all=True, append_images=pages[1:], quality=80)
    return out.getvalue()


def photographed(pdf: bytes) -> bytes:
    """The printed letter under a telephone: seen from one side, darker towards a corner, as a JPEG."""
    (page,) = pdfium.PdfDocument(pdf)
    array = np.asarray(page.render(scale=230 / 72).to_pil().convert("RGB"))
    height, width = array.shape[:2]
    seen = np.array([[30, 24], [width - 12, 0], [width, height - 10], [0, height]], np.float32)
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turned = cv2.warpPerspective(
        array, cv2.getPerspectiveTransform(whole, seen), (width, height), borderValue=(90, 80, 70)
    )
    shade = np.linspace(1.0, 0.72, width)[None, :, None] * np.linspace(1.0, 0.9, height)[:, None, None]
    out = io.BytesIO()
    Image.fromarray((turned * shade).astype(np.uint8)).save(out, "JPEG", quality=82)
    return out.getvalue()


def _below_closing(picture: Image.Image) -> tuple[int, int]:
    """A place in the right half where the page is white: there a pen signs."""
    gray = np.asarray(picture.convert("L"))[:, 900:1250]
    white = [y for y in range(900, gray.shape[0] - 120, 20) if gray[y : y + 100].min() > 200]
    return 900, (white[0] if white else 1500) + 50


FORMS = ("the file itself", "signed", "printed anew", "scanned", "photographed")


def form(out: Out, which: str) -> bytes:
    pdf = as_issued(out)
    if which == "printed anew":
        return printed_anew(out.anew)
    if which == "the file itself":
        return pdf
    return {"signed": signed, "scanned": scanned, "photographed": photographed}[which](pdf)


@pytest.mark.parametrize("which", FORMS)
def test_our_letter_is_bound_in_whatever_form_it_comes_back(
    out: Out, which: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, issued = out.house.archive, out.issued
    office = out.house.settings.profile.office.code
    before = len(archive.register_rows(office, "received", 2569))
    copy = out.house.take(form(out, which), f"{which}.{'jpg' if which == 'photographed' else 'pdf'}")
    stored = archive.load_letter(copy)
    assert (stored.duplicate_of, stored.received_number) == (issued.letter_id, None)
    assert len(archive.register_rows(office, "received", 2569)) == before
    assert [row.kind for row in archive.relations_of(copy)] == ["returned"]
    (event,) = archive.all(sa.select(ledger).where(ledger.c.subject == copy))
    assert (event["kind"], json.loads(str(event["detail"]))["issued"]) == (COPY_RETURNED, issued.letter_id)
    assert any("สำเนาของหนังสือที่เราออกเอง" in one for one in told_before(archive, copy))
    assert code_told(out, stored, which)
    letter, today = stored.letter, out.house.now.date()
    assert not plan_for(out.house.settings, letter, office, today).steps
    sent = archive.register_rows(office, "sent", 2569)
    again = issue_approved(out.house.settings, archive, out.case, out.approved)
    assert again.letter_id == issued.letter_id
    assert archive.register_rows(office, "sent", 2569) == sent, "the same circular is not issued twice"
    monkeypatch.setenv("CIRCULARS_HOME", str(out.house.home))
    assert main(["show", issued.letter_id]) == 0
    assert re.search(rf"สำเนาที่กลับมา .*\[{copy}\]", capsys.readouterr().out)
    assert not verify(archive)


def code_told(out: Out, copy: StoredLetter, which: str) -> bool:
    """The QR code is read from the copy, is of this letter, and its page says what was issued as far as it was read right."""
    archive, home = out.house.archive, out.house.home
    pages = archive.load_pages(str(copy.scan_id)) or ()
    texts = {code.text for page in pages for code in page.codes if code.text.startswith(PREFIX)}
    if which == "printed anew":  # the Word file has no code
        return not texts
    (text,) = texts
    read = read_code(text, known_keys(home, "สำนักงานนี้"))
    ours = archive.load_letter(out.issued.letter_id).letter
    told, good = judged(read, copy.letter, ours)
    strange, wrong = judged(read, archive.load_letter(out.source).letter, ours)
    read_right = said_in(copy.letter) == said_in(ours)
    assert not wrong and "มาจากหนังสืออื่น" in strange
    return read.signer == "สำนักงานนี้" and good == read_right and out.issued.reference in told


def lying(pdf: bytes, other: bytes) -> bytes:
    """Another letter's page with the facts of ours attached to it."""
    writer = PdfWriter(io.BytesIO(other))
    writer.add_attachment("metadata.json", PdfReader(io.BytesIO(pdf)).attachments["metadata.json"][0])
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_facts_of_ours_attached_to_another_letter_do_not_make_it_ours(out: Out) -> None:
    strange = out.house.archive.load_letter(out.house.take(lying(as_issued(out), out.other), "แนบข้อมูลปลอม.pdf"))
    assert strange.duplicate_of is None and strange.received_number is not None
    (finding,) = (one for one in strange.findings if one.check == "attached-claim")
    assert finding.severity is Severity.BLOCKS and out.issued.reference in finding.message
    assert strange.letter.reference.doubtful


def filed(out: Out, *read: Letter, back: CameBack | None = None, office: str = "") -> tuple[StoredLetter, ...]:
    """Letters of a new file as the archive keeps them."""
    archive = out.house.archive
    scan = archive.save_original(repr((read, back, office)).encode(), "แฟ้ม.pdf")
    code = office or out.house.settings.profile.office.code
    ids = archive.save_letters(scan.id, code, read, [() for _ in read], back or CameBack((code,)))
    return tuple(archive.load_letter(one) for one in ids)


def ours_with(out: Out, **changes: object) -> Letter:
    return replace(out.house.archive.load_letter(out.issued.letter_id).letter, **changes)  # type: ignore[arg-type]


def test_another_offices_same_words_on_the_same_day_are_a_letter_of_their_own(out: Out) -> None:
    theirs = Field(ReferenceNumber("นม", "๐๐๑๘.๑", "๕", circular=True))
    (received,) = filed(out, ours_with(out, reference=theirs))
    assert received.duplicate_of is None and received.received_number is not None
    (misread,) = filed(out, ours_with(out, reference=theirs.doubt(UNCLEAR())))
    assert misread.duplicate_of == out.issued.letter_id


def test_last_years_letter_of_the_same_number_is_no_copy(out: Out) -> None:
    (received,) = filed(out, ours_with(out, dated=Field(ThaiDate.from_ce(dt.date(2025, 11, 24)))))
    assert received.duplicate_of is None


def test_our_number_and_day_over_another_text_blocks(out: Out) -> None:
    (received,) = filed(out, ours_with(out, subject=Field("การจัดงานประจำปี"), body=(Field(_OTHER),)))
    assert received.duplicate_of is None
    assert [(one.check, one.severity) for one in received.findings] == [("own-number-other-text", Severity.BLOCKS)]


def test_a_claim_is_checked_against_the_page(out: Out) -> None:
    claim = Claimed(out.issued.reference, out.issued.dated.isoformat())
    ours = CameBack((out.house.settings.profile.office.code,), claimed=claim)
    unread: dict[str, object] = {"reference": Field(None, None, (UNREAD(),)), "dated": Field(None, None, (UNREAD(),))}
    (copy,) = filed(out, ours_with(out, **unread), back=ours)
    assert copy.duplicate_of == out.issued.letter_id
    (unclaimed,) = filed(out, ours_with(out, **unread))
    assert unclaimed.duplicate_of is None
    (other,) = filed(out, ours_with(out, **unread, body=(Field(_OTHER),)), back=ours)
    assert other.duplicate_of is None and other.findings[0].check == "attached-claim"


def test_an_office_that_only_shares_the_database_receives_what_we_sent_it(out: Out) -> None:
    (received,) = filed(out, ours_with(out), office="สน ๐๗๑๘")
    assert received.duplicate_of is None and received.received_number is not None


def test_the_copy_enclosed_with_our_letter_is_not_received_a_second_time(out: Out) -> None:
    source = out.house.archive.load_letter(out.source).letter
    ours, enclosed = filed(out, ours_with(out), replace(source, sender_agency=Field("กรมการปกศรอง")))
    assert (ours.duplicate_of, enclosed.duplicate_of) == (out.issued.letter_id, out.source)
    assert enclosed.received_number is None
