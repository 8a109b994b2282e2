"""``script/Thai`` → floats → all characters → ``lstmtraining`` on our lines → integers, without the word lists.

The word lists (3.8 MB) changed nothing in the output and are left out. Base: Debian's tesseract-ocr-script-thai
(tessdata_fast, Apache-2.0).
"""

from __future__ import annotations

import os
import struct
import subprocess
from pathlib import Path

import cv2
import numpy as np

from ocr.training.sampling import faults
from ocr.training.sampling.fonts import training_faces
from ocr.training.sampling.lines import LineMaker
from ocr.training.tesseract.characters import with_characters
from ocr.training.tesseract.floats import to_floats

_BASE = Path("/usr/share/tesseract-ocr/5/tessdata")
_MISSING = "๔๖๗๘๙ฌฃฅ"
_FILES, _LINES_A_FILE = 32, 1000
_FAST, _RATES = 0.8, ("0.001", "0.0002")  # four fifths of the course fast, the rest to settle


def tune(work: Path, iterations: int, target: Path) -> None:
    """Fine-tune to ``iterations`` lines in all and write ``target``; goes on from the last check point.

    Raises FileNotFoundError without the base model, CalledProcessError where a tool of Tesseract fails.
    """
    base = next((p for p in (_BASE / "script" / "Thai.traineddata", _BASE / "Thai.traineddata") if p.exists()), None)
    if base is None:
        raise FileNotFoundError(f"{_BASE}: install tesseract-ocr-script-thai")
    folder = work / "tesseract"
    parts, checks = folder / "parts", folder / "checkpoints"
    for needed in (parts, checks, folder / "lines"):
        needed.mkdir(parents=True, exist_ok=True)
    start = _start(base, parts)
    listing = _write_lines(work, folder)
    last = checks / "thai_checkpoint"
    for upto, rate in ((int(iterations * _FAST), _RATES[0]), (iterations, _RATES[1])):
        told = ["--continue_from", str(last if last.exists() else start)]
        if not last.exists():
            told += ["--old_traineddata", str(base)]
        _tool(
            "lstmtraining",
            *told,
            *("--traineddata", str(parts / "Thai.traineddata"), "--model_output", str(checks / "thai")),
            *("--train_listfile", str(listing), "--max_iterations", str(upto)),
            *("--learning_rate", rate, "--reset_learning_rate", "true"),  # else the new signs stay silent
        )
    _tool(
        "lstmtraining",
        *("--stop_training", "--convert_to_int", "--continue_from", str(checks / "thai_checkpoint")),
        *("--traineddata", str(parts / "Thai.traineddata"), "--model_output", str(target)),
    )
    print(f"{target}: {target.stat().st_size} bytes")


def _start(base: Path, parts: Path) -> Path:
    """The network to begin with: Debian's, in floats, with the characters that it lacks; made once."""
    start = parts / "start.lstm"
    if not start.exists():
        _tool("combine_tessdata", "-u", str(base), str(parts / "Thai."))
        unicharset, recoder = with_characters(
            (parts / "Thai.lstm-unicharset").read_text(encoding="utf-8"),
            (parts / "Thai.lstm-recoder").read_bytes(),
            _MISSING,
        )
        (parts / "Thai.lstm-unicharset").write_text(unicharset, encoding="utf-8")
        (parts / "Thai.lstm-recoder").write_bytes(recoder)
        start.write_bytes(to_floats((parts / "Thai.lstm").read_bytes()))
        for words in parts.glob("Thai.*dawg"):
            words.unlink()
        (parts / "Thai.config").write_text("preserve_interword_spaces 1\n", encoding="utf-8")
        _tool("combine_tessdata", str(parts / "Thai."))
    return start


def _tool(*command: str) -> None:
    subprocess.run(command, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


def _write_lines(work: Path, folder: Path) -> Path:
    """Line pictures in Tesseract's own ``.lstmf`` form, and the list of them."""
    faces = training_faces(work / "fonts")
    paths = [folder / "lines" / f"{number:03d}.lstmf" for number in range(_FILES)]
    for number, path in enumerate(paths):
        if not path.exists():
            maker = LineMaker(faces, 90_000 + number)
            pages: list[bytes] = []
            while len(pages) < _LINES_A_FILE:
                picture, text = maker.raw()
                pages.append(_page(f"{path.stem}", len(pages), picture, text.replace("\u0e33", "\u0e4d\u0e32")))
            path.write_bytes(struct.pack("<I", len(pages)) + b"".join(pages))
    listing = folder / "lines.txt"
    listing.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return listing


def _page(name: str, number: int, picture: faults.Plane, text: str) -> bytes:
    """One serialised ImageData of Tesseract: name, page, PNG, language, text, no boxes."""
    png = cv2.imencode(".png", np.clip(picture, 0, 255).astype(np.uint8))[1].tobytes()

    def sized(content: bytes) -> bytes:
        return struct.pack("<I", len(content)) + content

    return (
        b"\x01"
        + sized(name.encode())
        + struct.pack("<i", number)
        + sized(png)
        + sized(b"tha")
        + sized(text.encode())
        + struct.pack("<II", 0, 0)
        + b"\x00"
    )
