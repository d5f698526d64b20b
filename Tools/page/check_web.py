#!/usr/bin/env python3
"""Checks the page of `artpipe export web` in a headless Chromium: check_web.py ARTPIPE MODEL … [--screenshots FOLDER]

For each model: compares its pixels with the program's as check_page.py does, alone and in a frame of another page; checks what
the page around can say and is told, that nothing is asked for elsewhere, and that it fits. Ends with 1 where something is wrong.
"""

import argparse
import base64
import pathlib
import subprocess
import sys
import tempfile

from check_page import DRAW, LARGEST_DIFFERENCE, largest_difference, program_images
from check_playground import Run
from chromium import Chromium

WAIT = "const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));"

# A page of somebody's own, whose style says nothing of light and dark.
AROUND = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>My site</title>
<script>
  window.told = [];
  addEventListener("message", ({ source, data }) => {
    const frame = document.querySelector("iframe");
    if (source !== frame.contentWindow || !data.playground) return;
    told.push(data.playground.height);
    frame.style.height = `${data.playground.height}px`;
  });
</script>
<h1>My site</h1>
<iframe src="FILE" title="Images" SANDBOX style="width: 100%; height: 900px; border: 0"></iframe>
"""


def export(arguments, model, page, *options):
    subprocess.run(
        [arguments.artpipe, "export", "web", model, "--output", page, *options], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)


def shown(browser):
    """The parts that can be seen."""
    return set(browser.evaluate(
        "artPlayground.ready.then(() => [...document.querySelectorAll('[data-part]')].filter((e) => e.offsetParent)"
        ".map((e) => e.dataset.part))"))


def check_images(run, browser, arguments, model, page, folder):
    expected = program_images(arguments, model, folder)
    draw = DRAW.replace("COUNT", str(arguments.count)).replace("SEED", str(arguments.seed)).replace("FACTOR", "1")
    for path in ["wasm", "javascript"]:
        browser.open(f"{page.as_uri()}?path={path}")
        found = browser.evaluate(draw)
        difference = largest_difference(*expected, found["images"])
        run.check(f"{model} {path}: images are the program's", difference <= LARGEST_DIFFERENCE, difference)
        print(f"     {found['width']}×{found['height']}, largest difference {difference}, {page.stat().st_size / 1e6:.2f} MB")


def check_frame(run, browser, page, folder, sandbox):
    """In a frame of another page: it draws, and tells its height, which ends."""
    words = "in a sandbox" if sandbox else "in a frame"
    around = folder / "around.html"
    around.write_text(AROUND.replace("FILE", page.name).replace("SANDBOX", sandbox))
    browser.open(around.as_uri())
    told = browser.evaluate(
        f"(async () => {{ {WAIT} for (let i = 0; i < 100 && told.length === 0; i++) await wait(50); await wait(1500); return told; }})()")
    run.check(f"{words} it tells its height", 300 < told[-1] < 5000 and len(told) < 8, told)
    # Chromium keeps frames of files in processes of their own, so what is seen tells whether it draws.
    browser.call("Emulation.setDeviceMetricsOverride", width=900, height=800, deviceScaleFactor=1, mobile=False)
    image = browser.call("Page.captureScreenshot", format="png")["data"]
    (folder / "frame.png").write_bytes(base64.b64decode(image))
    run.check(f"{words} nothing is wrong", not browser.complaints(), browser.complaints())


def check_theme(run, browser, page):
    colour = "getComputedStyle(document.getElementById('playground')).backgroundColor"
    light, dark = "rgb(255, 255, 255)", "rgb(22, 25, 29)"
    for system in ["light", "dark"]:
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": system}])
        for theme, expected in [("", {"light": light, "dark": dark}[system]), ("?theme=light", light), ("?theme=dark", dark)]:
            browser.open(page.as_uri() + theme)
            found = browser.evaluate(colour)
            body = browser.evaluate("getComputedStyle(document.body).backgroundColor")
            run.check(f"on a {system} system with '{theme}'", found == body == expected, [found, body])
        browser.evaluate("postMessage({ theme: 'dark' }, '*'), new Promise((done) => setTimeout(done, 100))")
        run.check(f"on a {system} system, told to be dark", browser.evaluate(colour) == dark)
        browser.evaluate("postMessage({ theme: 'auto' }, '*'), new Promise((done) => setTimeout(done, 100))")
        run.check(f"on a {system} system, told to be as it", browser.evaluate(colour) == {"light": light, "dark": dark}[system])
    browser.call("Emulation.setEmulatedMedia", features=[])


def check_widths(run, browser, page):
    for width in [240, 320, 360, 800, 1280]:
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        browser.open(page.as_uri())
        run.check(f"nothing runs over at {width} pixels", browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def check_keyboard(run, browser, page):
    browser.open(page.as_uri())
    browser.evaluate("artPlayground.ready")
    for kind in ["rawKeyDown", "keyUp"]:
        browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    first = browser.evaluate("document.activeElement.dataset.play")
    run.check("the first stop of the keyboard draws a new image", first == "random", first)


def screenshots(browser, page, folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    browser.call("Emulation.setScrollbarsHidden", hidden=True)
    for system in ["light", "dark"]:
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": system}])
        for width in [390, 1280]:
            browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
            browser.open(page.as_uri())
            browser.evaluate(f"(async () => {{ {WAIT} await artPlayground.ready; const p = artPlayground.playground;"
                             "for (const name of ['setA', 'random', 'setB', 'keep']) { p.at(name).click(); await wait(300); } })()")
            data = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
            (folder / f"{name}-{system}-{width}.png").write_bytes(base64.b64decode(data))
    browser.call("Emulation.setEmulatedMedia", features=[])


def check(run, browser, arguments, model, folder):
    page = folder / "page.html"
    export(arguments, model, page, "--title", "My images")
    browser.call("Network.enable")
    check_images(run, browser, arguments, model, page, folder)
    asked = [
        event["params"]["request"]["url"] for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    run.check("nothing comes from elsewhere", asked and all(url.startswith(("file:", "blob:", "data:")) for url in asked), asked)
    hidden = {"header", "program", "speed"}
    run.check("what is about artpipe is not shown", not shown(browser) & hidden, shown(browser))
    check_theme(run, browser, page)
    check_widths(run, browser, page)
    check_keyboard(run, browser, page)
    check_frame(run, browser, page, folder, "")
    check_frame(run, browser, page, folder, 'sandbox="allow-scripts allow-downloads"')
    if arguments.screenshots:
        name = pathlib.Path(model).stem
        screenshots(browser, page, arguments.screenshots, name)
        (arguments.screenshots / f"{name}-frame.png").write_bytes((folder / "frame.png").read_bytes())
    bare = folder / "bare.html"
    export(arguments, model, bare, "--controls", "none")
    browser.open(bare.as_uri())
    run.check("without controls little is shown", shown(browser) <= {"controls", "choose"}, shown(browser))
    if arguments.screenshots:
        screenshots(browser, bare, arguments.screenshots, f"{name}-bare")
    run.check("the console is empty", not browser.complaints(), browser.complaints())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("artpipe")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    run = Run()
    with tempfile.TemporaryDirectory() as folder, Chromium() as browser:
        for model in arguments.models:
            check(run, browser, arguments, model, pathlib.Path(folder))
    sys.exit(run.failures > 0)


if __name__ == "__main__":
    main()
