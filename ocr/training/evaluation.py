"""An exported network on the held-out sets, by onnxruntime as the program runs it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from ocr.engines.line_strip import HEIGHT
from ocr.training.learning.decoding import Score, best_path, score
from ocr.training.sampling.lines import Shard
from ocr.training.text.charset import CHARACTERS


def evaluate(work: Path, model: Path) -> None:
    """Print one row a validation set."""
    print(f"{'set':20s} {'errors':>8s} {'digits':>8s} {'exact':>8s} {'invented':>8s}")
    for name, s in scores_of(work, model).items():
        print(f"{name:20s} {s.errors:8.4f} {s.digits:8.4f} {s.exact:8.4f} {s.invented:8.4f}")


def scores_of(work: Path, model: Path) -> dict[str, Score]:
    """Scores of an ONNX model on every validation set in ``work``."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    results = {}
    for path in sorted(work.glob("validation-*.npz")):
        shard, pairs = Shard(path), []
        for number in range(len(shard)):
            strip, label = shard[number]
            width = (strip.shape[1] + 15) // 16 * 16
            sheet = np.ones((1, 1, HEIGHT, width), np.float32)
            sheet[0, 0, :, : strip.shape[1]] = strip / np.float32(255)
            scores = session.run(None, {"x": sheet})[0][0][: (strip.shape[1] + 3) // 4]
            pairs.append(("".join(CHARACTERS[output - 1] for output in label), best_path(scores)))
        results[path.stem.removeprefix("validation-")] = score(pairs)
    return results
