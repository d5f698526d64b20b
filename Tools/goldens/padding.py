"""Makes Tests/Goldens/padding.json: convolutions of images that NumPy padded, in PyTorch's three modes besides zeros.

NumPy's "reflect", "edge" and "wrap" are PyTorch's "reflect", "replicate" and "circular" (torch.nn.functional.pad). The
widths are those of TensorFlow's padding "same". Sums are in double precision and rounded once.

Usage: python padding.py     (needs NumPy)
"""
import itertools
import json
from pathlib import Path

import numpy as np

from repeatable import uniform

NUMPY_MODES = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def widths(length, kernel, stride):
    needed = max((-(-length // stride) - 1) * stride + kernel - length, 0)
    return needed // 2, needed - needed // 2


def padded(x, kernel, strides, mode):
    sides = [widths(x.shape[axis], kernel[axis - 1], strides[axis - 1]) for axis in (1, 2)]
    return np.pad(x, [(0, 0), *sides, (0, 0)], mode=NUMPY_MODES[mode])


def convolution(x, kernel, strides, mode):
    windows = np.lib.stride_tricks.sliding_window_view(padded(x, kernel.shape, strides, mode), kernel.shape[:2], (1, 2))
    return np.einsum("nyxcij,ijco->nyxo", windows[:, ::strides[0], ::strides[1]], kernel)


def transposed_convolution(y, kernel, strides, mode):
    """The transpose of the convolution above: what each number of the result is multiplied with, one by one."""
    shape = (y.shape[0], y.shape[1] * strides[0], y.shape[2] * strides[1], kernel.shape[2])
    ones = np.eye(int(np.prod(shape[1:]))).reshape(-1, *shape[1:])
    columns = convolution(ones, kernel, strides, mode).reshape(len(ones), -1)
    return (y.reshape(y.shape[0], -1) @ columns.T).reshape(shape)


def case(kind, shape, filters, kernel, strides, mode):
    name = f"{kind}/{mode}/{'x'.join(map(str, shape))}/kernel{kernel}/stride{strides}".replace(" ", "")
    channels = (shape[-1], filters) if kind == "conv2d" else (filters, shape[-1])
    x = uniform(f"{name}/input", shape, -2, 2).astype(np.float64)
    weights = uniform(f"{name}/kernel", (*kernel, *channels), -0.5, 0.5).astype(np.float64)
    bias = uniform(f"{name}/bias", (filters,), -0.5, 0.5).astype(np.float64)
    run = convolution if kind == "conv2d" else transposed_convolution
    y = (run(x, weights, strides, mode) + bias).astype(np.float32)
    network = {"name": "layer", "inputShape": shape[1:], "layers": [
        {"kind": kind, "filters": filters, "kernelSize": kernel, "strides": strides, "padding": "same",
         "paddingMode": mode}]}
    return {"name": name, "network": network, "inputShape": shape, "outputShape": y.shape,
            "output": [float(f"{number:.9g}") for number in y.flatten()]}


def make():
    for mode in NUMPY_MODES:
        for (kernel, strides), size in itertools.product(
                [([3, 3], [1, 1]), ([7, 7], [1, 1]), ([4, 3], [2, 2]), ([2, 5], [1, 3])], [(5, 6), (4, 7)]):
            yield case("conv2d", [2, *size, 2], 3, kernel, strides, mode)
        yield case("conv2d", [1, 6, 5, 16], 16, [3, 3], [1, 1], mode)
    for kernel, strides in [([4, 4], [2, 2]), ([5, 5], [2, 2]), ([3, 4], [1, 2]), ([2, 2], [3, 3])]:
        yield case("conv2dTranspose", [2, 3, 4, 3], 2, kernel, strides, "circular")


if __name__ == "__main__":
    text = json.dumps({"madeWith": {"numpy": np.__version__}, "content": list(make())}, separators=(",", ":"))
    (Path(__file__).parents[2] / "Tests/Goldens/padding.json").write_text(text + "\n")
