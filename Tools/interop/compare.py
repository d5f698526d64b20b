#!/usr/bin/env python3
"""Runs exported models, and compares their images with those that artpipe made of the same inputs: compare.py FOLDER

The folder holds files NAME.onnx, and beside each NAME.1.safetensors and so on: tensors with the names of the model's inputs,
and 'images' as artpipe made them; NAME.keras is run too where it is there. The models' weights are in its folder weights, as
NAME.safetensors, for PyTorch.
`InteropTests` writes such a folder and runs this. Numbers may differ by 1e-4; bytes by 1, at one place of a thousand, where
artpipe's number lies between two.
"""
import argparse
import pathlib

import numpy as np
from safetensors.numpy import load_file

from runtimes import RUNTIMES, checked, difference, keras_model
from weights import draws, opened, pytorch

MOST = 1e-4


def fault(found, expected):
    """What is wrong with images, or None, and the largest difference in words."""
    largest = difference(found, expected)
    if expected.dtype != np.uint8:
        return (None if largest <= MOST else "differ"), f"{largest:.1e}"
    share = float((found != expected).mean())
    return (None if largest <= 1 and share <= 1e-3 else "differ"), f"{largest:.0f} at {share:.1e}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    models = sorted(folder.glob("*.onnx"))
    if not models:
        raise SystemExit(f"{folder} holds no ONNX file")
    failures = 0
    for file in models:
        cases = sorted(folder.glob(f"{file.stem}.*.safetensors"))
        words = []
        try:
            checked(file)
            runs = {name: load(file) for name, load in RUNTIMES.items()}
            weights = folder / "weights" / f"{file.stem}.safetensors"
            if weights.exists() and not draws(opened(weights)[0]):
                runs["PyTorch"] = pytorch(weights)
            keras_file = file.with_suffix(".keras")
            if keras_file.exists():
                runs["Keras"] = keras_model(keras_file)
            for name, run in runs.items():
                for case in cases:
                    tensors = load_file(case)
                    expected = tensors.pop("images")
                    # Keras's files are for images of one size.
                    if name == "Keras" and not run.takes(tensors):
                        continue
                    wrong, size = fault(run(tensors), expected)
                    failures += wrong is not None
                    words.append(f"{name} {size}{' ' + wrong.upper() if wrong else ''}")
        except Exception as error:  # What a runtime throws is its own.
            failures += 1
            words.append(f"FAILED: {error}")
        if not cases:
            failures += 1
            words.append("FAILED: no images to compare with")
        print(f"{file.stem}: {', '.join(words)}", flush=True)
    raise SystemExit(1 if failures else 0)


if __name__ == "__main__":
    main()
