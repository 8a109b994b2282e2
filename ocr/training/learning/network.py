"""The line recogniser's network: plain convolutions and CTC, any width, four columns of the strip to one output.

No recurrence: it learns on lines of 25 characters and reads lines of 100, and its weights go into 8 bits without loss.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ocr.engines.line_strip import HEIGHT
from ocr.training.text.charset import CHARACTERS

STRIDE = 4
_STEM = (16, 32, 56, 88)
_WIDTH = 192
_DILATIONS = (1, 1, 2, 1, 2, 1)  # a view of about 45 outputs, 15 characters, to tell worn letters by their neighbours


class _Block(nn.Module):  # type: ignore[misc]
    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.across = nn.Conv1d(width, width, 7, padding=3 * dilation, dilation=dilation, groups=width, bias=False)
        self.norm = nn.BatchNorm1d(width)
        self.widen = nn.Conv1d(width, 2 * width, 1)
        self.narrow = nn.Conv1d(2 * width, width, 1, bias=False)
        self.norm_out = nn.BatchNorm1d(width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.norm_out(self.narrow(torch.relu(self.widen(self.norm(self.across(x))))))


def _stage(inputs: int, outputs: int, stride: tuple[int, int]) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class LineNetwork(nn.Module):  # type: ignore[misc]
    """[batch, 1, HEIGHT, width] with 1 = paper → [batch, width / 4, characters + 1] scores; output 0 is the blank."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d = _STEM
        self.stem = nn.Sequential(
            _stage(1, a, (2, 2)), _stage(a, b, (2, 1)), _stage(b, c, (1, 2)), _stage(c, d, (2, 1))
        )
        self.project = nn.Sequential(
            nn.Conv1d(d * (HEIGHT // 8), _WIDTH, 1, bias=False), nn.BatchNorm1d(_WIDTH), nn.ReLU(inplace=True)
        )
        self.blocks = nn.Sequential(*(_Block(_WIDTH, dilation) for dilation in _DILATIONS))
        self.head = nn.Sequential(nn.Dropout(0.05), nn.Conv1d(_WIDTH, len(CHARACTERS) + 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Scores of every output; see the class."""
        x = self.stem(x)
        x = x.reshape(x.shape[0], -1, x.shape[3])
        return self.head(self.blocks(self.project(x))).transpose(1, 2)
