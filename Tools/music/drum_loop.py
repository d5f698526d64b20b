"""Makes Assets/Music/drum-loop.ogg: sixteen seconds of bass drum, snare, hi-hats, bass and chords at 120 beats a minute.

    pip install numpy
    python Tools/music/drum_loop.py Assets/Music/drum-loop.ogg

ffmpeg encodes it. Every sound is computed here; nothing is taken from anywhere.
"""

import subprocess
import sys

import numpy as np

RATE = 32000
BEAT = 0.5
BARS = 8
rng = np.random.default_rng(16)


def time(seconds):
    return np.arange(int(seconds * RATE)) / RATE


def bass_drum():
    t = time(0.25)
    # The pitch falls from 170 to 50 Hz.
    phase = 50 * t + 120 * 0.03 * (1 - np.exp(-t / 0.03))
    return 0.9 * np.exp(-t / 0.08) * np.sin(2 * np.pi * phase)


def snare():
    t = time(0.2)
    return np.exp(-t / 0.05) * (0.35 * rng.standard_normal(len(t)) + 0.3 * np.sin(2 * np.pi * 190 * t))


def hat():
    t = time(0.06)
    return 0.16 * np.exp(-t / 0.012) * np.diff(rng.standard_normal(len(t) + 1))


def tone(frequency, seconds, partials, fade):
    t = time(seconds)
    wave = sum(a * np.sin(2 * np.pi * frequency * (k + 1) * t) for k, a in enumerate(partials))
    return wave * np.minimum(1, t / 0.01) * np.exp(-t / fade) * np.minimum(1, (seconds - t) / 0.02)


def add(track, sound, at):
    start = int(round(at * RATE))
    count = min(len(sound), len(track) - start)
    track[start : start + count] += sound[:count]


def main(output):
    track = np.zeros(int(BARS * 4 * BEAT * RATE))
    roots = [55.0, 43.65, 65.41, 49.0]  # A, F, C, G
    for bar in range(BARS):
        root, start = roots[bar // 2 % 4], bar * 4 * BEAT
        for beat in range(4):
            at = start + beat * BEAT
            if bar % 4 != 3 or beat < 2:
                add(track, bass_drum(), at)
            if beat % 2 == 1 and bar > 0:
                add(track, snare(), at)
            if bar > 1:
                add(track, hat(), at)
                add(track, hat(), at + BEAT / 2)
            add(track, 0.3 * tone(root, BEAT * 0.9, [1, 0.4, 0.2], 0.4), at)
        if bar >= 4:
            for ratio in (4, 4 * 2 ** (3 / 12), 4 * 2 ** (7 / 12)):
                add(track, 0.07 * tone(root * ratio, 4 * BEAT, [1, 0.3, 0.15], 1.2), start)
    track *= 0.9 / np.abs(track).max()
    samples = (track * 32767).astype("<i2").tobytes()
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-", "-map_metadata", "-1",
         "-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "libvorbis", "-q:a", "1", output],
        input=samples, check=True)


if __name__ == "__main__":
    main(sys.argv[1])
