"""Makes Tests/Goldens/translations.json: the first five training steps of models that translate images, by PyTorch.

Usage: python translations.py [FOLDER]     (needs PyTorch and NumPy; stands alone)

The models are small ones of the kinds of `pix2pix` and `fastcut`, written as artpipe writes them; PyTorch computes what
stands there. Weights and images come from repeatable.py. See README.md for the exact rule.
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from recorded import bounds, measures, projections
from repeatable import uniform

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "Tests/Goldens")
STEPS = 5
EPSILON = 1e-7


# Networks as data.

def convolution(filters, kernel, strides=1, bias=True, mode=None):
    layer = {"kind": "conv2d", "filters": filters, "kernelSize": kernel, "strides": strides, "padding": "same",
             "useBias": bias, "kernelInitializer": {"kind": "normal", "mean": 0, "standardDeviation": 0.02}}
    return {**layer, "paddingMode": mode} if mode else layer


def doubling(filters, kernel, bias=True):
    return {**convolution(filters, kernel, 2, bias), "kind": "conv2dTranspose"}


NORM = {"kind": "instanceNorm", "epsilon": 1e-5}
RELU, TANH = {"kind": "relu"}, {"kind": "tanh"}
LEAKY = {"kind": "leakyReLU", "slope": 0.2}


def u_net(width, depth, channels):
    """Isola et al. 2017, section 6.1.1, with instance normalisation and without dropout."""
    def filters(level):
        return width << min(level, 3)

    def skip(level):
        innermost = level == depth - 1
        down = [LEAKY, convolution(filters(level), 4, 2, bias=innermost)] + ([] if innermost else [NORM])
        up = [RELU, doubling(filters(level - 1), 4, bias=False), NORM]
        return {"kind": "skip", "layers": down + ([] if innermost else [skip(level + 1)]) + up}

    return [convolution(width, 4, 2), skip(1), RELU, doubling(channels, 4), TANH]


def res_net(width, blocks, channels):
    """Zhu et al. 2017, section 7.2."""
    def normal(layer):
        return [layer, NORM, RELU]

    def mirrored(filters, kernel, bias=False):
        return convolution(filters, kernel, bias=bias, mode="reflect")

    def block():
        convolved = [mirrored(4 * width, 3)]
        return {"kind": "residual", "layers": convolved + [NORM, RELU] + convolved + [NORM], "shortcut": []}

    down = normal(mirrored(width, 7)) + [layer for f in (2, 4) for layer in normal(
        convolution(f * width, 3, 2, bias=False))]
    up = [layer for f in (2, 1) for layer in normal(doubling(f * width, 3, bias=False))]
    return down + [block() for _ in range(blocks)] + up + [mirrored(channels, 7, bias=True), TANH]


def patch_discriminator(width, halvings):
    """Isola et al. 2017, section 6.1.2."""
    layers = [convolution(width, 4, 2), LEAKY]
    for level in range(1, halvings + 1):
        layers += [convolution(width << min(level, 3), 4, 2 if level < halvings else 1, bias=False), NORM, LEAKY]
    return layers + [convolution(1, 4)]


# The same, as PyTorch computes it.

def widths(length, window, stride):
    """What TensorFlow's padding "same" adds before and behind."""
    needed = max((-(-length // stride) - 1) * stride + window - length, 0)
    return needed // 2, needed - needed // 2


class Network:
    """A network with made-up weights: the k-th of each role, in the order of the layers."""

    def __init__(self, model, data, dtype):
        self.name, self.dtype, self.stream = data["name"], dtype, f"{model}/{data['name']}"
        self.given, self.weights, self.counts = [], [], {}
        self.layers, _ = self.chain(data["layers"], data["inputShape"][-1])

    def weight(self, role, *shape):
        ordinal = self.counts.get(role, 0)
        self.counts[role] = ordinal + 1
        (low, high), name = bounds(role, shape), f"{self.stream}/{role}/{ordinal}"
        self.given.append({"stream": name, "role": role, "ordinal": ordinal, "shape": shape, "low": low, "high": high})
        self.weights.append(torch.tensor(uniform(name, shape, low, high), dtype=self.dtype, requires_grad=True))
        return self.weights[-1]

    def chain(self, layers, channels):
        made = []
        for data in layers:
            run, channels = getattr(self, data["kind"])(data, channels)
            made.append(run)
        return made, channels

    def __call__(self, x, count=None):
        """- count: how many layers; all of them unless stated."""
        return run(self.layers[:count], x)

    def kernel(self, data, shape):
        kernel = self.weight("kernel", *shape)
        return kernel, self.weight("bias", data["filters"]) if data["useBias"] else None

    def conv2d(self, data, channels):
        size, stride, mode = data["kernelSize"], data["strides"], data.get("paddingMode", "constant")
        kernel, bias = self.kernel(data, (size, size, channels, data["filters"]))

        def convolve(x):
            sides = [*widths(x.shape[3], size, stride), *widths(x.shape[2], size, stride)]
            return F.conv2d(F.pad(x, sides, mode), kernel.permute(3, 2, 0, 1), bias, stride)

        return convolve, data["filters"]

    def conv2dTranspose(self, data, channels):
        size, stride = data["kernelSize"], data["strides"]
        kernel, bias = self.kernel(data, (size, size, data["filters"], channels))

        def convolve(x):
            before, (height, width) = (size - stride) // 2, [n * stride for n in x.shape[2:]]
            y = F.conv_transpose2d(x, kernel.permute(3, 2, 0, 1), bias, stride)
            return y[:, :, before:before + height, before:before + width]

        return convolve, data["filters"]

    def dense(self, data, channels):
        kernel, bias = self.weight("kernel", channels, data["units"]), self.weight("bias", data["units"])
        return lambda x: F.linear(x, kernel.T, bias), data["units"]

    def instanceNorm(self, data, channels):
        gamma, beta = self.weight("gamma", channels), self.weight("beta", channels)
        return lambda x: F.instance_norm(x, weight=gamma, bias=beta, eps=data["epsilon"]), channels

    def relu(self, _, channels):
        return F.relu, channels

    def leakyReLU(self, data, channels):
        return lambda x: F.leaky_relu(x, data["slope"]), channels

    def tanh(self, _, channels):
        return torch.tanh, channels

    def skip(self, data, channels):
        layers, inner = self.chain(data["layers"], channels)
        return lambda x: torch.cat([x, run(layers, x)], 1), channels + inner

    def residual(self, data, channels):
        layers, _ = self.chain(data["layers"], channels)
        return lambda x: x + run(layers, x), channels


def run(layers, x):
    for layer in layers:
        x = layer(x)
    return x


# Losses, on the scale of artpipe's.

def non_saturating(real, fake):
    """- Returns: the discriminator's loss, the sum of both halves; the generator's."""
    ones, zeros = torch.ones_like(real), torch.zeros_like(fake)
    cross_entropy = F.binary_cross_entropy_with_logits
    return cross_entropy(real, ones) + cross_entropy(fake, zeros), cross_entropy(fake, ones)


def least_squares(real, fake):
    """Mao et al. 2017, equation 9, with its halves."""
    ones, zeros = torch.ones_like(real), torch.zeros_like(fake)
    return (F.mse_loss(real, ones) + F.mse_loss(fake, zeros)) / 2, F.mse_loss(fake, ones) / 2


LOSSES = {"non-saturating": non_saturating, "least-squares": least_squares}


def patch_contrast(contrast, generator, projections, x, fake, places):
    """Park et al. 2020, equations 2 and 3: keys are held fixed, negatives are other places of the same image."""
    losses = []
    for count, projection, chosen in zip(contrast["layers"], projections, places):
        def vectors(images):
            features = generator(images, count)
            rows = features.permute(0, 2, 3, 1).reshape(-1, features.shape[1])
            return F.normalize(projection(rows[chosen])).unflatten(0, (len(images), -1))

        queries, keys = vectors(fake), vectors(x).detach()
        for query, key in zip(queries, keys):
            similarities = query @ key.T / contrast["temperature"]
            losses.append(F.cross_entropy(similarities, torch.arange(len(query))))
    return torch.stack(losses).mean()


# The models.

def definition(model, size, inputs, generator, discriminator, loss, batch, translation, rate):
    image = [size, size, 3]
    sees = translation["seesInput"]
    adam = {"kind": "adam", "learningRate": rate, "beta1": 0.5, "beta2": 0.999, "epsilon": EPSILON}
    return {
        "id": model, "imageShape": image, "latent": {"size": 0, "distribution": "normal"}, "pixelRange": "signed",
        "generator": {"name": "generator", "inputShape": [size, size, inputs], "layers": generator},
        "discriminator": {
            "name": "discriminator", "inputShape": [size, size, 3 + inputs * sees], "layers": discriminator},
        "recipe": {
            "updateRule": {"rule": "simultaneous"}, "loss": loss, "labelSmoothing": 0, "generatorOptimizer": adam,
            "discriminatorOptimizer": adam, "schedule": {"kind": "constant"}, "batchSize": batch,
            "budget": {"steps": STEPS}},
        "translation": {"inputShape": [size, size, inputs], "history": 0, **translation}, "notes": []}


def dense(units):
    return {"kind": "dense", "units": units, "kernelInitializer": {"kind": "normal"}}


def pix2pix():
    return definition(
        "pix2pix", 16, 1, u_net(4, 4, 3), patch_discriminator(6, 2), "non-saturating", 2,
        {"isPaired": True, "seesInput": True, "terms": [{"loss": "l1", "weight": 100}]}, 1e-3)


def fastcut():
    layers, channels, units = [0, 4, 7, 10, 11], [3, 8, 16, 16, 16], 8
    contrast = {
        "layers": layers, "patches": 8, "temperature": 0.07, "flips": False,
        "projections": [
            {"name": f"projection{k}", "inputShape": [count], "layers": [dense(units), RELU, dense(units)]}
            for k, count in enumerate(channels)]}
    return definition(
        "fastcut", 16, 3, res_net(4, 2, 3), patch_discriminator(6, 1), "least-squares", 2,
        {"isPaired": False, "seesInput": False, "terms": [{"loss": "patch-contrast", "weight": 10}],
         "contrast": contrast}, 2e-4)


def places(model, step, contrast, generator, x):
    """Different places of each image's features, numbered through the batch: a list for each compared layer."""
    chosen = []
    for number, count in enumerate(contrast["layers"]):
        height, width = generator(x, count).shape[2:]
        order = uniform(f"{model}/places/{number}/{step}", (len(x), height * width)).argsort(axis=1, kind="stable")
        firsts = np.arange(len(x))[:, None] * height * width
        chosen.append((firsts + order[:, :contrast["patches"]]).flatten().tolist())
    return chosen


def train(data, dtype):
    model, recipe, translation = data["id"], data["recipe"], data["translation"]
    contrast, batch = translation.get("contrast"), recipe["batchSize"]
    generator, discriminator = (Network(model, data[name], dtype) for name in ("generator", "discriminator"))
    projected = [Network(model, network, dtype) for network in (contrast or {}).get("projections", [])]
    sides = {"generator": [generator, *projected], "discriminator": [discriminator]}
    optimizers = {}
    for side, networks in sides.items():
        adam = recipe[f"{side}Optimizer"]
        weights = [weight for network in networks for weight in network.weights]
        optimizers[side] = torch.optim.Adam(weights, adam["learningRate"], (adam["beta1"], adam["beta2"]))

    def images(kind, shape, step):
        numbers = uniform(f"{model}/{kind}/{step}", (batch, *shape), -1, 1)
        return torch.tensor(numbers, dtype=dtype).permute(0, 3, 1, 2)

    losses, all_places, first_gradients = [], [], {}
    for step in range(STEPS):
        x, y = images("inputs", translation["inputShape"], step), images("images", data["imageShape"], step)
        fake = generator(x)
        shown = [torch.cat([x, image], 1) if translation["seesInput"] else image for image in (y, fake)]
        d_loss, g_loss = LOSSES[recipe["loss"]](*map(discriminator, shown))
        terms = {}
        if contrast:
            all_places.append(places(model, step, contrast, generator, x))
            terms["patch-contrast"] = patch_contrast(contrast, generator, projected, x, fake, all_places[-1])
        else:
            terms["l1"] = F.l1_loss(fake, y)
        whole = g_loss + sum(term["weight"] * terms[term["loss"]] for term in translation["terms"])
        gradients = {side: torch.autograd.grad(loss, optimizers[side].param_groups[0]["params"], retain_graph=True)
                     for side, loss in (("generator", whole), ("discriminator", d_loss))}
        for side, optimizer in optimizers.items():
            group = optimizer.param_groups[0]
            # artpipe's epsilon, as Keras's, stands beside v as it is, PyTorch's beside the corrected one.
            group["eps"] = EPSILON / (1 - group["betas"][1] ** (step + 1)) ** 0.5
            for weight, gradient in zip(group["params"], gradients[side]):
                weight.grad = gradient
            optimizer.step()
        losses.append({"discriminator": d_loss.item(), "generator": g_loss.item(),
                       "terms": {name: loss.item() for name, loss in terms.items()}})
        first_gradients = first_gradients or {
            side: [measures(gradient) for gradient in found] for side, found in gradients.items()}
    return [network for networks in sides.values() for network in networks], losses, all_places, first_gradients


def record(data):
    exact_networks, exact, _, _ = train(data, torch.float64)
    networks, losses, chosen, gradients = train(data, torch.float32)
    final, apart = {}, 0.0
    for network, other in zip(networks, exact_networks):
        weights = [weight.detach().numpy() for weight in network.weights]
        final[network.name] = [
            dict(measures(weight), name=given["role"], projections=projections(weight, f"{network.stream}/{number}"))
            for number, (weight, given) in enumerate(zip(weights, network.given))]
        for weight, true in zip(weights, other.weights):
            true = true.detach().numpy()
            apart = max(apart, float(np.linalg.norm(weight - true) / np.linalg.norm(true)))
    print(f"{data['id']}: in double precision no weight is further off than {apart:.1e} of its norm")
    return {
        "model": data["id"], "definition": data, "range": [-1, 1],
        "parameters": {network.name: network.given for network in networks}, "places": chosen, "losses": losses,
        "lossesInDouble": exact, "firstGradients": gradients, "final": final}


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.backends.mkldnn.enabled = False
    content = [record(pix2pix()), record(fastcut())]
    text = json.dumps({"madeWith": {"torch": torch.__version__}, "content": content}, separators=(",", ":"))
    (FOLDER / "translations.json").write_text(text + "\n")
