"""One letter to approve: drafted, shown, waiting for a person, decided, issued; the level below begins.

The run is suspended while it waits, for days if need be, and begins again from its first line on Resume. Whatever it
asks for lies in the archive by then, so nothing is done or decided twice.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from prefect import flow, get_run_logger, suspend_flow_run
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run
from prefect.states import Completed

from circulars.archive import Archive, IssuedLetter
from circulars.archive.shelves.outcomes import Outcome, outcome_of_proposal
from circulars.archive.tracing.facts import triage_facts
from circulars.cascade.plan.step_key import format_step_key
from circulars.desk.review.becoming import decided_outcome
from circulars.errors import EngineFailed, Refused
from circulars.letter.letter import Letter
from circulars.review import NO_URGENCY, Decision, Verdict
from circulars.thai.clock import now, today
from circulars.triage.minuting.minute import Proposed, action_of
from circulars.triage.step import SAID, Step
from flows.reviewing.deciding import corrections_told, decide, issued_or_taken_back, keep
from flows.reviewing.outcome.becoming import became_of
from flows.reviewing.rounds import NO_STEP, Case, open_case
from flows.reviewing.screen.forms import Answer, build_form, read_answer
from flows.reviewing.screen.naming import DRAFTING, DROPPED, ISSUED, REFUSED, RETURNED, STATES, WAITS, run_name
from flows.reviewing.screen.page import describe, quote
from flows.reviewing.screen.sheets import page_of, sheet_of
from flows.reviewing.word_drafts import put_away
from flows.runs.beginning.here import make_here
from flows.runs.failures import on_timeline, told_in_thai, with_patience
from flows.runs.pulses import pulse
from flows.runs.queues import draft_queue, in_a_process_of_its_own, review_run_key
from flows.runs.seams.runs import answers_of, is_answered, keys_used, pressed_at
from flows.serving.environment import environment_ready
from flows.settings import Settings, load_settings

REVIEW = "review/office"
PROPOSES, CHOOSE = "เสนอ: ", "ให้เลือก"
"""The tag that tells the proposed step, and what stands in it where a person must choose."""
UNSIGNED = "(ทราบตามที่เสนอ ไม่ได้ลงรหัส)"
"""By whom a letter was noted where nobody had to sign: Prefect's form knows no person."""
MOST_ROUNDS = 200


@flow(name="review")
@told_in_thai
def review(letter_id: str, office: str, step: str = NO_STEP) -> State[Any] | None:
    """Draft one step of a letter for one of our offices, wait for its reviewer, and do what was decided."""
    environment_ready()
    settings = load_settings()
    if office not in settings.profiles:
        raise Refused(f"{office} ไม่ใช่สำนักงานของระบบนี้ ไม่ร่างให้ กรุณาตรวจ acts_for ใน office.toml", code="not-ours")
    with pulse(settings, flow_run.id):
        return with_patience(lambda: _to_the_end(settings, letter_id, office, step))


def _to_the_end(settings: Settings, letter_id: str, office: str, step: str) -> State[Any] | None:
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        for _ in range(MOST_ROUNDS):
            case = open_case(settings, archive, letter_id, office, step, today())
            decision = _decision(settings, archive, case)
            _forget_answers()
            done = _carry_out(settings, archive, case, decision) if decision.final else None
            if done is not None:
                return done
    finally:
        archive.close()
    return None


def _decision(settings: Settings, archive: Archive, case: Case) -> Decision:
    """The decision of this round: the archive's, else the answer to the form; waits, suspended, for one."""
    known = archive.load_decision(case.draft_id, case.round)
    if known is not None:
        return known
    key, answered = _question(case.round)
    if answered:
        answer = suspend_flow_run(wait_for_input=Answer, key=key, timeout=None)
    else:
        _name_the_run(case)
        page = describe(page_of(settings, archive, case))
        create_markdown_artifact(page, key=f"draft-{case.draft_id}", description="ร่างและหนังสือที่รับ")
        form = build_form(sheet_of(settings, case), page)
        answer = cast(Answer, suspend_flow_run(wait_for_input=form, key=key, timeout=None))  # ends this process
    typed = read_answer(answer, sheet_of(settings, case))
    decision = decide(settings, archive, case, typed, now(), pressed=_pressed())
    get_run_logger().info("%s แก้ไข: %s", decision.verdict, corrections_told(decision.corrections))
    if _refused(decision):  # told in the list at once: the next round's draft takes a while
        _rename(_named(case, REFUSED), REFUSED)
    return keep(archive, case, decision)


