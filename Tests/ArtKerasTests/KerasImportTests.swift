import ArtCPU
import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtKeras

/// GANs of Keras make the images here that they make there.
@Suite("Imported from Keras")
struct KerasImportTests {
  @Test(
    "Images are Keras's",
    arguments: [
      ["dcgan-generator.keras"], ["dcgan-generator.keras", "dcgan-discriminator.keras"], ["dcgan-generator.h5"],
      ["dcgan-keras2.h5"], ["dcgan-generator.weights.h5"], ["mlp-discriminator.keras", "mlp-generator.keras"],
      ["mlp-generator.h5"], ["mlp-generator.weights.h5"],
    ])
  func images(files: [String]) throws {
    let name = String(files[0].prefix { $0 != "-" })
    let imported = try KerasModel.read(files.map(KerasFixture.path), id: "imported", model: nil)
    let checkpoint = try imported.checkpoint(seed: 1)
    #expect(try imported.missingNetworks().map(\.name) == (files.count == 2 ? [] : ["discriminator"]))
    try compare(checkpoint, name)
  }

  @Test("A model file's networks take weights alone")
  func known() throws {
    let definition = try KerasModel.read([KerasFixture.path("dcgan-generator.keras")], id: "known", model: nil)
      .definition
    let imported = try KerasModel.read(
      [KerasFixture.path("dcgan-generator.weights.h5")], id: "other", model: definition)
    try compare(imported.checkpoint(seed: 1), "dcgan")
  }

  private func compare(_ checkpoint: Checkpoint, _ name: String) throws {
    let expected = try KerasFixture.tensors(name)
    let (latents, images) = (try #require(expected["latents"]), try #require(expected["images"]))
    let size = latents.shape[1]
    let points = (0..<latents.shape[0]).map { Array(latents.scalars[$0 * size..<($0 + 1) * size]) }
    var numbers: [Float] = []
    try Sampler(checkpoint, device: CPUDevice(threads: 2)).forEachRaw(points) { numbers += Array($1) }
    #expect(numbers.count == images.scalars.count)
    let largest = zip(numbers, images.scalars).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
    #expect(largest <= 1e-5, "the largest difference is \(largest)")
    // The images are not all one.
    #expect(images.scalars.max().map { $0 - (images.scalars.min() ?? 0) } ?? 0 > 0.1)
  }

  @Test("Networks, scales and recipes are those of the files")
  func definition() throws {
    let dcgan = try KerasModel.read(
      ["dcgan-generator.keras", "dcgan-discriminator.keras"].map(KerasFixture.path), id: "a", model: nil
    ).definition
    #expect(dcgan.imageShape == [8, 8, 1])
    #expect(dcgan.latent.size == 8)
    #expect(dcgan.pixelRange == .signed)
    #expect(
      dcgan.generator.layers.map(\.title) == [
        "Dense", "BatchNorm", "LeakyReLU", "Reshape", "Conv2DTranspose", "BatchNorm", "LeakyReLU", "Conv2DTranspose",
        "BatchNorm", "LeakyReLU", "Conv2DTranspose", "Tanh",
      ])
    #expect(
      dcgan.discriminator.layers.map(\.title) == [
        "Conv2D", "LeakyReLU", "Dropout", "Conv2D", "LeakyReLU", "Dropout", "Flatten", "Dense",
      ])
    #expect(dcgan.notes == [])
    let mlp = try KerasModel.read(
      ["mlp-generator.keras", "mlp-discriminator.keras"].map(KerasFixture.path), id: "b", model: nil
    ).definition
    #expect(mlp.generator.layers.contains { ($0 as? BatchNorm)?.momentum == 0.8 })
    #expect(mlp.generator.layers.contains { ($0 as? LeakyReLU)?.slope == 0.2 })
    // Its losses have the sigmoid in them.
    #expect(mlp.discriminator.layers.last is Dense)
    #expect(mlp.notes.count == 1)
  }
}
