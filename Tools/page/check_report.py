#!/usr/bin/env python3
"""Checks the pages of `artpipe report` in a headless Chromium: check_report.py ARTPIPE [RUN_FOLDER …]

Without a run folder a small run is made. Each run's page is checked, and of the first run the pages that damaged and missing
parts give. AXE=…/axe.min.js checks with axe-core too. SCREENSHOTS=FOLDER keeps screenshots of the pages, to look at. Ends with 1
where anything is wrong.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import report_variants
from chromium import Chromium
from report_browser import AXE, CONTRAST, HEADINGS, OVERFLOW, Browser

# The most bytes of a page.
LIMIT = 25_000_000

failures = []


def expect(condition, words):
    if not condition:
        failures.append(words)
        print(f"  WRONG: {words}", flush=True)


def check_reading(page, name):
    """What holds for every page: names, headings, contrast, widths, no request, no complaint."""
    expect(not page.complaints(), f"{name}: complaints: {page.complaints()[:3]}")
    expect(not page.requests(), f"{name}: requests: {page.requests()[:3]}")
    expect(not page.nameless(), f"{name}: controls without a name: {page.nameless()}")
    expect(not page.evaluate(HEADINGS), f"{name}: headings out of order: {page.evaluate(HEADINGS)}")
    for theme in ("light", "dark"):
        page.theme(theme)
        expect(page.evaluate("document.documentElement.dataset.theme") == theme, f"{name}: the theme {theme} is not on")
        poor = page.evaluate(CONTRAST)
        expect(not poor, f"{name}: poor contrast, {theme}: {poor[:4]}")
        if os.environ.get("AXE"):
            found = page.axe(pathlib.Path(os.environ["AXE"]).read_text(), AXE)
            for each in found:
                words = f"{name}: axe, {theme}: {each['impact']} {each['id']}: {each['nodes'][:2]}"
                expect(each["impact"] not in ("serious", "critical"), words)
                print(f"  {words}")
    for width in (360, 768, 1280):
        page.width(width)
        expect(not page.evaluate(OVERFLOW), f"{name}: wider than {width} pixels: {page.evaluate(OVERFLOW)}")


def check_player(page, name):
    sheets = page.evaluate("artReport.report.sheets.shown.map((each) => each.step)")
    step = "document.getElementById('player-step').textContent"
    image = "document.querySelector('#player-frame img')"
    words = [f"Step {each:,}" for each in sheets]
    page.evaluate("document.getElementById('player-slider').focus()")
    expect(page.evaluate(step) == words[-1], f"{name}: the slider does not begin at the last sheet")
    page.key("Home")
    expect(page.evaluate(step) == words[0], f"{name}: Home does not lead to the first sheet")
    page.evaluate(f"{image}.decode()")
    expect(page.evaluate(f"{image}.naturalWidth") > 0 and words[0].lower() in page.evaluate(f"{image}.alt").lower(),
           f"{name}: the first sheet is not shown")
    page.key("ArrowRight")
    expect(page.evaluate(step) == words[min(1, len(words) - 1)], f"{name}: the arrow key does not turn the sheet")
    page.evaluate("document.getElementById('player-play').click()")
    page.wait(2500)
    expect(len(words) < 3 or page.evaluate(step) != words[1], f"{name}: it does not play")
    page.evaluate("artReport.sheets.choose(0)")


def check_images(page, name):
    """Images and videos that come near the screen are filled, and can be read."""
    page.evaluate("""(async () => {
      for (const each of document.querySelectorAll("[data-blob]")) {
        each.scrollIntoView({ behavior: "instant" });
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
      }
    })()""")
    page.wait(1000)
    empty = page.evaluate("""[...document.querySelectorAll(".images img, .images video")]
      .filter((each) => !(each.naturalWidth > 0 || each.duration > 0)).map((each) => each.outerHTML.slice(0, 120))""")
    expect(not empty, f"{name}: images that are not shown: {empty}")


def check_charts(page, name):
    charts = page.evaluate("artReport.report.charts.map((each) => each.id)")
    if page.evaluate("artReport.report.charts[0].series[0].x.length") < 3:
        return  # Nothing to move or zoom in.
    expect(page.evaluate("document.querySelectorAll('.plot svg .curve').length") >= len(charts), f"{name}: curves are missing")
    plot = "document.querySelector('#chart-losses .plot')"
    value, steps = f"{plot}.getAttribute('aria-valuetext')", "artReport.charts.steps"
    page.evaluate(f"{plot}.scrollIntoView({{block: 'center', behavior: 'instant'}}), {plot}.focus({{preventScroll: true}})")
    last = page.evaluate(value)
    page.key("ArrowLeft")
    expect(page.evaluate(value) != last and "generator" in page.evaluate(value), f"{name}: an arrow key does not move the step")
    page.key("+")
    expect(page.evaluate(steps) is not None, f"{name}: + does not zoom")
    expect("steps" in page.evaluate("document.getElementById('chart-range').textContent"), f"{name}: the range is not told")
    page.key("0")
    expect(page.evaluate(steps) is None, f"{name}: 0 does not show all")
    box = page.evaluate(f"(() => {{ const b = {plot}.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }})()")
    page.drag(box[0] + 0.4 * box[2], box[0] + 0.7 * box[2], box[1] + box[3] / 2)
    expect(page.evaluate(steps) is not None, f"{name}: dragging does not zoom")
    expect(page.evaluate("getComputedStyle(document.querySelector('.plot svg svg')).overflowX") == "hidden",
           f"{name}: curves are drawn beyond their axes")
    page.evaluate("document.getElementById('chart-reset').click()")
    expect(page.evaluate(steps) is None, f"{name}: the button does not show all")
    page.move(box[0] + 0.5 * box[2], box[1] + box[3] / 2)
    expect(page.evaluate("document.querySelector('#chart-losses .now').textContent").startswith("step"), f"{name}: no values at the pointer")
    path = "document.querySelector('#chart-losses .curve').getAttribute('d')"
    before = page.evaluate(path)
    page.evaluate("document.querySelector('#chart-losses button').click()")
    logarithmic = page.evaluate(path)
    expect(before != logarithmic, f"{name}: the log scale changes nothing")
    page.evaluate("(() => { const s = document.getElementById('chart-smoothing'); s.value = '0'; s.dispatchEvent(new Event('change')); })()")
    expect(page.evaluate(path) != logarithmic, f"{name}: smoothing changes nothing")
    page.evaluate("document.querySelectorAll('#chart-losses button')[1].click()")
    rows = page.evaluate("document.querySelectorAll('#chart-losses-table tbody tr').length")
    expect(0 < rows <= 40, f"{name}: the table has {rows} rows")


def check_terms(page, name):
    page.evaluate("document.querySelector('.opening .term, .term').focus()")
    page.key("Enter")
    box = "document.getElementById('term-text')"
    expect(not page.evaluate(f"{box}.hidden") and len(page.evaluate(f"{box}.innerText")) > 20, f"{name}: no explanation on Enter")
    page.key("Escape")
    expect(page.evaluate(f"{box}.hidden"), f"{name}: Escape does not close the explanation")
    page.evaluate("document.getElementById('terms-switch').click()")
    expect(page.evaluate("document.querySelectorAll('.term').length") == 0, f"{name}: terms do not go away")
    page.evaluate("document.getElementById('terms-switch').click()")


def check_without_script(page, path, name):
    """Summary, numbers and the first image are there without JavaScript."""
    page.scripts(False)
    page.chromium.open(path.as_uri())
    text = page.evaluate("document.body.innerText")
    for words in ("was trained", "The recipe", "What ran"):
        expect(words in text, f"{name}: without JavaScript “{words}” is missing")
    expect(page.evaluate("[...document.querySelectorAll('button')].filter((b) => b.offsetParent && !b.closest('.playground')).length") == 0,
           f"{name}: without JavaScript there are buttons that do nothing")
    page.scripts(True)


def write_page(program, run, path, share):
    """Has the program make a page."""
    done = subprocess.run([program, "report", str(run), "--output", str(path), *(["--share"] if share else [])],
                          capture_output=True, text=True)
    expect(done.returncode == 0, f"{path.stem}: artpipe report ends with {done.returncode}: {done.stderr}")


def small_run(program, folder):
    """A run with all that a page can show: sheets, evaluations, images, nearest images, a video."""
    train = {"kind": "train", "steps": 120, "sheetEvery": 10, "evaluate": {"every": 40, "samples": 100, "images": 200}}
    document = {
        "name": "small", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 16}},
        "dataset": {"kind": "strokes", "count": 600},
        "stages": [train, {"kind": "sample", "count": 24}, "sheet", {"kind": "images", "from": "sample"},
                   {"kind": "evaluate", "from": "train", "samples": 100, "images": 200},
                   {"kind": "interpolate", "from": "train", "seconds": 1}, {"kind": "video", "size": 112}],
    }
    file = folder / "small.json"
    file.write_text(json.dumps(document))
    subprocess.run([program, "run", str(file), "--output", str(folder / "small")], check=True, capture_output=True)
    return folder / "small"


def check(page, program, run, name, folder, share=False, parts=()):
    path = folder / f"{name}.html"
    write_page(program, run, path, share)
    page.open(path.as_uri())
    paint = page.first_paint()
    print(f"{name}: {path.stat().st_size / 1e6:.2f} MB, first paint after {paint:.0f} ms", flush=True)
    expect(paint < 2000, f"{name}: first paint after {paint:.0f} ms")
    check_reading(page, name)
    report = page.evaluate("({sheets: artReport.report.sheets.shown.length, charts: artReport.report.charts.length})")
    if report["sheets"]:
        check_player(page, name)
    check_images(page, name)
    if report["charts"]:
        check_charts(page, name)
    check_terms(page, name)
    for words, is_there in parts:
        expect((words in page.evaluate("document.body.textContent")) == is_there, f"{name}: “{words}” is {'missing' if is_there else 'there'}")
    expect(not page.complaints(), f"{name}: complaints at the end: {page.complaints()[:3]}")
    if os.environ.get("SCREENSHOTS"):
        pathlib.Path(os.environ["SCREENSHOTS"], f"{name}.png").write_bytes(base64.b64decode(page.screenshot()))
    return path


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as place, Chromium() as chromium:
        folder, page = pathlib.Path(place), Browser(chromium)
        runs = [pathlib.Path(run) for run in sys.argv[2:]] or [small_run(program, folder)]
        for run in runs:
            path = check(page, program, run, f"{run.name}-page", folder)
        check_without_script(page, path, "without JavaScript")
        for variant in report_variants.variants(runs[0], folder):
            path = check(page, program, variant.run, variant.name, folder, variant.share, variant.parts)
            expect(path.stat().st_size <= LIMIT, f"{variant.name}: more than 25 MB")
            html = path.read_text("utf-8")
            files = b"".join(report_variants.files(html))
            expect(not variant.share or b'"document"' not in files, f"{variant.name}: an image holds a document")
            held = html.encode() + files
            for secret in variant.secrets:
                expect(secret.encode() not in held, f"{variant.name}: the page holds “{secret}”")
    print(f"{len(failures)} wrong" if failures else "all right")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
