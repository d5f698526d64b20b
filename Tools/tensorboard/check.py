"""Reads a run's events with TensorBoard's own reader and its own server.

    python check.py PROGRAM [SCREENSHOTS]

PROGRAM is artpipe. A training is begun, killed in the middle and begun again; what TensorBoard reads of it is compared
with the run's own files. SCREENSHOTS is a folder for an image of TensorBoard's page, made by Debian's chromium. `make
tensorboard-test` installs TensorBoard under .build and runs this.
"""

import json
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

from tensorboard.backend.event_processing import event_accumulator

STEPS, SHEET_EVERY = 1200, 50
DOCUMENT = {
    "name": "events",
    "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 16}},
    "dataset": {"kind": "strokes", "count": 320},
    "stages": [{
        "kind": "train", "steps": STEPS, "samples": 16, "sheetEvery": SHEET_EVERY, "tensorboard": True,
        "checkpoint": {"every": {"steps": 100}}, "evaluate": {"every": 400, "samples": 50, "images": 100}}],
}
SCALARS = {
    "generatorLoss": "loss/generator", "discriminatorLoss": "loss/discriminator", "lossRatio": "loss/ratio",
    "realAccuracy": "accuracy/real", "fakeAccuracy": "accuracy/generated", "realLogit": "logit/real",
    "fakeLogit": "logit/generated", "generatorGradient": "gradient/generator",
    "discriminatorGradient": "gradient/discriminator", "generatorLearningRate": "learning_rate/generator",
    "discriminatorLearningRate": "learning_rate/discriminator", "epoch": "epoch",
}


def check(condition, words):
    print(("ok    " if condition else "WRONG ") + words)
    if not condition:
        check.failures += 1


check.failures = 0


def near(a, b):
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-30)


def train(program, folder):
    """A training that was killed once, behind a checkpoint."""
    (folder / "events.json").write_text(json.dumps(DOCUMENT))
    command = [program, "run", "events.json"]
    log = folder / "runs/events/train/metrics.jsonl"
    first = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while first.poll() is None and (not log.exists() or log.read_bytes().count(b"\n") < STEPS // 2):
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    check(first.wait() == -signal.SIGKILL, "the first start was killed in the middle")
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "runs/events/train"


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def check_reader(training):
    files = sorted((training / "tensorboard").iterdir())
    check(len(files) == 2, f"each start has a file of its own: {[file.name for file in files]}")
    reader = event_accumulator.EventAccumulator(
        str(training / "tensorboard"),
        size_guidance={"scalars": 0, "images": 10, "histograms": 0, "tensors": 0})
    reader.Reload()
    tags = reader.Tags()
    wanted = lines(training / "metrics.jsonl")
    for name, tag in SCALARS.items():
        found = reader.Scalars(tag)
        steps = [event.step for event in found]
        ours = {line["step"]: line[name] for line in wanted if name in line}
        check(
            steps == sorted(set(steps)) and set(steps) == set(ours)
            and all(near(event.value, ours[event.step]) for event in found),
            f"{tag}: {len(found)} values, each step once, as in metrics.jsonl")
    for record in lines(training / "evaluations.jsonl"):
        for metric, value in record["metrics"].items():
            found = {event.step: event.value for event in reader.Scalars(f"evaluation/{metric}")}
            check(near(found.get(record["step"], 1e9), value), f"evaluation/{metric} at step {record['step']}")
    sheets = {int(file.stem[5:]): file.read_bytes() for file in (training / "samples").glob("step-*.png")}
    shown = {}
    for tag in tags["images"]:
        for image in reader.Images(tag):
            check(image.step not in shown, f"{tag}: the sheet of step {image.step}, once")
            shown[image.step] = image.encoded_image_string
    check(shown == sheets, f"all {len(sheets)} sheets can be seen, ten of a tag, with the bytes of their files")
    numbers = [reader.Histograms(tag)[-1].histogram_value.num for tag in tags["histograms"]]
    check(len(numbers) >= 8 and min(numbers) > 0, f"{len(numbers)} histograms of {int(sum(numbers)):,} weights")
    steps = [event.step for event in reader.Histograms(tags["histograms"][0])]
    check(steps == list(range(0, STEPS + 1, 100)), f"at the start and at each checkpoint: {steps}")
    check(not any("tensorboard" in file["file"] for stage in manifest(training)["stages"] for file in stage["outputs"]),
          "the manifest does not list events")
    return len(sheets)


def manifest(training):
    return json.loads((training.parent / "manifest.json").read_text())


def check_server(training, sheets, screenshots):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "tensorboard.main", "--logdir", str(training.parents[1]), "--port", str(port),
         "--host", "127.0.0.1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    root = f"http://127.0.0.1:{port}"

    def get(path, **query):
        address = f"{root}/data/{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.loads(answer.read())

    try:
        run, tags = None, {}
        for _ in range(300):
            try:
                tags = get("plugin/scalars/tags")
            except OSError:
                tags = {}
            if tags:
                run = next(iter(tags))
                if len(get("plugin/images/tags").get(run, {})) == (sheets + 9) // 10:
                    break
            if server.poll() is not None:
                break
            time.sleep(0.2)
        check(run == "events/train/tensorboard", f"the server knows the run: {run}")
        points = get("plugin/scalars/scalars", run=run, tag="loss/generator")
        steps = [point[1] for point in points]
        check(len(steps) == 1000 and steps == sorted(set(steps)) and steps[-1] == STEPS,
              f"it shows {len(steps)} points of loss/generator, each step once")
        images = get("plugin/images/tags")[run]
        seen = [image["step"] for tag in images for image in get(
            "plugin/images/images", run=run, tag=tag, sample=0)]
        check(sorted(seen) == list(range(SHEET_EVERY, STEPS + 1, SHEET_EVERY)), f"it shows all {len(seen)} sheets")
        histograms = get("plugin/histograms/tags")[run]
        name = sorted(histograms)[0]
        check(len(get("plugin/histograms/histograms", run=run, tag=name)) > 5, f"it shows {len(histograms)} histograms")
        if screenshots:
            screenshot(root, pathlib.Path(screenshots))
    finally:
        server.terminate()
        server.wait()


def screenshot(root, folder):
    import base64
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "page"))
    from chromium import Chromium
    folder.mkdir(parents=True, exist_ok=True)
    for tab in ("timeseries", "images", "histograms"):
        with Chromium() as browser:
            browser.call("Emulation.setDeviceMetricsOverride", width=1400, height=1000, deviceScaleFactor=1, mobile=False)
            browser.call("Page.navigate", url=f"{root}/#{tab}")
            time.sleep(8)
            data = browser.call("Page.captureScreenshot", format="png")["data"]
        (folder / f"tensorboard-{tab}.png").write_bytes(base64.b64decode(data))


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    screenshots = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        training = train(program, pathlib.Path(folder))
        sheets = check_reader(training)
        check_server(training, sheets, screenshots)
    print(f"{check.failures} of these are wrong" if check.failures else "all is well")
    sys.exit(1 if check.failures else 0)


main()
