#!/usr/bin/env python3
"""PyTorch's side of the comparison: answers lines "WORK ROUNDS" with a JSON list of seconds.

The same networks, batch sizes and losses as artpipe: one batch of fakes serves both losses, both gradients at the same
weights, Adam. PEER_LAYOUT=channels_last chooses the other memory layout.
"""
import json
import os
import sys
import time

import torch
from torch import nn

import translations

LAYOUT = torch.channels_last if os.environ.get("PEER_LAYOUT") == "channels_last" else torch.contiguous_format


class SameTransposed(nn.Module):
    """A transposed convolution with TensorFlow's `same` padding: the output is the input times the stride."""

    def __init__(self, inputs, outputs, kernel, stride):
        super().__init__()
        total = max(kernel - stride, 0)
        padding = (total + 1) // 2
        self.layer = nn.ConvTranspose2d(
            inputs, outputs, kernel, stride, padding, output_padding=2 * padding - total, bias=False)

    def forward(self, x):
        return self.layer(x)


def dcgan(channels):
    generator = nn.Sequential(
        nn.Linear(100, 12544, bias=False), nn.BatchNorm1d(12544), nn.LeakyReLU(0.3), nn.Unflatten(1, (256, 7, 7)),
        SameTransposed(256, 128, 5, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.3),
        SameTransposed(128, 64, 5, 2), nn.BatchNorm2d(64), nn.LeakyReLU(0.3),
        SameTransposed(64, channels, 5, 2), nn.Tanh())
    discriminator = nn.Sequential(
        nn.Conv2d(channels, 64, 5, 2, 2), nn.LeakyReLU(0.3), nn.Dropout(0.3),
        nn.Conv2d(64, 128, 5, 2, 2), nn.LeakyReLU(0.3), nn.Dropout(0.3), nn.Flatten(), nn.Linear(6272, 1))
    return generator, discriminator, (channels, 28, 28), 100, 1e-4, 0.9


def mlp():
    generator = nn.Sequential(
        nn.Linear(100, 128), nn.LeakyReLU(0.2), nn.Linear(128, 128), nn.LeakyReLU(0.2), nn.Linear(128, 784),
        nn.Unflatten(1, (1, 28, 28)))
    discriminator = nn.Sequential(
        nn.Flatten(), nn.Linear(784, 128), nn.LeakyReLU(0.2), nn.Linear(128, 128), nn.LeakyReLU(0.2),
        nn.Linear(128, 1))
    return generator, discriminator, (1, 28, 28), 100, 2e-4, 0.9


def dcgan64():
    def up(inputs, outputs):
        return [nn.ConvTranspose2d(inputs, outputs, 4, 2, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]

    def down(inputs, outputs):
        return [nn.Conv2d(inputs, outputs, 4, 2, 1, bias=False), nn.BatchNorm2d(outputs), nn.LeakyReLU(0.2)]

    generator = nn.Sequential(
        nn.Unflatten(1, (100, 1, 1)), nn.ConvTranspose2d(100, 512, 4, 1, 0, bias=False), nn.BatchNorm2d(512), nn.ReLU(),
        *up(512, 256), *up(256, 128), *up(128, 64), nn.ConvTranspose2d(64, 3, 4, 2, 1, bias=False), nn.Tanh())
    discriminator = nn.Sequential(
        nn.Conv2d(3, 64, 4, 2, 1, bias=False), nn.LeakyReLU(0.2), *down(64, 128), *down(128, 256), *down(256, 512),
        nn.Conv2d(512, 1, 4, 1, 0, bias=False), nn.Flatten())
    return generator, discriminator, (3, 64, 64), 100, 2e-4, 0.5


class Residual(nn.Module):
    def __init__(self, main, shortcut):
        super().__init__()
        self.main, self.shortcut = main, shortcut

    def forward(self, x):
        return self.main(x) + self.shortcut(x)


def residual32():
    def conv(inputs=128, outputs=128, kernel=3):
        return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)

    def up():
        return Residual(
            nn.Sequential(
                nn.BatchNorm2d(128), nn.ReLU(), nn.Upsample(scale_factor=2), conv(), nn.BatchNorm2d(128), nn.ReLU(),
                conv()),
            nn.Sequential(nn.Upsample(scale_factor=2), conv(kernel=1)))

    def down(inputs, first):
        return Residual(
            nn.Sequential(*([] if first else [nn.ReLU()]), conv(inputs), nn.ReLU(), conv(), nn.AvgPool2d(2)),
            nn.Sequential(conv(inputs, kernel=1), nn.AvgPool2d(2)))

    def plain():
        return Residual(nn.Sequential(nn.ReLU(), conv(), nn.ReLU(), conv()), nn.Identity())

    generator = nn.Sequential(
        nn.Linear(128, 2048), nn.Unflatten(1, (128, 4, 4)), up(), up(), up(), nn.BatchNorm2d(128), nn.ReLU(),
        conv(128, 3), nn.Tanh())
    discriminator = nn.Sequential(
        down(3, True), down(128, False), plain(), plain(), nn.ReLU(), nn.AvgPool2d(8), nn.Flatten(), nn.Linear(128, 1))
    return generator, discriminator, (3, 32, 32), 128, 2e-4, 0.5


MODELS = {
    "dcgan-mnist": lambda: dcgan(1), "rgb-art": lambda: dcgan(3), "mlp-gan": mlp, "dcgan-64": dcgan64,
    "residual-32": residual32,
}


def training(name, batch):
    if name in translations.MODELS:
        return translations.training(name, batch, LAYOUT)
    generator, discriminator, shape, latent, rate, beta1 = MODELS[name]()
    generator, discriminator = generator.to(memory_format=LAYOUT), discriminator.to(memory_format=LAYOUT)
    real = torch.rand(batch, *shape).to(memory_format=LAYOUT)
    weights_g, weights_d = list(generator.parameters()), list(discriminator.parameters())
    optimiser_g = torch.optim.Adam(weights_g, rate, (beta1, 0.999))
    optimiser_d = torch.optim.Adam(weights_d, rate, (beta1, 0.999))
    loss = nn.BCEWithLogitsLoss()
    ones, zeros = torch.ones(batch, 1), torch.zeros(batch, 1)

    def step():
        fake = generator(torch.randn(batch, latent))
        logits_real, logits_fake = discriminator(real), discriminator(fake)
        loss_d = loss(logits_real, ones) + loss(logits_fake, zeros)
        loss_g = loss(logits_fake, ones)
        gradients_g = torch.autograd.grad(loss_g, weights_g, retain_graph=True)
        gradients_d = torch.autograd.grad(loss_d, weights_d)
        for weight, gradient in zip(weights_g + weights_d, gradients_g + gradients_d):
            weight.grad = gradient
        optimiser_g.step()
        optimiser_d.step()
        return loss_d.item(), loss_g.item()

    return step


def sampling(name, batch):
    generator, _, _, latent, _, _ = MODELS[name]()
    generator = generator.to(memory_format=LAYOUT).eval()
    points = torch.randn(batch, latent)

    def sample():
        with torch.inference_mode():
            return generator(points).sum().item()

    return sample


def prepare(kind, name, batch):
    work = training(name, batch) if kind == "train" else sampling(name, batch)
    for _ in range(2):
        work()
    return work


def main():
    prepared = {}
    for line in sys.stdin:
        *words, rounds = line.split()
        key = " ".join(words)
        if key not in prepared:
            prepared[key] = prepare(words[0], words[1], int(words[2]))
        seconds = []
        for _ in range(int(rounds)):
            start = time.perf_counter()
            prepared[key]()
            seconds.append(time.perf_counter() - start)
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main()
