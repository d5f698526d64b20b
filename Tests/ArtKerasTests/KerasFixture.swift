import ArtFiles
import ArtGAN
import ArtHDF5
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import ArtZip
import Foundation

@testable import ArtKeras

/// Files of Keras that `Tools/interop/keras_models.py --small` makes: GANs that were trained for 20 steps, and what Keras makes
/// with them.
enum KerasFixture {
  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)").path(percentEncoded: false)
  }

  static func tensors(_ name: String) throws -> [String: Tensor] {
    let reader = try SafetensorsReader(path: path("\(name).safetensors"))
    return try Dictionary(uniqueKeysWithValues: reader.names.map { ($0, try reader.tensor($0)) })
  }

  /// A `.keras` file of layers that are written down here.
  ///
  /// - Parameters:
  ///   - layers: class and settings of each.
  ///   - weights: arrays by group, such as `dense_1`, filled with 0.01.
  static func write(
    _ layers: [(String, SettingValue)], input: [Int] = [4], weights: [String: [[Int]]] = [:], to path: String
  ) throws {
    let first: SettingValue = [
      "class_name": "InputLayer", "module": "keras.layers",
      "config": [
        "name": "input", "batch_shape": SettingValue([SettingValue(.null)] + input.map { SettingValue($0) }),
      ],
    ]
    let all = layers.enumerated().map { index, layer -> SettingValue in
      var config = layer.1
      if config["name"] == nil { config["name"] = SettingValue("layer_\(index + 1)") }
      return ["class_name": SettingValue(layer.0), "module": "keras.layers", "config": config]
    }
    let model: SettingValue = [
      "class_name": "Sequential", "config": ["name": "made", "layers": SettingValue([first] + all)],
    ]
    try write(model: model, weights: weights, to: path)
  }

  static func write(model: SettingValue, weights: [String: [[Int]]], to path: String) throws {
    let groups = weights.mapValues { arrays in
      let vars = arrays.enumerated().map { index, sides in
        ("\(index)", HDF5Node.dataset(sides) { [Float](repeating: 0.01, count: sides.reduce(1, *)) })
      }
      return HDF5Node.group(["vars": .group(Dictionary(uniqueKeysWithValues: vars))])
    }
    let zip = try ZipWriter(.typed(path))
    try zip.add("config.json", Array(model.canonicalJSON.utf8))
    try zip.add("model.weights.h5", HDF5Writer.file(.group(["layers": .group(groups)])))
    try zip.commit()
  }
}
