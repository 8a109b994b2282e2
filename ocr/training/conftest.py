"""Doctests skip the modules that need PyTorch or the training's own libraries where those are not installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["network.py", "trainer.py", "export.py"]
if not find_spec("fontTools"):
    collect_ignore += ["fonts.py", "lines.py", "supply.py", "specimen.py", "evaluation.py"]
if not find_spec("onnx"):
    collect_ignore += ["export.py"]
