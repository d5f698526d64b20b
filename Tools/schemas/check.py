#!/usr/bin/env python3
"""Checks what ships, and made-up documents, by artpipe's JSON schemas with the package jsonschema: check.py FOLDER

The schemas themselves are checked by the schema of schemas. Everything in Pipelines and Plugins/Models is valid. In FOLDER,
right-NAME-*.json is valid and wrong-NAME-*.json is not, by Assets/Schemas/NAME.schema.json. `make interop` runs this.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

ROOT = pathlib.Path(__file__).resolve().parents[2]


def validator(name):
    schema = json.loads((ROOT / f"Assets/Schemas/{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def main(folder):
    failures = 0
    validators = {name: validator(name) for name in ("pipeline", "artmodel")}
    documents = [(file, "pipeline", True) for file in sorted((ROOT / "Pipelines").glob("*.json"))]
    documents += [(file, "artmodel", True) for file in sorted((ROOT / "Plugins/Models").glob("*.json"))]
    for file in sorted(folder.glob("*.json")):
        verdict, name, _ = file.name.split("-")
        documents.append((file, name, verdict == "right"))
    for file, name, is_right in documents:
        error = best_match(validators[name].iter_errors(json.loads(file.read_text())))
        if (error is None) == is_right:
            if error is not None:
                print(f"found: {error.json_path}: {error.message[:160]}")
            continue
        failures += 1
        print(f"WRONG {file}: {error.json_path + ': ' + error.message if error else 'no mistake was found'}")
    print(f"{len(documents)} documents, {failures} of them not as they should be")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
