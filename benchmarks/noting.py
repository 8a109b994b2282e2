"""Letters that are only noted, on a live office: by Resume alone, at the desk by one click each, and several at once.

    python -m benchmarks.noting [--letters 9]

A real office runs in a folder of its own. A third of the letters (reports from a district) is closed by the answer that
Prefect's page sends when nothing is typed, a third by the desk's button on each letter's page, a third by one tick list.
Counted are the seconds from each click until the register tells it and no run waits any more, and what is wrong then. Of
the tick list only the register counts: the runs of its letters are ended by the office's upkeep.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.routes import Browser, form_token
from benchmarks.running import House, until
from circulars.archive.shelves.outcomes import DECIDED
from circulars.review import Verdict
from circulars.thai.digits import to_thai
from circulars.triage.step import Step
from flows.office import lifecycle as office
from flows.reviewing.rounds import NO_STEP
from flows.settings import load_settings

REPORT = """ที่ สน ๐๓๑๘/{number}

ที่ว่าการอำเภอพังโคน
อำเภอพังโคน สน ๔๗๑๖๐

๑๖ พฤศจิกายน ๒๕๖๙

เรื่อง  รายงานสภาพถนนสายที่ {number}

เรียน  ผู้ว่าราชการจังหวัดสกลนคร

        อำเภอพังโคนขอรายงานว่า ถนนสายที่ {number} ใช้สัญจรได้ตามปกติ

        จึงเรียนมาเพื่อโปรดทราบ

        ขอแสดงความนับถือ

        (นายตัวอย่าง รักแผ่นดิน)
        นายอำเภอพังโคน
"""
NAME, SECONDS = "นายสมมุติ ตัวอย่าง", 300
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def resumed(house: House, letter_id: str) -> None:
    """What Prefect's page sends of a form in which nothing was typed."""
    wanted = {"flow_runs": {"state": {"type": {"any_": ["PAUSED"]}}}, "limit": 200}
    run = next(
        one for one in house.ask("POST", "/flow_runs/filter", wanted) if one["parameters"]["letter_id"] == letter_id
    )
    key = run["state"]["state_details"]["run_input_keyset"]["schema"]
    schema = house.ask("GET", f"/flow_runs/{run['id']}/input/{key}")
    form = json.loads(schema) if isinstance(schema, str) else schema
    shown = {name: field["default"] for name, field in form["properties"].items() if "default" in field}
    told = house.ask("POST", f"/flow_runs/{run['id']}/resume", {"run_input": shown})
    if told["status"] != "ACCEPT":
        raise RuntimeError(f"not taken: {told['details']}")


def clicked(house: House, browser: Browser, letter_id: str) -> None:
    """The form of the letter's own page as it stands, sent by its button."""
    code = load_settings(house.folder).profile.office.code
    place = f"/letters/{letter_id}?{urllib.parse.urlencode({'of': code, 'step': NO_STEP})}"
    page = browser.ask("GET", place)[1]
    sent = _fields(page)
    (form,) = re.findall(r'<form[^>]*id="answer"[^>]*>', page)
    (action,) = map(html.unescape, re.findall(r'action="([^"]+)"', form))
    typed = {**sent, "reviewer": NAME, "verdict": Verdict.DROP.value}  # the button's own value
    status, text = browser.ask("POST", action, urllib.parse.urlencode(typed).encode(), **_FORM)
    if status != 303:
        raise RuntimeError(f"not taken: {status} {' '.join(re.findall(r'[^<>]*กรุณา[^<>]*', text))[:500]}")


