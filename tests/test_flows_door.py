"""The office's web side attacked: no login, a page of another site, a letter whose text wants to be a script.

A real office with its login, a real server, a real browser. Nothing here needs the recognisers: the letters are text.
"""

from __future__ import annotations

import base64
import contextlib
import http.server
import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest
from playwright.sync_api import Locator, sync_playwright
from playwright.sync_api import Page as BrowserPage
from prefect import flow
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings
from quiet_chromium import launched, opened
from tls_proxy import TlsProxy

from circulars.desk.people import PeopleBook, Role
from circulars.errors import Refused, SettingsWrong
from flows.cli import main
from flows.office import lifecycle as office
from flows.runs import failures
from flows.serving.door import OPEN_TO_ALL, TOLD
from flows.serving.door_routes import route_of
from flows.serving.environment import desk_environment, environment, free_port
from flows.serving.server_api import api_key, api_of, ask_server, login_of, make_login
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

pytestmark = [pytest.mark.server, pytest.mark.timeout(300)]
PASSWORD = "ลมพัดมาจากทุ่ง ๗"
CITIZEN = "1-1037-00000-12-3"  # invented
HOSTILE = f"""ที่ มท ๐๓๐๙.๒/ว ๔๔๑๗๓

กรมทดสอบการปกครอง
ถนนนครสวรรค์ กทม. ๑๐๓๐๐

๑๖ พฤศจิกายน ๒๕๖๙

เรื่อง  การทดสอบ<script>window.pwned=1</script><img src=x onerror="window.pwned=2">[กด](javascript:window.pwned=3)

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

สิ่งที่ส่งมาด้วย  ![รูป](http://attacker.invalid/x.png) <iframe srcdoc="<script>parent.pwned=4</script>"> จำนวน ๑ ฉบับ

        ด้วยกรมทดสอบการปกครองขอให้จังหวัดแจ้งอำเภอทุกแห่งดำเนินการ <svg onload="window.pwned=5"> {{{{ 7*7 }}}} ของนายสมมุติ ตัวอย่าง
เลขประจำตัวประชาชน {CITIZEN} ภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙

        จึงเรียนมาเพื่อพิจารณา

        ขอแสดงความนับถือ

        (นายสมมุติ ตัวอย่าง)
        อธิบดีกรมทดสอบการปกครอง
"""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsProxy]:
    """The proxy that the office's people come through, under another name than the server knows itself by."""
    port = free_port(4510)
    made = TlsProxy(tmp_path_factory.mktemp("proxy"), "saraban.test", free_port(port + 50), port)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def desk_proxy(tmp_path_factory: pytest.TempPathFactory, proxy: TlsProxy) -> Iterator[TlsProxy]:
    """The same proxy for the desk, by a name of its own."""
    port = free_port(proxy.target + 20)
    made = TlsProxy(tmp_path_factory.mktemp("desk-proxy"), f"desk.{proxy.name}", free_port(port + 50), port)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, proxy: TlsProxy, desk_proxy: TlsProxy) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("door")
    file = write_first_office_toml(folder, demo=False)
    text = file.read_text(encoding="utf-8").replace("4200", str(proxy.target))
    named = f'public_url = "{proxy.url}"\ndesk_url = "{desk_proxy.url}"\ndesk_port = {desk_proxy.target}'
    file.write_text(text.replace("[server]", f"[server]\n{named}"), encoding="utf-8")
    make_login(folder)
    office.start(folder)
    try:
        scratch = folder / "inbox" / ".hostile.part"
        scratch.write_text(HOSTILE, encoding="utf-8")
        scratch.rename(folder / "inbox" / f"<img src=x onerror=window.pwned=6> {CITIZEN}.txt")
        until(lambda: office.status(folder).waiting)
        yield folder
    finally:
        office.stop(folder)


@pytest.fixture
def url(home: Path) -> str:
    return str(office.status(home).url)


def until(what: Callable[[], Any], seconds: float = 120) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.8)  # each look asks the office's server, which has other things to do
    raise AssertionError(f"nothing came of it in {seconds} s")


@pytest.fixture
def browser(proxy: TlsProxy) -> Iterator[BrowserPage]:
    with sync_playwright() as playwright:
        chromium = launched(playwright, *proxy.chromium)
        yield opened(chromium).new_page()
        chromium.close()


