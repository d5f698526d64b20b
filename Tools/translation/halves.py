#!/usr/bin/env python3
"""Takes pairs side by side apart: halves.py FOLDER OUTPUT [--direction BtoA] [--size 128]

Writes OUTPUT/inputs and OUTPUT/targets, PNG files under the pairs' names: what `artpipe translate` is given, and what
its results are scored against.
"""
import argparse
import pathlib

from PIL import Image

from paired import pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--direction", choices=["AtoB", "BtoA"], default="BtoA", help="AtoB: the left is the input")
    parser.add_argument("--size", type=int, help="of the results; the halves' own where not given")
    options = parser.parse_args()
    found = pairs(options.folder, options.direction)
    for number, name in enumerate(("inputs", "targets"), 1):
        folder = options.output / name
        folder.mkdir(parents=True, exist_ok=True)
        for pair in found:
            image, size = pair[number], (options.size, options.size)
            image = image.resize(size, Image.Resampling.BICUBIC) if options.size and image.size != size else image
            image.save(folder / f"{pair[0]}.png")
    print(f"{len(found)} pairs are in {options.output}")


if __name__ == "__main__":
    main()
