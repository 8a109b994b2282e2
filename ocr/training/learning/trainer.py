"""The training loop of the line recogniser: resumable, logs its curve, exports nothing by itself."""

from __future__ import annotations

import csv
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ocr.engines.line_strip import HEIGHT
from ocr.training.learning.decoding import Score, best_path, score
from ocr.training.learning.network import STRIDE, LineNetwork
from ocr.training.sampling.lines import Shard, Strip
from ocr.training.sampling.supply import LINES_A_SHARD, WINDOW, keep_supplied, shard_path, write_validation
from ocr.training.text.charset import CHARACTERS

Labelled = tuple[Strip, NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Course:
    """How to train: lines in all, lines a step, highest learning rate, minutes between check points."""

    lines: int = 3_000_000
    batch: int = 24
    rate: float = 2.5e-3
    minutes: float = 3.0
    generators: int = 1
    threads: int = 1


def train(work: Path, course: Course) -> None:
    """Train to the end of the course, from the last check point in ``work`` if there is one."""
    torch.set_num_threads(course.threads)
    work.mkdir(parents=True, exist_ok=True)
    write_validation(work)
    run = _Run(work, course)
    context = multiprocessing.get_context("spawn")
    suppliers = [
        context.Process(target=keep_supplied, args=(work, run.shard + i, course.generators), daemon=True)
        for i in range(course.generators)
    ]
    for supplier in suppliers:
        supplier.start()
    try:
        run.to_the_end()
    finally:
        for supplier in suppliers:
            supplier.terminate()


class _Run:
    """State of one training: weights, their running average, optimiser, lines seen."""

    def __init__(self, work: Path, course: Course) -> None:
        self.work, self.course = work, course
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(1)
        self.network = LineNetwork().to(self.device)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True
        )
        self.optimiser = torch.optim.AdamW(self.network.parameters(), course.rate, weight_decay=1e-2)
        self.loss = nn.CTCLoss(reduction="none", zero_infinity=True)
        self.seen, self.seconds = 0, 0.0
        self.point = work / "checkpoint.pt"
        if self.point.exists():
            stored = torch.load(self.point, map_location=self.device, weights_only=True)
            self.network.load_state_dict(stored["network"])
            self.average.load_state_dict(stored["average"])
            self.optimiser.load_state_dict(stored["optimiser"])
            self.seen, self.seconds = int(stored["seen"]), float(stored["seconds"])
        self.rng = np.random.default_rng(self.seen)
        self.half = self.device == "cuda" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
        self._mark()

    @property
    def shard(self) -> int:
        """The newest shard lines may be drawn from."""
        return self.seen // LINES_A_SHARD

    def to_the_end(self) -> None:
        cpu = time.process_time()
        saved, total, steps = time.monotonic(), 0.0, 0
        for batch in self._batches():
            total += self._step(batch)
            steps += 1
            self.seen += len(batch)
            self.seconds += time.process_time() - cpu
            cpu = time.process_time()
            done = self.seen >= self.course.lines
            if done or time.monotonic() - saved > self.course.minutes * 60:
                self._save()
                self._log(total / steps)
                saved, total, steps, cpu = time.monotonic(), 0.0, 0, time.process_time()
            if done:
                return

    def _step(self, batch: list[Labelled]) -> float:
        share = self.seen / self.course.lines
        warm = min(1.0, (self.seen / self.course.batch + 1) / 300)
        rate = float(self.course.rate * warm * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * min(share, 1.0)))))
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        strips, widths = stacked([strip for strip, _ in batch])
        targets = torch.from_numpy(np.concatenate([label for _, label in batch]).astype(np.int64))
        lengths = torch.tensor([len(label) for _, label in batch])
        self.network.train()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half):
            scores = self.network(strips.to(self.device))
        logarithms = scores.float().log_softmax(-1).transpose(0, 1)
        each = self.loss(logarithms, targets.to(self.device), widths, lengths)
        loss = (each / lengths.clamp(min=10).to(self.device)).mean()  # a cut without text weighs as ten characters
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.average.update_parameters(self.network)
        return float(loss.detach())

    def _batches(self) -> Iterator[list[Labelled]]:
        """Batches of lines of like width, drawn from the window of shards that ends at the current one."""
        window: dict[int, Shard] = {}
        size = self.course.batch
        while True:
            self._mark()
            newest = self.shard
            for number in range(max(0, newest - WINDOW + 1), newest + 1):
                if number not in window and (number == newest or shard_path(self.work, number).exists()):
                    window[number] = _wait_for(shard_path(self.work, number))
            for number in [n for n in window if n <= newest - WINDOW]:
                del window[number]
            # half of the draws come from the newest shard, so that every line is met about once while it is there
            numbers = sorted(window)
            pool: list[tuple[int, int]] = []
            for _ in range(size * 40):
                number = numbers[-1] if self.rng.random() < 0.5 else numbers[int(self.rng.integers(len(numbers)))]
                pool.append((number, int(self.rng.integers(len(window[number])))))
            pool.sort(key=lambda at: int(window[at[0]].widths[at[1]]))
            starts = np.arange(0, len(pool), size)
            self.rng.shuffle(starts)
            for start in starts:
                yield [window[number][line] for number, line in pool[start : start + size]]

    def _mark(self) -> None:
        (self.work / "current-shard").write_text(str(self.shard))

    def _save(self) -> None:
        part = self.point.with_suffix(".part")
        torch.save(
            {
                "network": self.network.state_dict(),
                "average": self.average.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "seen": self.seen,
                "seconds": self.seconds,
            },
            part,
        )
        part.rename(self.point)

    def _log(self, loss: float) -> None:
        """One row of the curve: the averaged weights on the validation sets."""
        scores = validate(self.average.module, self.work)
        row: dict[str, object] = {
            "lines": self.seen,
            "cpu_minutes": round(self.seconds / 60, 2),
            "loss": round(loss, 4),
        }
        for name, result in scores.items():
            row |= {f"{name} {figure}": round(value, 4) for figure, value in asdict(result).items()}
        curve = self.work / "curve.csv"
        new = not curve.exists()
        with curve.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(row))
            if new:
                writer.writeheader()
            writer.writerow(row)
        print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)


