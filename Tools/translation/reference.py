#!/usr/bin/env python3
"""Trains pix2pix in PyTorch with its authors' recipe, for a comparison with artpipe on the same cores and pairs.

    reference.py --train FOLDER --validation FOLDER --output FOLDER [--minutes 90] [--size 128] [--direction BtoA]
                 [--memory-format channels_last] [--threads 2]

The folders hold files with both halves side by side. The recipe is that of the authors' program: a U-Net with batch
normalisation and dropout, a discriminator of 70×70 patches that sees input and image, cross-entropy and 100 times L1,
Adam of 0.0002 with beta1 0.5, batches of one, images enlarged by 286/256 and cropped at random, mirrored by turns. The
rate is held for half of the time and then goes down to 0 along a line, as there over 100 and 100 epochs.

Every --every minutes of training it measures the validation images, appends a line to OUTPUT/log.jsonl, writes them to
OUTPUT/images as PNG, and saves its whole state, which it does as well when it is stopped (Ctrl-C or SIGTERM). Started
again with the same arguments it goes on. Only training counts as time.
"""
import argparse
import json
import os
import pathlib
import signal
import time

import numpy as np
import torch
from PIL import Image
from torch import nn

import networks
from paired import decibels, mean_square, pairs, structural_similarity


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", required=True, type=pathlib.Path)
    parser.add_argument("--validation", required=True, type=pathlib.Path)
    parser.add_argument("--output", required=True, type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=90, help="of training, all runs together")
    parser.add_argument("--steps", type=int, help="in the place of --minutes, for tests")
    parser.add_argument("--size", type=int, default=128, help="a power of two, at least 32")
    parser.add_argument("--direction", choices=["AtoB", "BtoA"], default="BtoA", help="AtoB: the left is the input")
    parser.add_argument("--width", type=int, default=64, help="channels behind the first convolution")
    parser.add_argument("--every", type=float, default=10, help="minutes of training between validations")
    parser.add_argument("--memory-format", choices=["contiguous_format", "channels_last"], default="channels_last")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.size < 32 or options.size & (options.size - 1):
        parser.error(f"--size must be a power of two and at least 32, and is {options.size}")
    return options


class Data:
    """Training pairs at 286/256 of the size, as bytes."""

    def __init__(self, folder, direction, size):
        self.size = size
        large = round(size * 286 / 256)
        found = pairs(folder, direction)
        self.pairs = [
            [np.asarray(image.resize((large, large), Image.Resampling.BICUBIC)) for image in halves]
            for _, *halves in found]

    def sample(self, index, random):
        """A crop of a pair, the same place of both."""
        room = self.pairs[index][0].shape[0] - self.size
        top, left, mirrored = random.integers(room + 1), random.integers(room + 1), random.integers(2)
        crops = [image[top:top + self.size, left:left + self.size] for image in self.pairs[index]]
        return [tensor(crop[:, ::-1] if mirrored else crop) for crop in crops]


def tensor(image):
    """`[1, 3, height, width]` from −1 to 1."""
    return torch.from_numpy(np.array(image, dtype=np.float32)).permute(2, 0, 1)[None] / 127.5 - 1


