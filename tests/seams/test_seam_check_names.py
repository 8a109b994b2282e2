"""A record of an earlier release names its checks by a clerk's list; it is read under today's names."""

from __future__ import annotations

import json

import pytest

from circulars.letter.finding import RENAMED, Finding, Severity
from circulars.letter.record import dump_findings, load_findings


@pytest.mark.parametrize("old", RENAMED)
def test_an_old_name_is_read_as_todays(old: str) -> None:
    written = dump_findings([Finding(RENAMED[old], Severity.WARNS, "draft.body", "กรุณาตรวจ", "ก", "ข", "ค")])
    earlier = json.loads(written)
    earlier[0]["check"] = old
    assert load_findings(json.dumps(earlier)) == load_findings(written)


def test_a_name_that_was_never_renamed_is_read_as_it_stands() -> None:
    written = dump_findings([Finding("place-agrees", Severity.WARNS, "sender_agency", "กรุณาตรวจ")])
    assert load_findings(written)[0].check == "place-agrees"
