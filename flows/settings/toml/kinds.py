"""What a value of office.toml may be: texts, days, codes, addresses, each refused by name in Thai where it is none."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from circulars.cascade.text.typed import KINDS
from circulars.directory import bare_phone, find_office
from circulars.directory.profile import OPENINGS, TOWN_KINDS
from circulars.errors import SettingsWrong
from circulars.letter.letter import LetterKind
from circulars.lexicon.writing.text import WISH_OF_PURPOSE
from circulars.thai.dates import InvalidDate, ThaiDate, format_date
from circulars.thai.find_dates import parse_date
from ocr import ENGINES

FIRST_YEAR, LAST_YEAR = 1957, 2157
"""Years (C.E.) that a day of authority may lie in: พ.ศ. ๒๕๐๐ to ๒๗๐๐. A year beyond is of the other era."""
TEXT = 'ข้อความในเครื่องหมาย " "'
TEXTS = 'รายการข้อความ เช่น ["…", "…"]'
SWITCH = "true หรือ false (ไม่มีเครื่องหมายคำพูด)"
DAY = 'วันที่ เช่น "๑ ตุลาคม ๒๕๖๙"'


def fault(message: str) -> PydanticCustomError:
    """A fault told in this Thai sentence, after the name of the key."""
    return PydanticCustomError("told", "{message}", {"message": message})


def _tidy(value: str) -> str:
    """The text with single spaces. An example that nobody filled in (…) and signs that cannot be seen are refused."""
    text = " ".join(value.split())
    if any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text):
        raise fault("มีอักขระที่มองไม่เห็น กรุณาลบแล้วพิมพ์ใหม่")
    if "…" in text:
        raise fault(f"ยังเป็นตัวอย่าง “{text}” กรุณาใส่ค่าจริงแทน … หรือใส่ # หน้าบรรทัด")
    return text


def _filled(text: str) -> str:
    if not text:
        raise fault("ว่างอยู่ กรุณาใส่ค่า")
    return text


def _office_code(text: str) -> str:
    """The code of the office that is meant by a code or a name."""
    try:
        return find_office(text).code
    except SettingsWrong as error:
        raise fault(error.message) from error


def phone_value(text: str) -> str:
    """A telephone as it is printed after ``โทร.``; the label itself is printed by the letter."""
    number = bare_phone(text)
    if text and (number.startswith("โทรสาร") or not any(sign.isdigit() for sign in number)):
        raise fault(f"ต้องเป็นหมายเลขโทรศัพท์ แต่พบ “{text}” (โทรสารให้เขียนต่อท้ายหมายเลข)")
    return number


def _person(text: str) -> str:
    """A name without the parentheses that the letter prints around it."""
    return text.removeprefix("(").removesuffix(")").strip()


def motto_value(text: str) -> str:
    """A motto in the quotation marks of a letter's foot, whichever were typed."""
    bare = text.strip("“”\"' ")
    return f"“{bare}”" if bare else ""


