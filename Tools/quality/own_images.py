#!/usr/bin/env python3
"""How near `artpipe project` comes to images that the model has not learnt, and how well `artpipe complete` mends them.

    own_images.py --artpipe .build/release/artpipe --mnist data/mnist --emoji data/vendors/google
                  --seen data/emoji [--output .build/own-images] [--work project complete] [--sets digits emoji]
                  [--count N] [--steps N] [--tune 300] [--threads N] [--table-only]

Digits are the first of MNIST's test set, in the model Assets/Weights/digits-fast.safetensors; emoji are spread evenly over
--emoji, a folder of folders of PNG files that art-64 has not learnt (it has learnt all of --seen). --count takes fewer than
the usual 100 digits and 50 emoji to project, 500 and 200 to complete.

A completion's hole is a rectangle in the middle, a quarter or half of the image's area. Inside of it PSNR and SSIM (windows
of 7 pixels that touch it) are compared with what others put there: the mean of the training images, OpenCV's inpaint (Telea,
radius 3), and the training image whose surroundings are nearest, pasted in. Each result is a file of its own in --output; one that is there is
not made again. Tables: projection.md and completion.md there. Needs numpy, opencv-python-headless (requirements.txt).
"""
import argparse
import gzip
import json
import pathlib
import shutil
import subprocess
import sys
import time

import cv2
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MODELS = {"digits": ROOT / "Assets/Weights/digits-fast.safetensors", "emoji": ROOT / "Assets/Weights/art-64.safetensors"}
COUNTS = {"project": {"digits": 100, "emoji": 50}, "complete": {"digits": 500, "emoji": 200}}
HOLES = {"quarter": 0.25, "half": 0.5}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--artpipe", default=ROOT / ".build/release/artpipe", type=pathlib.Path)
    parser.add_argument("--mnist", type=pathlib.Path, required=True, help="folder of MNIST's IDX files")
    parser.add_argument("--emoji", type=pathlib.Path, help="folder of emoji that the model has not learnt")
    parser.add_argument("--seen", type=pathlib.Path, help="folder of the emoji that the model has learnt")
    parser.add_argument("--output", default=ROOT / ".build/own-images", type=pathlib.Path)
    parser.add_argument("--work", nargs="+", choices=["project", "complete"], default=["project", "complete"])
    parser.add_argument("--sets", nargs="+", choices=["digits", "emoji"], default=["digits", "emoji"])
    parser.add_argument("--count", type=int, help="images of each set")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--tune", type=int, default=300)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--set", nargs="+", default=[], dest="more", metavar="KEY=VALUE", help="settings of the stage")
    parser.add_argument("--table-only", action="store_true", help="of the results that are there")
    return parser.parse_args()


def idx(folder, name):
    for path in sorted(folder.glob(f"{name}-images*")):
        data = (gzip.open if path.suffix == ".gz" else open)(path, "rb").read()
        count, height, width = (int.from_bytes(data[place:place + 4], "big") for place in (4, 8, 12))
        return np.frombuffer(data, np.uint8, offset=16).reshape(count, height, width, 1)
    raise SystemExit(f"there is no {name}-images file in {folder}")


def emoji(folder, count=None):
    """Images of 64×64 on white, evenly spread over the folder's files."""
    files = sorted(folder.rglob("*.png"))
    if not files:
        raise SystemExit(f"there are no PNG files in {folder}")
    if count is not None and count < len(files):
        files = [files[number * len(files) // count] for number in range(count)]
    images = []
    for file in files:
        image = cv2.imread(str(file), cv2.IMREAD_UNCHANGED)
        if image.ndim == 2:
            image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
        colours = image[:, :, :3].astype(np.float64)
        if image.shape[2] == 4:
            alpha = image[:, :, 3:].astype(np.float64) / 255
            colours = colours * alpha + 255 * (1 - alpha)
        if colours.shape[:2] != (64, 64):
            colours = cv2.resize(colours, (64, 64), interpolation=cv2.INTER_AREA)
        images.append(np.clip(np.rint(colours), 0, 255).astype(np.uint8))
    return np.stack(images)


def held_out(options, name, count):
    if name == "digits":
        return idx(options.mnist, "t10k")[:count]
    if options.emoji is None:
        raise SystemExit("--emoji names the folder of emoji that the model has not learnt")
    return emoji(options.emoji, count)


def learnt(options, name):
    if name == "digits":
        return idx(options.mnist, "train*")
    if options.seen is None:
        raise SystemExit("--seen names the folder of emoji that the model has learnt")
    return emoji(options.seen)


def write(folder, images):
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images):
        cv2.imwrite(str(folder / f"{number:04}.png"), image)


def read(path, channels):
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE if channels == 1 else cv2.IMREAD_COLOR)
    return image.reshape(image.shape[0], image.shape[1], channels)


