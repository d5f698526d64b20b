import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Foundation
import MLPGAN
import Testing

@testable import ArtONNX

/// What stands in exported files.
@Suite("Files of ONNX")
struct ONNXFileTests {
  private static func read(_ model: ExportedModel, texts: [String: String] = [:]) throws -> ONNXReader {
    let folder = try TemporaryFolder()
    let file = folder.path(of: "model.onnx")
    try ONNXModel(model.checkpoint(), model.options).write(to: .typed(file), version: "1.2", texts: texts)
    return try ONNXReader(file)
  }

  private static func model(_ name: String) throws -> ExportedModel {
    try #require((ExportedModel.fromNoise + ExportedModel.fromImages).first { $0.description == name })
  }

  /// A generator of these layers on images to translate.
  private static func file(_ layers: [any Layer], _ height: Int, _ width: Int, channels: Int = 3) throws -> ONNXReader {
    let shape: Shape = [height, width, channels]
    let generator = Network(name: "n", inputShape: shape, layers)
    var tensors: [String: Tensor] = [:]
    for spec in try generator.parameters() { tensors[spec.name] = spec.initialTensor(key: RandomKey(seed: 1)) }
    let builder = ONNXBuilder(isFreeSize: false, classes: nil) { name, _ in ONNXWeights(tensors[name] ?? Tensor(0)) }
    builder.graph.addInput(ONNXPort(name: "input", element: .float, sides: [.free("batch")], help: ""))
    let y = try builder.apply(
      layers, to: ONNXValue(name: "input", shape: shape), root: "n.layers", reportedAs: "n.layers")
    builder.graph.addOutput(ONNXPort(name: "images", element: .float, sides: [.free("batch")], help: ""), of: y.name)
    let folder = try TemporaryFolder()
    let file = ONNXFile(graph: builder.graph, name: "n", version: "", help: "", texts: [:])
    try file.write(to: .typed(folder.path(of: "n.onnx"))) {}
    return try ONNXReader(folder.path(of: "n.onnx"))
  }

  /// TensorFlow's padding `same`: above, left, below, right.
  @Test(
    "Padding is written out, as TensorFlow has it",
    arguments: [
      (5, 2, 6, [1, 1, 2, 2]), (4, 2, 6, [1, 1, 1, 1]), (3, 2, 6, [0, 0, 1, 1]), (5, 2, 7, [2, 2, 2, 2]),
      (3, 1, 6, [1, 1, 1, 1]), (4, 1, 6, [1, 1, 2, 2]), (1, 2, 6, [0, 0, 0, 0]), (4, 3, 7, [1, 1, 2, 2]),
    ])
  func pads(kernel: Int, stride: Int, side: Int, expected: [Int]) throws {
    let convolution = Conv2D(filters: 2, kernelSize: Size2D(kernel), strides: Size2D(stride), padding: .same)
    let node = try #require(try Self.file([convolution], side, side).nodes.first { $0.operation == "Conv" })
    #expect(node.lists["pads"] == expected)
    #expect(node.lists["strides"] == [stride, stride])
  }

  @Test(
    "What a transposed convolution cuts off is written out",
    arguments: [
      (5, 2, [1, 1, 2, 2], [0, 0]), (4, 2, [1, 1, 1, 1], [0, 0]), (3, 2, [0, 0, 1, 1], [0, 0]),
      (2, 3, [0, 0, 0, 0], [1, 1]), (3, 1, [1, 1, 1, 1], [0, 0]),
    ])
  func transposedPads(kernel: Int, stride: Int, expected: [Int], more: [Int]) throws {
    let layer = Conv2DTranspose(filters: 2, kernelSize: Size2D(kernel), strides: Size2D(stride), padding: .same)
    let node = try #require(try Self.file([layer], 4, 4).nodes.first { $0.operation == "ConvTranspose" })
    #expect(node.lists["pads"] == expected)
    #expect(node.lists["output_padding"] == more)
  }

  /// Numbers that are found again: kernels stand with their output channels first.
  @Test func kernelsAreTransposed() throws {
    let kernel = ONNXWeights(dimensions: [2, 1, 3, 2]) { (0..<12).map(Float.init) }
    let turned = kernel.transposed([3, 2, 0, 1])
    #expect(turned.dimensions == [2, 3, 2, 1])
    #expect(turned.numbers() == [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11])
    #expect(ONNXWeights(dimensions: []) { [4] }.transposed([]).numbers() == [4])
    let layer = Conv2D(filters: 2, kernelSize: Size2D(1, 2))
    let file = try Self.file([layer], 2, 2, channels: 1)
    let stored = try #require(file.initializers["n.layers.0.kernel"])
    #expect(stored.dimensions == [2, 1, 1, 2])
    // Here a kernel is [height, width, in, out]: both outputs' numbers of one place stand side by side.
    let network = Network(name: "n", inputShape: [2, 2, 1], [layer])
    let spec = try #require(try network.parameters().first { $0.name == "n.layers.0.kernel" })
    let numbers = spec.initialTensor(key: RandomKey(seed: 1)).scalars
    #expect(stored.floats == [0, 2, 1, 3].map { numbers[$0] })
  }

  @Test("have the size that is told before", arguments: ["mlp-gan", "digits-fast-bytes", "cyclegan-dropout"])
  func sizes(name: String) throws {
    let model = try Self.model(name)
    let folder = try TemporaryFolder()
    let file = folder.path(of: "model.onnx")
    try ONNXModel(model.checkpoint(), model.options).write(to: .typed(file), version: "1.2")
    let size = try Data(contentsOf: URL(fileURLWithPath: file)).count
    let told = try ONNXModel.bytes(of: model.definition(), model.options)
    #expect(size <= told && told - size < 65_536)
  }

