"""The whole way, on a real Prefect server with a real worker and the real UI in Chromium: scan to issued letter and below.

One office for the module; its tests run in order, each from where the one before left it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import shutil
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import sync_playwright
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings
from pypdf import PdfReader
from quiet_chromium import launched, opened
from seam_house import letter_text

from circulars.archive import Archive
from circulars.archive.export.verify import verify
from circulars.letter.field import Field
from circulars.review import Decision, Verdict
from circulars.thai.clock import now
from flows.cli import main
from flows.office import lifecycle as office
from flows.office import upkeep
from flows.office.watching.runs import restart_interrupted
from flows.receiving.sample import SAMPLE
from flows.reviewing.review import REVIEW, review
from flows.runs import lookup
from flows.runs.beginning.here import go_on_here, make_here
from flows.runs.pulses import claim_pulse
from flows.runs.queues import DRAFTING
from flows.serving.environment import free_port
from flows.serving.server_api import api_key, api_of, ask_server
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]
PICTURES = Path(__file__).resolve().parent.parent / "build" / "review"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("office")
    file = write_first_office_toml(folder, demo=True)
    text = file.read_text(encoding="utf-8")
    port = free_port(4310)
    file.write_text(
        f"{text}\n[server]\nport = {port}\n" if "[server]" not in text else text.replace("4200", str(port)),
        encoding="utf-8",
    )
    office.start(folder)
    (folder / "inbox" / "ว่าง.pdf").touch()  # waited for during a minute, which passes while the first tests run
    try:
        yield folder
    finally:
        office.stop(folder)


def until(what: Callable[[], Any], seconds: float = 180) -> Any:
    """What `what` gives once it gives something; fails after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.8)  # each look asks the office's server, which has other things to do
    raise AssertionError(f"nothing came of it in {seconds} s")


def ask(home: Path, method: str, path: str, body: object = None) -> Any:
    return ask_server(home, str(office.status(home).url), method, path, body)


def of_the_office(home: Path) -> dict[Any, str]:
    """Prefect's settings of the office's own processes."""
    return {
        PREFECT_API_URL: f"{api_of(home, str(office.status(home).url))}/api",
        PREFECT_API_AUTH_STRING: api_key(home),
    }


def waiting(home: Path, name: str) -> str | None:
    """Id of the run that waits for a reviewer and has `name` in its name."""
    for one in office.status(home).waiting:
        if name in one.name:
            return one.url.rsplit("/", 1)[-1]
    return None


def mark_of(home: Path, run: str, round_number: int) -> str:
    """The mark of the draft that the form of a round shows."""
    key = f"suspended-round-{round_number}-schema"
    schema = ask(home, "GET", f"/flow_runs/{run}/input/{key}")
    schema = json.loads(schema) if isinstance(schema, str) else schema
    return str(schema["properties"]["mark"]["default"])


def drop(home: Path, source: Path, name: str) -> None:
    scratch = home / "inbox" / f".{name}.part"
    shutil.copyfile(source, scratch)
    scratch.rename(home / "inbox" / name)


def archive_of(home: Path) -> Archive:
    settings = load_settings(home)
    return Archive.open(settings.database_url, settings.files_url)


@pytest.fixture
def browser() -> Iterator[BrowserPage]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        page = opened(chromium).new_page()
        outside: list[str] = []
        page.on(
            "request", lambda r: None if "127.0.0.1" in r.url or r.url.startswith("data:") else outside.append(r.url)
        )
        yield page
        chromium.close()
    assert outside == [], "the UI asked somebody outside"


def test_a_dropped_scan_waits_for_its_reviewer(home: Path) -> None:
    drop(home, SAMPLE, "หนังสือเวียนตัวอย่าง.pdf")
    until(lambda: waiting(home, "จังหวัด") or waiting(home, "สน"))
    (one,) = office.status(home).waiting
    assert one.name.startswith("รอตรวจ · ด่วนที่สุด · ")
    assert " · การเตรียมความพร้อม" in one.name
    assert one.name.endswith(" · สน")
    archive = archive_of(home)
    (row,) = archive.drafts_waiting()
    stored = archive.load_letter(row.letter_id)
    assert stored.received_number == 1
    assert stored.letter.reference.value is not None
    assert stored.letter.reference.value.running == "32841"
    assert archive.register_rows("สน ๐๐๑๘.๑", "sent", time.localtime().tm_year + 543) == ()
    assert {one.name for one in (home / "inbox").iterdir()} <= {"ว่าง.pdf"}


