#!/usr/bin/env python3
"""Times artpipe beside PyTorch and TensorFlow, in turns, and prints one table of medians and ratios.

    compare.py --artpipe Benchmarks/.build/release/artpipe-bench --torch PYTHON --tensorflow PYTHON [--json FILE]

Each program prepares and warms one work, then all take turns for some rounds: the machine's moods meet them all. The
ratio is the better peer's median over artpipe's.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).parent
WORKS = [
    ("train dcgan-mnist 256", 3.0), ("train dcgan-mnist 64", 3.0), ("train rgb-art 256", 3.0),
    ("train mlp-gan 128", 2.0), ("sample dcgan-mnist 256", 2.5), ("sample dcgan-mnist 1", 2.5),
    ("train dcgan-64 64", 2.0), ("train residual-32 64", 2.5),
]


class Program:
    def __init__(self, name, command, environment=None):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **(environment or {})})

    def time(self, work, rounds):
        print(work, rounds, file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} stopped while it was to run: {work}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(programs, work, rounds):
    seconds = {program.name: [] for program in programs}
    for program in programs:
        program.time(work, 1)
    for _ in range(rounds):
        for program in programs:
            found = program.time(work, 3)
            if found is not None:
                seconds[program.name] += found
    return {name: statistics.median(times) for name, times in seconds.items() if times}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--artpipe", required=True)
    parser.add_argument("--torch", required=True)
    parser.add_argument("--tensorflow")
    parser.add_argument("--json")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="works whose names contain this")
    arguments = parser.parse_args()

    programs = [
        Program("artpipe", [arguments.artpipe, "--worker"]),
        Program("PyTorch", [arguments.torch, HERE / "peer_torch.py"]),
        Program("PyTorch channels-last", [arguments.torch, HERE / "peer_torch.py"], {"PEER_LAYOUT": "channels_last"}),
    ]
    if arguments.tensorflow:
        programs.append(Program("TensorFlow", [arguments.tensorflow, HERE / "peer_tensorflow.py"]))
    names = [program.name for program in programs]
    print("| work | " + " | ".join(f"{name}, ms" for name in names) + " | ratio | goal |")
    print("| --- |" + " ---: |" * (len(names) + 2))
    results = []
    for work, goal in ((work, goal) for work, goal in WORKS if arguments.only in work):
        medians = measure(programs, work, arguments.rounds)
        ratio = min(time for name, time in medians.items() if name != "artpipe") / medians["artpipe"]
        cells = [f"{1e3 * medians[name]:.2f}" if name in medians else "" for name in names]
        print(f"| {work} | " + " | ".join(cells) + f" | {ratio:.2f} | {goal} |", flush=True)
        results.append({"work": work, "seconds": medians, "ratio": ratio, "goal": goal})
    for program in programs:
        program.close()
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
