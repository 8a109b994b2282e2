"""What may follow the commands that run the office."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Option

from flows.commands.line.usage import WrongUsage
from flows.commands.options.shared import Everywhere, Json, whole_number


@dataclass(frozen=True, kw_only=True)
class Addressed(Everywhere):
    """Where the web pages are found; written into office.toml."""

    port: Annotated[
        int | None, Option("--port", metavar="N", help="พอร์ตของหน้าเว็บ (เขียนลง office.toml)", parser=whole_number)
    ] = None


@dataclass(frozen=True, kw_only=True)
class Demo(Addressed):
    """The demo office."""


@dataclass(frozen=True, kw_only=True)
class Up(Addressed):
    """A real office."""

    foreground: Annotated[bool, Option("--foreground", help="ทำงานอยู่หน้าจอจนกว่าจะสั่งหยุด (สำหรับ container)")] = False
    host: Annotated[str | None, Option("--host", metavar="IP", help="ที่อยู่ที่หน้าเว็บรับฟัง (เขียนลง office.toml)")] = None
    public_url: Annotated[
        str | None, Option("--public-url", metavar="URL", help="ที่อยู่ที่ผู้ตรวจเปิดผ่าน proxy (เขียนลง office.toml)")
    ] = None


@dataclass(frozen=True, kw_only=True)
class Down(Everywhere):
    """Nothing more."""


@dataclass(frozen=True, kw_only=True)
class Status(Everywhere):
    """How the office stands."""

    json: Annotated[bool, Option("--json", help="พิมพ์ JSON หนึ่งบรรทัด")] = False


@dataclass(frozen=True, kw_only=True)
class Inbox(Everywhere):
    """Files for the inbox."""

    files: Annotated[list[Path], Argument(metavar="FILE", help="ไฟล์ที่จะวางใน inbox", readable=False)]


@dataclass(frozen=True, kw_only=True)
class Reviewers(Everywhere):
    """Enrol one, or list them."""

    action: Annotated[Literal["add", "list"], Argument(metavar="add|list", help="ขึ้นทะเบียน หรือดูรายชื่อ")]
    name: Annotated[str | None, Argument(metavar="NAME", help="ชื่อผู้ตรวจ (เมื่อ add)")] = None
    position: Annotated[str, Option("--position", metavar="TEXT", help="ตำแหน่ง")] = ""
    json: Json = False

    def __post_init__(self) -> None:
        """Raises WrongUsage where nobody is named."""
        if self.action == "add" and not self.name:
            raise WrongUsage("ต้องบอกชื่อผู้ตรวจ เช่น circulars reviewers add 'นางสาวสมมุติ ตัวอย่าง'", command="reviewers")


@dataclass(frozen=True, kw_only=True)
class Accounts(Everywhere):
    """The desk's accounts."""

    action: Annotated[Literal["list", "reset"], Argument(metavar="list|reset", help="ดูรายชื่อ หรือออกรหัสใหม่")]
    login: Annotated[str | None, Argument(metavar="LOGIN", help="ชื่อผู้ใช้ (เมื่อ reset)")] = None
    json: Json = False

    def __post_init__(self) -> None:
        """Raises WrongUsage where nobody is named."""
        if self.action == "reset" and not self.login:
            raise WrongUsage("ต้องบอกชื่อผู้ใช้ เช่น circulars accounts reset admin", command="accounts")


@dataclass(frozen=True, kw_only=True)
class Offices(Everywhere):
    """The directory and the templates."""

    action: Annotated[Literal["check"], Argument(metavar="check", help="ตรวจ")]
    json: Json = False


@dataclass(frozen=True, kw_only=True)
class Completion(Everywhere):
    """For which shell."""

    action: Annotated[Literal["install", "show"], Argument(metavar="install|show", help="ติดตั้ง หรือพิมพ์ให้ติดตั้งเอง")]
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"], Argument(metavar="SHELL", help="bash zsh fish หรือ powershell")
    ]
