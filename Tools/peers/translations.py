"""PyTorch's training steps of models that translate images: artpipe's networks, losses and order of work.

One batch of fakes serves both losses, and both gradients are taken at the same weights, as in artpipe.
"""
import pathlib
import sys
import warnings

import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "translation"))
from networks import initialize, patch_discriminator, res_net, u_net  # noqa: E402

warnings.filterwarnings("ignore", message="Using padding='same' with even kernel lengths")
RATE, BETAS = 2e-4, (0.5, 0.999)


class Step:
    """What all of them have in common: images, networks that learn together, their optimisers."""

    def __init__(self, size, batch, layout, generators, discriminators):
        for network in (*generators, *discriminators):
            initialize(network).to(memory_format=layout)
        self.images = [(2 * torch.rand(batch, 3, size, size) - 1).to(memory_format=layout) for _ in range(2)]
        self.weights = [[weight for network in networks for weight in network.parameters()]
                        for networks in (generators, discriminators)]
        self.optimizers = [torch.optim.Adam(weights, RATE, BETAS) for weights in self.weights]

    def __call__(self):
        values = []
        for weights, (loss, is_needed_again) in zip(self.weights, self.losses(*self.images)):
            for weight, gradient in zip(weights, torch.autograd.grad(loss, weights, retain_graph=is_needed_again)):
                weight.grad = gradient
            values.append(loss.item())
        for optimizer in self.optimizers:
            optimizer.step()
        return values

    def losses(self, x, y):
        """The generators' loss, then the discriminators', each with whether its graph is needed again."""
        raise NotImplementedError


def least_squares(real, fake):
    """The discriminator's loss."""
    return ((real - 1).square().mean() + fake.square().mean()) / 2


def fooled(fake):
    """The generator's."""
    return (fake - 1).square().mean() / 2


def halvings(size):
    """As artpipe chooses them: patches smaller than the image."""
    return 3 if size >= 70 else 2


class Pix2Pix(Step):
    def __init__(self, size, batch, layout):
        depth = size.bit_length() - 1
        self.generator = u_net(3, 3, depth, noisy=range(depth - 3, depth))
        self.discriminator = patch_discriminator(6, halvings(size), padding="same")
        super().__init__(size, batch, layout, [self.generator], [self.discriminator])

    def losses(self, x, y):
        cross_entropy = functional.binary_cross_entropy_with_logits
        fake = self.generator(x)
        reals, fakes = (self.discriminator(torch.cat([x, images], 1)) for images in (y, fake))
        ones, zeros = torch.ones_like(fakes), torch.zeros_like(fakes)
        of_generator = cross_entropy(fakes, ones) + 100 * (fake - y).abs().mean()
        yield of_generator, True
        yield cross_entropy(reals, ones) + cross_entropy(fakes, zeros), False


class History:
    """Earlier fakes, half of the time shown in the place of new ones (Shrivastava et al. 2017)."""

    def __init__(self, count=50):
        self.count, self.images = count, []

    def __call__(self, fakes):
        shown = []
        for fake in fakes:
            if len(self.images) < self.count:
                self.images.append(fake)
            elif torch.rand(()) < 0.5:
                place = torch.randint(self.count, ()).item()
                self.images[place], fake = fake, self.images[place]
            shown.append(fake)
        return torch.stack(shown)


class CycleGAN(Step):
    def __init__(self, size, batch, layout):
        self.there, self.back = res_net(3, 3, 6), res_net(3, 3, 6)
        self.judges = [patch_discriminator(3, halvings(size), padding="same") for _ in range(2)]
        self.histories = [History(), History()]
        super().__init__(size, batch, layout, [self.there, self.back], self.judges)

    def losses(self, x, y):
        fakes = self.there(x), self.back(y)
        cycle = (self.back(fakes[0]) - x).abs().mean() + (self.there(fakes[1]) - y).abs().mean()
        identity = (self.there(y) - y).abs().mean() + (self.back(x) - x).abs().mean()
        adversarial = sum(fooled(judge(fake)) for judge, fake in zip(self.judges, fakes))
        yield adversarial + 5 * cycle + 2.5 * identity, False
        yield sum(least_squares(judge(real), judge(history(fake.detach())))
                  for judge, history, real, fake in zip(self.judges, self.histories, (y, x), fakes)), False


class FastCUT(Step):
    layers, patches, temperature = [0, 4, 7, 10, 14], 256, 0.07

    def __init__(self, size, batch, layout):
        self.generator = res_net(3, 3, 6)
        self.discriminator = patch_discriminator(3, halvings(size), padding="same")
        self.projections = nn.ModuleList(
            nn.Sequential(nn.Linear(channels, 256), nn.ReLU(), nn.Linear(256, 256))
            for channels in (3, 128, 256, 256, 256))
        super().__init__(size, batch, layout, [self.generator, self.projections], [self.discriminator])

    def losses(self, x, y):
        mirrored = torch.rand(()) < 0.5
        fake = self.generator(x.flip(3) if mirrored else x)
        places = []
        with torch.no_grad():
            keys = self.vectors(x, places)
        queries = self.vectors(fake.flip(3) if mirrored else fake, places)
        contrast = 0
        for query, key in zip(queries, keys):
            truth = torch.arange(query.shape[1]).repeat(len(query))
            similarities = query @ key.transpose(1, 2) / self.temperature
            contrast = contrast + functional.cross_entropy(similarities.flatten(0, 1), truth) / len(self.layers)
        reals, fakes = self.discriminator(y), self.discriminator(fake)
        yield fooled(fakes) + 5 * contrast, True
        yield least_squares(reals, fakes), False

    def vectors(self, images, places):
        """For each compared layer, unit vectors `[images, places, 256]`; the places are drawn where none are given."""
        found, x = [], images
        for number, layer in enumerate(self.generator[:self.layers[-1] + 1]):
            if number in self.layers:
                rows = x.flatten(2).transpose(1, 2)
                if len(places) <= len(found):
                    places.append(torch.randperm(rows.shape[1])[:self.patches])
                projected = self.projections[len(found)](rows[:, places[len(found)]])
                found.append(functional.normalize(projected, dim=2))
            if number < self.layers[-1]:
                x = layer(x)
        return found


MODELS = {
    "pix2pix-64": (Pix2Pix, 64), "pix2pix-128": (Pix2Pix, 128), "cyclegan-64": (CycleGAN, 64),
    "fastcut-64": (FastCUT, 64)}


def training(name, batch, layout):
    make, size = MODELS[name]
    return make(size, batch, layout)
