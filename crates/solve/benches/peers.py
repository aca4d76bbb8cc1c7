"""Times one task of the bench `peers` in a peer's own library, start-up and compilation excluded.

Usage: peers.py MODULE TASK FILE REPEATS. Prints the least time in seconds and what was found. The file
holds {"shape": [..], "payoffs": [[..], ..]}, player 1 varying fastest.
"""

import json
import sys
import time


def main():
    module, task, path, repeats = sys.argv[1:5]
    with open(path) as file:
        game = json.load(file)
    solve = PEERS[module, task](game["shape"], game["payoffs"])
    best = None
    for _ in range(int(repeats)):
        start = time.perf_counter()
        found = solve()
        elapsed = time.perf_counter() - start
        best = elapsed if best is None else min(best, elapsed)
    print(best, found)


def matrices(shape, payoffs):
    import numpy

    m, n = shape
    return [numpy.array(u, dtype=float).reshape(n, m).T.copy() for u in payoffs]


def quantecon(shape, payoffs):
    import quantecon.game_theory as gt

    row, column = matrices(shape, payoffs)
    game = gt.NormalFormGame((gt.Player(row), gt.Player(column.T.copy())))
    # Compiled on first use.
    small = gt.NormalFormGame((gt.Player([[3.0, 0.0], [5.0, 1.0]]), gt.Player([[3.0, 0.0], [5.0, 1.0]])))
    gt.vertex_enumeration(small)
    return lambda: len(gt.vertex_enumeration(game))


def nashpy(shape, payoffs):
    import nashpy
    import warnings

    warnings.filterwarnings("ignore")
    game = nashpy.Game(*matrices(shape, payoffs))
    return lambda: len(list(game.vertex_enumeration()))


def gambit_game(shape, payoffs):
    import pygambit

    text = 'NFG 1 R "" { %s } { %s }\n' % (
        " ".join('"%d"' % p for p in range(len(shape))),
        " ".join(str(m) for m in shape),
    )
    values = (str(int(u[at])) for at in range(len(payoffs[0])) for u in payoffs)
    import io

    return pygambit.read_nfg(io.BytesIO((text + " ".join(values)).encode()))


def gambit_enummixed(shape, payoffs):
    import pygambit

    game = gambit_game(shape, payoffs)
    return lambda: len(pygambit.nash.enummixed_solve(game, rational=True).equilibria)


def gambit_logit(shape, payoffs):
    import pygambit

    game = gambit_game(shape, payoffs)
    solve = getattr(pygambit.nash, "logit_solve", None) or pygambit.qre.logit_solve
    return lambda: len(solve(game).equilibria)


PEERS = {
    ("quantecon", "all"): quantecon,
    ("nashpy", "all"): nashpy,
    ("pygambit", "all"): gambit_enummixed,
    ("pygambit", "one"): gambit_logit,
}

if __name__ == "__main__":
    main()
