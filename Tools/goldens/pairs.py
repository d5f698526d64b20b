#!/usr/bin/env python3
"""Metrics of pairs of images by scikit-image: Tests/Goldens/pairs.json. Stands alone; needs scikit-image.

    python3 -m venv .venv && .venv/bin/pip install scikit-image && .venv/bin/python Tools/goldens/pairs.py

Images of four channels have their colours weighed by alpha; they are compared on black and on white, and the mean counts (of
PSNR: the mean of the squared errors). The colours of "colors" are those of Sharma, Wu and Dalal 2005, table 1; their
differences are scikit-image's and checked against the table.
"""
import json
import pathlib

import numpy as np
import skimage
from skimage.color import deltaE_ciede2000, rgb2lab
from skimage.metrics import mean_squared_error, structural_similarity

import repeatable

CASES = [[11, 11, 1], [16, 13, 3], [24, 20, 4], [12, 31, 3]]
LUMA = np.array([0.299, 0.587, 0.114])
# L, a and b of two colours, and the difference that the table has.
SHARMA = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""
RGB = [[0, 0, 0], [255, 255, 255], [128, 128, 128], [255, 0, 0], [0, 255, 0], [0, 0, 255], [10, 5, 1], [200, 150, 37]]


def image(stream, shape):
    """Whole levels; colours of four channels weighed by alpha."""
    levels = np.floor(repeatable.uniform(stream, shape, 0, 256).astype(np.float64)).astype(np.int64)
    return weighed(levels)


def weighed(levels):
    if levels.shape[2] == 4:
        levels[:, :, :3] = levels[:, :, :3] * levels[:, :, 3:] // 255
    return levels


def pair(shape):
    name = "pairs/" + "x".join(map(str, shape))
    first, other = image(f"{name}/target", shape), image(f"{name}/noise", shape)
    # Mostly the target: what is unlike in all has no structure to measure.
    return name, (3 * first + other) // 4, first


def backgrounds(levels):
    if levels.shape[2] != 4:
        return [levels]
    return [levels[:, :, :3], np.minimum(levels[:, :, :3] + 255 - levels[:, :, 3:], 255)]


def luma(levels):
    levels = levels.astype(np.float64)
    return levels @ LUMA if levels.shape[2] == 3 else levels[:, :, 0]


def lab(levels):
    return rgb2lab(np.broadcast_to(levels, levels.shape[:2] + (3,)) / 255)


def case(shape):
    name, a, b = pair(shape)
    views = list(zip(backgrounds(a), backgrounds(b)))
    error = np.mean([mean_squared_error(x.astype(np.float64), y.astype(np.float64)) for x, y in views])
    similarity = [structural_similarity(luma(x), luma(y), gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
                                        data_range=255) for x, y in views]
    colours = [deltaE_ciede2000(lab(x), lab(y)).mean() for x, y in views]
    return {"stream": name, "shape": shape, "psnr": float(10 * np.log10(255 ** 2 / error)),
            "ssim": float(np.mean(similarity)), "colourError": float(np.mean(colours))}


def colors():
    result = []
    for line in SHARMA.split("\n")[1:-1]:
        numbers = [float(text) for text in line.split()]
        found = float(deltaE_ciede2000(numbers[:3], numbers[3:6]))
        assert abs(found - numbers[6]) < 6e-5, (line, found)
        result.append(numbers)
    assert len(result) == 34
    return result


if __name__ == "__main__":
    content = {"pairs": [case(shape) for shape in CASES], "colors": colors(),
               "lab": [{"rgb": rgb, "lab": rgb2lab(np.array(rgb).reshape(1, 1, 3) / 255).reshape(3).tolist()} for rgb in RGB]}
    made_with = {"numpy": np.__version__, "scikit-image": skimage.__version__}
    path = pathlib.Path(__file__).parents[2] / "Tests" / "Goldens" / "pairs.json"
    path.write_text(json.dumps({"madeWith": made_with, "content": content}) + "\n")
