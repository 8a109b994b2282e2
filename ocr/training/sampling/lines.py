"""Training lines: a text set in a face, spoiled, cut and normalised as the reader does it; stored in shards.

A shard holds the strips of a few thousand lines. Shard ``k`` of a seed is always the same, on any machine with the same
fonts, so an interrupted training goes on where it stopped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines.line_strip import HEIGHT, consonant_band, ink, place
from ocr.training.sampling import faults
from ocr.training.sampling.fonts import Face
from ocr.training.sampling.rendering import SetLine, set_line, with_pen
from ocr.training.sampling.sampler import LineSampler
from ocr.training.text.charset import labels

Strip = NDArray[np.uint8]
WIDEST = 640
_PEN = 0.3  # of the lines that end in a running number or begin with a day
_PEN_FACES = ("mali", "itim", "sriracha", "playpen", "charm-")
_RUNNING = re.compile(r"(.*\S/(?:ว\.? ?)?)([0-9๐-๙]+)")
_DAY = re.compile(r"([0-9๐-๙]{1,2})( [ก-ฮ].*)")
_JUNK = 0.045  # share of lines that are no text at all: signatures, debris, rules


@dataclass(frozen=True, slots=True)
class Line:
    """A normalised strip (uint8 [48, width]) and what is written on it; "" where it shows no text."""

    strip: Strip
    text: str


@dataclass(frozen=True, slots=True)
class _Scan:
    """A set line at the scanner's resolution: rows of the consonants' band, and of the text from first to last ink."""

    picture: faults.Plane
    top: float
    base: float
    reach: tuple[float, float]
    text: str


class LineMaker:
    """Endless training lines from one seed and a choice of faces."""

    def __init__(self, faces: tuple[Face, ...], seed: int) -> None:
        self._sampler = LineSampler(seed)
        self._rng = self._sampler.rng
        self._paths = [face.path for face in faces]
        weights = np.array([face.weight for face in faces])
        self._weights = np.cumsum(weights / weights.sum())
        self._pens = [path for path in self._paths if path.name.startswith(_PEN_FACES)]
        self._neighbour: faults.Plane | None = None

    def line(self, *, numbers_only: bool = False, spoiled: bool = True) -> Line:
        """One line that fits into the widest strip and into the network's outputs."""
        while True:
            made = self._junk() if spoiled and self._rng.random() < _JUNK else self._text(numbers_only, spoiled)
            doubled = sum(a == b for a, b in zip(made.text, made.text[1:], strict=False))
            if made.strip.shape[1] <= WIDEST and made.strip.shape[1] // 4 > len(made.text) + doubled:
                return made

    def raw(self) -> tuple[faults.Plane, str]:
        """A line as it is cut out of a page, gray and not normalised: what Tesseract is given, two of five spoiled.

        Its network is small: of spoiled lines alone it learns neither print nor faults. Two of five are numbers, whose
        digits it has to learn from nothing.
        """
        while True:
            numbers, spoiled = (bool(self._rng.random() < 0.4) for _ in range(2))
            scan = self._scan(numbers_only=numbers, spoiled=spoiled)
            height, width = scan.picture.shape
            if height >= 20 and width >= 20 and scan.text:
                upper = max(0, int(scan.reach[0]) - int(self._rng.integers(1, 6)))
                lower = min(height, int(scan.reach[1]) + int(self._rng.integers(2, 7)))
                return np.ascontiguousarray(scan.picture[upper:lower]), scan.text

    def _text(self, numbers_only: bool, spoiled: bool) -> Line:
        scan = self._scan(numbers_only=numbers_only, spoiled=spoiled)
        return Line(self._cut(scan.picture, scan.top, scan.base, scan.reach), scan.text)

    def _scan(self, *, numbers_only: bool, spoiled: bool) -> _Scan:
        rng = self._rng
        while True:
            text = self._sampler.line(numbers_only=numbers_only)
            native = float(np.exp(rng.uniform(np.log(9.5), np.log(27))))
            finer = float(rng.uniform(1.0, 1.9))
            printed = self._set(text, native * finer)
            inked = np.flatnonzero((printed.picture < 160).any(1))
            if len(inked):  # a face may lack a sign
                break
        reach = (float(inked[0]), float(inked[-1] + 1))
        if not spoiled:
            return _Scan(printed.picture.astype(np.float32), printed.top, printed.base, reach, text)
        picture, top, base = self._on_paper(printed)
        picture = self._scanned(picture, base - top, finer)
        return _Scan(picture, top / finer, base / finer, (reach[0] / finer, reach[1] / finer), text)

    def _set(self, text: str, band: float) -> SetLine:
        """The text in print, its running number or day sometimes by pen."""
        rng = self._rng
        face = self._paths[min(int(np.searchsorted(self._weights, rng.random())), len(self._paths) - 1)]
        if self._pens and rng.random() < _PEN:
            pen = self._pens[int(rng.integers(len(self._pens)))]
            larger = band * float(rng.uniform(0.85, 1.6))
            if found := _RUNNING.fullmatch(text):
                return with_pen(
                    set_line(found[1], face, band, rng), set_line(found[2], pen, larger, rng), rng, before=False
                )
            if found := _DAY.fullmatch(text):
                month = set_line(found[2].strip(), face, band, rng)
                return with_pen(month, set_line(found[1], pen, larger, rng), rng, before=True)
        return set_line(text, face, band, rng)

    def _on_paper(self, printed: SetLine) -> tuple[faults.Plane, float, float]:
        """Print, neighbours, pens and stamps, a slant left over from straightening."""
        rng = self._rng
        top, base = printed.top, printed.base
        band = base - top
        picture = printed.picture
        if rng.random() < 0.18:
            thicker = rng.random() < 0.55
            kernel = np.ones((2, 2) if band > 14 else (1, 2), np.uint8)
            picture = (cv2.erode(picture, kernel) if thicker else cv2.dilate(picture, kernel)).astype(np.uint8)
        page = picture.astype(np.float32)
        height, width = page.shape
        if self._neighbour is not None and rng.random() < 0.2:
            page = np.asarray(np.minimum(page, self._rest_of_neighbour(height, width, band)), np.float32)
        if rng.random() < 0.6:
            self._neighbour = picture.astype(np.float32)
        if rng.random() < 0.17:
            page = faults.clutter(page, base, band, rng)
        shear = rng.normal(0, 0.06) if rng.random() < 0.3 else 0.0
        angle = rng.normal(0, 0.35) if rng.random() < 0.45 else 0.0
        if shear or angle:
            matrix = cv2.getRotationMatrix2D((width / 2, base), angle, 1)
            matrix[0, 1] += shear
            matrix[0, 2] -= shear * base
            page = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,)).astype(
                np.float32
            )
        return page, top, base

    def _rest_of_neighbour(self, height: int, width: int, band: float) -> faults.Plane:
        """Feet of the line above or heads of the line below that stayed in the cut."""
        assert self._neighbour is not None
        other = self._neighbour
        layer = np.full((height, width), 255, np.float32)
        tall, wide = min(height, other.shape[0]), min(width, other.shape[1])
        layer[:tall, :wide] = other[:tall, :wide]
        pitch = band * float(self._rng.uniform(2.3, 3.2)) * (1 if self._rng.random() < 0.5 else -1)
        moved = cv2.warpAffine(
            layer, np.array([[1, 0, 0], [0, 1, pitch]], np.float32), (width, height), borderValue=(255,)
        )
        return np.asarray(moved, np.float32)

    def _scanned(self, page: faults.Plane, band: float, finer: float) -> faults.Plane:
        rng = self._rng
        if rng.random() < 0.24:
            page = faults.worn(page, band, rng)
        if rng.random() < 0.13:
            page = faults.dust(page, band, rng)
        if rng.random() < 0.8:
            page = faults.blur(page, band * float(rng.uniform(0.015, 0.075)))
        early = rng.random() < 0.12
        if early:
            page = faults.bitonal(faults.tone(page, rng), rng)
        page = cv2.resize(page, None, fx=1 / finer, fy=1 / finer, interpolation=cv2.INTER_AREA).astype(np.float32)
        if early:
            return page
        page = faults.tone(page, rng)
        kind = rng.random()
        if kind < 0.22:
            return faults.bitonal(page, rng)
        if kind < 0.48:
            page = faults.jpeg(page, rng)
        return faults.flattened(page) if rng.random() < 0.6 else page

    def _cut(self, picture: faults.Plane, top: float, base: float, reach: tuple[float, float]) -> Strip:
        """Crop to the text's rows and normalise, mostly by the reader's own eye for the band, partly by the known band."""
        rng = self._rng
        band = base - top
        gray = np.clip(picture, 0, 255).astype(np.uint8)
        dark = gray < (int(gray.max()) + int(gray.min())) // 2
        columns = np.flatnonzero(dark.any(0))
        left, right = (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, gray.shape[1])
        margin = max(2, int(band * 0.6)) if rng.random() < 0.6 else 4
        left = max(0, left - int(rng.integers(0, margin)))
        right = min(gray.shape[1], right + int(rng.integers(1, margin + 1)))
        upper = max(0, int(min(reach[0], top - 0.6 * band) - band * rng.uniform(0, 0.35)))
        lower = min(gray.shape[0], int(max(reach[1], base + 0.3 * band) + band * rng.uniform(0, 0.35)) + 1)
        strip = np.ascontiguousarray(gray[upper:lower, left:right])
        top, base = top - upper, base - upper
        if rng.random() < 0.6:
            top, base = self._seen_band(strip, top, base)
            spread, drift = 0.05, 0.7
        else:
            spread, drift = 0.10, 1.3
        return place(
            strip,
            top,
            base,
            stretch=float(np.clip(rng.normal(1, 0.06), 0.82, 1.22)),
            shift=float(rng.normal(0, drift)),
            scale=float(np.clip(rng.normal(1, spread), 0.74, 1.32)),
        )

    def _seen_band(self, strip: Strip, top: float, base: float) -> tuple[float, float]:
        """The band as the reader estimates it on a page whose usual letter is about this high."""
        usual = (base - top) * float(self._rng.normal(1, 0.05))
        seen_top, seen_base = consonant_band(ink(strip))
        height = float(seen_base - seen_top)
        if not 0.6 * usual < height < 2.4 * usual or abs(seen_base - base) > 0.5 * usual:
            return base - usual, base
        if height < 1.25 * usual:
            height = 0.5 * height + 0.5 * usual
        return seen_base - height, float(seen_base)

    def _junk(self) -> Line:
        """A cut without text: it must read as nothing rather than as letters."""
        rng = self._rng
        height = int(rng.integers(24, 70))
        size = (height, int(height * rng.uniform(0.6, 7)))
        band = height * 0.4
        page = np.full(size, 255, np.float32)
        kind = rng.random()
        if kind < 0.5:
            for _ in range(int(rng.integers(1, 4))):
                page = np.minimum(page, faults.pen_stroke(size, rng, max(1, int(band * rng.uniform(0.05, 0.2)))))
        elif kind < 0.7:
            page = faults.stamp(size, rng)
        elif kind < 0.8:
            page = faults.underline(size, height * 0.6, band, rng)
        elif kind < 0.9:
            page = faults.edge_rules(size, rng)
        else:
            blobs = faults.blur(faults.noise(size, rng), float(rng.uniform(1, 4)))
            page = np.where(blobs > blobs.std() * rng.uniform(0.8, 2.2), np.float32(30), np.float32(255))
        page = self._scanned(page.astype(np.float32), band, 1.0)
        gray = np.clip(page, 0, 255).astype(np.uint8)
        base = height * float(rng.uniform(0.6, 0.9))
        top, base = self._seen_band(gray, base - band * float(rng.uniform(0.6, 1.4)), base)
        return Line(place(gray, top, base), "")


