"""office.toml is read whole or refused by name; a new one is written once and can be used as it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import tomlkit
from cascade_cases import TODAY, incoming

from circulars.archive import Archive
from circulars.archive.export.verify import head
from circulars.archive.store.tables import ledger
from circulars.cascade.draft import draft_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.directory import bare_phone
from circulars.documents.word.content import LetterContent
from circulars.errors import SettingsWrong
from flows.settings import Settings, load_settings, make_folders, office_home, write_first_office_toml
from flows.settings.told import tell_settings
from flows.settings.toml.faults import lines_of
from flows.settings.toml.login import LoginTable
from flows.settings.toml.mailbox import MailboxRow
from flows.settings.toml.model import InboxTable, OfficeTable, ServerTable, keys_of


def written(home: Path, text: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "office.toml").write_text(text, encoding="utf-8")
    return home


OFFICE = '[office]\ncode = "สน ๐๐๑๘.๑"\n'


def test_the_first_file_is_usable_and_never_overwritten(tmp_path: Path) -> None:
    file = write_first_office_toml(tmp_path, demo=True)
    settings = load_settings(tmp_path)
    assert settings.demo
    assert settings.profile.office.code == "สน ๐๐๑๘.๑"
    assert len(settings.profiles) == 3
    assert settings.profile.acts_for == tuple(settings.profiles)[1:]
    assert all(profile.signatory_on(dt.date(2026, 11, 24)) for profile in settings.profiles.values())
    file.write_text(OFFICE, encoding="utf-8")
    write_first_office_toml(tmp_path, demo=True)
    assert file.read_text(encoding="utf-8") == OFFICE


def test_a_real_office_begins_without_signatories_or_districts(tmp_path: Path) -> None:
    write_first_office_toml(tmp_path, demo=False)
    settings = load_settings(tmp_path)
    assert not settings.demo
    assert settings.profile.signatories == ()
    assert tuple(settings.profiles) == ("สน ๐๐๑๘.๑",)


def test_an_office_is_set_up_for_a_local_authority_with_a_number(tmp_path: Path) -> None:
    office = load_settings(written(tmp_path, '[office]\ncode = "ชม ๕๑๐๐๑"\n')).profile.office
    assert (office.name, office.level) == ("องค์การบริหารส่วนจังหวัดเชียงใหม่", "local")


def test_signatories_reviewers_and_delegations(tmp_path: Path) -> None:
    home = written(
        tmp_path,
        OFFICE
        + """
        [[office.signatories]]
        name = "นายสมมุติ ตัวอย่าง"
        position = "ปลัดจังหวัดสกลนคร"
        acting_phrase = "ปฏิบัติราชการแทน"
        acting_for = "ผู้ว่าราชการจังหวัดสกลนคร"
        order = "คำสั่งที่ ๑/๒๕๖๙"
        from = "๑ ตุลาคม ๒๕๖๙"
        [[reviewers]]
        name = "นางสาวสมมุติ ตรวจ"
        [[delegations]]
        reviewer = "นางสาวสมมุติ ตรวจ"
        office = "สน ๐๐๑๘.๑"
        from = "๑ ธันวาคม ๒๕๖๙"
        to = 2026-12-05
        order = "คำสั่งที่ ๒/๒๕๖๙"
        """,
    )
    settings = load_settings(home)
    assert settings.profile.signatories[0].valid_from == dt.date(2026, 10, 1)
    (reviewer,) = settings.reviewers
    assert reviewer.offices == ("สน ๐๐๑๘.๑",)
    assert reviewer.delegations[0].valid_to == dt.date(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "[office]"),
        ("[office\n", "office.toml"),
        ('[office]\ncode = "ไม่มีสำนักงานนี้"\n', "ไม่มีสำนักงานนี้"),
        (OFFICE + "[server]\nport = 99999\n", "port"),
        (OFFICE + "[server]\nworkers = true\n", "workers"),
        (OFFICE + '[inbox]\nsettle_seconds = "สอง"\n', "settle_seconds"),
        (OFFICE + "demo = 1\n", "demo"),
        (OFFICE + "acts_for = 5\n", "acts_for"),
        (OFFICE + '[reminders]\n"เร็ว" = 4\n', "เร็ว"),
        (OFFICE + 'emblem = "ไม่มี.png"\n', "ไม่มี.png"),
        (OFFICE + '[[reviewers]]\nposition = "x"\n', "name"),
        (OFFICE + '[[reviewers]]\nname = "ก"\noffices = ["สน ๐๑๑๘"]\n', "สน"),
        (OFFICE + '[[delegations]]\nreviewer = "ใคร"\noffice = "สน ๐๐๑๘.๑"\nfrom = "๓๑ กุมภาพันธ์ ๒๕๖๙"\n', "from"),
        (OFFICE + '[[acting_offices]]\ncode = "x"\n', "acting_offices"),
    ],
)
def test_wrong_settings_are_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsWrong) as refused:
        load_settings(written(tmp_path, text))
    assert named in refused.value.message
    assert "\n" not in refused.value.message


def refused(home: Path, text: str) -> str:
    with pytest.raises(SettingsWrong) as told:
        load_settings(written(home, text))
    assert "\n" not in told.value.message
    return told.value.message


SIGNATORY = """[[office.signatories]]
name = "นายสมมุติ ตัวอย่าง"
position = "ปลัดจังหวัดสกลนคร"
acting_phrase = "ปฏิบัติราชการแทน"
acting_for = "ผู้ว่าราชการจังหวัดสกลนคร"
order = "คำสั่งที่ ๑/๒๕๖๙"
"""
REVIEWER = '[[reviewers]]\nname = "นางสาวสมมุติ ตรวจ"\n'
DELEGATION = REVIEWER + '[[delegations]]\nreviewer = "นางสาวสมมุติ ตรวจ"\noffice = "สน ๐๐๑๘.๑"\norder = "คำสั่งที่ ๑/๒๕๖๙"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [  # a key that nobody knows: where, which, and the nearest right one
        (OFFICE + SIGNATORY + 'form = "๑ ตุลาคม ๒๕๖๙"\n', ["บรรทัด 9 [[office.signatories]] รายการที่ ๑", "form น่าจะเป็น from"]),
        (OFFICE + SIGNATORY + 'until = "๑ ตุลาคม ๒๕๖๙"\n', ["until น่าจะเป็น to"]),
        (OFFICE + "lead_day = 9\n", ["บรรทัด 3 [office]", "lead_day น่าจะเป็น lead_days"]),
        (OFFICE + "Demo = true\n", ["Demo น่าจะเป็น demo"]),
        (OFFICE + "circular_serie = true\n", ["circular_series"]),
        (OFFICE + 'tel = "๐ ๔๒๗๑ ๑๔๔๗"\n', ["tel น่าจะเป็น phone"]),
        (OFFICE + "[inbx]\nsettle_seconds = 2\n", ["หัวข้อ [inbx] น่าจะเป็น inbox"]),
        (OFFICE + "[server]\nprot = 4300\n", ["prot น่าจะเป็น port"]),
        (OFFICE + '[server]\nhots = "127.0.0.1"\n', ["hots น่าจะเป็น host"]),
        ("port = 5000\n" + OFFICE, ["บรรทัด 1", "ย้ายไปไว้ใต้ [server]"]),
        (OFFICE + SIGNATORY.replace("office.", ""), ["signatories", "[[office.signatories]]"]),
        (OFFICE + REVIEWER + 'office = ["สน ๐๐๑๘.๑"]\n', ["office น่าจะเป็น offices"]),
        (OFFICE + "[reminders]\n" + '"ด่วนมากๆ" = 4\n', ["ด่วนมากๆ น่าจะเป็น ด่วนมาก"]),
        (OFFICE + "xyzzy = 1\n", ["ไม่รู้จัก xyzzy กรุณาลบ"]),
        # a value of another kind
        (OFFICE + 'forward_to_local = "false"\n', ["forward_to_local", "true หรือ false", '"false"']),
        (OFFICE + "polite_to_local = 0\n", ["polite_to_local", "true หรือ false"]),
        (OFFICE + 'circular_series = "ใช่"\n', ["circular_series"]),
        (OFFICE + 'lead_days = "3"\n', ["lead_days", "จำนวนวันทำการ"]),
        (OFFICE + "lead_days = 3.5\n", ["lead_days"]),
        (OFFICE + '[server]\nport = "4200"\n', ["port", "จำนวนเต็ม 1 ถึง 65535"]),
        (OFFICE + "[inbox]\nsettle_seconds = true\n", ["settle_seconds"]),
        (OFFICE + 'letterhead = "ศาลากลาง"\n', ["letterhead", "รายการข้อความ"]),
        (OFFICE + "phone = 4271\n", ["phone", "ข้อความ"]),
        (OFFICE + 'towns = ["เมืองพัทลุง"]\n', ["เทศบาลเมืองหรือเทศบาลนคร", "เมืองพัทลุง"]),
        (OFFICE + 'towns = ["เทศบาลเมือง"]\n', ["เทศบาลเมืองหรือเทศบาลนคร"]),
        (OFFICE + 'towns = ["เทศบาลเมืองก", "เทศบาลเมือง ก"]\n', ["ซ้ำกัน"]),
        (OFFICE + "[reviewers]\nname = \"ก\"\n", ["[[reviewers]] ทีละรายการ"]),
        ("office = 5\n", ["[office]"]),
        ('[server]\nport = 4200\n', ["ขาดหัวข้อ [office]"]),
        # a value that nothing answers to
        (OFFICE + 'engine = "thia"\n', ["thia", "thai"]),
        (OFFICE + 'templates = "ไม่มี"\n', ["templates", "ไม่มี"]),
        (OFFICE + 'acts_for = ["สน ๐๐๑๘.๑"]\n', ["acts_for", "สำนักงานนี้เอง"]),
        (OFFICE + 'acts_for = ["สน ๐๑๑๘", "สน 0118"]\n', ["ซ้ำ"]),
        (OFFICE + '[server]\npublic_url = "saraban.example.org"\n', ["public_url", "https://"]),
        (OFFICE + '[server]\npublic_url = "https://example.org/saraban"\n', ["public_url", "/saraban"]),
        (OFFICE + '[server]\nhost = "0.0.0.0"\n', ["public_url"]),
        (OFFICE + 'phone = "โทรสาร ๐ ๔๒๗๑ ๑๔๔๗"\n', ["phone"]),
        (OFFICE + 'contact_office = ["โทร. ๐ ๔๒๗๑ ๑๔๔๗"]\nphone = "๐ ๔๒๗๑ ๑๔๔๗"\n', ["contact_office", "phone"]),
        (OFFICE + 'phone = "๐ …"\n', ["บรรทัด 3", "ยังเป็นตัวอย่าง"]),
        # authority: by an order, between days that can be meant, of one person once
        (OFFICE + SIGNATORY + 'from = "๑ ตุลาคม ๒๕๗๐"\nto = "๓๐ กันยายน ๒๕๗๐"\n', ["from", "อยู่หลัง"]),
        (OFFICE + SIGNATORY + "to = 2570-09-30\n", ["2570-09-30", "๓๐ กันยายน ๒๕๗๐", "2027-09-30"]),
        (OFFICE + SIGNATORY + "to = 2571-12-31T00:00:00\n", ["to"]),
        (OFFICE + SIGNATORY + "to = 1026-09-30\n", ["to", "พ.ศ."]),
        (OFFICE + SIGNATORY + 'to = ""\n', ["to", "ว่าง"]),
        (OFFICE + SIGNATORY.replace('order = "คำสั่งที่ ๑/๒๕๖๙"\n', ""), ["order"]),
        (OFFICE + SIGNATORY + SIGNATORY.replace("สมมุติ ตัว", "สมมุติ   ตัว"), ["สองรายการ"]),
        (OFFICE + DELEGATION + "from = 2569-12-01\nto = 2569-12-05\n", ["2026-12-01", "2026-12-05"]),
        (OFFICE + DELEGATION + 'from = "๕ ธันวาคม ๒๕๖๙"\nto = "๑ ธันวาคม ๒๕๖๙"\n', ["อยู่หลัง"]),
        (OFFICE + DELEGATION + 'from = "๑ ธันวาคม ๒๕๖๙"\n', ["ขาด to"]),
        (OFFICE + REVIEWER + REVIEWER.replace("สมมุติ ตรวจ", "สมมุติ  ตรวจ"), ["รายการที่ ๒", "ไปแล้ว"]),
        (
            OFFICE + DELEGATION.replace('reviewer = "นางสาวสมมุติ ตรวจ"', 'reviewer = "นางสาวสมมุต ตรวจ"')
            + 'from = "๑ ธันวาคม ๒๕๖๙"\nto = "๕ ธันวาคม ๒๕๖๙"\n',
            ["ไม่อยู่ใน [[reviewers]]", "น่าจะเป็น นางสาวสมมุติ ตรวจ"],
        ),
    ],
)  # fmt: skip
def test_each_slip_is_told_with_its_key_and_the_right_one(tmp_path: Path, text: str, told: list[str]) -> None:
    message = refused(tmp_path, text)
    assert [part for part in told if part not in message] == [], message


def test_all_faults_of_a_file_are_told_at_once_in_its_order(tmp_path: Path) -> None:
    message = refused(
        tmp_path,
        OFFICE
        + 'lead_day = 9\nforward_to_local = "false"\n'
        + SIGNATORY
        + 'form = "๑ ตุลาคม ๒๕๖๙"\n[inbx]\n[server]\nprot = 1\n'
        + REVIEWER
        + REVIEWER,
    )
    assert re.findall(r"\((.)\) บรรทัด (\d+)", message) == [
        ("๑", "3"), ("๒", "4"), ("๓", "11"), ("๔", "12"), ("๕", "14"), ("๖", "18"),
    ]  # fmt: skip
    assert message.startswith(f"{tmp_path / 'office.toml'} ใช้ไม่ได้ มี ๖ จุด")


def test_what_only_looks_wrong_loads(tmp_path: Path) -> None:
    home = written(
        tmp_path,
        '[office]\ncode = "จังหวัดสกลนคร"\nacts_for = ["อำเภอเมืองสกลนคร"]\ncontact_office = ["กลุ่มงานโทรคมนาคม"]\n'
        'phone = "๐ ๔๒๗๑ ๑๔๔๗ โทรสาร ๐ ๔๒๗๑ ๑๔๔๘"\nmotto = "พระธาตุเชิงชุมคู่บ้าน"\n'
        + SIGNATORY.replace("นายสมมุติ ตัว", "(นายสมมุติ  ตัว").replace('อย่าง"', 'อย่าง)"')
        + 'to = "30 ก.ย. 2570"\n'
        + SIGNATORY
        + "from = 2027-10-01\n"
        + '[[acting_offices]]\ncode = "สน 0118"\nphone = "โทรศัพท์ ๐ ๔๒๗๑ ๑๐๐๐"\n[inbox]\nsettle_seconds = 1\n'
        + DELEGATION.replace("สมมุติ ตรวจ", "สมมุติ  ตรวจ", 1)
        + 'from = "๑ ธันวาคม ๒๐๒๖"\nto = "๕ ธันวาคม ๒๕๖๙"\n',
    )
    settings = load_settings(home)
    assert [one.name for one in settings.profile.signatories] == ["นายสมมุติ ตัวอย่าง"] * 2
    assert settings.profile.phone == "๐ ๔๒๗๑ ๑๔๔๗ โทรสาร ๐ ๔๒๗๑ ๑๔๔๘"
    assert settings.profile.motto == "“พระธาตุเชิงชุมคู่บ้าน”"
    assert settings.profiles["สน ๐๑๑๘"].phone == "๐ ๔๒๗๑ ๑๐๐๐"
    assert settings.reviewers[0].delegations[0].valid_from == dt.date(2026, 12, 1)


def test_an_environment_variable_that_is_nearly_ours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = written(tmp_path, OFFICE)
    monkeypatch.setenv("CIRCULARS_TEST_RUN", "1")
    load_settings(home)
    monkeypatch.setenv("CIRCULARS_DATABSE_URL", "postgresql://x")
    with pytest.raises(SettingsWrong, match="CIRCULARS_DATABASE_URL"):
        load_settings(home)
    monkeypatch.delenv("CIRCULARS_DATABSE_URL")
    monkeypatch.setenv("CIRCULAR_HOME", str(tmp_path))
    with pytest.raises(SettingsWrong, match="CIRCULARS_HOME"):
        office_home()


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("DATABASE", "postgres://u@h/d", False),
        ("DATABASE", "sqlite://x/y", False),
        ("DATABASE", "mysql://u@h/d", False),
        ("DATABASE", "/srv/circulars.db", False),
        ("DATABASE", "postgresql://circulars@/circulars", True),
        ("DATABASE", "sqlite:////srv/circulars.db", True),
        ("FILES", "s3://bucket/folder", True),
        ("FILES", "/srv/archive", True),
    ],
)
def test_an_address_in_the_environment_is_whole_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, right: bool
) -> None:
    monkeypatch.setenv(f"CIRCULARS_{name}_URL", value)
    home = written(tmp_path, OFFICE)
    if right:
        assert value in (load_settings(home).database_url, load_settings(home).files_url)
    else:
        with pytest.raises(SettingsWrong, match=f"CIRCULARS_{name}_URL"):
            load_settings(home)


FILLED = {"name": "นายสมมุติ ตัวอย่าง", "reviewer": "นางสาวสมมุติ ตรวจ", "public_url": "https://saraban.example.org"}
"""What a clerk types in place of an example that is nobody's name; elsewhere a word takes the place of each …"""


