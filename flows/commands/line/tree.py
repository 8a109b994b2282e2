"""Words of the command line into the options of a command, by Typer; each command is built when it is named."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from flows.commands.line.faults import in_thai, refuse_swallowed, typed
from flows.commands.line.pages import COMPLETE, NAME, Told, command_page, overview, version
from flows.commands.line.rows import ROWS, Row
from flows.commands.line.typer_private import completion_init
from flows.commands.line.usage import WrongUsage, nearest
from flows.commands.options.shared import Everywhere

HELP = {"help_option_names": ["-h", "--help"]}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command and what was said with it."""

    row: Row
    options: Everywhere


def parse(words: Sequence[str]) -> Spoken | None:
    """The command that was typed; None where a page was printed instead. Raises WrongUsage, in Thai."""
    if COMPLETE in os.environ:
        completion_init()
    said = _group().main(list(words), prog_name=NAME, complete_var=COMPLETE, standalone_mode=False)
    return said if isinstance(said, Spoken) else None


@cache
def command_of(name: str) -> _Command:
    """The command of a row as Typer sees it."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    row = ROWS[name]
    settings = HELP | {"allow_extra_args": True}  # counted and refused by us, in Thai
    app.command(name, cls=_Command, help=row.told, context_settings=settings)(_builder(row))
    command = get_command(app)
    assert isinstance(command, _Command)
    return command


def parameters_of(command: TyperCommand | TyperGroup) -> list[TyperArgument | TyperOption]:
    """What may follow a command, as Typer sees it."""
    return [one for one in command.params if isinstance(one, TyperArgument | TyperOption)]


class _Command(TyperCommand):
    """A command whose complaints and help page are ours."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's parsing; what it refuses is told in Thai."""
        name, given = str(self.name), list(args)
        try:
            if not ctx.resilient_parsing:
                refuse_swallowed(given, name, parameters_of(self))
            rest: list[str] = super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise in_thai(error, name, parameters_of(self)) from error
        if rest and not ctx.resilient_parsing:
            raise WrongUsage(f"คำเกินมา: {' '.join(rest)} (ข้อความที่มีช่องว่างต้องอยู่ในเครื่องหมาย '…')", command=name)
        return rest

    def get_help(self, ctx: Any) -> str:
        """The page of this command."""
        parts = [
            Told(typed(one), str(one.help or ""), not one.required, isinstance(one, TyperArgument))
            for one in parameters_of(self)
        ]
        return command_page(ROWS[str(self.name)], parts)


class _Group(TyperGroup):
    """All commands; the one that is named is built, the others are not."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the rows."""
        return list(ROWS)

    def get_command(self, ctx: Any, cmd_name: str) -> _Command | None:
        """The command of that name, if it is one."""
        return command_of(cmd_name) if cmd_name in ROWS else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What stands before the command."""
        ctx.meta["home"], words = _home_before(args)
        try:
            rest: list[str] = super().parse_args(ctx, words)
        except typer.TyperException as error:
            raise in_thai(error, "", parameters_of(self), "--home") from error
        return rest

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was named, or the one that was probably meant."""
        if args[0] not in ROWS and not ctx.resilient_parsing:
            raise WrongUsage(f"ไม่มีคำสั่ง {args[0]}{nearest(args[0], ROWS)}")
        return super().resolve_command(ctx, args)


@cache
def _group() -> _Group:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.callback(cls=_Group, invoke_without_command=True, add_help_option=False)(_before)
    group = get_command(app)
    assert isinstance(group, _Group)
    return group


def _before(
    ctx: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose")] = False,
    shown_version: Annotated[bool, typer.Option("--version")] = False,
    shown_help: Annotated[bool, typer.Option("--help", "-h")] = False,
) -> None:
    """What stands before the command, kept for it."""
    if shown_version or shown_help:
        typer.echo(version() if shown_version else overview())
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        raise WrongUsage("ต้องบอกคำสั่ง เช่น circulars status")
    ctx.obj = Everywhere(verbose=verbose, home=ctx.meta["home"])


def _home_before(words: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The folder named before the command, and the other words.

    Not left to Typer: it loads pydantic for the first option that has a value, before it comes to any page.
    """
    home, others, left = None, list[str](), iter(words)
    for word in left:
        if not word.startswith("-"):
            return home, [*others, word, *left]
        name, joined, value = word.partition("=")
        if name != "--home":
            others.append(word)
            continue
        named = value if joined else next(left, "")
        if not named or (named.startswith("-") and not joined):
            raise WrongUsage("ตัวเลือก --home ต้องมีค่าตามหลัง: --home DIR")
        home = Path(named)
    return home, others


def _builder(row: Row) -> Callable[..., Spoken]:
    """A function whose signature is the row's options, as Typer wants it."""
    options = row.options_class()
    hints = get_type_hints(options, include_extras=True)
    everywhere = {one.name for one in fields(Everywhere)}

    def build(ctx: typer.Context, **given: Any) -> Spoken:
        before: Everywhere = ctx.obj
        said = {"verbose": given["verbose"] or before.verbose, "home": given["home"] or before.home}
        return Spoken(row, options(**(given | said)))

    own = sorted(fields(options), key=lambda one: one.name in everywhere)
    parameters = [inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    parameters += [
        inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=_default(one), annotation=hints[one.name])
        for one in own
    ]
    build.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return build


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return inspect.Parameter.empty if field.default is MISSING else field.default
