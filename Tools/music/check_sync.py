"""Measures how well a video that artpipe cuts to a track is in sync with it.

    pip install numpy
    python Tools/music/check_sync.py .build/release/artpipe

Makes two minutes of clicks, lets the program morph to them, decodes sound and images of the video with ffmpeg, and
compares both with the moments of the clicks. Ends with status 1 where one is off by more than a frame.
"""

import argparse
import subprocess
import sys
import tempfile
import wave

import numpy as np

RATE = 44100


def click_track(path, times, seconds):
    samples = np.zeros(int(seconds * RATE))
    t = np.arange(int(0.02 * RATE)) / RATE
    click = 0.8 * np.exp(-t / 0.004) * np.cos(2 * np.pi * 1500 * t)
    for time in times:
        start = int(round(time * RATE))
        samples[start : start + len(click)] += click
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def decoded(video, *options):
    command = ["ffmpeg", "-v", "error", "-xerror", "-i", video, *options, "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def heard(video):
    """The moments at which the sound becomes loud, as players hear it."""
    data = decoded(video, "-vn", "-ac", "1", "-ar", "48000", "-af", "aresample=async=1:first_pts=0", "-f", "f32le")
    loud = np.flatnonzero(np.abs(np.frombuffer(data, "<f4")) > 0.3) / 48000
    return loud[np.concatenate([[True], np.diff(loud) > 0.1])]


def speeds(video, side):
    """How much each frame differs from the one before."""
    data = decoded(video, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray")
    frames = np.frombuffer(data, np.uint8).reshape(-1, side * side).astype(float)
    return np.sqrt(((frames[1:] - frames[:-1]) ** 2).mean(axis=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--model", default="digits-fast")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--fps", type=float, default=24)
    options = parser.parse_args()
    # A beat that is a little uneven, so that clicks fall anywhere between frames.
    rng = np.random.default_rng(1)
    times = np.arange(0.5, options.seconds - 0.5, 0.5)
    times = times + rng.uniform(-0.02, 0.02, len(times))
    with tempfile.TemporaryDirectory() as folder:
        track, video = f"{folder}/clicks.wav", f"{folder}/clicks.mp4"
        click_track(track, times, options.seconds)
        subprocess.run(
            [options.program, "morph", "--model", options.model, "--sound", track, "--fps", str(options.fps), "--size",
             "56", "--output", video], check=True)
        sound = heard(video)
        changes = speeds(video, 56)
    if len(sound) != len(times):
        sys.exit(f"{len(times)} clicks were made, and {len(sound)} are heard")
    off = (sound - times) * 1000
    print(f"sound: {np.abs(off).max():.2f} ms off at most, {off.mean():.2f} ms in the mean")
    frames = np.round(times * options.fps).astype(int)
    late = []
    for frame in frames:
        around = changes[max(frame - 5, 0) : frame + 4]
        late.append(int(np.argmax(around)) + max(frame - 5, 0) + 1 - frame)
    late = np.array(late)
    print(f"images: {np.mean(late == 0):.1%} of the largest changes at the frame of the click, "
          f"{np.mean(np.abs(late) <= 1):.1%} within one frame; {np.abs(late).max()} frames off at most")
    print(f"images at clicks change {changes[frames - 1].mean() / np.median(changes):.1f} times as much as usual")
    frame = 1000 / options.fps
    sys.exit(0 if np.abs(off).max() <= frame and np.abs(late).max() <= 1 else 1)


if __name__ == "__main__":
    main()