def write_shard(path: Path, maker: LineMaker, count: int, *, numbers_only: bool, spoiled: bool = True) -> None:
    """Write ``count`` lines; the file appears under its name only when whole."""
    made = [maker.line(numbers_only=numbers_only, spoiled=spoiled) for _ in range(count)]
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(
            file,
            pixels=np.concatenate([line.strip.T.ravel() for line in made]),
            widths=np.array([line.strip.shape[1] for line in made], np.int32),
            labels=np.array([label for line in made for label in labels(line.text)], np.uint8),
            lengths=np.array([len(line.text) for line in made], np.int32),
        )
    part.rename(path)


class Shard:
    """The lines of one shard file, in memory."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as stored:
            self._pixels: NDArray[np.uint8] = stored["pixels"]
            self.widths: NDArray[np.int32] = stored["widths"]
            self._labels: NDArray[np.uint8] = stored["labels"]
            lengths: NDArray[np.int32] = stored["lengths"]
        self._starts = np.concatenate([[0], np.cumsum(self.widths.astype(np.int64))]) * HEIGHT
        self._label_starts = np.concatenate([[0], np.cumsum(lengths)])

    def __len__(self) -> int:
        return len(self.widths)

    def __getitem__(self, number: int) -> tuple[Strip, NDArray[np.uint8]]:
        """Strip [48, width] and labels of a line."""
        flat = self._pixels[self._starts[number] : self._starts[number + 1]]
        strip = flat.reshape(self.widths[number], HEIGHT).T
        return strip, self._labels[self._label_starts[number] : self._label_starts[number + 1]]
