"""ทะเบียน ค้นหา ติดตาม สายหนังสือ: what a clerk sees and does in the browser, and what nobody else may."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from clerk_desk import DISTRICT, NOW, PROVINCE, Browser, Desk, Urgency, addresses_answered, letter, plain
from lxml import etree
from openpyxl import load_workbook
from PIL import Image

from circulars.archive import Recipient
from circulars.archive.shelves.outcomes import Outcome
from circulars.desk.clerk.following.plot import months_svg
from circulars.desk.clerk.looking.finding import CHOICES, TEXTS, TICKS, read_wanted
from circulars.desk.web.screen import NAVIGATION
from circulars.documents.word.emblem import emblem_picture
from circulars.letter.field import Field
from circulars.triage.step import Step
from flows.serving.house import house_of
from flows.settings import load_settings, write_first_office_toml
from flows.settings.toml.change import change_office

HOSTILE = '<script>alert("เรื่อง")</script>'
OF = PROVINCE.code


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def clerk(desk: Desk) -> Browser:
    return desk.client("clerk")


@pytest.fixture(scope="module")
def ids(desk: Desk) -> dict[str, str]:
    """Letters of three days: one that went on to three, one assigned, one whose text is hostile."""
    desk.now = NOW - dt.timedelta(days=2)
    (water,) = desk.take(letter(), name="1.pdf")
    sent = desk.issue(
        water, Recipient("นายอำเภอกุสุมาลย์", DISTRICT.code), Recipient("นายอำเภอพังโคน"), Recipient("นายอำเภอวาริชภูมิ")
    )
    desk.now = NOW - dt.timedelta(days=1)
    (vote,) = desk.take(letter("มท ๐๓๐๙.๒/ว ๓๓๑๐๒", "การเลือกตั้ง", urgency=Field(Urgency.MOST_URGENT)), name="2.pdf")
    desk.archive.decide_outcome(
        vote, OF, Outcome(Step.ASSIGN, "กลุ่มงานปกครอง", dt.date(2026, 11, 20), action="มอบกลุ่มงานปกครอง"), "นายสมมุติ"
    )
    desk.now = NOW
    (odd,) = desk.take(letter("มท ๐๓๐๙.๒/ว ๙๙", HOSTILE, sender_agency=Field("=HYPERLINK(1)")), name="3.pdf")
    return {"water": water, "sent": sent.letter_id, "vote": vote, "odd": odd}


def token_of(page: str) -> str:
    return page.split('name="token" value="')[1].split('"')[0]


# ---- registers


def test_the_received_register_shows_the_days_that_were_asked_with_what_became_of_each(
    clerk: Browser, ids: dict[str, str]
) -> None:
    page = plain(clerk.get("/registers", params={"since": "๒๑/๑๑/๒๕๖๙", "until": "22 พ.ย. 2569"}).text)
    assert "วันที่ ๒๑ เดือน พฤศจิกายน พ.ศ. ๒๕๖๙" in page and "๑๐.๓๐ น." in page
    assert "การเลือกตั้ง มอบกลุ่มงานปกครอง" in page and "alert" not in page
    today = clerk.get("/registers").text
    assert HOSTILE not in today and "&lt;script&gt;" in today and "การเลือกตั้ง" not in today
    assert "อ่านวันที่" in plain(clerk.get("/registers", params={"since": "เมื่อวาน"}).text)
    assert "วันสุดท้ายอยู่ก่อนวันแรก" in plain(clerk.get("/registers", params={"since": "2/2/2569", "until": "1/2/2569"}).text)


def test_the_register_goes_on_paper_and_into_excel_whole_and_as_text(clerk: Browser, ids: dict[str, str]) -> None:
    asked = {"since": "21/11/2569", "until": "23/11/2569"}
    paper = plain(clerk.get("/registers/paper", params=asked).text)
    assert "ทะเบียนหนังสือรับ วันที่ ๒๑ พฤศจิกายน ๒๕๖๙ ถึง ๒๓ พฤศจิกายน ๒๕๖๙" in paper
    book = load_workbook(io.BytesIO(clerk.get("/registers/sheet", params=asked).content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert rows[0][0] == "เลขทะเบียนรับ" and [row[0] for row in rows[1:]] == ["๑", "๒", "๓"]
    assert all(cell.data_type == "s" for row in book.worksheets[0].iter_rows(min_row=2) for cell in row if cell.value)


def test_a_row_by_hand_is_one_row_however_often_the_form_is_sent(
    clerk: Browser, desk: Desk, ids: dict[str, str]
) -> None:
    token = token_of(clerk.get("/registers/hand", params={"book": "sent"}).text)
    values = {"book": "sent", "of": OF, "token": token, "subject": "ขอบคุณวิทยากร", "dated": "๒๓ พ.ย. ๒๕๖๙"}
    first, again = (plain(clerk.fill("/registers/hand", **values)) for _ in range(2))
    assert "ใช้เลขที่ สน ๐๐๑๘.๑/๒" in first and "ใช้เลขที่ สน ๐๐๑๘.๑/๒" in again
    assert len(desk.archive.register_rows(OF, "sent", 2569)) == 2
    wrong = clerk.fill("/registers/hand", **values | {"token": "another-form", "dated": "๓๑ ก.พ. ๒๕๖๙"})
    assert "ลงวันที่" in plain(wrong) and 'value="๓๑ ก.พ. ๒๕๖๙"' in wrong  # what was typed stays


def test_of_a_secret_letter_nothing_typed_is_kept(clerk: Browser, desk: Desk, ids: dict[str, str]) -> None:
    token = token_of(clerk.get("/registers/hand", params={"book": "received"}).text)
    told = clerk.fill(
        "/registers/hand", book="received", of=OF, token=token, secret="1", subject="แผนที่ปกปิด", sender="กอง"
    )
    assert "ลงทะเบียนแล้ว เลขรับ" in plain(told) and desk.archive.find("แผนที่ปกปิด") == []
    kept = b"".join(file.read_bytes() for file in sorted(desk.home.glob("circulars.db*")))
    assert "การเลือกตั้ง".encode() in kept and "แผนที่ปกปิด".encode() not in kept


def test_numbers_are_kept_for_somebody_and_used_or_given_up(clerk: Browser, desk: Desk, ids: dict[str, str]) -> None:
    page = clerk.get("/registers", params={"book": "order"}).text
    kept = {"of": OF, "book": "order", "owner": "กลุ่มงานสมมุติ", "token": token_of(page)}
    assert "จองเลข ๑ ถึง ๒ ให้ กลุ่มงานสมมุติ" in plain(clerk.fill("/registers/keep", count="๒", until="30/11/2569", **kept))
    form = token_of(clerk.get("/registers/hand", params={"book": "order", "number": "1", "year": "2569"}).text)
    used = {"book": "order", "of": OF, "token": form, "subject": "แต่งตั้งคณะทำงาน", "number": "1", "year": "2569"}
    assert "ใช้เลขที่ ๑/๒๕๖๙" in plain(clerk.fill("/registers/hand", **used))
    given_up = {"of": OF, "book": "order", "year": "2569", "number": "2"}
    assert "กรุณาพิมพ์เหตุผล" in plain(clerk.fill("/registers/cancel", **given_up))
    assert "ยกเลิกเลข ๒ แล้ว" in plain(clerk.fill("/registers/cancel", reason="ไม่ใช้", **given_up))


def test_a_value_is_corrected_with_the_old_one_kept(clerk: Browser, desk: Desk, ids: dict[str, str]) -> None:
    row = {"of": OF, "year": "2569", "number": "2"}
    assert "เหตุผล" in plain(clerk.fill("/registers/correct", field="subject", value="x", **row))
    told = clerk.fill("/registers/correct", field="reference", value="มท ๐๓๐๙.๒/ว ๓๓๑๒๐", reason="ดูจากต้นฉบับ", **row)
    assert "“มท ๐๓๐๙.๒/ว ๓๓๑๐๒” (นางสาวสมมุติ ใจดี: ดูจากต้นฉบับ)" in plain(told)
    assert len(desk.archive.find("33102")) == len(desk.archive.find("33120")) == 1
    assert "อ่านเลขที่หนังสือ" in plain(clerk.fill("/registers/correct", field="reference", value="ไม่มี", reason="ก", **row))


def test_a_number_that_went_out_is_cancelled_by_a_reviewer_who_has_seen_what_hangs_on_it(
    clerk: Browser, desk: Desk, ids: dict[str, str]
) -> None:
    asked = {"of": OF, "book": "sent", "year": "2569", "number": "1"}
    refused = clerk.post("/registers/cancel", data={"form_token": clerk.form_token, "reason": "ผิด", **asked})
    assert refused.status_code == 403
    reviewer = desk.client("reviewer")
    assert "นายอำเภอกุสุมาลย์ ลงรับไว้แล้ว เลขรับ ๑" in plain(reviewer.get("/registers/number", params=asked).text)
    assert "อ่านแล้ว" in plain(reviewer.fill("/registers/cancel", reason="ผิด", **asked))
    assert desk.archive.register_row(OF, "sent", 2569, 1).state == "issued"
    assert "ยกเลิกเลข ๑ แล้ว" in plain(reviewer.fill("/registers/cancel", reason="ผิด", seen="1", **asked))


# ---- search


def test_words_and_numbers_are_found_in_either_script_and_marked(clerk: Browser, ids: dict[str, str]) -> None:
    page = clerk.get("/search", params={"text": "เลือกตั้ง"}).text
    assert "พบ ๑ ฉบับ" in plain(page) and "<mark>เลือกตั้ง</mark>" in page
    assert ids["vote"] in clerk.get("/search", params={"number": "33102"}).text
    odd = clerk.get("/search", params={"text": "alert"}).text
    assert "<script>alert" not in odd and "<mark>alert</mark>" in odd
    assert "ไม่พบหนังสือที่ค้นหา" in plain(clerk.get("/search", params={"text": "ไม่มีคำนี้เลย"}).text)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"urgency": "ด่วนที่สุด"}, {"vote"}),
        ({"step": "assign", "unit": "ปกครอง"}, {"vote"}),
        ({"due": "๓๐ พ.ย. ๒๕๖๙"}, {"vote"}),
        ({"status": "issued"}, {"water"}),
        ({"sender": "HYPERLINK"}, {"odd"}),
        ({"person": "สมมุติ", "until": "2568"}, set()),
    ],
)
def test_every_filter_narrows(clerk: Browser, ids: dict[str, str], filters: dict[str, str], names: set[str]) -> None:
    page = clerk.get("/search", params=filters).text
    assert {name for name, one in ids.items() if f"/letters/{one}" in page} == names


def test_a_form_reaches_every_field_of_a_search() -> None:
    values = dict.fromkeys(TEXTS, "2569") | {name: words[-1] for name, words in CHOICES.items()}
    wanted = read_wanted(values | dict.fromkeys(TICKS, "1"), OF)
    empty = read_wanted({}, "")
    assert all(
        getattr(wanted, name) != getattr(empty, name) for name in wanted.__dataclass_fields__ if name != "offices"
    )


def test_a_choice_or_day_that_is_none_is_told(clerk: Browser) -> None:
    assert "ตัวเลือกนี้ไม่มี" in plain(clerk.get("/search", params={"status": "drop table"}).text)
    assert "อ่านวันที่" in plain(clerk.get("/search", params={"since": "2026-11-23"}).text)


def test_a_search_is_kept_by_one_person_and_seen_by_no_other(clerk: Browser, desk: Desk) -> None:
    asked = "text=%E0%B8%A0%E0%B8%B1%E0%B8%A2&status=waiting&evil=1"
    assert "บันทึกการค้นหา “ภัยที่รอ” แล้ว" in plain(clerk.fill("/search/keep", name="ภัยที่รอ", query=asked))
    mine = clerk.get("/search").text
    assert "ภัยที่รอ" in mine and "evil" not in mine
    assert "ภัยที่รอ" not in desk.client("reviewer").get("/search").text
    assert "กรุณาตั้งชื่อ" in plain(clerk.fill("/search/keep", name=" ", query=asked))
    clerk.fill("/search/drop", name="ภัยที่รอ")
    assert "ภัยที่รอ" not in clerk.get("/search").text


def test_nobody_finds_letters_of_another_office(desk: Desk, ids: dict[str, str]) -> None:
    district = desk.client("district")
    assert "ไม่พบหนังสือที่ค้นหา" in plain(district.get("/search", params={"text": "เลือกตั้ง"}).text)
    assert district.get("/search", params={"text": "เลือกตั้ง", "of": OF}).status_code == 403


# ---- following, chains


def test_who_is_silent_is_told_by_letter_and_by_office_until_it_answers(
    clerk: Browser, desk: Desk, ids: dict[str, str]
) -> None:
    page = plain(clerk.get("/follow").text)
    assert "ยังไม่ตอบ ๓ จาก ๓" in page and "เกินกำหนด ๒๐ พ.ย. ๖๙" in page
    told = clerk.fill(
        "/follow/came-back", id=ids["sent"], recipient="นายอำเภอพังโคน", how="answered", note="โทรศัพท์ ๒๓ พ.ย."
    )
    assert "นายอำเภอพังโคน: ตอบแล้ว" in plain(told)
    assert "ยังไม่ตอบ ๒ จาก ๓" in plain(clerk.get("/follow").text)
    assert "ไม่มีผู้รับรายนี้" in plain(clerk.fill("/follow/came-back", id=ids["sent"], recipient="นายอำเภอ"))


def test_what_we_owe_stays_when_late_and_goes_when_done(clerk: Browser, desk: Desk, ids: dict[str, str]) -> None:
    assert f"/letters/{ids['vote']}" in clerk.get("/follow").text
    assert "ปิดเรื่องแล้ว" in plain(clerk.fill("/follow/done", id=ids["vote"], note="ตอบทางโทรศัพท์"))
    assert f"/letters/{ids['vote']}" not in clerk.get("/follow").text


def test_a_chain_links_the_source_what_went_down_and_each_recipient(clerk: Browser, ids: dict[str, str]) -> None:
    page = clerk.get("/chains", params={"id": ids["water"]}).text
    assert f"/letters/{ids['water']}" in page and f"/letters/{ids['sent']}" in page
    assert "ถึง ๓ แห่ง" in plain(page) and "นายอำเภอวาริชภูมิ" in page
    etree.fromstring(clerk.get("/chains/picture", params={"id": ids["odd"]}).content)
    found = clerk.get("/chains", params={"number": "33120"}, follow_redirects=False)
    assert found.headers["location"] == f"/chains?id={ids['vote']}"


def test_figures_count_what_came_and_went(clerk: Browser, desk: Desk, ids: dict[str, str]) -> None:
    counted = desk.archive.figures(OF, dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert (counted.issued, counted.hours_middle) == (1, 0.0)
    assert ("กลุ่มงานปกครอง", 1) in counted.units and (str(Urgency.MOST_URGENT), 1) in counted.urgencies
    assert counted.received == sum(came for _, came, _ in counted.months)
    page = clerk.get("/follow/figures", params={"span": "2569-11"})
    assert "กลุ่มงานปกครอง" in page.text and "<svg" in page.text
    assert "อ่านวันที่" in plain(clerk.get("/follow/figures", params={"span": "ปีกลาย"}).text)
    etree.fromstring(months_svg([("2026-11", 7, 0), ("2026-12", 0, 0)]))


# ---- who may


PAGES = ("/registers", "/registers/hand", "/search", "/follow", "/follow/figures", "/chains", "/intake")


def test_no_page_opens_for_nobody_and_none_takes_a_form_of_another_site(desk: Desk, clerk: Browser) -> None:
    nobody = Browser(desk, "no-such-session")
    for place in PAGES:
        assert nobody.get(place, follow_redirects=False).headers["location"].startswith("/enter")
        assert clerk.get(place).status_code == 200
    posts = addresses_answered("POST")
    assert len(posts) >= 30
    for place in sorted(posts):
        assert clerk.post(place, data={"form_token": "forged"}).status_code == 403, place


def test_people_of_another_office_open_none_of_these_letters(desk: Desk, ids: dict[str, str]) -> None:
    district = desk.client("district")
    for place in (f"/follow/letter?id={ids['sent']}", f"/chains?id={ids['vote']}", f"/registers?of={OF}", "/follow"):
        assert district.get(place).status_code == 403, place
    data = {"form_token": district.form_token, "id": ids["vote"], "recipient": "x"}
    assert district.post("/follow/done", data=data).status_code == 403
    assert district.post("/follow/came-back", data=data).status_code == 403
    assert district.get(f"/chains?id={ids['sent']}").status_code == 200  # it received that one


def test_every_page_of_the_bar_can_be_opened(desk: Desk, clerk: Browser) -> None:
    shown = [place for _, place, _ in NAVIGATION if place in desk.app.state.known_paths - {"/letters"}]
    assert {"/intake", "/registers", "/search", "/follow", "/chains"} <= set(shown)
    assert {place: clerk.get(place).status_code for place in shown} == dict.fromkeys(shown, 200)


# ---- the office


@pytest.fixture
def furnished(desk: Desk, tmp_path: Path) -> Iterator[Path]:
    """The desk told how a real office without emblem and reviewers is set up."""
    write_first_office_toml(tmp_path, demo=False)
    settings = load_settings(tmp_path)
    desk.app.state.office = replace(
        desk.office,
        home=tmp_path,
        house=lambda: house_of(settings, desk.archive, NOW.date()),
        change_settings=lambda code, typed: change_office(tmp_path, code, typed),
    )
    yield tmp_path
    desk.app.state.office = desk.office


def test_the_office_says_what_it_lacks_and_what_is_wrong_with_its_file(
    desk: Desk, clerk: Browser, furnished: Path
) -> None:
    page = plain(clerk.get("/office").text)
    assert "ยังอนุมัติไม่ได้: ตราครุฑยังเป็นภาพตัวอย่าง" in page and "ยังไม่มีผู้ตรวจที่อนุมัติได้วันนี้" in page
    assert "ตรวจความครบถ้วนเดี๋ยวนี้" not in page  # a clerk sees, the administrator does
    file = furnished / "office.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("[office]", "[office]\nlead_dayz = 3", 1), encoding="utf-8"
    )
    told = plain(clerk.get("/office").text)
    assert "lead_dayz" in told and "ระบบยังใช้ค่าเดิม" in told


def pixels(height: int) -> bytes:
    """A black picture as PNG."""
    made = io.BytesIO()
    Image.new("RGB", (height, height), "black").save(made, "PNG")
    return made.getvalue()


def test_settings_are_written_from_the_page_only_when_the_whole_file_is_right(desk: Desk, furnished: Path) -> None:
    admin, file = desk.client("admin"), furnished / "office.toml"
    before = file.read_text(encoding="utf-8")
    comments = [line for line in before.splitlines() if line.startswith("#")]
    for wrong in (
        {"lead_days": "เก้าสิบ"},
        {"lead_days": "90"},
        {"phone": "โทร. โทร."},
        {"circular_series": "อาจจะ"},
        {"towns": "เมืองตัวอย่าง"},
    ):
        assert "ยังไม่ได้บันทึก" in plain(admin.fill("/office/settings", code=OF, **wrong))
        assert file.read_text(encoding="utf-8") == before
    assert "ไม่มีค่าที่เปลี่ยน" in plain(admin.fill("/office/settings", code=OF, circular_series="ไม่"))
    typed = {
        "phone": "๐ ๔๒๐๐ ๐๐๐๐",
        "letterhead": "ศาลากลางจังหวัดตัวอย่าง\r\nถนนตัวอย่าง",
        "lead_days": "๓",
        "circular_series": "ใช่",
        "towns": "เทศบาลเมืองตัวอย่าง\r\nเทศบาลนครตัวอย่าง",
    }
    assert "บันทึกแล้ว" in plain(admin.fill("/office/settings", code=OF, **typed))
    known = load_settings(furnished)
    assert known.profile.letterhead_lines == ("ศาลากลางจังหวัดตัวอย่าง", "ถนนตัวอย่าง")
    assert known.profile.towns == ("เทศบาลเมืองตัวอย่าง", "เทศบาลนครตัวอย่าง")
    assert (known.profile.lead_days, OF in known.own_series) == (3, True)
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")] == comments
    told = [detail for subject, detail in desk.told("settings") if subject == OF]
    assert len(told) == 1 and "นายสมมุติ ดูแล" in told[0] and "๔๒๐๐" not in told[0]
    for picture, told_of_it in ((b"GIF89a", "ไม่ใช่ไฟล์ภาพ"), (pixels(100), "ไม่คม"), (pixels(400), "บันทึกตราแล้ว")):
        page = admin.fill("/office/emblem", code=OF, files={"picture": ("ตรา.png", io.BytesIO(picture))})
        assert told_of_it in plain(page)
    assert emblem_picture(load_settings(furnished).profile.emblem_file or Path()).startswith(b"\x89PNG")
    browser = desk.client("clerk")
    sent = {"form_token": browser.form_token, "code": OF, "lead_days": "9"}
    assert browser.post("/office/settings", data=sent).status_code == 403
    assert load_settings(furnished).profile.lead_days == 3


def test_no_towns_is_another_thing_than_towns_that_nobody_typed(desk: Desk, furnished: Path) -> None:
    admin = desk.client("admin")
    for typed, towns, shown in (("ไม่มี", (), True), ("", None, False)):
        assert "บันทึกแล้ว" in plain(admin.fill("/office/settings", code=OF, towns=typed))
        assert load_settings(furnished).profile.towns == towns
        assert (">\nไม่มี</textarea>" in admin.get("/office").text) is shown
    assert "ยังไม่ได้บันทึก" in plain(admin.fill("/office/settings", code=OF, towns="ไม่มี\r\nเทศบาลเมืองตัวอย่าง"))
    admin.fill("/office/settings", code=OF, motto="ไม่มี")
    assert "ไม่มี" in load_settings(furnished).profile.motto  # a word like any other where it is no list


def test_the_administrator_checks_templates_and_archive_and_reads_what_happened(desk: Desk, furnished: Path) -> None:
    admin = desk.client("admin")
    assert "แม่แบบทุกฉบับใช้ได้" in plain(admin.fill("/office/templates"))
    assert "ครบถ้วน" in plain(admin.fill("/office/verify"))
    page = plain(admin.get("/office/events").text)
    assert "ตรวจความครบถ้วน archive นายสมมุติ ดูแล · ครบถ้วน" in page
    assert "ตรวจความครบถ้วน archive" not in plain(admin.get("/office/events", params={"kind": "issued"}).text)
    for login, place in (("clerk", "/office/events"), ("district", "/office")):
        assert desk.client(login).get(place).status_code == 403
    browser = desk.client("clerk")
    assert browser.post("/office/verify", data={"form_token": browser.form_token}).status_code == 403
