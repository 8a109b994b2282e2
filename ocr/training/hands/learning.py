"""Training, measuring and exporting the network that tells handwritten digits apart."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ocr.hand.reader import DIGITS, SIDE, HandDigits
from ocr.training.hands.glyphs import Hand, drawn_hands, form_hands, kept_aside, nist_hands, pen_hands
from ocr.training.hands.samples import Samples, numbers

_BATCH = 128


class DigitNetwork(nn.Module):  # type: ignore[misc]
    """[signs, 1, SIDE, SIDE] with 1 = ink → [signs, 21] scores: Thai digits, Arabic digits, none of them."""

    def __init__(self) -> None:
        super().__init__()
        widths = (1, 20, 40, 80)
        self.stages = nn.Sequential(
            *(
                nn.Sequential(
                    nn.Conv2d(one, two, 3, padding=1, bias=False), nn.BatchNorm2d(two), nn.ReLU(), nn.MaxPool2d(2)
                )
                for one, two in pairwise(widths)
            )
        )
        self.wide = nn.Sequential(nn.Flatten(), nn.Dropout(0.2), nn.Linear(80 * (SIDE // 8) ** 2, 128), nn.ReLU())
        self.head = nn.Linear(128, len(DIGITS) + 1)

    def forward(self, x: Tensor) -> Tensor:
        """Scores of every sign; see the class."""
        return self.head(self.wide(self.stages(x)))


def hands_of(drawings: Path, pens: Path, *, aside: bool) -> list[Hand]:
    """The hands for training, or those kept aside: drawings of Thai digits, pens' faces and forms of Arabic ones."""
    every = drawn_hands(drawings) + pen_hands(pens) + nist_hands(pens)
    found = [hand for hand in every if kept_aside(hand.name) == aside]
    return found if aside else [*found, *form_hands()]


def train(target: Path, hands: list[Hand], seconds: float) -> None:
    """Train for so many seconds of processor time and write the weights as ONNX."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network, samples = DigitNetwork(), Samples(hands, 5)
    optimiser = torch.optim.AdamW(network.parameters(), 2e-3, weight_decay=1e-2)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99), use_buffers=True
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)
    begun, step = time.process_time(), 0
    while (share := (time.process_time() - begun) / seconds) < 1:
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * share)))
        pictures, labels = samples.batch(_BATCH)
        network.train()
        loss = loss_of(network(torch.from_numpy(pictures)[:, None]), torch.from_numpy(labels))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        average.update_parameters(network)
        if step % 100 == 0:
            print(f"{share:.0%} {step * _BATCH} signs, loss {float(loss.detach()):.3f}", flush=True)
            _export(average.module, target)
        step += 1
    print(f"{step * _BATCH} signs in {seconds:.0f} s of processor time")
    _export(average.module, target)


def _export(network: nn.Module, target: Path) -> None:
    network.eval()
    torch.onnx.export(
        network,
        (torch.rand(2, 1, SIDE, SIDE),),
        str(target),
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": {0: "signs"}, "y": {0: "signs"}},
        opset_version=17,
        dynamo=False,
    )


def evaluate(model: Path, hands: list[Hand]) -> dict[str, float]:
    """Shares read right of hands that training never saw: single digits by script, and whole running numbers."""
    reader, samples = HandDigits(model), Samples(hands, 9, letters=False)
    results = {}
    for name, first in (("thai", 0), ("arabic", 10)):
        right, of_script = [], []
        for place, sign in enumerate(DIGITS[first : first + 10]):
            scores = reader.scores(np.stack([samples.digit(sign)[0] for _ in range(150)]))
            right += (scores.argmax(1) == first + place).tolist()
            own = scores[:, first : first + 10].copy()
            own[:, 0] += scores[:, 10 - first]  # a ring is the nought of both scripts
            of_script += (own.argmax(1) == place).tolist()
        results[f"{name} digits"] = round(float(np.mean(right)), 4)
        results[f"{name} digits, script known"] = round(float(np.mean(of_script)), 4)
    made = numbers(hands, 11, 400)
    read = [(reader.read(picture).text, text) for picture, text in made]
    results["whole numbers"] = round(float(np.mean([one == text for one, text in read])), 4)
    return results
