"""Programs that run ONNX, each as a function from a file to a function from inputs by name to images."""
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
