#!/usr/bin/env python3
"""Checks that the search of built documentation finds every page.

The search of a page looks through the part of index/index.json, a tree of titles and paths, that is below the page's module;
that of the first page, /documentation, looks through the whole. Each page is a file below data/. What stands on one side alone
is an error: a page that nobody finds, or an entry that leads nowhere.

    python3 Tools/docs/check_index.py .build/documentation
"""

import json
import os
import sys


def pages(archive):
    """The paths of all pages, as addresses have them: /documentation/artgan/trainer."""
    data = os.path.join(archive, "data")
    for folder, _, files in os.walk(data):
        for file in files:
            if file.endswith(".json"):
                with open(os.path.join(folder, file), encoding="utf-8") as text:
                    page = json.load(text)
                title = page.get("metadata", {}).get("title") or page.get("sections", [{}])[0].get("title")
                yield "/" + os.path.relpath(os.path.join(folder, file), data)[: -len(".json")], title


def entries(nodes):
    """The paths and titles of all entries, groups and their headings apart."""
    for node in nodes:
        if node.get("path"):
            yield node["path"].lower(), node.get("title")
        yield from entries(node.get("children", []))


def main(archive):
    with open(os.path.join(archive, "index", "index.json"), encoding="utf-8") as text:
        index = json.load(text)
    (roots,) = index["interfaceLanguages"].values()
    if [root.get("path") for root in roots] != ["/documentation"]:
        sys.exit(f"{archive}: the search of the first page does not look through all modules")
    found = dict(entries(roots))
    there = dict(pages(archive))
    problems = [f"{path}: the search does not find this page" for path in sorted(there.keys() - found.keys())]
    problems += [f"{path}: the search leads to a page that is not there" for path in sorted(found.keys() - there.keys())]
    problems += [f"{path}: the page has no title" for path, title in sorted(there.items()) if not title]
    problems += [f"{path}: the search shows no title" for path, title in sorted(found.items()) if not title]
    for line in problems:
        print(line, file=sys.stderr)
    if not there:
        sys.exit(f"{archive}: there are no pages")
    if problems:
        sys.exit(f"{len(problems)} problems with {len(there)} pages")
    print(f"all {len(there)} pages are found by the search")


main(sys.argv[1])
