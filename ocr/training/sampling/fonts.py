"""The faces lines are set in: Debian's fonts-thai-tlwg and open families of the Fontsource packages (all free licences).

Fontsource ships a family in pieces by script; the Thai and the Latin piece are joined into one file. Nothing of this is
committed: ``python -m ocr.training fonts`` fetches through npm into the work folder, or takes what lies there already.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import merge
from fontTools.ttLib import TTFont

_TLWG = Path("/usr/share/fonts/truetype/tlwg")
# package → (version, weight in training). Looped text faces resemble official print most; display faces are rare.
_PACKAGES: dict[str, tuple[str, float]] = {
    "sarabun": ("5.3.0", 6.0),
    "niramit": ("5.3.0", 2.0),
    "krub": ("5.2.7", 1.5),
    "noto-serif-thai": ("5.3.0", 1.5),
    "noto-sans-thai-looped": ("5.3.0", 2.0),
    "ibm-plex-sans-thai-looped": ("5.3.0", 1.5),
    "taviraj": ("5.3.0", 1.5),
    "trirong": ("5.3.0", 1.5),
    "maitree": ("5.3.0", 1.0),
    "pridi": ("5.3.0", 0.7),
    "bai-jamjuree": ("5.3.0", 0.8),
    "k2d": ("5.2.8", 0.7),
    "koho": ("5.3.0", 0.6),
    "kodchasan": ("5.2.8", 0.5),
    "mali": ("5.3.0", 0.7),
    "itim": ("5.3.0", 0.7),
    "sriracha": ("5.3.0", 0.6),
    "playpen-sans-thai": ("5.3.0", 0.7),
    "charm": ("5.2.7", 0.3),
    "charmonman": ("5.2.7", 0.3),
    "fahkwang": ("5.3.0", 0.5),
    "chakra-petch": ("5.3.0", 0.5),
    "kanit": ("5.3.0", 0.8),
    "prompt": ("5.3.0", 0.7),
    "anuphan": ("5.3.0", 0.5),
    "noto-sans-thai": ("5.3.0", 0.6),
    "ibm-plex-sans-thai": ("5.3.0", 0.5),
    "athiti": ("5.2.8", 0.5),
    "mitr": ("5.3.0", 0.3),
    "chonburi": ("5.3.0", 0.2),
}
# Debian family → weight of its regular cut. Laksaman is the open twin of TH Sarabun PSK, the face of official letters.
_DEBIAN: dict[str, float] = {
    "Laksaman": 24.0,
    "Norasi": 4.0,
    "Kinnari": 3.0,
    "Garuda": 2.5,
    "Loma": 2.0,
    "Umpush": 2.0,
    "Waree": 1.5,
    "Sawasdee": 1.0,
    "TlwgTypewriter": 2.0,
    "TlwgTypist": 2.0,
    "TlwgTypo": 1.5,
    "TlwgMono": 1.0,
}
HELD_OUT = ("krub", "maitree", "kanit", "Purisa")  # never trained on: they measure faces not seen before


@dataclass(frozen=True, slots=True)
class Face:
    """One font file and its chance in training (not normalised)."""

    path: Path
    weight: float


def fetch(folder: Path) -> None:
    """Fetch and join the Fontsource families into ``folder``. Raises CalledProcessError where npm fails."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, (version, _) in _PACKAGES.items():
        if any(folder.glob(f"{package}-[47]00.ttf")):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            command = ["npm", "pack", "--silent", f"@fontsource/{package}@{version}"]
            subprocess.run(command, cwd=scratch, check=True, capture_output=True)
            (archive,) = Path(scratch).glob("*.tgz")
            _join_pieces(archive, package, folder, Path(scratch))


def _join_pieces(archive: Path, package: str, folder: Path, scratch: Path) -> None:
    with tarfile.open(archive) as packed:
        names = set(packed.getnames())
        for cut in ("400", "700"):
            pieces = [f"package/files/{package}-{script}-{cut}-normal.woff2" for script in ("thai", "latin")]
            if not names.issuperset(pieces):
                continue
            files = []
            for number, piece in enumerate(pieces):
                member = packed.extractfile(piece)
                assert member is not None, piece
                font = TTFont(io.BytesIO(member.read()))
                font.flavor = None
                files.append(str(scratch / f"{number}.ttf"))
                font.save(files[-1])
            merge.Merger().merge(files).save(folder / f"{package}-{cut}.ttf")


def training_faces(folder: Path) -> tuple[Face, ...]:
    """Every face to train on that is installed or fetched, by name. Raises FileNotFoundError without Debian's fonts."""
    faces = [face for face in _available(folder) if not any(face.path.name.startswith(h) for h in HELD_OUT)]
    if not any(face.path.parent == _TLWG for face in faces):
        raise FileNotFoundError(f"{_TLWG}: install fonts-thai-tlwg")
    return tuple(faces)


def held_out_faces(folder: Path) -> tuple[Face, ...]:
    """Faces kept for measuring, upright cuts only, all of equal chance."""
    held = [face for face in _available(folder) if any(face.path.name.startswith(h) for h in HELD_OUT)]
    return tuple(Face(face.path, 1.0) for face in held)


def _available(folder: Path) -> list[Face]:
    faces = []
    for path in sorted(_TLWG.glob("*.ttf")):
        family, _, cut = path.stem.partition("-")
        share = 0.3 if "Bold" in cut else 1.0
        if "Italic" in cut or "Oblique" in cut:
            share *= 0.15
        faces.append(Face(path, _DEBIAN.get(family, 0.5) * share))
    for path in sorted(folder.glob("*.ttf")):
        named = re.fullmatch(r"(.*)-([47]00)", path.stem)
        if named and named[1] in _PACKAGES:
            faces.append(Face(path, _PACKAGES[named[1]][1] * (0.3 if named[2] == "700" else 1.0)))
    return faces
