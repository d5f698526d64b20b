import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import ArtZip
import Foundation
import ProgramTestSupport
import Testing

@testable import ArtTorch

@Suite("Models from PyTorch")
struct TorchModelTests {
  @Test(
    "Both networks give PyTorch's numbers, in whatever form they were saved",
    arguments: [["netG.pt", "netD.pt"], ["netD.pt", "netG.safetensors"], ["both.pt"]])
  func numbers(files: [String]) throws {
    let model = try TorchModel.read(files.map(TorchFixture.path), id: "imported", model: nil)
    #expect(try model.missingNetworks().isEmpty)
    let (images, logits) = try TorchFixture.differences(of: model)
    #expect(images <= 1e-5)
    #expect(logits <= 1e-5)
  }

  @Test(
    "Other number formats and views of larger storages hold the same numbers",
    arguments: [
      ("strided.pt", Float(0)), ("double.pt", 0), ("half.pt", 0x1p-11), ("bfloat16.pt", 0x1p-8),
    ])
  func forms(file: String, share: Float) throws {
    let (plain, other) = (try TorchFixture.read("netG.pt").weights, try TorchFixture.read(file).weights)
    #expect(plain.keys == other.keys)
    for (name, tensor) in plain {
      let found = try #require(other[name])
      #expect(found.shape == tensor.shape)
      #expect(zip(found.scalars, tensor.scalars).allSatisfy { abs($0 - $1) <= abs($1) * share }, "\(name)")
    }
  }

  @Test("A file of a machine that writes the other end first holds the same numbers")
  func bigEndian() throws {
    let folder = try TemporaryFolder()
    let zip = try ZipReader(.typed(TorchFixture.path("netG.pt")))
    let writer = try ZipWriter(.typed(folder.path(of: "big.pt")))
    for entry in zip.entries {
      var bytes = try zip.bytes(entry.name, limit: 1 << 20)
      if entry.name.hasSuffix("byteorder") { bytes = Array("big".utf8) }
      // The last is a count, of 64 bits.
      if entry.name.contains("/data/") {
        let size = entry.name.hasSuffix("/5") ? 8 : 4
        bytes = stride(from: 0, to: bytes.count, by: size).flatMap { bytes[$0..<$0 + size].reversed() }
      }
      try writer.add(entry.name, bytes)
    }
    try writer.commit()
    let model = try TorchModel.read([folder.path(of: "big.pt")], id: "imported", model: nil)
    #expect(model.weights == (try TorchFixture.read("netG.pt").weights))
  }

