#!/usr/bin/env python3
"""Checks what the playground does in a headless Chromium: check_playground.py ARTPIPE MODEL [--axe axe.min.js]

The model should know classes. Files, links, keyboard, labels, widths, motion, and what is said when something is wrong.
"""

import argparse
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from chromium import Chromium

# What each expression has to be true of; `p` is the playground, `f` the facts, `wait` waits some milliseconds.
CHECKS = {
    "the first image is seed 1's": 'p.at("caption").textContent.startsWith("seed 1, image 1")',
    "a seed that is typed is drawn": """(async () => {
        p.at("seed").value = "18446744073709551615"; p.at("seed").dispatchEvent(new Event("change")); await wait(200);
        return p.point.origin.seed === "18446744073709551615" && p.at("caption").textContent.includes(p.point.origin.seed);
    })()""",
    "a seed that is none is said": """(p.at("seed").value = "abc", p.at("seed").dispatchEvent(new Event("change")),
        p.at("status").textContent.includes("whole number"))""",
    "a points file gives the same points": """(() => {
        const mixed = f.point(3, 1, { truncation: 0.7 }).with({ origin: null, name: "ä “b”", classes: lerp(f.point(1, 0, { label: 0 }).classes, f.point(1, 0, { label: 1 }).classes, 0.25) });
        const points = [f.point(7, 2, { label: 3 }), mixed];
        const direction = { name: "d", vector: points[0].latents, range: [-1, 1] };
        const back = a.readPoints(f, a.writePoints(f, points, [direction]));
        const same = (x, y) => x.length === y.length && x.every((value, i) => value === y[i]);
        return back.warning === "" && back.directions[0].name === "d" && same(back.directions[0].vector, points[0].latents)
          && points.every((point, i) => same(point.latents, back.points[i].latents) && same(point.classes, back.points[i].classes)
            && point.truncation === back.points[i].truncation && point.name === back.points[i].name
            && JSON.stringify(point.origin) === JSON.stringify(back.points[i].origin));
    })()""",
    "a byte order mark is read over": 'a.readPoints(f, "\\uFEFF" + a.writePoints(f, [f.point(1, 0)], [])).points.length === 1',
    "points of other weights are told": """a.readPoints(f, a.writePoints({ ...f, hash: "sha256:0", namedClasses: (x) => f.namedClasses(x) },
        [f.point(1, 0)], [])).warning.includes("other weights")""",
    "no JSON is told": 'says(() => a.readPoints(f, "{"), "not JSON")',
    "another JSON is told": 'says(() => a.readPoints(f, "{}"), "not a points file")',
    "a newer format is told": 'says(() => a.readPoints(f, \'{"artpoints": 2}\'), "newer artpipe")',
    "a point of another model is told": 'says(() => a.readPoints(f, \'{"artpoints": 1, "points": [{"latent": [1]}]}\'), "another model")',
    "an unknown class is told": """says(() => a.readPoints(f, a.writePoints(f, [f.point(1, 0)], []).replace(/"class":"[^"]*"/, '"class":"zebra"')), "zebra")""",
    "a link to a seed is exact": """(() => {
        const point = f.point(7, 2, { label: 3, truncation: 0.5 }), back = a.readLink(f, a.writeLink(f, point));
        return back.latents.every((x, i) => x === point.latents[i]) && f.labelOf(back) === 3 && back.truncation === 0.5;
    })()""",
    "a link to any point is near": """(() => {
        const point = f.point(7, 2).with({ origin: null }), back = a.readLink(f, a.writeLink(f, point));
        return back.latents.every((x, i) => Math.abs(x - point.latents[i]) < 0.002) && back.origin === null;
    })()""",
    "a damaged link is told": 'says(() => a.readLink(f, "#playground?latent=%%%"), "damaged") && says(() => a.readLink(f, "#playground?latent=AAAA"), "another model")',
    "other fragments are left alone": 'a.readLink(f, "#metrics") === null',
    "a link in the address is followed": """(async () => {
        location.hash = a.writeLink(f, f.point(42, 5)); await wait(300);
        return p.point.origin.seed === "42" && p.point.origin.index === 5;
    })()""",
    "a slider moves the image": """(async () => {
        const before = p.image.rgba.join(); const slider = p.at("sliders").querySelector("input");
        slider.value = 3; slider.dispatchEvent(new Event("input")); await wait(300);
        return p.point.latents[0] === 3 && p.point.origin === null && p.image.rgba.join() !== before;
    })()""",
    "a class is chosen, and stays": """(async () => {
        p.at("class").selectedIndex = 2; p.at("class").dispatchEvent(new Event("change")); p.at("random").click(); await wait(300);
        return f.labelOf(p.point) === 2 && p.at("class").selectedIndex === 2;
    })()""",
    "a morph goes from A to B": """(async () => {
        p.at("setA").click(); p.at("random").click(); await wait(300); p.at("setB").click();
        p.at("seconds").value = "1"; p.at("play").click(); await wait(700);
        const moved = Number(p.at("place").value) > 0; p.at("play").click(); await wait(100);
        const stopped = p.at("place").value; await wait(200);
        return moved && p.at("place").value === stopped && p.at("play").textContent === "Play";
    })()""",
    "favourites are kept, named and removed": """(async () => {
        p.at("keep").click(); p.at("keep").click();
        const list = p.at("favourites"), name = list.querySelector("input");
        name.value = "one"; name.dispatchEvent(new Event("input"));
        const kept = list.children.length === 2 && p.favourites.points[0].name === "one";
        list.querySelector(".playground-remove").click(); list.querySelector(".playground-remove").click();
        return kept && list.children.length === 0 && !p.at("empty").hidden;
    })()""",
    "smooth enlarging keeps a plain area plain": """(() => {
        const rgba = new Uint8ClampedArray(5 * 4 * 4).fill(77), big = a.enlargedSmooth({ width: 5, height: 4, rgba }, 4);
        return big.rgba.length === 20 * 16 * 4 && big.rgba.every((x) => x === 77);
    })()""",
    "half precision goes there and back": """Array.from({ length: 65536 }, (_, h) => h).every((h) => {
        const number = a.numberOfHalf(h); return Number.isNaN(number) || a.halfOfNumber(number) === h || number === 0;
    })""",
}

