"""The generator process: keeps a little ahead of the trainer, deletes what the trainer is done with."""

from __future__ import annotations

import os
import time
from pathlib import Path

import cv2

from ocr.training.sampling.fonts import held_out_faces, training_faces
from ocr.training.sampling.lines import LineMaker, write_shard

LINES_A_SHARD = 4000
NUMBER_SHARDS = 4  # the first lessons: numbers alone, on which CTC aligns at once
WINDOW = 24  # shards the trainer draws from
_AHEAD = 8
_SEED = 20_000


def shard_path(folder: Path, number: int) -> Path:
    """File of shard ``number``."""
    return folder / f"shard-{number:05d}.npz"


def keep_supplied(work: Path, first: int, step: int) -> None:
    """Write shards ``first``, ``first + step``, … as long as the parent process lives. Runs in a child process."""
    os.nice(15)
    cv2.setNumThreads(1)
    parent = os.getppid()
    faces = training_faces(work / "fonts")
    number = first
    while os.getppid() == parent:
        wanted = current_shard(work)
        if number < wanted - WINDOW:
            number += step
            continue
        if number > wanted + _AHEAD:
            time.sleep(1)
            continue
        path = shard_path(work, number)
        if not path.exists():
            write_shard(path, LineMaker(faces, _SEED + number), LINES_A_SHARD, numbers_only=number < NUMBER_SHARDS)
        shard_path(work, number - WINDOW - 2 * step).unlink(missing_ok=True)
        number += step


def current_shard(work: Path) -> int:
    """The shard the trainer has come to."""
    mark = work / "current-shard"
    return int(mark.read_text()) if mark.exists() else 0


def write_validation(work: Path) -> None:
    """Five small sets, never trained on: numbers, mixed, clean print, faces not trained on, numbers in such faces."""
    trained, held = training_faces(work / "fonts"), held_out_faces(work / "fonts")
    plan = (
        ("numbers", trained, 1, True, True),
        ("mixed", trained, 2, False, True),
        ("clean", trained, 3, False, False),
        ("new-faces", held, 4, False, True),
        ("new-faces-numbers", held, 5, True, True),
    )
    for name, faces, seed, numbers_only, spoiled in plan:
        path = work / f"validation-{name}.npz"
        if not path.exists() and faces:
            write_shard(path, LineMaker(faces, seed), 500, numbers_only=numbers_only, spoiled=spoiled)
