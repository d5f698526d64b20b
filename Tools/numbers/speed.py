#!/usr/bin/env python3
"""Times two versions of artpipe-bench in turns, and prints the ratio of their medians: has a change made anything slower?

    speed.py OLD NEW [WORK …]

OLD and NEW are the programs that `make bench` builds (Benchmarks/.build/release/artpipe-bench) in two checkouts. A WORK is
a part of a name, such as "dcgan-64"; all works where none is given. Needs nothing but Python's own library.
"""
import json
import statistics
import subprocess
import sys

WORKS = [
    "train dcgan-mnist 256", "train dcgan-mnist 64", "train rgb-art 256", "train mlp-gan 128", "train hybrid-gan 128",
    "train dcgan-64 64", "train dcgan-128 64", "train dcgan-256 16", "train residual-32 64",
    "sample dcgan-mnist 256", "sample dcgan-mnist 1",
]
TURNS = 8
SECONDS_A_TURN = 0.8


def ask(program, work, rounds):
    program.stdin.write(f"{work} {rounds}\n")
    program.stdin.flush()
    return json.loads(program.stdout.readline())


def main(old, new, wanted):
    programs = [
        subprocess.Popen([path, "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for path in (old, new)
    ]
    for work in WORKS:
        if wanted and not any(part in work for part in wanted):
            continue
        # The first rounds do not count.
        first = [statistics.median(ask(program, work, 2)) for program in programs]
        rounds = max(2, min(200, int(SECONDS_A_TURN / first[0])))
        times = [[], []]
        for turn in range(TURNS):
            for place in (0, 1) if turn % 2 == 0 else (1, 0):
                times[place] += ask(programs[place], work, rounds)
        medians = [statistics.median(part) for part in times]
        print(f"{work}: {medians[0] * 1000:.2f} ms, {medians[1] * 1000:.2f} ms, old/new {medians[0] / medians[1]:.3f}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
