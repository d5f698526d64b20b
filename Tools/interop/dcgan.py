#!/usr/bin/env python3
"""The DCGAN of pytorch/examples with random weights, as its users save it, and what it makes of some latents: dcgan.py FOLDER

Writes the networks' state_dicts in all forms that there are, whole networks (which are code, and refused), and
expected.safetensors with 'latents', 'images' `[batch, height, width, channels]` and 'logits' of these images.
`Tests/ArtTorchTests` has a small one in its fixtures: --size 8 --features 2 --latent 4 --channels 1 --batch 2.

Source: https://github.com/pytorch/examples, dcgan/main.py (BSD 3-Clause), for other sizes than 64 too.
"""
import argparse
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn


class Generator(nn.Module):
    def __init__(self, size, latent, features, channels):
        super().__init__()
        layers, width = [], features * size // 8
        layers += [nn.ConvTranspose2d(latent, width, 4, 1, 0, bias=False), nn.BatchNorm2d(width), nn.ReLU(True)]
        while width > features:
            layers += [nn.ConvTranspose2d(width, width // 2, 4, 2, 1, bias=False), nn.BatchNorm2d(width // 2), nn.ReLU(True)]
            width //= 2
        self.main = nn.Sequential(*layers, nn.ConvTranspose2d(features, channels, 4, 2, 1, bias=False), nn.Tanh())

    def forward(self, latents):
        return self.main(latents)


class Discriminator(nn.Module):
    def __init__(self, size, features, channels):
        super().__init__()
        width, layers = features, [nn.Conv2d(channels, features, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
        while width < features * size // 8:
            layers += [nn.Conv2d(width, width * 2, 4, 2, 1, bias=False), nn.BatchNorm2d(width * 2)]
            layers += [nn.LeakyReLU(0.2, inplace=True)]
            width *= 2
        self.main = nn.Sequential(*layers, nn.Conv2d(width, 1, 4, 1, 0, bias=False), nn.Sigmoid())

    def forward(self, images):
        return self.main(images).flatten()


class DenseGenerator(nn.Module):
    """One that makes an image of a vector, for which a model is named when it is imported: `dense.artmodel.json`."""

    def __init__(self, latent):
        super().__init__()
        self.project = nn.Linear(latent, 6 * 2 * 3)
        self.norm = nn.BatchNorm1d(6 * 2 * 3)
        self.enlarge = nn.ConvTranspose2d(6, 3, 4, 2, 1)

    def forward(self, latents):
        x = torch.relu(self.norm(self.project(latents)))
        return torch.tanh(self.enlarge(x.reshape(-1, 6, 2, 3)))


class DenseDiscriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 4, 2, 1)
        self.last = nn.Linear(5 * 2 * 3, 1)

    def forward(self, images):
        return self.last(nn.functional.leaky_relu(self.conv(images), 0.2).flatten(1))


def drawn(network):
    """Random weights, as the example draws them but wider, so that images have something in them; statistics too."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            inputs = module.weight[0].numel() if isinstance(module, nn.Conv2d) else module.weight[:, 0].numel() / 4
            nn.init.normal_(module.weight, 0.0, inputs ** -0.5)
        elif isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.normal_(module.weight, 1.0, 0.2)
            nn.init.normal_(module.bias, 0.0, 0.2)
            nn.init.normal_(module.running_mean, 0.0, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
    return network.eval()


def contiguous(state):
    return {name: tensor.contiguous() for name, tensor in state.items()}


def write(folder, size, latent, features, channels, batch):
    torch.manual_seed(1)
    networks = {"netG": drawn(Generator(size, latent, features, channels)),
                "netD": drawn(Discriminator(size, features, channels))}
    for name, network in networks.items():
        state = network.state_dict()
        torch.save(state, folder / f"{name}.pt")
        save_file(contiguous(state), folder / f"{name}.safetensors")
    generator, state = networks["netG"], networks["netG"].state_dict()
    torch.save({"epoch": 3, **{name: network.state_dict() for name, network in networks.items()}}, folder / "both.pt")
    for name, type_ in (("double", torch.float64), ("half", torch.float16), ("bfloat16", torch.bfloat16)):
        torch.save({key: value.to(type_) if value.is_floating_point() else value for key, value in state.items()},
                   folder / f"{name}.pt")
    # Views whose numbers do not lie one after the other, of a larger storage.
    torch.save({key: torch.stack([value, value], -1)[..., 1] for key, value in state.items()}, folder / "strided.pt")
    torch.save(state, folder / "old.pt", _use_new_zipfile_serialization=False)
    torch.save(generator, folder / "whole.pt")
    dense = {"denseG": drawn(DenseGenerator(latent)), "denseD": drawn(DenseDiscriminator())}
    for name, network in dense.items():
        torch.save(network.state_dict(), folder / f"{name}.pt")
    latents = torch.from_numpy(np.random.default_rng(2).standard_normal((batch, latent), dtype=np.float32))
    with torch.no_grad():
        images = generator(latents.reshape(batch, latent, 1, 1))
        logits = networks["netD"].main[:-1](images).reshape(batch, 1)
        dense_images = dense["denseG"](latents)
        dense_logits = dense["denseD"](dense_images)
    save_file({"latents": latents, "images": images.permute(0, 2, 3, 1).contiguous(), "logits": logits,
               "dense.images": dense_images.permute(0, 2, 3, 1).contiguous(), "dense.logits": dense_logits},
              folder / "expected.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    for name, usual in (("size", 64), ("latent", 100), ("features", 64), ("channels", 3), ("batch", 4)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = vars(parser.parse_args())
    options["folder"].mkdir(parents=True, exist_ok=True)
    write(**options)


if __name__ == "__main__":
    main()
