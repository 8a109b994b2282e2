"""Doctests skip the modules that need PyTorch or the training's own libraries where those are not installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["learning/network.py", "learning/trainer.py", "export.py"]
if not find_spec("fontTools"):
    collect_ignore += [*(f"sampling/{name}.py" for name in ("fonts", "lines", "supply", "specimen")), "evaluation.py"]
if not find_spec("onnx"):
    collect_ignore += ["export.py"]
if not find_spec("sklearn") or not find_spec("torch"):
    collect_ignore += [f"hands/{name}.py" for name in ("glyphs", "samples", "learning", "__main__")]