def answer_of(url: str, method: str, path: str, headers: dict[str, str] | None = None) -> int:
    request = urllib.request.Request(url + path, b"{}" if method != "GET" else None, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_only_this_machine_can_reach_the_server(home: Path) -> None:
    port = int(str(office.status(home).url).rsplit(":", 1)[1])
    open_ones = [c.laddr for c in psutil.net_connections("tcp") if c.status == "LISTEN" and c.laddr]
    listening = {address.ip for address in open_ones if address.port == port}
    assert listening == {"127.0.0.1"}


def test_an_open_address_without_a_login_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match="secrets/login"):
        environment(tmp_path, 4200, "0.0.0.0")
    make_login(tmp_path)
    env = environment(tmp_path, 4200, "0.0.0.0", api_port=4201)
    assert env["PREFECT_SERVER_API_AUTH_STRING"] == api_key(tmp_path) != login_of(tmp_path)
    assert (env["PREFECT_SERVER_API_HOST"], env["PREFECT_API_URL"]) == ("127.0.0.1", "http://127.0.0.1:4201/api")
    for name in ("login", "api-key"):
        assert (tmp_path / "secrets" / name).stat().st_mode & 0o777 == 0o600


def test_a_demo_without_a_login_is_not_shown_to_others(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match="public_url"):
        environment(tmp_path, 4200, public_url="https://saraban.example.org")
    with pytest.raises(SettingsWrong, match="desk_url"):
        desk_environment(tmp_path, "127.0.0.1", 4280, "https://desk.example.org", "http://127.0.0.1:4200")


@pytest.mark.browser
def test_a_reviewer_logs_in_through_the_proxy_and_opens_what_status_prints(
    home: Path, proxy: TlsProxy, desk_proxy: TlsProxy, browser: BrowserPage, capsys: pytest.CaptureFixture[str]
) -> None:
    """By another name, over TLS: the login is taken, pages load and stay alive, every printed link shows its letter."""
    sockets: list[str] = []
    browser.on("websocket", lambda socket: sockets.append(socket.url))
    main(["--home", str(home), "status"])
    told = capsys.readouterr().out
    assert "ยังออกหนังสือจริงไม่ได้" in told
    desk, *links = re.findall(r"https?://\S+", told)
    assert desk == desk_proxy.url
    assert len(links) == 3
    assert all(link.startswith(proxy.url) for link in links)
    browser.goto(links[0])
    password = browser.locator("input[type=password]")
    password.fill("saraban:wrong")
    password.press("Enter")
    browser.get_by_text("Invalid credentials").first.wait_for()
    password.fill(str(login_of(home)))
    password.press("Enter")
    password.wait_for(state="detached")
    for link in links[1:]:
        browser.goto(link)
        browser.get_by_text("การทดสอบ<script>").first.wait_for()
    browser.get_by_role("button", name="Open menu").click()
    browser.get_by_role("menuitem", name="Resume").click()
    browser.get_by_role("dialog").get_by_text("ผลการตรวจ").first.wait_for()
    browser.get_by_role("dialog").get_by_text("สำนักงานยังออกหนังสือไม่ได้").first.wait_for()  # before anybody approves
    browser.get_by_role("dialog").get_by_text("ตราครุฑยังเป็นภาพตัวอย่าง").first.wait_for()
    assert all(url.startswith(proxy.url.replace("https", "wss")) for url in sockets)
    browser.set_viewport_size({"width": 1366, "height": 768})
    dialog, window = browser.get_by_role("dialog"), browser.viewport_size
    assert window is not None
    for seen in (dialog, dialog.get_by_label("ผลการตรวจ").first, dialog.get_by_role("button", name="Resume")):
        until(partial(_in_sight, seen, window["height"]), 20)  # it slides in
    assert (dialog.bounding_box() or {"width": 0})["width"] > 0.95 * window["width"]
    assert not dialog.get_by_text("(Optional)").count()
    dialog.get_by_label("หมายเหตุ").fill("พิมพ์ไว้แล้ว")
    browser.mouse.click(3, 400)  # beside a smaller window it would be lost
    assert dialog.get_by_label("หมายเหตุ").input_value() == "พิมพ์ไว้แล้ว"
    assert not browser.locator("canvas:visible").count()


def _in_sight(seen: Locator, height: int) -> bool:
    box = seen.bounding_box()
    return box is not None and 0 <= box["y"] <= height - min(box["height"], 20)


