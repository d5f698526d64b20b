"""The table of a network: layers, the shape behind each, parameters."""

import math
import re

from report_words import upper_first

NAMES = {
    "dense": "Dense layer", "conv2d": "Convolution", "conv2dTranspose": "Transposed convolution", "batchNorm": "Batch norm",
    "layerNorm": "Layer norm", "instanceNorm": "Instance norm", "groupNorm": "Group norm", "pixelNorm": "Pixel norm",
    "leakyReLU": "Leaky ReLU", "relu": "ReLU", "tanh": "tanh", "sigmoid": "Sigmoid", "upSample": "Upsampling",
    "averagePool": "Average pooling", "classEmbedding": "Class embedding", "classProjection": "Class projection",
    "conditionalBatchNorm": "Batch norm by class", "coordinateNetwork": "Network over coordinates",
    "gaussianNoise": "Noise", "minibatchStandardDeviation": "Minibatch standard deviation",
}
STATISTICS = ("moving_mean", "moving_variance", "u")


def pair(value, usual=1):
    value = usual if value is None else value
    return value if isinstance(value, list) else [value, value]


def after(layer, shape):
    """The shape behind a layer; None where this table does not know."""
    kind = layer["kind"]
    if shape is None:
        return None
    if kind == "dense":
        return [*shape[:-1], layer["units"]]
    if kind == "reshape":
        known = math.prod(side for side in layer["shape"] if side != -1)
        return [math.prod(shape) // known if side == -1 else side for side in layer["shape"]]
    if kind == "flatten":
        return [math.prod(shape)]
    if kind in ("conv2d", "conv2dTranspose"):
        same, sides = layer.get("padding", "valid") == "same", []
        for side, kernel, stride in zip(shape, pair(layer["kernelSize"]), pair(layer.get("strides"))):
            if kind == "conv2d":
                sides.append(-(-side // stride) if same else (side - kernel) // stride + 1)
            else:
                sides.append(side * stride if same else side * stride + max(kernel - stride, 0))
        return [*sides, layer["filters"]]
    if kind in ("upSample", "averagePool"):
        if kind == "upSample":
            return [*(side * factor for side, factor in zip(shape, pair(layer.get("factors"), 2))), shape[2]]
        return [*(side // stride for side, stride in zip(shape, pair(layer.get("strides", layer.get("window")), 2))), shape[2]]
    if kind == "classEmbedding":
        return [math.prod(shape) + layer["size"]]
    if kind == "classProjection":
        return [1]
    if kind == "residual":
        for inner in layer["layers"]:
            shape = after(inner, shape)
        return shape
    if kind == "coordinateNetwork":
        return [*pair(layer["size"]), layer["widths"][-1]]
    known = ("Norm", "ReLU", "relu", "dropout", "tanh", "sigmoid", "Noise", "activation", "sine")
    return shape if any(word in kind for word in known) else None


def details(layer):
    """What a layer is set to, in few words."""
    words = []
    if "kernelSize" in layer:
        words.append("×".join(map(str, pair(layer["kernelSize"]))))
    if pair(layer.get("strides")) != [1, 1]:
        words.append("stride " + "×".join(map(str, sorted(set(pair(layer["strides"]))))))
    if layer.get("spectralNorm"):
        words.append("spectral norm")
    for key in ("rate", "slope"):
        if key in layer:
            words.append(f"{key} {layer[key]:g}")
    return ", ".join(words)


def sides(shape):
    return "×".join(map(str, shape)) if shape else ""


def network(file, description, title):
    """One network of a checkpoint: `file` is its Safetensors."""
    name, shape = description["name"], description["inputShape"]
    layers, total = [], 0
    for index, layer in enumerate(description["layers"]):
        path = re.compile(re.escape(f"{name}.layers.{index}.") + r"(.+\.)?([^.]+)")
        own = [key for key in file.names() if (found := path.fullmatch(key)) and found[2] not in STATISTICS]
        parameters = sum(math.prod(file.shape(key)) for key in own)
        shape, total = after(layer, shape), total + parameters
        kind = NAMES.get(layer["kind"], upper_first(layer["kind"]))
        layers.append({"layer": kind, "details": details(layer), "output": sides(shape), "parameters": parameters})
    return {"title": title, "input": sides(description["inputShape"]), "layers": layers, "parameters": total}


def networks(file, definition):
    parts = [("generator", "Generator"), ("discriminator", "Discriminator")]
    found = [network(file, definition[key], title) for key, title in parts if definition.get(key)]
    # A file of weights alone has no discriminator's parameters.
    return [each for each in found if each["parameters"]]
