"""What is measured on whole programs: memory, start, a morph video, threads, batch sizes."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from rows import Failure, Job, Row

HERE = pathlib.Path(__file__).parent
TABLE = "Whole programs"
MEMORY = [("train dcgan-mnist 256", 3.0), ("train pix2pix-64 1", 2.0), ("train pix2pix-128 1", 2.0),
          ("train cyclegan-64 1", 2.0), ("train fastcut-64 1", 2.0)]
BATCHES = [64, 128, 256, 512, 1024]
START, THREADS = "start (goal: at most 50 ms)", "dcgan-mnist 256: 1 thread to 2"
FRAMES, SIZE = 600, 504
MORPH = [f"morph, {FRAMES} frames", "morph: share of the encoder's own speed"]


def jobs(arguments):
    def job(works, measure, needs=()):
        return Job(works, measure, TABLE, needs)

    memories = [
        job([f"peak memory, {work}"], lambda work=work, goal=goal: [memory(arguments, work, goal)]) for work, goal in MEMORY]
    return memories + [
        job([START], lambda: [start(arguments)]), job([THREADS], lambda: [threads(arguments)]),
        job(MORPH, lambda: morph(arguments), ("ffmpeg",)),
        job([f"an image at batch {batch}" for batch in BATCHES], lambda: sizes(arguments))]


def seconds(commands, rounds):
    """Median seconds of each command, in turns."""
    found = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            run(name, command)
            found[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in found.items()}


def run(name, command, **options):
    """Runs a program to its end. - Throws: Failure with its last words."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", **options)
    except OSError as error:
        raise Failure(f"{name} could not be started: {error.strerror}: {command[0]}") from error
    if done.returncode:
        words = done.stderr.strip().splitlines() or [f"stopped with status {done.returncode}"]
        raise Failure(f"{name}: {words[-1][:300]}")


def answer(command, lines, environment=None):
    """A worker's answers, and the peak of its resident memory in bytes. - Throws: Failure if it stops."""
    with tempfile.TemporaryFile("w+", errors="replace") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            env={**os.environ, **(environment or {})})
        answers = []
        try:
            for line in lines:
                print(line, file=process.stdin, flush=True)
                answers.append(json.loads(process.stdout.readline()))
            process.stdin.close()
        except (ValueError, BrokenPipeError):
            process.kill()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        if status:
            errors.seek(0)
            raise Failure((errors.read().strip().splitlines() or ["it stopped"])[-1][:300])
    return answers, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def memory(arguments, work, goal):
    peer = [arguments.torch, str(HERE / "peer_torch.py")]
    programs = {"artpipe": ([arguments.artpipe, "--worker"], {}), "PyTorch": (peer, {}),
                "PyTorch channels-last": (peer, {"PEER_LAYOUT": "channels_last"})}
    if arguments.tensorflow:
        programs["TensorFlow"] = ([arguments.tensorflow, str(HERE / "peer_tensorflow.py")], {})
    peaks, failures = {}, {}
    for name, (command, environment) in programs.items():
        try:
            answers, peak = answer(command, [f"{work} 6"], environment)
            if answers[0] is not None:
                peaks[name] = peak / 1e6
        except Failure as failure:
            failures[name] = str(failure)
    if "artpipe" not in peaks or len(peaks) < 2:
        raise Failure("; ".join(f"{name}: {why}" for name, why in failures.items()))
    ratio = min(peak for name, peak in peaks.items() if name != "artpipe") / peaks["artpipe"]
    return Row(f"peak memory, {work}", peaks, "MB", ratio, goal, failures=failures)


def start(arguments):
    times = seconds(
        {"artpipe": [arguments.program, "models", "list"], "PyTorch": [arguments.torch, "-c", "import torch"]}, 7)
    times = {name: 1e3 * value for name, value in times.items()}
    return Row(START, times, "ms", times["PyTorch"] / times["artpipe"], times["PyTorch"] / 50)


def morph(arguments):
    frames, size = FRAMES, SIZE
    with tempfile.TemporaryDirectory() as folder:
        document = {
            "name": "tiny", "seed": 1, "model": "dcgan-mnist", "dataset": "strokes",
            "stages": [{"kind": "train", "steps": 2}]}
        pathlib.Path(folder, "tiny.json").write_text(json.dumps(document))
        run("artpipe", [arguments.program, "run", "tiny.json"], cwd=folder)
        checkpoint = next(pathlib.Path(folder).rglob("checkpoint.safetensors"))
        video = str(pathlib.Path(folder, "morph.mp4"))
        raw = str(pathlib.Path(folder, "frames.raw"))
        ours = [arguments.program, "morph", "--model", str(checkpoint), "-o", video, "--frames", str(frames), "--size",
                str(size)]
        run("artpipe", ours)
        # The encoder alone gets artpipe's own frames.
        run("ffmpeg", ["ffmpeg", "-v", "error", "-y", "-i", video, "-f", "rawvideo", "-pix_fmt", "gray", raw])
        encoder = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{size}x{size}", "-r",
                   "24", "-i", raw, *encoder_settings(), video]
        times = seconds(
            {"artpipe": ours, "PyTorch": [arguments.torch, str(HERE / "peer_morph.py"), str(frames), str(size), video],
             "encoder alone": encoder}, 3)
    times = {name: 1e3 * value for name, value in times.items()}
    yield Row(MORPH[0], times, "ms", times["PyTorch"] / times["artpipe"], 1.5)
    yield Row(MORPH[1], {}, "", times["encoder alone"] / times["artpipe"], 0.9)


def encoder_settings():
    """The list ENCODER of peer_morph.py, read without importing PyTorch here."""
    text = (HERE / "peer_morph.py").read_text()
    scope = {}
    exec(text[text.index("ENCODER = ["):text.index("]", text.index("ENCODER = [")) + 1], scope)
    return scope["ENCODER"]


def threads(arguments):
    commands = [[arguments.artpipe, "--worker", "--threads", str(count)] for count in (1, 2)]
    times = [1e3 * statistics.median(answer(command, ["train dcgan-mnist 256 9"])[0][0]) for command in commands]
    return Row(THREADS, {"artpipe": times[1]}, "ms", times[0] / times[1], 1.8)


def sizes(arguments):
    """Time and memory for an image at growing batch sizes, relative to a batch of 64."""
    first = None
    for batch in BATCHES:
        (times,), peak = answer([arguments.artpipe, "--worker"], [f"train dcgan-mnist {batch} 5"])
        each = 1e3 * statistics.median(times) / batch
        first = first or each
        yield Row(
            f"an image at batch {batch}", {"artpipe": each}, "ms", first / each, note=f"peak {peak / 1e6:.0f} MB")
