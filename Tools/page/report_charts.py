"""The curves of the report: what the log and the evaluations measured, over the steps."""

from report_run import finite

# More points than that make no better picture; beyond it a point is the mean of so many steps, with its lowest and highest.
MOST_POINTS = 1500

OF_STEPS = [
    ("losses", "Losses", "linear", "What each network tries to make small. They pull against each other, so neither has to fall.",
     [("generatorLoss", "generator"), ("discriminatorLoss", "discriminator")]),
    ("accuracy", "How often the discriminator is right", "linear",
     "1 is always. Around 0.5 it cannot tell, so the two networks are well matched.",
     [("realAccuracy", "real images"), ("fakeAccuracy", "generated images")]),
    ("gradients", "Gradients", "log", "How strongly each network is pulled. Steady is good; growing or vanishing is not.",
     [("generatorGradient", "generator"), ("discriminatorGradient", "discriminator")]),
    ("rates", "Learning rates", "linear", "",
     [("generatorLearningRate", "generator"), ("discriminatorLearningRate", "discriminator")]),
]
OF_TIME = [
    ("speed", "Images per second", "linear", "", [("imagesPerSecond", "images per second")]),
    ("memory", "Memory in MB", "linear", "", [("memoryMB", "memory")]),
]
OF_EVALUATIONS = [
    ("frechetDistance", "Fréchet distance", "log", "Lower is better."),
    ("kernelDistance", "Kernel distance", "log", "Lower is better."),
    ("slicedWasserstein", "Sliced Wasserstein distance × 1000", "log", "Lower is better."),
    ("precision", "Precision", "linear", "Higher is better: the share of generated images that look real."),
    ("recall", "Recall", "linear", "Higher is better: the share of real images that the model covers."),
    ("density", "Density", "linear", "Higher is better."),
    ("coverage", "Coverage", "linear", "Higher is better."),
    ("confidence", "Confidence of the classifier", "linear", "Best where real images are."),
    ("labelEntropy", "Label entropy in bits", "linear", "Best where real images are: all classes come up."),
    ("classAccuracy", "Accuracy of the class asked for", "linear", "Higher is better."),
]


def short(value):
    return float(f"{value:.5g}") if finite(value) else None


def thinned(xs, ys):
    """At most MOST_POINTS points: means of neighbours, with lowest and highest."""
    every = -(-len(xs) // MOST_POINTS)
    if every == 1:
        return {"x": xs, "y": [short(y) for y in ys]}, 1
    found = {"x": [], "y": [], "low": [], "high": []}
    for start in range(0, len(xs), every):
        part = [y for y in ys[start:start + every] if finite(y)]
        found["x"].append(xs[min(start + every, len(xs)) - 1])
        found["y"].append(short(sum(part) / len(part)) if part else None)
        found["low"].append(short(min(part)) if part else None)
        found["high"].append(short(max(part)) if part else None)
    return found, every


def of_lines(lines, table):
    charts = []
    for identifier, title, scale, note, columns in table:
        series, every = [], 1
        for key, name in columns:
            rows = [(line["step"], line.get(key)) for line in lines]
            if not any(finite(value) for _, value in rows):
                continue
            points, every = thinned([step for step, _ in rows], [value for _, value in rows])
            series.append({"name": name, **points})
        if identifier == "rates" and len(series) == 2 and series[0]["y"] == series[1]["y"]:
            series = [{**series[0], "name": "both networks"}]
        # A rate that never changes is a setting, and no curve.
        if identifier == "rates" and all(len(set(each["y"])) == 1 for each in series):
            continue
        if series:
            chart = {"id": identifier, "group": "training", "title": title, "note": note, "scale": scale, "series": series}
            charts.append(chart | ({"mean": every} if every > 1 else {}))
    return charts


def of_evaluations(evaluations):
    charts = []
    known = {identifier for identifier, *_ in OF_EVALUATIONS}
    others = sorted({key for line in evaluations for key in line.get("metrics") or {}} - known)
    for identifier, title, scale, note in [*OF_EVALUATIONS, *((key, key, "linear", "") for key in others)]:
        rows = [line for line in evaluations if finite((line.get("metrics") or {}).get(identifier))]
        if not rows:
            continue
        series = {"name": "model", "x": [line["step"] for line in rows],
                  "y": [short(line["metrics"][identifier]) for line in rows]}
        intervals = [(line.get("intervals") or {}).get(identifier) or {} for line in rows]
        if any(intervals):
            series["low"] = [short(each.get("low")) for each in intervals]
            series["high"] = [short(each.get("high")) for each in intervals]
        chart = {"id": identifier, "group": "evaluation", "title": title, "note": note, "scale": scale, "series": [series]}
        baseline = (rows[-1].get("baseline") or {}).get(identifier)
        if finite(baseline):
            chart["lines"] = [{"name": "real images", "y": short(baseline)}]
        charts.append(chart)
    return charts