  @Test("The networks have the layers and sizes of pytorch/examples")
  func form() throws {
    let model = try TorchFixture.read("netG.pt", "netD.pt").definition
    #expect(model.imageShape == [8, 8, 1])
    #expect(model.latent == LatentSpace(size: 4))
    #expect(
      model.generator.layers.map { type(of: $0).kind } == [
        "reshape", "conv2dTranspose", "batchNorm", "relu", "conv2dTranspose", "tanh",
      ])
    #expect(model.discriminator.layers.map { type(of: $0).kind } == ["conv2d", "leakyReLU", "conv2d", "flatten"])
    let norm = try #require(model.generator.layers[2] as? BatchNorm)
    #expect(norm == BatchNorm(momentum: 0.9, epsilon: 1e-5))
    #expect(
      DCGANForm.discriminator(imageShape: [64, 64, 3], convolutions: 5).layers.compactMap { ($0 as? Conv2D)?.filters }
        == [
          64, 128, 256, 512, 1,
        ])
  }

  @Test("A generator alone gets a discriminator at its first values, the same for a seed")
  func generatorAlone() throws {
    let model = try TorchFixture.read("netG.pt")
    #expect(try model.missingNetworks().map(\.name) == ["discriminator"])
    let checkpoints = try [1, 1, 2].map { try model.checkpoint(seed: $0) }
    #expect(checkpoints[0] == checkpoints[1])
    #expect(checkpoints[0] != checkpoints[2])
  }

  @Test("The model file that stands beside gives the same model")
  func modelFile() throws {
    let model = try TorchFixture.read("netG.pt", "netD.pt").definition
    let folder = try TemporaryFolder()
    let path = folder.path(of: "imported.artmodel.json")
    try ModelFile.text(of: model, summary: "A test", documentation: "\"Quoted\".").write(
      toFile: path, atomically: true, encoding: .utf8)
    let file = ModelFile(file: path)
    #expect(file.problems == [])
    #expect(file.define(SettingsReader(nil, log: ProblemLog())) == model)
  }

  @Test("The model in the page about PyTorch is the DCGAN of pytorch/examples, as it is imported")
  func page() throws {
    let text = try String(
      contentsOfFile: ProgramTestSupport.Program.package + "/docs/from-keras-and-pytorch.md", encoding: .utf8)
    let blocks = text.components(separatedBy: "```json\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    let folder = try TemporaryFolder()
    let path = folder.path(of: "faces.artmodel.json")
    try #require(blocks.first { $0.contains("\"discriminator\": [") }).write(
      toFile: path, atomically: true, encoding: .utf8)
    let file = ModelFile(file: path)
    #expect(file.problems == [])
    let model = file.define(SettingsReader(nil, log: ProblemLog()))

    let kernels: [(name: String, shape: Shape)] = zip([100, 512, 256, 128, 64], [512, 256, 128, 64, 3]).enumerated().map
    {
      ("main.\(3 * $0)", [$1.0, $1.1, 4, 4])
    }
    let modules = kernels.flatMap { kernel -> [TorchModule] in
      let norm = TorchModule(name: "norm", shapes: ["weight": [kernel.shape[1]], "running_mean": [kernel.shape[1]]])
      let convolution = TorchModule(name: kernel.name, shapes: ["weight": kernel.shape])
      return kernel.shape[1] == 3 ? [convolution] : [convolution, norm]
    }
    #expect(model.generator == DCGANForm.network(modules)?.network)
    #expect(model.discriminator == DCGANForm.discriminator(imageShape: [64, 64, 3], convolutions: 5))
    #expect(model.recipe == DCGANForm.recipe)
  }

  // MARK: Models that are named

  /// The networks of dcgan.py that are no DCGAN of pytorch/examples.
  private static func dense(units: Int = 36) -> ModelDefinition {
    let shape: Shape = [4, 6, 3]
    let generator: [any Layer] = [
      Dense(units: units), BatchNorm(epsilon: 1e-5), ReLU(), Reshape(to: [2, 3, units / 6]),
      Conv2DTranspose(filters: 3, kernelSize: 4, strides: 2, padding: .same), Tanh(),
    ]
    let discriminator: [any Layer] = [
      Conv2D(filters: 5, kernelSize: 4, strides: 2, padding: .same), LeakyReLU(slope: 0.2), Flatten(), Dense(units: 1),
    ]
    return ModelDefinition(
      id: "dense", imageShape: shape, latent: LatentSpace(size: 4), pixelRange: .signed,
      generator: Network(name: "generator", inputShape: [4], generator),
      discriminator: Network(name: "discriminator", inputShape: shape, discriminator), recipe: .dcgan)
  }

  @Test("Tensors go to the layers of a named model, also where images are made of vectors and back")
  func named() throws {
    let model = try TorchFixture.read("denseG.pt", "denseD.pt", model: Self.dense())
    let (images, logits) = try TorchFixture.differences(of: model, prefix: "dense.")
    #expect(images <= 1e-5)
    #expect(logits <= 1e-5)
  }

  // MARK: What is refused

  private static let refused: [(files: [String], words: [String])] = [
    (["whole.pt"], ["'__main__.Generator'", "is not run here", "torch.save(netG.state_dict()"]),
    (["old.pt"], ["before PyTorch 1.6", "weights_only=True", "old.pt new.pt"]),
    (["netD.pt"], ["holds a discriminator, and no generator"]),
    (["netG.pt", "double.pt"], ["holds a second generator", "netG.pt"]),
    (["denseG.pt"], ["is no DCGAN in the form of pytorch/examples", "project.weight [36, 4]", "--model NAME"]),
    (["expected.safetensors"], ["holds a tensor 'dense.images' [2, 4, 6, 3]"]),
  ]

  @Test("What is no such model is refused with what was found and expected", arguments: refused)
  func refusals(files: [String], words: [String]) throws {
    let error = #expect(throws: ImportError.self) {
      try TorchModel.read(files.map(TorchFixture.path), id: "imported", model: nil)
    }
    for word in words { #expect(error?.description.contains(word) == true, "\(error?.description ?? "")") }
  }

  @Test("A named model that does not fit is told with the layer and the tensor")
  func misfits() throws {
    let wide = #expect(throws: ImportError.self) { try TorchFixture.read("denseG.pt", model: Self.dense(units: 48)) }
    #expect(
      wide?.message
        == "holds 'project.weight' with the shape [36, 4], and generator.layers.0 (Dense) needs [48, 4]")
    let few = #expect(throws: ImportError.self) { try TorchFixture.read("denseD.pt", model: Self.dense()) }
    #expect(few?.message.contains("conv.weight") == true)
    let many = #expect(throws: ImportError.self) {
      try TorchFixture.read("denseG.pt", "denseD.pt", "netD.pt", model: Self.dense())
    }
    #expect(many?.message.contains("one network too many") == true)
  }
}
