"""Every letter that waits has a run that lives: reviews that were lost, broken or never asked are begun again.

The archive says what waits; Prefect's runs are only the way to ask. A run that was deleted, cancelled or set to another
state by hand leaves its draft waiting, and so does one that failed after its retries: it gets a successor, written into
the ledger. One that keeps failing is tried more and more seldom, and stands among the problems of `circulars status`.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Scheduled

from circulars.archive import Archive
from circulars.errors import ArchiveFault
from circulars.review.key import ReviewKey
from circulars.thai.digits import to_thai
from flows.office.lifecycle import FOLLOWED
from flows.reviewing.review import submit_review, submit_reviews
from flows.reviewing.rounds import approved_unissued
from flows.runs.lookup import runs_of
from flows.runs.pulses import forget_pulse, process_gone
from flows.runs.seams.runs import has_form
from flows.settings import Settings

FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(minutes=5), dt.timedelta(hours=6)
LOOK_BACK = dt.timedelta(days=60)
MOST_TRIES = 12
"""Runs of one review that may fail; with the pauses between them that is two days, within which somebody has looked."""
_LIVING = [StateType.PAUSED, StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
_BROKEN = [StateType.FAILED, StateType.CRASHED, StateType.CANCELLED]
_REVIEWS = FlowFilter(name=FlowFilterName(any_=["review"]))
_LOG = logging.getLogger("circulars.waiting")
Key = tuple[str, str, str]
"""What a review is of: letter, office, step."""


def see_to_reviews(settings: Settings, moment: dt.datetime) -> list[str]:
    """Begin again every review that should live and does not. Returns the letters' ids."""
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        with get_client(sync_client=True) as client:
            living = runs_of(client, _LIVING, _REVIEWS)
            begun = [_ask_again(settings, client, run) for run in living if _never_asked(settings, client, run)]
            alive = {_key(run) for run in living}
            broken: dict[Key, list[FlowRun]] = defaultdict(list)
            for run in runs_of(client, _BROKEN, _REVIEWS):
                broken[_key(run)].append(run)
            waiting = set(_undecided(settings, archive))
            begun += [_let_end(settings, client, run) for run in living if _decided_elsewhere(archive, run, waiting)]
            for key in dict.fromkeys([*waiting, *broken]):
                left = [run for run in broken[key] if FOLLOWED not in run.tags]
                due = _its_turn(broken[key], moment) or (key not in alive and _given_up(archive, key, broken[key]))
                if key not in alive and (left or key in waiting) and due:
                    begun += _begin_again(settings, client, archive, key, waits=key in waiting)
                    alive.add(key)
                if key in alive:
                    _mark_followed(client, left)
            begun += _never_begun(settings, archive, {*((key[0], key[1]) for key in (*alive, *broken))}, moment)
    finally:
        archive.close()
    return begun


def _key(run: FlowRun) -> Key:
    given = run.parameters
    return str(given.get("letter_id")), str(given.get("office")), str(given.get("step", "none"))


def _never_begun(settings: Settings, archive: Archive, known: set[tuple[str, str]], moment: dt.datetime) -> list[str]:
    """Registered letters without a draft whose review Prefect knows nothing of: its database was lost, or cleared."""
    begun = []
    for row in archive.never_drafted((moment - LOOK_BACK).date()):
        if row.office in settings.profiles and (row.letter_id, row.office) not in known:
            try:
                submit_reviews(settings, archive, row.letter_id, row.office)
            except Exception:  # noqa: BLE001 - one letter that cannot be planned must not keep the others, or the office
                _LOG.exception("no review could be begun for letter %s of %s", row.letter_id, row.office)
                continue
            begun.append(row.letter_id)
    return begun


def _undecided(settings: Settings, archive: Archive) -> Iterator[Key]:
    """By the archive: drafts that wait, answers without their next round, approvals not yet carried out."""
    for draft in archive.unfinished(settings.profiles.keys()):
        yield draft.letter_id, draft.key.office, draft.key.step