def _question(number: int) -> tuple[str, bool]:
    """The key under which this round is asked, and whether Resume was pressed on its form.

    Prefect takes a key once: a run that was begun again without an answer (its state set by hand or by upkeep) asks
    under the next one.
    """
    with get_client(sync_client=True) as client:
        used = keys_used(client, UUID(str(flow_run.id)))
    for again in range(len(used) + 1):
        key = f"round-{number}" + (f"-{again}" if again else "")
        if is_answered(key):
            return key, True
        if key not in used:
            return key, False
    raise EngineFailed("ระบบถามผู้ตรวจไม่ได้ กรุณาแจ้งผู้ดูแลระบบ", cause=f"keys used: {sorted(used)}")


def _pressed() -> dt.datetime | None:
    """When Resume was pressed on the form that waits, by the server's clock: a code is judged by that moment.

    None where it was not: an answer that was written past the form is judged by the clock.
    """
    with get_client(sync_client=True) as client:
        return pressed_at(client, UUID(str(flow_run.id)))


def _forget_answers() -> None:
    """Take the answers of this run out of Prefect's database: they are in the archive, but for the code, which is spent."""
    run_id = UUID(str(flow_run.id))
    with get_client(sync_client=True) as client:
        for key in answers_of(client, run_id):
            with suppress(ObjectNotFound):
                client.delete_flow_run_input(run_id, key)


def _carry_out(settings: Settings, archive: Archive, case: Case, decision: Decision) -> State[Any] | None:
    """Do what was decided; None where it cannot be done and the letter comes back to its reviewer with the reason."""
    if decision.verdict is not Verdict.APPROVE:
        put_away(case.file, known=case.docx_sha256)
        outcome = decided_outcome(case.outcome, decision.becomes)
        archive.decide_outcome(case.stored.id, case.profile.office.code, outcome, decision.signer or UNSIGNED)
        said = SAID[outcome.step] if decision.becomes else DROPPED
        _rename(_named(case, said), DROPPED)
        return Completed(name=DROPPED, message=f"{said} โดย {decision.signer or UNSIGNED}: {decision.remark}")
    issued = issued_or_taken_back(settings, archive, case, decision, today())
    if issued is None:
        get_run_logger().warning("ออกหนังสือไม่ได้ คืนให้ผู้ตรวจ: %s", archive.taken_back(case.draft_id))
        return None
    if decision.signer:  # what was issued was held against its source; what was dropped was only seen
        archive.confirm_by_review(case.draft_id, decision.signer)
    put_away(case.file, known=case.docx_sha256)
    archive.decide_outcome(case.stored.id, case.profile.office.code, _sent_on(case), decision.signer)
    below = _sent_below(settings, archive, issued)
    _rename(_named(case, f"{ISSUED} {issued.reference}"), ISSUED)
    _show_issued(case, decision, issued, below)
    return Completed(name=ISSUED, message=f"ออกหนังสือ {issued.reference} แล้ว โดย {decision.signer}")


def _sent_on(case: Case) -> Outcome:
    """What became of a letter that was sent on: to whom, as the letter that was issued addresses them."""
    before = case.outcome.outcome if case.outcome else Outcome(Step.FORWARD_ALL)
    step = before.step if before.step.forwards else Step.FORWARD_SOME
    line = case.record.step.addressee_line if case.record.step else ""
    return replace(before, step=step, action=action_of(Proposed(step, recipients=(line,) if line else ())))


def _sent_below(settings: Settings, archive: Archive, issued: IssuedLetter) -> int:
    """Begin the reviews of the offices that we act for and that this letter reached; how many."""

    def send() -> int:
        letter = archive.load_letter(issued.letter_id).letter
        return len([submit_review(settings, letter, issued.letter_id, code) for code, _ in issued.received])

    return on_timeline("ส่งให้หน่วยงานที่ระบบทำแทน", send, retries=2) if issued.received else 0


