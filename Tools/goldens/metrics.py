"""Metrics of image quality by plain formulas, with NumPy and SciPy in double precision."""

import numpy as np
import scipy.linalg
import scipy.ndimage
import scipy.special
import scipy.stats

import repeatable

# The streams' names, sizes and limits; the sets of one case differ in place and width.
SETS = [
    {"name": "plain", "columns": 6, "real": [200, -1.0, 1.0], "generated": [160, -0.7, 1.2]},
    {"name": "wide", "columns": 24, "real": [300, 0.0, 1.0], "generated": [300, 0.05, 1.05]},
    {"name": "fewer images than features", "columns": 48, "real": [30, -1.0, 1.0], "generated": [40, -1.0, 1.5]},
]


def features(case, which):
    rows, low, high = case[which]
    return repeatable.uniform(f"metrics/{case['name']}/{which}", [rows, case["columns"]], low, high).astype(np.float64)


def frechet(a, b):
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(first)
    root = (root + root.T).real / 2
    overlap = scipy.linalg.eigvalsh(root @ second @ root)
    apart = a.mean(0) - b.mean(0)
    return float(apart @ apart + np.trace(first) + np.trace(second) - 2 * np.sqrt(np.maximum(overlap, 0)).sum())


def kernel(a, b):
    def values(x, y):
        return (x @ y.T / x.shape[1] + 1) ** 3

    def within(x):
        k = values(x, x)
        return (k.sum() - np.trace(k)) / (len(x) * (len(x) - 1))

    return float(within(a) + within(b) - 2 * values(a, b).mean())


def jackknife(metric, a, b, most):
    """The interval: group g of both sets left out together, Student's t."""
    groups = min(min(len(a), len(b)) // 2, most)

    def without(x, g):
        return np.delete(x, np.s_[g * len(x) // groups:(g + 1) * len(x) // groups], axis=0)

    value = metric(a, b)
    rest = np.array([metric(without(a, g), without(b, g)) for g in range(groups)])
    error = np.sqrt((groups - 1) / groups * ((rest - rest.mean()) ** 2).sum())
    reach = error * scipy.stats.t.ppf(0.975, groups - 1)
    return {"value": value, "low": float(value - reach), "high": float(value + reach)}


def distances(a, b):
    return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(2))


def radii(x, k):
    return np.sort(distances(x, x), axis=1)[:, k]


def neighbourhoods(real, generated):
    apart = distances(real, generated)
    inside = apart <= radii(real, 3)[:, None]
    reached = apart <= radii(generated, 3)[None, :]
    wide = apart < radii(real, 5)[:, None]
    return {
        "precision": float(inside.any(0).mean()),
        "recall": float(reached.any(1).mean()),
        "density": float(wide.sum(0).mean() / 5),
        "coverage": float(wide.any(1).mean()),
    }


def memorization(training, images):
    own = distances(training, training)
    np.fill_diagonal(own, np.inf)
    apart = distances(images, training)
    nearest = apart.argmin(1)
    return {"share": float((apart.min(1) < own.min(1)[nearest]).mean()), "nearest": nearest.tolist()}


def distance_case(case):
    real, generated = features(case, "real"), features(case, "generated")
    return {
        **case,
        "frechet": jackknife(frechet, real, generated, 20),
        "kernel": jackknife(kernel, real, generated, 20),
        "neighbourhoods": neighbourhoods(real, generated),
        "memorization": memorization(real, generated),
    }


WEIGHTS = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256


def blur(x, gain=1.0):
    return scipy.ndimage.convolve(x, WEIGHTS[:, :, None] * gain, mode="mirror")


def pyramid_case(height, width, channels, levels):
    name = f"metrics/pyramid/{height}x{width}x{channels}"
    image = np.floor(repeatable.uniform(name, [height, width, channels], 0, 256).astype(np.float64))
    pyramid = [image]
    for _ in range(levels - 1):
        lower = blur(pyramid[-1])[::2, ::2]
        spread = np.zeros_like(pyramid[-1])
        spread[::2, ::2] = lower
        pyramid[-1] = pyramid[-1] - blur(spread, 4)
        pyramid.append(lower)
    return {"stream": name, "shape": [height, width, channels],
            "levels": [{"shape": list(x.shape), "sum": float(x.sum()), "norm": float(np.linalg.norm(x)),
                        "numbers": x.reshape(-1)[:40].tolist()} for x in pyramid]}


def sliced():
    """Patches that are not normalised, and directions that are not of length 1: only what projects and sorts."""
    a = repeatable.uniform("metrics/sliced/a", [240, 49], -2, 1).astype(np.float64)
    b = repeatable.uniform("metrics/sliced/b", [240, 49], -1, 2).astype(np.float64)
    directions = repeatable.uniform("metrics/sliced/directions", [40, 49], -0.2, 0.2).astype(np.float64)

    def distance(x, y):
        return float(np.mean([scipy.stats.wasserstein_distance(x @ d, y @ d) for d in directions]))

    return {"patches": 240, "size": 49, "directions": 40, **jackknife(distance, a, b, 10)}


def labels():
    logits = repeatable.uniform("metrics/labels", [400, 5], -3, 3).astype(np.float64)
    # Rounded to float32, as a network gives them.
    p = scipy.special.softmax(logits, axis=1).astype(np.float32).astype(np.float64)
    chosen = np.bincount(p.argmax(1), minlength=5)
    return {"rows": 400, "classes": 5, "probabilities": p.reshape(-1).tolist(),
            "confidence": float(p.max(1).mean()),
            "entropy": float(scipy.stats.entropy(p.mean(0), base=2)), "chosen": chosen.tolist()}


def shares():
    result = []
    for count, total in [(0, 10), (1, 10), (7, 10), (10, 10), (480, 1000), (9999, 10000)]:
        interval = scipy.stats.binomtest(count, total).proportion_ci(method="wilson")
        result.append({"count": count, "total": total, "low": float(interval.low), "high": float(interval.high)})
    return result


def eigenvalues():
    result = []
    for size in [1, 2, 3, 17, 40, 130]:
        x = repeatable.uniform(f"metrics/eigen/{size}", [size, size], -1, 1).astype(np.float64)
        result.append({"size": size, "values": np.linalg.eigvalsh(x + x.T).tolist()})
    return result


def make():
    return {"sets": [distance_case(case) for case in SETS],
            "pyramids": [pyramid_case(28, 28, 1, 2), pyramid_case(17, 30, 3, 3), pyramid_case(7, 9, 1, 2)],
            "sliced": sliced(), "labels": labels(), "shares": shares(), "eigenvalues": eigenvalues()}
