"""What a file has more than one that is known: signatures, or something else that was written behind it.

A PDF is signed by writing behind its end, so that the signed file begins with the very bytes that were signed. Anything
else can be written there too, and signed by whoever wrote it: what was added is held against what a signature needs
(its field, its appearance, certificates, time stamps), object by object, by the library's rules.
"""

from __future__ import annotations

import io
import logging

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, FormUpdatingRule, StandardDiffPolicy, SuspiciousModification
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.form_rules_api import FieldMDPRule
from pyhanko.sign.diff_analysis.rules.form_field_rules import SigFieldCreationRule, SigFieldModificationRule

_FIELDS: list[FieldMDPRule] = [SigFieldCreationRule(), SigFieldModificationRule()]
_RULES = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(_FIELDS, {*ACROFORM_EXEMPT_STRICT_COMPARISON, "/SigFlags"}),
)
"""The library's rules for what comes behind a signature, for the first one too, which marks the file as signed.

No other field is filled in: our letters have none.
"""


def only_signatures_added(pdf: bytes, length: int) -> bool:
    """The file is its first `length` bytes and signatures: no page, text or picture was changed behind them.

    A signature's own appearance may lie anywhere on a page: whose it is must be asked too. Files that we issued before they
    had a place for signatures (``/AcroForm``) can't be judged: no.
    Never raises on any bytes; what can't be judged is no. Call it only in a process with limits.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a change is an answer here, no fault of ours
    try:
        known = PdfFileReader(io.BytesIO(pdf[:length]), strict=False).xrefs.total_revisions
        whole = PdfFileReader(io.BytesIO(pdf), strict=False)
        if whole.xrefs.total_revisions <= known:
            return False
        return not isinstance(_RULES.review_file(whole, known - 1), SuspiciousModification)
    except Exception:  # noqa: BLE001 - the library raises whatever a bad number, length or name in a file leads to
        return False