  @Test func aFileSaysWhatItIs() throws {
    let file = try Self.read(Self.model("digits-fast"), texts: ["Software": "x"])
    #expect(file.form == 8 && file.operatorSet == 17 && file.producer == "artpipe")
    #expect(file.texts["Software"] == "x")
    #expect(file.texts["artpipe.model"] == "digits-fast")
    #expect(file.texts["artpipe.latentSize"] == "64")
    #expect(file.texts["artpipe.latentDistribution"] == "normal")
    #expect(file.texts["artpipe.black"] == "-1.0" && file.texts["artpipe.white"] == "1.0")
    #expect(file.inputs.map(\.name) == ["latents"] && file.outputs.map(\.name) == ["images"])
    #expect(file.inputs.map(\.sides) == [["batch", "64"]])
    #expect(file.outputs.map(\.sides) == [["batch", "1", "28", "28"]] && file.outputs.map(\.element) == [1])
    #expect(file.nodes.last?.outputs == ["images"])
  }

  @Test func classesAreAnInput() throws {
    let file = try Self.read(Self.model("dcgan-classes"))
    #expect(file.inputs.map(\.name) == ["latents", "classes"])
    #expect(file.inputs.last?.sides == ["batch", "3"])
    #expect(file.texts["artpipe.classes"] == "a\nb\nc")
  }

  @Test func bytesAreAsInImageFiles() throws {
    let file = try Self.read(Self.model("art-64-rgba-bytes"))
    #expect(file.outputs.map(\.element) == [2] && file.outputs.map(\.sides) == [["batch", "32", "32", "4"]])
    #expect(file.texts["artpipe.alpha"] == "straight" && file.texts["artpipe.layout"] == "NHWC")
    #expect(try Self.read(Self.model("art-64-rgba")).texts["artpipe.alpha"] == "premultiplied")
  }

  @Test(
    "Height and width are free where a network takes any",
    arguments: [
      ("pix2pix-small", true), ("cyclegan-small", true), ("one-image", true), ("fastcut-small", true),
      ("pix2pix", false),
    ])
  func sizes(name: String, isFree: Bool) throws {
    let model = try Self.model(name)
    let definition = try model.definition()
    try ONNXModel.check(definition)
    let exported = try ONNXModel(model.checkpoint())
    #expect((exported.sizeMultiple != nil) == isFree)
    let sides = exported.graph.outputs.flatMap(\.sides).map { side in
      if case .free(let name) = side { name } else { "" }
    }
    #expect(sides == (isFree ? ["batch", "", "height", "width"] : ["batch", "", "", ""]))
  }

  /// Every name that an operator takes is there before it, and every output has a name of its own.
  @Test(
    "The graph is in order",
    arguments: ["every-layer", "odd-layers", "cppn-tiles", "pix2pix-small", "rgb-classes-both"])
  func order(name: String) throws {
    let file = try Self.read(Self.model(name))
    var known = Set(file.initializers.keys).union(file.inputs.map(\.name))
    for node in file.nodes {
      for input in node.inputs where !input.isEmpty { #expect(known.contains(input), "\(node.name): \(input)") }
      for output in node.outputs { #expect(known.insert(output).inserted, "\(output)") }
    }
    #expect(file.outputs.allSatisfy { known.contains($0.name) })
    #expect(Set(file.nodes.map(\.name)).count == file.nodes.count)
    let used = Set(file.nodes.flatMap(\.inputs))
    for name in file.initializers.keys { #expect(used.contains(name), "\(name)") }
  }

  @Test func theSameModelGivesTheSameBytes() throws {
    let (folder, model) = (try TemporaryFolder(), try Self.model("every-layer"))
    for name in ["a", "b"] {
      try ONNXModel(model.checkpoint()).write(to: .typed(folder.path(of: name)), version: "1")
    }
    #expect(try folder.data("a") == folder.data("b"))
  }

  @Test func averagedWeightsAreTaken() throws {
    var checkpoint = try Self.model("mlp-gan").checkpoint()
    checkpoint.definition.recipe.ema = EMA()
    for (name, tensor) in checkpoint.tensors where name.hasPrefix("generator") {
      var average = tensor
      for index in average.scalars.indices { average.scalars[index] += 1 }
      checkpoint.tensors["ema.\(name)"] = average
    }
    let model = try ONNXModel(checkpoint)
    let folder = try TemporaryFolder()
    try model.write(to: .typed(folder.path(of: "m")), version: "")
    let stored = try ONNXReader(folder.path(of: "m")).initializers["generator.layers.0.kernel"]
    #expect(stored?.floats == checkpoint.tensors["ema.generator.layers.0.kernel"]?.scalars)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let graph = ONNXGraph()
    _ = graph.add("a", ONNXWeights(dimensions: [1 << 15, 1 << 15]) { [] })
    let folder = try TemporaryFolder()
    let file = ONNXFile(graph: graph, name: "", version: "", help: "", texts: [:])
    let error = #expect(throws: ONNXError.self) { try file.write(to: .typed(folder.path(of: "a"))) {} }
    #expect(
      "\(try #require(error))"
        == "the file would have 4.3 GB, and one of ONNX has at most 2.1 GB: export the weights as safetensors")
    let small = ONNXGraph()
    _ = small.add("a", ONNXWeights(dimensions: [2]) { [1] })
    #expect(throws: ONNXError.wrongCount("a", found: 1, expected: 2)) {
      try ONNXFile(graph: small, name: "", version: "", help: "", texts: [:]).write(to: .typed(folder.path(of: "a"))) {}
    }
    #expect(try folder.files().isEmpty)
  }
}
