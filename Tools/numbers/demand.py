#!/usr/bin/env python3
"""What pipelines really take, beside what `artpipe run --dry-run` says they will.

    python3 Tools/numbers/demand.py [--artpipe .build/release/artpipe] [--data FOLDER] [NAME ...]

Each document below is run from its start, small, and its peak of resident memory (VmHWM, less what the program takes
that only shows its version) and the bytes of its run folder are put beside the estimates. Linux only. With `--data`,
documents on MNIST are measured too: a folder that has `mnist`.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UNITS = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}


def train(**more):
    return {"kind": "train", "steps": 3, "samples": 16, **more}


def model(plugin, **settings):
    return {"plugin": plugin, **settings}


def cases():
    """Documents by name."""
    one = {}
    strokes, blossoms = {"kind": "strokes", "count": 600}, {"kind": "blossoms", "count": 600}
    plugins = {
        "mlp-gan": strokes, "dcgan-mnist": strokes, "hybrid-gan": strokes, "digits-fast": strokes, "wgan-gp": strokes,
        "rgb-art": blossoms, "art-64": blossoms, "cppn-art": blossoms,
    }
    for plugin, images in plugins.items():
        one[plugin] = {"model": plugin, "dataset": images, "stages": [train()]}
    for batch in 16, 64, 256:
        one[f"dcgan-mnist, batches of {batch}"] = {
            "model": model("dcgan-mnist", recipe={"batchSize": batch}), "dataset": strokes, "stages": [train()]}
    one["art-64, batches of 64"] = {
        "model": model("art-64", recipe={"batchSize": 64}), "dataset": blossoms, "stages": [train()]}
    for size in 32, 128:
        one[f"rgb-art, {size}×{size}"] = {
            "model": model("rgb-art", size=size, recipe={"batchSize": 16}), "dataset": blossoms, "stages": [train()]}
    one["dcgan-mnist, R1, EMA, spectral norm, adaptive augmentation"] = {
        "model": model(
            "dcgan-mnist", discriminator={"spectralNorm": True, "dropout": 0},
            recipe={"gradientPenalty": {"kind": "r1", "weight": 1, "every": 2}, "ema": {}, "diffAugment": {"adaptive": True}}),
        "dataset": strokes, "stages": [train()]}
    one["dcgan-mnist, classes"] = {
        "model": model("dcgan-mnist", classes=True), "dataset": strokes, "stages": [train()]}
    one["digits-fast, evaluated"] = {
        "model": "digits-fast", "dataset": {"kind": "strokes", "count": 1200},
        "stages": [train(evaluate={"every": 2}), "evaluate"]}
    one["mlp-gan, 1,500 images evaluated"] = {
        "model": "mlp-gan", "dataset": {"kind": "strokes", "count": 4000},
        "stages": [train(), {"kind": "evaluate", "images": 1500}]}
    one["mlp-gan, 20,000 samples as a sheet"] = {
        "model": "mlp-gan", "dataset": strokes,
        "stages": [train(), {"kind": "sample", "count": 20000}, {"kind": "sheet", "scale": 1}]}
    one["art-64, 2,000 samples as images"] = {
        "model": "art-64", "dataset": blossoms, "stages": [train(), {"kind": "sample", "count": 2000}, "images"]}
    one["a classifier"] = {
        "dataset": {"kind": "strokes", "count": 2000}, "stages": [{"kind": "train-classifier", "epochs": 0.1, "size": 28}]}
    return one


def shipped(data):
    """The documents in Pipelines, with few steps."""
    for file in sorted(os.listdir(f"{PACKAGE}/Pipelines")):
        if not file.endswith(".json"):
            continue
        document = json.load(open(f"{PACKAGE}/Pipelines/{file}"))
        for key in ("dataset", "reference"):
            value = document.get(key)
            if "mnist" in (value, value.get("kind") if isinstance(value, dict) else None):
                # The files of the folder of data, whatever was fetched.
                own = {} if isinstance(value, str) else value
                document[key] = {**own, "kind": "idx", "path": "../data/mnist"}
        named = json.dumps(document.get("dataset", ""))
        if "../data" in named and (data is None or not os.path.isdir(f"{data}/{named.split('../data/')[1].split(chr(34))[0]}")):
            continue
        for stage in list(document["stages"]):
            kind = stage if isinstance(stage, str) else stage["kind"]
            if kind == "train":
                keep = {key: value for key, value in stage.items() if key not in ("steps", "epochs", "minutes")} if isinstance(stage, dict) else {}
                document["stages"][document["stages"].index(stage)] = {**keep, "kind": "train", "steps": 9}
            elif kind == "train-classifier":
                stage["epochs"] = 0.05
            elif kind == "interpolate":
                stage["seconds"] = 1
        yield file, document


def bytes_of(text):
    number, unit = text.split()
    return float(number) * UNITS[unit]


def size(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def peak(command, log):
    """The most resident memory of a program, in bytes."""
    pid = os.fork()
    if pid == 0:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        os.execv(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        log.seek(0)
        sys.exit(f"{' '.join(command)}\n{log.read()}")
    return usage.ru_maxrss * 1024


def measure(artpipe, document, place, idle):
    file = f"{place}/document.json"
    with open(file, "w") as out:
        json.dump(document, out)
    plan = subprocess.run([artpipe, "run", file, "--dry-run", "--output", f"{place}/run"], capture_output=True, text=True)
    if plan.returncode:
        sys.exit(plan.stderr)
    unit = r"([0-9.]+ (?:bytes|kB|MB|GB))"
    memory, disk = re.search(rf"needs about {unit} of memory.*?, {unit} on disk", plan.stdout).groups()
    with open(f"{place}/log", "w+") as log:
        taken = peak([artpipe, "run", file, "--output", f"{place}/run"], log) - idle
    return bytes_of(memory), taken, bytes_of(disk), size(f"{place}/run")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--artpipe", default=f"{PACKAGE}/.build/release/artpipe")
    options.add_argument("--data")
    options.add_argument("names", nargs="*", help="parts of the names of documents to measure")
    chosen = options.parse_args()
    artpipe = os.path.abspath(chosen.artpipe)
    with tempfile.TemporaryDirectory() as place:
        if chosen.data:
            os.symlink(os.path.abspath(chosen.data), f"{place}/data")
        with open(f"{place}/log", "w+") as log:
            idle = peak([artpipe, "--version"], log)
        print(f"The program itself: {idle / 1e6:.0f} MB\n")
        print("| document | memory, estimated | measured | | disk, estimated | measured | |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for number, (name, document) in enumerate([*cases().items(), *shipped(chosen.data)]):
            if chosen.names and not any(part in name for part in chosen.names):
                continue
            os.makedirs(f"{place}/{number}/here")
            text = json.dumps(document).replace("../data/", f"{place}/data/").replace("../Assets/", f"{PACKAGE}/Assets/")
            memory, taken, disk, written = measure(artpipe, json.loads(text), f"{place}/{number}/here", idle)
            print(
                f"| {name} | {memory / 1e6:.1f} MB | {taken / 1e6:.1f} MB | {memory / taken:.2f} "
                f"| {disk / 1e6:.2f} MB | {written / 1e6:.2f} MB | {disk / written:.2f} |", flush=True)


if __name__ == "__main__":
    main()
