"""Reviews of a real office (login, one-time codes) in the real UI in Chromium, with Thai typed in, and attacked by its API.

One office for the module; its tests run in order, each with a letter of its own. The letters are text: nothing here is
about reading scans. Pictures of each step lie in ``build/review``.
"""

from __future__ import annotations

import base64
import datetime as dt
import email
import email.policy
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psutil
import pyotp
import pytest
import sqlalchemy as sa
import yaml
from mail_servers import SmtpSink
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, sync_playwright
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import TimeoutError as BrowserTimeout
from quiet_chromium import launched, opened

from benchmarks.dovecot import DONE, PASSWORD, USER, Dovecot
from circulars.archive import Archive, StoredDraft
from circulars.archive.export.verify import verify
from circulars.mailbox.box import Mailbox, Server, secret_file
from circulars.review.reviewers import add, sign
from circulars.thai.clock import now
from circulars.thai.digits import to_thai
from flows.office import lifecycle as office
from flows.serving.desk import NOTHING_WAITS, answer_review
from flows.serving.environment import ROOT, free_port
from flows.serving.server_api import ask_server, login_of, make_login
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]
PICTURES = Path(__file__).resolve().parent.parent / "build" / "review"
PROVINCE, DISTRICT = "สน ๐๐๑๘.๑", "สน ๐๑๑๘"
CHIEF, DEPUTY = "นางสาวสมมุติ ผู้ตรวจ", "นายสมมุติ หมดวาระ"
CHIEFS = (CHIEF, *(f"นายสมมุติ ผู้ตรวจ{which}" for which in ("สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด")))
"""One for each test that signs: an app shows a new code every half minute, and a code serves once."""
NAMES = ["อนุมัติ", "แก้ไข", "ไม่ส่งต่อ", "สองแท็บ", "หยุดเครื่อง", "สี่สิบวัน", "ปลอม", "หาย"]
LETTER = """ที่ มท ๐๓๐๙.๒/ว {number}

กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐

๑๖ พฤศจิกายน ๒๕๖๙

เรื่อง  การทดสอบเรื่อง{name}

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมการปกครองทดสอบระบบเรื่อง{name} จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอถือปฏิบัติ

        จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป

        ขอแสดงความนับถือ

        (นายตัวอย่าง รักแผ่นดิน)
        อธิบดีกรมการปกครอง

สำนักบริหารการปกครองท้องที่
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""
ROWS = """
[[office.signatories]]
name = "นายสมมุติ ลงนาม"
position = "ผู้ว่าราชการจังหวัดสกลนคร"

