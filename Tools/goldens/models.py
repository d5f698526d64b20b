"""The first five training steps of the four seed models, as TensorFlow computes them, dropout off.

Weights, noise and images come from repeatable.py, so nothing large is stored. See README.md for the exact rule.
"""

import keras
import tensorflow as tf
from keras import layers

from recorded import bounds, measures, projections
from repeatable import uniform

STEPS, BATCH, LATENT = 5, 32, 100


def dcgan_generator(channels):
    return keras.Sequential([
        keras.Input((LATENT,)),
        layers.Dense(7 * 7 * 256, use_bias=False), layers.BatchNormalization(), layers.LeakyReLU(negative_slope=0.3),
        layers.Reshape((7, 7, 256)),
        layers.Conv2DTranspose(128, 5, strides=1, padding="same", use_bias=False),
        layers.BatchNormalization(), layers.LeakyReLU(negative_slope=0.3),
        layers.Conv2DTranspose(64, 5, strides=2, padding="same", use_bias=False),
        layers.BatchNormalization(), layers.LeakyReLU(negative_slope=0.3),
        layers.Conv2DTranspose(channels, 5, strides=2, padding="same", use_bias=False, activation="tanh"),
    ])


def conv_discriminator(channels):
    return keras.Sequential([
        keras.Input((28, 28, channels)),
        layers.Conv2D(64, 5, strides=2, padding="same"), layers.LeakyReLU(negative_slope=0.3),
        layers.Conv2D(128, 5, strides=2, padding="same"), layers.LeakyReLU(negative_slope=0.3),
        layers.Flatten(), layers.Dense(1),
    ])


def mlp_generator():
    return keras.Sequential([
        keras.Input((LATENT,)),
        layers.Dense(128), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(128), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(784), layers.Reshape((28, 28, 1)),
    ])


def mlp_discriminator():
    return keras.Sequential([
        keras.Input((28, 28, 1)), layers.Flatten(),
        layers.Dense(128), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(128), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(1),
    ])


MODELS = {
    "dcgan-mnist": dict(generator=lambda: dcgan_generator(1), discriminator=lambda: conv_discriminator(1), channels=1,
                        range=(-1.0, 1.0), learning_rate=1e-4, rule="simultaneous"),
    "rgb-art": dict(generator=lambda: dcgan_generator(3), discriminator=lambda: conv_discriminator(3), channels=3,
                    range=(-1.0, 1.0), learning_rate=1e-4, rule="simultaneous"),
    "mlp-gan": dict(generator=mlp_generator, discriminator=mlp_discriminator, channels=1,
                    range=(0.0, 1.0), learning_rate=2e-4, rule="simultaneous"),
    "hybrid-gan": dict(generator=mlp_generator, discriminator=lambda: conv_discriminator(1), channels=1,
                       range=(0.0, 1.0), learning_rate=2e-4, rule="alternating"),
}


def set_weights(model, network, prefix):
    """Gives a network its made-up weights; returns what was given, in order."""
    counts, given = {}, []
    for variable in network.variables:
        role, shape = variable.name, tuple(variable.shape)
        ordinal = counts.get(role, 0)
        counts[role] = ordinal + 1
        if role in ("moving_mean", "moving_variance"):
            continue  # Keras starts them at 0 and 1
        low, high = bounds(role, shape)
        name = f"{model}/{prefix}/{role}/{ordinal}"
        variable.assign(uniform(name, shape, low, high).astype(keras.config.floatx()))
        given.append({"stream": name, "role": role, "ordinal": ordinal, "shape": shape, "low": low, "high": high})
    return given


def noise(model, step, purpose):
    """Uniform numbers of variance 1: repeatable to the bit on both sides, as the logarithms of normal ones are not."""
    return uniform(f"{model}/noise/{purpose}/{step}", (BATCH, LATENT), -1.7320508, 1.7320508)


def images(model, step, channels, value_range):
    return uniform(f"{model}/images/{step}", (BATCH, 28, 28, channels), *value_range)


def run(model, settings):
    """Five steps; returns what is recorded of them."""
    floatx = keras.config.floatx()
    generator, discriminator = settings["generator"](), settings["discriminator"]()
    parameters = {"generator": set_weights(model, generator, "generator"),
                  "discriminator": set_weights(model, discriminator, "discriminator")}
    optimizers = {name: keras.optimizers.Adam(settings["learning_rate"]) for name in ("generator", "discriminator")}
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)

    def discriminator_loss(real, fake):
        return cross_entropy(tf.ones_like(real), real) + cross_entropy(tf.zeros_like(fake), fake)

    def generator_loss(fake):
        return cross_entropy(tf.ones_like(fake), fake)

    def update(name, network, tape, loss):
        gradients = tape.gradient(loss, network.trainable_variables)
        optimizers[name].apply(gradients, network.trainable_variables)
        return [measures(g) for g in gradients]

    losses, first_gradients = [], {}
    for step in range(STEPS):
        real = tf.constant(images(model, step, settings["channels"], settings["range"]), floatx)
        z = tf.constant(noise(model, step, "discriminator"), floatx)
        gradients = {}
        if settings["rule"] == "simultaneous":
            with tf.GradientTape(persistent=True) as tape:
                fake = generator(z, training=True)
                real_logits, fake_logits = discriminator(real, training=True), discriminator(fake, training=True)
                g_loss, d_loss = generator_loss(fake_logits), discriminator_loss(real_logits, fake_logits)
            gradients["generator"] = update("generator", generator, tape, g_loss)
            gradients["discriminator"] = update("discriminator", discriminator, tape, d_loss)
        else:
            fake = generator(z, training=True)
            with tf.GradientTape() as tape:
                real_logits, fake_logits = discriminator(real, training=True), discriminator(fake, training=True)
                d_loss = discriminator_loss(real_logits, fake_logits)
            gradients["discriminator"] = update("discriminator", discriminator, tape, d_loss)
            z = tf.constant(noise(model, step, "generator"), floatx)
            with tf.GradientTape() as tape:
                g_loss = generator_loss(discriminator(generator(z, training=True), training=True))
            gradients["generator"] = update("generator", generator, tape, g_loss)
        losses.append({"discriminator": float(d_loss), "generator": float(g_loss)})
        first_gradients = first_gradients or gradients
    final = {name: [dict(measures(v.value), name=v.name, projections=projections(v.value, f"{model}/{name}/{number}"))
                    for number, v in enumerate(network.variables)]
             for name, network in (("generator", generator), ("discriminator", discriminator))}
    return {"parameters": parameters, "losses": losses, "firstGradients": first_gradients, "final": final}


def make():
    result = []
    for model, settings in MODELS.items():
        keras.config.set_floatx("float64")
        exact = run(model, settings)
        keras.config.set_floatx("float32")
        record = run(model, settings)
        result.append({
            "model": model, "rule": settings["rule"], "batch": BATCH, "steps": STEPS, "latentSize": LATENT,
            "channels": settings["channels"], "range": settings["range"], "learningRate": settings["learning_rate"],
            **record, "lossesInDouble": exact["losses"],
        })
    return result
