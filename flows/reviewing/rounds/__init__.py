"""Where a review stands: the letter with every correction so far, the draft of this round, and the answers before it.

Nothing is kept in Prefect: a review is a fold over the decisions in the archive, so that a run that starts again from
its first line stands where it stood. A round's draft, once saved, is the one that is shown, approved and issued, even
when it is answered on another day.
"""

from flows.reviewing.rounds.case import Case, approved_unissued, open_case, step_office, with_shown
from flows.reviewing.rounds.drafting import NO_STEP, draft_of_round
from flows.reviewing.rounds.printing import render
from flows.reviewing.rounds.since import blocks_on, edited_since

__all__ = [
    "NO_STEP",
    "Case",
    "approved_unissued",
    "blocks_on",
    "draft_of_round",
    "edited_since",
    "open_case",
    "render",
    "step_office",
    "with_shown",
]
