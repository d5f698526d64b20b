"""What measuring needs, looked for before anything is measured, and what it is measured with."""
import os
import pathlib
import platform
import shutil
import subprocess
import tempfile

MOST_ROOM = 1 << 30
PROGRAMS = {"ffmpeg": "apt-get install ffmpeg"}
PACKAGES = {"torch": ["torch"], "tensorflow": ["tensorflow", "tensorflow_cpu"],
            "engines": ["onnxruntime", "openvino", "ncnn", "pnnx"]}


def cores():
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def missing(arguments, jobs):
    """What keeps the jobs from being measured, and the command that brings it, in words."""
    found = []
    for name, command in (("artpipe", "swift build -c release --package-path Benchmarks"), ("program", "make build")):
        path = getattr(arguments, name)
        if path and not os.access(path, os.X_OK):
            found.append(f"{path} is not there: {command}")
    for name in ("torch", "tensorflow", "engines"):
        path = getattr(arguments, name)
        if path and not os.access(path, os.X_OK):
            found.append(f"{path} is not there: make bench-peers makes it")
    for name in sorted({need for job in jobs for need in job.needs}):
        if shutil.which(name) is None:
            found.append(f"the program {name} is not there: {PROGRAMS.get(name, f'install {name}')}")
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < MOST_ROOM:
        found.append(f"{tempfile.gettempdir()} has {free >> 20} MiB left, and {MOST_ROOM >> 20} are needed")
    for path in filter(None, (arguments.json, arguments.markdown)):
        folder = pathlib.Path(path).resolve().parent
        if not os.access(folder, os.W_OK):
            found.append(f"{folder} is not there or cannot be written to")
    return found


def remarks():
    if os.environ.get("OPENBLAS_CORETYPE"):
        yield "OPENBLAS_CORETYPE is set, which may slow artpipe down"


def machine(arguments, jobs):
    """The processor and the versions that are measured with, in words."""
    model = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    parts = [f"{cores()} cores, {model}", f"{platform.system()} {platform.machine()}"]
    for name, packages in PACKAGES.items():
        python = getattr(arguments, name)
        if python:
            parts += versions(python, packages)
    return "; ".join(parts)


def versions(python, packages):
    """The packages that a Python has, with their versions."""
    code = ("import importlib.metadata as m, sys\n"
            "for n in sys.argv[1:]:\n"
            "    try: print(n.removesuffix('_cpu'), m.version(n))\n"
            "    except m.PackageNotFoundError: pass\n")
    run = subprocess.run([python, "-c", code, *packages], capture_output=True, text=True)
    return run.stdout.split("\n")[:-1] if run.returncode == 0 else []