[[delegations]]
reviewer = "{deputy}"
office = "{province}"
from = "๑ ตุลาคม ๒๕๖๘"
to = "๓๐ กันยายน ๒๕๖๙"
order = "คำสั่งจังหวัดสกลนคร ที่ ๑/๒๕๖๘"
"""
MAILBOX = """
[[mailboxes]]
name = "saraban"
host = "127.0.0.1"
port = {port}
security = "none"
user = "{user}"
answer = true
smtp_host = "127.0.0.1"
smtp_port = {smtp}
smtp_security = "none"
"""


class House:
    """The office of these tests: its folder, its archive, its reviewers' codes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.secrets: dict[str, str] = {}
        self.used: dict[str, str] = {}

    @property
    def archive(self) -> Archive:
        settings = load_settings(self.folder)
        return Archive.open(settings.database_url, settings.files_url)

    @property
    def url(self) -> str:
        return str(office.status(self.folder).url)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        return ask_server(self.folder, self.url, method, path, body)

    def waiting(self, name: str, state: str = "รอตรวจ", of: str = "· สน") -> str | None:
        """Id of the run that waits with a letter of this name."""
        for one in office.status(self.folder).waiting:
            if f"เรื่อง{name} ·" in one.name and one.name.startswith(f"{state} ·") and one.name.endswith(of):
                return one.url.rsplit("/", 1)[-1]
        return None

    def draft(self, name: str, of: str = PROVINCE) -> StoredDraft:
        """The draft that waits with a letter of this name."""
        archive = self.archive

        def there() -> list[StoredDraft]:
            return [
                draft
                for draft in archive.drafts_waiting()
                if draft.key.office.startswith(of) and f"เรื่อง{name}" in str(archive.letter_row(draft.letter_id).subject)
            ]

        found: list[StoredDraft] = until(there)
        (draft,) = found
        return draft

    def round(self, name: str, number: int, of: str = "· สน") -> str:
        """The run's id once it waits in this round."""

        def there() -> str | None:
            states = ("รอตรวจ", "ส่งคืนเจ้าหน้าที่", "อนุมัติไม่ได้")
            run = next(filter(None, (self.waiting(name, state, of) for state in states)), None)
            return run if run and self.form(run)["mark"].startswith(f"{number}-") else None

        return str(until(there))

    def form(self, run: str) -> dict[str, str]:
        """What stands in the form of a waiting run, by field, with its description."""
        state = self.ask("GET", f"/flow_runs/{run}")["state"]
        key = (state["state_details"].get("run_input_keyset") or {}).get("schema")
        found = self.ask("POST", f"/flow_runs/{run}/input/filter", {"prefix": key, "limit": 1, "exclude_keys": []})
        if not found:
            return {"mark": ""}
        schema = json.loads(found[0]["value"])
        fields = {name: str(one.get("default", "")) for name, one in schema["properties"].items()}
        described = self.ask(
            "POST",
            f"/flow_runs/{run}/input/filter",
            {"prefix": str(key).replace("schema", "description"), "limit": 1, "exclude_keys": []},
        )
        return fields | {"page": json.loads(described[0]["value"]) if described else ""}

    def answer(self, run: str, **typed: str) -> Any:
        """What Resume sends, without a browser."""
        return self.ask("POST", f"/flow_runs/{run}/resume", {"run_input": typed})

    def code(self, who: str) -> str:
        """A code of this reviewer's app that was not used yet; waits for the next one if need be."""
        until(lambda: pyotp.TOTP(self.secrets[who]).now() != self.used.get(who), 40)
        self.used[who] = pyotp.TOTP(self.secrets[who]).now()
        return self.used[who]

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The details of the ledger's events of a kind, oldest first."""
        with sa.create_engine(load_settings(self.folder).database_url, poolclass=sa.NullPool).connect() as connection:
            rows = connection.execute(
                sa.text("select detail from ledger where kind = :kind order by number"), {"kind": kind}
            )
            return [json.loads(row[0]) if isinstance(row[0], str) else dict(row[0]) for row in rows]

    def routine(self, ids: list[str] | None = None) -> list[dict[str, Any]]:
        """Routine runs: those that wait for their time, or those of these ids that are still there."""
        wanted = {"id": {"any_": ids}} if ids else {"state": {"type": {"any_": ["SCHEDULED"]}}}
        tagged = {"flow_runs": {**wanted, "tags": {"all_": ["งานประจำ"]}}}
        told: list[dict[str, Any]] = self.ask("POST", "/flow_runs/filter", tagged)
        return told

    def upkeep(self) -> None:
        """What Prefect does every five minutes; while another one runs a new one is cancelled, and asked for again."""
        deployment = self.ask("GET", "/deployments/name/upkeep/office")["id"]

        def done() -> str:
            run = self.ask("POST", f"/deployments/{deployment}/create_flow_run", {})["id"]
            ended = until(lambda: self._ended(run))
            return "" if ended == "CANCELLED" else str(ended)

        assert until(done) == "COMPLETED"

    def _ended(self, run: str) -> str | None:
        state = str(self.ask("GET", f"/flow_runs/{run}")["state"]["type"])
        return state if state in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