def value(text):
    try:
        return json.loads(text)
    except ValueError:
        return text


def run(options, work, name, stage):
    """Runs a pipeline of one stage behind the model; gives the seconds."""
    settings = {key: value(text) for key, _, text in (more.partition("=") for more in options.more)}
    if options.steps:
        settings["steps"] = options.steps
    document = {"name": work.name, "seed": 1, "report": False,
                "stages": [{"kind": "load", "file": str(MODELS[name])}, {**stage, **settings}]}
    (work / "pipeline.json").write_text(json.dumps(document, indent=1))
    threads = ["--threads", str(options.threads)] if options.threads else []
    start = time.monotonic()
    done = subprocess.run([str(options.artpipe), "run", str(work / "pipeline.json"), "--output", str(work / "run"), *threads],
                          stdout=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"stopped: {work.name} ended with {done.returncode}; the same command goes on from here")
    return time.monotonic() - start


def project(options, name):
    count = options.count or COUNTS["project"][name]
    result = options.output / f"project-{name}.json"
    if result.exists():
        return
    work = options.output / "runs" / f"project-{name}"
    images = held_out(options, name, count)
    write(work / "images", images)
    # Each image alone, as a person has it: one is timed, then all of them together without and with tuning.
    one = work.with_name(work.name + "-one")
    write(one / "images", images[:1])
    alone = run(options, one, name, {"kind": "project", "images": str((one / "images").resolve())})
    together = run(options, work, name, {"kind": "project", "images": str((work / "images").resolve())})
    report = json.loads((work / "run/project.json").read_text())["images"]
    tuned, seconds = [], 0
    for number in range(len(images)):
        each = work.with_name(f"{work.name}-tuned") / f"{number:04}"
        write(each / "images", images[number:number + 1])
        seconds += run(options, each, name, {"kind": "project", "images": str((each / "images").resolve()), "tune": options.tune})
        tuned.append(json.loads((each / "run/project.json").read_text())["images"][0])
        shutil.copy(each / "run/project.png", work / f"tuned-{number:04}.png")
        shutil.rmtree(each)
    keep(result, {"set": name, "count": len(images), "secondsAlone": alone, "secondsTogether": together / len(images),
                  "secondsTuned": seconds / len(images), "found": [entry["found"] for entry in report],
                  "alone": [entry["found"] for entry in tuned], "tuned": [entry["tuned"] for entry in tuned]})


def keep(path, contents):
    passing = path.with_suffix(".part")
    passing.write_text(json.dumps(contents, indent=1))
    passing.rename(path)


