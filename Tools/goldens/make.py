"""Makes the golden data in Tests/Goldens. Run: python Tools/goldens/make.py"""

import json
import os
import pathlib
import sys

# Plain float32 arithmetic in one thread: the numbers must not depend on the machine more than they have to.
os.environ.update(TF_ENABLE_ONEDNN_OPTS="0", TF_CPP_MIN_LOG_LEVEL="2", KERAS_BACKEND="tensorflow",
                  CUDA_VISIBLE_DEVICES="-1")
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import keras
import numpy
import scipy
import tensorflow as tf
from safetensors.numpy import save_file

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

import layers
import metrics
import models
import optimizers

FOLDER = pathlib.Path(__file__).parents[2] / "Tests" / "Goldens"


KERAS = {"tensorflow": tf.__version__, "keras": keras.__version__}
SCIPY = {"numpy": numpy.__version__, "scipy": scipy.__version__}


def write(name, value, tensors=None, made_with=KERAS, indent=1):
    text = json.dumps({"madeWith": made_with, "content": value}, indent=indent, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n")
    if tensors is not None:
        path = FOLDER / f"{name}.safetensors"
        save_file(tensors, path, metadata=made_with)
        path.chmod(0o644)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = sys.argv[1:] or ["layers", "optimizers", "models", "metrics"]
    if "layers" in chosen:
        write("layers", *layers.make())
    if "optimizers" in chosen:
        write("optimizers", *optimizers.make())
    if "models" in chosen:
        write("models", models.make())
    if "metrics" in chosen:
        write("metrics", metrics.make(), made_with=SCIPY, indent=None)
