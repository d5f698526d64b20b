"""The settings that each inference engine is tried with.

A function for each engine: from an ONNX file, points `[batch, size]` and a number of threads to its settings by name; each is
a function that prepares the engine and gives another, which makes the images `[batch, channels, height, width]`.
"""
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def parts(points, count):
    return [np.ascontiguousarray(part) for part in np.array_split(points, count) if len(part)]


def onnxruntime_settings(file, points, threads):
    import onnxruntime

    def session(batch, threads):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        if batch:
            options.add_free_dimension_override_by_name("batch", batch)
        return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def whole(batch, threads=threads):
        made = session(batch, threads)
        return lambda: made.run(["images"], {"latents": points})[0]

    def shared():
        pieces = parts(points, threads)
        sessions, pool = [session(len(piece), 1) for piece in pieces], ThreadPoolExecutor(len(pieces))
        return lambda: np.concatenate(list(pool.map(
            lambda pair: pair[0].run(["images"], {"latents": pair[1]})[0], zip(sessions, pieces))))

    settings = {"all threads": lambda: whole(len(points)), "all threads, free batch": lambda: whole(None)}
    if threads > 1:
        settings["one thread"] = lambda: whole(len(points), 1)
    if len(points) > 1 and threads > 1:
        settings["a session for each thread"] = shared
    return settings


def openvino_settings(file, points, threads):
    import openvino

    def compiled(batch, hint, **options):
        core = openvino.Core()
        model = core.read_model(file)
        model.reshape({"latents": [batch, points.shape[1]]})
        # Where the processor has shorter numbers, OpenVINO takes these unless told not to.
        return core.compile_model(model, "CPU", {
            "INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": hint,
            **{"INFERENCE_NUM_THREADS": threads, **options}})

    def request(model, piece):
        made = model.create_infer_request()
        made.set_input_tensor(openvino.Tensor(piece, shared_memory=True))
        return made

    def whole(hint, **options):
        made = request(compiled(len(points), hint, **options), points)

        def run():
            made.infer()
            return made.get_output_tensor().data
        return run

    def shared():
        pieces = parts(points, threads)
        model = compiled(len(pieces[0]), "THROUGHPUT", NUM_STREAMS=len(pieces))
        requests = [request(model, piece) for piece in pieces]

        def run():
            for made in requests:
                made.start_async()
            for made in requests:
                made.wait()
            return np.concatenate([made.get_output_tensor().data for made in requests])
        return run

    settings = {"latency hint": lambda: whole("LATENCY"), "throughput hint": lambda: whole("THROUGHPUT")}
    if threads > 1:
        settings["latency hint, one thread"] = lambda: whole("LATENCY", INFERENCE_NUM_THREADS=1)
    if len(points) > 1 and threads > 1 and len(points) % threads == 0:
        settings["throughput hint, a stream for each thread"] = shared
    return settings


def ncnn_settings(file, points, threads):
    import ncnn

    from ncnn_model import converted
    parameters, weights = converted(file, points.shape[1])

    def network(threads):
        net = ncnn.Net()
        net.opt.num_threads = threads
        for option in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage"):
            setattr(net.opt, option, False)
        net.opt.use_vulkan_compute = False
        if net.load_param(str(parameters)) or net.load_model(str(weights)):
            raise RuntimeError("ncnn could not read what pnnx wrote")
        return net

    def image(net, value):
        extractor = net.create_extractor()
        extractor.input("in0", value)
        status, output = extractor.extract("out0")
        if status:
            raise RuntimeError(f"ncnn stopped with status {status}")
        return output

    def each(threads=threads):
        net = network(threads)
        return lambda: np.stack([np.array(image(net, ncnn.Mat(point))) for point in points])

    def at_once():
        net = network(threads)
        return lambda: image(net, ncnn.Mat(points, batch_index=0)).numpy(batch_index=0)

    def shared():
        net, pieces = network(1), parts(points, threads)
        pool = ThreadPoolExecutor(len(pieces))

        def run(piece):
            return [np.array(image(net, ncnn.Mat(point))) for point in piece]
        return lambda: np.stack(sum(pool.map(run, pieces), []))

    settings = {"all threads": each}
    if threads > 1:
        settings["one thread"] = lambda: each(1)
    if len(points) > 1:
        settings["all threads, one batch"] = at_once
        if threads > 1:
            settings["images shared out among threads"] = shared
    return settings


ENGINES = {"onnxruntime": onnxruntime_settings, "OpenVINO": openvino_settings, "ncnn": ncnn_settings}
