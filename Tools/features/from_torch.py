"""Turns a PyTorch network, an nn.Sequential, into a file for `artpipe evaluate --features`; README.md says how."""
import json
import struct

import torch
from torch import nn


def write(path, network, image, name, classes=(), features=None, black=0.0, white=1.0, notes=()):
    """image: height, width, channels. features: how many of the modules lead to the features; all but the last where
    there are classes, all where there are none. black, white: what the network sees for these."""
    features = len(network) - bool(classes) if features is None else features
    layers, tensors, feature_layers, flat = [], {}, 0, None
    x = torch.zeros(1, image[2], *image[:2])
    for number, module in enumerate(network.eval()):
        with torch.no_grad():
            before, x = x.shape[1:], module(x)
        if isinstance(module, nn.Flatten):
            flat = before  # channels, height, width: what the next dense layer's rows stand for
        layer, values = translate(module, before, x.shape[1:], flat)
        flat = None if isinstance(module, nn.Linear) else flat
        for key, value in values.items():
            tensors[f"network.layers.{len(layers)}.{key}"] = value.detach().float().contiguous().numpy()
        layers += [layer] if layer else []
        feature_layers = len(layers) if number + 1 == features else feature_layers
    definition = {
        "name": name, "network": {"name": "network", "inputShape": list(image), "layers": layers},
        "featureLayers": feature_layers, "classNames": list(classes), "black": black, "white": white, "notes": list(notes)}
    header, data = {"__metadata__": {"artpipe.format": "features 1", "artpipe.features": json.dumps(definition)}}, b""
    for key, value in sorted(tensors.items()):
        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + value.nbytes]}
        data += value.astype("<f4").tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def translate(module, before, after, flat):
    """A module as a layer and its tensors; no layer for one that does nothing here."""
    bias = {} if getattr(module, "bias", None) is None else {"bias": module.bias}
    match module:
        case nn.Conv2d(groups=1, dilation=(1, 1), padding_mode="zeros", padding=tuple()):
            kernel, padding = fitted(module, before, after)
            return {"kind": "conv2d", "filters": len(kernel), "kernelSize": list(kernel.shape[2:]), "padding": padding,
                    "strides": list(module.stride), "useBias": bool(bias)}, {"kernel": kernel.permute(2, 3, 1, 0)} | bias
        case nn.Linear(weight=weight):
            if flat is not None and len(flat) == 3:  # artpipe flattens height, width, channels
                weight = weight.reshape(-1, *flat).permute(0, 2, 3, 1).reshape(len(weight), -1)
            return {"kind": "dense", "units": len(weight), "useBias": bool(bias)}, {"kernel": weight.T} | bias
        case nn.BatchNorm2d(affine=True, track_running_stats=True) | nn.BatchNorm1d(affine=True, track_running_stats=True):
            return {"kind": "batchNorm", "epsilon": module.eps}, {
                "gamma": module.weight, "beta": module.bias, "moving_mean": module.running_mean,
                "moving_variance": module.running_var}
        case nn.AvgPool2d(padding=0, ceil_mode=False):
            return {"kind": "averagePool", "window": module.kernel_size, "strides": module.stride}, {}
        case nn.AdaptiveAvgPool2d() if tuple(after[1:]) == (1, 1):
            return {"kind": "averagePool", "window": list(before[1:])}, {}
        case nn.LeakyReLU():
            return {"kind": "leakyReLU", "slope": module.negative_slope}, {}
        case nn.ReLU() | nn.Tanh() | nn.Sigmoid() | nn.Flatten():
            return {"kind": type(module).__name__.lower()}, {}
        case nn.Dropout() | nn.Dropout2d() | nn.Identity():
            return None, {}
    raise ValueError(f"artpipe has no layer for {module}")


def fitted(convolution, before, after):
    """The kernel and the padding's name; 'same' may need zeros behind the kernel to begin where PyTorch begins."""
    if convolution.padding == (0, 0):
        return convolution.weight, "valid"
    more = []
    for length, count, size, step, pad in zip(
            before[1:], after[1:], convolution.kernel_size, convolution.stride, convolution.padding):
        fits = [k - size for k in range(size, size + 2 * step + 2)
                if count == -(-length // step) and max((count - 1) * step + k - length, 0) // 2 == pad]
        if not fits:
            raise ValueError(f"artpipe cannot pad as {convolution} does on images of {tuple(before[1:])}")
        more.append(fits[0])
    return nn.functional.pad(convolution.weight, (0, more[1], 0, more[0])), "same"
