"""Forward outputs of every layer type, as Keras computes them."""

import itertools

import keras
import numpy as np

from repeatable import uniform


class Cases:
    """Collects cases: settings for the JSON file, arrays for the safetensors file."""

    def __init__(self):
        self.cases, self.tensors = [], {}

    def add(self, kind, name, layer, shape, settings, training=False, low=-2.0, high=2.0):
        """Runs a Keras layer on a made-up input; its weights are made up too."""
        x = uniform(f"{name}/input", shape, low, high)
        layer.build(x.shape)
        weights = {w.name: made_up(f"{name}/{w.name}", w) for w in layer.weights}
        for w in layer.weights:
            w.assign(weights[w.name])
        arguments = {"training": training} if kind in ("batchNorm", "dropout") else {}
        y = keras.ops.convert_to_numpy(layer(x, **arguments))
        updated = {w.name: keras.ops.convert_to_numpy(w.value) for w in layer.non_trainable_variables}
        self.record(kind, name, settings, x, y, weights, updated if training else {}, training)

    def record(self, kind, name, settings, x, y, weights=None, updated=None, training=False):
        self.cases.append({"name": name, "kind": kind, "settings": settings, "training": training,
                           "parameters": sorted(weights or {}), "updated": sorted(updated or {})})
        self.tensors[f"{name}/input"] = x
        self.tensors[f"{name}/output"] = np.ascontiguousarray(y)
        for key, value in (weights or {}).items():
            self.tensors[f"{name}/{key}"] = value
        for key, value in (updated or {}).items():
            self.tensors[f"{name}/updated/{key}"] = np.ascontiguousarray(value)


def made_up(name, weight):
    role = weight.name
    low, high = {"gamma": (0.5, 1.5), "moving_variance": (0.5, 2.0)}.get(role, (-0.5, 0.5))
    return uniform(name, tuple(weight.shape), low, high)


def convolutions(cases):
    layer_types = {"conv2d": keras.layers.Conv2D, "conv2dTranspose": keras.layers.Conv2DTranspose}
    sizes = {"odd": (7, 5), "even": (6, 8)}
    grid = itertools.product(layer_types, range(1, 6), (1, 2, 3), ("same", "valid"), sizes)
    for kind, kernel, stride, padding, size in grid:
        height, width = sizes[size]
        name = f"{kind}/kernel{kernel}/stride{stride}/{padding}/{size}"
        use_bias = kernel % 2 == 1
        layer = layer_types[kind](4, kernel, strides=stride, padding=padding, use_bias=use_bias)
        settings = {"channels": 4, "kernel": [kernel, kernel], "strides": [stride, stride], "padding": padding,
                    "useBias": use_bias}
        cases.add(kind, name, layer, (2, height, width, 3), settings)
    for kind, padding in itertools.product(layer_types, ("same", "valid")):
        name = f"{kind}/oblong/{padding}"
        layer = layer_types[kind](3, (5, 2), strides=(2, 3), padding=padding)
        settings = {"channels": 3, "kernel": [5, 2], "strides": [2, 3], "padding": padding, "useBias": True}
        cases.add(kind, name, layer, (1, 8, 7, 2), settings)
    # The largest layer of the seed models, at a small number of channels, and a kernel that is larger than its input.
    layer = keras.layers.Conv2DTranspose(8, 5, strides=1, padding="same", use_bias=False)
    settings = {"channels": 8, "kernel": [5, 5], "strides": [1, 1], "padding": "same", "useBias": False}
    cases.add("conv2dTranspose", "conv2dTranspose/seed", layer, (3, 7, 7, 16), settings)
    layer = keras.layers.Conv2D(2, 5, strides=2, padding="same")
    settings = {"channels": 2, "kernel": [5, 5], "strides": [2, 2], "padding": "same", "useBias": True}
    cases.add("conv2d", "conv2d/smallInput", layer, (2, 3, 2, 3), settings)


def dense(cases):
    for use_bias in (True, False):
        name = f"dense/{'bias' if use_bias else 'plain'}"
        cases.add("dense", name, keras.layers.Dense(5, use_bias=use_bias), (3, 7), {"units": 5, "useBias": use_bias})


def normalisation(cases):
    for shape, training in itertools.product([(6, 5), (3, 4, 5, 3)], (True, False)):
        name = f"batchNorm/rank{len(shape)}/{'training' if training else 'inference'}"
        cases.add("batchNorm", name, keras.layers.BatchNormalization(), shape, {"momentum": 0.99, "epsilon": 1e-3},
                  training=training, low=-1.0, high=3.0)
    cases.add("batchNorm", "batchNorm/momentum", keras.layers.BatchNormalization(momentum=0.8, epsilon=1e-5), (4, 3),
              {"momentum": 0.8, "epsilon": 1e-5}, training=True)
    for shape in [(4, 6), (2, 3, 4, 5)]:
        cases.add("layerNorm", f"layerNorm/rank{len(shape)}", keras.layers.LayerNormalization(), shape,
                  {"epsilon": 1e-3}, low=-1.0, high=3.0)


def activations(cases):
    shape = (3, 37)
    for slope in (0.2, 0.3):
        cases.add("leakyReLU", f"leakyReLU/{slope}", keras.layers.LeakyReLU(negative_slope=slope), shape,
                  {"slope": slope})
    cases.add("relu", "relu", keras.layers.ReLU(), shape, {})
    cases.add("tanh", "tanh", keras.layers.Activation("tanh"), shape, {}, low=-12.0, high=12.0)
    cases.add("sigmoid", "sigmoid", keras.layers.Activation("sigmoid"), shape, {}, low=-30.0, high=30.0)
    cases.add("dropout", "dropout/inference", keras.layers.Dropout(0.3), shape, {"rate": 0.3})


def resizing(cases):
    for factor, size in itertools.product([(2, 2), (3, 3), (2, 3)], [(3, 4), (1, 5)]):
        for interpolation in ("nearest", "bilinear"):
            name = f"upSample/{interpolation}/{factor[0]}x{factor[1]}/{size[0]}x{size[1]}"
            layer = keras.layers.UpSampling2D(factor, interpolation=interpolation)
            cases.add("upSample", name, layer, (2, *size, 3), {"factors": factor, "interpolation": interpolation})
    for window, stride, padding in itertools.product((2, 3), (1, 2, 3), ("same", "valid")):
        name = f"averagePool/window{window}/stride{stride}/{padding}"
        layer = keras.layers.AveragePooling2D(window, strides=stride, padding=padding)
        settings = {"window": [window, window], "strides": [stride, stride], "padding": padding}
        cases.add("averagePool", name, layer, (2, 7, 6, 3), settings)


def shapes(cases):
    cases.add("flatten", "flatten", keras.layers.Flatten(), (2, 3, 4, 2), {})
    cases.add("reshape", "reshape", keras.layers.Reshape((3, 2, 4)), (2, 24), {"shape": [3, 2, 4]})


def make():
    cases = Cases()
    for part in (dense, convolutions, normalisation, activations, resizing, shapes):
        part(cases)
    return cases.cases, cases.tensors
