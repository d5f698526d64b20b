import Art64
import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import CPPNArt
import CycleGAN
import DCGANMNIST
import DigitsFast
import FastCUT
import Foundation
import HybridGAN
import MLPGAN
import OneImage
import Pix2Pix
import ProgramTestSupport
import RGBArt
import WGANGP

@testable import ArtONNX

/// The models that come along, and what can be set in them, with weights that no layer is without an effect at.
struct ExportedModel: Sendable, CustomStringConvertible {
  let description: String
  let definition: @Sendable () throws -> ModelDefinition
  var options = ONNXModel.Options()
  /// Sizes of images to translate, besides the model's own.
  var sizes: [Size2D] = []

  init(
    _ name: String, bytes: Bool = false, direction: Translator.Direction = .forward, sizes: [Size2D] = [],
    _ definition: @escaping @Sendable () throws -> ModelDefinition
  ) {
    (description, self.definition, self.sizes) = (name, definition, sizes)
    options = ONNXModel.Options(isBytes: bytes, direction: direction)
  }

  static func plugin(
    _ name: String, _ plugin: some ModelPlugin, _ settings: SettingValue = [:], bytes: Bool = false,
    direction: Translator.Direction = .forward, sizes: [Size2D] = []
  ) -> ExportedModel {
    ExportedModel(name, bytes: bytes, direction: direction, sizes: sizes) { try defined(plugin, settings) }
  }

  static func defined(_ plugin: some ModelPlugin, _ settings: SettingValue) throws -> ModelDefinition {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    let definition = plugin.define(reader)
    reader.finish()
    if let problem = log.problems.first { throw problem }
    return definition
  }

  private static func conditioned(_ name: String, _ plugin: some ModelPlugin, _ form: ClassConditioning.Form)
    -> ExportedModel
  {
    ExportedModel(name) {
      var model = try defined(plugin, [:])
      model.conditioning = ClassConditioning(form, embeddingSize: 5)
      return try model.conditioned(on: ["a", "b", "c"].map { ImageClass(name: $0, count: 1) })
    }
  }

  private static func tileable(_ name: String, _ plugin: some ModelPlugin, _ settings: SettingValue = [:])
    -> ExportedModel
  {
    ExportedModel(name) { try defined(plugin, settings).tileable() }
  }

  private static func file(_ name: String, _ path: String) -> ExportedModel {
    .plugin(name, ModelFile(file: "\(Program.package)/\(path)"))
  }

  static let fromNoise: [ExportedModel] = [
    .plugin("art-64", Art64()), .plugin("cppn-art", CPPNArt()), .plugin("dcgan-mnist", DCGANMNIST()),
    .plugin("digits-fast", DigitsFast()), .plugin("hybrid-gan", HybridGAN()), .plugin("mlp-gan", MLPGAN()),
    .plugin("rgb-art", RGBArt()), .plugin("wgan-gp", WGANGP()),
    .plugin("art-64-rgba", Art64(), ["color": "rgba", "size": 32]),
    .plugin("art-64-rgba-bytes", Art64(), ["color": "rgba", "size": 32], bytes: true),
    .plugin("cppn-art-rgba", CPPNArt(), ["color": "rgba", "width": 40]),
    .plugin("rgb-art-rgba", RGBArt(), ["color": "rgba"]),
    .plugin("digits-fast-bytes", DigitsFast(), bytes: true),
    .plugin("dcgan-uniform", DCGANMNIST(), ["width": 12, "height": 20, "latentDistribution": "uniform"]),
    .plugin("cppn-sine", CPPNArt(), ["height": 20, "generator": ["activation": "sine"]]),
    .plugin("cppn-leaky", CPPNArt(), ["generator": ["activation": "leakyReLU", "samples": 1]]),
    .plugin("mlp-sigmoid-bytes", MLPGAN(), ["generator": ["output": "sigmoid"]], bytes: true),
    conditioned("dcgan-classes", DCGANMNIST(), .batchNorm), conditioned("rgb-classes-both", RGBArt(), .both),
    conditioned("mlp-classes", MLPGAN(), .embedding), conditioned("art-64-classes", Art64(), .auto),
    conditioned("wgan-classes", WGANGP(), .auto), conditioned("cppn-classes", CPPNArt(), .auto),
    tileable("art-64-tiles", Art64()), tileable("cppn-tiles", CPPNArt(), ["width": 48]),
    tileable("rgb-art-tiles", RGBArt()), tileable("wgan-tiles", WGANGP()),
    file("residual-32", "Plugins/Models/residual-32.artmodel.json"),
    file("tiny-digits", "Plugins/Models/tiny-digits.artmodel.json"),
    file("every-layer", "Tools/page/every-layer.artmodel.json"),
    ExportedModel("odd-layers", OddLayers.definition),
  ]