def image(tensor):
    """The bytes of one image."""
    return ((tensor[0].permute(1, 2, 0) + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).numpy()


class Training:
    def __init__(self, options):
        self.options = options
        self.layout = getattr(torch, options.memory_format)
        torch.manual_seed(options.seed)
        depth = options.size.bit_length() - 1
        # The authors' program has dropout in the blocks of 8 times the first channels, but not in the innermost.
        self.generator = networks.u_net(3, 3, depth, options.width, "batch", noisy=range(4, depth - 1))
        self.discriminator = networks.patch_discriminator(6, 3 if options.size >= 128 else 2, options.width, "batch")
        for network in (self.generator, self.discriminator):
            networks.initialize(network).to(memory_format=self.layout)
        self.optimizers = [
            torch.optim.Adam(network.parameters(), 2e-4, (0.5, 0.999))
            for network in (self.generator, self.discriminator)]
        self.order = np.random.default_rng(options.seed)
        self.step, self.seconds, self.epoch, self.validated = 0, 0.0, [], 0

    @property
    def progress(self):
        if self.options.steps:
            return self.step / self.options.steps
        return self.seconds / (60 * self.options.minutes)

    def train(self, data):
        """One step on one pair: the discriminator first, then the generator against the new one."""
        if not self.epoch:
            self.epoch = self.order.permutation(len(data.pairs)).tolist()
        x, y = (part.to(memory_format=self.layout) for part in data.sample(self.epoch.pop(), self.order))
        for optimizer in self.optimizers:
            optimizer.param_groups[0]["lr"] = 2e-4 * min(1, 2 * (1 - self.progress))
        of_generator, of_discriminator = self.optimizers
        cross_entropy = nn.functional.binary_cross_entropy_with_logits
        fake = self.generator(x)

        of_discriminator.zero_grad()
        fakes, reals = self.judge(x, fake.detach()), self.judge(x, y)
        loss = (cross_entropy(fakes, torch.zeros_like(fakes)) + cross_entropy(reals, torch.ones_like(reals))) / 2
        loss.backward()
        of_discriminator.step()

        of_generator.zero_grad()
        for weight in self.discriminator.parameters():
            weight.requires_grad_(False)
        fakes = self.judge(x, fake)
        apart = (fake - y).abs().mean()
        (cross_entropy(fakes, torch.ones_like(fakes)) + 100 * apart).backward()
        of_generator.step()
        for weight in self.discriminator.parameters():
            weight.requires_grad_(True)
        self.step += 1

    def judge(self, x, images):
        return self.discriminator(torch.cat([x, images], 1))

    def validate(self, validation):
        """Translates the validation images, with dropout, and measures them."""
        folder = self.options.output / "images"
        folder.mkdir(exist_ok=True)
        similar, ratio, apart = [], [], []
        with torch.random.fork_rng(), torch.inference_mode():
            torch.manual_seed(self.options.seed)
            for name, x, y in validation:
                found = image(self.generator(tensor(x).to(memory_format=self.layout)))
                Image.fromarray(found).save(folder / f"{name}.png")
                target = np.asarray(y)
                similar.append(structural_similarity(found, target))
                ratio.append(decibels(mean_square(found, target)))
                apart.append(np.abs(found.astype(float) - target).mean() / 255)
        line = {"minutes": round(self.seconds / 60, 3), "step": self.step, "ssim": np.mean(similar).item(),
                "psnr": np.mean(ratio).item(), "l1": np.mean(apart).item()}
        with open(self.options.output / "log.jsonl", "a") as log:
            log.write(json.dumps(line) + "\n")
        print(json.dumps(line), flush=True)

    def save(self, path):
        state = {
            "recipe": recipe(self.options), "generator": self.generator.state_dict(),
            "discriminator": self.discriminator.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers], "step": self.step,
            "seconds": self.seconds, "epoch": self.epoch, "validated": self.validated,
            "order": json.dumps(self.order.bit_generator.state), "torch": torch.get_rng_state()}
        new = path.with_suffix(".new")
        torch.save(state, new)
        os.replace(new, path)

    def load(self, path):
        state = torch.load(path, weights_only=True)
        if state["recipe"] != recipe(self.options):
            raise SystemExit(
                f"{path} is of a training with other arguments: {state['recipe']}; choose another --output")
        self.generator.load_state_dict(state["generator"])
        self.discriminator.load_state_dict(state["discriminator"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.seconds, self.epoch = state["step"], state["seconds"], state["epoch"]
        self.validated = state["validated"]
        self.order.bit_generator.state = json.loads(state["order"])
        torch.set_rng_state(state["torch"])


def recipe(options):
    return {key: str(getattr(options, key)) for key in ("train", "size", "direction", "width", "seed")}


def main():
    options = arguments()
    if options.threads:
        torch.set_num_threads(options.threads)
    options.output.mkdir(parents=True, exist_ok=True)
    state = options.output / "state.pt"
    data = Data(options.train, options.direction, options.size)
    side = (options.size, options.size)
    validation = [
        (name, *(part if part.size == side else part.resize(side, Image.Resampling.BICUBIC) for part in halves))
        for name, *halves in pairs(options.validation, options.direction)]
    training = Training(options)
    if state.exists():
        training.load(state)
        print(f"goes on at step {training.step}, after {training.seconds / 60:.1f} minutes", flush=True)
    if training.progress >= 1:
        print(f"the training in {options.output} is finished; more --minutes make it longer")
        return
    stop = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.append(True))
    while training.progress < 1 and not stop:
        start = time.perf_counter()
        training.train(data)
        training.seconds += time.perf_counter() - start
        if training.seconds >= 60 * options.every * (training.validated + 1):
            training.validated = int(training.seconds / (60 * options.every))
            training.validate(validation)
            training.save(state)
    if not stop:
        training.validate(validation)
    training.save(state)


if __name__ == "__main__":
    main()
