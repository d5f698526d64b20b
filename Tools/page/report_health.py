"""Signs that a training is not going well: TrainingHealth.swift in Python, for the log of a run."""

import math

MEMORY = 100

SIGNS = {
    "tellsAll": (
        "the discriminator tells nearly all generated images from real ones",
        "The generator learns little from it. A lower learning rate for the discriminator, or more dropout in it, often "
        "helps."),
    "tellsNothing": (
        "the discriminator mistakes nearly all generated images for real ones",
        "The generator learns nothing from it. A higher learning rate or more channels for the discriminator often help."),
    "discriminatorAhead": (
        "the discriminator's loss is less than a hundredth of the generator's",
        "It is too strong for the generator. A lower learning rate for the discriminator, or more dropout in it, often "
        "helps."),
    "generatorAhead": (
        "the generator's loss is less than a hundredth of the discriminator's",
        "The discriminator no longer keeps up. A higher learning rate or more channels for the discriminator often help."),
    "explode": (
        "gradients are a hundred times larger than at the start", "A lower learning rate or gradient clipping often helps."),
    "vanish": (
        "the generator's gradient has all but vanished",
        "A lower learning rate for the discriminator, or another loss, often helps."),
    "alike": (
        "most samples look alike", "A lower learning rate, or more dropout in the discriminator, often helps."),
    "saturated": (
        "many more pixels are fully black or white than in real images",
        "A lower learning rate for the generator often helps."),
}


class Health:
    def __init__(self, total_steps, is_critic):
        self.total, self.is_critic = total_steps, is_critic
        self.since, self.seen, self.variety, self.usual = {}, 0, 0.0, None
        self.means = {"real": 0.5, "fake": 0.5, "g": 0.0, "d": 0.0, "ratio": 0.0, "logG": 0.0}

    def turn(self, sign, step, on, off):
        if sign in self.since:
            if off:
                del self.since[sign]
        elif on:
            self.since[sign] = step

    def step(self, line):
        self.seen += 1
        weight = max(1 / MEMORY, 1 / self.seen)
        new = {
            "real": line["realAccuracy"], "fake": line["fakeAccuracy"], "g": line["generatorGradient"],
            "d": line["discriminatorGradient"], "logG": math.log(max(line["generatorGradient"], 1e-12)),
        }
        if line.get("lossRatio") is not None:
            new["ratio"] = math.log(max(line["lossRatio"], 1e-12))
        means = self.means
        for name, value in new.items():
            means[name] += (value - means[name]) * weight
        if self.seen < MEMORY:
            return
        if self.usual is None:
            self.usual = dict(means)
            return
        usual, step = self.usual, line["step"]
        tells = min(means["real"], means["fake"])
        growth = max(means[name] / max(usual[name], 1e-12) for name in ("g", "d"))
        left, size, ratio = math.exp(means["logG"] - usual["logG"]), math.exp(means["logG"]), math.exp(means["ratio"])
        self.turn("tellsAll", step, not self.is_critic and tells > 0.99, tells < 0.97)
        self.turn("tellsNothing", step, means["fake"] < 0.02, means["fake"] > 0.1)
        self.turn("discriminatorAhead", step, ratio < 0.01, ratio > 0.03)
        self.turn("generatorAhead", step, ratio > 100, ratio < 30)
        self.turn("explode", step, growth > 100, growth < 50)
        self.turn("vanish", step, left < 1e-3 or size < 1e-6, left > 3e-3 and size > 1e-5)

    def evaluation(self, line):
        variety, step = line.get("variety"), line["step"]
        if variety is not None:
            self.variety = max(self.variety, variety)
            collapsed = variety < min(0.5, 0.6 * self.variety)
            never_grew = variety < 0.3 and 2 * step > self.total
            self.turn("alike", step, collapsed or never_grew, variety > min(0.6, 0.8 * self.variety))
        if line.get("saturation") is not None:
            self.turn("saturated", step, line["saturation"] > 0.25, line["saturation"] < 0.2)


def warnings(steps, evaluations, total_steps, is_critic):
    """The signs that are there at the end of the log."""
    health = Health(total_steps, is_critic)
    waiting = list(evaluations)
    for line in steps:
        try:
            health.step(line)
        except (KeyError, TypeError):
            continue  # A line of another version.
        while waiting and waiting[0]["step"] <= line["step"]:
            health.evaluation(waiting.pop(0))
    for line in waiting:
        health.evaluation(line)
    return [
        {"text": f"Since step {health.since[sign]:,} {words}.", "advice": advice, "step": health.since[sign]}
        for sign, (words, advice) in SIGNS.items() if sign in health.since]
