#!/usr/bin/env python3
"""Compares the playground's pixels with the program's: check_page.py ARTPIPE MODEL …

A model is a .safetensors file, or the id of a model, which is trained for some steps first. For each: makes its page, opens it in a headless Chromium, draws the first images of a seed with WebAssembly and with
plain JavaScript, and compares them with those of `artpipe sample`. Measures images a second. Ends with 1 where a pixel
differs by more than 2 of 255.
"""

import argparse
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

from chromium import Chromium
from safetensors import Safetensors

LARGEST_DIFFERENCE = 2

# Draws the first points of a seed as `artpipe sample` takes them, so many times larger.
DRAW = """
(async () => {
  const { playground, ready } = artPlayground;
  await ready;
  if (playground.root.dataset.state !== "ready") throw new Error(playground.at("problem").textContent);
  const images = [];
  for (let index = 0; index < COUNT; index++) {
    const { truncated, classes } = playground.facts.point(SEED, index);
    const request = { latents: truncated, classes, factor: FACTOR };
    const { rgba } = await playground.client.ask(FACTOR === 1 ? "draw" : "drawLarger", request);
    let letters = "";
    for (let i = 0; i < rgba.length; i += 4096) letters += String.fromCharCode(...rgba.subarray(i, i + 4096));
    images.push(btoa(letters));
  }
  const { path, width, height, drawsAnySize } = playground.loaded;
  return { path, width, height, drawsAnySize, images, inWorker: Boolean(playground.client.worker) };
})()
"""

MEASURE = """
artPlayground.playground.client.ask("measure", {
  latents: artPlayground.playground.point.truncated, classes: artPlayground.playground.point.classes,
  milliseconds: MILLISECONDS,
})
"""

# Frames that a morph shows in the page, with all that belongs to it; the screen shows 60 at most.
MORPH = """
(async () => {
  const { playground: p } = artPlayground;
  p.morph.set(0, p.facts.point(SEED, 0));
  p.morph.set(1, p.facts.point(SEED, 1));
  let frames = 0;
  const draw = p.draw.bind(p);
  p.draw = async (point) => { await draw(point); frames++; };
  p.at("play").click();
  const start = performance.now();
  await new Promise((done) => setTimeout(done, MILLISECONDS));
  p.at("play").click();
  return (1000 * frames) / (performance.now() - start);
})()
"""


def program_images(arguments, model, folder, size=None):
    """The bytes of `artpipe sample`'s images and their channels."""
    output = folder / "images.safetensors"
    command = [arguments.artpipe, "sample", "--model", model, "--output", output]
    command += ["--count", str(arguments.count), "--seed", str(arguments.seed)]
    if size:
        command += ["--render", f"{size[0]}x{size[1]}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    file = Safetensors(output)
    data, (number, *shape) = file.bytes("images"), file.shape("images")
    length = len(data) // number
    return [data[i * length:(i + 1) * length] for i in range(number)], shape[2]


def page_bytes(rgba, channels):
    """The channels that the program writes, of red, green, blue and alpha."""
    kept = {1: [0], 2: [0, 3], 3: [0, 1, 2], 4: [0, 1, 2, 3]}[channels]
    return bytes(rgba[i + c] for i in range(0, len(rgba), 4) for c in kept)


def weighed(pixels, channels):
    """Colours as they show: where there is alpha, weighed by it. Of what hardly shows, the colour is chance."""
    if channels != 4:
        return pixels
    return [value if i % 4 == 3 else round(value * pixels[i - i % 4 + 3] / 255) for i, value in enumerate(pixels)]


def largest_difference(expected, channels, found):
    return max(
        abs(a - b)
        for image, text in zip(expected, found, strict=True)
        for a, b in zip(
            weighed(image, channels), weighed(page_bytes(base64.b64decode(text), channels), channels), strict=True))


def measured(browser, arguments):
    """Speed, in words: of the engine by the clock and by the processor's time it used, and of a morph in the page."""
    milliseconds = str(arguments.milliseconds)
    before = browser.processor_seconds()
    speed = browser.evaluate(MEASURE.replace("MILLISECONDS", milliseconds))
    own = speed["frames"] / max(browser.processor_seconds() - before, 0.01)
    shown = browser.evaluate(MORPH.replace("SEED", str(arguments.seed)).replace("MILLISECONDS", milliseconds))
    return f"{speed['framesPerSecond']:7.1f} images/s, {own:7.1f} a second of processor time, morph {shown:4.1f}/s"


def trained(arguments, identifier, folder):
    """The checkpoint of a few steps of a model's training."""
    document = folder / f"{identifier}.json"
    document.write_text(json.dumps({
        "model": {"plugin": identifier, "recipe": {"batchSize": 8}}, "dataset": {"kind": "blossoms", "count": 32},
        "stages": [{"kind": "train", "steps": 10, "samples": 0}]}))
    subprocess.run(
        [arguments.artpipe, "run", document, "--output", folder / identifier], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    return folder / identifier / "train/checkpoint.safetensors"


def check(browser, arguments, model, folder):
    name = json.loads(Safetensors(model).metadata["artpipe.definition"])["id"]
    page = folder / "page.html"
    subprocess.run(
        [arguments.artpipe, "playground", "--model", model, "--output", page], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    draw = DRAW.replace("COUNT", str(arguments.count)).replace("SEED", str(arguments.seed))
    expected = program_images(arguments, model, folder)
    worst = 0
    for path in ["wasm", "javascript"]:
        browser.open(f"{page.as_uri()}?path={path}")
        found = browser.evaluate(draw.replace("FACTOR", "1"))
        assert found["path"] == path and found["inWorker"], found
        difference = largest_difference(*expected, found["images"])
        words = ""
        if found["drawsAnySize"]:
            size = (4 * found["width"], 4 * found["height"])
            larger = browser.evaluate(draw.replace("FACTOR", "4"))["images"]
            larger = largest_difference(*program_images(arguments, model, folder, size), larger)
            words = f" ({larger} at {size[0]}×{size[1]})"
            difference = max(difference, larger)
        speed = measured(browser, arguments)
        for complaint in browser.complaints():
            print(f"{name} {path}: the page complains: {complaint}")
            difference = 255
        print(
            f"{name:12} {path:10} {found['width']}×{found['height']}  largest difference {difference}{words}  {speed}  "
            f"page {page.stat().st_size / 1e6:.2f} MB", flush=True)
        worst = max(worst, difference)
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("artpipe")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--milliseconds", type=int, default=1500, help="how long speed is measured")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Chromium() as browser:
        worst = 0
        for model in arguments.models:
            file = model if model.endswith(".safetensors") else trained(arguments, model, pathlib.Path(folder))
            worst = max(worst, check(browser, arguments, file, pathlib.Path(folder)))
    sys.exit(worst > LARGEST_DIFFERENCE)


if __name__ == "__main__":
    main()
