"""The watch over the mailboxes: one thread each, which waits by IDLE (RFC 2177) and looks when something came.

A server without IDLE is asked every minute. While letters of a message are being read the mailbox is looked into often,
so that it is answered and moved soon after they are archived. A fault is noted (`circulars status`) and tried again,
slower each time; the scheduled flow is the net under it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

from imap_tools import BaseMailBox

from circulars.errors import CircularsError
from circulars.mailbox.box import Mailbox
from circulars.mailbox.fetching import Looked
from flows.receiving.mailboxes.mail import fetch, look_again
from flows.receiving.mailboxes.sending import watch_sending
from flows.settings import Settings

IDLE_SECONDS = 300.0
"""Less than the half hour after which servers end an idle connection, and than what firewalls forget."""
BUSY_SECONDS = 5.0
POLL_SECONDS = 60.0
CONNECTION_SECONDS = 1500.0
"""A connection is made anew after this long: tokens grow old, servers forget."""
_STEP = 1.0
_SENDING = "[sending]"
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0


class MailWatch:
    """The watch of one office over its mailboxes. `keep` starts what does not run."""

    def __init__(self, settings: Settings, stopping: threading.Event, say: Callable[[str], None]) -> None:
        """Nothing is started yet; `say` takes lines for the log."""
        self._settings, self._stopping, self._say = settings, stopping, say
        self._threads: dict[str, threading.Thread] = {}

    def keep(self) -> None:
        """Start the thread of each mailbox that does not live, and that of sending where the office sends."""
        if self._settings.sending is not None:
            self._begin(_SENDING, watch_sending, (self._settings, self._stopping, self._say))
        for box in self._settings.mailboxes:
            self._begin(box.name, self._watching, (box,))

    def _begin(self, name: str, work: Callable[..., None], given: tuple[object, ...]) -> None:
        thread = self._threads.get(name)
        if thread is None or not thread.is_alive():
            self._threads[name] = threading.Thread(target=work, args=given, name=f"mail-{name}", daemon=True)
            self._threads[name].start()

    def _watching(self, box: Mailbox) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                fetch(self._settings, box, partial(self._staying, box))
                pause = _FIRST_PAUSE
            except CircularsError as error:
                self._say(f"mail {box.name}: {error.message} [{error.code}] {error.cause or ''}")
                pause = min(_LONGEST_PAUSE, pause * 2)
            except Exception as error:  # noqa: BLE001 - the watch must outlive a server, an archive, a disk that is away
                self._say(f"mail {box.name}: {type(error).__name__}: {error}")
                pause = min(_LONGEST_PAUSE, pause * 2)
            self._stopping.wait(pause)

    def _staying(self, box: Mailbox, connection: BaseMailBox, looked: Looked) -> None:
        """Wait and look again by the same connection, for some while."""
        end = time.monotonic() + CONNECTION_SECONDS
        idles = "IDLE" in connection.client.capabilities
        while not self._stopping.is_set() and time.monotonic() < end:
            seconds = BUSY_SECONDS if looked.waiting else IDLE_SECONDS if idles else POLL_SECONDS
            if idles:
                self._idle(connection, seconds)
            else:
                self._stopping.wait(seconds)
            if not self._stopping.is_set():
                looked = look_again(self._settings, box, connection)

    def _idle(self, connection: BaseMailBox, seconds: float) -> None:
        """Until the server says something, the time is over, or the office stops."""
        end = time.monotonic() + seconds
        with connection.idle as idle:
            while not self._stopping.is_set() and time.monotonic() < end:
                if idle.poll(timeout=_STEP):
                    return
