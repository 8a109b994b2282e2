"""The trained network as 8-bit ONNX: static quantisation, one scale per channel, calibrated on training lines.

Norms are folded into the convolutions before. Seven-bit weights (``reduce_range``) keep the sums exact on processors
without VNNI. The result is compared with the float network and refused where it reads worse.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from ocr.engines.line_strip import HEIGHT
from ocr.training.evaluation import scores_of
from ocr.training.learning.network import LineNetwork
from ocr.training.learning.trainer import stacked, validate
from ocr.training.sampling.lines import Shard

_CALIBRATION_LINES = 200
_LOSS_ALLOWED = 0.004  # character error share that 8 bits may cost on a validation set


class _Calibration(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, shard: Shard) -> None:
        self._lines: Iterator[int] = iter(range(min(_CALIBRATION_LINES, len(shard))))
        self._shard = shard

    def get_next(self) -> dict[str, Any] | None:
        line = next(self._lines, None)
        return None if line is None else {"x": stacked([self._shard[line][0]])[0].numpy()}


def averaged_network(work: Path) -> LineNetwork:
    """The running average of the weights at the last check point, ready to read."""
    network = LineNetwork()
    stored = torch.load(work / "checkpoint.pt", map_location="cpu", weights_only=True)["average"]
    network.load_state_dict({k.removeprefix("module."): v for k, v in stored.items() if k.startswith("module.")})
    network.eval()
    return network


def export(work: Path, target: Path) -> None:
    """Write ``target`` from the last check point. Raises ValueError where 8 bits read clearly worse than floats."""
    torch.set_num_threads(1)
    network = averaged_network(work)
    shards = sorted(work.glob("shard-*.npz"))
    calibration = Shard(shards[-1] if shards else work / "validation-mixed.npz")
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, prepared = Path(scratch, "float.onnx"), Path(scratch, "prepared.onnx")
        torch.onnx.export(
            network,
            (torch.rand(2, 1, HEIGHT, 320),),
            str(whole),
            input_names=["x"],
            output_names=["y"],
            dynamic_axes={"x": {0: "lines", 3: "width"}, "y": {0: "lines", 1: "outputs"}},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(target),
            _Calibration(calibration),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
    small = scores_of(work, target)
    for name, exact in validate(network, work).items():
        lost = small[name].errors - exact.errors
        print(f"{name}: errors {exact.errors:.4f} in floats, {small[name].errors:.4f} in 8 bits")
        if lost > _LOSS_ALLOWED:
            target.unlink()
            raise ValueError(f"8 bits cost {lost:.4f} on {name}: not exported")
    weights = sum(int(np.prod(p.shape)) for p in network.parameters())
    print(f"{target}: {weights} weights, {target.stat().st_size} bytes")
