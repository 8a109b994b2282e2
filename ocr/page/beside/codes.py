"""QR codes and barcodes of a page, the small ones among print too."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import zxingcpp

from circulars.letter.page import Box, Code
from ocr.document import PageImage
from ocr.page.clean import Image

_CODE_DPI = 150  # QR codes of letters are read at this resolution in milliseconds
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])
_Found = tuple[zxingcpp.Barcode, int, int, float]
"""A code, and where the picture it was found in stands on the page: left, top in pixels, and its magnification."""
_MOST_PATCHES = 12
_PATCH_MARGIN = 40  # of 620 a page's width
_LARGEST_PATCH = 4_000_000  # pixels


def codes_of(image: PageImage) -> tuple[Code, ...]:
    """QR codes and barcodes: QR codes on the page at two sizes, then enlarged where one may stand, then all kinds."""
    gray = image.picture if image.picture.ndim == 2 else cv2.cvtColor(image.picture, cv2.COLOR_RGB2GRAY)
    shrink = min(1.0, _CODE_DPI / image.dpi)
    small = cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else gray
    height, width = gray.shape
    for found in _looks(gray, small, shrink):
        codes = tuple(
            Code(code.text, code.format.name, _code_box(code, left, top, factor, width, height))
            for code, left, top, factor in found
            if code.valid and code.text
        )
        if codes:
            return codes
    return ()


def _looks(gray: Image, small: Image, shrink: float) -> Iterator[list[_Found]]:
    """What each way of looking finds, the cheap ones first."""
    yield [(code, 0, 0, shrink) for code in zxingcpp.read_barcodes(small, formats=_QR)]
    yield [(code, 0, 0, 1.0) for code in zxingcpp.read_barcodes(gray, formats=_QR)]
    yield _enlarged(gray)
    yield [(code, 0, 0, shrink) for code in zxingcpp.read_barcodes(small)]


def _enlarged(gray: Image) -> list[_Found]:
    """QR codes in the patches that may hold one, at two and three times the size, with where the patch stands."""
    for factor in (2, 3):
        found: list[_Found] = []
        for left, top, right, bottom in _dense_patches(gray):
            patch = cv2.resize(gray[top:bottom, left:right], None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
            found += [(code, left, top, float(factor)) for code in zxingcpp.read_barcodes(patch, formats=_QR)]
        if found:
            return found
    return []


def _dense_patches(gray: Image) -> list[tuple[int, int, int, int]]:
    """Square patches dense with black and white changes, with some paper around: (left, top, right, bottom) pixels."""
    height, width = gray.shape
    small = cv2.resize(gray, (620, 877), interpolation=cv2.INTER_AREA)
    edges = cv2.absdiff(small, cv2.medianBlur(small, 5))
    dense = cv2.boxFilter((edges > 40).astype("float32"), -1, (45, 45))
    _, _, stats, _ = cv2.connectedComponentsWithStats((dense > 0.28).astype("uint8"))
    patches = []
    for x, y, w, h, _area in stats[1 : 1 + _MOST_PATCHES].tolist():
        left, right = (x - _PATCH_MARGIN) * width / 620, (x + w + _PATCH_MARGIN) * width / 620
        top, bottom = (y - _PATCH_MARGIN) * height / 877, (y + h + _PATCH_MARGIN) * height / 877
        patches.append((max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom))))
    return [patch for patch in patches if (patch[2] - patch[0]) * (patch[3] - patch[1]) < _LARGEST_PATCH]


def _code_box(code: zxingcpp.Barcode, left: int, top: int, factor: float, width: int, height: int) -> Box:
    corners = (code.position.top_left, code.position.top_right, code.position.bottom_left, code.position.bottom_right)
    xs, ys = [left + p.x / factor for p in corners], [top + p.y / factor for p in corners]
    return Box(min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height)