def test_a_draft_is_made_in_the_process_that_read_the_letter_and_else_by_another(home: Path) -> None:
    run = until(lambda: waiting(home, "สน"))
    known = ask(home, "GET", f"/flow_runs/{run}")
    assert known["infrastructure_pid"] is None  # no worker took it
    settings, own = load_settings(home), of_the_office(home)
    with temporary_settings(own):
        told: Any = {"name": "ไม่มีใครทำต่อ", "key": "here", "tags": [], "queue": DRAFTING}
        made = make_here(REVIEW, known["parameters"], **told)
        assert made.state is not None
        assert made.state.is_pending()
        assert make_here(REVIEW, known["parameters"], **told).id == made.id
        assert claim_pulse(settings, made.id)
        assert not claim_pulse(settings, made.id)
        go_on_here(settings, review, made)  # another process has it
        assert ask(home, "GET", f"/flow_runs/{made.id}")["state_type"] == "PENDING"
        died = json.loads((home / "run" / "pulses" / str(made.id)).read_text()) | {"created": 1.0}
        (home / "run" / "pulses" / str(made.id)).write_text(json.dumps(died))
        assert restart_interrupted(settings, at_start=False) == [made.name]
    until(lambda: ask(home, "GET", f"/flow_runs/{made.id}")["state_type"] == "PAUSED")
    assert ask(home, "GET", f"/flow_runs/{made.id}")["infrastructure_pid"] is not None
    ask(home, "DELETE", f"/flow_runs/{made.id}")


@pytest.mark.browser
def test_every_printed_link_opens_what_it_says(
    home: Path, browser: BrowserPage, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "status"]) == 0
    printed = capsys.readouterr().out
    links = re.findall(r"(\S.*)?\s(https?://\S+)", printed)
    assert [said for said, _ in links][:3] == ["โต๊ะทำงาน", "หน้าจอของ Prefect", "รอตรวจ 1 เรื่อง:"]
    (one,) = office.status(home).waiting
    for said, link in links:
        browser.goto(link)
        text = "Dashboard" if said == "หน้าจอของ Prefect" else "การเตรียมความพร้อม"
        browser.get_by_text(text).first.wait_for()
        assert browser.get_by_text("Something went wrong").count() == 0
    browser.goto(office.list_url(str(office.status(home).address), "Failed", "Crashed"))
    browser.get_by_text("Runs").first.wait_for()
    browser.wait_for_timeout(1500)
    assert browser.get_by_text("Something went wrong").count() == 0
    assert browser.get_by_text(one.name[:20]).count() == 0


@pytest.mark.browser
def test_the_reviewer_sees_scan_and_draft_and_has_it_corrected(home: Path, browser: BrowserPage) -> None:
    run = waiting(home, "รอตรวจ")
    browser.goto(f"{office.status(home).url}/v2/runs/flow-run/{run}")
    browser.get_by_role("button", name="Open menu").click()
    browser.get_by_role("menuitem", name="Resume").click()
    dialog = browser.get_by_role("dialog")
    dialog.get_by_text("ร่างหนังสือที่จะส่ง").wait_for()
    browser.screenshot(path=PICTURES / "1-form.png")
    shown = dialog.inner_text()
    for text in ("สำนักงานสาธิต", "มท ๐๓๐๙.๒/ว ๓๒๘๔๑", "๑๖ พฤศจิกายน ๒๕๖๙", "ผู้รับ ๑๘ ราย", "นายอำเภอพังโคน"):
        assert text in shown
    pictures = dialog.locator("img")
    assert pictures.count() >= 2
    assert all(pictures.nth(i).evaluate("picture => picture.naturalWidth") > 300 for i in range(pictures.count()))
    dialog.get_by_text("(เลือกผลการตรวจ)").click()
    browser.get_by_role("option", name="แก้ไขแล้วตรวจใหม่").click()
    subject = dialog.get_by_label("ร่าง: เรื่อง")
    subject.fill("การเตรียมความพร้อมป้องกันภัยหนาวในระดับอำเภอ")
    browser.screenshot(path=PICTURES / "2-corrected.png")
    dialog.get_by_role("button", name="Resume").click()
    archive = archive_of(home)
    until(lambda: any(draft.round == 2 for draft in archive.drafts_waiting()))
    until(lambda: waiting(home, "รอตรวจ"))
    browser.wait_for_timeout(1000)
    browser.screenshot(path=PICTURES / "3-waits-again.png")
    (draft,) = archive.drafts_waiting()
    assert "การเตรียมความพร้อมป้องกันภัยหนาวในระดับอำเภอ" in str(archive.draft_record(draft.id))


