#!/usr/bin/env python3
"""Makes a virtual environment with the packages that artpipe is compared with: install.py FOLDER

Only what is missing is installed. A package that cannot be had is named, and its rows say that it is not there; without
torch nothing is measured. `make bench-peers` runs this first.
"""
import pathlib
import shutil
import subprocess
import sys

REQUIREMENTS = pathlib.Path(__file__).with_name("requirements.txt")
# What PyTorch's package for Linux brings for graphics processors too, its archives and the others.
ROOM = 14 << 30


def names():
    lines = (line.split("#")[0].strip() for line in REQUIREMENTS.read_text().splitlines())
    return [line for line in lines if line]


def installed(python, package):
    return subprocess.run(
        [python, "-c", "import importlib.metadata as m, sys; m.version(sys.argv[1])", package],
        capture_output=True).returncode == 0


def install(python, *packages):
    return subprocess.run([python, "-m", "pip", "install", "--quiet", *packages]).returncode == 0


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    python = folder / "bin" / "python"
    missing = [name for name in names() if not (python.exists() and installed(python, name))]
    if not missing:
        return
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if "torch" in missing and free < ROOM:
        raise SystemExit(
            f"{folder.resolve()} has {free / (1 << 30):.1f} GiB left; the packages to compare with need "
            f"{ROOM >> 30} while they are installed. Nothing was installed.")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    print(f"installing {', '.join(missing)}", flush=True)
    # Together, so that their versions fit; one that cannot be had does not keep the others away.
    if install(python, *missing):
        return
    failed = [name for name in missing if not install(python, name)]
    if "torch" in failed:
        raise SystemExit("torch could not be installed, which most rows need; pip's messages are above.")
    for name in failed:
        print(f"{name} could not be installed: its rows will say so", file=sys.stderr)


if __name__ == "__main__":
    main()
