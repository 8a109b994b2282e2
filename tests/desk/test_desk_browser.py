"""The desk in Chromium: clicks counted, nothing scrolled, every page sound by axe-core, nobody outside asked.

What the runs do with an answer (weigh, keep, issue) is done by the very functions of the flow, without its server.
`axe/axe.min.js` is axe-core of the npm registry (MPL-2.0, licence beside it), for tests only.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from cascade_cases import incoming
from desk_cases import PASSWORD, Desk, page_of
from playwright.sync_api import Browser, Page, sync_playwright
from quiet_chromium import launched, opened
from review_cases import CHIEF
from test_letter_code import KEY, LETTER, OTHER, TEXT

from circulars.desk.people import Role
from circulars.desk.review.sheet import read_values
from circulars.documents.signing.qr.code import code_of, write_code
from circulars.documents.signing.qr.keys import checking_page
from circulars.letter.letter import Letter
from circulars.review.key import ReviewKey
from flows.reviewing.issue import issue_approved
from flows.reviewing.screen.sheets import sheet_of
from flows.serving.environment import free_port

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
AXE = Path(__file__).parent / "axe" / "axe.min.js"
PICTURES = Path(__file__).resolve().parents[2] / "build" / "desk"
DESKTOP, PHONE = (1366, 768), (390, 844)
MOST_CLICKS, MOST_SCREENS = 4, 3


class Served(Desk):
    """A desk that a browser reaches, whose answers are carried out at once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port, self._ours = free_port(4380), ""
        self.url = f"http://127.0.0.1:{self.port}"
        self.desk.people.change("chief", roles={Role.REVIEWER, Role.ADMINISTRATOR}, offices=self._offices())
        self._server = uvicorn.Server(uvicorn.Config(self.app, "127.0.0.1", self.port, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.05)

    def _offices(self) -> frozenset[str]:
        person = self.desk.people.person("chief")
        assert person is not None
        return person.offices

    def stop(self) -> None:
        """The server ends."""
        self._server.should_exit = True
        self._thread.join(20)

    def _answer(self, letter_id: str, key: ReviewKey, answers: Mapping[str, str]) -> str:
        office = self.office
        case = office.case(letter_id)
        decision = office.answer(case, read_values(answers, sheet_of(office.settings, case)))
        if decision.final:
            issue_approved(office.settings, office.archive, case, decision)
        else:
            office.case(letter_id)  # its next round
        return ""

    def ours(self) -> str:
        """A letter of ours that went out, with hostile words; its id."""
        if not self._ours:
            subject = "การ<script>window.pwned=1</script><img src=x onerror=window.pwned=2>"
            letter_id = self.letter(incoming(number="มท ๐๓๙๙/ว ๗๐๙", subject=subject, sender="<b onclick=alert(1)>กรม"))
            case = self.office.case(letter_id)
            typed = self.office.typed(case, verdict="อนุมัติ", reviewer=CHIEF, code=self.office.code())
            self._ours = issue_approved(
                self.office.settings, self.office.archive, case, self.office.answer(case, typed)
            ).letter_id
        return self._ours

    def letter(self, letter: Letter) -> str:
        """A letter that waits, with the pages of its draft; its id."""
        letter_id = self.office.receive(letter)
        self.office.draw(letter_id, (), 1, shown=str(letter.subject.value))
        self.office.case(letter_id)
        return letter_id


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("desk-browser"))
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        found = launched(playwright)
        yield found
        found.close()


@pytest.fixture(scope="module")
def doubted(desk: Served) -> str:
    return desk.letter(incoming(number="มท ๐๓๙๙/ว ๗๐๑", subject="การสำรวจแหล่งน้ำสาธารณะ", sender="กรมการปกครอง"))


def entered(browser: Browser, desk: Served, size: tuple[int, int], *, scripts: bool = True) -> Page:
    """A page of the chief, who entered; it asks nobody but the desk."""
    context = opened(browser, size, java_script_enabled=scripts)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.on("request", lambda asked: _own(asked.url, desk.url))
    page.goto(f"{desk.url}/enter")
    page.fill("#login", "chief")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    return page


def _own(url: str, desk: str) -> None:
    assert url.startswith((desk, "data:", "blob:")), f"asked outside: {url}"