def until(what: Callable[[], Any], seconds: float = 240) -> Any:
    """What `what` gives once it gives something; fails after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.8)  # each look asks the office's server, which has other things to do
    raise AssertionError(f"nothing came of it in {seconds} s")


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Dovecot]:
    server = Dovecot()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def answers() -> Iterator[SmtpSink]:
    sink = SmtpSink()
    yield sink
    sink.stop()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, mailbox: Dovecot, answers: SmtpSink) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("review")
    house = House(folder)
    file = write_first_office_toml(folder, demo=False)
    text = file.read_text(encoding="utf-8").replace("4200", str(free_port(4710)))
    text = text.replace("acts_for = []", f'acts_for = ["{DISTRICT}"]').replace("# emblem = ", "emblem = ")
    assert "settle_seconds = 2" in text
    file.write_text(text.replace("settle_seconds = 2", "settle_seconds = 0"), encoding="utf-8")
    Image.new("RGB", (300, 330), "black").save(folder / "emblem.png")
    for name in (*CHIEFS, DEPUTY):
        house.secrets[name] = add(folder, name, offices=(PROVINCE,)).secret
    text = file.read_text(encoding="utf-8")
    deputy = text.index(DEPUTY)
    own = text.index("offices = ", deputy)
    text = text[:own] + text[own:].replace(PROVINCE, DISTRICT, 1)  # by post the deputy reviews the district only
    text += MAILBOX.format(port=mailbox.port, user=USER, smtp=answers.port)
    file.write_text(text + ROWS.format(deputy=DEPUTY, province=PROVINCE), encoding="utf-8")
    make_login(folder)
    secret_file(folder, Mailbox("saraban", Server("", 0), USER)).write_text(PASSWORD, encoding="utf-8")
    office.start(folder)
    try:
        for number, name in enumerate(NAMES, 701):
            scratch = folder / "inbox" / f".{number}.part"
            letter = LETTER.format(number=to_thai(number), name=name)
            if name == NAMES[2]:  # one of them comes by e-mail
                mailbox.deliver(_mail_with(letter))
                continue
            scratch.write_bytes(letter.encode())
            scratch.rename(folder / "inbox" / f"หนังสือ {number}.txt")
        yield house
    finally:
        office.stop(folder)


def _mail_with(letter: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "saraban@dopa.example.go.th", USER
    message["Message-ID"] = "<1@dopa.example.go.th>"
    message["Subject"] = "ส่งหนังสือ"
    message.set_content("ขอส่งหนังสือตามที่แนบมาพร้อมนี้")
    message.add_attachment(letter.encode(), maintype="application", subtype="octet-stream", filename="หนังสือ.txt")
    return message.as_bytes()


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[BrowserContext]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        context = opened(browser)
        password = base64.b64encode(str(login_of(house.folder)).encode()).decode()
        context.add_init_script(f"localStorage.setItem('prefect-password', '{password}')")
        context.set_default_timeout(60_000)
        yield context
        browser.close()


@pytest.fixture
def tab(chromium: BrowserContext) -> Iterator[BrowserPage]:
    page = chromium.new_page()
    yield page
    page.close()


def open_form(tab: BrowserPage, house: House, run: str) -> Locator:
    """The form of a waiting run, as a person opens it."""
    tab.goto(f"{house.url}/v2/runs/flow-run/{run}")
    tab.get_by_role("button", name="Open menu").click()
    tab.get_by_role("menuitem", name="Resume").click()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_text("(เลือกผลการตรวจ)").first.wait_for()
    return dialog


def choose(tab: BrowserPage, dialog: Locator, shown: str, wanted: str) -> None:
    """Pick from a list, again when the page drew itself anew under the pointer (it asks the server every few seconds)."""
    for _ in range(5):
        dialog.get_by_text(shown, exact=True).first.click()
        try:
            return tab.get_by_role("option", name=wanted, exact=True).click(timeout=10_000)
        except BrowserTimeout:
            if not dialog.get_by_text(shown, exact=True).count():
                return None  # it was picked while the list went away
    pytest.fail(f"the list never let {wanted} be picked")


def press_resume(dialog: Locator) -> str:
    """Press the form's button, again when the server was busy. Returns what it made of it: ACCEPT, REJECT, ABORT."""
    for _ in range(5):
        with dialog.page.expect_response(lambda answer: answer.url.endswith("/resume")) as given:
            dialog.get_by_role("button", name="Resume").click()
        if given.value.status != 503:
            break
        dialog.page.wait_for_timeout(1000)
    assert given.value.ok, given.value.text()
    return str(given.value.json()["status"])


