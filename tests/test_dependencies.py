"""The lock file and the licences: everything pinned by hash, nothing unused, nothing an office may not use."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from importlib.metadata import PackageMetadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = re.findall(r"^([A-Za-z0-9_.\-]+)==\S+", LOCK, re.MULTILINE)
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|MPL|Mozilla|Python Software Foundation|PSF|Zlib|Unlicense|Artistic|LGPL|HPND|CC0|CNRI",
    re.IGNORECASE,
)
NOT_FREE_ENOUGH = re.compile(r"AGPL|Affero|(?<!L)(?<!Lesser )GPL-?[23]|Commercial|Proprietary|SSPL|BUSL", re.IGNORECASE)
IMPORTED_AS = {
    "argon2-cffi": "argon2",
    "python-docx": "docx",
    "pillow": "PIL",
    "opencv-python-headless": "cv2",
    "zxing-cpp": "zxingcpp",
    "python-stdnum": "stdnum",
    "fonttools": "fontTools",
    "pyyaml": "yaml",
    "python-oxmsg": "oxmsg",
}
NOT_IMPORTED = {
    "python-multipart": "FastAPI reads forms and uploads with it",
    "asyncpg": "the Prefect server's driver for PostgreSQL",
    "psycopg": "named in the database's address",
    "setuptools": "builds this package",
    "itsdangerous": "Starlette signs its session cookie with it",
}


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9_.\-]+", requirement)
    assert found is not None
    return found[0].lower()


def test_every_package_is_pinned_by_hash_and_no_host_is_named() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK)
    assert len(LOCKED) > 100
    for block in blocks:
        if "==" in block:
            assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_every_direct_dependency_is_locked_and_used() -> None:
    locked = {name.lower() for name in LOCKED}
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("circulars", "ocr", "flows", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
    )
    for requirement in PROJECT["dependencies"]:
        name = _name(requirement)
        assert name in locked, f"{name} is not in requirements.lock"
        module = IMPORTED_AS.get(name, name.replace("-", "_"))
        used = re.search(rf"^\s*(?:from|import) {module}\b", sources, re.MULTILINE)
        assert used or name in NOT_IMPORTED, f"nothing imports {name}"


def _all(about: PackageMetadata, field: str) -> list[str]:
    return [str(value)[:300] for value in about.get_all(field) or []]


def _licence_file(name: str) -> str:
    """The beginning of the licence that a package carries as a file alone."""
    files = importlib.metadata.files(name) or []
    found = [one for one in files if one.name.upper().startswith("LICENSE") and "dist-info" in str(one)]
    return " ".join(found[0].read_text()[:300].split()) if found else ""


@pytest.mark.parametrize("name", LOCKED)
def test_the_licence_allows_use_by_government_offices(name: str) -> None:
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("for another platform or Python")
    told = "; ".join(_all(about, "License-Expression") + _all(about, "Classifier") + _all(about, "License"))
    told = told or _licence_file(name)
    assert FREE.search(told), told
    assert not NOT_FREE_ENOUGH.search(told) or re.search(r"Artistic|MIT|BSD|Apache|LGPL|LICENSE_CHOICE", told), told
