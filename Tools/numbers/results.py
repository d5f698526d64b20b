#!/usr/bin/env python3
"""Records the numbers that artpipe makes, and compares two records: has a change that is not about numbers changed any?

    results.py record --checkout FOLDER [--artpipe PROGRAM] [--data FOLDER] [--only NAME …] --output OLD.json
    results.py compare OLD.json NEW.json

`record` runs a checkout's program on two things, and hashes what comes out:
- 50 steps of every model on its usual data set: each tensor of the checkpoint,
- every pipeline of its `Pipelines`, with small budgets: each tensor of the checkpoints, the pixels of every sheet and
  image, the frames of every video, and the values of every evaluation.
Metadata does not count. `compare` prints what differs or is missing, and exits with 1 if anything does.

`--data` is a folder with MNIST's IDX files in `mnist` and images in `emoji`; pipelines that need them are left out without
it. A record goes on where it was stopped. Needs Python alone, and the program ffmpeg to decode images and videos.
"""
import argparse
import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

# Tensors and files that have been renamed since older records: old beginning, new beginning.
RENAMED_TENSORS = [("average.", "ema.")]
RENAMED_FILES = [("figures.json", "metrics.json")]

STEPS = 50
TRAINING = {"steps": 5, "samples": 4}
SMALLER = {
    "interpolate": {"seconds": 0.5},
    "evaluate": {"samples": 100},
    "train-classifier": {"epochs": 0.1},
}
# Sizes that would take minutes.
RENDERED = {"cppn-art.json": {"width": 160, "height": 90}}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    record = commands.add_parser("record")
    record.add_argument("--checkout", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    record.add_argument("--artpipe", type=pathlib.Path, help="the program; the checkout's .build/release/artpipe")
    record.add_argument("--data", type=pathlib.Path)
    record.add_argument("--only", nargs="+", help="models and pipelines by name")
    record.add_argument("--output", type=pathlib.Path, required=True)
    compare = commands.add_parser("compare")
    compare.add_argument("old", type=pathlib.Path)
    compare.add_argument("new", type=pathlib.Path)
    return parser.parse_args()


def digest(data):
    return hashlib.sha256(data).hexdigest()[:32]


def renamed(name, pairs):
    for old, new in pairs:
        if name.startswith(old):
            return new + name[len(old):]
    return name


def tensors(path):
    """A digest of each tensor of a safetensors file: element type, shape and bytes."""
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    result = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        form = f"{entry['dtype']} {entry['shape']} ".encode()
        result[renamed(name, RENAMED_TENSORS)] = digest(form + content[8 + length + start:8 + length + end])
    return result


def frames(path):
    """A digest of the decoded pixels of an image, or of all frames of a video."""
    if path.suffix == ".webp":
        return digest(webp_frames(path.read_bytes()))
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgba", "-"]
    run = subprocess.run(command, capture_output=True)
    if run.returncode != 0 or not run.stdout:
        sys.exit(f"{path} cannot be decoded\n{run.stderr.decode()}")
    return digest(run.stdout)


def webp_frames(content):
    """The coded frames of a WebP file: many versions of FFmpeg cannot decode an animation."""
    frames, place = b"", 12
    while place + 8 <= len(content):
        kind, size = content[place:place + 4], struct.unpack("<I", content[place + 4:place + 8])[0]
        if kind in (b"ANMF", b"ALPH", b"VP8 ", b"VP8L"):
            frames += content[place:place + 8 + size]
        place += 8 + size + size % 2
    return frames


def numbers(value):
    """All numbers of a JSON value, in order of size: names may change."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return sorted(number for item in value for number in numbers(item))
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def results(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        name = str(pathlib.Path(name).parent / renamed(path.name, RENAMED_FILES))
        if path.suffix == ".safetensors":
            for tensor, value in tensors(path).items():
                found[f"{name}: {tensor}"] = value
        elif path.suffix in (".png", ".jpg", ".jpeg", ".mp4", ".gif", ".webp"):
            found[name] = frames(path)
        elif path.name in ("figures.json", "metrics.json"):
            found[name] = numbers(json.loads(path.read_text()))
    return found


def run(program, document):
    with tempfile.TemporaryDirectory() as folder:
        # Documents name images that come along by their way from Pipelines.
        (pathlib.Path(folder) / "Assets").symlink_to(pathlib.Path(__file__).resolve().parents[2] / "Assets")
        file, output = pathlib.Path(folder) / "Pipelines/document.json", pathlib.Path(folder) / "out"
        file.parent.mkdir()
        file.write_text(json.dumps(document))
        done = subprocess.run(
            [str(program), "run", str(file), "--output", str(output)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{document['name']}: artpipe ended with {done.returncode}\n{done.stderr}")
        return results(output)


def model_document(model):
    train = {"kind": "train", "steps": STEPS, "samples": 4}
    document = {"name": f"numbers-{model['id']}", "seed": 1, "dataset": model["dataset"]}
    if model["kind"] == "image":
        # The one that learns from single images has small networks alone.
        size = {} if model["id"] == "one-image" else {"networks": "small"}
        return {**document, "model": {"plugin": model["id"], **size}, "stages": [train]}
    return {**document, "model": model["id"], "stages": [train, {"kind": "sample", "count": 4}, "sheet"]}


def pipeline_document(path, data):
    """The pipeline with small budgets; None where it needs data that are not there."""
    document = json.loads(path.read_text())
    for key in ("dataset", "reference"):
        value = document.get(key)
        if "mnist" in (value, value.get("kind") if isinstance(value, dict) else None):
            # The files of --data, whatever was fetched.
            own = {} if isinstance(value, str) else value
            document[key] = value = {**own, "kind": "idx", "path": "../data/mnist"}
        if isinstance(value, dict) and "data/" in value.get("path", ""):
            if data is None:
                return None
            value["path"] = str(data.resolve() / value["path"].split("data/")[1])
        elif key in document:
            own = {"kind": value} if isinstance(value, str) else value
            kept = {name: own[name] for name in ("kind", "make", "input", "target") if name in own}
            document[key] = kept if "target" in kept else {**kept, "count": 200}
    for index, stage in enumerate(document["stages"]):
        stage = {"kind": stage} if isinstance(stage, str) else stage
        if stage["kind"] == "train":
            stage = {"kind": "train", **TRAINING}
            if any((other if isinstance(other, str) else other["kind"]) == "growth" for other in document["stages"]):
                stage["checkpoint"] = {"every": {"steps": 2}, "keep": "all"}
        stage.update(SMALLER.get(stage["kind"], {}))
        if stage.get("file", "").startswith("../"):
            stage["file"] = str((path.parent / stage["file"]).resolve())
        if "render" in stage and path.name in RENDERED:
            stage["render"] = RENDERED[path.name]
        document["stages"][index] = stage
    if "model" in document:
        model = document["model"]
        model = {"plugin": model} if isinstance(model, str) else model
        model.setdefault("recipe", {})["batchSize"] = 16
        document["model"] = model
    return document


def models(program):
    """The ids of all models and the data sets they are usually trained on here."""
    listed = subprocess.run(
        [str(program), "models", "list", "--json"], capture_output=True, text=True, check=True
    ).stdout
    return [{**model, "dataset": dataset(model)} for model in json.loads(listed)]


def dataset(model):
    """What a model is trained on here; one that translates, on inputs that are made of the images."""
    if model["kind"] == "image":
        return {"kind": "blossoms", "make": "grey"}
    return "blossoms" if model["channels"] == 3 else "strokes"


def record(options):
    program = (options.artpipe or options.checkout / ".build/release/artpipe").resolve()
    done = json.loads(options.output.read_text()) if options.output.exists() else {}
    where = options.checkout / "Pipelines"
    work = {f"{STEPS} steps of {model['id']}": model_document(model) for model in models(program)}
    for path in sorted(where.glob("*.json")):
        document = pipeline_document(path, options.data)
        if document is None:
            print(f"left out, since it needs --data: {path.name}", file=sys.stderr)
        else:
            work[path.name] = document
    for name, document in work.items():
        if name in done or (options.only and not any(word in name for word in options.only)):
            continue
        done[name] = run(program, document)
        options.output.write_text(json.dumps(done, indent=1, sort_keys=True))
        print(f"{name}: {len(done[name])} results", file=sys.stderr)


def equal(old, new):
    """Whether results are the same. An evaluation may tell more than before, and counts in other places, but loses no value."""
    if isinstance(old, list) and isinstance(new, list):
        return set(old) <= set(new)
    return old == new


def compare(options):
    old, new = json.loads(options.old.read_text()), json.loads(options.new.read_text())
    differences, same = [], 0
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            differences.append(f"{name}: only in the {'new' if before is None else 'old'} record")
            continue
        for key in sorted(before.keys() | after.keys()):
            if equal(before.get(key), after.get(key)):
                same += 1
            else:
                what = "differs" if key in before and key in after else "is only " + ("old" if key in before else "new")
                differences.append(f"{name}: {key} {what}")
    for line in differences:
        print(line)
    print(f"{same} results are the same, {len(differences)} are not")
    return 1 if differences else 0


if __name__ == "__main__":
    options = arguments()
    sys.exit(compare(options) if options.command == "compare" else record(options))
