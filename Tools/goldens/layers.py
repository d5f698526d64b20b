"""Forward outputs of every layer type, as Keras computes them."""

import itertools

import keras
import numpy as np

from repeatable import uniform


class Cases:
    """Collects cases: networks of one layer, as artpipe writes them, for the JSON file; arrays for the other."""

    def __init__(self):
        self.cases, self.tensors = [], {}

    def add(self, name, layer, shape, described, training=None, low=-2.0, high=2.0):
        """Runs a Keras layer on a made-up input; its weights are made up too."""
        x = uniform(f"{name}/input", shape, low, high)
        layer.build(x.shape)
        for weight in layer.weights:
            weight.assign(made_up(f"{name}/{weight.name}", weight))
            self.tensors[f"{name}/{weight.name}"] = np.array(weight.value)
        y = layer(x) if training is None else layer(x, training=training)
        updated = layer.non_trainable_variables if training else []
        for weight in updated:
            self.tensors[f"{name}/updated/{weight.name}"] = np.array(weight.value)
        self.tensors[f"{name}/input"] = x
        self.tensors[f"{name}/output"] = np.array(y)
        network = {"name": "layer", "inputShape": shape[1:], "layers": [described]}
        self.cases.append({"name": name, "network": network, "training": bool(training),
                           "updated": [weight.name for weight in updated]})


def made_up(name, weight):
    role = weight.name
    low, high = {"gamma": (0.5, 1.5), "moving_variance": (0.5, 2.0)}.get(role, (-0.5, 0.5))
    return uniform(name, tuple(weight.shape), low, high)


def convolutions(cases):
    layer_types = {"conv2d": keras.layers.Conv2D, "conv2dTranspose": keras.layers.Conv2DTranspose}

    def add(kind, name, shape, filters, kernel, strides, padding, use_bias):
        layer = layer_types[kind](filters, kernel, strides=strides, padding=padding, use_bias=use_bias)
        cases.add(f"{kind}/{name}", layer, shape, {
            "kind": kind, "filters": filters, "kernelSize": kernel, "strides": strides, "padding": padding,
            "useBias": use_bias})

    sizes = {"odd": (7, 5), "even": (6, 8)}
    grid = itertools.product(layer_types, range(1, 6), (1, 2, 3), ("same", "valid"), sizes)
    for kind, kernel, stride, padding, size in grid:
        name = f"kernel{kernel}/stride{stride}/{padding}/{size}"
        add(kind, name, (2, *sizes[size], 3), 4, kernel, stride, padding, kernel % 2 == 1)
    for kind, padding in itertools.product(layer_types, ("same", "valid")):
        add(kind, f"oblong/{padding}", (1, 8, 7, 2), 3, [5, 2], [2, 3], padding, True)
    # The largest layer of the seed models with few channels, and a kernel that is larger than its input.
    add("conv2dTranspose", "seed", (3, 7, 7, 16), 8, 5, 1, "same", False)
    add("conv2d", "smallInput", (2, 3, 2, 3), 2, 5, 2, "same", True)


def dense(cases):
    for name, shape, use_bias in [("bias", (3, 7), True), ("plain", (3, 7), False), ("rank4", (2, 3, 4, 7), True)]:
        layer = keras.layers.Dense(5, use_bias=use_bias)
        cases.add(f"dense/{name}", layer, shape, {"kind": "dense", "units": 5, "useBias": use_bias})


def normalisation(cases):
    for shape, training in itertools.product([(6, 5), (3, 4, 5, 3)], (True, False)):
        name = f"batchNorm/rank{len(shape)}/{'training' if training else 'inference'}"
        cases.add(name, keras.layers.BatchNormalization(), shape, {"kind": "batchNorm"}, training, -1.0, 3.0)
    cases.add("batchNorm/momentum", keras.layers.BatchNormalization(momentum=0.8, epsilon=1e-5), (4, 3),
              {"kind": "batchNorm", "momentum": 0.8, "epsilon": 1e-5}, True)
    cases.add("batchNorm/bare", keras.layers.BatchNormalization(scale=False, center=False), (4, 3),
              {"kind": "batchNorm", "scale": False, "center": False}, True)
    for shape in [(4, 6), (2, 3, 4, 5)]:
        cases.add(f"layerNorm/rank{len(shape)}", keras.layers.LayerNormalization(), shape, {"kind": "layerNorm"},
                  None, -1.0, 3.0)


