"""The command line as scripts use it: exit status, JSON, messages in Thai."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from flows.cli import main
from flows.commands.line.tree import parse
from flows.commands.options.reading import Read
from flows.commands.reading.dry import _read_one
from flows.commands.reading.letter_text import letter_lines
from flows.receiving.sample import SAMPLE
from flows.settings.toml.file import write_first_office_toml

LETTER = """ที่ มท ๐๓๐๙.๒/ว ๑๒๓
กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง การซักซ้อมแผนเตรียมความพร้อม
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
ด้วยกรมการปกครองจัดทำแผนเตรียมความพร้อม จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอถือปฏิบัติ
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
อธิบดีกรมการปกครอง
สำนักบริหารการปกครองท้องที่
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "หนังสือ.txt"
    file.write_text(LETTER, encoding="utf-8")
    return file


def test_read_prints_one_json_object_a_file_in_the_order_given(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ว่าง.pdf").write_bytes(b"")
    assert main(["read", str(letter), str(tmp_path / "ว่าง.pdf"), str(tmp_path / "ไม่มี.pdf"), "--json", "--text"]) == 1
    first, second, third = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["file"], first["error"], first["pages"]) == ("หนังสือ.txt", None, 1)
    assert first["letters"][0]["reference_number"] == "มท ๐๓๐๙.๒/ว ๑๒๓"
    assert first["text"][0][3] == "๑๖ พฤศจิกายน ๒๕๖๙"
    assert second["error"]["code"] == "empty"
    assert third["error"]["code"] == "unreadable"
    assert third["letters"] == []


def test_read_opens_the_one_file_of_a_mail_and_names_those_of_a_zip(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.go.th", "b@example.go.th", "ส่งหนังสือ"
    message.set_content("ตามแนบ")
    message.add_attachment(letter.read_bytes(), maintype="application", subtype="octet-stream", filename="หนังสือ.txt")
    (tmp_path / "เมล.eml").write_bytes(message.as_bytes())
    with zipfile.ZipFile(tmp_path / "รวม.zip", "w") as packed:
        packed.writestr("หนึ่ง.txt", letter.read_bytes())
        packed.writestr("สอง.txt", letter.read_bytes())
    assert main(["read", "--json", str(letter), str(tmp_path / "เมล.eml"), str(tmp_path / "รวม.zip")]) == 1
    plain, mailed, packed_up = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert mailed["letters"] == plain["letters"]
    assert packed_up["error"]["code"] == "several"
    assert "“หนึ่ง.txt”, “สอง.txt”" in packed_up["error"]["message"]


def test_read_for_people_is_thai(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(letter)]) == 0
    assert "เรียน: ผู้ว่าราชการจังหวัด ทุกจังหวัด" in capsys.readouterr().out