def _fields(page: str) -> dict[str, str]:
    form = page.split('id="answer"', 1)[1].split("</form>", 1)[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind = re.search(r'type="([^"]*)"', tag)
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not (kind and kind[1] in ("checkbox", "radio") and "checked" not in tag):
            sent[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = html.unescape(text)
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        options = re.findall(r'<option(?: value="([^"]*)")?( selected)?>([^<]*)', inside)
        value, _, shown = next((one for one in options if one[1]), options[0])  # a browser sends the first
        sent[name] = html.unescape(value or shown)
    return sent


def ticked(house: House, browser: Browser, ids: Sequence[str]) -> None:
    """Several in the list of what goes no further, by one button."""
    code = load_settings(house.folder).profile.office.code
    page = browser.ask("GET", f"/at-once?{urllib.parse.urlencode({'of': code})}")[1]
    typed = [
        ("form_token", form_token(page)),
        ("of", code),
        ("how", "note"),
        ("reviewer", NAME),
        *(("ids", one) for one in ids),
    ]
    status, text = browser.ask("POST", "/at-once", urllib.parse.urlencode(typed).encode(), **_FORM)
    if status != 303:
        raise RuntimeError(f"not taken: {status} {' '.join(re.findall(r'[^<>]*กรุณา[^<>]*', text))[:500]}")


def noted(house: House, ids: Sequence[str], *, runs: bool = True) -> int:
    """How many of these the register tells as noted, and, with `runs`, with no run that waits."""
    code = load_settings(house.folder).profile.office.code
    waiting = house.asked()
    with house.archive() as archive:
        known = {one: archive.outcome_of(one, code) for one in ids}
    return sum(
        one is not None and one.state == DECIDED and one.outcome.step is Step.NOTE and not (runs and waiting[letter_id])
        for letter_id, one in known.items()
    )


def closed(house: House, told: str, some: Sequence[str], close: Callable[[str], object]) -> None:
    """Close each by itself, and print the seconds until it is seen."""
    spent = []
    for one in some:
        began = time.monotonic()
        close(one)
        until(lambda one=one: noted(house, [one]), 1, told, SECONDS)  # type: ignore[misc]
        spent.append(time.monotonic() - began)
    print(f"{told}: {len(spent)} letters, median {statistics.median(spent):.1f} s, worst {max(spent):.1f} s")


def main() -> int:
    """Print the figures; exit 1 when a letter is not closed, or closed twice."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--letters", type=int, default=9)
    count = words.parse_args().letters
    with tempfile.TemporaryDirectory(prefix="noting-") as folder:
        home = Path(folder) / "office"
        try:
            house = House(home, 2, alone=True)
            names = [to_thai(number) for number in range(101, 101 + count)]
            house.drop({f"รายงาน {one}.txt": REPORT.format(number=one).encode() for one in names})
            waited = until(lambda: sum(house.asked().values()), count, "รอตรวจ", SECONDS)
            print(f"{count} letters: {waited:.0f} s until all wait")
            ids, browser = sorted(house.asked()), Browser(str(office.status(home).desk))
            browser.ask("GET", "/")  # in a demonstration nobody enters; the first page gives the session
            third = max(1, count // 3)
            closed(house, "Resume alone", ids[:third], lambda one: resumed(house, one))
            closed(house, "one click at the desk", ids[third : 2 * third], lambda one: clicked(house, browser, one))
            began, by_list = time.monotonic(), ids[2 * third :]
            ticked(house, browser, by_list)
            until(lambda: noted(house, by_list, runs=False), len(by_list), "several at once", SECONDS)
            print(f"several at once: {len(by_list)} letters, {time.monotonic() - began:.1f} s for all")
            wrong = _wrong(house, ids)
        finally:
            office.stop(home)
    print("wrong: " + ("; ".join(wrong) or "none"))
    return int(bool(wrong))


def _wrong(house: House, ids: Sequence[str]) -> list[str]:
    code = load_settings(house.folder).profile.office.code
    with house.archive() as archive:
        decided = [one.subject for one in archive.events(("outcome-decided",), limit=1000)]
        rows = archive.register_rows(code, "received", time.localtime().tm_year + 543)
        drafts = len(archive.drafts_waiting())
    wrong = [f"{one} decided {decided.count(one)} times" for one in ids if decided and decided.count(one) > 1]
    wrong += [f"register: {row.subject} is {row.action!r}" for row in rows if row.action != "ทราบ รวมเรื่อง"]
    return wrong + ([f"{drafts} drafts wait"] if drafts else [])


if __name__ == "__main__":
    sys.exit(main())