START = """
await artPlayground.ready;
const a = artPlayground, p = a.playground, f = p.facts, { lerp } = a;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const says = (run, words) => { try { run(); } catch (error) { return error.message.includes(words); } return false; };
"""


class Run:
    def __init__(self):
        self.failures = 0

    def check(self, name, holds, found=""):
        self.failures += not holds
        print(f"{'ok  ' if holds else 'FAIL'} {name}{'' if holds else f': {found}'}", flush=True)

    def expression(self, browser, name, expression):
        found = browser.evaluate(f"(async () => {{ {START} return {expression}; }})()")
        self.check(name, found is True, found)


def check_labels(run, browser):
    """Every control has a name for screen readers."""
    roles = {"button", "textbox", "slider", "combobox", "image", "img", "canvas", "group"}
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    nameless = [
        node["role"]["value"] for node in nodes
        if not node.get("ignored") and node["role"]["value"] in roles and not node.get("name", {}).get("value")
    ]
    run.check("every control has a name", len(nodes) > 50 and not nameless, nameless)


def check_keyboard(run, browser):
    """The page can be worked by keys alone: the first stop is the first button, and it works."""
    browser.evaluate("artPlayground.ready")
    for kind in ["rawKeyDown", "keyUp"]:
        browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    before = browser.evaluate("JSON.stringify(artPlayground.playground.point.origin)")
    focused = browser.evaluate("document.activeElement.dataset.play")
    for kind in ["keyDown", "keyUp"]:
        browser.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r", windowsVirtualKeyCode=13)
    after = browser.evaluate("new Promise((done) => setTimeout(() => done(JSON.stringify(artPlayground.playground.point.origin)), 300))")
    run.check("Tab and Enter draw a new image", focused == "random" and before != after, [focused, before, after])


def check_widths(run, browser):
    for width in [320, 360, 800, 1280]:
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        wide = browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
        run.check(f"nothing runs over at {width} pixels", wide)


def check_motion(run, browser):
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
    run.expression(browser, "with reduced motion a morph goes step by step", """(async () => {
        await wait(100); p.at("setA").click(); p.at("random").click(); await wait(200); p.at("setB").click();
        p.at("play").click(); p.at("play").click(); await wait(200);
        const place = p.at("place").value; await wait(300);
        return p.at("play").textContent === "Next step" && p.at("place").value === place && Number(place) <= 0.1;
    })()""")
    browser.call("Emulation.setEmulatedMedia", features=[])


def check_directions(run, browser, write, model):
    """Sliders along named directions."""
    size = model["definition"]["latent"]["size"]
    first, second = ([1.0 if i == place else 0.0 for i in range(size)] for place in (0, 1))
    directions = [{"name": "slant", "vector": first}, {"name": "bold", "vector": second, "range": [0, 1]}]
    browser.open(write({**model, "directions": directions}))
    run.expression(browser, "sliders go along named directions", """(() => {
        const base = p.point.latents, sliders = p.at("sliders").querySelectorAll("input");
        const set = (slider, value) => { slider.value = value; slider.dispatchEvent(new Event("input")); };
        set(sliders[0], 1.5); set(sliders[1], 2); set(sliders[0], -1);
        const moved = p.point.latents;
        return sliders.length === 2 && sliders[0].ariaLabel === "slant" && sliders[1].value === "1"
          && moved[0] === Math.fround(base[0] - 1) && moved[1] === Math.fround(base[1] + 1) && moved[2] === base[2];
    })()""")


