"""Times QuantEcon's Abreu-Sannikov on a Cournot duopoly, start-up and compilation excluded.

Usage: repeated_peer.py POINTS DISCOUNT REPEATS SECONDS: at least so many runs, for at least so long. Prints the
least time in seconds and the number of corners.
"""

import sys
import time

import numpy as np
import quantecon.game_theory as gt


def cournot(points):
    quantity = np.linspace(0, 6, points)
    own, other = np.meshgrid(quantity, quantity, indexing="ij")
    profit = np.maximum(6 - own - other, 0) * own
    return gt.NormalFormGame((gt.Player(profit), gt.Player(profit.copy())))


def main():
    points, discount = int(sys.argv[1]), float(sys.argv[2])
    repeats, seconds = int(sys.argv[3]), float(sys.argv[4])
    game = gt.RepeatedGame(cournot(points), discount)
    game.equilibrium_payoffs(method="abreu_sannikov")
    best, hull = None, None
    runs, begun = 0, time.perf_counter()
    while runs < repeats or time.perf_counter() - begun < seconds:
        runs += 1
        start = time.perf_counter()
        hull = game.equilibrium_payoffs(method="abreu_sannikov")
        elapsed = time.perf_counter() - start
        best = elapsed if best is None else min(best, elapsed)
    print(best, len(hull.vertices))


main()
