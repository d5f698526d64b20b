#!/usr/bin/env python3
"""PyTorch's side of a morph: peer_morph.py FRAMES SIZE OUTPUT.

A DCGAN generator makes the frames in batches, they are enlarged, and raw video goes to the ffmpeg program, which encodes
as artpipe does. Weights are random: the work is the same.
"""
import subprocess
import sys

import torch
from torch.nn import functional

import peer_torch

ENCODER = [
    "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "17.6", "-preset", "medium", "-profile:v", "high", "-x264-params",
    "cpu-independent=1", "-movflags", "+faststart",
]


def ffmpeg(source, size, output):
    """The ffmpeg program with artpipe's settings; `source` is a file of grey frames or '-'."""
    return ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{size}x{size}", "-r", "24",
            "-i", source, *ENCODER, output]


def frames(count, size, batch=64):
    generator = peer_torch.dcgan(1)[0].eval()
    keys = torch.randn(8, 100)
    with torch.inference_mode():
        for first in range(0, count, batch):
            places = torch.arange(first, min(first + batch, count)) * (len(keys) / count)
            index = places.long()
            share = (places - index).unsqueeze(1)
            points = torch.lerp(keys[index % 8], keys[(index + 1) % 8], share)
            images = functional.interpolate(generator(points), size=(size, size), mode="bicubic", antialias=True)
            yield ((images + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).contiguous().numpy().tobytes()


def main():
    count, size, output = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    encoder = subprocess.Popen(ffmpeg("-", size, output), stdin=subprocess.PIPE)
    for batch in frames(count, size):
        encoder.stdin.write(batch)
    encoder.stdin.close()
    sys.exit(encoder.wait())


if __name__ == "__main__":
    main()
