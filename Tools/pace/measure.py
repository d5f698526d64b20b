"""Measures how even the pace of a video is, by a distance that artpipe does not re-time by.

    python3 Tools/pace/measure.py runs/story/video.mp4 [runs/story/storyboard-pace.json]

The file's frames are decoded by FFmpeg as luminance and averaged down to 64 pixels in width. A step is the root mean squared
difference of neighbouring frames. Frames in which a scene is held are left out: those outside of the record's transitions, or
without a record those that change less than a hundredth of the median. Needs numpy and the program ffmpeg.
"""
import json
import subprocess
import sys

import numpy as np


def frames(path, side=64):
    """All frames, [count, side, side], luminance from 0 to 255."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-vf", f"scale={side}:{side}:flags=area,format=gray"]
    raw = subprocess.run(command + ["-f", "rawvideo", "-"], capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, side, side).astype(np.float64)


def steps(images):
    return np.sqrt(((images[1:] - images[:-1]) ** 2).mean((1, 2)))


def moving(record, count):
    """Which steps belong to transitions, by the record of the first walk."""
    found = np.zeros(count, bool)
    for transition in record["walks"][0]["transitions"]:
        start = transition["startAfter"]
        found[start : start + transition["framesAfter"]] = True
    return found


def main(video, record=None):
    all_steps = steps(frames(video))
    if record:
        with open(record) as file:
            chosen = all_steps[moving(json.load(file), len(all_steps))]
    else:
        chosen = all_steps[all_steps > np.median(all_steps) / 100]
    print(f"{len(all_steps) + 1} frames, {len(chosen)} steps in transitions")
    print(f"largest to mean step {chosen.max() / chosen.mean():.2f}, smallest to mean {chosen.min() / chosen.mean():.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
