"""Eighteen answers to one request, as files and mails, through the way that letters take: ``python -m benchmarks.answers``.

A province asks eighteen districts by mail (a real SMTP server); they answer by mail (Dovecot) and on paper, which is laid into
the inbox (``benchmarks/answers_made.py``). Read, bound and collected by the office's own functions; no Prefect. Counted over the
cells that the districts meant: right, asked (the cell, or its whole answer), silently wrong, and rows without a sender. Then one
district is left out, and must be named; the workbook and the report upward are made.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.answers_made import HEAD, Answered, answers, form, mail_of
from benchmarks.dovecot import PASSWORD, Dovecot
from circulars.archive import Archive, IssuedLetter
from circulars.archive.export.verify import verify
from circulars.checks import check_letters, with_doubts
from circulars.desk.clerk.books.writing import BLANK, reporting
from circulars.desk.clerk.following.collected_sheet import collected_sheet
from circulars.desk.clerk.following.collecting import collected
from circulars.dispatch.mailing.sending import mail_waiting
from circulars.documents.tables.collected import Collected, Row
from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import refusal
from circulars.intake.claims import SOURCE, Claim, close_claim, fill_claim, new_claim, open_claims
from circulars.intake.containers import claim_members, container_of_file
from circulars.mailbox.access import opened
from circulars.mailbox.box import ledger_folder, secret_file
from circulars.mailbox.fetching import look
from circulars.mailbox.ledger import Ledger, note_outcome
from circulars.thai.clock import now, today
from circulars.thai.digits import to_arabic
from flows.receiving.mailboxes.mail import hooks_of
from flows.reviewing.outcome.signing import file_letters
from ocr import read_pages
from ocr.shelter.limits import Limits

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from dispatch_cases import DISTRICTS, Post, Sender, districts, listed
from installation_cases import PROVINCE, Installation
from signing_cases import person

ASKING = "การสำรวจแหล่งน้ำสาธารณะ"


@dataclass
class Cells:
    """Cells of one answer as its sender meant them, and what became of them; rows that nobody sent."""

    meant: int = 0
    right: int = 0
    asked: int = 0
    silent: int = 0
    needless: int = 0
    invented: int = 0

    def __iadd__(self, other: Cells) -> Cells:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self

    @property
    def sure(self) -> float:
        """The part that is right or asked."""
        return 1 - self.silent / self.meant if self.meant else 1.0


class Asking:
    """The province with its request sent to eighteen districts."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.post, self.dovecot = Post(), Dovecot()
        stack.callback(self.post.stop)
        stack.callback(self.dovecot.stop)
        address = "saraban@example.go.th"
        self.office = Installation(folder, PROVINCE, address, self.post, person("ผู้ออกใบรับรองกลาง"))
        self.office.archive.close()
        self.office.archive = Archive.open(self.office.settings.database_url, self.office.settings.files_url)
        stack.callback(self.office.archive.close)
        listed(folder)
        sender = Sender.over(self.office.archive, folder)
        sender.port = self.post.port
        self.issued: IssuedLetter = sender.issue(districts(), ASKING)
        sender.queue(self.issued)
        mail_waiting(self.office.archive, folder, sender.sending, "จังหวัดสกลนคร")
        self.told: dict[str, str] = {}

    def take(self, given: Mapping[int, Answered]) -> None:
        """Every answer taken in: the mails from the mailbox, the files from the inbox."""
        standing = self.office.archive.standing_of(self.issued.letter_id)
        places = {place: one for place, one in given.items() if one.by_mail}
        mails = [mail_of(one, standing[at].address, standing[at].message_id).as_bytes() for at, one in places.items()]
        self.dovecot.deliver(*mails)
        home, work = self.office.home, self.office.home / "work"
        for one in given.values():
            if not one.by_mail:
                fill_claim(work, new_claim(one.name, now()), one.content)
        box = self.dovecot.mailbox()
        secret_file(home, box).write_text(PASSWORD, encoding="utf-8")
        ledger, hooks = Ledger(ledger_folder(home)), hooks_of(self.office.settings, box)
        with opened(home, box) as connection:
            look(connection, box, work, ledger, hooks)
        for claim in open_claims(work):
            self._filed(claim)
        with opened(home, box) as connection:  # reading took longer than a server waits for its client
            look(connection, box, work, ledger, hooks)

    def _filed(self, claim: Claim) -> None:
        """What the intake does with a claim, one after the other."""
        office, work = self.office, self.office.home / "work"
        file = work / claim.key / claim.file
        ids: tuple[str, ...] = ()
        if container_of_file(file) is not None:
            unpacked = claim_members(work, claim)
            self.told |= {f"{claim.name}: {one.name}": one.reason for one in unpacked.lost}
            for member in unpacked.claims:
                self._filed(member)
        else:
            pages = read_pages(file, engine=office.settings.engine, limits=Limits())
            letters = read_letters(pages)
            if (refused := refusal(pages, letters)) is not None:
                self.told[claim.name] = refused.message
            else:
                scan = office.archive.save_original(file, claim.name)
                if (source := file.with_name(SOURCE)).exists():
                    office.archive.save_source(scan.id, source.read_bytes())
                office.archive.save_pages(scan.id, pages)
                findings = check_letters(letters, today=today(), archive_facts=[], pages=pages)
                doubted = [with_doubts(*both) for both in zip(letters, findings, strict=True)]
                ids = file_letters(office.settings, office.archive, file.read_bytes(), scan.id, doubted, findings)
        note_outcome(ledger_folder(office.home), claim.key, ids)
        close_claim(work, claim)


