#!/usr/bin/env python3
"""Exports models with the program, and compares what other programs make of them with its own images: check.py PROGRAM

PROGRAM is artpipe. Shipped weights and models that were trained for a step are exported as ONNX, with images as numbers and
as bytes, and as safetensors; onnxruntime and OpenVINO, and PyTorch by the layers of weights.py, are given the latents that
`artpipe sample` wrote beside its images, or the images that `artpipe translate` was given. The DCGAN of dcgan.py is imported
in all forms, and gives PyTorch's images; likewise the GANs of keras_models.py, and Keras is given `.keras` files.
The program's images are bytes: a number may lie half a step and 1e-4 from the byte, and bytes may differ by 1 where the number lies between two. The example of docs/on-a-server.md is run as it stands there.
`make interop` installs what is needed under .build and runs this.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image
from safetensors.numpy import load_file

import dcgan
from runtimes import RUNTIMES, checked, difference, keras_model
from weights import draws, opened, pytorch

MOST = 1e-4
ROOT = pathlib.Path(__file__).resolve().parents[2]
SHIPPED = ["art-64", "dcgan-mnist", "digits-fast", "rgb-art"]
NOISE = {
    "mlp-gan": {}, "hybrid-gan": {}, "wgan-gp": {}, "cppn-art": {}, "art-64-rgba": {"color": "rgba", "size": 32},
    "digits-fast-classes": {"classes": {"clusters": 3}}, "wgan-gp-classes": {"classes": {"clusters": 4}},
}
IMAGES = {
    "pix2pix": {"size": 32}, "pix2pix-small": {"networks": "small", "size": 32},
    "cyclegan": {"size": 32}, "cyclegan-small": {"networks": "small", "size": 32},
    "fastcut": {"size": 32}, "fastcut-small": {"networks": "small", "size": 32}, "one-image": {},
}
PLUGINS = ["mlp-gan", "hybrid-gan", "wgan-gp", "cppn-art", "art-64", "digits-fast", "pix2pix", "cyclegan", "fastcut",
           "one-image"]


class Check:
    def __init__(self, program, folder):
        self.program, self.folder, self.failures = str(pathlib.Path(program).resolve()), folder, 0

    def artpipe(self, *arguments):
        run = subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"artpipe {' '.join(map(str, arguments))}: {run.stderr.strip()}")

    def tell(self, name, words, is_right):
        print(f"{'ok   ' if is_right else 'WRONG'} {name}: {words}", flush=True)
        self.failures += not is_right

    def trained(self, name, settings):
        """A model that was trained for two steps on images that artpipe draws."""
        plugin = max((plugin for plugin in PLUGINS if name.startswith(plugin)), key=len)
        recipe = {"batchSize": 4, "ema": {"decay": 0.5}}
        model = {"plugin": plugin, **settings, "recipe": {**recipe, "batchSize": 1} if name in IMAGES else recipe}
        document = {"model": model, "stages": [{"kind": "train", "steps": 2, "samples": 0}]}
        if plugin in ("fastcut", "one-image"):
            document["dataset"] = {"kind": "unpaired", **{side: self.drawn(side) for side in ("input", "target")}}
        elif name not in IMAGES:
            document["dataset"] = {"kind": "strokes" if plugin in ("mlp-gan", "hybrid-gan") else "blossoms", "count": 40}
        (self.folder / f"{name}.json").write_text(json.dumps(document))
        self.artpipe("run", f"{name}.json")
        return f"runs/{name}"

    def drawn(self, name):
        """A folder of images."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        for number in range(4):
            pixels = np.random.default_rng([number, len(name)]).integers(0, 256, (12, 12, 3), dtype=np.uint8)
            Image.fromarray(pixels).resize((96, 96)).save(folder / f"{number}.png")
        return name

    def exported(self, name, model, *options):
        file = self.folder / f"{name}.onnx"
        self.artpipe("export", "onnx", model, "--output", file.name, *options)
        return file, {entry.key: entry.value for entry in checked(file).metadata_props}

    def compare(self, name, file, facts, inputs, expected):
        """- expected: the program's images, bytes `[batch, height, width, channels]`."""
        for runtime, load in RUNTIMES.items():
            images = load(file)(inputs)
            if images.dtype == np.uint8:
                size = difference(images, expected)
                share = float((images != expected).mean())
                self.tell(name, f"{runtime}, bytes: {size:.0f} at {share:.1e} of the places", size <= 1 and share <= 1e-3)
                continue
            scale = float(facts["artpipe.black"]), float(facts["artpipe.white"])
            self.compare_numbers(name, runtime, np.moveaxis(images, 1, 3), scale, expected)

    def compare_numbers(self, name, runtime, images, scale, expected):
        """- images: numbers `[batch, height, width, channels]` between those of black and white."""
        black, white = scale
        scaled = (images.astype(np.float64) - black) * 255 / (white - black)
        beyond = np.abs(np.clip(scaled, 0, 255) - expected).max() - 0.5
        self.tell(name, f"{runtime}, numbers: {max(beyond, 0):.1e} of a step from rounding",
                  beyond <= MOST * 255 / (white - black))

    def weights(self, name, model, inputs, expected):
        """The weights alone, by PyTorch; not where images hold artpipe's own random numbers."""
        file = self.folder / f"{name}.weights.safetensors"
        self.artpipe("export", "safetensors", model, "--output", file.name, "--weight-format", "float32")
        definition, _ = opened(file)
        if draws(definition):
            return self.tell(name, "PyTorch: left out, images are made with random numbers of artpipe's own", True)
        scale = (-1.0, 1.0) if definition["pixelRange"] == "signed" else (0.0, 1.0)
        self.compare_numbers(name, "PyTorch", np.moveaxis(pytorch(file)(inputs), 1, 3), scale, expected)

    def keras(self, name, model, inputs, scale, expected):
        """The generator as Keras's own layers."""
        file = self.folder / f"{name}.keras"
        self.artpipe("export", "keras", model, "--output", file.name)
        self.compare_numbers(name, "Keras", np.moveaxis(keras_model(file)(inputs), 1, 3), scale, expected)

    def imported_from_keras(self):
        """GANs in the code of articles, trained by Keras for 20 steps, are imported, give its images and are trained further."""
        run = subprocess.run([sys.executable, str(ROOT / "Tools/interop/keras_models.py"), str(self.folder / "articles")],
                             capture_output=True, text=True)
        self.tell("keras_models.py", run.stderr.strip()[-300:] if run.returncode else "runs", run.returncode == 0)
        for name in ("dcgan", "mlp"):
            forms = [f"{name}-generator.keras", f"{name}-generator.h5", f"{name}-generator.weights.h5"]
            made = load_file(self.folder / f"articles/{name}.safetensors")
            for form in [*forms, "dcgan-keras2.h5"] if name == "dcgan" else forms:
                output = f"{pathlib.Path(form).name.replace('.', '-')}.imported.safetensors"
                self.artpipe("import", "keras", f"articles/{form}", "--output", output)
                self.artpipe("sample", "--model", output, "--latents", f"articles/{name}.safetensors",
                             "--output", "made.safetensors")
                found = load_file(self.folder / "made.safetensors")["images"]
                self.compare_numbers(f"import keras {form}", "Keras", made["images"], (-1.0, 1.0), found)
            self.artpipe("import", "keras", f"articles/{name}-generator.keras", f"articles/{name}-discriminator.keras",
                         "--output", f"{name}-further.safetensors")
            document = {"model": {"plugin": f"{name}-further", "recipe": {"batchSize": 4}},
                        "dataset": {"kind": "strokes", "count": 40},
                        "stages": [{"kind": "load", "file": f"{name}-further.safetensors"},
                                   {"kind": "train", "steps": 3, "samples": 0}]}
            (self.folder / f"{name}-on.json").write_text(json.dumps(document))
            self.artpipe("run", f"{name}-on.json", "--plugin-path", f"{name}-further.artmodel.json")
            self.tell(f"{name}, trained further", "runs", True)

    def imported(self):
        """pytorch/examples' DCGAN, saved in each form, gives the images that PyTorch makes."""
        folder = self.folder / "dcgan"
        folder.mkdir()
        dcgan.write(folder, size=64, latent=100, features=64, channels=3, batch=4)
        images = load_file(folder / "expected.safetensors")["images"]
        for form in ("netG.pt", "netG.safetensors", "both.pt", "strided.pt", "double.pt"):
            output = f"{pathlib.Path(form).name}.imported.safetensors"
            self.artpipe("import", "torch", f"dcgan/{form}", "--output", output)
            self.artpipe("sample", "--model", output, "--latents", "dcgan/expected.safetensors", "--output", "made.safetensors")
            made = load_file(self.folder / "made.safetensors")["images"]
            self.compare_numbers(f"import torch {form}", "PyTorch", images, (-1.0, 1.0), made)

    def noise(self, name, model):
        self.artpipe("sample", "--model", model, "--count", 3, "--seed", 5, "--output", f"{name}.safetensors")
        tensors = load_file(self.folder / f"{name}.safetensors")
        expected = tensors.pop("images")
        inputs = {key: tensors[key] for key in ("latents", "classes") if key in tensors}
        for options in ((), ("--uint8",)):
            file, facts = self.exported(name, model, *options)
            # Colours that are weighed by their alpha are no bytes of an image.
            if facts.get("artpipe.alpha") != "premultiplied":
                self.compare(name, file, facts, inputs, expected)
        if facts.get("artpipe.alpha") != "premultiplied":
            self.weights(name, model, inputs, expected)
            self.keras(name, model, inputs, (float(facts["artpipe.black"]), float(facts["artpipe.white"])), expected)

    def image(self, name, model):
        bytes_ = np.random.default_rng(7).integers(0, 256, (32, 32, 3), dtype=np.uint8)
        if name == "one-image":
            bytes_ = np.tile(bytes_, (2, 2, 1))
        Image.fromarray(bytes_).save(self.folder / "input.png")
        self.artpipe("translate", "--model", model, "--input", "input.png", "--output", "output.png")
        expected = np.asarray(Image.open(self.folder / "output.png").convert("RGB"))[None]
        for options in ((), ("--uint8",)):
            file, facts = self.exported(name, model, *options)
            black, white = float(facts["artpipe.black"]), float(facts["artpipe.white"])
            numbers = (bytes_ * np.float32((white - black) / 255) + np.float32(black)).astype(np.float32)
            value = bytes_[None] if options else np.moveaxis(numbers[None], 3, 1)
            self.compare(name, file, facts, {"input": value}, expected)
        self.weights(name, model, {"input": np.moveaxis(numbers[None], 3, 1)}, expected)

    def page(self):
        """The page's commands and code, one after the other, as they stand there."""
        text = (ROOT / "docs/on-a-server.md").read_text()
        command = next(line for line in text.splitlines() if line.startswith("artpipe export onnx"))
        self.artpipe(*command.split()[1:])
        for number, code in enumerate(part.split("```")[0] for part in text.split("```python\n")[1:]):
            run = subprocess.run([sys.executable, "-c", code], cwd=self.folder, capture_output=True, text=True)
            self.tell(f"docs/on-a-server.md, example {number + 1}", run.stderr.strip() or "runs", run.returncode == 0)
        self.tell("docs/on-a-server.md", "images are there", len(list(self.folder.glob("art-*.png"))) == 4)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        check = Check(sys.argv[1], pathlib.Path(folder))
        jobs = [(name, lambda name=name: check.noise(name, name)) for name in SHIPPED]
        jobs += [(name, lambda name=name: check.noise(name, check.trained(name, NOISE[name]))) for name in NOISE]
        jobs += [(name, lambda name=name: check.image(name, check.trained(name, IMAGES[name]))) for name in IMAGES]
        jobs += [("import torch", check.imported), ("import keras", check.imported_from_keras)]
        for name, job in [*jobs, ("docs/on-a-server.md", check.page)]:
            try:
                job()
            except Exception as error:  # The others are looked at all the same.
                check.tell(name, str(error), False)
    raise SystemExit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
