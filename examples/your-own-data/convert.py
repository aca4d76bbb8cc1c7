#!/usr/bin/env python3
"""Turns a world input-output table into a data folder of Talion.

    python3 convert.py icio 2017_SML.csv regions.csv sectors.csv my-data --year 2017
    python3 convert.py wiod WIOT2014.csv regions.csv sectors.csv my-data --year 2014

Needs nothing but Python. What it reads, and what it does to the figures, is in README.md beside it.
"""

import argparse
import csv
import os
import re
import sys
from collections import defaultdict

ICIO_FINAL = {"HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR"}
ICIO_TOTALS = {"TLS", "VA", "OUT"}
# The extended ICIO splits two countries by kind of firm; their final demand is not split.
ICIO_SPLIT = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
WIOD_HEAD = ["IndustryCode", "IndustryDescription", "Country", "RNr"]
WIOD_LAST_INDUSTRY = 56
WIOD_FINAL = range(57, 62)


def fail(problems):
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    sys.exit(2)


def read_map(path, columns):
    """Rows of a small CSV as dictionaries, every one with these columns filled."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        missing = [name for name in columns if name not in (reader.fieldnames or [])]
        if missing:
            fail([f"{path}: no column {', '.join(missing)}; it needs {', '.join(columns)}"])
        rows = list(reader)
    bad = [
        f"{path}:{line}: empty `{name}`"
        for line, row in enumerate(rows, 2)
        for name in columns
        if not (row[name] or "").strip()
    ]
    if not rows:
        bad.append(f"{path}: no rows")
    if bad:
        fail(bad)
    return [{name: row[name].strip() for name in columns} for row in rows]


def number(text, place):
    try:
        return float(text) if text.strip() else 0.0
    except ValueError:
        fail([f"{place}: `{text}` is no number"])


class Icio:
    """OECD ICIO, 2023 release: one head row and one head column of COUNTRY_INDUSTRY; the columns of final
    demand are COUNTRY_ and one of HFCE, NPISH, GGFC, GFCF, INVNT, DPABR; rows TLS, VA and OUT, column OUT."""

    def __init__(self, path):
        self.path = path

    def columns(self):
        """Country and industry of every column, `None` for the industry of final demand; `None` for
        columns that are sums."""
        with open(self.path, newline="", encoding="utf-8-sig") as file:
            head = next(csv.reader(file))
        found = []
        for name in head[1:]:
            if name in ICIO_TOTALS:
                found.append(None)
                continue
            country, _, rest = name.partition("_")
            if not rest:
                fail([f"{self.path}: column `{name}` is neither COUNTRY_INDUSTRY nor a sum of the 2023 release"])
            industry = None if rest in ICIO_FINAL else rest
            found.append((ICIO_SPLIT.get(country, country), industry))
        return found

    def rows(self):
        """Country, industry and cells of every producing row."""
        with open(self.path, newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            next(reader)
            for row in reader:
                if row and row[0] not in ICIO_TOTALS:
                    country, _, industry = row[0].partition("_")
                    if not industry:
                        fail([f"{self.path}:{reader.line_num}: row `{row[0]}` is not COUNTRY_INDUSTRY"])
                    yield ICIO_SPLIT.get(country, country), industry, row[1:], reader.line_num


class Wiod:
    """WIOD, 2016 release, as CSV: either flat, with the head IndustryCode, IndustryDescription, Country, RNr
    (and Year), then AUS1 to AUS56 for industries and AUS57 to AUS61 for final demand; or the sheet as it is,
    with rows of codes, names, countries and c1, c2, ... above the figures."""

    def __init__(self, path):
        self.path = path
        self.heads, self.skip, self.first = self.read_head()
        self.industries = {}
        for country, code, rank, _, _ in self.raw_rows():
            self.industries.setdefault(rank, code)

    def read_head(self):
        """Country and number of every column, rows to skip, and the first column of figures."""
        above = []
        with open(self.path, newline="", encoding="utf-8-sig") as file:
            for at, row in enumerate(csv.reader(file)):
                if row[:4] == WIOD_HEAD:
                    first = 5 if row[4] == "Year" else 4
                    heads = [re.fullmatch(r"([A-Z]{3})(\d+)", name) for name in row[first:]]
                    return [head and (head[1], int(head[2])) for head in heads], at + 1, first
                numbers = [re.fullmatch(r"c(\d+)", cell.strip()) for cell in row[4:]]
                if numbers and all(numbers):
                    countries = above[-1][4:]
                    pairs = zip(countries, numbers)
                    return [(country.strip(), int(found[1])) for country, found in pairs], at + 1, 4
                above.append(row)
                if at > 10:
                    break
        fail([f"{self.path}: neither the flat layout ({', '.join(WIOD_HEAD)}, AUS1, ...) nor the sheet (c1, c2, ...)"])

    def raw_rows(self):
        with open(self.path, newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            for _ in range(self.skip):
                next(reader)
            for row in reader:
                rank = row[3].strip().lstrip("r") if len(row) > 3 else ""
                # Sums and taxes stand under the country TOT, with numbers above those of industries.
                if rank.isdigit() and int(rank) <= WIOD_LAST_INDUSTRY and row[2].strip() != "TOT":
                    yield row[2].strip(), row[0].strip(), int(rank), row[self.first :], reader.line_num

    def columns(self):
        found = []
        for head in self.heads:
            if head is None or head[0] == "TOT":
                found.append(None)
            elif head[1] in WIOD_FINAL:
                found.append((head[0], None))
            elif head[1] in self.industries:
                found.append((head[0], self.industries[head[1]]))
            else:
                fail([f"{self.path}: column {head[0]}{head[1]} is neither an industry nor final demand"])
        return found

    def rows(self):
        for country, code, _, cells, line in self.raw_rows():
            yield country, code, cells, line


def aggregate(table, regions, sectors):
    """Sums of the table over regions and sectors: flows by exporter, importer and sector, intermediate use
    by region, input and using sector, and output by region and sector."""
    columns = table.columns()
    unknown = sorted({c for c, _ in filter(None, columns) if c not in regions})
    lost = sorted({i for _, i in filter(None, columns) if i is not None and i not in sectors})
    problems = []
    if unknown:
        problems.append(f"countries without a region: {', '.join(unknown)}")
    if lost:
        problems.append(f"industries without a sector: {', '.join(lost)}")
    if problems:
        fail(problems)
    places = [
        (at, regions[pair[0]], None if pair[1] is None else sectors[pair[1]])
        for at, pair in enumerate(columns)
        if pair is not None
    ]
    flows, used, output = defaultdict(float), defaultdict(float), defaultdict(float)
    for country, industry, cells, line in table.rows():
        if country not in regions or industry not in sectors:
            fail([f"{table.path}:{line}: `{country}` or `{industry}` is in no column and in no map"])
        if len(cells) != len(columns):
            fail([f"{table.path}:{line}: {len(cells)} figures where the head has {len(columns)}"])
        exporter, sector = regions[country], sectors[industry]
        for at, importer, user in places:
            value = number(cells[at], f"{table.path}:{line}")
            if value:
                flows[exporter, importer, sector] += value
                output[exporter, sector] += value
                if user is not None:
                    used[importer, sector, user] += value
    return flows, used, output


def write(folder, name, head, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("layout", choices=["icio", "wiod"])
    words.add_argument("table", help="the table as CSV")
    words.add_argument("regions", help="CSV: country, region, name")
    words.add_argument("sectors", help="CSV: industry, sector, name, trade_elasticity")
    words.add_argument("out", help="folder to write")
    words.add_argument("--year", type=int, required=True)
    asked = words.parse_args()

    countries = read_map(asked.regions, ["country", "region", "name"])
    industries = read_map(asked.sectors, ["industry", "sector", "name", "trade_elasticity"])
    regions = {row["country"]: row["region"] for row in countries}
    sectors = {row["industry"]: row["sector"] for row in industries}
    region_names = {row["region"]: row["name"] for row in reversed(countries)}
    sector_rows = {row["sector"]: row for row in reversed(industries)}
    region_codes = list(dict.fromkeys(regions.values()))
    sector_codes = list(dict.fromkeys(sectors.values()))

    table = (Icio if asked.layout == "icio" else Wiod)(asked.table)
    flows, used, output = aggregate(table, regions, sectors)

    # Inventories run down can outweigh everything else that a region takes of a good.
    negative = {key: value for key, value in flows.items() if value < 0}
    kept = {key: value for key, value in flows.items() if value > 0}
    # Shares are of output as the flows that are kept make it, so that the folder adds up.
    made = defaultdict(float)
    for (exporter, _, sector), value in kept.items():
        made[exporter, sector] += value

    os.makedirs(asked.out, exist_ok=True)
    order = [(i, n, s) for s in sector_codes for i in region_codes for n in region_codes]
    write(asked.out, "trade.csv", ["exporter", "importer", "sector", "flow"],
          [[i, n, s, repr(kept[i, n, s])] for i, n, s in order if (i, n, s) in kept])
    write(asked.out, "tariffs.csv", ["importer", "exporter", "sector", "ad_valorem"], [])
    shares, inputs, bad = [], [], []
    for region in region_codes:
        for user in sector_codes:
            whole = made[region, user]
            own = [(s, used[region, s, user] / whole) for s in sector_codes if whole > 0]
            own = [(s, max(share, 0.0)) for s, share in own]
            added = 1.0 - sum(share for _, share in own)
            if added <= 0:
                bad.append(f"{region} {user}: inputs are {1 - added:.3f} of output; put the sector into another")
            shares.append([region, user, repr(added)])
            inputs += [[region, s, user, repr(share)] for s, share in own if share > 0]
    if bad:
        fail(bad)
    write(asked.out, "production.csv", ["region", "sector", "value_added_share"], shares)
    write(asked.out, "input_output.csv",
          ["region", "input_sector", "using_sector", "share_of_gross_output"], inputs)
    write(asked.out, "elasticities.csv", ["set", "sector", "trade_elasticity", "scale_elasticity"],
          [["own", s, sector_rows[s]["trade_elasticity"], 0] for s in sector_codes])
    source = {"icio": "OECD Inter-Country Input-Output Tables", "wiod": "World Input-Output Database, 2016 release"}
    lines = [
        f"name = {quoted(os.path.basename(os.path.abspath(asked.out)))}",
        f"title = {quoted(f'{len(region_codes)} regions, {len(sector_codes)} sectors, {asked.year}')}",
        f"year = {asked.year}",
        'unit = "US$ million"',
        'licence = "that of the source"',
        f"sources = [{quoted(source[asked.layout])}]",
    ]
    for kind, codes, names in [("region", region_codes, region_names),
                               ("sector", sector_codes, {s: sector_rows[s]["name"] for s in sector_codes})]:
        for code in codes:
            lines += ["", f"[[{kind}]]", f"code = {quoted(code)}", f"name = {quoted(names[code])}"]
    with open(os.path.join(asked.out, "dataset.toml"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")

    total = sum(output.values())
    print(f"{len(region_codes)} regions, {len(sector_codes)} sectors, output of US$ {total:.1f} million")
    print(f"negative flows, which are nothing now: {len(negative)}, {sum(negative.values()):.1f} million")
    print("no tariffs: put applied rates into tariffs.csv; flows must then be net of them")


if __name__ == "__main__":
    main()
