"""Draws time against the number of states from what the bench `stochastic` printed.

Usage: cargo bench -p talion-solve --bench stochastic | python3 crates/solve/benches/plot_states.py > docs/src/figures/cost-states.svg
"""

import math
import re
import sys

UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}
NAMES = {
    "backward_induction": ("built, condensed, 20 quarters of backward induction", "#0072b2", ""),
    "state_recursion": ("state recursion, a clock that runs out", "#d55e00", "7 4"),
    "certificate": ("certificate: values of one component", "#009e73", "2 4"),
}
LEFT, TOP, WIDTH, HEIGHT = 70, 110, 440, 300


def series(lines):
    found, name = {}, None
    for line in lines:
        head = re.search(r"[├╰]─ ([a-z_]+)\s", line)
        if head:
            name = head.group(1)
        row = re.search(r"[├╰]─ (\d+)\s+.*?│.*?│ ([\d.]+) (ns|µs|ms|s)\s", line)
        if row and name in NAMES:
            found.setdefault(name, []).append((int(row.group(1)), float(row.group(2)) * UNITS[row.group(3)]))
    return found


def main():
    found = series(sys.stdin)
    points = [p for own in found.values() for p in own]
    x0, x1 = (math.log10(f(p[0] for p in points)) for f in (min, max))
    y0, y1 = math.floor(math.log10(min(p[1] for p in points))), math.ceil(math.log10(max(p[1] for p in points)))

    def place(states, seconds):
        x = LEFT + WIDTH * (math.log10(states) - x0) / (x1 - x0)
        return x, TOP + HEIGHT * (1 - (math.log10(seconds) - y0) / (y1 - y0))

    out = []
    say = out.append
    say(f'<svg xmlns="http://www.w3.org/2000/svg" width="560" height="{TOP + HEIGHT + 60}" font-family="sans-serif" font-size="12" role="img" aria-label="Time against states">')
    say(f'<rect width="560" height="{TOP + HEIGHT + 60}" fill="#ffffff"/>')
    say('<text x="16" y="26" font-size="16" font-weight="bold">Stochastic games: time against states</text>')
    for at, (label, colour, dash) in enumerate(NAMES.values()):
        y = 46 + 18 * at
        say(f'<line x1="16" y1="{y - 4}" x2="46" y2="{y - 4}" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/><text x="54" y="{y}">{label}</text>')
    for power in range(y0, y1 + 1):
        _, y = place(points[0][0], 10.0**power)
        say(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{LEFT + WIDTH}" y2="{y:.1f}" stroke="#c4c9cf"/><text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for power in range(round(x0), round(x1) + 1):
        x, _ = place(10**power, 10.0**y0)
        say(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{TOP + HEIGHT}" stroke="#c4c9cf"/><text x="{x:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{10**power:,}</text>')
    say(f'<text x="{LEFT + WIDTH}" y="{TOP + HEIGHT + 40}" text-anchor="end" fill="#57606a">states \u2192</text>')
    for name, own in found.items():
        _, colour, dash = NAMES[name]
        line = " ".join("{:.1f},{:.1f}".format(*place(*p)) for p in own)
        say(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>')
        for p in own:
            x, y = place(*p)
            say(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
    say("</svg>")
    print("\n".join(out))


main()
