#!/usr/bin/env python3
"""How steady a translated video is: a still image with new noise in each frame, before and after.

    flicker.py IMAGE --model MODEL [--artpipe .build/release/artpipe] [--noise 2] [--frames 24] [--strength 1]

The image becomes a video without loss, each frame of which has Gaussian noise of its own (--noise: its standard deviation, where
white is 255). `artpipe translate` translates it. Printed is the mean absolute difference between neighbouring frames, of the input
and of the result, where white is 255, and by how much the one is larger. The sizes of IMAGE must be even. Needs ffmpeg.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]


def frames(video, size):
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", video, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], check=True,
        stdout=subprocess.PIPE).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, size[1], size[0], 3).astype(float)


def change(video, size):
    return np.abs(np.diff(frames(video, size), axis=0)).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("image")
    parser.add_argument("--model", required=True)
    parser.add_argument("--artpipe", default=ROOT / ".build/release/artpipe", type=pathlib.Path)
    parser.add_argument("--noise", type=float, default=2)
    parser.add_argument("--frames", type=int, default=24)
    parser.add_argument("--strength", default="1")
    options = parser.parse_args()
    still = np.asarray(Image.open(options.image).convert("RGB"), dtype=float)
    size = still.shape[1], still.shape[0]
    random = np.random.default_rng(1)
    noisy = (still + random.normal(0, options.noise, (options.frames, *still.shape))).round().clip(0, 255).astype(np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        before, after = f"{folder}/before.mkv", f"{folder}/after.mov"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", "24",
             "-i", "-", "-c:v", "ffv1", before], input=noisy.tobytes(), check=True)
        subprocess.run(
            [options.artpipe, "translate", "--model", options.model, "--input", before, "--output", after, "--strength",
             options.strength], check=True, stdout=subprocess.DEVNULL)
        found = {"before": change(before, size), "after": change(after, size)}
    found["ratio"] = found["after"] / found["before"]
    print(json.dumps({name: round(float(value), 3) for name, value in found.items()}))


if __name__ == "__main__":
    main()
