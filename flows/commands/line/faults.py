"""What Typer's parser refuses, in Thai, with what to type instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typer import BadParameter, TyperException
from typer.core import TyperArgument, TyperOption

from flows.commands.line.typer_private import BadOptionUsage, MissingParameter, NoSuchOption
from flows.commands.line.usage import WrongUsage, nearest

Parameter = TyperArgument | TyperOption


def in_thai(error: TyperException, command: str, parameters: Sequence[Parameter], *others: str) -> WrongUsage:
    """The same complaint as one Thai sentence with what to type instead; ``others`` are options that are read elsewhere."""
    return WrongUsage(_sentence(error, parameters, others), command=command)


def refuse_swallowed(arguments: Sequence[str], command: str, parameters: Sequence[Parameter]) -> None:
    """An option that needs a value and is followed by another option: what follows is never taken for the value.

    ``cancel 12 --reason --by …`` would else be cancelled for the reason "--by".
    """
    valued = {name for one in parameters if isinstance(one, TyperOption) and not one.is_flag for name in one.opts}
    words = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    waits = ""
    for word in words:
        if waits and word.startswith("-") and len(word) > 1:
            told = f"{_needs_value(waits, parameters)} (ถ้าค่าขึ้นต้นด้วย - ให้พิมพ์ {waits}={word})"
            raise WrongUsage(told, command=command)
        waits = word if not waits and word in valued else ""


def typed(parameter: Parameter) -> str:
    """How a parameter is typed: ``FILE…``, ``--office CODE``, ``--status received|sent``."""
    many = parameter.nargs == -1
    value = parameter.metavar or "|".join(_choices(parameter)) or "TEXT"
    if isinstance(parameter, TyperArgument):
        return value + "…" * many
    return parameter.opts[-1] if parameter.is_flag else f"{parameter.opts[-1]} {value}"


def _sentence(error: TyperException, parameters: Sequence[Parameter], others: Sequence[str]) -> str:
    match error:
        case NoSuchOption(option_name=name):
            known = [option for one in parameters for option in one.opts if option.startswith("-")]
            return f"ไม่มีตัวเลือก {name}{nearest(name, [*known, *others, '--help'])}"
        case MissingParameter(param=TyperArgument() | TyperOption() as parameter):
            return f"ต้องบอก {typed(parameter)} ({parameter.help})"
        case BadOptionUsage(option_name=name) if "not take" in error.message:
            return f"ตัวเลือก {name} ไม่รับค่า กรุณาพิมพ์ {name} เท่านั้น"
        case BadOptionUsage(option_name=name):
            return _needs_value(name, parameters)
        case BadParameter(param=TyperArgument() | TyperOption() as parameter):
            return _bad_value(error, parameter)
        case _:
            return error.message


def _needs_value(name: str, parameters: Sequence[Parameter]) -> str:
    shown = next((typed(one) for one in parameters if name in one.opts), name)
    return f"ตัวเลือก {name} ต้องมีค่าตามหลัง: {shown}"


def _bad_value(error: BadParameter, parameter: Parameter) -> str:
    shown = parameter.opts[-1] if isinstance(parameter, TyperOption) else (parameter.metavar or parameter.name)
    told: list[Any] = getattr(
        error.__cause__, "errors", list
    )()  # pydantic's, which is not loaded for pages and other complaints
    first = told[0] if told else None
    value = str(first["input"]) if first else ""
    choices = _choices(parameter)
    if choices:
        return f"{shown} เป็น {value!r} ไม่ได้{nearest(value, choices)} ใช้ได้: {' '.join(choices)}"
    reason = first.get("ctx", {}).get("error") if first else None
    return f"{shown} {reason}" if reason else f"{shown} เป็น {value!r} ไม่ได้ ({parameter.help})"


def _choices(parameter: Parameter) -> list[str]:
    return [str(one) for one in parameter.type_descriptor.choices or () if one]