def measured(answer: Answered, rows: Sequence[Row], asked: Sequence[str], show: str = "") -> Cells:
    """The cells of one district. An answer that gave no rows is asked as a whole; a lost row counts as silent unless told."""
    total = Cells(meant=sum(len(row) for row in answer.rows))
    if not rows:
        total.asked, total.silent = (total.meant, 0) if asked else (0, total.meant)
        return total
    total.invented = max(0, len(rows) - len(answer.rows))
    for at, meant in enumerate(answer.rows):
        for column, text in enumerate(meant):
            cell = rows[at].cells[column] if at < len(rows) and column < len(rows[at].cells) else None
            right = cell is not None and _plain(cell.text) == _plain(text)
            doubted = bool(cell.doubt) if cell is not None else bool(asked)
            total.right += right
            total.asked += doubted and not right
            total.needless += doubted and right
            total.silent += not right and not doubted
            if show and not right:
                print(
                    f"   {show} {at + 1},{HEAD[column]}: {text!r} read {cell and cell.text!r} {'asked' if doubted else 'SILENT'}"
                )
    return total


def _plain(text: str) -> str:
    return to_arabic("".join(text.split())).replace(",", "")


def run(folder: Path, *, show: bool = False, variant: int = 0) -> bool:
    """Everything; whether what must hold does."""
    with ExitStack() as stack:
        asking = Asking(folder, stack)
        given, letter_id = answers(DISTRICTS, asking.issued.reference, variant), asking.issued.letter_id
        archive, blank = asking.office.archive, form([])
        last = len(given) - 1
        asking.take(dict(enumerate(given[:last])))
        before = collected(archive, letter_id, blank)
        asking.take({last: given[last]})
        found = collected(archive, letter_id, blank)
        whole, sure = _print(found, given, show), f"นายอำเภอ{DISTRICTS[-1]}" in before.missing
        print(f"missing before the last came: {', '.join(before.missing)}; after: {', '.join(found.missing) or 'none'}")
        for name, why in asking.told.items():
            print(f"not taken as a letter: {name}: {why[:110]}")
        report = reporting(archive.load_letter(letter_id).letter, found, asking.office.settings.profile)
        sheet = load_workbook(io.BytesIO(collected_sheet(found, ASKING))).worksheets[0]
        unsent = sum(not row[0].value or not row[len(HEAD) + 1].value for row in sheet.iter_rows(min_row=3))
        print(
            f"workbook: {sheet.max_row - 2} rows, {unsent} without sender or source; report has a blank: {BLANK in report['body']}"
        )
        damaged = len(verify(archive))
        print(f"archive: {damaged} damages")
        return sure and whole.sure >= 0.99 and not unsent and not damaged and not whole.invented


def _print(found: Collected, given: Sequence[Answered], show: bool) -> Cells:
    whole = Cells()
    print(f"{'answer':34} meant right asked silent needless invented  asked of the answer")
    for place, one in enumerate(given):
        title = f"นายอำเภอ{DISTRICTS[place]}"
        why = [asked.why for asked in found.asked if asked.title == title]
        why += ["named as missing"] if title in found.missing else []
        rows = [row for row in found.rows if row.title == title]
        cells = measured(one, rows, why, one.way if show else "")
        whole += cells
        told = "; ".join(why)[:100]
        print(
            f"{one.way:34} {cells.meant:5} {cells.right:5} {cells.asked:5} {cells.silent:6} {cells.needless:8} {cells.invented:8}  {told}"
        )
    strays = [one for one in found.asked if not one.title]
    print(f"cells {whole.meant}: right {whole.right}, asked {whole.asked}, silent {whole.silent}, right or asked {whole.sure:.2%}; "
          f"needlessly asked {whole.needless}; answers of nobody {len(strays)}")  # fmt: skip
    return whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="name each cell that is not right")
    parser.add_argument("--variant", type=int, default=0, help="0 was tuned on; any other number is a set of its own")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        sound = run(Path(folder) / "office", show=given.show, variant=given.variant)
    print(f"{time.monotonic() - began:.0f} s")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