def group_normalisation(cases):
    for groups, shape in [(1, (3, 4, 5, 6)), (2, (3, 4, 5, 6)), (3, (4, 12))]:
        cases.add(f"groupNorm/{groups}/rank{len(shape)}", keras.layers.GroupNormalization(groups), shape,
                  {"kind": "groupNorm", "groups": groups}, None, -1.0, 3.0)
    # Keras has no layer for instances: each channel is a group.
    cases.add("instanceNorm", keras.layers.GroupNormalization(-1, epsilon=1e-5), (3, 4, 5, 6),
              {"kind": "instanceNorm", "epsilon": 1e-5}, None, -1.0, 3.0)


def spectral(cases):
    """Keras takes the last axis of any kernel for the outputs, which is right for dense and plain convolutions only. It
    keeps u as a matrix of one row, and writes the normalised kernel over the kernel, which artpipe does not."""
    for kind, layer, shape, described in [
            ("dense", keras.layers.Dense(5), (3, 7), {"units": 5}),
            ("conv2d", keras.layers.Conv2D(4, 3, strides=2, padding="same"), (2, 5, 6, 3),
             {"filters": 4, "kernelSize": 3, "strides": 2, "padding": "same"})]:
        name = f"spectral/{kind}"
        wrapper = keras.layers.SpectralNormalization(layer)
        x = uniform(f"{name}/input", shape, -2.0, 2.0)
        wrapper.build(x.shape)
        for weight in wrapper.weights:
            weight.assign(made_up(f"{name}/{weight.name}", weight))
        for weight in layer.weights:
            cases.tensors[f"{name}/{weight.name}"] = np.array(weight.value)
        cases.tensors[f"{name}/u"] = np.array(wrapper.vector_u.value)[0]
        y = wrapper(x, training=True)
        cases.tensors.update({f"{name}/updated/u": np.array(wrapper.vector_u.value)[0], f"{name}/input": x,
                              f"{name}/output": np.array(y)})
        network = {"name": "layer", "inputShape": shape[1:],
                   "layers": [{"kind": kind, "spectralNorm": True, **described}]}
        cases.cases.append({"name": name, "network": network, "training": True, "updated": ["u"]})


def activations(cases):
    shape = (3, 37)
    for slope in (0.2, 0.3):
        cases.add(f"leakyReLU/{slope}", keras.layers.LeakyReLU(negative_slope=slope), shape,
                  {"kind": "leakyReLU", "slope": slope})
    cases.add("relu", keras.layers.ReLU(), shape, {"kind": "relu"})
    cases.add("tanh", keras.layers.Activation("tanh"), shape, {"kind": "tanh"}, None, -12.0, 12.0)
    cases.add("sigmoid", keras.layers.Activation("sigmoid"), shape, {"kind": "sigmoid"}, None, -30.0, 30.0)
    cases.add("dropout", keras.layers.Dropout(0.3), shape, {"kind": "dropout", "rate": 0.3}, False)


def resizing(cases):
    for factor, size in itertools.product([(2, 2), (3, 3), (2, 3)], [(3, 4), (1, 5)]):
        for interpolation in ("nearest", "bilinear"):
            name = f"upSample/{interpolation}/{factor[0]}x{factor[1]}/{size[0]}x{size[1]}"
            layer = keras.layers.UpSampling2D(factor, interpolation=interpolation)
            cases.add(name, layer, (2, *size, 3),
                      {"kind": "upSample", "factors": factor, "interpolation": interpolation})
    for window, stride, padding in itertools.product((2, 3), (1, 2, 3), ("same", "valid")):
        layer = keras.layers.AveragePooling2D(window, strides=stride, padding=padding)
        cases.add(f"averagePool/window{window}/stride{stride}/{padding}", layer, (2, 7, 6, 3),
                  {"kind": "averagePool", "window": window, "strides": stride, "padding": padding})


def shapes(cases):
    cases.add("flatten", keras.layers.Flatten(), (2, 3, 4, 2), {"kind": "flatten"})
    cases.add("reshape", keras.layers.Reshape((3, 2, 4)), (2, 24), {"kind": "reshape", "shape": [3, 2, 4]})


def make():
    cases = Cases()
    for part in (dense, convolutions, spectral, normalisation, group_normalisation, activations, resizing, shapes):
        part(cases)
    return cases.cases, cases.tensors