@pytest.mark.browser
def test_a_letter_by_e_mail_is_registered_answered_and_moved(house: House, mailbox: Dovecot, answers: SmtpSink) -> None:
    until(lambda: house.waiting(NAMES[2]))
    (sent,) = until(lambda: answers.mails)
    answer = email.message_from_bytes(sent, policy=email.policy.default)
    assert answer["In-Reply-To"] == "<1@dopa.example.go.th>" and "เลขรับ" in answer.get_content()
    until(lambda: mailbox.listed(DONE), 60)
    assert mailbox.listed("INBOX") == [] and len(mailbox.listed(DONE)) == 1
    (standing,) = office.status(house.folder).mail
    assert standing.read_at and not standing.fault


def test_approve_with_thai_typed_in(house: House, tab: BrowserPage) -> None:
    draft = house.draft("อนุมัติ")
    dialog = open_form(tab, house, house.round("อนุมัติ", 1))
    tab.screenshot(path=PICTURES / "approve-1-form.png")
    choose(tab, dialog, "(เลือกผลการตรวจ)", "อนุมัติ")
    choose(tab, dialog, "(เลือกชื่อผู้ตรวจ)", CHIEF)
    dialog.get_by_label("รหัสยืนยัน").press_sequentially(to_thai(house.code(CHIEF)))
    dialog.get_by_label("หมายเหตุ").press_sequentially("ตรวจต้นฉบับแล้ว ถูกต้อง เห็นชอบให้แจ้งอำเภอ")
    tab.screenshot(path=PICTURES / "approve-2-filled.png")
    assert press_resume(dialog) == "ACCEPT"
    issued = until(lambda: house.archive.issued_of(draft.id))
    assert issued.reference == "สน ๐๐๑๘.๑/ว ๑"
    kept = house.archive.load_decision(draft.id, draft.round)
    assert kept is not None and kept.signer == CHIEF
    assert kept.remark == "ตรวจต้นฉบับแล้ว ถูกต้อง เห็นชอบให้แจ้งอำเภอ"
    assert house.events("decided")[-1]["approved"] == draft.docx
    (folder,) = [one for one in (house.folder / "outbox").iterdir() if not one.name.startswith(".")]
    told = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))["approved"]
    assert (told["by"], told["overridden"]) == (CHIEF, [])
    until(lambda: house.waiting("อนุมัติ", of="· อ.เมืองสกลนคร"))  # the district's own name tells its review apart
    tab.reload()
    tab.get_by_text("ออกแล้ว").first.wait_for()
    tab.screenshot(path=PICTURES / "approve-3-issued.png")