def check_file(run, browser, folder):
    """A points file is opened by the page's own control."""
    file = pathlib.Path(folder) / "test.artpoints.json"
    file.write_text(browser.evaluate(f"""(async () => {{ {START}
        return a.writePoints(f, [f.point(9, 1), f.point(9, 2)], [{{ name: "slant", vector: f.point(1, 0).latents }}]); }})()"""))
    browser.call("DOM.enable")
    root = browser.call("DOM.getDocument")["root"]["nodeId"]
    node = browser.call("DOM.querySelector", nodeId=root, selector="[data-play=openPoints]")["nodeId"]
    browser.call("DOM.setFileInputFiles", nodeId=node, files=[str(file)])
    run.expression(browser, "a points file is opened", """(async () => {
        await wait(600);
        return p.favourites.points.length === 2 && p.point.origin.seed === "9" && p.at("status").textContent.startsWith("2 points opened")
          && p.at("sliders").textContent.includes("slant");
    })()""")


def check_axe(run, browser, page, axe):
    """What axe-core finds, light and dark, narrow and wide."""
    for scheme in ["light", "dark"]:
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        for width in [360, 1280]:
            browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
            browser.open(page)
            browser.evaluate(f"(async () => {{ {START} for (const name of ['keep', 'setA', 'setB', 'share']) p.at(name).click(); }})()")
            browser.evaluate(axe + "\n0")
            found = browser.evaluate("axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes[0].html]))")
            run.check(f"axe-core finds nothing, {scheme}, {width} pixels", not found, found)
    browser.call("Emulation.setEmulatedMedia", features=[])


def check_broken(run, browser, write, model):
    """What a page says that cannot draw."""
    def says(name, words, changed):
        browser.open(write(changed))
        found = browser.evaluate("""artPlayground?.ready.then(() => [artPlayground.playground.at("problem").textContent,
            artPlayground.playground.at("problem").hidden, artPlayground.playground.at("controls").disabled])""")
        run.check(name, words in found[0] and found[1:] == [False, True], found)

    changed = copy.deepcopy(model)
    changed["definition"]["generator"]["layers"][1]["kind"] = "wavelet"
    says("an unknown layer is named", "“wavelet” (generator.layers.1)", changed)
    changed = copy.deepcopy(model)
    lost = changed["tensors"].pop()["name"]
    says("a missing weight is named", lost, changed)
    changed = copy.deepcopy(model)
    changed["definition"]["pixelRange"] = "decibel"
    says("an unknown pixel range is named", "decibel", changed)


def check_without(run, browser, page, name, script):
    """A browser that lacks something still draws the same."""
    browser.open(page)
    draw = """artPlayground.ready.then(() => { const p = artPlayground.playground; return p.client.ask("draw",
        { latents: p.facts.point(5, 0).truncated, classes: p.facts.point(5, 0).classes }); })
        .then((image) => Array.from(image.rgba))"""
    expected = browser.evaluate(draw)
    added = browser.call("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
    browser.open(page)
    found = browser.evaluate(draw)
    largest = max(abs(x - y) for x, y in zip(expected, found, strict=True))
    run.check(name, largest <= 1, largest)
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=added)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("artpipe")
    parser.add_argument("model")
    parser.add_argument("--axe", help="axe-core's axe.min.js")
    arguments = parser.parse_args()
    run = Run()
    with tempfile.TemporaryDirectory() as folder, Chromium() as browser:
        file = pathlib.Path(folder) / "page.html"
        subprocess.run(
            [arguments.artpipe, "playground", "--model", arguments.model, "--output", file, "--title", "test"], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before, model, after = re.split('(?<=id="playground-model">)(.*?)(?=</script>)', file.read_text(), maxsplit=1)
        model = json.loads(model)

        def write(model):
            """The page with another model."""
            file.write_text(before + json.dumps(model).replace("<", "\\u003c") + after)
            return file.as_uri()

        browser.call("Network.enable")
        page = file.as_uri()
        browser.open(page)
        check_keyboard(run, browser)
        browser.open(page)
        for name, expression in CHECKS.items():
            run.expression(browser, name, expression)
        check_labels(run, browser)
        check_widths(run, browser)
        check_motion(run, browser)
        asked = [
            event["params"]["request"]["url"] for event in browser.events
            if event.get("method") == "Network.requestWillBeSent"
        ]
        run.check("nothing comes from elsewhere", all(url.startswith(("file:", "blob:", "data:")) for url in asked), asked)
        run.check("the console is empty", not browser.complaints(), browser.complaints())
        check_file(run, browser, folder)
        if arguments.axe:
            check_axe(run, browser, page, pathlib.Path(arguments.axe).read_text())
        check_directions(run, browser, write, model)
        check_without(run, browser, page, "without workers the page itself draws", "delete window.Worker")
        check_broken(run, browser, write, model)
    sys.exit(run.failures > 0)


if __name__ == "__main__":
    main()