@pytest.mark.browser
def test_a_clerk_logs_in_to_the_desk_through_the_proxy_at_both_sizes(
    home: Path, desk_proxy: TlsProxy, browser: BrowserPage
) -> None:
    """By another name, over TLS: the cookie goes over TLS alone, a correction of the waiting letter can be sent."""
    people = PeopleBook.of(home)
    first = people.add("clerk", "นางสาวสมมุติ รับเรื่อง", {Role.CLERK}, {load_settings(home).profile.office.code})
    assert not people.choose_password("clerk", first, PASSWORD)
    for size in ({"width": 1366, "height": 768}, {"width": 390, "height": 844}):
        browser.set_viewport_size(size)  # type: ignore[arg-type]
        browser.goto(desk_proxy.url)
        browser.fill("#login", "clerk")
        browser.fill("#password", PASSWORD)
        browser.locator("button.main").click()
        browser.locator("#waiting .subject").first.click()
        browser.get_by_role("button", name="แก้ไขแล้วตรวจใหม่").first.wait_for()
        assert browser.url.startswith(f"{desk_proxy.url}/letters/")
        assert browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
        (cookie,) = [one for one in browser.context.cookies() if one["name"] == "circulars-desk"]
        assert cookie["secure"]
        assert cookie["httpOnly"]
        browser.get_by_role("button", name="ออก", exact=True).click()
        browser.locator("#login").wait_for()
    own = f"http://127.0.0.1:{desk_proxy.target}/enter"
    assert answer_of(own, "GET", "") == 200
    assert answer_of(own, "GET", "", {"Host": "attacker.invalid"}) == 400


def test_no_part_of_the_api_answers_without_the_login(home: Path, url: str) -> None:
    asked = [
        (method.upper(), "/api" + path.removeprefix("/api").replace("{", "").replace("}", ""), headers)
        for path, methods in _routes(home, url).items()
        for method in methods
        for headers in ({}, {"Authorization": "Basic c2FyYWJhbjpndWVzcw=="})
        if path not in ("/health", "/ready", "/api/health", "/api/ready")
    ]
    with ThreadPoolExecutor(32) as many:  # a wrong login is answered late
        answers = list(many.map(lambda one: answer_of(url, *one), asked))
    assert set(answers) <= {401, 403}
    assert len(asked) > 200


def _routes(home: Path, url: str) -> dict[str, list[str]]:
    """Every route of the server, as the office itself sees it."""
    headers = {"Authorization": _basic(api_key(home))}
    request = urllib.request.Request(f"{api_of(home, url)}/openapi.json", headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return {path: list(methods) for path, methods in json.load(answer)["paths"].items()}


def _basic(credential: str) -> str:
    return "Basic " + base64.b64encode(credential.encode()).decode()


def test_a_login_reads_what_the_review_needs_answers_and_nothing_else(home: Path, url: str) -> None:
    headers = {"Authorization": _basic(str(login_of(home))), "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/api/csrf-token?client=a", headers=headers)) as told:
        headers |= {"Prefect-Csrf-Token": json.load(told)["token"], "Prefect-Csrf-Client": "a"}
    assert (
        answer_of(url, "POST", "/api/deployments/filter", headers) == 200
    )  # so what is refused is refused by the door
    refused, passed, changing = [], 0, set()
    for path, methods in _routes(home, url).items():
        below = re.sub(r"\{[^}]*\}", str(uuid4()), path.removeprefix("/api"))
        for method in {*(one.upper() for one in methods), "PUT", "PATCH", "DELETE"}:
            if route_of(method, below) is None and (method, below) not in OPEN_TO_ALL | TOLD.keys():
                refused.append((method, f"/api{below}", headers))
                continue
            passed += 1
            if method != "GET" and not below.endswith(READING):
                changing.add(path)
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda one: answer_of(url, *one), refused))
    assert set(answers) == {403}
    assert len(refused) > 500
    assert passed < 50
    assert changing == {"/flow_runs/{id}/resume"}
    for path in ("/docs", "/redoc", "/openapi.json", "/api/docs", "/api//flow_runs/filter", "/api/flow_runs/filter/"):
        assert answer_of(url, "GET", path, headers) == 403
    assert answer_of(url, "POST", "/", headers) == 403