@pytest.mark.browser
def test_what_cannot_be_read_asks_again_and_keeps_what_was_typed_then_it_is_returned(
    house: House, tab: BrowserPage
) -> None:
    dialog = open_form(tab, house, house.round("แก้ไข", 1))
    choose(tab, dialog, "(เลือกผลการตรวจ)", "แก้ไขแล้วตรวจใหม่")
    dialog.get_by_label("ร่าง: เรื่อง").fill("การทดสอบเรื่องแก้ไข ที่พิมพ์ใหม่")
    dialog.get_by_label("หนังสือที่รับ: ลงวันที่").fill("๓๒ มกราคม ๒๕๗๐")
    dialog.get_by_label("หมายเหตุ").fill("ฝากเจ้าหน้าที่ดูวันที่")
    tab.screenshot(path=PICTURES / "correct-1-typed.png")
    press_resume(dialog)
    run = house.round("แก้ไข", 2)
    asked = house.form(run)
    assert "๓๒ มกราคม ๒๕๗๐" in asked["page"].replace("\\", "")
    dialog = open_form(tab, house, run)
    tab.screenshot(path=PICTURES / "correct-2-asks-again.png")
    assert dialog.get_by_label("หนังสือที่รับ: ลงวันที่").input_value() == "๓๒ มกราคม ๒๕๗๐"
    assert dialog.get_by_label("หมายเหตุ").input_value() == ""  # a remark is of its own round; it is told above the form
    assert "ฝากเจ้าหน้าที่ดูวันที่" in asked["page"].replace("\\", "")
    assert dialog.get_by_label("ร่าง: เรื่อง").input_value() == "การทดสอบเรื่องแก้ไข ที่พิมพ์ใหม่"
    assert "ยังดำเนินการไม่ได้" in dialog.inner_text()
    choose(tab, dialog, "(เลือกผลการตรวจ)", "ส่งคืนเจ้าหน้าที่")
    choose(tab, dialog, "(เลือกชื่อผู้ตรวจ)", CHIEFS[1])
    dialog.get_by_label("รหัสยืนยัน").fill(house.code(CHIEFS[1]))
    dialog.get_by_label("หนังสือที่รับ: ลงวันที่").fill("๑๗ พฤศจิกายน ๒๕๖๙")
    dialog.get_by_label("หมายเหตุ").fill("ขอให้แนบแบบรายงานด้วย")
    press_resume(dialog)
    run = house.round("แก้ไข", 3)
    assert house.waiting("แก้ไข", "ส่งคืนเจ้าหน้าที่") == run
    tab.goto(f"{house.url}/v2/runs/flow-run/{run}")
    tab.get_by_role("button", name="Open menu").wait_for()
    tab.screenshot(path=PICTURES / "return-waits.png")
    assert "ขอให้แนบแบบรายงานด้วย" in house.form(run)["page"]
    assert house.archive.issued_from(house.draft("แก้ไข").letter_id) == ()


@pytest.mark.browser
def test_a_letter_that_goes_no_further(house: House, tab: BrowserPage) -> None:
    draft = house.draft("ไม่ส่งต่อ")
    run = house.round("ไม่ส่งต่อ", 1)
    dialog = open_form(tab, house, run)
    choose(tab, dialog, "(เลือกผลการตรวจ)", "ไม่ส่งต่อ")
    choose(tab, dialog, "(เลือกชื่อผู้ตรวจ)", CHIEFS[2])
    dialog.get_by_label("รหัสยืนยัน").fill(house.code(CHIEFS[2]))
    dialog.get_by_label("หมายเหตุ").fill("จังหวัดดำเนินการเองแล้ว")
    tab.screenshot(path=PICTURES / "drop-1-filled.png")
    press_resume(dialog)
    until(lambda: house.ask("GET", f"/flow_runs/{run}")["state"]["name"] == "ไม่ส่งต่อ")
    assert house.archive.issued_of(draft.id) is None
    kept = house.archive.load_decision(draft.id, draft.round)
    assert kept is not None and "จังหวัดดำเนินการเองแล้ว" in kept.remark