def suggestions(text: str) -> Iterator[list[str]]:
    """What the comments of an office.toml offer, a block each: lone lines, and tables with their lines."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        offered = re.match(r"# ?((?:\[[a-z[]|[a-z_]+ = ).*)", line)
        if offered and block and block[0].startswith("["):
            block.append(offered[1])
        elif offered:
            if block:
                yield block
            block = [offered[1]]
        elif block:
            yield block
            block = []


def typed(line: str) -> str:
    """The line as a clerk fills it in."""
    key = line.split(" = ")[0]
    if key in FILLED and line != 'name = "saraban"                  # ชื่อสั้น a-z 0-9 -':
        return f'{key} = "{FILLED[key]}"'
    return (
        line.replace("๐ …", "๐ ๔๒๗๑ ๑๔๔๗").replace("…/", "๑/").replace("จังหวัด…", "จังหวัดสกลนคร").replace("…", "ตัวอย่าง")
    )


def test_whatever_the_first_file_suggests_can_be_taken_up_as_written(tmp_path: Path) -> None:
    """Each suggestion loads as it stands, or is refused on its own line because nobody has filled it in."""
    (tmp_path / "emblem.png").write_bytes(b"picture")
    (tmp_path / "ตัวอย่าง").mkdir()
    whole = write_first_office_toml(tmp_path, demo=True).read_text(encoding="utf-8")
    offered = list(suggestions(whole))
    assert len(offered) >= 14
    assert {line.split(" = ")[0] for block in offered for line in block} >= {
        "phone",
        "public_url",
        "share_group",
        "from",
    }
    for block in offered:
        for lines, filled in ((block, False), ([typed(line) for line in block], True)):
            text = whole
            for line, commented in zip(lines, block, strict=True):
                text = text.replace(f"# {commented}", line, 1)
            if "reviewer = " in "".join(lines):
                text += REVIEWER
            text = text.replace('code = "ตัวอย่าง"', 'code = "สน ๐๑๑๘"')
            if filled or "…" not in "".join(re.sub(r"#.*", "", line) for line in lines):
                printed = printed_by(load_settings(written(tmp_path, text)))
                assert_nothing_said_twice(printed)
            else:
                message = refused(tmp_path, text)
                table, key = re.split(r" = ", block[0])[0], block[1].split(" = ")[0] if len(block) > 1 else ""
                assert (key or table) in message
                assert "ยังเป็นตัวอย่าง" in message


def printed_by(settings: Settings) -> LetterContent:
    letter = incoming()
    (step, *_) = plan_cascade(letter, settings.profile, today=TODAY).steps
    return draft_letter(letter, step, today=TODAY).content


def assert_nothing_said_twice(content: LetterContent) -> None:
    for line in (*content.letterhead, *content.contact, *content.position, content.motto, content.signatory_name):
        words = line.replace("(", " ( ").replace("“", " “ ").split()
        assert [a for a, b in pairwise(words) if a == b] == [], line


@pytest.mark.parametrize(
    "phone", ["โทร. ๐ ๔๒๗๑ ๑๔๔๗", "โทร.๐ ๔๒๗๑ ๑๔๔๗", "โทรศัพท์ : ๐ ๔๒๗๑ ๑๔๔๗", "โทร ๐ ๔๒๗๑ ๑๔๔๗", "Tel. ๐ ๔๒๗๑ ๑๔๔๗"]
)
def test_a_telephone_is_printed_with_one_label(tmp_path: Path, phone: str) -> None:
    settings = load_settings(written(tmp_path, OFFICE + f'phone = "{phone}"\n'))
    assert printed_by(settings).contact[-1] == "โทร. ๐ ๔๒๗๑ ๑๔๔๗"
    assert bare_phone(bare_phone(phone)) == bare_phone(phone)


def test_keys_that_pages_name_are_keys(tmp_path: Path) -> None:
    """README, docs and templates/README show lines of office.toml: each is one that the file knows."""
    root = Path(__file__).resolve().parent.parent
    shown = {
        key
        for page in (root / "README.md", root / "templates" / "README.md", *sorted((root / "docs").rglob("*.md")))
        for key in re.findall(r"`([a-z_]+) = [^`]+`", page.read_text(encoding="utf-8"))
    }
    known = {key for table in (OfficeTable, InboxTable, ServerTable, MailboxRow, LoginTable) for key in keys_of(table)}
    assert "circular_series" in shown
    assert shown <= known


def test_lines_are_counted_through_lists_and_comments() -> None:
    text = '# [server]\n[office]\nletterhead = [\n  "code = x",\n]\n[[office.signatories]]\n[[office.signatories]]\n"name" = 1\n'
    assert lines_of(text) == {
        ("office",): 2,
        ("office", "letterhead"): 3,
        ("office", "signatories", 0): 6,
        ("office", "signatories", 1): 7,
        ("office", "signatories", 1, "name"): 8,
    }


def test_overlapping_folders_are_refused_at_start(tmp_path: Path) -> None:
    home = written(tmp_path, OFFICE)
    make_folders(load_settings(home))
    (home / "quarantine").rmdir()
    (home / "quarantine").symlink_to(home / "inbox")
    with pytest.raises(SettingsWrong, match="ซ้อนกัน"):
        load_settings(home)


def test_folders_with_letters_and_secrets_are_for_their_owner(tmp_path: Path) -> None:
    home = written(tmp_path, OFFICE)
    make_folders(load_settings(home))
    assert {name: (home / name).stat().st_mode & 0o077 for name in ("archive", "secrets", "prefect", "work")} == {
        "archive": 0, "secrets": 0, "prefect": 0, "work": 0
    }  # fmt: skip


def test_a_missing_file_tells_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(SettingsWrong, match="circulars up"):
        load_settings(tmp_path)


def test_a_change_of_settings_is_in_the_ledger_by_name_and_never_by_value(tmp_path: Path) -> None:
    """Who signs and where data lies decide what an approval is worth: a change of them cannot be taken away unseen."""
    home = tmp_path / "office"
    write_first_office_toml(home, demo=True)
    settings = load_settings(home)
    file = home / "office.toml"
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        assert tell_settings(archive, settings)
        assert tell_settings(archive, settings) == ()
        events = head(archive)[0]
        document: Any = tomlkit.parse(file.read_text(encoding="utf-8"))
        document["office"]["phone"] = "๐ ๔๒๗๑ ๐๐๐๐"
        document.append("signatory", tomlkit.aot())
        document["signatory"].append({"name": "นายลับ ห้ามบอก"})
        file.write_text(tomlkit.dumps(document), encoding="utf-8")
        assert tell_settings(archive, settings) == ("office.phone", "signatory.1.name")
        assert head(archive)[0] == events + 1
        with archive.reading.connect() as connection:
            told = str(connection.execute(sa.select(ledger).order_by(ledger.c.number.desc())).mappings().first())
    assert "office.phone, signatory.1.name" in told
    assert "ลับ" not in told and "๔๒๗๑" not in told
