"""The networks of pix2pix, CycleGAN and CUT in PyTorch.

Sources: Isola et al. 2017, "Image-to-image translation with conditional adversarial networks"; Zhu et al. 2017,
"Unpaired image-to-image translation using cycle-consistent adversarial networks"; Park et al. 2020, "Contrastive
learning for unpaired image-to-image translation".
"""
import torch
from torch import nn


def normalization(kind, channels):
    if kind == "batch":
        # Where images are made, too, the authors' program takes the statistics of the batch at hand.
        return nn.BatchNorm2d(channels, track_running_stats=False)
    return nn.InstanceNorm2d(channels, affine=True)


class Skip(nn.Module):
    """Layers with their own input joined in front of their output."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return torch.cat([x, self.layers(x)], 1)


def u_net(inputs, outputs, depth, width=64, norm="instance", noisy=range(0)):
    """The image halved `depth` times and doubled again.

    - noisy: the halvings, counted from 0, whose doublings have dropout. It is the network's noise: it stays on where
      images are made, so the network is always used in training mode.
    """
    def channels(level):
        return width * min(2 ** level, 8)

    def skip(level):
        innermost = level == depth - 1
        here, above = channels(level), channels(level - 1)
        down = [nn.LeakyReLU(0.2), nn.Conv2d(above, here, 4, 2, 1, bias=innermost)]
        inner = [] if innermost else [normalization(norm, here), skip(level + 1)]
        up = [nn.ReLU(), nn.ConvTranspose2d(here * (1 if innermost else 2), above, 4, 2, 1, bias=False),
              normalization(norm, above)]
        return Skip(*down, *inner, *up, *([nn.Dropout(0.5)] if level in noisy else []))

    return nn.Sequential(
        nn.Conv2d(inputs, width, 4, 2, 1), skip(1), nn.ReLU(), nn.ConvTranspose2d(2 * width, outputs, 4, 2, 1),
        nn.Tanh())


class Residual(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.layers(x)


def res_net(inputs, outputs, blocks, width=64, norm="instance"):
    """Residual blocks at a quarter of the image's size, edges as in a mirror."""
    def normal(*layers, channels):
        return [*layers, normalization(norm, channels), nn.ReLU()]

    def mirrored(a, b, kernel, bias=False):
        return nn.Conv2d(a, b, kernel, padding=kernel // 2, padding_mode="reflect", bias=bias)

    def block(channels):
        return Residual(*normal(mirrored(channels, channels, 3), channels=channels), mirrored(channels, channels, 3),
                        normalization(norm, channels))

    down = normal(mirrored(inputs, width, 7), channels=width)
    up = []
    for factor in (1, 2):
        wide, narrow = 2 * factor * width, factor * width
        down += normal(nn.Conv2d(narrow, wide, 3, 2, 1, bias=False), channels=wide)
        up = normal(nn.ConvTranspose2d(wide, narrow, 3, 2, 1, 1, bias=False), channels=narrow) + up
    return nn.Sequential(
        *down, *(block(4 * width) for _ in range(blocks)), *up, mirrored(width, outputs, 7, bias=True), nn.Tanh())


def patch_discriminator(inputs, halvings, width=64, norm="instance", padding=1):
    """A logit for each patch: of 70×70 pixels with three halvings, of 34×34 with two.

    - padding: of the last two convolutions. With 1 each loses a row and a column; with "same" none is lost.
    """
    layers = [nn.Conv2d(inputs, width, 4, 2, 1), nn.LeakyReLU(0.2)]
    before = width
    for level in range(1, halvings + 1):
        here = width * min(2 ** level, 8)
        stride = {"stride": 2, "padding": 1} if level < halvings else {"padding": padding}
        layers += [nn.Conv2d(before, here, 4, bias=False, **stride), normalization(norm, here), nn.LeakyReLU(0.2)]
        before = here
    return nn.Sequential(*layers, nn.Conv2d(before, 1, 4, padding=padding))


def initialize(network):
    """As in the papers: kernels of deviation 0.02, biases of 0, factors of normalisation around 1."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            nn.init.normal_(module.weight, 0, 0.02)
        elif isinstance(module, (nn.BatchNorm2d, nn.InstanceNorm2d)):
            nn.init.normal_(module.weight, 1, 0.02)
        else:
            continue
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    return network
