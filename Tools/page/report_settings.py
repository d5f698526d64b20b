"""The settings of a run as a list for people, and its document as a recipe."""

import json
import re

from report_words import upper_first

DRAWN = ("blossoms", "strokes")
def words(name):
    return upper_first(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()) if name != "ema" else "EMA"


def text(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(text, value))
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, dict):
        # What kind it is comes first; what is zero is off.
        kind = [text(value[key]) for key in ("kind", "rule") if key in value]
        value = {key: each for key, each in value.items() if each != 0 and key not in ("kind", "rule")}
        if kind:
            return ", ".join(kind + [f"{words(key).lower()} {text(each)}" for key, each in sorted(value.items())])
        return ", ".join(f"{words(key).lower()} {text(each)}" for key, each in sorted(value.items())) or "on"
    return str(value)


def optimizer(value):
    kept = {key: each for key, each in value.items() if each not in (0, "kernels") and key not in ("kind", "epsilon")}
    return f"{upper_first(value.get('kind', ''))}, {text(kept)}"


def settings(manifest, definition, images):
    groups = []
    model = [("Model", definition["id"])] if definition else []
    if definition:
        shape, latent = definition.get("imageShape", []), definition.get("latent") or {}
        model += [("Image size", "×".join(map(str, shape))), ("Latent point", f"{latent.get('size')} numbers, {latent.get('distribution')}")]
        recipe = dict(definition.get("recipe") or {})
        training, budget = [], recipe.pop("budget", None)
        if budget:
            training.append(("Budget", ", ".join(f"{value:,} {key}" if isinstance(value, int) else f"{value} {key}" for key, value in budget.items())))
        optimizers = [recipe.pop(f"{name}Optimizer", None) for name in ("generator", "discriminator")]
        if optimizers[0] and optimizers[0] == optimizers[1]:
            training.append(("Optimizer", optimizer(optimizers[0])))
        else:
            training += [(f"Optimizer of the {name}", optimizer(each)) for name, each in zip(("generator", "discriminator"), optimizers) if each]
        training += [(words(key), text(value)) for key, value in sorted(recipe.items()) if value not in (0, None)]
        groups.append(("Training", training))
    groups.insert(0, ("Model", model))
    groups.append(("Images", images))
    run = [("Seed", str(manifest["seed"]))] if "seed" in manifest else []
    document = manifest.get("document") or {}
    if "convolutionAlgorithms" in document:
        run.append(("Convolution algorithms", document["convolutionAlgorithms"]))
    if "artpipe" in manifest:
        run.append(("Program", f"artpipe {manifest['artpipe']}"))
    groups.append(("Run", run))
    return [{"title": title, "items": [{"name": name, "value": value} for name, value in items]} for title, items in groups if items]


def shared(value, classes, key=None):
    """A document without paths, names of files and notes. Classes that were folders have numbers, which artpipe takes too."""
    if isinstance(value, dict):
        kept = {name: each for name, each in value.items() if name not in ("description", "notes", "labels", "order")}
        if kept.get("kind") != "load":
            kept.pop("file", None)
        return {name: shared(each, classes, name) for name, each in kept.items()}
    if isinstance(value, list):
        return [shared(each, classes, key) for each in value]
    if not isinstance(value, str):
        return value
    if key == "path" or key in ("dataset", "reference") and value not in DRAWN:
        # `path` is a kind of walk too.
        return value if value in ("linear", "spherical", "spline") else "your-images"
    if key == "file":
        return "your-model.safetensors"
    if key == "features" and value not in ("auto", "thumbnails"):
        return "your-network.safetensors"
    if key == "class" and value in classes:
        return classes.index(value)
    return value


FIRST = ["name", "description", "seed", "kind", "plugin", "id", "from", "path"]
LAST = ["model", "dataset", "reference", "stages", "recipe"]


def ordered(value):
    """A document as a person would write it: names and kinds first, stages last."""
    if isinstance(value, list):
        return [ordered(each) for each in value]
    if not isinstance(value, dict):
        return value
    def place(key):
        return (0, FIRST.index(key)) if key in FIRST else (2, LAST.index(key)) if key in LAST else (1, 0)
    return {key: ordered(value[key]) for key in sorted(value, key=lambda key: (place(key), key))}


def recipe(manifest, share, classes):
    document = ordered(manifest.get("document"))
    if not document:
        return None
    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in str(manifest.get("name", "recipe")))
    found = {"document": shared(document, classes) if share else document, "command": f"artpipe run {name}.json", "file": f"{name}.json"}
    if share and '"your-' in json.dumps(found["document"]):
        found["note"] = "Names that begin with “your-” stand where paths were. Put in yours."
    elif "dataset" in document and document["dataset"] not in DRAWN:
        found["check"] = "Check the path of the images first: of a folder elsewhere only the last name is kept."
    return found