def _its_turn(broken: list[FlowRun], moment: dt.datetime) -> bool:
    """The first successor comes at once, each later one after twice the pause."""
    failed = [run for run in broken if run.state is not None and run.state.type is not StateType.CANCELLED]
    if len(failed) >= MOST_TRIES:
        return False
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (len(failed) - 2)) if len(failed) > 1 else dt.timedelta()
    return all(run.end_time is None or moment - run.end_time >= pause for run in failed)


def _given_up(archive: Archive, key: Key, broken: list[FlowRun]) -> bool:
    """An approval that could not be carried out at any try is taken back: its reviewer is asked again and told why."""
    failed = [run for run in broken if run.state is not None and run.state.type is not StateType.CANCELLED]
    stuck = approved_unissued(archive, *key) if len(failed) >= MOST_TRIES else None
    if stuck is None:
        return False
    latest = max(failed, key=lambda run: run.end_time or run.created or dt.datetime.min.replace(tzinfo=dt.UTC))
    reason = (latest.state.message if latest.state else None) or "ระบบขัดข้องทุกครั้งที่ลอง"
    draft_id, number = stuck
    return archive.take_back(draft_id, number, f"ลองแล้ว {to_thai(len(failed))} ครั้ง: {reason[:300]}")


def _begin_again(
    settings: Settings, client: SyncPrefectClient, archive: Archive, key: Key, *, waits: bool
) -> list[str]:
    """The successor of a review's last run; nothing when the review is done, or is of nothing we hold."""
    letter_id, office, step = key
    if office not in settings.profiles:
        return []
    try:
        letter = archive.load_letter(letter_id).letter
    except ArchiveFault as fault:
        if fault.code != "unknown":
            raise
        return []  # a run that somebody made by hand, for a letter that is not there
    for again in range(1000):
        state = client.read_flow_run(submit_review(settings, letter, letter_id, office, step, again).id).state
        if state is None or not state.is_final():
            archive.record_event("review-begun-again", letter_id, {"office": office, "step": step, "again": str(again)})
            return [letter_id]
        if state.is_completed() and not waits:
            return []
    return []


def _never_asked(settings: Settings, client: SyncPrefectClient, run: FlowRun) -> bool:
    """Suspended, but its process ended before the form was saved: Resume would show nothing."""
    if run.state is None or run.state.type is not StateType.PAUSED or not process_gone(settings, run.id):
        return False
    saved = has_form(client, run.id, run.state)
    if saved:
        forget_pulse(settings, run.id)
    return not saved


def _ask_again(settings: Settings, client: SyncPrefectClient, run: FlowRun) -> str:
    state: State[Any] = Scheduled(name="AwaitingRetry", message="งานก่อนหยุดก่อนแบบฟอร์มพร้อม ระบบถามใหม่ให้เอง")
    client.set_flow_run_state(run.id, state, force=True)
    forget_pulse(settings, run.id)
    return _key(run)[0]


def _decided_elsewhere(archive: Archive, run: FlowRun, waiting: set[Key]) -> bool:
    """It waits for an answer that lies in the archive already: letters that were noted by command."""
    letter_id, office, step = _key(run)
    paused = run.state is not None and run.state.type is StateType.PAUSED
    return (
        paused
        and (letter_id, office, step) not in waiting
        and bool(archive.drafts_of(letter_id, ReviewKey(office, step)))
    )


def _let_end(settings: Settings, client: SyncPrefectClient, run: FlowRun) -> str:
    """The run begins from its first line, finds the answer and ends."""
    client.set_flow_run_state(run.id, Scheduled(name="AwaitingRetry", message="ตัดสินใจแล้วจากคำสั่ง"), force=True)
    forget_pulse(settings, run.id)
    return _key(run)[0]


def _mark_followed(client: SyncPrefectClient, broken: list[FlowRun]) -> None:
    """What failed and was begun again is no problem any more."""
    for run in broken:
        client.update_flow_run(run.id, tags=[*run.tags, FOLLOWED])