@pytest.mark.drill
@pytest.mark.browser
def test_two_tabs_decide_once(house: House, chromium: BrowserContext) -> None:
    draft = house.draft("สองแท็บ")
    run = house.round("สองแท็บ", 1)
    tabs = [chromium.new_page(), chromium.new_page()]
    dialogs = [open_form(one, house, run) for one in tabs]
    for one, dialog, verdict in zip(tabs, dialogs, ("อนุมัติ", "ไม่ส่งต่อ"), strict=True):
        choose(one, dialog, "(เลือกผลการตรวจ)", verdict)
        choose(one, dialog, "(เลือกชื่อผู้ตรวจ)", CHIEFS[3])
    code = house.code(CHIEFS[3])
    for dialog in dialogs:
        dialog.get_by_label("รหัสยืนยัน").fill(code)
    assert [press_resume(dialog) for dialog in dialogs] == ["ACCEPT", "ABORT"]
    until(lambda: house.archive.issued_of(draft.id))
    tabs[1].wait_for_timeout(1500)
    tabs[1].screenshot(path=PICTURES / "two-tabs-second.png")
    until(lambda: house.ask("GET", f"/flow_runs/{run}")["state"]["type"] == "COMPLETED")
    assert house.ask("GET", f"/flow_runs/{run}")["state"]["name"] == "ออกแล้ว"
    assert house.archive.load_decision(draft.id, draft.round) is not None
    for one in tabs:
        one.close()


@pytest.mark.browser
def test_the_server_restarts_while_a_form_is_open(house: House, tab: BrowserPage) -> None:
    draft = house.draft("หยุดเครื่อง")
    dialog = open_form(tab, house, house.round("หยุดเครื่อง", 1))
    before = {one.url for one in office.status(house.folder).waiting}
    choose(tab, dialog, "(เลือกผลการตรวจ)", "อนุมัติ")
    choose(tab, dialog, "(เลือกชื่อผู้ตรวจ)", CHIEFS[4])
    assert office.stop(house.folder)
    office.start(house.folder)
    assert before <= {one.url for one in office.status(house.folder).waiting}
    dialog.get_by_label("รหัสยืนยัน").fill(house.code(CHIEFS[4]))
    press_resume(dialog)
    until(lambda: house.archive.issued_of(draft.id))
    until(lambda: house.waiting("หาย"))  # the last letter dropped


def test_approvals_that_prove_nothing_are_refused_and_in_the_ledger(house: House) -> None:
    first = house.draft("ปลอม")
    right = house.code(CHIEF)
    wrong = next(
        code
        for code in ("000000", "111111", "222222")
        if not pyotp.TOTP(house.secrets[CHIEF]).verify(code, valid_window=3)
    )
    attempts = [
        ({"reviewer": CHIEF, "code": ""}, "wrong-code"),
        ({"reviewer": CHIEF, "code": wrong}, "wrong-code"),
        ({"reviewer": CHIEF, "code": ""}, "used-code"),
        ({"reviewer": "ใครก็ไม่รู้", "code": right}, "unknown-reviewer"),
        ({"reviewer": DEPUTY}, "no-authority"),  # the delegation ended; the code is taken when it is given
        ({"reviewer": CHIEFS[6], "mark": "1-000000000000"}, "not-as-seen"),
    ]
    other = house.round("อนุมัติ", 1, of="· อ.เมืองสกลนคร")
    for number, (typed, reason) in enumerate(attempts, 1):
        run = house.round("ปลอม", number)
        shown = house.form(run)
        if "code" not in typed:
            typed["code"] = house.code(typed["reviewer"])
        if typed["reviewer"] not in CHIEFS:
            # the form's own list would refuse the name; an attacker writes the input past the form
            forged = {"verdict": "อนุมัติ", "mark": shown["mark"], **typed}
            key = f"suspended-round-{number}-response"
            house.ask("POST", f"/flow_runs/{run}/input", {"key": key, "value": json.dumps(forged)})
            house.ask("POST", f"/flow_runs/{run}/set_state", {"state": {"type": "SCHEDULED"}, "force": True})
        else:
            if reason == "used-code":  # it is accepted in between, for another letter
                typed["code"] = house.code(CHIEF)
                _spend(house, typed["code"])
            house.answer(run, **{"verdict": "อนุมัติ", "mark": shown["mark"], **typed})
        told = until(lambda n=number: house.events("approval-refused")[n - 1 :])  # type: ignore[misc]
        assert [one["reason"] for one in told] == [reason]
        assert told[0]["draft"]
    house.round("ปลอม", len(attempts) + 1)
    # another office's letter: the chief is of the province, the letter is the district's
    shown = house.form(other)
    forged = {"verdict": "อนุมัติ", "mark": shown["mark"], "reviewer": CHIEFS[7], "code": house.code(CHIEFS[7])}
    house.ask("POST", f"/flow_runs/{other}/input", {"key": "suspended-round-1-response", "value": json.dumps(forged)})
    house.ask("POST", f"/flow_runs/{other}/set_state", {"state": {"type": "SCHEDULED"}, "force": True})
    assert until(lambda: house.events("approval-refused")[len(attempts) :])[0]["reason"] in (
        "no-authority",
        "not-as-seen",
    )
    assert house.archive.issued_from(first.letter_id) == ()
    assert verify(house.archive) == ()


