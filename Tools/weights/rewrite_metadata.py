"""Rewrites the metadata of shipped weights when names in it change. Tensors keep their bytes.

Usage: python rewrite_metadata.py FILE.safetensors ...

A file that holds the new names already is left alone, so the script may be run again.
"""

import json
import re
import struct
import sys

# Names of the definition's JSON, old and new, wherever they stand as a key.
KEYS = {"pictureShape": "imageShape", "average": "ema"}


def renamed(value):
    if isinstance(value, dict):
        return {KEYS.get(key, key): renamed(item) for key, item in value.items()}
    return [renamed(item) for item in value] if isinstance(value, list) else value


def reworded(text):
    return re.sub(r"\bpicture(s?)\b", r"image\1", text)


def rewrite(path):
    with open(path, "rb") as file:
        content = file.read()
    length = struct.unpack("<Q", content[:8])[0]
    header, tensors = json.loads(content[8:8 + length]), content[8 + length:]
    metadata = header["__metadata__"]
    for key in ("artpipe.definition", "artpipe.features"):
        if key in metadata:
            value = renamed(json.loads(metadata[key]))
            value["notes"] = [reworded(note) for note in value.get("notes", [])]
            metadata[key] = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + tensors)


for path in sys.argv[1:]:
    rewrite(path)
