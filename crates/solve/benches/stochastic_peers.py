"""Times sgamesolver on the random games of the bench `stochastic`, start-up and starting point excluded.

Usage: stochastic_peers.py STATES ACTIONS SEED MOST_STEPS (0 for no limit). Two players, discount .95. Prints the
CPU seconds, the steps and whether it converged. The games are those of `tests/common/dynamic.rs`.
"""

import sys
import time

import numpy

# Removed in numpy 2, used by sgamesolver 1.0.2.
numpy.NaN = numpy.nan
import sgamesolver

MASK = (1 << 64) - 1


def whole_numbers(seed, below):
    state = (seed * 0x9E3779B97F4A7C15 + 1) & MASK
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        yield float((state >> 33) % below)


def random_stochastic(states, actions, seed):
    payoff, weight = whole_numbers(seed, 1000), whole_numbers(seed + 1000003, 100)
    payoffs = numpy.zeros((states, 2, actions, actions))
    transitions = numpy.zeros((states, actions, actions, states))
    for state in range(states):
        for second in range(actions):
            for first in range(actions):
                payoffs[state, :, first, second] = [next(payoff) / 1000, next(payoff) / 1000]
                row = numpy.array([1 + next(weight) for _ in range(states)])
                transitions[state, first, second] = row / row.sum()
    return sgamesolver.SGame(list(payoffs), list(transitions), 0.95)


def main():
    states, actions, seed, most_steps = map(int, sys.argv[1:5])
    homotopy = sgamesolver.homotopy.QRE(random_stochastic(states, actions, seed))
    homotopy.solver_setup()
    homotopy.solver.verbose = 0
    start = time.process_time()
    if most_steps > 0:
        homotopy.solver.max_steps = most_steps
    result = homotopy.solver.start()
    elapsed = time.process_time() - start
    print(elapsed, homotopy.solver.step, result["success"])


if __name__ == "__main__":
    main()
