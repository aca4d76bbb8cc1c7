"""The peer of `cargo bench --bench policy`: the same model in numpy, the same war with scipy's L-BFGS-B.

python3 crates/talion/benches/peer_numpy.py [path of the talion program]

Prints seconds of one equilibrium (damped fixed point) and of the US-China Nash equilibrium in 16 + 16
tariffs (best responses in turn, gradients by forward differences), and next to them those of Talion on
the same machine in the same run. Needs numpy and scipy; constant returns only.
"""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

DATA = Path(__file__).resolve().parents[2] / "economy" / "data" / "us-china-2017"
SET = "simonovska-waugh-2014"


def rows(name):
    with open(DATA / name, newline="") as file:
        return list(csv.DictReader(file))


def codes(kind):
    import tomllib

    manifest = tomllib.loads((DATA / "dataset.toml").read_text())
    return [entry["code"] for entry in manifest[kind]]


REGIONS, SECTORS = codes("region"), codes("sector")
N, M = len(REGIONS), len(SECTORS)
r, s = {c: k for k, c in enumerate(REGIONS)}, {c: k for k, c in enumerate(SECTORS)}

# Exporter, importer, sector.
V, T = np.zeros((N, N, M)), np.zeros((N, N, M))
for row in rows("trade.csv"):
    V[r[row["exporter"]], r[row["importer"]], s[row["sector"]]] = float(row["flow"])
for row in rows("tariffs.csv"):
    T[r[row["exporter"]], r[row["importer"]], s[row["sector"]]] = float(row["ad_valorem"])
# Region, input, user.
G = np.zeros((N, M, M))
for row in rows("input_output.csv"):
    at = r[row["region"]], s[row["input_sector"]], s[row["using_sector"]]
    G[at] = float(row["share_of_gross_output"])
THETA = np.zeros(M)
for row in rows("elasticities.csv"):
    if row["set"] == SET:
        THETA[s[row["sector"]]] = float(row["trade_elasticity"])

VA = 1 - G.sum(1)
E = ((1 + T) * V).sum(0)
PI = (1 + T) * V / E
R = V.sum(1)
F = E - np.einsum("nsk,nk->ns", G, R)
INCOME = F.sum(1)
ALPHA = F / INCOME[:, None]
WAGES = (VA * R).sum(1)
DEFICIT = INCOME - WAGES - (T * V).sum((0, 2))


def solve(tariffs, tolerance=1e-12):
    """Welfare ratios by damped adjustment of wages."""
    appeal = PI * ((1 + tariffs) / (1 + T)) ** -THETA
    w, log_p, spending = np.ones(N), np.zeros((N, M)), E.copy()
    for _ in range(5000):
        for _ in range(3):
            cost = w[:, None] ** VA * np.exp(np.einsum("iks,ik->is", G, log_p))
            pull = appeal * (cost**-THETA)[:, None, :]
            phi = pull.sum(0)
            log_p = -np.log(phi) / THETA
        share = pull / phi
        for _ in range(30):
            received = share * spending / (1 + tariffs)
            sales = received.sum(1)
            income = w * WAGES + (received * tariffs).sum((0, 2)) + DEFICIT
            spending = ALPHA * income[:, None] + np.einsum("nsk,nk->ns", G, sales)
        excess = (VA * sales).sum(1) / (w * WAGES)
        if abs(excess - 1).max() < tolerance:
            break
        w = w * excess**0.5
        w *= WAGES.sum() / (w * WAGES).sum()
    return income / INCOME / np.exp((ALPHA * log_p).sum(1))


GOODS = [k for k in range(M) if T[:, :, k].any()]


def reply(tariffs, me, other):
    """The best tariffs of one player on the other."""

    def loss(x):
        at = tariffs.copy()
        at[other, me, GOODS] = np.expm1(x)
        return -1e4 * np.log(solve(at)[me])

    start = np.log1p(tariffs[other, me, GOODS])
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(0, np.log(11))] * len(GOODS))
    return np.expm1(found.x)


def war():
    tariffs, usa, china = T.copy(), r["USA"], r["CHN"]
    for sweep in range(20):
        before = tariffs.copy()
        for me, other in [(usa, china), (china, usa)]:
            tariffs[other, me, GOODS] = reply(tariffs, me, other)
        if abs(tariffs - before).max() < 1e-4:
            break
    return tariffs, sweep + 1


def main():
    raised = T.copy()
    raised[r["CHN"], r["USA"], GOODS] = raised[r["USA"], r["CHN"], GOODS] = 0.25
    begun = time.perf_counter()
    for _ in range(20):
        solve(raised)
    print(f"numpy, one equilibrium: {(time.perf_counter() - begun) / 20 * 1e3:.1f} ms")
    begun = time.perf_counter()
    tariffs, sweeps = war()
    seconds = time.perf_counter() - begun
    welfare = 100 * (solve(tariffs) - 1)
    print(f"numpy and L-BFGS-B, US-China Nash: {seconds:.1f} s in {sweeps} sweeps;", end=" ")
    print(f"USA {welfare[r['USA']]:+.6f} %, CHN {welfare[r['CHN']]:+.6f} %")
    if len(sys.argv) > 1:
        words = "tariffs --players USA,CHN --starts 0 --search light --format json --threads 1"
        words = [sys.argv[1], *words.split(), "--elasticities", SET]
        runs = [json.loads(subprocess.check_output(words)) for _ in range(5)]
        best = sorted(run["seconds"] for run in runs)[2]
        found = {x["region"]: x["welfare_percent"] for x in runs[0]["solutions"][0]["regions"]}
        print(f"talion, the same with its certificate: {best:.3f} s;", end=" ")
        print(f"USA {found['USA']:+.6f} %, CHN {found['CHN']:+.6f} %; ratio {seconds / best:.0f}")


if __name__ == "__main__":
    main()
