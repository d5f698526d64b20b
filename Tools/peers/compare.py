#!/usr/bin/env python3
"""Times artpipe beside PyTorch and TensorFlow, in turns, and prints one table of medians and ratios.

    compare.py --artpipe Benchmarks/.build/release/artpipe-bench --program .build/release/artpipe --torch PYTHON
               --tensorflow PYTHON [--json FILE] [--markdown FILE]

Each program prepares and warms one work, then all take turns for some rounds: the machine's moods meet them all. A turn
is a short rest, in which the threads of the program before stop spinning, a run that brings the caches back and does not
count, and then at least three runs and a fifth of a second. The ratio is the better peer's median over artpipe's.
"""
import argparse
import json
import os
import pathlib
import statistics
import platform
import subprocess
import sys
import time

import whole_runs

HERE = pathlib.Path(__file__).parent
WORKS = [
    ("train dcgan-mnist 256", 3.0), ("train dcgan-mnist 64", 3.0), ("train rgb-art 256", 3.0),
    ("train mlp-gan 128", 2.0), ("sample dcgan-mnist 256", 2.5), ("sample dcgan-mnist 1", 2.5),
    ("train dcgan-64 64", 2.0), ("train residual-32 64", 2.5),
    ("train pix2pix-64 1", 2.5), ("train pix2pix-128 1", 2.5), ("train cyclegan-64 1", 2.5),
    ("train fastcut-64 1", 2.5),
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
            time.sleep(0.2)
            first = program.time(work, 1)
            if first is not None:
                seconds[program.name] += program.time(work, min(max(3, round(0.2 / first[0])), 100))
    return {name: statistics.median(times) for name, times in seconds.items() if times}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--artpipe", required=True)
    parser.add_argument("--torch", required=True)
    parser.add_argument("--tensorflow")
    parser.add_argument("--program", help="artpipe itself, for whole runs")
    parser.add_argument("--json")
    parser.add_argument("--markdown")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="works whose names contain this")
    arguments = parser.parse_args()
    if arguments.program:
        arguments.program = os.path.abspath(arguments.program)

    programs = [
        Program("artpipe", [arguments.artpipe, "--worker"]),
        Program("PyTorch", [arguments.torch, HERE / "peer_torch.py"]),
        Program("PyTorch channels-last", [arguments.torch, HERE / "peer_torch.py"], {"PEER_LAYOUT": "channels_last"}),
    ]
    if arguments.tensorflow:
        programs.append(Program("TensorFlow", [arguments.tensorflow, HERE / "peer_tensorflow.py"]))
    names = [program.name for program in programs]
    if os.environ.get("OPENBLAS_CORETYPE"):
        print("note: OPENBLAS_CORETYPE is set, which may slow artpipe down", file=sys.stderr)
    columns = names + ["encoder alone"]
    lines = [
        "| work | " + " | ".join(columns) + " | unit | ratio | goal |", "| --- |" + " ---: |" * len(columns) + " --- | ---: | ---: |"]
    results = []

    def add(work, numbers, unit, ratio, goal):
        cells = [f"{numbers[name]:.2f}" if name in numbers else "" for name in columns]
        goal = "" if goal is None else f"{goal:.3g}"
        lines.append(f"| {work} | " + " | ".join(cells) + f" | {unit} | {ratio:.2f} | {goal} |")
        print(lines[-1], flush=True)
        results.append({"work": work, "numbers": numbers, "unit": unit, "ratio": ratio, "goal": goal})

    print("\n".join(lines))
    for work, goal in ((work, goal) for work, goal in WORKS if arguments.only in work):
        medians = {name: 1e3 * value for name, value in measure(programs, work, arguments.rounds).items()}
        add(work, medians, "ms", min(ms for name, ms in medians.items() if name != "artpipe") / medians["artpipe"], goal)
    for program in programs:
        program.close()
    if arguments.program and not arguments.only:
        for row in whole_runs.rows(arguments):
            add(*row)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(results, indent=2) + "\n")
    if arguments.markdown:
        pathlib.Path(arguments.markdown).write_text("\n".join([*machine(arguments), "", *lines]) + "\n")


def machine(arguments):
    """When, where and with what, for the head of a report."""
    model = next(
        (line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor())
    versions = [f"{os.cpu_count()} cores, {model}", f"{platform.system()} {platform.machine()}"]
    for python, package in ((arguments.torch, "torch"), (arguments.tensorflow, "tensorflow")):
        if python:
            code = f"import importlib.metadata as m; print(m.version('{package}'))"
            found = subprocess.run([python, "-c", code], capture_output=True, text=True)
            if found.returncode:
                found = subprocess.run([python, "-c", code.replace(package, package + "_cpu")], capture_output=True, text=True)
            versions.append(f"{package} {found.stdout.strip()}")
    return [f"{time.strftime('%Y-%m-%d')}: " + "; ".join(versions) + "."]


if __name__ == "__main__":
    main()
