#!/usr/bin/env python3
"""An inference engine's side of the comparison: peer_engine.py ENGINE MODEL.onnx IMAGES.safetensors --threads N

Answers lines "sample NAME BATCH ROUNDS" with a JSON list of seconds. Before the first it makes images of the points in
IMAGES, compares them with those there, and tries the engine's settings; the fastest is used. With 0 rounds the answer is
what was tried. An answer {"failed": "why"} is one too.
"""
import argparse
import json
import statistics
import sys
import time

import numpy as np
from safetensors.numpy import load_file

from engine_settings import ENGINES

MOST = 1e-3


def choose(settings, expected):
    """The fastest of the settings that make the expected images, by the median of some runs."""
    found, tried, largest, faults = {}, {}, 0.0, []
    for name, make in settings.items():
        try:
            run = make()
            difference = float(np.abs(run() - expected).max())
        except Exception as error:  # What an engine throws is its own.
            faults.append(f"{name}: {error}")
            continue
        if not difference <= MOST:
            faults.append(f"{name}: its images differ from artpipe's by {difference:.1e}, more than {MOST:.0e}")
            continue
        largest = max(largest, difference)
        runs = min(max(3, round(0.3 / timed(run))), 100)
        found[name], tried[name] = run, statistics.median(timed(run) for _ in range(runs))
    if not found:
        raise RuntimeError("; ".join(faults))
    chosen = min(tried, key=tried.get)
    return found[chosen], {"chosen": chosen, "tried": tried, "difference": largest, "faults": faults}


def timed(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("model")
    parser.add_argument("images")
    parser.add_argument("--threads", type=int, required=True)
    arguments = parser.parse_args()
    tensors = load_file(arguments.images)
    prepared = {}
    for line in sys.stdin:
        _, _, batch, rounds = line.split()
        batch = int(batch)
        try:
            if batch not in prepared:
                points = np.ascontiguousarray(tensors["latents"][:batch])
                prepared[batch] = choose(
                    ENGINES[arguments.engine](arguments.model, points, arguments.threads), tensors["images"][:batch])
            run, facts = prepared[batch]
            answer = [timed(run) for _ in range(int(rounds))] or facts
        except Exception as error:  # The row says it; the other engines go on.
            answer = {"failed": f"{error}" or type(error).__name__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
