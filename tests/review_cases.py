"""A real office without a server, for tests of deciding: settings, SQLite archive, reviewers with codes, a clock to turn.

Drafts of rounds are made and kept as the flow does it, but for the pictures of their pages, which decide nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pyotp
from cascade_cases import incoming
from PIL import Image

from circulars.archive import Archive
from circulars.desk.review.history import answer_of
from circulars.documents.pages.pdf import to_pdf
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource
from circulars.review import Decision, ReviewAnswer
from circulars.review.key import ReviewKey
from circulars.review.reviewers import add
from circulars.thai.dates import BANGKOK
from flows.reviewing.deciding import decide, keep
from flows.reviewing.rounds import Case, draft_of_round, open_case, render, with_shown
from flows.reviewing.screen.forms import Answer, build_form, read_answer
from flows.reviewing.screen.sheets import sheet_of
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

OFFICE = "สน ๐๐๑๘.๑"
STEP = f"{OFFICE}>district"
CHIEF, DEPUTY = "นางสาวสมมุติ ผู้ตรวจ", "นายสมมุติ รองผู้ตรวจ"
SIGNATORY = """
[[office.signatories]]
name = "นายสมมุติ ลงนาม"
position = "ผู้ว่าราชการจังหวัดสกลนคร"
"""


class Office:
    """The office of a test; ``now`` is its clock."""

    def __init__(self, folder: Path, now: dt.datetime = dt.datetime(2024, 1, 22, 10, tzinfo=BANGKOK)) -> None:
        self.folder, self.now = folder, now
        file = write_first_office_toml(folder, demo=False)
        text = file.read_text(encoding="utf-8").replace("# emblem = ", "emblem = ")
        Image.new("RGB", (300, 330), "black").save(folder / "emblem.png")
        file.write_text(text + SIGNATORY, encoding="utf-8")
        self.secrets = {name: add(folder, name, offices=(OFFICE,)).secret for name in (CHIEF, DEPUTY)}
        self.settings: Settings = load_settings(folder)
        make_folders(self.settings)
        self.archive = Archive.open(self.settings.database_url, self.settings.files_url, clock=lambda: self.now)
        self._received = 0

    def enrol(self) -> None:
        """New secrets for both reviewers: nothing is spent or locked."""
        self.secrets = {name: add(self.folder, name, offices=(OFFICE,)).secret for name in (CHIEF, DEPUTY)}

    def receive(self, letter: Letter | None = None) -> str:
        """File a letter, as the intake does; its id."""
        self._received += 1
        scan = self.archive.save_original(str(self._received).encode(), f"{self._received}.txt")
        self.archive.save_pages(scan.id, (Page(1, (), PageSource.TEXT),))
        (letter_id,) = self.archive.save_letters(scan.id, OFFICE, (letter or incoming(),), ((),))
        return letter_id

    def case(self, letter_id: str) -> Case:
        """The review of a letter as it stands; its round's draft is made if there is none yet."""
        drafts = self.archive.drafts_of(letter_id, ReviewKey(OFFICE, STEP))
        found = [answer_of(self.archive, draft.id, draft.round) for draft in drafts]
        decisions = tuple(one for one in found if one is not None and not one.final)
        if len(decisions) == len(drafts):
            self.draw(letter_id, decisions, len(drafts) + 1)
        return open_case(self.settings, self.archive, letter_id, OFFICE, STEP, self.now.date())

    def draw(self, letter_id: str, decisions: tuple[Decision, ...], number: int, shown: str = "") -> None:
        """Make and keep the draft of a round; ``shown`` is what the seen page says of its subject, where another page is kept."""
        stored, today = self.archive.load_letter(letter_id), self.now.date()
        record = draft_of_round(self.settings, self.archive, stored, OFFICE, STEP, decisions, today)
        record = with_shown(self.settings, record, OFFICE)
        docx, pdf = b"", None
        if record.step is not None and record.content is not None:
            content = replace(record.content, watermark="ร่าง")
            docx = render(self.settings, record.step, content)
            if shown:
                (pdf,) = to_pdf([render(self.settings, record.step, replace(content, subject=shown))])
        self.archive.save_draft(letter_id, ReviewKey(OFFICE, STEP), record, docx, pdf, number)

    def form(self, case: Case) -> dict[str, str]:
        """What the form of a case shows, by field."""
        form = build_form(sheet_of(self.settings, case), "")
        return {name: str(one.default) for name, one in form.model_fields.items()}

    def typed(self, case: Case, shown: dict[str, str] | None = None, /, **fields: str) -> ReviewAnswer:
        """The answer that a browser gives: the whole form back, with what a person typed into it."""
        given = {**(self.form(case) if shown is None else shown), **fields}
        return read_answer(Answer(**given), sheet_of(self.settings, case))

    def answer(self, case: Case, answer: ReviewAnswer, pressed: dt.datetime | None = None) -> Decision:
        """Decide and keep, as the flow does."""
        decision = decide(self.settings, self.archive, case, answer, self.now, pressed=pressed)
        return keep(self.archive, case, decision)

    def code(self, who: str = CHIEF, at: dt.datetime | None = None) -> str:
        """The code that a reviewer's telephone shows."""
        return pyotp.TOTP(self.secrets[who]).at(at or self.now)
