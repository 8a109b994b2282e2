"""``python -m ocr.training``: fonts, lines, train, export, evaluate, tesseract; each takes up where it was stopped."""

from __future__ import annotations

import argparse
from pathlib import Path

WORK = Path(__file__).resolve().parent / "work"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ocr.training", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="folder of fonts, lines and check points")
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("fonts", help="fetch the open families and join their pieces")
    lines = steps.add_parser("lines", help="write sample lines as pictures to look at")
    lines.add_argument("--count", type=int, default=80)
    lines.add_argument("--seed", type=int, default=1)
    train = steps.add_parser("train", help="train the line recogniser, from the last check point")
    train.add_argument("--lines", type=int, default=3_000_000, help="lines to see in all")
    train.add_argument("--generators", type=int, default=1, help="processes that make lines")
    train.add_argument("--threads", type=int, default=1)
    train.add_argument("--minutes", type=float, default=3.0, help="between check points")
    export = steps.add_parser("export", help="write the network as 8-bit ONNX")
    export.add_argument("--to", type=Path, default=WORK / "thai_lines.onnx")
    evaluate = steps.add_parser("evaluate", help="score an exported network on the validation sets")
    evaluate.add_argument("model", type=Path)
    tesseract = steps.add_parser("tesseract", help="fine-tune Debian's Thai model of Tesseract with all characters")
    tesseract.add_argument("--iterations", type=int, default=30_000)
    tesseract.add_argument("--to", type=Path, default=WORK / "thai.traineddata")
    return parser


def main() -> None:
    """Run one step of the training."""
    chosen = _parser().parse_args()
    work: Path = chosen.work
    if chosen.step == "fonts":
        from ocr.training.sampling.fonts import fetch

        fetch(work / "fonts")
    elif chosen.step == "lines":
        from ocr.training.sampling.specimen import write_specimen

        write_specimen(work, chosen.count, chosen.seed)
    elif chosen.step == "train":
        from ocr.training.learning.trainer import Course, lower_priority
        from ocr.training.learning.trainer import train as run

        lower_priority()
        run(
            work,
            Course(lines=chosen.lines, generators=chosen.generators, threads=chosen.threads, minutes=chosen.minutes),
        )
    elif chosen.step == "export":
        from ocr.training.export import export as write

        write(work, chosen.to)
    elif chosen.step == "evaluate":
        from ocr.training.evaluation import evaluate as judge

        judge(work, chosen.model)
    else:
        from ocr.training.tesseract.tune import tune

        tune(work, chosen.iterations, chosen.to)


if __name__ == "__main__":
    main()