  static let fromImages: [ExportedModel] = [
    .plugin("pix2pix", Pix2Pix()),
    .plugin("pix2pix-small", Pix2Pix(), ["networks": "small"]),
    .plugin(
      "pix2pix-free", Pix2Pix(), ["size": 64, "generator": ["depth": 4, "dropout": 0]], sizes: [Size2D(48, 80)]),
    .plugin(
      "pix2pix-residual", Pix2Pix(),
      ["networks": "small", "size": 64, "inputColor": "grey", "generator": ["residual": true, "depth": 4]],
      sizes: [Size2D(48, 80)]),
    .plugin(
      "pix2pix-residual-bytes", Pix2Pix(), ["networks": "small", "size": 32, "generator": ["residual": true]],
      bytes: true),
    .plugin("cyclegan", CycleGAN(), ["size": 64], sizes: [Size2D(96, 32)]),
    .plugin("cyclegan-small", CycleGAN(), ["networks": "small", "size": 64], sizes: [Size2D(32, 72)]),
    .plugin("cyclegan-back", CycleGAN(), ["networks": "small", "size": 32, "inputColor": "grey"], direction: .back),
    .plugin("cyclegan-dropout", CycleGAN(), ["networks": "small", "size": 32, "generator": ["dropout": 0.5]]),
    .plugin("fastcut", FastCUT(), ["size": 64]),
    .plugin("fastcut-small", FastCUT(), ["networks": "small", "size": 64], sizes: [Size2D(32, 64)]),
    .plugin("one-image", OneImage(), sizes: [Size2D(60, 100)]),
    .plugin("one-image-bytes", OneImage(), bytes: true, sizes: [Size2D(100, 60)]),
    .plugin("pix2pix-rgba-bytes", Pix2Pix(), ["networks": "small", "size": 32, "color": "rgba"], bytes: true),
  ]
}

/// Layers that no model has in these places.
private enum OddLayers {
  @Sendable static func definition() -> ModelDefinition {
    ModelDefinition(
      id: "odd-layers", imageShape: [6, 9, 3], latent: LatentSpace(size: 6), pixelRange: .signed,
      generator: Network(
        name: "generator", inputShape: [6],
        [
          Dense(units: 24), GroupNorm(groups: 4), LayerNorm(), Reshape(to: [6, 4]), BatchNorm(),
          Dense(units: 8, useBias: false),
          GroupNorm(groups: 2), LayerNorm(extent: .sample, scale: false), PixelNorm(), Reshape(to: [2, 3, 8]),
          Dense(units: 6, spectralNorm: true), BatchNorm(scale: false, center: false),
          Dropout(rate: 0.4, alwaysOn: true),
          SkipConnection([
            ReLU(), Conv2D(filters: 6, kernelSize: 2, padding: .same), Dropout(rate: 0.2, alwaysOn: true),
          ]),
          UpSample(by: 3, interpolation: .bilinear), InstanceNorm(scale: false, center: false),
          Conv2D(filters: 5, kernelSize: Size2D(5, 4), strides: Size2D(2, 3), padding: .same),
          LeakyReLU(), Conv2DTranspose(filters: 4, kernelSize: Size2D(5, 2), strides: Size2D(2, 3), padding: .same),
          AveragePool(window: 3, strides: 1, padding: .same), Conv2D(filters: 3, kernelSize: 1), Tanh(),
        ]),
      discriminator: Network(name: "discriminator", inputShape: [6, 9, 3], [Flatten(), Dense(units: 1)]),
      recipe: TrainingRecipe(
        loss: .hinge, generatorOptimizer: .adam(learningRate: 1e-3), discriminatorOptimizer: .adam(learningRate: 1e-3),
        batchSize: 4, budget: .steps(1)))
  }
}

extension ExportedModel {
  /// The model with weights of which none is where it has no effect: moving statistics, biases and factors are not those of
  /// the beginning.
  func checkpoint() throws -> Checkpoint {
    let definition = try definition()
    var tensors: [String: Tensor] = [:]
    for (place, spec) in try definition.networks.flatMap({ try $0.parameters() }).enumerated() {
      var tensor = spec.initialTensor(key: RandomKey(seed: 5))
      let noise = RandomKey(seed: 6).folded(UInt64(place)).normals(count: tensor.scalars.count)
      for index in tensor.scalars.indices {
        switch spec.role {
        case .state where spec.name.hasSuffix("variance"): tensor.scalars[index] = 0.5 + abs(noise[index])
        case .state, .bias, .scale: tensor.scalars[index] += 0.2 * noise[index]
        case .kernel, .embedding: break
        }
      }
      tensors[spec.name] = tensor
    }
    return try Checkpoint(definition: definition, state: nil, tensors: tensors)
  }
}