def _spend(house: House, code: str) -> None:
    """The chief signs something of no consequence with this code."""
    settings = load_settings(house.folder)
    sign(house.folder, settings.reviewers, CHIEF, code, office=PROVINCE, now=now())


def test_a_state_set_by_hand_decides_nothing(house: House) -> None:
    draft = house.draft("หาย")
    run = house.round("หาย", 1)
    for state in (
        {"type": "SCHEDULED"},
        {"type": "RUNNING"},
        {"type": "COMPLETED", "name": "ออกแล้ว"},
        {"type": "CANCELLED"},
    ):
        house.ask("POST", f"/flow_runs/{run}/set_state", {"state": state, "force": True})
        if state["type"] == "RUNNING":  # a run that nobody runs: a zombie, found after minutes; here at once
            house.ask("POST", f"/flow_runs/{run}/set_state", {"state": {"type": "CRASHED"}, "force": True})
        if state["type"] != "SCHEDULED":
            house.upkeep()
        run = house.round("หาย", 1)
    house.ask("DELETE", f"/flow_runs/{run}")
    house.upkeep()
    run = house.round("หาย", 1)
    assert len(house.events("review-begun-again")) == 4
    assert house.archive.issued_of(draft.id) is None
    assert house.archive.load_decision(draft.id, draft.round) is None


def test_a_run_suspended_without_its_form_asks_again(house: House) -> None:
    """Its process was killed after the run was suspended and before the form was kept."""
    run = house.round("หาย", 1)
    keys = house.ask("GET", f"/flow_runs/{run}")["state"]["state_details"]["run_input_keyset"]
    house.ask("DELETE", f"/flow_runs/{run}/input/{keys['schema']}")
    mark = {"host": os.uname().nodename, "pid": 2**22 + 1, "created": 0.0}  # no such process
    (house.folder / "run" / "pulses" / run).write_text(json.dumps(mark))
    house.upkeep()
    assert house.round("หาย", 1) == run


@pytest.mark.drill
def test_processes_killed_at_any_moment_lose_nothing(house: House) -> None:
    names = ["ล้มหนึ่ง", "ล้มสอง", "ล้มสาม"]
    for number, name in enumerate(names, 801):
        (house.folder / "inbox" / f"หนังสือ {number}.txt").write_text(
            LETTER.format(number=to_thai(number), name=name), encoding="utf-8"
        )
    killed = 0
    end = time.monotonic() + 120
    while killed < 3 and time.monotonic() < end:
        record = json.loads((house.folder / "run" / "office.json").read_text())
        running = [
            one
            for child in psutil.Process(record["pid"]).children()
            if "flows.runs.beginning.warm" in child.cmdline()
            for one in child.children()
        ]
        if len(running) > 1:  # one of them is the worker
            running[-1].kill()
            killed += 1
        time.sleep(0.7)
    assert killed == 3
    house.upkeep()
    for name in names:
        house.round(name, 1)
    archive = house.archive
    assert [
        len([one for one in archive.drafts_waiting() if f"เรื่อง{name}" in str(archive.draft_record(one.id))])
        for name in names
    ] == [1] * 3
    assert office.status(house.folder).in_work == 0
    assert verify(archive) == ()


