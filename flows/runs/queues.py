"""The queues of the office's work: people never wait behind machines.

One worker serves them all, a queue of higher priority first; each has slots of its own, so that fourteen scans that are
being read take none from an approval. The recognisers and the drafts that nobody waits for step back from the
processor besides (`give_way`), for on two cores a free slot alone would not make an answer quick.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

POOL = "circulars"
DECIDING, URGENT, DRAFTING, READING, UPKEEP = "deciding", "urgent", "drafting", "reading", "upkeep"
READING_FIRST = "reading-first"
GIVES_WAY = 10
"""Niceness (nice(2)) of work that nobody waits for: about a tenth of a core's time beside what somebody waits for."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: its name, its place among the others (1 is served first), how many of its runs go at once, what for."""

    name: str
    priority: int
    slots: Callable[[int], int]
    why: str


QUEUES = (
    Queue(DECIDING, 1, lambda _: 2, "what a reviewer answered: deciding, issuing"),
    Queue(URGENT, 2, lambda _: 1, "drafts of letters marked ด่วนที่สุด"),
    Queue(DRAFTING, 3, lambda workers: max(1, workers // 2), "all other drafts"),
    Queue(READING_FIRST, 4, lambda _: 1, "files whose name says ด่วนที่สุด: before any is read, nothing else tells"),
    Queue(READING, 5, lambda workers: workers, "files of the inbox"),
    Queue(UPKEEP, 6, lambda _: 2, "sweeps, upkeep, reminders"),
)
"""By `workers` of office.toml: how many files are read at once."""


def all_slots(workers: int) -> int:
    """How many runs go at once at most."""
    return sum(queue.slots(workers) for queue in QUEUES)


def review_run_key(letter_id: str, office: str, step: str, again: int = 0) -> str:
    """The key under which the run of a review is begun once; `again` counts its successors."""
    return f"review-{letter_id}-{office}-{step}-{again}"


def draft_queue(urgency: str) -> str:
    """Where the draft of a letter of this urgency is made."""
    return URGENT if urgency == "ด่วนที่สุด" else DRAFTING


def reading_queue(name: str) -> str:
    """Where a file of this name is read.

    >>> reading_queue("ด่วนที่สุด มท 0309.pdf"), reading_queue("ด่วน มท 0309.pdf")
    ('reading-first', 'reading')
    """
    return READING_FIRST if "ด่วนที่สุด" in name else READING


def in_a_process_of_its_own() -> bool:
    """Whether this process was started for one run, by a worker."""
    return "PREFECT__FLOW_RUN_ID" in os.environ


def give_way() -> None:
    """Let this run's process, and what it starts, step back from the processor; only in a process of its own."""
    if in_a_process_of_its_own():
        os.setpriority(os.PRIO_PROCESS, 0, max(GIVES_WAY, os.getpriority(os.PRIO_PROCESS, 0)))
