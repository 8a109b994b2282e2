"""Every route with every method, asked with a reviewer's login: Prefect's API as browsers reach it, and the desk.

    python -m benchmarks.routes [--home OFFICE]

A real office runs with one letter that waits. At the door every route of the server's own OpenAPI list is asked by every
method, with the office's login and a token against forgery; at the desk every page and form, by a reviewer of another
office of the installation. Counted are what passed, what changed (the ledger, the runs), and answers that hold a secret of
the office or a word of the foreign letter. With ``--home`` a running office is asked instead of one made for it.
"""

from __future__ import annotations

import argparse
import base64
import http.cookiejar
import json
import re
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

from fastapi.routing import APIRoute
from rich.console import Console
from rich.table import Table

from benchmarks.faults import LETTER
from circulars.archive import Archive
from circulars.desk.people import PeopleBook, Role
from circulars.desk.web.entering import accounts
from circulars.desk.web.pages import ROUTERS
from flows.office import lifecycle as office
from flows.serving.door_routes import route_of
from flows.serving.environment import free_port
from flows.serving.server_api import api_key, api_of, ask_server, login_of, make_login
from flows.settings import load_settings
from flows.settings.toml.file import write_first_office_toml

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
WORDS = ("ทดสอบความทนทาน", "ทดสอบเรื่อง")
"""Words of the letters that no other office may see."""
PASSWORD = "ลมพัดมาจากทุ่ง ๗"
ELSEWHERE = "สน ๐๒๑๘"
"""An office of people who may open nothing, where the installation acts for one office only."""
_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


class Browser:
    """What a browser can send, with cookies, without following where it is led."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        """Nothing is asked yet."""
        self.url, self.headers = url, headers or {}
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, _Stay())

    def ask(self, method: str, path: str, body: bytes | None = None, **more: str) -> tuple[int, str]:
        """Status and text of an answer."""
        request = urllib.request.Request(self.url + path, body, {**self.headers, **more}, method=method)
        try:
            with self._opener.open(request, timeout=60) as told:
                return int(told.status), told.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def secrets_of(home: Path) -> set[str]:
    """Texts that no browser may ever be told: the office's key, passwords, shared secrets of one-time codes."""
    found = {api_key(home)}
    for file in (home / "secrets").iterdir():
        if file.suffix == ".json" and file.name != "stores.json":
            found.add(str(json.loads(file.read_text(encoding="utf-8")).get("secret", "")))
    login = str(login_of(home))
    return {one for one in (*found, login, login.partition(":")[2]) if len(one) > 7}