def test_a_letter_is_decided_from_the_list_in_few_clicks_without_scrolling(browser: Browser, desk: Served) -> None:
    subject = "การสำรวจถนนในหมู่บ้าน"
    letter = incoming(number="มท ๐๓๙๙/ว ๗๐๐", subject=subject)
    letter_id = desk.letter(letter)
    page, clicks = entered(browser, desk, DESKTOP), 0
    page.get_by_role("link", name=subject).first.click()
    clicks += 1
    for seen in ("#doubts", "#code", "button.main[name=verdict]", "#draft-head"):
        box = page.locator(seen).first.bounding_box()
        assert box is not None, seen
        assert 0 <= box["y"] <= DESKTOP[1] - box["height"], f"{seen} is out of sight"
    page.wait_for_load_state("networkidle")
    assert page.locator("#draft img").first.evaluate("one => one.naturalWidth") > 1000
    page.screenshot(path=PICTURES / "decide-1366.png")
    page.fill("#code", desk.office.code())
    page.get_by_role("button", name="อนุมัติ ออกเลข").click()
    clicks += 1
    page.get_by_text("ออกแล้ว:").wait_for()
    assert clicks <= MOST_CLICKS
    (issued,) = desk.office.archive.issued_from(letter_id)
    shown = page.get_by_role("status").inner_text()
    assert issued.reference in shown
    assert CHIEF in shown
    page.wait_for_load_state("networkidle")
    assert page.locator("#draft img").first.evaluate("one => one.naturalWidth") > 1000
    page.screenshot(path=PICTURES / "issued-1366.png")
    address = page.get_by_role("link", name="เปิดหรือพิมพ์ PDF").get_attribute("href")
    answer = page.request.get(f"{desk.url}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body() == desk.office.archive.load_file(str(issued.pdf))
    page.goto(f"{desk.url}/letters/{issued.letter_id}")  # our own letter, as the books link to it
    assert issued.reference in page.get_by_role("status").inner_text()
    assert page.locator("#draft .sheet").count() >= 1
    page.context.close()


def test_on_a_phone_the_decision_is_near_and_the_draft_is_readable(
    browser: Browser, desk: Served, doubted: str
) -> None:
    page = entered(browser, desk, PHONE)
    page.goto(f"{desk.url}{page_of(doubted)}")
    box = page.locator("button.main[name=verdict]").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= MOST_SCREENS * PHONE[1]
    size = page.locator(".draft-text .para").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 14
    page.screenshot(path=PICTURES / "decide-390.png", full_page=True)
    page.context.close()


def test_axe_finds_nothing_serious_on_any_page(browser: Browser, desk: Served, doubted: str) -> None:
    """At the desk's size, and again where a page is turned over for the phone."""
    page = entered(browser, desk, DESKTOP)
    addresses = page.locator("header nav a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(addresses) >= 6
    issued = desk.ours()
    clerks = [
        "/at-once",
        "/registers/hand",
        "/registers/own",
        "/registers?book=sent",
        f"/registers/own?answer={doubted}",
    ]
    clerks += [
        f"/follow/letter?id={issued}",
        "/follow/figures",
        "/office/events",
        f"/chains?id={issued}",
        "/search?words=การ",
    ]
    clerks += ["/registers/number?book=received&year=2567&number=1", f"/letters/{issued}", "/registers/paper?book=sent"]
    for address in [*addresses, *clerks, page_of(doubted), "/people", "/password", "/nowhere"]:
        told = page.goto(f"{desk.url}{address}")
        assert told is not None
        assert told.status == (404 if address == "/nowhere" else 200), address
        assert page.evaluate("window.pwned") is None, address
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        _nothing_serious(page, address)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        if address in (addresses[0], addresses[1], page_of(doubted), f"/letters/{issued}", "/at-once"):
            _nothing_serious(page, f"{address} on a phone")
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{address} is too wide"
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.context.close()


def _nothing_serious(page: Page, address: str) -> None:
    found: dict[str, Any] = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    bad = [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert not bad, address


def test_without_scripts_a_correction_is_sent_and_its_result_seen(browser: Browser, desk: Served, doubted: str) -> None:
    page = entered(browser, desk, DESKTOP, scripts=False)
    page.goto(f"{desk.url}{page_of(doubted)}")
    page.get_by_text("ช่องอื่นที่อ่านได้").click()
    page.fill("#i-subject", "การสำรวจที่แก้ที่โต๊ะ")
    page.get_by_role("button", name="แก้ไขแล้วตรวจใหม่").first.click()
    assert "การสำรวจที่แก้ที่โต๊ะ" in page.locator("h1").inner_text()
    assert page.get_by_text("ร่างครั้งที่ ๒").is_visible()
    page.context.close()


def test_the_page_that_checks_codes_asks_nobody_and_tells_the_forged_ones(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "ตรวจ.html"
    file.write_bytes(checking_page({"จังหวัด <b>ก</b>": KEY.public_key()}))
    page, asked = opened(browser).new_page(), list[str]()
    page.on("request", lambda one: asked.append(one.url))
    page.goto(file.as_uri())
    changed = f"{TEXT[:90]}{'B' if TEXT[90] == 'A' else 'A'}{TEXT[91:]}"
    for text, told in (
        (TEXT, "สน ๐๐๑๘.๑/ว ๑๒๗"),
        (changed, "ถูกแก้ไข"),
        (write_code(code_of(LETTER), OTHER), "ไม่รู้จัก"),
        ("https://example.go.th", "ไม่ใช่ QR"),
    ):
        page.fill("#text", text)
        page.click("#check")
        page.wait_for_selector(f"#told >> text={told}")
        assert ("ลงวันที่" in page.inner_text("#told")) == (text == TEXT)
    assert asked == [file.as_uri()]
