#!/usr/bin/env python3
"""Lists what changed in the public API since the last tag, or since another commit.

    changes.py                  since the last tag
    changes.py --base REVISION  since a commit
    changes.py --strict         the exit status is 1 if something was removed or changed
    changes.py --list           all public declarations, sorted

The API is what the modules of the libraries in Package.swift declare as public. Needs Python 3 and git; nothing is built.
"""
import argparse
import collections
import io
import pathlib
import re
import subprocess
import sys
import tarfile

from declarations import TYPES
from modules import public, read
from tokens import SourceError

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("Sources", "Plugins")


def git(root, *arguments):
    """What git writes; None where it fails or is not there."""
    try:
        run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)
    except FileNotFoundError:
        return None
    return run.stdout if run.returncode == 0 else None


def files_here(root):
    """Swift files of a folder by their path."""
    paths = [root / "Package.swift", *(path for folder in FOLDERS for path in (root / folder).rglob("*.swift"))]
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths if path.is_file()}


def files_at(root, revision):
    """Swift files of a commit by their path; None where there is no such commit."""
    # Not all folders need to be in every commit.
    names = (git(root, "ls-tree", "--name-only", revision) or b"").decode().split()
    archive = git(root, "archive", revision, "--", *(name for name in ("Package.swift", *FOLDERS) if name in names))
    if not archive:
        return None
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {
            entry.name: tar.extractfile(entry).read().decode()
            for entry in tar if entry.isfile() and entry.name.endswith(".swift")}


def offered(package):
    """The modules that a Package.swift offers as libraries."""
    libraries = re.findall(r"\.library\(\s*name:[^\[\]]*?targets:\s*\[([^\]]*)\]", package)
    return sorted({name for targets in libraries for name in re.findall(r'"(\w+)"', targets)})


def declarations(files):
    """All public declarations in files by their path."""
    readings = []
    for module in offered(files.get("Package.swift", "")):
        texts = {path: text for path, text in files.items() if len(parts := path.split("/")) > 2 and parts[1] == module}
        readings.append(read(module, texts))
    return public(readings)


def compare(old, new):
    """What was added, removed, and changed: pairs of the same path and kind that are the only ones to differ."""
    added, removed = set(new) - set(old), set(old) - set(new)
    same = collections.defaultdict(lambda: ([], []))
    for place, group in enumerate((removed, added)):
        for declaration in sorted(group):
            key = declaration.module, declaration.path, declaration.kind, declaration.is_default
            same[key][place].append(declaration)
    changed = sorted((before[0], after[0]) for before, after in same.values() if len(before) == len(after) == 1)
    gone, come = {before for before, _ in changed}, {after for _, after in changed}
    return sorted(added - come), sorted(removed - gone), changed


def shown(declaration):
    place = declaration.path.rpartition(".")[0]
    if not place or declaration.kind == "conformance":
        return declaration.text
    return f"{'extension ' if declaration.is_default else ''}{place}: {declaration.text}"


def whole(group):
    """Declarations that stand in no type of the same group, each with how many of the group stand in it."""
    types = {(declaration.module, declaration.path) for declaration in group if declaration.kind in TYPES}
    members, rest = collections.Counter(), []
    for declaration in group:
        names = declaration.path.split(".")
        around = (".".join(names[:count]) for count in range(1, len(names)))
        outer = next((path for path in around if (declaration.module, path) in types), None)
        if outer is None:
            rest.append(declaration)
        else:
            members[declaration.module, outer] += 1
    return [
        (declaration, members[declaration.module, declaration.path] if declaration.kind in TYPES else 0)
        for declaration in rest]


def report(old, new):
    """Lines for a person, module by module: - what is gone, + what came, and both for what changed. Of a type that came or
    is gone as a whole, what stands in it is only counted."""
    added, removed, changed = compare(old, new)
    lines = collections.defaultdict(list)
    for sign, group in (("-", removed), ("+", added)):
        for declaration, members in whole(group):
            line = f"  {sign} {shown(declaration)}" + (f", {members} in it" if members else "")
            lines[declaration.module].append((declaration.path, [line]))
    for before, after in changed:
        lines[after.module].append((after.path, [f"  - {shown(before)}", f"    changed to: {after.text}"]))
    text = [f"{len(added)} added, {len(removed)} removed, {len(changed)} changed"]
    for module in sorted(lines):
        text += ["", module, *(line for _, group in sorted(lines[module]) for line in group)]
    return text, bool(removed or changed)


def main(arguments=None, root=ROOT):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="a commit to compare with, instead of the last tag")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args(arguments)
    try:
        new = declarations(files_here(root))
        if arguments.list:
            print("\n".join(f"{declaration.module}  {shown(declaration)}" for declaration in new))
            return 0
        base = arguments.base or (git(root, "describe", "--tags", "--abbrev=0") or b"").decode().strip()
        if not base:
            print(f"Public API: {len(new)} declarations. There is no tag yet to compare them with; "
                  "'make lint BASE=REVISION' compares with any commit.")
            return 0
        files = files_at(root, base)
        if files is None:
            print(f"Public API: there is no commit '{base}' here; 'git log --oneline' lists those that are.",
                  file=sys.stderr)
            return 2
        text, is_breaking = report(declarations(files), new)
    except SourceError as error:
        print(f"Public API: {error}; does it compile?", file=sys.stderr)
        return 2
    print(f"Public API since {base}: " + "\n".join(text))
    return 1 if arguments.strict and is_breaking else 0


if __name__ == "__main__":
    sys.exit(main())