def hole(height, width, share):
    """A rectangle in the middle: its rows and columns."""
    side = share ** 0.5
    rows, columns = round(height * side), round(width * side)
    return slice((height - rows) // 2, (height + rows) // 2), slice((width - columns) // 2, (width + columns) // 2)


def psnr(image, original):
    error = np.mean((image.astype(np.float64) - original) ** 2)
    return 10 * np.log10(255 ** 2 / max(error, 1e-2))


def ssim(image, original, mask):
    """Structural similarity (Wang et al. 2004) over the windows whose middle is in the hole."""
    values = []
    for channel in range(image.shape[2]):
        a, b = (part[:, :, channel].astype(np.float64) for part in (image, original))
        mean = lambda x: cv2.blur(x, (7, 7), borderType=cv2.BORDER_REFLECT)
        ma, mb = mean(a), mean(b)
        va, vb, vab = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
        c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
        values.append(((2 * ma * mb + c1) * (2 * vab + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2)))
    return float(np.mean(np.mean(values, axis=0)[mask]))


def complete(options, name):
    count = options.count or COUNTS["complete"][name]
    images = held_out(options, name, count)
    training = learnt(options, name)
    mean = np.rint(training.mean(axis=0)).astype(np.uint8)
    height, width, channels = images.shape[1:]
    for size, share in HOLES.items():
        result = options.output / f"complete-{name}-{size}.json"
        if result.exists():
            continue
        rows, columns = hole(height, width, share)
        mask = np.zeros((height, width), bool)
        mask[rows, columns] = True
        work = options.output / "runs" / f"complete-{name}-{size}"
        # What the program gets has nothing of the hole.
        holed = images.copy()
        holed[:, mask] = 0
        write(work / "images", holed)
        rectangle = [columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start]
        seconds = run(options, work, name, {"kind": "complete", "images": str((work / "images").resolve()), "mask": rectangle})
        answers = sorted((work / "run/complete").glob("0000-*.png"))
        known = training[:, ~mask].astype(np.float32).reshape(len(training), -1)
        squares = (known ** 2).sum(axis=1)
        rivals = {"artpipe": [], "artpipe, best of its answers": [], "mean image": [], "inpaint (Telea)": [],
                  "nearest training image": []}
        for number, original in enumerate(images):
            own = [read(work / f"run/complete/{number:04}-{answer + 1}.png", channels) for answer in range(len(answers))]
            context = original[~mask].astype(np.float32).reshape(-1)
            nearest = training[int(np.argmin(squares - 2 * known @ context))]
            painted = cv2.inpaint(np.ascontiguousarray(holed[number]), mask.astype(np.uint8), 3, cv2.INPAINT_TELEA)
            found = {"artpipe": own[0],
                     "artpipe, best of its answers": max(own, key=lambda image: psnr(image[mask], original[mask])),
                     "mean image": mean, "inpaint (Telea)": painted.reshape(original.shape), "nearest training image": nearest}
            for rival, image in found.items():
                whole = original.copy()
                whole[mask] = image[mask]
                rivals[rival].append([psnr(whole[mask], original[mask]), ssim(whole, original, mask)])
        keep(result, {"set": name, "hole": size, "count": len(images), "seconds": seconds / len(images), "rivals": rivals})


def tables(options):
    lines = ["| images | count | error | PSNR (dB) | error, tuned | PSNR, tuned | s, alone | s, many together | s, alone and tuned |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for file in sorted(options.output.glob("project-*.json")):
        entry = json.loads(file.read_text())
        def mean(key, what):
            return np.mean([image.get(what, 60) for image in entry[key]])
        lines.append(
            f"| {entry['set']} | {entry['count']} | {mean('alone', 'error'):.4f} | {mean('alone', 'psnr'):.1f} | "
            f"{mean('tuned', 'error'):.4f} | {mean('tuned', 'psnr'):.1f} | {entry['secondsAlone']:.1f} | "
            f"{entry['secondsTogether']:.1f} | {entry['secondsTuned']:.1f} |")
    (options.output / "projection.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines) + "\n")
    lines = ["| images | hole | count | filled by | PSNR (dB) | SSIM | s an image |", "| --- | --- | ---: | --- | ---: | ---: | ---: |"]
    for file in sorted(options.output.glob("complete-*.json")):
        entry = json.loads(file.read_text())
        for rival, values in entry["rivals"].items():
            peak, likeness = np.mean(values, axis=0)
            seconds = f"{entry['seconds']:.2f}" if rival == "artpipe" else ""
            lines.append(f"| {entry['set']} | {entry['hole']} | {entry['count']} | {rival} | {peak:.2f} | {likeness:.3f} | {seconds} |")
    (options.output / "completion.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


def main():
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    if not options.table_only:
        for work in options.work:
            for name in options.sets:
                print(f"{work}: {name}", file=sys.stderr)
                {"project": project, "complete": complete}[work](options, name)
    tables(options)


if __name__ == "__main__":
    main()