def _wait_for(path: Path) -> Shard:
    """The shard, once the generator has written it. Raises TimeoutError after ten minutes."""
    for _ in range(1200):
        if path.exists():
            return Shard(path)
        time.sleep(0.5)
    raise TimeoutError(f"no training lines at {path}: has the generator stopped?")


def stacked(strips: list[Strip]) -> tuple[Tensor, Tensor]:
    """Strips [48, w] as one tensor padded with paper to a multiple of 16, and their numbers of outputs."""
    width = (max(strip.shape[1] for strip in strips) + 15) // 16 * 16
    sheet = np.full((len(strips), 1, HEIGHT, width), 255, np.uint8)
    for number, strip in enumerate(strips):
        sheet[number, 0, :, : strip.shape[1]] = strip
    outputs = torch.tensor([(strip.shape[1] + STRIDE - 1) // STRIDE for strip in strips])
    return torch.from_numpy(sheet).float().div_(255), outputs


def validate(network: LineNetwork, work: Path) -> dict[str, Score]:
    """Scores on every validation set in ``work``."""
    network.eval()
    device = next(network.parameters()).device
    results = {}
    for path in sorted(work.glob("validation-*.npz")):
        shard, pairs = Shard(path), []
        order = np.argsort(shard.widths)
        for start in range(0, len(order), 25):
            lines = [shard[int(number)] for number in order[start : start + 25]]
            strips, outputs = stacked([strip for strip, _ in lines])
            with torch.no_grad():
                scores = network(strips.to(device)).float().cpu().numpy()
            for (_, label), read, count in zip(lines, scores, outputs.tolist(), strict=True):
                truth = "".join(CHARACTERS[output - 1] for output in label)
                pairs.append((truth, best_path(read[:count])))
        results[path.stem.removeprefix("validation-")] = score(pairs)
    network.train()
    return results


def lower_priority() -> None:
    """Training gives way to everything else on the machine."""
    os.nice(10)
