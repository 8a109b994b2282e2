"""An office without a server: letters come in, are drafted, decided and issued by the very functions the flows call."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from circulars.archive import Archive, IssuedLetter
from circulars.archive.tracing.facts import archive_facts
from circulars.cascade.plan.step_key import format_step_key
from circulars.checks import check_letters, with_doubts
from circulars.extraction.reading import read_letters
from circulars.review import Decision, Verdict
from circulars.thai.dates import BANGKOK
from flows.reviewing.issue import issue_approved
from flows.reviewing.known_before import came_back
from flows.reviewing.outcome.becoming import plan_for
from flows.reviewing.rounds import Case, open_case
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml
from ocr import read_pages

NOW = dt.datetime(2026, 11, 23, 10, tzinfo=BANGKOK)
REVIEWER = "นางสาวสมมุติ ผู้ตรวจ"
TASK = "ให้อำเภอทุกอำเภอสำรวจแหล่งน้ำสาธารณะ"


def letter_text(number: str = "๑๑", subject: str = "การสำรวจแหล่งน้ำ", cited: str = "", task: str = TASK) -> str:
    """A department's circular as text; `cited` is the number of an earlier one of the same day."""
    cites = f"อ้างถึง หนังสือกรมการปกครอง ที่ มท ๐๓๐๙.๒/ว {cited} ลงวันที่ ๑๖ พฤศจิกายน ๒๕๖๙\n" if cited else ""
    return f"""ที่ มท ๐๓๐๙.๒/ว {number}
กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง {subject}
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
{cites}ด้วยกรมการปกครองจะรวบรวมข้อมูลแหล่งน้ำ จึงขอให้จังหวัดแจ้ง{task}
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
อธิบดีกรมการปกครอง
สำนักบริหารการปกครองท้องที่
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""


class House:
    """One demo office in a folder, at a moment that a test may move."""

    def __init__(self, home: Path) -> None:
        """A new office; `now` is its clock."""
        write_first_office_toml(home, demo=True)
        self.home, self.now = home, NOW
        self.settings: Settings = load_settings(home)
        make_folders(self.settings)
        self.archive = Archive.open(self.settings.database_url, self.settings.files_url, clock=lambda: self.now)

    @property
    def at(self) -> str:
        """The moment as decisions write it."""
        return self.now.isoformat(timespec="seconds")

    def take(self, content: str | bytes, name: str = "หนังสือ.txt") -> str:
        """The id of the letter read from a text file or a scan, as the intake files it."""
        file = self.home / "work" / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        pages = read_pages(file, engine=self.settings.engine)
        letters = read_letters(pages)
        scan = self.archive.save_original(file, name)
        self.archive.save_pages(scan.id, pages)
        facts = [archive_facts(self.archive, one) for one in letters]
        findings = check_letters(letters, today=self.now.date(), archive_facts=facts, pages=pages)
        doubted = [with_doubts(*both) for both in zip(letters, findings, strict=True)]
        back = came_back(self.settings, file.read_bytes(), letters)
        office = self.settings.profile.office.code
        letter_id, *_ = self.archive.save_letters(scan.id, office, doubted, findings, back)
        file.unlink()
        return letter_id

    def case(self, letter_id: str) -> Case:
        """The review of the letter's first step."""
        office, letter = self.settings.profile.office.code, self.archive.load_letter(letter_id).letter
        step = format_step_key(plan_for(self.settings, letter, office, self.now.date()).steps[0].key)
        return open_case(self.settings, self.archive, letter_id, office, step, self.now.date())

    def decide(self, case: Case, decision: Decision | None = None) -> Decision:
        """Keep the decision of a case: an approval where none is given."""
        made = decision or Decision(Verdict.APPROVE, case.mark, REVIEWER, REVIEWER, self.at)
        return self.archive.save_decision(case.draft_id, case.round, made, case.docx_sha256)

    def issue(self, letter_id: str) -> IssuedLetter:
        """Approve and issue the letter's first step."""
        case = self.case(letter_id)
        return issue_approved(self.settings, self.archive, case, self.decide(case))
