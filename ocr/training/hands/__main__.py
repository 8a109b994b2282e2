"""``python -m ocr.training.hands``: fetch pens' faces and digits of forms, train the reader of handwritten digits, measure it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ocr.training.hands.glyphs import fetch_pens
from ocr.training.hands.learning import evaluate, hands_of, train

_WORK = Path(__file__).resolve().parents[1] / "work"


def main() -> None:
    """Train on the folder of drawings (``labels.csv`` beside ``train/``) and print what is read of hands kept aside."""
    parser = argparse.ArgumentParser(prog="python -m ocr.training.hands", description=__doc__)
    parser.add_argument(
        "drawings", type=Path, help="folder of github.com/kittinan/thai-handwriting-number with labels.csv"
    )
    parser.add_argument(
        "--pens", type=Path, default=_WORK / "pens", help="folder of the pens' faces and the forms' digits"
    )
    parser.add_argument("--seconds", type=float, default=120, help="of processor time")
    parser.add_argument("--to", type=Path, default=_WORK / "hand_digits.onnx")
    chosen = parser.parse_args()
    os.nice(15)
    fetch_pens(chosen.pens)
    chosen.to.parent.mkdir(parents=True, exist_ok=True)
    train(chosen.to, hands_of(chosen.drawings, chosen.pens, aside=False), chosen.seconds)
    print(evaluate(chosen.to, hands_of(chosen.drawings, chosen.pens, aside=True)))


if __name__ == "__main__":
    main()