READING = (
    "/filter",
    "/paginate",
    "/count",
    "/lateness",
    "/history",
    "/count-task-runs",
    "/validate",
    "-deployments",
    "-runs",
)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/flow_runs/{run}/resume", {"run_input": {}, "state": {"type": "COMPLETED"}}),
        ("/flow_runs/{run}/resume", {"run_input": "ออก"}),
        ("/flow_runs/{run}/resume", {"run_input": {"remark": {"__prefect_kind": "jinja", "template": "{{ 7*7 }}"}}}),
        ("/flow_runs/{run}/resume", {"run_input": {"left_out": [{"__prefect_kind": "workspace_variable"}]}}),
        ("/flow_runs/{run}/input/filter", {"prefix": "suspended-round-1-response"}),
        ("/flow_runs/{run}/input/filter", {"prefix": "suspended"}),
        ("/flow_runs/{run}/input/filter", {"prefix": ""}),
    ],
)
def test_answers_that_were_typed_are_not_read_and_nothing_is_evaluated(
    home: Path, url: str, path: str, body: dict[str, Any]
) -> None:
    (one,) = office.status(home).waiting
    run = one.url.rsplit("/", 1)[-1]
    headers = {"Authorization": _basic(str(login_of(home))), "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"{url}/api{path.format(run=run)}", json.dumps(body).encode(), headers, method="POST"
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    assert refused.value.code == 403
    assert "ตอบร่างได้เท่านั้น" in json.load(refused.value)["detail"]
    assert answer_of(url, "GET", f"/api/flow_runs/{run}/input/suspended-round-1-response", headers) == 403


def test_not_even_the_office_itself_can_give_a_run_a_command(home: Path, url: str, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    deployment = ask_server(home, url, "GET", "/deployments/name/evening-report/office")["id"]
    command = f"touch {proof}"
    for given in ({"command": command}, {"env": {"PATH": "/nowhere"}}, {"working_dir": "/nowhere"}):
        with pytest.raises(urllib.error.HTTPError):
            ask_server(home, url, "POST", f"/deployments/{deployment}/create_flow_run", {"job_variables": given})
    run = ask_server(home, url, "POST", f"/deployments/{deployment}/create_flow_run", {})["id"]
    with contextlib.suppress(urllib.error.HTTPError):
        ask_server(
            home, url, "PATCH", f"/flow_runs/{run}", {"job_variables": {"command": command, "env": {"HOME": "/"}}}
        )
    until(lambda: ask_server(home, url, "GET", f"/flow_runs/{run}")["state_type"] == "COMPLETED")
    assert not proof.exists()


def test_an_answered_run_goes_on_in_the_queue_of_decisions(home: Path, url: str) -> None:
    (one,) = office.status(home).waiting
    run = one.url.rsplit("/", 1)[-1]
    before = ask_server(home, url, "GET", f"/flow_runs/{run}")
    queues = {
        queue["name"]: queue for queue in ask_server(home, url, "POST", "/work_pools/circulars/queues/filter", {})
    }
    in_order = sorted((queue["priority"], name) for name, queue in queues.items() if name != "default")
    assert [name for _, name in in_order] == ["deciding", "urgent", "drafting", "reading-first", "reading", "upkeep"]
    assert queues["deciding"]["concurrency_limit"] == 2
    assert before["work_queue_name"] == "drafting"
    ask_server(home, url, "POST", f"/flow_runs/{run}/resume", {"run_input": {"mark": "x"}})
    assert ask_server(home, url, "GET", f"/flow_runs/{run}")["work_queue_name"] == "deciding"
    until(lambda: ask_server(home, url, "GET", f"/flow_runs/{run}")["state_type"] == "PAUSED")


@pytest.mark.parametrize("body", [{}, {"run_input": None}, {"run_input": {}}])
def test_a_page_whose_form_went_away_sends_nothing_and_decides_nothing(
    home: Path, url: str, body: dict[str, Any]
) -> None:
    """Prefect's dialog in a second tab, when the first one answered: it is not told that the request is forbidden."""
    headers = {"Authorization": _basic(str(login_of(home))), "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/api/csrf-token?client=a", headers=headers)) as told:
        headers |= {"Prefect-Csrf-Token": json.load(told)["token"], "Prefect-Csrf-Client": "a"}

    def resumed(run: str) -> str:
        request = urllib.request.Request(
            f"{url}/api/flow_runs/{run}/resume", json.dumps(body).encode(), headers, method="POST"
        )
        return str(json.load(urllib.request.urlopen(request, timeout=20))["status"])

    (one,) = office.status(home).waiting
    assert resumed(one.url.rsplit("/", 1)[-1]) == "ACCEPT"
    until(lambda: [again.url for again in office.status(home).waiting] == [one.url])
    ended = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    assert resumed(ask_server(home, url, "POST", "/flow_runs/filter", ended)[0]["id"]) == "ABORT"


def test_no_page_may_stand_in_a_frame_of_another_site(url: str) -> None:
    for path in ("/", "/v2/runs", "/api/health", "/api/flow_runs/filter"):
        try:
            told = urllib.request.urlopen(url + path, timeout=20).headers
        except urllib.error.HTTPError as refused:
            told = refused.headers
        assert told["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"]


@pytest.mark.browser
def test_a_logged_out_browser_sees_nothing_of_a_letter(
    home: Path, url: str, proxy: TlsProxy, browser: BrowserPage
) -> None:
    (one,) = office.status(home).waiting
    bodies: list[str] = []
    browser.on("response", lambda r: bodies.append(r.text()) if "/api/" in r.url and r.ok else None)
    for address in (one.url, f"{url}/v2/runs", f"{proxy.url}/v2/artifacts", f"{url}/"):
        browser.goto(address)
        browser.wait_for_timeout(2500)
        shown = browser.content()
        assert "ทดสอบ" not in shown
        assert "๔๔๑๗๓" not in shown
    assert not any("ทดสอบ" in body for body in bodies)


@pytest.mark.browser
def test_text_of_a_letter_never_becomes_script_link_or_html(home: Path, proxy: TlsProxy, browser: BrowserPage) -> None:
    (one,) = office.status(home).waiting
    outside: list[str] = []
    url = proxy.url
    ours = (f"{url}/", f"blob:{url}/", "data:")
    browser.on("request", lambda r: None if r.url.startswith(ours) else outside.append(r.url))
    browser.on("dialog", lambda dialog: outside.append(dialog.message))
    browser.goto(url)
    browser.evaluate("login => localStorage.setItem('prefect-password', btoa(login))", login_of(home))
    artifacts = ask_server(home, str(office.status(home).url), "POST", "/artifacts/filter", {"limit": 50})
    places = [one.url, f"{url}/v2/runs", f"{url}/runs", f"{url}/runs/flow-run/{one.url.rsplit('/', 1)[-1]}"]
    places += [f"{url}/v2/artifacts/artifact/{artifact['id']}" for artifact in artifacts]
    seen = 0
    for address in places:
        browser.goto(address)
        browser.wait_for_timeout(2500)
        seen += "การทดสอบ" in browser.inner_text("body")
        _harmless(browser)
    assert seen >= 3, "the pages did not show the letter at all"
    browser.goto(one.url)
    browser.get_by_role("button", name="Open menu").click()
    browser.get_by_role("menuitem", name="Resume").click()
    browser.get_by_role("dialog").get_by_text("ผลการตรวจ").first.wait_for()
    _harmless(browser)
    assert outside == []


def _harmless(browser: BrowserPage) -> None:
    assert browser.evaluate("window.pwned") is None
    assert browser.locator("a[href^='javascript']").count() == 0
    assert browser.locator("iframe[srcdoc]").count() == 0
    assert browser.locator("img[src*='attacker'], img[src='x'], svg[onload]").count() == 0


@pytest.mark.browser
def test_a_page_of_another_site_can_neither_read_nor_change(home: Path, url: str, browser: BrowserPage) -> None:
    """A site that the reviewer has open beside the office's page, and that knows its address."""
    (one,) = office.status(home).waiting
    run = one.url.rsplit("/", 1)[-1]
    browser.goto(url)
    browser.evaluate("login => localStorage.setItem('prefect-password', btoa(login))", login_of(home))
    with _site() as other:
        browser.goto(other)
        told = browser.evaluate(
            """async ([url, run]) => {
                const state = {state: {type: 'CANCELLED'}, force: true}
                const blob = new Blob([JSON.stringify(state)])  // no content type: sent without asking first
                const told = []
                for (const options of [{mode: 'no-cors'}, {}, {credentials: 'include'}]) {
                    try { const a = await fetch(`${url}/api/flow_runs/${run}/set_state`,
                                                {method: 'POST', body: blob, ...options}); told.push(a.type) }
                    catch (e) { told.push('refused') }
                }
                try { told.push(await (await fetch(`${url}/api/flow_runs/${run}`)).text()) } catch (e) { told.push('refused') }
                try { told.push(await (await fetch(`${url}/api/csrf-token?client=a`)).text()) } catch (e) { told.push('refused') }
                return told
            }""",
            [url, run],
        )
    assert told[1:] == ["refused"] * 4
    assert ask_server(home, url, "GET", f"/flow_runs/{run}")["state"]["type"] == "PAUSED"


class _site:  # noqa: N801 - reads as what it is where it is used
    """A small site on another port."""

    def __enter__(self) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<h1>another site</h1>")

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://localhost:{self._server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_secrets_and_personal_numbers_stand_in_no_log_and_no_parameter(home: Path, url: str) -> None:
    login = str(login_of(home))
    logs = ask_server(home, url, "POST", "/logs/filter", {"limit": 200})
    told = [log["message"] for log in logs]
    assert any("txt" in line for line in told), "the log tells which file came in"
    told += [path.read_text(encoding="utf-8", errors="replace") for path in (home / "logs").iterdir()]
    runs = ask_server(home, url, "POST", "/flow_runs/filter", {"limit": 200})
    told += [json.dumps([run["parameters"], run["state"]["message"]], ensure_ascii=False) for run in runs]
    for text in told:
        assert login not in text
        assert login.partition(":")[2] not in text
        assert CITIZEN not in text
        assert CITIZEN.replace("-", "") not in text


def test_folders_with_letters_and_secrets_are_for_their_owner_only(home: Path) -> None:
    for name in ("archive", "work", "drafts", "quarantine", "secrets", "prefect", "logs", "run", "outbox", "inbox"):
        assert (home / name).stat().st_mode & 0o077 == 0, name
    for place in (home / "circulars.db", *(home / "archive").rglob("*"), *(home / "secrets").rglob("*")):
        assert place.stat().st_mode & 0o077 == 0, place


def test_the_timeline_tells_the_steps_and_nothing_of_the_letter(home: Path, url: str) -> None:
    def steps() -> list[dict[str, Any]]:
        """Task runs are told to the server a little later than they happen."""
        told: list[dict[str, Any]] = ask_server(home, url, "POST", "/task_runs/filter", {"limit": 200})
        names = {str(one["name"]) for one in told}
        return told if names >= {"อ่านหน้า", "ตรวจหนังสือ", "ส่งเข้าตรวจ", "ร่างหนังสือ", "ทำ PDF ของร่าง"} else []

    told = until(steps)
    assert all(one["state_type"] == "COMPLETED" and one["task_inputs"] == {} for one in told)
    kept = json.dumps(told, ensure_ascii=False)
    assert not [text for text in (CITIZEN, "สมมุติ", "การทดสอบ", "กรมทดสอบ", "pwned") if text in kept]
    assert not [file for file in (home / "prefect" / "storage").rglob("*") if file.is_file()], "a result was kept"


def test_a_step_is_tried_again_unless_the_fault_stays_and_its_fault_shows_no_number(
    home: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "PAUSE_SECONDS", 0.1)
    calls: Counter[str] = Counter()

    def work(name: str, faults: list[Exception]) -> str:
        calls[name] += 1
        if faults:
            raise faults.pop(0)
        return name

    @flow(name="trial")
    def trial() -> list[Exception]:
        away, wrong = OSError(f"disk of {CITIZEN}"), Refused(f"เลข {CITIZEN}")
        assert (
            failures.on_timeline("ล้มครั้งเดียว", lambda: work("once", [] if calls["once"] else [away]), retries=2)
            == "once"
        )
        met: list[Exception] = []
        for name, fault in (("always", away), ("final", wrong)):
            try:
                failures.on_timeline(name, lambda n=name, f=fault: work(n, [f]), retries=2)  # type: ignore[misc]
            except (OSError, Refused) as told:
                met.append(told)
        assert met == [away, wrong], "the flow meets the faults themselves"
        return met

    own = {PREFECT_API_URL: f"{api_of(home, url)}/api", PREFECT_API_AUTH_STRING: api_key(home)}
    with temporary_settings(own):
        away, _ = trial()
        with pytest.raises(OSError, match="disk"):  # a run that is tried again does not begin such a step anew
            failures.with_patience(lambda: work("after", [away]))
    assert calls == {"once": 2, "always": 3, "final": 1, "after": 1}

    def failed() -> list[dict[str, Any]]:
        told = ask_server(
            home, url, "POST", "/task_runs/filter", {"task_runs": {"state": {"type": {"any_": ["FAILED"]}}}}
        )
        own = [one for one in told if str(one["name"]).startswith(("always", "final"))]  # a busy office has others
        return own if len(own) == 2 else []

    messages = " ".join(str(one["state"]["message"]) for one in until(failed))
    assert "disk of" in messages and CITIZEN not in messages
