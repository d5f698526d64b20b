#!/usr/bin/env python3
"""Evaluates checkpoints by a second classifier, of another architecture and another library than artpipe's own.

    second_classifier.py --artpipe .build/release/artpipe --data data/mnist
                         [--classifier .build/second-classifier.pt] CHECKPOINT …

PyTorch trains the classifier once, on MNIST's training images in --data (IDX files); --classifier keeps it. 10,000 samples
are drawn from each checkpoint. The script prints the Fréchet distance of their 128 features (behind the ReLU before the
classifier's last layer) from those of the test images, and the shares of the rarest and the commonest class in percent.
Needs torch and numpy (Tools/peers/requirements.txt).
"""
import argparse
import gzip
import json
import pathlib
import subprocess
import tempfile

import numpy
import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="*", type=pathlib.Path, metavar="CHECKPOINT")
    parser.add_argument("--artpipe", default=ROOT / ".build/release/artpipe", type=pathlib.Path)
    parser.add_argument("--data", default=ROOT / "data/mnist", type=pathlib.Path, help="folder of MNIST's IDX files")
    parser.add_argument("--classifier", default=ROOT / ".build/second-classifier.pt", type=pathlib.Path)
    parser.add_argument("--epochs", default=20, type=int)
    parser.add_argument("--truncation", type=float, help="as artpipe sample takes it")
    parser.add_argument("--threads", type=int)
    return parser.parse_args()


def idx(folder, pattern, header):
    """The bytes of an IDX file, behind its header."""
    for file in sorted(folder.glob(pattern)):
        opened = gzip.open(file) if file.suffix == ".gz" else open(file, "rb")
        with opened as stream:
            return numpy.frombuffer(stream.read()[header:], numpy.uint8)
    raise SystemExit(f"{folder} has no {pattern}")


def images(pixels):
    return torch.from_numpy(pixels.reshape(-1, 1, 28, 28).astype(numpy.float32) / 255)


def dataset(folder, part):
    pixels = idx(folder, f"{part}*images-idx3-ubyte*", 16)
    return images(pixels), torch.from_numpy(idx(folder, f"{part}*labels-idx1-ubyte*", 8).astype(numpy.int64))


class Classifier(nn.Module):
    """Two 5×5 convolutions with means of four behind each, a 3×3 one, and a dense layer of 128 features."""

    def __init__(self):
        super().__init__()
        self.convolutions = nn.Sequential(
            nn.Conv2d(1, 24, 5, padding=2), nn.BatchNorm2d(24), nn.ReLU(), nn.AvgPool2d(2),
            nn.Conv2d(24, 48, 5, padding=2), nn.BatchNorm2d(48), nn.ReLU(), nn.AvgPool2d(2),
            nn.Conv2d(48, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.Flatten())
        self.dense = nn.Linear(64 * 7 * 7, 128)
        self.last = nn.Linear(128, 10)

    def features(self, x):
        return torch.relu(self.dense(self.convolutions(x)))

    def forward(self, x):
        return self.last(nn.functional.dropout(self.features(x), 0.5, self.training))


def moved(x):
    """Images turned, stretched and shifted a little at random."""
    angle = (torch.rand(len(x)) - 0.5) * 0.35
    scale = 1 + (torch.rand(2, len(x)) - 0.5) * 0.25
    rows = torch.stack([angle.cos() * scale[0], -angle.sin() * scale[1], (torch.rand(len(x)) - 0.5) * 0.25], 1)
    others = torch.stack([angle.sin() * scale[0], angle.cos() * scale[1], (torch.rand(len(x)) - 0.5) * 0.25], 1)
    grid = nn.functional.affine_grid(torch.stack([rows, others], 1), list(x.shape), align_corners=False)
    return nn.functional.grid_sample(x, grid, align_corners=False)


def trained(options, train, test):
    torch.manual_seed(1)
    network = Classifier()
    if options.classifier.exists():
        network.load_state_dict(torch.load(options.classifier))
        return network.eval()
    x, y = train
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=0.01)
    steps = (len(x) + 99) // 100
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.004, total_steps=steps * options.epochs)
    for _ in range(options.epochs):
        for rows in torch.randperm(len(x)).split(100):
            loss = nn.functional.cross_entropy(network(moved(x[rows])), y[rows], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    options.classifier.parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), options.classifier)
    return network.eval()


def samples(options, checkpoint):
    """10,000 images of a checkpoint, as artpipe draws them."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "samples.safetensors"
        more = ["--threads", str(options.threads)] if options.threads else []
        more += ["--truncation", str(options.truncation)] if options.truncation else []
        subprocess.run(
            [options.artpipe, "sample", "--model", checkpoint, "--count", "10000", "--output", file, *more],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        data = file.read_bytes()
    length = int.from_bytes(data[:8], "little")
    first, last = json.loads(data[8:8 + length])["images"]["data_offsets"]
    return images(numpy.frombuffer(data[8 + length:][first:last], numpy.uint8))


@torch.no_grad()
def seen(network, x):
    features = torch.cat([network.features(part) for part in x.split(500)])
    return features.double().numpy(), network.last(features).argmax(1).numpy()


def distance(a, b):
    """The Fréchet distance of Gaussians with the means and covariances of two sets of rows (Heusel et al. 2017)."""
    covariances = [numpy.cov(rows, rowvar=False) for rows in (a, b)]
    values, vectors = numpy.linalg.eigh(covariances[0])
    root = (vectors * numpy.sqrt(numpy.clip(values, 0, None))) @ vectors.T
    product = numpy.linalg.eigvalsh(root @ covariances[1] @ root)
    shift = a.mean(0) - b.mean(0)
    return shift @ shift + sum(numpy.trace(c) for c in covariances) - 2 * numpy.sqrt(numpy.clip(product, 0, None)).sum()


def main():
    options = arguments()
    if options.threads:
        torch.set_num_threads(options.threads)
    train, test = dataset(options.data, "train"), dataset(options.data, "t10k")
    network = trained(options, train, test)
    real, classes = seen(network, test[0])
    accuracy = (classes == test[1].numpy()).mean()
    print(f"the classifier is right for {100 * accuracy:.2f} % of the test images")
    for name in ["training images", *options.checkpoints]:
        x = samples(options, name) if isinstance(name, pathlib.Path) else train[0]
        features, classes = seen(network, x)
        shares = numpy.bincount(classes, minlength=10) / len(x) * 100
        print(f"{distance(features, real):8.2f}  {shares.min():5.1f} {shares.max():5.1f}  {name}", flush=True)


if __name__ == "__main__":
    main()
