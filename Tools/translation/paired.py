"""Pairs of images in files that hold both halves side by side, and how near images are to their targets."""
import pathlib

import numpy as np
from PIL import Image

ENDINGS = {".png", ".jpg", ".jpeg"}


def files(folder):
    found = sorted(file for file in pathlib.Path(folder).iterdir() if file.suffix.lower() in ENDINGS)
    if not found:
        raise SystemExit(f"{folder} holds no PNG or JPEG file")
    return found


def split(file, direction):
    """- direction: "AtoB" where the left half is the input, "BtoA" where it is the target.
    - Returns: input and target as images; None for a file whose sides are not 2 : 1."""
    image = Image.open(file).convert("RGB")
    width, height = image.size
    if width != 2 * height:
        return None
    halves = [image.crop((0, 0, height, height)), image.crop((height, 0, width, height))]
    return halves if direction == "AtoB" else halves[::-1]


def pairs(folder, direction, tell=print):
    """- Returns: for each file that can be used its name without ending, its input and its target."""
    found = []
    for file in files(folder):
        halves = split(file, direction)
        if halves is None:
            tell(f"{file}: passed over, since it is no pair of squares side by side")
        else:
            found.append((file.stem, *halves))
    return found


def luma(image):
    """0.299 R + 0.587 G + 0.114 B of `[height, width, 3]`, not rounded."""
    return image.astype(np.float64) @ np.array([0.299, 0.587, 0.114])


def structural_similarity(image, target):
    """Wang et al. 2004: Gaussian windows of 11×11, deviation 1.5, within the image; of luma, the mean over it."""
    window = np.exp(-np.arange(-5, 6) ** 2 / (2 * 1.5 ** 2))
    window /= window.sum()

    def blurred(values):
        for axis in (0, 1):
            values = np.lib.stride_tricks.sliding_window_view(values, len(window), axis) @ window
        return values

    a, b = luma(image), luma(target)
    mean_a, mean_b = blurred(a), blurred(b)
    own, other, both = blurred(a * a) - mean_a ** 2, blurred(b * b) - mean_b ** 2, blurred(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    similar = (2 * mean_a * mean_b + c1) * (2 * both + c2)
    return float((similar / ((mean_a ** 2 + mean_b ** 2 + c1) * (own + other + c2))).mean())


def mean_square(image, target):
    return float(np.mean((image.astype(np.float64) - target) ** 2))


def decibels(error):
    """Peak signal-to-noise ratio; rounding to 8 bits is the least error."""
    return float(10 * np.log10(255 ** 2 / max(error, 1 / 12)))
