"""Parameters over five steps of every optimiser on fixed gradients, as Keras computes them."""

import keras
import numpy as np

from repeatable import uniform

STEPS = 5
SHAPES = {"kernel": (3, 4), "bias": (5,)}

CASES = [
    ("adam", "adam", keras.optimizers.Adam, {"learning_rate": 1e-3, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}),
    ("adam/gan", "adam", keras.optimizers.Adam, {"learning_rate": 2e-4, "beta_1": 0.5, "beta_2": 0.99, "epsilon": 1e-8}),
    ("adamW", "adamW", keras.optimizers.AdamW,
     {"learning_rate": 1e-2, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "weight_decay": 0.04}),
    ("rmsProp", "rmsProp", keras.optimizers.RMSprop,
     {"learning_rate": 1e-3, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7}),
    ("rmsProp/momentum", "rmsProp", keras.optimizers.RMSprop,
     {"learning_rate": 1e-3, "rho": 0.8, "momentum": 0.5, "epsilon": 1e-7}),
    ("sgd", "sgd", keras.optimizers.SGD, {"learning_rate": 1e-2, "momentum": 0.0, "nesterov": False}),
    ("sgd/momentum", "sgd", keras.optimizers.SGD, {"learning_rate": 1e-2, "momentum": 0.9, "nesterov": False}),
    ("sgd/nesterov", "sgd", keras.optimizers.SGD, {"learning_rate": 1e-2, "momentum": 0.9, "nesterov": True}),
]


def make():
    cases, tensors = [], {}
    for name, kind, optimizer_type, settings in CASES:
        optimizer = optimizer_type(**settings)
        variables = [keras.Variable(uniform(f"optimizer/{key}", shape, -1, 1), name=key) for key, shape in SHAPES.items()]
        for step in range(STEPS):
            gradients = [gradient(key, shape, step) for key, shape in SHAPES.items()]
            optimizer.apply(gradients, variables)
            for variable in variables:
                tensors[f"{name}/{step}/{variable.name}"] = np.array(variable.value)
        cases.append({"name": name, "kind": kind, "settings": settings})
    for key, shape in SHAPES.items():
        tensors[f"start/{key}"] = uniform(f"optimizer/{key}", shape, -1, 1)
        for step in range(STEPS):
            tensors[f"gradient/{step}/{key}"] = gradient(key, shape, step)
    return {"steps": STEPS, "parameters": list(SHAPES), "cases": cases}, tensors


def gradient(key, shape, step):
    """From step to step the size changes a hundredfold, so that the averages and ε matter."""
    return uniform(f"optimizer/{key}/gradient{step}", shape, -1, 1) * np.float32([1, 0.01, 0.1, 1, 0.01][step])
