#!/usr/bin/env python3
"""What the small models that translate images reach in a few minutes on two processor cores.

    translations.py --artpipe .build/release/artpipe --data FOLDER [--output .build/translations]
                    [--work vendors sharpen-emoji …] [--share 1] [--threads N] [--table-only]

FOLDER holds `emoji` and `vendors/google` (the same emoji as two makers draw them, by path), `facades` (train and val, files
with both halves side by side) and `one-image` (photo.jpg, painting.jpg); a work whose folders are missing is passed over.
Each work is a document of its own, a training of so many steps: those that a quiet computer of two cores makes in the
work's minutes, so that other work beside it changes the time and not the result. --share 0.5 takes half of them. Runs that
are there are not made again, and ones that were stopped go on. What was reached is measured by `artpipe evaluate` on images
that were held out. Models that learn without pairs are judged by pairs of every sixth emoji, which they have not seen: these are
copied into folders of their own first. Table: translations.md there.
"""
import argparse
import json
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SMALL = {"plugin": "pix2pix", "networks": "small"}
RESIDUAL = {**SMALL, "generator": {"residual": True}}
BLOSSOMS = {"kind": "blossoms", "count": 2000, "validation": 0.1}
METRICS = ("colourError", "ssim", "psnr", "nearestTarget", "frechetDistance", "patchFrechetDistance", "structureKept")


def split(data, output):
    """Copies the emoji of both makers apart: every sixth to judge, the others to learn from."""
    for number, file in enumerate(sorted((data / "emoji").rglob("*.png"))):
        name = file.relative_to(data / "emoji")
        part = output / "split" / ("train" if number % 6 else "judge")
        for maker, folder in (("emoji", data / "emoji"), ("google", data / "vendors/google")):
            if (folder / name).exists() and (data / "vendors/google" / name).exists():
                (part / maker / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, part / maker / name)


def works(data, output):
    """By name: folders that are needed, model, data set, steps, and the data set that judges where it is another."""
    emoji, google = data / "emoji", data / "vendors/google"
    sets = {"input": str(emoji), "target": str(google), "validation": 0.1571}
    pairs = {"kind": "pairs", **sets}
    parts = output.resolve() / "split"
    unpaired = {"kind": "unpaired", "input": str(parts / "train/emoji"), "target": str(parts / "train/google")}
    judge = {"kind": "pairs", "input": str(parts / "judge/emoji"), "target": str(parts / "judge/google")}
    folder = {"path": str(emoji), "labels": False, "validation": 0.1}
    photo, painting = data / "one-image/photo.jpg", data / "one-image/painting.jpg"
    return {
        "vendors": ([emoji, google], SMALL, {**pairs, "augment": {"flip": True}}, 15_000, None),
        "vendors-fastcut": ([emoji, google], {"plugin": "fastcut", "networks": "small"}, unpaired, 4_000, judge),
        "vendors-cyclegan": ([emoji, google], {"plugin": "cyclegan", "networks": "small"}, unpaired, 4_000, judge),
        "sharpen-emoji": ([emoji], RESIDUAL, {**folder, "make": "small"}, 12_000, None),
        "color-emoji": ([emoji], {**RESIDUAL, "inputColor": "grey"}, {**folder, "make": "grey"}, 14_000, None),
        "sharpen-blossoms": ([], RESIDUAL, {**BLOSSOMS, "make": "small"}, 5_000, None),
        "color-blossoms": ([], {**RESIDUAL, "inputColor": "grey"}, {**BLOSSOMS, "make": "grey"}, 5_000, None),
        "one-image": (
            [photo, painting], {"plugin": "one-image"},
            {"kind": "unpaired", "input": str(photo), "target": str(painting)}, 4_000, None),
        "facades": (
            [data / "facades/train"], {**SMALL, "size": 128},
            {"kind": "pairs", "path": str(data / "facades/train"), "direction": "BtoA", "loadSize": 143,
             "augment": {"flip": True}}, 12_000,
            {"kind": "pairs", "path": str(data / "facades/val"), "direction": "BtoA"}),
    }


def run(options, name, document):
    path = options.output / f"{name}.json"
    path.write_text(json.dumps(document, indent=1) + "\n")
    command = [options.artpipe, "run", path, "--output", options.output / name, "--no-report", "--progress", "plain"]
    if options.threads:
        command += ["--threads", str(options.threads)]
    subprocess.run(command, check=True)


def measure(options, name, model, dataset, steps, judge):
    steps = max(1, round(steps * options.share))
    # Where another data set judges, nothing chooses the best step: the last one counts.
    train = {"kind": "train", "steps": steps, "evaluate": judge is None}
    stages = [train, {"kind": "evaluate"}] if judge is None else [train]
    run(options, name, {"name": name, "seed": 1, "model": model, "dataset": dataset, "stages": stages})
    if judge is None:
        return
    file = options.output / name / "train/checkpoint.safetensors"
    run(options, f"{name}-judged", {
        "name": f"{name}-judged", "seed": 1, "model": model, "dataset": judge,
        "stages": [{"kind": "load", "file": str(file.resolve())}, {"kind": "evaluate"}]})


def table(options, names):
    lines = ["| work | " + " | ".join(METRICS) + " |", "| --- |" + " ---: |" * len(METRICS)]
    for name in names:
        file = next(
            (found for found in (options.output / f"{name}{end}/evaluate/metrics.json" for end in ("-judged", ""))
             if found.exists()), None)
        if file is None:
            continue
        found = {metric["id"]: metric for metric in json.loads(file.read_text())["metrics"]}
        cells = [
            f"{found[key]['model']['value']:.3g} ({found[key]['baseline']['value']:.3g})" if key in found else ""
            for key in METRICS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--artpipe", default=ROOT / ".build/release/artpipe", type=pathlib.Path)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--output", default=ROOT / ".build/translations", type=pathlib.Path)
    parser.add_argument("--work", nargs="+", help="names of works; all where not given")
    parser.add_argument("--share", type=float, default=1, help="of the steps")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--table-only", action="store_true", help="of the results that are there")
    options = parser.parse_args()
    options.data = options.data.resolve()
    known = works(options.data, options.output)
    names = options.work or list(known)
    if unknown := [name for name in names if name not in known]:
        parser.error(f"there is no work {unknown[0]}; there are: {', '.join(known)}")
    options.output.mkdir(parents=True, exist_ok=True)
    for name in [] if options.table_only else names:
        folders, *rest = known[name]
        if missing := [folder for folder in folders if not folder.exists()]:
            print(f"{name} is passed over: {missing[0]} is missing")
            continue
        if name.startswith("vendors-"):
            split(options.data, options.output)
        measure(options, name, *rest)
    text = table(options, names)
    (options.output / "translations.md").write_text(text)
    print("Each metric of the model, and in brackets of the inputs themselves.\n\n" + text)


if __name__ == "__main__":
    main()
