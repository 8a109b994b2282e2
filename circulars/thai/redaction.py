"""Personal numbers out of logs and names of runs: citizens' numbers, telephones, e-mail addresses.

What a letter says about people stays in the archive and before its reviewer's eyes (พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒);
logs are read by others, copied into tickets and kept for long.
"""

from __future__ import annotations

import logging
import re

_DIGIT = "[0-9๐-๙]"
_GAP = r"[ \-.]?"
_PERSONAL = re.compile(
    rf"(?<!{_DIGIT})(?:"
    rf"{_DIGIT}{_GAP}{_DIGIT}{{4}}{_GAP}{_DIGIT}{{5}}{_GAP}{_DIGIT}{{2}}{_GAP}{_DIGIT}"  # a citizen's thirteen digits
    rf"|[0๐]{_GAP}{_DIGIT}{{1,4}}(?:{_GAP}{_DIGIT}{{3,4}}){{1,2}}"  # a telephone number
    rf")(?!{_DIGIT})|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
HIDDEN = "[ปิดไว้]"


def redacted(text: str) -> str:
    """The text with personal numbers and e-mail addresses hidden."""
    return _PERSONAL.sub(HIDDEN, text)


class Redaction(logging.Filter):
    """Hides personal numbers in every record of a logger, its traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record pass, hidden where it must be."""
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
        return True


def redact_logs() -> None:
    """Hide personal numbers in the logs of flows and tasks of this process; asked twice it does so once."""
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logger = logging.getLogger(name)
        if not any(isinstance(one, Redaction) for one in logger.filters):
            logger.addFilter(Redaction())
