"""Parameters over five steps of every optimiser on fixed gradients, as Keras computes them."""

import keras
import numpy as np

from repeatable import uniform

STEPS = 5
SHAPES = {"kernel": (3, 4), "bias": (5,)}

# Name, Keras's optimiser, and the same as artpipe writes it.
CASES = [
    ("adam", keras.optimizers.Adam(1e-3, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
     {"kind": "adam", "learningRate": 1e-3}),
    ("adam/gan", keras.optimizers.Adam(2e-4, beta_1=0.5, beta_2=0.99, epsilon=1e-8),
     {"kind": "adam", "learningRate": 2e-4, "beta1": 0.5, "beta2": 0.99, "epsilon": 1e-8}),
    ("adamW", keras.optimizers.AdamW(1e-2, weight_decay=0.04),
     {"kind": "adamW", "learningRate": 1e-2, "weightDecay": 0.04, "penaltyScope": "all"}),
    ("rmsProp", keras.optimizers.RMSprop(1e-3), {"kind": "rmsProp", "learningRate": 1e-3}),
    ("rmsProp/momentum", keras.optimizers.RMSprop(1e-3, rho=0.8, momentum=0.5),
     {"kind": "rmsProp", "learningRate": 1e-3, "rho": 0.8, "momentum": 0.5}),
    ("rmsProp/centered", keras.optimizers.RMSprop(1e-3, rho=0.8, momentum=0.5, centered=True),
     {"kind": "rmsProp", "learningRate": 1e-3, "rho": 0.8, "momentum": 0.5, "centered": True}),
    ("sgd", keras.optimizers.SGD(1e-2), {"kind": "sgd", "learningRate": 1e-2}),
    ("sgd/momentum", keras.optimizers.SGD(1e-2, momentum=0.9),
     {"kind": "sgd", "learningRate": 1e-2, "momentum": 0.9}),
    ("sgd/nesterov", keras.optimizers.SGD(1e-2, momentum=0.9, nesterov=True),
     {"kind": "sgd", "learningRate": 1e-2, "momentum": 0.9, "nesterov": True}),
    ("clipped/value", keras.optimizers.SGD(1e-2, clipvalue=0.3),
     {"kind": "sgd", "learningRate": 1e-2, "clipValue": 0.3}),
    ("clipped/norm", keras.optimizers.SGD(1e-2, global_clipnorm=0.7),
     {"kind": "sgd", "learningRate": 1e-2, "clipNorm": 0.7}),
]


def make():
    cases, tensors = [], {}
    for name, optimizer, described in CASES:
        variables = [keras.Variable(start(key, shape), name=key) for key, shape in SHAPES.items()]
        for step in range(STEPS):
            optimizer.apply([gradient(key, shape, step) for key, shape in SHAPES.items()], variables)
            for variable in variables:
                tensors[f"{name}/{step}/{variable.name}"] = np.array(variable.value)
        cases.append({"name": name, "optimizer": described})
    for key, shape in SHAPES.items():
        tensors[f"start/{key}"] = start(key, shape)
        for step in range(STEPS):
            tensors[f"gradient/{step}/{key}"] = gradient(key, shape, step)
    return {"steps": STEPS, "parameters": list(SHAPES), "cases": cases}, tensors


def start(key, shape):
    return uniform(f"optimizer/{key}", shape, -1, 1)


def gradient(key, shape, step):
    """From step to step the size changes a hundredfold, so that the averages and ε matter."""
    return uniform(f"optimizer/{key}/gradient{step}", shape, -1, 1) * np.float32([1, 0.01, 0.1, 1, 0.01][step])
