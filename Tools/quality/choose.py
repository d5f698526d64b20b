#!/usr/bin/env python3
"""Measures 'artpipe choose': does an automatic chooser find what it likes, sheet by sheet?

    choose.py [--artpipe .build/release/artpipe] [--tasks red seven] [--seeds 10] [--sheets 8] [--keep 4]

Each task is a session for each seed. The chooser keeps the images that it likes best; a second one, at random. 'red' likes
red images of the shipped art-64: how much red is above green and blue, on average over the image. 'seven' likes sevens of
the shipped digits-fast: the probability that the shipped classifier digits-28 gives. The table has the mean liking of each
sheet over all seeds, and how often the last sheet is better than the one of the random choice. With --directions the
sessions also move favourites along the directions of 'artpipe directions'. Needs numpy.
"""
import argparse
import json
import pathlib
import struct
import subprocess
import tempfile
import zlib

import numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--artpipe", default=ROOT / ".build/release/artpipe", type=pathlib.Path)
    parser.add_argument("--tasks", nargs="+", choices=list(TASKS), default=list(TASKS))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--sheets", type=int, default=8)
    parser.add_argument("--keep", type=int, default=4)
    parser.add_argument("--directions", action="store_true")
    parser.add_argument("--threads", type=int)
    return parser.parse_args()


def png(file):
    """The pixels of a PNG of 8 bits a channel, not interlaced: [height, width, channels]."""
    data = file.read_bytes()
    place, packed = 8, b""
    while place < len(data):
        (length,), kind = struct.unpack(">I", data[place:place + 4]), data[place + 4:place + 8]
        body = data[place + 8:place + 8 + length]
        if kind == b"IHDR":
            width, height, _, color = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            packed += body
        place += 12 + length
    channels = {0: 1, 2: 3, 6: 4}[color]
    rows = numpy.frombuffer(zlib.decompress(packed), numpy.uint8).reshape(height, 1 + width * channels)
    above = numpy.zeros(width * channels, numpy.int32)
    result = numpy.zeros((height, width * channels), numpy.int32)
    for number, row in enumerate(rows):
        kind, line = row[0], row[1:].astype(numpy.int32)
        if kind == 2:
            line = (line + above) & 255
        elif kind:
            for k in range(len(line)):
                left = line[k - channels] if k >= channels else 0
                corner = above[k - channels] if k >= channels else 0
                if kind == 1:
                    line[k] += left
                elif kind == 3:
                    line[k] += (left + above[k]) // 2
                else:
                    guess = left + above[k] - corner
                    near = [abs(guess - left), abs(guess - above[k]), abs(guess - corner)]
                    line[k] += (left, above[k], corner)[near.index(min(near))]
                line[k] &= 255
        result[number] = above = line
    return result.reshape(height, width, channels)


class Classifier:
    """digits-28, as its file describes it."""

    def __init__(self):
        data = (ROOT / "Assets/Weights/digits-28.safetensors").read_bytes()
        (length,) = struct.unpack("<Q", data[:8])
        header = json.loads(data[8:8 + length])
        network = json.loads(header.pop("__metadata__")["artpipe.features"])["network"]
        kinds = {"F16": numpy.float16, "F32": numpy.float32}
        self.tensors = {
            name: numpy.frombuffer(
                data[8 + length + entry["data_offsets"][0]:8 + length + entry["data_offsets"][1]],
                kinds[entry["dtype"]]).reshape(entry["shape"]).astype(numpy.float32)
            for name, entry in header.items()
        }
        self.layers = network["layers"]

    def probabilities(self, images):
        """Of [images, 28, 28, 1] from 0 to 1."""
        x = images
        for number, layer in enumerate(self.layers):
            def tensor(name):
                return self.tensors[f"classifier.layers.{number}.{name}"]

            if layer["kind"] == "conv2d":
                x = convolution(x, tensor("kernel"), layer["strides"])
            elif layer["kind"] == "batchNorm":
                scale = tensor("gamma") / numpy.sqrt(tensor("moving_variance") + layer["epsilon"])
                x = (x - tensor("moving_mean")) * scale + tensor("beta")
            elif layer["kind"] == "relu":
                x = numpy.maximum(x, 0)
            elif layer["kind"] == "flatten":
                x = x.reshape(len(x), -1)
            elif layer["kind"] == "dense":
                x = x @ tensor("kernel") + tensor("bias")
        x = numpy.exp(x - x.max(axis=1, keepdims=True))
        return x / x.sum(axis=1, keepdims=True)