def _day(value: object) -> dt.date:
    """A Thai date in the Buddhist Era, or a TOML date, which counts in the Common Era."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        if FIRST_YEAR + 543 <= value.year <= LAST_YEAR + 543:
            raise fault(_written_in_be(value))
        day = value
    elif isinstance(value, str):
        try:
            day = parse_date(_filled(_tidy(value))).ce
        except InvalidDate as error:
            raise fault(error.message) from error
    else:
        raise fault(f"ต้องเป็น{DAY}")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise fault(f'ปีของ {value} ไม่ใช่ พ.ศ. ที่เป็นไปได้ กรุณาเขียนปี พ.ศ. เช่น "๑ ตุลาคม ๒๕๖๙"')
    return day


def _written_in_be(day: dt.date) -> str:
    """A TOML date whose year is of the Buddhist Era: both ways to write the day that was meant."""
    told = f"{day.isoformat()} นับเป็น ค.ศ. {day.year}"
    try:
        meant = day.replace(year=day.year - 543)
    except ValueError:  # 29 February of a year that has none
        return f"{told} และปี พ.ศ. {day.year} ไม่มีวันนี้ กรุณาแก้ไข"
    return f'{told} กรุณาเขียน "{format_date(ThaiDate.from_ce(meant))}" หรือ {meant.isoformat()}'


def opening_value(text: str) -> str:
    """A word by which a draft may open."""
    if text not in OPENINGS:
        raise fault(f"ไม่มีคำขึ้นต้น {text} มีแต่ {', '.join(OPENINGS)}")
    return text


def closing_value(text: str) -> str:
    """What จึงเรียนมาเพื่อ… may say by itself."""
    if not WISH_OF_PURPOSE.match(text):
        raise fault(f"“จึงเรียนมาเพื่อ{text}” ไม่ใช่ถ้อยคำที่ใช้ได้ ต้องขึ้นต้นด้วย ทราบ พิจารณา ดำเนินการ หรือ ถือปฏิบัติ")
    return text


def kind_value(text: object) -> LetterKind:
    """The kind of letter that can be drafted, by what a clerk calls it."""
    if not isinstance(text, str) or text not in KINDS:
        raise fault(f"ไม่มีชนิดหนังสือชื่อ {text} มีแต่ {', '.join(KINDS)}")
    return KINDS[text]


def engine_value(text: str) -> str:
    """The name of a reading engine that there is."""
    if text not in ENGINES:
        raise fault(f"ไม่มีเครื่องมืออ่านชื่อ {text} มีแต่ {', '.join(ENGINES)}")
    return text


def host_value(text: str) -> str:
    """An address or name of a machine to listen on."""
    if not text or "/" in text or " " in text:
        raise fault(f'ต้องเป็นเลข IP หรือชื่อเครื่อง เช่น "127.0.0.1" แต่พบ “{text}”')
    return text


def email_value(text: str) -> str:
    """An address as mail takes it: one @ and a domain with a dot."""
    name, at, domain = text.partition("@")
    if text and (not name or not at or "." not in domain or " " in text or "@" in domain):
        raise fault(f'ต้องเป็นที่อยู่อีเมล เช่น "pokkrong@example.go.th" แต่พบ “{text}”')
    return text


def town_value(text: str) -> str:
    """A municipality that a province writes to itself, by its full name."""
    kind = next((one for one in TOWN_KINDS if text.startswith(one)), "")
    if not kind or not text.removeprefix(kind).strip():
        raise fault(f'ต้องเป็นชื่อเต็มของ{"หรือ".join(TOWN_KINDS)} เช่น "เทศบาลเมืองพัทลุง" แต่พบ “{text}”')
    return "".join(text.split())


def public_url_value(text: str) -> str:
    """The address that people open, without a path."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise fault(f'ต้องเป็นที่อยู่เว็บ เช่น "https://saraban.sakonnakhon.go.th" แต่พบ “{text}”')
    if parts.path.strip("/"):
        raise fault(f"มี {parts.path} ต่อท้าย ระบบต้องอยู่ที่ชื่อของตัวเอง เช่น {parts.scheme}://{parts.netloc}")
    return f"{parts.scheme}://{parts.netloc}"


Text = Annotated[str, AfterValidator(_tidy)]
Filled = Annotated[Text, AfterValidator(_filled)]
Town = Annotated[Filled, AfterValidator(town_value)]
Name = Annotated[Filled, AfterValidator(_person), AfterValidator(_filled)]
Code = Annotated[Filled, AfterValidator(_office_code)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Lines = Annotated[tuple[Filled, ...], Field(strict=False, description=TEXTS)]
Codes = Annotated[tuple[Code, ...], Field(strict=False, description=TEXTS)]


class Table(BaseModel):
    """A table of office.toml: known keys only, types as written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)