def at_the_door(home: Path, url: str) -> tuple[Counter[str], list[str]]:
    """Every route of the server by every method, with the office's login; what came of it, and what is wrong."""
    basic = {"Authorization": "Basic " + base64.b64encode(str(login_of(home)).encode()).decode()}
    browser = Browser(url, {**basic, "Content-Type": "application/json"})
    token = json.loads(browser.ask("GET", "/api/csrf-token?client=a")[1])["token"]
    browser.headers |= {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": "a"}
    key = {"Authorization": "Basic " + base64.b64encode(api_key(home).encode()).decode()}
    paths = json.loads(Browser(api_of(home, url), key).ask("GET", "/openapi.json")[1])["paths"]
    run = str(office.status(home).waiting[0].url).rsplit("/", 1)[-1]
    count, wrong, hidden, before = Counter[str](), [], secrets_of(home), _runs(home, url)
    for path in paths:
        below = re.sub(r"\{[^}]*\}", "{}", path.removeprefix("/api"))
        for filled in {below.replace("{}", run), below.replace("{}", str(uuid4())), below.replace("{}", "circulars")}:
            for method in METHODS:
                if method == "POST" and filled.endswith(f"{run}/resume"):
                    continue  # the one thing that changes something: what it takes has tests of its own
                status, text = browser.ask(method, f"/api{filled}", None if method in ("GET", "HEAD") else b"{}")
                listed = route_of(method, filled) is not None or filled in ("/health", "/ready", "/admin/settings")
                reading = method in ("GET", "HEAD") or listed
                told = (
                    "listed"
                    if listed
                    else "refused"
                    if status in (401, 403, 405)
                    else "preflight"
                    if method == "OPTIONS"
                    else "open"
                )
                count[told] += 1
                if told == "open" or (listed and not reading):
                    wrong.append(f"{method} {filled}: {status}")
                if any(one in text for one in hidden):
                    wrong.append(f"{method} {filled}: tells a secret")
    if _runs(home, url) != before:
        wrong.append("a run that waited does not wait any more")
    return count, wrong


def _runs(home: Path, url: str) -> set[str]:
    wanted = {"flow_runs": {"state": {"type": {"any_": ["PAUSED"]}}}, "limit": 200}
    return {str(one["id"]) for one in ask_server(home, url, "POST", "/flow_runs/filter", wanted)}


def at_the_desk(home: Path) -> tuple[Counter[str], list[str]]:
    """Every page and form of the desk by every method, by a reviewer of another office."""
    settings = load_settings(home)
    first, *others = settings.profiles
    people = PeopleBook.of(home)
    login = f"guest-{time.time_ns()}"
    given = people.add(login, "นางสาวสมมุติ จากที่อื่น", {Role.REVIEWER, Role.CLERK}, {others[0] if others else ELSEWHERE})
    people.choose_password(login, given, PASSWORD)
    browser = Browser(str(office.status(home).desk))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    entering = {"login": login, "password": PASSWORD, "form_token": form_token(browser.ask("GET", "/enter")[1])}
    assert browser.ask("POST", "/enter", urllib.parse.urlencode(entering).encode(), **form)[0] == 303
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        letter = next(one.letter_id for one in archive.unfinished([first]))
        last = archive.events(limit=1)[0].number
        token = form_token(browser.ask("GET", "/")[1])
        count, wrong, hidden = Counter[str](), list[str](), secrets_of(home)
        for path in dict.fromkeys(
            one.path for router in (accounts.router, *ROUTERS) for one in router.routes if isinstance(one, APIRoute)
        ):
            place = path.replace("{letter_id}", letter).replace("{page}", "1").replace("{field}", "subject")
            query = urllib.parse.urlencode({"of": first, "step": f"{first}>district", "id": letter, "text": WORDS[0]})
            place = f"{place.replace('{login}', 'admin')}?{query}"
            typed = {"form_token": token, "id": letter, "ids": letter, "of": first, "verdict": "อนุมัติ", "reason": "x"}
            body = urllib.parse.urlencode(typed).encode()
            if path.startswith("/search/"):
                continue  # one's own saved searches
            for method in METHODS:
                status, text = browser.ask(method, place, None if method in ("GET", "HEAD") else body, **form)
                count[f"{status}"] += 1
                if any(one in text.replace(query, "") for one in hidden) or any(
                    word in re.sub(r'value="[^"]*"|<textarea.*?</textarea>', "", text) for word in WORDS
                ):
                    wrong.append(f"{method} {place}: {status}, tells of the letter")
        done = [one for one in archive.events(limit=500) if one.number > last and one.kind != "desk-refused"]
        wrong += [f"event {one.number} {one.kind} {one.subject}" for one in done]
    return count, wrong


def form_token(page: str) -> str:
    """The token that the forms of a page carry."""
    found = _TOKEN.search(page)
    assert found is not None, page[:300]
    return found[1]


def _made(home: Path) -> None:
    file = write_first_office_toml(home, demo=False)
    file.write_text(file.read_text(encoding="utf-8").replace("4200", str(free_port(4750))), encoding="utf-8")
    make_login(home)
    office.start(home)
    coming = home / "inbox" / ".letter.part"
    coming.write_text(LETTER, encoding="utf-8")
    coming.rename(home / "inbox" / "หนังสือ.txt")
    end = time.monotonic() + 300
    while not office.status(home).waiting:
        if time.monotonic() > end:
            raise TimeoutError("no draft waits")
        time.sleep(1)


def main() -> int:
    """Print the table; exit 1 when anything passed that should not have."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--home", type=Path, default=None)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="routes-") as folder:
        home = given.home or Path(folder) / "office"
        try:
            if given.home is None:
                _made(home)
            url = str(office.status(home).url)
            table, bad = Table("where", "asked", "what came of it", "wrong"), list[str]()
            for where, (count, wrong) in {
                "Prefect's API": at_the_door(home, url),
                "the desk, of another office": at_the_desk(home),
            }.items():
                told = ", ".join(f"{what} {many}" for what, many in count.most_common())
                table.add_row(where, str(count.total()), told, str(len(wrong)))
                bad += wrong
        finally:
            if given.home is None:
                office.stop(home)
    Console(width=130).print(table)
    for one in bad:
        print(one)
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
