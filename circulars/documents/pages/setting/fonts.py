"""Fonts for previews and PDF: a really installed TH Sarabun wins; else one with its metrics is derived at first use.

Laksaman (Debian fonts-thai-tlwg, GPL-2+ with font exception) is TH Sarabun New drawn 1.503 times larger on the em:
changing unitsPerEm gives advances within 0.2 % of the real font, lines and pages as in Word. Nothing derived is
committed; it is renamed, for TH Sarabun New is a name of its owners.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

from circulars.errors import EngineMissing

_SOURCE = Path("/usr/share/fonts/truetype/tlwg")
_SYSTEM = Path("/etc/fonts/fonts.conf")
_FAMILY, _FAMILY_THAI_DIGITS = "Saraban Preview", "Saraban Preview IT9"
_UNITS = 1503
_STYLES = (("", "Regular"), ("-Bold", "Bold"), ("-Italic", "Italic"), ("-BoldItalic", "BoldItalic"))
_NAMES = ("TH Sarabun New", "TH SarabunPSK", "THSarabunNew", "TH Sarabun PSK", "TH Niramit AS")
_NAMES_THAI_DIGITS = ("TH SarabunIT๙", "TH SarabunIT9", "TH Sarabun IT๙")


def cache_folder() -> Path:
    """Where derived fonts live: the user's cache, or a folder of the system's temp where there is no home."""
    base = os.environ.get("XDG_CACHE_HOME") or (str(Path.home() / ".cache") if os.environ.get("HOME") else None)
    return Path(base or tempfile.gettempdir()) / "circulars" / "fonts-1"


def fontconfig_file() -> Path:
    """The fontconfig file that LibreOffice must be started with. Raises EngineMissing without Thai fonts.

    Looked for at every call: a cache folder may be emptied while the office runs, and LibreOffice would then set the
    letter in any font without a word.
    """
    folder = cache_folder()
    conf = folder / "fonts.conf"
    if conf.exists():
        return conf
    if not (_SOURCE / "Laksaman.ttf").exists():
        if _installed():
            return _SYSTEM
        raise EngineMissing(
            "ไม่พบแบบอักษรไทย กรุณาติดตั้งด้วย make setup หรือ apt-get install fonts-thai-tlwg", cause=str(_SOURCE)
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch) / "fonts"
        made.mkdir()
        for suffix, style in _STYLES:
            _derive(_SOURCE / f"Laksaman{suffix}.ttf", made / f"preview-{style}.ttf", _FAMILY, style, thai_digits=False)
            _derive(
                _SOURCE / f"Laksaman{suffix}.ttf",
                made / f"it9-{style}.ttf",
                _FAMILY_THAI_DIGITS,
                style,
                thai_digits=True,
            )
        (made / "fonts.conf").write_text(_conf(folder), encoding="utf-8")
        if not conf.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what is left of an emptied cache
        try:
            made.rename(folder)
        except OSError:  # another process was first
            if not conf.exists():
                raise
    return conf


def _installed() -> bool:
    """A real TH Sarabun New is installed: nothing has to be derived."""
    program = shutil.which("fc-list")
    if program is None or not _SYSTEM.exists():
        return False
    found = subprocess.run([program, "TH Sarabun New", "file"], capture_output=True, text=True, timeout=60, check=False)
    return bool(found.stdout.strip())


def _derive(source: Path, target: Path, family: str, style: str, *, thai_digits: bool) -> None:
    font = TTFont(source, recalcTimestamp=False)
    if thai_digits:  # TH SarabunIT๙ draws ASCII digits as Thai ones
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap.update({0x30 + i: table.cmap[0xE50 + i] for i in range(10)})
    font["head"].unitsPerEm = _UNITS

    def scaled(value: int) -> int:
        return round(value * _UNITS / 1000)

    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = scaled(844), -scaled(457), scaled(30)
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = scaled(850), -scaled(250), scaled(60)
    os2.usWinAscent, os2.usWinDescent = scaled(844), scaled(457)
    os2.fsSelection &= ~0x80  # with typo metrics LibreOffice would set lines 1.16 em apart instead of 1.331
    names = {
        1: family,
        16: family,
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
    }
    for record in list(font["name"].names):
        if record.nameID in names:
            where = (record.platformID, record.platEncID, record.langID)
            font["name"].setName(names[record.nameID], record.nameID, *where)
    for table in ("DSIG", "FFTM"):
        if table in font:
            del font[table]
    font.save(target)


def _conf(folder: Path) -> str:
    rule = (
        '<match target="pattern"><test qual="any" name="family" compare="eq"><string>{name}</string></test>'
        '<edit name="family" mode="append" binding="same"><string>{family}</string></edit></match>'
    )
    rules = [rule.format(name=name, family=_FAMILY) for name in _NAMES]
    rules += [rule.format(name=name, family=_FAMILY_THAI_DIGITS) for name in _NAMES_THAI_DIGITS]
    # after the system's own rules: Debian aliases TH Sarabun to Laksaman with a matrix that LibreOffice ignores
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"<dir>{folder}</dir>\n" + "\n".join(rules) + "\n</fontconfig>\n"
    )
