#!/usr/bin/env python3
"""GANs in the code of well-known articles, trained for 20 steps and saved by Keras: keras_models.py FOLDER [--small]

`dcgan`: TensorFlow's DCGAN tutorial (https://www.tensorflow.org/tutorials/generative/dcgan), its networks, losses and step.
`mlp`: the dense GAN of many articles (https://github.com/eriklindernoren/Keras-GAN/blob/master/gan/gan.py), whose generator is a
functional model around a Sequential one, and whose discriminator ends in a sigmoid. Each is written as .keras, as HDF5 of the
older form, and as weights beside to_json(); NAME.safetensors holds latents, and the images that Keras makes of them.
The files of `Tests/ArtKerasTests/Fixtures` and `Tests/ArtHDF5Tests/Fixtures` are made so too.
"""
import argparse
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "torch")

import h5py
import keras
import numpy as np
import torch
from keras import layers
from safetensors.numpy import save_file


def dcgan(small):
    """The networks, as the tutorial makes them; smaller ones make images of 8 × 8."""
    size, channels = (2, 16) if small else (7, 256)
    generator = keras.Sequential([
        layers.Input((8 if small else 100,)),
        layers.Dense(size * size * channels, use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.Reshape((size, size, channels)),
        layers.Conv2DTranspose(channels // 2, (5, 5), strides=(1, 1), padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.Conv2DTranspose(channels // 4, (5, 5), strides=(2, 2), padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.Conv2DTranspose(1, (5, 5), strides=(2, 2), padding="same", use_bias=False, activation="tanh"),
    ])
    discriminator = keras.Sequential([
        layers.Input((4 * size, 4 * size, 1)),
        layers.Conv2D(channels // 4, (5, 5), strides=(2, 2), padding="same"),
        layers.LeakyReLU(),
        layers.Dropout(0.3),
        layers.Conv2D(channels // 2, (5, 5), strides=(2, 2), padding="same"),
        layers.LeakyReLU(),
        layers.Dropout(0.3),
        layers.Flatten(),
        layers.Dense(1),
    ])
    return generator, discriminator, True


def mlp(small):
    shape = (6, 6, 1) if small else (28, 28, 1)
    width = 16 if small else 256
    latent = 8 if small else 100
    model = keras.Sequential()
    model.add(layers.Dense(width, input_dim=latent))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    model.add(layers.Dense(2 * width))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    model.add(layers.Dense(int(np.prod(shape)), activation="tanh"))
    model.add(layers.Reshape(shape))
    noise = layers.Input(shape=(latent,))
    generator = keras.Model(noise, model(noise))
    model = keras.Sequential()
    model.add(layers.Flatten(input_shape=shape))
    model.add(layers.Dense(2 * width))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.Dense(width))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.Dense(1, activation="sigmoid"))
    image = layers.Input(shape=shape)
    return generator, keras.Model(image, model(image)), False


def images(shape, count, random):
    """Blurred spots, from -1 to 1."""
    rows, columns = np.mgrid[:shape[0], :shape[1]]
    centres = random.uniform(0, shape[0], (count, 2))
    distance = (rows[None] - centres[:, :1, None]) ** 2 + (columns[None] - centres[:, 1:, None]) ** 2
    return (2 * np.exp(-distance / shape[0]) - 1)[..., None].astype(np.float32)


def train(generator, discriminator, from_logits, steps, random):
    """The tutorial's step: both losses from one batch, both networks by Adam."""
    entropy = keras.losses.BinaryCrossentropy(from_logits=from_logits)
    optimizers = [keras.optimizers.Adam(1e-3), keras.optimizers.Adam(1e-3)]
    networks = [generator, discriminator]
    for _ in range(steps):
        noise = random.standard_normal((16, generator.input_shape[-1])).astype(np.float32)
        fake = generator(noise, training=True)
        real = discriminator(images(discriminator.input_shape[1:], 16, random), training=True)
        judged = discriminator(fake, training=True)
        ones, zeros = keras.ops.ones_like(real), keras.ops.zeros_like(real)
        losses = [entropy(ones, judged), entropy(ones, real) + entropy(zeros, judged)]
        gradients = [
            torch.autograd.grad(loss, [variable.value for variable in network.trainable_variables], retain_graph=True)
            for loss, network in zip(losses, networks)]
        for optimizer, network, gradient in zip(optimizers, networks, gradients):
            with torch.no_grad():
                optimizer.apply(gradient, network.trainable_variables)


def keras2(path, model):
    """The file as Keras 2.15 spells it: batch_input_shape, alpha, weights named `dense/kernel:0`."""
    import json
    with h5py.File(path, "r+") as file:
        config = json.loads(file.attrs["model_config"])
        found = [layer for layer in config["config"]["layers"]]
        shape = next(layer["config"]["batch_shape"] for layer in found if layer["class_name"] == "InputLayer")
        found = [layer for layer in found if layer["class_name"] != "InputLayer"]
        for layer in found:
            settings = layer["config"]
            settings["dtype"] = "float32"
            if layer["class_name"] == "LeakyReLU":
                settings["alpha"] = settings.pop("negative_slope")
            if layer["class_name"] == "BatchNormalization":
                settings["axis"] = [1 if layer is found[1] else 3]
        found[0]["config"]["batch_input_shape"] = shape
        config["config"]["layers"] = found
        file.attrs["model_config"] = json.dumps(config).encode("utf-8")
        file.attrs["keras_version"] = b"2.15.0"
        weights = file["model_weights"]
        for name in list(weights):
            layer = weights[name]
            old = [str(each) for each in layer.attrs["weight_names"]]
            arrays = [np.array(layer[each]) for each in old]
            for member in list(layer):
                del layer[member]
            new = [f"{name}/{each.split('/')[-1]}:0" for each in old]
            for each, array in zip(new, arrays):
                layer.create_dataset(each, data=array)
            layer.attrs["weight_names"] = np.array([each.encode() for each in new], dtype="S") if new else []
        weights.attrs["layer_names"] = np.array([str(each).encode() for each in weights.attrs["layer_names"]])


def kinds(folder):
    """Files of h5py with what readers of HDF5 meet: `Tests/ArtHDF5Tests/Fixtures`."""
    with h5py.File(folder / "every-kind.h5", "w") as file:
        numbers = file.create_group("numbers")
        values = np.array([[0, 1, 2], [3, 4, 5.5]])
        for kind in ("float16", "float32", "float64", "int8", "uint8", "int16", "int32", "int64", "uint64"):
            numbers[kind] = values.astype(kind)
        numbers["half"] = np.array([2.0**-24, -(2.0**-14), 65504, -np.inf, 1.0009765625], np.float16)
        texts = file.create_group("texts")
        texts.attrs["fixed"] = np.bytes_("ünï fixed".encode())
        texts.attrs["variable"] = "ünï variable"
        texts.attrs["fixed list"] = np.array([b"a", b"bcd", b""])
        texts.attrs.create("variable list", ["a", "bcd", ""], dtype=h5py.string_dtype())
        texts.attrs["empty list"] = []
        texts.attrs["number"] = 7
        texts.attrs["flag"] = True
        refused = file.create_group("refused")
        refused.create_dataset("compressed", data=np.zeros(100), compression="gzip")
        refused["complex"] = np.zeros(2, np.complex64)
        refused["big endian"] = np.zeros(2, ">f4")
        refused["elsewhere"] = h5py.ExternalLink("other.h5", "/x")
        refused["soft"] = h5py.SoftLink("/numbers/float32")
        refused.create_dataset("external", (2,), np.float32, external=[("other.bin", 0, 8)])
    with h5py.File(folder / "latest.h5", "w", libver="latest") as file:
        small = file.create_group("small")
        small["x"] = np.array([1, 2, 3], np.float32)
        small.attrs["name"] = "small"
        large = file.create_group("large")
        for number in range(20):
            large.create_group(str(number))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--small", action="store_true", help="the networks of Tests/ArtKerasTests/Fixtures")
    parser.add_argument("--kinds", action="store_true", help="the files of Tests/ArtHDF5Tests/Fixtures")
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    if arguments.kinds:
        return kinds(folder)
    for name, make in (("dcgan", dcgan), ("mlp", mlp)):
        keras.utils.set_random_seed(3)
        keras.backend.clear_session()
        random = np.random.default_rng(3)
        generator, discriminator, from_logits = make(arguments.small)
        train(generator, discriminator, from_logits, 20, random)
        for role, model in (("generator", generator), ("discriminator", discriminator)):
            model.save(folder / f"{name}-{role}.keras")
        generator.save(folder / f"{name}-generator.h5")
        generator.save_weights(folder / f"{name}-generator.weights.h5")
        (folder / f"{name}-generator.json").write_text(generator.to_json())
        if name == "dcgan":
            generator.save(folder / "dcgan-keras2.h5")
            keras2(folder / "dcgan-keras2.h5", generator)
        latents = random.standard_normal((5, generator.input_shape[-1])).astype(np.float32)
        made = keras.ops.convert_to_numpy(generator(latents, training=False))
        judged = keras.ops.convert_to_numpy(discriminator(made, training=False))
        save_file({"latents": latents, "images": np.ascontiguousarray(made), "judged": np.ascontiguousarray(judged)},
                  folder / f"{name}.safetensors")
        print(name, generator.count_params(), "parameters; images from", float(made.min()), "to", float(made.max()))


if __name__ == "__main__":
    main()
