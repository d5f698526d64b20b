#!/usr/bin/env python3
"""TensorFlow's side of the comparison: answers lines "WORK ROUNDS" with a JSON list of seconds.

The seed models as their articles print them, and the others likewise (Keras layers, tf.function, two tapes that share the
forward passes).
"""
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf
from tensorflow.keras import Sequential, layers


def dcgan(channels):
    def up(filters, stride):
        return [
            layers.Conv2DTranspose(filters, 5, stride, padding="same", use_bias=False), layers.BatchNormalization(),
            layers.LeakyReLU(negative_slope=0.3)]

    generator = Sequential([
        layers.Input((100,)), layers.Dense(12544, use_bias=False), layers.BatchNormalization(),
        layers.LeakyReLU(negative_slope=0.3), layers.Reshape((7, 7, 256)), *up(128, 1), *up(64, 2),
        layers.Conv2DTranspose(channels, 5, 2, padding="same", use_bias=False, activation="tanh")])
    discriminator = Sequential([
        layers.Input((28, 28, channels)), layers.Conv2D(64, 5, 2, padding="same"), layers.LeakyReLU(negative_slope=0.3),
        layers.Dropout(0.3), layers.Conv2D(128, 5, 2, padding="same"), layers.LeakyReLU(negative_slope=0.3),
        layers.Dropout(0.3), layers.Flatten(), layers.Dense(1)])
    return generator, discriminator, (28, 28, channels), 100, 1e-4, 0.9


def mlp():
    generator = Sequential([
        layers.Input((100,)), layers.Dense(128), layers.LeakyReLU(negative_slope=0.2), layers.Dense(128),
        layers.LeakyReLU(negative_slope=0.2), layers.Dense(784), layers.Reshape((28, 28, 1))])
    discriminator = Sequential([
        layers.Input((28, 28, 1)), layers.Flatten(), layers.Dense(128), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(128), layers.LeakyReLU(negative_slope=0.2), layers.Dense(1)])
    return generator, discriminator, (28, 28, 1), 100, 2e-4, 0.9


def dcgan64():
    def up(filters):
        return [layers.Conv2DTranspose(filters, 4, 2, padding="same", use_bias=False), layers.BatchNormalization(),
                layers.ReLU()]

    def down(filters):
        return [layers.Conv2D(filters, 4, 2, padding="same", use_bias=False), layers.BatchNormalization(),
                layers.LeakyReLU(negative_slope=0.2)]

    generator = Sequential([
        layers.Input((100,)), layers.Reshape((1, 1, 100)), layers.Conv2DTranspose(512, 4, use_bias=False),
        layers.BatchNormalization(), layers.ReLU(), *up(256), *up(128), *up(64),
        layers.Conv2DTranspose(3, 4, 2, padding="same", use_bias=False, activation="tanh")])
    discriminator = Sequential([
        layers.Input((64, 64, 3)), layers.Conv2D(64, 4, 2, padding="same", use_bias=False),
        layers.LeakyReLU(negative_slope=0.2), *down(128), *down(256), *down(512),
        layers.Conv2D(1, 4, use_bias=False), layers.Flatten()])
    return generator, discriminator, (64, 64, 3), 100, 2e-4, 0.5


def residual32():
    def conv(kernel=3, filters=128):
        return layers.Conv2D(filters, kernel, padding="same")

    def block(x, main, shortcut):
        return layers.add([Sequential(main)(x), Sequential(shortcut)(x) if shortcut else x])

    noise = layers.Input((128,))
    x = layers.Reshape((4, 4, 128))(layers.Dense(2048)(noise))
    for _ in range(3):
        x = block(
            x,
            [layers.BatchNormalization(), layers.ReLU(), layers.UpSampling2D(), conv(), layers.BatchNormalization(),
             layers.ReLU(), conv()],
            [layers.UpSampling2D(), conv(1)])
    images = layers.Activation("tanh")(conv(3, 3)(layers.ReLU()(layers.BatchNormalization()(x))))

    image = layers.Input((32, 32, 3))
    x = block(
        image, [conv(), layers.ReLU(), conv(), layers.AveragePooling2D(2)], [conv(1), layers.AveragePooling2D(2)])
    x = block(
        x, [layers.ReLU(), conv(), layers.ReLU(), conv(), layers.AveragePooling2D(2)],
        [conv(1), layers.AveragePooling2D(2)])
    for _ in range(2):
        x = block(x, [layers.ReLU(), conv(), layers.ReLU(), conv()], None)
    logit = layers.Dense(1)(layers.Flatten()(layers.AveragePooling2D(8)(layers.ReLU()(x))))
    return tf.keras.Model(noise, images), tf.keras.Model(image, logit), (32, 32, 3), 128, 2e-4, 0.5


MODELS = {
    "dcgan-mnist": lambda: dcgan(1), "rgb-art": lambda: dcgan(3), "mlp-gan": mlp, "dcgan-64": dcgan64,
    "residual-32": residual32,
}


def training(name, batch):
    generator, discriminator, shape, latent, rate, beta1 = MODELS[name]()
    real = tf.random.uniform((batch, *shape))
    optimiser_g, optimiser_d = (tf.keras.optimizers.Adam(rate, beta_1=beta1) for _ in range(2))
    loss = tf.keras.losses.BinaryCrossentropy(from_logits=True)

    @tf.function
    def step():
        noise = tf.random.normal((batch, latent))
        with tf.GradientTape() as tape_g, tf.GradientTape() as tape_d:
            fake = generator(noise, training=True)
            logits_real, logits_fake = discriminator(real, training=True), discriminator(fake, training=True)
            loss_g = loss(tf.ones_like(logits_fake), logits_fake)
            loss_d = loss(tf.ones_like(logits_real), logits_real) + loss(tf.zeros_like(logits_fake), logits_fake)
        gradients_g = tape_g.gradient(loss_g, generator.trainable_variables)
        gradients_d = tape_d.gradient(loss_d, discriminator.trainable_variables)
        optimiser_g.apply_gradients(zip(gradients_g, generator.trainable_variables))
        optimiser_d.apply_gradients(zip(gradients_d, discriminator.trainable_variables))
        return loss_d, loss_g

    return lambda: [float(number) for number in step()]


def sampling(name, batch):
    generator, _, _, latent, _, _ = MODELS[name]()
    points = tf.random.normal((batch, latent))
    run = tf.function(lambda: generator(points, training=False))
    return lambda: run().numpy()


def main():
    prepared = {}
    for line in sys.stdin:
        kind, name, batch, rounds = line.split()
        if name not in MODELS:
            print("null", flush=True)
            continue
        key = (kind, name, batch)
        if key not in prepared:
            prepared[key] = training(name, int(batch)) if kind == "train" else sampling(name, int(batch))
            for _ in range(2):
                prepared[key]()
        seconds = []
        for _ in range(int(rounds)):
            start = time.perf_counter()
            prepared[key]()
            seconds.append(time.perf_counter() - start)
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main()
