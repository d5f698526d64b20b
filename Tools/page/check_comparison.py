"""Opens a page about several runs in a headless Chromium and looks whether it does what it says.

    python3 check_comparison.py PROGRAM [SCREENSHOTS]

PROGRAM is artpipe: two small trainings are run and compared. SCREENSHOTS is a folder for images of the page: light, dark and
as wide as a phone.
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from chromium import Chromium

failures = 0


def check(condition, words):
    global failures
    print(("ok    " if condition else "WRONG ") + words)
    failures += 0 if condition else 1


def screenshot(browser, folder, name):
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        data = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        (folder / f"{name}.png").write_bytes(base64.b64decode(data))


def make_page(program, folder):
    """Two runs of other lengths and seeds, with sheets at other steps, and the page about them."""
    for name, seed, steps, every in (("short", 1, 300, 50), ("long", 2, 500, 100)):
        document = {
            "seed": seed, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 32}},
            "dataset": {"kind": "strokes", "count": 600, "seed": 1},
            "stages": [{"kind": "train", "steps": steps, "samples": 16, "sheetEvery": every,
                        "evaluate": {"every": 100, "samples": 100, "images": 200}}]}
        (folder / f"{name}.json").write_text(json.dumps(document))
        subprocess.run([program, "run", f"{name}.json"], cwd=folder, check=True, capture_output=True)
    subprocess.run([program, "runs", "compare", "runs/short", "runs/long", "--page", "compare.html"], cwd=folder, check=True)
    return folder / "compare.html"


def main():
    screenshots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        look(make_page(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(folder)), screenshots)
    sys.exit(1 if failures else 0)


def look(page, folder):
    with Chromium() as browser:
        def value(script):
            return browser.evaluate(script)

        def size(width, height):
            browser.call(
                "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

        size(1200, 1600)
        browser.open(page.as_uri())
        time.sleep(1)
        runs = value("artReport.report.runs.length")
        check(runs >= 2, f"{runs} runs")
        check(value("document.querySelectorAll('#side-runs img').length") == runs, "a sheet of each run")
        steps = value("artReport.sideBySide.steps.join()").split(",")
        check(value("document.getElementById('side-step').textContent").replace(",", "") == f"Step {steps[-1]}",
              f"the last of {len(steps)} steps is shown first")
        value("document.getElementById('side-first').click()")
        time.sleep(0.3)
        check(value("document.getElementById('side-step').textContent").replace(",", "") == f"Step {steps[0]}",
              "a button goes to the first")
        check(value("[...document.querySelectorAll('#side-runs img')].every((each) => each.complete && each.naturalWidth > 0)"),
              "its sheets are drawn")
        value("(() => { const s = document.getElementById('side-slider'); s.value = s.max; "
              "s.dispatchEvent(new Event('input')); })()")
        check(value("document.getElementById('side-step').textContent").replace(",", "") == f"Step {steps[-1]}",
              "the slider goes to the last")
        charts = value("artReport.charts.charts.length")
        check(charts > 2, f"{charts} charts")
        check(value("[...document.querySelectorAll('.chart')].every((each) => each.querySelectorAll('path.curve').length > 0)"),
              "each with curves")
        check(value("document.querySelectorAll('.chart')[0].querySelectorAll('path.curve').length") == runs,
              "the first with one of each run")
        value("document.querySelector('.chart [aria-expanded]').click()")
        check(value("document.querySelectorAll('.chart table')[0].querySelectorAll('tbody tr').length") > 2, "a table")
        value("document.querySelector('.chart [aria-expanded]').click()")
        time.sleep(1)
        screenshot(browser, folder, "comparison-light")
        value("document.getElementById('theme-switch').click()")
        check(value("document.documentElement.dataset.theme") == "dark", "the switch makes it dark")
        time.sleep(0.5)
        screenshot(browser, folder, "comparison-dark")
        value("document.getElementById('theme-switch').click()")
        size(390, 844)
        time.sleep(1)
        check(value("document.documentElement.scrollWidth") <= 390, "it fits a phone")
        screenshot(browser, folder, "comparison-phone")
        complaints = browser.complaints()
        check(not complaints, f"no errors{': ' + complaints[0] if complaints else ''}")


main()
