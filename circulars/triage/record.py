"""A proposal as plain values, in the shape of the contract."""

from __future__ import annotations

from circulars.letter.record import Record
from circulars.triage.proposal import Proposal


def proposal_record(proposal: Proposal) -> Record:
    """The value of ``proposal`` in the JSON of a letter; days are Buddhist Era."""
    seen = proposal.evidence
    box = seen.box if seen else None
    return {
        "step": str(proposal.step),
        "also": [str(one) for one in proposal.also],
        "recipients": list(proposal.recipients),
        "tasks": [
            {"who": one.who, "text": one.text, "due": one.due.iso_be if one.due else None} for one in proposal.tasks
        ],
        "due": proposal.due.iso_be if proposal.due else None,
        "due_rule": proposal.due_rule or None,
        "because": proposal.because,
        "evidence": {"page": seen.page, "box": [box.left, box.top, box.right, box.bottom] if box else None}
        if seen
        else None,
        "minute": proposal.minute,
        "register_action": proposal.register_action,
        "relation": str(proposal.relation) if proposal.relation else None,
        "unit": proposal.unit,
        "unit_because": proposal.unit_because or None,
        "doubtful": list(proposal.doubtful),
        "choose": [{"step": str(one.step), "because": one.because} for one in proposal.choose],
    }
