#!/usr/bin/env python3
"""Makes a page with the playground of one model: make_page.py MODEL.safetensors OUT.html [--directions FILE]

This is how `artpipe report` has to put the files of Sources/ArtReport/Page together; README.md there is the contract.
"""

import argparse
import base64
import hashlib
import html
import json
import pathlib
import struct

from safetensors import Safetensors

PAGE = pathlib.Path(__file__).resolve().parents[2] / "Sources/ArtReport/Page"

# Tensors of at most so many numbers stay as they are: they cost little, and images stay nearer to the program's.
SMALL = 16384

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src data: blob:"
)


def generator_tensors(file, definition):
    """The generator's tensors in the order of their names: (name, name in the file). Averages stand for their weights."""
    root = definition["generator"]["name"] + "."
    names = sorted(name for name in file.names() if name.startswith(root))
    has_averages = bool(definition["recipe"].get("ema")) and all("ema." + name in file.names() for name in names)
    return [(name, "ema." + name if has_averages else name) for name in names]


def model_hash(file, tensors):
    """SHA-256 over name, shape and float32 numbers of each of the generator's tensors."""
    digest = hashlib.sha256()
    for name, stored in tensors:
        shape = ",".join(str(side) for side in file.shape(stored))
        numbers = file.floats(stored)
        digest.update(f"{name}\n{shape}\n".encode() + struct.pack(f"<{len(numbers)}f", *numbers))
    return "sha256:" + digest.hexdigest()


def packed(file, stored):
    """The type and the bytes that go into the page."""
    numbers = file.floats(stored)
    fits = all(abs(number) < 65520 for number in numbers)
    if len(numbers) > SMALL and fits:
        return "F16", struct.pack(f"<{len(numbers)}e", *numbers)
    return "F32", struct.pack(f"<{len(numbers)}f", *numbers)


def page_model(file, name, directions):
    """What the page is told of the model, and the bytes of its weights."""
    definition = json.loads(file.metadata["artpipe.definition"])
    tensors = generator_tensors(file, definition)
    entries, blob = [], b""
    for name_in_page, stored in tensors:
        kind, data = packed(file, stored)
        entries.append({"name": name_in_page, "type": kind, "shape": file.shape(stored), "offset": len(blob)})
        blob += data + bytes(-len(data) % 4)
    definition.pop("discriminator")
    recipe = definition.pop("recipe")
    definition["recipe"] = {key: recipe[key] for key in ["truncation"] if key in recipe}
    model = {
        "playground": 1, "name": name, "hash": model_hash(file, tensors), "definition": definition, "tensors": entries,
    }
    if directions:
        model["directions"] = directions
    return model, blob


def script(kind, identifier, text):
    return f'<script type="{kind}" id="{identifier}">{text}</script>\n'


def page_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def sources(names):
    return "\n".join((PAGE / name).read_text() for name in names)


def scripts():
    """The engine, which a worker runs too, and the page's own script."""
    parts = json.loads((PAGE / "parts.json").read_text())
    exports = "{ " + ", ".join(parts["exports"]) + " }"
    engine = f'const artEngine = (() => {{\n"use strict";\n{sources(parts["engine"])}\nreturn {exports};\n}})();\n'
    page = f'(() => {{\n"use strict";\nconst {exports} = artEngine;\n{sources(parts["page"])}\n}})();\n'
    return engine, page


def playground(model, weights):
    """The playground: markup, data, scripts. The style goes into the page's head."""
    engine, own = scripts()
    binary = "application/octet-stream+base64"
    return (
        (PAGE / "playground.html").read_text()
        + script("application/json", "playground-model", page_json(model))
        + script(binary, "playground-weights", base64.b64encode(weights).decode())
        + script(binary, "playground-kernels", base64.b64encode((PAGE / "kernels.wasm").read_bytes()).decode())
        + script("text/javascript", "playground-engine", engine)
        + script("text/javascript", "playground-page", own)
    )


# The playground's paper, around it too.
BODY = """body { margin: 0; background: #ffffff; color: #1d2126; }
h1 { max-width: 72rem; margin: 0 auto; padding: 1.25rem clamp(0.75rem, 3vw, 2rem) 0; box-sizing: border-box; }
h1 { font: 700 1.75rem/1.2 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { body { background: #16191d; color: #e8eaed; } }
"""


def page(model, weights):
    style = (PAGE / "playground.css").read_text()
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{html.escape(model['name'])} · artpipe</title>\n<style>\n{BODY}{style}</style>\n</head>\n<body>\n<main>\n<h1>{html.escape(model['name'])}</h1>\n"
        f"{playground(model, weights)}</main>\n</body>\n</html>\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("output")
    parser.add_argument("--directions", help="an .artpoints.json file whose directions become sliders")
    arguments = parser.parse_args()
    directions = json.loads(pathlib.Path(arguments.directions).read_text())["directions"] if arguments.directions else []
    path = pathlib.Path(arguments.model)
    model, weights = page_model(Safetensors(path), path.stem, directions)
    pathlib.Path(arguments.output).write_text(page(model, weights))


if __name__ == "__main__":
    main()
