"""Runs with parts damaged or missing, made of a whole one, and what their pages have to say."""

import base64
import json
import re
import shutil
from dataclasses import dataclass, field


@dataclass
class Variant:
    name: str
    run: object
    share: bool = False
    parts: list = field(default_factory=list)
    secrets: list = field(default_factory=list)


def copied(run, folder, name):
    place = folder / name
    shutil.copytree(run, place)
    return place


def files(html):
    """The bytes of all images and videos of a page: a document may hide in them."""
    found = re.findall(r'id="blob-[^>]*>([^<]*)<', html) + re.findall(r'src="data:[^,"]*,([^"]*)"', html)
    return [base64.b64decode(text) for text in found]


def manifest(place):
    return json.loads((place / "manifest.json").read_text())


def damaged_lines(run, folder):
    place = copied(run, folder, "damaged-lines")
    path = place / "train/metrics.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[2:7] = [line[:len(line) // 2] for line in lines[2:7]]
    path.write_bytes(b"\n".join(lines))
    return Variant("damaged lines", place, parts=[("train/metrics.jsonl: lines 3, 4, 5, 6 and 1 more of it are damaged; the rest is shown", True)])


def damaged_files(run, folder):
    place = copied(run, folder, "damaged-files")
    for path in [*place.glob("train/*.safetensors"), *place.glob("*.png"), place / "train/metrics.jsonl"]:
        path.write_bytes(path.read_bytes()[:500])
    (place / "manifest.json").write_text("{")
    return Variant("damaged files", place, parts=[("manifest.json is damaged", True), ("playground and the networks are left out", True)])


def without_evaluation(run, folder):
    place = copied(run, folder, "without-evaluation")
    (place / "train/evaluations.jsonl").unlink(missing_ok=True)
    shutil.rmtree(place / "evaluate", ignore_errors=True)
    document = manifest(place)
    document["stages"] = [stage for stage in document["stages"] if stage["kind"] != "evaluate"]
    (place / "manifest.json").write_text(json.dumps(document))
    return Variant("without evaluation", place, parts=[("It was not evaluated", True), ("How good it is", False)])


def one_sheet(run, folder):
    place = copied(run, folder, "one-sheet")
    for path in sorted((place / "train/samples").iterdir())[1:]:
        path.unlink()
    return Variant("one sheet", place, parts=[("One sheet is here", True)])


def many_sheets(run, folder):
    """More sheets than 25 MB hold."""
    place = copied(run, folder, "many-sheets")
    sheets = sorted((place / "train/samples").iterdir())
    size = sheets[-1].stat().st_size
    last = int(re.search(r"\d+", sheets[-1].name)[0])
    for step in range(last + 1, last + 2 + 30_000_000 // size):
        shutil.copy(sheets[-1], place / f"train/samples/step-{step:07d}.png")
    return Variant("many sheets", place, parts=[("sheets of the training would be more than 25 MB", True)])


def shared(run, folder):
    place = copied(run, folder, "shared")
    document = manifest(place)
    document["dataset"] |= {"name": "Aunt Mary", "rejected": {"Aunt Mary 7.jpg": "no image"}}
    document["document"]["dataset"] = {"path": "/home/mary/Aunt Mary"}
    document["document"]["description"] = "For Aunt Mary"
    (place / "manifest.json").write_text(json.dumps(document))
    return Variant("shared", place, share=True, secrets=["Aunt Mary", "/home/", "sheet.png", '"blob":"nearest"', "Pairs: a generated"],
                   parts=[("It holds no training images, no names of files and no paths", True), ("1 image could not be read and was left out.", True)])


def variants(run, folder):
    for make in (damaged_lines, damaged_files, without_evaluation, one_sheet, many_sheets, shared):
        yield make(run, folder)
