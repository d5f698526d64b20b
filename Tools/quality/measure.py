#!/usr/bin/env python3
"""Trains recipes for certain times and evaluates their images; writes the table and the curves of QUALITY.md.

    measure.py --artpipe .build/release/artpipe --data data/mnist [--output .build/quality] [--recipes digits-fast …]
               [--minutes 1 2 5 10] [--seeds 1 2 3] [--threads N] [--pace digits-fast=5200 …] [--table-only]

A recipe is a pipeline, Pipelines/RECIPE.json. Its model is trained on the IDX files in --data and evaluated by 10,000
samples against the test set there. Each training has a result of its own in --output. A result that is there is not made
again, and a training that was stopped resumes. With --pace a minute is so many steps, for a machine that has other work.
Needs only Python's own library.
"""
import argparse
import json
import pathlib
import subprocess
import sys

import report

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--artpipe", default=ROOT / ".build/release/artpipe", type=pathlib.Path)
    parser.add_argument("--data", default=ROOT / "data/mnist", type=pathlib.Path, help="folder of MNIST's IDX files")
    parser.add_argument("--output", default=ROOT / ".build/quality", type=pathlib.Path)
    parser.add_argument("--recipes", nargs="+", default=["digits-fast", "dcgan-mnist", "dcgan-mnist-seed"])
    parser.add_argument("--minutes", nargs="+", type=float, default=[1, 2, 5, 10])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--threads", type=int)
    parser.add_argument("--pace", nargs="+", default=[], metavar="RECIPE=STEPS", help="steps that make a minute")
    parser.add_argument("--table-only", action="store_true", help="of the results that are there")
    return parser.parse_args()


def document(recipe, minutes, seed, data, pace):
    """The recipe's pipeline, cut down to one training of this length."""
    file = ROOT / "Pipelines" / f"{recipe}.json"
    if not file.exists():
        raise SystemExit(f"there is no pipeline {file} for the recipe '{recipe}'")
    pipeline = json.loads(file.read_text())
    train = next(dict(stage) for stage in pipeline["stages"] if isinstance(stage, dict) and stage["kind"] == "train")
    for budget in ("steps", "epochs", "images", "minutes"):
        train.pop(budget, None)
    length = {"steps": round(pace * minutes)} if pace else {"minutes": minutes}
    dataset = {**pipeline["dataset"], "path": str(data)} if isinstance(pipeline["dataset"], dict) else str(data)
    return {
        "name": f"{recipe}-{minutes:g}-{seed}", "seed": seed, "model": pipeline["model"], "dataset": dataset,
        "stages": [{**train, **length, "samples": 0}],
    }


def run(command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"stopped: {' '.join(str(part) for part in command)} ended with {done.returncode}; "
                         "the same command goes on from here")
    return done.stdout


def measure(options, recipe, minutes, seed, pace):
    name = f"{recipe}-{minutes:g}-{seed}"
    result = options.output / f"{name}.json"
    if result.exists():
        return
    work = options.output / "runs" / name
    work.mkdir(parents=True, exist_ok=True)
    plan = work / "pipeline.json"
    plan.write_text(json.dumps(document(recipe, minutes, seed, options.data.resolve(), pace), indent=2))
    threads = ["--threads", options.threads] if options.threads else []
    print(f"{name}: training", file=sys.stderr)
    run([options.artpipe, "run", plan, "--output", work / "run", *threads])
    checkpoint = work / "run/train/checkpoint.safetensors"
    print(f"{name}: measuring", file=sys.stderr)
    images = {"kind": "idx", "path": str(options.data.resolve())}
    report = json.loads(run([
        options.artpipe, "evaluate", "--model", checkpoint, "--dataset", json.dumps(images), "--reference",
        json.dumps({**images, "part": "test"}), "--samples", 10_000, "--json", *threads]))
    whole = {"recipe": recipe, "minutes": minutes, "seed": seed, "pace": pace, "report": report}
    # The name appears when the file is whole.
    passing = result.with_suffix(".part")
    passing.write_text(json.dumps(whole, indent=1))
    passing.rename(result)


def main():
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    try:
        paces = {name: float(steps) for name, _, steps in (pace.partition("=") for pace in options.pace)}
    except ValueError:
        raise SystemExit("--pace wants RECIPE=STEPS, such as digits-fast=5200")
    if not options.table_only:
        # Short trainings first: the table fills from the left.
        for minutes in sorted(options.minutes):
            for seed in options.seeds:
                for recipe in options.recipes:
                    measure(options, recipe, minutes, seed, paces.get(recipe))
    results = [json.loads(file.read_text()) for file in sorted(options.output.glob("*.json"))]
    print("\n".join(report.table(results)))
    (options.output / "curves.svg").write_text(report.curves(results))


if __name__ == "__main__":
    main()
