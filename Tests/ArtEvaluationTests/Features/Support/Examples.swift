import ArtCPU
import ArtData
import ArtEvaluation
import ArtGraph
import ArtNN
import ArtTensor
import Foundation

enum Examples {
  /// A small network on images of 8×8.
  static func definition(classes: Int = 3, black: Float = 0, white: Float = 1) -> FeatureNetwork {
    let (network, layers) = ClassifierSettings(channels: [4, 6], features: 10, dropout: 0.1)
      .network(imageShape: [8, 8, 1], classes: classes)
    return FeatureNetwork(
      name: "small", network: network, featureLayers: layers, classNames: (0..<classes).map { "class \($0)" },
      black: black, white: white)
  }

  /// The network with its first weights.
  static func trained(_ definition: FeatureNetwork = definition()) throws -> TrainedFeatureNetwork {
    let store = CPUDevice(threads: 1).makeVariables()
    try definition.network.initialize(store, key: RandomKey(seed: 1))
    var tensors: [String: Tensor] = [:]
    for name in store.names { tensors[name] = store[name] }
    return try TrainedFeatureNetwork(definition: definition, tensors: tensors)
  }

  /// Bars across, bars down and points, at random places and grey levels.
  static func dataset(_ count: Int, seed: UInt64 = 1) throws -> Dataset {
    var pixels: [UInt8] = []
    for index in 0..<count {
      let key = RandomKey(seed: seed).folded(UInt64(index))
      var image = (0..<64).map { UInt8(key.int(UInt64($0), below: 60)) }
      let (place, level) = (key.int(100, below: 8), UInt8(160 + key.int(101, below: 90)))
      for k in 0..<8 {
        switch index % 3 {
        case 0: image[place * 8 + k] = level
        case 1: image[k * 8 + place] = level
        default: image[key.int(UInt64(200 + k), below: 64)] = level
        }
      }
      pixels += image
    }
    return try Dataset(
      name: "shapes", height: 8, width: 8, channels: 1, pixels: pixels, labels: (0..<count).map { $0 % 3 },
      classNames: ["class 0", "class 1", "class 2"])
  }
}

/// A path that is gone when the test is over.
final class TemporaryFile {
  let path = FileManager.default.temporaryDirectory.path + "/artpipe-features-\(UUID().uuidString).safetensors"

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
