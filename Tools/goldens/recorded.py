"""What golden data of trained models hold of a tensor, and the limits that made-up weights are drawn in."""

import numpy as np

from repeatable import uniform

PROJECTIONS = 3


def bounds(role, shape):
    if role == "kernel":
        window = int(np.prod(shape[:-2], dtype=np.int64))
        limit = float(np.sqrt(6.0 / (window * (shape[-2] + shape[-1]))))  # Glorot uniform
        return -limit, limit
    return {"bias": (-0.05, 0.05), "gamma": (0.9, 1.1), "beta": (-0.1, 0.1)}[role]


def measures(tensor):
    array = np.array(tensor, dtype=np.float64)
    return {"sum": float(array.sum()), "norm": float(np.sqrt((array**2).sum()))}


def projections(tensor, name):
    """The tensor's products with fixed random directions: unlike its norm, they tell where each number stands."""
    array = np.array(tensor, dtype=np.float64)
    return [float((array * uniform(f"{name}/projection/{k}", array.shape, -1, 1)).sum()) for k in range(PROJECTIONS)]