def test_debug_pictures_show_what_was_found(tmp_path: Path) -> None:
    assert main(["read", str(SAMPLE), "--engine", "thai-lines", "--debug-dir", str(tmp_path)]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["sample-circular-1.png", "sample-circular-2.png"]


def test_draft_makes_docx_and_plan_without_server_or_database(letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    main(["draft", str(letter), "--office", "สน ๐๐๑๘.๑", "--out", str(out), "--no-pdf"])
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    (step,) = plan["letters"][0]["steps"]
    assert (step["addressee"], step["count"]) == ("นายอำเภอ ทุกอำเภอ", 18)
    assert (out / step["files"][0]).read_bytes()[:2] == b"PK"
    assert step["enclosures"][0][0].startswith("สำเนาหนังสือกรมการปกครอง ที่ มท ๐๓๐๙.๒/ว ๑๒๓ ลงวันที่ ๑๖ พฤศจิกายน ๒๕๖๙")
    assert all(origin["source"] for origin in step["origins"])


@pytest.mark.parametrize(("asked", "count"), [("แจ้งกำนัน ผู้ใหญ่บ้านทุกหมู่บ้าน", 18), ("ถือปฏิบัติ", 0)])
def test_draft_below_goes_on_where_the_letter_asks_something_of_those_further_down(
    letter: Path, tmp_path: Path, asked: str, count: int
) -> None:
    out = tmp_path / "out"
    letter.write_text(LETTER.replace("อำเภอทุกอำเภอถือปฏิบัติ", f"อำเภอทุกอำเภอ{asked}"), encoding="utf-8")
    main(["draft", str(letter), "--office", "จังหวัดสกลนคร", "--out", str(out), "--no-pdf", "--below"])
    (step,) = json.loads((out / "plan.json").read_text(encoding="utf-8"))["letters"][0]["steps"]
    assert len(step["below"]) == 18
    offices = [one["office_name"] for below in step["below"] for one in below["steps"]]
    assert len(set(offices)) == len(offices) == count


REPORT_FROM_BELOW = """ที่ สน ๐๘๑๘/๑๗๓
ที่ว่าการอำเภอวานรนิวาส
สน ๔๗๑๒๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง รายงานผลการซักซ้อมแผน
เรียน ผู้ว่าราชการจังหวัดสกลนคร
อำเภอวานรนิวาสได้ดำเนินการแล้วเสร็จ จึงขอรายงานผลตามสิ่งที่ส่งมาด้วย
จึงเรียนมาเพื่อโปรดทราบ
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
นายอำเภอวานรนิวาส
"""


def test_what_must_not_go_down_is_not_drafted_unless_asked(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter.write_text(REPORT_FROM_BELOW, encoding="utf-8")
    command = ["draft", str(letter), "--office", "สน ๐๐๑๘.๑", "--out", str(tmp_path / "out"), "--no-pdf"]
    assert main(command) == 1
    assert "ทราบ ไม่ส่งต่อ" in capsys.readouterr().err
    (told,) = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["letters"]
    assert (told["steps"], told["proposal"]["step"]) == ([], "note")
    main([*command, "--to", "นายอำเภอพังโคน"])
    (asked,) = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["letters"][0]["steps"]
    assert asked["addressee"] == "นายอำเภอพังโคน"


def test_read_says_what_becomes_of_a_letter_at_an_office(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(letter), "--json", "--office", "สน ๐๐๑๘.๑"]) == 0
    proposal = json.loads(capsys.readouterr().out)["letters"][0]["proposal"]
    assert (proposal["step"], proposal["recipients"], proposal["doubtful"]) == ("forward-all", ["นายอำเภอ ทุกอำเภอ"], [])
    assert proposal["because"] == "ขอให้จังหวัดแจ้งอำเภอทุกอำเภอถือปฏิบัติ"
    assert proposal["minute"].startswith("เรียน ผู้ว่าราชการจังหวัดสกลนคร\nกรมการปกครอง แจ้งเรื่อง การซักซ้อมแผน")


FROM_MINISTRY = """ที่ มท ๐๒๑๑.๓/ว ๔๕๖
กระทรวงมหาดไทย
ถนนอัษฎางค์ กทม. ๑๐๒๐๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง การซักซ้อมแผนเตรียมความพร้อม
เรียน อธิบดีกรมการปกครอง
ด้วยกระทรวงมหาดไทยจัดทำแผนเตรียมความพร้อม จึงขอให้กรมการปกครองแจ้งจังหวัดทุกจังหวัดสั่งการให้อำเภอแจ้งกำนัน ผู้ใหญ่บ้านถือปฏิบัติ
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
ปลัดกระทรวงมหาดไทย
สำนักนโยบายและแผน
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""


def test_one_command_drafts_the_whole_country_for_a_department(tmp_path: Path) -> None:
    file, out = tmp_path / "หนังสือ.txt", tmp_path / "out"
    file.write_text(FROM_MINISTRY, encoding="utf-8")
    main(["draft", str(file), "--office", "กรมการปกครอง", "--out", str(out), "--no-pdf", "--below"])
    (step,) = json.loads((out / "plan.json").read_text(encoding="utf-8"))["letters"][0]["steps"]
    provinces = [one for below in step["below"] for one in below["steps"]]
    districts = [one for province in provinces for below in province["below"] for one in below["steps"]]
    assert len({one["office"] for one in provinces}) == step["count"] == 76
    assert len({one["office"] for one in districts}) == sum(one["count"] for one in provinces) == 878
    assert len(list(out.rglob("*.docx"))) == 1 + 76 + 878
    assert all(one["office_name"] in one["paragraphs"][0] for one in (*provinces, *districts))
    assert all("ขอให้อำเภอแจ้งกำนัน ผู้ใหญ่บ้านถือปฏิบัติ" in one["paragraphs"][1] for one in provinces)


def test_an_unknown_office_is_told_with_near_names(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(letter), "--office", "จังหวัดสกลนคน", "--out", str(tmp_path)]) == 1
    assert "สกลนคร" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["nonsense"], ["read"], ["register", "other"]])
def test_wrong_usage_exits_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "คำสั่งไม่ถูกต้อง" in capsys.readouterr().err


def test_the_archive_commands_on_an_empty_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "office"
    write_first_office_toml(home, demo=True)
    place = ["--home", str(home)]
    assert main(["verify", *place]) == 1  # there is no archive yet: nothing was verified, and that is said
    assert main(["find", "ภัยแล้ง", *place]) == 1
    assert main(["register", "received", *place]) == 0
    assert main(["verify", *place]) == 0
    assert main(["register", "sent", "--xlsx", str(tmp_path / "sent.xlsx"), *place]) == 0
    assert main(["show", "nothing", *place]) == 1
    assert main(["backup", str(tmp_path / "backup"), *place]) == 0
    assert main(["restore", str(tmp_path / "backup"), "--home", str(tmp_path / "other")]) == 0
    assert main(["status", *place]) == 1
    assert (tmp_path / "sent.xlsx").exists()
    errors = capsys.readouterr().err
    assert "ไม่พบหนังสือ" in errors
    assert "circulars up" in errors


def test_offices_and_templates_are_usable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offices", "check", "--home", str(tmp_path)]) == 0
    assert "ใช้ได้" in capsys.readouterr().out


def test_the_program_starts_quickly_and_knows_its_commands() -> None:
    shown = subprocess.run([sys.executable, "-m", "flows.cli", "--help"], capture_output=True, text=True, check=True)
    for command in (
        "read",
        "draft",
        "up",
        "down",
        "status",
        "inbox",
        "find",
        "show",
        "register",
        "verify",
        "backup",
        "restore",
    ):
        assert command in shown.stdout


@pytest.mark.parametrize("words", [["--home", "HERE", "status"], ["status", "--home", "HERE"]])
def test_the_home_may_stand_before_the_command_or_after_it(words: list[str]) -> None:
    said = parse(words)
    assert said is not None
    assert said.options.home == Path("HERE")


def test_a_reading_for_people_has_thai_labels_dates_and_what_was_seen(letter: Path) -> None:
    (record,) = _read_one(letter, Read(files=[letter]))["letters"]
    lines = list(letter_lines(record, evidence=True))
    assert "  ชนิด: หนังสือภายนอก" in lines
    assert any(line.startswith("  ลงวันที่: ") and line.endswith("๒๕๖๙") for line in lines)
    assert any(line.strip().startswith("เห็นที่หน้า ๑: “") for line in lines)
    assert not any(re.search("[a-z_]{4,}", line) for line in lines), lines
