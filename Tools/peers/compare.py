#!/usr/bin/env python3
"""Times artpipe beside PyTorch, TensorFlow and inference engines, in turns, and keeps a table of medians and ratios.

    compare.py --artpipe Benchmarks/.build/release/artpipe-bench --program .build/release/artpipe --torch PYTHON
               [--tensorflow PYTHON] [--engines PYTHON] [--json FILE] [--markdown FILE] [--rows 'sample 1'] [--again]

What is needed is looked for before anything is timed. Each row is written as it comes, and rows that are there are kept, so
that the same command goes on where it was stopped; a program that fails gets a row that says so.

Each program prepares and warms one work, then all take turns for some rounds: the machine's moods meet them all. A turn
is a short rest, in which the threads of the program before stop spinning, a run that brings the caches back and does not
count, and then at least three runs and a fifth of a second. The ratio is the fastest peer's median over artpipe's, the
spread that of the rounds.
"""
import argparse
import os
import pathlib
import sys

import engines
import needs
import rows
import whole_runs
from results import Results
from turns import Program, measure

HERE = pathlib.Path(__file__).parent
WORKS = [
    ("train dcgan-mnist 256", 3.0), ("train dcgan-mnist 64", 3.0), ("train rgb-art 256", 3.0),
    ("train mlp-gan 128", 2.0), ("sample dcgan-mnist 256", 2.5), ("sample dcgan-mnist 1", 2.5),
    ("train dcgan-64 64", 2.0), ("train residual-32 64", 2.5),
    ("train pix2pix-64 1", 2.5), ("train pix2pix-128 1", 2.5), ("train cyclegan-64 1", 2.5),
    ("train fastcut-64 1", 2.5),
]
TABLE = "Training and sampling"


def frameworks(arguments):
    """The rows beside PyTorch and TensorFlow, and the workers that they share."""
    programs = [
        Program("artpipe", [arguments.artpipe, "--worker"]),
        Program("PyTorch", [arguments.torch, HERE / "peer_torch.py"]),
        Program("PyTorch channels-last", [arguments.torch, HERE / "peer_torch.py"], {"PEER_LAYOUT": "channels_last"}),
    ]
    if arguments.tensorflow:
        programs.append(Program("TensorFlow", [arguments.tensorflow, HERE / "peer_tensorflow.py"]))
    jobs = [
        rows.Job([work], lambda work=work, goal=goal: [measure(programs, work, arguments.rounds).row(work, goal)], TABLE)
        for work, goal in WORKS]
    return jobs, programs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--artpipe", required=True, help="artpipe-bench")
    parser.add_argument("--program", help="artpipe itself, for whole runs and for exporting")
    parser.add_argument("--torch", required=True, help="a Python with torch")
    parser.add_argument("--tensorflow", help="a Python with tensorflow")
    parser.add_argument("--engines", help="a Python with onnxruntime, openvino, ncnn, pnnx, onnx and safetensors")
    parser.add_argument("--weights", default=HERE.parents[1] / "Assets" / "Weights", help="the folder of shipped weights")
    parser.add_argument("--json")
    parser.add_argument("--markdown")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", default="", help="only rows with these words in their name; several apart by commas")
    parser.add_argument("--again", action="store_true", help="measure rows anew that are there")
    arguments = parser.parse_args()
    for program in ("artpipe", "program", "torch", "tensorflow", "engines"):
        path = getattr(arguments, program)
        # A virtual environment's python is a link, which must not be followed.
        setattr(arguments, program, path and os.path.abspath(path))

    jobs, workers = frameworks(arguments)
    if arguments.program and arguments.engines:
        jobs += engines.jobs(arguments)
    if arguments.program:
        jobs += whole_runs.jobs(arguments)
    chosen = rows.chosen(jobs, arguments.rows)
    if not chosen:
        names = "\n  ".join(work for job in jobs for work in job.works)
        raise SystemExit(f"no row has '{arguments.rows}' in its name; the rows are:\n  {names}")
    if missing := needs.missing(arguments, chosen):
        raise SystemExit("Before anything is measured, please see to this:\n  " + "\n  ".join(missing))
    for remark in needs.remarks():
        print(f"note: {remark}", file=sys.stderr)
    machine = needs.machine(arguments, chosen)
    results = Results(machine, [work for job in jobs for work in job.works], arguments.json, arguments.markdown)
    if results.put_aside:
        print(f"note: {results.put_aside} has the rows of another machine or other versions", file=sys.stderr)
    print(machine, flush=True)
    failures = rows.run(chosen, results, arguments.again)
    for program in workers:
        program.close()
    if arguments.markdown:
        print(f"\n{results.markdown()}\n({arguments.markdown})")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
