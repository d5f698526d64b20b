"""Reads a run folder. What is damaged or missing is left out and said: `gaps` are sentences for the page."""

import hashlib
import json
import math
import pathlib
import re
import struct


def ranges(numbers):
    """[3, 4, 5, 9] as “lines 3 to 5 and 9”."""
    parts = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    texts = [str(a) if a == b else f"{a} to {b}" for a, b in parts]
    if len(texts) > 6:
        texts = texts[:5] + [f"{len(texts) - 5} more places"]
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} " + (", ".join(texts[:-1]) + " and " + texts[-1] if len(texts) > 1 else texts[0])


def is_unchanged(line):
    """Whether a line's check fits it; lines of older programs have none."""
    found = re.fullmatch(rb'(\{.*),"check":"([0-9a-f]{12})"\}', line, re.DOTALL)
    return not found or hashlib.sha256(found[1] + b"}").hexdigest()[:12].encode() == found[2]


# Names that the program gives, and that tell nothing of anybody.
OWN = {"manifest.json", "metrics.jsonl", "evaluations.jsonl", "times.jsonl", "metrics.json", "nearest.png", "best.safetensors",
       "checkpoint.safetensors"}


class Run:
    """A run folder. With `share` no sentence names a file that a person has named."""

    def __init__(self, folder, share=False):
        self.folder, self.share = pathlib.Path(folder), share
        self.gaps = []
        self.manifest = self.json("manifest.json", needed=True) or {}
        stages = self.manifest.get("stages") or []
        self.stages = [stage for stage in stages if isinstance(stage, dict) and stage.get("id")]
        trained = [stage["id"] for stage in self.stages if stage.get("kind") == "train"]
        # A run without its manifest is still shown: what a training's folder is called is known.
        self.training = trained[-1] if trained else "train" if (self.folder / "train").is_dir() else None

    def said(self, name):
        """A file's name as a sentence may have it."""
        if not self.share:
            return name
        last = name.rpartition("/")[2]
        return last if last in OWN or re.fullmatch(r"step-\d+\.png", last) else "a file of the run"

    def tell(self, name, words):
        said = self.said(name)
        self.gaps.append(("A" + said[1:] if said.startswith("a file") else said) + words)

    def file(self, name):
        """A regular file of the run: no link is followed."""
        path = self.folder / name
        return path if path.is_file() and not path.is_symlink() else None

    def json(self, name, needed=False):
        path = self.file(name)
        if path is None:
            if needed:
                self.tell(name, " is missing; what it tells is left out")
            return None
        try:
            value = json.loads(path.read_bytes().decode("utf-8-sig"))
            if isinstance(value, dict):
                return value
        except ValueError:
            pass
        self.tell(name, " is damaged; what it tells is left out")
        return None

    def lines(self, name):
        """The objects of a log of JSON lines with a `step` that grows; all other lines are told as damaged."""
        path = self.file(name)
        if path is None:
            return []
        found, damaged, last = [], [], -1
        lines = path.read_bytes().split(b"\n")
        for number, line in enumerate(lines, 1):
            if not line.strip() or (number == len(lines) and not line.endswith(b"}")):
                continue  # A run that was killed can cut its last line short.
            try:
                value = json.loads(line) if is_unchanged(line.rstrip(b"\r")) else None
                if value["step"] > last:
                    last = value["step"]
                    found.append(value)
                    continue
            except (ValueError, TypeError, KeyError):
                pass
            damaged.append(number)
        if damaged:
            verb = "is" if len(damaged) == 1 else "are"
            self.tell(name, f": {ranges(damaged)} {verb} damaged; the rest is shown")
        return found

    def sheets(self):
        """The progress sheets in the order of their steps: (step, path)."""
        if not self.training:
            return []
        found = []
        for path in sorted((self.folder / self.training / "samples").glob("step-*.png")):
            step = re.fullmatch(r"step-(\d+)\.png", path.name)
            if step and path.is_file() and not path.is_symlink():
                found.append((int(step[1]), path))
        return sorted(found)

    def models(self):
        """The files that the run's model may be read from: the best one where evaluations told, then the last."""
        names = [f"{self.training}/best.safetensors", f"{self.training}/checkpoint.safetensors"] if self.training else []
        return [name for name in names if self.file(name)]


def image_size(data):
    """The kind of an image and its width and height; None where the bytes are no whole image of a known kind."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[-8:-4] == b"IEND":
        return ("image/png", *struct.unpack(">II", data[16:24]))
    if data[:2] == b"\xff\xd8" and data.rstrip(b"\0")[-2:] == b"\xff\xd9":
        place = 2
        while place + 9 < len(data) and data[place] == 0xFF:
            marker, length = data[place + 1], int.from_bytes(data[place + 2:place + 4], "big")
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", data[place + 5:place + 9])
                return "image/jpeg", width, height
            place += 2 + length
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 8 + int.from_bytes(data[4:8], "little"):
        if data[12:16] == b"VP8X":
            return "image/webp", int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        return "image/webp", None, None
    if data[:4] == b"GIF8" and data[-1:] == b";":
        return ("image/gif", *struct.unpack("<HH", data[6:10]))
    if data[4:8] == b"ftyp" and b"moov" in data:
        return "video/mp4", None, None
    return None


def finite(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
