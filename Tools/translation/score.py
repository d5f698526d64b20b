#!/usr/bin/env python3
"""Says how near a folder of translated images is to its targets, whatever program made them.

    score.py IMAGES --targets FOLDER [--direction BtoA] [--inputs FOLDER] [--json]

Images and targets are matched by their names without endings, in subfolders too. With --direction the files of
--targets hold both halves side by side: the target is scored against, and the input is the baseline. Otherwise --inputs
gives the baseline, if there is one. It measures, independently, what `artpipe evaluate` measures of its own models:
structural similarity, peak signal-to-noise ratio and mean colour error of each pair, the share of images whose nearest
target is their own, and the Fréchet distance between both sets; the last two by images averaged down to 8×8. Images with
alpha are compared on black and on white.
"""
import argparse
import json
import pathlib

import numpy as np
from PIL import Image

from paired import ENDINGS, decibels, mean_square, split, structural_similarity

THUMBNAIL = 8


def found(folder):
    """Files by their names without endings."""
    files = {str(file.relative_to(folder).with_suffix("")): file
             for file in sorted(pathlib.Path(folder).rglob("*")) if file.suffix.lower() in ENDINGS}
    if not files:
        raise SystemExit(f"{folder} holds no PNG or JPEG file")
    return files


def read(image):
    """`[height, width, 4]` bytes, colours not weighed by alpha."""
    return np.asarray(image.convert("RGBA"))


def on(image, background):
    alpha = image[..., 3:].astype(np.float64) / 255
    return np.rint(image[..., :3] * alpha + background * (1 - alpha))


def backgrounds(images):
    return (0,) if all((image[..., 3] == 255).all() for image in images) else (0, 255)


def lab(image):
    """CIE L*a*b* of sRGB bytes `[height, width, 3]`, white D65."""
    value = image / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    matrix = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                       [0.0193339, 0.1191920, 0.9503041]])
    share = linear @ (matrix / matrix.sum(axis=1, keepdims=True)).T
    step = 6 / 29
    part = np.where(share > step ** 3, np.cbrt(share), share / (3 * step ** 2) + 4 / 29)
    x, y, z = np.moveaxis(part, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def delta_e(first, second):
    """CIEDE2000 of L*a*b* (Sharma, Wu and Dalal 2005, equations 2 to 22)."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(first, -1, 0), np.moveaxis(second, -1, 0)

    def saturation(chroma):
        return np.sqrt(chroma ** 7 / (chroma ** 7 + 25.0 ** 7))

    stretch = 1.5 - 0.5 * saturation((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2)
    a1, a2 = stretch * a1, stretch * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    turn = np.where(grey, 0, (h2 - h1 + 180) % 360 - 180)
    # Where both lie opposite each other, the equations turn by +180 and not by −180.
    turn = np.where((turn == -180) & (h2 > h1), 180, turn)
    total, far = h1 + h2, np.abs(h1 - h2) > 180
    hue = np.where(grey, total, np.where(~far, total / 2, np.where(total < 360, total / 2 + 180, total / 2 - 180)))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2

    def cosine(degrees):
        return np.cos(np.radians(degrees))

    weight = (1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6)
              - 0.20 * cosine(4 * hue - 63))
    of_light = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    rotation = -2 * saturation(chroma) * np.sin(np.radians(60 * np.exp(-((hue - 275) / 25) ** 2)))
    dl = (l2 - l1) / of_light
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    return np.sqrt(np.maximum(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh, 0))


def thumbnail(image):
    """Averaged down to 8 pixels at the longer side, colours weighed by alpha, and alpha itself: from 0 to 1."""
    values = image / 255
    values[..., :3] *= values[..., 3:]
    for axis in (0, 1):
        length, longest = values.shape[axis], max(image.shape[:2])
        count = length if longest <= THUMBNAIL else max(1, (length * THUMBNAIL + longest // 2) // longest)
        edges = np.arange(count + 1) * length / count
        pixels = np.arange(length)
        share = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
        values = np.moveaxis(np.tensordot(np.maximum(share, 0) * count / length, values, (1, axis)), 0, axis)
    return values.flatten()


def frechet(a, b):
    """‖m₁ − m₂‖² + tr(S₁ + S₂ − 2 (S₁^½ S₂ S₁^½)^½) of features, a row an image."""
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    values, vectors = np.linalg.eigh(first)
    root = vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T
    overlap = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ second @ root), 0)).sum()
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(first) + np.trace(second) - 2 * overlap)


def score(images, targets):
    """- images, targets: lists of `[height, width, 4]` bytes that belong together one by one."""
    grounds = backgrounds(images + targets)

    def each(compare):
        """A number for each pair: the mean over the backgrounds."""
        return [np.mean([compare(on(image, ground), on(target, ground)) for ground in grounds])
                for image, target in zip(images, targets)]

    features, wanted = (np.stack([thumbnail(image) for image in group]) for group in (images, targets))
    nearest = ((features[:, None] - wanted[None]) ** 2).sum(2).argmin(1)
    return {
        "count": len(images), "ssim": float(np.mean(each(structural_similarity))),
        "psnr": float(np.mean([decibels(error) for error in each(mean_square)])),
        "colourError": float(np.mean(each(lambda a, b: delta_e(lab(a), lab(b)).mean()))),
        "nearestTarget": float((nearest == np.arange(len(images))).mean()),
        "frechetDistance": frechet(features, wanted) if len(images) > 1 else None}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", type=pathlib.Path)
    parser.add_argument("--targets", required=True, type=pathlib.Path)
    parser.add_argument("--direction", choices=["AtoB", "BtoA"], help="the targets' files hold both halves")
    parser.add_argument("--inputs", type=pathlib.Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    images, targets = found(options.images), found(options.targets)
    inputs = found(options.inputs) if options.inputs else {}
    missing = [name for name in images if name not in targets]
    if missing:
        raise SystemExit(f"{options.targets} has no target for {', '.join(missing[:5])}")
    made, wanted, given = [], [], []
    for name, file in images.items():
        image = read(Image.open(file))
        if options.direction:
            halves = split(targets[name], options.direction)
            if halves is None:
                raise SystemExit(f"{targets[name]} is no pair of squares side by side")
            source, target = (read(half) for half in halves)
        else:
            target = read(Image.open(targets[name]))
            source = read(Image.open(inputs[name])) if name in inputs else None
        for other, where in ((target, "target"), (source, "input")):
            if other is not None and other.shape != image.shape:
                raise SystemExit(f"{file} is {image.shape[1]}×{image.shape[0]}, its {where} "
                                 f"{other.shape[1]}×{other.shape[0]}; both must be the same")
        made.append(image)
        wanted.append(target)
        given += [] if source is None else [source]
    result = {"images": score(made, wanted)}
    if len(given) == len(made):
        result["inputs"] = score(given, wanted)
    if options.json:
        print(json.dumps(result, indent=2))
        return
    print(f"{len(made)} images of {options.images}, targets of {options.targets}\n")
    print(f"{'':20}" + "".join(f"{name:>10}" for name in result))
    for key in ("ssim", "psnr", "colourError", "nearestTarget", "frechetDistance"):
        numbers = [column[key] for column in result.values()]
        print(f"{key:20}" + "".join(f"{'' if number is None else format(number, '.4f'):>10}" for number in numbers))


if __name__ == "__main__":
    main()
