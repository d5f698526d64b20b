"""An ONNX file of artpipe as ncnn's files, by pnnx.

pnnx (2026-10) leaves two things of these graphs out, which are written in another way for it: products whose kernel is not
transposed (it makes a `Gemm` of them that reads packed points wrongly), and transposed convolutions with more padding at the
end than at the start, as TensorFlow's `same` has (it knows one number for both; ncnn's own layer knows both).
"""
import importlib.util
import pathlib
import subprocess

import onnx
from onnx import helper, numpy_helper

# ONNX's names of operators that ncnn calls otherwise: pnnx writes them where it could not convert one.
UNKNOWN = {"ConvTranspose", "Conv", "BatchNormalization", "Gemm"}


def written_for_pnnx(file, output):
    """Writes the graph anew. - Returns: the padding at the end, [bottom, right], of each transposed convolution."""
    model = onnx.load(str(file))
    values = {value.name: value for value in model.graph.initializer}
    ends = []
    for node in model.graph.node:
        attributes = {attribute.name: attribute for attribute in node.attribute}
        if node.op_type == "Gemm" and not ("transB" in attributes and attributes["transB"].i):
            kernel = values[node.input[1]]
            kernel.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(kernel).T.copy(), kernel.name))
            node.attribute.append(helper.make_attribute("transB", 1))
        if node.op_type == "ConvTranspose":
            pads = list(attributes["pads"].ints)
            ends.append(pads[2:])
            attributes["pads"].ints[:] = pads[:2] * 2
    onnx.save(model, str(output))
    return ends


def converted(file, size):
    """The paths of ncnn's two files, beside the ONNX file. - size: numbers of a latent point.

    - Throws: RuntimeError that names what pnnx did not convert.
    """
    graph = pathlib.Path(file).with_name("graph.onnx")
    ends = written_for_pnnx(file, graph)
    found = importlib.util.find_spec("pnnx")
    if found is None:
        raise RuntimeError("the package pnnx, which converts the model, is not installed")
    # The package's own command imports PyTorch only to call this.
    program = pathlib.Path(found.submodule_search_locations[0], "pnnx")
    program.chmod(0o755)
    run = subprocess.run(
        [program, graph.name, f"inputshape=[1,{size}]", "fp16=0"], cwd=graph.parent, capture_output=True, text=True)
    parameters = graph.with_name("graph.ncnn.param")
    if run.returncode or not parameters.exists():
        words = (run.stderr.strip() or run.stdout.strip() or f"status {run.returncode}").splitlines()[-1]
        raise RuntimeError(f"pnnx did not convert the model: {words}")
    lines = parameters.read_text().splitlines()
    kinds = [line.split()[0] for line in lines[2:] if line.strip()]
    unknown = sorted(UNKNOWN & set(kinds))
    if unknown or kinds.count("Deconvolution") != len(ends):
        raise RuntimeError(f"pnnx left operators that ncnn does not have: {', '.join(unknown) or 'ConvTranspose'}")
    for number, (bottom, right) in zip([n for n, line in enumerate(lines) if line.startswith("Deconvolution ")], ends):
        lines[number] += f" 15={right} 16={bottom}"
    parameters.write_text("\n".join(lines) + "\n")
    return parameters, parameters.with_suffix(".bin")
