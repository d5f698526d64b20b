import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport

@testable import ArtTorch

/// Small networks that PyTorch 2.15 saved, with what it makes of some latents: `Tools/interop/dcgan.py Tests/ArtTorchTests/Fixtures
/// --size 8 --features 2 --latent 4 --channels 1 --batch 2`.
enum TorchFixture {
  static let folder = String(#filePath.dropLast("/TorchFixture.swift".count)) + "/Fixtures"

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func read(_ files: String..., model: ModelDefinition? = nil) throws -> ImportedModel {
    try TorchModel.read(files.map(path), id: "imported", model: model)
  }

  /// The largest difference of a model's images and logits from those that PyTorch made of the same latents.
  ///
  /// - Parameter prefix: Of the tensors' names in `expected.safetensors`.
  static func differences(
    of model: ImportedModel, expected file: String = path("expected.safetensors"), prefix: String = ""
  ) throws -> (images: Float, logits: Float) {
    let expected = try Safetensors(path: file).tensors
    let (latents, images) = (expected["latents"] ?? .zeros([0]), expected["\(prefix)images"] ?? .zeros([0]))
    let tensors = try model.checkpoint(seed: 1).tensors
    let made = try output(of: model.definition.generator, latents, tensors)
    let logits = try output(of: model.definition.discriminator, images, tensors)
    return (difference(made, images), difference(logits, expected["\(prefix)logits"] ?? .zeros([0])))
  }

  static func output(of network: Network, _ input: Tensor, _ tensors: [String: Tensor]) throws -> Tensor {
    let graph = Graph()
    let y = try network.apply(
      graph.input("x", shape: input.shape), context: NetworkContext(graph: graph, mode: .inference))
    let run = try FastRun(
      ArtGraph.Program(graph, outputs: ["y": y]), threads: 2, inputs: ["x": input], variables: tensors)
    return run.outputs["y"] ?? .zeros([0])
  }

  /// Infinite where shapes differ.
  static func difference(_ a: Tensor, _ b: Tensor) -> Float {
    guard a.shape == b.shape else { return .infinity }
    return zip(a.scalars, b.scalars).map { abs($0 - $1) }.max() ?? .infinity
  }
}
