"""Programs that run ONNX, and Keras, each as a function from a file to a function from inputs by name to images."""
import os

import numpy as np
import onnx
import onnxruntime
import openvino


def onnxruntime_session(file):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return lambda inputs: session.run(["images"], inputs)[0]


def openvino_model(file):
    # Where the processor has shorter numbers, OpenVINO takes these unless told not to.
    model = openvino.Core().compile_model(str(file), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return lambda inputs: model(inputs)["images"]


def keras_model(file):
    """A `.keras` file, as a function from inputs by name to images with their channels first."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    import keras
    model = keras.saving.load_model(file, compile=False)
    names = [tensor.name for tensor in model.inputs]

    def run(inputs):
        values = [np.moveaxis(inputs[name], 1, 3) if inputs[name].ndim == 4 else inputs[name] for name in names]
        images = model(values if len(values) > 1 else values[0], training=False)
        return np.ascontiguousarray(np.moveaxis(keras.ops.convert_to_numpy(images), 3, 1))

    run.takes = lambda inputs: all(
        inputs[tensor.name].ndim != 4 or np.moveaxis(inputs[tensor.name], 1, 3).shape[1:] == tuple(tensor.shape[1:])
        for tensor in model.inputs)
    return run


RUNTIMES = {"onnxruntime": onnxruntime_session, "OpenVINO": openvino_model}


def checked(file):
    """The model, once ONNX's own checker has passed it, with the shapes of all that is between inputs and outputs."""
    onnx.checker.check_model(str(file), full_check=True)
    model = onnx.load(str(file))
    versions = [(entry.domain, entry.version) for entry in model.opset_import]
    assert versions == [("", 17)], versions
    for port in [*model.graph.input, *model.graph.output]:
        batch = port.type.tensor_type.shape.dim[0]
        assert batch.dim_param == "batch", f"{port.name}: the batch is not free"
    return model


def difference(found, expected):
    """The largest difference of two arrays of one type and shape, as float64; of bytes in steps."""
    assert found.dtype == expected.dtype, f"{found.dtype} where {expected.dtype} was expected"
    assert found.shape == expected.shape, f"{found.shape} where {expected.shape} was expected"
    return float(np.abs(found.astype(np.float64) - expected.astype(np.float64)).max())
