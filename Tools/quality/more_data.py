#!/usr/bin/env python3
"""Whether generated images help a classifier that has few real ones: accuracy on MNIST's test set.

    more_data.py --artpipe .build/release/artpipe --mnist data/mnist [--output .build/more-data] [--real 500]
                 [--generated 5000] [--seeds 1 2 3] [--minutes 3] [--epochs 10] [--threads N] [--table-only]

For each seed --real digits are drawn from MNIST's training images, as many of each class. A classifier (the stage
train-classifier) is trained on them alone; on them and --generated images of a model that learnt the same few digits for
--minutes; and on them and as many of Assets/Weights/digits-fast.safetensors, which learnt 10,000 digits. Images are generated
with `artpipe sample --folder`. All classifiers take as many steps. Each result is a file of its own in --output; one that is
there is not made again. Needs numpy and opencv-python-headless (requirements.txt).
"""
import argparse
import gzip
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

import cv2
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHIPPED = ROOT / "Assets/Weights/digits-fast.safetensors"
ARMS = ["real alone", "and generated, model of the same digits", "and generated, shipped model"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--artpipe", default=ROOT / ".build/release/artpipe", type=pathlib.Path)
    parser.add_argument("--mnist", type=pathlib.Path, required=True, help="folder of MNIST's IDX files")
    parser.add_argument("--output", default=ROOT / ".build/more-data", type=pathlib.Path)
    parser.add_argument("--real", type=int, default=500)
    parser.add_argument("--generated", type=int, default=5000)
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--minutes", type=float, default=3, help="how long the generator of the same digits is trained")
    parser.add_argument("--epochs", type=float, default=10, help="of the classifiers with generated images")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--table-only", action="store_true", help="of the results that are there")
    return parser.parse_args()


def idx(folder, pattern):
    for path in sorted(folder.glob(pattern)):
        data = (gzip.open if path.suffix == ".gz" else open)(path, "rb").read()
        axes = data[3]
        shape = [int.from_bytes(data[4 + 4 * axis:8 + 4 * axis], "big") for axis in range(axes)]
        return np.frombuffer(data, np.uint8, offset=4 + 4 * axes).reshape(shape)
    raise SystemExit(f"there is no {pattern} in {folder}")


def artpipe(options, *command):
    threads = ["--threads", str(options.threads)] if options.threads else []
    done = subprocess.run([str(part) for part in (options.artpipe, *command, *threads)], stdout=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"stopped: artpipe {command[0]} ended with {done.returncode}; the same command goes on from here")


def run(options, work, document):
    work.mkdir(parents=True, exist_ok=True)
    (work / "pipeline.json").write_text(json.dumps(document, indent=1))
    artpipe(options, "run", work / "pipeline.json", "--output", work / "run")


def accuracy(options, work, data, epochs, seed):
    """In percent."""
    run(options, work, {
        "name": "classifier", "seed": seed, "report": False, "dataset": str(data.resolve()),
        "reference": {"kind": "idx", "path": str(options.mnist.resolve()), "part": "test"},
        "stages": [{"kind": "train-classifier", "size": 28, "color": "grey", "epochs": epochs}]})
    header = (work / "run/train-classifier.safetensors").read_bytes()[:1 << 16].decode("utf-8", "replace")
    return float(re.search(r"Right for ([\d.]+) %", header).group(1))


def measure(options, seed):
    result = options.output / f"seed-{seed}.json"
    if result.exists():
        return
    work = options.output / "runs" / str(seed)
    shutil.rmtree(work, ignore_errors=True)
    images, labels = idx(options.mnist, "train*-images*"), idx(options.mnist, "train*-labels*")
    draw = np.random.default_rng(seed)
    for label in range(10):
        (work / f"real/{label}").mkdir(parents=True)
        for number in draw.choice(np.flatnonzero(labels == label), options.real // 10, replace=False):
            cv2.imwrite(str(work / f"real/{label}/{number:05}.png"), images[number])
    run(options, work / "generator", {
        "name": "generator", "seed": seed, "report": False, "model": {"plugin": "digits-fast", "classes": True},
        "dataset": str((work / "real").resolve()),
        "stages": [{"kind": "train", "minutes": options.minutes, "samples": 0}]})
    models = {"same": work / "generator/run/train/checkpoint.safetensors", "shipped": SHIPPED}
    total = options.real + options.generated
    found = {ARMS[0]: accuracy(options, work / "alone", work / "real", options.epochs * total / options.real, seed)}
    for arm, (name, model) in zip(ARMS[1:], models.items()):
        data = work / f"with-{name}"
        artpipe(options, "sample", "--model", model, "--folder", "--count", options.generated // 10, "--seed", seed,
                "--output", data)
        for label in range(10):
            for file in (work / f"real/{label}").iterdir():
                shutil.copy(file, data / str(label) / f"real-{file.name}")
        found[arm] = accuracy(options, work / f"classifier-{name}", data, options.epochs, seed)
    result.write_text(json.dumps({"seed": seed, "real": options.real, "generated": options.generated, "accuracy": found}, indent=1))


def main():
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    if not options.table_only:
        for seed in options.seeds:
            print(f"seed {seed}", file=sys.stderr)
            measure(options, seed)
    results = [json.loads(file.read_text()) for file in sorted(options.output.glob("seed-*.json"))]
    if not results:
        raise SystemExit("there are no results yet")
    lines = ["| classifier trained on | " + " | ".join(f"seed {entry['seed']}" for entry in results) + " | mean |",
             "| --- |" + " ---: |" * (len(results) + 1)]
    for arm in ARMS:
        values = [entry["accuracy"][arm] for entry in results]
        lines.append(f"| {arm} | " + " | ".join(f"{value:.2f} %" for value in values) + f" | {statistics.mean(values):.2f} % |")
    (options.output / "table.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