def test_routine_runs_that_died_in_their_slots_keep_upkeep_from_nothing(house: House) -> None:
    """Both slots of the routine queue are held by runs that a worker took and that nobody runs."""
    held = []
    for flow in ("reminders", "evening-report"):
        deployment = house.ask("GET", f"/deployments/name/{flow}/office")["id"]
        wanted = {"state": {"type": "PENDING"}}
        held.append(house.ask("POST", f"/deployments/{deployment}/create_flow_run", wanted)["id"])
    record = json.loads((house.folder / "run" / "office.json").read_text())
    (worker,) = [one for one in psutil.Process(record["pid"]).children() if "worker" in one.cmdline()]
    worker.kill()
    until(lambda: all(house._ended(run) for run in held))
    house.upkeep()


@pytest.mark.drill
def test_a_draft_that_waited_forty_days_is_approved(house: House) -> None:
    """Everything that the server remembers is made forty days older while it stands still."""
    draft, refused = house.draft("สี่สิบวัน"), len(house.events("approval-refused"))
    planned = [str(one["id"]) for one in house.routine()]
    house.ask("POST", f"/deployments/{house.ask('GET', '/deployments/name/upkeep/office')['id']}/create_flow_run", {})
    assert office.stop(house.folder)
    assert _aged(house.folder / "prefect" / "prefect.db", dt.timedelta(days=40)) > 100
    office.start(house.folder)
    deployed = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    kinds = len([one for one in deployed if one.get("schedules")])
    assert (
        len(planned) > 10 and len(house.routine(planned)) <= kinds
    )  # of what was missed only the last of each kind runs
    run = house.round("สี่สิบวัน", 1)
    started = dt.datetime.fromisoformat(house.ask("GET", f"/flow_runs/{run}")["created"])
    assert dt.datetime.now(dt.UTC) - started > dt.timedelta(days=40)
    house.upkeep()  # it does not tidy away what waits
    run = house.round("สี่สิบวัน", 1)
    mark = house.form(run)["mark"]
    by_desk = {"verdict": "อนุมัติ", "reviewer": CHIEFS[5], "mark": mark, "code": house.code(CHIEFS[5])}
    assert answer_review(house.folder, house.url, draft.letter_id, draft.key, by_desk) == ""
    assert answer_review(house.folder, house.url, draft.letter_id, draft.key, by_desk) == NOTHING_WAITS
    until(lambda: house.archive.issued_of(draft.id) or house.events("approval-refused")[refused:])
    assert house.events("approval-refused")[refused:] == []
    assert verify(house.archive) == ()


def _aged(database: Path, by: dt.timedelta) -> int:
    """Move every moment that stands in a SQLite file, in JSON too, into the past. Returns the number of values moved."""
    moment = re.compile(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d")

    def earlier(found: re.Match[str]) -> str:
        return (dt.datetime.fromisoformat(found[0]) - by).isoformat(sep=found[0][10])

    changed = 0
    with closing(sqlite3.connect(database)) as connection, connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            rows = connection.execute(f'select rowid, * from "{table}"')
            names = [str(column[0]) for column in rows.description]
            for row in rows.fetchall():
                for name, value in zip(names, row, strict=True):
                    moved = moment.sub(earlier, value) if isinstance(value, str) else value
                    if moved != value:
                        changed += 1
                        connection.execute(f'update "{table}" set "{name}" = ? where rowid = ?', (moved, row[0]))
    return changed
