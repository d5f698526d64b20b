"""What is measured on whole programs: memory, start, a morph video, threads, batch sizes.

Each function takes the command's arguments and gives rows: (work, {program: number}, unit, ratio, goal).
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def seconds(commands, rounds):
    """Median seconds of each command, in turns."""
    found = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            found[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in found.items()}


def answer(command, lines, environment=None):
    """A worker's answers, and the peak of its resident memory in bytes."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
    answers = []
    for line in lines:
        print(line, file=process.stdin, flush=True)
        answers.append(json.loads(process.stdout.readline()))
    process.stdin.close()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return answers, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def memory(arguments):
    for work, goal in (("train dcgan-mnist 256", 3.0), ("train pix2pix-64 1", 2.0), ("train pix2pix-128 1", 2.0),
                       ("train cyclegan-64 1", 2.0), ("train fastcut-64 1", 2.0)):
        peer = [arguments.torch, str(HERE / "peer_torch.py")]
        programs = {"artpipe": ([arguments.artpipe, "--worker"], {}), "PyTorch": (peer, {}),
                    "PyTorch channels-last": (peer, {"PEER_LAYOUT": "channels_last"})}
        if arguments.tensorflow:
            programs["TensorFlow"] = ([arguments.tensorflow, str(HERE / "peer_tensorflow.py")], {})
        found = {name: answer(command, [f"{work} 6"], environment) for name, (command, environment) in programs.items()}
        peaks = {name: peak / 1e6 for name, (answers, peak) in found.items() if answers[0] is not None}
        ratio = min(peak for name, peak in peaks.items() if name != "artpipe") / peaks["artpipe"]
        yield f"peak memory, {work}", peaks, "MB", ratio, goal


def start(arguments):
    times = seconds(
        {"artpipe": [arguments.program, "models", "list"], "PyTorch": [arguments.torch, "-c", "import torch"]}, 7)
    times = {name: 1e3 * value for name, value in times.items()}
    yield "start (goal: at most 50 ms)", times, "ms", times["PyTorch"] / times["artpipe"], times["PyTorch"] / 50


def morph(arguments):
    frames, size = 600, 504
    with tempfile.TemporaryDirectory() as folder:
        document = {
            "name": "tiny", "seed": 1, "model": "dcgan-mnist", "dataset": "strokes",
            "stages": [{"kind": "train", "steps": 2}]}
        pathlib.Path(folder, "tiny.json").write_text(json.dumps(document))
        subprocess.run([arguments.program, "run", "tiny.json"], cwd=folder, check=True, capture_output=True)
        checkpoint = next(pathlib.Path(folder).rglob("checkpoint.safetensors"))
        video = str(pathlib.Path(folder, "morph.mp4"))
        raw = str(pathlib.Path(folder, "frames.raw"))
        ours = [arguments.program, "morph", "--model", str(checkpoint), "-o", video, "--frames", str(frames), "--size",
                str(size)]
        subprocess.run(ours, check=True, capture_output=True)
        # The encoder alone gets artpipe's own frames.
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-i", video, "-f", "rawvideo", "-pix_fmt", "gray", raw], check=True)
        encoder = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{size}x{size}", "-r",
                   "24", "-i", raw, *encoder_settings(), video]
        times = seconds(
            {"artpipe": ours, "PyTorch": [arguments.torch, str(HERE / "peer_morph.py"), str(frames), str(size), video],
             "encoder alone": encoder}, 3)
    times = {name: 1e3 * value for name, value in times.items()}
    yield f"morph, {frames} frames", times, "ms", times["PyTorch"] / times["artpipe"], 1.5
    yield "morph: share of the encoder's own speed", {}, "", times["encoder alone"] / times["artpipe"], 0.9


def encoder_settings():
    """The list ENCODER of peer_morph.py, read without importing PyTorch here."""
    text = (HERE / "peer_morph.py").read_text()
    scope = {}
    exec(text[text.index("ENCODER = ["):text.index("]", text.index("ENCODER = [")) + 1], scope)
    return scope["ENCODER"]


def threads(arguments):
    commands = [[arguments.artpipe, "--worker", "--threads", str(count)] for count in (1, 2)]
    times = [1e3 * statistics.median(answer(command, ["train dcgan-mnist 256 9"])[0][0]) for command in commands]
    yield "dcgan-mnist 256: 1 thread to 2", {"artpipe": times[1]}, "ms", times[0] / times[1], 1.8


def sizes(arguments):
    """Time and memory for an image at growing batch sizes, relative to a batch of 64."""
    first = None
    for batch in (64, 128, 256, 512, 1024):
        (times,), peak = answer([arguments.artpipe, "--worker"], [f"train dcgan-mnist {batch} 5"])
        each = 1e3 * statistics.median(times) / batch
        first = first or each
        yield f"an image at batch {batch} (peak {peak / 1e6:.0f} MB)", {"artpipe": each}, "ms", first / each, None


def rows(arguments):
    for measure in (memory, start, threads, morph, sizes):
        yield from measure(arguments)
