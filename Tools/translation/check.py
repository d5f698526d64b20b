#!/usr/bin/env python3
"""Checks the other scripts of this folder: check.py (a minute; needs what they need).

Metrics are compared with those of scikit-image and a published table (Tests/Goldens/pairs.json); a training that is
stopped and goes on must end as one that is not; a perfect folder must have a perfect score.
"""
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
from PIL import Image

import networks
import paired
import score

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "goldens"))
from repeatable import uniform  # noqa: E402

GOLDENS = HERE.parents[1] / "Tests/Goldens/pairs.json"

def expect(what, is_true):
    print(f"{'ok   ' if is_true else 'WRONG'} {what}", flush=True)
    if not is_true:
        raise SystemExit(1)


def near(a, b, error=1e-9):
    return abs(a - b) <= error


def check_metrics():
    golden = json.loads(GOLDENS.read_text())["content"]
    for numbers in golden["colors"]:
        first, second, apart = np.array(numbers[:3]), np.array(numbers[3:6]), numbers[6]
        found = [score.delta_e(*colours) for colours in ((first, second), (second, first))]
        expect(f"ΔE {apart} both ways", all(near(value, apart, 6e-5) for value in found))
    for colour in golden["lab"]:
        found = score.lab(np.array(colour["rgb"], float))
        expect(f"L*a*b* of {colour['rgb']}", np.abs(found - colour["lab"]).max() < 0.02)
    for case in golden["pairs"]:
        if case["shape"][2] < 4:
            first, other = (np.floor(uniform(f"{case['stream']}/{kind}", case["shape"], 0, 256).astype(float))
                            for kind in ("target", "noise"))
            image, target = (np.broadcast_to(x, (*x.shape[:2], 3)) for x in ((3 * first + other) // 4, first))
            found = score.score(*([np.dstack([x, np.full(x.shape[:2], 255)])] for x in (image, target)))
            for key, error in (("ssim", 1e-6), ("psnr", 1e-9), ("colourError", 2e-3)):
                expect(f"{key} of {case['stream']}", near(found[key], case[key], error))

    random = np.random.default_rng(1)
    drawn = random.normal(size=(50, 3))
    drawn -= drawn.mean(0)
    drawn = drawn @ np.linalg.inv(np.linalg.cholesky(np.cov(drawn, rowvar=False))).T  # moments of exactly 0 and 1
    one, other = drawn * [1, 2, 3], drawn[:, ::-1] * [2, 1, 1] + 1
    expect("the Fréchet distance of a set to itself is 0", near(score.frechet(one, one), 0))
    expect("and that of two normal distributions is known", near(score.frechet(one, other), 3 + 1 + 1 + 4))
    image = random.integers(0, 256, (16, 24, 4)).astype(np.uint8)
    image[..., 3] = 255
    apart = score.thumbnail(image).reshape(5, 8, 4)[0, :, :3] - thumbnail_row(image)
    expect("thumbnails are means of areas", np.abs(apart).max() < 1e-12)


def thumbnail_row(image):
    """The first of 5 rows of a thumbnail of 16 by 24 pixels: 3.2 rows high, 3 columns wide."""
    columns = image[..., :3].astype(float).reshape(16, 8, 3, 3).mean(axis=2) / 255
    return (columns[:3].sum(axis=0) + 0.2 * columns[3]) / 3.2


def check_networks():
    """Sizes as the authors' programs print them."""
    def has(network, millions):
        return near(sum(weight.numel() for weight in network.parameters()) / 1e6, millions, 1e-3)

    expect("the U-Net has 54.414 M parameters at 256", has(networks.u_net(3, 3, 8, norm="batch"), 54.414))
    expect("the discriminator of pairs has 2.769 M", has(networks.patch_discriminator(6, 3, norm="batch"), 2.769))
    x = torch.zeros(1, 3, 64, 64)
    for network, shape in (
            (networks.u_net(3, 3, 6, 4), (1, 3, 64, 64)), (networks.res_net(3, 3, 2, 4), (1, 3, 64, 64)),
            (networks.patch_discriminator(3, 2, 4), (1, 1, 14, 14)),
            (networks.patch_discriminator(3, 2, 4, padding="same"), (1, 1, 16, 16))):
        expect(f"a network gives {shape}", tuple(network(x).shape) == shape)


def draw(folder, count):
    """Discs: the left half in colour on grey, the right half as a white plan on black."""
    folder.mkdir(parents=True)
    rows, columns = np.mgrid[:32, :32]
    for number in range(count):
        random = np.random.default_rng(number)
        disc = np.hypot(*(axis - random.integers(8, 24) for axis in (rows, columns))) < random.integers(4, 9)
        photo = np.where(disc[..., None], [220, 60, 30], [90, 110, 130])
        both = np.concatenate([photo, np.repeat(255 * disc[..., None], 3, 2)], 1).astype(np.uint8)
        Image.fromarray(both).save(folder / f"{number:02}.png")
    Image.fromarray(both[:, :40]).save(folder / "odd.png")


def check_reference(folder):
    draw(folder / "train", 6)
    draw(folder / "validation", 3)
    steps = 60

    def command(name, *more):
        return [sys.executable, HERE / "reference.py", "--train", folder / "train", "--validation",
                folder / "validation", "--output", folder / name, "--steps", str(steps), "--size", "32", "--width", "4",
                "--threads", "1", *more]

    done = subprocess.run(command("whole"), check=True, capture_output=True, text=True)
    expect("a file that is no pair is told", "odd.png: passed over" in done.stdout)
    stopped = subprocess.Popen(command("stopped", "--every", "0.0001"), stdout=subprocess.PIPE, text=True)
    log = folder / "stopped/log.jsonl"
    while not (log.exists() and len(log.read_text().splitlines()) > 2) and stopped.poll() is None:
        time.sleep(0.01)
    stopped.send_signal(signal.SIGTERM)
    stopped.wait()
    step = torch.load(folder / "stopped/state.pt", weights_only=True)["step"]
    expect(f"a training of {steps} steps was stopped at {step}", 0 < step < steps)
    subprocess.run(command("stopped"), check=True, capture_output=True)
    whole, other = (torch.load(folder / name / "state.pt", weights_only=True) for name in ("whole", "stopped"))
    expect("it goes on to the same weights",
           other["step"] == steps
           and all(torch.equal(whole["generator"][key], other["generator"][key]) for key in whole["generator"]))
    again = subprocess.run(command("whole"), check=True, capture_output=True, text=True)
    expect("a finished training is left as it is", "is finished" in again.stdout)
    refused = subprocess.run(command("whole", "--seed", "2"), capture_output=True, text=True)
    expect("one with other arguments is refused", refused.returncode != 0 and "other arguments" in refused.stderr)

    lines = [json.loads(line) for line in (folder / "whole/log.jsonl").read_text().splitlines()]
    expect("its images are near their targets", lines[-1]["l1"] < 0.2)
    found = scored(folder / "whole/images", folder / "validation")
    expect("score.py measures what the training logged", near(found["images"]["ssim"], lines[-1]["ssim"], 1e-9))
    expect("the baseline is the plan itself", found["images"]["colourError"] < found["inputs"]["colourError"])
    subprocess.run([sys.executable, HERE / "halves.py", folder / "validation", folder / "apart"], check=True)
    found = scored(folder / "apart/targets", folder / "validation")["images"]
    expect("the targets themselves have a perfect score",
           near(found["ssim"], 1) and found["colourError"] == 0 and found["nearestTarget"] == 1
           and near(found["frechetDistance"], 0, 1e-6))


def scored(images, targets):
    command = [sys.executable, HERE / "score.py", images, "--targets", targets, "--direction", "BtoA", "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    torch.set_num_threads(1)
    check_metrics()
    check_networks()
    with tempfile.TemporaryDirectory() as scratch:
        check_reference(pathlib.Path(scratch))
    print("all is as it should be")
