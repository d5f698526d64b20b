import ArtFiles
import ArtGAN
import ArtHDF5
import ArtPipeline
import ArtZip
import Foundation

/// Files of Keras.
extension FuzzTarget {
  /// HDF5: all that is in a file, and the file as a model of Keras.
  static let hdf5 = FuzzTarget("hdf5", largest: 32_768) { input in
    attempt { walk(try HDF5Reader(input.bytes, file: "fuzz.h5").root, depth: 0) }
    attempt { _ = try KerasImport.read(ImportRequest(files: [input.file("fuzz.h5")], id: "fuzz")).checkpoint(seed: 1) }
  }

  /// The description of layers, in a sound file with weights that fit one network.
  static let keras = FuzzTarget("keras", largest: 16_384) { input in
    let saved = input.folder + "/saved.keras"
    attempt {
      let weights = HDF5Node.group([
        "layers": .group([
          "dense": .group([
            "vars": .group([
              "0": .dataset([4, 16]) { [Float](repeating: 0.1, count: 64) },
              "1": .dataset([16]) { [Float](repeating: 0.1, count: 16) },
            ])
          ])
        ])
      ])
      let writer = try ZipWriter(.typed(saved))
      try writer.add("config.json", input.bytes)
      try writer.add("model.weights.h5", HDF5Writer.file(weights))
      try writer.commit()
      _ = try KerasImport.read(ImportRequest(files: [saved], id: "fuzz")).checkpoint(seed: 1)
    }
  }

  private static func walk(_ group: HDF5Group, depth: Int) {
    for name in group.attributeNames.prefix(100) { attempt { _ = try group.attribute(name) } }
    guard depth < 6 else { return }
    for name in group.names.prefix(100) {
      attempt {
        if try group.isGroup(name) {
          walk(try group.group(name), depth: depth + 1)
        } else {
          _ = try group.dataset(name).numbers()
        }
      }
    }
  }
}