def test_an_approval_issues_once_and_the_level_below_begins(home: Path) -> None:
    run = until(lambda: waiting(home, "รอตรวจ"))
    archive = archive_of(home)
    (draft,) = archive.drafts_waiting()
    answer = {"verdict": "อนุมัติ", "reviewer": "นางสาวสมมุติ ผู้ตรวจ", "mark": mark_of(home, run, 2)}
    ask(home, "POST", f"/flow_runs/{run}/resume", {"run_input": answer})
    issued = until(lambda: archive.issued_of(draft.id))
    assert issued.reference == "สน ๐๐๑๘.๑/ว ๑"
    folder = until(lambda: next(iter(p for p in (home / "outbox").iterdir() if not p.name.startswith(".")), None))
    stem = "สน 0018.1_ว 1 เรื่อง การเตรียมความพร้อมป้องกันภัยหนาวในระดับอำเภอ"
    assert {file.name for file in folder.iterdir()} == {f"{stem}.docx", f"{stem}.pdf", "metadata.json"}
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    assert metadata["approved"]["by"] == "นางสาวสมมุติ ผู้ตรวจ"
    assert len(metadata["recipients"]) == 18
    assert metadata["letter"]["subject"] == "การเตรียมความพร้อมป้องกันภัยหนาวในระดับอำเภอ"
    issued_pdf = PdfReader(folder / f"{stem}.pdf")
    assert len(issued_pdf.pages) >= 3  # the letter and the copy of its source
    assert issued_pdf.attachments["metadata.json"] == [(folder / "metadata.json").read_bytes()]
    until(lambda: len(office.status(home).waiting) == 2)
    year = issued.dated.year + 543
    assert [row.number for row in archive.register_rows("สน ๐๐๑๘.๑", "sent", year)] == [1]
    for district in ("สน ๐๑๑๘", "สน ๐๒๑๘"):
        assert [row.reference for row in archive.register_rows(district, "received", year)] == ["สน ๐๐๑๘.๑/ว ๑"]
    with contextlib.suppress(urllib.error.HTTPError):  # a second press, a second tab: whatever the server says to it …
        ask(home, "POST", f"/flow_runs/{run}/resume", {"run_input": answer})
    at_work = {
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING"]}}},
        "flows": {"name": {"any_": ["review"]}},
    }
    until(lambda: ask(home, "POST", "/flow_runs/filter", at_work) == [])  # no run is left that could issue …
    assert [row.number for row in archive.register_rows("สน ๐๐๑๘.๑", "sent", year)] == [1]  # … nothing is issued twice
    assert archive.load_decision(draft.id, 1) is None
    assert archive.load_decision(draft.id, 2) is not None
    assert verify(archive) == ()


def _completed(home: Path, run: str) -> bool:
    return bool(ask(home, "GET", f"/flow_runs/{run}")["state_type"] == "COMPLETED")


def test_reminders_and_the_evening_report_are_in_the_ui_and_in_a_file(home: Path) -> None:
    for flow in ("reminders", "evening-report"):
        deployment = ask(home, "GET", f"/deployments/name/{flow}/office")["id"]
        run = ask(home, "POST", f"/deployments/{deployment}/create_flow_run", {})["id"]
        until(partial(_completed, home, run))
    (file,) = (home / "reports").iterdir()
    assert "รับ ๑ ส่ง ๑ ค้าง ๒" in file.read_text(encoding="utf-8")
    told = ask(home, "POST", "/artifacts/latest/filter", {})
    assert {"waiting-too-long", "days-near", "evening-report"} <= {one["key"] for one in told}


def test_bad_files_go_to_quarantine_with_a_reason_and_the_same_file_is_one_letter(home: Path, tmp_path: Path) -> None:
    (tmp_path / "เสีย.pdf").write_bytes(b"%PDF-1.4 cut off\n%%EOF\n")  # without its end it would be waited for
    archive = archive_of(home)
    letters = len(archive.find("ภัยหนาว"))
    secret = "ลับมาก\nที่ มท ๐๓๐๑/๑๕\nกรมการปกครอง\n๑ พฤศจิกายน ๒๕๖๙\nเรื่อง งานทดสอบ\nเรียน ผู้ว่าราชการจังหวัดสกลนคร\nด้วยทดสอบ\nขอแสดงความนับถือ\n"
    (tmp_path / "ลับ.txt").write_text(secret, encoding="utf-8")
    for file in ("เสีย.pdf", "ลับ.txt"):
        drop(home, tmp_path / file, file)
    drop(home, SAMPLE, "ซ้ำ.pdf")

    def settled() -> bool:
        reasons = list((home / "quarantine").rglob("*.*.txt"))
        return len(reasons) == 3 and not any((home / "inbox").iterdir()) and not office.status(home).in_work

    until(settled)
    for reason in (home / "quarantine").rglob("*.*.txt"):
        assert "กรุณา" in reason.read_text(encoding="utf-8")
    assert sorted(p.name for p in (home / "quarantine").iterdir() if p.name.count(".") == 1) == [
        "ลับ.txt",
        "ว่าง.pdf",
        "เสีย.pdf",
    ]
    assert archive.find("งานทดสอบ") == []  # a classified letter is stopped before anything of it is stored
    assert len(archive.find("ภัยหนาว")) == letters


