"""`circulars draft`: read, check, plan and draft without server or database; docx, PDF and plan.json in a folder."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import Progress

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.plan import ProfileOf
from circulars.cascade.plan.step_key import format_step_key
from circulars.cascade.plan.steps import CascadePlan, CascadeStep
from circulars.directory.bodies import office_named
from circulars.directory.offices import Level, Office
from circulars.directory.profile import OfficeProfile, default_profile
from circulars.documents.measure.continued import with_words, words_agree
from circulars.documents.measure.fit import circular_profile
from circulars.documents.measure.layout import layout_findings
from circulars.documents.measure.profile import STRICT, LayoutProfile
from circulars.documents.pages.batch import make_pdfs
from circulars.documents.pages.pdf import page_count
from circulars.documents.word.catalog import Catalog, load_catalog
from circulars.extraction.refusal import why_no_letter
from circulars.intake.containers import single_file
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import Page
from circulars.letter.record import Record, letter_record
from circulars.letter.reference import ReferenceNumber
from circulars.thai.clock import today
from circulars.thai.dates import ThaiDate
from circulars.triage.record import proposal_record
from flows.commands.options.reading import Draft as DraftOptions
from flows.commands.reading.dry import read_and_check
from flows.settings import Settings, load_settings, office_home
from ocr import read_pages


@dataclass(frozen=True, slots=True)
class _Made:
    """One draft with the name of its files, without suffix; ``continued``: its pages bear คำต่อเนื่อง."""

    draft: Draft
    name: str
    level: Level
    continued: bool


def draft(arguments: DraftOptions) -> int:
    """Draft what this office writes on every letter of the file; exit 1 if something blocks a draft or nothing is drafted."""
    own = _own(arguments.home)

    def profile_of(office: Office) -> OfficeProfile:
        return (own.profiles.get(office.code) if own else None) or default_profile(office)

    profile = profile_of(office_named(arguments.office))
    arguments.out.mkdir(parents=True, exist_ok=True)  # told before the reading, not after it
    with TemporaryDirectory(prefix="circulars-") as scratch:
        pages = read_pages(single_file(arguments.file, Path(scratch)), engine=arguments.engine)
    letters, findings = read_and_check(pages)
    if not letters:
        print(why_no_letter(pages).message, file=sys.stderr)
        return 1
    made: list[_Made] = []
    records = []
    for letter, found in zip(letters, findings, strict=True):
        became = planned(letter, profile, today=today(), to=arguments.to, profile_of=profile_of)
        drafts = [_draft(letter, step, found, pages) for step in became.plan.steps]
        below = profile_of if arguments.below else None
        record = _letter_record(letter, found, became.plan, drafts, made, below=below, folder="")
        records.append(record | {"proposal": proposal_record(became.proposal)})
    odd = _write(made, arguments.out, own.templates if own else None, with_pdf=not arguments.no_pdf)
    whole = {"file": arguments.file.name, "office": profile.office.code, "letters": records}
    (arguments.out / "plan.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return _report(made, records, odd, arguments.out)


def _own(home: Path | None) -> Settings | None:
    """Our own settings where an office.toml is at hand."""
    return load_settings(home) if (office_home(home) / "office.toml").exists() else None


def _draft(letter: Letter, step: CascadeStep, findings: Sequence[Finding], pages: Sequence[Page]) -> Draft:
    drafted = draft_letter(letter, step, findings=findings, pages=pages, today=today())
    return replace(drafted, content=replace(drafted.content, watermark="ร่าง"))


def _letter_record(
    letter: Letter,
    findings: Sequence[Finding],
    plan: CascadePlan,
    drafts: Sequence[Draft],
    made: list[_Made],
    *,
    below: ProfileOf | None,
    folder: str,
) -> Record:
    steps = []
    for step, drafted in zip(plan.steps, drafts, strict=True):
        name = f"{folder}{len(made) + 1:02d}-{step.office.name}"
        made.append(_Made(drafted, name, step.office.level, step.profile.continued))
        record = _step_record(step, drafted, name)
        if below and step.level_below:
            record["below"] = _below(drafted, step, made, below, folder=f"{name}/")
        steps.append(record)
    return {
        "letter": letter_record(letter, findings),
        "steps": steps,
        "unresolved": list(plan.unresolved),
        "findings": [_finding(one) for one in plan.findings],
    }


def _below(drafted: Draft, step: CascadeStep, made: list[_Made], profile_of: ProfileOf, *, folder: str) -> list[Record]:
    """The drafts of the recipients, as if the letter above were issued today; its number is still blank.

    Goes on as far as offices have offices below them: from a department to its provinces and all their districts.
    """
    office = step.office
    number = ReferenceNumber(office.letters, office.office_number, "", circular=step.circular)
    issued = issued_as_letter(drafted, number, ThaiDate.from_ce(today()))
    records = []
    for recipient in step.recipients:
        if recipient.office is None:
            continue
        plan = planned(issued, profile_of(recipient.office), today=today(), profile_of=profile_of).plan
        drafts = [_draft(issued, one, (), ()) for one in plan.steps]
        records.append(_letter_record(issued, (), plan, drafts, made, below=profile_of, folder=folder))
    return records


def _step_record(step: CascadeStep, drafted: Draft, name: str) -> Record:
    return {
        "key": format_step_key(step.key),
        "office": step.office.code,
        "office_name": step.office.name,
        "kind": str(step.kind),
        "circular": step.circular,
        "addressee": step.addressee_line,
        "recipients": [
            {"title": r.title, "name": r.name, "office": r.office.code if r.office else None} for r in step.recipients
        ],
        "count": len(step.recipients),
        "files": [f"{name}.docx", f"{name}.pdf"],
        "subject": drafted.content.subject,
        "paragraphs": [f"{p.number} {p.text}".strip() for p in drafted.content.paragraphs],
        "purpose": drafted.content.purpose,
        "references": list(drafted.content.references),
        "enclosures": [list(e) for e in drafted.content.enclosures],
        "origins": [
            {"fact": o.fact, "kind": str(o.kind), "source": str(o.source), "where": o.where} for o in drafted.origins
        ],
        "findings": [_finding(one) for one in drafted.findings],
        "confirm": list(drafted.confirm),
        "dropped": list(drafted.dropped),
        "blocked": drafted.blocked,
    }


def _finding(one: Finding) -> Record:
    return {
        "check": one.check,
        "severity": str(one.severity),
        "field": one.field,
        "message": one.message,
        "seen": one.seen,
        "against": one.against,
        "proposal": one.proposal,
    }


def _write(made: Sequence[_Made], out: Path, templates: Path | None, *, with_pdf: bool) -> list[str]:
    """Docx of every draft, then their PDFs in batches; how tightly a circular is set is chosen once a level and kind.

    Gives what is odd about the printed pages, looked at once a level and kind.

    A run that was killed goes on where it stopped: PDFs that were made wait in ``.pdf`` until all are there.
    """
    catalog = load_catalog(templates)
    fits: dict[tuple[Level, LetterKind], LayoutProfile] = {}
    total = len(made)
    with Progress(disable=not sys.stderr.isatty() or total < 20, transient=True) as progress:
        task = progress.add_task("ทำ docx", total=total)
        for one in made:
            content = one.draft.content
            key = (one.level, content.kind)
            if key not in fits:
                fits[key] = _fit(catalog, one) if with_pdf else STRICT
            file = out / f"{one.name}.docx"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(catalog.compiled(str(one.level), content.kind, profile=fits[key]).render(content))
            progress.advance(task)
        if not with_pdf or not made:
            return []
        task = progress.add_task("ทำ PDF", total=total)
        letters = ((out / f"{one.name}.docx").read_bytes() for one in made)
        store = out / ".pdf"
        pdfs = make_pdfs(letters, store, total=total, progress=lambda done, _: progress.update(task, completed=done))
        odd: list[str] = []
        looked: set[tuple[Level, LetterKind]] = set()
        for one, pdf in zip(made, pdfs, strict=True):
            shutil.copyfile(pdf, out / f"{one.name}.pdf")
            key = (one.level, one.draft.content.kind)
            if key not in looked:
                looked.add(key)
                odd += [
                    f"{found.message} ({one.name})" for found in layout_findings(pdf.read_bytes(), one.draft.content)
                ]
        _continue(made, out, store)
        shutil.rmtree(store)
    return odd


def _continue(made: Sequence[_Made], out: Path, store: Path) -> None:
    """The files of letters of several pages anew, with the first words of each page at the foot of the one before."""
    worded: dict[str, bytes] = {}
    for one in made:
        docx, pdf = ((out / f"{one.name}.{suffix}").read_bytes() for suffix in ("docx", "pdf"))
        new = with_words(docx, pdf) if one.continued and page_count(pdf) > 1 else None
        if new is not None:
            worded[one.name] = new
    for (name, docx), printed in zip(worded.items(), make_pdfs(list(worded.values()), store), strict=True):
        if words_agree(docx, printed.read_bytes()):
            (out / f"{name}.docx").write_bytes(docx)
            shutil.copyfile(printed, out / f"{name}.pdf")


def _fit(catalog: Catalog, one: _Made) -> LayoutProfile:
    return circular_profile(catalog.find(str(one.level), one.draft.content.kind), one.draft.content)


def _why_nothing(records: Sequence[Record]) -> Iterator[str]:
    """Why nothing is drafted: what the plan noted, and the addressees that it could not place."""
    for record in records:
        for finding in record["findings"]:
            yield finding["message"]
        if record["unresolved"]:
            yield f"ไม่รู้จักผู้รับ: {', '.join(record['unresolved'])} กรุณาตรวจ เรียน ของหนังสือ"


def _report(made: Sequence[_Made], records: Sequence[Record], odd: Sequence[str], out: Path) -> int:
    blocked = [one for one in made if one.draft.blocked]
    for one in made[:20]:
        recipients = len(one.draft.recipients)
        print(f"{one.name}.docx  ถึง {one.draft.content.addressee} ({recipients} แห่ง)")
    if len(made) > 20:
        print(f"… รวม {len(made)} ฉบับ")
    told = {
        finding["message"]
        for record in records
        for finding in record["findings"]
        if finding["severity"] != Severity.NOTES
    }
    told |= {found.message for one in made for found in one.draft.findings if found.severity is not Severity.NOTES}
    for message in (*sorted(told), *odd):
        print(f"! {message}")
    if blocked and len(made) > 1:
        print(f"! ยังออกไม่ได้ {len(blocked)} จาก {len(made)} ฉบับ")
    if not made:
        reasons = [f"! {message}" for message in dict.fromkeys(_why_nothing(records)) if message not in told]
        print("\n".join(["ไม่มีหนังสือที่สำนักงานนี้ต้องแจ้งต่อ", *reasons]), file=sys.stderr)
        print(f"ดูแผนและเหตุผลใน {out / 'plan.json'}")
        return 1
    print(f"ดูแผนและที่มาของทุกค่าใน {out / 'plan.json'}")
    return int(bool(blocked))
