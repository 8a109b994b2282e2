"""The watch over the inbox: it cannot die, and whether it lives can be seen.

Two threads. One sweeps: when it is rung for, and every few seconds without that (network folders send no events). The
other only rings: `watchfiles` ends with an error on a name that is no UTF-8, or when a share goes away; it is then
begun again, slower each time, and nothing depends on it but the first seconds. After each sweep the pulse
``run/inbox-watch.json`` says when it ended and what was wrong; `circulars status` looks at its age.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import watchfiles

from circulars.errors import CircularsError
from circulars.intake.looks import boot_clock, boot_id
from flows.settings import Settings

SWEEP_SECONDS = 20.0
"""The inbox is looked at this often even when no event comes: network folders send none."""
STUCK_SECONDS = 180.0
"""A sweep that takes longer hangs: on a share that is away, on a server that does not answer."""
PULSE = "inbox-watch.json"
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class WatchPulse:
    """The last sign of life of the watch: when a sweep began and ended (seconds of `boot_clock`), and its fault."""

    boot: str
    began: float
    ended: float
    fault: str = ""


class InboxWatch:
    """The watch of one office. `keep` is called again and again and starts what does not run."""

    def __init__(self, settings: Settings, stopping: threading.Event, sweep: Callable[[Settings], object]) -> None:
        """Nothing is started yet; `sweep` takes in what lies in the inbox and may raise anything."""
        self._settings, self._stopping, self._sweep = settings, stopping, sweep
        self._bell = threading.Event()
        self._threads: dict[str, threading.Thread] = {}

    def keep(self) -> None:
        """Start each thread that does not live."""
        for name, work in (("inbox", self._sweeping), ("inbox-events", self._ringing)):
            thread = self._threads.get(name)
            if thread is None or not thread.is_alive():
                self._threads[name] = threading.Thread(target=work, name=name, daemon=True)
                self._threads[name].start()

    def _sweeping(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            began = boot_clock()
            _write_pulse(self._settings, WatchPulse(boot_id(), began, 0.0))
            fault = _told(self._sweep, self._settings)
            _write_pulse(self._settings, WatchPulse(boot_id(), began, boot_clock(), fault))
            self._bell.wait(SWEEP_SECONDS)

    def _ringing(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                for _ in watchfiles.watch(
                    self._settings.folder("inbox"),
                    stop_event=self._stopping,
                    debounce=200,
                    rust_timeout=int(SWEEP_SECONDS * 1000),
                    yield_on_timeout=False,
                    raise_interrupt=False,
                ):
                    self._bell.set()
            except BaseException as error:  # noqa: BLE001 - watchfiles raises errors that are no Exception (a panic of its Rust)
                say(f"inbox events: {type(error).__name__}: {error}")
                self._bell.set()  # something happened in the inbox
            if time.monotonic() - began > _LONGEST_PAUSE:
                pause = _FIRST_PAUSE
            self._stopping.wait(pause)
            self._bell.set()  # what came while nobody listened
            pause = min(_LONGEST_PAUSE, pause * 2)


def _told(sweep: Callable[[Settings], object], settings: Settings) -> str:
    """One sweep; what was wrong with it as a Thai line, empty when nothing was."""
    try:
        sweep(settings)
    except CircularsError as error:
        say(f"inbox: {error.message} [{error.code}] {error.cause or ''}")
        return error.message
    except Exception as error:  # noqa: BLE001 - the watch must outlive a server that is away; the next look tries again
        say(f"inbox: {type(error).__name__}: {error}")
        return f"กวาด inbox ไม่สำเร็จ ระบบจะลองใหม่เอง ดูสาเหตุใน logs/supervisor.log ({type(error).__name__})"
    return ""


def say(line: str) -> None:
    """A line in the supervisor's log, whatever bytes are in it."""
    print(line.encode("utf-8", "backslashreplace").decode(), file=sys.stderr, flush=True)  # noqa: T201


def _write_pulse(settings: Settings, pulse: WatchPulse) -> None:
    file = settings.folder("run") / PULSE
    with suppress(OSError):  # a full disk: the pulse then grows old, which is what status should see
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(pulse), ensure_ascii=False), encoding="utf-8")
        draft.replace(file)


def watch_problem(home: Path) -> str | None:
    """What is wrong with the watch of a running office, as a Thai line with the remedy; None when it is well."""
    try:
        pulse = WatchPulse(**json.loads((home / "run" / PULSE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None  # the office is just starting
    except (OSError, ValueError, TypeError):
        return "อ่านสัญญาณของการเฝ้า inbox ไม่ได้ กรุณาสั่ง circulars down แล้ว circulars up"
    now = boot_clock()
    silent = now - max(pulse.began, pulse.ended)
    if pulse.boot != boot_id() or silent > STUCK_SECONDS:
        return (
            "การเฝ้า inbox ไม่ทำงาน ไฟล์ใหม่จะยังไม่ถูกรับ กรุณาตรวจว่าโฟลเดอร์ inbox เปิดได้ แล้วสั่ง circulars down และ circulars up"
        )
    return pulse.fault or None
