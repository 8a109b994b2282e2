"""What every test stands on: nothing is noted in the home of whoever runs the tests; the long ones begin first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _state_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Offices that tests start are not listed among those of the person who runs them."""
    place = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place))
        yield place


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a server first: a file runs on one core, and one that begins last is waited for alone."""
    items.sort(key=lambda item: item.get_closest_marker("server") is None)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: half of a server's test is waiting."""
    return (os.cpu_count() or 1) + 1
