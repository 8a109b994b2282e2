"""Compose the bundled sample: ``python -m flows.receiving.sample.compose``. A letter that nobody wrote, scanned by nobody's scanner.

The text is ours, the people are invented; only the offices exist. It is set with the department's own template, rendered
at 200 dpi, stamped in blue by the receiving office, turned by a degree and compressed, as a scan is.
"""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.catalog import load_catalog
from circulars.letter.letter import LetterKind
from flows.receiving.sample import SAMPLE
from flows.receiving.sample.letter import CONTENT

DPI = 200
_STAMP = ("ที่ทำการปกครองจังหวัดสกลนคร", "เลขรับ  ๘๘๑๒", "วันที่  ๑๗ พ.ย. ๒๕๖๙", "เวลา  ๐๙.๔๐ น.")


def main() -> None:
    """Write the sample beside this module."""
    template = load_catalog().compiled("department", LetterKind.EXTERNAL)
    (pdf,) = to_pdf([template.render(CONTENT)])
    noise = np.random.default_rng(2569)
    document = pdfium.PdfDocument(pdf)
    scans = []
    for index in range(len(document)):
        page = document[index].render(scale=DPI / 72).to_pil().convert("RGB")
        if index == 0:
            _stamp(page)
        scans.append(scanned(page, 0.6 - index, noise))
    out = io.BytesIO()
    scans[0].save(out, "PDF", save_all=True, append_images=scans[1:], resolution=DPI, quality=72)
    SAMPLE.write_bytes(out.getvalue())


def _stamp(page: Image.Image) -> None:
    """The receiving stamp (แบบที่ ๑๒) in blue, upper right."""
    layer = Image.new("RGBA", (520, 230), (255, 255, 255, 0))
    draw = ImageDraw.Draw(layer)
    blue = (30, 60, 170, 235)
    draw.rectangle((3, 3, 516, 226), outline=blue, width=4)
    font = ImageFont.truetype("/usr/share/fonts/truetype/tlwg/Laksaman-Bold.ttf", 30)
    for row, text in enumerate(_STAMP):
        draw.text((22, 10 + row * 52), text, blue, font=font)
    turned = layer.rotate(2.5, expand=True, resample=Image.Resampling.BICUBIC)
    page.paste(turned, (page.width - 620, 60), turned)


def scanned(page: Image.Image, skew: float, noise: np.random.Generator) -> Image.Image:
    """Turned a little, softened, with paper and sensor noise."""
    turned = page.rotate(skew, fillcolor="white", resample=Image.Resampling.BICUBIC).filter(
        ImageFilter.GaussianBlur(0.6)
    )
    pixels = np.asarray(turned, np.float32) - 6 + noise.normal(0, 4, (turned.height, turned.width, 1))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


if __name__ == "__main__":
    main()