def test_failures_that_were_mended_and_old_runs_leave_page_by_page(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flows = {one["name"]: one["id"] for one in ask(home, "POST", "/flows/filter", {})}

    def made(flow: str, name: str, state: str, tags: list[str], **parameters: str) -> str:
        body = {"name": name, "tags": tags, "parameters": parameters, "state": {"type": state, "name": state.title()}}
        return str(ask(home, "POST", "/flow_runs/", {"flow_id": flows[flow], **body})["id"])

    letters = [made("review", f"old-{number}", "COMPLETED", ["ตรวจร่าง"]) for number in range(5)]
    routine = [made("upkeep", f"old-routine-{number}", "COMPLETED", ["งานประจำ"]) for number in range(4)]
    mended = [made("intake", "old-intake", "FAILED", ["รับเข้า"], claim="closed-long-ago")]
    mended.append(made("upkeep", "old-failed", "FAILED", ["งานประจำ"]))
    open_still = made("review", "old-open", "FAILED", ["ตรวจร่าง"])
    ask(home, "POST", "/artifacts/", {"key": "old-page", "type": "markdown", "data": "ภาพ", "flow_run_id": letters[0]})
    with closing(sqlite3.connect(home / "prefect" / "prefect.db", timeout=60)) as database:
        day = "2026-01-02 01:00:00.000000"
        database.execute("UPDATE flow_run SET end_time = ?, start_time = ? WHERE name LIKE 'old-%'", (day, day))
        later = day.replace("01:00", "02:00")  # a routine run that went well after the one that failed
        database.execute("UPDATE flow_run SET end_time = ? WHERE name LIKE 'old-routine-%'", (later,))
        database.commit()
    monkeypatch.setattr(upkeep, "PAGE", 3)
    monkeypatch.setattr(lookup, "PAGE", 3)
    with temporary_settings(of_the_office(home)):
        assert upkeep.mark_mended(load_settings(home)) >= len(mended)
        for run in mended:
            assert office.FOLLOWED in ask(home, "GET", f"/flow_runs/{run}")["tags"]
        assert office.FOLLOWED not in ask(home, "GET", f"/flow_runs/{open_still}")["tags"]
        assert upkeep.remove_old_runs(dt.timedelta(days=30_000)) >= len(routine)
        left = {str(one["id"]) for one in ask(home, "POST", "/flow_runs/filter", {})}
        assert not left & {*routine, mended[1]} and left >= {*letters, mended[0], open_still}
        upkeep.remove_old_runs(dt.timedelta(days=30))
    left = {str(one["id"]) for one in ask(home, "POST", "/flow_runs/filter", {})}
    assert not left & {*letters, mended[0]} and open_still in left
    old = {"flow_runs": {"id": {"any_": letters}}}
    assert ask(home, "POST", "/artifacts/filter", old) == []
    ask(home, "DELETE", f"/flow_runs/{open_still}")


@pytest.mark.drill
def test_without_prefects_memory_the_archive_tells_what_is_left_to_do(home: Path, tmp_path: Path) -> None:
    archive, settings = archive_of(home), load_settings(home)
    waited = len(archive.unfinished())
    (tmp_path / "ฝาย.txt").write_text(letter_text("๙๙", "การสำรวจฝาย"), encoding="utf-8")
    drop(home, tmp_path / "ฝาย.txt", "ฝาย.txt")
    until(lambda: waiting(home, "การสำรวจฝาย"))
    (draft,) = (row for row in archive.unfinished() if archive.draft_record(row.id).content is not None)
    assert office.stop(home)
    mark = f"{draft.round}-{draft.docx[:12]}"
    approved = Decision(Verdict.APPROVE, mark, "นายสมมุติ", "นายสมมุติ", now().isoformat(timespec="seconds"))
    number = draft.round
    archive.save_decision(draft.id, number, approved, draft.docx)
    scan = archive.save_original(b"never asked", "ไม่เคยถาม.txt")
    letter = replace(archive.load_letter(draft.letter_id).letter, subject=Field("เรื่องที่ไม่เคยถาม"))
    archive.save_letters(scan.id, settings.profile.office.code, [letter], [()])
    for file in (home / "prefect").glob("prefect.db*"):
        file.unlink()
    office.start(home)
    until(lambda: archive.issued_of(draft.id))
    until(lambda: waiting(home, "เรื่องที่ไม่เคยถาม"))
    left = [row.letter_id for row in archive.unfinished()]
    assert draft.letter_id not in left and len(left) == waited + 1  # the one that nobody had been asked about
    assert verify(archive) == ()
