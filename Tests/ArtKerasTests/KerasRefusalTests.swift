import ArtGAN
import ArtHDF5
import ArtSettings
import ArtTestSupport
import ArtZip
import Foundation
import Testing

@testable import ArtKeras

/// What cannot be read is refused by the layer's name, number and class, and code is never run.
@Suite("Refused from Keras")
struct KerasRefusalTests {
  /// A layer that is refused behind a dense one, and what is said of it.
  private static let layers: [(String, SettingValue, String)] = [
    ("Lambda", ["function": "x"], "layer 3 'layer_2' (Lambda): it holds code: it is never run"),
    ("MaxPooling2D", [:], "layer 3 'layer_2' (MaxPooling2D): there is no such layer here. These are read: Activation,"),
    (
      "Activation", ["activation": "elu"],
      "its activation is 'elu', and these are there: linear, relu, leaky_relu, tanh, sigmoid"
    ),
    ("BatchNormalization", ["axis": 0], "its 'axis' is [0]: only the last axis"),
    ("BatchNormalization", ["epsilon": "x"], "expected a number as 'epsilon', found \"x\""),
    ("Dense", [:], "expected a whole number as 'units', found nothing"),
    ("Dense", ["units": -3], "layer 3 'layer_2' (Dense): the number of units must be between"),
    ("Conv2D", ["filters": 4, "kernel_size": [3, 3]], "layer 3 'layer_2' (Conv2D): needs images"),
    ("Reshape", ["target_shape": [5, 5]], "16 numbers of an input of shape [16] do not fill"),
    ("ReLU", ["max_value": 6.0], "it has a 'max_value'"),
    ("Conv2D", ["filters": 4, "kernel_size": 3, "dilation_rate": [2, 2]], "its 'dilation_rate' is [2, 2]"),
    (
      "Conv2D", ["filters": 4, "kernel_size": 3, "data_format": "channels_first"],
      "its 'data_format' is 'channels_first'"
    ),
    ("Dense", ["units": 9_000_000_000_000], "layer 3 'layer_2' (Dense): the number of units must be between"),
  ]

  @Test("Layers", arguments: layers.indices)
  func layer(index: Int) throws {
    let (kind, settings, words) = Self.layers[index]
    let text = try message([("Dense", ["units": 16]), (kind, settings)], weights: ["dense": [[4, 16], [16]]])
    #expect(text.contains(words), "\(text)")
  }

  private func message(
    _ layers: [(String, SettingValue)], input: [Int] = [4], weights: [String: [[Int]]]
  ) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "g.keras")
    try KerasFixture.write(layers, input: input, weights: weights, to: path)
    let error = #expect(throws: (any Error).self) { _ = try KerasModel.read([path], id: "g", model: nil) }
    let text = "\(try #require(error))"
    #expect(text.hasPrefix(path))
    return text
  }

  @Test(
    "Weights that do not fit, or are missing",
    arguments: [
      ([[4, 15], [16]], "its kernel (/layers/dense/vars/0) has the sides [4, 15], and [4, 16] are expected"),
      ([[4, 16]], "has 1 arrays of weights in the file, and kernel, bias are expected"), ([], "has 0 arrays"),
    ] as [([[Int]], String)])
  func weights(arrays: [[Int]], words: String) throws {
    let text = try message([("Dense", ["units": 16])], weights: ["dense": arrays])
    #expect(text.contains(words), "\(text)")
  }

  @Test("A discriminator alone, two generators, and what makes no images")
  func networks() throws {
    let (generator, discriminator) = (
      KerasFixture.path("dcgan-generator.keras"), KerasFixture.path("dcgan-discriminator.keras")
    )
    func words(_ files: [String]) throws -> String {
      let error = #expect(throws: ImportError.self) { _ = try KerasModel.read(files, id: "g", model: nil) }
      return try #require(error).description
    }
    #expect(try words([discriminator]).contains("and no generator"))
    #expect(try words([generator, generator]).contains("holds a second generator"))
    #expect(
      try words([generator, KerasFixture.path("mlp-discriminator.keras")]).contains("give files of one training"))
    let text = try message(
      [("Dense", ["units": 16]), ("Dense", ["units": 5])],
      weights: [
        "dense": [[4, 16], [16]], "dense_1": [[16, 5], [5]],
      ])
    #expect(text.contains("makes samples of shape [5] and no images"))
  }

  @Test("Classes of somebody's own, and models that are code")
  func classes() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "g.keras")
    func words(_ model: SettingValue) throws -> String {
      try KerasFixture.write(model: model, weights: [:], to: path)
      let error = #expect(throws: (any Error).self) { _ = try KerasModel.read([path], id: "g", model: nil) }
      return "\(try #require(error))"
    }
    #expect(
      try words(["class_name": "MyGAN", "module": "mine", "config": [:]]).contains(
        "'MyGAN', whose layers only its own code"))
    let own: SettingValue = [
      "class_name": "Sequential",
      "config": [
        "layers": [["class_name": "Swirl", "module": "mine", "config": ["name": "s", "batch_input_shape": [nil, 4]]]]
      ],
    ]
    #expect(try words(own).contains("layer 1 's' (Swirl): it is a class of the module 'mine': it is never run"))
    let joined: SettingValue = [
      "class_name": "Functional",
      "config": [
        "layers": [
          [
            "class_name": "InputLayer", "name": "a", "config": ["name": "a", "batch_shape": [nil, 4]],
            "inbound_nodes": [],
          ],
          [
            "class_name": "Concatenate", "name": "c", "config": ["name": "c"],
            "inbound_nodes": [[["a", 0, 0, [:]], ["a", 0, 0, [:]]]],
          ],
        ]
      ],
    ]
    #expect(try words(joined).contains("layer 2 'c' (Concatenate) joins 'a' and 'a': only chains of layers are read"))
  }

  @Test("Files of another kind")
  func files() throws {
    let folder = try TemporaryFolder()
    func words(_ name: String, _ bytes: [UInt8]) throws -> String {
      try Data(bytes).write(to: URL(filePath: folder.path(of: name)))
      let error = #expect(throws: (any Error).self) {
        _ = try KerasModel.read([folder.path(of: name)], id: "g", model: nil)
      }
      return "\(try #require(error))"
    }
    #expect(
      try words("a.keras", Array("no model".utf8)).contains("is neither a .keras file nor HDF5: save it in Keras"))
    #expect(try words("b.h5", HDF5Writer.file(.group([:]))).contains("without weights of Keras"))
    let weights = Array(try Data(contentsOf: URL(filePath: KerasFixture.path("dcgan-generator.weights.h5"))))
    #expect(try words("c.weights.h5", weights).contains("put the text of model.to_json() beside it"))
    #expect(try words("d.weights.h5", Array(weights.dropLast(100))).contains("is cut short"))
    let error = #expect(throws: ImportError.self) { _ = try KerasModel.read([folder.path], id: "g", model: nil) }
    #expect(try #require(error).description.contains("is a folder, such as a SavedModel"))
  }
}