def convolution(x, kernel, stride):
    """Padding 'same' with TensorFlow's meaning."""
    side = kernel.shape[0]
    out = -(-x.shape[1] // stride)
    whole = max((out - 1) * stride + side - x.shape[1], 0)
    x = numpy.pad(x, ((0, 0), (whole // 2, whole - whole // 2), (whole // 2, whole - whole // 2), (0, 0)))
    views = numpy.lib.stride_tricks.sliding_window_view(x, (side, side), axis=(1, 2))[:, ::stride, ::stride]
    return numpy.einsum("nhwcij,ijco->nhwo", views, kernel, optimize=True)


def red(images):
    x = images.astype(numpy.float64) / 255
    return (x[..., 0] - (x[..., 1] + x[..., 2]) / 2).mean(axis=(1, 2))


def seven(images, classifier=[]):
    if not classifier:
        classifier.append(Classifier())
    return classifier[0].probabilities(images.astype(numpy.float32) / 255)[:, 7]


# The model, its images' side, and the liking of images.
TASKS = {"red": ("art-64", 64, red), "seven": ("digits-fast", 28, seven)}


def tiles(folder, artpipe, model, session, side, threads):
    """The images of the newest sheet."""
    document = folder / "tiles.json"
    stages = [
        {"kind": "load", "file": model}, {"kind": "choices", "file": str(session)},
        {"kind": "sheet", "scale": 1, "padding": 0, "columns": 1, "file": "tiles.png"},
    ]
    document.write_text(json.dumps({"name": "tiles", "report": False, "stages": stages}))
    run(artpipe, ["run", str(document), "--output", str(folder / "tiles"), "--progress", "plain"], threads)
    image = png(folder / "tiles/tiles.png")
    return image.reshape(-1, side, side, image.shape[2])


def run(artpipe, options, threads):
    if threads:
        options = options + ["--threads", str(threads)]
    done = subprocess.run([str(artpipe.resolve())] + options, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"artpipe {' '.join(options)}\n{done.stderr}")


def session(folder, name, options, task, seed, pick):
    """The mean liking of each sheet."""
    model, side, liking = TASKS[task]
    file = folder / f"{name}.artpoints.json"
    beginning = ["--seed", str(seed)]
    if options.directions:
        found = folder / f"{task}-directions.png"
        if not found.exists():
            run(options.artpipe, ["directions", "--model", model, "-o", str(found)], options.threads)
        beginning += ["--directions", str(found.with_suffix("")) + ".artpoints.json"]
    choose = ["choose", "--model", model, "--output", str(file)]
    run(options.artpipe, choose + beginning, options.threads)
    means = []
    for number in range(options.sheets):
        likings = liking(tiles(folder, options.artpipe, model, file, side, options.threads))
        means.append(float(likings.mean()))
        if number + 1 < options.sheets:
            kept = pick(likings, number)
            run(options.artpipe, choose + ["--keep", ",".join(str(k + 1) for k in kept)], options.threads)
    return means


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for task in options.tasks:
            chosen, random = [], []
            for seed in range(1, options.seeds + 1):
                chance = numpy.random.default_rng(seed)
                chosen.append(session(
                    folder, f"{task}-{seed}", options, task, seed,
                    lambda likings, _: numpy.argsort(-likings)[:options.keep]))
                random.append(session(
                    folder, f"{task}-{seed}-random", options, task, seed,
                    lambda likings, _: chance.permutation(len(likings))[:options.keep]))
                print(f"{task}, seed {seed}: {chosen[-1][-1]:.3f}, at random {random[-1][-1]:.3f}", flush=True)
            better = sum(a[-1] > b[-1] for a, b in zip(chosen, random))
            for words, curves in (("chosen", chosen), ("random", random)):
                curve = " ".join(f"{x:.3f}" for x in numpy.mean(curves, axis=0))
                print(f"{task}, {words}: {curve}")
            print(f"{task}: better than random in {better} of {options.seeds} seeds")


if __name__ == "__main__":
    main()
