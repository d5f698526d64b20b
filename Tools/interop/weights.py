"""PyTorch as a runtime of weights: a function from a .safetensors file of artpipe to a function from inputs by name to images.

The file's metadata hold the model's definition, layer by layer; each layer is a few lines here. Kernels are `[height, width, in,
out]` (transposed convolutions `[height, width, out, in]`), linear weights `[in, out]`, images `[height, width, channels]`.
`same` is TensorFlow's: with a stride the padding is not the same at both edges. Inference only; averages are in the weights'
place. Nothing but PyTorch and safetensors is needed to use this elsewhere.
"""
import json

import torch
import torch.nn.functional as F
from safetensors import safe_open


def pair(value):
    return tuple(value) if isinstance(value, list) else (value, value)


def images_first(x):
    return x.permute(0, 3, 1, 2)


def images_last(x):
    return x.permute(0, 2, 3, 1)


def pads(size, kernel, stride):
    """What TensorFlow's `same` adds before and behind a side."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def padded(x, layer, kernel, strides):
    """Images `[batch, channels, height, width]` with what windows see beyond the edges."""
    if layer["padding"] == "valid":
        return x
    (top, bottom), (left, right) = (pads(x.shape[axis + 2], kernel[axis], strides[axis]) for axis in (0, 1))
    mode = {"zeros": "constant", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}
    return F.pad(x, (left, right, top, bottom), mode=mode[layer.get("paddingMode", "zeros")])


class Weights:
    """The tensors of a part of a network, and the classes of the batch `[batch, classes]`."""

    def __init__(self, tensors, path, classes):
        self.tensors, self.path, self.classes = tensors, path, classes

    def __call__(self, name):
        return self.tensors[f"{self.path}.{name}"]

    def inside(self, name):
        return Weights(self.tensors, f"{self.path}.{name}", self.classes)

    def kernel(self, layer, axis):
        """The kernel, divided by its largest singular value where the layer says so, as one round from `u` estimates it."""
        kernel = self("kernel")
        if not layer.get("spectralNorm"):
            return kernel
        matrix = kernel.movedim(axis, 0).flatten(1)
        v = F.normalize(matrix.T @ self("u"), dim=0)
        return kernel / (matrix @ v).norm().clamp(min=1e-12)


def dense(x, layer, weights):
    y = x @ weights.kernel(layer, 1)
    return y + weights("bias") if layer["useBias"] else y


def conv2d(x, layer, weights):
    kernel, strides = weights.kernel(layer, 3), pair(layer["strides"])
    x = padded(images_first(x), layer, kernel.shape[:2], strides)
    bias = weights("bias") if layer["useBias"] else None
    return images_last(F.conv2d(x, kernel.permute(3, 2, 0, 1), bias, strides))


def conv2d_transpose(x, layer, weights):
    kernel, strides = weights.kernel(layer, 2), pair(layer["strides"])
    y = images_last(F.conv_transpose2d(images_first(x), kernel.permute(3, 2, 0, 1), stride=strides))
    wraps = layer.get("paddingMode", "zeros") == "circular"
    for axis, size, stride in zip((1, 2), kernel.shape[:2], strides):
        if layer["padding"] == "same":
            y = cut(y, axis, x.shape[axis] * stride, pads(x.shape[axis] * stride, size, stride)[0], wraps)
        elif size < stride:
            y = F.pad(y, (0, 0) * (3 - axis) + (0, stride - size))
    return y + weights("bias") if layer["useBias"] else y


def cut(y, axis, side, before, wraps):
    """One side of what a transposed convolution made, without what lies beyond the edges, or with that at the opposite ones."""
    if not wraps:
        missing = max(before + side - y.shape[axis], 0)
        return F.pad(y, (0, 0) * (3 - axis) + (0, missing)).narrow(axis, before, side)
    places = (torch.arange(y.shape[axis]) - before) % side
    shape = list(y.shape)
    shape[axis] = side
    return torch.zeros(shape).index_add(axis, places, y)


def affine(x, layer, weights):
    x = x * weights("gamma") if layer["scale"] else x
    return x + weights("beta") if layer["center"] else x


def batch_norm(x, layer, weights):
    y = (x - weights("moving_mean")) * torch.rsqrt(weights("moving_variance") + layer["epsilon"])
    return affine(y, layer, weights)


def conditional_batch_norm(x, layer, weights):
    y = (x - weights("moving_mean")) * torch.rsqrt(weights("moving_variance") + layer["epsilon"])
    rows = (x.shape[0], *[1] * (x.dim() - 2), x.shape[-1])
    return y * (weights.classes @ weights("gamma")).reshape(rows) + (weights.classes @ weights("beta")).reshape(rows)


def normalized(x, axes, epsilon):
    return (x - x.mean(axes, keepdim=True)) * torch.rsqrt(x.var(axes, unbiased=False, keepdim=True) + epsilon)


def instance_norm(x, layer, weights):
    return affine(normalized(x, (1, 2), layer["epsilon"]), layer, weights)


def group_norm(x, layer, weights):
    groups = x.reshape(x.shape[0], -1, layer["groups"], x.shape[-1] // layer["groups"])
    return affine(normalized(groups, (1, 3), layer["epsilon"]).reshape(x.shape), layer, weights)


def layer_norm(x, layer, weights):
    axes = (x.dim() - 1,) if layer["extent"] == "channels" else tuple(range(1, x.dim()))
    return affine(normalized(x, axes, layer["epsilon"]), layer, weights)


def pixel_norm(x, layer, weights):
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + layer["epsilon"])


def up_sample(x, layer, weights):
    mode = {"nearest": {"mode": "nearest"}, "bilinear": {"mode": "bilinear", "align_corners": False}}
    factors = pair(layer["factors"])
    x = images_first(x)
    if layer.get("wraps"):
        x = F.pad(x, (1, 1, 1, 1), mode="circular")
    y = F.interpolate(x, scale_factor=tuple(map(float, factors)), **mode[layer["interpolation"]])
    if layer.get("wraps"):
        y = y[:, :, factors[0]:-factors[0], factors[1]:-factors[1]]
    return images_last(y)


def average_pool(x, layer, weights):
    window, strides = pair(layer["window"]), pair(layer["strides"])
    mode = {"paddingMode": "circular" if layer.get("wraps") else "zeros", "padding": layer["padding"]}

    def pooled(x):
        return F.avg_pool2d(padded(x, mode, window, strides), window, strides)

    x = images_first(x)
    # What is padded is not counted.
    return images_last(pooled(x) / pooled(torch.ones_like(x)))


def dropout(x, layer, weights):
    if layer.get("alwaysOn") and layer["rate"] > 0:
        raise NotImplementedError("dropout that is always on: its random numbers are artpipe's")
    return x


def coordinate_network(z, layer, weights):
    height, width = pair(layer["size"])

    def places(count):
        return (2 * torch.arange(count) + 1 - count).float() / min(height, width)

    x, y = places(width).reshape(1, 1, -1, 1), places(height).reshape(1, -1, 1, 1)
    widths, batch = layer["widths"], z.shape[0]
    directions = (z @ weights("0.directions") + weights("0.kernel").flatten()).reshape(batch, -1, 1, 1, widths[0])
    phase = (z @ weights("0.style") + weights("0.bias")).reshape(batch, 1, 1, -1)
    coordinates = [x, y, torch.sqrt(x.square() + y.square())]
    if layer.get("wraps"):
        around = [(places, side / min(height, width)) for places, side in ((x, width), (y, height))]
        coordinates = [wave(places * (torch.pi / radius)) * radius for places, radius in around for wave in (torch.sin, torch.cos)]
    h = torch.sin(sum(place * directions[:, index] for index, place in enumerate(coordinates)) + phase)
    activations = {"sine": torch.sin, "tanh": torch.tanh, "leakyReLU": lambda h: F.leaky_relu(h, 0.2)}
    for index, features in enumerate(widths[1:], 1):
        style = (z @ weights(f"{index}.style")).reshape(batch, 1, 1, -1)
        h = (h @ weights(f"{index}.kernel")) * (1 + style[..., :features]) + style[..., features:] + weights(f"{index}.bias")
        h = activations[layer["activation"]](h)
    return h


def residual(x, layer, weights):
    return (chain(x, layer["layers"], weights.inside("layers"))
            + chain(x, layer["shortcut"], weights.inside("shortcut")))


LAYERS = {
    "dense": dense, "conv2d": conv2d, "conv2dTranspose": conv2d_transpose,
    "batchNorm": batch_norm, "conditionalBatchNorm": conditional_batch_norm, "instanceNorm": instance_norm,
    "groupNorm": group_norm, "layerNorm": layer_norm, "pixelNorm": pixel_norm,
    "leakyReLU": lambda x, layer, weights: F.leaky_relu(x, layer["slope"]),
    "relu": lambda x, layer, weights: F.relu(x),
    "tanh": lambda x, layer, weights: torch.tanh(x),
    "sigmoid": lambda x, layer, weights: torch.sigmoid(x),
    "dropout": dropout,
    "flatten": lambda x, layer, weights: x.flatten(1),
    "reshape": lambda x, layer, weights: x.reshape(x.shape[0], *layer["shape"]),
    "upSample": up_sample, "averagePool": average_pool, "coordinateNetwork": coordinate_network,
    "residual": residual,
    "skip": lambda x, layer, weights: torch.cat([x, chain(x, layer["layers"], weights.inside("layers"))], -1),
    "classEmbedding": lambda x, layer, weights: torch.cat([x, weights.classes @ weights("embedding")], 1),
}


def chain(x, layers, weights):
    for index, layer in enumerate(layers):
        x = LAYERS[layer["kind"]](x, layer, weights.inside(str(index)))
    return x


def kinds(layers):
    """All layers, those inside of layers too."""
    for layer in layers:
        yield layer
        for part in ("layers", "shortcut"):
            yield from kinds(layer.get(part, []))


def draws(definition):
    """Whether images hold random numbers of artpipe's own."""
    return any(layer["kind"] == "dropout" and layer.get("alwaysOn") for layer in kinds(definition["generator"]["layers"]))


def opened(file):
    """The definition of a model, and its tensors as float32."""
    with safe_open(str(file), "pt") as content:
        definition = json.loads(content.metadata()["artpipe.definition"])
        return definition, {name: content.get_tensor(name).float() for name in content.keys()}


def pytorch(file):
    """Takes 'latents' `[batch, size]` and 'classes' `[batch, classes]`, or 'input' `[batch, channels, height, width]`; gives images
    `[batch, channels, height, width]` on the model's own scale."""
    definition, tensors = opened(file)
    generator = definition["generator"]

    def run(inputs):
        x = torch.from_numpy(inputs["latents"]) if "latents" in inputs else images_last(torch.from_numpy(inputs["input"]))
        classes = torch.from_numpy(inputs["classes"]) if "classes" in inputs else None
        with torch.no_grad():
            images = chain(x, generator["layers"], Weights(tensors, f"{generator['name']}.layers", classes))
        return images_first(images).contiguous().numpy()

    return run