def submit_review(
    settings: Settings,
    letter: Letter,
    letter_id: str,
    office: str,
    step: str = NO_STEP,
    again: int = 0,
    becomes: str = "",
    *,
    here: bool = False,
) -> FlowRun:
    """Begin the review of one step of a letter for one of our offices; asked twice it is still one run.

    ``becomes`` is the proposed step in Thai, for the run's tags: the list is filtered by it. With ``here`` no worker
    takes it: this process goes on with it (`go_on_here`).
    """
    urgency = str(letter.urgency.value or NO_URGENCY)
    profile = settings.profiles[office]
    parameters = {"letter_id": letter_id, "office": office, "step": step}
    name, key = run_name(DRAFTING, letter, profile.office), review_run_key(letter_id, office, step, again)
    proposed = [f"{PROPOSES}{becomes}"] if becomes else []
    tags = [profile.office.name, f"ระดับ{profile.office.level}", urgency, *proposed]
    queue = draft_queue(urgency)  # once it is answered, the server moves it to the deciding ones
    if here:
        return make_here(REVIEW, parameters, name=name, key=key, tags=tags, queue=queue)
    run = run_deployment(
        REVIEW,
        parameters=parameters,
        flow_run_name=name,
        idempotency_key=key,
        tags=tags,
        work_queue_name=queue,
        timeout=0,
        as_subflow=False,
    )
    assert isinstance(run, FlowRun)  # a coroutine only inside an event loop, which no flow of ours runs in
    return run


def submit_reviews(
    settings: Settings, archive: Archive, letter_id: str, office: str, *, here: bool = False
) -> list[FlowRun]:
    """A review for each step that the plan of a letter has; one all the same when it has none.

    With ``here`` this process goes on with the first, where it was started for one run: another has work of its own.
    """
    here = here and in_a_process_of_its_own()
    letter = archive.load_letter(letter_id).letter
    became = became_of(settings, letter, office, today(), facts=triage_facts(archive, letter, office, letter_id))
    known = archive.save_proposal(letter_id, office, outcome_of_proposal(became.proposal))
    steps = [format_step_key(step.key) for step in became.plan.steps] or [NO_STEP]
    asked = CHOOSE if "step" in became.proposal.doubtful else SAID[known.outcome.step]
    return [
        submit_review(settings, letter, letter_id, office, step, becomes=asked, here=here and not place)
        for place, step in enumerate(steps)
    ]


def _name_the_run(case: Case) -> None:
    """Name and tags by which the waiting draft is found: its state first, and why it asks again."""
    last = case.decisions[-1] if case.decisions else None
    state = WAITS if last is None else RETURNED if last.returned else REFUSED if _refused(last) else WAITS
    _rename(_named(case, state), state)


def _refused(decision: Decision) -> bool:
    """An approval that could not be carried out."""
    return decision.verdict is Verdict.APPROVE and bool(decision.problems)


def _named(case: Case, state: str) -> str:
    return run_name(state, case.record.letter, case.profile.office, case.outcome)


def _rename(name: str, state: str) -> None:
    """The run's name, and its state among the tags; what was refused waits on."""
    run_id = flow_run.id
    if run_id is None:
        return
    tagged = (REFUSED, WAITS) if state == REFUSED else (state,)
    with get_client(sync_client=True) as client:
        tags = [tag for tag in client.read_flow_run(run_id).tags if tag not in STATES]
        client.update_flow_run(run_id, name=name, tags=[*tags, *tagged])


def _show_issued(case: Case, decision: Decision, issued: IssuedLetter, below: int) -> None:
    rows = [
        ("ที่", issued.reference),
        ("ลงวันที่", issued.dated.isoformat()),
        ("อนุมัติโดย", decision.signer),
        ("ผู้รับ", str(len(case.record.recipients))),
        ("เริ่มร่างของหน่วยงานที่ทำแทน", str(below)),
        ("sha256 ของร่างที่อนุมัติ", case.docx_sha256),
        ("sha256 ของ docx", issued.docx),
        ("sha256 ของ PDF", issued.pdf or "-"),
    ]
    table = "\n".join(f"| {quote(name)} | {quote(value)} |" for name, value in rows)
    create_markdown_artifact(f"| | |\n|:--|:--|\n{table}", key=f"issued-{case.draft_id}", description="หนังสือที่ออกแล้ว")
