"""What can go wrong with the machine, and the remedy.

A bad letter is never an exception, it is a `Finding`. These errors are for the machine: a file that cannot be
opened, an engine that is missing, a template that is broken. Each carries a Thai sentence for the clerk that says
what happened and what to do next, and a short ASCII code that programs may rely on.
"""

from __future__ import annotations


class CircularsError(Exception):
    """A fault of the machine or of a file, told in Thai with its remedy.

    >>> str(CircularsError("เปิดไฟล์ไม่ได้ กรุณาสแกนใหม่", code="unreadable"))
    'เปิดไฟล์ไม่ได้ กรุณาสแกนใหม่'
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, cause: str | None = None) -> None:
        """Message: one Thai line with the remedy. Code: stable ASCII word. Cause: technical detail for `--verbose`."""
        super().__init__(message)
        self.message = message
        self.cause = cause
        if code is not None:
            self.code = code


class UnreadableFile(CircularsError):
    """A file that cannot be taken in: damaged, encrypted, empty, too large or of a kind that is not a letter."""

    code = "unreadable"


class EngineMissing(CircularsError):
    """A program or a model that the work needs is not installed."""

    code = "engine-missing"


class EngineFailed(CircularsError):
    """A program that the work needs stopped, hung, or gave nothing usable."""

    code = "engine-failed"


class ReaderDied(EngineFailed):
    """The process that reads a file ended without a word, or ran out of its memory: by itself no fault of the file's.

    ``certain`` tells that the same file would end it again on a sound machine (a bound of ours, not the machine's load).
    """

    code = "reader-died"

    def __init__(self, message: str, *, cause: str | None = None, certain: bool = False) -> None:
        """Message and cause as for every error."""
        super().__init__(message, cause=cause)
        self.certain = certain


class BrokenTemplate(CircularsError):
    """A docx template that cannot be used as it is."""

    code = "broken-template"


class SettingsWrong(CircularsError):
    """office.toml or an environment setting cannot be used as it is."""

    code = "settings"


class ArchiveFault(CircularsError):
    """The archive refuses: a number already used, a file missing or altered, a database out of reach."""

    code = "archive"


class Refused(CircularsError):
    """An action that this person, office or letter may not do: wrong code, expired delegation, classified letter."""

    code = "refused"
