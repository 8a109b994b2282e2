"""Deciding: what a reviewer answers, read and weighed, whatever the screen; no Prefect, no database, no web.

`decision` holds the typed values, `corrections` the letter's fields as a form shows and reads them, `blocks` which
findings block and which nobody overrides, `numbering` the bounds of typed numbers and days, `rule` what it comes to.
"""

from circulars.review.blocks import NEVER, Block, NeverOverridden, blocks_of, is_reason, key_of
from circulars.review.corrections import (
    FORMS,
    NO_URGENCY,
    NONE_WORDS,
    Corrected,
    Refusal,
    apply_corrections,
    changed_fields,
    read_cited,
    same_text,
    write_cited,
    write_field,
)
from circulars.review.decision import (
    SIGNED,
    Becomes,
    Correction,
    Decision,
    Overridden,
    Reason,
    ReviewAnswer,
    Verdict,
    dump_decision,
    load_decision,
)
from circulars.review.numbering import RegisterState, read_day, read_number
from circulars.review.rule import DraftSeen, Weighed, needs_no_signature, weigh

__all__ = [
    "FORMS",
    "NEVER",
    "NONE_WORDS",
    "NO_URGENCY",
    "SIGNED",
    "Becomes",
    "Block",
    "Corrected",
    "Correction",
    "Decision",
    "DraftSeen",
    "NeverOverridden",
    "Overridden",
    "Reason",
    "Refusal",
    "RegisterState",
    "ReviewAnswer",
    "Verdict",
    "Weighed",
    "apply_corrections",
    "blocks_of",
    "changed_fields",
    "dump_decision",
    "is_reason",
    "key_of",
    "load_decision",
    "needs_no_signature",
    "read_cited",
    "read_day",
    "read_number",
    "same_text",
    "weigh",
    "write_cited",
    "write_field",
]
