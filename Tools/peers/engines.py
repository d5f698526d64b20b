"""Rows beside programs that only run networks: onnxruntime, OpenVINO and ncnn.

All get the weights that ship with artpipe, as `artpipe export onnx` writes them, and artpipe the same. Before anything is
timed, each makes 256 images, which must be artpipe's.
"""
import pathlib
import subprocess
import tempfile

from needs import cores
from rows import Failure, Job
from turns import Program, measure

HERE = pathlib.Path(__file__).parent
ENGINES = ["onnxruntime", "OpenVINO", "ncnn"]
TABLE = "Inference engines"
# The model, images at once, and how many times which engine's speed is the goal.
WORKS = [("dcgan-mnist", 256, (5.0, "OpenVINO")), ("dcgan-mnist", 1, (2.0, "onnxruntime"))]


def jobs(arguments):
    return [
        Job([f"sample {model} {batch} beside inference engines"],
            lambda model=model, batch=batch, goal=goal: [row(arguments, model, batch, goal)], TABLE)
        for model, batch, goal in WORKS]


def row(arguments, model, batch, goal):
    threads, work = cores(), f"sample {model} {batch}"
    with tempfile.TemporaryDirectory() as folder:
        onnx, images = prepare(arguments, model, folder)
        ours = Program(
            "artpipe", [arguments.artpipe, "--worker", "--threads", threads, "--weights", weights(arguments, model)])
        peers = [
            Program(name, [arguments.engines, HERE / "peer_engine.py", name, onnx, images, "--threads", threads])
            for name in ENGINES]
        try:
            # Each chooses its settings while the others rest.
            facts = {}
            for peer in peers:
                try:
                    facts[peer.name] = peer.ask(f"{work} 0")
                except Failure:
                    pass  # It is asked again, and the row says why.
            measured = measure([ours, *peers], work, arguments.rounds)
        finally:
            for program in (ours, *peers):
                program.close()
    note = ", ".join(
        f"{measured.ratios[name]:.2f} ({low:.2f} to {high:.2f}) times {name}"
        for name, (low, high) in measured.spreads.items())
    return measured.row(
        f"{work} beside inference engines", goal[0], goal_of=goal[1], note=note,
        details=[f"{threads} threads each", *map(settings, facts.items())])


def settings(fact):
    """What an engine's settings gave, as text."""
    name, found = fact
    tried = ", ".join(f"{setting} {1e3 * seconds:.2f}" for setting, seconds in found["tried"].items())
    faults = f"; not possible: {'; '.join(found['faults'])}" if found["faults"] else ""
    return (f"{name} with {found['chosen']} (tried, in ms: {tried}{faults}); its images differ from "
            f"artpipe's by at most {found['difference']:.1e}")


def weights(arguments, model):
    return pathlib.Path(arguments.weights, f"{model}.safetensors")


def prepare(arguments, model, folder):
    """The model as ONNX, and points with artpipe's images of them."""
    onnx, images = pathlib.Path(folder, f"{model}.onnx"), pathlib.Path(folder, "images.safetensors")
    command([arguments.program, "export", "onnx", weights(arguments, model), "--output", onnx])
    command([arguments.artpipe, "--images", images, "--weights", weights(arguments, model)])
    return onnx, images


def command(parts):
    run = subprocess.run([str(part) for part in parts], capture_output=True, text=True, errors="replace")
    if run.returncode:
        lines = run.stderr.strip().splitlines() or [f"status {run.returncode}"]
        raise Failure(f"{pathlib.Path(parts[0]).name} {parts[1]}: {lines[-1][:300]}")
