"""Every private part of Typer that we touch, in one place.

Its public errors do not tell which option or value was wrong, and its completion prints English. `pyproject.toml` holds
Typer to the versions that `tests/test_command_line.py` was run with; that module has a test for each name here.
"""

from __future__ import annotations

from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer._completion_classes import completion_init
from typer._completion_shared import get_completion_script, install

__all__ = ["BadOptionUsage", "MissingParameter", "NoSuchOption", "completion_init", "get_completion_script", "install"]
